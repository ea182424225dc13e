"""Take the figures from the tables: right, or blank with a problem that names them."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import Final, TypeAlias

import attrs
import msgspec

from govinfo_report.document import Place
from govinfo_report.layout.cells import Row, Token
from govinfo_report.layout.fitting import Slot, fit
from govinfo_report.layout.numbers import Sort, parse
from govinfo_report.layout.problems import Problem, ProblemKind
from govinfo_report.layout.provenance import Confidence, Origin
from govinfo_report.layout.tables import Block, Entry, blocks, entries, form_rows
from govinfo_report.model import FigureValue, figure_paths
from govinfo_report.vocabulary import Edition, Measure

_SORTS: Final[Mapping[str, Sort]] = {
    **{measure.value: Sort.AMOUNT for measure in Measure if measure.is_amount},
    **{measure.value: Sort.CHANGE for measure in Measure if measure.is_signed},
}
_BLANKING: Final = {
    ProblemKind.UNKNOWN_LABEL,
    ProblemKind.UNUSED_NUMBER,
    ProblemKind.OTHER_EDITION,
    ProblemKind.AMBIGUOUS_ROW,
}
"""Problems that name what may be missing because of them, as long as it is."""


class Figures(msgspec.Struct, frozen=True):
    """What the tables say."""

    edition: Edition
    values: Mapping[str, FigureValue]
    """Every figure that was found for certain, blanks included."""
    origins: Mapping[str, Origin]
    """Where each figure of the edition comes from."""
    problems: tuple[Problem, ...]


class _Claim(msgspec.Struct, frozen=True):
    """What one row says of one figure."""

    path: str
    row: Row
    slot: Slot
    label: Token | None

    @property
    def cell(self) -> Token | None:
        return self.slot.cells[0] if self.slot.cells else None

    @property
    def place(self) -> Place:
        return self.cell.place if self.cell else self.row.place

    @property
    def text(self) -> str:
        return self.cell.text if self.cell else ""

    @property
    def labels(self) -> tuple[Token, ...]:
        column = self.slot.column.token if self.slot.column else None
        return tuple(token for token in (self.label, column) if token)

    @property
    def confidence(self) -> Confidence:
        if self.slot.is_inferred:
            return Confidence.POSITION
        exact = all(token.match and token.match.is_exact for token in self.labels)
        return Confidence.EXACT if exact else Confidence.VARIANT

    @property
    def is_torn(self) -> bool:
        """Whether the source breaks off before this is known to be whole."""
        tokens = self.row.tokens
        return self.row.is_last and (
            self.cell is None or self.cell.kind == "empty" or self.cell is tokens[-1]
        )


_Read: TypeAlias = tuple[Entry, tuple[Slot, ...]]


def figures(rows: Sequence[Row], edition: Edition) -> Figures:
    """Return the figures of an edition that the rows hold, and what is wrong with the others."""
    found: list[Entry] = []
    known: list[Entry] = []
    claims: dict[str, list[_Claim]] = {}
    problems: list[Problem] = []
    for block in blocks(rows):
        ours = list(entries(block, edition, found[-1].name if found else None))
        read: list[_Read] = []
        named = [entry for entry in ours if entry.name]
        for entry, slots in zip(named, fit(block, named, edition), strict=True):
            if slots:
                read.append((entry, slots))
            else:
                paths = form_rows(edition)[entry.name or ""]
                problems.append(_at(entry.row, ProblemKind.AMBIGUOUS_ROW, figures=paths))
        taken = [
            _Claim(slot.path, entry.row, slot, entry.label)
            for entry, slots in read
            for slot in slots
            if slot.path
        ]
        for claim in taken:
            claims.setdefault(claim.path, []).append(claim)
        for entry, slots in read:
            problems += _left_over(entry, slots)
        problems += _odd_labels(block, read, edition)
        problems += _without_labels(read)
        problems += _columns_out_of_order(read, edition)
        problems += _misspelt(block, named, taken)
        found += ours
        known += [entry for entry, _ in read]
    problems += _unnamed(found, edition)
    problems += _rows_out_of_order(known, edition)
    return _settle(claims, problems, edition)


def stated(rows: Sequence[Row]) -> Figures | None:
    """Return the figures whose paths the source states, none where it states none."""
    cells = [(row, token) for row in rows for token in row.tokens if token.figure]
    if not cells:
        return None
    claims: dict[str, list[_Claim]] = {}
    for row, token in cells:
        path = token.figure or ""
        claims.setdefault(path, []).append(
            _Claim(path, row, Slot(path, None, cells=(token,)), None)
        )
    edition = max(Edition, key=lambda e: len(claims.keys() & {*figure_paths(e)}))
    odd = claims.keys() - {*figure_paths(edition)}
    problems = [
        _at(row, ProblemKind.UNKNOWN_LABEL, token.figure or "")
        for row, token in cells
        if token.figure in odd
    ]
    return _settle(claims, problems, edition)


def _at(row: Row, kind: ProblemKind, text: str = "", figures: Sequence[str] = ()) -> Problem:
    return Problem(kind=kind, where=row.place, text=text or row.text, figures=tuple(figures))


def _left_over(entry: Entry, slots: Iterable[Slot]) -> Iterator[Problem]:
    """Yield what stands in a row and was neither label nor value."""
    used = {id(cell) for slot in slots for cell in slot.cells}
    rest = [t for t in entry.row.tokens if id(t) not in used and not t.is_carried]
    for kind, sort in (("number", ProblemKind.UNUSED_NUMBER), ("text", ProblemKind.UNPLACED_TEXT)):
        if texts := [token.text for token in rest if token.kind == kind]:
            yield _at(entry.row, sort, " | ".join(texts))


def _odd_labels(block: Block, read: Iterable[_Read], edition: Edition) -> Iterator[Problem]:
    """Yield each column label that leads to no figure of the rows below it."""
    odd: dict[tuple[ProblemKind, tuple[str, ...]], list[Token]] = {}
    read = [(entry, slots) for entry, slots in read if any(slot.column for slot in slots)]
    for column in block.columns if read else ():
        if column.token is None or column.leaf == "subtotal":
            continue
        below = [(entry, slot) for entry, slots in read for slot in slots if slot.column is column]
        if below and (
            any(slot.path for _, slot in below)
            or not any(cell.kind != "empty" for _, slot in below for cell in slot.cells)
        ):
            continue
        is_other = bool(below) and column.leaf in _foreign_measures(edition)
        kind = ProblemKind.OTHER_EDITION if is_other else ProblemKind.UNKNOWN_LABEL
        paths = tuple(path for entry, _ in below for path in form_rows(edition)[entry.name or ""])
        odd.setdefault((kind, paths), []).append(column.token)
    for (kind, paths), tokens in odd.items():
        text = " | ".join(token.text for token in tokens)
        yield Problem(kind=kind, where=tokens[0].place, text=text, figures=paths)


@cache
def _foreign_measures(edition: Edition) -> frozenset[str]:
    """Return the columns of table two that the edition has not."""
    leaves = {path.rpartition(".")[2] for path in figure_paths(edition)}
    return frozenset(measure.value for measure in Measure) - leaves


def _without_labels(read: Iterable[_Read]) -> Iterator[Problem]:
    """Yield the figures under one header that were told by their position alone."""
    told = [
        (entry.row, slot.path)
        for entry, slots in read
        for slot in slots
        if slot.path and slot.is_inferred and any(cell.kind != "empty" for cell in slot.cells)
    ]
    if told:
        yield _at(told[0][0], ProblemKind.LABEL_NOT_FOUND, figures=[path for _, path in told])


def _columns_out_of_order(read: Iterable[_Read], edition: Edition) -> Iterator[Problem]:
    """Yield the figures whose columns stand in another order than in the form."""
    moved: list[tuple[Row, str]] = []
    for entry, slots in read:
        order = form_rows(edition)[entry.name or ""]
        paths = [slot.path for slot in slots if slot.path]
        sought = sorted(paths, key=order.index)
        moved += [(entry.row, p) for p, other in zip(paths, sought, strict=True) if p != other]
    if moved:
        yield _at(moved[0][0], ProblemKind.OUT_OF_ORDER, figures=[path for _, path in moved])


def _rows_out_of_order(found: Iterable[Entry], edition: Edition) -> Iterator[Problem]:
    """Yield the rows of each table that stand in another order, or category, than in the form."""
    order = list(form_rows(edition))
    for part in ("proactive", "requests"):
        first: dict[str, Entry] = {}
        for entry in found:
            if entry.name and entry.name.startswith(part):
                first.setdefault(entry.name, entry)
        settled = _in_place([order.index(name) for name in first])
        moved = [
            entry
            for place, entry in enumerate(first.values())
            if place not in settled or entry.is_misplaced
        ]
        if moved:
            paths = [path for e in moved for path in form_rows(edition)[e.name or ""]]
            yield _at(moved[0].row, ProblemKind.OUT_OF_ORDER, figures=paths)


def _in_place(ranks: Sequence[int]) -> set[int]:
    """Return the places whose ranks are in order whichever others are taken for the moved ones.

    Those stand where sorting puts them, or are in each of the longest rising runs of ranks. Of two
    neighbours that have changed places either may be the one that was moved; neither is in place.
    """
    upto = _rising(ranks)
    beyond = _rising([-rank for rank in reversed(ranks)])[::-1]
    longest = max(upto, default=0)
    shared = [i for i, ends in enumerate(upto) if ends + beyond[i] > longest]
    steps = Counter(upto[place] for place in shared)
    stayed = {
        i for i, (one, other) in enumerate(zip(ranks, sorted(ranks), strict=True)) if one == other
    }
    return stayed | {place for place in shared if steps[upto[place]] == 1}


def _rising(ranks: Sequence[int]) -> list[int]:
    """Return how long the longest rising run of ranks is that ends at each place."""
    lengths: list[int] = []
    for place, rank in enumerate(ranks):
        shorter = (lengths[i] for i in range(place) if ranks[i] < rank)
        lengths.append(max(shorter, default=0) + 1)
    return lengths


def _misspelt(block: Block, named: Iterable[Entry], taken: Iterable[_Claim]) -> Iterator[Problem]:
    """Yield each label that was read although it is misspelt."""
    paths: dict[int, list[str]] = {}
    for claim in taken:
        for label in claim.labels:
            paths.setdefault(id(label), []).append(claim.path)
    for row in (*block.header, *(entry.row for entry in named)):
        for token in row.tokens:
            if token.match and token.match.meant and not token.is_carried:
                yield Problem(
                    kind=ProblemKind.MISSPELT_LABEL,
                    where=token.place,
                    text=token.text,
                    figures=tuple(paths.get(id(token), ())),
                    meant=token.match.meant,
                )


def _unnamed(found: Sequence[Entry], edition: Edition) -> Iterator[Problem]:
    """Yield each row that holds something and is no row of the form."""
    order = [*form_rows(edition)]
    present = {entry.name for entry in found if entry.row.values()}
    above: str | None = None
    below = [entry.name for entry in reversed(found) if entry.name]
    for entry in found:
        row, kinds = entry.row, {token.kind for token in entry.row.tokens}
        if entry.name:
            above = below.pop()
        elif "number" in kinds:
            part = entry.block.part
            rows = [name for name in order if part and name.startswith(part)]
            paths = _may_be(rows, above, below[-1] if below else None, present)
            said = [t.text for t in _before_numbers(row) if t.kind in {"text", "label"}]
            kind = ProblemKind.UNKNOWN_LABEL if said else ProblemKind.UNUSED_NUMBER
            figures = [path for name in paths for path in form_rows(edition)[name]]
            yield _at(row, kind, said[-1] if said else "", figures)
        elif "text" in kinds:
            yield _at(row, ProblemKind.UNPLACED_TEXT)


def _before_numbers(row: Row) -> Iterator[Token]:
    return takewhile(lambda token: token.kind != "number", row.tokens)


def _may_be(
    rows: Sequence[str], above: str | None, below: str | None, present: Container[str | None]
) -> list[str]:
    """Return the missing rows of the form that a row may be: those between its neighbours."""
    start = rows.index(above) + 1 if above in rows else 0
    stop = rows.index(below) if below in rows else len(rows)
    missing = [name for name in rows if name not in present]
    return [name for name in rows[start:stop] if name in missing] or missing


def _settle(
    claims: Mapping[str, Sequence[_Claim]], problems: Sequence[Problem], edition: Edition
) -> Figures:
    """Give each figure the one value that is claimed for it."""
    values: dict[str, FigureValue] = {}
    origins = dict.fromkeys(figure_paths(edition), Origin(Place(), "", Confidence.MISSING))
    settled: list[Problem] = []
    for path in origins:
        rivals = claims.get(path, ())
        rivals = [c for c in rivals if c.cell and c.cell.kind != "empty"] or rivals[:1]
        if not rivals:
            continue
        problem, value = _value(path, rivals)
        confidence = Confidence.MISSING if problem else rivals[0].confidence
        origins[path] = Origin(rivals[0].place, rivals[0].text, confidence)
        if problem:
            settled.append(problem)
        else:
            values[path] = value
    named = [_narrowed(problem, values) for problem in problems]
    known = {path for problem in (*named, *settled) for path in problem.figures}
    lost = [path for path in origins if path not in values and path not in known]
    return Figures(edition, values, origins, (*named, *settled, *_not_found(lost, edition)))


def _narrowed(problem: Problem, values: Mapping[str, FigureValue]) -> Problem:
    """Return a problem that names only what is blank because of it, each figure once."""
    paths = dict.fromkeys(problem.figures)
    if problem.kind in _BLANKING:
        paths = {path: None for path in paths if values.get(path) is None}
    if len(paths) == len(problem.figures):
        return problem
    return attrs.evolve(problem, figures=tuple(paths))


def _value(path: str, rivals: Sequence[_Claim]) -> tuple[Problem | None, FigureValue]:
    """Return what all claims agree on, or the problem if they do not or it is no number."""
    sort = sort_of(path)
    values: set[FigureValue | str] = set()
    for claim in rivals:
        unit = claim.slot.column.unit if claim.slot.column else None
        for cell in claim.slot.cells or (None,):
            values.add(_read(cell, sort, unit) if cell else None)
    value = next(iter(values))
    if any(claim.is_torn for claim in rivals):
        kind = ProblemKind.TRUNCATED_TEXT
    elif len(values) > 1:
        kind = ProblemKind.CONFLICTING_VALUES
    elif isinstance(value, str):
        kind = ProblemKind.NOT_A_NUMBER
    else:
        return None, value
    text = " / ".join(dict.fromkeys(cell.text for c in rivals for cell in c.slot.cells))
    return Problem(kind=kind, where=rivals[-1].place, text=text, figures=(path,)), None


def _read(cell: Token, sort: Sort, unit: str | None) -> FigureValue | str:
    """Return what a cell holds, its text if that is no number."""
    if cell.kind == "text":
        return cell.text
    try:
        return parse(cell.text, sort, unit)
    except ValueError:
        return cell.text


def sort_of(path: str) -> Sort:
    """Return what kind of number a figure is."""
    return _SORTS.get(path.rpartition(".")[2], Sort.COUNT)


def _not_found(lost: Sequence[str], edition: Edition) -> Iterator[Problem]:
    """Yield one problem for each table that is missing, else for each row, else for each column."""
    rest: dict[str, list[str]] = {}
    for part in dict.fromkeys(path.split(".")[0] for path in lost):
        ours = [path for path in lost if path.startswith(part)]
        rows = [paths for paths in form_rows(edition).values() if paths[0].startswith(part)]
        if len(ours) == sum(map(len, rows)):
            yield Problem(kind=ProblemKind.FIGURE_NOT_FOUND, figures=tuple(ours))
            continue
        for paths in rows:
            missing = [path for path in paths if path in ours]
            if len(missing) == len(paths):
                yield Problem(kind=ProblemKind.FIGURE_NOT_FOUND, figures=paths)
                continue
            for path in missing:
                rest.setdefault(f"{part}.{path.rpartition('.')[2]}", []).append(path)
    for column in rest.values():
        yield Problem(kind=ProblemKind.FIGURE_NOT_FOUND, figures=tuple(column))
