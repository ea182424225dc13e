"""How much there is to count: mostly little, now and then what a large office has, the extremes."""

from collections.abc import Hashable
from enum import Enum, auto
from functools import cache
from typing import Final, TypeVar

from hypothesis import strategies as st

from govinfo_report.model import MAX_COUNT

SMALL: Final = 9
"""The largest count that is called small."""
LARGE: Final = 1_000
"""The smallest count that is called large."""
LARGEST: Final = 500_000
"""The largest count that an office has."""

Place = TypeVar("Place", bound=Hashable)


class Office(Enum):
    """How busy an office is."""

    QUIET = auto()
    """A few places of a table hold a count."""
    BUSY = auto()
    """Many do."""
    EXTREME = auto()
    """At most one place of a table does, and holds the largest count there can be."""


OFFICES: Final = st.sampled_from((*(Office.QUIET,) * 6, *(Office.BUSY,) * 2, Office.EXTREME))
"""How busy an office is; shrinks to a quiet one."""

ORDINARY_OFFICES: Final = st.sampled_from((*(Office.QUIET,) * 6, *(Office.BUSY,) * 2))
"""The same, but not at the extreme."""

_ENTRIES: Final = {Office.QUIET: (0, 7), Office.BUSY: (12, 36)}
_WIDTH: Final = 2  # bytes for a place, and as many for its count
_STEPS: Final = 256**_WIDTH


@cache
def entries(places: tuple[Place, ...], office: Office) -> st.SearchStrategy[dict[Place, int]]:
    """Draw counts other than zero for some of the places, and shrink to none.

    A place and its count are drawn together, since the time goes by what is drawn; and as bytes,
    since Hypothesis draws these evenly and of integers mostly the lowest.
    """
    if office is Office.EXTREME:
        some = st.lists(st.sampled_from(places), max_size=1)
        return some.map(lambda chosen: dict.fromkeys(chosen, MAX_COUNT))
    least, most = _ENTRIES[office]

    def entered(drawn: list[bytes]) -> dict[Place, int]:
        return {
            places[_number(each[:_WIDTH]) * len(places) // _STEPS]: _count(_number(each[_WIDTH:]))
            for each in drawn
        }

    entry = st.binary(min_size=2 * _WIDTH, max_size=2 * _WIDTH)
    return st.lists(entry, min_size=least, max_size=most).map(entered)


_number: Final = int.from_bytes  # in big endian order, so that low bytes are a low number


def _count(step: int) -> int:
    """Return a count that grows with the step: small ones for half of the steps, then by powers.

    >>> [_count(step) for step in (0, 32_767, 32_768, 40_000, 65_535)]
    [1, 9, 10, 108, 499834]
    """
    half = _STEPS // 2
    if step < half:
        return 1 + step * SMALL // half
    return int((SMALL + 1) * (LARGEST / (SMALL + 1)) ** ((step - half) / half))
