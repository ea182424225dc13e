"""Word files: the grid of the official blank form, its fonts, and every text to the letter."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from hypothesis import given

import govinfo_report as gr
from govinfo_report.document import Cell, Document, Heading, Paragraph, Table
from govinfo_report.formats import docx as word_format
from govinfo_report.layout.compose import compose
from tests import witness
from tests.reports import fewer, published
from tests.test_xlsx import NASTY, TEXT, clean


def open_word(data: bytes) -> WordDocument:
    """Open a Word file."""
    return docx.Document(io.BytesIO(data))


def grid(table: WordTable) -> tuple[tuple[tuple[str, int, int], ...], ...]:
    """Return the cells of a table: text, rows and columns spanned."""
    heights: dict[tuple[int, int], int] = {}
    begun: dict[int, tuple[int, int]] = {}
    rows = []
    for y, row in enumerate(table._tbl.tr_lst):
        cells, x = [], 0
        for tc in row.tc_lst:
            if tc.vMerge == "continue":
                heights[begun[x]] += 1
            else:
                begun[x] = (y, x)
                heights[y, x] = 1
                text = "".join(node.text or "" for node in tc.iter(qn("w:t"))).strip()
                cells.append((text, (y, x), tc.grid_span))
            x += tc.grid_span
        rows.append(cells)
    return tuple(tuple((text, heights[at], span) for text, at, span in row) for row in rows)


def texts(document: WordDocument) -> list[str]:
    """Return the paragraphs."""
    return [paragraph.text for paragraph in document.paragraphs]


def test_the_tables_are_those_of_the_form() -> None:
    """Every label and span of the official blank form, as the witness transcribed it."""
    word = open_word(word_format.write(compose(gr.AnnualReport("2021"))))
    assert tuple(map(grid, word.tables)) == witness.DOCX_2021_SPANS


def test_the_tables_are_those_of_the_official_file(shared: Callable[[str], Path]) -> None:
    """The blank form of the State Council's office has the same cells, read in the same way."""
    official = docx.Document(str(shared("reports/form-2021-blank.docx")))
    ours = open_word(word_format.write(compose(gr.AnnualReport("2021"))))
    assert [grid(table) for table in official.tables] == [grid(table) for table in ours.tables]


@fewer(5)
@given(published())
def test_every_figure_is_in_its_cell(report: gr.AnnualReport) -> None:
    """The tables are those that were composed, cell by cell."""
    document = compose(clean(report))
    word = open_word(word_format.write(document))
    composed = [block for block in document.blocks if isinstance(block, Table)]
    assert [grid(table) for table in word.tables] == [
        tuple(tuple((cell.text, cell.rowspan, cell.colspan) for cell in row) for row in table.rows)
        for table in composed
    ]


def test_page_and_fonts() -> None:
    """A4; 仿宋 for the text, 黑体 for title and headings of parts, by name; rows are not cut."""
    document = Document(
        (Heading("题", 1), Heading("一、", 2), Heading("（一）", 3), Paragraph("文"))
    )
    word = open_word(word_format.write(document))
    section = word.sections[0]
    sides = section.page_width, section.page_height
    assert [side and round(side.mm) for side in sides] == [210, 297]
    fonts = []
    for paragraph in word.paragraphs:
        style: Any = paragraph.style
        (run,) = style.element.findall(qn("w:rPr"))
        fonts.append((style.name, run.find(qn("w:rFonts")).get(qn("w:eastAsia"))))
    assert fonts == [
        ("Title", "黑体"),
        ("Heading 1", "黑体"),
        ("Heading 2", "仿宋"),
        ("Normal", "仿宋"),
    ]
    word = open_word(word_format.write(compose(gr.AnnualReport("2019"))))
    for table in word.tables:
        for row in table._tbl.tr_lst:
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    assert word.tables[1]._tbl.tr_lst[2].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


@pytest.mark.parametrize("text", [*NASTY, "</w:t></w:r>", "a\nb\tc", "&amp;", '"'])
def test_a_text_is_a_text(text: str) -> None:
    """Nothing that an organ writes becomes markup."""
    assert_carried(text)


@given(TEXT)
def test_any_text_is_carried(text: str) -> None:
    """A text comes back to the letter."""
    assert_carried(text)


def assert_carried(text: str) -> None:
    """Write a text as heading, prose, label and caption; it is there, and nothing else is."""
    table = Table(((Cell(text, colspan=2),), (Cell(text, rowspan=2), Cell("")), (Cell("1"),)), text)
    word = open_word(word_format.write(Document((Heading(text, 14), Paragraph(text), table))))
    assert texts(word) == [text, text]
    assert word.tables[0].cell(0, 0).text == text
    assert word.tables[0].cell(2, 0).text == text
    assert word.core_properties.title == text[:255]


@pytest.mark.parametrize("char", ["\0", "\r", "\x1b", "\uffff"])
def test_what_xml_cannot_carry_is_an_error(char: str) -> None:
    """A control character is named, never dropped."""
    with pytest.raises(gr.errors.UnrenderableError, match=f"U\\+{ord(char):04X}"):
        word_format.write(Document((Paragraph("a"), Paragraph(f"a{char}b"))))


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without python-docx the error says what to install."""
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(gr.MissingExtraError, match=r"govinfo-report\[docx\]"):
        word_format.write(Document(()))


def test_an_empty_document() -> None:
    """A document without blocks, and a table without rows, make a file that opens."""
    assert texts(open_word(word_format.write(Document(())))) == []
    assert len(open_word(word_format.write(Document((Table(()),)))).tables) == 1
