"""The readers on files that somebody made who had not seen them: right, or said to be in doubt."""

from pathlib import Path

import pytest

from govinfo_report import UnreadableError, read
from tests.corpus_scores import FILES, Score, expectation, score

REPORTED = {"m04.md": 25}
"""What is left blank and said: row totals that stand where two columns may be."""
MISSED = {"h20.html": ("other_matters[0]",)}
"""What else is not found: a heading within a paragraph, a name in the signature alone."""
READABLE = [file for file in FILES if "error" not in expectation(file)]


@pytest.mark.parametrize("file", READABLE, ids=lambda file: file.name)
def test_right_or_reported(file: Path) -> None:
    """No wrong figure is silent, no right one is blamed, and the prose is in its parts."""
    found = score(read(file), expectation(file))
    reported = REPORTED.get(file.name, 0)
    assert found == Score(
        right=len(expectation(file)["figures"]) - reported,
        reported=found.reported[:reported],
        silent=(),
        blamed=(),
        other=MISSED.get(file.name, ()),
    )


def test_a_scan_is_an_error() -> None:
    """A picture of a report is none, and the error says what to do."""
    (scan,) = set(FILES) - set(READABLE)
    with pytest.raises(UnreadableError, match="ocrmypdf"):
        read(scan)


def test_nearly_everything_is_read() -> None:
    """At least 99 of 100 figures of the corpus are right."""
    figures = sum(len(expectation(file)["figures"]) for file in READABLE)
    assert sum(REPORTED.values()) <= figures / 100
