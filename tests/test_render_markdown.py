"""A report goes through Markdown and comes back, as every renderer of Markdown shows it."""

from itertools import pairwise

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from govinfo_report import AnnualReport
from govinfo_report.document import Heading, Paragraph, Table
from govinfo_report.formats import markdown
from govinfo_report.formats._carried import unmerged
from govinfo_report.layout.compose import compose
from govinfo_report.layout.recognise import recognise
from tests.printed import PROSE, lost, nasty
from tests.reports import fewer

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@fewer(5)
@given(nasty(PROSE))
def test_round_trip(report: AnnualReport) -> None:
    """What is printed comes back: figures, title, agency, year, preface, prose with subsections."""
    document = markdown.outlined(markdown.write(compose(report)))
    assert document is not None
    assert lost(report, recognise(document).report) == {}


@pytest.mark.parametrize("text", ["", "# x", " <!-- govinfo-report 1 -->"])
def test_other_texts_are_not_taken_for_ours(text: str) -> None:
    """Only what `write` has written is taken at its word."""
    assert markdown.outlined(text) is None


def _shown(text: str) -> list[object]:
    """Return what a renderer makes of a Markdown text: headings, paragraphs, rows of cells."""
    found: list[object] = []
    tokens = RENDERER.parse(text)
    for before, token in pairwise(tokens):
        if token.type != "inline":
            continue
        said = "".join(child.content for child in token.children or ())
        assert {child.type for child in token.children or ()} <= {"text", "text_special"}
        found.append((before.tag, said))
    return found


@fewer(5)
@given(nasty(PROSE))
def test_a_renderer_shows_what_is_meant(report: AnnualReport) -> None:
    """CommonMark 0.31 with GitHub's tables: no prose becomes markup, and no cell moves."""
    document = compose(report)
    wanted: list[object] = []
    for block in document.blocks:
        match block:
            case Heading(text, level):
                wanted.append((f"h{min(level, 6)}", text))
            case Paragraph(text):
                wanted.append(("p", text or "\xa0"))
            case Table():
                rows = unmerged(block)
                wanted += [("th", text) for text in rows[0]]
                wanted += [("td", text) for row in rows[1:] for text in row]
    assert _shown(markdown.write(document)) == wanted
