"""Strategies for Hypothesis: reports by the thousand, sound or broken in one known way.

`reports` and the strategies of its parts draw what breaks no rule; `broken`, `broken_series` and
`broken_family` what breaks one; `documents` and `json_documents` the files. Once the extra
`hypothesis` is installed, `hypothesis.strategies.from_type` knows the classes of the model, too.
"""

from govinfo_report.errors import MissingExtraError

try:
    import hypothesis as _  # noqa: F401 - asked for before anything else needs it
except ModuleNotFoundError as error:
    raise MissingExtraError("govinfo_report.strategies", "hypothesis") from error

from govinfo_report.strategies import printing
from govinfo_report.strategies.breaking import Broken, broken
from govinfo_report.strategies.cases import cases
from govinfo_report.strategies.documents import DIFFICULTIES, Filed, difficulties_of, documents
from govinfo_report.strategies.lifecycle import FilingLifeCycle
from govinfo_report.strategies.organs import agencies
from govinfo_report.strategies.prose import Narrated
from govinfo_report.strategies.reports import explanations, narrated, reports, sections
from govinfo_report.strategies.several import (
    BrokenFamily,
    BrokenSeries,
    Family,
    broken_family,
    broken_series,
    families,
    series,
)
from govinfo_report.strategies.stored import JsonDocument, json_documents
from govinfo_report.strategies.tables import (
    by_applicant,
    by_result,
    disputes,
    proactive,
    requests,
)

__all__ = [
    "DIFFICULTIES",
    "Broken",
    "BrokenFamily",
    "BrokenSeries",
    "Family",
    "Filed",
    "FilingLifeCycle",
    "JsonDocument",
    "Narrated",
    "agencies",
    "broken",
    "broken_family",
    "broken_series",
    "by_applicant",
    "by_result",
    "cases",
    "difficulties_of",
    "disputes",
    "documents",
    "explanations",
    "families",
    "json_documents",
    "narrated",
    "proactive",
    "reports",
    "requests",
    "sections",
    "series",
]

printing.install(Broken, BrokenFamily, BrokenSeries, Family, Filed, JsonDocument, Narrated)
