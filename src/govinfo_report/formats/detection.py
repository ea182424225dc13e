"""Tell what a file is: by what it holds, and where that says nothing by its name.

What `write` of a format marks as its own goes before every guess, so that a report whose title
looks like a web page is still read as what it is. Of a ZIP container only the directory is read.
"""

import codecs
import os
import re
from collections.abc import Iterator, Mapping
from struct import Struct
from types import MappingProxyType
from typing import Final

from govinfo_report.errors import Bilingual, UnreadableError
from govinfo_report.formats import _own

TEXTUAL: Final = frozenset({"csv", "markdown", "text"})
"""Formats that only look can tell apart: any text may be read as any of them."""

_HEAD: Final = 2**16  # characters by which a text is judged
_BEFORE_PDF: Final = 1024  # bytes of junk that every viewer tolerates
_MAX_PARTS: Final = 100_000  # of a ZIP container that are looked at

_OCR: Final = Bilingual(
    "文件是图片；请先做文字识别（OCR），再读取识别出的文本",
    "the file is an image; run OCR on it and read the text that it gives",
)
_PACKED: Final = Bilingual(
    "文件是压缩包；请先解压，再读取其中的报告",
    "the file is a compressed archive; unpack it and read the report in it",
)
_CONTAINER: Final = Bilingual(
    "文件是 ZIP 压缩包，不是 Word 或 Excel 文件；请先解压，再读取其中的报告",
    "the file is a ZIP archive, no Word or Excel file; unpack it and read the report in it",
)
_DAMAGED: Final = Bilingual(
    "文件是不完整或损坏的 ZIP 容器（如 DOCX、XLSX）；请重新取得文件",
    "the file is a cut or damaged ZIP container (as DOCX and XLSX are); get it again",
)
_LOCKED: Final = Bilingual(
    "文件有密码保护；请去掉密码后重新保存",
    "the file is protected by a password; save it again without one",
)
_LINES: Final = Bilingual(
    "文件是每行一份报告的 JSON（NDJSON）；请逐行用 loads 读取",
    "the file is JSON with a report a line (NDJSON); read it line by line with loads",
)
_WEB_ARCHIVE: Final = Bilingual(
    "文件是网页存档（MHTML）；请用浏览器打开后另存为 .html",
    "the file is a web archive (MHTML); open it in a browser and save it as .html",
)
_OFD: Final = Bilingual(
    "文件是 OFD 版式文件；请用 OFD 阅读器导出为 PDF 或 Word",
    "the file is an OFD document; export it as PDF or Word with an OFD viewer",
)
_SLIDES: Final = Bilingual(
    "文件是演示文稿，不是报告；请另存为 PDF 或 Word",
    "the file is a presentation, no report; save it as PDF or Word",
)

_EMPTY: Final = Bilingual("文件是空的", "the file is empty")

_SIGNATURES: Final[tuple[tuple[re.Pattern[bytes], str | Bilingual], ...]] = (
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf"), "legacy"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0{4}", re.DOTALL), _OCR),
    (re.compile(rb"RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)", re.DOTALL), _OCR),
    (
        re.compile(rb"\x1f\x8b|BZh[1-9]1AY&SY|\xfd7zXZ\0|7z\xbc\xaf|Rar!\x1a|\x28\xb5\x2f\xfd"),
        _PACKED,
    ),
    (re.compile(rb"(?i)(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:"), _WEB_ARCHIVE),
)
"""How files begin, and what they are or why they are not read."""

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the container of .doc, .xls, .wps and .et begins."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 1.3.1
_ZIP: Final = (b"PK\3\4", b"PK\5\6")
_ZIP_END: Final = b"PK\5\6"
_ZIP_COMMENT: Final = 2**16  # bytes that may follow the end record
_END: Final = Struct("<10xHL6x")
_ENTRY: Final = Struct("<4s24xHHH12x")
_PARTS: Final[Mapping[str, str | Bilingual]] = MappingProxyType(
    {
        "word": "docx",
        "xl": "xlsx",
        "content.xml": "legacy",  # OpenDocument
        "OFD.xml": _OFD,
        "ppt": _SLIDES,
    }
)
"""What a ZIP container with such a part or folder is."""

_JSON: Final = re.compile(r"\s*(?:\{(?!\{)|\[\s*[{\]])")
_NDJSON: Final = re.compile(r"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")

# What follows is compiled when it is first needed, which for JSON is never.
_LEAD: Final = r"(?is)(?>\s+|<\?[^>]*>|<!--.*?-->)*+"
_HTML: Final = (
    _LEAD + r"<(?:!doctype\s+html|html|head|title|meta|link|base|style|script|body|center|font"
    r"|h[1-6]|table|thead|tbody|tr|td|th|div|p|span|section|article|main|ul|ol|br|hr|b|a|strong)\b"
)
_OFFICE_XML: Final = r"(?is)\s*<\?xml\b[^>]*>\s*<\?mso-application\b"
_DELIMITERS: Final = r"(?m)^[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?[ \t]*+$"
_MARKDOWN: Final = r"\s*#{1,6} \S"
_TAGS: Final = r"(?i)</(?:td|tr|table|p|div|span|h[1-6]|body|html)\s*>"
_QUOTED: Final = r'\t"[^"\t]*+"'
_COMMA: Final = r",(?![0-9]{3}(?![0-9]))"
"""A comma that parts no thousands."""
_MANY: Final = 5  # lines with so many cells or more
_CELLS: Final = 4
_NAMED: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".csv": "csv",
        ".json": "json",
        ".markdown": "markdown",
        ".md": "markdown",
        ".tab": "csv",
        ".tsv": "csv",
    }
)


def detect(data: bytes, name: str | None = None) -> str:
    """Return the format of a file; raise `UnreadableError` for what is known and not read."""
    return evident(data) or _likely(_head(data), name or "")


def evident(data: bytes) -> str | None:
    """Return the format that a file has beyond doubt, none for a text that might be several.

    Raise `UnreadableError` for what is known and not read, such as an image: what it is, and what
    to do about it.
    """
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableError(_EMPTY)
    head = _head(data)
    found = _ours(data, head) or _binary(data) or _marked_up(head)
    if isinstance(found, Bilingual):
        raise UnreadableError(found)
    return found


def _head(data: bytes) -> str:
    """Return how a text begins, in an encoding good enough to know its marks by."""
    start = data[:_HEAD]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "replace")
    if start[:2] in {b"<\0", b"{\0"}:
        return start.decode("utf-16-le", "replace")
    if start[:2] in {b"\0<", b"\0{"}:
        return start.decode("utf-16-be", "replace")
    return start.decode("utf-8-sig", "replace")


def _ours(data: bytes, head: str) -> str | None:
    if head.startswith((f"{_own.MARKDOWN}\n\n", f"{_own.MARKDOWN}\r\n\r\n")):
        return "markdown"
    if head.startswith(",".join(_own.CSV)):
        return "csv"
    if head.startswith("<!DOCTYPE html>"):
        return "html"
    if head.startswith("<!doctype html>") and _own.FORM in data:
        return "form"
    if _own.TEXT.encode() not in data:
        return None
    from govinfo_report.formats import text

    return "text" if text.outlined(data.decode("utf-8-sig", "replace")) else None


def _binary(data: bytes) -> str | Bilingual | None:
    if data.startswith(_ZIP):
        return _zipped(data)
    if data.startswith(OLE):
        return _LOCKED if _ENCRYPTED in data else "legacy"
    if b"%PDF-" in data[:_BEFORE_PDF] and b"endobj" in data:
        return "pdf"
    return next((what for start, what in _SIGNATURES if start.match(data)), None)


def _zipped(data: bytes) -> str | Bilingual:
    is_damaged = True
    for part in _parts(data):
        is_damaged = False
        for name in (part, part.partition("/")[0]):
            if name in _PARTS:
                return _PARTS[name]
    return _DAMAGED if is_damaged else _CONTAINER


def _parts(data: bytes) -> Iterator[str]:
    """Yield the names in the directory of a ZIP container, as far as it makes sense."""
    end = data.rfind(_ZIP_END, max(len(data) - _END.size - _ZIP_COMMENT, 0))
    if end < 0 or len(data) - end < _END.size:
        return
    count, size = _END.unpack_from(data, end)
    at = end - size
    for _ in range(min(count, _MAX_PARTS)):
        if not 0 <= at <= end - _ENTRY.size:
            return
        mark, name, extra, comment = _ENTRY.unpack_from(data, at)
        if mark != b"PK\1\2":
            return
        at += _ENTRY.size
        yield data[at : at + name].decode("utf-8", "replace")
        at += name + extra + comment


def _marked_up(head: str) -> str | Bilingual | None:
    if _NDJSON.match(head):
        return _LINES
    if _JSON.match(head):
        return "json"
    if not head.lstrip().startswith("<"):
        return None
    if re.match(_OFFICE_XML, head):
        return "legacy"
    return "html" if re.match(_HTML, head) else None


def _likely(head: str, name: str) -> str:
    """Return the format that a text looks like, else the one that its name says."""
    if named := _NAMED.get(os.path.splitext(name)[1].lower()):
        return named
    if re.match(_MARKDOWN, head) or ("|" in head and re.search(_DELIMITERS, head)):
        return "markdown"
    if "</" in head and re.search(_TAGS, head):
        return "html"
    return "csv" if _is_separated(head) else "text"


def _is_separated(head: str) -> bool:
    """Say whether commas part the cells of many lines, or quotes hold a cell of several lines."""
    rows = sum(len(re.findall(_COMMA, line)) >= _CELLS - 1 for line in head.splitlines())
    return rows >= _MANY or any("\n" in cell for cell in re.findall(_QUOTED, head))
