"""`govinfo-report inspect`: the reading beside the source."""

import json
from pathlib import Path

import pytest

from govinfo_report import figure_paths, loads
from govinfo_report.cli import OK
from tests.test_cli import EXAMPLE, EXAMPLE_JSON, Result

PENALTIES = "proactive.penalties.decisions"


@pytest.fixture
def damaged(tmp_path: Path) -> str:
    """Give a dump with a number that is none, and a label in words of its own."""
    text = EXAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "damaged.txt"
    path.write_text(text.replace("466274", "46六274").replace("行政强制", "行政强治"), "utf-8")
    return str(path)


@pytest.mark.parametrize("columns", ["80", "120"])
def test_for_people(damaged: str, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Problems come first, then each figure with what it rests on, its place and the raw text."""
    monkeypatch.setenv("COLUMNS", columns)
    result = Result("inspect", damaged)
    assert (result.code, result.err) == (OK, "")
    problems, table = result.out.split("数据项与原文 · 200")
    assert "“46六274”不是这里可填的数" in problems
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in table.splitlines()]
    assert ["—", "未读取", "46六274"] in [[row[1], row[2], row[4]] for row in cells if row]
    assert ["173.42", "栏目原样", "173.42"] in [[row[1], row[2], row[4]] for row in cells if row]
    assert "第1个表格，第14行" in table
    assert all(len(line) <= int(columns) for line in result.out.splitlines())


def test_only_some_figures(damaged: str) -> None:
    """`problems` shows the figures that a problem names, `doubtful` those not certain besides."""
    shown = {only: _figures("inspect", damaged, "--only", only) for only in ("problems", "all")}
    assert list(shown["all"]) == list(figure_paths("2021"))
    assert list(shown["problems"]) == [PENALTIES, "proactive.compulsory_measures.decisions"]
    assert [figure["confidence"] for figure in shown["problems"].values()] == ["missing", "variant"]
    assert _figures("inspect", damaged, "--only", "doubtful") == shown["problems"]
    assert _figures("inspect", str(EXAMPLE), "--only", "doubtful") == {}


def test_nothing_to_show() -> None:
    """Where no problem names a figure there is a line, and no empty table."""
    result = Result("inspect", str(EXAMPLE), "--only", "problems", "--lang", "en")
    assert (result.code, result.out.splitlines()[-1]) == (OK, "No figure to look at")
    assert "Figures and the source" not in result.out


def test_for_programs(damaged: str) -> None:
    """`--format json` gives the problems, and each figure with where it comes from."""
    data = json.loads(Result("inspect", damaged, "--format", "json", "--lang", "en").out)
    assert (data["format"], data["edition"]) == ("text", "2021")
    assert [PENALTIES] in [problem["figures"] for problem in data["problems"]]
    (penalties,) = [figure for figure in data["figures"] if figure["path"] == PENALTIES]
    assert penalties == {
        "path": PENALTIES,
        "label": "administrative penalties · decisions this year",
        "value": None,
        "confidence": "missing",
        "place": "table 1, row 10, column 2, line 46",
        "text": "46六274",
    }


def test_json_names_its_figures_itself() -> None:
    """A report in JSON has nothing beside its figures, and nothing doubtful."""
    figures = _figures("inspect", str(EXAMPLE_JSON))
    report = loads(EXAMPLE_JSON.read_bytes())
    assert {path: figure["value"] for path, figure in figures.items()} == {
        path: value if isinstance(value, int) else float(value or 0)
        for path, value in report.figures().items()
    }
    assert {figure["confidence"] for figure in figures.values()} == {None}
    assert _figures("inspect", str(EXAMPLE_JSON), "--only", "doubtful") == {}
    assert "466274" in Result("inspect", str(EXAMPLE_JSON)).out


def _figures(*arguments: str) -> dict[str, dict[str, object]]:
    data = json.loads(Result(*arguments, "--format", "json").out)
    return {figure["path"]: figure for figure in data["figures"]}
