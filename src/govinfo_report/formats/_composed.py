"""Office files that know which of their lines are headings, as long as nobody changes the prose.

What `render` writes carries two things in custom properties, which every office program keeps: what
each block is, and a digest of the prose. While the digest holds, figures may be filled in and the
file saved by whatever program: it is still read to the letter. Once somebody has changed the prose
it is read as any other file, by what the lines look like.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import count, takewhile
from typing import Final

from govinfo_report.document import Block, Document, Heading, Paragraph, Table

_NAME: Final = "govinfo-report"
_LONGEST: Final = 255  # characters that a property holds
_TABLE, _PARAGRAPH, _EMPTY = "t", "p", "e"
_DEEPEST: Final = 9  # level that is one digit
_DIGITS: Final = 32  # of the digest


def stamp(document: Document) -> Mapping[str, str]:
    """Return the properties of a document that was composed, none for any other."""
    if not document.is_outlined:
        return {}
    text = _digest(document.blocks) + "".join(map(_mark, document.blocks))
    parts = range(0, len(text), _LONGEST)
    return {
        f"{_NAME} {number}": text[start : start + _LONGEST] for number, start in enumerate(parts, 1)
    }


def is_stamped(properties: Mapping[str, str]) -> bool:
    """Say whether a file was written by `render`, and perhaps changed since."""
    return f"{_NAME} 1" in properties


def restored(properties: Mapping[str, str], blocks: Sequence[Block]) -> Document | None:
    """Return the document that was composed, none if there was none or its prose was changed.

    Empty lines come from the stamp: not every program keeps those of the file.
    """
    parts = (properties.get(f"{_NAME} {number}", "") for number in count(1))
    text = "".join(takewhile(bool, parts))
    digest, marks = text[:_DIGITS], text[_DIGITS:]
    said = [block for block in blocks if isinstance(block, Table) or block.text]
    kinds = [mark == _TABLE for mark in marks if mark != _EMPTY]
    if kinds != [isinstance(block, Table) for block in said] or _digest(said) != digest:
        return None
    rest = iter(said)
    told = (Paragraph("") if mark == _EMPTY else _told(mark, next(rest)) for mark in marks)
    return Document(tuple(told), is_outlined=True)


def _mark(block: Block) -> str:
    match block:
        case Heading():
            return str(min(block.level, _DEEPEST))
        case Paragraph():
            return _PARAGRAPH if block.text else _EMPTY
    return _TABLE


def _told(mark: str, block: Block) -> Block:
    if isinstance(block, Table):
        return block
    if mark == _PARAGRAPH:
        return Paragraph(block.text, block.place)
    return Heading(block.text, int(mark), block.place)


def _digest(blocks: Iterable[Block]) -> str:
    prose = "\0".join(block.text for block in blocks if not isinstance(block, Table) and block.text)
    return hashlib.sha256(prose.encode()).hexdigest()[:_DIGITS]
