"""Where the cells of a table stand, and how wide its columns want to be."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from govinfo_report.document import Cell, Table

MANY: Final = 8
"""The most rows under one label that are kept on one page."""
_NARROW: Final = 7
_BROAD: Final = 24


def laid_out(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Yield each cell with the row and the column that it begins in, counted from 0."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            taken |= {
                (row + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            }
            yield row, column, cell
            column += cell.colspan


def weights(table: Table) -> list[int]:
    """Return the share of the width that each column has: more where rows have their labels."""
    cells = list(laid_out(table))
    width = max((column + cell.colspan for _, column, cell in cells), default=1)
    found = [_NARROW] * width
    for row, column, cell in cells:
        is_label = cell.rowspan == cell.colspan == 1 and cell.figure is None
        if is_label and holds_figures(table.rows[row]):
            found[column] = max(found[column], min(len(cell.text), _BROAD))
    return found


def holds_figures(row: Sequence[Cell]) -> bool:
    """Say whether a row is one of figures, not of headers alone."""
    return any(cell.figure for cell in row)


def header_rows(table: Table) -> int:
    """Count the rows that every page of a table begins with: those before the first figure.

    There are none where the table begins anew further down, with other headers.
    """
    are_figures = [holds_figures(row) for row in table.rows]
    first = are_figures.index(True) if True in are_figures else 0
    return first if all(are_figures[first:]) else 0


def kept_rows(table: Table) -> set[int]:
    """Return the rows that no end of page may part from the next.

    These are headers, and rows that share a label, unless they are many.
    """
    kept = {
        number
        for number, (row, after) in enumerate(pairwise(table.rows))
        if not holds_figures(row) and holds_figures(after)
    }
    for row, _, cell in laid_out(table):
        if cell.rowspan <= MANY:
            kept |= {*range(row, row + cell.rowspan - 1)}
    return kept
