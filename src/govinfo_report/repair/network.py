"""The identities of an edition as flows through networks, derived from their data.

With a suitable sign for each identity, every figure stands in one of them with +1 and in another
with -1, or in one alone. So identities are nodes at which what comes in must go out, figures are
the arcs between them, and a report without broken identities is a circulation. One identity does
not fit, the sum over the row （七）总计, whose figures stand in two others besides; it follows from
those and is kept apart as the hinge.

Flows keep whole numbers whole, so whatever is asked of the figures (whether they can be
filled, between which bounds, which must change) is answered exactly and without a solver.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple, TypeAlias

import attrs

from govinfo_report.model import MAX_COUNT, figure_paths
from govinfo_report.rules import Identity, identities
from govinfo_report.vocabulary import Edition


class Step(NamedTuple):
    """A way from one node to a neighbour: along an arc, or against it."""

    arc: int
    node: int
    """The neighbour."""
    along: bool
    """Whether the arc leads there; otherwise it comes from there."""


Ways: TypeAlias = Sequence[Sequence[Step]]
"""The steps from each node."""


@attrs.frozen
class Network:
    """Identities that share figures, directly or through others."""

    identities: tuple[Identity | None, ...]
    """What is conserved at each node; none at the one for arcs that would end nowhere."""
    hinge: Identity | None
    """The identity that follows from the others, if one of them does."""
    halves: tuple[int, ...]
    """On which side of the hinge each node is: on either, the nodes add up to the hinge."""
    paths: tuple[str, ...]
    """The figure of each arc."""
    tails: tuple[int, ...]
    """The node that each arc leaves."""
    heads: tuple[int, ...]
    """The node that each arc enters."""
    ways: Ways
    """All arcs, as steps."""

    def excess(self, values: Sequence[int]) -> list[int]:
        """Return what comes into each node less what goes out."""
        excess = [0] * len(self.identities)
        for value, tail, head in zip(values, self.tails, self.heads, strict=True):
            if value:
                excess[tail] -= value
                excess[head] += value
        return excess

    @property
    def all_identities(self) -> tuple[Identity, ...]:
        """The identities, the hinge included."""
        return (*filter(None, self.identities), *filter(None, (self.hinge,)))

    def merged(self, place: Sequence[int]) -> "Network":
        """Return the network with each node moved to a place, where it is one with all others."""
        tails = tuple(place[node] for node in self.tails)
        heads = tuple(place[node] for node in self.heads)
        return attrs.evolve(self, tails=tails, heads=heads, ways=_ways(len(place), tails, heads))

    def along(self, arcs: Sequence[int]) -> list[list[Step]]:
        """Return the steps that some arcs allow."""
        allowed = set(arcs)
        return [[step for step in steps if step.arc in allowed] for steps in self.ways]


def networks(edition: Edition | str) -> tuple[Network, ...]:
    """Return the networks of an edition: part three, then each block of part four."""
    return _networks(Edition(edition))


@cache
def _networks(edition: Edition) -> tuple[Network, ...]:
    order = figure_paths(edition)
    return tuple(_network(group, order) for group in connected(identities(edition), ()))


def connected(members: Sequence[Identity], without: Collection[str]) -> list[list[Identity]]:
    """Return identities in groups that share no figure but those left out."""
    groups: list[list[Identity]] = []
    for identity in members:
        figures = {path for path in identity.figures if path not in without}
        joined = [g for g in groups if any(not figures.isdisjoint(i.figures) for i in g)]
        groups = [g for g in groups if g not in joined]
        groups.append([*(i for g in joined for i in g), identity])
    in_order = [sorted(group, key=members.index) for group in groups]
    return sorted(in_order, key=lambda group: members.index(group[0]))


def _network(group: Sequence[Identity], order: Sequence[str]) -> Network:
    mentions = Counter(path for identity in group for path in identity.figures)
    shared = {path: None for path, times in mentions.items() if times > 2}  # noqa: PLR2004 - an arc has two ends
    hinge = next((i for i in group if shared and shared.keys() == set(i.figures)), None)
    nodes: list[Identity] = [identity for identity in group if identity is not hinge]
    side = {i: number for number, half in enumerate(connected(nodes, shared)) for i in half}
    found = _ends(nodes)
    ends = {path: found[path] for path in order if path in found}
    outside = len(nodes)
    tails = tuple(end.get(-1, outside) for end in ends.values())
    heads = tuple(end.get(1, outside) for end in ends.values())
    has_outside = outside in {*tails, *heads}
    return Network(
        identities=(*nodes, *(None,) * has_outside),
        hinge=hinge,
        halves=(*(side[identity] for identity in nodes), *(0,) * has_outside),
        paths=tuple(ends),
        tails=tails,
        heads=heads,
        ways=_ways(len(nodes) + has_outside, tails, heads),
    )


def _ends(nodes: Sequence[Identity]) -> Mapping[str, Mapping[int, int]]:
    """Return the node in which each figure stands with +1 and that in which it does with -1."""
    left = dict(enumerate(nodes))
    ends: dict[str, dict[int, int]] = {path: {} for node in nodes for path in node.figures}
    while left:
        # An identity met already decides the sign; the first of those that meet none is free.
        number, sign = next(
            ((n, sign) for n, node in left.items() for sign in _signs(node, ends)),
            (next(iter(left)), 1),
        )
        node = left.pop(number)
        for path in node.figures:
            ends[path][sign if path in node.left else -sign] = number
    return ends


def _signs(node: Identity, ends: Mapping[str, Mapping[int, int]]) -> Iterator[int]:
    """Yield the sign that keeps a figure of an identity from standing in two with the same."""
    for path in node.figures:
        for taken in ends[path]:
            yield -taken if path in node.left else taken


def _ways(nodes: int, tails: Sequence[int], heads: Sequence[int]) -> Ways:
    ways: list[list[Step]] = [[] for _ in range(nodes)]
    for arc, (tail, head) in enumerate(zip(tails, heads, strict=True)):
        ways[tail].append(Step(arc, head, along=True))
        ways[head].append(Step(arc, tail, along=False))
    return ways


CAPACITY: Final = MAX_COUNT
"""What an arc can hold at most: the largest count."""


def settle(excess: list[int], values: list[int], ways: Ways) -> list[set[int]]:
    """Move what nodes have too much to those that lack some, as far as the given steps allow.

    Both lists are changed. Return, for each node left with too much, the nodes to which more
    could flow from it, all of which lack nothing. Nothing is left if a circulation exists.
    """
    stuck = []
    for source in range(len(excess)):
        while excess[source] > 0:
            came = _reach(source, excess, values, ways)
            goal = next(reversed(came))
            if excess[goal] >= 0:
                stuck.append(set(came))
                break
            _move(source, goal, came, excess, values)
    return stuck


def _reach(
    source: int, excess: Sequence[int], values: Sequence[int], ways: Ways
) -> dict[int, tuple[int, Step] | None]:
    """Return how nodes are reached, nearest first, ending with the first that lacks something."""
    came: dict[int, tuple[int, Step] | None] = {source: None}
    for node in (queue := [source]):  # grows on the way
        for step in ways[node]:
            arc, other, along = step
            if other not in came and (values[arc] < CAPACITY if along else values[arc] > 0):
                came[other] = (node, step)
                if excess[other] < 0:
                    return came
                queue.append(other)
    return came


def _move(
    source: int,
    goal: int,
    came: Mapping[int, tuple[int, Step] | None],
    excess: list[int],
    values: list[int],
) -> None:
    amount = min(excess[source], -excess[goal])
    steps = []
    before = came[goal]
    while before is not None:
        node, step = before
        steps.append(step)
        amount = min(amount, CAPACITY - values[step.arc] if step.along else values[step.arc])
        before = came[node]
    for arc, _, along in steps:
        values[arc] += amount if along else -amount
    excess[source] -= amount
    excess[goal] += amount


def lacking(excess: Sequence[int], values: Sequence[int], ways: Ways) -> list[set[int]]:
    """Return, for each node that lacks something, the nodes from which more could flow to it."""
    found = []
    for sink, amount in enumerate(excess):
        if amount < 0:
            seen = {sink}
            for node in (queue := [sink]):  # grows on the way
                for arc, other, along in ways[node]:
                    could = values[arc] > 0 if along else values[arc] < CAPACITY
                    if other not in seen and could:
                        seen.add(other)
                        queue.append(other)
            found.append(seen)
    return found


def residual(values: Sequence[int], ways: Ways) -> Ways:
    """Return those steps by which more could flow."""
    return [
        [s for s in steps if (values[s.arc] < CAPACITY if s.along else values[s.arc] > 0)]
        for steps in ways
    ]


def leads(start: int, goal: int, ways: Ways, *, past: int) -> bool:
    """Say whether steps lead from one node to another past an arc."""
    seen = {start}
    for node in (queue := [start]):  # grows on the way
        if node == goal:
            return True
        for step in ways[node]:
            if step.arc != past and step.node not in seen:
                seen.add(step.node)
                queue.append(step.node)
    return False


def is_fixed(arc: int, room: Ways) -> bool:
    """Say whether an arc carries the same in every circulation, given where more could flow."""
    return not any(
        leads(step.node, node, room, past=arc)
        for node, steps in enumerate(room)
        for step in steps
        if step.arc == arc
    )
