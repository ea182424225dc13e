"""Ruling lines as grids of cells, and the glyphs that stand in each."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from govinfo_report.formats._pdf.lines import Line, lines
from govinfo_report.formats._pdf.marks import Glyph, Page, Rule, refuse

MAX_RULES: Final = 1_000
"""More ruling lines than any page has, counting as one those that go on in each other."""

_NEAR: Final = 2.5
"""Lines nearer than this, in points, are one, drawn twice or double."""
_GAP: Final = 3.0
"""How far apart, in points, two lines may be that meet, or go on in each other."""
_OVERHANG: Final = 8.0
"""Where lines stand out further beyond the last one across, in points, there is an open column."""
_TOUCHING: Final = 0.15
"""Figures that are no further apart, in heights of a glyph, are of one number."""
_RUN_OVER: Final = "…"


class Box(NamedTuple):
    """A cell: its place in the grid of its page, and its text by lines."""

    row: int
    rowspan: int
    left: float
    right: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(line.text for line in self.lines)


class Grid(NamedTuple):
    """A table, or what of it is on one page."""

    page: int
    top: float
    bottom: float
    left: float
    right: float
    rows: int
    boxes: tuple[Box, ...]
    """Row by row, from left to right."""


def grids(page: Page) -> tuple[list[Grid], list[Glyph]]:
    """Return the ruled tables of a page from top to bottom, and the glyphs outside of them."""
    found = []
    outside = list(page.glyphs)
    for rules in _connected(_joined(page.rules)):
        frame = _Frame.of(rules)
        cells = list(frame.cells())
        if len(cells) > 1:
            texts, outside = frame.texts(outside, cells)
            found.append(frame.grid(page.number, cells, texts))
    return sorted(found, key=lambda grid: grid.top), outside


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Return the lines with those made one that lie upon each other or go on in each other."""
    found: list[Rule] = []
    for is_level, ours in groupby(sorted(rules), key=lambda rule: rule.is_level):
        for at, near in _snapped(ours):
            for start, stop in _merged((rule.start, rule.stop) for rule in near):
                found.append(Rule(is_level, at, start, stop))
    if len(found) > MAX_RULES:
        refuse(
            f"一页上的表格线超过 {MAX_RULES} 条", f"a page has more than {MAX_RULES} ruling lines"
        )
    return found


def _snapped(rules: Iterable[Rule]) -> list[tuple[float, list[Rule]]]:
    """Return the lines, sorted by where they stand, in groups that stand at one place."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [(group[0].at, group) for group in groups]


def _merged(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for start, stop in sorted(stretches):
        if found and start - found[-1][1] <= _GAP:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        else:
            found.append((start, stop))
    return found


def _connected(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the lines in groups that hang together."""
    left = set(range(len(rules)))
    while left:
        group = [left.pop()]
        for index in group:
            meeting = {other for other in left if _meet(rules[index], rules[other])}
            left -= meeting
            group += meeting
        yield [rules[index] for index in group]


def _meet(one: Rule, other: Rule) -> bool:
    return (
        one.is_level != other.is_level
        and other.start - _GAP <= one.at <= other.stop + _GAP
        and one.start - _GAP <= other.at <= one.stop + _GAP
    )


class _Cell(NamedTuple):
    """A cell by the numbers of its rows and columns; the stops are behind the last one."""

    top: int
    left: int
    bottom: int
    right: int


class _Frame(NamedTuple):
    """Lines that hang together, by the numbers of the places at which they stand."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: Mapping[float, Sequence[Rule]]
    level: Mapping[float, Sequence[Rule]]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "_Frame":
        """Return the frame of lines; at open sides it ends where the lines do."""
        level, upright = (
            {
                at: list(ours)
                for at, ours in groupby(
                    sorted(r for r in rules if r.is_level is kind), key=lambda rule: rule.at
                )
            }
            for kind in (True, False)
        )
        return cls(_edges(upright, level), _edges(level, upright), upright, level)

    def cells(self) -> Iterator[_Cell]:
        """Yield the cells row by row: what no line parts is one, as long as it is a rectangle."""
        of: dict[tuple[int, int], int] = {}
        width, height = len(self.xs) - 1, len(self.ys) - 1
        groups: dict[int, list[tuple[int, int]]] = {}
        for row in range(height):
            for column in range(width):
                place = (row, column)
                of[place] = row * width + column
                groups[of[place]] = [place]
                is_open = (
                    column > 0
                    and not _covers(self.upright, self.xs[column], *self.ys[row : row + 2]),
                    row > 0
                    and not _covers(self.level, self.ys[row], *self.xs[column : column + 2]),
                )
                for near, joins in zip(
                    ((row, column - 1), (row - 1, column)), is_open, strict=True
                ):
                    if joins and of[near] != of[place]:
                        _unite(groups, of, of[near], of[place])
        for places in sorted(map(sorted, groups.values())):
            yield from _rectangles(places)

    def texts(
        self, glyphs: Iterable[Glyph], cells: Sequence[_Cell]
    ) -> tuple[list[list[Glyph]], list[Glyph]]:
        """Return the glyphs of each cell, and those outside of the frame.

        Where a number runs over a line, what is on either side is marked as cut.
        """
        at = {
            (row, column): number
            for number, cell in enumerate(cells)
            for row in range(cell.top, cell.bottom)
            for column in range(cell.left, cell.right)
        }
        texts: list[list[Glyph]] = [[] for _ in cells]
        outside = []
        last: tuple[Glyph, int] | None = None
        for glyph in glyphs:
            row = bisect_right(self.ys, (glyph.top + glyph.bottom) / 2) - 1
            column = bisect_right(self.xs, (glyph.left + glyph.right) / 2) - 1
            number = at.get((row, column))
            if number is None:
                outside.append(glyph)
                continue
            shown = glyph
            if last and last[1] != number and _touch(last[0], glyph):
                before = texts[last[1]]
                before[-1] = before[-1]._replace(text=before[-1].text + _RUN_OVER)
                shown = glyph._replace(text=_RUN_OVER + glyph.text)
            texts[number].append(shown)
            last = glyph, number
        return texts, outside

    def grid(self, page: int, cells: Sequence[_Cell], texts: Sequence[Iterable[Glyph]]) -> Grid:
        """Return the grid of cells with their texts."""
        boxes = (
            Box(
                cell.top,
                cell.bottom - cell.top,
                self.xs[cell.left],
                self.xs[cell.right],
                tuple(lines(glyphs)),
            )
            for cell, glyphs in zip(cells, texts, strict=True)
        )
        return Grid(
            page,
            self.ys[0],
            self.ys[-1],
            self.xs[0],
            self.xs[-1],
            len(self.ys) - 1,
            tuple(boxes),
        )


def _edges(
    lines: Mapping[float, object], across: Mapping[float, Sequence[Rule]]
) -> tuple[float, ...]:
    """Return where lines stand, and where those across end if that is well beyond."""
    found = sorted(lines)
    ends = [rule for rules in across.values() for rule in rules]
    start = min((rule.start for rule in ends), default=0)
    stop = max((rule.stop for rule in ends), default=0)
    if found and start < found[0] - _OVERHANG:
        found.insert(0, start)
    if found and stop > found[-1] + _OVERHANG:
        found.append(stop)
    return tuple(found)


def _covers(lines: Mapping[float, Sequence[Rule]], at: float, start: float, stop: float) -> bool:
    """Say whether more than half of a stretch is ruled."""
    ruled = sum(max(min(rule.stop, stop) - max(rule.start, start), 0) for rule in lines.get(at, ()))
    return 2 * ruled > stop - start


def _unite(
    groups: dict[int, list[tuple[int, int]]], of: dict[tuple[int, int], int], one: int, other: int
) -> None:
    """Make two groups one; the smaller goes into the larger."""
    if len(groups[one]) < len(groups[other]):
        one, other = other, one
    for place in groups[other]:
        of[place] = one
    groups[one] += groups.pop(other)


def _rectangles(places: Sequence[tuple[int, int]]) -> Iterator[_Cell]:
    """Yield the cell of places that make a rectangle, else a cell for each run in a row."""
    rows, columns = zip(*places, strict=True)
    cell = _Cell(min(rows), min(columns), max(rows) + 1, max(columns) + 1)
    if (cell.bottom - cell.top) * (cell.right - cell.left) == len(places):
        yield cell
        return
    start = places[0]
    for last, place in pairwise((*places, (-1, -1))):
        if place != (last[0], last[1] + 1):
            yield _Cell(start[0], start[1], last[0] + 1, last[1] + 1)
            start = place


def _touch(one: Glyph, other: Glyph) -> bool:
    """Say whether two figures are of one number."""
    return (
        (one.text + other.text).replace(".", "").replace(",", "").isdigit()
        and abs(one.baseline - other.baseline) < _TOUCHING * one.size
        and abs(other.left - one.right) < _TOUCHING * one.size
    )
