"""Single requests, as a case-handling system has them before they are counted."""

import datetime as dt
from functools import cache
from typing import Final

from hypothesis import strategies as st

from govinfo_report.compare import Case
from govinfo_report.strategies.reports import LAST_YEAR
from govinfo_report.vocabulary import Applicant, Edition, Outcome

_LONGEST: Final = 90  # days until an answer


@st.composite
def cases(draw: st.DrawFn, year: int | None = None) -> list[Case]:
    """Draw single requests that `tally` counts for a year: of it or left over, answered or open."""
    if year is None:
        year = draw(st.integers(min(e.first_year for e in Edition), LAST_YEAR))
    return draw(st.lists(_case(year), max_size=30))


@cache
def _case(year: int) -> st.SearchStrategy[Case]:
    return st.builds(
        _made,
        st.just(year),
        st.sampled_from(Applicant),
        st.dates(dt.date(year - 1, 1, 1), dt.date(year, 12, 31)),
        st.none() | st.integers(0, _LONGEST),
        st.sampled_from(Outcome.of(Edition.in_force(year))),
    )


def _made(
    year: int, applicant: Applicant, received: dt.date, days: int | None, outcome: Outcome
) -> Case:
    """Return a case that was answered so many days after the year began or it was received."""
    if days is None:
        return Case(applicant, None, received)
    answered = max(received, dt.date(year, 1, 1)) + dt.timedelta(days)
    return Case(applicant, outcome, received, answered)
