"""Tables of pages: which hold data, which only lay out the page, and how cells are merged."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Final, NamedTuple

from msgspec.structs import replace

from govinfo_report.document import Cell, Table
from govinfo_report.errors import Bilingual, LimitExceededError
from govinfo_report.formats._flow import Group, Item, Line

MAX_CELLS: Final = 200_000
"""Cells of all tables of a page together, each merged one counted as often as it covers."""
_MAX_SPAN: Final = 100
"""What spans more columns means all of them."""
_PROSE: Final = 200
"""Characters that no label has."""
_NUMBER: Final = re.compile(r"[\d.,\s]+")


class Raw(NamedTuple):
    """A cell as the page has it."""

    content: Group
    rowspan: int
    colspan: int
    is_header: bool

    @property
    def is_prose(self) -> bool:
        """Whether it holds paragraphs rather than a label or a value."""
        return self.content.size > _PROSE and self.content.mass > 0

    @property
    def is_link(self) -> bool:
        """Whether it leads elsewhere, and does nothing else."""
        content = self.content
        return content.linked * 2 >= content.size > 0 and content.is_link_list(1)

    @property
    def text(self) -> str:
        """What it says, line by line."""
        first, *others = self.content.items or (Line(""),)
        if not others and isinstance(first, Line):  # as in nearly all of them
            return first.text
        return "\n".join(line.text for line in self.content.lines())


def tabled(rows: Sequence[Sequence[Raw]], caption: str) -> Iterator[Item]:
    """Yield what a table says: tables, and what lies in cells that only lay out the page."""
    for is_layout, run in groupby(rows, key=_is_layout):
        part = [*run]
        if is_layout or max(map(len, part), default=0) <= 1:
            yield from (cell.content for row in part for cell in row)
        elif not all(cell.is_link for row in part for cell in row if cell.content.size):
            yield _table(part, caption)


def _is_layout(row: Sequence[Raw]) -> bool:
    """Say whether a row holds a table, or prose and no number beside it."""
    if any(cell.content.has_table for cell in row):
        return True
    return any(cell.is_prose for cell in row) and not any(
        _NUMBER.fullmatch(cell.text) for cell in row if not cell.is_prose
    )


def _table(rows: Sequence[Sequence[Raw]], caption: str) -> Table:
    widest = max(sum(c.colspan for c in row if c.colspan <= _MAX_SPAN) for row in rows) or 1
    cells = tuple(
        tuple(
            Cell(
                raw.text,
                min(raw.rowspan or len(rows), len(rows) - index),
                raw.colspan if raw.colspan <= _MAX_SPAN else widest,
                raw.is_header,
            )
            for raw in row
        )
        for index, row in enumerate(rows)
    )
    if not _is_ragged(cells):
        return Table(cells, caption)
    # Spans that contradict one another say nothing; as much is known where all of them are lost.
    bare = tuple(tuple(replace(cell, rowspan=1, colspan=1) for cell in row) for row in cells)
    return Table(bare, caption, is_ragged=True)


def area(table: Table) -> int:
    """Return how many places of a grid the cells cover."""
    return sum(cell.rowspan * cell.colspan for row in table.rows for cell in row)


def require_few(cells: int) -> None:
    """Raise `LimitExceededError` for more cells than are read."""
    if cells > MAX_CELLS:
        raise LimitExceededError(
            Bilingual(
                f"网页的表格合计超过 {MAX_CELLS} 格",
                f"the tables of the page have more than {MAX_CELLS} cells",
            )
        )


def _is_ragged(rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether rows differ in width, so that some merged cell is lost or merged wrongly."""
    steps = [0] * (len(rows) + 1)
    for index, row in enumerate(rows):
        for cell in row:
            steps[index] += cell.colspan
            steps[index + cell.rowspan] -= cell.colspan
    covered = list(accumulate(steps))[:-1]
    said = [any(cell.text for cell in row) for row in rows]
    return len({width for width, is_said in zip(covered, said, strict=True) if is_said}) > 1
