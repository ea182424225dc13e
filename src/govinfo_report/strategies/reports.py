"""Reports of one organ and one year, and the parts that hold no table."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final, Literal

import attrs
from hypothesis import strategies as st

from govinfo_report.model import (
    MAX_COUNT,
    Agency,
    AnnualReport,
    Explanation,
    FigureValue,
    Section,
    figure_paths,
)
from govinfo_report.strategies.organs import SIGNS, agencies
from govinfo_report.strategies.prose import PLAIN, Narrated, told_overviews
from govinfo_report.strategies.sizes import OFFICES, ORDINARY_OFFICES, Office, entries
from govinfo_report.strategies.tables import (
    ENDINGS,
    disputes_of,
    edition_of,
    entry_places,
    flow_places,
    proactive_of,
    requests_of,
)
from govinfo_report.vocabulary import AgencyKind, Edition, Measure

ProseKind = Literal["plain", "telling", "any"]
"""What kind of prose: without a count, stating what the tables say, or any text whatever."""

LAST_YEAR: Final = 2030
"""The last year that reports in force are drawn for."""


@st.composite
def reports(  # noqa: PLR0913 - the ways in which reports differ
    draw: st.DrawFn,
    edition: Edition | str | None = None,
    *,
    year: int | None = None,
    consistent: bool = True,
    complete: bool = True,
    prose: ProseKind = "plain",
) -> AnnualReport:
    """Draw a report; as it comes, one that breaks no rule, on the edition in force for its year.

    Most figures are zero, some are small, a few are those of large offices or the largest that a
    report can hold. Unless `consistent`, some figures are changed to anything that they can hold;
    unless `complete`, some are blank. `prose` is `"plain"`, without a count; `"telling"`, which
    states what the tables say (`narrated` gives the statements too); or `"any"`, whatever text a
    report can hold, in places that hold some, and nothing known of the organ for certain: such
    reports test storage, not checks, and break rules about prose and filing.
    """
    if edition is None and year is not None:
        edition = Edition.in_force(year)
    report = _sound(draw, draw(edition_of(edition)), year, draw(OFFICES))
    if prose == "any":
        report = draw(_anyhow(report))
    if not consistent:
        report = draw(_changed(report))
    if not complete:
        report = draw(blanked(report))
    return draw(_told(report)).report if prose == "telling" else report


@st.composite
def narrated(
    draw: st.DrawFn,
    edition: Edition | str | None = None,
    *,
    year: int | None = None,
    consistent: bool = True,
    complete: bool = True,
) -> Narrated:
    """Draw a report whose prose states what its tables say, and the statements, in their order."""
    report = draw(reports(edition, year=year, consistent=consistent, complete=complete))
    return draw(_told(report))


@st.composite
def _told(draw: st.DrawFn, report: AnnualReport) -> Narrated:
    overview, statements = draw(told_overviews(report))
    return Narrated(attrs.evolve(report, overview=overview), statements)


def ordinary(
    draw: st.DrawFn, edition: Edition, *, year: int | None = None, agency: Agency | None = None
) -> AnnualReport:
    """Draw a report that breaks no rule and leaves room above its figures, for what is added."""
    return _sound(draw, edition, year, draw(ORDINARY_OFFICES), agency)


def _sound(
    draw: st.DrawFn,
    edition: Edition,
    year: int | None,
    office: Office,
    agency: Agency | None = None,
) -> AnnualReport:
    if year is None:
        year = draw(_years(edition))
    return AnnualReport(
        edition,
        **around(draw, agency or draw(agencies()), year),
        proactive=proactive_of(edition, draw(entries(entry_places(edition), office))),
        requests=requests_of(edition, draw(entries(flow_places(edition), office))),
        disputes=disputes_of(draw(entries(ENDINGS, office))),
    )


@cache
def _years(edition: Edition) -> st.SearchStrategy[int]:
    return st.integers(edition.first_year, edition.last_year or LAST_YEAR)


_DAYS: Final = st.integers(1, 31)
_PLAIN: Final = st.sampled_from(PLAIN)


def around(draw: st.DrawFn, agency: Agency, year: int) -> dict[str, Any]:
    """Draw what stands around the tables of a report published in time, in the January after."""
    return {
        "agency": agency,
        "year": year,
        "title": f"{agency.name}{year}年政府信息公开工作年度报告",
        "published": dt.date(year + 1, 1, draw(_DAYS)),
        **draw(_PLAIN),
    }


# ── blanks and errors ────────────────────────────────────────────────────────────────────────

_AMOUNTS: Final = st.integers(0, 10**16).map(lambda number: Decimal(number).scaleb(-4).normalize())


@cache
def figure_values(path: str) -> st.SearchStrategy[FigureValue]:
    """Draw anything that the figure at a path can hold, a blank included."""
    measure = path.rsplit(".", 1)[-1]
    if measure == Measure.AMOUNT:
        return st.none() | _AMOUNTS
    return st.none() | st.integers(-MAX_COUNT if measure == Measure.CHANGE else 0, MAX_COUNT)


@st.composite
def _changed(draw: st.DrawFn, report: AnnualReport) -> AnnualReport:
    paths = draw(st.lists(st.sampled_from(figure_paths(report.edition)), max_size=8))
    drawn = {path: draw(figure_values(path)) for path in paths}
    return report.with_figures({p: value for p, value in drawn.items() if value is not None})


@st.composite
def blanked(draw: st.DrawFn, report: AnnualReport) -> AnnualReport:
    """Draw a report with some of its figures blank: single ones, rows, or a column of totals."""
    groups = draw(st.lists(st.sampled_from(_blank_together(report.edition)), max_size=6))
    return report.with_figures(dict.fromkeys(path for group in groups for path in group))


@cache
def _blank_together(edition: Edition) -> tuple[tuple[str, ...], ...]:
    """Return what organs leave blank at a time: figures, rows, the totals of table three."""
    paths = figure_paths(edition)
    rows = groupby(paths, key=lambda path: path.rsplit(".", 1)[0])
    totals = [path for path in paths if path.startswith("requests.") and path.endswith(".total")]
    return (*((path,) for path in paths), *(tuple(row) for _, row in rows), tuple(totals))


# ── anything ─────────────────────────────────────────────────────────────────────────────────

_TEXTS: Final = st.text(st.characters(codec="utf-8"), max_size=40)
_FOREIGN: Final = st.dictionaries(
    _TEXTS,
    st.recursive(
        st.none() | st.booleans() | st.integers() | _AMOUNTS | _TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
        max_leaves=5,
    ),
    max_size=3,
)


def sections() -> st.SearchStrategy[Section]:
    """Draw any prose, with subsections."""
    return _SECTIONS


_SECTIONS: Final = st.recursive(
    st.builds(Section, _TEXTS, _TEXTS),
    lambda inner: st.builds(Section, _TEXTS, _TEXTS, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=4,
)


def explanations() -> st.SearchStrategy[Explanation]:
    """Draw any answer to a finding, whether or not there is such a rule or figure."""
    return _EXPLANATIONS


_EXPLANATIONS: Final = st.builds(
    Explanation, _TEXTS, _TEXTS, st.lists(_TEXTS, max_size=2).map(tuple)
)

_ANY: Final[Mapping[str, st.SearchStrategy[Any]]] = MappingProxyType(
    {
        "year": st.none() | st.integers(1949, dt.MAXYEAR),
        "agency": st.builds(
            Agency,
            st.none() | _TEXTS,
            st.none() | st.sampled_from(AgencyKind),
            st.none() | st.text(SIGNS, min_size=18, max_size=18),
            st.none() | st.text("0123456789", min_size=6, max_size=6),
        ),
        "title": st.none() | _TEXTS,
        "preface": st.none() | _TEXTS,
        "published": st.none() | st.dates(),
        "source": st.none() | _TEXTS,
        "overview": _SECTIONS,
        "problems": _SECTIONS,
        "other_matters": _SECTIONS,
        "explanations": st.lists(_EXPLANATIONS, max_size=2).map(tuple),
        "extensions": _FOREIGN,
    }
)
_PLACES: Final = st.lists(st.sampled_from(tuple(_ANY)), max_size=5)


@st.composite
def _anyhow(draw: st.DrawFn, report: AnnualReport) -> AnnualReport:
    """Draw a report with its tables, and anything else whatever in some places around them."""
    changes: dict[str, Any] = {place: draw(_ANY[place]) for place in draw(_PLACES)}
    return attrs.evolve(report, **changes)
