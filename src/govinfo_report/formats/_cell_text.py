"""What the cells of a workbook show: numbers as they were meant, with the units of their formats.

A number is told to 15 significant digits, which is what a spreadsheet holds and shows; how many
decimals its format shows is no matter, since rounding for the eye changes no figure. Whatever else
a format adds to the digits changes what they mean, and is told with them.
"""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Context, Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

GENERAL: Final = "General"

_BUILT_IN: Final[Mapping[int, str]] = MappingProxyType(
    {
        **dict.fromkeys((5, 6, 7, 8, 42, 44), '"¥"0'),
        **dict.fromkeys((9, 10), "0%"),
        **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "y-m-d"),
    }
)
"""The formats that a workbook need not define (ECMA-376 part 1, 18.8.30), where they add to the
digits."""
_TOKEN: Final = re.compile(
    r"""(?P<general>General|G/通用格式|[@])
    |"(?P<quoted>[^"]*)"
    |[\\!](?P<escaped>.)
    |\[\$(?P<currency>[^\]-]*)[^\]]*\]
    |(?P<condition>\[[<>=][^\]]*\])
    |(?P<nothing>\[[^\]]*\]|[_*].|[Ee][+-]|[-+ ()])
    |(?P<digits>[0#?][0#?.,/]*|\.[0#?]+)
    |(?P<date>[ymdhsYMDHS]+)
    |(?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SECTION: Final = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;"])*')
_EXACT: Final = Context(prec=15)
_MAX_ZEROS: Final = 30
_DAY_ZERO: Final = dt.date(1899, 12, 30)
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def codes(root: Element | None) -> tuple[str, ...]:
    """Return the number format of each cell style."""
    if root is None:
        return ()
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter("numFmt")}
    styles = root.find("cellXfs")
    return tuple(
        own.get(name) or _BUILT_IN.get(int(name) if name.isdecimal() else 0, GENERAL)
        for each in (() if styles is None else styles)
        for name in [each.get("numFmtId", "0")]
    )


def plain(element: Element) -> str:
    """Return a text that may be set in several fonts, without its phonetic guide."""
    runs = [each for each in element if each.tag == "r"] or [element]
    text = "".join(said.text or "" for run in runs for said in run.findall("t"))
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def number(value: str, code: str) -> str:
    """Return a number in a format: `1234`, `0.3`, `50%`, `251000元`, a day as `2023-01-31`.

    Where the format shows another number than the cell holds, both are told: that is no figure.
    """
    try:
        exact = _EXACT.create_decimal(value)
    except InvalidOperation:
        return value
    if not exact.is_finite() or abs(exact.adjusted()) > _MAX_ZEROS:
        return value
    tokens = list(_TOKEN.finditer(_SECTION.match(code)[0]))  # type: ignore[index] # may be empty
    kinds = {token.lastgroup for token in tokens}
    if "date" in kinds:
        return _day(exact) or f"{_digits(exact)} ({code})"
    before, after, is_scaled = _around(tokens)
    if is_scaled or "condition" in kinds:
        return f"{_digits(exact)} ({code})"
    if after.startswith("%"):
        exact = exact.scaleb(2)
    return f"{before}{_digits(exact)}{after}"


def _digits(exact: Decimal) -> str:
    return f"{(exact + 0).normalize():f}"  # without the sign of a negative zero


def _day(exact: Decimal) -> str | None:
    try:
        return (_DAY_ZERO + dt.timedelta(days=int(exact))).isoformat()
    except OverflowError:
        return None


def _around(tokens: list[re.Match[str]]) -> tuple[str, str, bool]:
    """Return what a format sets before and behind the digits, and whether it moves their point."""
    before = after = ""
    has_digits = is_scaled = False
    for token in tokens:
        match token.lastgroup:
            case "digits" | "general":
                has_digits = True
                is_scaled = is_scaled or token[0].endswith(",")
            case "quoted" | "escaped" | "currency" | "other":
                said = token[token.lastgroup].strip(" -+()")
                is_scaled = is_scaled or (token.lastgroup == "escaped" and said in {".", ","})
                before, after = (before, after + said) if has_digits else (before + said, after)
    return before, after, is_scaled
