"""Read what stands around the parts: title, agency, year and day of publication."""

import datetime as dt
import re
from typing import Final

import msgspec

from govinfo_report._text import compact
from govinfo_report.layout import variants
from govinfo_report.vocabulary import AgencyKind

_MAX_TITLE: Final = 60
_NUMERALS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR: Final = r"(?:(?:19|20)[0-9]{2}|[一二][〇○零0一二三四五六七八九]{3})"
_TITLE: Final = re.compile(
    rf"(?:关于)?(?P<agency>.*?)(?:的?{variants.REPORT_NAME})(?P<after>\(?{_YEAR}年?度?\)?)?"
)
_IN_TITLE: Final = re.compile(
    rf"[(]?(?P<year>{_YEAR})(?:年度?|(?=[)]|$)|(?={variants.REPORT_NAME}))[)]?"
)
_NO_TITLE: Final = frozenset("。；！？>»|:,，")
_ENDS: Final = tuple("局委会厅部府处院办室心队司校学社站署关所行馆团")
_IN_NO_NAME: Final = frozenset("，。：；、0123456789")
_MAX_NAME: Final = 37
_KINDS: Final = (
    (AgencyKind.OTHER, r"(?:镇|乡|苏木)人民政府|街道办事处|街道办|(?:镇|乡)政府"),
    (AgencyKind.GOVERNMENT, r"(?:省|自治区|市|州|盟|县|旗|区|林区|特区)(?:人民)?政府"),
    (AgencyKind.DEPARTMENT, r"(?<!供电)(?<!邮政)局|厅"),
    (AgencyKind.DEPARTMENT, r"(?<!管理)(?<!工作)(?<!村民)(?<!居民)(?<!检查)委员会"),
    (AgencyKind.DEPARTMENT, r"(?<!宣传)(?<!组织)(?<!统战)(?<!武装)(?<!工作)部"),
)
"""What names end in, where that settles what kind of organ it is."""
_DATE_LINE: Final = re.compile(
    r"[(]?(?:(?:发布|公布|公开|成文|印发|发文)(?:日期|时间):)?"
    r"(?P<year>(?:19|20)[0-9]{2})[-年/.](?P<month>[0-9]{1,2}|十[0-9]?)[-月/.]"
    r"(?P<day>[0-9]{1,2}|[0-9]?十[0-9]?)日?(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?[)]?"
)
"""A day, its numerals as Arabic digits but for 十."""


class Title(msgspec.Struct, frozen=True):
    """The title, and what it says of the report."""

    text: str
    agency: str | None
    year: int | None


def title_of(text: str) -> Title | None:
    """Return a title with what it says, none if the text is no title of a report."""
    if len(text) > 4 * _MAX_TITLE or "，" in text or "。" in text:
        return None
    said = compact(text).strip("《》“”\"'")
    if len(said) > _MAX_TITLE or not _NO_TITLE.isdisjoint(said):
        return None
    folded = _folded(said)
    match = _TITLE.fullmatch(folded)
    if match is None:
        return None
    year = _IN_TITLE.search(folded)
    agency = said[match.start("agency") : match.end("agency")]
    agency = _IN_TITLE.sub("", agency + "\n").strip("\n的-—_ ")
    stated = int(year["year"].translate(_NUMERALS)) if year else None
    return Title(text.strip(), agency or None, stated)


def joined_title(before: str, line: str) -> Title | None:
    """Return the title that two lines make together, the agency standing in the upper one."""
    below = title_of(line)
    whole = title_of(before + line) if below is None or below.agency is None else None
    return whole if whole and whole.agency and is_organ(whole.agency) else None


def is_organ(name: str) -> bool:
    """Say whether a text is the name of an organ, by how it ends."""
    folded = _folded(name)
    return (
        1 < len(folded) <= _MAX_NAME and folded.endswith(_ENDS) and _IN_NO_NAME.isdisjoint(folded)
    )


def kind_of(name: str | None) -> AgencyKind | None:
    """Return what kind of organ a name is certain to belong to, else none."""
    folded = _folded(name or "")
    return next((kind for kind, end in _KINDS if re.fullmatch(rf".+(?:{end})", folded)), None)


def _folded(name: str) -> str:
    return name.translate(variants.FOLDED)


def date_of(text: str) -> dt.date | None:
    """Return the day that a line states and nothing else, none if it is no such line."""
    said = _folded(compact(text)).translate(_NUMERALS) if len(text) <= _MAX_TITLE else ""
    match = _DATE_LINE.fullmatch(said)
    if match is None:
        return None
    try:
        return dt.date(int(match["year"]), _small(match["month"]), _small(match["day"]))
    except ValueError:
        return None


def _small(numeral: str) -> int:
    """Return a number below a hundred: `31`, `3十1`, `十`."""
    tens, ten, ones = numeral.rpartition("十")
    return int(tens or "1") * 10 * bool(ten) + int(ones or "0")
