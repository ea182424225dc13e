"""What stands in the container of the old office formats ([MS-CFB]), no further than by name."""

import struct
from collections.abc import Iterator
from typing import Final

from govinfo_report.formats._package import broken

_HEADER: Final = struct.Struct("<30xH16xI24x109I")  # sector size as a power of two, directory, FAT
_SIZES: Final = (9, 12)
_ENTRY: Final = struct.Struct("<64sHxx3I48x")  # name, its length, left, right and child
_NONE: Final = 0xFFFFFFFA  # from here on numbers mean something else than a sector or an entry
_MAX_SECTORS: Final = 4_096  # of the directory: 16,384 streams at least


def streams(data: bytes) -> frozenset[str]:
    """Return the names of what stands in the outermost storage of a container."""
    try:
        entries = list(_entries(data))
        return frozenset(_names(entries))
    except (struct.error, IndexError) as error:
        raise broken() from error


def _entries(data: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Yield name, left, right and child of each entry of the directory."""
    power, sector, *tables = _HEADER.unpack_from(data)
    if power not in _SIZES:
        raise broken()
    size = 1 << power
    for _ in range(_MAX_SECTORS):
        if sector >= _NONE:
            return
        start = (sector + 1) * size
        for place in range(start, start + size, 128):
            name, length, left, right, child = _ENTRY.unpack_from(data, place)
            yield name[: max(length - 2, 0)].decode("utf-16-le", "replace"), left, right, child
        # Sectors of the table beyond those that the header lists are those of very large files.
        table, offset = divmod(sector, size // 4)
        (sector,) = struct.unpack_from("<I", data, (tables[table] + 1) * size + 4 * offset)
    raise broken()


def _names(entries: list[tuple[str, int, int, int]]) -> Iterator[str]:
    """Walk through the tree of what the first entry, the root, contains."""
    seen: set[int] = set()
    waiting = [entries[0][3]]
    while waiting:
        number = waiting.pop()
        if number < _NONE and number not in seen:
            seen.add(number)
            name, left, right, _ = entries[number]
            yield name
            waiting += left, right
