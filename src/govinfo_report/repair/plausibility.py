"""What speaks for a change of figures: slips of the pen, other words of the report, last year's.

A reason is data: a weight, a label, and for slips a test of what was printed against what it
would have to be. Weights add up over the figures of an explanation; they order explanations and
mean nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final, TypeAlias

import attrs

from govinfo_report.errors import Bilingual
from govinfo_report.model import figure_paths
from govinfo_report.rules import identities
from govinfo_report.vocabulary import Edition

Known: TypeAlias = Mapping[str, int | None]
"""Figures by path, `None` where blank or not determined."""


class Reason(StrEnum):
    """Why it is plausible, or with the last two implausible, that a figure should be another."""

    TRANSPOSITION = "transposition"
    DROPPED_DIGIT = "dropped_digit"
    DOUBLED_DIGIT = "doubled_digit"
    MISREAD_DIGIT = "misread_digit"
    SHIFTED_COLUMN = "shifted_column"
    SHIFTED_ROW = "shifted_row"
    TOTAL_NOT_UPDATED = "total_not_updated"
    PROSE = "prose"
    LAST_YEAR = "last_year"
    AGAINST_PROSE = "against_prose"
    AGAINST_LAST_YEAR = "against_last_year"

    @property
    def label(self) -> Bilingual:
        """What it says to a clerk."""
        return _REASONS[self][1]

    @property
    def weight(self) -> int:
        """How much it counts."""
        return _REASONS[self][0]


_REASONS: Final[Mapping[Reason, tuple[int, Bilingual]]] = MappingProxyType(
    {
        Reason.TRANSPOSITION: (
            6,
            Bilingual("相邻两位数字颠倒", "two neighbouring digits are transposed"),
        ),
        Reason.DROPPED_DIGIT: (4, Bilingual("漏写一位数字", "a digit was dropped")),
        Reason.DOUBLED_DIGIT: (5, Bilingual("一位数字重复", "a digit was doubled")),
        Reason.MISREAD_DIGIT: (4, Bilingual("形近数字误认", "a digit was taken for a similar one")),
        Reason.SHIFTED_COLUMN: (
            3,
            Bilingual("与左右相邻栏的数字错位", "it is the value of the cell beside it"),
        ),
        Reason.SHIFTED_ROW: (
            3,
            Bilingual("与上下相邻行的数字错位", "it is the value of the cell above or below it"),
        ),
        Reason.TOTAL_NOT_UPDATED: (
            2,
            Bilingual(
                "分项改动后总计未更新", "the total was not updated after one of its parts was"
            ),
        ),
        Reason.PROSE: (8, Bilingual("与正文表述一致", "the prose says so")),
        Reason.LAST_YEAR: (8, Bilingual("与上年报告一致", "last year's report says so")),
        Reason.AGAINST_PROSE: (
            -8,
            Bilingual("正文表述与原数一致", "the prose says what is printed"),
        ),
        Reason.AGAINST_LAST_YEAR: (
            -8,
            Bilingual("上年报告与原数一致", "last year's report says what is printed"),
        ),
    }
)
"""How much each reason counts, and what it says."""


# ── slips of the pen ─────────────────────────────────────────────────────────────────────────


def _is_transposed(stated: str, implied: str) -> bool:
    return len(stated) == len(implied) and any(
        implied[:i] + implied[i + 1] + implied[i] + implied[i + 2 :] == stated
        for i in range(len(implied) - 1)
    )


def _lacks_digit(stated: str, implied: str) -> bool:
    # Compared as numbers: what is left of 105 without its 1 may be printed 5.
    return len(stated) < len(implied) and any(
        int(implied[:i] + implied[i + 1 :]) == int(stated) for i in range(len(implied))
    )


def _has_double(stated: str, implied: str) -> bool:
    return len(stated) == len(implied) + 1 and any(
        implied[: i + 1] + implied[i:] == stated for i in range(len(implied))
    )


_ALIKE: Final = frozenset(
    {"06", "08", "14", "17", "23", "27", "35", "38", "49", "56", "58", "68", "69", "79", "89"}
)
"""Digits taken for each other in handwriting and in poor print."""


def _is_misread(stated: str, implied: str) -> bool:
    if len(stated) != len(implied):
        return False
    differing = [pair for pair in zip(stated, implied, strict=True) if len({*pair}) > 1]
    return len(differing) == 1 and "".join(sorted(differing[0])) in _ALIKE


SLIPS: Final[Mapping[Reason, Callable[[str, str], bool]]] = MappingProxyType(
    {
        Reason.TRANSPOSITION: _is_transposed,
        Reason.DROPPED_DIGIT: _lacks_digit,
        Reason.DOUBLED_DIGIT: _has_double,
        Reason.MISREAD_DIGIT: _is_misread,
    }
)
"""For each slip within a number, whether it makes what is printed of what was meant."""


def distance(stated: int | None, implied: int | None) -> int:
    """Return how many digits lie between the first and the last in which two numbers differ."""
    one, other = str(stated or 0), "" if implied is None else str(implied)
    start = _alike(one, other)
    one, other = one[start:], other[start:]
    return max(len(one), len(other)) - _alike(one[::-1], other[::-1])


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other)) if a != b),  # noqa: B905 - the shorter ends
        min(len(one), len(other)),
    )


# ── what stands around a figure ──────────────────────────────────────────────────────────────


@attrs.frozen
class Surroundings:
    """What stands around a figure in its table."""

    beside: tuple[str, ...]
    """The figures left and right of it."""
    above_and_below: tuple[str, ...]
    parts: tuple[str, ...]
    """The figures that it is the total of; none if it is no total."""


@cache
def surroundings(edition: Edition) -> Mapping[str, Surroundings]:
    """Return the surroundings of each figure of tables three and four."""
    rows: dict[str, list[str]] = {}
    for path in figure_paths(edition):
        row, _ = path.rsplit(".", 1)
        rows.setdefault("disputes" if row.startswith("disputes.") else row, []).append(path)
    table = [row for name, row in rows.items() if name.startswith("requests.")]
    beside = _neighbours((*table, rows["disputes"]))
    above = _neighbours(zip(*table, strict=True))
    parts: dict[str, tuple[str, ...]] = {}
    for identity in identities(edition):
        if len(identity.left) == 1:
            (total,) = identity.left
            parts[total] = parts.get(total, ()) + identity.right
    return {
        path: Surroundings(beside[path], above.get(path, ()), parts.get(path, ()))
        for path in beside
    }


def _neighbours(lines: Iterable[Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return what stands before and after each path in its line."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        for one, other in pairwise(line):
            found[one] = (*found.get(one, ()), other)
            found[other] = (*found.get(other, ()), one)
    return found


# ── what else is known ───────────────────────────────────────────────────────────────────────


@attrs.frozen
class Stated:
    """What is said elsewhere of the sum of some figures, such as by the prose of the report."""

    figures: tuple[str, ...]
    """The paths of the figures, one or more."""
    number: int
    """What they add up to."""


@attrs.frozen
class Witness:
    """Something said of figures, and what it is if a change agrees with it or departs from it."""

    stated: Stated
    confirms: Reason
    contradicts: Reason

    def heard(self, before: Known, after: Known) -> Reason | None:
        """Return what it says of changed figures, nothing if it is silent."""
        agreed = _add(self.stated.figures, before) == self.stated.number
        agrees = _add(self.stated.figures, after) == self.stated.number
        if agreed == agrees:
            return None
        return self.confirms if agrees else self.contradicts


def _add(paths: Iterable[str], figures: Known) -> int | None:
    """Return the sum of figures, none if one is blank or of table two, which is not looked at."""
    total = 0
    for path in paths:
        value = figures.get(path)
        if value is None:
            return None
        total += value
    return total


# ── reasons for the changes of an explanation ────────────────────────────────────────────────


def reasons(
    edition: Edition, figures: Known, changes: Known, witnesses: Iterable[Witness]
) -> dict[str, tuple[Reason, ...]]:
    """Return what speaks for and against changing figures, for each of them."""
    around = surroundings(edition)
    heard = list(_heard(figures, changes, witnesses))
    return {
        path: (
            *_slips(figures, changes, path, around[path]),
            *(reason for said, reason in heard if path in said),
        )
        for path in changes
    }


def _slips(figures: Known, changes: Known, path: str, around: Surroundings) -> Iterator[Reason]:
    stated, implied = figures[path], changes[path]
    if stated is None or implied is None:
        return
    for reason, makes in SLIPS.items():
        if makes(str(stated), str(implied)):
            yield reason
    for reason, neighbours in (
        (Reason.SHIFTED_COLUMN, around.beside),
        (Reason.SHIFTED_ROW, around.above_and_below),
    ):
        if any(
            (stated and figures[other] == stated)
            or (implied and other in changes and figures[other] == implied)
            for other in neighbours
        ):
            yield reason
    if implied > stated and any(figures[part] == implied - stated for part in around.parts):
        yield Reason.TOTAL_NOT_UPDATED


def _heard(
    figures: Known, changes: Known, witnesses: Iterable[Witness]
) -> Iterator[tuple[tuple[str, ...], Reason]]:
    after = {**figures, **changes}
    for witness in witnesses:
        said = witness.stated.figures
        if not changes.keys().isdisjoint(said) and (reason := witness.heard(figures, after)):
            yield said, reason
