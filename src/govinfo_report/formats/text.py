"""Text: lines of prose, and runs of lines parted by tabs, which are or once were tables.

What `write` writes is set out so that `outlined` reads it again to the letter: a double rule under
the title says so, paragraphs are indented by two ideographic spaces, headings and rows are not,
and empty lines part what belongs apart. Any other text is a dump, in which this must be guessed.

Spans do not survive a dump, so where its rows differ in length a table is marked as ragged. A
sentence that a page break or a blank line cuts in two is put together again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, Literal, TypeAlias

from govinfo_report.document import Block, Document, Heading, Paragraph, Place, Table
from govinfo_report.errors import (
    Bilingual,
    LimitExceededError,
    UnreadableError,
    UnrenderableError,
)
from govinfo_report.formats._carried import all_texts, require_no_controls, unmerged
from govinfo_report.formats._decoding import decoded
from govinfo_report.formats._lines import CLOSERS, ENDS, MAX_HEADING, PART, level_of, told
from govinfo_report.formats._own import TEXT
from govinfo_report.formats._ruled import (
    aligned,
    barred,
    has_bars,
    has_gaps,
    is_aligned,
    is_barred,
    require_few,
    tabbed,
)

MAX_LINES: Final = 200_000

_NAME: Final = "text"
_INDENT: Final = "\u3000\u3000"
_LEVELS: Final = ((2, "[一二三四五六]、"), (3, "（"), (4, r"[0-9]+\. "), (5, ""))
"""How the headings of each level begin in what `write` writes; deeper ones are of the last."""
_RULE_WITHIN: Final = Bilingual(
    f"标题中有一行是 {TEXT}", f"a line of the title is the rule under it, {TEXT}"
)
_BREAK_WITHIN: Final = Bilingual(
    "这里不能有换行或制表符", "there can be no line break or tab where this stands"
)

_Parted: TypeAlias = Literal["by tabs", "by bars", "by spaces", "not"]
"""What parts the cells of a row."""
_LINE_END: Final = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_FOOT: Final = re.compile(r"(?<!\s)([^\S\n]*+\n[^\S\n]*+\n\s*+)[0-9]{1,3}+[ \u3000]*+(?=\n\s*?\f)")
"""A page number by itself, at the foot of a page."""


def read(data: bytes) -> Document:
    """Return what a text dump says; raise `UnreadableError` if it is no text."""
    text, is_cut = decoded(data)
    if document := outlined(text):
        return document
    if not text.strip():
        raise UnreadableError(Bilingual("文件是空的", "the file is empty"))
    return Document(tuple(_blocks(text)), is_cut or _LINE_END.match(text[-1]) is None)


def write(document: Document) -> str:
    """Return a document as text that `read` reads again to the letter.

    Merged cells are written once, and their other places left empty. Raise `UnrenderableError`
    for control characters, and for tabs and line breaks where they would tear a line or a cell.
    """
    require_no_controls(all_texts(document), _NAME)
    written = "".join(map(_set, document.blocks)).rstrip("\n") + "\n"
    # A first byte order mark is dropped by whoever reads; this one is the text's own.
    return f"\ufeff{written}" if written.startswith("\ufeff") else written


def _set(block: Block) -> str:
    match block:
        case Heading(text, 1):
            if TEXT in (line.rstrip("\r") for line in text.split("\n")):
                raise UnrenderableError(_NAME, text, _RULE_WITHIN)
            return f"{text}\n{TEXT}\n\n"
        case Heading(text):
            return f"\n{_unbroken(text)}\n\n"
        case Paragraph(text):
            # Only a line feed ends a line of ours; a tab does no harm behind the indent.
            return _INDENT + _unbroken(text, breaks="\n") + "\n"
    rows = ("\t".join(map(_unbroken, row)) for row in unmerged(block))
    return "".join(f"{row}\n" for row in rows) + "\n"


def _unbroken(text: str, breaks: str = "\n\t") -> str:
    if any(char in text for char in breaks):
        raise UnrenderableError(_NAME, text, _BREAK_WITHIN)
    return text


def outlined(text: str) -> Document | None:
    """Return what a text says that `write` has written, none for any other."""
    head, rule, body = text.partition(f"\r\n{TEXT}\r\n")
    if rule:  # line ends were converted on the way
        head, body = head.replace("\r\n", "\n"), body.replace("\r\n", "\n")
    else:
        head, rule, body = text.partition(f"\n{TEXT}\n")
    if not rule or not body.endswith("\n"):
        return None
    blocks: list[Block] = [Heading(head, 1, Place(line=1))]
    first = head.count("\n") + 3
    lines = enumerate(body.split("\n"), first)
    tables = 0
    for is_row, run in groupby(lines, key=lambda line: _is_set_row(line[1])):
        if is_row:
            tables += 1
            blocks.append(tabbed([(line, Place(line=number)) for number, line in run], tables))

        else:
            blocks += (_told(line, Place(line=number)) for number, line in run if line)
    return Document(tuple(blocks), is_outlined=True)


def _is_set_row(line: str) -> bool:
    return "\t" in line and not line.startswith(_INDENT)


def _told(line: str, place: Place) -> Heading | Paragraph:
    if line.startswith(_INDENT):
        return Paragraph(line.removeprefix(_INDENT), place)
    return Heading(line, next(n for n, start in _LEVELS if re.match(start, line)), place)


def _lines(text: str) -> Iterator[tuple[str, Place]]:
    """Yield each line and where it is; pages are counted where the text has form feeds."""
    page = 1 if "\f" in text else None
    for number, line in enumerate(_LINE_END.split(_FOOT.sub(r"\1", text)), 1):
        if number > MAX_LINES:
            raise LimitExceededError(
                Bilingual(f"文件超过 {MAX_LINES} 行", f"the file has more than {MAX_LINES} lines")
            )
        page = page and page + line.count("\f")
        yield line.replace("\f", " ").replace("\v", " "), Place(line=number, page=page)


def _is_row(line: str) -> bool:
    """Say whether tabs part a line into cells, rather than indent a paragraph."""
    text = line.strip(" \u3000")
    if "\t" in text.lstrip("\t"):
        return True
    return "\t" in text and not text.rstrip(CLOSERS).endswith(ENDS)


def _blocks(text: str) -> Iterator[Block]:
    """Yield headings, paragraphs and tables."""
    tables = cells = 0
    for parted, lines in _runs(list(_lines(text))):
        if parted == "not":
            yield from told(lines)
        else:
            tables += 1
            table = _TABLES[parted](lines, tables)
            cells += sum(map(len, table.rows))
            require_few(cells)
            yield table


def _runs(lines: list[tuple[str, Place]]) -> Iterator[tuple[_Parted, list[tuple[str, Place]]]]:
    """Yield runs of lines whose cells are parted in one way, or not at all."""
    parted = list(_parted(line for line, _ in lines))
    for how, group in groupby(range(len(lines)), key=parted.__getitem__):
        run = [lines[i] for i in group]
        if how == "not":
            yield from _unmarked(run)
        else:
            yield how, run


def _parted(lines: Iterable[str]) -> Iterator[_Parted]:
    """Yield for each line whether tabs or bars part it into cells; one row of bars does not."""
    is_row = False
    kinds: list[tuple[_Parted, str]] = []
    for line in lines:
        # Tabs alone are an empty row within a table, elsewhere an empty line.
        is_row = _is_row(line) and (is_row or bool(line.strip()))
        kinds.append(("by tabs" if is_row else "by bars" if has_bars(line) else "not", line))
    for how, group in groupby(kinds, key=_how):
        run = [line for _, line in group]
        really: _Parted = how if how != "by bars" or is_barred(run) else "not"
        yield from [really] * len(run)


def _how(line: tuple[_Parted, str]) -> _Parted:
    return line[0]


def _unmarked(
    lines: Sequence[tuple[str, Place]],
) -> Iterator[tuple[_Parted, list[tuple[str, Place]]]]:
    """Yield runs of lines whose columns are aligned by spaces, and what stands between them.

    Empty lines and short ones belong to a table as long as rows follow.
    """
    prose: list[tuple[str, Place]] = []
    table: list[tuple[str, Place]] = []
    behind: list[tuple[str, Place]] = []
    for line in (*lines, None):
        if line is not None and has_gaps(line[0]):
            table += [*behind, line]
            behind = []
        elif table and line is not None and _may_be_within(line[0].strip()):
            behind.append(line)
        else:
            if is_aligned([row for row, _ in table]):
                yield "not", prose
                yield "by spaces", [each for each in table if each[0].strip()]
                prose, table = [], []
            prose += [*table, *behind, *([line] if line else [])]
            table, behind = [], []
    yield "not", prose


def _may_be_within(text: str) -> bool:
    return len(text) <= MAX_HEADING and not text.endswith(ENDS) and level_of(text) != PART


_TABLES: Final[Mapping[_Parted, Callable[[Sequence[tuple[str, Place]], int], Table]]] = {
    "by tabs": tabbed,
    "by bars": barred,
    "by spaces": aligned,
}
