"""Reports that break one rule, for every rule that holds within one report.

Each is a sound report changed in one place. Where identities overlap, a changed figure breaks each
that mentions it, whatever rule they are of; where a rule cannot be broken without another, as a
part cannot be missing unless its figures are blank, the other is broken too; nothing else is.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import attrs
from hypothesis import strategies as st

from govinfo_report.errors import Bilingual, UnfitInputError, UnknownRuleError
from govinfo_report.form import PARTS
from govinfo_report.model import MAX_COUNT, AnnualReport, FigureValue, Section, figure_paths
from govinfo_report.rules import RULES, identities
from govinfo_report.rules.catalogue import IDENTITY_RULES
from govinfo_report.rules.proactive import AT_LEAST, FEES, IMPLAUSIBLE_AMOUNT
from govinfo_report.strategies.organs import AGENCIES
from govinfo_report.strategies.prose import DENYING, TELLING, TITLES, Teller, Topic, figures_told
from govinfo_report.strategies.reports import LAST_YEAR, ordinary
from govinfo_report.strategies.tables import Flow, edition_of, flow_figures
from govinfo_report.vocabulary import Applicant, DisputeResult, Edition, Outcome


class Broken(NamedTuple):
    """A report that breaks a rule."""

    report: AnnualReport
    rule: str
    """The id of the rule."""
    figures: tuple[str, ...]
    """The figures that were touched, or that prose contradicts; none where it is not about any."""


Result = tuple[AnnualReport, tuple[str, ...]]
"""A report and the figures touched."""
Breaker = Callable[[st.DrawFn, Edition], Result]

SOME: Final = st.integers(1, 19)
"""By how much a figure is off: too little for a figure of a series to jump by it."""


def broken(
    rule: str | None = None, edition: Edition | str | None = None
) -> st.SearchStrategy[Broken]:
    """Draw a report that breaks a rule, with the rule's id and the figures touched.

    Without a rule it is any that holds within one report. `UnknownRuleError` for an id that is no
    such rule's, `UnfitInputError` where a report of the edition cannot break it.
    """
    if rule is not None and rule not in BREAKERS:
        raise UnknownRuleError(rule, BREAKERS)
    given = None if edition is None else Edition(edition)
    if rule in ONLY_IN and given not in {None, ONLY_IN[rule]}:
        raise UnfitInputError(
            Bilingual(
                f"{given} 年版的报告不会违反规则 {rule}；请用 {ONLY_IN[rule]} 年版",
                f"no report of edition {given} can break {rule}; ask for {ONLY_IN[rule]}",
            )
        )
    return _broken(rule, given)


@st.composite
def _broken(draw: st.DrawFn, rule: str | None, edition: Edition | None) -> Broken:
    if rule is None:
        rule = draw(_rules_of(edition))
    edition = draw(edition_of(edition or ONLY_IN.get(rule)))
    report, figures = BREAKERS[rule](draw, edition)
    return Broken(report, rule, figures)


@cache
def _rules_of(edition: Edition | None) -> st.SearchStrategy[str]:
    """Draw a rule that an edition has."""
    return st.sampled_from(
        [rule for rule in BREAKERS if edition in {None, ONLY_IN.get(rule, edition)}]
    )


# ── figures ──────────────────────────────────────────────────────────────────────────────────


def _identity(rule: str) -> Breaker:
    def break_it(draw: st.DrawFn, edition: Edition) -> Result:
        """Put another count into one figure of an identity."""
        of_rule = [identity for identity in identities(edition) if identity.rule == rule]
        path = draw(st.sampled_from(draw(st.sampled_from(of_rule)).figures))
        report = ordinary(draw, edition)
        value, off = _count(report, path), draw(SOME)
        lower = value >= off and draw(st.booleans())
        return report.with_figures({path: value - off if lower else value + off}), (path,)

    return break_it


def _in_force(draw: st.DrawFn, edition: Edition) -> Result:
    bound = draw(st.sampled_from(AT_LEAST[edition]))
    report = ordinary(draw, edition)
    bounded, *others = bound.figures
    values = {path: _count(report, path) for path in bound.figures}
    if bound.plus is None:  # fewer items than there were
        lost = values[others[0]] + draw(SOME)
        return report.with_figures({bounded: -lost}), (bounded,)
    raised, *lessening = others
    more = values[bounded] + sum(values[path] for path in lessening) + draw(SOME)
    return report.with_figures({raised: more}), (raised,)


def _blank(draw: st.DrawFn, edition: Edition) -> Result:
    paths = st.lists(st.sampled_from(figure_paths(edition)), min_size=1, max_size=5)
    blanks = tuple(dict.fromkeys(draw(paths)))
    return ordinary(draw, edition).with_figures(dict.fromkeys(blanks)), blanks


def _conflict(draw: st.DrawFn, edition: Edition) -> Result:
    """Leave three blanks in rows and columns that ask one of them to be negative.

    Of an applicant, fewer are carried forward than none: the rows of what came in and of what is
    left can be filled in, and so can each column, but not all at once.
    """
    place = draw(st.integers(0, len(Applicant) - 1))
    applicant, other = (tuple(Applicant)[place - step] for step in (0, 1))
    report = ordinary(draw, edition)
    off = draw(SOME)
    lacking = _count(report, f"requests.carried_forward.{applicant}") + off
    outcome = draw(st.sampled_from(Outcome.of(edition)))
    report = adding(report, Flow(applicant, is_new=True, outcome=outcome), lacking)
    report = adding(report, Flow(other, is_new=True, outcome=None), off)
    total = "requests.received.total"
    blanks = (
        f"requests.received.{applicant}",
        f"requests.carried_forward.{applicant}",
        "requests.carried_forward.total",
    )
    changes: dict[str, FigureValue] = {total: _count(report, total) - lacking}
    return report.with_figures({**changes, **dict.fromkeys(blanks)}), (total, *blanks)


def _unit(draw: st.DrawFn, edition: Edition) -> Result:
    amount = IMPLAUSIBLE_AMOUNT + draw(st.integers(0, MAX_COUNT // 2))
    return ordinary(draw, edition).with_figures({FEES: amount}), (FEES,)


def _count(report: AnnualReport, path: str) -> int:
    return int(report.figure(path) or 0)


def adding(report: AnnualReport, flow: Flow, count: int) -> AnnualReport:
    """Return a report with more requests in every figure that counts them."""
    return report.with_figures({p: _count(report, p) + count for p in flow_figures(flow)})


# ── parts and circumstances ──────────────────────────────────────────────────────────────────


def _missing(draw: st.DrawFn, edition: Edition) -> Result:
    part = draw(st.sampled_from(PARTS))
    report = ordinary(draw, edition)
    if not part.is_table:
        changes: dict[str, Any] = {part.name: Section(part.title)}
        return attrs.evolve(report, **changes), ()
    figures = tuple(path for path in figure_paths(edition) if path.startswith(f"{part.name}."))
    return report.with_figures(dict.fromkeys(figures)), figures


def _saying(part: str, *texts: str) -> Breaker:
    def break_it(draw: st.DrawFn, edition: Edition) -> Result:
        """Have a part say one of some texts."""
        report = ordinary(draw, edition)
        section: Section = attrs.evolve(getattr(report, part), text=draw(st.sampled_from(texts)))
        changes: dict[str, Any] = {part: section}
        return attrs.evolve(report, **changes), ()

    return break_it


def _superseded(draw: st.DrawFn, edition: Edition) -> Result:
    years = [
        year
        for year in range(min(e.first_year for e in Edition), LAST_YEAR + 1)
        if Edition.in_force(year) is not edition
    ]
    return ordinary(draw, edition, year=draw(st.sampled_from(years))), ()


def _late(draw: st.DrawFn, edition: Edition) -> Result:
    bound = [agency for agency in AGENCIES if agency.kind and agency.kind.deadline]
    agency = draw(st.sampled_from(bound))
    report = ordinary(draw, edition, agency=agency)
    month, day = (agency.kind and agency.kind.deadline) or (1, 31)
    due = dt.date((report.year or 0) + 1, month, day)
    return attrs.evolve(report, published=due + dt.timedelta(days=draw(SOME))), ()


# ── prose ────────────────────────────────────────────────────────────────────────────────────


def _told(report: AnnualReport, topic: Topic, text: str) -> AnnualReport:
    told = attrs.evolve(report.overview, subsections=(Section(TITLES[topic], text),))
    return attrs.evolve(report, overview=told)


def _misstated(draw: st.DrawFn, edition: Edition) -> Result:
    """State a count that is not the table's."""
    report = ordinary(draw, edition)
    topic = draw(st.sampled_from(tuple(TITLES)))
    fitting = [
        sentence
        for sentence, denied in Teller(report).fitting(topic)
        if not denied and "=" not in sentence
    ]
    sentence = draw(st.sampled_from(fitting))
    slot = draw(st.sampled_from(Teller.slots(sentence)))
    teller = Teller(report, lies={slot: draw(SOME)})
    teller.tell(sentence)
    return _told(report, topic, teller.text), figures_told(edition)[slot]


def _miscounted(draw: st.DrawFn, edition: Edition) -> Result:
    """State parts that do not add up to their whole, of which the form counts the whole alone."""
    report = ordinary(draw, edition)
    teller = Teller(report, lies={"online": draw(SOME)})
    teller.tell(next(each for each in TELLING["requests"] if "{online+}" in each))
    return _told(report, "requests", teller.text), ()


def _denied(draw: st.DrawFn, edition: Edition) -> Result:
    """Deny what the table counts."""
    denials = [(topic, *denial) for topic, known in DENYING.items() for denial in known]
    topic, sentence, slots = draw(st.sampled_from(denials))
    report = ordinary(draw, edition)
    count = draw(SOME)
    if topic == "requests":
        outcome = None if "carried_forward" in slots else draw(st.sampled_from(Outcome.of(edition)))
        flow = Flow(draw(st.sampled_from(Applicant)), is_new=True, outcome=outcome)
        report = adding(report, flow, count)
    else:
        result = draw(st.sampled_from(DisputeResult))
        paths = (f"disputes.reconsideration.{result}", "disputes.reconsideration.total")
        report = report.with_figures({p: _count(report, p) + count for p in paths})
    teller = Teller(report)
    teller.tell(sentence, slots)
    contradicted = (path for slot in slots for path in figures_told(edition)[slot])
    return _told(report, topic, teller.text), tuple(p for p in contradicted if report.figure(p))


def _stale(draw: st.DrawFn, edition: Edition) -> Result:
    """Speak of the organ's own work in the year before."""
    report = ordinary(draw, edition)
    text = draw(st.sampled_from(("加强政府信息公开工作", "完善依申请公开办理制度")))
    section = attrs.evolve(report.overview, text=f"{(report.year or 0) - 1}年，本机关{text}。")
    return attrs.evolve(report, overview=section), ()


BREAKERS: Final[Mapping[str, Breaker]] = MappingProxyType(
    {
        **{rule: _identity(rule) for rule in RULES if rule in IDENTITY_RULES},
        "proactive-in-force": _in_force,
        "blank-figure": _blank,
        "blank-conflict": _conflict,
        "superseded-edition": _superseded,
        "section-missing": _missing,
        "section-perfunctory": _saying("problems", "无", "无。", "暂无。", "未发现问题。"),
        "fee-statement-missing": _saying("other_matters", "无其他需要报告的事项。", "无"),
        "implausible-unit": _unit,
        "late-publication": _late,
        "narrative-figure": _misstated,
        "narrative-breakdown": _miscounted,
        "narrative-denial": _denied,
        "narrative-stale-year": _stale,
    }
)
"""What breaks each rule that holds within one report."""

ONLY_IN: Final[Mapping[str | None, Edition]] = MappingProxyType(
    {"fee-statement-missing": Edition.E2021, "implausible-unit": Edition.E2021}
)
"""Rules that ask for what only one edition has."""
