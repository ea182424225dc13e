"""Prose against the tables, and prose against itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, Final

from govinfo_report.errors import Bilingual
from govinfo_report.model import AnnualReport, FigureValue
from govinfo_report.rules.finding import Finding
from govinfo_report.rules.prose import Statement, StatementKind, prose_of, read_prose
from govinfo_report.vocabulary import Measure, Outcome, ProactiveItem

NARRATIVE_RULES: Final = frozenset(
    {"narrative-figure", "narrative-breakdown", "narrative-denial", "narrative-stale-year"}
)
"""The rules that `check_narrative` yields findings of."""


def check_narrative(report: AnnualReport) -> Iterator[Finding]:
    """Yield where the prose contradicts the tables, itself, or the year, in that order."""
    prose = read_prose(report)
    if prose.statements:
        yield from _figures(report, prose.statements)
        yield from _breakdowns(report, prose.statements)
        yield from _denials(report, prose.statements)
    for stale in prose.stale_years:
        yield Finding(
            rule="narrative-stale-year",
            edition=report.edition,
            expected=prose.year,
            actual=stale.year,
            text=stale.text,
            section=stale.section,
            span=stale.span,
        )


def _figures(report: AnnualReport, told: Iterable[Statement]) -> Iterator[Finding]:
    """Yield the counts that the table contradicts, whatever the words may mean."""
    for statement in told:
        if statement.kind is not StatementKind.FIGURE:
            continue
        meant = (statement.figures, *statement.otherwise)
        sums = [_sum(paths, report) for paths in meant]
        if any(value is None or _agrees(statement, value) for value in sums):
            continue
        yield Finding(
            rule="narrative-figure",
            edition=report.edition,
            figures=statement.figures,
            expected=sums[0],
            actual=statement.number,
            remark=_addends(statement.figures),
            text=statement.text,
            section=statement.section,
            span=statement.span,
        )


def _sum(paths: Iterable[str], report: AnnualReport) -> FigureValue:
    """Return the sum of figures, none if one of them is blank."""
    total: int | Decimal = 0
    for path in paths:
        value = _value(report, path)
        if value is None:
            return None
        total += value
    return total


def _value(report: AnnualReport, path: str) -> FigureValue:
    value: FigureValue = _getter(path)(report)
    return value


@cache
def _getter(path: str) -> Callable[[AnnualReport], Any]:
    """Return what gets a figure; many are asked for, so a path is taken apart but once."""
    head, name, *rest = path.split(".")
    if head == "proactive":
        return lambda report: report.proactive[ProactiveItem(name)][Measure(rest[0])]
    if name == "outcomes":
        outcome, column = Outcome(rest[0]), rest[1]
        return lambda report: getattr(report.requests.outcomes[outcome], column)
    return attrgetter(path)


def _agrees(statement: Statement, value: int | Decimal) -> bool:
    """Say whether prose and table agree, each rounded to the last place it prints."""
    if statement.allows(value):
        return True
    if isinstance(value, int):
        return False
    half = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    return (statement.least is None or statement.least <= value + half) and (
        statement.most is None or value - half <= statement.most
    )


def _addends(paths: tuple[str, ...]) -> Bilingual | None:
    if len(paths) == 1:
        return None
    return Bilingual(f"（等 {len(paths)} 项之和）", f" (the sum of {len(paths)} figures)")


def _breakdowns(report: AnnualReport, told: Iterable[Statement]) -> Iterator[Finding]:
    """Yield the complete lists whose parts do not add up to their whole."""
    lists: defaultdict[int, list[Statement]] = defaultdict(list)
    for statement in told:
        if statement.breakdown is not None:
            lists[statement.breakdown].append(statement)
    texts = dict(prose_of(report)) if lists else {}
    for members in lists.values():
        whole = next(member for member in members if member.kind is StatementKind.WHOLE)
        parts = [member for member in members if member.kind is StatementKind.PART]
        if whole.complete and not _may_add_up(whole, parts):
            start, end = whole.span[0], parts[-1].span[1]
            text = texts[whole.section][start:end]
            yield Finding(
                rule="narrative-breakdown",
                edition=report.edition,
                expected=sum(part.number for part in parts),
                actual=whole.number,
                text=text,
                section=whole.section,
                span=(start, end),
            )


def _may_add_up(whole: Statement, parts: Iterable[Statement]) -> bool:
    """Say whether some values that the words allow add up."""
    least, most = Decimal(0), Decimal(0)
    is_bounded = True
    for part in parts:
        least += part.least or 0
        if part.most is None:
            is_bounded = False
        else:
            most += part.most
    return (whole.most is None or least <= whole.most) and (
        whole.least is None or not is_bounded or whole.least <= most
    )


def _denials(report: AnnualReport, told: Iterable[Statement]) -> Iterator[Finding]:
    """Yield the denials of what the table counts."""
    for statement in told:
        if statement.kind is not StatementKind.DENIAL:
            continue
        counted = tuple(path for path in statement.figures if _value(report, path))
        if counted:
            yield Finding(
                rule="narrative-denial",
                edition=report.edition,
                figures=counted,
                expected=_sum(counted, report),
                actual=0,
                text=statement.text,
                section=statement.section,
                span=statement.span,
            )
