"""The rules a report is held to, and the findings where it breaks them.

Those that hold several reports together are in `series` and `rollup`.
"""

from govinfo_report.rules.catalogue import RULES, Rule, Scope, Severity
from govinfo_report.rules.checking import check
from govinfo_report.rules.finding import Finding
from govinfo_report.rules.identities import Identity, identities
from govinfo_report.rules.prose import Statement, StatementKind, statements

__all__ = [
    "RULES",
    "Finding",
    "Identity",
    "Rule",
    "Scope",
    "Severity",
    "Statement",
    "StatementKind",
    "check",
    "identities",
    "statements",
]
