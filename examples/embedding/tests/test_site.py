"""The site in pytest: whatever report there may be."""

import datetime as dt

import pytest
from agency_site import entries, pages
from agency_site.entries import Entry, Shelf
from agency_site.filing import RefusedError, accept
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_report import AnnualReport, Section, dumps, read
from govinfo_report.strategies import (
    Broken,
    FilingLifeCycle,
    JsonDocument,
    broken,
    json_documents,
    reports,
)

TODAY = dt.date(2026, 1, 9)
settings.register_profile("site", deadline=None, max_examples=20)
settings.load_profile("site")


def entry_of(report: AnnualReport) -> Entry:
    """Return an entry that holds a report."""
    return Entry(report, TODAY, "a clerk")


# The model is registered with Hypothesis, so what a class of the site holds is drawn as well.
@given(st.from_type(Entry))
def test_entries_are_kept(entry: Entry) -> None:
    """What is stored comes back."""
    assert entries.loads(entries.dumps(entry)) == entry


@given(reports(prose="any", consistent=False, complete=False), st.from_type(Section))
def test_whatever_it_says_it_is_kept(report: AnnualReport, remark: Section) -> None:
    """Blanks, wrong sums and any text are kept as they are."""
    entry = Entry(report, TODAY, "a clerk", (remark,))
    assert entries.loads(entries.dumps(entry)) == entry


@given(json_documents(valid=False))
def test_what_is_no_report_is_refused(document: JsonDocument) -> None:
    """The reasons name the place that is wrong."""
    with pytest.raises(RefusedError) as caught:
        accept(document.data, editor="a clerk", received=TODAY)
    assert any(document.faults[0] in reason for reason in caught.value.reasons)


@given(reports())
def test_sound_reports_are_taken(report: AnnualReport) -> None:
    """A report that breaks no rule is filed as it is."""
    assert accept(dumps(report), editor="a clerk", received=TODAY) == entry_of(report)


@given(broken("requests-row-total") | broken("disputes-total"))
def test_wrong_sums_are_refused(wrong: Broken) -> None:
    """The reasons name the figure that is wrong."""
    with pytest.raises(RefusedError, match=wrong.figures[0]):
        accept(dumps(wrong.report), editor="a clerk", received=TODAY)


@given(broken("late-publication"))
def test_late_reports_are_taken(late: Broken) -> None:
    """A warning keeps nobody from filing."""
    assert accept(dumps(late.report), editor="a clerk", received=TODAY) == entry_of(late.report)


@settings(max_examples=10)
@given(reports())
def test_readers_see_the_report(report: AnnualReport) -> None:
    """The page and the Word file say what was filed."""
    entry = entry_of(report)
    for public in (pages.page(entry).encode(), pages.document(entry)):
        assert read(public).report.figures() == report.figures()


class SiteLifeCycle(FilingLifeCycle):
    """Years of filings on the site."""

    def __init__(self) -> None:
        super().__init__()
        self.shelf = Shelf()

    def teardown(self) -> None:
        """Close the database."""
        self.shelf.close()

    def store(self, report: AnnualReport) -> None:
        """Keep a report on the shelf."""
        self.shelf.put(entry_of(report))

    def load(self, year: int) -> AnnualReport:
        """Take a report from the shelf."""
        return self.shelf.get(year).report

    def publish(self, year: int) -> AnnualReport:
        """File what is on the shelf, and read it on the page of the site."""
        entry = accept(dumps(self.load(year)), editor="a clerk", received=TODAY)
        return read(pages.page(entry).encode()).report


TestLifeCycle = SiteLifeCycle.TestCase
TestLifeCycle.settings = settings(max_examples=5)
