"""What the prose of a report says, as values."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs
import msgspec

Number = int | Decimal
"""A count, or an amount in 万元."""

Sum = tuple[str, ...]
"""The paths of figures that are added up."""


class StatementKind(StrEnum):
    """What a statement says."""

    FIGURE = "figure"
    """How many there are of something that the form counts."""
    WHOLE = "whole"
    """A number that is then divided into parts."""
    PART = "part"
    """One of the parts of a whole."""
    DENIAL = "denial"
    """That there are none of something that the form counts, in words."""


@attrs.frozen(kw_only=True)
class Statement:
    """A count that the prose of a report states.

    A number that states a figure and takes part in a breakdown is two statements.
    """

    kind: StatementKind
    figures: Sum = ()
    """The paths of the figures whose sum is stated; none for a whole or a part."""
    number: Number
    """A count, or an amount in 万元; 0 for a denial."""
    exact: bool = True
    """Whether it is told without 余, 约, 近 and the like."""
    least: Number | None
    """The smallest value that the words allow, what rounds to it included; none for no bound."""
    most: Number | None
    """The largest such value; none for no bound."""
    text: str
    """The words quoted, the counter included."""
    section: str
    """Where: `preface`, `overview`, `overview.subsections.1` (counted from 0), and so on."""
    span: tuple[int, int]
    """The offsets of the quoted words in the text of that section."""
    otherwise: tuple[Sum, ...] = ()
    """Other sums that the same words are used for."""
    breakdown: int | None = None
    """Which breakdown of the report, counted from 0, a whole or part belongs to."""
    complete: bool = False
    """Whether the parts of this whole are told to the last."""

    def to_dict(self) -> dict[str, Any]:
        """Return what it says as plain values, an amount as `Decimal`."""
        return {
            "kind": self.kind.value,
            "figures": list(self.figures),
            "number": self.number,
            "exact": self.exact,
            "text": self.text,
            "section": self.section,
            "span": list(self.span),
            "breakdown": self.breakdown,
            "complete": self.complete,
        }

    def allows(self, value: Number) -> bool:
        """Say whether what is stated can be said of a value."""
        return (self.least is None or self.least <= value) and (
            self.most is None or value <= self.most
        )


class StaleYear(msgspec.Struct, frozen=True, kw_only=True):
    """Words by which prose speaks of its own work in a year that is not the report's."""

    year: int
    text: str
    section: str
    span: tuple[int, int]


class Prose(msgspec.Struct, frozen=True):
    """What the prose of a report says."""

    statements: tuple[Statement, ...]
    stale_years: tuple[StaleYear, ...]
    year: int | None
    """The year of the report, or else the one that its title names."""
