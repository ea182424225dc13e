"""Text: lines of prose, and runs of lines parted by tabs, which are or once were tables.

What `write` writes is set out so that `outlined` reads it again to the letter: a double rule under
the title says so, paragraphs are indented by two ideographic spaces, headings and rows are not,
and empty lines part what belongs apart. Any other text is a dump, in which this must be guessed.

Spans do not survive a dump, so where its rows differ in length a table is marked as ragged. A
sentence that a page break or a blank line cuts in two is put together again.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from govinfo_report._text import compact
from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Place, Table
from govinfo_report.errors import (
    Bilingual,
    LimitExceededError,
    UnreadableError,
    UnrenderableError,
)
from govinfo_report.formats._carried import all_texts, require_no_controls, unmerged

MAX_LINES: Final = 200_000
MAX_CELLS: Final = 1_000_000

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FEW: Final = 50
"""One damaged character in so many is damage; more are another encoding, or no text at all."""
_ENCODINGS: Final = (("utf-8", 4), ("gb18030", _FEW))
"""What is tried in turn, and the same for each: hardly any other text passes for UTF-8."""

_NAME: Final = "text"
_RULE: Final = "═" * 16
_INDENT: Final = "\u3000\u3000"
_LEVELS: Final = tuple(
    (level, re.compile(start))
    for level, start in (
        (2, "[一二三四五六]、"),
        (3, "（"),
        (4, r"[0-9]+\. "),
        (5, ""),
    )
)
"""How the headings of each level begin in what `write` writes; deeper ones are of the last."""
_RULE_WITHIN: Final = Bilingual(
    f"标题中有一行是 {_RULE}", f"a line of the title is the rule under it, {_RULE}"
)
_BREAK_WITHIN: Final = Bilingual(
    "这里不能有换行或制表符", "there can be no line break or tab where this stands"
)

_LINE_END: Final = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_TOP: Final = re.compile(r"第?[一二三四五六七八九十]{1,3}(?:部分|[、.．])")
_SUB: Final = re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")
_MAX_HEADING: Final = 50
_CLAUSE: Final = re.compile(r"[。；！？]|[，：、,:]$")
_FURNITURE: Final = re.compile(r"[-—–]+[0-9]{1,4}[-—–]+|第[0-9]{1,4}页(?:[,/]?共[0-9]{1,4}页)?")
_CLOSERS: Final = "”’」』）)》】"
_ENDS: Final = tuple("。！？；：…!?;:")
_PAUSES: Final = frozenset("，。；、")
_LONG: Final = 40
_LONGEST: Final = 5_000
_NEW: Final = re.compile(
    r"[0-9]{1,2}[、.．][^0-9]|[^，。；：:]{1,10}[：:]|[(（]?[^，。]{4}年[^，。]{1,4}月[^，。]{1,4}日[)）]?$"
)
"""How a line begins that goes on with no sentence: numbered, named, or a date."""


def read(data: bytes) -> Document:
    """Return what a text dump says; raise `UnreadableError` if it is no text."""
    text, is_cut = _decoded(data)
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
            if _RULE in (line.rstrip("\r") for line in text.split("\n")):
                raise UnrenderableError(_NAME, text, _RULE_WITHIN)
            return f"{text}\n{_RULE}\n\n"
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
    head, rule, body = text.partition(f"\r\n{_RULE}\r\n")
    if rule:  # line ends were converted on the way
        head, body = head.replace("\r\n", "\n"), body.replace("\r\n", "\n")
    else:
        head, rule, body = text.partition(f"\n{_RULE}\n")
    if not rule or not body.endswith("\n"):
        return None
    blocks: list[Block] = [Heading(head, 1, Place(line=1))]
    first = head.count("\n") + 3
    lines = enumerate(body.split("\n"), first)
    tables = 0
    for is_row, run in groupby(lines, key=lambda line: _is_set_row(line[1])):
        if is_row:
            tables += 1
            blocks.append(_table([(line, Place(line=number)) for number, line in run], tables))

        else:
            blocks += (_told(line, Place(line=number)) for number, line in run if line)
    return Document(tuple(blocks), is_outlined=True)


def _is_set_row(line: str) -> bool:
    return "\t" in line and not line.startswith(_INDENT)


def _told(line: str, place: Place) -> Heading | Paragraph:
    if line.startswith(_INDENT):
        return Paragraph(line.removeprefix(_INDENT), place)
    return Heading(line, next(n for n, start in _LEVELS if start.match(line)), place)


def _decoded(data: bytes) -> tuple[str, bool]:
    """Return the text, and whether it ends within a character.

    What cannot be decoded is shown as U+FFFD, never as other characters.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data.removeprefix(mark), encoding)
    if b"\0" in data or len(_CONTROLS.findall(data)) * _FEW > len(data):
        raise UnreadableError(
            Bilingual(
                "文件不是文本（含有二进制数据）；请先转换为文本",
                "the file is no text (it holds binary data); convert it to text first",
            )
        )
    for encoding, least in _ENCODINGS:
        text, is_cut = _decode(data, encoding)
        damaged = text.count("\ufffd") - is_cut
        if damaged * least <= sum(char > "\x7f" for char in text):
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


def _lines(text: str) -> Iterator[tuple[str, Place]]:
    """Yield each line and where it is; pages are counted where the text has form feeds."""
    page = 1 if "\f" in text else None
    for number, line in enumerate(_LINE_END.split(text), 1):
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
    return "\t" in text and not text.rstrip(_CLOSERS).endswith(_ENDS)


def _blocks(text: str) -> Iterator[Block]:
    """Yield headings, paragraphs and tables."""
    tables = 0
    is_row = False

    def goes_on(line: tuple[str, Place]) -> bool:
        nonlocal is_row
        # Tabs alone are an empty row within a table, elsewhere an empty line.
        is_row = _is_row(line[0]) and (is_row or bool(line[0].strip()))
        return is_row

    for is_table, run in groupby(_lines(text), key=goes_on):
        if is_table:
            tables += 1
            yield _table(list(run), tables)
        else:
            yield from _prose(run)


def _table(lines: Sequence[tuple[str, Place]], number: int) -> Table:
    rows = [line.split("\t") for line, _ in lines]
    if sum(map(len, rows)) > MAX_CELLS:
        raise LimitExceededError(
            Bilingual(f"表格超过 {MAX_CELLS} 格", f"a table has more than {MAX_CELLS} cells")
        )
    cells = tuple(
        tuple(
            Cell(
                text.strip(),
                place=Place(line=place.line, page=place.page, table=number, row=r, column=c),
            )
            for c, text in enumerate(row, 1)
        )
        for r, ((_, place), row) in enumerate(zip(lines, rows, strict=True), 1)
    )
    is_ragged = len({len(row) for row in rows}) > 1
    return Table(cells, is_ragged=is_ragged, place=attrs.evolve(lines[0][1], table=number))


def _prose(lines: Iterable[tuple[str, Place]]) -> Iterator[Block]:
    """Yield headings and paragraphs; blank lines and page numbers part no sentence."""
    waiting: Paragraph | None = None
    for line, place in lines:
        text = line.strip()
        if not text or _FURNITURE.fullmatch(compact(text)):
            continue
        level = _level(text)
        if waiting and not level and not (_is_whole(waiting.text) or _NEW.match(text)):
            waiting = attrs.evolve(waiting, text=_joined(waiting.text, text))
            continue
        if waiting:
            yield waiting
        waiting = None if level else Paragraph(text, place)
        if level:
            yield Heading(text, level, place)
    if waiting:
        yield waiting


def _level(text: str) -> int:
    """Return the level of a heading by its number, 0 for what is no heading."""
    if len(text) > _MAX_HEADING or _CLAUSE.search(text):
        return 0
    return 2 if _TOP.match(text) else 3 if _SUB.match(text) else 0


def _is_whole(text: str) -> bool:
    """Say whether a paragraph ends where it stops: with a sentence, or without ever having one."""
    if len(text) > _LONGEST or (len(text) < _LONG and not _PAUSES & {*text}):
        return True
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def _joined(one: str, other: str) -> str:
    """Return two halves of a sentence as one; only words of Latin script are kept apart."""
    is_latin = one[-1].isascii() and one[-1].isalpha() and other[0].isascii() and other[0].isalpha()
    return f"{one} {other}" if is_latin else one + other
