"""What the prose of a report states: every count of something that the form counts."""

from govinfo_report.errors import require
from govinfo_report.model import AnnualReport
from govinfo_report.rules.prose.sections import prose_of
from govinfo_report.rules.prose.statement import Prose, StaleYear, Statement, StatementKind

__all__ = [
    "Prose",
    "StaleYear",
    "Statement",
    "StatementKind",
    "prose_of",
    "read_prose",
    "statements",
]


def statements(report: AnnualReport) -> list[Statement]:
    """Return every count that the prose of a report states, in reading order.

    What is told of another year or of another circle of organs states no figure of this report.
    """
    require("report", report, AnnualReport)
    return list(read_prose(report).statements)


def read_prose(report: AnnualReport) -> Prose:
    """Return what the prose of a report states, and where it speaks of another year as its own."""
    from govinfo_report.rules.prose.reading import read  # its wording takes long to compile

    return read(report)
