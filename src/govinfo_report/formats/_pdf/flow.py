"""Pages as one text: furniture left out, lines joined to paragraphs, tables to tables."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from math import inf
from statistics import median_low
from typing import Final, NamedTuple

from govinfo_report._text import compact
from govinfo_report.document import Block, Heading, Paragraph, Place
from govinfo_report.formats._lines import PAGE_NUMBER, joined, level_of
from govinfo_report.formats._pdf.grid import Grid, grids
from govinfo_report.formats._pdf.lines import Line, lines
from govinfo_report.formats._pdf.marks import Page
from govinfo_report.formats._pdf.tables import Whole, aligned

_DIGITS: Final = re.compile(r"[0-9]+")
_PAGE_NUMBER: Final = re.compile(rf"{PAGE_NUMBER.pattern}|[0-9]{{1,4}}(?:/[0-9]{{1,4}})?")
_MARGIN: Final = 0.1
"""The share of a page, at its head and at its foot, in which a page number may stand alone."""
_SAME_HEIGHT: Final = 3.0
"""How far apart, in points, the same line may stand on two pages."""
_MOST_FURNITURE: Final = 3
"""Lines of furniture at the head or foot of a page."""
_INDENT: Final = 1.2
"""How far, in heights of its line, a paragraph is indented at least."""
_OTHER_SIZE: Final = 1.2
"""How much higher lines are that are of no paragraph with others."""
_APART: Final = 1.3
"""How much further than the lines of a paragraph are two paragraphs apart, if at all."""
_LEADER: Final = re.compile(r"[.．·…]{4,}")
_NUMBERED: Final = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]")
_ENDS: Final = tuple("。！？；：!?;:”）)")


class Sheet(NamedTuple):
    """A page cut into lines and tables."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]

    @classmethod
    def of(cls, page: Page) -> "Sheet":
        """Return the lines and tables of a page; text that is not upright is read in cells only."""
        tables, outside = grids(page)
        upright = [glyph for glyph in outside if glyph.is_upright]
        return cls(page.number, page.width, page.height, tuple(lines(upright)), tuple(tables))

    def items(self) -> "Iterator[_Item]":
        """Yield the lines, then the tables."""
        for line in self.lines:
            yield _Item(self, line)
        for grid in self.grids:
            yield _Item(self, grid)

    def outermost(self, end: int) -> Line | None:
        """Return the first or the last line, none if a table is further out or there is none."""
        if not self.lines:
            return None
        line = self.lines[end]
        covers = (
            g.top < line.baseline if end == 0 else g.bottom > line.baseline for g in self.grids
        )
        return None if any(covers) else line

    def height_of(self, line: Line, end: int) -> float:
        """Return how far a line is from the head or the foot of the page."""
        return line.baseline if end == 0 else self.height - line.baseline

    def without(self, line: Line) -> "Sheet":
        """Return the page without a line."""
        return self._replace(lines=tuple(other for other in self.lines if other is not line))


class _Item(NamedTuple):
    """A line or a table on its page."""

    sheet: Sheet
    what: Line | Grid

    @property
    def top(self) -> float:
        """How far down it is."""
        return self.what.top if isinstance(self.what, Grid) else self.what.baseline


class _Shape(NamedTuple):
    """How the prose of a document is set."""

    size: float
    """How high its lines are."""
    pitch: float
    """How far its lines are apart, in heights; very far where no paragraph has two."""
    edges: Mapping[float, tuple[float, float]]
    """Where its lines begin and end, by the width of the page."""

    @classmethod
    def of(cls, sheets: Iterable[Sheet]) -> "_Shape":
        """Return how most lines are set."""
        plain = [(s.width, line) for s in sheets for line in s.lines if len(line.pieces) == 1]
        sizes = Counter(round(line.size, 1) for _, line in plain)
        size = sizes.most_common(1)[0][0] if sizes else 0
        edges = {
            width: _edges([line for wide, line in plain if wide == width], size)
            for width in {sheet.width for sheet in sheets}
        }
        pitches = [
            (below.baseline - above.baseline) / below.size
            for sheet in sheets
            for above, below in pairwise(sheet.lines)
            if above.fills(edges[sheet.width][1], below) and _is_alike(above, below)
        ]
        return cls(size, median_low(pitches) if pitches else inf, edges)

    def goes_on(self, above: _Item, below: _Item) -> bool:
        """Say whether a line is of the same paragraph as the one before."""
        one, other = above.what, below.what
        if not (isinstance(one, Line) and isinstance(other, Line)) or not _is_alike(one, other):
            return False
        right = self.edges[above.sheet.width][1]
        starts = self.edges[below.sheet.width][0]
        is_indented = other.left > starts + _INDENT * other.size
        if is_indented and other.size < _OTHER_SIZE * self.size:
            return False
        is_apart = other.baseline - one.baseline > _APART * self.pitch * other.size
        if above.sheet is below.sheet and is_apart:
            return False
        if _LEADER.search(one.text) or (_NUMBERED.match(other.text) and one.text.endswith(_ENDS)):
            return False
        return one.fills(right, other)


def _edges(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Return where lines of a size begin and end, but for one that sticks out."""
    ours = [line for line in lines if line.size < _OTHER_SIZE * size] or lines
    lefts = sorted(line.left for line in ours)
    rights = sorted((line.right for line in ours), reverse=True)
    left = next((one for one, other in pairwise(lefts) if other - one < size), 0)
    right = next((one for one, other in pairwise(rights) if one - other < size), inf)
    return left, right


def blocks(sheets: Sequence[Sheet]) -> Iterator[Block]:
    """Yield headings, paragraphs and tables of all pages, as if they were one."""
    sheets = _without_furniture(sheets)
    shape = _Shape.of(sheets)
    tables = 0
    for kind, run in _runs(sheets):
        if kind == "prose":
            yield from _paragraphs(run, shape)
        elif kind == "columns":
            tables += 1
            rows = [(i.sheet.number, i.what) for i in run if isinstance(i.what, Line)]
            yield aligned(rows, tables)
        else:
            for whole in _wholes(i.what for i in run if isinstance(i.what, Grid)):
                tables += 1
                yield whole.table(tables)


def _runs(sheets: Iterable[Sheet]) -> Iterator[tuple[str, list[_Item]]]:
    """Yield what belongs together: grids, lines set in columns, and prose."""
    items = (item for sheet in sheets for item in sorted(sheet.items(), key=lambda item: item.top))
    runs = ((kind, list(run)) for kind, run in groupby(items, key=_kind))
    # A single line set in columns is no table.
    told = ((kind if kind == "grid" or len(run) > 1 else "prose", run) for kind, run in runs)
    for kind, group in groupby(told, key=lambda pair: pair[0]):
        yield kind, [item for _, run in group for item in run]


def _kind(item: _Item) -> str:
    if isinstance(item.what, Grid):
        return "grid"
    return "columns" if len(item.what.pieces) > 1 else "prose"


def _wholes(found: Iterable[Grid]) -> list[Whole]:
    """Return the tables, each with what the next pages have of it."""
    wholes: list[Whole] = []
    page = 0
    for grid in found:
        if wholes and grid.page == page + 1 and wholes[-1].may_go_on(grid):
            wholes[-1] = wholes[-1].with_more(grid)
        else:
            wholes.append(Whole.of(grid))
        page = grid.page
    return wholes


def _paragraphs(items: Iterable[_Item], shape: _Shape) -> Iterator[Heading | Paragraph]:
    """Yield headings and paragraphs, each where its first line stands."""
    lines = [(item, item.what.text) for item in items if isinstance(item.what, Line)]
    told: list[tuple[str, Place]] = []
    for last, (item, text) in zip((None, *lines), lines, strict=False):
        if last and shape.goes_on(last[0], item):
            told[-1] = joined(told[-1][0], text), told[-1][1]
        else:
            told.append((text, Place(page=item.sheet.number)))
    yield from (_told(text, place) for text, place in told)


def _told(text: str, place: Place) -> Heading | Paragraph:
    level = level_of(text)
    return Heading(text, level, place) if level else Paragraph(text, place)


def _is_alike(one: Line, other: Line) -> bool:
    """Say whether two lines are set in type of one size."""
    return max(one.size, other.size) < _OTHER_SIZE * min(one.size, other.size)


def _without_furniture(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages without what stands at the head or the foot of several of them.

    A page number may also stand on one page alone, in the margin.
    """
    for end in (0, -1):
        for _ in range(_MOST_FURNITURE):
            lines = [sheet.outermost(end) for sheet in sheets]
            heights: dict[str, list[float]] = {}
            for sheet, line in zip(sheets, lines, strict=True):
                if line:
                    heights.setdefault(_masked(line), []).append(sheet.height_of(line, end))
            sheets = [
                sheet.without(line)
                if line and _is_furniture(sheet, line, end, heights[_masked(line)])
                else sheet
                for sheet, line in zip(sheets, lines, strict=True)
            ]
    return list(sheets)


def _masked(line: Line) -> str:
    """Return what a line says apart from numbers."""
    return _DIGITS.sub("#", compact(line.text))


def _is_furniture(sheet: Sheet, line: Line, end: int, heights: Sequence[float]) -> bool:
    height = sheet.height_of(line, end)
    if sum(abs(height - other) < _SAME_HEIGHT for other in heights) > 1:
        return True
    return height < _MARGIN * sheet.height and bool(_PAGE_NUMBER.fullmatch(compact(line.text)))
