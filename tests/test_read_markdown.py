"""Markdown: what a renderer shows is read, and no cell is dropped."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import AnnualReport, read
from govinfo_report.document import Heading, Paragraph, Table
from govinfo_report.errors import (
    GovinfoReportError,
    LimitExceededError,
    MissingExtraError,
    UnreadableError,
)
from govinfo_report.formats import markdown
from govinfo_report.layout.recognise import recognise
from govinfo_report.rendering import render
from tests.corpus_scores import FILES, expectation, score
from tests.printed import lost, nasty

TEXTS = [file for file in FILES if file.suffix == ".md"]
OPEN = {"m04": 25}
"""Totals that are blank and reported: nothing else is filled in, and the merged cells are lost."""


def cells(text: str) -> list[list[str]]:
    """Return what the cells of the only table say."""
    (table,) = (b for b in markdown.read(text.encode()).blocks if isinstance(b, Table))
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("file", TEXTS, ids=[file.stem for file in TEXTS])
def test_corpus(file: Path) -> None:
    """Every figure of the corpus is read, or reported where it cannot be told."""
    got = score(read(file), expectation(file))
    assert (got.silent, got.blamed, got.other) == ((), (), ())
    assert len(got.reported) == OPEN.get(file.stem, 0)


@given(nasty())
def test_round_trip(report: AnnualReport) -> None:
    """What `write` wrote comes back to the letter, whatever the prose."""
    again = recognise(markdown.read(render(report, "markdown").encode())).report
    assert lost(report, again) == {}


def test_blocks() -> None:
    """Headings, emphasis, escapes and entities are read as they are shown."""
    text = "# 某报告 #\n\n一、总体情况\n\n1. **公开**\\*若干&lt;件。\n[链](x)\n"
    assert markdown.read(text.encode()).blocks == (
        Heading("某报告", 1),
        Heading("一、总体情况", 2),
        Paragraph("1. 公开*若干<件。"),
        Paragraph("链"),
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("| 项 | 数 |\n|:--|--:|\n| 甲<br>乙 | 1\\|2 |", [["项", "数"], ["甲\n乙", "1|2"]]),
        ("项 | 数\n--- | ---\n甲 | 1", [["项", "数"], ["甲", "1"]]),
        ("| 项 |\n|---|\n| 甲 | 1 | 2 |", [["项", "", ""], ["甲", "1", "2"]]),
        ("| 项 | 数 |\n|---|\n| 甲 | 1 |", [["项", "数"], ["甲", "1"]]),
        ("项 | \\|\n-|-\n甲 | \\|", [["项", "|"], ["甲", "|"]]),
        ("<table><tr><td>项<td>1</table>", [["项", "1"]]),
    ],
    ids=["breaks and bars", "no outer bars", "longer rows", "short rule", "escaped", "HTML"],
)
def test_tables(text: str, wanted: list[list[str]]) -> None:
    """Cells that the header lacks are kept, as are escaped bars and line breaks."""
    assert cells(text) == wanted


def test_bars_in_prose_are_no_table() -> None:
    """Without a rule under the first row there is no table."""
    assert markdown.read("甲 | 乙\n".encode()).blocks == (Paragraph("甲 | 乙"),)


@pytest.mark.parametrize(("text", "is_cut"), [("|甲|\n|-|\n|1", True), ("公开。\n", False)])
def test_cut_files(text: str, is_cut: bool) -> None:  # noqa: FBT001 - a case
    """A file that breaks off within a row may have broken off within a value."""
    assert markdown.read(text.encode()).is_cut is is_cut


def test_bounds() -> None:
    """Nothing and too much are errors that say so."""
    with pytest.raises(UnreadableError):
        markdown.read(b" \n")
    with pytest.raises(LimitExceededError, match="more than"):
        markdown.read(b"#" * (markdown.MAX_CHARACTERS + 1))


@given(st.text(st.sampled_from("|-\n \\`*_#<>&一1[]()~:"), max_size=200))
def test_whatever_the_text(text: str) -> None:
    """Nothing but our own errors leaves the reader."""
    try:
        markdown.read(text.encode())
    except GovinfoReportError:
        return


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra that brings it is named."""
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    with pytest.raises(MissingExtraError, match=r"govinfo-report\[markdown\]"):
        markdown.read("# 某报告\n".encode())
