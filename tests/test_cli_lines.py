"""Lines for people: none too wide, nothing lost, coloured only where that is wanted."""

import io
import os
import shutil
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report.cli.lines import Printer, columns, folded, terminal_width

SIGNS = "ab 1，。“”（）、本年新收\u3000é\u0301"


class Terminal(io.StringIO):
    """What is seen on a terminal."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


@given(st.text(st.sampled_from(SIGNS)), st.integers(2, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    """Only white space goes, and only where a line is broken; no line but the first is empty."""
    lines = folded(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(lines[1:-1])


@pytest.mark.parametrize(
    ("text", "taken"), [("ab", 2), ("本年", 4), ("，\u3000", 4), ("“”", 2), ("e\u0301", 1)]
)
def test_columns(text: str, taken: int) -> None:
    """A Chinese character takes two, full-width signs too; a combining accent takes none."""
    assert columns(text) == taken


def test_where_lines_are_broken() -> None:
    """A comma stays with what it follows, a word of Latin letters whole if it can."""
    assert folded("本年新收，上年结转", 8) == ["本年新", "收，上年", "结转"]
    assert folded("see the rule“甲”", 9) == ["see the", "rule“甲”"]
    assert folded("abcdefgh", 5) == ["abcde", "fgh"]


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
    ],
)
def test_colours(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, coloured: bool
) -> None:
    """A terminal that can is sent colours, unless `NO_COLOR` is set to something."""
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal()
    Printer(terminal).item("错误", "bold red", "不等")
    assert terminal.getvalue() == (
        "  \x1b[1;31m错误\x1b[0m  不等\n" if coloured else "  错误  不等\n"
    )


def test_a_file_is_sent_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a label that does not fit into a line is broken like any text."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "5")
    file = io.StringIO()
    Printer(file).item("error narrative-stale-year", "red", "x")
    assert file.getvalue() == "  error narrative-st\n  ale-year  x\n"
    assert max(map(len, file.getvalue().splitlines())) <= 20


def test_entries_stand_beside_their_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels in Chinese and in English are padded to one width."""
    monkeypatch.setenv("COLUMNS", "26")
    file = io.StringIO()
    for label in ("甲", "ab", "b"):
        Printer(file).entry(label, "cyan", "本年新收，上年结转的政府信息", 3)
    assert file.getvalue().splitlines()[:2] == [
        "  甲   本年新收，上年结转的",
        "       政府信息",
    ]
    assert len({columns(line) for line in file.getvalue().splitlines()}) == 2


@pytest.mark.parametrize("asked", ["", "100", "0", "-5", "wide"])
@pytest.mark.parametrize("found", [0, 70, OSError])
def test_the_width_of_the_terminal_is_that_of_the_standard_library(
    monkeypatch: pytest.MonkeyPatch, asked: str, found: int | type[OSError]
) -> None:
    """What `COLUMNS` says, else what the terminal has, else 80."""

    def size(_: int) -> os.terminal_size:
        if isinstance(found, int):
            return os.terminal_size((found, 24))
        raise found

    monkeypatch.setenv("COLUMNS", asked)
    monkeypatch.setattr(os, "get_terminal_size", size)
    monkeypatch.setattr(sys, "__stdout__", io.TextIOWrapper(io.FileIO(1, "w", closefd=False)))
    assert terminal_width() == shutil.get_terminal_size().columns
