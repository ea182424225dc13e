"""Office files that `render` wrote are read to the letter."""

from hypothesis import given, settings

from govinfo_report import AnnualReport, read
from govinfo_report.rendering import render
from tests.office_reports import office_reports
from tests.printed import lost
from tests.test_xlsx import is_fitting


@settings(max_examples=15)  # a Word file takes a third of a second
@given(office_reports())
def test_a_word_file_comes_back(report: AnnualReport) -> None:
    """What is printed comes back: figures, title, agency, year, preface, prose with subsections."""
    reading = read(render(report, "docx"))
    assert lost(report, reading.report) == {}
    assert not [p for p in reading.problems if p.figures]


@settings(max_examples=15)  # a workbook takes a tenth of a second
@given(office_reports().filter(is_fitting))
def test_a_workbook_comes_back(report: AnnualReport) -> None:
    """What is printed comes back: figures, title, agency, year, preface, prose with subsections."""
    reading = read(render(report, "xlsx"))
    assert lost(report, reading.report) == {}
    assert not [p for p in reading.problems if p.figures]
