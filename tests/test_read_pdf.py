"""PDF read: the files of the corpus, and those that are refused."""

import io
from pathlib import Path

import pypdf
import pytest

import govinfo_report as gr
from govinfo_report.formats import pdf
from tests.corpus_scores import CORPUS, FILES, expectation, score
from tests.documents import random_figures
from tests.fonts import need_chinese_font

STEMS = [file for file in FILES if file.suffix == ".pdf" and file.stem != "p04"]


@pytest.mark.parametrize("file", STEMS, ids=lambda file: file.stem)
def test_every_figure_is_right(file: Path) -> None:
    """Ruled, cut by pages, letter-spaced, printed by LibreOffice: every figure, nobody blamed."""
    stated = expectation(file)
    got = score(gr.read(file), stated)
    assert got.right == len(stated["figures"])
    assert got.blamed == ()


def test_a_scan() -> None:
    """Images without text: the error says to recognise the text first."""
    with pytest.raises(gr.errors.UnreadableError, match="ocrmypdf"):
        pdf.read((CORPUS / "files" / "p04.pdf").read_bytes())


@pytest.mark.engine
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("edition", list(gr.Edition))
def test_what_render_sets_is_read(edition: gr.Edition, seed: int) -> None:
    """Every figure, blanks included, and the prose come back from our own pages."""
    need_chinese_font()
    prose = gr.Section("总体情况", "一年来，本机关认真履行职责。" * 30)
    report = gr.AnnualReport(edition, year=2022, agency=gr.Agency("某市某局"), overview=prose)
    report = report.with_figures(random_figures(edition, seed, blanks=seed / 10))
    reading = gr.read(gr.render(report, "pdf"))
    assert reading.format == "pdf"
    assert reading.report.figures() == report.figures()
    assert reading.report.overview == prose
    assert (reading.report.year, reading.report.agency.name) == (2022, "某市某局")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"%PDF-1.7\nstream\nx"])
def test_a_broken_file(data: bytes) -> None:
    """What PDFium cannot open is an error that says so."""
    with pytest.raises(gr.errors.UnreadableError, match="broken"):
        pdf.read(data)


@pytest.mark.parametrize("password", ["", "secret"])
def test_encrypted(password: str) -> None:
    """An empty password is no obstacle; any other must be taken off first."""
    writer = pypdf.PdfWriter(clone_from=CORPUS / "files" / "p01.pdf")
    writer.encrypt(password, algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    if password:
        with pytest.raises(gr.errors.UnreadableError, match="password"):
            pdf.read(data.getvalue())
    else:
        plain = (CORPUS / "files" / "p01.pdf").read_bytes()
        assert pdf.read(data.getvalue()) == pdf.read(plain)
