"""`localise`: name the smallest sets of figures that explain why identities are broken."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from itertools import product
from math import prod
from operator import add, attrgetter
from time import perf_counter
from types import NoneType
from typing import Any, Final, TypeAlias

import attrs

from govinfo_report.errors import UnknownFigureError, require
from govinfo_report.form import form
from govinfo_report.model import AnnualReport, figure_paths
from govinfo_report.repair.counts import Counts, counts
from govinfo_report.repair.network import Network, networks
from govinfo_report.repair.plausibility import (
    Reason,
    Stated,
    Witness,
    distance,
    reasons,
    surroundings,
)
from govinfo_report.repair.search import Smallest, smallest_sets
from govinfo_report.rules import Finding, statements
from govinfo_report.rules.catalogue import IDENTITY_RULES
from govinfo_report.vocabulary import Applicant, Edition

LIMIT: Final = 200
"""How many explanations are given unless told otherwise."""

SECONDS: Final = 2.0
"""How long they are looked for unless told otherwise."""


@attrs.frozen
class Change:
    """What an explanation says of one figure."""

    stated: int
    """What the report says."""
    implied: int | None
    """What it would have to be; none where several values would do."""
    reasons: tuple[Reason, ...]
    """What speaks for it, and against it."""


Explanation: TypeAlias = Mapping[str, Change]
"""Figures whose change lets every identity hold, by path in form order."""


@attrs.frozen(kw_only=True)
class Localisation:
    """The smallest sets of figures that explain why identities of a report are broken."""

    edition: Edition
    size: int
    """How many figures each explanation changes; 0 if there is nothing to explain."""
    at_least: int
    """How many any explanation is proved to change: less than `size` only if time ran out."""
    explanations: tuple[Explanation, ...]
    """The most plausible first; none if there is nothing to explain."""
    complete: bool
    """Whether these are all the smallest explanations there are."""


def localise(
    report: AnnualReport,
    *,
    previous: AnnualReport | None = None,
    stated: Iterable[Stated] | None = None,
    limit: int = LIMIT,
    seconds: float = SECONDS,
) -> Localisation:
    """Return the smallest sets of figures whose change lets every identity hold at once.

    This is the principle of Fellegi and Holt. Figures that no identity mentions are left alone;
    those changed remain non-negative whole numbers, and blanks may be filled with any. The report
    of the year before, and what is `stated` of figures elsewhere (by default in the report's own
    prose), make explanations more or less plausible and so order them.

    At most `limit` explanations are returned, at least 1. After some `seconds` the search ends;
    the explanation it returns then need not be a smallest one, and `complete` is false.
    `UnknownFigureError` for something stated of a figure that the edition does not have.
    """
    require("report", report, AnnualReport)
    require("previous", previous, AnnualReport, NoneType)
    if limit < 1:
        message = f"limit must be at least 1, not {limit}"
        raise ValueError(message)
    edition = report.edition
    figures = counts(report)
    told = None if stated is None else tuple(_from_prose(edition, stated))
    witnesses: tuple[Witness, ...] = ()
    deadline = perf_counter() + seconds
    found: list[Smallest] = []
    ranked: list[_Candidate] = []
    for network in networks(edition):
        part = _smallest(network, figures, limit, deadline)
        if part.size:
            if not found:  # nobody is heard where nothing is wrong
                told = tuple(_from_prose(edition, _in_prose(report))) if told is None else told
                witnesses = (*told, *_from_last_year(previous))
            changes = [{network.paths[arc]: to for arc, to in arcs.items()} for arcs in part.sets]
            candidates = _ranked(edition, figures, changes, witnesses)
            ranked = _joined(ranked, candidates, limit) if found else candidates
            found.append(part)
    if len(found) > 1:  # what is said of several parts together has not been heard yet
        ranked = _ranked(edition, figures, (c.changes for c in ranked), witnesses)
    return Localisation(
        edition=edition,
        size=sum(part.size for part in found),
        at_least=sum(part.at_least for part in found),
        explanations=tuple(_explanation(figures, candidate) for candidate in ranked),
        complete=all(part.complete for part in found)
        and prod(len(part.sets) for part in found) <= limit,
    )


def apply(report: AnnualReport, explanation: Explanation) -> AnnualReport:
    """Return the report with the figures of an explanation as it implies, or else blank."""
    return report.with_figures({path: to.implied for path, to in explanation.items()})


def explained(
    findings: Iterable[Finding], explanation: Explanation
) -> Mapping[str, tuple[Finding, ...]]:
    """Return the broken identities that each figure of an explanation accounts for.

    One that mentions several of these figures is under the first it mentions.
    """
    groups: dict[str, tuple[Finding, ...]] = dict.fromkeys(explanation, ())
    for finding in findings:
        blamed = next((path for path in finding.figures if path in explanation), None)
        if blamed is not None and finding.rule in IDENTITY_RULES:
            groups[blamed] += (finding,)
    return groups


def to_data(localisation: Localisation) -> dict[str, Any]:
    """Return a localisation as JSON values, figures and reasons with their labels."""
    labels = form(localisation.edition).figures
    return {
        "edition": str(localisation.edition),
        "size": localisation.size,
        "at_least": localisation.at_least,
        "complete": localisation.complete,
        "explanations": [
            [
                {
                    "figure": path,
                    "label": labels[path].text._asdict(),
                    "stated": change.stated,
                    "implied": change.implied,
                    "reasons": [
                        {"reason": str(reason), "label": reason.label._asdict()}
                        for reason in change.reasons
                    ],
                }
                for path, change in explanation.items()
            ]
            for explanation in localisation.explanations
        ],
    }


def _smallest(network: Network, figures: Counts, limit: int, deadline: float) -> Smallest:
    """Return the smallest sets of figures of a network; their size is 0 if nothing is broken."""
    stated = [figures[path] for path in network.paths]
    values = [value or 0 for value in stated]
    blanks = [arc for arc, value in enumerate(stated) if value is None]
    return smallest_sets(network, values, blanks, limit=limit, deadline=deadline)


def _explanation(figures: Counts, candidate: "_Candidate") -> Explanation:
    return {
        path: Change(figures[path] or 0, to, candidate.reasons[path])
        for path, to in candidate.changes.items()
    }


# ── plausibility ─────────────────────────────────────────────────────────────────────────────


def _from_prose(edition: Edition, stated: Iterable[Stated]) -> Iterator[Witness]:
    known = frozenset(figure_paths(edition))
    for one in stated:
        for path in one.figures:
            if path not in known:
                raise UnknownFigureError(path, edition, known)
        yield Witness(one, Reason.PROSE, Reason.AGAINST_PROSE)


def _in_prose(report: AnnualReport) -> Iterator[Stated]:
    """Yield what the prose says for certain of figures that identities mention."""
    for statement in statements(report):
        if statement.exact and statement.figures and not statement.otherwise:
            yield Stated(statement.figures, int(statement.number))


def _from_last_year(previous: AnnualReport | None) -> Iterator[Witness]:
    """Yield what was carried forward, which is now to be carried over."""
    if previous is not None:
        for column in (*Applicant, "total"):
            if (number := previous.requests.carried_forward[column]) is not None:
                stated = Stated((f"requests.carried_over.{column}",), number)
                yield Witness(stated, Reason.LAST_YEAR, Reason.AGAINST_LAST_YEAR)


@attrs.frozen
class _Candidate:
    """An explanation and how plausible it is."""

    changes: Counts
    reasons: Mapping[str, tuple[Reason, ...]]
    rank: tuple[int, ...]
    """What orders candidates, lower first: the weight of the reasons, digits changed, parts."""


def _ranked(
    edition: Edition,
    figures: Counts,
    changes: Iterable[Counts],
    witnesses: Iterable[Witness],
) -> list[_Candidate]:
    """Return candidates, the most plausible first, equals in the order they came in."""
    around = surroundings(edition)
    candidates = []
    for change in changes:
        why = reasons(edition, figures, change, witnesses)
        rank = (
            -sum(reason.weight for given in why.values() for reason in given),
            sum(distance(figures[path], to) for path, to in change.items()),
            sum(not around[path].parts for path in change),
        )
        candidates.append(_Candidate(change, why, rank))
    return sorted(candidates, key=attrgetter("rank"))


def _joined(
    ones: Iterable[_Candidate], others: Iterable[_Candidate], limit: int
) -> list[_Candidate]:
    """Return the most plausible of all that join a candidate for one part with one for another."""
    joined = (
        _Candidate(one.changes | other.changes, {}, tuple(map(add, one.rank, other.rank)))
        for one, other in product(ones, others)
    )
    return nsmallest(limit, joined, key=attrgetter("rank"))
