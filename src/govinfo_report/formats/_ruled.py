"""Tables in plain text: cells parted by tabs or bars, or columns aligned by spaces."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
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

    Where the columns cannot be told, as where one row has two texts in what is one column to
    the others, it is ragged. Columns are as wide as printed, a Chinese character being two
    wide, or as many characters wide, as some converters have it: whichever fits better.
    """
    texts = [_WORD.findall(line) for line, _ in lines]
    places = [place for _, place in lines]
    if sum(map(len, texts)) > _MAX_WORDS:
        return tabulated(list(zip(texts, places, strict=True)), number, is_ragged=True)
    laid_out = (_grid([_words(line, measure) for line, _ in lines]) for measure in (_width, len))
    is_ragged, _, rows = min(laid_out, key=lambda grid: grid[:2])
    rows = texts if is_ragged else rows
    return tabulated(list(zip(rows, places, strict=True)), number, is_ragged=is_ragged)


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


def _grid(lines: Sequence[Sequence[_Word]]) -> tuple[bool, int, list[list[str]]]:
    """Return whether the columns cannot be told, how many there are, and the rows.

    A text that reaches over several columns stands in the first of them.
    """
    columns = _columns(sorted((w for line in lines for w in line), key=_extent))
    placed = [[(_over(columns, word).start, word) for word in line] for line in lines]
    rows = [[""] * len(columns) for _ in lines]
    for row, words in zip(rows, placed, strict=True):
        for place, word in words:
            row[place] += word.text
    has_clash = any(len({place for place, _ in words}) < len(words) for words in placed)
    return has_clash or not _is_proven(placed), len(columns), rows


def _is_proven(placed: Sequence[Sequence[tuple[int, _Word]]]) -> bool:
    """Say whether no row lacks a number, or the numbers are aligned in columns that all show.

    Numbers that are parted by spaces alone stand apart as well, each in a column of its own.
    """
    numbers: dict[int, list[_Word]] = {}
    labels: dict[int, list[_Word]] = {}
    counts = [sum(is_number(word.text) for _, word in words) for words in placed]
    heads = [len(words) for words, count in zip(placed, counts, strict=True) if not count]
    most = max(counts, default=0)
    if {*counts} <= {0, max([most, *heads])}:
        return True  # no row of numbers lacks any
    for words in placed:
        for place, word in words:
            (numbers if is_number(word.text) else labels).setdefault(place, []).append(word)
    is_whole = most == len(numbers) == max(numbers, default=-1) - min(numbers, default=0) + 1
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
