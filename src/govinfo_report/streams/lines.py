"""Take lines from wherever they are, compressed or not, in little memory."""

import gzip
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, TypeAlias

import attrs

from govinfo_report.codec import MAX_BYTES
from govinfo_report.errors import (
    Bilingual,
    GovinfoReportError,
    LimitExceededError,
    MissingExtraError,
    UnreadableError,
    several,
)

Source: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO | Iterable[bytes | str]
"""A path, the content of a file, an open binary file, or lines."""
Line: TypeAlias = bytes | str | GovinfoReportError
"""A line, or why there is none."""

_BUFFER: Final = 2**16
_PIECE: Final = 2**20
_PIECE_LINES: Final = 1024
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_ZSTD_MODULES: Final = ("compression.zstd", "backports.zstd")  # the one from Python 3.14 on

_SHRUNK: Final = Bilingual(
    "读取期间文件变短、被替换或消失；其余未读取",
    "the file became shorter, another or none while it was read; the rest of it was not",
)


@attrs.frozen
class Piece:
    """The lines of a file that start from one place on and before another, in bytes."""

    path: str
    start: int
    end: int


@attrs.frozen
class Chunk:
    """Some lines, and how many bytes of their file were read for them and those before."""

    lines: Sequence[Line]
    end: int = 0


def name_of(source: Source) -> str | None:
    """Return the path that a source is or was opened from."""
    name = source if isinstance(source, str | os.PathLike) else getattr(source, "name", None)
    return os.fspath(name) if isinstance(name, str | os.PathLike) else None


def lines_of(source: Source) -> Iterator[Line]:
    """Yield the lines of a source.

    In place of a line of more than `MAX_BYTES` there is a `LimitExceededError`; where a file is
    damaged or breaks off, an `UnreadableError` comes last. It is raised if the file cannot even be
    opened, and `MissingExtraError` if it is compressed and nothing can decompress it.
    """
    if isinstance(source, str | os.PathLike):
        with _open(source) as file:
            yield from _decompressed(file)
    elif isinstance(source, bytes):
        yield from _decompressed(io.BytesIO(source))
    elif hasattr(source, "read"):
        yield from _decompressed(source)
    else:
        yield from several("lines", source, bytes, bytearray, str)


def pieces_of(source: Source, *, line: int = 0, byte: int = 0) -> Iterator[Piece | Chunk]:
    """Yield a source in pieces that are worth handing to another process.

    A file that is not compressed is left for that process to read. What was done before is left
    out: so many lines, or so many bytes where those are the end of a `Piece`. What is added to the
    file meanwhile is not read.
    """
    if not isinstance(source, str | os.PathLike):
        yield from _chunks(lines_of(source), line)
    elif (size := _plain_size(source)) is not None:
        for start in range(byte, size, _PIECE):
            if (_plain_size(source) or 0) < size:
                yield Chunk([UnreadableError(_SHRUNK)])
                return
            yield Piece(os.fspath(source), start, min(start + _PIECE, size))
    else:
        with _open(source) as file:
            yield from _chunks(_decompressed(file), line, file.tell if file.seekable() else int)


def lines_in(piece: Piece | Chunk) -> Iterator[Line]:
    """Yield the lines of a piece."""
    if isinstance(piece, Chunk):
        yield from piece.lines
        return
    with _open(piece.path) as file:
        start = piece.start
        if start:
            file.seek(start - 1)
            start += _skip(file) - 1  # what began before belongs to the piece before
        yield from _whole(_each(file, piece.end - start))


@contextmanager
def _open(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    try:
        file = Path(path).open("rb", _BUFFER)  # noqa: SIM115 - only what opening raises is caught
    except (OSError, ValueError) as error:
        raise UnreadableError.unopened(error, os.fspath(path)) from error
    with file:
        yield file


def _plain_size(path: str | os.PathLike[str]) -> int | None:
    """Return the size of a file of which anyone can read any part, or none."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):  # which opening it will tell
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    with _open(path) as file:
        return None if file.read(len(_ZSTD)).startswith((_GZIP, _ZSTD)) else found.st_size


def _chunks(lines: Iterable[Line], skipped: int, tell: Callable[[], int] = int) -> Iterator[Chunk]:
    chunk: list[Line] = []
    size = 0
    for line in islice(lines, skipped, None):
        chunk.append(line)
        size += 0 if isinstance(line, GovinfoReportError) else len(line)
        if size >= _PIECE or len(chunk) == _PIECE_LINES:
            yield Chunk(chunk, tell())
            chunk, size = [], 0
    if chunk:
        yield Chunk(chunk, tell())


def _decompressed(file: Any) -> Iterator[Line]:  # noqa: ANN401 - whatever can be read
    if isinstance(file, io.TextIOBase):
        raise UnreadableError(
            Bilingual("请以二进制方式打开文件", "open the file in binary mode, not as text")
        )
    seen = file if hasattr(file, "peek") else io.BufferedReader(_Raw(file), _BUFFER)
    head = seen.peek(len(_ZSTD))
    if head.startswith(_GZIP):
        yield from _whole(_each(gzip.GzipFile(fileobj=seen)), (OSError, EOFError, zlib.error))
    elif head.startswith(_ZSTD):
        zstd = _zstd()
        yield from _whole(_each(zstd.ZstdFile(seen)), (OSError, EOFError, zstd.ZstdError))
    else:
        yield from _whole(_each(seen))


def _zstd() -> Any:  # noqa: ANN401 - one module under two names
    for name in _ZSTD_MODULES:
        with suppress(ImportError):
            return import_module(name)
    raise MissingExtraError("Zstandard", "zstd")


def _whole(
    lines: Iterator[Line], damage: tuple[type[Exception], ...] = (OSError,)
) -> Iterator[Line]:
    """Yield lines, and an error where they turn out to be damaged."""
    try:
        yield from lines
    except damage as error:
        yield UnreadableError(
            Bilingual(
                f"自此行起损坏或中断（{error}）；之前各行已读取",
                f"damaged or cut off from this line on ({error}); the lines before it were read",
            )
        )


def _each(file: "_Lined", size: float = inf) -> Iterator[Line]:
    """Yield the lines that start within some bytes; one that is too long is let go of."""
    taken = 0
    while taken < size and (line := file.readline(MAX_BYTES + 1)):
        taken += len(line)
        if len(line) <= MAX_BYTES:
            yield line
            continue
        if not line.endswith(b"\n"):
            taken += _skip(file)
        yield LimitExceededError(
            Bilingual(
                f"一行超过上限 {MAX_BYTES} 字节",
                f"a line of more than the {MAX_BYTES} bytes that are read",
            )
        )


def _skip(file: "_Lined") -> int:
    """Go to the end of a line; return by how many bytes."""
    skipped = 0
    while line := file.readline(_BUFFER):
        skipped += len(line)
        if line.endswith(b"\n"):
            break
    return skipped


class _Lined(Protocol):
    def readline(self, size: int, /) -> bytes: ...


class _Raw(io.RawIOBase):
    """Whatever can be read from, so that its start can be looked at before."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any buffer
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
