"""Where the cells of a table stand, and how wide its columns want to be."""

from collections.abc import Iterator
from typing import Final

from govinfo_report.document import Cell, Table

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
        if is_label and any(other.figure for other in table.rows[row]):
            found[column] = max(found[column], min(len(cell.text), _BROAD))
    return found


def header_rows(table: Table) -> int:
    """Count the rows before the first that holds a figure; all of them are its header."""
    rows = (number for number, row in enumerate(table.rows) if any(cell.figure for cell in row))
    return next(rows, 0)
