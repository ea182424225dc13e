"""Write a report in every form that its readers want."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from os.path import realpath
from pathlib import Path
from secrets import token_hex
from shutil import copymode
from types import MappingProxyType
from typing import Any, BinaryIO, Final, Literal, overload

from msgspec.structs import replace

from govinfo_report import codec
from govinfo_report.document import Block, Cell, Document, Heading, Mark, Table
from govinfo_report.errors import (
    Bilingual,
    Language,
    UnfitInputError,
    UnknownFormatError,
    UnwritableError,
    nearest,
    require,
)
from govinfo_report.layout.compose import compose
from govinfo_report.layout.overview import overview
from govinfo_report.model import AnnualReport
from govinfo_report.rules import Finding
from govinfo_report.vocabulary import Edition

_SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".csv": "csv",
        ".docx": "docx",
        ".htm": "html",
        ".html": "html",
        ".json": "json",
        ".md": "markdown",
        ".pdf": "pdf",
        ".txt": "text",
        ".xlsx": "xlsx",
    }
)
_OPTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "csv": ("labels",),
        "docx": ("labels",),
        "form": ("lang",),
        "html": (
            "bars",
            "css",
            "findings",
            "frame",
            "id_prefix",
            "labels",
            "lang",
            "page",
            "top",
        ),
        "json": ("indent",),
        "markdown": ("labels",),
        "pdf": ("font", "labels"),
        "text": ("labels",),
        "xlsx": ("findings", "labels"),
    }
)
"""The options of each format."""
FORMATS: Final = tuple(_OPTIONS)
"""The formats that can be written."""


def options_of(format: str) -> tuple[str, ...]:  # noqa: A002
    """Return the names of the options that `render` takes for a format; `UnknownFormatError`."""
    if format not in _OPTIONS:
        raise UnknownFormatError(format, FORMATS)
    return _OPTIONS[format]


@overload
def render(
    report: AnnualReport,
    format: Literal["docx", "pdf", "xlsx"],
    **options: Any,  # noqa: ANN401 - those of the format
) -> bytes: ...
@overload
def render(
    report: AnnualReport,
    format: Literal["csv", "form", "html", "json", "markdown", "text"],
    **options: Any,  # noqa: ANN401 - those of the format
) -> str: ...
@overload
def render(
    report: AnnualReport,
    format: str,
    **options: Any,  # noqa: ANN401 - those of the format
) -> str | bytes: ...
def render(
    report: AnnualReport,
    format: str,  # noqa: A002
    **options: Any,
) -> str | bytes:
    """Return a report in one of `FORMATS`: bytes for docx, pdf and xlsx, text for the rest.

    `labels`, a mapping, replaces headings and labels of tables by their text, in any format but
    json and form; what is renamed is no longer read again by its label. One that stands neither in
    the report nor on the form of any edition is an `UnfitInputError`. Options of `html`: those of
    `formats.html.write`, `findings` to mark on their cells, `lang` of their messages, and
    `bars=False` for no overview. Of `xlsx`: `findings` to list; of `pdf`: `font`; of `form`: the
    `lang` it begins in; of `json`: `indent`. Raise `UnknownFormatError`, `UnfitInputError` for an
    option that the format does not have, and `UnrenderableError` for a text that it cannot carry.
    """
    require("report", report, AnnualReport)
    _require_options(format, options)
    if format == "json":
        return codec.dumps(report, **options).decode()
    if format == "form":
        from govinfo_report.formats import form

        return form.write(codec.dumps(report), edition=report.edition, **options)
    document = _relabelled(compose(report), options.pop("labels", None) or {})
    if format == "html":
        return _html(report, document, **options)
    if format == "xlsx":
        options["edition"] = report.edition
    writer: Callable[..., str | bytes] = import_module(f"govinfo_report.formats.{format}").write
    return writer(document, **options)


def _require_options(format: str, options: Iterable[str]) -> None:  # noqa: A002
    known = options_of(format)
    if unknown := sorted({*options} - {*known}):
        names, others = ", ".join(unknown), ", ".join(known)
        raise UnfitInputError(
            Bilingual(
                f"{format} 格式没有选项 {names}；可用：{others}",
                f"{format} has no option {names}; it has: {others}",
            )
        )


def _html(
    report: AnnualReport,
    document: Document,
    *,
    bars: bool = True,
    findings: Iterable[Finding] = (),
    lang: Language = "zh",
    **options: Any,  # noqa: ANN401 - those of `formats.html.write`
) -> str:
    from govinfo_report.formats import html

    marks = [Mark(f.figures, f.severity, f.message(lang)) for f in findings]
    drawn = tuple(overview(report)) if bars else ()
    return html.write(document, bars=drawn, marks=marks, **options)


def write(
    report: AnnualReport,
    target: str | os.PathLike[str] | BinaryIO,
    format: str | None = None,  # noqa: A002
    *,
    encoding: Literal["utf-8", "utf-8-sig"] = "utf-8",
    **options: Any,  # noqa: ANN401 - those of `render`
) -> None:
    """Write a report to a path or to an open binary file, in a format or in that of the name.

    A file is written whole or not at all. `encoding="utf-8-sig"` marks it as Unicode for
    spreadsheets. Raise `UnwritableError` where the system does not let it be written, and what
    `render` raises.
    """
    rendered = render(report, format or format_of(target), **options)
    data = rendered.encode(encoding) if isinstance(rendered, str) else rendered
    if isinstance(target, str | os.PathLike):
        put(data, target)
    else:
        target.write(data)


def put(data: bytes, target: str | os.PathLike[str]) -> None:
    """Write a file whole or not at all; raise `UnwritableError`."""
    with replacing(target) as path:
        path.write_bytes(data)


@contextmanager
def replacing(target: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a path to write to, and move it to the target: nobody ever finds half of a file.

    A link stays one; a pipe or a device, which nothing can take the place of, is written to. Where
    writing fails, a file that was there stays as it was; raise `UnwritableError`.
    """
    try:
        path = Path(realpath(target))  # unlike `resolve`, it knows links in a circle
        if path.exists() and not path.is_file():
            yield path
            return
        beside = path.with_name(f".{token_hex(8)}.tmp")
        try:
            yield beside
            if path.exists():
                copymode(path, beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableError(os.fspath(target), error) from error


def format_of(target: object) -> str:
    """Return the format that the name of a path stands for; `UnknownFormatError` if it has none."""
    suffix = Path(target).suffix if isinstance(target, str | os.PathLike) else ""
    if (known := _SUFFIXES.get(suffix.lower())) is None:
        raise UnknownFormatError(suffix, FORMATS)
    return known


def _relabelled(document: Document, labels: Mapping[str, str]) -> Document:
    if not labels:
        return document
    _require_labels(labels, document)
    blocks = (_renamed_in(block, labels) for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _require_labels(labels: Mapping[str, str], document: Document) -> None:
    """Raise unless each label is of the document or of a form: one mapping may serve all."""
    require("labels", labels, Mapping)
    known = {*_labels_of(document), *_labels_of_forms()}
    faults = []
    for label, text in labels.items():
        require(f"labels[{label!r}]", text, str)
        if label not in known:
            near = nearest(label, known)
            faults.append(
                Bilingual(
                    f"没有标题或栏目 {label!r}{near.zh}", f"no heading or label {label!r}{near.en}"
                )
            )
    if faults:
        raise UnfitInputError(*faults)


@cache
def _labels_of_forms() -> frozenset[str]:
    forms = (compose(AnnualReport(edition)) for edition in Edition)
    return frozenset(text for each in forms for text in _labels_of(each))


def _labels_of(document: Document) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case Heading():
                yield block.text
            case Table():
                yield from (cell.text for row in block.rows for cell in row if cell.is_header)


def _renamed_in(block: Block, labels: Mapping[str, str]) -> Block:
    match block:
        case Heading():
            return replace(block, text=labels.get(block.text, block.text))
        case Table():
            rows = tuple(tuple(_renamed(cell, labels) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
    return block


def _renamed(cell: Cell, labels: Mapping[str, str]) -> Cell:
    return replace(cell, text=labels.get(cell.text, cell.text)) if cell.is_header else cell
