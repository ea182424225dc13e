"""The rules on figures as data-frame expressions, from the data that `check` is made of."""

from collections.abc import Iterable, Mapping
from operator import add
from types import MappingProxyType
from typing import Final

import attrs
import narwhals as nw

from govinfo_report.frames.entering import DECIMAL, combined, has_blank, value
from govinfo_report.frames.findings import Clause
from govinfo_report.frames.names import EDITIONS_OF, column
from govinfo_report.rules.identities import Identity, identities
from govinfo_report.rules.proactive import AT_LEAST, FEES, IMPLAUSIBLE_AMOUNT, AtLeast
from govinfo_report.vocabulary import Edition

# Names that no column of a user has.
_KNOWN_SUM: Final = "__sum_"
_HAS_BLANK: Final = "__blank_"


@attrs.frozen
class Quick:
    """A clause, and a cheap way to pass by most rows that do not break it."""

    clause: Clause
    holds: nw.Expr
    """What is true only where the clause is not broken; it may be null or false there too.

    Columns are taken as they are, those of other editions included.
    """
    follows_from: str | None = None
    """The rule that it cannot break alone: where that one holds and all others of its own rule."""
    columns: Mapping[str, nw.Expr] = MappingProxyType({})
    """What a row must have for the clause, once it has no figure of another edition."""


def _clauses() -> Iterable[Quick]:
    by_place: dict[tuple[str, tuple[str, ...]], dict[Edition, Identity]] = {}
    for edition in Edition:
        for identity in identities(edition):
            place = by_place.setdefault((identity.rule, identity.left), {})
            place[edition] = identity
    for number, ((rule, _), by_edition) in enumerate(by_place.items()):
        yield _balanced(rule, by_edition, str(number))
    for edition, bounds in AT_LEAST.items():
        for bound in bounds:
            yield _at_least(edition, bound)
    least = nw.lit(int(IMPLAUSIBLE_AMOUNT)).cast(DECIMAL)
    too_much = Clause(
        "implausible-unit",
        {Edition.E2021: (FEES,)},
        breaks=value(FEES) >= least,
        expected=None,
        actual=value(FEES),
        is_of_amounts=True,
    )
    yield Quick(too_much, holds=(value(FEES) < least).fill_null(value=True))


def _balanced(rule: str, by_edition: Mapping[Edition, Identity], number: str) -> Quick:
    """Return an identity, which may have other addends in another edition, as a clause."""
    sides = {
        side: list(dict.fromkeys(p for i in by_edition.values() for p in getattr(i, side)))
        for side in ("left", "right")
    }
    left, right = (nw.col(_KNOWN_SUM + side + number) for side in sides)
    left_blank, right_blank = (nw.col(_HAS_BLANK + side + number) for side in sides)
    of_columns = rule in {"requests-outcomes-total", "requests-balance"}
    is_of_totals = all(identity.left[0].endswith(".total") for identity in by_edition.values())
    clause = Clause(
        rule,
        {edition: identity.figures for edition, identity in by_edition.items()},
        breaks=((left > right) & ~right_blank) | ((left < right) & ~left_blank),
        expected=right,
        actual=left,
    )
    return Quick(
        clause,
        holds=_quick_sum(sides["left"]) == _quick_sum(sides["right"]),
        follows_from="requests-row-total" if of_columns and is_of_totals else None,
        columns={
            name + side + number: expression(paths)
            for side, paths in sides.items()
            for name, expression in ((_KNOWN_SUM, _known_sum), (_HAS_BLANK, has_blank))
        },
    )


def _quick_sum(paths: Iterable[str]) -> nw.Expr:
    """Return the sum of figures, null where one is that all editions have.

    Those that one edition alone has are 0 where they are null, as they are in half the rows.
    """
    return combined(
        add,
        (
            value(path) if len(EDITIONS_OF[path]) == len(Edition) else value(path).fill_null(0)
            for path in paths
        ),
    )


def _known_sum(paths: Iterable[str]) -> nw.Expr:
    """Return the sum of the known figures: null is what is blank or not the row's."""
    return nw.sum_horizontal(*map(column, paths))


def _at_least(edition: Edition, bound: AtLeast) -> Quick:
    """Return a lower bound as a clause; where a figure is blank, nothing is said."""
    path = f"proactive.{bound.item}"
    bounded = value(f"{path}.{bound.measure}")
    least = value(f"{path}.{bound.plus}") if bound.plus else nw.lit(0)
    if bound.minus:
        least = least - value(f"{path}.{bound.minus}")
    clause = Clause(
        "proactive-in-force",
        {edition: bound.figures},
        breaks=bounded < least,
        expected=least,
        actual=bounded,
    )
    return Quick(clause, holds=(bounded >= least).fill_null(value=True))


CLAUSES: Final = tuple(_clauses())
"""All that figures are held to, in both editions."""
