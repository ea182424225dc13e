"""What was composed is told again, to the letter."""

import pytest
from hypothesis import given
from msgspec.structs import replace

from govinfo_report import AnnualReport, Edition, Section
from govinfo_report.document import Block, Document, Heading, Paragraph, Table
from govinfo_report.layout.compose import compose
from govinfo_report.layout.outline import outline
from govinfo_report.layout.recognise import recognise
from tests.printed import PROSE, nasty, printed
from tests.reports import fewer


@fewer(2)
@given(nasty(PROSE))
def test_recognise_undoes_compose(report: AnnualReport) -> None:
    """A report goes through a document and loses nothing that is printed, line for line."""
    recognition = recognise(compose(report))
    assert recognition.report == printed(report)
    assert not [p for p in recognition.problems if p.figures]


@pytest.mark.parametrize("edition", Edition)
def test_a_blank_form_is_read_as_one(edition: Edition) -> None:
    """Nothing is filled in, and nothing is missed."""
    recognition = recognise(compose(AnnualReport(edition)))
    assert recognition.report == printed(AnnualReport(edition))
    assert recognition.problems == ()


REPORT = AnnualReport("2021", overview=Section("总体情况", "x", (Section("a", "b"),)))
BLOCKS = compose(REPORT).blocks


@pytest.mark.parametrize(
    "blocks",
    [
        BLOCKS[1:],
        (*BLOCKS[:1], BLOCKS[2], *BLOCKS[2:]),
        (*BLOCKS[:-1], Heading("七、x", 2)),
        (*BLOCKS, Heading("1. x", 4)),
        (*BLOCKS, Heading("x", 3)),
        (*BLOCKS[:1], Paragraph("报告年度：今年"), *BLOCKS[1:]),
        (*BLOCKS[:1], Paragraph("发布日期：今天"), *BLOCKS[1:]),
        tuple(block for block in BLOCKS if block != Heading("五、存在的主要问题及改进情况", 2)),
        BLOCKS[::-1],
        (*BLOCKS, Table(())),
        (Heading("x", 1), *(Heading("x", 2) for _ in range(6))),
    ],
)
def test_a_document_that_was_changed_is_not_told(blocks: tuple[Block, ...]) -> None:
    """Where headings were moved or added the marks mean nothing: it is read like any other."""
    assert outline(Document(blocks, is_outlined=True)) is None


def test_a_document_from_elsewhere_is_not_told() -> None:
    """Only a document that says so is taken at its word."""
    assert outline(replace(compose(REPORT), is_outlined=False)) is None
