"""Reading the corpus, which was made before the readers and by somebody who had not seen them."""

from decimal import Decimal
from pathlib import Path

import pytest

from govinfo_report import UnreadableError, read
from tests.corpus_scores import FILES, expectation, score

_UNREADABLE = {file for file in FILES if "error" in expectation(file)}
_READABLE = [file for file in FILES if file not in _UNREADABLE]
_RIGHT = Decimal("0.99")


@pytest.mark.parametrize("file", _READABLE, ids=lambda file: file.stem)
def test_nothing_is_silent(file: Path) -> None:
    """Show that each figure is right, or named by a problem; that no problem names a right one.

    Edition, year, agency, title and the beginning of each paragraph are as they stand.
    """
    got = score(read(file), expectation(file))
    assert (got.silent, got.blamed, got.other) == ((), (), ())
    assert got.right >= _RIGHT * len(expectation(file)["figures"])


@pytest.mark.parametrize("file", sorted(_UNREADABLE), ids=lambda file: file.stem)
def test_what_cannot_be_read(file: Path) -> None:
    """Show that a file of which nothing can be read is refused, rather than read as blank."""
    with pytest.raises(UnreadableError):
        read(file)
