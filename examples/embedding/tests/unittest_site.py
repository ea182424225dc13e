"""The site in unittest: the same strategies, no pytest."""

import datetime as dt
import unittest

from agency_site import pages
from agency_site.entries import Shelf
from agency_site.filing import RefusedError, accept
from hypothesis import given, settings

from govinfo_report import AnnualReport, dumps, read
from govinfo_report.strategies import Broken, broken, reports

TODAY = dt.date(2026, 1, 9)


class SiteTest(unittest.TestCase):
    """From a filing to the public page."""

    def setUp(self) -> None:
        """Open a shelf."""
        self.shelf = Shelf()
        self.addCleanup(self.shelf.close)

    @settings(deadline=None, max_examples=20)
    @given(reports())
    def test_from_filing_to_page(self, report: AnnualReport) -> None:
        """What is filed is kept, and read by the public."""
        self.shelf.put(accept(dumps(report), editor="a clerk", received=TODAY))
        entry = self.shelf.get(report.year)
        self.assertEqual(entry.report, report)
        public = read(pages.page(entry).encode()).report
        self.assertEqual(public.figures(), report.figures())

    @settings(deadline=None, max_examples=20)
    @given(broken("requests-balance"))
    def test_what_does_not_balance_is_refused(self, wrong: Broken) -> None:
        """The reasons name the figure that is wrong."""
        with self.assertRaisesRegex(RefusedError, wrong.figures[0]):
            accept(dumps(wrong.report), editor="a clerk", received=TODAY)


if __name__ == "__main__":
    unittest.main()
