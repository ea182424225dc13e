"""Workbooks are read as they show, and what they do not show is no figure."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest

import govinfo_report as gr
from govinfo_report.document import Document, Heading, Paragraph, Table
from govinfo_report.errors import LimitExceededError, UnreadableError
from govinfo_report.formats import _sheet, xlsx
from govinfo_report.rendering import render

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return the relations of a part: id to kind and target."""
    each = "".join(
        f'<Relationship Id="{name}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f"<Relationships>{each}</Relationships>"


def book(  # noqa: PLR0913 - all but the sheets are left out as a rule
    sheets: Mapping[str, str],
    *,
    strings: str | None = None,
    styles: str | None = None,
    states: Mapping[str, str] | None = None,
    end: str = "",
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """Pack a workbook of sheets (name to XML) with what other XML it is given."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} r:id="s{n}" state="{(states or {}).get(name, "visible")}"/>'
        for n, name in enumerate(sheets)
    )
    related = {f"s{n}": ("worksheet", f"sheet{n}.xml") for n in range(len(sheets))}
    content = {
        "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns:r="{TYPES}"><sheets>{listed}</sheets>{end}</workbook>',
        **{
            f"xl/sheet{n}.xml": f"<worksheet>{x}</worksheet>" for n, x in enumerate(sheets.values())
        },
    }
    for kind, xml in (("sharedStrings", strings), ("styles", styles)):
        if xml is not None:
            related[kind] = kind, f"{kind}.xml"
            content[f"xl/{kind}.xml"] = xml
    content["xl/_rels/workbook.xml.rels"] = relations(related)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, xml in (content | dict(parts or {})).items():
            file.writestr(name, xml)
    return buffer.getvalue()


def rows(*lines: Sequence[str], start: int = 1) -> str:
    """Return rows of texts as the data of a sheet; an empty text is a cell that is drawn."""
    data = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{chr(64 + c)}{r}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            if text
            else f'<c r="{chr(64 + c)}{r}"/>'
            for c, text in enumerate(line, 1)
        )
        + "</row>"
        for r, line in enumerate(lines, start)
    )
    return f"<sheetData>{data}</sheetData>"


def shown(cell: str, **more: str | None) -> str:
    """Return what a cell shows, which stands beside one that says x."""
    sheet = f'<sheetData><row><c t="str"><v>x</v></c>{cell}</row></sheetData>'
    (table,) = xlsx.read(
        book(
            {"Sheet1": sheet},
            strings=more.get("strings"),
            styles=more.get("styles"),
            end=more.get("end") or "",
        )
    ).blocks
    if isinstance(table, Paragraph):
        return ""
    assert isinstance(table, Table)
    return table.rows[0][1].text


def said(document: Document) -> list[object]:
    """Return headings and paragraphs as texts, tables as rows of texts."""
    return [
        [[cell.text for cell in row] for row in block.rows]
        if isinstance(block, Table)
        else block.text
        for block in document.blocks
    ]


def style(code: str) -> str:
    """Return styles of which number 1 has a number format of its own."""
    return (
        f'<styleSheet><numFmts><numFmt numFmtId="164" formatCode={quoteattr(code)}/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("1234567", "#,##0", "1234567"),
        ("0.30000000000000004", "General", "0.3"),
        ("2.9999999999999996", "0", "3"),
        ("12.345", "0.0", "12.345"),
        ("-5", "0;[Red]-0", "-5"),
        ("-0", "0", "0"),
        ("1E3", "0.00E+00", "1000"),
        ("2", "0_ ", "2"),
        ("3", ";;;", "3"),
        ("4", "@", "4"),
        ("0.5", "0.00%", "50%"),
        ("12", '0"件"', "12件"),
        ("12", '"共"0\\件', "共12件"),
        ("12", "0元", "12元"),
        ("5", "[$¥-804]#,##0", "¥5"),
        ("251000", "0,", "251000 (0,)"),
        ("251000", "0!.0,", "251000 (0!.0,)"),
        ("251", "0\\.0", "251 (0\\.0)"),
        ("20000", '[>=10000]0"万";0', '20000 ([>=10000]0"万";0)'),
        ("44957", "yyyy\\-mm\\-dd", "2023-01-31"),
        ("44957.5", "h:mm", "2023-01-31"),
        ("99999999", "yyyy", "99999999 (yyyy)"),
        ("1E40", "0", "1E40"),
        ("NaN", "0", "NaN"),
        ("12x", "0", "12x"),
    ],
)
def test_number_formats(value: str, code: str, expected: str) -> None:
    """Digits are told as they are held; what a format adds to them or moves is told with them."""
    assert shown(f'<c s="1"><v>{value}</v></c>', styles=style(code)) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [("9", "100%"), ("14", "1899-12-31"), ("7", "¥1"), ("3", "1"), ("x", "1"), ("999", "1")],
)
def test_built_in_formats(number: str, expected: str) -> None:
    """Formats that every program knows by number are not defined in the file."""
    styles = f'<styleSheet><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    assert shown("<c><v>1</v></c>", styles=styles) == expected


@pytest.mark.parametrize("styles", [None, "<styleSheet/>"])
def test_a_style_that_is_not_there_is_none(styles: str | None) -> None:
    """A cell may name a style that the file lacks: its number is shown as it is."""
    assert shown('<c s="7"><v>8</v></c>', styles=styles) == "8"


STRINGS = (
    "<sst><si><t>一</t></si><si><r><t>行政</t></r><r><rPr/><t>许可</t></r>"
    "<rPh><t>xu ke</t></rPh></si></sst>"
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c t="s"><v>0</v></c>', "一"),
        ('<c t="s"><v>1</v></c>', "行政许可"),
        ('<c t="inlineStr"><is><t>1_x000A_2</t></is></c>', "1\n2"),
        ('<c t="inlineStr"><is><r><t>a</t></r><r/></is></c>', "a"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="d"><v>2023-01-31</v></c>', "2023-01-31"),
        ('<c t="n"><v/></c>', ""),
        ("<c/>", ""),
    ],
)
def test_what_is_no_number(cell: str, expected: str) -> None:
    """Texts are joined without their phonetic guides; a logical value is not the number one."""
    assert shown(cell, strings=STRINGS) == expected


STALE = '<calcPr fullCalcOnLoad="1"/>'


@pytest.mark.parametrize(
    ("cell", "end", "expected"),
    [
        ("<c><f>1+1</f><v>2</v></c>", "", "2"),
        ("<c><f>1-1</f><v>0</v></c>", "", "0"),
        ("<c><f>A1+1</f></c>", "", "=A1+1"),
        ('<c><f t="shared" si="0"/></c>', "", "=…"),
        ('<c t="str"><f>A2</f></c>', "", "=A2"),
        ('<c t="str"><f>IF(1,"")</f><v></v></c>', "", ""),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "", "#DIV/0!"),
        ("<c><f>A1+1</f><v>0</v></c>", STALE, "=A1+1"),
        ("<c><f>A1+1</f><v>3</v></c>", STALE, "3"),
        ("<c><v>0</v></c>", STALE, "0"),
    ],
)
def test_formulas(cell: str, end: str, expected: str) -> None:
    """A formula shows its value; one never computed shows itself, which is no number."""
    assert shown(cell, end=end) == expected


def test_what_is_no_count_is_blank_and_a_problem() -> None:
    """Neither a formula without a value nor a logical value nor an error is ever a figure."""
    values: dict[int, str | float] = dict(
        enumerate(["=3+4", True, "#DIV/0!", "=1/0", 0.5, "7%"], 7001)
    )
    paths = [f"requests.received.{each}" for each in list(gr.Applicant)[: len(values)]]
    report = gr.AnnualReport("2021").with_figures(dict(zip(paths, values, strict=True)))
    opened = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx")))
    for cell in (cell for sheet in opened for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, int) and cell.value in values:
            cell.value = values[cell.value]
    buffer = io.BytesIO()
    opened.save(buffer)
    reading = gr.read(buffer.getvalue())
    assert [reading.report.figure(path) for path in paths] == [None] * len(paths)
    assert {*paths} <= {path for problem in reading.problems for path in problem.figures}


def test_a_total_of_nothing_is_blank() -> None:
    """Of a blank total no value is kept; it is blank as long as nothing is there to add up."""
    blank = render(gr.AnnualReport("2021", year=2024, agency=gr.Agency("某局")), "xlsx")
    reading = gr.read(blank)
    assert {*reading.report.figures().values()} == {None}
    assert not [problem for problem in reading.problems if problem.figures]

    opened = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = next(each for each in opened if "申请情况" in each.title)
    total = next(
        cell.coordinate
        for line in sheet.iter_rows()
        for cell in line
        if str(cell.value).startswith("=IF(COUNT")
    )
    assert total == "J5"
    sheet["I5"] = 3
    buffer = io.BytesIO()
    opened.save(buffer)
    reading = gr.read(buffer.getvalue())
    assert [*filter(None, reading.report.figures().values())] == [3]
    (figures,) = [problem.figures for problem in reading.problems if problem.figures]
    assert figures == ("requests.received.total",)


def test_a_total_of_half_a_sheet_is_not_looked_into() -> None:
    """Whoever writes such a formula gets it told, not a minute of work."""
    formula = 'IF(COUNT($A$1:$Z$9999999)=0,"",SUM($A$1:$Z$9999999))'
    assert shown(f"<c><f>{formula}</f></c>") == f"={formula}"


def test_what_is_hidden_is_not_read() -> None:
    """Hidden rows, columns and sheets are not seen, nor is a chart sheet or what `write` adds."""
    data = (
        '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/></cols>'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="D1"><v>3</v></c>'
        '</row><row r="2" hidden="true"><c r="A2"><v>4</v></c></row></sheetData>'
    )
    other = rows(["a", "b"])
    names = ("不看", "深藏", "填表说明", "填报须知", xlsx.CHECKS, xlsx.FINDINGS)
    states = {"不看": "hidden", "深藏": "veryHidden"}
    document = xlsx.read(book({"Sheet1": data, **dict.fromkeys(names, other)}, states=states))
    assert said(document) == [[["1", "3"]]]


def test_a_sheet_without_a_heading_is_headed_by_its_name() -> None:
    """Not where the sheet has a number of its own, the name says nothing, or it is alone."""
    table = rows(["a", "b"])
    sheets = {"总体情况": table, "Sheet2": table, "甲": rows(["二、主动公开"], ["a", "b"])}
    document = xlsx.read(book(sheets))
    assert said(document) == ["总体情况", [["a", "b"]], [["a", "b"]], "二、主动公开", [["a", "b"]]]
    assert isinstance(document.blocks[0], Heading)
    assert said(xlsx.read(book({"总体情况": table}))) == [[["a", "b"]]]


def test_prose_parts_tables() -> None:
    """A table ends before prose and takes with it the empty rows that are drawn below it."""
    prose = "本年度没有其他需要报告的事项。"
    data = rows(
        ["标题"],
        ["a", "b"],
        ["小计", ""],
        ["c", "d"],
        ["", ""],
        [f"{prose}\n \n第二行", ""],
        ["e", "f"],
        ["尾"],
    )
    assert said(xlsx.read(book({"Sheet1": data}))) == [
        "标题",
        [["a", "b"], ["小计", ""], ["c", "d"], ["", ""]],
        prose,
        "第二行",
        [["e", "f"]],
        "尾",
    ]


def test_merged_cells() -> None:
    """A merged cell spans what is seen of it; one that is not seen at all is not there."""
    data = rows(["a", "", "b"], ["", "", "c"], ["d", "e", "f"]) + (
        '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C3"/><mergeCell ref="H8:I9"/></mergeCells>'
    )
    (table,) = xlsx.read(book({"Sheet1": data})).blocks
    assert isinstance(table, Table)
    assert [[(c.text, c.rowspan, c.colspan) for c in row] for row in table.rows] == [
        [("a", 2, 2), ("b", 1, 1)],
        [("c", 1, 1)],
        [("d", 1, 1), ("e", 1, 1), ("f", 1, 1)],
    ]


def test_a_title_merged_over_rows_is_prose() -> None:
    """The rows that it covers have no cells of their own and are no table."""
    data = rows(["标题", ""], ["", ""], ["a", "b"]) + (
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    )
    assert said(xlsx.read(book({"Sheet1": data}))) == ["标题", [["a", "b"]]]


def test_rows_at_the_far_end_cost_nothing() -> None:
    """What lies between two rows or columns that say something is not built."""
    data = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>3</v></c><c r="XFD1048576"><v>4</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:A1048575"/></mergeCells>'
    )
    assert said(xlsx.read(book({"Sheet1": data}))) == [[["1", "2"], ["3", "4"]]]


@pytest.mark.parametrize("merged", ["", '<mergeCell ref="A1:B2"/>' * 2])
def test_too_many_cells_are_an_error(merged: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells are counted before they are built: those of the sheet, and those of each merged one."""
    monkeypatch.setattr(_sheet, "MAX_CELLS", 4 if merged else 3)
    data = rows(["a", "b"], ["c", "d"]) + f"<mergeCells>{merged}</mergeCells>"
    with pytest.raises(LimitExceededError, match="delete what is not part of the report"):
        xlsx.read(book({"Sheet1": data}))


@pytest.mark.parametrize(
    "data",
    [
        book({"Sheet1": rows(["a"])}, parts={"xl/workbook.xml": "<document/>"}),
        book({"Sheet1": rows(["a"])}, parts={"xl/sheet0.xml": "<worksheet>"}),
        book({"Sheet1": '<sheetData><row r="x"/></sheetData>'}),
        book({"Sheet1": '<sheetData><row><c r="1A"/></row></sheetData>'}),
        book({"Sheet1": '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>'}),
        book(
            {"Sheet1": rows(["a"]) + '<mergeCells><mergeCell ref="A1:"/><mergeCell/></mergeCells>'}
        ),
        book({"Sheet1": ""}, parts={"_rels/.rels": "<Relationships/>"}),
        book(
            {"Sheet1": ""},
            parts={"xl/_rels/workbook.xml.rels": relations({"s0": ("worksheet", "no.xml")})},
        ),
        book({"Sheet1": ""}, parts={"_rels/.rels": relations({"r": ("officeDocument", "no.xml")})}),
    ],
)
def test_what_is_broken_is_an_error(data: bytes) -> None:
    """No part is missing or damaged without saying so."""
    with pytest.raises(UnreadableError, match="damaged or incomplete"):
        xlsx.read(data)


def test_zeros_of_our_own_workbooks_count() -> None:
    """XlsxWriter asks programs to compute anew, but `render` writes the values of its formulas."""
    report = gr.AnnualReport("2021").with_figures(
        dict.fromkeys(gr.AnnualReport("2021").figures(), 0)
    )
    data = render(report, "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert re.search(rb'fullCalcOnLoad="1"', file.read("xl/workbook.xml"))
    assert gr.read(data).report.figures() == report.figures()
