"""The prose of a report, piece by piece."""

from collections.abc import Iterator

from govinfo_report.model import AnnualReport, Section


def prose_of(report: AnnualReport) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each piece of prose, in reading order.

    The path is that of the attribute: `overview.subsections.1` is the text of
    `report.overview.subsections[1]`.
    """
    if report.preface:
        yield "preface", report.preface
    yield from _walk("overview", report.overview)
    yield from _walk("problems", report.problems)
    yield from _walk("other_matters", report.other_matters)


def _walk(place: str, section: Section) -> Iterator[tuple[str, str]]:
    if section.text:
        yield place, section.text
    for i, below in enumerate(section.subsections):
        yield from _walk(f"{place}.subsections.{i}", below)
