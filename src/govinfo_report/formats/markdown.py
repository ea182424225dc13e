"""Markdown: the dialect of GitHub, with tables.

What `write` writes begins with a comment that says so, and `outlined` reads it again to the
letter; a paragraph is one line, and whatever Markdown might take for its own is escaped.
"""

import html
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

import attrs

from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Place, Table
from govinfo_report.errors import Bilingual, LimitExceededError, MissingExtraError
from govinfo_report.formats._carried import all_texts, require_no_controls, unmerged
from govinfo_report.formats._decoding import decoded
from govinfo_report.formats._own import MARKDOWN
from govinfo_report.formats._page import page

_NAME: Final = "markdown"
_DEEPEST: Final = 6
_EMPTY: Final = "&nbsp;"
"""An empty paragraph; a no-break space of the text itself is written by its number."""
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>&|~$#!]")
_START: Final = re.compile(r"^(?:[0-9]{1,9}(?=[.)](?: |$))|(?=[-+](?:[- ]|$)))")
"""What stands before the mark of a list or a rule at the start of a line; elsewhere it is none."""
_BREAKS: Final = re.compile(r"[\t\n\r\u2028\u2029]")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#([0-9]{1,7})|[a-z]+);")
_HEADING: Final = re.compile(r"(#{1,6})(?: (.*))?")
_RULE_CELL: Final = "---"
_PARTING: Final = re.compile(r"[\s|:-]*-[\s|:-]*")
_BAR: Final = re.compile(r"(?<!\\)\|")
_UNUSUAL: Final = ("code", "list", "reference")
"""What plain text is too easily taken for: an indent, `1. `, `[1]: `."""
MAX_CHARACTERS: Final = 250_000


def read(data: bytes) -> Document:
    """Return what a Markdown text says; what `write` wrote to the letter.

    HTML may stand in it. Raise `UnreadableError` if it is no text or empty, `LimitExceededError`
    for more than `MAX_CHARACTERS`.
    """
    text, is_cut = decoded(data)
    if document := outlined(text):
        return document
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise MissingExtraError("Markdown", "markdown") from error
    if len(text) > MAX_CHARACTERS:
        raise LimitExceededError(
            Bilingual(
                f"Markdown 文件超过 {MAX_CHARACTERS} 字",
                f"the Markdown file has more than {MAX_CHARACTERS} characters",
            )
        )
    renderer = MarkdownIt("commonmark", {"breaks": True}).enable("table").disable([*_UNUSUAL])
    shown = renderer.render(_widened(text))
    return page(shown, is_cut=is_cut or not text.endswith(("\n", "|")))


def _widened(text: str) -> str:
    """Give each table the columns of its longest row: GitHub drops cells that its header lacks."""
    lines = text.splitlines()
    for is_row, run in groupby(range(len(lines)), key=lambda number: "|" in lines[number]):
        first, *others = run
        if is_row and others and _PARTING.fullmatch(lines[others[0]]):
            widths = [_BAR.subn("", _inner(lines[number]))[1] + 1 for number in (first, *others)]
            lines[first] = f"|{_inner(lines[first])}|{' |' * (max(widths) - widths[0])}"
            lines[others[0]] = f"|{f'{_RULE_CELL}|' * max(widths)}"
    return "\n".join(lines)


def _inner(line: str) -> str:
    """Return a row without the bars around it, which may be missing."""
    said = line.strip().removeprefix("|")
    return said[:-1] if said.endswith("|") and not said.endswith("\\|") else said


def write(document: Document) -> str:
    """Return a document as Markdown.

    A table has the first of its rows as its header, as Markdown knows no other; merged cells are
    written once, and their other places left empty. A heading deeper than Markdown has them is of
    its deepest level. Raise `UnrenderableError` for control characters.
    """
    require_no_controls(all_texts(document), _NAME)
    return "\n\n".join((MARKDOWN, *map(_marked, document.blocks))) + "\n"


def _marked(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * min(level, _DEEPEST)} {_escaped(text)}"
        case Paragraph(text):
            escaped = _escaped(text) or _EMPTY
            return _START.sub(r"\g<0>\\", escaped, count=1)
    head, *body = ([_escaped(text) for text in row] for row in unmerged(block))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, [_RULE_CELL] * len(head), *body))


def _escaped(text: str) -> str:
    """Return a text so that Markdown shows it as it is, outer white space included."""
    if text == text.strip():
        escaped = _SPECIAL.sub(r"\\\g<0>", text)
        return _BREAKS.sub(lambda match: _numbered(match[0]), escaped)
    start = len(text) - len(text.lstrip())
    stop = max(start, len(text.rstrip()))
    return _numbered(text[:start]) + _escaped(text[start:stop]) + _numbered(text[stop:])


def _numbered(text: str) -> str:
    """Return a text as character references."""
    return "".join(f"&#{ord(char)};" for char in text)


def outlined(text: str) -> Document | None:
    """Return what a Markdown text says that `write` has written, none for any other."""
    first, *lines = text.replace("\r\n", "\n").split("\n")
    if first != MARKDOWN:
        return None
    return Document(tuple(_blocks(lines)), is_outlined=True)


def _blocks(lines: list[str]) -> Iterator[Block]:
    tables = 0
    numbered = ((line, Place(line=number)) for number, line in enumerate(lines, 2))
    for is_row, run in groupby(numbered, key=lambda pair: pair[0].startswith("| ")):
        if is_row:
            tables += 1
            yield _table([*run], tables)
        else:
            yield from (_prose(line, place) for line, place in run if line)


def _prose(line: str, place: Place) -> Heading | Paragraph:
    if heading := _HEADING.fullmatch(line):
        return Heading(_plain(heading[2] or ""), len(heading[1]), place)
    return Paragraph("" if line == _EMPTY else _plain(line), place)


def _table(lines: list[tuple[str, Place]], number: int) -> Table:
    rows = [
        (line.removeprefix("| ").removesuffix(" |").split(" | "), place)
        for line, place in (lines[0], *lines[2:])  # without the line that parts head and body
    ]
    return Table(
        tuple(
            tuple(
                Cell(_plain(text), place=attrs.evolve(place, table=number, row=r, column=c))
                for c, text in enumerate(texts, 1)
            )
            for r, (texts, place) in enumerate(rows, 1)
        ),
        place=attrs.evolve(lines[0][1], table=number),
    )


def _plain(text: str) -> str:
    """Undo `_escaped`."""
    return _ESCAPED.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    return chr(int(match[2])) if match[2] else html.unescape(match[0])
