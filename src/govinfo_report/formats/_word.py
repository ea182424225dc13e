"""What a Word file says to who reads it, in order: body, text boxes, tables, notes.

It is read as it shows when all changes are accepted and hidden text is hidden. Numbers that Word
counts are written out; headers, footers, comments and tables of contents are left out. A note
stands behind the paragraph or table that refers to it, a text box before the paragraph that it
hangs on. A table around others is a frame: its cells are read one after the other.
"""

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

import attrs
import msgspec
from msgspec.structs import replace

from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Place, Table
from govinfo_report.formats._composed import restored
from govinfo_report.formats._package import Package, broken
from govinfo_report.formats._word_styles import (
    Numbers,
    Style,
    Styles,
    is_on,
    listed,
    number,
    outline_level,
    value,
)
from govinfo_report.formats._word_text import Runs, within

MAX_SPAN: Final = 1_000
"""More columns than any table has."""


def read(data: bytes) -> Document:
    """Return what a Word file says, its tables with their spans.

    Raise `UnreadableError` for what is broken, encrypted or no Word file, `LimitExceededError` for
    what is too large when unpacked.
    """
    package = Package(data)
    reader = _Reader(package)
    blocks = tuple(_numbered(reader.body()))
    return restored(package.properties(), blocks) or Document(tuple(_plain(blocks)))


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield blocks with their tables counted."""
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            yield Table(
                tuple(
                    tuple(
                        replace(cell, place=attrs.evolve(cell.place, table=tables)) for cell in row
                    )
                    for row in block.rows
                ),
                block.caption,
                block.is_ragged,
                Place(table=tables),
            )
        else:
            yield block


def _plain(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks without empty lines; who breaks a line means a new paragraph."""
    for block in blocks:
        match block:
            case Table():
                yield block
            case Heading():
                text = "".join(line.strip() for line in block.text.split("\n"))
                if text:
                    yield Heading(text, block.level)
            case _:
                yield from (
                    Paragraph(text) for line in block.text.split("\n") if (text := line.strip())
                )


class _Cell(msgspec.Struct):
    """A cell while its table is still being read."""

    blocks: tuple[Block, ...]
    row: int
    column: int
    colspan: int
    rowspan: int = 1

    @property
    def has_table(self) -> bool:
        return any(isinstance(block, Table) for block in self.blocks)

    def closed(self) -> Cell:
        text = "\n".join(block.text for block in self.blocks if not isinstance(block, Table))
        place = Place(row=self.row, column=self.column + 1)
        return Cell(text.strip(), self.rowspan, self.colspan, place=place)


class _Reader:
    """Reads the parts of a Word file together."""

    def __init__(self, package: Package) -> None:
        main = package.main()
        root = package.part(main)
        body = None if root is None else root.find("body")
        if body is None:
            raise broken()
        self._body = body
        self._styles = Styles(package.kin(main, "styles"))
        self._numbers = Numbers(package.kin(main, "numbering"))
        self._runs = Runs(self._styles)
        self._notes = {
            (kind, note.get("id", "")): note
            for kind in ("footnotes", "endnotes")
            for notes in [package.kin(main, kind)]
            if notes is not None
            for note in notes
        }
        self._due: list[tuple[str, str]] = []

    def body(self) -> Iterator[Block]:
        """Yield the blocks of the body, and behind each the notes that it refers to."""
        for block in self._blocks(self._body):
            yield block
            while self._due:
                # Told once: a note may refer to itself.
                note = self._notes.pop(self._due.pop(0), None)
                yield from () if note is None else self._blocks(note)

    def _blocks(self, element: Element, *, is_cell: bool = False) -> Iterator[Block]:
        """Yield paragraphs with their line breaks, and tables."""
        carried = ""
        for each in within(element, ("p", "tbl")):
            if each.tag == "tbl":
                yield from self._table(each)
                continue
            style = self._styles.of(each, "pPr/pStyle")
            if style.is_contents or style.is_hidden:
                continue
            line = self._runs.read(each)
            self._due += line.notes
            for box in line.boxes:
                yield from self._blocks(box)
            ordinal = self._ordinal(each, style)
            text = carried + (ordinal if line.text.strip() or is_cell else "") + line.text
            carried = ""
            if is_on(each, "pPr/rPr/del"):  # the end of the paragraph is deleted: it goes on
                carried = text
                continue
            level = outline_level(each) or style.level
            yield Paragraph(text) if level is None else Heading(text, level)
        if carried:
            yield Paragraph(carried)

    def _ordinal(self, paragraph: Element, style: Style) -> str:
        """Return the number that Word sets before a paragraph."""
        own = listed(paragraph)
        name, depth = (
            told if mine is None else mine for mine, told in zip(own, style.numbering, strict=True)
        )
        return self._numbers.next(name, depth or 0) if name else ""

    def _table(self, table: Element) -> Iterator[Block]:
        """Yield a table, or what a frame holds."""
        rows = self._rows(table)
        if [len(row) for row in rows] == [1]:
            yield from rows[0][0].blocks
            return
        caption = value(table, "tblPr/tblCaption") or ""
        held: list[list[_Cell]] = []
        for row in rows:
            if any(cell.has_table for cell in row):
                yield from _closed(held, caption)
                held = []
                for cell in row:
                    yield from cell.blocks
            else:
                held.append(row)
        yield from _closed(held, caption)

    def _rows(self, table: Element) -> list[list[_Cell]]:
        """Return the rows of a table, a cell that spans rows in the first of them."""
        rows: list[list[_Cell]] = []
        above: dict[int, _Cell] = {}
        for element in within(table, ("tr",)):
            if element.find("trPr/del") is not None:
                continue
            row: list[_Cell] = []
            open_cells: dict[int, _Cell] = {}
            column = min(number(element, "trPr/gridBefore") or 0, MAX_SPAN)
            if column:
                row.append(_Cell((), len(rows) + 1, 0, column))
            for each in within(element, ("tc",)):
                span = min(number(each, "tcPr/gridSpan") or 1, MAX_SPAN)
                down = _merge(each, "vMerge")
                if _merge(each, "hMerge") == "continue" and row:
                    row[-1].colspan += span
                elif down == "continue" and column in above:
                    open_cells[column] = above[column]
                    above[column].rowspan += 1
                else:
                    blocks = tuple(self._blocks(each, is_cell=True))
                    row.append(_Cell(blocks, len(rows) + 1, column, span))
                    if down:
                        open_cells[column] = row[-1]
                column += span
            above = open_cells
            rows.append(row)
        return rows


def _merge(cell: Element, direction: str) -> str | None:
    """Return how a cell is merged: `restart`, `continue` (also where nothing is said) or not."""
    merged = cell.find(f"tcPr/{direction}")
    return None if merged is None else merged.get("val", "continue")


def _closed(rows: Sequence[Sequence[_Cell]], caption: str) -> Iterator[Table]:
    if rows:
        cells = [cell for row in rows for cell in row]
        is_merged = any(cell.rowspan > 1 or cell.colspan > 1 for cell in cells)
        is_ragged = not is_merged and len({len(row) for row in rows}) > 1
        yield Table(tuple(tuple(c.closed() for c in row) for row in rows), caption, is_ragged)
