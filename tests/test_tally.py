"""Single requests counted into table three."""

import datetime as dt
import io
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given

from govinfo_report import (
    AnnualReport,
    Applicant,
    Case,
    LimitExceededError,
    Outcome,
    UnfitInputError,
    check,
    strategies,
    tally,
)
from govinfo_report.compare import tallies

HEADER = "applicant,outcome,received,answered\n"
DAY = dt.date(2021, 5, 1)


def _csv(cases: list[Case]) -> bytes:
    out = io.StringIO(HEADER)
    out.seek(0, io.SEEK_END)
    for case in cases:
        out.write(f"{case.applicant},{case.outcome or ''},{case.received},{case.answered or ''}\n")
    return out.getvalue().encode()


@given(strategies.cases(2021))
def test_counts(cases: list[Case]) -> None:
    """By date of receipt and answer; the table adds up, and a CSV says the same."""
    table = tally(cases, year=2021)
    report = AnnualReport("2021", requests=table)
    assert check(report, rules="identities") == []
    new = [case for case in cases if case.received.year == 2021]
    handled = [case for case in cases if case.answered and case.answered.year == 2021]
    assert table.received.total == len(new)
    assert table.carried_over.total == len(cases) - len(new)
    assert table.outcomes_total.total == len(handled)
    for applicant in Applicant:
        left = [c for c in cases if c not in handled and c.applicant is applicant]
        assert table.carried_forward[applicant] == len(left)
    for outcome, count in Counter(case.outcome for case in handled).items():
        assert outcome is not None
        assert table.outcomes[outcome].total == count
    assert tally(_csv(cases), year=2021) == table
    assert (
        tally(
            (
                {
                    "applicant": c.applicant,
                    "outcome": c.outcome,
                    "received": c.received,
                    "answered": c.answered,
                }
                for c in cases
            ),
            year=2021,
        )
        == table
    )


@given(strategies.cases(2021))
def test_what_is_carried_forward_is_carried_over(cases: list[Case]) -> None:
    """The same requests, counted for the next year, start where this year's ended."""
    later = [case for case in cases if not case.answered or case.answered.year > 2021]
    forward = tally(cases, year=2021).carried_forward
    assert tally(later, year=2022).carried_over == forward


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tables_as_offices_keep_them(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """Chinese headers and labels, dates in any of the usual forms, guarded cells, empty rows."""
    lines = [
        "序号,申请人类型,收到日期,答复日期,办理结果",
        "1,自然人,2021-03-05,2021年3月20日,予以公开",
        "2, 公民 ,2021/3/5,2021.04.01 10:30:00,7.属于行政执法案卷",
        '3,商业企业,"=""2020-12-30""",\'2021-01-02,not_held',
        ",,,,",
        "5,其他,2021年12月31日,/,—",
    ]
    path = tmp_path / "cases.csv"
    path.write_bytes("\r\n".join(lines).replace(",", delimiter).encode(encoding))
    for source in (path, str(path), path.read_bytes()):
        table = tally(source, year=2021)
        assert table.received.natural_person == 2
        assert table.received.other == table.carried_forward.total == 1
        assert table.carried_over.business == 1
        assert table.outcomes[Outcome.ENFORCEMENT_FILE].natural_person == 1
        assert table.outcomes[Outcome.NOT_HELD].business == 1
        assert table.outcomes[Outcome.GRANTED].total == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [("martian,granted,2021-01-01,2021-01-02", "applicant 'martian' is unknown"),
     (",granted,2021-01-01,2021-01-02", "applicant None is unknown"),
     ("other,lost,2021-01-01,2021-01-02", "no outcome 'lost'"),
     ("other,otherwise_handled,2021-01-01,2021-01-02", "no outcome 'otherwise_handled'"),
     ("other,=1+1,2021-01-01,2021-01-02", "no outcome '=1\\+1'"),
     ("other,granted,2021-02-30,2021-03-02", "received: '2021-02-30' is no date"),
     ("other,granted,yesterday,2021-03-02", "received: 'yesterday' is no date"),
     ("other,granted,,2021-03-02", "no date of receipt"),
     ("other,granted,2021-03-02,soon", "answered: 'soon' is no date"),
     ("other,granted,2021-03-02,2021-03-01", "before it was received"),
     ("other,granted,2022-01-01,2022-01-02", "not of 2021"),
     ("other,,2022-01-01,", "not of 2021"),
     ("other,granted,2020-01-01,2020-12-31", "not of 2021"),
     ("other,,2021-01-01,2021-12-31", "without an outcome"),
     ("other,granted,2021-01-01,", "no date of an answer"),
     ("other", "no date of receipt")],
)  # fmt: skip
def test_rows_that_cannot_be_counted(row: str, message: str) -> None:
    """Each is named by its row in the file, in both languages."""
    good = "other,granted,2021-01-01,2021-01-02"
    with pytest.raises(UnfitInputError, match=rf"^row 3: .*{message}") as caught:
        tally(f"{HEADER}{good}\n{row}\n{good}\n".encode(), year=2021)
    assert caught.value.message("zh").startswith("第 3 行：")
    assert len(caught.value.faults) == 1


def test_all_faults_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Up to a limit, with the name of the file."""
    path = tmp_path / "cases.csv"
    path.write_text(HEADER + "x,granted,2021-01-01,2021-01-02\n" * 5, encoding="utf-8")
    with pytest.raises(UnfitInputError) as caught:
        tally(path, year=2021)
    assert len(caught.value.faults) == 5
    assert str(caught.value).startswith(f"{path}: row 2: ")
    monkeypatch.setattr(tallies, "MAX_FAULTS", 2)
    with pytest.raises(UnfitInputError) as caught:
        tally(path, year=2021)
    assert len(caught.value.faults) == 2


def test_cases_of_other_makes() -> None:
    """Anything with the four attributes counts, a moment being its day; others are named."""
    moment = dt.datetime(2021, 5, 2, 9, 30, tzinfo=dt.UTC)
    case = SimpleNamespace(applicant="自然人", outcome="granted", received=DAY, answered=moment)
    table = tally([case], year=2021)  # type: ignore[list-item]
    assert table.outcomes[Outcome.GRANTED].natural_person == 1
    with pytest.raises(UnfitInputError, match="row 2: received: 7 is no date"):
        tally([{"applicant": "other", "received": DAY}, {"applicant": 1, "received": 7}], year=2021)
    with pytest.raises(UnfitInputError, match="row 1: the applicant 1 is unknown"):
        tally([{"applicant": 1, "received": DAY}], year=2021)


def test_a_case() -> None:
    """Takes the values of the vocabularies, as words too."""
    case = Case("other", "granted", DAY, DAY)
    assert case.applicant is Applicant.OTHER
    assert case.outcome is Outcome.GRANTED
    assert Case(Applicant.OTHER, None, DAY).answered is None


def test_editions() -> None:
    """The edition is the one in force for the year, unless told otherwise."""
    case = Case(
        Applicant.OTHER, Outcome.OTHERWISE_HANDLED, dt.date(2020, 5, 1), dt.date(2020, 5, 2)
    )
    assert tally([case], year=2020).outcomes[Outcome.OTHERWISE_HANDLED].total == 1
    with pytest.raises(UnfitInputError, match="edition 2021 has no outcome"):
        tally([case], year=2020, edition="2021")
    assert tally([], year=2021).received.total == 0


def test_files_that_are_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too large, of another encoding, without the columns, or broken: an error that says so."""
    with pytest.raises(UnfitInputError, match="row 1 lacks the columns outcome, answered"):
        tally(b"applicant,received\n", year=2021)
    with pytest.raises(UnfitInputError, match="lacks the columns applicant"):
        tally(b"", year=2021)
    with pytest.raises(UnfitInputError, match="not text in UTF-8 or GB 18030"):
        tally(b"\xff\xff\xff", year=2021)
    with pytest.raises(UnfitInputError, match="line 2 is not CSV"):
        tally(HEADER.encode() + b'"' + b"x" * 200_000, year=2021)
    monkeypatch.setattr(tallies, "MAX_BYTES", 10)
    with pytest.raises(LimitExceededError):
        tally(HEADER.encode(), year=2021)
