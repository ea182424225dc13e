"""What functions over several reports demand of them."""

from collections.abc import Sequence

from govinfo_report.errors import Bilingual, UnfitInputError
from govinfo_report.model import AnnualReport


def report_label(number: int, report: AnnualReport) -> Bilingual:
    """Name a report among several: by its number, counted from 1, and its organ."""
    name = report.agency.name
    return Bilingual(
        f"第 {number} 份报告" + (f"（{name}）" if name else ""),
        f"report {number}" + (f" ({name})" if name else ""),
    )


def require_some(reports: Sequence[AnnualReport]) -> None:
    """Raise `UnfitInputError` where there are no reports."""
    if not reports:
        raise UnfitInputError(Bilingual("没有报告；至少需要一份", "no reports; give at least one"))


def require_alike(reports: Sequence[AnnualReport], labels: Sequence[Bilingual]) -> None:
    """Raise `UnfitInputError` unless all are on one edition and, as far as known, of one year.

    It names each report that does not go with the first.
    """
    first = reports[0]
    faults = []
    for report, label in zip(reports, labels, strict=False):
        if report.edition is not first.edition:
            faults.append(
                Bilingual(
                    f"{label.zh}：{report.edition} 年版格式，而非 {first.edition} 年版",
                    f"{label.en}: on the form of {report.edition}, not of {first.edition}",
                )
            )
        if report.year and first.year and report.year != first.year:
            faults.append(
                Bilingual(
                    f"{label.zh}：{report.year} 年度，而非 {first.year} 年度",
                    f"{label.en}: of the year {report.year}, not {first.year}",
                )
            )
    if faults:
        raise UnfitInputError(*faults)
