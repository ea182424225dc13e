"""`implied` and `fill`: what the identities leave the blanks of a report."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import attrs

from govinfo_report.errors import require
from govinfo_report.model import AnnualReport
from govinfo_report.repair.counts import Counts, counts
from govinfo_report.repair.network import (
    CAPACITY,
    Network,
    Ways,
    connected,
    is_fixed,
    leads,
    networks,
    residual,
    settle,
)
from govinfo_report.rules import Identity
from govinfo_report.rules.identities import imbalances


@attrs.frozen
class Implied:
    """What the identities leave a blank: a range, or nothing at all."""

    lower: int
    """The smallest value that it can have."""
    upper: int | None
    """The largest such value, none for any."""
    conflict: tuple[str, ...] = ()
    """The blanks of identities that contradict each other over this one; it then has no range."""

    @property
    def value(self) -> int | None:
        """The only value that it can have, none if there are several or there is a conflict."""
        return self.lower if self.lower == self.upper and not self.conflict else None


class Filled(NamedTuple):
    """A report in which blanks have been filled, and which: `filled, paths = fill(report)`."""

    report: AnnualReport
    paths: tuple[str, ...]
    """The blanks filled, in form order."""


def implied(report: AnnualReport) -> Mapping[str, Implied]:
    """Return what the identities say of each blank that they mention, in form order.

    All identities are taken together but those that no filling of their own blanks satisfies:
    those are findings of their own and say nothing here. Where some of the others contradict each
    other (`blank-conflict`), their blanks have no value, and only the rest say something.
    """
    require("report", report, AnnualReport)
    figures = counts(report)
    if None not in figures.values():
        return {}
    broken = frozenset(imbalance.identity for imbalance in imbalances(report))
    return {
        path: said
        for network in networks(report.edition)
        for path, said in _implied(network, figures, broken)
    }


def fill(report: AnnualReport) -> Filled:
    """Return a report in which each blank with only one possible value has it.

    Nothing that is stated changes.
    """
    values = {path: said.value for path, said in implied(report).items() if said.value is not None}
    return Filled(report.with_figures(values), tuple(values))


def _implied(
    network: Network, figures: Counts, broken: Collection[Identity]
) -> Iterator[tuple[str, Implied]]:
    stated = {path: figures[path] for path in network.paths}
    known = {path for path, value in stated.items() if value is not None}
    partial = [
        i for i in network.all_identities if i not in broken and not known.issuperset(i.figures)
    ]
    found: dict[str, Implied] = {}
    groups = connected(partial, known)
    for group in groups:  # grows on the way: what contradicts itself is set apart from the rest
        filling = _Filling.of(network, stated, group)
        conflict = () if filling.fits else _conflict(network, stated, group)
        groups += connected([i for i in group if i not in conflict], known) if conflict else []
        blanks = {path for i in conflict or group for path in i.figures} - known
        in_order = tuple(path for path in network.paths if path in blanks)
        for path in in_order:
            said = Implied(0, None, in_order) if conflict else filling.range(path)
            found.setdefault(path, said)
    for path, value in stated.items():
        if value is None:
            yield path, found.get(path, Implied(0, None))


@attrs.frozen
class _Filling:
    """The blanks of a network filled so that some of its identities hold, as far as they can."""

    network: Network
    """The network, all nodes that take no part merged into as few as say no more."""
    values: list[int]
    ways: Ways
    """The blanks, as steps."""
    fits: bool
    """Whether the identities can all hold."""

    @classmethod
    def of(cls, network: Network, stated: Counts, partakers: Collection[Identity]) -> "_Filling":
        """Fill the blanks with regard to some identities alone."""
        merged = network.merged(_places(network, partakers))
        values = [value or 0 for value in stated.values()]
        ways = merged.along([arc for arc, value in enumerate(stated.values()) if value is None])
        return cls(merged, values, ways, not settle(merged.excess(values), values, ways))

    def range(self, path: str) -> Implied:
        """Return what a blank can be, given that the identities can all hold."""
        arc = self.network.paths.index(path)
        value = self.values[arc]
        if is_fixed(arc, residual(self.values, self.ways)):
            return Implied(value, value)
        tail, head = self.network.tails[arc], self.network.heads[arc]
        without_limit = [[step for step in steps if step.along] for steps in self.ways]
        is_endless = leads(head, tail, without_limit, past=arc)
        return Implied(
            max(value - self._most(tail, head, past=arc), 0),
            None if is_endless else value + self._most(head, tail, past=arc),
        )

    def _most(self, source: int, goal: int, *, past: int) -> int:
        """Return how much more could flow from one node to another past an arc."""
        excess = [0] * len(self.ways)
        excess[source], excess[goal] = CAPACITY, -CAPACITY
        ways = [[step for step in steps if step.arc != past] for steps in self.ways]
        settle(excess, list(self.values), ways)
        return CAPACITY - excess[source]


def _places(network: Network, partakers: Collection[Identity]) -> list[int]:
    """Return a place for each node, the same for those that take no part and say no more apart.

    What takes no part on one side of the hinge still adds up to what the hinge and the others on
    that side leave; without the hinge, all that takes no part adds up to what the others leave.
    """
    first: dict[int, int] = {}
    return [
        node
        if identity in partakers
        else first.setdefault(half if network.hinge in partakers else 0, node)
        for node, (identity, half) in enumerate(
            zip(network.identities, network.halves, strict=True)
        )
    ]


def _conflict(
    network: Network, stated: Counts, group: Collection[Identity]
) -> tuple[Identity, ...]:
    """Return identities of a group that cannot all hold, though any fewer of them could.

    Those with most blanks are the first to be left out, so that few blanks remain.
    """
    kept = tuple(group)
    for identity in sorted(group, key=lambda i: -sum(stated[path] is None for path in i.figures)):
        fewer = tuple(other for other in kept if other is not identity)
        if not _Filling.of(network, stated, fewer).fits:
            kept = fewer
    return kept
