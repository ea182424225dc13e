"""The documentation as a site: built without a warning, no link broken, every rule found."""

import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

import govinfo_report
from govinfo_report import RULES, form
from tests.browser import chromium
from tests.conftest import ROOT

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder with the pages; a warning fails."""
    pytest.importorskip("sphinx", reason="needs sphinx, of the dependency group docs")
    folder = tmp_path_factory.mktemp("site")
    command = (sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html")
    done = subprocess.run(
        [*command, "-d", folder / "doctrees", ROOT / "docs", folder / "html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "html"


def _pages(site: Path) -> dict[Path, LexborHTMLParser]:
    return {path: LexborHTMLParser(path.read_text("utf-8")) for path in site.rglob("*.html")}


def _links(page: LexborHTMLParser) -> Iterator[str]:
    """Yield what a page refers to: pages, places in them, pictures, styles and scripts."""
    for node in page.css("[href], [src]"):
        link = node.attributes.get("href") or node.attributes.get("src")
        if link:
            yield link


def test_no_link_is_broken(site: Path) -> None:
    """Every link leads to a file of the site, and to a place that it has; nothing is fetched."""
    pages = _pages(site)
    places = {path: {node.id for node in page.css("[id]")} for path, page in pages.items()}
    broken, elsewhere, within = [], set(), 0
    for path, page in pages.items():
        for link in _links(page):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                elsewhere.add(link)
                continue
            within += 1
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            place = unquote(parts.fragment)
            if not target.is_file() or (place and place not in places.get(target, {place})):
                broken.append((path.relative_to(site).as_posix(), link))
    assert broken == []
    assert within > 1_000
    assert {urlsplit(link).scheme for link in elsewhere} == {"https"}
    fetched = {node for page in pages.values() for node in page.css("[src], link[rel=stylesheet]")}
    assert not elsewhere & {
        node.attributes.get("src") or node.attributes.get("href") for node in fetched
    }


def test_every_public_name_has_one_place(site: Path) -> None:
    """The inventory, which other projects link to, has each name once, under the shop window."""
    from sphinx.util.inventory import InventoryFile  # a group that make test does without

    inventory = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="")
    known = Counter(
        name for kind, names in inventory.data.items() if kind[:3] == "py:" for name in names
    )
    public = {f"govinfo_report.{name}" for name in govinfo_report.__all__}
    assert {name: known[name] for name in public} == dict.fromkeys(public, 1)


def test_search_finds_every_rule(site: Path) -> None:
    """By its id and by its Chinese sentence, or half of it, the first result is the rule itself."""
    missed = []
    with chromium() as browser:
        page = browser.new_page()
        page.goto((site / "search.html").as_uri())
        page.wait_for_function("Search.hasIndex()")
        for rule in RULES.values():
            half = rule.sentence.zh[: len(rule.sentence.zh) // 2 + 1]
            for query in (rule.id, rule.sentence.zh, half, rule.sentence.en):
                results = page.evaluate(
                    "query => Search._performSearch(...Search._parseQuery(query))", query
                )
                # The best result stands last: `_displayNextItem` takes it from there.
                if not results or results[-1][5] + results[-1][2] != f"rules.md#{rule.id}":
                    missed.append((query, results[-1:]))
    assert missed == []


def test_texts_are_cut_alike_for_index_and_query(site: Path) -> None:
    """What the builder puts into the index is what the browser looks up, word by word."""
    split = runpy.run_path(str(ROOT / "docs" / "conf.py"))["SearchPairs"]({}).split
    sentences = [text for rule in RULES.values() for text in (rule.id, *rule.sentence)]
    texts = [
        *sentences,
        "第3条，国办函〔2020〕109号 `x_1`é",
        "密",
        "a国b",
        "",
        "〇一",
        "ＡＢ１２，！",
    ]
    with chromium() as browser:
        page = browser.new_page()
        page.goto((site / "search.html").as_uri())
        assert page.evaluate("texts => texts.map(splitQuery)", texts) == [split(t) for t in texts]


def test_search_finds_the_words_of_the_form(site: Path) -> None:
    """Whatever the form prints, typed by a reader into the page, leads to where it is explained."""
    figures = form("2021").figures.values()
    labels = sorted({label.zh for figure in figures for label in figure.labels})
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(5_000)
        for label in [*labels[::3], "集中采购", "三安全", "reconsideration"]:
            page.goto(f"{(site / 'search.html').as_uri()}?q={quote(label)}")
            page.wait_for_selector('ul.search a[href^="form.html"]')
