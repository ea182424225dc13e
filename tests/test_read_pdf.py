"""PDF read: the files of the corpus, and those that are refused."""

import io
from pathlib import Path

import pypdf
import pytest

import govinfo_report as gr
from govinfo_report.formats import pdf
from tests.corpus_scores import CORPUS, FILES, expectation, score

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
