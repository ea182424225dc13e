"""Write a report in every form that its readers want."""

import os
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final, Literal, overload

import attrs

from govinfo_report import codec
from govinfo_report.document import Block, Cell, Document, Heading, Mark, Table
from govinfo_report.errors import Bilingual, GovinfoReportError, Language, UnwritableError
from govinfo_report.layout.compose import compose
from govinfo_report.layout.overview import overview
from govinfo_report.model import AnnualReport
from govinfo_report.rules import Finding

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
_PLAIN: Final = ("csv", "docx", "markdown", "pdf", "text")
"""Formats that need nothing but the document."""
FORMATS: Final = tuple(sorted([*_PLAIN, "form", "html", "json", "xlsx"]))
"""The formats that can be written."""


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


class UnknownFormatError(GovinfoReportError, ValueError):
    """A format that is not written."""

    def __init__(self, name: str) -> None:
        """Name the format and those there are."""
        known = ", ".join(FORMATS)
        super().__init__(
            Bilingual(
                f"没有格式 {name!r}；可写出：{known}", f"no format {name!r}; written are: {known}"
            )
        )
        self.name = name


@overload
def render(
    report: AnnualReport,
    format: Literal["docx", "pdf", "xlsx"],
    *,
    labels: Mapping[str, str] | None = None,
    **options: Any,  # noqa: ANN401 - those of the format
) -> bytes: ...
@overload
def render(
    report: AnnualReport,
    format: Literal["csv", "form", "html", "json", "markdown", "text"],
    *,
    labels: Mapping[str, str] | None = None,
    **options: Any,  # noqa: ANN401 - those of the format
) -> str: ...
@overload
def render(
    report: AnnualReport,
    format: str,
    *,
    labels: Mapping[str, str] | None = None,
    **options: Any,  # noqa: ANN401 - those of the format
) -> str | bytes: ...
def render(
    report: AnnualReport,
    format: str,  # noqa: A002
    *,
    labels: Mapping[str, str] | None = None,
    **options: Any,
) -> str | bytes:
    """Return a report in one of `FORMATS`: bytes for docx, pdf and xlsx, text for the rest.

    `labels` replaces headings and labels of tables by their text, in any format but json and form;
    what is renamed is no longer read again by its label. Options of `html`: those of
    `formats.html.write`, `findings` to mark on their cells, `lang` of their messages, and
    `bars=False` for no overview. Of `xlsx`: `findings` to list; of `pdf`: `font`; of `form`: the
    `lang` it begins in. Raise `UnknownFormatError`, and `UnrenderableError` for a
    character that the format cannot carry.
    """
    if format == "json":
        return codec.dumps(report, **options).decode()
    if format == "form":
        from govinfo_report.formats import form

        return form.write(codec.dumps(report), edition=report.edition, **options)
    if format not in FORMATS:
        raise UnknownFormatError(format)
    document = compose(report)
    if labels:
        blocks = tuple(_relabelled(block, labels) for block in document.blocks)
        document = attrs.evolve(document, blocks=blocks)
    if format == "html":
        return _html(report, document, **options)
    if format == "xlsx":
        options["edition"] = report.edition
    writer: Callable[..., str | bytes] = import_module(f"govinfo_report.formats.{format}").write
    return writer(document, **options)


def write(
    report: AnnualReport,
    target: str | os.PathLike[str] | BinaryIO,
    format: str | None = None,  # noqa: A002
    *,
    encoding: str = "utf-8",
    **options: Any,  # noqa: ANN401 - those of `render`
) -> None:
    """Write a report to a path or to an open binary file, in a format or in that of the name.

    `encoding="utf-8-sig"` marks the file as Unicode for spreadsheets. Raise `UnwritableError`
    where the system does not let it be written, and what `render` raises.
    """
    name = os.fspath(target) if isinstance(target, str | os.PathLike) else ""
    suffix = Path(name).suffix.lower()
    rendered = render(report, format or _SUFFIXES.get(suffix, suffix), **options)
    data = rendered.encode(encoding) if isinstance(rendered, str) else rendered
    if not isinstance(target, str | os.PathLike):
        target.write(data)
        return
    try:
        Path(target).write_bytes(data)
    except OSError as error:
        raise UnwritableError(name, error) from error


def _relabelled(block: Block, labels: Mapping[str, str]) -> Block:
    match block:
        case Heading():
            return attrs.evolve(block, text=labels.get(block.text, block.text))
        case Table():
            rows = tuple(tuple(_renamed(cell, labels) for cell in row) for row in block.rows)
            return attrs.evolve(block, rows=rows)
    return block


def _renamed(cell: Cell, labels: Mapping[str, str]) -> Cell:
    return attrs.evolve(cell, text=labels.get(cell.text, cell.text)) if cell.is_header else cell
