"""The workbook to fill in: totals that add themselves up, and every identity checked as one types.

Each table stands on a sheet of its own, prose on sheets between them in reading order; behind them
are a sheet with a check for every identity and one with the findings. XlsxWriter makes it, since it
writes a formula together with its value: who opens the file without computing anew, as readers of
workbooks do, still finds every figure.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec

from govinfo_report.document import Cell, Document, Heading, Paragraph, Table
from govinfo_report.errors import Bilingual, MissingExtraError, UnrenderableError
from govinfo_report.form import form
from govinfo_report.formats._carried import require_xml
from govinfo_report.formats._composed import stamp
from govinfo_report.formats._grid import laid_out
from govinfo_report.formats._workbook import CHECKS, FINDINGS, read
from govinfo_report.rules import Finding, Identity, identities
from govinfo_report.vocabulary import Edition, Measure

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    Styles: TypeAlias = dict[str, Format]

MAX_FIGURE: Final = 10**13
"""The largest figure: spreadsheets take sums beyond 2^48 for equal when they differ by one."""

MAX_TEXT: Final = 32_767
"""The most UTF-16 units that a cell holds."""

__all__ = ["CHECKS", "FINDINGS", "MAX_FIGURE", "MAX_TEXT", "read", "write"]

_PROSE: Final = "正文"
_HOLDS, _BROKEN = "相符", "不符"
_A4: Final = 9
_DIGITS: Final = 15  # significant ones that a spreadsheet holds
_MAX_NAME: Final = 31  # UTF-16 units: so names have no character that takes two
_UNNAMEABLE: Final = re.compile(r"[\[\]:*?/\\'\U00010000-\U0010ffff]")
_WIDE: Final = "\u2e80"  # from here on characters are two columns wide
_LINE: Final = 18  # points
_MAX_HEIGHT: Final = 409  # of a row, in points: longer prose is there, but not all in sight
_PAGE: Final = 78  # columns of prose, as broad as A4 between its margins

_Line: TypeAlias = Heading | Paragraph


class _Place(msgspec.Struct, frozen=True):
    """Where a figure stands, and what it is."""

    sheet: str
    row: int
    column: int
    value: Decimal | None


def write(document: Document, *, edition: Edition | str, findings: Iterable[Finding] = ()) -> bytes:
    """Return the workbook of a document whose cells carry the figures of an edition.

    A total is a live formula wherever that says what the document says, else what the document
    says. Figures can be changed, labels are protected, without a password. `UnrenderableError` for
    a control character, for a text over `MAX_TEXT` and for a figure over `MAX_FIGURE` or of more
    than 15 digits; `MissingExtraError` without the extra `xlsx`.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtraError("xlsx", "xlsx") from None
    require_xml(document, "xlsx")
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        for property_name, text in stamp(document).items():
            book.set_custom_property(property_name, text, "text")
        styles = {name: book.add_format(_STYLE | style) for name, style in _STYLES.items()}
        sums = identities(edition)
        places: dict[str, _Place] = {}
        for name, prose, table in _sheets(document):
            sheet = _sheet(book, name)
            if table is None:
                sheet.set_column(0, 0, _PAGE)
                _write_prose(sheet, prose, styles)
            else:
                sheet.set_landscape()
                sheet.fit_to_pages(1, 1)
                _write_prose(sheet, prose, styles | {"heading": styles["caption"]})
                places |= _write_table(sheet, name, table, sums, styles)
        checks, found = (_sheet(book, name) for name in (CHECKS, FINDINGS))
        _write_checks(checks, sums, places, Edition(edition), styles)
        _write_findings(found, findings, styles)
    return buffer.getvalue()


def _sheet(book: "Workbook", name: str) -> "Worksheet":
    """Add a sheet that is printed as broad as a page of A4, on as many as it takes."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    return sheet


_SIZE: Final = 12
_STYLE: Final = {"font_name": "仿宋", "font_size": _SIZE, "valign": "vcenter"}
_BORDERED: Final = {"border": 1, "text_wrap": True, "align": "center"}
_STYLES: Final[Mapping[str, dict[str, Any]]] = {
    "title": {"font_name": "黑体", "font_size": 18, "align": "center", "text_wrap": True},
    "heading": {"font_name": "黑体", "font_size": 14, "text_wrap": True},
    "caption": {"font_name": "黑体", "font_size": 14},
    "paragraph": {"text_wrap": True, "valign": "top"},
    "label": {**_BORDERED, "bg_color": "#EEF1F4"},
    "figure": {**_BORDERED, "locked": False},
    "total": {**_BORDERED, "bold": True},
    "cell": {**_BORDERED, "align": "left", "valign": "top"},
    "broken": {"bg_color": "#FDE8E9", "font_color": "#B3101D", "bold": True},
}


def _sheets(document: Document) -> Iterator[tuple[str, list[_Line], Table | None]]:
    """Yield the name of each sheet, its prose, and its table if it has one."""
    taken = {CHECKS, FINDINGS}
    for prose, table in _runs(document):
        wished = table.caption if table else _PROSE
        name = _free(_UNNAMEABLE.sub(" ", wished).strip() or _PROSE, taken)
        taken.add(name)
        yield name, prose, table


def _runs(document: Document) -> Iterator[tuple[list[_Line], Table | None]]:
    """Yield runs of prose, and each table with the heading right before it."""
    prose: list[_Line] = []
    for block in document.blocks:
        if isinstance(block, Table):
            heading = [prose.pop()] if prose and isinstance(prose[-1], Heading) else []
            if prose:
                yield prose, None
            yield heading, block
            prose = []
        else:
            prose.append(block)
    if prose:
        yield prose, None


def _free(wished: str, taken: set[str]) -> str:
    """Return a name that no other sheet has, differences of case aside."""
    names = {name.casefold() for name in taken}
    number, name = 1, wished[:_MAX_NAME]
    while name.casefold() in names:
        number += 1
        name = f"{wished[: _MAX_NAME - len(str(number))]}{number}"
    return name


def _write_prose(sheet: "Worksheet", prose: Sequence[_Line], styles: "Styles") -> None:
    for row, block in enumerate(prose):
        match block:
            case Heading(level=1):
                style = "title"
            case Heading():
                style = "heading"
            case _:
                style = "paragraph"
        size = _STYLES[style].get("font_size", _SIZE)
        lines = _lines(block.text, _PAGE * _SIZE // size)
        sheet.set_row(row, min(lines * _LINE * size / _SIZE, _MAX_HEIGHT))
        _write_text(sheet, row, 0, block.text, styles[style])


def _write_text(sheet: "Worksheet", row: int, column: int, text: str, style: "Format") -> None:
    """Write a text as a text, never as a formula, a link or markup."""
    if len(text.encode("utf-16-le")) > 2 * MAX_TEXT:
        reason = Bilingual(
            f"超过单元格上限 {MAX_TEXT} 个字符",
            f"it exceeds the {MAX_TEXT} units that a cell holds",
        )
        raise UnrenderableError("xlsx", text, reason)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter would take it for markup of its own; in two pieces it is text.
        sheet.write_rich_string(row, column, style, text[:1], style, text[1:], style)
    else:
        sheet.write_string(row, column, text, style)


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def _write_table(
    sheet: "Worksheet", name: str, table: Table, sums: Sequence[Identity], styles: "Styles"
) -> dict[str, _Place]:
    """Write a table below its heading; return where its figures stand."""
    cells = [(row + 1, column, cell) for row, column, cell in laid_out(table)]
    places = {
        cell.figure: _Place(name, row, column, _number(cell.text))
        for row, column, cell in cells
        if cell.figure is not None
    }
    held = [identity for identity in sums if places.keys() >= {*identity.figures}]
    totals = {i.left[0]: i for i in reversed(held) if len(i.left) == 1}
    for row, column, cell in cells:
        style = styles["label" if cell.figure is None else "figure"]
        formula = None
        if cell.figure in totals:
            formula = _live(totals[cell.figure], places)
            style = style if formula is None else styles["total"]
        if cell.rowspan > 1 or cell.colspan > 1:
            end = row + cell.rowspan - 1, column + cell.colspan - 1
            sheet.merge_range(row, column, *end, "", style)
        if cell.figure is None:
            _write_text(sheet, row, column, cell.text, style)
            continue
        value = places[cell.figure].value
        if formula is not None:
            sheet.write_formula(row, column, formula, style, "" if value is None else int(value))
        elif value is None:
            sheet.write_blank(row, column, None, style)
        else:
            sheet.write_number(row, column, float(value), style)
        sheet.data_validation(row, column, row, column, _validation(cell.figure))
    for identity in held:
        broken = {"type": "formula", "criteria": f"=NOT({_holds(identity, places)})"}
        for path in identity.left:
            place = places[path]
            area = place.row, place.column, place.row, place.column
            sheet.conditional_format(*area, broken | {"format": styles["broken"]})
    _size(sheet, cells)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    return places


def _number(text: str) -> Decimal | None:
    """Return the figure that a cell shows, none if it is blank."""
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise UnrenderableError("xlsx", text, _NO_NUMBER)
    value = Decimal(text)
    if abs(value) > MAX_FIGURE or len(value.normalize().as_tuple().digits) > _DIGITS:
        raise UnrenderableError("xlsx", text, _TOO_LONG)
    return value


_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_NO_NUMBER: Final = Bilingual("不是数字", "it is no number")
_TOO_LONG: Final = Bilingual(
    f"电子表格只能准确保存 {_DIGITS} 位有效数字、不超过 {MAX_FIGURE} 的数",
    f"a spreadsheet is exact to {_DIGITS} digits and up to {MAX_FIGURE} only",
)


def _live(identity: Identity, places: Mapping[str, _Place]) -> str | None:
    """Return the formula of a total, or none where it would say something else."""
    (total,) = identity.left
    known = [v for path in identity.right if (v := places[path].value) is not None]
    if places[total].value != (sum(known) if known else None):
        return None
    parts = _refs(identity.right, places)
    return f'=IF(COUNT({parts})=0,"",SUM({parts}))'


def _holds(identity: Identity, places: Mapping[str, _Place], *, sheet: str = "") -> str:
    """Return the formula that judges an identity as `check` does, blanks and all.

    It holds if both sides are equal, or if there is a blank on the smaller one.
    """
    left, right = (_refs(side, places, sheet=sheet) for side in (identity.left, identity.right))
    return (
        f"OR(SUM({left})=SUM({right}),"
        f"AND(SUM({left})<SUM({right}),COUNT({left})<{len(identity.left)}),"
        f"AND(SUM({left})>SUM({right}),COUNT({right})<{len(identity.right)}))"
    )


def _refs(paths: Sequence[str], places: Mapping[str, _Place], *, sheet: str = "") -> str:
    """Return the cells of figures for a formula, as one range where they stand in a line."""
    cells = [(places[path].row, places[path].column) for path in paths]
    (top, left), (bottom, right) = cells[0], cells[-1]
    line = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    if cells == line and len(cells) > 1:
        return f"{sheet}{_ref(top, left)}:{_ref(bottom, right)}"
    return ",".join(f"{sheet}{_ref(row, column)}" for row, column in cells)


def _ref(row: int, column: int) -> str:
    """Return the absolute name of a cell, `$D$4`; a table has fewer than 27 columns."""
    return f"${chr(ord('A') + column)}${row + 1}"


def _validation(path: str) -> dict[str, Any]:
    """Return what may be typed into the cell of a figure."""
    measure = path.rpartition(".")[2]
    if measure == Measure.AMOUNT:
        kind, least, asked = "decimal", 0, Bilingual("非负数", "a number of at least 0")
    elif measure == Measure.CHANGE:
        kind, least, asked = "integer", -MAX_FIGURE, Bilingual("整数", "a whole number")
    else:
        kind, least = "integer", 0
        asked = Bilingual("非负整数", "a whole number of at least 0")
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": least,
        "maximum": MAX_FIGURE,
        "error_title": "govinfo-report",
        "error_message": f"应为{asked.zh} / {asked.en}",
    }


def _size(sheet: "Worksheet", cells: Sequence[tuple[int, int, Cell]]) -> None:
    """Make columns wide and rows high enough for their labels."""
    widths: dict[int, int] = {}
    for _, column, cell in cells:
        wanted = _columns(cell.text) if cell.colspan == 1 and cell.rowspan == 1 else 0
        widths[column] = max(widths.get(column, 9), min(wanted + 2, 30))
    heights: dict[int, int] = {}
    for row, column, cell in cells:
        if cell.rowspan == 1:
            width = sum(widths.get(c, 9) for c in range(column, column + cell.colspan))
            heights[row] = max(heights.get(row, 1), _lines(cell.text, width))
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    for row, lines in heights.items():
        sheet.set_row(row, lines * _LINE)


def _lines(text: str, width: int) -> int:
    """Count the lines that a text takes in a column."""
    return sum(-(-_columns(line) // (width - 2)) or 1 for line in text.split("\n"))


def _columns(text: str) -> int:
    return sum(2 if char >= _WIDE else 1 for char in text)


# ── what stands behind the report ────────────────────────────────────────────────────────────


def _write_checks(
    sheet: "Worksheet",
    sums: Sequence[Identity],
    places: Mapping[str, _Place],
    edition: Edition,
    styles: "Styles",
) -> None:
    """Write a line an identity: its rule, what it says, both sums, and whether they agree."""
    held = [identity for identity in sums if places.keys() >= {*identity.figures}]
    broken = [identity for identity in held if not _is_held(identity, places)]
    sheet.write_string(0, 0, "不符项数", styles["label"])
    count = f'=COUNTIF({_ref(2, 5)}:{_ref(len(held) + 1, 5)},"{_BROKEN}")'
    sheet.write_formula(0, 1, count, styles["total"], len(broken))
    for column, head in enumerate(("规则", "要求", "首项", "左边合计", "右边合计", "结论")):
        sheet.write_string(1, column, head, styles["label"])
    for row, identity in enumerate(held, 2):
        first = places[identity.left[0]]
        prefix = f"'{first.sheet}'!"
        label = form(edition).figures[identity.left[0]].text.zh
        sheet.write_string(row, 0, identity.rule, styles["cell"])
        sheet.write_string(row, 1, identity.sentence.zh, styles["cell"])
        target = f"internal:{prefix}{_ref(first.row, first.column).replace('$', '')}"
        sheet.write_url(row, 2, target, styles["cell"], label)
        for column, side in ((3, identity.left), (4, identity.right)):
            formula = f"=SUM({_refs(side, places, sheet=prefix)})"
            sheet.write_formula(row, column, formula, styles["cell"], _sum(side, places))
        formula = f'=IF({_holds(identity, places, sheet=prefix)},"{_HOLDS}","{_BROKEN}")'
        verdict = _BROKEN if identity in broken else _HOLDS
        sheet.write_formula(row, 5, formula, styles["cell"], verdict)
        sheet.set_row(row, max(_lines(identity.sentence.zh, 40), _lines(label, 50)) * _LINE)
    red = {"type": "cell", "criteria": "==", "value": f'"{_BROKEN}"', "format": styles["broken"]}
    sheet.conditional_format(2, 5, len(held) + 1, 5, red)
    for column, width in enumerate((26, 40, 50, 12, 12, 10)):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.protect("", {"format_columns": True})


def _is_held(identity: Identity, places: Mapping[str, _Place]) -> bool:
    left, right = (_sum(side, places) for side in (identity.left, identity.right))
    smaller = identity.left if left < right else identity.right
    return left == right or any(places[path].value is None for path in smaller)


def _sum(paths: Iterable[str], places: Mapping[str, _Place]) -> int:
    return sum(int(places[path].value or 0) for path in paths)


def _write_findings(sheet: "Worksheet", findings: Iterable[Finding], styles: "Styles") -> None:
    """Write a line a finding, as it stood when the workbook was made."""
    widths = (26, 10, 80, 60)
    for column, (head, width) in enumerate(
        zip(("规则", "级别", "数据项", "说明"), widths, strict=True)
    ):
        sheet.write_string(0, column, head, styles["label"])
        sheet.set_column(column, column, width)
    for row, finding in enumerate(findings, 1):
        labels = form(finding.edition).figures
        texts = (
            finding.rule,
            finding.severity,
            "；".join(labels[path].text.zh for path in finding.figures),
            finding.message("zh"),
        )
        for column, text in enumerate(texts):
            _write_text(sheet, row, column, text, styles["cell"])
        sheet.set_row(row, min(max(map(_lines, texts, widths)) * _LINE, _MAX_HEIGHT))
    sheet.set_landscape()
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
