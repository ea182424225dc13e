"""Draw the pictures of the documentation: `python -m tests.pictures`, or `make pictures`.

The drawings are SVG and the same wherever they are made; what a browser shows needs Chromium and a
Chinese font. All are made by the library from the files under examples/, so that they show what is.
"""

import contextlib
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import Final, Literal
from unittest import mock

from playwright.sync_api import Page
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

from govinfo_report import AnnualReport, OutcomeCategory, read, render
from govinfo_report import check as findings_of
from govinfo_report.cli import run
from tests.browser import chromium
from tests.conftest import ROOT

FOLDER: Final = ROOT / "docs" / "pictures"
DISTRICT: Final = ROOT / "examples" / "district"
SLIP: Final = DISTRICT / "2024" / "transport.txt"

_CJK: Final = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC'"
_SANS: Final = f"system-ui, {_CJK}, sans-serif"
_MONO: Final = f"ui-monospace, Consolas, Menlo, 'DejaVu Sans Mono', {_CJK}, monospace"
_INK, _SOFT, _FAINT, _TINT, _PAPER = "#1f2933", "#52606d", "#8a94a0", "#f2f6fa", "#ffffff"
_COLOURS: Final = ("#0072b2", "#56b4e9", "#d55e00", "#e69f00", "#999999", "#cc79a7")
"""Told apart by those who see fewer colours, too (Okabe and Ito)."""
_DARK: Final = frozenset({"#0072b2", "#d55e00"})


def _tag(name: str, content: str = "", /, **attributes: object) -> str:
    """Return an element; underscores in names of attributes stand for hyphens."""
    written = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>"


def _text(x: float, y: float, text: str, **look: object) -> str:
    return _tag("text", escape(text), x=f"{x:g}", y=f"{y:g}", **{"fill": _INK} | look)


def _svg(width: int, height: int, title: str, parts: Iterable[str]) -> str:
    """Return a drawing with a title for those who cannot see it."""
    background = _tag("rect", width=width, height=height, rx=6, fill=_PAPER)
    return _tag(
        "svg",
        "\n".join(["", _tag("title", escape(title)), background, *parts, ""]),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        font_family=_SANS,
        font_size=13,
        role="img",
    )


# ── a chart ──────────────────────────────────────────────────────────────────────────────────


def overview(language: Literal["zh", "en"]) -> str:
    """Return a chart of how the requests of a few reports ended."""
    reports = [read(path).report for path in DISTRICT.glob("20*/*")]
    reports.sort(key=lambda report: (report.agency.name or "", report.year or 0))
    bars = [
        part for number, report in enumerate(reports) for part in _bar(report, 76 + 34 * number)
    ]
    title = {"en": "How the requests of three offices ended", "zh": "三个单位的申请办理结果"}[
        language
    ]
    names = [category.gloss if language == "en" else category.label for category in OutcomeCategory]
    return _svg(760, 90 + 34 * len(reports), title, [*_legend(title, names), *bars])


def _legend(title: str, names: Iterable[str]) -> Iterator[str]:
    yield _text(20, 30, title, font_size=16, font_weight=600)
    x = 20.0
    for name, colour in zip(names, _COLOURS, strict=True):
        yield _tag("rect", x=f"{x:g}", y=46, width=11, height=11, rx=3, fill=colour)
        yield _text(x + 16, 56, name, font_size=12)
        x += 32 + 6.4 * cell_len(name)


def _bar(report: AnnualReport, y: int) -> Iterator[str]:
    """Draw a bar of one report, a piece for each category in which a request ended."""
    scale, x = 19, 190
    yield _text(x - 10, y + 16, f"{report.agency.name} {report.year}", text_anchor="end")
    for category, colour in zip(OutcomeCategory, _COLOURS, strict=True):
        outcomes = category.outcomes(report.edition)
        count = sum(report.requests.outcomes[outcome].total or 0 for outcome in outcomes)
        if count:
            width = count * scale
            ink = _PAPER if colour in _DARK else _INK
            yield _tag("rect", x=x, y=y, width=width - 1, height=24, rx=3, fill=colour)
            yield _text(x + width / 2, y + 16, str(count), text_anchor="middle", fill=ink)
            x += width


# ── the design ───────────────────────────────────────────────────────────────────────────────

_BOXES: Final = (
    # x, y, width, height, name, what it is
    (20, 30, 150, 60, "bytes", "page, Word, PDF, text …"),
    (265, 30, 150, 60, "Document", "headings and tables"),
    (20, 130, 150, 60, "corrections", "the smallest that do"),
    (265, 130, 150, 60, "findings", "rule, figures, words"),
    (20, 230, 150, 60, "bytes", "page, Word, PDF, form …"),
    (265, 230, 150, 60, "Document", "the printed form"),
    (510, 30, 150, 260, "AnnualReport", "200 figures and prose"),
    (755, 30, 125, 60, "JSON", "and its schema"),
    (755, 130, 125, 60, "frames", "millions, in columns"),
    (755, 230, 125, 60, "other reports", "years, subordinates"),
)
_ARROWS: Final = (
    # from x, to x, y, the verb
    (170, 265, 60, "read"),
    (415, 510, 60, "recognise"),
    (510, 415, 160, "check"),
    (265, 170, 160, "localise"),
    (510, 415, 260, "compose"),
    (265, 170, 260, "write"),
    (660, 755, 60, "dumps, loads"),
    (660, 755, 160, "to_frame"),
    (660, 755, 260, "diff, series"),
)


def design() -> str:
    """Return the picture of the design: what turns into what, and by which verb."""
    title = "Bytes are read as a document and a report; a report is checked, and written as bytes"
    return _svg(900, 320, title, [*_arrows(), *_boxes()])


def _arrows() -> Iterator[str]:
    head = _tag("path", d="M0 0L8 4L0 8z", fill=_FAINT)
    size = {"refX": 8, "refY": 4, "markerWidth": 7, "markerHeight": 7}
    yield _tag("marker", head, id="tip", viewBox="0 0 8 8", orient="auto", **size)
    for start, end, y, verb in _ARROWS:
        gap = 4 if start < end else -4
        line = f"M{start + gap} {y}L{end - gap} {y}"
        yield _tag("path", d=line, stroke=_FAINT, stroke_width=1.5, marker_end="url(#tip)")
        middle = (start + end) / 2
        yield _text(middle, y - 8, verb, text_anchor="middle", font_size=12, fill=_COLOURS[0])


def _boxes() -> Iterator[str]:
    for x, y, width, height, name, what in _BOXES:
        size = {"width": width, "height": height}
        yield _tag("rect", x=x, y=y, rx=4, fill=_TINT, stroke=_COLOURS[0], **size)
        across, down = x + width / 2, y + height / 2
        yield _text(across, down - 3, name, text_anchor="middle", font_weight=600)
        yield _text(across, down + 16, what, text_anchor="middle", font_size=11, fill=_SOFT)


# ── a terminal ───────────────────────────────────────────────────────────────────────────────

_CELL, _LINE, _MARGIN = 8.4, 19, 16


def check(language: str) -> str:
    """Return what `check` prints of a report with a slip, as a terminal of 80 columns shows it."""
    command = f"check {SLIP.relative_to(ROOT).as_posix()} --lang {language}"
    console = Console(width=80, file=io.StringIO())
    shown = [Text(f"$ govinfo-report {command}"), *Text.from_ansi(_printed(command)).split()]
    drawn = [
        part
        for number, line in enumerate(shown)
        for part in _line(line.render(console), _MARGIN + (number + 0.75) * _LINE)
    ]
    width, height = round(80 * _CELL + 2 * _MARGIN), len(shown) * _LINE + 2 * _MARGIN
    frame = _tag("rect", width=width, height=height, rx=6, fill="#fbfbfb", stroke="#d0d7de")
    return _svg(width, height, f"What govinfo-report {command} prints", [frame, *drawn])


class _Screen(io.StringIO):
    """A terminal, as far as a program can tell."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def _printed(command: str) -> str:
    """Return what a terminal in colour is sent."""
    out = _Screen()
    settings = {"COLUMNS": "80", "TERM": "xterm-256color"}
    with mock.patch.dict(os.environ, settings), contextlib.chdir(ROOT):
        os.environ.pop("NO_COLOR", None)
        run(command.split(), io.BytesIO(), out, out)
    return out.getvalue().rstrip("\n")


def _line(segments: Iterable[Segment], y: float) -> Iterator[str]:
    """Draw a line; wide characters and narrow ones each in their cells, whatever the font."""
    cells = 0
    for text, style, _ in segments:
        for piece in re.findall(r"[\u2e80-\uffff]+|[^\u2e80-\uffff]+", text):
            width = cell_len(piece)
            if not piece.isspace():
                look = _look(style) | {"font_size": 14 if width == len(piece) else 16}
                place = {"textLength": f"{width * _CELL:g}", "xml:space": "preserve"}
                yield _text(_MARGIN + cells * _CELL, y, piece, font_family=_MONO, **place, **look)
            cells += width


def _look(style: Style | None) -> dict[str, object]:
    look: dict[str, object] = {}
    if style and style.color:
        look["fill"] = style.color.get_truecolor(DEFAULT_TERMINAL_THEME).hex
    if style and style.bold:
        look["font_weight"] = "bold"
    return look


# ── what a browser shows ─────────────────────────────────────────────────────────────────────


def report(page: Page) -> bytes:
    """Return the top of a report as a web page, with a slip marked."""
    slip = read(SLIP).report
    return _shot(page, render(slip, "html", findings=findings_of(slip)), 860, 1190, to="body")


def form(page: Page) -> bytes:
    """Return table three of the page to fill in, with the same slip."""
    return _shot(page, render(read(SLIP).report, "form"), 1480, 660, to="table >> nth=1")


def _shot(page: Page, html: str, width: int, height: int, to: str) -> bytes:
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(html)
    page.locator(to).first.evaluate("node => node.scrollIntoView()")
    return page.screenshot(animations="disabled", caret="hide")


DRAWINGS: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "overview.svg": lambda: overview("en"),
        "overview.zh-CN.svg": lambda: overview("zh"),
        "design.svg": design,
        "check.svg": lambda: check("en"),
        "check.zh-CN.svg": lambda: check("zh"),
    }
)
SHOTS: Final[Mapping[str, Callable[[Page], bytes]]] = MappingProxyType(
    {"report.png": report, "form.png": form}
)


def shots() -> dict[str, bytes]:
    """Return what a browser shows, by the name of the file."""
    with chromium() as browser:
        return {name: shot(browser.new_page()) for name, shot in SHOTS.items()}


if __name__ == "__main__":
    for name, drawing in DRAWINGS.items():
        (FOLDER / name).write_text(drawing(), encoding="utf-8")
    for name, picture in shots().items():
        (FOLDER / name).write_bytes(picture)
