"""What a workbook says to who opens it: its sheets in their order, without those that are hidden.

Neither of the usual libraries tells enough: python-calamine has no number formats and shows a
formula that was never computed as nothing, and openpyxl must load a workbook twice to know both
formulas and values. So the XML is read as it is; it is simple, and nothing needs to be installed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

from govinfo_report.document import Block, Document, Heading, Paragraph, Place
from govinfo_report.formats import _cell_text
from govinfo_report.formats._composed import is_stamped, restored
from govinfo_report.formats._package import Package, broken
from govinfo_report.formats._sheet import Area, At, Line, Sheet, blocks, lines, table

CHECKS: Final = "勾稽校验"
"""The sheet with the check cells that `write` adds; no part of the report."""

FINDINGS: Final = "校验结果"
"""The sheet with the findings that `write` adds; no part of the report."""

_INSTRUCTIONS: Final = re.compile(
    r".*(?:填[报表写報寫]|使用|编制|編制|操作)(?:说明|說明)|说明|說明|.*须知|.*須知"
)
_NO_NAME: Final = re.compile(r"(?:Sheet|工作表|表) ?[0-9]*", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"[一二三四五六][、.．]")
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_RANGE: Final = r"\$[A-Z]\$[1-9][0-9]{0,6}(?::\$[A-Z]\$[1-9][0-9]{0,6})?"
_TOTAL: Final = re.compile(rf'=IF\(COUNT\(({_RANGE}(?:,{_RANGE})*)\)=0,"",SUM\(\1\)\)')
"""A total as `write` sets it. Of a blank one no value is kept, as of one that nobody computed."""
_FEW: Final = 1_000
_TRUE: Final = {"1", "true"}
_TRUTH: Final = MappingProxyType({"0": "FALSE", "1": "TRUE"})
"""What a logical value is shown as, which is no figure."""


def read(data: bytes) -> Document:
    """Return what a workbook says, figures as their cells show them.

    A formula without a value is told as the formula, which is no number. Raise `UnreadableError`
    for what is broken, encrypted or no workbook, `LimitExceededError` for what is too large when
    unpacked.
    """
    package = Package(data)
    properties = package.properties()
    book = _Workbook(package, is_computed=is_stamped(properties))
    seen = [(sheet.name, lines(sheet)) for sheet in book.sheets()]
    composed = [block for _, rows in seen for block in _as_written(rows)]
    return restored(properties, composed) or Document(tuple(_as_seen(seen)))


def _as_written(rows: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of a sheet as `write` sets them: lines, or one line and a table."""
    is_table = any(row.is_tabular for row in rows[1:])
    for row in rows[:1] if is_table else rows:
        yield from (Paragraph(cell.text, cell.place) for cell in row.said)
    if is_table:
        yield table(rows[1:])


def _as_seen(sheets: Sequence[tuple[str, Sequence[Line]]]) -> Iterator[Block]:
    for name, rows in sheets:
        found = list(blocks(rows))
        if len(sheets) > 1 and _is_headed_by(name, found):
            yield Heading(name, 2, Place(sheet=name))
        yield from found


def _is_headed_by(name: str, found: Sequence[Block]) -> bool:
    """Say whether the name of a sheet stands for the heading that the sheet lacks."""
    texts = (block.text for block in found if isinstance(block, Paragraph))
    return not _NO_NAME.fullmatch(name) and not any(map(_NUMBERED.match, texts))


class _Workbook:
    """Reads the parts of a workbook together."""

    def __init__(self, package: Package, *, is_computed: bool) -> None:
        main = package.main()
        root = package.part(main)
        if root is None or root.tag != "workbook":
            raise broken()
        self._package = package
        self._root = root
        self._parts = package.related(main)
        strings = package.kin(main, "sharedStrings")
        self._strings = [_cell_text.plain(each) for each in (() if strings is None else strings)]
        self._codes = _cell_text.codes(package.kin(main, "styles"))
        calculation = root.find("calcPr")
        # Set by programs that write workbooks without computing anything: their zeros are none.
        is_due = calculation is not None and calculation.get("fullCalcOnLoad") in _TRUE
        self._is_stale = is_due and not is_computed

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets that are seen and that a report may stand on."""
        for each in self._root.iterfind("sheets/sheet"):
            name = each.get("name", "")
            kind, part = self._parts.get(each.get("id", ""), ("", ""))
            is_seen = each.get("state", "visible") == "visible"
            if is_seen and kind == "worksheet" and not _is_apart(name):
                root = self._package.part(part)
                if root is None:
                    raise broken()
                yield self._sheet(name, root)

    def _sheet(self, name: str, root: Element) -> Sheet:
        cells: dict[At, str] = {}
        hidden = set()
        row = 0
        for line in root.iterfind("sheetData/row"):
            row = _natural(line.get("r"), row + 1)
            if line.get("hidden") in _TRUE:
                hidden.add(row)
            column = 0
            for cell in line:
                at = cell.get("r")
                column = column + 1 if at is None else _at(at)[1]
                cells[row, column] = self._text(cell)
        return Sheet(
            name,
            _without_blank_totals(_without_blank_totals(cells)),  # the last adds up totals
            [_area(each.get("ref", "")) for each in root.iterfind("mergeCells/mergeCell")],
            frozenset(hidden),
            [
                (_natural(each.get("min"), 1), _natural(each.get("max"), 1))
                for each in root.iterfind("cols/col")
                if each.get("hidden") in _TRUE
            ],
        )

    def _text(self, cell: Element) -> str:
        """Return what a cell shows."""
        kind = cell.get("t", "n")
        inline = cell.find("is")
        if inline is not None:
            return _cell_text.plain(inline)
        value, formula = cell.findtext("v"), cell.find("f")
        if formula is not None and self._is_uncomputed(kind, value):
            return f"={formula.text or '…'}"
        if not value:
            return ""
        if kind == "s":
            index = _natural(value, 0)
            if index >= len(self._strings):
                raise broken()
            return self._strings[index]
        if kind == "n":
            style = _natural(cell.get("s"), 0)
            code = self._codes[style] if style < len(self._codes) else _cell_text.GENERAL
            return _cell_text.number(value, code)
        return _TRUTH.get(value, value) if kind == "b" else value

    def _is_uncomputed(self, kind: str, value: str | None) -> bool:
        if kind == "str":
            return value is None
        return not value or (self._is_stale and value == "0")


def _without_blank_totals(cells: Mapping[At, str]) -> dict[At, str]:
    """Return cells with nothing where a total has nothing to add up."""
    return {
        at: ""
        if (match := _TOTAL.fullmatch(text))
        and all(_is_blank(each, cells) for each in match[1].split(","))
        else text
        for at, text in cells.items()
    }


def _is_blank(ranged: str, cells: Mapping[At, str]) -> bool:
    first, _, last = ranged.partition(":")
    (top, left), (bottom, right) = _at(first), _at(last or first)
    within = range(top, bottom + 1), range(left, right + 1)
    return prod(map(len, within)) <= _FEW and not any(map(cells.get, product(*within)))


def _is_apart(name: str) -> bool:
    return name in {CHECKS, FINDINGS} or _INSTRUCTIONS.fullmatch(name) is not None


def _natural(said: str | None, otherwise: int) -> int:
    if said is None:
        return otherwise
    if not re.fullmatch("[0-9]{1,9}", said):
        raise broken()
    return int(said)


def _at(reference: str) -> At:
    """Return row and column of a cell by its name, such as `D4`."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise broken()
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    return (*_at(first), *_at(last or first))
