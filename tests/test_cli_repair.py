"""`repair`, and what `check` says of corrections."""

import json
from pathlib import Path

import pytest

from govinfo_report import check, dumps, loads
from govinfo_report.cli import FAILED, FOUND, OK
from tests.test_cli import EXAMPLE_JSON, Result

REPORT = loads(EXAMPLE_JSON.read_bytes())
WRONG = "requests.outcomes.repeated_request.natural_person"
SHOWN = "2.重复申请 · 自然人"


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every message on a line of its own."""
    monkeypatch.setenv("COLUMNS", "250")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Give a report in which one figure is wrong."""
    path = tmp_path / "wrong.json"
    path.write_bytes(dumps(REPORT.with_figures({WRONG: 8})))
    return path


def test_check_names_the_figure(wrong: Path) -> None:
    """Two identities break; the clerk reads which figure explains both."""
    people = Result("check", str(wrong))
    assert (people.code, f"{SHOWN} 8 → 3" in people.out) == (FOUND, True)
    found = json.loads(Result("check", "--format", "json", str(wrong)).out)["localisation"]
    assert [change["figure"] for change in found["explanations"][0]] == [WRONG]
    assert "localisation" not in json.loads(
        Result("check", "--format", "json", str(EXAMPLE_JSON)).out
    )


def test_suggestions(wrong: Path) -> None:
    """For people in a table, for programs as JSON."""
    people = Result("repair", str(wrong))
    assert (people.code, SHOWN in people.out) == (OK, True)
    assert people.out.startswith("只需更正 1 项数据，勾稽关系即全部成立；更正方法共 1 种\n")
    found = json.loads(Result("repair", "--format", "json", str(wrong)).out)
    assert (found["size"], found["complete"]) == (1, True)
    english = Result("repair", "--lang", "en", str(EXAMPLE_JSON))
    assert (english.code, "nothing to correct" in english.out) == (OK, True)


def test_last_year_is_heard(tmp_path: Path) -> None:
    """What was carried forward last year speaks for one of several explanations."""
    paths = {"requests.carried_over.natural_person": 4, "requests.carried_over.total": 4}
    now, before = tmp_path / "now.json", tmp_path / "before.json"
    now.write_bytes(dumps(REPORT.with_figures(paths)))
    before.write_bytes(dumps(REPORT))
    plain = json.loads(Result("repair", "--format", "json", str(now)).out)
    heard = json.loads(
        Result("repair", "--format", "json", "--previous", str(before), str(now)).out
    )
    reasons = {r["reason"] for e in heard["explanations"] for c in e for r in c["reasons"]}
    assert "last_year" in {reason.replace("-", "_") for reason in reasons}
    assert plain["size"] == heard["size"] == 2


def test_many_ways(tmp_path: Path) -> None:
    """More explanations than a table holds are counted; more than the limit are said to be."""
    figures = {"disputes.reconsideration.total": 3, "disputes.direct_litigation.total": 2}
    path = tmp_path / "x.json"
    path.write_bytes(dumps(REPORT.with_figures(figures)))
    told = Result("repair", str(path)).out
    assert told.startswith(
        "只需更正 2 项数据，勾稽关系即全部成立；更正方法共 25 种，可能性大的在前\n"
    )
    assert "另有 15 种" in told
    english = Result("repair", "--lang", "en", str(path)).out
    assert english.startswith(
        "correcting 2 would make every identity hold, in 25 ways; likeliest first"
    )
    limited = Result("repair", "--limit", "3", "--lang", "en", str(path))
    assert "not all there are" in limited.out


def test_a_corrected_copy(wrong: Path, tmp_path: Path) -> None:
    """`--apply N` writes a copy in which every identity holds, never over the input."""
    copy = tmp_path / "copy.json"
    before = wrong.read_bytes()
    assert Result("repair", "--apply", "1", "-o", str(copy), str(wrong)).code == OK
    assert check(loads(copy.read_bytes()), rules="identities") == []
    for args in (["--apply", "1", "-o", str(wrong)], ["--apply", "9"], ["--apply", "0"]):
        assert Result("repair", *args, str(wrong)).code == FAILED
    assert wrong.read_bytes() == before
    piped = Result("repair", "--apply", "1", "-", stdin=before)
    assert loads(piped.out) == loads(copy.read_bytes())


def test_blanks_are_filled(tmp_path: Path) -> None:
    """`--fill` writes a copy in which the blanks that can hold one value only hold it."""
    path = tmp_path / "blank.json"
    path.write_bytes(dumps(REPORT.with_figures({WRONG: None, "requests.received.total": None})))
    result = Result("repair", "--fill", str(path))
    assert (result.code, loads(result.out) == loads(EXAMPLE_JSON.read_bytes())) == (OK, True)


def test_figures_are_listed_as_the_language_does(tmp_path: Path) -> None:
    """The figures of a correction are parted by a comma in English."""
    report = loads(EXAMPLE_JSON.read_bytes())
    wrong = ("requests.received.total", "disputes.reconsideration.total")
    changed = report.with_figures({path: 1 + int(report.figure(path) or 0) for path in wrong})
    path = tmp_path / "wrong.json"
    path.write_bytes(dumps(changed))
    for lang, mark in (("zh", "、"), ("en", ", ")):
        lines = Result("check", str(path), "--lang", lang).out.splitlines()
        (line,) = [line for line in lines if "→" in line and "govinfo-report repair" in line]
        first, second = line.split("→")[1:]
        assert mark in first
        assert "、" not in second
