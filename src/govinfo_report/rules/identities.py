"""The identities (勾稽关系): sums of figures that must agree, as data.

Each says that the figures on its left add up to those on its right. Being data they can be
counted, printed, compiled to a fast check, to data-frame expressions, to spreadsheet formulas and
to the live checks of a form.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

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
    try:
        unequal = _unequal(report, _compiled(report.edition))
    except TypeError:  # a blank among the numbers
        figures = report.figures()
        unequal = _unequal(report, _compiled(report.edition, blank=0))
        return [found for identity, *_ in unequal if (found := judge(identity, figures))]
    return [Imbalance(identity, left, right, has_blanks=False) for identity, left, right in unequal]


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
    """Say quickly whether each identity holds, blanks taken for zero; if in doubt, say no."""
    try:
        return _compiled(report.edition).hold(report)
    except TypeError:  # a blank among the numbers
        return _compiled(report.edition, blank=0).hold(report)


class _Compiled(NamedTuple):
    """The identities of an edition as functions of a report."""

    hold: Callable[[AnnualReport], bool]
    """Whether they hold.

    The sums of the total column are left out: they follow from those of the other columns once
    every row total is right.
    """
    sums: Callable[[AnnualReport], tuple[tuple[int, int], ...]]
    """What the two sides of each add up to."""


def _unequal(report: AnnualReport, compiled: _Compiled) -> list[tuple[Identity, int, int]]:
    sums = zip(_identities(report.edition), compiled.sums(report), strict=True)
    return [(identity, left, right) for identity, (left, right) in sums if left != right]


@cache
def _compiled(edition: Edition, blank: int | None = None) -> _Compiled:
    """Return the identities of an edition compiled; unless a blank has a number it is a `TypeError`."""
    rows: dict[str, str] = {}
    tests, sums = [], []
    for identity in _identities(edition):
        left, right = (
            " + ".join(_term(path, rows, blank) for path in side)
            for side in (identity.left, identity.right)
        )
        sums.append(f"(0 + {left}, 0 + {right})")  # a blank fails even where it stands alone
        if identity.rule not in _COLUMN_RULES or not identity.left[0].endswith(".total"):
            tests.append(f"{left} == {right}")
    outcomes = [rows.pop(f"requests.outcomes.{outcome}") for outcome in Outcome.of(edition)]
    scope: dict[str, Any] = {}
    for name, result in (("hold", " and ".join(tests)), ("sums", ", ".join(sums))):
        lines = [
            f"def {name}(report):",
            f"{', '.join(outcomes)} = report.requests.outcomes.values()",
            *(f"{variable} = report.{row}" for row, variable in rows.items()),
            f"return {result}",
        ]
        exec("\n    ".join(lines), scope)  # noqa: S102 - made from the identities alone
    return _Compiled(scope["hold"], scope["sums"])


_COLUMN_RULES: Final = frozenset({"requests-outcomes-total", "requests-balance"})


def _term(path: str, rows: dict[str, str], blank: int | None) -> str:
    """Return the expression for a figure, its row held in a local variable."""
    row, column = path.rsplit(".", 1)
    figure = f"{rows.setdefault(row, f'row{len(rows)}')}.{column}"
    return figure if blank is None else f"({figure} or {blank})"
