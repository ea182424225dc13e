"""Tables for people: in every terminal all of them is read, and no word is cut."""

import io
import re
from functools import partial

import pytest
from rich.console import Console

from govinfo_report import form, loads
from govinfo_report.cli.lines import columns
from govinfo_report.cli.printing import print_table
from tests.test_cli import EXAMPLE_JSON, Result

FILE = str(EXAMPLE_JSON)
REPORT = loads(EXAMPLE_JSON.read_bytes())


def printed(width: int, *rows: list[str], numbers: tuple[int, ...] | None = None) -> list[str]:
    """Return the lines of a table."""
    out = io.StringIO()
    print_table(Console(file=out, width=width), "数据", rows[0], rows[1:], numbers)
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_no_word_of_the_form_is_cut(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In English all words come whole; in Chinese no line begins with what closes or divides."""
    monkeypatch.setenv("COLUMNS", str(width))
    english, chinese = (
        Result("check", FILE, "--tables", "--lang", lang).out.splitlines() for lang in ("en", "zh")
    )
    assert max(map(columns, english + chinese)) <= width
    labels = [label for figure in form("2021").figures.values() for label in figure.labels]
    words = {word for label in labels for word in label.en.split()}
    rows = [re.split("[│┃]", line)[1:-1] for line in english if line[0:1] in {"│", "┃"}]
    assert {word for row in rows for cell in row for word in cell.split()} <= words | {
        *map(str, [*range(1, 8), *REPORT.figures().values()])
    }
    assert not [line for line in chinese if re.search("[│┃] *[，。、；：！？）”]", line)]


@pytest.mark.parametrize(("lang", "lines"), [("zh", 80), ("en", 90)])
def test_the_form_is_short_in_a_narrow_terminal(
    lang: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What rows share stands in a row above them, and numbers take no more than they need."""
    monkeypatch.setenv("COLUMNS", "80")
    out = Result("check", FILE, "--tables", "--lang", lang).out
    assert len(out.splitlines()) <= lines
    assert out.count({"zh": "（三）不予公开", "en": "refused"}[lang]) == 1


def test_headings_that_have_no_room_are_told_above() -> None:
    """Numbers stand for them; where there is room they stand in the table, folded if need be."""
    rows = [["", "responsible organisation", "other"], ["a text that goes on and on", "12", "3"]]
    wide, folded, narrow = (printed(width, *rows) for width in (80, 56, 35))
    assert wide[2] == "┃                            ┃ responsible organisation ┃ other ┃"
    assert folded[2:4] == [
        "┃                         ┃        responsible ┃       ┃",
        "┃                         ┃       organisation ┃ other ┃",
    ]
    assert narrow[1:5:2] == [
        "1 responsible organisation · 2",
        "┏━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━┳━━━┓",
    ]
    assert narrow[4:7:2] == [
        "┃                        ┃  1 ┃ 2 ┃",
        "│ a text that goes on    │ 12 │ 3 │",
    ]


def test_headings_are_told_above_a_table_without_a_title(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the numbers stand for is told there, too."""
    monkeypatch.setenv("COLUMNS", "40")
    out = Result("metrics", FILE, "--lang", "en").out
    assert out.startswith("1 part · 2 whole · 3 share\n┏")


def test_where_no_column_or_not_the_first_is_a_number() -> None:
    """It is said which ones are."""
    rows = [["甲", "乙"], ["1", "本年"]]
    assert "│ 1  │ 本年 │" in printed(80, *rows, numbers=())
    assert "│  1 │ 本年 │" in printed(80, *rows, numbers=(0,))


@pytest.mark.parametrize("width", [1, 8, 14])
def test_there_is_no_terminal_too_narrow(width: int) -> None:
    """What is lost there is lost, and nothing breaks."""
    assert printed(width, ["", "甲"], ["  some words", "1000000"])


def test_a_whole_category_is_said_in_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the prose states of all the rows of a category is stated of the category."""
    monkeypatch.setenv("COLUMNS", "200")
    say = partial(Result, "statements", FILE)
    assert "│ （三）不予公开 · 总计 " in say().out
    assert "│ refused · total " in say("--lang", "en").out
    assert "│ （五）不予处理 · 2.重复申请 · 总计 " in say().out
    assert "│ 行政复议 · 总计 + 行政诉讼 · 总计 " in say().out
