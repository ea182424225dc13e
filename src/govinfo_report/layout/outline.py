"""Tell a composed document again: the exact opposite of `layout.compose`, for prose."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final, TypeVar

import msgspec

from govinfo_report.document import Block, Document, Heading, Paragraph, Table
from govinfo_report.form import PARTS, FormPart, PartName
from govinfo_report.layout.compose import AGENCY, PUBLISHED, YEAR
from govinfo_report.layout.prose import Prose
from govinfo_report.layout.titles import Title, title_of
from govinfo_report.model import Section

_Block = TypeVar("_Block", Heading, Paragraph, Table)

_PART: Final = 2
# What only headings with a number need is compiled for the first of them.
_FIRST: Final = r"（[一二三四五六七八九十0-9]{1,9}）"
_BELOW: Final = r"((?:[0-9]{1,9}\.)+)(?: |$)"
_YEAR: Final = re.compile(r"([0-9]{4})年")


def outline(document: Document) -> Prose | None:
    """Return the prose of a document that `compose` has laid out, none if it is laid out otherwise.

    None too if somebody has since moved or added headings: then it is to be read like any other.
    """
    if not document.is_outlined:
        return None
    starts = [i for i, block in enumerate(document.blocks) if _is_part(block)]
    if len(starts) != len(PARTS):
        return None
    ends = [*starts[1:], len(document.blocks)]
    try:
        title, published, preface = _front(document.blocks[: starts[0]])
        sections: dict[PartName, Section] = {}
        tables: list[Table] = []
        for part, start, end in zip(PARTS, starts, ends, strict=True):
            told, *rest = document.blocks[start:end]
            if part.is_table:
                tables += _only(rest, Table)
            else:
                sections[part.name] = _section(part, told, rest)
    except ValueError:
        return None
    return Prose(title, preface, published, sections, tuple(tables), (), has_headings=True)


def _is_part(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == _PART


def _only(blocks: Sequence[Block], kind: type[_Block]) -> list[_Block]:
    """Return blocks that are all of one kind; `ValueError` if they are not."""
    found = [block for block in blocks if isinstance(block, kind)]
    if len(found) != len(blocks):
        raise ValueError(kind)
    return found


def _front(blocks: Sequence[Block]) -> tuple[Title, dt.date | None, str | None]:
    """Return the title, with what the lines below it add, the day of publication, the preface."""
    (heading,) = _only(blocks[:1], Heading)
    lines = [paragraph.text for paragraph in _only(blocks[1:], Paragraph)]
    agency = _take(lines, AGENCY)
    year = _take(lines, YEAR)
    published = _take(lines, PUBLISHED)
    if lines and not lines[0]:
        del lines[0]
    stated = title_of(heading.text) or Title(heading.text, None, None)
    return (
        Title(
            heading.text,
            stated.agency if agency is None else agency,
            stated.year if year is None else _year(year),
        ),
        None if published is None else dt.date.fromisoformat(published),
        "\n".join(lines) if lines else None,
    )


def _take(lines: list[str], fact: str) -> str | None:
    """Take the first line if it states a fact, and return what it states."""
    return lines.pop(0).removeprefix(fact) if lines and lines[0].startswith(fact) else None


def _year(text: str) -> int:
    match = _YEAR.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1])


def _section(part: FormPart, heading: Block, blocks: Sequence[Block]) -> Section:
    """Return the prose under the heading of a part, each subsection within the one above it."""
    number = f"{part.number}、"
    (told,) = _only([heading], Heading)
    if not told.text.startswith(number):
        raise ValueError(told.text)
    open_sections: list[_Open] = [_Open(told.text.removeprefix(number))]
    for block in blocks:
        if isinstance(block, Paragraph):
            open_sections[-1].lines.append(block.text)
            continue
        (subheading,) = _only([block], Heading)
        depth, title = _numbered(subheading.text)
        if depth > len(open_sections):
            raise ValueError(subheading.text)
        _close(open_sections, depth)
        open_sections.append(_Open(title))
    _close(open_sections, 1)
    return open_sections[0].section()


class _Open(msgspec.Struct):
    """A section that is still being told."""

    title: str
    lines: list[str] = msgspec.field(default_factory=list)
    subsections: list[Section] = msgspec.field(default_factory=list)

    def section(self) -> Section:
        return Section(self.title, "\n".join(self.lines), tuple(self.subsections))


def _close(sections: list[_Open], depth: int) -> None:
    """End the sections that are deeper than this."""
    while len(sections) > depth:
        ended = sections.pop()
        sections[-1].subsections.append(ended.section())


def _numbered(heading: str) -> tuple[int, str]:
    """Return how deep its number puts a heading, 1 under a part, and the heading without it."""
    if match := re.match(_FIRST, heading):
        return 1, heading[match.end() :]
    if match := re.match(_BELOW, heading):
        return match[1].count(".") + 1, heading[match.end() :]
    raise ValueError(heading)
