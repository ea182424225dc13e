"""Tables in plain text: cells parted by tabs or bars, or columns aligned by spaces."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from math import gcd
from operator import itemgetter
from typing import Final, TypeAlias

import attrs
import msgspec

from govinfo_report.document import Cell, Place, Table
from govinfo_report.errors import Bilingual, LimitExceededError
from govinfo_report.formats._lines import is_number

Line: TypeAlias = tuple[str, Place]

MAX_CELLS: Final = 200_000
"""Cells of all tables of a text together."""

_BARS: Final = "|｜│┃║┆┇┊┋"
_BORDER: Final = re.compile(r"[-+=|:：\s\u2500-\u257f－—＋｜]+")
_CROSSING: Final = "[+\u250c-\u254b\u2552-\u256c]"
_GAP: Final = re.compile(r"[ \u00a0\u3000]{2,}")
_WORD: Final = re.compile(r"\S+(?:[ \u00a0\u3000]\S+)*")
_NUMBER_BEHIND: Final = re.compile(r"\D[0-9\uff10-\uff19]+$")
_ENOUGH: Final = 4
"""Numbers that must keep to the edge of another row's before that is no chance."""
_MOST_GAPS: Final = 16
"""More than part the cells of any row of the form."""
_STOPS: Final = frozenset("。；！？")
_MAX_LINE: Final = 1_000
"""A line longer than this is no row of aligned columns."""
_MAX_WORDS: Final = 10_000
"""Where there are more texts than this, the columns that they stand in are not sought."""


class _Word(msgspec.Struct, frozen=True):
    """A text within a line, and where it begins and ends."""

    text: str
    start: int
    stop: int


_Grid: TypeAlias = Sequence[Sequence[tuple[range, _Word]]]
"""Rows of words, each with the columns that it stands under."""


def has_bars(line: str) -> bool:
    """Say whether bars part a line into cells, or would in a border."""
    return any(bar in line for bar in _BARS) or (
        _is_border(line) and re.search(_CROSSING, line) is not None
    )


def is_barred(lines: Sequence[str]) -> bool:
    """Say whether lines are a table: more than one row, borders not counted."""
    return sum(not _is_border(line) for line in lines) > 1


def has_gaps(line: str) -> bool:
    """Say whether a line may be a row whose cells are parted by runs of spaces."""
    text = line.strip()
    return len(line) <= _MAX_LINE and bool(_GAP.search(text)) and _STOPS.isdisjoint(text)


def is_aligned(lines: Sequence[str]) -> bool:
    """Say whether lines are a table: more than one row, and a number in one of them."""
    rows = [line for line in lines if has_gaps(line)]
    return len(rows) > 1 and any(is_number(w) for row in rows for w in _GAP.split(row))


def tabbed(lines: Sequence[Line], number: int) -> Table:
    """Return the table that tabs make."""
    return tabulated([(line.split("\t"), place) for line, place in lines], number)


def barred(lines: Sequence[Line], number: int) -> Table:
    """Return the table that bars draw, its borders left out."""
    rows = [
        (re.split(f"[{_BARS}]", line.strip()), place)
        for line, place in lines
        if not _is_border(line)
    ]
    if not any(row[0] or row[-1] for row, _ in rows):
        rows = [(row[1:-1], place) for row, place in rows]
    return tabulated(rows, number)


def _is_border(line: str) -> bool:
    return _BORDER.fullmatch(line) is not None and any(char in "-+=─━═－—" for char in line)


def aligned(lines: Sequence[Line], number: int) -> Table:
    """Return the table that columns of text make.

    Where it is not proven which columns the numbers stand in, it is ragged: a row of numbers has
    them in their order alone. Columns are as wide as printed, a Chinese character being two wide,
    or as many characters wide, as some converters have it: whichever is proven.
    """
    rows: Sequence[Sequence[str]] = [_WORD.findall(line) for line, _ in lines]
    is_ragged = True
    if sum(map(len, rows)) <= _MAX_WORDS and not _are_evenly_parted(line for line, _ in lines):
        grids = [_placed([_words(line, measure) for line, _ in lines]) for measure in (_width, len)]
        grids = [grid for grid in grids if not _has_clash(grid)]
        proven = [_cells(grid) for grid in grids if _is_proven(grid)]
        if proven and all(cells == proven[0] for cells in proven):
            rows, is_ragged = proven[0], False
        elif grids:
            cells = min(map(_cells, grids), key=_columns_of)
            rows = [
                labels if all(map(_is_label, row)) else row
                for row, labels in zip(rows, cells, strict=True)
            ]
    told = [(row, place) for row, (_, place) in zip(rows, lines, strict=True)]
    return tabulated(told, number, is_ragged=is_ragged)


def _columns_of(cells: Sequence[Sequence[str]]) -> int:
    return len(cells[0])


def _words(line: str, measure: Callable[[str], int]) -> list[_Word]:
    words = []
    at = end = 0
    for match in _WORD.finditer(line):
        at += measure(line[end : match.start()])
        end = match.end()
        words.append(_Word(match[0], at, at + measure(match[0])))
        at = words[-1].stop
    return words


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _placed(lines: Sequence[Sequence[_Word]]) -> _Grid:
    """Return the words with the columns that each of them stands under."""
    columns = _columns(sorted((w for line in lines for w in line), key=_extent))
    return [[(_over(columns, word), word) for word in line] for line in lines]


def _cells(grid: _Grid) -> list[list[str]]:
    """Return rows of cells; a text that reaches over several columns stands in the first."""
    width = max(over.stop for words in grid for over, _ in words)
    rows = [[""] * width for _ in grid]
    for row, words in zip(rows, grid, strict=True):
        for over, word in words:
            row[over.start] = word.text
    return rows


def _has_clash(grid: _Grid) -> bool:
    """Say whether two texts of a row stand in what is one column to others."""
    return any(len({over.start for over, _ in words}) < len(words) for words in grid)


def _is_proven(grid: _Grid) -> bool:
    """Say whether numbers show where the columns are, and this by no chance.

    They do where those of each column have the same edge in one place, and it is known which
    columns there are: a label has that edge there too, or a row has a number in each of them. It
    may be chance where few are in line with numbers of other rows; those of one row may all be
    shifted.
    """
    numbers: dict[int, list[_Word]] = {}
    labels: dict[int, list[_Word]] = {}
    most = 0
    for words in grid:
        most = max(most, sum(is_number(word.text) for _, word in words))
        for over, word in words:
            if is_number(word.text) and len(over) == 1:
                numbers.setdefault(over.start, []).append(word)
            elif _is_label(word.text):
                labels.setdefault(over.start, []).append(word)
            else:
                return False
    if sum(len(words) - 1 for words in numbers.values()) < _ENOUGH:
        return False
    is_whole = most == len(numbers) == max(numbers) - min(numbers) + 1
    return any(
        all(
            _agree(edge, words)
            and (
                (is_whole and len(words) > 1)
                or any(_agree(edge, [label, *words]) for label in labels.get(place, ()))
            )
            for place, words in numbers.items()
        )
        for edge in _EDGES
    )


def _is_label(text: str) -> bool:
    """Say whether a text has words, and no number behind them that belongs to another column."""
    return any(map(str.isalpha, text)) and _NUMBER_BEHIND.search(text) is None


def _are_evenly_parted(lines: Iterable[str]) -> bool:
    """Say whether each gap is so many times one: that parts the cells, and blanks widen it."""
    gaps = [[len(gap) for gap in _GAP.findall(line)] for line in lines]
    unit = gcd(*(gap for row in gaps for gap in row))
    return unit > 1 and all(sum(row) <= unit * _MOST_GAPS for row in gaps)


def _agree(edge: Callable[[_Word], float], words: Sequence[_Word]) -> bool:
    """Say whether texts have an edge in one place, give or take a character."""
    at = [edge(word) for word in words]
    return max(at) - min(at) <= 1


_EDGES: Final[tuple[Callable[[_Word], float], ...]] = (
    lambda word: word.start,
    lambda word: word.stop,
    lambda word: (word.start + word.stop) / 2,
)


def _columns(words: Sequence[_Word]) -> list[tuple[int, int]]:
    """Return where the columns stand, each as wide as the narrower texts that it is alone under."""
    columns: list[tuple[int, int]] = []
    for word in words:
        over = _over(columns, word)
        if len(over) > 1:
            continue
        start, stop = word.start, word.stop
        for column in columns[over.start : over.stop]:
            start, stop = min(start, column[0]), max(stop, column[1])
        columns[over.start : over.stop] = [(start, stop)]
    return columns


def _extent(word: _Word) -> int:
    return word.stop - word.start


def _over(columns: Sequence[tuple[int, int]], word: _Word) -> range:
    """Return which of the columns, none of which overlap, a word stands under."""
    return range(
        bisect_right(columns, word.start, key=itemgetter(1)),
        bisect_left(columns, word.stop, key=itemgetter(0)),
    )


def require_few(cells: int) -> None:
    """Raise `LimitExceededError` for more cells than are read."""
    if cells > MAX_CELLS:
        raise LimitExceededError(
            Bilingual(
                f"表格合计超过 {MAX_CELLS} 格",
                f"the tables have more than {MAX_CELLS} cells together",
            )
        )


def _cell(text: str, place: Place, table: int, row: int, column: int) -> Cell:
    return Cell(
        text.strip(),
        place=Place(line=place.line, page=place.page, table=table, row=row, column=column),
    )


def tabulated(
    rows: Sequence[tuple[Sequence[str], Place]], number: int, *, is_ragged: bool | None = None
) -> Table:
    """Return a table of texts; it is ragged where its rows differ in length, unless it is said."""
    require_few(sum(len(row) for row, _ in rows))
    cells = tuple(
        tuple(_cell(text, place, number, r, c) for c, text in enumerate(row, 1))
        for r, (row, place) in enumerate(rows, 1)
    )
    if is_ragged is None:
        is_ragged = len({len(row) for row in cells}) > 1
    return Table(cells, is_ragged=is_ragged, place=attrs.evolve(rows[0][1], table=number))
