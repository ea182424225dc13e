"""Web pages: what a visitor reads is read, whatever the site, the encoding and the mark-up."""

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_report import AnnualReport, Edition, read
from govinfo_report.document import Document, Heading, Paragraph, Table
from govinfo_report.errors import (
    GovinfoReportError,
    LimitExceededError,
    MissingExtraError,
    UnreadableError,
)
from govinfo_report.formats import html
from govinfo_report.layout.recognise import recognise
from govinfo_report.rendering import render
from tests import documents
from tests.corpus_scores import FILES, expectation, score
from tests.documents import TITLE, document, random_figures
from tests.printed import lost, nasty
from tests.skins import SKINS

PAGES = [file for file in FILES if file.suffix == ".html"]


def of(page: str) -> Document:
    """Read a page."""
    return html.read(page.encode())


def lines(page: str) -> list[str]:
    """Return what headings and paragraphs of a page say."""
    return [block.text for block in of(page).blocks if not isinstance(block, Table)]


def table(page: str) -> Table:
    """Return the only table of a page."""
    (found,) = (block for block in of(page).blocks if isinstance(block, Table))
    return found


def cells(page: str) -> list[list[str]]:
    """Return what the cells of the only table say."""
    return [[cell.text for cell in row] for row in table(page).rows]


def rows(*said: str) -> str:
    """Return a table of two columns, one row a text."""
    return "<table>" + "".join(f"<tr><td>项<td>{each}" for each in said) + "</table>"


class TestSites:
    """One report under six skins, of both editions, some figures blank: all of it is read."""

    @pytest.mark.parametrize("edition", Edition)
    @pytest.mark.parametrize("name", SKINS)
    @settings(max_examples=20)
    @given(seed=st.integers(0, 999), blanks=st.sampled_from([0.0, 0.2]))
    def test_skins(self, name: str, edition: Edition, seed: int, blanks: float) -> None:
        """Every figure, title, agency and year are right, and there is nothing to report."""
        figures = random_figures(edition, seed, blanks)
        page = SKINS[name](document(edition, figures), TITLE)
        recognition = recognise(html.read(page.encode("gb18030" if seed % 2 else "utf-8")))
        assert recognition.report.figures() == figures
        assert recognition.problems == ()
        assert recognition.report.title == TITLE
        assert recognition.report.year == 2021
        overview = recognition.report.overview
        assert overview is not None
        assert overview.text == documents.PROSE

    @given(nasty())
    def test_round_trip(self, report: AnnualReport) -> None:
        """What `write` wrote comes back to the letter, whatever the prose."""
        assert lost(report, recognise(of(render(report, "html"))).report) == {}

    @pytest.mark.parametrize("file", PAGES, ids=[file.stem for file in PAGES])
    def test_corpus(self, file: Path) -> None:
        """Every figure of every page of the corpus is read."""
        got = score(read(file), expectation(file))
        assert got.silent == ()
        assert got.reported == ()


class TestEncodings:
    """Declarations are often wrong; the bytes are not."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", "nonsense", ""])
    def test_whatever_is_declared(self, encoding: str, declared: str) -> None:
        """GB18030 said to be UTF-8, the reverse, and a character of four bytes."""
        page = f'<meta charset="{declared}"><p>㴔溪县公开工作情况，数据截至年底。</p>'
        assert html.read(page.encode(encoding)).blocks[-1] == Paragraph(
            "㴔溪县公开工作情况，数据截至年底。"
        )

    def test_big5_is_believed(self) -> None:
        """Its bytes pass for GB18030, so nothing but the declaration tells it."""
        page = '<meta http-equiv=Content-Type content="text/html; charset=Big5"><p>政府信息公開</p>'
        assert html.read(page.encode("big5")).blocks == (Paragraph("政府信息公開"),)


class TestLines:
    """What is a line, a paragraph, a heading."""

    def test_white_space(self) -> None:
        """Breaks within the source are no space between characters, and are one between words."""
        assert lines("<p>公开\n   工作 <b>A</b>\n B&nbsp;&nbsp;C</p>") == ["公开工作 A B\xa0\xa0C"]

    def test_breaks(self) -> None:
        """An indent after a break begins a paragraph; else a sentence goes on."""
        long = "本年度共收到申请若干件，" * 5
        assert lines(f"<div>{long}<br>均已办结。<br>　　另起一段。<br><br>再起。</div>") == [
            f"{long}均已办结。",
            "另起一段。",
            "再起。",
        ]

    def test_headings(self) -> None:
        """By element, by number, or because the whole line is bold."""
        found = of(
            "<h2>某报告</h2><p><b>一、总体情况</b><p>（一）公开<p><strong>主动</strong><p>无。"
        )
        assert found.blocks == (
            Heading("某报告", 2),
            Heading("一、总体情况", 2),
            Heading("（一）公开", 3),
            Heading("主动", 3),
            Paragraph("无。"),
        )

    def test_raised_digits_stay_apart(self) -> None:
        """A footnote is no digit of the number before it, and what is struck out is gone."""
        assert cells(rows("12<sup>1</sup>", "12<del>5</del><s>6</s>", "H<sub>2</sub>O")) == [
            ["项", "12¹"],
            ["项", "12"],
            ["项", "H₂O"],
        ]

    def test_fields(self) -> None:
        """What was typed into a field is shown; what a button says is none of it."""
        field = '<input value="7"><input type=submit value="8"><input type="hidden" value="9">'
        assert cells(rows(field, "<input>"))[0] == ["项", "7"]

    @pytest.mark.parametrize(
        "hidden",
        [
            "<p hidden>9</p>",
            '<p style="color:red; DISPLAY : none">9</p>',
            '<p style="visibility:hidden">9</p>',
            "<script>9</script><style>9</style><noscript>9</noscript><nav>9</nav>",
            "<template><p>9</p></template><select><option>9</select><!-- 9 --><![if x]>",
        ],
    )
    def test_hidden(self, hidden: str) -> None:
        """What no visitor sees is not read."""
        assert lines(f"<p style='color:red'>公开。</p>{hidden}") == ["公开。"]


class TestFurniture:
    """What leads elsewhere is dropped; what tells something is not, wherever it stands."""

    def test_link_lists(self) -> None:
        """Menus, crumbs, related reports, tables of links; addresses in prose are prose."""
        link = '<a href="x">某局年度报告</a>'
        assert lines(
            f"<ul><li>{link}</ul><p>{link} | {link}</p><table><tr><td>{link}<td>{link}</table>"
            f"<table><tr><td>{link}<tr><td>{link}</table>"
            '<p>网址：<a href="x">http://a.invalid</a>、<a href="y">www.b.invalid</a></p>'
            '<p><a name="1">一、</a><a onclick="x()">总</a></p>'
        ) == ["网址：http://a.invalid、www.b.invalid", "一、总"]

    def test_linked_numbers_are_kept(self) -> None:
        """Figures that lead to lists of cases are figures."""
        linked = '<a href="x">12</a> <a href="y">34</a>'
        assert cells(rows(linked, linked)) == [["项", "12 34"]] * 2

    def test_outside_the_article(self) -> None:
        """Sentences, tables, numbered headings and the title are kept, lines of a footer not."""
        body = "<p>本年度公开工作情况良好。</p>" * 20
        assert lines(
            f"<title>某局2021年报告_站</title><div>某局</div><div>某局<br>2021年报告</div>"
            f"<div><div>{body}</div></div><div>六、其他</div><div>无其他事项。</div><div>备案号</div>"
        ) == ["某局", "2021年报告", *["本年度公开工作情况良好。"] * 20, "六、其他", "无其他事项。"]

    def test_title_of_the_head(self) -> None:
        """Sites state the title and the day in the head; the text may have neither."""
        assert of(
            '<title>某局2021年报告_站</title><meta name="PubDate" content="2022-01-18"><p>无。</p>'
        ).blocks == (
            Paragraph("发布日期：2022-01-18"),
            Heading("某局2021年报告", 1),
            Paragraph("无。"),
        )


class TestTables:
    """What is a table, and how its cells are merged."""

    def test_caption(self) -> None:
        """A caption belongs to its table, and is a line where there is no table but a layout."""
        assert table("<table><caption>表一</caption><tr><td>项<td>1</table>").caption == "表一"
        assert lines("<table><caption>表一</caption><tr><td>项</table>") == ["表一", "项"]

    def test_sections_and_headers(self) -> None:
        """Rows of head, body and foot are one table; header cells are known."""
        found = table("<table><thead><tr><th>项<th>数<tbody><tr><td>甲<td>1<tfoot><tr><td>乙<td>2")
        assert [cell.is_header for row in found.rows for cell in row] == [True] * 2 + [False] * 4

    def test_places(self) -> None:
        """Every cell says where it stands."""
        assert str(table(rows("1", "2")).rows[1][1].place) == "table 1, row 2, column 2"

    @pytest.mark.parametrize(
        ("spans", "kept"),
        [
            ("colspan=2", (1, 2)),
            ('colspan="2x" rowspan=" 1"', (1, 2)),
            ("colspan=999999999", (1, 2)),
            ("rowspan=99 colspan=2", (1, 2)),
            ("colspan=2 rowspan=0", (1, 2)),
        ],
    )
    def test_spans_are_bounded(self, spans: str, kept: tuple[int, int]) -> None:
        """They reach to the end of the table at most, however huge or odd."""
        cell = table(f"<table><tr><td>甲<td>1<tr><td {spans}>乙").rows[1][0]
        assert (cell.rowspan, cell.colspan) == kept

    @pytest.mark.parametrize("spans", ["colspan=3", "colspan=x", "rowspan=-1", ""])
    def test_spans_that_contradict_one_another(self, spans: str) -> None:
        """They say nothing: the table is ragged and has none; empty rows say nothing either."""
        found = table(f"<table><tr><td>甲<td>1<tr><td><tr><td {spans}>乙")
        assert found.is_ragged
        assert {cell.colspan for row in found.rows for cell in row} == {1}

    def test_nested(self) -> None:
        """A table that lays out the page goes, so does a frame, and a list within a cell is text."""
        inner = rows("1", "2")
        assert cells(f"<table><tr><td colspan=2><tr><td>边<td>{inner}</table>") == [
            ["项", "1"],
            ["项", "2"],
        ]
        assert cells(rows("<table><tr><td>1</table>", "<div>2</div><div>件</div>")) == [
            ["项", "1"],
            ["项", "2\n件"],
        ]

    def test_prose_in_cells(self) -> None:
        """Paragraphs in a cell are paragraphs of the page, unless a number stands beside them."""
        prose = f"<p>{'公开。' * 100}</p>"
        assert len(lines(f"<table><tr><td>左。<td>{prose}</table>")) == 2
        assert len(cells(rows("1", f"{prose}<td>2"))) == 2


class TestBounds:
    """Whatever the bytes, there is a report, a document or an error of ours, and soon."""

    @pytest.mark.parametrize(
        "page",
        [
            "<div>" * 1_000_000,
            "<table><tr><td>" * 300_000,
            "<a " + " ".join(f"x{n}=1" for n in range(30_000)) + ">",
            "<table>" + f"<tr>{'<td colspan=100>1' * 100}" * 50,
        ],
        ids=["depth", "tables", "attributes", "spans"],
    )
    def test_too_much(self, page: str) -> None:
        """A page that would take too long is refused before it is read."""
        start = time.process_time()
        with pytest.raises(LimitExceededError):
            of(page)
        assert time.process_time() - start < 5

    @pytest.mark.parametrize(
        "page", ["<div>" * 5_000, "<table><tr><td>" * 5_000, "<b><p>" * 5_000, "<font a=1>" * 5_000]
    )
    def test_deep_pages_are_read(self, page: str) -> None:
        """Nesting costs no stack."""
        assert lines(f"{page}深。") == ["深。"]

    def test_many_separators(self) -> None:
        """Much white space is no crowd of attributes."""
        assert lines(f"<p title='{' ' * 30_000}'>无。</p>") == ["无。"]

    @pytest.mark.parametrize(
        "page", ["<script>load()</script>", "<td>", "<table><tr><td><td></table>"]
    )
    def test_nothing(self, page: str) -> None:
        """A page without text says what may be the matter."""
        with pytest.raises(UnreadableError, match="no text"):
            of(page)

    @pytest.mark.parametrize(
        ("end", "is_cut"), [("</html>\n", False), ("<td>12", True), ("</t", True)]
    )
    def test_cut_pages(self, end: str, is_cut: bool) -> None:  # noqa: FBT001 - a case
        """A download that broke off may have broken off within a value."""
        assert of(f"<table><tr><td>项<td>1{end}").is_cut is is_cut

    @given(st.binary(max_size=400))
    def test_bytes(self, data: bytes) -> None:
        """Nothing but our own errors leaves the reader."""
        try:
            html.read(data)
        except GovinfoReportError:
            return

    @given(
        st.lists(
            st.sampled_from(
                sorted(
                    {
                        *"<>/=\"' 一1",
                        "table",
                        "tr",
                        "td",
                        "p",
                        "a",
                        "!--",
                        "select",
                        "svg",
                        "caption",
                        "b",
                        "tbody",
                        "colspan",
                    }
                ),
            ),
            max_size=80,
        ).map("".join)
    )
    def test_tag_soup(self, soup: str) -> None:
        """Nor for what resembles a page."""
        try:
            of(f"<{soup}")
        except GovinfoReportError:
            return

    def test_without_the_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The extra that brings it is named."""
        monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
        with pytest.raises(MissingExtraError, match=r"govinfo-report\[html\]"):
            of("<p>无。</p>")
