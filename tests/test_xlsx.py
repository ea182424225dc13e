"""The workbook: what stands in its cells, and what cannot be put into them."""

import io
import sys
from collections.abc import Iterator
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

import govinfo_report as gr
from govinfo_report.document import Cell, Document, Heading, Paragraph, Table
from govinfo_report.formats import xlsx
from govinfo_report.formats._grid import laid_out
from govinfo_report.layout.compose import compose
from tests import witness
from tests.reports import fewer, published

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40).filter(
    lambda text: not {"\ufffe", "\uffff"} & set(text)
)
NASTY = [
    "=1+1",
    "+1",
    "@SUM(A1)",
    "{=1}",
    "=cmd|' /C calc'!A0",
    "https://example.invalid/",
    "internal:A1",
    "<r><t>raw</t></r>",
    "<r></si></r>",
    "_x0041_",
    " 两端空格 ",
    "\t制表",
    "😀𠮷",
    "\u202e反\u200b",
]


def is_fitting(report: gr.AnnualReport) -> bool:
    """Say whether a spreadsheet holds every figure of a report exactly."""
    return all(
        abs(figure) <= xlsx.MAX_FIGURE and len(figure.normalize().as_tuple().digits) <= 15
        for value in report.figures().values()
        if value is not None
        for figure in (Decimal(value),)
    )


FITTING = published().filter(is_fitting)


def clean(report: gr.AnnualReport) -> gr.AnnualReport:
    """Return the figures of a report without its texts."""
    return gr.AnnualReport(
        report.edition,
        proactive=report.proactive,
        requests=report.requests,
        disputes=report.disputes,
    )


def open_book(data: bytes, *, values: bool = True) -> openpyxl.Workbook:
    """Open a workbook with the values of its formulas, or with the formulas."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def grid(sheet: Worksheet) -> tuple[tuple[tuple[str, int, int], ...], ...]:
    """Return the cells of a table below its heading: text, rows and columns spanned."""
    spans = {
        (area.min_row, area.min_col): (area.size["rows"], area.size["columns"])
        for area in sheet.merged_cells.ranges
    }
    covered = {
        cell for area in sheet.merged_cells.ranges for row in area.cells for cell in [row]
    } - spans.keys()
    return tuple(
        tuple(
            ("" if cell.value is None else str(cell.value), *spans.get((row, column), (1, 1)))
            for column, cell in enumerate(cells, 1)
            if (row, column) not in covered and cell.has_style
        )
        for row, cells in enumerate(sheet.iter_rows(min_row=2), 2)
    )


def tables(book: openpyxl.Workbook) -> list[Worksheet]:
    """Return the sheets of the three tables."""
    return [book[name] for name in book.sheetnames if name.startswith(("主动", "收到", "政府"))]


def values(book: openpyxl.Workbook, report: gr.AnnualReport) -> Iterator[tuple[str, object]]:
    """Yield what stands in the cell of each figure."""
    for sheet, table in zip(tables(book), tables_of(report), strict=True):
        for row, column, cell in laid_out(table):
            if cell.figure is not None:
                yield cell.figure, sheet.cell(row + 2, column + 1).value


def tables_of(report: gr.AnnualReport) -> list[Table]:
    """Return the tables of a composed report."""
    return [block for block in compose(report).blocks if isinstance(block, Table)]


def test_the_tables_are_those_of_the_form() -> None:
    """Every label, span and place of the official blank form is in the workbook."""
    book = open_book(xlsx.write(compose(gr.AnnualReport("2021")), edition="2021"))
    assert tuple(map(grid, tables(book))) == witness.DOCX_2021_SPANS


@fewer(5)
@given(FITTING)
def test_every_figure_is_in_its_cell(report: gr.AnnualReport) -> None:
    """A reader that computes nothing finds every figure as the report has it, blanks as blanks."""
    report = clean(report)
    book = open_book(xlsx.write(compose(report), edition=report.edition))
    figures = report.figures()
    for path, value in values(book, report):
        figure = figures[path]
        assert (None if value == "" else value) == (
            float(figure) if isinstance(figure, Decimal) else figure
        )


@fewer(5)
@given(FITTING)
def test_a_total_adds_up_wherever_that_is_what_the_report_says(report: gr.AnnualReport) -> None:
    """A total is a formula, unless the report says something else; nothing is reconciled."""
    report = clean(report)
    book = open_book(xlsx.write(compose(report), edition=report.edition), values=False)
    figures, cells = report.figures(), dict(values(book, report))
    seen = set()
    for identity in gr.identities(report.edition):
        if len(identity.left) == 1 and identity.left[0] not in seen:
            seen.add(identity.left[0])
            known = [int(v) for path in identity.right if (v := figures[path]) is not None]
            is_sum = figures[identity.left[0]] == (sum(known) if known else None)
            assert str(cells[identity.left[0]]).startswith("=IF(COUNT(") == is_sum


def test_each_sheet_is_printed_as_broad_as_a_page() -> None:
    """A4: prose upright, tables on a page each, checks and findings across; heads are repeated."""
    report = gr.AnnualReport("2021", overview=gr.Section("", "x"))
    book = open_book(xlsx.write(compose(report), edition="2021"))
    for sheet in book.worksheets:
        setup = sheet.sheet_properties.pageSetUpPr
        assert setup is not None
        assert setup.fitToPage
        is_prose = sheet.title.startswith("正文")
        assert sheet.page_setup.orientation == ("portrait" if is_prose else "landscape")
        assert sheet.page_setup.fitToHeight == (
            None if sheet in tables(book) else 0
        )  # by default 1
    assert book[xlsx.CHECKS].print_title_rows == "$1:$2"
    assert book[xlsx.FINDINGS].print_title_rows == "$1:$1"


def test_a_finding_with_many_figures_is_in_sight() -> None:
    """Its row is as high as the labels of all of them; a heading over a table is not broken."""
    report = gr.AnnualReport("2021")
    report = report.with_figures({path: 1 for path in report.figures() if "requests" in path})
    findings = gr.check(report, rules="requests-outcomes-total")
    sheet = open_book(xlsx.write(compose(report), edition="2021", findings=findings))[xlsx.FINDINGS]
    for row in range(2, sheet.max_row + 1):
        columns = 2 * len(str(sheet.cell(row, 3).value))
        assert columns > 160
        assert (sheet.row_dimensions[row].height or 0) >= columns / 80 * 14


def test_what_may_be_typed() -> None:
    """A count is a whole number, a change may be negative, an amount has decimals; labels stay."""
    book = open_book(xlsx.write(compose(gr.AnnualReport("2019")), edition="2019"))
    kinds = {}
    for sheet, table in zip(tables(book), tables_of(gr.AnnualReport("2019")), strict=True):
        assert sheet.protection.sheet
        rules = {
            str(area).split(":")[0]: rule
            for rule in sheet.data_validations.dataValidation
            for area in rule.sqref.ranges
        }
        for row, column, cell in laid_out(table):
            there = sheet.cell(row + 2, column + 1)
            if cell.figure is None:
                assert there.protection.locked
            else:
                rule = rules[there.coordinate]
                kinds[cell.figure] = (rule.type, rule.formula1)
                assert rule.formula2 == str(xlsx.MAX_FIGURE)
    assert kinds.keys() == set(witness.FIGURES["2019"])
    assert kinds.pop("proactive.procurement.amount") == ("decimal", "0")
    changes = [kinds.pop(path) for path in list(kinds) if path.endswith(".change")]
    assert set(changes) == {("whole", str(-xlsx.MAX_FIGURE))}
    assert set(kinds.values()) == {("whole", "0")}


def test_checks_and_findings_have_their_sheets() -> None:
    """There is a check cell an identity, and a line a finding, in the words of `check`."""
    report = gr.AnnualReport("2021").with_figures(
        {"disputes.reconsideration.total": 1, "disputes.reconsideration.upheld": 2}
    )
    findings = gr.check(report, rules="identities")
    book = open_book(xlsx.write(compose(report), edition="2021", findings=findings))
    rows = list(book[xlsx.CHECKS].iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == [rule for rule, _, _ in witness.IDENTITIES["2021"]]
    assert book[xlsx.CHECKS]["B1"].value == 1
    ((*_, left, right, verdict),) = [row for row in rows if row[-1] != "相符"]
    assert (left, right, verdict) == (1, 2, "不符")
    lines = list(book[xlsx.FINDINGS].iter_rows(min_row=2, values_only=True))
    assert [line[0] for line in lines] == [finding.rule for finding in findings]
    assert [line[3] for line in lines] == [finding.message("zh") for finding in findings]
    formats = [area for sheet in tables(book) for area in sheet.conditional_formatting]
    assert formats


@pytest.mark.parametrize("text", NASTY)
def test_a_text_is_a_text(text: str) -> None:
    """Nothing that an organ writes becomes a formula, a link or markup."""
    assert_carried(text)


@fewer(3)
@given(TEXT)
def test_any_text_is_carried(text: str) -> None:
    """A text comes back to the letter."""
    assert_carried(text)


def assert_carried(text: str) -> None:
    """Write a text as prose, as a heading and as a label; it is in all three cells, as text."""
    document = Document(
        (Heading("h", 1), Paragraph(text), Table(((Cell(text), Cell("", figure="x")),), text))
    )
    book = open_book(xlsx.write(document, edition="2021"), values=False)
    cells = [book.worksheets[0]["A2"], book.worksheets[1]["A2"]]
    for cell in cells:
        assert (cell.value or "") == text
        assert cell.data_type == "s" or not text
        assert cell.hyperlink is None


@pytest.mark.parametrize("char", ["\0", "\r", "\x1b", "\ufffe", "\x85"])
def test_what_xml_cannot_carry_is_an_error(char: str) -> None:
    """A control character is named, never dropped."""
    with pytest.raises(gr.errors.UnrenderableError, match=f"U\\+{ord(char):04X}"):
        xlsx.write(Document((Paragraph(f"a{char}b"),)), edition="2021")


@pytest.mark.parametrize("text", ["字" * 32_768, "😀" * 16_384])
def test_a_text_too_long_is_an_error(text: str) -> None:
    """A cell holds 32,767 UTF-16 units, and nothing is cut silently."""
    xlsx.write(Document((Paragraph(text[:-1]),)), edition="2021")
    with pytest.raises(gr.errors.UnrenderableError, match="32767"):
        xlsx.write(Document((Paragraph(text),)), edition="2021")


@pytest.mark.parametrize("text", ["10000000000001", "0.1234567890123456", "x", "1e", "NaN"])
def test_a_figure_that_a_spreadsheet_would_change_is_an_error(text: str) -> None:
    """Beyond 15 digits and ten trillion a spreadsheet is not exact: an error, not another figure."""
    table = Table(((Cell(text, figure="requests.received.total"),),))
    with pytest.raises(gr.errors.UnrenderableError):
        xlsx.write(Document((table,)), edition="2021")


def test_sheets_have_names_of_their_own() -> None:
    """Captions may be alike, empty, long, or full of what a sheet's name cannot hold."""
    captions = ["", "a/b:c[d]?*\\'", "长" * 40, "长" * 40, "A", "a", "勾稽校验"]
    blocks = [block for caption in captions for block in (Paragraph("p"), Table((), caption))]
    book = open_book(xlsx.write(Document(tuple(blocks)), edition="2021"))
    names = [name.casefold() for name in book.sheetnames]
    assert len(set(names)) == len(names) == 2 * len(captions) + 2


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without XlsxWriter the error says what to install."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(gr.MissingExtraError, match=r"govinfo-report\[xlsx\]"):
        xlsx.write(Document(()), edition="2021")
