"""Say which figures are wrong, and what blanks must be."""

from govinfo_report.repair.blanks import Filled, Implied, fill, implied
from govinfo_report.repair.localising import (
    Change,
    Explanation,
    Localisation,
    apply,
    explained,
    localise,
    to_data,
)
from govinfo_report.repair.plausibility import Reason, Stated

__all__ = [
    "Change",
    "Explanation",
    "Filled",
    "Implied",
    "Localisation",
    "Reason",
    "Stated",
    "apply",
    "explained",
    "fill",
    "implied",
    "localise",
    "to_data",
]
