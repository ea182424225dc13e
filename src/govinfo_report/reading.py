"""Read a report from a file, whatever its format, with where each figure comes from."""

import codecs
import os
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import attrs

from govinfo_report import codec
from govinfo_report._text import writable
from govinfo_report.errors import (
    Bilingual,
    GovinfoReportError,
    LimitExceededError,
    UnreadableError,
)
from govinfo_report.formats.detection import TEXTUAL, detect, evident
from govinfo_report.layout.problems import Problem
from govinfo_report.layout.provenance import Confidence, Origin
from govinfo_report.model import AnnualReport

if TYPE_CHECKING:
    from govinfo_report.document import Document

MAX_BYTES: Final = 64 * 2**20
"""The largest file that is read."""

_DOCUMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "csv": "govinfo_report.formats.csv",
        "docx": "govinfo_report.formats.docx",
        "html": "govinfo_report.formats.html",
        "legacy": "govinfo_report.formats.legacy",
        "markdown": "govinfo_report.formats.markdown",
        "pdf": "govinfo_report.formats.pdf",
        "text": "govinfo_report.formats.text",
        "xlsx": "govinfo_report.formats.xlsx",
    }
)
"""Format -> the module that reads it."""
FORMATS: Final = tuple(sorted([*_DOCUMENTS, "form", "json"]))
"""The formats that can be read."""
_LAX: Final = TEXTUAL | {"html"}
"""What a text without marks of its own may be read as if asked for; a web page may lack any."""


@attrs.frozen
class Reading:
    """A report as read, and what a reader must know of it."""

    report: AnnualReport
    problems: tuple[Problem, ...]
    """What could not be read for certain, or not at all."""
    provenance: Mapping[str, Origin]
    """Figure path to where it stands; empty for JSON, which names its figures itself."""
    format: str
    """The format that was read, one of `FORMATS`."""

    @property
    def confidence(self) -> Mapping[str, Confidence]:
        """Figure path to what the figure rests on; empty for JSON."""
        return {path: origin.confidence for path, origin in self.provenance.items()}


def read(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    format: str | None = None,  # noqa: A002
) -> Reading:
    """Read a report from a path, from bytes, or from an open binary file.

    Without a format it is told from the content, then from the name. Whatever could not be read
    for certain is blank and a problem. Raise `UnreadableError` for what is no report or is
    evidently of another format than the one named, `LimitExceededError` for more than `MAX_BYTES`,
    `DecodeError` for JSON that is no report.
    """
    name = _name(source)
    try:
        data = _data(source)
        chosen = _chosen(data, name, format)
        if chosen in {"form", "json"}:
            return Reading(codec.loads(_json(chosen, data)), (), {}, chosen)
        from govinfo_report.layout.recognise import recognise

        recognition = recognise(_reader(chosen)(data))
    except GovinfoReportError as error:
        error.source = error.source or name
        raise
    report = recognition.report
    if name is not None:
        report = attrs.evolve(report, source=writable(os.path.basename(name)))
    return Reading(report, recognition.problems, recognition.provenance, chosen)


def _json(chosen: str, data: bytes) -> bytes:
    """Return the JSON that a file is or holds."""
    if chosen == "json":
        return data.removeprefix(codecs.BOM_UTF8)
    from govinfo_report.formats import form

    return form.read(data)


def _name(source: object) -> str | None:
    """Return the path that a source is or was opened from."""
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) and not name.startswith("<") else None  # as in <stdin>


def _data(source: str | os.PathLike[str] | bytes | BinaryIO) -> bytes:
    """Return what a source holds, unless that is more than is read."""
    data = source if isinstance(source, bytes) else _content(source)
    if not isinstance(data, bytes):
        raise UnreadableError(
            Bilingual("请以二进制方式打开文件", "open the file in binary mode, not as text")
        )
    if len(data) > MAX_BYTES:
        raise LimitExceededError(
            Bilingual(
                f"文件超过上限 {MAX_BYTES} 字节",
                f"the file has more than the {MAX_BYTES} bytes that are read",
            )
        )
    return data


def _content(source: str | os.PathLike[str] | BinaryIO) -> object:
    if not isinstance(source, str | os.PathLike):
        return _drained(source)
    try:
        with open(source, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableError.unopened(error, os.fspath(source)) from error


def _drained(stream: BinaryIO) -> object:
    """Return all that a stream has, which pipes and sockets hand out in pieces."""
    if not hasattr(stream, "read"):
        message = (
            f"source must be a path, bytes or an open binary file, not {type(stream).__name__}"
        )
        raise TypeError(message)
    first: object = stream.read(MAX_BYTES + 1)
    if not isinstance(first, bytes):
        return first
    pieces, left = [first], MAX_BYTES + 1 - len(first)
    while left and pieces[-1]:
        pieces.append(stream.read(left))
        left -= len(pieces[-1])
    return b"".join(pieces)


def _chosen(data: bytes, name: str | None, asked: str | None) -> str:
    """Return the format to read, unless the content is evidently of another than was asked for."""
    if asked is None:
        return detect(data, name)
    if asked not in FORMATS:
        known = ", ".join(FORMATS)
        raise UnreadableError(
            Bilingual(
                f"没有格式 {asked!r}；可读取：{known}", f"no format {asked!r}; known: {known}"
            )
        )
    found = evident(data) or "text"
    if found == asked or (found in TEXTUAL and asked in _LAX):
        return asked
    raise UnreadableError(
        Bilingual(
            f"指定的格式是 {asked}，而内容看来是 {found}；不指定格式即按内容读取",
            f"the format asked for is {asked}, but the content looks like {found}; name no format"
            " and it is read as what it is",
        )
    )


def _reader(name: str) -> Callable[[bytes], "Document"]:
    return cast("Callable[[bytes], Document]", import_module(_DOCUMENTS[name]).read)
