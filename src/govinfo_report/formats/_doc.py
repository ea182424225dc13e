"""Whether the text of a binary Word file ([MS-DOC]) is whole, which LibreOffice does not ask."""

import struct
from collections.abc import Iterator
from itertools import pairwise

from govinfo_report.errors import UnreadableError
from govinfo_report.formats._ole import stream

_MAGIC = 0xA5EC
_FIRST = 193  # the version of Word 97; what came before has its text elsewhere
_ENCRYPTED, _SECOND = 0x100, 0x200  # flags: encrypted, and whose stream the tables are in
_NARROW = 1 << 30  # the flag of a piece with one byte a character
_SETTINGS, _PIECES = 1, 2  # what the two sorts of parts of the table of pieces begin with


def has_lost_text(data: bytes) -> bool:
    """Say whether characters were overwritten with zeros, which no text of Word holds.

    Of a file that cannot be told it is not said: what reads it says what else is wrong.
    """
    try:
        return any(_zeros(data))
    except (struct.error, IndexError, UnreadableError):
        return False


def _zeros(data: bytes) -> Iterator[bool]:
    """Say of each piece of the main text whether it holds zeros."""
    said = stream(data, "WordDocument")
    magic, version, flags = struct.unpack_from("<HH6xH", said)
    if magic != _MAGIC or version < _FIRST or flags & _ENCRYPTED:
        return
    (size,) = struct.unpack_from("<I", said, 0x4C)
    start, length = struct.unpack_from("<2I", said, 0x1A2)
    table = stream(data, "1Table" if flags & _SECOND else "0Table")[start : start + length]
    for begin, characters, is_narrow in _pieces(table, min(size, len(said))):
        if is_narrow:
            yield 0 in said[begin : begin + characters]
        else:
            yield "\0" in said[begin : begin + 2 * characters].decode("utf-16-le", "replace")


def _pieces(table: bytes, size: int) -> Iterator[tuple[int, int, bool]]:
    """Yield where each piece of the text begins, its characters, and whether each is one byte."""
    at = 0
    while table[at] == _SETTINGS:
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    kind, length = struct.unpack_from("<BI", table, at)
    count = (length - 4) // 12 if kind == _PIECES else 0
    ends = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    if [*ends] != sorted(ends):
        return
    begins = struct.iter_unpack("<2xI2x", table[at + 9 + 4 * count :][: 8 * count])
    for (start, stop), (begin,) in zip(pairwise(ends), begins, strict=True):
        characters = min(stop, size) - min(start, size)
        is_narrow = bool(begin & _NARROW)
        yield (begin ^ _NARROW) // 2 if is_narrow else begin, characters, is_narrow
