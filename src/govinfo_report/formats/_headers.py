"""Which labels of a table lead to which of its cells."""

import msgspec
from msgspec.structs import replace

from govinfo_report.document import Cell, Table
from govinfo_report.formats._grid import laid_out


class Placed(msgspec.Struct, frozen=True):
    """A cell where it stands, rows and columns counted from 0."""

    cell: Cell
    row: int
    column: int
    labels: tuple["Placed", ...] = ()
    """The headers that lead to a cell which is none: first those beside it, then those above."""

    def covers_row(self, row: int) -> bool:
        """Say whether it reaches into a row."""
        return self.row <= row < self.row + self.cell.rowspan

    def shares_column(self, other: "Placed") -> bool:
        """Say whether it stands over or under another."""
        return (
            self.column < other.column + other.cell.colspan
            and other.column < self.column + self.cell.colspan
        )


def placed(table: Table) -> list[list[Placed]]:
    """Return the cells of each row in their places, with the headers that lead to them.

    Headers above are those of the rows that hold nothing else and stand right over the rows that
    do: a table may begin anew with other headers further down.
    """
    grid = _grid(table)
    headings: list[Placed] = []
    beside: list[Placed] = []
    was_data = False
    for number, row in enumerate(grid):
        if all(each.cell.is_header for each in row):
            headings = row if was_data else [*headings, *row]
            was_data = False
            continue
        was_data = True
        beside = [each for each in beside if each.covers_row(number)]
        beside += [each for each in row if each.cell.is_header]
        for index, each in enumerate(row):
            if not each.cell.is_header:
                above = (head for head in headings if head.shares_column(each))
                row[index] = replace(each, labels=(*beside, *above))
    return grid


def _grid(table: Table) -> list[list[Placed]]:
    rows: list[list[Placed]] = [[] for _ in table.rows]
    for row, column, cell in laid_out(table):
        rows[row].append(Placed(cell, row, column))
    return rows
