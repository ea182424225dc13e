"""What table two must satisfy without being a sum, and amounts in the wrong unit."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import msgspec

from govinfo_report.model import AnnualReport
from govinfo_report.rules.finding import Finding
from govinfo_report.vocabulary import Edition, Measure, ProactiveItem

IMPLAUSIBLE_AMOUNT: Final = Decimal(1_000_000)
"""Charges from which 元 was probably written for 万元: ten billion yuan.

All of China collects some forty times that in a year, so that hardly any one organ comes near;
written in 元, anything from a million yuan on shows.
"""

FEES: Final = "proactive.fees.amount"

_UNIT: Final = 10_000  # 元 in a 万元
_LEEWAY: Final = 5  # how manifold charges may change in a year without a second look
SLIP: Final = (_UNIT // _LEEWAY, _UNIT * _LEEWAY)
"""How many times as large as the smaller of two charges the larger is, if in another unit."""

_ABOUT_A_UNIT: Final = range(3, 6)  # powers of ten; keeps the division within bounds


class AtLeast(msgspec.Struct, frozen=True):
    """A measure of an item that is at least one measure, if any, minus another."""

    item: ProactiveItem
    measure: Measure
    plus: Measure | None = None
    minus: Measure | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        """The paths of the figures involved, the bounded one first."""
        measures = (self.measure, self.plus, self.minus)
        return tuple(f"proactive.{self.item}.{measure}" for measure in measures if measure)


_DOCUMENTS: Final = (ProactiveItem.REGULATIONS, ProactiveItem.NORMATIVE_DOCUMENTS)

AT_LEAST: Final[Mapping[Edition, tuple[AtLeast, ...]]] = MappingProxyType(
    {
        Edition.E2019: (
            *(AtLeast(item, Measure.DISCLOSED_TOTAL, Measure.DISCLOSED) for item in _DOCUMENTS),
            *(
                AtLeast(item, Measure.CHANGE, minus=Measure.ITEMS_LAST_YEAR)
                for item in ProactiveItem.of(Edition.E2019)
                if Measure.CHANGE in item.measures(Edition.E2019)
            ),
        ),
        Edition.E2021: tuple(
            AtLeast(item, Measure.IN_FORCE, Measure.ISSUED, Measure.REPEALED) for item in _DOCUMENTS
        ),
    }
)
"""What table two of each edition must satisfy; where a figure is blank, nothing is said."""


def check_in_force(report: AnnualReport) -> Iterator[Finding]:
    """Yield where less is in force than the year's changes leave, or fewer items than none."""
    for bound in AT_LEAST[report.edition]:
        row = report.proactive[bound.item]
        value = row[bound.measure]
        plus = row[bound.plus] if bound.plus else 0
        minus = row[bound.minus] if bound.minus else 0
        if value is not None and plus is not None and minus is not None and value < plus - minus:
            yield Finding(
                rule="proactive-in-force",
                edition=report.edition,
                figures=bound.figures,
                expected=plus - minus,
                actual=value,
            )


def check_unit(report: AnnualReport) -> Iterator[Finding]:
    """Yield charges so large that they were probably written in 元."""
    amount = fees(report)
    if amount is not None and amount >= IMPLAUSIBLE_AMOUNT:
        yield Finding(
            rule="implausible-unit", edition=report.edition, figures=(FEES,), actual=amount
        )


def fees(report: AnnualReport) -> Decimal | None:
    """Return the charges of the year in 万元; none where blank, or not asked for (edition 2019)."""
    amount = report.proactive[ProactiveItem.FEES].get(Measure.AMOUNT)
    return None if amount is None else Decimal(amount)


def is_unit_slip(before: Decimal, now: Decimal) -> bool:
    """Say whether the charges of two years differ by about the factor between 元 and 万元."""
    low, high = sorted((before, now))
    if not low or high.adjusted() - low.adjusted() not in _ABOUT_A_UNIT:
        return False
    return SLIP[0] <= high / low <= SLIP[1]
