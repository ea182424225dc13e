"""Write a report in every form that its readers want."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from govinfo_report import codec
from govinfo_report.document import Block, Cell, Document, Heading, Mark, Table
from govinfo_report.errors import Bilingual, GovinfoReportError, Language
from govinfo_report.layout.compose import compose
from govinfo_report.layout.overview import overview
from govinfo_report.model import AnnualReport
from govinfo_report.rules import Finding


def _text(document: Document, report: AnnualReport) -> str:
    del report
    from govinfo_report.formats import text

    return text.write(document)


def _markdown(document: Document, report: AnnualReport) -> str:
    del report
    from govinfo_report.formats import markdown

    return markdown.write(document)


def _csv(document: Document, report: AnnualReport) -> str:
    del report
    from govinfo_report.formats import csv

    return csv.write(document)


def _html(
    document: Document,
    report: AnnualReport,
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


_WRITERS: Final[Mapping[str, Callable[..., str]]] = MappingProxyType(
    {"csv": _csv, "html": _html, "markdown": _markdown, "text": _text}
)
FORMATS: Final = tuple(sorted([*_WRITERS, "json"]))
"""The formats that can be written."""


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


def render(
    report: AnnualReport,
    format: str,  # noqa: A002
    *,
    labels: Mapping[str, str] | None = None,
    **options: Any,  # noqa: ANN401 - those of the format
) -> str:
    """Return a report in one of `FORMATS`.

    `labels` replaces headings and labels of tables by their text, in any format but JSON; what
    is renamed is no longer read again by its label. Options of `html`: those of
    `formats.html.write`, `findings` to mark on their cells, `lang` of their messages, and
    `bars=False` for no overview. Raise `UnknownFormatError`, and `UnrenderableError` for a
    character that the format cannot carry.
    """
    if format == "json":
        return codec.dumps(report, **options).decode()
    if format not in _WRITERS:
        raise UnknownFormatError(format)
    document = compose(report)
    if labels:
        document = Document(
            tuple(_relabelled(block, labels) for block in document.blocks),
            is_outlined=document.is_outlined,
        )
    return _WRITERS[format](document, report, **options)


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
