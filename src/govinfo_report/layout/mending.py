"""Put labels together again that a page break or the lines of a dump have cut over rows."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, TypeAlias

import msgspec
from msgspec.structs import replace

from govinfo_report.layout.cells import Row, Token, classify
from govinfo_report.layout.columns import container
from govinfo_report.layout.labels import begins_label

_REACH: Final = 2
"""How many rows further down a label may go on: its lines may have a row of values between."""
_PARTS: Final = 8
"""Into how many parts a label may be cut."""
_TRIES: Final = 50_000
"""Cells that are tried as the rest of a label, in a document: a report has a few hundred."""
_VALUES: Final = {"number", "blank"}

_Spot: TypeAlias = tuple[int, int]
"""A token by its row and its place in it, both counted from 0."""


def mended(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with each label whole that was cut, rows that held no more left out.

    A whole label stands in the only row of its parts that has values, else in the only such row
    between them, else where it begins. Those of a header go down to its last row.
    """
    cuts = list(_cuts(rows))
    if not cuts:
        return list(rows)
    grid = [list(row.tokens) for row in rows]
    for cut in cuts:
        _join(grid, cut)
    touched = {place for cut in cuts for place, _ in cut}
    whole = [replace(row, tokens=tuple(told)) for row, told in zip(rows, grid, strict=True)]
    kept = [
        (row, place in touched)
        for place, row in enumerate(whole)
        if place not in touched or any(token.kind != "empty" for token in row.tokens)
    ]
    return list(_lowered(kept))


def _cuts(rows: Sequence[Row]) -> Iterator[tuple[_Spot, ...]]:
    """Yield where the parts of each cut label stand, no part twice."""
    search = _Search(rows)
    for place, row in enumerate(rows):
        for at, token in enumerate(row.tokens):
            if (place, at) in search.used or not _is_part(token) or not begins_label(token.text):
                continue
            if cut := search.continued(((place, at),)):
                search.used |= {*cut}
                yield cut


def _is_part(token: Token) -> bool:
    return token.kind in {"text", "label"} and not token.is_carried


class _Search(msgspec.Struct):
    """The search for the parts of labels, given up in a document that makes it too long."""

    rows: Sequence[Row]
    used: set[_Spot] = msgspec.field(default_factory=set)
    left: int = _TRIES

    def continued(self, cut: tuple[_Spot, ...]) -> tuple[_Spot, ...] | None:
        """Return the longest label that what is told of one goes on to, none if it is none."""
        last, at = cut[-1]
        above = self.rows[last].tokens[at]
        told = "".join(self.rows[place].tokens[i].text for place, i in cut)
        spots = [
            (place, i)
            for place in self._below(last, above)
            for i, token in enumerate(self.rows[place].tokens)
            if (place, i) not in self.used and _is_rest(token, above)
        ]
        # What stands right below is the likeliest; elsewhere only dumps have it.
        for place, i in sorted(
            spots, key=lambda spot: not _overlap(above, self.rows[spot[0]].tokens[spot[1]])
        ):
            self.left -= 1
            if self.left < 0:
                break
            text = told + self.rows[place].tokens[i].text
            longer = (*cut, (place, i))
            goes_on = len(longer) < _PARTS and begins_label(text)
            if goes_on and (whole := self.continued(longer)):
                return whole
            match = classify(text)[1]
            if match and not match.meant:
                return longer
        return None

    def _below(self, place: int, token: Token) -> range:
        """Return the rows in which a label may go on, those that its cell spans not counted."""
        start = place + 1
        while start < len(self.rows) and _reaches(token, self.rows[start].tokens):
            start += 1
        return range(start, min(start + _REACH, len(self.rows)))


def _reaches(token: Token, below: Sequence[Token]) -> bool:
    """Say whether a cell spans a row below, whose tokens stand from left to right."""
    at = bisect_left(below, token.column, key=lambda other: other.column)
    return any(
        other.is_carried and other.column == token.column and other.text == token.text
        for other in below[at : at + 1]
    )


def _is_rest(token: Token, above: Token) -> bool:
    """Say whether a cell may be what is left of a label: not one that the form prints itself."""
    known = token.match
    if known is None or known.meant:
        return _is_part(token)
    return _is_part(token) and not known.is_exact and above.match is None


def _overlap(one: Token, other: Token) -> bool:
    return one.column < other.stop and other.column < one.stop


def _join(grid: list[list[Token]], cut: Sequence[_Spot]) -> None:
    """Write a label where it belongs, and nothing where its parts stood."""
    text = "".join(grid[place][at].text for place, at in cut)
    kind, match = classify(text)
    first = grid[cut[0][0]][cut[0][1]]
    whole = replace(first, text=text, kind=kind, match=match)
    home = _home(grid, cut)
    for place, at in cut:
        for below in _spanned(grid, place, at):
            grid[below[0]][below[1]] = replace(
                grid[below[0]][below[1]], text="", kind="empty", match=None
            )
    row = grid[home]
    spots = [at for place, at in cut if place == home]
    spots += [at for at, token in enumerate(row) if token.kind == "empty"]
    if spots:
        row[spots[0]] = replace(whole, column=row[spots[0]].column, stop=row[spots[0]].stop)
    else:
        row.insert(0, whole)


def _home(grid: Sequence[Sequence[Token]], cut: Sequence[_Spot]) -> int:
    """Return the row in which a label belongs."""
    places = [place for place, _ in cut]
    for rows in (places, range(places[0], places[-1] + 1)):
        filled = [row for row in rows if any(t.kind in _VALUES for t in grid[row])]
        if filled:
            return filled[0]
    return places[0]


def _spanned(grid: Sequence[Sequence[Token]], place: int, at: int) -> Iterator[_Spot]:
    """Yield a cell and what reaches down from it."""
    token = grid[place][at]
    yield place, at
    for below in range(place + 1, len(grid)):
        reached = [
            i
            for i, other in enumerate(grid[below])
            if other.is_carried and other.column == token.column and other.text == token.text
        ]
        if not reached:
            return
        yield below, reached[0]


def _lowered(rows: Sequence[tuple[Row, bool]]) -> Iterator[Row]:
    """Yield the rows, the columns of each header that had cut labels named in its last row.

    Where every column has a place of its own; elsewhere the rows of a header are left alone.
    """
    for (_, is_header), group in groupby(rows, key=lambda pair: _may_head(pair[0])):
        run = list(group)
        head = [row for row, _ in run]
        if is_header and any(was_cut for _, was_cut in run):
            head = _with_leaves_last(head)
        yield from head


def _may_head(row: Row) -> tuple[int, bool]:
    """Return the table that a row is in, and whether it may be of a header."""
    return row.table, not any(token.kind in _VALUES for token in row.tokens)


def _with_leaves_last(head: list[Row]) -> list[Row]:
    leaves = {token.column: token for row in head for token in row.tokens if _is_leaf(token)}
    if len({row.width for row in head}) > 1 or len(leaves) != sum(
        _is_leaf(token) for row in head for token in row.tokens
    ):
        return head
    empty = [
        replace(row, tokens=tuple(_without_leaf(token) for token in row.tokens)) for row in head
    ]
    lowest = tuple(leaves.get(token.column, token) for token in empty[-1].tokens)
    return [*empty[:-1], replace(empty[-1], tokens=lowest)]


def _without_leaf(token: Token) -> Token:
    return replace(token, text="", kind="empty", match=None) if _is_leaf(token) else token


def _is_leaf(token: Token) -> bool:
    match = token.match
    return match is not None and bool(match.names("leaf")) and container(match) is None
