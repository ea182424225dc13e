"""PDF where no Chinese font is installed: set in what typst brings along, refused, explained."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typst

import govinfo_report as gr
from govinfo_report.document import Cell, Document, Heading, Paragraph, Table
from govinfo_report.formats import pdf

LATIN = "Libertinus Serif"
ROW = (Cell("label", is_header=True), Cell("12", figure="requests.received.total"))
DOCUMENT = Document((Heading("Title", 1), Paragraph("Said."), Table((ROW,), caption="Table")))


@pytest.fixture
def latin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let typst's own fonts be all that is installed."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    monkeypatch.setattr(pdf, "_installed", lambda _=None: fonts)
    monkeypatch.setattr(pdf, "FAMILIES", (LATIN,))


@pytest.mark.usefixtures("latin")
def test_what_is_set_is_read() -> None:
    """Title, paragraph and table come back from the page."""
    heading, paragraph, table = pdf.read(pdf.write(DOCUMENT)).blocks
    assert isinstance(heading, Heading | Paragraph)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert (heading.text, paragraph.text) == ("Title", "Said.")
    assert [cell.text for row in table.rows for cell in row] == ["label", "12"]


@pytest.mark.usefixtures("latin")
def test_characters_beyond_the_first_plane() -> None:
    """Names are written with such too, which PDFium hands over in two halves."""
    blocks = (Heading("Title", 1), Paragraph("Said 𝔸𝔹, and 𝔸."))
    assert pdf.read(pdf.write(Document(blocks))).blocks[1].text == "Said 𝔸𝔹, and 𝔸."  # type: ignore[union-attr]


@pytest.mark.usefixtures("latin")
def test_a_character_that_no_font_has() -> None:
    """It is named, and never an empty box."""
    with pytest.raises(gr.UnrenderableError, match=r"'.*鐵.*': no font that is installed"):
        pdf.write(Document((Heading("Title", 1), Paragraph("鐵"))))


@pytest.mark.usefixtures("latin")
def test_what_typst_refuses() -> None:
    """PDF/UA wants a title; what typst says of it is passed on."""
    with pytest.raises(gr.UnrenderableError, match="title"):
        pdf.write(Document((Paragraph("Said."),)))


@pytest.mark.usefixtures("latin")
def test_no_such_font() -> None:
    """The error says what to install."""
    with pytest.raises(gr.UnrenderableError, match="fonts-noto-cjk"):
        pdf.write(DOCUMENT, font="No Such Font")


@pytest.mark.usefixtures("latin")
@pytest.mark.parametrize("name", ["circle", "other/", "none.TTF", "x" * 300 + ".otf"])
def test_no_such_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that leads nowhere, or in a circle, is told apart from a family."""
    monkeypatch.chdir(tmp_path)
    Path("circle").symlink_to("circle")
    with pytest.raises(gr.UnrenderableError, match="no such file or folder"):
        pdf.write(DOCUMENT, font=name)


@pytest.mark.usefixtures("latin")
@pytest.mark.parametrize("name", ["", "x" * 300])
def test_what_is_neither(name: str) -> None:
    """Nothing and a name too long for a file are families that nobody has installed."""
    with pytest.raises(gr.UnrenderableError, match="fonts-noto-cjk"):
        pdf.write(DOCUMENT, font=name)


def test_a_font_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file means the families in it, a folder those below it; one without a font is refused."""
    file = tmp_path / "own.ttf"
    file.touch()
    found = [SimpleNamespace(family=LATIN, path=str(file)), SimpleNamespace(family="x", path=None)]
    fonts: Any = SimpleNamespace(fonts=lambda: found)
    monkeypatch.setattr(pdf, "_installed", lambda _: fonts)
    assert pdf._fonts(str(file)) == pdf._fonts(str(tmp_path)) == (fonts, [LATIN])
    found.clear()
    with pytest.raises(gr.UnrenderableError, match="no font in it"):
        pdf._fonts(str(file))


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without typst the error says what to install."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(gr.MissingExtraError, match=r"govinfo-report\[pdf\]"):
        pdf.write(DOCUMENT)


def test_the_fonts_of_the_system(tmp_path: Path) -> None:
    """A folder may be looked at beside what is installed, which is looked at but once."""
    assert pdf._installed() is pdf._installed()
    assert {*pdf._installed().families()} <= {*pdf._installed(tmp_path).families()}
