"""The three tables, built so that they add up; only what is not zero is drawn.

Most figures of most reports are zero, so a strategy that drew each of the 200 would be slow and its
reports unlike any that are published. Here entries are drawn, each a place and a count, and the
tables follow from them: nothing is filtered out, and a report shrinks to a blank sheet of zeros.

The entries of table three are *flows*: so many requests of such an applicant, which came in this
year or before, ended in such an outcome or are carried forward. Whatever flows there are, all
identities hold; and every table in which they hold is the sum of some flows.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Final, NamedTuple

from hypothesis import strategies as st

from govinfo_report.model import (
    MAX_COUNT,
    ByApplicant,
    ByResult,
    Disputes,
    FigureValue,
    Proactive,
    Requests,
)
from govinfo_report.strategies.sizes import OFFICES, ORDINARY_OFFICES, entries
from govinfo_report.vocabulary import (
    Applicant,
    DisputeKind,
    DisputeResult,
    Edition,
    Measure,
    Outcome,
    ProactiveItem,
)

EDITIONS: Final = st.sampled_from((Edition.E2021, Edition.E2019))
"""An edition; shrinks to the one in force."""


PLACES: Final = (1, 2, 4)
"""With how many decimals organs write amounts in 万元."""


class Flow(NamedTuple):
    """Where requests of one kind of applicant came from and where they went."""

    applicant: Applicant
    is_new: bool
    """Whether they came in this year, not before."""
    outcome: Outcome | None
    """How they ended; none if they are carried forward."""


Flows = Mapping[Flow, int]


class Entry(NamedTuple):
    """A place in table two."""

    item: ProactiveItem
    measure: Measure
    places: int = 0
    """How many of the digits drawn are decimals."""
    is_loss: bool = False
    """Whether it lessens what the measure says."""


def edition_of(edition: Edition | str | None) -> st.SearchStrategy[Edition]:
    """Return the strategy for an edition that may be given."""
    return EDITIONS if edition is None else st.just(Edition(edition))


# ── table three ──────────────────────────────────────────────────────────────────────────────


@cache
def flow_places(edition: Edition) -> tuple[Flow, ...]:
    """Return all flows that there can be."""
    ends = (None, *Outcome.of(edition))
    return tuple(Flow(a, new, end) for new, end, a in product((True, False), ends, Applicant))


_COLUMNS: Final = {applicant: place for place, applicant in enumerate(Applicant)}
_NOTHING: Final = ByApplicant.of()


def requests_of(edition: Edition, flowing: Flows) -> Requests:
    """Return the table that some flows make."""
    counts: dict[str, list[int]] = {}
    for flow, count in flowing.items():
        for name in flow_rows(flow):
            row = counts.setdefault(name, [0] * (len(_COLUMNS) + 1))
            row[_COLUMNS[flow.applicant]] += count
            row[-1] += count
    rows = {name: ByApplicant(*row) for name, row in counts.items()}
    return Requests(
        rows.get("received", _NOTHING),
        rows.get("carried_over", _NOTHING),
        {each: rows.get(f"outcomes.{each}", _NOTHING) for each in Outcome.of(edition)},
        rows.get("outcomes_total", _NOTHING),
        rows.get("carried_forward", _NOTHING),
    )


def flow_rows(flow: Flow) -> tuple[str, ...]:
    """Return the rows that count the requests of a flow."""
    begun = "received" if flow.is_new else "carried_over"
    if flow.outcome is None:
        return begun, "carried_forward"
    return begun, f"outcomes.{flow.outcome}", "outcomes_total"


def flow_figures(flow: Flow) -> tuple[str, ...]:
    """Return the figures that count them."""
    return tuple(
        f"requests.{row}.{column}"
        for row in flow_rows(flow)
        for column in (flow.applicant, "total")
    )


@st.composite
def requests(draw: st.DrawFn, edition: Edition | str | None = None) -> Requests:
    """Draw a table three that adds up."""
    edition = draw(edition_of(edition))
    return requests_of(edition, draw(entries(flow_places(edition), draw(OFFICES))))


@st.composite
def by_applicant(draw: st.DrawFn) -> ByApplicant:
    """Draw a row of table three whose total is right."""
    names = tuple(applicant.value for applicant in Applicant)
    return ByApplicant.of(**draw(entries(names, draw(ORDINARY_OFFICES))))


# ── table two ────────────────────────────────────────────────────────────────────────────────


@cache
def entry_places(edition: Edition) -> tuple[Entry, ...]:
    """Return all that there can be to say in table two."""
    return tuple(
        entry
        for item in ProactiveItem.of(edition)
        for measure in item.measures(edition)
        for entry in _entries_at(item, measure)
    )


def _entries_at(item: ProactiveItem, measure: Measure) -> Iterable[Entry]:
    if measure.is_amount:
        yield from (Entry(item, measure, places) for places in PLACES)
    else:
        yield Entry(item, measure)
    if measure.is_signed:
        yield Entry(item, measure, is_loss=True)


def proactive_of(edition: Edition, measured: Mapping[Entry, int]) -> Proactive:
    """Return the table that some entries make.

    Of documents in force, and of those disclosed in total, an entry counts what there is besides
    what the year's own entries leave; what is lost is at most what there was.
    """
    table: dict[ProactiveItem, dict[Measure, FigureValue]] = {}
    for item in ProactiveItem.of(edition):
        row: dict[Measure, FigureValue] = {}
        for measure in item.measures(edition):
            if measure.is_amount:
                row[measure] = _amount(item, measure, measured)
            else:
                row[measure] = measured.get(Entry(item, measure), 0)
        table[item] = {**row, **_implied(item, row, measured)}
    return table


def _amount(item: ProactiveItem, measure: Measure, measured: Mapping[Entry, int]) -> Decimal:
    """Return the amount of the entry that has most decimals; the largest count is none in 万元."""
    for places in reversed(PLACES):
        count = measured.get(Entry(item, measure, places))
        if count is not None and count != MAX_COUNT:
            return Decimal(count).scaleb(-places)
    return Decimal(0)


def _implied(
    item: ProactiveItem, row: Mapping[Measure, FigureValue], measured: Mapping[Entry, int]
) -> dict[Measure, FigureValue]:
    """Return what other measures of the row make of a measure."""
    count = {measure: int(value or 0) for measure, value in row.items() if not measure.is_amount}
    if Measure.IN_FORCE in count:
        left = max(count[Measure.ISSUED] - count[Measure.REPEALED], 0)
        return {Measure.IN_FORCE: min(count[Measure.IN_FORCE] + left, MAX_COUNT)}
    if Measure.DISCLOSED_TOTAL in count:
        total = count[Measure.DISCLOSED_TOTAL] + count[Measure.DISCLOSED]
        return {Measure.DISCLOSED_TOTAL: min(total, MAX_COUNT)}
    if Measure.CHANGE in count:
        loss = measured.get(Entry(item, Measure.CHANGE, is_loss=True), 0)
        return {Measure.CHANGE: count[Measure.CHANGE] - min(loss, count[Measure.ITEMS_LAST_YEAR])}
    return {}


@st.composite
def proactive(draw: st.DrawFn, edition: Edition | str | None = None) -> Proactive:
    """Draw a table two in which as much is in force as there must be."""
    edition = draw(edition_of(edition))
    return proactive_of(edition, draw(entries(entry_places(edition), draw(OFFICES))))


# ── table four ───────────────────────────────────────────────────────────────────────────────

Ending = tuple[DisputeKind, DisputeResult]

ENDINGS: Final[tuple[Ending, ...]] = tuple(product(DisputeKind, DisputeResult))
"""All ways in which reviews and lawsuits can end."""


def disputes_of(ended: Mapping[Ending, int]) -> Disputes:
    """Return the table that some endings make."""
    blocks: dict[str, dict[str, int]] = {}
    for (kind, result), count in ended.items():
        blocks.setdefault(kind.value, {})[result.value] = count
    return Disputes.of(**{kind: ByResult.of(**block) for kind, block in blocks.items()})


@st.composite
def disputes(draw: st.DrawFn) -> Disputes:
    """Draw a table four that adds up."""
    return disputes_of(draw(entries(ENDINGS, draw(OFFICES))))


@st.composite
def by_result(draw: st.DrawFn) -> ByResult:
    """Draw a block of table four whose total is right."""
    names = tuple(result.value for result in DisputeResult)
    return ByResult.of(**draw(entries(names, draw(ORDINARY_OFFICES))))
