"""Streams of reports: many in one file, a report a line."""

from govinfo_report.streams.checking import CheckedLine, iter_check

__all__ = ["CheckedLine", "iter_check"]
