"""Reports for tests of what must take any: drawn by the public strategies, and how often."""

from hypothesis import settings
from hypothesis import strategies as st

from govinfo_report import AnnualReport, Edition
from govinfo_report.strategies import reports

EDITIONS = st.sampled_from(Edition)


def fewer(times: int) -> settings:
    """Try fewer examples than the profile has, for a test whose examples take long."""
    return settings(max_examples=settings().max_examples // times)


def consistent(edition: Edition | None = None) -> st.SearchStrategy[AnnualReport]:
    """Draw a report in which every figure is filled in and every identity holds, with any prose."""
    return reports(edition, prose="any")


def published() -> st.SearchStrategy[AnnualReport]:
    """Draw a report as found in the wild: figures changed or left blank, with any prose."""
    return reports(consistent=False, complete=False, prose="any")
