"""Add up the reports of several organs."""

from collections.abc import Iterable

from govinfo_report.errors import several
from govinfo_report.model import Agency, AnnualReport
from govinfo_report.rules.rows import add_up
from govinfo_report.rules.several import report_label, require_alike, require_some


def aggregate(reports: Iterable[AnnualReport], *, agency: Agency | None = None) -> AnnualReport:
    """Return the report of a parent organ that its subordinates' reports add up to.

    Every figure is a sum, amounts exact; where it is blank in one of them the sum is unknown and
    blank too. The prose is left to the parent organ. `UnfitInputError` unless there are reports,
    all on one edition and, as far as known, of one year.
    """
    addends = list(several("reports", reports, AnnualReport))
    require_some(addends)
    require_alike(addends, [report_label(number, each) for number, each in enumerate(addends, 1)])
    first, *others = (report.figures() for report in addends)
    totals = {}
    for path, value in first.items():
        values = [value, *(figures[path] for figures in others)]
        known = [value for value in values if value is not None]
        totals[path] = add_up(known) if len(known) == len(values) else None
    year = next((report.year for report in addends if report.year), None)
    return AnnualReport(addends[0].edition, year=year, agency=agency).with_figures(totals)
