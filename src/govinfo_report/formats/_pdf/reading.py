"""A PDF from its bytes to a document, within limits of size and time."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Any, Final

from govinfo_report.document import Document
from govinfo_report.errors import Bilingual, UnreadableError
from govinfo_report.formats._pdf.bounds import require_modest
from govinfo_report.formats._pdf.flow import Sheet, blocks
from govinfo_report.formats._pdf.marks import Clock, page_of, refuse

MAX_PAGES: Final = 300
"""More pages than any report has."""

_TURN: Final = Lock()
"""PDFium works for one thread at a time."""
_SCANNED: Final = Bilingual(
    "PDF 里只有图像，没有文字（扫描件）；请先做文字识别，例如 ocrmypdf -l chi_sim 原文件 新文件",
    "there are only images in the PDF and no text (it is a scan); recognise its text first, for"
    " instance with: ocrmypdf -l chi_sim OLD NEW",
)
_EMPTY: Final = Bilingual("PDF 里没有文字", "there is no text in the PDF")
_LOCKED: Final = Bilingual(
    "PDF 已加密，需要密码；请先用密码打开并另存为不加密的文件",
    "the PDF needs a password; open it with the password and save it without one",
)
_BROKEN: Final = Bilingual(
    "PDF 已损坏，无法打开；请重新下载，或重新打印为 PDF",
    "the PDF is broken and cannot be opened; download it again, or print it to a new PDF",
)


def read(data: bytes) -> Document:
    """Return what a PDF says; `ImportError` without the library that opens it."""
    clock = Clock()
    require_modest(data)
    with _TURN, _opened(data) as pdf:
        require_modest(_decrypted(pdf))
        if len(pdf) > MAX_PAGES:
            refuse(f"PDF 超过 {MAX_PAGES} 页", f"the PDF has more than {MAX_PAGES} pages")
        sheets = []
        has_images = False
        for number, page in enumerate(_pages(pdf), 1):
            marks = page_of(page, number, clock)
            has_images = has_images or marks.has_images
            sheets.append(Sheet.of(marks))
            clock.check()
    found = tuple(blocks(sheets))
    if not found:
        raise UnreadableError(_SCANNED if has_images else _EMPTY)
    return Document(found)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """Open a PDF, also one with a password that is empty."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise UnreadableError(_LOCKED if is_locked else _BROKEN) from error
    try:
        yield pdf
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_BROKEN) from error
    finally:
        pdf.close()


def _decrypted(pdf: Any) -> bytes:  # noqa: ANN401 - the library is untyped
    """Return the file without its encryption, nothing if it has none."""
    from pypdfium2 import raw

    if raw.FPDF_GetSecurityHandlerRevision(pdf) < 0:
        return b""
    copy = BytesIO()
    pdf.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
    return copy.getvalue()


def _pages(pdf: Any) -> Iterator[Any]:  # noqa: ANN401 - the library is untyped
    """Yield the pages one after the other; one is closed before the next is opened."""
    for index in range(len(pdf)):
        page = pdf[index]
        try:
            yield page
        finally:
            page.close()
