"""Bytes as text, whatever encoding Chinese organs write in."""

import codecs
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from govinfo_report.errors import Bilingual, UnreadableError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS: Final = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
_FEW: Final = 50
"""One damaged character in so many is damage; more are another encoding, or no text at all."""
_ENCODINGS: Final = (("utf-8", 4), ("gb18030", _FEW))
"""What is tried in turn, and the same for each: hardly any other text passes for UTF-8."""
_BELIEVED: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs")
)
"""Declared encoding -> codec, for those whose bytes pass for GB18030 as well."""


def decoded(data: bytes, declared: str | None = None) -> tuple[str, bool]:
    """Return a text, and whether it ends within a character; `UnreadableError` if it is no text.

    What cannot be decoded is shown as U+FFFD, never as other characters. Of what is declared only
    an encoding that cannot be told from the bytes is believed; the others are so often wrong.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data.removeprefix(mark), encoding)
    if b"\0" in data or (len(data) - len(data.translate(None, _CONTROLS))) * _FEW > len(data):
        raise UnreadableError(
            Bilingual(
                "文件不是文本（含有二进制数据）；请先转换为文本",
                "the file is no text (it holds binary data); convert it to text first",
            )
        )
    for encoding, least in _candidates(declared):
        text, is_cut = _decode(data, encoding)
        damaged = text.count("\ufffd") - is_cut
        if not damaged or damaged * least <= len(text) - len(text.encode("ascii", "ignore")):
            return text, is_cut
    raise UnreadableError(
        Bilingual(
            "无法识别文件的字符编码；试过 UTF-8、UTF-16（带 BOM）和 GB18030，请另存为 UTF-8",
            "the encoding of the file is none that is known; tried UTF-8, UTF-16 (with a BOM) and"
            " GB18030; save it as UTF-8",
        )
    )


def _decode(data: bytes, encoding: str) -> tuple[str, bool]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(data)
    rest = decoder.decode(b"", final=True)
    return text + rest, bool(rest)


def _candidates(declared: str | None) -> tuple[tuple[str, int], ...]:
    believed = _BELIEVED.get((declared or "").lower())
    utf_8, gb18030 = _ENCODINGS
    return (utf_8, (believed, _FEW), gb18030) if believed else _ENCODINGS
