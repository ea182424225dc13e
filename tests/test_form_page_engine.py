"""The page to fill in, in a real browser: by keyboard, by paste, and back into Python."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Page, expect

import govinfo_report as gr
from govinfo_report.formats import form as form_page
from tests.browser import chromium
from tests.reports import published

pytestmark = pytest.mark.engine

RECEIVED = "requests.received.natural_person"
TABLE_TWO = "\t12\t0\t3\r\n\t1,234\t２\t—\r\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Share one browser."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a new window with no draft, in which any error fails the test."""
    context = browser.new_context(locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    yield page
    context.close()
    assert errors == []


def show(page: Page, report: gr.AnnualReport, directory: Path) -> None:
    """Open the page of a report from a file, as a clerk does."""
    path = directory / "form.html"
    path.write_text(form_page.write(gr.dumps(report), edition=report.edition), encoding="utf-8")
    page.goto(path.as_uri())


def exported(page: Page) -> bytes:
    """Press the export button and return the file."""
    with page.expect_download() as download:
        page.click("#export")
    return Path(download.value.path()).read_bytes()


def figure(page: Page, path: str) -> str:
    """Return what stands in the input of a figure."""
    return page.input_value(f'[data-figure="{path}"]')


def paste(page: Page, path: str, text: str) -> None:
    """Put a text on the clipboard and paste it where a figure stands."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.focus(f'[data-figure="{path}"]')
    page.keyboard.press("Control+V")


def findings(page: Page) -> list[tuple[str, str]]:
    """Return the rule and the first figure of each finding that the page shows."""
    items = page.locator("#list li").all()
    return [
        (item.get_attribute("data-rule") or "", item.get_attribute("data-figure") or "")
        for item in items
    ]


def found(report: gr.AnnualReport) -> list[tuple[str, str]]:
    """Return the same as Python finds it."""
    return [(f.rule, f.figures[0]) for f in gr.check(report, rules="identities")]


def import_json(page: Page, data: bytes) -> None:
    """Give the page a file to import."""
    page.set_input_files(
        "#file", {"name": "report.json", "mimeType": "application/json", "buffer": data}
    )


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(report=published())
def test_the_page_agrees_with_python(page: Page, tmp_path: Path, report: gr.AnnualReport) -> None:
    """Any report shows the findings of `check` and comes back byte for byte as `dumps` has it."""
    show(page, report, tmp_path)
    assert findings(page) == found(report)
    assert exported(page) == gr.dumps(report)
    show(page, gr.AnnualReport(report.edition), tmp_path)
    import_json(page, gr.dumps(report, indent=2))
    expect(page.locator("#status")).to_have_text("已导入。")
    assert findings(page) == found(report)
    assert exported(page) == gr.dumps(report)
    page.evaluate("localStorage.clear()")


def test_filled_in_by_keyboard(page: Page, tmp_path: Path) -> None:
    """Arrows, Enter and Tab move as in a spreadsheet; a broken balance shows at once."""
    show(page, gr.AnnualReport("2021"), tmp_path)
    page.focus(f'[data-figure="{RECEIVED}"]')
    for key in ("5", "Enter", "2", "Tab", "1", "ArrowUp", "4", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "requests.received.business"
    page.keyboard.press("Shift+Enter")
    assert page.evaluate("document.activeElement.id") == "requests.received.business"
    assert figure(page, "requests.carried_over.natural_person") == "2"
    assert figure(page, "requests.carried_over.business") == "1"
    page.click("#zero")
    report = gr.loads(exported(page))
    assert report.requests.received == gr.ByApplicant.of(natural_person=5, business=4)
    assert findings(page) == found(report)
    assert ("requests-balance", RECEIVED) in findings(page)
    assert page.locator("#verdict").inner_text().startswith(f"{len(found(report))} 处不符")
    for column, count in (("natural_person", 7), ("business", 5), ("total", 12)):
        page.fill(f'[data-figure="requests.carried_forward.{column}"]', str(count))
    assert findings(page) == []
    assert gr.check(gr.loads(exported(page)), rules="identities") == []


def test_what_follows_is_offered_and_filled_in(page: Page, tmp_path: Path) -> None:
    """A blank that an identity determines shows its value, and a button writes it."""
    blank = gr.AnnualReport("2019")
    show(page, blank, tmp_path)
    row = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")
    for count, column in enumerate(row):
        page.fill(f'[data-figure="requests.received.{column}"]', str(count))
    total = page.locator('[data-figure="requests.received.total"]')
    assert total.get_attribute("placeholder") == "15"
    assert total.input_value() == ""
    page.click("#fill")
    assert total.input_value() == "15"
    assert gr.loads(exported(page)) == blank.with_figures(
        {f"requests.received.{column}": count for count, column in enumerate(row)}
        | {"requests.received.total": 15}
    )


def test_a_block_is_pasted_from_a_spreadsheet(page: Page, tmp_path: Path) -> None:
    """A block lands cell by cell, separators, full width and dashes read as the library does."""
    show(page, gr.AnnualReport("2021"), tmp_path)
    paste(
        page, "proactive.regulations.issued", TABLE_TWO.replace("\t", "", 1).replace("\n\t", "\n")
    )
    report = gr.loads(exported(page))
    assert report.proactive[gr.ProactiveItem.REGULATIONS] == {
        "issued": 12,
        "repealed": 0,
        "in_force": 3,
    }
    assert report.proactive[gr.ProactiveItem.NORMATIVE_DOCUMENTS] == {
        "issued": 1234,
        "repealed": 2,
        "in_force": None,
    }
    paste(page, "disputes.litigation_after_reconsideration.pending", "1\t2\t3")
    assert "1" in page.locator("#status").inner_text()
    assert figure(page, "disputes.litigation_after_reconsideration.total") == "2"


def test_what_is_no_figure_is_not_exported(page: Page, tmp_path: Path) -> None:
    """A wrong entry is marked where it stands, and nothing is exported until it is corrected."""
    show(page, gr.AnnualReport("2019"), tmp_path)
    entries = {
        "requests.received.total": "-1",
        "proactive.licensing.change": "1.5",
        "proactive.procurement.amount": "1e3",
    }
    for path, typed in entries.items():
        page.fill(f'[data-figure="{path}"]', typed)
    page.click("#export")
    assert page.locator("#status").inner_text() == "请先改正标出的内容"
    assert page.evaluate("document.activeElement.id") == "requests.received.total"
    assert page.locator('td input[aria-invalid="true"]').count() == len(entries)
    page.fill('[data-figure="requests.received.total"]', "")
    page.fill('[data-figure="proactive.licensing.change"]', "-3")
    page.fill('[data-figure="proactive.procurement.amount"]', "059237.24490")
    report = gr.loads(exported(page))
    assert report.figure("proactive.licensing.change") == -3
    assert str(report.figure("proactive.procurement.amount")) == str(Decimal("59237.24490"))


@pytest.mark.parametrize(
    ("typed", "is_fit"),
    [
        ("9007199254740991", True),
        ("9007199254740991.000", True),
        ("9007199254740990.9", True),
        ("9007199254740991.0001", False),
        ("9007199254740992", False),
        ("10000000000000000", False),
        ("0.0000000001", True),
        ("0.1234567890123456", True),
        ("0.12345678901234567", False),
    ],
)
def test_the_largest_amount_is_the_same_as_in_python(
    page: Page, tmp_path: Path, typed: str, *, is_fit: bool
) -> None:
    """An amount is held against 2^53 - 1 by its digits, not as a rounded double."""
    show(page, gr.AnnualReport("2019"), tmp_path)
    page.fill('[data-figure="proactive.procurement.amount"]', typed)
    assert (page.locator('td input[aria-invalid="true"]').count() == 0) == is_fit
    report = gr.AnnualReport("2019")
    if is_fit:
        report = report.with_figures({"proactive.procurement.amount": Decimal(typed)})
        assert exported(page) == gr.dumps(report)
    else:
        with pytest.raises(gr.GovinfoReportError):
            report.with_figures({"proactive.procurement.amount": Decimal(typed)})


def test_prose_and_metadata(page: Page, tmp_path: Path) -> None:
    """Prose takes what a report may hold, normalised to NFC; metadata only what they may be."""
    show(page, gr.AnnualReport("2021"), tmp_path)
    page.fill('[data-path="year"]', "１２")
    page.click("#export")
    assert page.locator("#status").inner_text() == "请先改正标出的内容"
    page.fill('[data-path="year"]', "2023")
    page.fill('[data-path="agency.name"]', "某市e\u0301局")
    page.select_option('[data-path="agency.kind"]', "department")
    page.fill('[data-path="published"]', "2024-01-31")
    page.fill('[data-path="preface"]', '<b>"=1+1"\\\n第二段😀𠮷')
    page.click("#overview > .section > .add")
    page.keyboard.type("主动公开")
    page.fill("#overview .below textarea", "a\nb")
    page.click("#overview .below .add")
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#overview .below .below button:not(.add)")
    assert exported(page) == gr.dumps(
        gr.AnnualReport(
            "2021",
            year=2023,
            agency=gr.Agency("某市é局", "department"),
            published="2024-01-31",
            preface='<b>"=1+1"\\\n第二段😀𠮷',
            overview=gr.Section(subsections=(gr.Section("主动公开", "a\nb"),)),
        )
    )


def test_the_draft_is_kept_until_it_is_discarded(page: Page, tmp_path: Path) -> None:
    """What was typed is there again when the page is opened again, on this computer alone."""
    report = gr.AnnualReport("2021")
    show(page, report, tmp_path)
    page.fill(f'[data-figure="{RECEIVED}"]', "5")
    page.reload()
    assert figure(page, RECEIVED) == "5"
    assert page.locator("#status").inner_text() == "已恢复上次的草稿。"
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#discard")
    assert figure(page, RECEIVED) == ""
    page.evaluate("window.onpagehide = null")
    assert exported(page) == gr.dumps(report)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "JSON"),
        (b"\xff", "JSON"),
        (b'{"year":1,"year":2}', "year"),
        (gr.dumps(gr.AnnualReport("2019")), "/edition"),
        (gr.dumps(gr.AnnualReport("2021")).replace(b'"year"', b'"yaer"'), "/yaer: 未知的键"),
        (gr.dumps(gr.AnnualReport("2021")).replace(b'"year":null', b'"year":12'), "/year"),
        (
            gr.dumps(gr.AnnualReport("2021")).replace(b'"upheld":null', b'"upheld":-1'),
            "/disputes/reconsideration/upheld",
        ),
        (b"[" * 100, "JSON"),
    ],
)
def test_what_is_no_report_is_refused(
    page: Page, tmp_path: Path, data: bytes, message: str
) -> None:
    """An import is as strict as `loads`: it says what is wrong and where, and changes nothing."""
    report = gr.AnnualReport("2021", year=1999)
    show(page, report, tmp_path)
    import_json(page, data)
    expect(page.locator("#status")).to_contain_text(message)
    assert exported(page) == gr.dumps(report)
    with pytest.raises(gr.DecodeError):
        gr.loads(data if b"2019" not in data else b"{}")


def test_the_other_language(page: Page, tmp_path: Path) -> None:
    """A button turns the page into English and back, and nothing typed is lost."""
    show(page, gr.AnnualReport("2021"), tmp_path)
    page.fill(f'[data-figure="{RECEIVED}"]', "5")
    before = page.locator("main").inner_text()
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "natural person" in page.locator("main").inner_text()
    page.click("#language")
    assert page.locator("main").inner_text() == before
    assert figure(page, RECEIVED) == "5"
