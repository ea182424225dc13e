"""Workbooks made part by part: what their cells show, which of them are seen, what is refused."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from govinfo_report import AnnualReport, LimitExceededError, UnreadableError, read
from govinfo_report.document import Document, Heading, Paragraph, Place, Table
from govinfo_report.formats import _sheet, xlsx
from govinfo_report.formats._cell_text import number, plain
from govinfo_report.rendering import render

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts: Mapping[str, str]) -> bytes:
    """Return a ZIP of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """Return the relations of a part: kinds and targets."""
    each = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{each}</Relationships>'


def book(
    *sheets: str,
    names: tuple[str, ...] = ("报表",),
    kind: str = "worksheet",
    strings: str = "<sst/>",
    styles: str = "<styleSheet/>",
    calculation: str = "",
) -> bytes:
    """Return a workbook whose sheets hold the given XML."""
    listed = "".join(f'<sheet name="{name}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{calculation}</workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                *((kind, f"worksheets/{n}.xml") for n in range(1, len(names) + 1)),
                ("sharedStrings", "strings.xml"),
                ("styles", "styles.xml"),
            ),
            "xl/strings.xml": strings,
            "xl/styles.xml": styles,
        }
        | {f"xl/worksheets/{n}.xml": f"<worksheet>{xml}</worksheet>" for n, xml in enumerate(sheets, 1)}
    )  # fmt: skip


def rows(*lines: str) -> str:
    """Return the data of a sheet."""
    return f"<sheetData>{''.join(f'<row>{line}</row>' for line in lines)}</sheetData>"


def texts(document: Document) -> list[list[str]]:
    """Return the texts of the only table."""
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("1234", "#,##0", "1234"),
        ("0.30000000000000004", "0.00", "0.3"),
        ("5923.72449", "0.0", "5923.72449"),
        ("-0", "General", "0"),
        ("0.5", "0%", "50%"),
        ("251000", '0"元"', "251000元"),
        ("12", "[$¥-804]0", "¥12"),
        ("12", "\\約0", "約12"),
        ("3", "0;[Red]-0", "3"),
        ("123456", "0.0,", "123456 (0.0,)"),
        ("123456", "0\\.0000", "123456 (0\\.0000)"),
        ("5", '[>3]"x";0', '5 ([>3]"x";0)'),
        ("44957", "yyyy-mm-dd", "2023-01-31"),
        ("9e20", "y", "900000000000000000000 (y)"),
        ("1e99", "0", "1e99"),
        ("NaN", "0", "NaN"),
        ("abc", "0", "abc"),
        ("7", "", "7"),
    ],
)
def test_numbers_are_told_as_they_were_meant(value: str, code: str, shown: str) -> None:
    """Rounding for the eye changes nothing; whatever changes the meaning is told, or is no number."""
    assert number(value, code) == shown


def test_what_cells_hold() -> None:
    """Numbers with their formats, texts shared or not, truth values, errors, and nothing."""
    strings = (
        "<sst><si><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></si>"
        "<si><t>a_x000A_b</t></si></sst>"
    )
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0&quot;件&quot;"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="x"/></cellXfs></styleSheet>'
    )
    line = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>丙</t></is></c><c s="1"><v>3</v></c>'
        '<c s="2"><v>0.25</v></c><c s="3"><v>4</v></c><c s="99"><v>5</v></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#DIV/0!</v></c><c r="L1"><v>6</v></c><c><v/></c>'
    )
    document = xlsx.read(book(rows(line), strings=strings, styles=styles))
    assert texts(document) == [
        ["甲乙", "a\nb", "丙", "3件", "25%", "4", "5", "1", "#DIV/0!", "6"],
    ]
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert table.rows[0][-1].place == Place(sheet="报表", row=1, column=12)


def test_styles_may_be_missing() -> None:
    """A workbook without formats shows plain numbers."""
    data = book(rows('<c s="1"><v>3</v></c><c><v>4</v></c>'), styles="<x><numFmts/></x>")
    assert texts(xlsx.read(data)) == [["3", "4"]]
    bare = relations(("worksheet", "worksheets/1.xml"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert texts(xlsx.read(packed(parts | {"xl/_rels/workbook.xml.rels": bare}))) == [["3", "4"]]


STALE = '<calcPr fullCalcOnLoad="1"/>'


@pytest.mark.parametrize(
    ("cell", "calculation", "shown"),
    [
        ("<f>SUM(A1)</f><v>7</v>", "", "7"),
        ("<f>SUM(A1)</f><v>0</v>", "", "0"),
        ("<f>SUM(A1)</f>", "", "=SUM(A1)"),
        ('<f t="shared" si="0"/>', "", "=…"),
        ("<f>SUM(A1)</f><v>0</v>", STALE, "=SUM(A1)"),
        ("<f>SUM(A1)</f><v>7</v>", STALE, "7"),
    ],
)
def test_a_formula_that_was_never_computed_is_no_number(
    cell: str, calculation: str, shown: str
) -> None:
    """It is told as the formula, never as a blank or as zero."""
    data = book(rows(f"<c><v>1</v></c><c>{cell}</c>"), calculation=calculation)
    assert texts(xlsx.read(data)) == [["1", shown]]


def test_a_formula_for_text() -> None:
    """An empty text that was computed is one; one that was not is told as the formula."""
    data = book(
        rows('<c><v>1</v></c><c t="str"><f>A1</f><v/></c><c t="str"><f>A1</f></c><c><v>2</v></c>')
    )
    assert texts(xlsx.read(data)) == [["1", "=A1", "2"]]


def test_what_is_hidden_is_not_read() -> None:
    """Rows, columns and sheets that nobody sees are no part of the report; nor are instructions."""
    seen = '<cols><col min="2" max="2" hidden="1"/><col min="9" max="9"/></cols><sheetData>'
    lines = "".join(
        f"<row{hidden}><c><v>{n}1</v></c><c><v>{n}2</v></c><c><v>{n}3</v></c></row>"
        for n, hidden in ((1, ""), (2, ' hidden="1"'), (3, ""))
    )
    assert texts(xlsx.read(book(f"{seen}{lines}</sheetData>"))) == [["11", "13"], ["31", "33"]]
    for data in (
        book(rows("<c><v>1</v></c>"), names=('报表" state="hidden',)),
        book(rows("<c><v>1</v></c>"), names=("填报说明",)),
        book(rows("<c><v>1</v></c>"), names=("勾稽校验",)),
        book(rows("<c><v>1</v></c>"), kind="chartsheet"),
    ):
        assert xlsx.read(data).blocks == ()


def test_merged_cells() -> None:
    """A merged cell is one, with its spans as seen; what is merged out of sight is none."""
    lines = rows(
        "<c><v>1</v></c><c><v>2</v></c><c><v>3</v></c>",
        "<c/><c><v>5</v></c><c><v>6</v></c>",
        "<c><v>7</v></c><c/><c><v>9</v></c>",
    )
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:A2", "A3:B3", "X9:Z9", "C1"))
    (table,) = xlsx.read(book(f"{lines}<mergeCells>{merged}</mergeCells>")).blocks
    assert isinstance(table, Table)
    assert [[(c.text, c.rowspan, c.colspan) for c in row] for row in table.rows] == [
        [("1", 2, 1), ("2", 1, 1), ("3", 1, 1)],
        [("5", 1, 1), ("6", 1, 1)],
        [("7", 1, 2), ("9", 1, 1)],
    ]


def test_prose_between_tables() -> None:
    """A line by itself is a paragraph; within a table it is a row, behind it prose again."""
    said = '<c t="inlineStr"><is><t>{}</t></is></c>'
    pair = said.format("行") + "<c><v>1</v></c>"
    lines = rows(
        said.format("一、总体情况"), said.format("甲。\n\n乙。"), pair, said.format("小计"), pair,
        "<c/><c/>", said.format("说" * 70), pair,
    )  # fmt: skip
    first, second, third, table, prose, last = xlsx.read(book(lines)).blocks
    assert isinstance(first, Paragraph)
    assert (second, third) == (
        Paragraph("甲。", Place(sheet="报表", row=2, column=1)),
        Paragraph("乙。", Place(sheet="报表", row=2, column=1)),
    )
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows] == [2, 2, 2, 2]
    assert isinstance(prose, Paragraph)
    assert isinstance(last, Table)


def test_sheets_may_be_headed_by_their_names() -> None:
    """The name of a sheet is a heading where the sheet has none and the name is one."""
    one = rows("<c><v>1</v></c><c><v>2</v></c>")
    blocks = xlsx.read(book(one, one, names=("三、申请", "Sheet2"))).blocks
    assert [type(block) for block in blocks] == [Heading, Table, Table]


def test_an_uncomputed_total_is_reported() -> None:
    """What was to be computed is blank in the report, and a problem says so."""
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(render(AnnualReport("2021"), "xlsx")))
    file = io.BytesIO()
    workbook.save(file)  # keeps formulas, loses their values and our stamp
    reading = read(file.getvalue())
    assert reading.report.figure("requests.received.total") is None
    named = {path for problem in reading.problems for path in problem.figures}
    assert "requests.received.total" in named


@pytest.mark.parametrize(
    "data",
    [
        packed({"_rels/.rels": relations(("officeDocument", "x.xml")), "x.xml": "<document/>"}),
        packed({"_rels/.rels": relations(("officeDocument", "x.xml"))}),
        book(names=("报表",)),
        book(rows('<c t="s"><v>7</v></c>')),
        book(rows('<c t="s"><v>-1</v></c>')),
        book(rows('<c r="1A"><v>1</v></c>')),
    ],
    ids=["no workbook", "no part", "no sheet", "no string", "no index", "no place"],
)
def test_broken_workbooks(data: bytes) -> None:
    """What contradicts itself is said to be damaged."""
    with pytest.raises(UnreadableError, match="damaged"):
        xlsx.read(data)


def test_sheets_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither two cells far apart nor merged areas make a sheet larger than is read."""
    monkeypatch.setattr(_sheet, "MAX_CELLS", 3)
    two = rows("<c><v>1</v></c><c><v>2</v></c>", "<c><v>1</v></c><c><v>2</v></c>")
    with pytest.raises(LimitExceededError, match="more than"):
        xlsx.read(book(two))
    monkeypatch.setattr(_sheet, "MAX_CELLS", 4)
    merged = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A1:B2"/></mergeCells>'
    with pytest.raises(LimitExceededError, match="more than"):
        xlsx.read(book(two + merged))


def test_a_row_that_is_wholly_covered() -> None:
    """A title over two rows leaves nothing to the second."""
    merged = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    paragraph, table = xlsx.read(book(rows("<c><v>1</v></c>", "<c/>") + merged)).blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert table.rows == ((),)


def test_phonetic_guides_are_no_text() -> None:
    """Readings above the characters are left out."""
    from xml.etree.ElementTree import fromstring

    assert plain(fromstring("<is><t>甲</t><rPh><t>jia</t></rPh></is>")) == "甲"
