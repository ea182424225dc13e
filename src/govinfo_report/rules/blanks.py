"""Blanks: where they are, what the identities leave them, and whether anything fits at all.

All identities at once are the conservation laws of a network. Sum up, with a suitable sign each,
the identities that mention a blank: in table three a blank stands in at most one identity with +1
and in one with -1, so it is a flow from one identity to another (or from one to the outside,
where it stands in one only), and to fill the blanks is to find a flow that gives every identity
what its known figures lack. One identity does not fit that picture, the sum over the row （七）总计;
but it follows from the others, namely as the sum of the identities over the outcomes. So where it
takes part, it is represented by what that sum adds to the others.

Hence everything here is exact and needs no solver: there is a filling with numbers if and only if
there is one with whole numbers, augmenting paths find it, and a blank has no other value if
and only if no cycle of the residual network passes through it.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cache
from heapq import heapify, heappop, heappush
from itertools import groupby
from typing import Final, TypeAlias

import attrs

from govinfo_report.errors import Bilingual
from govinfo_report.form import form
from govinfo_report.model import AnnualReport, FigureValue
from govinfo_report.rules.catalogue import RULES, Severity
from govinfo_report.rules.finding import Finding
from govinfo_report.rules.identities import Identity, identities, judge
from govinfo_report.rules.rows import Row, tables
from govinfo_report.vocabulary import Edition

SEARCH_LIMIT: Final = 1_000
"""How many sets of identities are looked at for a smallest conflict.

Conflicts met in practice are found among the first dozens. Beyond the limit a conflict from which
nothing can be left out is given, which may not be the smallest.
"""


class _Place(Enum):
    """Where an identity of table three stands to the identity over the row （七）总计."""

    WITHIN = auto()
    """It is over outcomes: an outcome's row, or a column down to （七）总计."""
    HINGE = auto()
    """It is that identity itself, the sum of all those within."""
    WITHOUT = auto()
    """It is another: over what came in, what is left, or table four."""


@cache
def _stance(identity: Identity) -> tuple[_Place, int]:
    """Return the place of an identity and the sign with which it is summed up.

    With these signs, a figure that stands in two identities within or without stands in one with
    +1 and in the other with -1, and the sum of all within is the hinge.
    """
    _, row, *_, column = identity.left[0].split(".")
    total_column = -1 if column == "total" else 1
    match identity.rule, row:
        case "requests-row-total", "outcomes":
            return _Place.WITHIN, -1
        case "requests-row-total", "outcomes_total":
            return _Place.HINGE, -1
        case "requests-row-total", "carried_forward":
            return _Place.WITHOUT, -1
        case "requests-outcomes-total", _:
            return _Place.WITHIN, total_column
        case "requests-balance", _:
            return _Place.WITHOUT, total_column
    return _Place.WITHOUT, 1


@attrs.frozen
class _Equation:
    """The blanks of an identity: coefficients times blanks plus a constant are zero."""

    identity: Identity
    place: _Place
    coefficients: Mapping[str, int]
    constant: int


@attrs.frozen
class Filling:
    """What the identities say of the blanks of a report, those broken by themselves left out."""

    determined: Mapping[str, int]
    """The blanks that can hold one value only, with that value."""
    conflicts: tuple[tuple[Identity, ...], ...]
    """Smallest sets of identities that each could hold, but not all at once; none in common."""


def fill(report: AnnualReport) -> Filling:
    """Return what the identities leave the blanks of a report.

    An identity that no filling of its own blanks satisfies is a finding of its own and does not
    take part.
    """
    determined: dict[str, int] = {}
    conflicts = []
    for equations in _components(_equations(report)):
        network = _Network(equations)
        if network.is_balanced:
            determined |= network.determined()
        else:
            conflicts.append(tuple(e.identity for e in _smallest_conflict(equations)))
    return Filling(determined, tuple(conflicts))


def _equations(report: AnnualReport) -> list[_Equation]:
    figures = report.figures()
    found = []
    for identity in identities(report.edition):
        blanks = [path for path in identity.figures if figures[path] is None]
        if not blanks or judge(identity, figures):
            continue
        place, sign = _stance(identity)
        signs = {path: sign if path in identity.left else -sign for path in identity.figures}
        constant = sum(signs[p] * int(v) for p in signs if (v := figures[p]) is not None)
        found.append(_Equation(identity, place, {path: signs[path] for path in blanks}, constant))
    return found


def _components(equations: Sequence[_Equation]) -> Iterator[list[_Equation]]:
    """Yield the equations in groups that have no blank in common, each in form order."""
    left = dict(enumerate(equations))
    while left:
        group = [min(left)]
        del left[group[0]]
        for number in group:  # grows on the way
            blanks = equations[number].coefficients.keys()
            joined = [n for n, e in left.items() if not blanks.isdisjoint(e.coefficients)]
            group += joined
            for other in joined:
                del left[other]
        yield [equations[number] for number in sorted(group)]


# ── the network ──────────────────────────────────────────────────────────────────────────────

_OUTSIDE: Final = 0

_Arc: TypeAlias = tuple[str, int, int]  # a blank, the node it leaves and the node it enters


class _Network:
    """Equations as the nodes of a network and their blanks as its arcs, with a flow through it."""

    def __init__(self, equations: Iterable[_Equation]) -> None:
        nodes = list(_nodes(equations))
        ends: dict[str, dict[int, int]] = {}
        for node, (coefficients, _) in enumerate(nodes, _OUTSIDE + 1):
            for path, sign in coefficients.items():
                ends.setdefault(path, {})[sign] = node
        self._arcs: list[_Arc] = [
            (path, end.get(-1, _OUTSIDE), end.get(1, _OUTSIDE)) for path, end in ends.items()
        ]
        self._flow = [0] * len(self._arcs)
        self._excess = [0, *(constant for _, constant in nodes)]
        self._steps: list[list[tuple[int, int, bool]]] = [[] for _ in self._excess]
        for arc, (_, tail, head) in enumerate(self._arcs):
            self._steps[tail].append((arc, head, True))
            self._steps[head].append((arc, tail, False))
        for source in (*range(_OUTSIDE + 1, len(self._excess)), _OUTSIDE):
            while (source == _OUTSIDE or self._excess[source] > 0) and self._send(source):
                pass

    @property
    def is_balanced(self) -> bool:
        """Whether the flow gives every node what it lacks, which is whether any flow does."""
        return not any(self._excess[_OUTSIDE + 1 :])

    def determined(self) -> dict[str, int]:
        """Return the blanks whose flow is the same in every flow that gives nodes what they lack.

        More can flow through an arc if its head leads back to its tail, less if anything flows
        and its tail leads to its head, in either case past the arc itself.
        """
        return {
            path: flow
            for arc, ((path, tail, head), flow) in enumerate(
                zip(self._arcs, self._flow, strict=True)
            )
            if not self._leads(head, tail, arc) and not (flow and self._leads(tail, head, arc))
        }

    def _send(self, source: int) -> bool:
        """Send what a node has too much to the nearest that lacks some, or outside, if any."""
        came: dict[int, tuple[int, int, bool]] = {}
        queue = deque([source])
        while queue:
            node = queue.popleft()
            if node != source and (node == _OUTSIDE or self._excess[node] < 0):
                self._augment(source, node, came)
                return True
            for arc, other, forward in self._steps[node]:
                if other != source and other not in came and (forward or self._flow[arc]):
                    came[other] = (node, arc, forward)
                    queue.append(other)
        return False

    def _augment(self, source: int, sink: int, came: Mapping[int, tuple[int, int, bool]]) -> None:
        bounds = [] if source == _OUTSIDE else [self._excess[source]]
        if sink != _OUTSIDE:
            bounds.append(-self._excess[sink])
        path = []
        node = sink
        while node != source:
            node, arc, forward = came[node]
            path.append((arc, forward))
            if not forward:
                bounds.append(self._flow[arc])
        amount = min(bounds)
        for arc, forward in path:
            self._flow[arc] += amount if forward else -amount
        self._excess[source] -= amount
        self._excess[sink] += amount

    def _leads(self, start: int, goal: int, without: int) -> bool:
        """Say whether more could flow from one node to another, leaving an arc alone."""
        seen = {start}
        queue = [start]
        for node in queue:  # grows on the way
            for arc, other, forward in self._steps[node]:
                if arc != without and other not in seen and (forward or self._flow[arc]):
                    if other == goal:
                        return True
                    seen.add(other)
                    queue.append(other)
        return False


def _nodes(equations: Iterable[_Equation]) -> Iterator[tuple[Mapping[str, int], int]]:
    """Yield what is conserved at each node: each equation, the hinge less those within."""
    around: list[tuple[_Equation, int]] = []
    for equation in equations:
        if equation.place is not _Place.HINGE:
            yield equation.coefficients, equation.constant
        if equation.place is not _Place.WITHOUT:
            around.append((equation, 1 if equation.place is _Place.HINGE else -1))
    if any(equation.place is _Place.HINGE for equation, _ in around):
        hinge, constant = _sum(around)
        yield {path: sign for path, sign in hinge.items() if sign}, constant


# ── conflicts ────────────────────────────────────────────────────────────────────────────────


def _smallest_conflict(equations: Sequence[_Equation]) -> tuple[_Equation, ...]:
    """Return the equations with the fewest blanks that cannot all hold, of some that cannot.

    Whatever cannot hold shows in a sum of equations, each taken once, in which all blanks have
    the same sign and the constant has it too: of those other than the hinge as they are, or of
    the hinge and others, those within taken negative.
    """
    others = [(e, 1) for e in equations if e.place is not _Place.HINGE]
    turned = [(e, -1 if e.place is _Place.WITHIN else 1) for e in equations]
    hinges = [index for index, (e, _) in enumerate(turned) if e.place is _Place.HINGE]
    found = [
        conflict
        for signed, seeds in ((others, range(len(others))), (turned, hinges))
        if (conflict := _search(signed, seeds))
    ]
    return min(found, key=_count_blanks, default=()) or _irreducible(equations)


def _count_blanks(equations: Iterable[_Equation]) -> int:
    return len({path for equation in equations for path in equation.coefficients})


def _search(
    signed: Sequence[tuple[_Equation, int]], seeds: Iterable[int]
) -> tuple[_Equation, ...] | None:
    """Return the first conflict among growing sets of equations, those of fewest blanks first."""
    numbers: dict[str, int] = {}
    masks = [  # the blanks of each equation as bits
        sum(1 << numbers.setdefault(path, len(numbers)) for path in equation.coefficients)
        for equation, _ in signed
    ]
    heap: list[tuple[int, int, tuple[int, ...], int]] = [
        (masks[seed].bit_count(), 1, (seed,), masks[seed]) for seed in seeds
    ]
    heapify(heap)
    seen = {chosen for _, _, chosen, _ in heap}
    for _ in range(SEARCH_LIMIT):
        if not heap:
            break
        _, size, chosen, blanks = heappop(heap)
        total, constant = _sum(signed[index] for index in chosen)
        if constant and all(coefficient * constant >= 0 for coefficient in total.values()):
            return tuple(signed[index][0] for index in chosen)
        for index, mask in enumerate(masks):
            if mask & blanks and index not in chosen:
                grown = tuple(sorted((*chosen, index)))
                if grown not in seen:
                    seen.add(grown)
                    heappush(heap, ((mask | blanks).bit_count(), size + 1, grown, mask | blanks))
    return None


def _sum(signed: Iterable[tuple[_Equation, int]]) -> tuple[Counter[str], int]:
    """Return the coefficients and the constant of a sum of equations, each with a sign."""
    total: Counter[str] = Counter()
    constant = 0
    for equation, sign in signed:
        constant += sign * equation.constant
        for path, coefficient in equation.coefficients.items():
            total[path] += sign * coefficient
    return total, constant


def _irreducible(equations: Sequence[_Equation]) -> tuple[_Equation, ...]:
    """Return equations that cannot all hold, but could if any one of them were left out."""
    kept = list(equations)
    for equation in equations:
        rest = [other for other in kept if other is not equation]
        if not _Network(rest).is_balanced:
            kept = rest
    return tuple(kept)


# ── findings ─────────────────────────────────────────────────────────────────────────────────


def check_blanks(report: AnnualReport) -> Iterator[Finding]:
    """Yield the blanks, then the identities that contradict each other over them.

    Blanks that follow one another in a row are one finding, and so are rows that follow one
    another with nothing filled in. Blanks to which the identities leave one value each are kept
    apart from the others, as a note.
    """
    filling = fill(report)
    for table in tables(report).values():
        for run in _runs(table, filling.determined):
            yield _blank(report.edition, run, filling.determined)
    for conflict in filling.conflicts:
        yield _conflict(report.edition, conflict, report.figures())


def _runs(table: Iterable[Row], determined: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the blanks of a table that make one finding, in form order."""
    runs: list[tuple[object, bool, list[str]]] = []
    for paths, values in table:
        if None not in values:
            runs.append((False, True, []))
            continue
        kinds = {
            path: value is None and ("determined" if path in determined else "open")
            for path, value in zip(paths, values, strict=True)
        }
        for kind, piece in groupby(paths, key=kinds.__getitem__):
            run = list(piece)
            is_row = len(run) == len(paths)
            if is_row and runs and runs[-1][:2] == (kind, is_row):
                runs[-1][2].extend(run)
            else:
                runs.append((kind, is_row, run))
    return (run for kind, _, run in runs if kind)


def _blank(edition: Edition, run: Sequence[str], determined: Mapping[str, int]) -> Finding:
    values = [determined[path] for path in run if path in determined]
    zh = en = ""
    if len(run) > 1:
        last = form(edition).figures[run[-1]].text
        zh, en = (
            f"，至“{last.zh}”共 {len(run)} 项",
            f", and so on to “{last.en}”, {len(run)} in all",
        )
    if values:
        only = ", ".join(map(str, values))
        zh += f"；按勾稽关系只能是 {only.replace(', ', '、')}"
        en += f"; the identities leave it only {only}"
    return Finding(
        rule="blank-figure",
        edition=edition,
        figures=tuple(run),
        expected=values[0] if values and len(run) == 1 else None,
        remark=Bilingual(zh, en) if zh else None,
        severity=Severity.NOTE if values else RULES["blank-figure"].severity,
    )


def _conflict(
    edition: Edition, conflict: Sequence[Identity], figures: Mapping[str, FigureValue]
) -> Finding:
    holders = Counter(path for i in conflict for path in i.figures if figures[path] is None)
    labels = form(edition).figures
    named = [(labels[identity.left[0]].text, identity.sentence) for identity in conflict]
    zh = "；".join(f"{sentence.zh}（{figure.zh}）" for figure, sentence in named)
    en = "; ".join(f"{sentence.en} ({figure.en})" for figure, sentence in named)
    return Finding(
        rule="blank-conflict",
        edition=edition,
        # First the blank that most of these identities are about, otherwise in form order.
        figures=tuple(sorted((p for p in labels if p in holders), key=lambda p: -holders[p])),
        remark=Bilingual(f"（涉及：{zh}）", f" (these: {en})"),
    )
