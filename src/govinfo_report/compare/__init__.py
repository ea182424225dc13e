"""Compare reports: two with each other, many added up, single requests counted into a table."""

from govinfo_report.compare.aggregates import aggregate
from govinfo_report.compare.differences import Change, Differences, diff
from govinfo_report.compare.tallies import Case, tally

__all__ = ["Case", "Change", "Differences", "aggregate", "diff", "tally"]
