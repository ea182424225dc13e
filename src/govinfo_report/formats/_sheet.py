"""A sheet of a workbook as rows of cells: what is seen of it, and in which tables and lines."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from govinfo_report.document import Block, Cell, Paragraph, Place, Table
from govinfo_report.errors import Bilingual, LimitExceededError

MAX_CELLS: Final = 500_000
"""The most cells of a sheet, empty ones among others and merged ones included."""

_PROSE: Final = re.compile(r"。|.{61}", re.DOTALL)
"""What no label of a row looks like."""
_TOO_WIDE: Final = Bilingual(
    f"工作表超过 {MAX_CELLS} 个单元格；请删去报告以外的内容",
    f"a sheet has more than {MAX_CELLS} cells; delete what is not part of the report",
)

At: TypeAlias = tuple[int, int]
"""Row and column, counted from 1."""
Area: TypeAlias = tuple[int, int, int, int]
"""First row and column, last row and column."""


class Sheet(msgspec.Struct, frozen=True):
    """The cells of a sheet, those included that have a style and no text."""

    name: str
    cells: Mapping[At, str]
    merged: Sequence[Area]
    hidden_rows: frozenset[int]
    hidden_columns: Sequence[tuple[int, int]]
    """First and last column of each run."""


class Line(msgspec.Struct, frozen=True):
    """A row of a sheet."""

    cells: tuple[Cell, ...]
    """Those that are not covered by others."""
    is_crossed: bool
    """Whether a cell reaches into it from above."""
    right: int
    """The last column that has a cell of its own, text or none."""

    @property
    def said(self) -> list[Cell]:
        """The cells that say something."""
        return [cell for cell in self.cells if cell.text]

    @property
    def is_tabular(self) -> bool:
        """Whether it can only be the row of a table."""
        return len(self.said) > 1 or (self.is_crossed and bool(self.cells))

    @property
    def is_prose(self) -> bool:
        """Whether it says something that no table says."""
        return not self.is_tabular and any(_PROSE.search(cell.text) for cell in self.said)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield what it says as prose."""
        for cell in self.said:
            for line in cell.text.split("\n"):
                if line.strip():
                    yield Paragraph(line.strip(), cell.place)


def lines(sheet: Sheet) -> list[Line]:
    """Return the rows that are seen, and of the empty ones those right under a row with text."""
    rows, columns = _rows(sheet), _columns(sheet)
    if len(rows) * len(columns) > MAX_CELLS:
        raise LimitExceededError(_TOO_WIDE)
    grid = {
        (r, c): (sheet.cells.get((row, column), ""), 1, 1)
        for r, row in enumerate(rows)
        for c, column in enumerate(columns)
    }
    covered: dict[At, bool] = {}
    for area in sheet.merged:
        top, left, bottom, right = area
        down = range(bisect_left(rows, top), bisect_right(rows, bottom))
        across = range(bisect_left(columns, left), bisect_right(columns, right))
        if not down or not across:
            continue
        if len(covered) + len(down) * len(across) > MAX_CELLS:
            raise LimitExceededError(_TOO_WIDE)
        at = down[0], across[0]
        grid[at] = sheet.cells.get((top, left), ""), len(down), len(across)
        covered |= {(r, c): r > down[0] for r in down for c in across if (r, c) != at}
    ends: dict[int, int] = {}
    for row, column in sheet.cells:
        ends[row] = max(ends.get(row, 0), column)
    return [
        Line(
            tuple(
                Cell(*grid[r, c], place=Place(sheet=sheet.name, row=row, column=column))
                for c, column in enumerate(columns)
                if (r, c) not in covered
            ),
            any(covered.get((r, c), False) for c in range(len(columns))),
            ends.get(row, 0),
        )
        for r, row in enumerate(rows)
    ]


def _rows(sheet: Sheet) -> list[int]:
    """Return the rows to be read, in order."""
    told = {row for (row, _), text in sheet.cells.items() if text} - sheet.hidden_rows
    drawn = {row for row, _ in sheet.cells} - sheet.hidden_rows
    return sorted(told | {row for row in drawn if row - 1 in told})


def _columns(sheet: Sheet) -> list[int]:
    """Return the columns that say anything, in order."""
    told = {column for (_, column), text in sheet.cells.items() if text}
    hidden = (range(first, last + 1) for first, last in sheet.hidden_columns)
    return sorted(told.difference(*hidden))


def blocks(rows: Sequence[Line]) -> Iterator[Block]:
    """Yield the tables of a sheet, and what stands between them as prose.

    A table goes from a row that can be nothing else to the last such row before the next prose,
    and on to empty rows that are as wide.
    """
    index = 0
    while index < len(rows):
        if rows[index].is_tabular:
            end = _end(rows, index)
            yield table(rows[index:end])
            index = end
        else:
            yield from rows[index].paragraphs()
            index += 1


def _end(rows: Sequence[Line], start: int) -> int:
    """Return the number of the row behind a table."""
    end = start + 1
    for index in range(end, len(rows)):
        if rows[index].is_prose:
            break
        if rows[index].is_tabular:
            end = index + 1
    width = max(row.right for row in rows[start:end])
    while (
        end < len(rows)
        and not rows[end].is_prose
        and rows[end].right == width
        and len(rows[end].cells) > 1
    ):
        end += 1
    return end


def table(rows: Sequence[Line]) -> Table:
    """Return rows, at least one of them with cells, as a table."""
    first = next(cell for row in rows for cell in row.cells)
    return Table(tuple(row.cells for row in rows), place=first.place)
