"""Reports that office files carry: without the control characters that their XML has no place for."""

import re

import attrs
from hypothesis import strategies as st

from govinfo_report import AnnualReport, Section
from tests.printed import PROSE, nasty

_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def _fit(text: str | None) -> str | None:
    return text and _UNFIT.sub("", text)


def _fit_section(section: Section) -> Section:
    return attrs.evolve(
        section,
        title=_UNFIT.sub("", section.title),
        text=_UNFIT.sub("", section.text),
        subsections=tuple(map(_fit_section, section.subsections)),
    )


def fit(report: AnnualReport) -> AnnualReport:
    """Return a report whose texts XML can carry."""
    return attrs.evolve(
        report,
        title=_fit(report.title),
        agency=attrs.evolve(report.agency, name=_fit(report.agency.name)),
        preface=_fit(report.preface),
        overview=_fit_section(report.overview),
        problems=_fit_section(report.problems),
        other_matters=_fit_section(report.other_matters),
    )


def office_reports() -> st.SearchStrategy[AnnualReport]:
    """Draw a report with prose that is out to break whatever carries it."""
    return nasty(PROSE).map(fit)
