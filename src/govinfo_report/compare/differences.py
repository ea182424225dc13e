"""Compare two reports figure by figure."""

from collections.abc import Iterator
from decimal import Context, Decimal
from typing import Any, Final

import attrs

from govinfo_report.errors import Bilingual, require
from govinfo_report.form import form
from govinfo_report.model import AnnualReport, FigureValue
from govinfo_report.rules.rows import subtract

_RATIO: Final = Context(prec=28, traps=[])


@attrs.frozen
class Change:
    """A figure that two reports have different values of."""

    figure: str
    """Its path."""
    label: Bilingual
    """What the form calls it."""
    before: FigureValue
    after: FigureValue

    @property
    def absolute(self) -> int | Decimal | None:
        """How much more it is in the second report; none where it is blank in either."""
        if self.before is None or self.after is None:
            return None
        return subtract(self.after, self.before)

    @property
    def relative(self) -> float | None:
        """The same as a share of the first; none where that is blank, 0 or negative."""
        if self.absolute is None or not self.before or self.before < 0:
            return None
        return float(_RATIO.divide(Decimal(self.absolute), Decimal(self.before)))

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, amounts as `Decimal`."""
        return {
            "figure": self.figure,
            "before": self.before,
            "after": self.after,
            "absolute": self.absolute,
            "relative": self.relative,
        }


@attrs.frozen
class Differences:
    """What changed from one report to another; it is as long as there are changes."""

    changes: tuple[Change, ...]
    """The figures that differ, in form order."""
    not_comparable: tuple[str, ...]
    """The figures that only one of the two editions counts, the first report's before."""

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def to_dict(self) -> dict[str, Any]:
        """Return them as plain values, amounts as `Decimal`."""
        return {
            "changes": [change.to_dict() for change in self.changes],
            "not_comparable": list(self.not_comparable),
        }


def diff(a: AnnualReport, b: AnnualReport) -> Differences:
    """Return every figure that changed from one report to another, of those both editions count.

    A blank that was filled in or a figure that became blank is a change. Amounts are compared by
    value: `1.5` is `1.50`. Metadata and prose are not compared.
    """
    require("a", a, AnnualReport)
    require("b", b, AnnualReport)
    before, after = a.figures(), b.figures()
    labels = form(a.edition).figures
    return Differences(
        tuple(
            Change(path, labels[path].text, value, after[path])
            for path, value in before.items()
            if path in after and value != after[path]
        ),
        (*(path for path in before if path not in after), *(p for p in after if p not in before)),
    )
