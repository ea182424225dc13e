"""The figures of a report row by row, fast: for rules that look at all of them; and their sums."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Final, TypeAlias, cast

from govinfo_report.model import AnnualReport, FigureValue, figure_paths
from govinfo_report.vocabulary import Applicant, DisputeResult, Edition

Row: TypeAlias = tuple[tuple[str, ...], tuple[FigureValue, ...]]
"""The paths of a row of a table and what the report has there."""

_COUNTS: Final = attrgetter(*(applicant.value for applicant in Applicant), "total")
_RESULTS: Final = attrgetter(*(result.value for result in DisputeResult), "total")


def rows(report: AnnualReport) -> Iterator[Row]:
    """Yield each row of the three tables, in form order; a block of table four is a row."""
    return zip(_row_paths(report.edition), _row_values(report), strict=True)


def tables(report: AnnualReport) -> Mapping[str, list[Row]]:
    """Return the rows of each table, by the name of its part."""
    found = list(rows(report))
    return {name: found[table] for name, table in _tables(report.edition).items()}


_EXACT: Final = Context(prec=400)
"""For sums of amounts: more digits than any real one has."""


def add_up(values: Iterable[int | Decimal]) -> int | Decimal:
    """Return the exact sum of counts or of amounts."""
    total: int | Decimal = 0
    for value in values:
        total = _EXACT.add(Decimal(total), value) if isinstance(value, Decimal) else total + value
    return total


def subtract(value: int | Decimal, other: int | Decimal) -> int | Decimal:
    """Return the exact difference of two counts or two amounts."""
    if isinstance(value, Decimal) or isinstance(other, Decimal):
        return _EXACT.subtract(Decimal(value), Decimal(other))
    return value - other


def _row_values(report: AnnualReport) -> Iterator[tuple[FigureValue, ...]]:
    for row in report.proactive.values():
        yield tuple(row.values())
    requests, disputes = report.requests, report.disputes
    for counts in (
        requests.received,
        requests.carried_over,
        *requests.outcomes.values(),
        requests.outcomes_total,
        requests.carried_forward,
    ):
        yield cast("tuple[FigureValue, ...]", _COUNTS(counts))
    for block in (
        disputes.reconsideration,
        disputes.direct_litigation,
        disputes.litigation_after_reconsideration,
    ):
        yield cast("tuple[FigureValue, ...]", _RESULTS(block))


@cache
def _row_paths(edition: Edition) -> tuple[tuple[str, ...], ...]:
    by_row = groupby(figure_paths(edition), key=lambda path: path.rsplit(".", 1)[0])
    return tuple(tuple(paths) for _, paths in by_row)


@cache
def _tables(edition: Edition) -> Mapping[str, slice]:
    """Map the name of each table to where its rows stand among all."""
    names = [paths[0].split(".", 1)[0] for paths in _row_paths(edition)]
    starts = {name: names.index(name) for name in names}
    return {name: slice(start, start + names.count(name)) for name, start in starts.items()}
