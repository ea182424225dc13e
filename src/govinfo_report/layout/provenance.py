"""Where a figure was found, and how sure that is."""

from enum import StrEnum

import attrs

from govinfo_report.document import Place


class Confidence(StrEnum):
    """What a figure rests on."""

    EXACT = "exact"
    """Its labels stand there as the form prints them."""
    VARIANT = "variant"
    """A label is a known variant, or misspelt."""
    POSITION = "position"
    """A label is missing, and the form leaves no other place for the figure."""
    MISSING = "missing"
    """It was not found, or not read because it could not be told for certain."""


@attrs.frozen
class Origin:
    """Where a figure came from."""

    place: Place
    text: str
    """The cell as it stands in the source, unit and separators included."""
    confidence: Confidence
