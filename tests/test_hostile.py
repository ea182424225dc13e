"""Hostile documents: whatever is blown up, reading takes time in proportion to what there is."""

from time import process_time

import pytest

from govinfo_report import read
from govinfo_report._text import label_key
from govinfo_report.document import Cell, Document, Heading, Paragraph, Table
from govinfo_report.layout.cells import classify
from govinfo_report.layout.recognise import recognise

START = "一、总体情况\n"
SECONDS = 4.0
"""Many times what any of these needs, on a machine that is busy with other things."""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n" * 20_000 + "\f", id="empty lines before a form feed"),
        pytest.param("政府信息" * 250_000, id="a line of a million characters"),
        pytest.param("\u2e81\u200b" * 100_000, id="radicals and invisible controls"),
        pytest.param("终" + " ." * 50_000 + "完", id="dots that lead nowhere"),
    ],
)
def test_a_text_takes_time_in_proportion(text: str) -> None:
    """No pattern looks at the same characters over and over."""
    start = process_time()
    read((START + text).encode(), "text")
    assert process_time() - start < SECONDS


def test_a_label_takes_time_in_proportion() -> None:
    """However many numbers stand before it, they are not copied over and over."""
    start = process_time()
    assert label_key("1." * 500_000 + "规章") == "规章"
    assert process_time() - start < SECONDS


def test_a_page_number_alone_on_its_page_is_dropped() -> None:
    """Blank lines before the number and a form feed behind it are all that it takes."""
    told = read(f"{START}本机关依法，\n \n\n 12 \n\f公开信息。\n".encode(), "text").report
    assert told.overview is not None
    assert told.overview.text == "本机关依法，公开信息。"


@pytest.mark.parametrize("text", ["9" * 1_001, "本年新收" * 300, "—" * 1_001])
def test_a_very_long_cell_is_text(text: str) -> None:
    """What no cell of a report can hold is neither number, label nor mark for nothing."""
    assert classify(text) == ("text", None)


def test_a_label_with_a_misprint_is_not_sought_in_a_long_text() -> None:
    """A cell that is longer than any label is text, though one label begins it."""
    assert classify("本年新收政府信息公开申请数量" * 20) == ("text", None)


def test_leaders_of_a_heading_end_it() -> None:
    """Dots and a page number behind a heading are no part of it; a longer line is no heading."""
    document = Document(
        (
            Heading("一、总体情况 ........ 12", 2),
            Paragraph("依法公开。"),
            Paragraph("总体情况" + "." * 400),
            Table(((Cell("规章"), Cell("1")),)),
        )
    )
    overview = recognise(document).report.overview
    assert overview is not None
    assert overview.title == "总体情况"
    assert overview.text.startswith("依法公开。")
