"""Normalise text: prose for storage, labels for comparison."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DROPPED: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
# What reads files and tables needs is compiled when it is first used.
_INVISIBLE: Final = "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
_RADICAL: Final = "[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]"
_SUPPLEMENT: Final = (
    "⺁厂⺄乙⺈刀⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺛旡⺜日⺝月⺞歺⺠民⺧牛⺩王⺪𤴔⺫目⺬示⺭礻⺯糹⺱罓⺲罒⺶羊⺹耂⺻聿⺼肉⺽𦥑⻁虎⻃覀⻄西⻅见⻆角"
    "⻉贝⻋车⻑長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟⺟母"
)
_FROM_SUPPLEMENT: Final = dict(zip(map(ord, _SUPPLEMENT[::2]), _SUPPLEMENT[1::2], strict=True))
"""Radicals that NFKC leaves alone, as Unicode's EquivalentUnifiedIdeograph has them."""
_RADICAL_SUPPLEMENT: Final = re.compile("[\u2e80-\u2eff]")
NUMERALS: Final = "一二三四五六七八九十"
"""What headings are numbered with."""
_STOPS: Final = frozenset("。；！？")
_PAUSES: Final = tuple("，：、,:")


def nfc(text: str) -> str:
    """Return the text in Unicode normalisation form C, the form in which reports are stored."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def is_unicode(text: str) -> bool:
    """Say whether a text can be written in UTF-8, which a lone surrogate cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def mended(text: str) -> str:
    """Return a text without what copying has put into it.

    Invisible controls are dropped. Radicals and compatibility ideographs, which text layers of
    PDF files have for the characters that they look like, become those characters.
    """
    if not text.isprintable():
        text = re.sub(_INVISIBLE, "", text)
    return re.sub(
        _RADICAL,
        lambda match: unicodedata.normalize("NFKC", match[0].translate(_FROM_SUPPLEMENT)),
        text,
    )


def is_clause(text: str) -> bool:
    """Say whether a text is punctuated as headings are not: it has a stop, or ends in a pause."""
    return not _STOPS.isdisjoint(text) or text.endswith(_PAUSES)


def compact(text: str) -> str:
    """Return the text in form KC without white space, line breaks and invisible controls."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    if _RADICAL_SUPPLEMENT.search(folded):
        folded = folded.translate(_FROM_SUPPLEMENT)
    if folded.isprintable():  # as nearly all text is; looking at each character takes long
        return folded
    return "".join(char for char in folded if unicodedata.category(char) not in _DROPPED)


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """Return what is left of a printed label once everything that organs vary is taken away.

    Width, white space, the enumeration before the label (`1.`, `（一）`, `三、`) and all
    punctuation are dropped, so that `（一）`, `(一)` and no number at all are one label.
    """
    text, start = compact(label), 0
    while (rest := _after_number(head := text[start : start + _LONGEST_NUMBER])) is not None:
        start += len(head) - len(rest)
    return "".join(char for char in text[start:] if char.isalnum())


_LONGEST_NUMBER: Final = len("(123)")


def _after_number(text: str) -> str | None:
    """Return what follows `1.`, `（一）` or `三、`, none where no such number begins a text."""
    digits = f"{NUMERALS}0123456789"
    if (rest := after_bracketed(text, digits)) is None:
        rest = after_numeral(text, digits)
        rest = rest[1:] if rest and rest[0] in "、.,:" else None
    return rest


def after_bracketed(text: str, digits: str = NUMERALS) -> str | None:
    """Return what follows `（一）`, none where no such number begins a text."""
    rest = after_numeral(text[1:], digits) if text.startswith(("(", "（")) else None
    return rest[1:] if rest and rest[0] in ")）" else None


def after_numeral(text: str, digits: str = NUMERALS) -> str | None:
    """Return what follows a numeral of one to three digits, none where none begins a text."""
    rest = text.lstrip(digits)
    return rest if 0 < len(text) - len(rest) <= 3 else None  # noqa: PLR2004 - as it says


_DIGITS: Final = "〇一二三四五六七八九"


def counting_numeral(count: int) -> str:
    """Return a number as headings count: `十`, `二十一`; none but those below 100 in characters."""
    tens, ones = divmod(count, 10)
    if tens >= len(_DIGITS):
        return str(count)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + _DIGITS[ones] if ones or not tens else ten


def writable(name: str) -> str:
    """Return the name of a file as a text: bytes of it that are no UTF-8 are shown as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def printable(text: str) -> str:
    """Return a text that is safe to print on a terminal: controls are shown as `�`."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in {"Cc", "Cf"} else char
        for char in text
    )
