"""Numbers as prose writes them: digits, separators, full width, 万, Chinese numerals, 余 and 约."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec

from govinfo_report.rules.prose.statement import Number

MONEY: Final = frozenset({"元", "万元", "亿元"})
"""Counters of money; amounts are told in 万元, as in the form."""

COUNTERS: Final = """
件次 人次 场次 条次 项次 宗次 亿元 万元 件 宗 条 份 起 例 项 次 元 个 篇 期 场 名 人 家 处 部 册 户 批 套 块 台 类 笔 种 则 幅 张
"""
"""The counters that are read, the longer before what they begin with."""

FORM_COUNTERS: Final = frozenset(
    {"件", "宗", "条", "份", "起", "例", "项", "次", "件次", "项次", "条次", "宗次"}
)
"""The counters in which reports count what the form counts."""

_CHARACTERS: Final = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "拾": 10, "佰": 100, "仟": 1_000,
}  # fmt: skip
CHINESE: Final = "".join(_CHARACTERS)
"""The characters of Chinese numerals, the formal ones last."""

_SCALES: Final = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
_BEFORE: Final = "将近|近|大约|约|超过|超|逾|突破|不足|不到|不少于|至少"
_COUNTED: Final = (
    rf"(?P<more>[余多])?(?P<counter>{'|'.join(COUNTERS.split())})(?P<after>以上|左右|上下)?"
    r"(?!个?工作日|性|制|率|月|小时|自然日|日)"
)
IN_DIGITS: Final = (
    rf"(?P<before>{_BEFORE})?"
    r"(?<![\d.])(?P<digits>\d{1,3}(?:[, ]\d{3}){1,4}(?:\.\d{1,4})?(?![\d,.])|\d{1,15}(?:\.\d{1,6})?)"
    rf"(?P<odd>[余多])?(?P<scale>[百千]?万(?!元)|亿(?!元)|千|百)?{_COUNTED}"
)
"""The expression for a number in digits with its counter.

Its repetitions are bounded, so that no text makes it slow; a longer numeral is none of a count.
"""
SPELLED: Final = (
    rf"(?P<before>{_BEFORE}|[数几上](?=[十百千万]))?"
    rf"(?<![{CHINESE}])(?P<numeral>[{CHINESE}]{{1,15}}){_COUNTED}"
)
"""The expression for a Chinese numeral with its counter."""
HEDGES: Final = "".join(dict.fromkeys(word[0] for word in _BEFORE.split("|")))
"""What the words before a number begin with."""

_AT_LEAST: Final = frozenset(
    {"超过", "超", "逾", "突破", "不少于", "至少", "以上", "余", "多", "上"}
)
_AT_MOST: Final = frozenset({"将近", "近", "不足", "不到"})


class Quantity(msgspec.Struct, frozen=True):
    """A number read from prose."""

    number: Number
    counter: str
    exact: bool
    least: Number | None
    """The smallest number that the words allow; none where they set no bound."""
    most: Number | None
    """The largest such number; none where they set no bound."""


def read_digits(match: re.Match[str]) -> Quantity | None:
    """Return what a match of `IN_DIGITS` says; none where it is no number a report could count.

    Written in 万, a number is exact and allows for what rounds to it.
    """
    digits, scale = match.group("digits", "scale")
    value, unit = _value(digits.replace(",", "").replace(" ", ""), scale)
    return _counted(value, unit, match, match["odd"])


def read_spelled(match: re.Match[str]) -> Quantity | None:
    """Return what a match of `SPELLED` says, exactly, though 十万 may be round; none for none."""
    value = chinese_numeral(match["numeral"])
    return None if value is None else _counted(value, 1, match)


def _counted(
    value: Decimal | int, unit: Decimal | int, match: re.Match[str], odd: str | None = None
) -> Quantity | None:
    """Return a number with its counter; an amount allows for what rounds to it."""
    before, more, counter, after = match.group("before", "more", "counter", "after")
    if counter in MONEY:
        factor = _IN_TEN_THOUSANDS[counter]
        value, unit = value * factor, unit * factor
    elif value % 1:
        return None  # two and a half requests
    number = int(value) if value % 1 == 0 else Decimal(value).normalize()
    bounds = {before, odd, more, after} - {None}
    if bounds:
        least = number if bounds & _AT_LEAST else None
        most = number if bounds & _AT_MOST else None
        return Quantity(number, counter, False, least, most)  # noqa: FBT003 - the third field
    if unit == 1 and counter not in MONEY:
        return Quantity(number, counter, True, number, number)  # noqa: FBT003 - the third field
    half = Decimal(unit) / 2
    return Quantity(number, counter, True, value - half, value + half)  # noqa: FBT003 - likewise


_IN_TEN_THOUSANDS: Final = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}


def _value(digits: str, scale: str | None) -> tuple[Decimal | int, Decimal | int]:
    """Return the value of digits and of a unit of their last place."""
    if scale is None and "." not in digits:
        return int(digits), 1
    factor = _SCALES[scale or ""]
    return Decimal(digits) * factor, Decimal(factor).scaleb(-len(digits.partition(".")[2]))


@lru_cache(maxsize=1024)
def chinese_numeral(text: str) -> int | None:
    """Return the value of a Chinese numeral, `一百二十` or `二〇二一`; none for what is none."""
    values = [_CHARACTERS[char] for char in text]
    if len(text) > 1 and max(values) < 10:  # noqa: PLR2004 - digits alone, written one by one
        return int("".join(map(str, values)))
    return _compose(values)


def _compose(values: list[int]) -> int | None:
    """Return the number that digits and powers of ten spell, as in 三千零五十万."""
    total = section = digit = 0
    last, gap = None, True  # the power of ten before; whether a digit may follow
    for value in values:
        if value >= 10_000:  # noqa: PLR2004 - 万 and 亿 count all that stands before them
            section += digit
            if section == 0 and total == 0:
                return None
            total, section, digit, last, gap = (
                (total + section) * value if value > total else total + section * value,
                0, 0, value, True,
            )  # fmt: skip
        elif value >= 10:  # noqa: PLR2004 - 十, 百, 千 count the digit before them
            section += (digit or 1) * value
            digit, last, gap = 0, value, True
        elif value == 0:
            last, gap = None, True
        elif not gap:
            return None  # two digits side by side among powers of ten
        else:
            digit, gap = value, False
    if digit and last is not None and last > 10:  # noqa: PLR2004 - 三万五 is 35000, not 30005
        digit *= last // 10
    return total + section + digit
