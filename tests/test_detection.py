"""What a file is: told from its content, then from its name."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_report import AnnualReport, GovinfoReportError, UnreadableError
from govinfo_report.formats.detection import detect, evident
from govinfo_report.rendering import FORMATS, render
from tests.corpus_scores import FILES
from tests.fonts import need_chinese_font
from tests.printed import nasty

BY_SUFFIX = {".md": "markdown", ".tsv": "csv", ".txt": "text"}
NAMES = (None, "报告.html", "report.csv", "x.PDF", "x.md", "x.json", "a.b.docx", "x.xls", "x")


def rendered(report: AnnualReport, name: str) -> bytes | None:
    """Return a report in a format, none where the format cannot carry its text."""
    try:
        written = render(report, name)
    except GovinfoReportError:
        return None
    return written if isinstance(written, bytes) else written.encode()


@settings(max_examples=settings().max_examples // 2)  # office files take their time
@given(nasty(), st.sampled_from(sorted({*FORMATS} - {"pdf"})), st.sampled_from(NAMES))
def test_what_is_written_is_known_again(report: AnnualReport, written: str, name: str) -> None:
    """Whatever its prose looks like and whatever the file is called."""
    if data := rendered(report, written):
        assert detect(data, name) == written


def test_a_written_pdf_is_known_again() -> None:
    """Once, because typesetting takes its time."""
    need_chinese_font()
    assert detect(render(AnnualReport("2021"), "pdf"), "report.txt") == "pdf"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_corpus_is_known(file: Path) -> None:
    """Each file by its own name, and by its content wherever tabs alone do not make a table."""
    expected = BY_SUFFIX.get(file.suffix, file.suffix[1:])
    data = file.read_bytes()
    assert detect(data, file.name) == expected
    if file.suffix != ".tsv":
        assert detect(data) == detect(data, "x.dat") == expected


@pytest.mark.parametrize("written", sorted({*FORMATS} - {"pdf"}))  # which needs a font
def test_what_render_writes(written: str) -> None:
    """What is ours is known for what it is, also with the line ends of other systems."""
    data = render(AnnualReport("2021"), written)
    assert detect(data if isinstance(data, bytes) else data.encode()) == written
    if isinstance(data, str):
        assert detect(data.replace("\n", "\r\n").encode()) == written


@pytest.mark.parametrize(
    "page",
    [
        "<html>",
        " <!doctype   HTML>",
        "<TABLE border=1><tr><td>1",
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'>",
        "<!-- saved from url=(0014)about:internet -->\n<!---->\n<div>",
        '<?xml:namespace prefix = o ns = "urn:x" /><p>',
        "一、总体情况<br>\n<p>本机关</p>",
        "<p>{}</p>",
    ],
)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_web_pages(page: str, encoding: str) -> None:
    """Whole or in part, in whatever encoding, with whatever stands before them."""
    if encoding.startswith("utf-16-") and page[0] != "<":
        page = f"<p>{page}</p>"  # without a mark, UTF-16 is known by how it begins
    assert detect(page.encode(encoding), "report.doc") == "html"


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ('{"edition": "2021"}', "x.txt", "json"),
        ("\ufeff\n{\n", "x", "json"),
        ("[{}]", "x.txt", "json"),
        ("{{ title }}", None, "text"),
        ("[2021] 5号", None, "text"),
        ("no JSON at all", "x.json", "json"),
        ("a,b\n1,2\n", "x.CSV", "csv"),
        ("a\tb", "x.tsv", "csv"),
        ("a\tb", "x.txt", "text"),
        ("x\n" * 9 + "a,b,c,d\n" * 5, None, "csv"),
        ("x\n" * 9 + "a,b,c,d\n" * 4, None, "text"),
        ("1,234 2,345 3,456 4,567\n" * 9, None, "text"),
        ('a\t"b\nc"\td\n', None, "csv"),
        ('a\t"b c"\td\n', None, "text"),
        ("# 报告\n", None, "markdown"),
        ("#1 报告\n", None, "text"),
        ("a | b\n--- | ---\n", "x.txt", "markdown"),
        ("a | b\n1 | 2\n", None, "text"),
        ("<2021年> 报告", None, "text"),
        ("once upon a time", None, "text"),
        ("{\\rtf1\\ansi}", "x.doc", "legacy"),
        ('<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', "x.xml", "legacy"),
        ("HTTP/1.1 200\r\n%PDF-1.7\n1 0 obj endobj", None, "pdf"),
        ("the mark %PDF-1.7 begins a PDF", None, "text"),
    ],
)
def test_texts(content: str, name: str | None, expected: str) -> None:
    """By how they begin; where that is no mark, by the name, and then by their look."""
    assert detect(content.encode(), name) == expected


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def zipped(*parts: str) -> bytes:
    """Return a ZIP container with such parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        for part in parts:
            container.writestr(part, "x")
        container.comment = b"a comment"
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped("[Content_Types].xml", "word/document2.xml"), "docx"),
        (zipped("docProps/app.xml", "xl/workbook.xml"), "xlsx"),
        (zipped("mimetype", "content.xml"), "legacy"),
        (OLE, "legacy"),
    ],
)
def test_office_files(data: bytes, expected: str) -> None:
    """By the parts of their container, wherever in it they stand."""
    assert detect(data, "x.wps") == evident(data) == expected


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n", "OCR"),
        (b"\xff\xd8\xff\xe0", "OCR"),
        (b"BM\1\2\3\4\0\0\0\0", "OCR"),
        (b"RIFF\1\2\3\4WEBP", "OCR"),
        (b"\0\0\0\x18ftypheic", "OCR"),
        (b"\x1f\x8b\x08", "unpack"),
        (b"Rar!\x1a\x07", "unpack"),
        (zipped("reports/a.docx", "reports/b.docx"), "unpack"),
        (zipped("OFD.xml"), "OFD"),
        (zipped("ppt/presentation.xml"), "presentation"),
        (b"PK\3\4", "damaged"),
        (zipped("word/document.xml")[:-40], "damaged"),
        (zipped("word/document.xml").replace(b"PK\1\2", b"PK\1\3"), "damaged"),
        (zipped(), "damaged"),
        (b"PK\3\4PK\5\6" + b"\xff" * 18, "damaged"),
        (b"PK\3\4PK\5\6" + b"\xff" * 17, "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b'{"edition": 1}\n\n{"edition": 1}\n', "a report a line"),
        (b"From: x\r\n by y\r\nMIME-Version: 1.0\r\n", "MHTML"),
    ],
)
def test_what_is_known_and_not_read(data: bytes, advice: str) -> None:
    """It is said what the file is, and what to do about it."""
    with pytest.raises(UnreadableError, match=advice):
        detect(data, "report.docx")


@given(st.binary(), st.sampled_from([b"", b"PK\3\4", b"{", b"<", OLE[:8], b"\xff\xfe"]))
def test_no_bytes_break_it(rest: bytes, start: bytes) -> None:
    """Any bytes have a format, or an error that says what to do."""
    with contextlib.suppress(UnreadableError):
        assert detect(start + rest) in {"csv", "html", "json", "legacy", "markdown", "pdf", "text"}


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<!-- -->",
        "<?",
        " ",
        "\n",
        "|-",
        "| ",
        '\t"\n',
        "{\n",
        "a:\n",
        " \n",
        "\t",
        ",1",
        "#",
    ],
)
@pytest.mark.parametrize("start", ["", "x"])
def test_it_takes_no_time(start: str, piece: str) -> None:
    """Nothing is searched for in vain at length, whatever is repeated; else this does not end."""
    with contextlib.suppress(UnreadableError):
        detect((start + piece * 2**17).encode())
