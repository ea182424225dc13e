"""A report goes through a text and comes back as it was."""

import pytest
from hypothesis import given

from govinfo_report import AnnualReport, Edition, Section, read
from govinfo_report.document import Cell, Document, Heading, Paragraph, Table
from govinfo_report.errors import UnrenderableError
from govinfo_report.formats import text
from govinfo_report.formats._own import TEXT
from govinfo_report.layout.compose import compose
from tests.printed import lost, nasty, printed
from tests.reports import fewer


def _written(report: AnnualReport) -> str:
    return text.write(compose(report))


@fewer(2)
@given(nasty())
def test_round_trip(report: AnnualReport) -> None:
    """What is printed comes back: figures, title, agency, year, preface, prose with subsections."""
    assert lost(report, read(_written(report).encode()).report) == {}


@fewer(5)
@given(nasty())
def test_line_ends_may_be_converted(report: AnnualReport) -> None:
    """Mail and editors on Windows turn each line feed into two characters."""
    written = _written(report)
    if "\r" not in written:
        assert lost(report, read(written.replace("\n", "\r\n").encode()).report) == {}


@pytest.mark.parametrize("edition", Edition)
def test_blank_form(edition: Edition) -> None:
    """A blank form is read as one, without a problem."""
    reading = read(_written(AnnualReport(edition)).encode())
    assert reading.report == printed(AnnualReport(edition))
    assert reading.problems == ()


@pytest.mark.parametrize(
    "blocks",
    [
        (Heading(f"x\n{TEXT}", 1),),
        (Heading(f"x\n{TEXT}\r\ny", 1),),
        (Heading("一、x\ty", 2),),
        (Heading("一、x\ny", 2),),
        (Paragraph("x\ny"),),
        (Paragraph("x\x00y"),),
        (Heading("\x7f", 2),),
        (Paragraph("\x85"),),
        (Table(((Cell("x\ty"), Cell("z")),)),),
        (Table(((Cell("x\x0b"), Cell("z")),)),),
    ],
)
def test_what_text_cannot_carry(blocks: tuple[Heading | Paragraph | Table, ...]) -> None:
    """Nothing is lost silently: what would tear a line is refused, and said to be."""
    with pytest.raises(UnrenderableError, match=r"^text cannot carry '.*; change the text, or use"):
        text.write(Document(blocks))


def test_what_text_looks_like() -> None:
    """Title over a double rule, indented paragraphs, headings and rows of tables flush left."""
    report = AnnualReport("2021", year=2023, overview=Section("", "甲\n（一）乙", (Section("丙"),)))
    start = _written(report).split("\n")[:16]
    assert start == [
        "2023年政府信息公开工作年度报告",
        "════════════════",
        "",
        "",
        "一、总体情况",
        "",
        "　　甲",
        "　　（一）乙",
        "",
        "（一）丙",
        "",
        "",
        "二、主动公开政府信息情况",
        "",
        "第二十条第（一）项\t\t\t",
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
    ]


def test_a_mark_of_its_own_is_not_taken_for_that_of_the_file() -> None:
    """A title that begins with U+FEFF keeps it, although a file may begin with one."""
    report = AnnualReport("2021", title="\ufeffx")
    assert read(_written(report).encode()).report.title == "\ufeffx"


def test_a_text_that_breaks_off_is_read_with_care() -> None:
    """Without its last line end a text may have lost more: it is read like any dump."""
    written = _written(AnnualReport("2021"))
    assert text.outlined(written) is not None
    assert text.outlined(written[:-1]) is None
