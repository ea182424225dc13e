"""Tables of which a dump has left one cell a line: put their rows together again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govinfo_report.document import Cell, Place, Table
from govinfo_report.layout.cells import classify
from govinfo_report.layout.columns import container, stands_below
from govinfo_report.layout.labels import Match

_ENOUGH: Final = 2
"""Lines that hold numbers, or marks for none, before lines are a table."""
_VALUES: Final = {"number", "blank"}

Line = tuple[str, Place]


def is_cell(text: str, after: str | None) -> bool:
    """Say whether a line may be a cell: a label, a value, or what has a value after it."""
    kind, _ = classify(text)
    return kind != "text" or (after is not None and classify(after)[0] in _VALUES)


def rolled_up(lines: Sequence[Line]) -> Table | None:
    """Return the table that lines of one cell each make, none if they make none."""
    said = [classify(text) for text, _ in lines]
    names = {label.axis for _, match in said if match for label in match.labels}
    if sum(kind in _VALUES for kind, _ in said) < _ENOUGH or not names & {"row", "block"}:
        return None
    rows = tuple(tuple(Cell(text, place=place) for text, place in row) for row in _rows(lines))
    return Table(rows, is_ragged=True, place=lines[0][1])


def _rows(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield lines by rows; each row ends where what follows cannot stand in it."""
    row: list[Line] = []
    for line in lines:
        if row and _begins_row([classify(text) for text, _ in row], *classify(line[0])):
            yield row
            row = []
        row.append(line)
    yield row


def _begins_row(row: Sequence[tuple[str, Match | None]], kind: str, match: Match | None) -> bool:
    """Say whether a cell stands in the row below."""
    labels = [label for _, label in row if label]
    is_header = any(container(each) or _is_column(each) for each in labels)
    if kind in _VALUES:
        return is_header or not (labels or row[-1][0] in {*_VALUES, "text"})
    if match is None or any(each in _VALUES for each, _ in row):
        return True
    if is_header and not (container(match) or match.names("leaf")):
        return True
    notes = [each for each in (*labels[-1:], match) if "caption" in each.names("note")]
    merged = [name for each in labels if (name := container(each))]
    return bool(notes) or any(stands_below(match, name) for name in merged)


def _is_column(match: Match) -> bool:
    return bool(match.names("leaf")) and not match.names("row")
