"""The smallest sets of arcs whose flow must change for a circulation to exist: exact, by branching.

While none exists, some nodes together have more than can leave them (or lack more than can come):
one of the arcs across that border must change, each of which is tried in turn, those tried before
barred. A set is given up as soon as what is left needs more changes than are left to make. Sizes
are gone through upwards, so that the first at which anything is found is the smallest.
"""

from collections.abc import Iterable, Mapping, Sequence
from time import perf_counter
from typing import Final, TypeAlias

import attrs

from govinfo_report.repair.network import (
    CAPACITY,
    Network,
    Step,
    Ways,
    is_fixed,
    lacking,
    residual,
    settle,
)

Arcs: TypeAlias = Mapping[int, int | None]
"""Arcs in ascending order, with what each would carry; none where that is not determined."""


@attrs.frozen
class Smallest:
    """What the search for the smallest sets of arcs found."""

    size: int
    """How many arcs each set has."""
    at_least: int
    """How many arcs every set is proved to have."""
    sets: tuple[Arcs, ...]
    complete: bool
    """Whether there are no others of the size, nor smaller ones."""


HARD: Final = 14
"""How many nodes out of balance make a search that may take long."""


class _OutOfTimeError(Exception):
    """The search has come to its deadline."""


class _EnoughError(Exception):
    """The search has found more than was asked for."""


def smallest_sets(
    network: Network, values: Sequence[int], free: Sequence[int], *, limit: int, deadline: float
) -> Smallest:
    """Return the smallest sets of arcs which, changed besides the free ones, let all be balanced.

    Come to the deadline (of `time.perf_counter`) with nothing found, a set is returned of which
    no part would do, though one of others might.
    """
    search = _Search(network, values, free, limit, deadline)
    size = search.least()
    # What to fall back on takes some time itself, so it is sought first where it may be needed.
    spare = _irreducible_set(network, values, free) if search.is_hard else None
    try:
        while not search.find(size):
            size += 1
    except _EnoughError:
        return Smallest(size, size, tuple(search.found[:limit]), complete=False)
    except _OutOfTimeError:
        sets = tuple(search.found) or (spare or _irreducible_set(network, values, free),)
        return Smallest(len(sets[0]), size, sets, complete=False)
    return Smallest(size, size, tuple(search.found), complete=True)


class _Search:
    """A set of arcs that grows and shrinks, and the sets found on the way."""

    def __init__(
        self,
        network: Network,
        values: Sequence[int],
        free: Sequence[int],
        limit: int,
        deadline: float,
    ) -> None:
        self.found: list[Arcs] = []
        self._network = network
        self._limit = limit
        self._deadline = deadline
        self._open: list[list[Step]] = network.along(free)
        self._shut = [False] * len(network.paths)  # open already, or tried by an elder branch
        self._chosen: list[int] = []
        self._values = list(values)
        self._place = list(range(len(network.identities)))
        for arc in free:
            self._shut[arc] = True
            self._place = self._joined(self._place, arc)
        self._excess = network.excess(values)
        settle(self._excess, self._values, self._open)

    @property
    def is_hard(self) -> bool:
        """Whether much is out of balance."""
        return sum(map(bool, self._excess)) >= HARD

    def least(self) -> int:
        """Return a number of changes below which none can do."""
        return _least(_demands(self._excess, self._place).values())

    def find(self, size: int) -> bool:
        """Look for all sets of a size, given that there are no smaller ones; say if there are."""
        self._grow(size, self._excess[:], self._values[:], self._place)
        return bool(self.found)

    def any_set(self) -> list[int]:
        """Return arcs that do, always choosing one of those that seem to leave the least to do."""
        excess, values, place = self._excess[:], self._values[:], self._place
        budget = self.least()
        while stuck := settle(excess, values, self._open):
            while not (options := self._options(budget, stuck, excess, values, place)):
                budget += 1
            place = self._joined(place, options[0])
            self._choose(options[0])
            budget -= 1
        return self._chosen

    def _grow(self, budget: int, excess: list[int], values: list[int], place: list[int]) -> None:
        """Add up to a number of arcs to those chosen, in every way that may do."""
        if perf_counter() > self._deadline:
            raise _OutOfTimeError
        stuck = settle(excess, values, self._open)
        if not stuck:
            self.found.append(_carried(self._chosen, values, self._open))
            if len(self.found) > self._limit:
                raise _EnoughError
            return
        options = self._options(budget, stuck, excess, values, place)
        for arc in options:
            self._choose(arc)
            self._grow(budget - 1, excess[:], values[:], self._joined(place, arc))
            self._drop()
        for arc in options:
            self._shut[arc] = False

    def _choose(self, arc: int) -> None:
        tail, head = self._network.tails[arc], self._network.heads[arc]
        self._chosen.append(arc)
        self._shut[arc] = True
        self._open[tail].append(Step(arc, head, along=True))
        self._open[head].append(Step(arc, tail, along=False))

    def _drop(self) -> None:
        """Take back the last choice, which remains shut."""
        arc = self._chosen.pop()
        self._open[self._network.tails[arc]].pop()
        self._open[self._network.heads[arc]].pop()

    def _joined(self, place: list[int], arc: int) -> list[int]:
        """Return the places of nodes after the ends of an arc have become one."""
        kept, gone = place[self._network.tails[arc]], place[self._network.heads[arc]]
        return [kept if p == gone else p for p in place]

    def _options(
        self,
        budget: int,
        stuck: list[set[int]],
        excess: Sequence[int],
        values: Sequence[int],
        place: Sequence[int],
    ) -> list[int]:
        """Return arcs one of which must be chosen, as few as can be seen; none if all is lost."""
        short = lacking(excess, values, self._open)
        if max(_disjoint(stuck), _disjoint(short)) > budget:
            return []
        demands = _demands(excess, place)
        known: dict[tuple[int, int], bool] = {}

        def may_do(arc: int) -> bool:
            one, other = place[self._network.tails[arc]], place[self._network.heads[arc]]
            if one == other:
                return _least(demands.values()) < budget
            pair = (demands.get(one, 0), demands.get(other, 0))
            if pair not in known:
                rest = [sum_ for node, sum_ in demands.items() if node not in {one, other}]
                known[pair] = _least([*rest, sum(pair)] if sum(pair) else rest) < budget
            return known[pair]

        found = []
        for nodes, has_too_much in (*((s, True) for s in stuck), *((s, False) for s in short)):
            across = self._across(nodes, values, outward=has_too_much)
            arcs = [arc for arc in across if may_do(arc)]
            if not arcs:
                return []
            found.append(arcs)
        if budget == 1:
            return sorted(set(found[0]).intersection(*found))
        return min(found, key=len)

    def _across(self, nodes: set[int], values: Sequence[int], *, outward: bool) -> list[int]:
        """Return the arcs not shut whose change lets more flow out of some nodes, or into them."""
        return [
            step.arc
            for node in nodes
            for step in self._network.ways[node]
            if step.node not in nodes
            and not self._shut[step.arc]
            and (values[step.arc] < CAPACITY if step.along == outward else values[step.arc] > 0)
        ]


def _demands(excess: Sequence[int], place: Sequence[int]) -> dict[int, int]:
    """Return what the nodes of each place have too much or lack, summed up, where not nothing."""
    demands: dict[int, int] = {}
    for amount, where in zip(excess, place, strict=True):
        if amount:
            demands[where] = demands.get(where, 0) + amount
    return {where: amount for where, amount in demands.items() if amount}


def _least(demands: Iterable[int]) -> int:
    """Return how many arcs it takes at least to join places to groups that make up for each other.

    That is the number of places less that of groups. Each group has a place that has too much and
    one that lacks something; there are no more groups of two than pairs of opposite amounts, and
    all others have at least three.
    """
    unpaired: dict[int, int] = {}
    count = above = pairs = 0
    for amount in demands:
        count += 1
        above += amount > 0
        if unpaired.get(-amount):
            unpaired[-amount] -= 1
            pairs += 1
        else:
            unpaired[amount] = unpaired.get(amount, 0) + 1
    return count - min(above, count - above, pairs + (count - 2 * pairs) // 3)


def _disjoint(sets: Iterable[set[int]]) -> int:
    """Return how many sets can be picked, smallest first, that have nothing in common."""
    taken: set[int] = set()
    number = 0
    for members in sorted(sets, key=len):
        if taken.isdisjoint(members):
            taken |= members
            number += 1
    return number


def _irreducible_set(network: Network, values: Sequence[int], free: Sequence[int]) -> Arcs:
    """Return a set of arcs that does, and of which no part does."""
    kept = _Search(network, values, free, 0, 0).any_set()
    for arc in list(kept):
        rest = [other for other in kept if other != arc]
        if not settle(network.excess(values), list(values), network.along((*free, *rest))):
            kept = rest
    excess, flow, ways = network.excess(values), list(values), network.along((*free, *kept))
    settle(excess, flow, ways)
    return _carried(kept, flow, ways)


def _carried(arcs: Iterable[int], values: Sequence[int], ways: Ways) -> Arcs:
    room = residual(values, ways)
    return {arc: values[arc] if is_fixed(arc, room) else None for arc in sorted(arcs)}
