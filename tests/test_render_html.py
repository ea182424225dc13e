"""A report becomes a page that is valid, accessible, inert, and reads back."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given

from govinfo_report import AnnualReport, Edition, Section, check
from govinfo_report.document import Bars, Cell, Document, Heading, Mark, Paragraph, Table
from govinfo_report.errors import UnrenderableError
from govinfo_report.formats import html
from govinfo_report.layout.compose import compose
from govinfo_report.layout.recognise import recognise
from govinfo_report.rendering import render
from tests.conftest import ROOT
from tests.printed import NASTY, PROSE, lost, nasty
from tests.reports import fewer

JS = ROOT / "tests" / "js"
CHROMIUM = "/usr/bin/chromium"
HOSTILE = (
    '"><script>alert(1)</script>',
    "</title></style></p></article><img src=x onerror=alert(1)>",
    "]]><svg onload=alert(1)>",
    "javascript:alert(1)",
    "' onmouseover='alert(1)",
)


class _Tags(HTMLParser):
    """Collect the names of elements and of attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.referred: set[str] = set()
        self.cells: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.attributes |= found.keys()
        if name := found.get("id"):
            self.ids.append(name)
        for attribute in ("headers", "aria-describedby", "aria-labelledby"):
            self.referred |= {*(found.get(attribute) or "").split()}
        self.referred |= {(found.get("href") or "").removeprefix("#")} - {""}
        if figure := found.get("data-figure"):
            self.cells[figure] = found.get("headers") or ""


@fewer(3)
@given(nasty(PROSE))
def test_round_trip(report: AnnualReport) -> None:
    """What is printed comes back: figures, title, agency, year, preface, prose with subsections."""
    document = html.outlined(render(report, "html", findings=check(report)))
    assert document is not None
    assert lost(report, recognise(document).report) == {}


@fewer(3)
@given(nasty(PROSE))
def test_a_fragment_carries_the_document(report: AnnualReport) -> None:
    """Spans, headers, captions and figure paths come back too, under whatever level."""
    document = compose(report)
    assert html.outlined(html.write(document, page=False, top=3, id_prefix="x1")) == document


@pytest.mark.parametrize("page", [True, False])
def test_nothing_is_injected(page: bool) -> None:  # noqa: FBT001 - pytest gives it
    """Hostile prose adds no element and no attribute to those of a page without any."""
    text = "\n".join((*HOSTILE, *NASTY))
    line = text.replace("\n", " ")
    plain = AnnualReport("2021", title="x", overview=Section("x", "x", (Section("x", "x"),)))
    hostile = AnnualReport(
        "2021", title=line, overview=Section(line, text, (Section(line, text),)), preface=text
    )
    mine = _Tags(render(hostile, "html", page=page))
    bare = _Tags(render(plain, "html", page=page))
    assert (mine.tags, mine.attributes, mine.ids) == (bare.tags, bare.attributes, bare.ids)
    assert not mine.tags & {"script", "img", "iframe", "link"}


def test_nothing_is_injected_by_what_is_drawn_or_marked() -> None:
    """Titles and labels of the drawing, and remarks, are text like any other."""
    for text in HOSTILE:
        page = html.write(
            Document((Table(((Cell(text, is_header=True), Cell(text, figure=text)),), text),)),
            bars=[Bars(text, ((text, 1), (text, None)))],
            marks=[Mark((text,), text, text), Mark((), "x", text)],
        )
        assert _Tags(page).tags >= {"table", "td", "li"}
        assert not _Tags(page).tags & {"script", "img"}
        assert not {name for name in _Tags(page).attributes if name.startswith("on")}


def test_every_figure_names_its_headers() -> None:
    """WCAG 1.3.1: 1.属于国家秘密 of natural persons hangs together with all labels that lead there."""
    page = _Tags(render(AnnualReport("2021"), "html"))
    texts = dict(
        re.findall(r'<th id="([^"]+)"[^>]*>([^<]*)<', render(AnnualReport("2021"), "html"))
    )
    labels = {path: [texts[i] for i in ids.split()] for path, ids in page.cells.items()}
    assert labels["requests.outcomes.state_secret.business"] == [
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
        "申请人情况",
        "法人或其他组织",
        "商业企业",
    ]
    assert labels["proactive.fees.amount"] == [
        "行政事业性收费",
        "第二十条第（八）项",
        "本年收费金额（单位：万元）",
    ]
    assert labels["disputes.litigation_after_reconsideration.total"] == [
        "行政诉讼",
        "复议后起诉",
        "总计",
    ]
    assert len(labels) == 200


@fewer(5)
@given(nasty(PROSE))
def test_ids_are_unique_and_lead_somewhere(report: AnnualReport) -> None:
    """No id stands twice on a page, and none is referred to in vain."""
    page = _Tags(render(report, "html", findings=check(report)))
    assert len({*page.ids}) == len(page.ids)
    assert page.referred <= {*page.ids}


@pytest.mark.parametrize("edition", Edition)
def test_page_needs_nothing_from_elsewhere(edition: Edition) -> None:
    """No script, no style sheet, picture or font that would have to be fetched."""
    page = render(AnnualReport(edition), "html")
    assert not _Tags(page).attributes & {"src", "href", "srcset", "action"}
    assert "url(" not in page
    assert "@import" not in page
    assert all(
        name.startswith("gir-")
        for group in re.findall(r'class="([^"]*)"', page)
        for name in group.split()
    )


def test_findings_are_marked_on_their_cells() -> None:
    """The cells of a broken identity refer to the finding that is listed below."""
    report = AnnualReport("2021").with_figures(
        {
            f"disputes.reconsideration.{n}": 1
            for n in ("upheld", "corrected", "other", "pending", "total")
        }
    )
    (finding,) = check(report, rules=["disputes-total"])
    page = render(report, "html", findings=[finding], lang="en")
    assert page.count('aria-describedby="gir-m1"') == 5
    assert (
        '<li id="gir-m1" class="gir-error"><a href="#gir-disputes-reconsideration-total">' in page
    )
    assert finding.message("en").split()[0] in page


def test_overview_says_what_it_draws() -> None:
    """The counts stand beside the bars and in a table; a blank is called one."""
    report = AnnualReport("2021").with_figures(
        {"requests.received.business": 7, "requests.outcomes.not_held.total": 3}
    )
    page = render(report, "html")
    assert '<th scope="row">商业企业</th><td>7</td>' in page
    assert '<th scope="row">无法提供</th><td>3</td>' in page
    assert '<th scope="row">自然人</th><td>空白</td>' in page
    assert "<svg" not in render(report, "html", bars=False)


def test_overrides() -> None:
    """Adopters bring labels, style and frame of their own."""
    page = render(
        AnnualReport("2021", overview=Section("", "$x")),
        "html",
        labels={"自然人": "Natural person", "一、总体情况": "1. Overview"},
        css=".gir-line { color: red; }",
        frame="<!DOCTYPE html><title>$title</title><style>$style</style>$body",
    )
    assert "Natural person" in page
    assert "1. Overview" in page
    assert "color: red" in page
    assert ">$x<" in page
    assert page.startswith("<!DOCTYPE html><title>政府信息公开工作年度报告</title><style>.gir-body")


@pytest.mark.parametrize(
    ("blocks", "options"),
    [
        ((Paragraph("\x00"),), {}),
        ((), {"css": "</style>"}),
        ((), {"id_prefix": "1"}),
        ((), {"id_prefix": 'x"'}),
        ((), {"frame": "$title $body $name"}),
        ((), {"frame": "$body for $5"}),
        ((), {"frame": "<body>{{ body }}</body>"}),
    ],
)
def test_what_html_cannot_carry(blocks: tuple[Paragraph, ...], options: dict[str, str]) -> None:
    """Control characters, a style that ends early and ids that are none are refused."""
    with pytest.raises(UnrenderableError, match=r"^html cannot carry"):
        html.write(Document(blocks), **options)  # type: ignore[arg-type]


def test_headers_at_the_top_are_repeated_on_every_page() -> None:
    """Only headers that stand at the top alone are a `thead`: table two begins anew four times."""
    page = render(AnnualReport("2021"), "html", bars=False)
    tables = page.split("<table")[1:]
    assert [table.count("<thead>") for table in tables] == [0, 1, 1]
    assert [table.count("<tbody>") for table in tables] == [4, 1, 1]
    assert all(table.count("</tbody>") == table.count("<tbody>") for table in tables)
    assert "<tbody>" not in html.write(Document((Table(()),)), page=False)


def test_deep_headings() -> None:
    """HTML has six levels of headings; what is deeper says its level by role."""
    page = html.write(Document((Heading("x", 7),)), page=False)
    assert '<div class="gir-heading gir-level-7" role="heading" aria-level="7">x</div>' in page


@pytest.mark.parametrize("inside", ["<td>x</td>", "<td>x</p>", "<tr><td rowspan=a>x</td>", "<![x"])
def test_damaged_pages(inside: str) -> None:
    """A page of ours that was damaged is read like any other."""
    assert html.outlined(f'<article data-gir="1">{inside}</article>') is None


@pytest.mark.parametrize("text", ["", "<article>x</article>", '<p data-gir="1">x</p>'])
def test_other_pages_are_not_taken_for_ours(text: str) -> None:
    """Only what `write` has written is taken at its word."""
    assert html.outlined(text) is None


def _tool(name: str) -> str:
    """Return the path of a tool that the page is held against, or skip."""
    path = shutil.which("node") if name == "node" else str(JS / "node_modules" / ".bin" / name)
    if path is None or not Path(path).exists() or not (JS / "node_modules").is_dir():
        pytest.skip(f"needs {name}: Node.js, and npm ci --prefix tests/js")
    return path


def _pages() -> dict[str, str]:
    """Return pages of every kind: blank, marked, hostile, and with each edition's tables."""
    text = "\n".join((*HOSTILE, *(t for t in NASTY if "\r" not in t)))
    line = text.replace("\n", " ")
    hostile = AnnualReport("2021", title=line, overview=Section(line, text, (Section(line, text),)))
    broken = AnnualReport("2019").with_figures(
        dict.fromkeys((p for p in AnnualReport("2019").figures() if "requests" in p), 1)
    )
    return {
        "blank": render(AnnualReport("2021"), "html"),
        "marked": render(broken, "html", findings=check(broken)),
        "hostile": render(hostile, "html"),
        "form": render(broken, "form"),
        "blank form": render(AnnualReport("2021"), "form", lang="en"),
    }


@pytest.mark.engine
def test_validator_finds_nothing(tmp_path: Path) -> None:
    """html-validate, with the rules of the standard, agrees with every page."""
    validate = _tool("html-validate")
    for name, page in _pages().items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8", newline="")
    shutil.copy(JS / ".htmlvalidate.json", tmp_path)
    done = subprocess.run(
        [validate, *map(str, sorted(tmp_path.glob("*.html")))],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.engine
def test_axe_finds_nothing(tmp_path: Path) -> None:
    """WCAG 2.2 AA by axe in Chromium, light and dark, wide and narrow; nothing runs or is fetched."""
    node = _tool("node")
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Chromium: the Debian package chromium")
    for name, page in _pages().items():
        file = tmp_path / f"{name}.html"
        file.write_text(page, encoding="utf-8", newline="")
        printed = subprocess.check_output([node, str(JS / "audit.mjs"), str(file)], text=True)
        assert json.loads(printed) == [], name
