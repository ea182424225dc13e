"""Lines of prose as headings and paragraphs."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from govinfo_report._text import after_bracketed, after_numeral, compact, is_clause, mended
from govinfo_report.document import Heading, Paragraph, Place

PART: Final = 2
"""The level of the heading of a part."""
MAX_HEADING: Final = 50
PAGE_NUMBER: Final = re.compile(r"[-—–]+[0-9]{1,4}[-—–]+|第[0-9]{1,4}页(?:[,/]?共[0-9]{1,4}页)?")
CLOSERS: Final = "”’」』）)》】"
ENDS: Final = tuple("。！？；：…!?;:")
_DIGITS: Final = "0123456789" + "".join(map(chr, range(0xFF10, 0xFF1A)))
_IN_NUMBER: Final = f"{_DIGITS},，.．"
_PAUSES: Final = frozenset("，。；、")
_LONG: Final = 40
_LONGEST: Final = 5_000
_NEW: Final = re.compile(
    r"[0-9]{1,2}[、.．][^0-9]|[^，。；：:]{1,10}[：:]|[(（]?[^，。]{4}年[^，。]{1,4}月[^，。]{1,4}日[)）]?$"
)
"""How a line begins that goes on with no sentence: numbered, named, or a date."""


def told(lines: Iterable[tuple[str, Place]]) -> Iterator[Heading | Paragraph]:
    """Yield headings and paragraphs; blank lines and page numbers part no sentence."""
    waiting: Paragraph | None = None
    for line, place in lines:
        text = line.strip()
        if not text or PAGE_NUMBER.fullmatch(compact(text)):
            continue
        level = level_of(text)
        if waiting and not (level or _is_whole(waiting.text) or _begins(text)):
            waiting = replace(waiting, text=joined(waiting.text, text))
            continue
        if waiting:
            yield waiting
        waiting = None if level else Paragraph(text, place)
        if level:
            yield Heading(text, level, place)
    if waiting:
        yield waiting


def level_of(text: str) -> int:
    """Return the level of a heading by its number, 0 for what is no heading."""
    text = mended(text)
    if not may_head(text):
        return 0
    if after_bracketed(text) is not None:
        return PART + 1
    rest = after_numeral(text.removeprefix("第")) or ""
    return PART if rest.startswith(("部分", "、", ".", "．")) else 0


def may_head(text: str) -> bool:
    """Say whether a text is short enough for a heading, and no sentence."""
    return len(text) <= MAX_HEADING and not is_clause(text)


def is_number(text: str) -> bool:
    """Say whether a text is a bare number, or a mark for none."""
    if not text.strip("-—–/"):
        return bool(text)
    digits = text[text[0] in "-+－＋" :]
    return digits != "" and digits[0] in _DIGITS and not digits.strip(_IN_NUMBER)


def _begins(text: str) -> bool:
    """Say whether a line goes on with no sentence."""
    return _NEW.match(text) is not None or is_number(text)


def _is_whole(text: str) -> bool:
    """Say whether a paragraph ends where it stops: with a sentence, or without ever having one."""
    if len(text) > _LONGEST or (len(text) < _LONG and not _PAUSES & {*text}):
        return True
    is_bracketed = text[0] in "(（" and text[-1] in ")）"
    return is_bracketed or text.rstrip(CLOSERS).endswith(ENDS)


def joined(one: str, other: str) -> str:
    """Return two halves of a sentence as one; only words of Latin script are kept apart."""
    is_latin = one[-1].isascii() and one[-1].isalpha() and other[0].isascii() and other[0].isalpha()
    return f"{one} {other}" if is_latin else one + other
