"""The circumstances of a report: the form it is made on, and when it was published."""

import datetime as dt
from collections.abc import Iterator

from govinfo_report.model import AnnualReport
from govinfo_report.rules.finding import Finding
from govinfo_report.vocabulary import Edition


def check_edition(report: AnnualReport) -> Iterator[Finding]:
    """Yield that a report is made on another form than the one in force for its year."""
    if report.year is None:
        return
    in_force = Edition.in_force(report.year)
    if report.edition is not in_force:
        yield Finding(
            rule="superseded-edition",
            edition=report.edition,
            expected=in_force.value,
            actual=report.edition.value,
        )


def check_publication(report: AnnualReport) -> Iterator[Finding]:
    """Yield that a report was published after the day set for its kind of organ (Reg. art. 49)."""
    kind = report.agency.kind
    if report.year is None or report.published is None or kind is None or kind.deadline is None:
        return
    try:
        due = dt.date(report.year + 1, *kind.deadline)
    except ValueError:  # no calendar goes on after the year 9999
        return
    if report.published > due:
        yield Finding(
            rule="late-publication",
            edition=report.edition,
            expected=due,
            actual=report.published,
        )
