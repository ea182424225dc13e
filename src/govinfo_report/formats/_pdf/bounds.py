"""What a PDF would grow to, found out before anything is made of it.

PDFium cannot be interrupted, so what would keep it busy or fill the memory must not reach it:
streams that decompress to far more than they are, and forms that draw forms that draw forms.
"""

import base64
import re
import zlib
from collections.abc import Iterator
from typing import Final

from govinfo_report.formats._pdf.marks import refuse

MAX_EXPANDED: Final = 512 * 2**20
"""Bytes of all streams together."""
MAX_STREAM: Final = 64 * 2**20
MAX_OPERATORS: Final = 1_000_000
"""Operators that show something, in the whole file."""
MAX_ASCII: Final = 16 * 2**20
"""Bytes of a stream that is written in ASCII, since reading it takes long."""
MAX_RARE: Final = 8 * 2**10
"""Bytes of a stream that is packed as nobody does today, and not unpacked to be looked at."""
MAX_FORMS: Final = 10_000
"""How often a form may be drawn if each form that draws others drew the next."""

_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_OPERATOR: Final = re.compile(rb"""[\s)\]>](?:[fFsSbB]\*?|T[jJ]|Do|sh|EI|['"])(?=[\s/(\[<]|$)""")
_FILTER: Final = re.compile(rb"/(Fl|A85|ASCII85|LZW|RL|RunLength)(?:ate)?(?:Decode)?\b")
_FORM: Final = re.compile(rb"/Form|/BBox|#|/Subtype\s+[0-9]")
"""What a dictionary holds that may be of a form: it says so, or it hides what it says."""
_HEADER: Final = 2_048
"""Bytes before a stream that are looked at for its dictionary."""
_CHUNK: Final = 2**16


def require_modest(data: bytes) -> None:
    """Raise `LimitExceededError` if a PDF that is not encrypted holds more than it should."""
    expanded = operators = 0
    drawings = 1
    for header, content in _streams(data):
        expanded += len(content)
        shown = _OPERATOR.findall(content)
        operators += len(shown)
        if _FORM.search(header):
            drawings *= max(sum(b"Do" in operator for operator in shown), 1)
        if len(content) > MAX_STREAM or expanded > MAX_EXPANDED:
            refuse("PDF 解压后过大", "the PDF is too large when decompressed")
        if operators > MAX_OPERATORS or drawings > MAX_FORMS:
            refuse("PDF 里的图形过多", "there are too many drawings in the PDF")


def _streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the dictionary of each stream, roughly, and what the stream holds, up to the limit."""
    for match in _STREAM.finditer(data):
        header = data[max(match.start() - _HEADER, 0) : match.start()].rpartition(b"obj")[2]
        content, start = data, match.end()
        # What names no filter may still have one, by reference.
        for name in _FILTER.findall(header) or [b"Fl"]:
            if name == b"Fl":
                content = _inflated(content, start)
            elif name in {b"A85", b"ASCII85"}:
                content = _from_ascii(content, start)
            elif content.find(b"endstream", start) - start > MAX_RARE:
                refuse("PDF 使用了过时的压缩方式", "the PDF is compressed in a way long out of use")
            start = 0
        yield header, content


def _inflated(data: bytes, start: int) -> bytes:
    """Return what is deflated from a place on, as it is if it is not."""
    inflate = zlib.decompressobj()
    found = bytearray()
    try:
        while not inflate.eof and len(found) <= MAX_STREAM and start < len(data):
            found += inflate.decompress(data[start : start + _CHUNK])
            start += _CHUNK
    except zlib.error:
        if not found:
            return data[start : data.find(b"endstream", start)]
    return bytes(found)


def _from_ascii(data: bytes, start: int) -> bytes:
    """Return what is written in ASCII from a place on, as it is if it is not."""
    text = data[start : data.find(b"~>", start)]
    if len(text) > MAX_ASCII:
        refuse("PDF 里的数据过大", "the PDF holds too much data as text")
    try:
        return base64.a85decode(text)
    except ValueError:
        return text
