"""Read tables that are laid out as the form prints them, without asking what else they may be.

Such tables are most of what is published. What comes of them is what `layout.figures` makes of
them, which takes many times as long.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from govinfo_report.document import Cell, Table
from govinfo_report.form import form
from govinfo_report.layout.cells import Kind, classify
from govinfo_report.layout.figures import Figures, sort_of
from govinfo_report.layout.labels import Match
from govinfo_report.layout.numbers import parse
from govinfo_report.layout.provenance import Confidence, Origin
from govinfo_report.model import FigureValue, figure_paths
from govinfo_report.vocabulary import Edition


class _Printed(NamedTuple):
    """A cell of the form."""

    rowspan: int
    colspan: int
    path: str | None
    """The figure that it holds; none if it is a label."""
    said: tuple[Kind, Match | None]
    """What a label says."""


def official(tables: Sequence[Table]) -> Figures | None:
    """Return the figures of tables that are the form's own, none where there is any doubt."""
    for edition in Edition:
        if cells := _cells(tables, edition):
            return _figures(cells, edition)
    return None


@cache
def _form(edition: Edition) -> tuple[tuple[tuple[_Printed, ...], ...], ...]:
    return tuple(
        tuple(
            tuple(_Printed(c.rowspan, c.colspan, c.figure, classify(c.text)) for c in row)
            for row in rows
        )
        for rows in form(edition).tables.values()
    )


def _cells(tables: Sequence[Table], edition: Edition) -> Mapping[str, Cell] | None:
    """Map each figure to its cell, if each label of the form stands where the form has it."""
    found: dict[str, Cell] = {}
    if [len(table.rows) for table in tables] != [*map(len, _form(edition))]:
        return None
    for table, rows in zip(tables, _form(edition), strict=True):
        if table.is_ragged:
            return None
        for cells, row in zip(table.rows, rows, strict=True):
            if len(cells) != len(row):
                return None
            for cell, (rowspan, colspan, path, said) in zip(cells, row, strict=True):
                if cell.rowspan != rowspan or cell.colspan != colspan or cell.figure is not None:
                    return None
                if path is not None:
                    found[path] = cell
                elif classify(cell.text) != said:
                    return None
    return found


def _figures(cells: Mapping[str, Cell], edition: Edition) -> Figures | None:
    """Return what the cells hold, none if one holds neither number nor blank."""
    values: dict[str, FigureValue] = {}
    origins: dict[str, Origin] = {}
    for path in figure_paths(edition):
        cell = cells[path]
        kind, _ = classify(cell.text)
        if kind in {"label", "text"}:
            return None
        try:
            values[path] = parse(cell.text, sort_of(path))
        except ValueError:
            return None
        origins[path] = Origin(cell.place, cell.text, Confidence.EXACT)
    return Figures(edition, values, origins, ())
