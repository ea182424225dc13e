"""Normalise text: prose for storage, labels for comparison."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DROPPED: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_ENUMERATION: Final = re.compile(
    r"(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.,:])+"
)


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


def compact(text: str) -> str:
    """Return the text in form KC without white space, line breaks and invisible controls."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if unicodedata.category(char) not in _DROPPED)


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """Return what is left of a printed label once everything that organs vary is taken away.

    Width, white space, the enumeration before the label (`1.`, `（一）`, `三、`) and all
    punctuation are dropped, so that `（一）`, `(一)` and no number at all are one label.
    """
    text = compact(label)
    text = text[match.end() :] if (match := _ENUMERATION.match(text)) else text
    return "".join(char for char in text if char.isalnum())


def printable(text: str) -> str:
    """Return a text that is safe to print on a terminal: controls are shown as `�`."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in {"Cc", "Cf"} else char
        for char in text
    )
