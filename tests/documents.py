"""Documents made straight from the printed form, as formats of many kinds would hand them over."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Final

from msgspec.structs import replace

from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Table
from govinfo_report.form import FormCell, form
from govinfo_report.model import FigureValue

TITLE: Final = "2021年某市某局政府信息公开工作年度报告"
PROSE: Final = "这一部分说的是工作情况。"
Rows = tuple[tuple[Cell, ...], ...]
Change = Callable[[str, Rows], tuple[Table, ...]]


def random_figures(edition: str, seed: int, blanks: float = 0.0) -> dict[str, FigureValue]:
    """Return figures that are unlike one another, so that none can be mistaken for its neighbour."""
    random = Random(seed)  # noqa: S311 - nothing secret
    figures: dict[str, FigureValue] = {}
    for place, (path, label) in enumerate(form(edition).figures.items()):
        value: FigureValue = place * 10 + random.randrange(10)
        if path.endswith(".change"):
            value = -place
        elif label.unit:
            value = Decimal(place * 100 + random.randrange(100)) / 100
        figures[path] = None if random.random() < blanks else value
    return figures


def spans(rows: tuple[tuple[FormCell, ...], ...], figures: Mapping[str, FigureValue]) -> Rows:
    """Return a printed table filled in, merged cells and all."""

    def said(cell: FormCell) -> str:
        value = figures.get(cell.figure) if cell.figure else cell.text
        return "" if value is None else str(value)

    return tuple(
        tuple(Cell(said(cell), cell.rowspan, cell.colspan) for cell in row) for row in rows
    )


def grid(rows: Rows) -> list[dict[int, tuple[str, bool]]]:
    """Return each row as columns with what they say, and whether a merged cell begins there."""
    filled: list[dict[int, tuple[str, bool]]] = [{} for _ in rows]
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in filled[index]:
                column += 1
            for below in range(cell.rowspan):
                for beside in range(cell.colspan):
                    begins = not below and not beside
                    filled[index + below][column + beside] = (cell.text, begins)
    return filled


def repeated(rows: Rows) -> Rows:
    """Write a merged cell into each cell that it covers."""
    return tuple(tuple(Cell(row[c][0]) for c in sorted(row)) for row in grid(rows))


def padded(rows: Rows) -> Rows:
    """Write a merged cell once, and leave the others that it covers empty."""
    return tuple(
        tuple(Cell(row[c][0] if row[c][1] else "") for c in sorted(row)) for row in grid(rows)
    )


def collapsed(rows: Rows) -> Rows:
    """Write a merged cell once, and nothing for the others that it covers."""
    return tuple(tuple(Cell(cell.text) for cell in row) for row in rows)


def plain(_: str, rows: Rows) -> tuple[Table, ...]:
    """Leave a table as it is."""
    return (Table(rows),)


def document(
    edition: str,
    figures: Mapping[str, FigureValue],
    change: Change = plain,
    *,
    title: str = TITLE,
) -> Document:
    """Return a report of an edition as a document, each table changed in some way."""
    return Document((Heading(title, 1), *_parts(edition, figures, change)))


def _parts(edition: str, figures: Mapping[str, FigureValue], change: Change) -> Iterator[Block]:
    printed = form(edition)
    for part in printed.parts:
        yield Heading(part.heading, 2)
        if part.is_table:
            yield from change(part.name, spans(printed.tables[part.name], figures))
        else:
            yield Paragraph(PROSE)


def relabelled(old: str, new: str) -> Change:
    """Return a change of one label into another, in whatever table."""

    def change(_: str, rows: Rows) -> tuple[Table, ...]:
        return (
            Table(
                tuple(
                    tuple(replace(c, text=new) if c.text == old else c for c in row) for row in rows
                )
            ),
        )

    return change
