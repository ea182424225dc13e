"""Measure how long the strategies take, and hold reports to their limit.

`python benchmarks/bench_strategies.py`: a thousand examples of `reports()` take at most six
seconds. The peer is what one writes without them: `st.builds` of the same classes, a number for
each of the 200 figures, from 0 to 9 and consistent with nothing.
"""

from time import perf_counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govinfo_report import (
    AnnualReport,
    Applicant,
    ByApplicant,
    ByResult,
    DisputeResult,
    Disputes,
    Edition,
    Outcome,
    ProactiveItem,
    Requests,
)
from govinfo_report.strategies import (
    broken,
    cases,
    documents,
    families,
    json_documents,
    narrated,
    reports,
    series,
)

EXAMPLES = 1_000
MOST_OF_REPORTS = 6.0  # seconds


def seconds(strategy: st.SearchStrategy[Any]) -> float:
    """Return how long all examples of a strategy take."""

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(_: object) -> None:
        pass

    start = perf_counter()
    draw()
    return perf_counter() - start


def bare() -> st.SearchStrategy[AnnualReport]:
    """Draw every figure by itself."""
    edition, count = Edition.E2021, st.integers(0, 9)
    row = st.builds(ByApplicant, *[count] * (len(Applicant) + 1))
    block = st.builds(ByResult, *[count] * (len(DisputeResult) + 1))
    outcomes = st.fixed_dictionaries(dict.fromkeys(Outcome.of(edition), row))
    return st.builds(
        AnnualReport,
        st.just(edition),
        proactive=st.fixed_dictionaries(
            {
                item: st.fixed_dictionaries(dict.fromkeys(item.measures(edition), count))
                for item in ProactiveItem.of(edition)
            }
        ),
        requests=st.builds(Requests, row, row, outcomes, row, row),
        disputes=st.builds(Disputes, block, block, block),
    )


def main() -> None:
    """Print the times; fail beyond the limit."""
    strategies = {
        "st.builds": bare(),
        "reports()": reports(),
        'reports(prose="any")': reports(prose="any"),
        "narrated()": narrated(),
        "broken()": broken(),
        "json_documents()": json_documents(),
        "cases()": cases(),
        "series()": series(),
        "families()": families(),
        'documents("html")': documents("html"),
    }
    taken = {name: seconds(strategy) for name, strategy in strategies.items()}
    print(f"strategies, {EXAMPLES:,} examples each")
    for name, time in taken.items():
        print(f"  {name:22} {time:7.2f} s, {time / taken['st.builds']:6.3f} of st.builds")
    assert taken["reports()"] <= MOST_OF_REPORTS


if __name__ == "__main__":
    main()
