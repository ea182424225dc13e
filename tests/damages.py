"""Seeded damages to documents, each with the figures that it concerns."""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Final, TypeAlias

import attrs
from msgspec.structs import replace

from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Table
from govinfo_report.form import form
from govinfo_report.layout.problems import ProblemKind
from govinfo_report.layout.recognise import recognise
from govinfo_report.model import FigureValue
from tests.documents import PROSE, TITLE, Rows, collapsed, padded, random_figures, repeated

Cells: TypeAlias = list[list[Cell]]
Tables: TypeAlias = list[Cells]
Damage: TypeAlias = Callable[[Cells, Random], tuple[Tables, set[str]]]
"""What becomes of a table, and the figures that it concerns."""

_CHARACTERS: Final = "甲乙丙丁戊己庚辛壬癸"


@attrs.frozen
class Damaged:
    """A document with what it said before, and what of that the damage concerns."""

    document: Document
    figures: Mapping[str, FigureValue]
    concerned: frozenset[str]


@attrs.frozen
class Outcome:
    """How a damaged document was read."""

    silent: frozenset[str]
    """Figures that are not as they were, and that no problem names."""
    blamed: frozenset[str]
    """Figures that are as they were, that the damage does not concern, and that a problem names."""
    doubted: frozenset[str]
    """Likewise, but of a problem that says that a label was not found.

    A label that is wanting may have led to a neighbour: what tells the one from the other went with
    it, so a few such doubts are right. They are counted apart.
    """
    lost: frozenset[str]
    """Figures that are not as they were although the damage does not concern them."""
    others: int
    """How many figures the damage does not concern."""


def _placed(rows: Cells) -> list[dict[int, Cell]]:
    """Return the cells of each row by the columns that they cover."""
    places: list[dict[int, Cell]] = [{} for _ in rows]
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in places[index]:
                column += 1
            for below in places[index : index + cell.rowspan]:
                below.update(dict.fromkeys(range(column, column + cell.colspan), cell))
    return places


def _led_to(rows: Cells, label: Cell) -> set[str]:
    """Return the figures beside a label, and those below it up to the next row of labels."""
    found: set[str] = set()
    is_below = False
    over: set[int] = set()
    for row in _placed(rows):
        columns = {column for column, cell in row.items() if cell is label}
        holds = any(cell.figure for cell in row.values())
        if columns and holds:
            found |= {cell.figure for cell in row.values() if cell.figure}
        over |= columns
        is_below = is_below and holds
        if over and holds and not columns:
            found |= {row[c].figure or "" for c in over & row.keys()} - {""}
        elif over and not columns and found:
            break
    return found


def _figures(row: list[Cell]) -> set[str]:
    return {cell.figure for cell in row if cell.figure}


def _row(rows: Cells, random: Random) -> int:
    """Choose a row that holds figures."""
    return random.choice([i for i, row in enumerate(rows) if _figures(row)])


def _labels(rows: Cells) -> list[Cell]:
    """Return the labels that lead to figures, and that stand once in the table."""
    texts = [cell.text for row in rows for cell in row]
    return [
        cell
        for row in rows
        for cell in row
        if not cell.figure and texts.count(cell.text) == 1 and _led_to(rows, cell)
    ]


def _said(rows: Cells, changed: Mapping[int, str]) -> Cells:
    return [[replace(c, text=changed.get(id(c), c.text)) for c in row] for row in rows]


def row_dropped(rows: Cells, random: Random) -> tuple[Tables, set[str]]:
    """Leave a row out, and what it merges with the rows below."""
    at = _row(rows, random)
    return [[*rows[:at], *rows[at + 1 :]]], _figures(rows[at])


def cell_shifted(rows: Cells, random: Random) -> tuple[Tables, set[str]]:
    """Take a cell out of a row, or put an empty one in."""
    at = _row(rows, random)
    row = rows[at]
    place = random.choice([i for i, cell in enumerate(row) if cell.figure])
    shifted = [*row[:place], *row[place + 1 :]]
    if random.random() < 0.5:
        shifted = [*row[:place], Cell(""), *row[place:]]
    return [[*rows[:at], shifted, *rows[at + 1 :]]], _figures(row)


def labels_swapped(rows: Cells, random: Random) -> tuple[Tables, set[str]]:
    """Put one label for another, and the other for the one."""
    one, other = random.sample(_labels(rows), 2)
    swapped = _said(rows, {id(one): other.text, id(other): one.text})
    return [swapped], _led_to(rows, one) | _led_to(rows, other)


def label_misspelt(rows: Cells, random: Random) -> tuple[Tables, set[str]]:
    """Put some characters of a label for others."""
    label = random.choice(_labels(rows))
    text = list(label.text)
    for place in random.sample(range(len(text)), min(random.randint(1, 3), len(text))):
        text[place] = random.choice(_CHARACTERS)
    return [_said(rows, {id(label): "".join(text)})], _led_to(rows, label)


def column_removed(rows: Cells, random: Random) -> tuple[Tables, set[str]]:
    """Leave out a column that holds figures."""
    places = _placed(rows)
    holds = {c for row in places for c, cell in row.items() if cell.figure}
    column = random.choice(sorted(holds))
    lost = {row[column].figure or "" for row in places if column in row} - {""}
    gone = {id(row[column]) for row in places if column in row}
    narrower = [
        [
            replace(cell, colspan=cell.colspan - (id(cell) in gone))
            for cell in row
            if id(cell) not in gone or cell.colspan > 1
        ]
        for row in rows
    ]
    return [narrower], lost


def page_cut(rows: Cells, random: Random) -> tuple[Tables, set[str]]:
    """Cut a table in two, and with it the label of the row if it is long."""
    at = _row(rows, random)
    above, below = [*rows[:at]], [list(row) for row in rows[at:]]
    label = next((i for i, c in enumerate(above[-1]) if not c.figure and len(c.text) > 3), None)
    if label is None or not _figures(above[-1]):
        return [above, below], set()
    cell = above[-1][label]
    half = len(cell.text) // 2
    above[-1] = [*above[-1]]
    above[-1][label] = replace(cell, text=cell.text[:half], rowspan=1)
    below.insert(0, [Cell(cell.text[half:]), *(Cell("") for _ in above[-1][1:])])
    return [above, below], _figures(above[-1])


def page_lost(rows: Cells, random: Random) -> tuple[Tables, set[str]]:
    """Leave out all rows from one on."""
    at = _row(rows, random)
    return [rows[:at]], {path for row in rows[at:] for path in _figures(row)}


DAMAGES: Final[tuple[Damage, ...]] = (
    row_dropped,
    cell_shifted,
    labels_swapped,
    label_misspelt,
    column_removed,
    page_cut,
    page_lost,
)
MANNERS: Final[tuple[Callable[[Rows], Rows], ...]] = (
    lambda rows: rows,
    repeated,
    padded,
    collapsed,
)
"""How merged cells are written."""


def damaged(seed: int) -> Damaged:
    """Return a document with one damage; the seed chooses everything."""
    random = Random(seed)  # noqa: S311 - nothing secret
    edition = random.choice(("2021", "2019"))
    figures = random_figures(edition, seed)
    manner, damage = MANNERS[seed % 4], DAMAGES[seed % 7]
    part = random.choice(("proactive", "requests", "disputes"))
    concerned: set[str] = set()
    blocks: list[Block] = []
    for each in form(edition).parts:
        blocks.append(Heading(each.heading, 2))
        if not each.is_table:
            blocks.append(Paragraph(PROSE))
            continue
        tables = [
            [
                [
                    Cell(
                        str(figures[c.figure]) if c.figure else c.text,
                        c.rowspan,
                        c.colspan,
                        figure=c.figure,
                    )
                    for c in row
                ]
                for row in form(edition).tables[each.name]
            ]
        ]
        if each.name == part:
            tables, concerned = damage(tables[0], random)
        blocks += _written(tables, manner)
    return Damaged(Document((Heading(TITLE, 1), *blocks)), figures, frozenset(concerned))


def _written(tables: Tables, manner: Callable[[Rows], Rows]) -> Iterator[Table]:
    for rows in tables:
        told = tuple(
            tuple(replace(c, figure=None, rowspan=min(c.rowspan, len(rows) - at)) for c in row)
            for at, row in enumerate(rows)
        )
        written = manner(told)
        yield Table(written, is_ragged=manner is collapsed)


def outcome(damage: Damaged) -> Outcome:
    """Read a damaged document, and compare it with what it said before."""
    found = recognise(damage.document)
    read = found.report.figures()
    named = {path for problem in found.problems for path in problem.figures}
    unfound = ProblemKind.LABEL_NOT_FOUND
    blamed = {path for p in found.problems if p.kind is not unfound for path in p.figures}
    doubted = {path for p in found.problems if p.kind is unfound for path in p.figures}
    wrong = {path for path, value in damage.figures.items() if read.get(path) != value}
    return Outcome(
        frozenset(wrong - named),
        frozenset(blamed - wrong - damage.concerned),
        frozenset(doubted - blamed - wrong - damage.concerned),
        frozenset(wrong - damage.concerned),
        len(damage.figures) - len(damage.concerned),
    )
