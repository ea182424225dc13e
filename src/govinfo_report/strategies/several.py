"""Reports that belong together: an organ's over years, a parent organ's with its children's.

The figures of a series grow and shrink within a factor of two, so that none jumps; what one year
carries forward the next carries over; documents stay in force unless they are repealed.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs
from hypothesis import strategies as st

from govinfo_report.compare import aggregate
from govinfo_report.errors import UnknownRuleError
from govinfo_report.model import Agency, AnnualReport, Section
from govinfo_report.rules.series import JUMP_FACTOR, JUMP_SIZE
from govinfo_report.strategies.breaking import SOME, adding
from govinfo_report.strategies.organs import AGENCIES, agencies
from govinfo_report.strategies.reports import around, blanked, ordinary
from govinfo_report.strategies.sizes import ORDINARY_OFFICES, entries
from govinfo_report.strategies.tables import (
    ENDINGS,
    Entry,
    Flow,
    disputes_of,
    edition_of,
    entry_places,
    flow_figures,
    flow_places,
    proactive_of,
    requests_of,
)
from govinfo_report.vocabulary import (
    AgencyKind,
    Applicant,
    Edition,
    Measure,
    Outcome,
    OutcomeCategory,
    ProactiveItem,
)

YEARS: Final = range(2020, 2024)
"""Four years, in the first of which the older edition is in force."""

Series = list[AnnualReport]

_AS_EVER: Final = 100  # per cent of the base
_GROWTH: Final = st.integers(_AS_EVER, 2 * _AS_EVER)
_DOCUMENTS: Final = (ProactiveItem.REGULATIONS, ProactiveItem.NORMATIVE_DOCUMENTS)


# ── years ────────────────────────────────────────────────────────────────────────────────────


@st.composite
def series(draw: st.DrawFn, years: Iterable[int] = YEARS) -> Series:
    """Draw an organ's reports of consecutive years that agree, each on its year's edition."""
    agency, office = draw(agencies()), draw(ORDINARY_OFFICES)
    flowing = draw(entries(flow_places(Edition.E2021), office))
    measured = {
        **draw(entries(entry_places(Edition.E2019), office)),
        **draw(entries(entry_places(Edition.E2021), office)),
    }
    ended = draw(entries(ENDINGS, office))
    carried = _carried_forward(flowing, _AS_EVER)
    in_force = {item: _standing(measured, item) for item in _DOCUMENTS}
    found = []
    for year in years:
        edition = Edition.in_force(year)
        growth = draw(_GROWTH)
        entered = {place: _grown(count, growth) for place, count in measured.items()}
        table = dict(proactive_of(edition, entered))
        if edition is Edition.E2021:
            for item in _DOCUMENTS:
                row = _documents(measured, item, growth, in_force[item])
                table[item], in_force[item] = row, row[Measure.IN_FORCE]
        found.append(
            AnnualReport(
                edition,
                **around(draw, agency, year),
                proactive=table,
                requests=requests_of(edition, _flows(edition, flowing, carried, growth)),
                disputes=disputes_of({end: _grown(n, growth) for end, n in ended.items()}),
            )
        )
        carried = _carried_forward(flowing, growth)
    return found


def _grown(count: int, growth: int) -> int:
    return count * growth // _AS_EVER


def _carried_forward(flowing: Mapping[Flow, int], growth: int) -> dict[Applicant, int]:
    """Return how many requests of each applicant are left at the end of a year."""
    left: dict[Applicant, int] = {}
    for flow, count in flowing.items():
        if flow.outcome is None:
            left[flow.applicant] = left.get(flow.applicant, 0) + _grown(count, growth)
    return left


def _flows(
    edition: Edition, flowing: Mapping[Flow, int], carried: Mapping[Applicant, int], growth: int
) -> dict[Flow, int]:
    """Return the flows of a year: what is new, and what was carried over and then granted."""
    flows: dict[Flow, int] = {}
    for flow, count in flowing.items():
        new = Flow(flow.applicant, is_new=True, outcome=_in_edition(flow.outcome, edition))
        flows[new] = flows.get(new, 0) + _grown(count, growth)
    for applicant, count in carried.items():
        flows[Flow(applicant, is_new=False, outcome=Outcome.GRANTED)] = count
    return flows


def _in_edition(outcome: Outcome | None, edition: Edition) -> Outcome | None:
    """Return the row in which an edition counts an outcome that edition 2021 has."""
    if outcome is None or edition in outcome.editions:
        return outcome
    return OutcomeCategory.OTHERWISE_HANDLED.outcomes(edition)[0]


def _standing(measured: Mapping[Entry, int], item: ProactiveItem) -> int:
    """Return how many documents are in force at first: what is issued is little beside it."""
    counts = [measured.get(Entry(item, each), 0) for each in (Measure.IN_FORCE, Measure.ISSUED)]
    return counts[0] + 2 * counts[1]


def _documents(
    measured: Mapping[Entry, int], item: ProactiveItem, growth: int, before: int
) -> dict[Measure, int]:
    """Return what became of documents in a year; fewer are repealed than issued."""
    issued, repealed = (
        measured.get(Entry(item, each), 0) for each in (Measure.ISSUED, Measure.REPEALED)
    )
    now = _grown(issued, growth)
    gone = _grown(min(repealed, issued) // 2, growth)
    return {Measure.ISSUED: now, Measure.REPEALED: gone, Measure.IN_FORCE: before + now - gone}


class BrokenSeries(NamedTuple):
    """The reports of an organ that break a rule from year to year."""

    reports: Series
    rule: str
    """The id of the rule."""
    figures: tuple[str, ...]
    """The figures that were touched, none where the rule is not about any."""


_Changed = tuple[Series, tuple[str, ...]]
_SeriesBreaker = Callable[[st.DrawFn, Series], _Changed]


def broken_series(rule: str | None = None) -> st.SearchStrategy[BrokenSeries]:
    """Draw an organ's reports of some years that break a rule in one of them; each alone is sound.

    Without a rule it is any that holds from year to year. `UnknownRuleError` for another.
    """
    if rule is not None and rule not in SERIES_BREAKERS:
        raise UnknownRuleError(rule, SERIES_BREAKERS)
    return _broken_series(rule)


@st.composite
def _broken_series(draw: st.DrawFn, rule: str | None) -> BrokenSeries:
    if rule is None:
        rule = draw(st.sampled_from(tuple(SERIES_BREAKERS)))
    reports, figures = SERIES_BREAKERS[rule](draw, draw(series()))
    return BrokenSeries(reports, rule, figures)


def _miscarried(draw: st.DrawFn, reports: Series) -> _Changed:
    """Carry over more than was carried forward."""
    place = draw(st.integers(1, len(reports) - 1))
    flow = Flow(draw(st.sampled_from(Applicant)), is_new=False, outcome=Outcome.GRANTED)
    reports[place] = adding(reports[place], flow, draw(SOME))
    return reports, tuple(path for path in flow_figures(flow) if "carried_over" in path)


def _unaccounted(draw: st.DrawFn, reports: Series) -> _Changed:
    """From some year on, have more in force than the changes leave."""
    first = next(i for i, r in enumerate(reports) if r.edition is Edition.E2021)
    path = f"proactive.{draw(st.sampled_from(_DOCUMENTS))}.{Measure.IN_FORCE}"
    more = draw(SOME)
    for place in range(draw(st.integers(first + 1, len(reports) - 1)), len(reports)):
        there = int(reports[place].figure(path) or 0)
        reports[place] = reports[place].with_figures({path: there + more})
    return reports, (path,)


def _jumping(draw: st.DrawFn, reports: Series) -> _Changed:
    path = f"proactive.{draw(st.sampled_from(_DECIDED))}.{Measure.DECISIONS}"
    before = int(reports[-2].figure(path) or 0)
    leap = max(JUMP_SIZE, before * JUMP_FACTOR) + draw(SOME)
    return [*reports[:-1], reports[-1].with_figures({path: leap})], (path,)


_DECIDED: Final = (
    ProactiveItem.LICENSING,
    ProactiveItem.PENALTIES,
    ProactiveItem.COMPULSORY_MEASURES,
)


def _gap(draw: st.DrawFn, reports: Series) -> _Changed:
    del reports[draw(st.integers(1, len(reports) - 2))]
    return reports, ()


def _mixed(draw: st.DrawFn, reports: Series) -> _Changed:
    *earlier, last = reports
    others = [agency for agency in AGENCIES if agency.name != last.agency.name]
    return [*earlier, attrs.evolve(last, agency=draw(st.sampled_from(others)))], ()


def _reused(draw: st.DrawFn, reports: Series) -> _Changed:
    place = draw(st.integers(1, len(reports) - 1))
    for year in (place - 1, place):
        reports[year] = attrs.evolve(reports[year], overview=Section("总体情况", _LONG))
    return reports, ()


_LONG: Final = (
    "本机关把公开贯穿决策、执行、管理、服务、结果各个环节，梳理主动公开目录，"
    "逐项明确责任科室和更新时限；规范申请的登记、审核、答复和归档，"
    "疑难事项集体会商；优化网站专栏，合并重复栏目，"
    "增加检索和图解；定期抽查公开内容，组织培训，"
    "把发现的问题列入清单逐一销号。"
)
"""More than a hundred characters, as a text must have to be compared with last year's."""

SERIES_BREAKERS: Final[Mapping[str, _SeriesBreaker]] = MappingProxyType(
    {
        "series-carry": _miscarried,
        "series-in-force": _unaccounted,
        "series-jump": _jumping,
        "series-gap": _gap,
        "series-mixed-agency": _mixed,
        "narrative-reuse": _reused,
    }
)
"""What breaks each rule that holds from year to year."""


# ── parents and children ─────────────────────────────────────────────────────────────────────

_PARENT: Final = Agency("云岭市人民政府", AgencyKind.GOVERNMENT)


class Family(NamedTuple):
    """The reports of a parent organ and of its subordinates, of one year."""

    parent: AnnualReport
    children: list[AnnualReport]


@st.composite
def families(
    draw: st.DrawFn, edition: Edition | str | None = None, *, complete: bool = True
) -> Family:
    """Draw the reports of a few organs and that of their parent, to which they add up.

    Unless `complete`, some figures of the children are blank, and so is what they add up to.
    """
    edition = draw(edition_of(edition))
    year = edition.first_year
    children = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        agency = Agency(f"第{number}街道办事处", AgencyKind.OTHER)
        child = ordinary(draw, edition, year=year, agency=agency)
        children.append(child if complete else draw(blanked(child)))
    parent = aggregate(children, agency=_PARENT)
    return Family(attrs.evolve(parent, **around(draw, _PARENT, year)), children)


class BrokenFamily(NamedTuple):
    """A parent's report to which its children's do not add up."""

    parent: AnnualReport
    children: list[AnnualReport]
    rule: str
    """The id of the rule."""
    figures: tuple[str, ...]
    """The figures of the parent that were touched."""


ROLLUP: Final = "rollup-total"
"""The one rule that holds between a parent and its children."""


def broken_family(rule: str | None = None) -> st.SearchStrategy[BrokenFamily]:
    """Draw a parent and children that do not add up to it, each a sound report by itself.

    The rule is `"rollup-total"`, the only one there is; `UnknownRuleError` for another.
    """
    if rule not in {None, ROLLUP}:
        raise UnknownRuleError(rule or "", (ROLLUP,))
    return _broken_family()


@st.composite
def _broken_family(draw: st.DrawFn) -> BrokenFamily:
    parent, children = draw(families())
    flow = draw(st.sampled_from(flow_places(parent.edition)))
    return BrokenFamily(adding(parent, flow, draw(SOME)), children, ROLLUP, flow_figures(flow))
