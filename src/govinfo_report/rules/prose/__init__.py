"""What the prose of a report states: every count of something that the form counts."""

from govinfo_report.rules.prose.reading import prose_of, read_prose, statements, text_of
from govinfo_report.rules.prose.statement import Prose, StaleYear, Statement, StatementKind

__all__ = [
    "Prose",
    "StaleYear",
    "Statement",
    "StatementKind",
    "prose_of",
    "read_prose",
    "statements",
    "text_of",
]
