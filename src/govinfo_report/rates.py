"""Rates that researchers and supervisors read off a report, as data."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

import attrs

from govinfo_report.errors import Bilingual, require
from govinfo_report.model import AnnualReport
from govinfo_report.vocabulary import (
    Applicant,
    DisputeKind,
    DisputeResult,
    Edition,
    OutcomeCategory,
)


@attrs.frozen
class Metric:
    """A rate: some figures of a report as a share of others, none of them counted twice."""

    id: str
    label: Bilingual
    numerator: tuple[str, ...]
    """The paths of the figures that are summed up above the line."""
    denominator: tuple[str, ...]
    """The paths of the figures that are summed up below the line."""
    caveat: Bilingual | None = None
    """What it does not tell."""
    part: int | None = None
    """The sum above the line; none where one of its figures is blank."""
    whole: int | None = None
    """The sum below the line; none where one of its figures is blank."""

    @property
    def value(self) -> float | None:
        """The rate; none where there was nothing to have a rate of, or a figure is blank."""
        return self.part / self.whole if self.part is not None and self.whole else None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "id": self.id,
            "label": self.label._asdict(),
            "numerator": list(self.numerator),
            "denominator": list(self.denominator),
            "caveat": self.caveat and self.caveat._asdict(),
            "part": self.part,
            "whole": self.whole,
            "value": self.value,
        }


def metrics(report: AnnualReport) -> tuple[Metric, ...]:
    """Return the rates of a report, in a fixed order.

    Totals are taken as printed. Where there was nothing to have a rate of there is none, neither
    0 nor 100 %; where one of its figures is blank there is none either.
    """
    require("report", report, AnnualReport)
    figures = report.figures()

    def add_up(paths: Sequence[str]) -> int | None:
        known = [int(value) for path in paths if (value := figures[path]) is not None]
        return sum(known) if len(known) == len(paths) else None

    return tuple(
        attrs.evolve(metric, part=add_up(metric.numerator), whole=add_up(metric.denominator))
        for metric in definitions(report.edition)
    )


_RECEIVED: Final = "requests.received.total"
_HANDLED: Final = "requests.outcomes_total.total"

_OF_ALL_HANDLED: Final = Bilingual(
    "分母为本年度全部办理结果，含不予处理和其他处理",
    "out of all that were handled in the year, those not processed included",
)
_OF_CONCLUDED: Final = Bilingual(
    "只计已审结的；件数少时一件即影响很大",
    "out of those concluded; where there are few, a single one weighs much",
)
_TWICE: Final = Bilingual(
    "先复议后诉讼的，行政复议和行政诉讼各计一次；可能属往年答复的申请",
    "a case that goes to court after a review counts in both; requests may be of earlier years",
)


@cache
def definitions(edition: Edition) -> tuple[Metric, ...]:
    """Return the rates of an edition without the sums of any report."""
    return (*_outcome_rates(edition), *_request_rates(), *_dispute_rates())


def _outcome_rates(edition: Edition) -> Iterator[Metric]:
    granted, partly, refused, unable, unprocessed, _ = (
        tuple(f"requests.outcomes.{outcome}.total" for outcome in category.outcomes(edition))
        for category in OutcomeCategory
    )
    for name, zh, en, figures in (
        ("granted", "公开率（予以公开和部分公开）", "granted in full or in part", granted + partly),
        ("granted-in-full", "予以公开率", "granted in full", granted),
        ("refused", "不予公开率", "refused", refused),
        ("unable-to-provide", "无法提供率", "unable to provide", unable),
        ("not-processed", "不予处理率", "not processed", unprocessed),
    ):
        yield Metric(name, Bilingual(zh, en), figures, (_HANDLED,), _OF_ALL_HANDLED)
    for outcome, path in zip(OutcomeCategory.REFUSED.outcomes(edition), refused, strict=True):
        label = Bilingual(f"不予公开率：{outcome.label}", f"refused: {outcome.gloss}")
        name = f"refused-{outcome.value.replace('_', '-')}"
        yield Metric(name, label, (path,), (_HANDLED,), _OF_ALL_HANDLED)


def _request_rates() -> Iterator[Metric]:
    organisations = [applicant for applicant in Applicant if applicant.is_organisation]
    yield Metric(
        "natural-persons",
        Bilingual("自然人申请占比", "requests by natural persons"),
        ("requests.received.natural_person",),
        (_RECEIVED,),
    )
    yield Metric(
        "organisations",
        Bilingual("法人或其他组织申请占比", "requests by legal persons and other organisations"),
        tuple(f"requests.received.{applicant}" for applicant in organisations),
        (_RECEIVED,),
    )
    yield Metric(
        "carried-forward",
        Bilingual("结转下年度占比", "carried forward to next year"),
        ("requests.carried_forward.total",),
        (_RECEIVED, "requests.carried_over.total"),
    )


def _dispute_rates() -> Iterator[Metric]:
    review, *lawsuits = DisputeKind
    yield Metric(
        "disputed",
        Bilingual("复议诉讼与办结申请之比", "reviews and lawsuits per request handled"),
        tuple(f"disputes.{kind}.total" for kind in DisputeKind),
        (_HANDLED,),
        _TWICE,
    )
    for name, label, kinds in (
        (
            "corrected-on-review",
            Bilingual("行政复议纠错率", "reviews: decision corrected"),
            [review],
        ),
        (
            "corrected-in-court",
            Bilingual("行政诉讼纠错率", "lawsuits: decision corrected"),
            lawsuits,
        ),
        *(
            (
                f"corrected-{kind.value.replace('_', '-')}",
                Bilingual(f"{kind.label}纠错率", f"{kind.gloss}: decision corrected"),
                [kind],
            )
            for kind in lawsuits
        ),
    ):
        yield Metric(
            name,
            label,
            tuple(f"disputes.{kind}.{DisputeResult.CORRECTED}" for kind in kinds),
            tuple(
                f"disputes.{kind}.{result}"
                for kind in kinds
                for result in DisputeResult
                if result is not DisputeResult.PENDING
            ),
            _OF_CONCLUDED,
        )
