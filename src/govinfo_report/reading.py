"""Read a report from a file, whatever its format, with where each figure comes from."""

import codecs
import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, cast

import attrs

from govinfo_report import codec
from govinfo_report.document import Document
from govinfo_report.errors import (
    Bilingual,
    GovinfoReportError,
    LimitExceededError,
    UnreadableError,
)
from govinfo_report.layout.problems import Problem
from govinfo_report.layout.provenance import Confidence, Origin
from govinfo_report.layout.recognise import recognise
from govinfo_report.model import AnnualReport

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
_SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {".csv": "csv", ".htm": "html", ".html": "html", ".json": "json", ".md": "markdown"}
)
_SIGNATURES: Final = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "legacy"),  # the container of .doc, .xls and .wps
)
FORMATS: Final = tuple(sorted([*_DOCUMENTS, "json"]))
"""The formats that can be read."""


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
    for certain is blank and a problem. Raise `UnreadableError` for what is no report,
    `LimitExceededError` for more than `MAX_BYTES`, `DecodeError` for JSON that is no report.
    """
    name = _name(source)
    try:
        data = _data(source)
        chosen = _chosen(data, name) if format is None else format
        if chosen == "json":
            return Reading(
                codec.loads(data.removeprefix(codecs.BOM_UTF8)), (), MappingProxyType({}), chosen
            )
        recognition = recognise(_reader(chosen)(data))
    except GovinfoReportError as error:
        error.source = error.source or name
        raise
    report = recognition.report
    if name is not None:
        report = attrs.evolve(report, source=Path(name).name)
    return Reading(report, recognition.problems, recognition.provenance, chosen)


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
        return source.read(MAX_BYTES + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableError.unopened(error, os.fspath(source)) from error


def _chosen(data: bytes, name: str | None) -> str:
    """Return the format that the content shows, else the one that the name says."""
    start = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"{"):
        return "json"
    for signature, format_name in _SIGNATURES:
        if data.startswith(signature):
            return format_name
    if data.startswith(b"PK"):
        return "xlsx" if b"xl/workbook" in data else "docx"
    if b"<html" in start.lower() or b"<!doctype html" in start.lower():
        return "html"
    return _SUFFIXES.get(Path(name or "").suffix.lower(), "text")


def _reader(name: str) -> Callable[[bytes], Document]:
    if name not in _DOCUMENTS:
        known = ", ".join(FORMATS)
        raise UnreadableError(
            Bilingual(f"没有格式 {name!r}；可读取：{known}", f"no format {name!r}; known: {known}")
        )
    return cast("Callable[[bytes], Document]", import_module(_DOCUMENTS[name]).read)
