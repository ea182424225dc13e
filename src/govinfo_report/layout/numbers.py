"""Read what stands in a cell: a number, a blank, or something that is neither."""

import re
import unicodedata
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Final

from govinfo_report._text import compact
from govinfo_report.layout.variants import FOLDED
from govinfo_report.model import MAX_COUNT

_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2212"
"""What may be a minus, and by itself is a mark for nothing."""
_MARKS: Final = f"{_DASHES}\u2014\u2015\u2500\u30fc_/\\"
_WORDS: Final = frozenset({"无", "没有", "空", "空白"})
_NUMERIC: Final = re.compile(
    rf"(?P<sign>[{_DASHES}+±↑↓]|增加?|减少?)?"
    r"(?P<digits>[0-9][0-9,.]*)"
    r"(?P<unit>[亿万]?元|[亿万]|[件宗条份起例项次个])?"
)
_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,15}")
_PLAIN: Final = re.compile(r"0|[1-9][0-9]{0,14}")
"""What most cells hold: a count that is no larger than any may be."""
_SIGNS: Final = {
    **dict.fromkeys(("+", "增", "增加", "↑"), 1),
    **dict.fromkeys((*_DASHES, "减", "减少", "↓"), -1),
}
_POWERS: Final = {"亿": 4, "亿元": 4, "万": 0, "万元": 0, "元": -4}
"""Units of money, as powers of ten of 万元."""
_MAX_PLACES: Final = 12


class Sort(Enum):
    """What kind of number a figure is."""

    COUNT = "count"
    CHANGE = "change"
    AMOUNT = "amount"


def _no_number(text: str) -> ValueError:
    return ValueError(f"no number: {text!r}")


def is_blank(text: str) -> bool:
    """Say whether a cell holds nothing, or one of the marks that organs write for nothing."""
    said = _said(text)
    return said in _WORDS or not said.strip(_MARKS)


def is_numeric(text: str) -> bool:
    """Say whether a cell looks like a number, well written or not."""
    return _NUMERIC.fullmatch(_said(text)) is not None


def _said(text: str) -> str:
    return compact(text).translate(FOLDED)


@lru_cache(maxsize=4096)
def parse(text: str, sort: Sort = Sort.COUNT, unit: str | None = None) -> int | Decimal | None:
    """Return the number in a cell, none for a blank; `ValueError` if it is neither.

    An amount is returned in 万元; it is written in its own unit, else in that of the column.
    """
    if sort is not Sort.AMOUNT and _PLAIN.fullmatch(text):
        return int(text)
    if is_blank(text):
        return None
    match = _NUMERIC.fullmatch(_narrow(text))
    if match is None:
        raise _no_number(text)
    if sort is Sort.AMOUNT:
        return _amount(match, unit)
    return _count(match, is_signed=sort is Sort.CHANGE)


def _narrow(text: str) -> str:
    """Return the text in form KC, without outer space and invisible controls.

    Space within may part two numbers, and a raised digit marks a footnote: neither may vanish.
    """
    if any(unicodedata.category(char) == "No" for char in text):
        raise _no_number(text)
    folded = unicodedata.normalize("NFKC", text).strip()
    parts = re.split(r"(?<=[0-9,.])\s+(?=[0-9,.])", folded)
    if len(parts) > 1:
        raise _no_number(text)
    return _said(folded)


def _whole(digits: str) -> int:
    if not _WHOLE.fullmatch(digits):
        raise _no_number(digits)
    return int(digits.replace(",", ""))


def _count(match: re.Match[str], *, is_signed: bool) -> int:
    sign, digits, unit = match["sign"], match["digits"], match["unit"]
    if (sign is not None and not is_signed) or sign == "±" or unit in _POWERS:
        raise _no_number(match.string)
    # Spreadsheets write whole numbers with one or two zeros after the point.
    count = _whole(re.sub(r"\.0{1,2}$", "", digits))
    if count > MAX_COUNT:
        raise _no_number(digits)
    return count * (_SIGNS[sign] if sign else 1)


def _amount(match: re.Match[str], unit: str | None) -> Decimal:
    whole, point, fraction = match["digits"].partition(".")
    own = match["unit"]
    if match["sign"] or (point and not fraction.isdigit()):
        raise _no_number(match.string)
    if len(fraction) > _MAX_PLACES or own not in {None, *_POWERS}:
        raise _no_number(match.string)
    value = Decimal(f"{_whole(whole)}.{fraction}" if fraction else _whole(whole))
    if power := _POWERS[own or unit or "万元"]:
        value = Decimal(f"{value.scaleb(power).normalize():f}")
    if value > MAX_COUNT:
        raise _no_number(match.string)
    return value
