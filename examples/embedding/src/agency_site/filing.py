"""What comes in from outside: JSON that may be anything."""

import datetime as dt

import govinfo_report
from agency_site.entries import Entry
from govinfo_report import Severity, schema


class RefusedError(Exception):
    """A filing that the site does not take, with every reason for it."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def accept(data: bytes, *, editor: str, received: dt.date) -> Entry:
    """Return the entry that a filing becomes.

    `RefusedError` for what the schema does not allow, and for broken arithmetic; other
    findings are for the editor to look at.
    """
    if errors := schema.validate(data):
        raise RefusedError([f"{error.pointer}: {error.message()}" for error in errors])
    report = govinfo_report.loads(data)
    findings = govinfo_report.check(report)
    if wrong := [finding for finding in findings if finding.severity is Severity.ERROR]:
        raise RefusedError([f"{', '.join(each.figures)}: {each.message()}" for each in wrong])
    return Entry(report, received, editor)
