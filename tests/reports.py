"""Strategies for reports, consistent or not, with blanks or without."""

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from govinfo_report import (
    Agency,
    AgencyKind,
    AnnualReport,
    Applicant,
    ByApplicant,
    ByResult,
    Disputes,
    Edition,
    Explanation,
    Measure,
    Outcome,
    ProactiveItem,
    Requests,
    Section,
    figure_paths,
)
from govinfo_report.model import MAX_COUNT, FigureValue, Proactive

COUNTS = st.one_of(st.just(0), st.integers(0, 30), st.integers(0, 2**45))
AMOUNTS = st.decimals(0, 10**12, places=4).map(lambda amount: amount.normalize())
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
EDITIONS = st.sampled_from(Edition)
FOREIGN = st.dictionaries(
    TEXTS,
    st.recursive(
        st.none() | st.booleans() | st.integers() | AMOUNTS | TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=5,
    ),
    max_size=3,
)


def fewer(times: int) -> settings:
    """Try fewer examples than the profile has, for a test whose examples take long."""
    return settings(max_examples=settings().max_examples // times)


def rows() -> st.SearchStrategy[ByApplicant]:
    """Draw a row of table three whose total is right."""
    return st.builds(ByApplicant.of, **{applicant.value: COUNTS for applicant in Applicant})


def blocks() -> st.SearchStrategy[ByResult]:
    """Draw a block of table four whose total is right."""
    return st.builds(ByResult.of, upheld=COUNTS, corrected=COUNTS, other=COUNTS, pending=COUNTS)


def sections() -> st.SearchStrategy[Section]:
    """Draw prose with subsections."""
    return st.recursive(
        st.builds(Section, TEXTS, TEXTS),
        lambda inner: st.builds(Section, TEXTS, TEXTS, st.lists(inner, max_size=3).map(tuple)),
        max_leaves=4,
    )


def agencies() -> st.SearchStrategy[Agency]:
    """Draw an organ of which more or less is known."""
    return st.builds(
        Agency,
        st.none() | TEXTS,
        st.none() | st.sampled_from(AgencyKind),
        st.none() | st.from_regex(r"[0-9A-HJ-NPQRTUWXY]{18}", fullmatch=True),
        st.none() | st.from_regex(r"[0-9]{6}", fullmatch=True),
    )


def figure_values(path: str) -> st.SearchStrategy[FigureValue]:
    """Draw any value that a figure can hold, a blank included."""
    measure = path.rsplit(".", 1)[-1]
    if measure == Measure.AMOUNT:
        return st.none() | AMOUNTS
    return st.none() | st.integers(-MAX_COUNT if measure == Measure.CHANGE else 0, MAX_COUNT)


def _table_two(edition: Edition) -> st.SearchStrategy[Proactive]:
    def value(measure: Measure) -> st.SearchStrategy[int | Decimal]:
        return AMOUNTS if measure.is_amount else COUNTS

    return st.fixed_dictionaries(
        {
            item: st.fixed_dictionaries({m: value(m) for m in item.measures(edition)})
            for item in ProactiveItem.of(edition)
        }
    )


@st.composite
def consistent(draw: st.DrawFn, edition: Edition | None = None) -> AnnualReport:
    """Draw a report in which every figure is filled in and every identity holds."""
    edition = edition or draw(EDITIONS)
    outcomes = draw(st.dictionaries(st.sampled_from(Outcome.of(edition)), rows(), max_size=4))
    forward, before = draw(rows()), draw(st.just(ByApplicant.of()) | rows())
    arrived = {
        a.value: sum(row[a] or 0 for row in outcomes.values()) + (forward[a] or 0)
        for a in Applicant
    }
    carried = {name: min(before[name] or 0, count) for name, count in arrived.items()}
    requests = Requests.of(
        edition,
        received=ByApplicant.of(**{name: arrived[name] - carried[name] for name in arrived}),
        carried_over=ByApplicant.of(**carried),
        outcomes=outcomes,
    )
    return AnnualReport(
        edition,
        year=draw(st.none() | st.integers(1949, 9999)),
        agency=draw(agencies()),
        title=draw(st.none() | TEXTS),
        preface=draw(st.none() | TEXTS),
        published=draw(st.none() | st.dates()),
        source=draw(st.none() | TEXTS),
        overview=draw(sections()),
        proactive=draw(_table_two(edition)),
        requests=requests,
        disputes=draw(st.builds(Disputes, blocks(), blocks(), blocks())),
        problems=draw(sections()),
        other_matters=draw(sections()),
        explanations=tuple(
            draw(
                st.lists(
                    st.builds(Explanation, TEXTS, TEXTS, st.lists(TEXTS, max_size=2)), max_size=2
                )
            )
        ),
        extensions=draw(FOREIGN),
    )


@st.composite
def published(draw: st.DrawFn) -> AnnualReport:
    """Draw a report as found in the wild: figures changed or left blank."""
    report = draw(consistent())
    paths = draw(st.lists(st.sampled_from(figure_paths(report.edition)), max_size=8, unique=True))
    return report.with_figures({path: draw(figure_values(path)) for path in paths})
