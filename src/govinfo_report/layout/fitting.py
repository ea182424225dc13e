"""Decide which value of a row belongs to which column: for certain, or not at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import msgspec
from msgspec.structs import replace

from govinfo_report.form import form
from govinfo_report.layout.cells import Row, Token
from govinfo_report.layout.columns import Column
from govinfo_report.layout.labels import RESULT
from govinfo_report.layout.tables import Block, Entry, categories, form_rows
from govinfo_report.vocabulary import Edition

_Shape: TypeAlias = tuple[int, tuple[str, ...]]
"""Which table a row is in, and what stands in it before the values."""

_ENOUGH: Final = 2
"""Rows that must agree on where the columns stand, where no header says so."""
_FEW: Final = 2
"""Labels that may be wrong in a header that is otherwise the form's own."""


class Slot(msgspec.Struct, frozen=True):
    """A place for a figure in a row."""

    path: str | None
    """The figure; none under a label that leads to none."""
    column: Column | None
    """The column; none where the form alone says what stands here."""
    is_inferred: bool = False
    """Whether the position says what this is, and no label of its own."""
    cells: tuple[Token, ...] = ()
    """What stands here: nothing, one cell, or several that ought to agree."""

    def holding(self, cells: tuple[Token, ...]) -> "Slot":
        """Return the same place with what stands there."""
        return Slot(self.path, self.column, self.is_inferred, cells)


def fit(block: Block, rows: Sequence[Entry], edition: Edition) -> list[tuple[Slot, ...] | None]:
    """Return the slots of each named row under one header, none where they cannot be told."""
    is_grid = _is_grid(block, rows)
    sizes = [len(form_rows(edition)[entry.name or ""]) for entry in rows]
    held: dict[int, Counter[int]] = {}
    for entry, size in zip(rows, sizes, strict=True):
        held.setdefault(size, Counter())[len(entry.row.values())] += 1
    widths = Counter((row.table, row.width) for row in (*block.header, *(e.row for e in rows)))
    slots = [
        _by_header(entry, edition)
        if is_grid and _has_width_of(entry.row, block) and _columns(entry)
        else _by_count(entry, edition, held[size], widths, rows)
        for entry, size in zip(rows, sizes, strict=True)
    ]
    if None in slots:
        shapes = _shapes(rows, slots, edition)
        slots = [
            told or _by_shape(entry, edition, held[size], shapes)
            for told, entry, size in zip(slots, rows, sizes, strict=True)
        ]
    return slots


def _slots(
    entry: Entry, edition: Edition, count: int, held: Counter[int]
) -> tuple[Slot, ...] | None:
    """Return the empty slots of a row that has so many values, none if there is no telling.

    The labels decide. Where they do not account for every value the form does, as long as no
    label contradicts it and no row holds more values than the form has columns. Labels decide
    nothing where a row holds more values than there are; nor where the form has more, unless
    several rows all hold as many: a lost label may be that of a column that is blank here.

    `held` says how many rows like this hold how many values.
    """
    wanted = form_rows(edition)[entry.name or ""]
    columns = _columns(entry)
    paths = [_path(entry, column, wanted) for column in columns]
    own = [path for path in paths if path]
    are_alike = len(held) == 1 < held.total()
    is_short = max(held) > count or (len(columns) < len(wanted) and not are_alike)
    if count == len(columns) == len({*own}) and not is_short:
        moved = sum(map(str.__ne__, own, sorted(own, key=wanted.index)))
        is_ordered = moved <= (0 if entry.row.is_ragged else _FEW)
        return _labelled(columns, paths, wanted) if is_ordered or _has_spans(columns) else None
    aligned = _aligned(columns, paths, wanted)
    is_whole = sum(slot.column is not None for slot in aligned) == len(columns)
    is_covered = bool(aligned) and (is_whole or count != len(columns))
    if count == len(wanted) >= max(held) and is_covered:
        return aligned
    return _labelled(columns, paths, wanted) if count == len(columns) and not is_short else None


def _labelled(
    columns: Sequence[Column], paths: Sequence[str | None], wanted: Sequence[str]
) -> tuple[Slot, ...] | None:
    """Return a slot for each label, none at all where odd ones may have shifted the others."""
    slots = tuple(map(_slot, paths, columns))
    own = [path for path in paths if path]
    if len(own) == len({*own}) and (
        len(own) in {0, len(columns)} or own == [*wanted] or _has_spans(columns)
    ):
        return slots
    odd = [path != other for path, other in zip(paths, wanted, strict=False)]
    if len(columns) != len(wanted) or sum(odd) > _FEW:
        return None
    return tuple(replace(s, path=None) if o else s for s, o in zip(slots, odd, strict=True))


def _slot(path: str | None, column: Column) -> Slot:
    return Slot(path, column, column.is_inferred)


def _has_spans(columns: Sequence[Column]) -> bool:
    return any(column.has_spans for column in columns)


def _columns(entry: Entry) -> tuple[Column, ...]:
    """Return the columns over a row, none where the header is that of another table."""
    part = (entry.name or "").split(".")[0]
    return entry.block.columns if entry.block.part == part else ()


def _path(entry: Entry, column: Column, wanted: Sequence[str]) -> str | None:
    """Return the figure of a row in a column, none if the form has none there."""
    if entry.name == "disputes":
        path = f"{column.block}.{(column.leaf or '').removeprefix(RESULT)}"
    else:
        path = f"{entry.name}.{column.leaf}"
    return path if path in wanted else None


def _aligned(
    columns: Sequence[Column], paths: Sequence[str | None], wanted: Sequence[str]
) -> tuple[Slot, ...]:
    """Return the slots that the form has, each with its column where the header has one.

    Empty if the header has what is wanted in another order.
    """
    if [*paths] == [*wanted]:  # as the form has it
        return tuple(map(_slot, wanted, columns))
    pairs = _longest(
        [
            [path == other or _may_be(column, path, other) for other in wanted]
            for column, path in zip(columns, paths, strict=True)
        ]
    )
    matched = {wanted[place] for place in pairs.values()}
    if any(path and path not in matched for path in paths):
        return ()
    if len(columns) == len(wanted) == len(pairs) + 1:
        index = next(i for i in range(len(columns)) if i not in pairs)
        if index not in pairs.values() and _resembles(columns[index], wanted[index]):
            pairs[index] = index
    found = {wanted[place]: (columns[index], paths[index]) for index, place in pairs.items()}
    return tuple(
        Slot(path, column, column is None or column.is_inferred or own is None)
        for path in wanted
        for column, own in [found.get(path, (None, None))]
    )


def _may_be(column: Column, path: str | None, wanted: str) -> bool:
    """Say whether a column of table four whose block is lost may be the one wanted."""
    return (
        path is None
        and column.block is None
        and (column.leaf or "").removeprefix(RESULT) == wanted.rpartition(".")[2]
        and wanted.startswith("disputes.")
    )


def _resembles(column: Column, path: str) -> bool:
    """Say whether an unknown label has a character of the one that alone is missing."""
    label = next(label for e in Edition if (label := form(e).figures.get(path))).labels[-1].zh
    return (
        column.leaf is None and column.token is not None and bool({*label} & {*column.token.text})
    )


def _longest(fits: Sequence[Sequence[bool]]) -> dict[int, int]:
    """Return the longest pairing of two sequences that keeps the order of both."""
    best: list[tuple[int, dict[int, int]]] = [(0, {})] * (len(fits[0]) + 1) if fits else [(0, {})]
    for i, row in enumerate(fits):
        before, best = best, [best[0]]
        for j, fit_here in enumerate(row):
            length, pairs = before[j]
            options = [before[j + 1], best[j]]
            if fit_here:
                options.insert(0, (length + 1, {**pairs, i: j}))
            best.append(max(options, key=lambda option: option[0]))
    return best[-1][1]


def _is_grid(block: Block, rows: Sequence[Entry]) -> bool:
    """Say whether all rows as wide as the header have their values under its labels."""
    return all(column.span for column in block.columns) and all(
        _lies_under(entry.row, block.columns) for entry in rows if _has_width_of(entry.row, block)
    )


def _has_width_of(row: Row, block: Block) -> bool:
    return not row.is_ragged and row.width == block.width


def _lies_under(row: Row, columns: Sequence[Column]) -> bool:
    """Say whether each value stands under one label, and no label under another."""
    spans = [column.span for column in columns if column.span]
    for token in row.tokens:
        if token.kind in {"label", "number", "blank"}:
            over = sum([start < token.stop and token.column < stop for start, stop in spans])
            if over != (token.kind != "label"):
                return False
    return True


def _by_header(entry: Entry, edition: Edition) -> tuple[Slot, ...] | None:
    """Let each column take what stands below its label."""
    wanted = form_rows(edition)[entry.name or ""]
    columns = _columns(entry)
    paths = [_path(entry, column, wanted) for column in columns]
    slots: tuple[Slot, ...] | None = _aligned(columns, paths, wanted)
    if not slots or len(slots) != len(columns) or not all(slot.column for slot in slots):
        slots = _labelled(columns, paths, wanted)
    tokens = entry.row.tokens
    return slots and tuple(slot.holding(_below(tokens, slot.column)) for slot in slots)


def _below(tokens: Sequence[Token], column: Column | None) -> tuple[Token, ...]:
    start, stop = (column and column.span) or (0, 0)
    cells = tuple([t for t in tokens if start < t.stop and t.column < stop])
    if len(cells) == 1:
        return cells
    return tuple(t for t in cells if t.kind != "empty") or cells[:1]


def _filled(slots: tuple[Slot, ...] | None, cells: Sequence[Token]) -> tuple[Slot, ...] | None:
    return slots and tuple(slot.holding((cell,)) for slot, cell in zip(slots, cells, strict=True))


def _by_count(
    entry: Entry,
    edition: Edition,
    held: Counter[int],
    widths: Mapping[tuple[int, int], int],
    rows: Sequence[Entry],
) -> tuple[Slot, ...] | None:
    """Accept as many values as there are columns, in their order.

    Empty cells count from the first value to the last. Where other rows hold more values, a row
    with gaps may lack some of its own.
    """
    values, extent = entry.row.values(), _extent(entry.row)
    if entry.row.has_label_among_values:
        return None
    if not values:
        return _blank(entry, edition, held, widths)
    slots = None
    if len(values) >= min(len(extent), max(held)):
        slots = _filled(_slots(entry, edition, len(values), held), values)
    slots = slots or _filled(_slots(entry, edition, len(extent), held), extent)
    if slots is None:
        return None
    # A header that lacks a label does not say which cell of a row that has one for each is empty.
    is_short = len(slots) < len(form_rows(edition)[entry.name or ""]) <= _cells(entry.row)
    is_long = 1 < len(slots) < _cells(entry.row) and not _is_padded(entry, rows, len(slots))
    return None if is_short or is_long else slots


def _is_padded(entry: Entry, rows: Sequence[Entry], count: int) -> bool:
    """Say whether cells beyond the columns are to be expected, rather than one told twice.

    The header is as wide then; or so are other rows, of which some have cells to spare and some
    have a label there. Rows that all have one cell too many do not vouch for one another.
    """
    row = entry.row
    others = (other.row for other in rows if other is not entry)
    alike = {
        _cells(other) > count
        for other in others
        if (other.table, other.width) == (row.table, row.width)
    }
    return _has_width_of(row, entry.block) or len(alike) > 1


def _cells(row: Row) -> int:
    """Return how many cells there are behind the last label, empty ones included."""
    return len(row.tokens) - row.label_count


def _blank(
    entry: Entry, edition: Edition, held: Counter[int], widths: Mapping[tuple[int, int], int]
) -> tuple[Slot, ...] | None:
    """Accept a row without values if another one, or the header, is as wide.

    Where merged cells are lost it must have a cell for each column as well.
    """
    row, columns = entry.row, _columns(entry)
    count = len(columns) or len(form_rows(edition)[entry.name or ""])
    if widths[row.table, row.width] == 1 and len(row.tokens) != count:
        return None
    if row.label_count == len(row.tokens) or (entry.block.columns and not columns):
        return None
    if row.is_ragged and _cells(row) < count:
        return None
    return _slots(entry, edition, count, held)


def _extent(row: Row) -> tuple[Token, ...]:
    """Return what stands from the first value to the last, empty cells included."""
    behind = row.tokens[row.label_count :]
    at = [i for i, token in enumerate(behind) if token.kind != "empty"]
    return behind[at[0] : at[-1] + 1] if at else ()


def _by_shape(
    entry: Entry,
    edition: Edition,
    held: Counter[int],
    shapes: Mapping[_Shape, set[tuple[int, int, int]]],
) -> tuple[Slot, ...] | None:
    """Put the cells where rows of the same shape, and of the same width, have theirs."""
    known = shapes.get(_shape(entry, edition), set())
    if len(known) != 1 or entry.row.has_label_among_values:
        return None
    width, start, count = next(iter(known))
    inside = entry.row.tokens[start : start + count]
    # The width is counted in columns: under a merged cell there may be fewer cells than that.
    is_alike = entry.row.width == width and len(inside) == count
    if not is_alike or not {*entry.row.values()} <= {*inside}:
        return None
    return _filled(_slots(entry, edition, count, held), inside)


def _shapes(
    rows: Sequence[Entry], slots: Sequence[tuple[Slot, ...] | None], edition: Edition
) -> Mapping[_Shape, set[tuple[int, int, int]]]:
    """Map each shape to width, first value and count of values of the rows that are complete.

    Only shapes that enough rows have are told; and where rows differ, all that they have.
    """
    found: dict[_Shape, list[tuple[int, int, int]]] = {}
    for entry, told in zip(rows, slots, strict=True):
        values = entry.row.values()
        if told and values and values == _extent(entry.row) and len(told) == len(values):
            start = next(i for i, token in enumerate(entry.row.tokens) if token is values[0])
            known = found.setdefault(_shape(entry, edition), [])
            known.append((entry.row.width, start, len(values)))
    return {shape: {*known} for shape, known in found.items() if len(known) >= _ENOUGH}


def _shape(entry: Entry, edition: Edition) -> _Shape:
    row, name = entry.row, entry.name or ""
    before = row.tokens[: max(row.label_count - 1, 0)]
    own = "in a category" if name in categories(edition) else name.rpartition(".")[0]
    return row.table, (*(t.match.labels[0].axis if t.match else t.kind for t in before), own)
