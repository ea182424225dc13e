"""PDF: tagged, with its fonts within, and nothing in it that the report does not say."""

import io
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings

import govinfo_report as gr
from govinfo_report.document import Document, Heading, Paragraph
from govinfo_report.formats import pdf
from govinfo_report.layout.compose import compose
from tests.fonts import need_chinese_font
from tests.printed import nasty
from tests.test_xlsx import NASTY


@pytest.fixture(autouse=True)
def need_font() -> None:
    """Skip where no Chinese font is installed."""
    need_chinese_font()


def open_pdf(data: bytes) -> pypdf.PdfReader:
    """Open a PDF."""
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(reader: pypdf.PdfReader) -> str:
    """Return the text of all pages without white space."""
    return "".join("".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.engine
@pytest.mark.parametrize("edition", list(gr.Edition))
def test_a_report_as_pdf(edition: gr.Edition) -> None:
    """A4, tagged, titled; every figure is there, and every label of the form."""
    paths = gr.figure_paths(edition)
    figures = {path: 1000 + number for number, path in enumerate(paths)}
    report = gr.AnnualReport(edition, year=2021, agency=gr.Agency("某局")).with_figures(figures)
    reader = open_pdf(pdf.write(compose(report)))
    assert reader.metadata is not None
    assert reader.metadata.title == "某局2021年政府信息公开工作年度报告"
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert {round(float(page.mediabox.width)) for page in reader.pages} == {595}
    text = text_of(reader)
    assert [value for value in figures.values() if str(value) not in text] == []
    assert "其他需要报告的事项" in text


@pytest.mark.engine
@pytest.mark.parametrize("text", [*NASTY[:9], "#panic()", "$x$", "*a* _b_ `c`", "= a", "@x", "\\"])
def test_a_text_is_a_text(text: str) -> None:
    """Nothing that an organ writes is markup, or code, of typst."""
    reader = open_pdf(pdf.write(Document((Heading(text, 1), Paragraph(f"文{text}文")))))
    assert "".join(f"文{text}文".split()) in text_of(reader)


@pytest.mark.engine
def test_a_font_of_ones_own() -> None:
    """`font=` is a family or a file; what is neither is an error that says what to install."""
    document = Document((Heading("题", 1), Paragraph("文")))
    (family, *_), file = pdf._fonts(None)[1], None
    for font in pdf._installed().fonts():
        if font.family == family:
            file = font.path
    assert file is not None
    assert open_pdf(pdf.write(document, font=family)).pages
    assert open_pdf(pdf.write(document, font=Path(file))).pages
    with pytest.raises(gr.errors.UnrenderableError, match="fonts-noto-cjk"):
        pdf.write(document, font="No Such Font")


@pytest.mark.engine
def test_a_folder_without_fonts(tmp_path: Path) -> None:
    """A path with no font in it is an error."""
    with pytest.raises(gr.errors.UnrenderableError, match="no font in it"):
        pdf.write(Document(()), font=tmp_path)


@pytest.mark.engine
def test_no_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no Chinese font is installed the error names the package that brings some."""
    monkeypatch.setattr(pdf, "FAMILIES", ("No Such Font",))
    with pytest.raises(gr.errors.UnrenderableError, match="fonts-noto-cjk"):
        pdf.write(Document((Paragraph("文"),)))


@pytest.mark.engine
def test_what_it_cannot_carry() -> None:
    """A control character is named, never dropped."""
    with pytest.raises(gr.errors.UnrenderableError, match=r"U\+0007"):
        pdf.write(Document((Paragraph("\a"),)))


@pytest.mark.engine
@pytest.mark.parametrize(
    ("document", "refused", "message"),
    [
        (
            Document((Heading("题", 1), Paragraph("a\U0001e900b"))),
            "\U0001e900",
            "no font that is installed",
        ),
        (Document((Paragraph("文"),)), "", "missing document title"),
    ],
)
def test_what_pdf_ua_does_not_allow(document: Document, refused: str, message: str) -> None:
    """A character that no font has is named, never an empty box; so is a missing title."""
    with pytest.raises(gr.errors.UnrenderableError, match=message) as caught:
        pdf.write(document)
    assert caught.value.refused == refused


@pytest.mark.engine
@settings(max_examples=30)
@given(nasty())
def test_whatever_is_written_is_set_or_refused(report: gr.AnnualReport) -> None:
    """A composed report has a title and no gap between its headings, as PDF/UA wants it."""
    reason = ""
    try:
        assert open_pdf(pdf.write(compose(report))).pages
    except gr.errors.UnrenderableError as error:
        reason = error.reason.en
    assert not reason or "control character" in reason or "glyph" in reason


@pytest.mark.engine
def test_headers_are_repeated_for_their_own_rows() -> None:
    """A page that begins within table two begins with the headers of the rows that follow."""
    paths = [path for path in gr.figure_paths("2021") if path.startswith("proactive")]
    for lines in range(17, 24):
        report = gr.AnnualReport("2021", overview=gr.Section("", "行\n" * lines)).with_figures(
            {path: 7000 + number for number, path in enumerate(paths)}
        )
        _, second, *_ = open_pdf(pdf.write(compose(report))).pages
        shown = "".join(second.extract_text().split())
        if "7008" in shown and "7007" not in shown:
            assert shown.startswith("第二十条第（六）项信息内容本年处理决定数量")
            assert "第二十条第（一）项" not in shown
            break
    else:
        pytest.fail("no page ended within table two")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without typst the error says what to install."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(gr.MissingExtraError, match=r"govinfo-report\[pdf\]"):
        pdf.write(Document(()))
