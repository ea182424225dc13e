"""What a report comes to, in a few bars."""

from collections.abc import Iterator

from govinfo_report.document import Bars
from govinfo_report.form import COLUMNS, TOTAL
from govinfo_report.model import AnnualReport
from govinfo_report.vocabulary import DisputeKind, OutcomeCategory


def overview(report: AnnualReport) -> Iterator[Bars]:
    """Yield the requests by applicant, their outcomes by category, and the disputes, as printed.

    What the form has no total for is the sum of the totals it has, and blank if those are.
    """
    total = TOTAL.zh
    yield Bars(
        "新收政府信息公开申请",
        tuple(
            (label.zh, report.requests.received[column])
            for column, label in COLUMNS.items()
            if label.zh != total
        ),
    )
    yield Bars(
        "本年度办理结果",
        tuple(
            (
                category.label,
                _sum(report.requests.outcomes[o].total for o in category.outcomes(report.edition)),
            )
            for category in OutcomeCategory
        ),
    )
    yield Bars(
        "行政复议、行政诉讼",
        tuple((kind.label, getattr(report.disputes, kind).total) for kind in DisputeKind),
    )


def _sum(counts: Iterator[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
