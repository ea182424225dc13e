"""Text as the wording expects it: half-width digits, simplified characters, no spaces."""

import re
from typing import Final

import msgspec

_TRADITIONAL: Final = (
    "請请開开規规範范複复議议訴诉訟讼處处罰罚許许強强製制發发務务報报條条項项機机關关維维糾纠銷销結结轉转辦办復复"
    "書书會会個个無无沒没產产現现廢废們们與与從从業业協协組组織织單单據据見见證证費费萬万億亿兩两餘余約约來来當当後后"
    "訪访舉举檔档經经過过進进數数統统計计類类圖图編编審审總总額额購购採采減减較较區区縣县鄉乡鎮镇國国聞闻網网線线"
    "傳传電电郵邮號号點点實实對对應应該该還还這这內内屬属於于權权責责繼继續续順顺認认確确給给長长誤误專专達达幹干"
)
"""Traditional characters that the wording needs, each before its simplified form."""

_WIDE: Final = {chr(ord(char) + 0xFEE0): char for char in "0123456789.%"}
_SAME: Final = _WIDE | dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
_TABLE: Final = str.maketrans(_SAME)
_PLAIN: Final = re.compile(f"[^{''.join(_SAME)}]*+")
_BLANK: Final = r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
_ENDED: Final = frozenset("。！？；：!?;:，,、）)")
_HEADING: Final = r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]"
_SHORT: Final = 25  # characters: a line without punctuation as short as that is a heading


class Folded(msgspec.Struct, frozen=True):
    """A folded text and where each of its characters stood."""

    text: str
    origins: tuple[int, ...] | None
    """The offset of each character in the text as written; none where nothing moved."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text as written of a piece that is not empty."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> Folded:
    """Return a text without spaces and line breaks within sentences, paragraphs kept apart."""
    if not _PLAIN.fullmatch(text):
        text = text.translate(_TABLE)
    if text.isprintable() and " " not in text:
        return Folded(text, None)
    pieces: list[str] = []
    origins: list[int] = []
    done = 0
    for blank in re.finditer(_BLANK, text):
        pieces.append(text[done : blank.start()])
        origins.extend(range(done, blank.start()))
        if kept := _kept(text, blank.start(), blank.end()):
            pieces.append(kept)
            origins.append(blank.start())
        done = blank.end()
    pieces.append(text[done:])
    origins.extend(range(done, len(text)))
    return Folded("".join(pieces), tuple(origins))


def _kept(text: str, start: int, end: int) -> str:
    """Return what stands for white space: a paragraph break, a space between digits, or nothing.

    A line that stops in the midst of a sentence, as in a text dump, goes on in the next one.
    """
    if "\n" in text[start:end]:
        line = text[max(text.rfind("\n", 0, start) + 1, start - 100) : start].lstrip()
        is_whole = not line or line[-1] in _ENDED or re.match(_HEADING, line) or len(line) <= _SHORT
        return "\n" if is_whole or re.match(_HEADING, text[end : end + 5]) else ""
    if not any(char.isspace() for char in text[start:end]):
        return ""  # controls that nobody sees
    before, after = text[start - 1 : start], text[end : end + 1]
    return " " if before.isdecimal() and after.isdecimal() else ""
