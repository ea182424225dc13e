"""What a parent organ's report must agree with in those of its subordinates."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from types import NoneType
from typing import Final

from govinfo_report.errors import Bilingual, require, several
from govinfo_report.model import AnnualReport, FigureValue
from govinfo_report.rules.finding import Finding
from govinfo_report.rules.marking import marked
from govinfo_report.rules.rows import add_up, subtract
from govinfo_report.rules.several import report_label, require_alike, require_some
from govinfo_report.vocabulary import Measure

_PARENT: Final = Bilingual("上级机关的报告", "the parent's report")
_OWN: Final = Bilingual("本机关的报告", "the parent's own office")
_BLANKS: Final = Bilingual(
    "（有的机关此项空白，填任何数都不能相等）",
    " (some are blank there, and nothing filled in makes it equal)",
)


def check_rollup(
    parent: AnnualReport,
    children: Iterable[AnnualReport],
    *,
    own: AnnualReport | None = None,
) -> list[Finding]:
    """Return the figures of a parent organ that are not the sum of its own and its children's.

    `own` is the report of the parent's own office; without it, the children are all there is.
    Each finding says by how much the figure is off and which children have anything there but 0.
    A figure that is blank in the parent is not judged; where an addend is blank it is at fault
    only if the known ones exceed it already. Amounts may differ by rounding: by half a unit of the
    last printed place for each addend but 0, its own last place or the parent's if that is coarser.
    `UnfitInputError` where there is nothing to add up, or a report of another edition or year.
    """
    require("parent", parent, AnnualReport)
    require("own", own, AnnualReport, NoneType)
    subordinates = list(several("children", children, AnnualReport))
    addends = subordinates if own is None else [*subordinates, own]
    labels = [report_label(number, child) for number, child in enumerate(subordinates, 1)]
    require_some(addends)
    require_alike([parent, *addends], [_PARENT, *labels, _OWN])
    names = [child.agency.name or f"#{number}" for number, child in enumerate(subordinates, 1)]
    columns = [addend.figures() for addend in addends]
    found = []
    for path, total in parent.figures().items():
        values = [column[path] for column in columns]
        if total is None or _adds_up(path, total, values):
            continue
        found.append(
            Finding(
                rule="rollup-total",
                edition=parent.edition,
                figures=(path,),
                expected=add_up(value for value in values if value is not None),
                actual=total,
                remark=_BLANKS if None in values else None,
                children=tuple(name for name, value in zip(names, values, strict=False) if value),
            )
        )
    return marked(found, parent.explanations)


def _adds_up(path: str, total: int | Decimal, values: Sequence[FigureValue]) -> bool:
    """Say whether values may be the addends of a total, blanks filled in and amounts rounded."""
    known = [value for value in values if value is not None]
    off = subtract(add_up(known), total)
    tolerance = _tolerance(total, known) if isinstance(total, Decimal) else 0
    if len(known) == len(values):
        return -tolerance <= off <= tolerance
    return off <= tolerance or path.endswith(f".{Measure.CHANGE}")  # which may be negative


def _tolerance(total: Decimal, known: Iterable[int | Decimal]) -> int | Decimal:
    """Return by how much rounding may keep amounts from adding up; nothing is exactly nothing."""
    least = _half_unit(total)
    return add_up(max(least, _half_unit(Decimal(value))) for value in known if value)


def _half_unit(amount: Decimal) -> Decimal:
    """Return half a unit of the last place that an amount is printed with."""
    exponent = amount.as_tuple().exponent
    return Decimal(5).scaleb(min(int(exponent), 0) - 1)
