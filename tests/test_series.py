"""A report against last year's, and the reports of many years."""

import pickle
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_report import (
    Agency,
    AnnualReport,
    Applicant,
    Explanation,
    Section,
    UnfitInputError,
    check,
    check_series,
    figure_paths,
    strategies,
)
from govinfo_report.rules.proactive import _LEEWAY, _UNIT, IMPLAUSIBLE_AMOUNT
from govinfo_report.rules.series import JUMP_FACTOR, JUMP_SIZE, REUSE_LENGTH, REUSE_SHARE

COLUMNS = (*Applicant, "total")
LONG = (
    "围绕春耕备耕公布办事指南和补贴名单，逐项说明申请条件、所需材料和咨询途径；会同乡镇整理政策文件，配发图解，"
    "组织村干部面对面讲解；听取种植户意见，把采纳情况及理由在网站专栏逐条回应；把资金安排、项目名单和验收结论集中到一个页面，方便查询。"
)


def _report(year: int, edition: str = "2021", agency: Agency | None = None) -> AnnualReport:
    zeros = dict.fromkeys(figure_paths(edition), 0)
    return AnnualReport(edition, year=year, agency=agency).with_figures(zeros)


@given(strategies.series(), st.randoms())
def test_a_consistent_series_has_no_finding(series: list[AnnualReport], random: object) -> None:
    """In whatever order it is given, and though its editions change on the way."""
    shuffled = sorted(series, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert check_series(shuffled) == []
    for report, previous in zip(series[1:], series, strict=False):
        assert check(report, previous=previous) == []


@settings(max_examples=20)
@given(strategies.series(), st.integers(0, 2), st.sampled_from(COLUMNS))
def test_one_altered_year_breaks_exactly_the_carry_of_that_column(
    series: list[AnnualReport], place: int, column: str
) -> None:
    """What is carried over is what was carried forward, per column."""
    forward = f"requests.carried_forward.{column}"
    series[place] = series[place].with_figures(
        {forward: int(series[place].figure(forward) or 0) + 1}
    )
    (finding,) = check_series(series)
    assert (finding.rule, finding.year) == ("series-carry", 2021 + place)
    assert finding.figures == (f"requests.carried_over.{column}",)
    assert finding.difference == -1
    assert str(finding.year) in finding.message("zh")
    later = check(series[place + 1], rules="series-carry", previous=series[place])
    assert later == [finding]


def test_blanks_carry_nothing() -> None:
    """Neither side is known to differ."""
    path, forward = "requests.carried_over.total", "requests.carried_forward.total"
    last, this = _report(2021).with_figures({forward: 3}), _report(2022)
    assert [f.rule for f in check_series([last, this])] == ["series-carry"]
    assert check_series([last, this.with_figures({path: None})]) == []
    assert check_series([last.with_figures({forward: None}), this]) == []


def test_documents_in_force() -> None:
    """In force = last year's in force + issued - repealed; only edition 2021 counts them."""
    row = "proactive.normative_documents"
    last = _report(2021).with_figures({f"{row}.in_force": 10})
    this = _report(2022).with_figures(
        {f"{row}.in_force": 11, f"{row}.issued": 3, f"{row}.repealed": 1}
    )
    (finding,) = check_series([last, this])
    assert (finding.rule, finding.expected, finding.actual) == ("series-in-force", 12, 11)
    assert finding.figures[0] == f"{row}.in_force"
    assert check_series([last, this.with_figures({f"{row}.in_force": 12})]) == []
    for blank in ("issued", "repealed", "in_force"):
        assert check_series([last, this.with_figures({f"{row}.{blank}": None})]) == []
    assert check_series([last, this.with_figures({"proactive.regulations.issued": None})]) == [
        finding
    ]
    assert check_series([last.with_figures({f"{row}.in_force": None}), this]) == []
    assert check_series([_report(2021, "2019"), this]) == []


@pytest.mark.parametrize(
    ("before", "now", "jumps"),
    [(JUMP_SIZE, JUMP_SIZE * JUMP_FACTOR, False), (JUMP_SIZE, JUMP_SIZE * JUMP_FACTOR + 1, True),
     (JUMP_SIZE * JUMP_FACTOR + 1, JUMP_SIZE, True), (0, JUMP_SIZE - 1, False), (0, JUMP_SIZE, True),
     (JUMP_SIZE, 0, True), (None, 900, False), (900, None, False)],
)  # fmt: skip
def test_jumps(before: int | None, now: int | None, jumps: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """More than fivefold or below a fifth, where the larger is of some size."""
    path = "proactive.penalties.decisions"
    for edition in ("2019", "2021"):
        last = _report(2021, edition).with_figures({path: before})
        found = check_series([last, _report(2022).with_figures({path: now})])
        told = [(f.rule, f.figures, f.expected, f.actual) for f in found]
        assert told == [("series-jump", (path,), before, now)] * jumps


def test_no_jump_of_what_is_signed_or_in_the_wrong_unit() -> None:
    """The change of edition 2019 swings freely; a slip of the unit has a rule of its own."""
    change = {"proactive.licensing.change": 300}
    assert check_series([_report(2019, "2019"), _report(2020, "2019").with_figures(change)]) == []
    fees = [{"proactive.fees.amount": Decimal(amount)} for amount in ("25.1", "251000")]
    series = [_report(2021).with_figures(fees[0]), _report(2022).with_figures(fees[1])]
    (finding,) = check_series(series)
    assert (finding.rule, finding.figures) == ("implausible-unit", ("proactive.fees.amount",))
    assert (finding.expected, finding.actual) == (None, Decimal(251000))
    assert "上年为 25.1" in finding.message("zh")
    (jump,) = check_series([_report(2021), series[1].with_figures({"proactive.fees.amount": 60})])
    assert jump.rule == "series-jump"


@pytest.mark.parametrize(
    ("before", "now", "slips"),
    [
        (1, _UNIT / _LEEWAY, True),
        (1, _UNIT / _LEEWAY - 1, False),
        (1, _UNIT * _LEEWAY, True),
        (1, _UNIT * _LEEWAY + 1, False),
        (_UNIT, 1, True),
        (IMPLAUSIBLE_AMOUNT / _UNIT, IMPLAUSIBLE_AMOUNT - 1, True),
        (IMPLAUSIBLE_AMOUNT / _UNIT, IMPLAUSIBLE_AMOUNT, False),
    ],
)
def test_slips_of_the_unit(before: Decimal, now: Decimal, slips: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """About ten thousand times as much, or as little; what is too large by itself is told without last year."""
    amounts = [{"proactive.fees.amount": Decimal(amount)} for amount in (before, now)]
    series = [_report(2021).with_figures(amounts[0]), _report(2022).with_figures(amounts[1])]
    assert ("implausible-unit" in {f.rule for f in check_series(series)}) is slips


NEW = "甲乙丙丁戊己庚辛壬癸子丑寅"


@pytest.mark.parametrize(
    ("text", "is_reused"),
    [
        (LONG[:90] + NEW[:10], True),
        (LONG[:89] + NEW[:11], False),
        (NEW[:10] + LONG[:90], True),
        (NEW[:11] + LONG[:89], False),
        (LONG[:116] + NEW[:13], False),
    ],
)
def test_the_share_that_is_reused(text: str, is_reused: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """Nine tenths at least, rounded down, wherever the rest stands; in any part of prose."""
    for part in ("overview", "problems", "other_matters"):
        halves = (Section("", LONG[:50]), Section("", LONG[50:]))
        old: dict[str, Any] = {part: Section("", "", halves)}
        new: dict[str, Any] = {part: Section("", text)}
        found = check_series(
            [attrs.evolve(_report(2021), **old), attrs.evolve(_report(2022), **new)]
        )
        assert [(f.rule, f.section) for f in found] == [("narrative-reuse", part)] * is_reused


def test_prose_of_last_year() -> None:
    """A new year and new digits in last year's sentences do not make them new."""
    old = Section("", f"2021年，{LONG}办理申请12件。")
    new = Section("", f"2022年，{LONG}办理申请345件。")
    last = attrs.evolve(_report(2021), overview=old)
    (finding,) = check_series([last, attrs.evolve(_report(2022), overview=new)])
    assert (finding.rule, finding.section, finding.actual) == ("narrative-reuse", "overview", 1)
    assert "一、总体情况" in finding.message("zh")
    assert "100%" in finding.message("en")
    below = Section("", "", (Section("", "另起一段。"), Section("", new.text)))
    (finding,) = check_series([last, attrs.evolve(_report(2022), overview=below)])
    assert finding.section == "overview.subsections.1"
    assert "（第 2 节）" in finding.message("zh")
    assert "section 2" in finding.message("en")


def test_prose_of_its_own() -> None:
    """Half of it new, told in another part, or too short to tell: no finding."""
    last = attrs.evolve(_report(2021), overview=Section("", LONG))
    half = LONG[: len(LONG) // 2] + LONG[len(LONG) // 2 :][::-1]
    assert check_series([last, attrs.evolve(_report(2022), overview=Section("", half))]) == []
    assert check_series([last, attrs.evolve(_report(2022), problems=Section("", LONG))]) == []
    short = Section("", LONG[: REUSE_LENGTH - 1])
    assert check_series([last, attrs.evolve(_report(2022), overview=short)]) == []
    assert Decimal("0.5") < REUSE_SHARE < 1


@given(strategies.series(range(2021, 2024)))
def test_a_gap(series: list[AnnualReport]) -> None:
    """A year left out is one finding, and what it would have carried is not guessed."""
    (finding,) = check_series([series[0], series[2]])
    assert (finding.rule, finding.expected, finding.actual) == ("series-gap", 2022, 2023)
    assert check(series[2], rules="series-carry", previous=series[0]) == []


def test_a_year_given_twice() -> None:
    """The second report of a year is a finding."""
    (finding,) = check_series([_report(2021), _report(2022), _report(2022)])
    assert (finding.rule, finding.expected, finding.actual) == ("series-gap", 2023, 2022)


def test_another_organ() -> None:
    """Named, and left out of everything else; the codes decide where both are known."""
    ours, theirs = Agency("甲局"), Agency("乙局")
    path = {"requests.carried_forward.total": 1}
    series = [
        _report(2021, agency=ours),
        _report(2022, agency=theirs).with_figures(path),
        _report(2022, agency=ours),
        _report(2023, agency=Agency("甲 局")),
    ]
    (finding,) = check_series(series)
    assert (finding.rule, finding.year) == ("series-mixed-agency", 2022)
    assert (finding.expected, finding.actual) == ("甲局", "乙局")
    assert "乙局" in finding.message("en")
    found = check_series([*series, _report(2022, agency=Agency("丙局"))])
    assert len({finding.fingerprint for finding in found}) == len(found) == 2
    code, other = "91110000000000000A", "91110000000000000B"
    renamed = [_report(2021, agency=Agency("甲局", credit_code=code))]
    assert check_series([*renamed, _report(2022, agency=Agency("丙局", credit_code=code))]) == []
    (finding,) = check_series([*renamed, _report(2022, agency=Agency("甲局", credit_code=other))])
    assert (finding.rule, finding.actual) == ("series-mixed-agency", other)
    (finding,) = check_series(
        [
            _report(2021, agency=Agency(credit_code=code)),
            _report(2022, agency=Agency(credit_code=other)),
        ]
    )
    assert finding.actual == other


def test_an_organ_that_is_not_fully_known() -> None:
    """What one report does not say contradicts nothing in another; the first one decides."""
    code, other = "91110000000000000A", "91110000000000000B"
    first = _report(2021, agency=Agency("甲局", credit_code=code))
    for agency in (Agency("甲局"), Agency(), Agency(credit_code=code)):
        assert check_series([first, _report(2022, agency=agency)]) == []
        assert check_series([_report(2020, "2019", agency=agency), first]) == []
    third = _report(2023, agency=Agency("甲局", credit_code=other))
    (finding,) = check_series([first, _report(2022, agency=Agency("甲局")), third])
    assert (finding.rule, finding.expected) == ("series-mixed-agency", code)


def test_unknown_years_are_taken_on_trust() -> None:
    """Whoever says that a report is last year's may be believed where it bears no year."""
    last = attrs.evolve(
        _report(2021).with_figures({"requests.carried_forward.total": 1}), year=None
    )
    found = check(_report(2022), rules="series-carry", previous=last)
    assert [f.rule for f in found] == ["series-carry"]
    assert check(_report(2022), rules="series-gap", previous=last) == []


def test_what_is_no_series() -> None:
    """Nothing at all, or a report without a year: an error that says which."""
    with pytest.raises(UnfitInputError, match=r"^no reports; give at least one$"):
        check_series([])
    with pytest.raises(UnfitInputError, match=r"report 2 \(甲局\) has no year") as caught:
        check_series([_report(2021), attrs.evolve(_report(2022), year=None, agency=Agency("甲局"))])
    assert "第 2 份报告（甲局）没有年度" in caught.value.message("zh")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert copy.faults == caught.value.faults


def test_an_explained_carry() -> None:
    """A cross-year error can be explained by the report it is about."""
    last = _report(2021).with_figures({"requests.carried_forward.total": 1})
    why = Explanation("series-carry", "上年误计一件。", ("requests.carried_over.total",))
    (finding,) = check_series([last, attrs.evolve(_report(2022), explanations=(why,))])
    assert finding.explained == why
