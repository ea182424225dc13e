"""The page to fill in, by itself: what it holds, and what nobody can put into it."""

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser

import pytest
from hypothesis import given

import govinfo_report as gr
from govinfo_report.formats import form as page
from tests import witness
from tests.reports import published

HOSTILE = "</script><img src=x onerror=alert(1)><!--"


class Elements(HTMLParser):
    """The elements of a page, each with its attributes and the text within."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        """Note that what follows is not within it."""
        self.found.append((f"/{tag}", {}, ""))

    def handle_data(self, data: str) -> None:
        """Add to the text of the element."""
        if self.found:
            tag, attrs, text = self.found.pop()
            self.found.append((tag, attrs, text + data))

    def named(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        """Return the elements of a name."""
        return [(attrs, text) for name, attrs, text in self.found if name == tag]


@given(published())
def test_the_page_gives_back_the_report_it_was_made_from(report: gr.AnnualReport) -> None:
    """`read` finds what `write` put in, whatever its texts are made of."""
    html = page.write(gr.dumps(report), edition=report.edition)
    assert gr.loads(page.read(html.encode())) == report


def test_the_page_is_read_as_what_it_holds() -> None:
    """`read` knows the form from a published page."""
    report = gr.AnnualReport("2021", year=2023).with_figures({"requests.received.total": 7})
    reading = gr.read(gr.render(report, "form").encode())
    assert (reading.format, reading.report) == ("form", report)


@pytest.mark.parametrize("edition", witness.FIGURES)
def test_the_page_needs_nothing_from_elsewhere(edition: str) -> None:
    """It works offline: no address in it, and its policy lets nothing else load or run."""
    html = page.write(gr.dumps(gr.AnnualReport(edition)), edition=edition)
    elements = Elements(html)
    assert not [attrs for _, attrs, _ in elements.found if {"src", "href"} & attrs.keys()]
    assert "http:" not in html
    assert "https:" not in html
    ((policy, _),) = [m for m in elements.named("meta") if "http-equiv" in m[0]]
    ((_, style),) = elements.named("style")
    *_, (_, script) = elements.named("script")
    hashes = [
        b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)
    ]
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}';"
        " base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_injected() -> None:
    """A hostile name and hostile prose stay text: the page has the elements it always has."""
    blank = gr.AnnualReport("2021")
    hostile = gr.AnnualReport(
        "2021",
        agency=gr.Agency(HOSTILE),
        title=HOSTILE,
        overview=gr.Section(HOSTILE, HOSTILE),
        extensions={HOSTILE: [HOSTILE]},
    )
    pages = [page.write(gr.dumps(report), edition="2021") for report in (blank, hostile)]
    tags = [[tag for tag, _, _ in Elements(html).found] for html in pages]
    assert tags[0] == tags[1]
    assert gr.loads(page.read(pages[1].encode())) == hostile


@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_begins_in_a_language(lang: gr.errors.Language, tag: str) -> None:
    """The language chosen is the document's, so that it is read out in the right one."""
    html = page.write(gr.dumps(gr.AnnualReport("2021")), edition="2021", lang=lang)
    assert re.search(f'<html lang="{tag}">', html)


def test_a_page_without_a_report() -> None:
    """A page that is none of ours is unreadable, and the error says what to do."""
    with pytest.raises(gr.UnreadableError, match="export the JSON"):
        page.read(b"<!doctype html><title>x</title>")


def test_every_label_has_an_english_gloss() -> None:
    """An English page shows no label in Chinese."""
    for edition in witness.FIGURES:
        tables = page._data(gr.Edition(edition))["tables"]
        glosses = [cell["label"][1] for rows in tables.values() for row in rows for cell in row]
        assert not [gloss for gloss in glosses if re.search("[一-鿿]", gloss)]
