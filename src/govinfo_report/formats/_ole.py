"""What stands in the container of the old office formats ([MS-CFB]), in its outermost storage."""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from govinfo_report.formats._package import broken

_HEADER: Final = struct.Struct("<30xH16xI24x109I")  # sector size as a power of two, directory, FAT
_SIZES: Final = (9, 12)
_ENTRY: Final = struct.Struct("<64sHxx3I36x2I4x")
_NONE: Final = 0xFFFFFFFA  # from here on numbers mean something else than a sector or an entry
_MAX_SECTORS: Final = 16_384  # more than the header has tables for
_SMALL: Final = 4_096  # bytes; streams of less are kept elsewhere, all in one


class _Entry(NamedTuple):
    """An entry of the directory."""

    name: str
    left: int
    right: int
    child: int
    sector: int
    size: int


def streams(data: bytes) -> frozenset[str]:
    """Return the names of what stands in a container."""
    return frozenset(entry.name for entry in _outermost(data))


def stream(data: bytes, name: str) -> bytes:
    """Return what a stream holds; nothing if there is none of the name, or a very small one."""
    entry = next((each for each in _outermost(data) if each.name == name), None)
    if entry is None or entry.size < _SMALL:
        return b""
    try:
        count = -(-entry.size // (1 << _SIZES[0]))
        return b"".join(islice(_sectors(data, entry.sector), count))[: entry.size]
    except (struct.error, IndexError) as error:
        raise broken() from error


def _outermost(data: bytes) -> list[_Entry]:
    """Return the entries of what the first one, the root, contains."""
    try:
        entries = list(_entries(data))
        return list(_within(entries))
    except (struct.error, IndexError) as error:
        raise broken() from error


def _entries(data: bytes) -> Iterator[_Entry]:
    _, directory, *_ = _HEADER.unpack_from(data)
    for sector in _sectors(data, directory):
        for name, length, *numbers in _ENTRY.iter_unpack(sector):
            yield _Entry(name[: max(length - 2, 0)].decode("utf-16-le", "replace"), *numbers)


def _sectors(data: bytes, sector: int) -> Iterator[bytes]:
    """Yield what each sector of a chain holds."""
    power, _, *tables = _HEADER.unpack_from(data)
    if power not in _SIZES:
        raise broken()
    size = 1 << power
    for _ in range(_MAX_SECTORS):
        if sector >= _NONE:
            return
        yield data[(sector + 1) * size : (sector + 2) * size]
        # Sectors of the table beyond those that the header lists are those of very large files.
        table, offset = divmod(sector, size // 4)
        (sector,) = struct.unpack_from("<I", data, (tables[table] + 1) * size + 4 * offset)
    raise broken()


def _within(entries: list[_Entry]) -> Iterator[_Entry]:
    """Walk through the tree of what the first entry contains."""
    seen: set[int] = set()
    waiting = [entries[0].child]
    while waiting:
        number = waiting.pop()
        if number < _NONE and number not in seen:
            seen.add(number)
            yield entries[number]
            waiting += entries[number].left, entries[number].right
