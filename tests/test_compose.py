"""A report becomes the document that the form makes of it, in the form's own words and spans."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given

from govinfo_report import (
    Agency,
    AnnualReport,
    Edition,
    Section,
    figure_paths,
)
from govinfo_report.document import Cell, Document, Heading, Paragraph, Table
from govinfo_report.form import form
from govinfo_report.layout.compose import compose, enumeration
from tests import reports
from tests.reports import fewer

TITLE = "某市某局2023年政府信息公开工作年度报告"


def _headings(document: Document) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in document.blocks if isinstance(block, Heading)]


def _lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def _cells(report: AnnualReport) -> dict[str, Cell]:
    return {
        cell.figure: cell
        for table in _tables(compose(report))
        for row in table.rows
        for cell in row
        if cell.figure
    }


@pytest.mark.parametrize("edition", Edition)
def test_the_six_parts_in_their_order(edition: Edition) -> None:
    """国办公开办函〔2021〕30号: six parts, 一 to 六, tables in the second to the fourth."""
    blocks = compose(AnnualReport(edition)).blocks
    shape = [block.text if isinstance(block, Heading) else type(block).__name__ for block in blocks]
    assert shape == [
        "政府信息公开工作年度报告",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "Table",
        "三、收到和处理政府信息公开申请情况",
        "Table",
        "四、政府信息公开行政复议、行政诉讼情况",
        "Table",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


@pytest.mark.parametrize("edition", Edition)
def test_the_tables_are_those_of_the_form(edition: Edition) -> None:
    """Every label, span and place of a figure is where the form prints it; blanks are empty."""
    composed = _tables(compose(AnnualReport(edition)))
    assert [
        [[(c.text, c.rowspan, c.colspan, c.figure) for c in row] for row in table.rows]
        for table in composed
    ] == [
        [[(c.text, c.rowspan, c.colspan, c.figure) for c in row] for row in table]
        for table in form(edition).tables.values()
    ]
    assert all(
        cell.is_header == (cell.figure is None)
        for table in composed
        for row in table.rows
        for cell in row
    )


@fewer(2)
@given(reports.published())
def test_each_figure_stands_in_its_cell(report: AnnualReport) -> None:
    """What a cell shows is the figure, exactly, and nothing for a blank."""
    cells = _cells(report)
    assert tuple(cells) == figure_paths(report.edition)
    for path, value in report.figures().items():
        shown = cells[path].text
        assert (Decimal(shown) if shown else None) == value
        assert "E" not in shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("1E+2", "100"),
        ("52.150", "52.150"),
        ("0.0000001", "0.0000001"),
        ("-0", "0"),
        ("9007199254740990.1234567890123456", "9007199254740990.1234567890123456"),
    ],
)
def test_amounts_are_plain_decimals(amount: str, shown: str) -> None:
    """An amount has no exponent and the places that it is stored with."""
    report = AnnualReport("2021").with_figures({"proactive.fees.amount": Decimal(amount)})
    assert _cells(report)["proactive.fees.amount"].text == shown


@pytest.mark.parametrize(("change", "shown"), [(14, "+14"), (-3, "-3"), (0, "0"), (None, "")])
def test_a_change_has_its_sign(change: int | None, shown: str) -> None:
    """本年增/减: organs write +14 and -3."""
    report = AnnualReport("2019").with_figures({"proactive.licensing.change": change})
    assert _cells(report)["proactive.licensing.change"].text == shown


def test_subsections_are_numbered_as_official_documents_are() -> None:
    """GB/T 9704 numbers 一、 （一） 1. ; what stands deeper has the numbers of all above it."""
    deep = Section("c", "", (Section("d", "", (Section("e"), Section("f"))), Section("g")))
    overview = Section("总体情况", "x\n\ny", (Section("a"), Section("b", "z", (deep,)), Section()))
    document = compose(AnnualReport("2021", overview=overview))
    assert [h for h in _headings(document) if h[0] > 2] == [
        (3, "（一）a"),
        (3, "（二）b"),
        (4, "1. c"),
        (5, "1.1. d"),
        (6, "1.1.1. e"),
        (6, "1.1.2. f"),
        (5, "1.2. g"),
        (3, "（三）"),
    ]
    assert _lines(document) == ["x", "", "y", "z"]


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_numerals(number: int, numeral: str) -> None:
    """Subsections count 一 to 九十九, and in digits should there be more."""
    assert enumeration([number]) == f"（{numeral}）"


def test_sections_nested_without_end() -> None:
    """Depth is no matter of the call stack."""
    section = Section("x")
    for _ in range(1_500):
        section = Section("x", "", (section,))
    assert _headings(compose(AnnualReport("2021", problems=section)))[-2][0] == 1_502


@pytest.mark.parametrize(
    ("report", "lines"),
    [
        (AnnualReport("2021", year=2023, agency=Agency("某市某局"), title=TITLE), []),
        (AnnualReport("2021", year=2023, agency=Agency("某市某局")), []),
        (AnnualReport("2021", agency=Agency("某市某局")), []),
        (AnnualReport("2021", year=2023), []),
        (
            AnnualReport("2021", year=2022, agency=Agency("另一局"), title=TITLE),
            ["发布机构：另一局", "报告年度：2022年"],
        ),
        (
            AnnualReport(
                "2021", year=2022, agency=Agency("局"), title="x", published=dt.date(2023, 1, 5)
            ),
            ["发布机构：局", "报告年度：2022年", "发布日期：2023-01-05"],
        ),
        (AnnualReport("2021", preface="x\ny"), ["x", "y"]),
        (AnnualReport("2021", preface=""), ["", ""]),
        (AnnualReport("2021", preface="\nx"), ["", "", "x"]),
        (AnnualReport("2021", preface="发布日期：x"), ["", "发布日期：x"]),
    ],
)
def test_what_stands_before_the_parts(report: AnnualReport, lines: list[str]) -> None:
    """Agency and year are stated where the title does not state them, the preface after that."""
    assert _lines(compose(report)) == lines


def test_a_report_without_a_title_gets_the_usual_one() -> None:
    """The name of the report follows those of the agency and the year."""
    report = AnnualReport("2021", year=2023, agency=Agency("某市某局"))
    assert _headings(compose(report))[0] == (1, TITLE)


def test_headings_are_those_of_the_report() -> None:
    """A part keeps the heading that the organ gave it."""
    report = AnnualReport("2021", problems=Section("存在问题和不足"))
    assert (2, "五、存在问题和不足") in _headings(compose(report))
