"""Compose a report: the document that the form makes of it.

The title; a line each for the agency, the year and the day of publication, where the title does
not state them; the preface; the six parts. What is composed can be told again to the letter, by
`layout.outline`: each line of prose is one paragraph, blank lines included, and nothing is a
heading but the headings.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from govinfo_report._text import counting_numeral
from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Table
from govinfo_report.form import PARTS, REPORT_TITLE, FormPart, form
from govinfo_report.layout.titles import title_of
from govinfo_report.model import AnnualReport, FigureValue, Section
from govinfo_report.vocabulary import Edition, Measure

AGENCY: Final = "发布机构："
YEAR: Final = "报告年度："
PUBLISHED: Final = "发布日期："
FACTS: Final = (AGENCY, YEAR, PUBLISHED)
"""How the lines between title and preface begin, in their order."""

_CHANGE: Final = f".{Measure.CHANGE}"
_SUBSECTION: Final = 3
"""The level of a heading under that of a part."""


def compose(report: AnnualReport) -> Document:
    """Return the document of a report: both editions, in the order and the words of the form.

    Figures carry their paths; a blank is an empty cell, an amount a plain decimal with the places
    that it is stored with, a change has its sign. A report without a title gets the usual one,
    a part without a heading that of the form.
    """
    return Document(tuple(_blocks(report)), is_outlined=True)


def usual_title(report: AnnualReport) -> str:
    """Return the title that a report has if it has none of its own."""
    year = "" if report.year is None else f"{report.year}年"
    return f"{report.agency.name or ''}{year}{REPORT_TITLE}"


def _blocks(report: AnnualReport) -> Iterator[Block]:
    yield Heading(report.title or usual_title(report), 1)
    for line in (*_facts(report), *_preface(report.preface)):
        yield Paragraph(line)
    tables = _tables(report)
    for part in PARTS:
        if part.is_table:
            yield Heading(part.heading, 2)
            yield tables[part.name]
        else:
            yield from _prose(part, getattr(report, part.name))


def _facts(report: AnnualReport) -> Iterator[str]:
    """Yield what the title ought to state and does not, a line each."""
    title = title_of(report.title or usual_title(report))
    if report.agency.name is not None and (not title or title.agency != report.agency.name):
        yield AGENCY + report.agency.name
    if report.year is not None and (not title or title.year != report.year):
        yield f"{YEAR}{report.year}年"
    if report.published is not None:
        yield PUBLISHED + report.published.isoformat()


def _preface(text: str | None) -> list[str]:
    """Return the lines of the preface, after an empty one if they could be taken for facts."""
    if text is None:
        return []
    lines = text.split("\n")
    return ["", *lines] if not lines[0] or lines[0].startswith(FACTS) else lines


def _prose(part: FormPart, section: Section) -> Iterator[Block]:
    yield Heading(f"{part.number}、{section.title or part.title}", 2)
    yield from _paragraphs(section.text)
    # A stack and no recursion: how deeply sections are nested is for the reporter to say.
    waiting = [*_numbered((), section.subsections)][::-1]
    while waiting:
        numbers, below = waiting.pop()
        yield Heading(enumeration(numbers) + below.title, len(numbers) + _SUBSECTION - 1)
        yield from _paragraphs(below.text)
        waiting += [*_numbered(numbers, below.subsections)][::-1]


def _numbered(
    above: tuple[int, ...], sections: Sequence[Section]
) -> Iterator[tuple[tuple[int, ...], Section]]:
    for number, section in enumerate(sections, 1):
        yield (*above, number), section


def _paragraphs(text: str) -> Iterable[Paragraph]:
    return map(Paragraph, text.split("\n") if text else ())


def enumeration(numbers: Sequence[int]) -> str:
    """Return what stands before the heading of a subsection: `（一）`, below it `1. `, `1.1. `.

    The numbers are those of the sections that it is in, from the part down.
    """
    first, *below = numbers
    return (
        "".join(f"{number}." for number in below) + " "
        if below
        else f"（{counting_numeral(first)}）"
    )


def _tables(report: AnnualReport) -> dict[str, Table]:
    """Return the tables of the form, filled in, by the parts that they are."""
    figures = report.figures()
    return {
        name: Table(
            tuple(
                tuple(
                    cell
                    if cell.figure is None
                    else Cell(
                        printed(cell.figure, figures[cell.figure]),
                        1,
                        cell.colspan,
                        figure=cell.figure,
                    )
                    for cell in row
                )
                for row in rows
            ),
            caption,
        )
        for name, caption, rows in _blank_tables(report.edition)
    }


@cache
def _blank_tables(edition: Edition) -> tuple[tuple[str, str, tuple[tuple[Cell, ...], ...]], ...]:
    """Return name, caption and rows of each table of the form; its labels are headers."""
    blank = form(edition)
    return tuple(
        (
            name,
            blank.part(name).title,
            tuple(
                tuple(
                    Cell(c.text, c.rowspan, c.colspan, is_header=not c.figure, figure=c.figure)
                    for c in row
                )
                for row in rows
            ),
        )
        for name, rows in blank.tables.items()
    )


def printed(path: str, value: FigureValue) -> str:
    """Return a figure as the form shows it: `3`, a change as `+14`, `1E+2` as `100`, or nothing."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value.copy_abs():f}"  # no sign: there is a negative zero
    return f"{value:+}" if value and path.endswith(_CHANGE) else str(value)
