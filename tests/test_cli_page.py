"""`check --format html`: one page of what was found, for a browser that need not be trusted."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest

from govinfo_report import Explanation, check, dumps, loads
from govinfo_report.cli import FAILED, FOUND, OK
from govinfo_report.cli.exchange import Checked
from govinfo_report.cli.page import page
from govinfo_report.errors import Language
from tests.test_cli import EXAMPLE, EXAMPLE_JSON, Result
from tests.test_exchange import BROKEN, MODULES, UNREAD

JS = MODULES.parent


class _Text(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        """Take the page apart."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data


def _hostile() -> Checked:
    """Return the example with markup and control characters wherever a report has a say."""
    assert BROKEN.reading is not None
    evil = "</style><script>alert(1)</script>\x1b"
    report = attrs.evolve(
        BROKEN.reading.report,
        agency=attrs.evolve(BROKEN.reading.report.agency, name=evil),
        problems=attrs.evolve(BROKEN.reading.report.problems, text="无<i>"),
        explanations=(Explanation("section-perfunctory", evil),),
    )
    reading = attrs.evolve(BROKEN.reading, report=report)
    return Checked(f"x{evil}", reading, tuple(check(report)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_of_a_report_becomes_markup(lang: Language) -> None:
    """No tag, no script, no address: what a report says is text; control characters are shown."""
    seen = _Text(page([_hostile(), BROKEN, UNREAD], lang))
    assert {tag for tag, _ in seen.tags}.isdisjoint({"script", "link", "img", "iframe", "i"})
    links = [
        value for _, has in seen.tags for name, value in has.items() if name in {"href", "src"}
    ]
    assert links == ["#file-1", "#file-2", "#file-3"]
    assert "<script>alert(1)</script>" in seen.text
    assert "\x1b" not in seen.text
    assert "url(" not in seen.text
    assert {value for tag, has in seen.tags if tag == "html" for value in has.values()} == {
        {"zh": "zh-CN", "en": "en"}[lang]
    }


def test_what_the_page_says(tmp_path: Path) -> None:
    """Findings with place and figures, the likeliest correction, answers of the organ."""
    report = loads(EXAMPLE_JSON.read_bytes())
    wrong = tmp_path / "wrong.json"
    wrong.write_bytes(dumps(report.with_figures({"requests.outcomes.not_held.natural_person": 8})))
    target = tmp_path / "page.html"
    arguments = ["check", str(wrong), "--format", "html", "--lang", "en"]
    result = Result(*arguments, "-o", str(target))
    assert (result.code, result.out) == (FOUND, "")
    html = target.read_text(encoding="utf-8")
    assert html == Result(*arguments, "-o", "-").out
    said = _Text(html).text
    assert "error requests-row-total" in said
    assert "likeliest correction: " in said
    assert "Files: 1. error 2, warning 0, note 0. Unreadable: 0." in said
    assert "<nav" not in html
    hostile = _Text(page([_hostile()], "en")).text
    assert "the organ explains: </style>" in hostile
    assert re.search(r"line \d+figures: requests\.received\.total", hostile)


def test_a_page_without_findings() -> None:
    """It says so, and the exit code is 0; a file that is no report makes it 2."""
    result = Result("check", str(EXAMPLE), "--format", "html")
    assert (result.code, "没有发现问题。" in result.out) == (OK, True)
    assert Result("check", "-", "--format", "html", stdin=b"no report").code == FAILED


def _pages() -> dict[str, str]:
    return {lang: page([_hostile(), BROKEN, UNREAD], lang) for lang in ("zh", "en")}


@pytest.mark.engine
def test_validator_finds_nothing(tmp_path: Path) -> None:
    """html-validate, with the rules of the standard, agrees with the page."""
    validate = MODULES / ".bin" / "html-validate"
    if not validate.exists():
        pytest.skip("needs the packages of tests/js")
    for name, html in _pages().items():
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    shutil.copy(JS / ".htmlvalidate.json", tmp_path)
    files = map(str, sorted(tmp_path.glob("*.html")))
    done = subprocess.run([validate, *files], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.engine
def test_axe_finds_nothing(tmp_path: Path) -> None:
    """WCAG 2.2 AA by axe in Chromium, light and dark, wide and narrow."""
    node = shutil.which("node")
    if node is None or not MODULES.is_dir():
        pytest.skip("needs the packages of tests/js")
    if shutil.which("chromium") is None:
        pytest.skip("needs chromium")
    for name, html in _pages().items():
        file = tmp_path / f"{name}.html"
        file.write_text(html, encoding="utf-8")
        printed = subprocess.check_output([node, JS / "audit.mjs", file], text=True)
        assert json.loads(printed) == []
