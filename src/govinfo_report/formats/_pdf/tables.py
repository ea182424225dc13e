"""Tables that the ends of pages cut, put together again."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from govinfo_report._text import compact
from govinfo_report.document import Cell, Place, Table
from govinfo_report.formats._pdf.grid import Box, Grid
from govinfo_report.formats._pdf.lines import Line

_NEAR: Final = 4.0
"""How far apart, in points, the same edge may be on two pages."""
_NUMBERED: Final = re.compile(r"[(（]?[0-9一二三四五六七八九十]{1,3}[)）、.．,，:：]")
_VALUE: Final = re.compile(r"[\W\d_]+[万亿]?元?")


class Placed(NamedTuple):
    """A cell of a table, and the page that it begins on."""

    box: Box
    page: int


class Whole(NamedTuple):
    """A table as far as it is known, its rows counted from its own first."""

    cells: tuple[Placed, ...]
    rows: int
    left: float
    right: float

    @classmethod
    def of(cls, grid: Grid) -> "Whole":
        """Return a table that begins with what is on one page."""
        cells = tuple(Placed(box, grid.page) for box in grid.boxes)
        return cls(cells, grid.rows, grid.left, grid.right)

    def may_go_on(self, grid: Grid) -> bool:
        """Say whether what is at the top of the next page may be of the same table."""
        return abs(self.left - grid.left) < _NEAR and abs(self.right - grid.right) < _NEAR

    def with_more(self, grid: Grid) -> "Whole":
        """Return the table with what the next page has of it, the header not told again.

        A merged cell that the page cuts is one again, and so is a row.
        """
        again = _repeated([cell.box for cell in self.cells], grid)
        below = [b._replace(row=b.row - again) for b in grid.boxes if b.row >= again]
        last = [cell.box for cell in self.cells if cell.box.row + cell.box.rowspan == self.rows]
        first = [box for box in below if box.row == 0]
        is_cut = _is_cut(last, first)
        shift = self.rows - is_cut
        cells = list(self.cells)
        at = {id(cell.box): number for number, cell in enumerate(cells)}
        for box in below:
            above = next((b for b in last if box.row == 0 and _is_over(b, box)), None)
            if above and (is_cut or (_goes_on(above, box) and not _is_blank(box, first, last))):
                number = at[id(above)]
                whole = above._replace(
                    rowspan=above.rowspan + box.rowspan - is_cut, lines=above.lines + box.lines
                )
                cells[number] = cells[number]._replace(box=whole)
            else:
                cells.append(Placed(box._replace(row=box.row + shift), grid.page))
        return self._replace(cells=tuple(cells), rows=shift + grid.rows - again)

    def table(self, number: int) -> Table:
        """Return the table, its cells in columns."""
        edges = _snapped(x for cell in self.cells for x in cell.box[2:4])
        rows: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda cell: cell.box.left):
            box = cell.box
            start, stop = (bisect_left(edges, x - _NEAR) for x in (box.left, box.right))
            place = Place(page=cell.page, table=number, row=box.row + 1, column=start + 1)
            rows[box.row].append(Cell(box.text, box.rowspan, stop - start, place=place))
        page = min(cell.page for cell in self.cells)
        return Table(tuple(map(tuple, rows)), place=Place(page=page, table=number))


def aligned(lines: Sequence[tuple[int, Line]], number: int) -> Table:
    """Return lines that are set in columns, and their pages, as a table that lost its spans."""
    rows = tuple(
        tuple(
            Cell(piece.text, place=Place(page=page, table=number, row=row, column=column))
            for column, piece in enumerate(line.pieces, 1)
        )
        for row, (page, line) in enumerate(lines, 1)
    )
    return Table(rows, is_ragged=True, place=Place(page=lines[0][0], table=number))


def _repeated(cells: Sequence[Box], grid: Grid) -> int:
    """Count the rows that are those at the head of the table, told again."""
    again = 0
    for row in range(grid.rows):
        ours, theirs = (_row(boxes, row) for boxes in (cells, grid.boxes))
        if (
            ours != theirs
            or not any(t for *_, t in ours)
            or any(map(_is_value, (t for *_, t in ours)))
        ):
            break
        again += 1
    is_whole = all(box.row >= again or box.row + box.rowspan <= again for box in grid.boxes)
    return again if is_whole else 0


def _row(boxes: Iterable[Box], row: int) -> list[tuple[int, int, int, str]]:
    """Return the cells that begin in a row, as far as they look the same on every page."""
    return [
        (round(box.left / _NEAR), round(box.right / _NEAR), box.rowspan, compact(box.text))
        for box in boxes
        if box.row == row
    ]


def _is_cut(last: Sequence[Box], first: Sequence[Box]) -> bool:
    """Say whether the first row on a page is the rest of the last row on the page before.

    It is where a label goes on and nothing is told twice.
    """
    pairs = list(zip(last, first, strict=False))
    if len(last) != len(first) or not all(_is_over(*pair) for pair in pairs):
        return False
    told = [(above, below) for above, below in pairs if below.lines]
    return any(above.lines for above, _ in told) and all(
        not _NUMBERED.match(compact(below.text))
        and (not above.lines or (_is_torn(above, below) and not _is_value(below.text)))
        for above, below in told
    )


def _is_torn(above: Box, below: Box) -> bool:
    """Say whether the text of a cell goes on in another: its last line has no room for more."""
    padding = above.lines[-1].left - above.left
    return not _is_value(above.text) and above.lines[-1].fills(
        above.right - min(padding, _NEAR), below.lines[0]
    )


def _goes_on(above: Box, below: Box) -> bool:
    """Say whether two cells, one at the end of a page, are a merged cell that the page cuts."""
    return (
        (above.rowspan > 1 or below.rowspan > 1)
        and not (above.lines and _NUMBERED.match(compact(below.text)))
        and not _is_value(above.text)
        and not _is_value(below.text)
    )


def _is_blank(box: Box, first: Sequence[Box], last: Sequence[Box]) -> bool:
    """Say whether an empty cell at the top of a page is a blank figure below the head of a column.

    The label of its row begins before it, or is on no page: then the row holds figures alone.
    """
    if box.lines:
        return False
    labels = [each for each in first if each.lines and not _is_value(each.text)]
    if not labels:
        return any(each.lines for each in first)
    return any(
        each.left < box.left
        and not any(_is_over(above, each) and _goes_on(above, each) for above in last)
        for each in labels
    )


def _is_value(text: str) -> bool:
    """Say whether a cell holds something, and no label."""
    return _VALUE.fullmatch(compact(text)) is not None


def _is_over(above: Box, below: Box) -> bool:
    """Say whether two cells have the same width and place."""
    return abs(above.left - below.left) < _NEAR and abs(above.right - below.right) < _NEAR


def _snapped(edges: Iterable[float]) -> list[float]:
    """Return the places of edges, each group of near ones as its first."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found
