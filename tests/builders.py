"""Strategies for reports that break no rule: alone, over years, as families; and single requests.

Everything is built consistent, nothing filtered out. Sizes are those of real offices: mostly zeros,
a few counts, now and then a large one.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import attrs
from hypothesis import strategies as st

from govinfo_report import (
    Agency,
    AgencyKind,
    AnnualReport,
    Applicant,
    ByApplicant,
    ByResult,
    Case,
    DisputeResult,
    Disputes,
    Edition,
    Measure,
    Outcome,
    ProactiveItem,
    Requests,
    Section,
    figure_paths,
)
from govinfo_report.model import FigureValue, Proactive

COUNTS = st.integers(1, 9) | st.integers(1, 300) | st.integers(1, 10**6)
AMOUNTS = st.decimals(0, 900_000, places=2)
EDITIONS = st.sampled_from(Edition)
AGENCY = Agency("云岭市农业农村局", AgencyKind.DEPARTMENT)

_DOCUMENTS = (ProactiveItem.REGULATIONS, ProactiveItem.NORMATIVE_DOCUMENTS)
_OVERVIEW = Section(
    "总体情况",
    "本机关按照条例要求做好主动公开、依申请公开、信息管理、平台建设和监督保障各项工作。",
)
_PROBLEMS = Section(
    "存在的主要问题及改进情况",
    "政策解读形式单一，群众看不懂、记不住。下一步将多用图解和问答，并请基层先试读。",
)
_OTHER_MATTERS = Section("其他需要报告的事项", "本年度未收取信息处理费。")


def rows(counts: st.SearchStrategy[int] = COUNTS) -> st.SearchStrategy[ByApplicant]:
    """Draw a row of table three whose total is right, most of it zero."""
    parts = st.dictionaries(st.sampled_from(Applicant), counts, max_size=3)
    return parts.map(lambda part: ByApplicant.of(**{a.value: n for a, n in part.items()}))


def blocks(counts: st.SearchStrategy[int] = COUNTS) -> st.SearchStrategy[ByResult]:
    """Draw a block of table four whose total is right, most of it zero."""
    parts = st.dictionaries(st.sampled_from(DisputeResult), counts, max_size=2)
    return parts.map(lambda part: ByResult.of(**{r.value: n for r, n in part.items()}))


@st.composite
def requests(
    draw: st.DrawFn,
    edition: Edition,
    *,
    carried_over: ByApplicant | None = None,
    counts: st.SearchStrategy[int] = COUNTS,
) -> Requests:
    """Draw a table three that adds up, from what became of the requests back to their receipt."""
    outcomes = draw(st.dictionaries(st.sampled_from(Outcome.of(edition)), rows(counts), max_size=4))
    forward = draw(rows(counts))
    before = draw(rows(counts)) if carried_over is None else carried_over
    received = {}
    for applicant in Applicant:
        after = sum(row[applicant] or 0 for row in (*outcomes.values(), forward))
        received[applicant.value] = max(after - (before[applicant] or 0), 0)
    return Requests.of(
        edition, received=ByApplicant.of(**received), carried_over=before, outcomes=outcomes
    )


@st.composite
def proactive(
    draw: st.DrawFn,
    edition: Edition,
    *,
    in_force: Mapping[ProactiveItem, int] | None = None,
    counts: st.SearchStrategy[int] = COUNTS,
) -> Proactive:
    """Draw a table two; `in_force` is what was in force at the end of the year before."""
    some = st.just(0) | counts
    table: dict[ProactiveItem, dict[Measure, FigureValue]] = {}
    for item in ProactiveItem.of(edition):
        row = {measure: draw(some) for measure in item.measures(edition) if not measure.is_amount}
        if Measure.CHANGE in row:
            items = row[Measure.ITEMS_LAST_YEAR]
            row[Measure.CHANGE] = draw(st.integers(-items, items))
        elif Measure.DISCLOSED in row:
            row[Measure.DISCLOSED_TOTAL] += row[Measure.DISCLOSED]
        elif Measure.IN_FORCE in row:
            there = row[Measure.ISSUED]
            there += row[Measure.IN_FORCE] if in_force is None else in_force[item]
            row[Measure.REPEALED] = draw(st.integers(0, min(there, 3)))
            row[Measure.IN_FORCE] = there - row[Measure.REPEALED]
        amounts = {m: draw(AMOUNTS) for m in item.measures(edition) if m.is_amount}
        table[item] = {**row, **amounts}
    return table


@st.composite
def reports(
    draw: st.DrawFn,
    edition: Edition | str | None = None,
    *,
    year: int | None = None,
    complete: bool = True,
) -> AnnualReport:
    """Draw a report that breaks no rule; unless `complete`, with any figures made blank."""
    edition = draw(EDITIONS) if edition is None else Edition(edition)
    if year is None:
        year = draw(st.integers(edition.first_year, edition.last_year or 2030))
    report = AnnualReport(
        edition,
        year=year,
        agency=AGENCY,
        title=f"{AGENCY.name}{year}年政府信息公开工作年度报告",
        published=dt.date(year + 1, 1, draw(st.integers(1, 31))),
        overview=_OVERVIEW,
        proactive=draw(proactive(edition)),
        requests=draw(requests(edition)),
        disputes=draw(st.builds(Disputes, blocks(), blocks(), blocks())),
        problems=_PROBLEMS,
        other_matters=_OTHER_MATTERS,
    )
    if complete:
        return report
    paths = draw(st.sets(st.sampled_from(figure_paths(edition)), max_size=60))
    return report.with_figures(dict.fromkeys(paths))


@st.composite
def series(draw: st.DrawFn, years: range = range(2020, 2024)) -> list[AnnualReport]:
    """Draw an organ's reports of consecutive years that agree, each on its year's edition."""
    few = st.integers(1, 3)  # so that no total reaches the size from which a jump is noted
    found: list[AnnualReport] = []
    for year in years:
        edition = Edition.in_force(year)
        report = draw(reports(edition, year=year))
        last = found[-1] if found else None
        in_force = None
        if last is not None and last.edition is edition is Edition.E2021:
            in_force = {i: int(last.proactive[i][Measure.IN_FORCE] or 0) for i in _DOCUMENTS}
        table = dict(draw(proactive(edition, in_force=in_force, counts=few)))
        if edition is Edition.E2021:
            table[ProactiveItem.FEES] = {Measure.AMOUNT: Decimal("12.50")}
        else:
            table[ProactiveItem.PROCUREMENT] = {Measure.PROJECTS: 1, Measure.AMOUNT: Decimal(8)}
        found.append(
            attrs.evolve(
                report,
                proactive=table,
                requests=draw(
                    requests(
                        edition,
                        carried_over=None if last is None else last.requests.carried_forward,
                        counts=few,
                    )
                ),
                disputes=draw(st.builds(Disputes, blocks(few), blocks(few), blocks(few))),
            )
        )
    return found


@st.composite
def families(draw: st.DrawFn, *, complete: bool = True) -> list[AnnualReport]:
    """Draw the reports of several organs for one year, on one edition."""
    edition = draw(EDITIONS)
    children = draw(
        st.lists(
            reports(edition, year=edition.first_year, complete=complete), min_size=1, max_size=4
        )
    )
    return [
        attrs.evolve(child, agency=Agency(f"第{number}街道办事处", AgencyKind.OTHER))
        for number, child in enumerate(children, 1)
    ]


@st.composite
def cases(draw: st.DrawFn, year: int = 2021) -> list[Case]:
    """Draw single requests that belong to a year: received in it or before, open or answered."""
    edition = Edition.in_force(year)
    found = []
    for applicant in draw(st.lists(st.sampled_from(Applicant), max_size=30)):
        received = draw(st.dates(dt.date(year - 1, 1, 1), dt.date(year, 12, 31)))
        earliest = max(received, dt.date(year, 1, 1))
        answered = draw(st.none() | st.dates(earliest, dt.date(year + 1, 3, 31)))
        outcome = None if answered is None else draw(st.sampled_from(Outcome.of(edition)))
        found.append(Case(applicant, outcome, received, answered))
    return found
