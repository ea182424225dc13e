"""The rules a report is held to, and the findings where it breaks them."""

from govinfo_report.rules.catalogue import RULES, Rule, Severity
from govinfo_report.rules.checking import check
from govinfo_report.rules.finding import Finding
from govinfo_report.rules.identities import Identity, identities

__all__ = ["RULES", "Finding", "Identity", "Rule", "Severity", "check", "identities"]
