"""The command on several reports, and on what reports are made of."""

import json
from pathlib import Path

import attrs
import pytest

from govinfo_report import (
    Agency,
    AnnualReport,
    ByApplicant,
    Explanation,
    aggregate,
    dumps,
    figure_paths,
    loads,
)
from govinfo_report.cli import FAILED, FOUND, OK
from tests.test_cli import EXAMPLE, EXAMPLE_JSON, Result

pytestmark = pytest.mark.usefixtures("_wide_terminal")
REPORT = loads(EXAMPLE_JSON.read_bytes())
TOTAL = "requests.received.total"


@pytest.fixture(name="_wide_terminal")
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every message on a line of its own."""
    monkeypatch.setenv("COLUMNS", "250")


def _put(path: Path, report: AnnualReport) -> str:
    path.write_bytes(dumps(report))
    return str(path)


def test_check_against_last_year(tmp_path: Path) -> None:
    """`--previous` adds the rules across years."""
    carried = {"requests.carried_forward.natural_person": 2, "requests.carried_forward.total": 2}
    previous = _put(tmp_path / "2020.json", attrs.evolve(REPORT, year=2020).with_figures(carried))
    result = Result("check", "--previous", previous, "--format", "json", str(EXAMPLE))
    found = {f["rule"] for f in json.loads(result.out)["findings"]}
    assert (result.code, "series-carry" in found) == (FOUND, True)


@pytest.mark.parametrize("form", ["jsonl", "sarif", "html", "junit", "github"])
def test_check_against_last_year_in_any_format(form: str, tmp_path: Path) -> None:
    """What is found between years is in the logs, too; for many files at once it is refused."""
    carried = {"requests.carried_forward.natural_person": 2, "requests.carried_forward.total": 2}
    previous = _put(tmp_path / "2020.json", attrs.evolve(REPORT, year=2020).with_figures(carried))
    arguments = ["check", "--previous", previous, "--format", form, "--lang", "en"]
    result = Result(*arguments, str(EXAMPLE))
    assert (result.code, "series-carry" in result.out) == (FOUND, True)
    refused = Result(*arguments, str(EXAMPLE), str(EXAMPLE_JSON))
    assert (refused.code, "go with one report" in refused.err) == (FAILED, True)


def test_check_against_children(tmp_path: Path) -> None:
    """`--children` holds a report against the sum of its subordinates', and its own office's."""
    folder = tmp_path / "children"
    folder.mkdir()
    for name in ("a", "b"):
        _put(folder / f"{name}.json", attrs.evolve(REPORT, agency=Agency(name)))
    (folder / "note.txt").write_text("once upon a time", "utf-8")
    parent = _put(tmp_path / "p.json", attrs.evolve(aggregate([REPORT] * 3), year=2021))
    args = ["check", "--children", str(folder), "--rules", "identities", "--format", "json"]
    alone = Result(*args, parent)
    found = json.loads(alone.out)["findings"]
    assert {f["rule"] for f in found} == {"rollup-total"}
    assert next(f for f in found if f["figures"] == [TOTAL])["children"] == ["a", "b"]
    assert "note.txt" in alone.err
    own = Result(*args, "--own", str(EXAMPLE), parent)
    assert (own.code, json.loads(own.out)["findings"]) == (OK, [])
    assert Result("check", "--children", str(EXAMPLE), str(EXAMPLE)).code == FAILED


def test_an_explained_finding_is_shown_and_passes(tmp_path: Path) -> None:
    """What the organ has explained does not make the exit code 1."""
    silent = attrs.evolve(REPORT, problems=attrs.evolve(REPORT.problems, text="无"))
    path = _put(tmp_path / "silent.json", silent)
    assert Result("check", "--fail-on", "warning", path).code == FOUND
    answers = (Explanation("section-perfunctory", "已另行报送"),)
    path = _put(tmp_path / "told.json", attrs.evolve(silent, explanations=answers))
    result = Result("check", "--fail-on", "warning", path)
    assert (result.code, "已说明：已另行报送" in result.out) == (OK, True)


def test_statements() -> None:
    """What the prose states, for people and for programs."""
    people = Result("statements", str(EXAMPLE))
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in people.out.splitlines()]
    received = "一、本年新收政府信息公开申请数量 · 总计"
    assert ["17宗", "17", "表中数据", received, "一、总体情况（第 2 节）"] in rows
    document = json.loads(Result("statements", "--format", "json", str(EXAMPLE)).out)
    numbers = {(s["number"], s["kind"]) for s in document["statements"]}
    assert {(17, "figure"), (143, "whole"), (57, "part"), (0, "denial")} <= numbers


def test_diff(tmp_path: Path) -> None:
    """Every figure that changed, absolute and relative."""
    after = REPORT.with_figures({TOTAL: 34, "proactive.regulations.issued": None})
    path = _put(tmp_path / "after.json", after)
    people = Result("diff", str(EXAMPLE), path)
    assert "+17" in people.out
    assert "+100.0%" in people.out
    assert "空白" in people.out
    document = json.loads(Result("diff", "--format", "json", str(EXAMPLE), path).out)
    assert [change["figure"] for change in document["changes"]] == [
        "proactive.regulations.issued",
        TOTAL,
    ]
    old = _put(tmp_path / "old.json", AnnualReport("2019"))
    assert "figures only one edition" in Result("diff", "--lang", "en", old, path).out


def test_nothing_changed_and_nothing_stated(tmp_path: Path) -> None:
    """Where there is nothing, a line says so; programs get an empty list."""
    blank = _put(tmp_path / "blank.json", AnnualReport("2021"))
    assert Result("diff", blank, blank).out == "没有数据项变化\n"
    assert Result("diff", "--lang", "en", blank, blank).out == "No figure changed\n"
    nothing: dict[str, list[object]] = {"changes": [], "not_comparable": []}
    assert json.loads(Result("diff", "--format", "json", blank, blank).out) == nothing
    assert Result("statements", blank).out == "文字部分没有陈述任何数量\n"
    assert Result("statements", "--lang", "en", blank).out == "The prose states no counts\n"
    assert json.loads(Result("statements", "--format", "json", blank).out) == {"statements": []}
    old = _put(tmp_path / "old.json", AnnualReport("2019"))
    first, second = Result("diff", "--lang", "en", old, blank).out.splitlines()
    assert (first, second.split(" ", 1)[1]) == ("No figure changed", "figures only one edition has")


def test_series(tmp_path: Path) -> None:
    """An organ's reports over the years."""
    paths = [_put(tmp_path / f"{y}.json", attrs.evolve(REPORT, year=y)) for y in (2021, 2023)]
    people = Result("series", *paths)
    assert (people.code, "series-gap" in people.out) == (FOUND, True)
    assert people.out.startswith("检查结果：")
    programs = Result("series", "--format", "json", "--fail-on", "never", *paths)
    assert programs.code == OK
    assert {f["rule"] for f in json.loads(programs.out)["findings"]} >= {"series-gap"}


def test_aggregate(tmp_path: Path) -> None:
    """The parent's report, computed."""
    target = tmp_path / "sum.json"
    result = Result("aggregate", str(EXAMPLE), str(EXAMPLE), "--agency", "某市", "-o", str(target))
    total = loads(target.read_bytes())
    assert (result.code, result.out, total.agency.name) == (OK, "", "某市")
    assert total.figure(TOTAL) == 34
    assert loads(Result("aggregate", str(EXAMPLE)).out).figure(TOTAL) == 17


def test_folders_are_compared_and_added_up(tmp_path: Path) -> None:
    """A folder stands for the reports in it, as elsewhere."""
    for year in (2021, 2023):
        _put(tmp_path / f"{year}.json", attrs.evolve(REPORT, year=year))
    assert "series-gap" in Result("series", str(tmp_path)).out
    (tmp_path / "2023.json").unlink()
    assert loads(Result("aggregate", str(tmp_path)).out).figure(TOTAL) == 17


@pytest.mark.parametrize(
    "command",
    [
        ("diff", str(EXAMPLE), "damaged"),
        ("series", "damaged"),
        ("aggregate", "damaged"),
        ("metrics", "damaged"),
        ("repair", "damaged"),
        ("repair", str(EXAMPLE), "--previous", "damaged"),
        ("check", str(EXAMPLE), "--previous", "damaged"),
        ("check", str(EXAMPLE), "--own", "damaged", "--children", "folder"),
        ("check", str(EXAMPLE), "--children", "folder"),
    ],
    ids=" ".join,
)
def test_what_could_not_be_read_is_said(command: tuple[str, ...], tmp_path: Path) -> None:
    """Whatever is done with a report: a blank is no answer to what has become of a number."""
    damaged = tmp_path / "damaged.txt"
    damaged.write_text(EXAMPLE.read_text("utf-8").replace("466274", "466二74"), "utf-8")
    places = {"damaged": str(damaged), "folder": str(tmp_path)}
    said = Result(*(places.get(word, word) for word in command), "--lang", "en").err
    assert f"{damaged}: table 1, row 10, column 2, line 46: “466二74” is no number" in said


@pytest.mark.parametrize(
    "command",
    [
        "check {} --format html",
        "check {example} --previous {}",
        "convert {}",
        "render {}",
        "render {example} --to pdf --font {}",
        "repair {} --fill",
        "repair {example} --previous {} --fill",
        "aggregate {}",
        "tally {} --year 2024",
    ],
)
def test_what_is_read_is_never_overwritten(command: str, tmp_path: Path) -> None:
    """However it is named: it is the source, and may say more than what is written."""
    data = EXAMPLE_JSON.read_bytes()
    source = tmp_path / "report.json"
    source.write_bytes(data)
    words = command.format(source, example=EXAMPLE).split()
    target = str(tmp_path / "x" / ".." / "report.json")
    result = Result(*words, "-o", target, "--lang", "en")
    assert result.code == FAILED
    assert result.err == f"govinfo-report: {target} is read, and would be overwritten\n"
    assert source.read_bytes() == data


@pytest.mark.parametrize("command", ["check {}", "convert {}", "aggregate {}"])
def test_a_link_in_a_circle_is_no_file(command: str, tmp_path: Path) -> None:
    """Nor is it what is written over; nothing is written."""
    circle = tmp_path / "circle.json"
    circle.symlink_to(circle)
    out = tmp_path / "out.json"
    result = Result(*command.format(circle).split(), "-o", str(out), "--lang", "en")
    assert result.code == FAILED
    assert result.err.startswith(f"govinfo-report: {circle}: the file cannot be opened")
    assert not out.exists()


def test_own_alone() -> None:
    """The report of the organ's own office says nothing without those of its subordinates."""
    result = Result("check", str(EXAMPLE), "--own", str(EXAMPLE), "--lang", "en")
    assert (result.code, result.err) == (FAILED, "govinfo-report: --own goes with --children\n")


def test_tally(tmp_path: Path) -> None:
    """Single requests, counted into a report."""
    text = "applicant,outcome,received,answered\nnatural_person,granted,2024-03-01,2024-03-20\n"
    path = tmp_path / "cases.csv"
    path.write_text(text, "utf-8")
    report = loads(Result("tally", "--year", "2024", "--agency", "某局", str(path)).out)
    assert report.agency.name == "某局"
    assert report.requests.received == ByApplicant.of(natural_person=1)
    assert report.figures()["proactive.regulations.issued"] is None
    piped = Result("tally", "--year", "2024", "-", stdin=text.replace("granted", "lost").encode())
    assert (piped.code, "lost" in piped.err) == (FAILED, True)
    for missing in (tmp_path / "none.csv", tmp_path):
        result = Result("tally", "--year", "2024", str(missing))
        assert (result.code, str(missing) in result.err) == (FAILED, True)


def test_metrics() -> None:
    """The rates that a report gives; none where there is nothing to have a rate of."""
    people, programs = (
        Result("metrics", str(EXAMPLE)),
        json.loads(Result("metrics", "--format", "json", str(EXAMPLE)).out)["metrics"],
    )
    assert "%" in people.out
    assert {metric["value"] for metric in programs} >= {None, 1.0}
    blank = Result("metrics", "-", "--lang", "en", stdin=dumps(AnnualReport("2021")))
    assert ("blank" in blank.out, "%" in blank.out) == (True, False)


def test_amounts_are_printed_in_full(tmp_path: Path) -> None:
    """Never with an exponent."""
    document = json.loads(dumps(REPORT))
    document["proactive"]["fees"]["amount"] = 1e20 / 1e17
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document).replace("1000.0", "1E+3"), "utf-8")
    assert "1000" in Result("check", "--tables", str(path)).out
    assert "E+" not in Result("diff", str(EXAMPLE), str(path)).out
    assert len(figure_paths("2021")) == 200
