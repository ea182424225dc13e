"""What the columns of a frame of reports are called."""

from typing import Final

from govinfo_report.model import figure_paths
from govinfo_report.vocabulary import Edition, Measure

ORGAN: Final = ("agency", "credit_code", "region_code", "kind")
"""The keys that say which organ a report is of, and what is known of it."""

KEYS: Final = (*ORGAN, "year", "edition", "source")
"""What says whose report a row is: the organ, the year, the edition of the form, the source."""

FIGURES: Final = tuple(dict.fromkeys(path for e in Edition for path in figure_paths(e)))
"""The figure paths of all editions, those of the oldest first, each in form order."""

EDITIONS_OF: Final = {
    path: tuple(edition for edition in Edition if path in figure_paths(edition)) for path in FIGURES
}
"""The editions that have a figure."""

PLACES: Final = 10
"""How many decimal places an amount may have: four more than 分 has in 万元."""

AMOUNTS: Final = tuple(path for path in FIGURES if path.endswith(f".{Measure.AMOUNT}"))
"""The figures that are amounts in 万元, not counts."""


def printed_places(amount: str) -> str:
    """Return the name of the column that says with how many decimal places an amount is printed."""
    return f"{amount}.places"


PRINTED: Final = tuple(map(printed_places, AMOUNTS))
"""The columns that say with how many decimal places the amounts are printed."""


def column(path: str) -> str:
    """Return what the column of a figure is called while it is computed with.

    Spark takes a dotted name for a field of a structure.
    """
    return path.replace(".", "__")
