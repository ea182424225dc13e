"""Tables as rows of tokens: cells that know where they stand and what sort of thing they hold."""

from collections import deque
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final, Literal, TypeAlias

import attrs
import msgspec
from msgspec.structs import replace

from govinfo_report._text import compact
from govinfo_report.document import Cell, Place, Table
from govinfo_report.layout.labels import Match, find, nearest
from govinfo_report.layout.numbers import is_blank, is_numeric

Kind: TypeAlias = Literal["empty", "blank", "number", "label", "text"]
"""What a cell holds; `blank` is a mark for nothing, `text` is neither number nor known label."""

MAX_SPAN: Final = 1_000
"""More columns than any table has."""
_LONGEST: Final = 1_000
"""A cell with more characters is neither label nor value."""


class Token(msgspec.Struct, frozen=True):
    """A cell in its place in the grid."""

    text: str
    kind: Kind
    column: int
    """The first column that it covers, from 0."""
    stop: int
    """The column after the last that it covers."""
    place: Place
    match: Match | None = None
    is_carried: bool = False
    """Whether it reaches down from a row above."""
    figure: str | None = None
    """The path that the source itself states."""


class Row(msgspec.Struct, frozen=True, dict=True):
    """One row of a table; a cell that spans rows is in each of them."""

    tokens: tuple[Token, ...]
    table: int
    """Which table of the document it is in, counted from 0."""
    has_spans: bool
    """Whether the table says which cells are merged."""
    is_ragged: bool
    """Whether it says that they are lost."""
    is_last: bool = False
    """Whether the source breaks off in this row."""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.tokens[-1].stop if self.tokens else 0

    @property
    def text(self) -> str:
        """What it says, cell by cell."""
        return " | ".join(token.text for token in self.tokens if token.kind != "empty")

    @property
    def place(self) -> Place:
        """Where it is."""
        place = next((t for t in self.tokens if t.kind != "empty"), self.tokens[0]).place
        return attrs.evolve(place, column=None)

    def values(self) -> tuple[Token, ...]:
        """Return the tokens behind the last label that are not empty."""
        return tuple(t for t in self.tokens[self.label_count :] if t.kind != "empty")

    @property
    def has_label_among_values(self) -> bool:
        """Whether a number stands between two labels."""
        kinds = [token.kind for token in self.tokens[: self.label_count]]
        return "label" in kinds and "number" in kinds[kinds.index("label") :]

    @cached_property
    def label_count(self) -> int:
        """How many tokens there are up to the last label."""
        return max((i for i, t in enumerate(self.tokens, 1) if t.kind == "label"), default=0)


def rows(table: Table, number: int) -> Iterator[Row]:
    """Yield the rows of a table as tokens in a grid."""
    has_spans = any(cell.colspan > 1 or cell.rowspan > 1 for row in table.rows for cell in row)
    carried: list[tuple[Token, int]] = []
    for cells in table.rows:
        tokens: list[Token] = []
        waiting = deque(cells)
        column = 0
        open_cells = sorted(carried, key=lambda pair: pair[0].column)
        carried = []
        for token, left in open_cells:
            column = _fill(tokens, waiting, carried, column, token.column)
            moved = column - token.column
            below = _moved(token, moved) if moved else token
            tokens.append(below)
            column = below.stop
            if left > 1:
                carried.append((below, left - 1))
        _fill(tokens, waiting, carried, column, None)
        yield Row(tuple(tokens), number, has_spans, table.is_ragged)


def _moved(token: Token, columns: int) -> Token:
    return replace(token, column=token.column + columns, stop=token.stop + columns)


def _fill(
    tokens: list[Token],
    waiting: deque[Cell],
    carried: list[tuple[Token, int]],
    column: int,
    until: int | None,
) -> int:
    """Put cells where there is room before a column, and return the next free one."""
    while waiting and (until is None or column < until):
        cell = waiting.popleft()
        token = _token(cell, column)
        tokens.append(token)
        if cell.rowspan > 1:
            carried.append((replace(token, is_carried=True), cell.rowspan - 1))
        column = token.stop
    return column


def _token(cell: Cell, column: int) -> Token:
    kind, match = classify(cell.text)
    if kind == "number" and cell.rowspan > 1:
        kind = "text"  # which of its rows it counts is anyone's guess
    stop = column + min(max(cell.colspan, 1), MAX_SPAN)
    return Token(cell.text, kind, column, stop, cell.place, match, figure=cell.figure)


def classify(text: str) -> tuple[Kind, Match | None]:
    """Return what a cell holds, and the label if it is one."""
    return _classified(text) if len(text) <= _LONGEST else ("text", None)


@lru_cache(maxsize=4096)
def _classified(text: str) -> tuple[Kind, Match | None]:
    if text.isascii() and text.isdigit():  # as most cells are
        return "number", None
    if is_blank(text):
        return ("blank" if compact(text) else "empty"), None
    if is_numeric(text):
        return "number", None
    if match := find(text) or nearest(text):
        return "label", match
    return "text", None
