"""The identities (勾稽关系): sums of figures that must agree, as data.

Each says that the figures on its left add up to those on its right. Being data they can be
counted, printed, compiled to a fast check, to data-frame expressions, to spreadsheet formulas and
to the live checks of a form.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import attrs

from govinfo_report.errors import Bilingual
from govinfo_report.form import BALANCE
from govinfo_report.model import AnnualReport, FigureValue
from govinfo_report.vocabulary import Applicant, DisputeKind, DisputeResult, Edition, Outcome

_COLUMNS: Final = (*(applicant.value for applicant in Applicant), "total")

_ROW_TOTAL: Final = Bilingual(
    "总计等于各类申请人之和", "the total is the sum of the six applicants"
)
_OUTCOMES_TOTAL: Final = Bilingual(
    "（七）总计等于以上各项办理结果之和", "（七）总计 is the sum of the outcomes above it"
)
_DISPUTES_TOTAL: Final = Bilingual(
    "总计等于四种结果之和", "the total is the sum of the four results"
)


@attrs.frozen
class Identity:
    """Two sums of figures that are equal in every report."""

    rule: str
    """The id of the rule that demands it."""
    left: tuple[str, ...]
    """The paths of the figures on the left: the total, or what there was to handle."""
    right: tuple[str, ...]
    """The paths of the figures on the right: the parts, or what became of it."""
    sentence: Bilingual
    """The sentence of the form that it implements."""

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures of both sides, left first."""
        return self.left + self.right


def identities(edition: Edition | str) -> tuple[Identity, ...]:
    """Return the identities of an edition, in form order: 42 in edition 2021, 40 in 2019."""
    return _identities(Edition(edition))


@cache
def _identities(edition: Edition) -> tuple[Identity, ...]:
    outcomes = [f"outcomes.{outcome}" for outcome in Outcome.of(edition)]
    rows = ["received", "carried_over", *outcomes, "outcomes_total", "carried_forward"]
    return (
        *(
            Identity(
                "requests-row-total",
                (f"requests.{row}.total",),
                tuple(f"requests.{row}.{applicant}" for applicant in Applicant),
                _ROW_TOTAL,
            )
            for row in rows
        ),
        *(
            Identity(
                "requests-outcomes-total",
                (f"requests.outcomes_total.{column}",),
                tuple(f"requests.{row}.{column}" for row in outcomes),
                _OUTCOMES_TOTAL,
            )
            for column in _COLUMNS
        ),
        *(
            Identity(
                "requests-balance",
                (f"requests.received.{column}", f"requests.carried_over.{column}"),
                (f"requests.outcomes_total.{column}", f"requests.carried_forward.{column}"),
                BALANCE,
            )
            for column in _COLUMNS
        ),
        *(
            Identity(
                "disputes-total",
                (f"disputes.{kind}.total",),
                tuple(f"disputes.{kind}.{result}" for result in DisputeResult),
                _DISPUTES_TOTAL,
            )
            for kind in DisputeKind
        ),
    )


@attrs.frozen
class Imbalance:
    """A broken identity and what its sides add up to, blanks left out."""

    identity: Identity
    left: int
    right: int
    has_blanks: bool


def imbalances(report: AnnualReport) -> list[Imbalance]:
    """Return the broken identities of a report, in form order.

    Each is judged alone. Where it has blanks, it is broken only if no filling of them with
    non-negative whole numbers satisfies it: never with blanks on both sides; with blanks on one,
    if the known part of that side exceeds the other.
    """
    if hold(report):
        return []
    each = _identities(report.edition)
    try:
        sums = _compiled(report.edition)[1](report)
    except TypeError:  # a blank among the numbers
        figures = report.figures()
        return [found for identity in each if (found := judge(identity, figures))]
    return [
        Imbalance(identity, left, right, has_blanks=False)
        for identity, (left, right) in zip(each, sums, strict=True)
        if left != right
    ]


def judge(identity: Identity, figures: Mapping[str, FigureValue]) -> Imbalance | None:
    """Return how an identity is broken, judged alone; nothing if it holds or may hold."""
    left, left_blank = _side(identity.left, figures)
    right, right_blank = _side(identity.right, figures)
    if (left == right) or (left < right and left_blank) or (right < left and right_blank):
        return None  # a blank on the smaller side can make up for the difference
    return Imbalance(identity, left, right, left_blank or right_blank)


def _side(paths: tuple[str, ...], figures: Mapping[str, FigureValue]) -> tuple[int, bool]:
    """Return the sum of the known figures of a side and whether there is a blank among them."""
    values = [figures[path] for path in paths]
    known = [int(value) for value in values if value is not None]
    return sum(known), len(known) < len(values)


def hold(report: AnnualReport) -> bool:
    """Say quickly whether a report has no blanks and every identity holds."""
    try:
        return _compiled(report.edition)[0](report)
    except TypeError:  # a blank among the numbers
        return False


@cache
def _compiled(
    edition: Edition,
) -> tuple[Callable[[AnnualReport], bool], Callable[[AnnualReport], tuple[tuple[int, int], ...]]]:
    """Return the identities of an edition as functions of a report without blanks.

    The one says whether they hold, the other what their sides add up to. The other raises
    `TypeError` for a report with blanks, the one may. The one leaves out the sums of the total column: they follow from
    those of the other columns once every row total is right.
    """
    rows: dict[str, str] = {}
    sides = [
        (
            identity,
            [
                " + ".join(_term(path, rows) for path in side)
                for side in (identity.left, identity.right)
            ],
        )
        for identity in _identities(edition)
    ]
    tests = [
        " == ".join(both)
        for identity, both in sides
        if identity.rule not in _COLUMN_RULES or not identity.left[0].endswith(".total")
    ]
    outcomes = [rows.pop(f"requests.outcomes.{outcome}") for outcome in Outcome.of(edition)]
    held = [
        f"{', '.join(outcomes)} = report.requests.outcomes.values()",
        *(f"{name} = report.{row}" for row, name in rows.items()),
    ]
    scope: dict[str, Any] = {}
    for name, result in (
        ("hold", " and ".join(tests)),
        # A blank is nothing to be added, even where it stands alone.
        ("sums", ", ".join(f"(0 + {left}, 0 + {right})" for _, (left, right) in sides)),
    ):
        lines = [f"def {name}(report):", *held, f"return {result}"]
        exec("\n    ".join(lines), scope)  # noqa: S102 - made from the identities alone
    return scope["hold"], scope["sums"]


_COLUMN_RULES: Final = frozenset({"requests-outcomes-total", "requests-balance"})


def _term(path: str, rows: dict[str, str]) -> str:
    """Return the expression for a figure, its row held in a local variable."""
    row, column = path.rsplit(".", 1)
    return f"{rows.setdefault(row, f'row{len(rows)}')}.{column}"
