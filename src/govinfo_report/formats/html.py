"""HTML: a fragment to embed, or a page of its own, without script or anything from elsewhere.

Every class begins with `gir-`. What `write` writes says so on its `article`, and `outlined` reads
that again to the letter; what is only shown beside the report is of the class `gir-extra`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from importlib.resources import files
from string import Template
from typing import Final, TypeAlias

from govinfo_report.document import Bars, Block, Cell, Document, Heading, Mark, Paragraph, Table
from govinfo_report.errors import Bilingual, UnrenderableError
from govinfo_report.formats._carried import all_texts, require_no_controls
from govinfo_report.formats._decoding import decoded
from govinfo_report.formats._grid import header_rows, kept_rows
from govinfo_report.formats._headers import Placed, placed
from govinfo_report.formats._page import declared, page

FRAME: Final = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
$style
</style>
</head>
<body class="gir-body">
<main>
$body
</main>
</body>
</html>
"""
"""The page around the fragment, with places for `$title`, `$style` and `$body`."""

_NAME: Final = "html"
_DEEPEST: Final = 6
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_ESCAPED: Final = str.maketrans(_ESCAPES)
_UNSAFE: Final = re.compile(f"[{''.join(_ESCAPES)}]")
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_STYLE_END: Final = Bilingual("样式中含有 </", "there is a </ in the style")
_BAD_ID: Final = Bilingual(
    "id 前缀须以拉丁字母开头，只含字母、数字、- 和 _",
    "a prefix of ids starts with a letter and holds only letters, digits, - and _",
)
_PLACES: Final = {"title", "style", "body"}
_BAD_FRAME: Final = Bilingual(
    "页面框架须有 $body，可有 $title、$style，其余的 $ 须写成 $$",
    "a frame has the place $body, and may have $title and $style; write any other $ as $$",
)
_WORDS: Final = {
    "overview": "概览",
    "findings": "校验结果",
    "blank": "空白",
    "count": "数量",
    "item": "项目",
}

_Row: TypeAlias = tuple[tuple[str | None, int, int, bool, str | None], ...]


def read(data: bytes) -> Document:
    """Return what a web page says, in whatever encoding; what `write` wrote to the letter.

    Raise `UnreadableError` if that is nothing, `LimitExceededError` for a page that would take too
    long to read.
    """
    text, is_cut = decoded(data, declared(data))
    return outlined(text) or page(text, is_cut=is_cut)


def stylesheet() -> str:
    """Return the style of the classes, for whoever embeds fragments: serve it with the page."""
    return files("govinfo_report.formats").joinpath("report.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _style() -> str:
    return stylesheet()


def write(  # noqa: PLR0913 - one argument an option
    document: Document,
    *,
    page: bool = True,
    bars: Sequence[Bars] = (),
    marks: Sequence[Mark] = (),
    css: str = "",
    frame: str = FRAME,
    id_prefix: str = "gir",
    top: int = 1,
) -> str:
    """Return a document as a page, or as a fragment to embed.

    `bars` are drawn before the first part, `marks` set on their cells and listed below. `css` is
    added to the style of a page and `frame` replaces `FRAME`. A fragment has no style of its own,
    see `stylesheet`; `id_prefix` keeps the ids of several apart, `top` is the level of its first
    heading. Raise `UnrenderableError` for control characters, a prefix that is none, a style
    that would end early, and a frame without a place for the document or with unknown ones.
    """
    require_no_controls(all_texts(document), _NAME)
    if not _ID.fullmatch(id_prefix):
        raise UnrenderableError(_NAME, id_prefix, _BAD_ID)
    if "</" in css:
        raise UnrenderableError(_NAME, css, _STYLE_END)
    body = "".join(_fragment(document, bars, marks, id_prefix, top))
    if not page:
        return body
    title = next((b.text for b in document.blocks if isinstance(b, Heading)), "")
    style = _style() + css
    around = Template(frame)
    if not around.is_valid() or not {"body"} <= {*around.get_identifiers()} <= _PLACES:
        raise UnrenderableError(_NAME, frame, _BAD_FRAME)
    return around.substitute(title=_safe(title), style=style, body=body)


def _safe(text: str) -> str:
    """Return a text as content or as the value of an attribute."""
    return text.translate(_ESCAPED) if _UNSAFE.search(text) else text


def _fragment(
    document: Document, bars: Sequence[Bars], marks: Sequence[Mark], prefix: str, top: int
) -> Iterator[str]:
    kind = ' data-gir="1"' if document.is_outlined else ""
    yield f'<article class="gir-report" lang="zh-CN"{kind}>\n'
    tables = 0
    has_bars = not bars
    for block in document.blocks:
        match block:
            case Heading(text, level):
                if level > 1 and not has_bars:
                    yield from _overview(bars, prefix)
                    has_bars = True
                yield _heading(text, level, top)
            case Paragraph(text):
                yield f'<p class="gir-line">{_safe(text)}</p>\n'
            case _:
                tables += 1
                yield from _table(block, f"{prefix}-t{tables}", marks, prefix)
    yield from _findings(marks, prefix)
    yield "</article>"


def _heading(text: str, level: int, top: int) -> str:
    deep = level + top - 1
    name = f"gir-heading gir-level-{level}"
    if deep > _DEEPEST:
        return f'<div class="{name}" role="heading" aria-level="{deep}">{_safe(text)}</div>\n'
    return f'<h{deep} class="{name}">{_safe(text)}</h{deep}>\n'


def _table(table: Table, name: str, marks: Sequence[Mark], prefix: str) -> Iterator[str]:
    """Yield a table: what is the same in all reports comes from the cache."""
    shape = tuple(
        tuple(
            (c.text if c.is_header else None, c.rowspan, c.colspan, c.is_header, c.figure)
            for c in row
        )
        for row in table.rows
    )
    pieces = _pieces(shape, table.caption, name)
    cells = [cell for row in table.rows for cell in row if not cell.is_header]
    marked = _marked(marks, prefix)
    for piece, cell in zip(pieces, cells, strict=False):
        yield piece
        if cell.figure in marked:
            yield marked[cell.figure]
        yield f">{_safe(cell.text)}"
    yield pieces[-1]


def _marked(marks: Sequence[Mark], prefix: str) -> Mapping[str | None, str]:
    """Map each figure that is marked to the attributes of its cell."""
    found: dict[str, list[int]] = {}
    for number, mark in enumerate(marks, 1):
        for figure in mark.figures:
            found.setdefault(figure, []).append(number)
    return {
        figure: f' id="{_anchor(figure, prefix)}"'
        f' class="gir-marked gir-{_safe(marks[numbers[0] - 1].severity)}"'
        f' data-gir-marks="{"".join(f"[{n}]" for n in numbers)}"'
        f' aria-describedby="{" ".join(f"{prefix}-m{n}" for n in numbers)}"'
        for figure, numbers in found.items()
    }


def _anchor(figure: str, prefix: str) -> str:
    """Return the id of the cell of a figure."""
    return f"{prefix}-{_safe(figure.replace('.', '-'))}"


@lru_cache(maxsize=64)
def _pieces(shape: tuple[_Row, ...], caption: str, name: str) -> tuple[str, ...]:
    """Return a table cut where each value goes: right before the `>` of its cell's tag."""
    table = Table(tuple(tuple(Cell(t or "", r, c, h, f) for t, r, c, h, f in row) for row in shape))
    cells, heads, kept = placed(table), header_rows(table), kept_rows(table)
    names: dict[tuple[int, int], str] = {}
    used = {id(label) for row in cells for each in row for label in each.labels}
    for row in cells:
        for each in row:
            if id(each) in used:
                names[each.row, each.column] = f"{name}-{len(names) + 1}"
    written = [
        (
            f'<section class="gir-scroll" tabindex="0" aria-label="{_safe(caption)}">\n'
            f'<table class="gir-table">\n<caption class="gir-unseen">{_safe(caption)}</caption>\n'
        )
    ]
    pieces = []
    was_data, closing = False, ""
    for number, row in enumerate(cells):
        is_data = not all(each.cell.is_header for each in row)
        if not closing or number == heads or (was_data and not is_data):
            group = "thead" if number < heads else "tbody"
            written.append(f"{closing}<{group}>\n")
            closing = f"</{group}>\n"
        was_data = is_data
        written.append('<tr class="gir-kept">' if number in kept else "<tr>")
        for each in row:
            written.append(_opening(each, names, is_data=is_data))
            if not each.cell.is_header:
                pieces.append("".join(written))
                written = ["</td>"]
        written.append("</tr>\n")
    written.append(f"{closing}</table>\n</section>\n")
    return (*pieces, "".join(written))


def _opening(each: Placed, names: Mapping[tuple[int, int], str], *, is_data: bool) -> str:
    """Return a header cell, or the tag of another without its `>`."""
    cell = each.cell
    spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1)
    spans += f' colspan="{cell.colspan}"' * (cell.colspan > 1)
    if not cell.is_header:
        headers = " ".join(names[label.row, label.column] for label in each.labels)
        figure = f' data-figure="{_safe(cell.figure)}"' if cell.figure else ""
        return f'<td{spans}{figure} headers="{headers}"' if headers else f"<td{spans}{figure}"
    if name := names.get((each.row, each.column)):
        scope = "row" if is_data else "col"
        return f'<th id="{name}" scope="{scope}"{spans}>{_safe(cell.text)}</th>'
    return f'<td class="gir-corner"{spans}>{_safe(cell.text)}</td>'


_WIDTH: Final = 300
_BAR_ROW: Final = 38


def _overview(bars: Sequence[Bars], prefix: str) -> Iterator[str]:
    """Yield the bars, each drawing with its numbers beside them and once more as a table."""
    label = _WORDS["overview"]
    yield f'<section class="gir-extra gir-overview" aria-label="{label}">\n'
    for number, chart in enumerate(bars, 1):
        title = _safe(chart.title)
        most = max((count or 0 for _, count in chart.bars), default=0) or 1
        yield (
            f'<figure class="gir-figure"><figcaption id="{prefix}-b{number}" class="gir-caption">'
            f'{title}</figcaption>\n<svg class="gir-bars" aria-hidden="true" focusable="false" '
            f'viewBox="0 0 {_WIDTH} {_BAR_ROW * len(chart.bars)}">\n'
        )
        for place, (name, count) in enumerate(chart.bars):
            y = place * _BAR_ROW
            width = round((count or 0) / most * _WIDTH, 1)
            shown = _WORDS["blank"] if count is None else count
            yield (
                f'<text x="0" y="{y + 14}">{_safe(name)}</text>'
                f'<text x="{_WIDTH}" y="{y + 14}" text-anchor="end">{shown}</text>'
                f'<rect class="gir-track" x="0" y="{y + 19}" width="{_WIDTH}" height="10"/>'
                f'<rect class="gir-bar" x="0" y="{y + 19}" width="{width}" height="10"/>\n'
            )
        yield f'</svg>\n<table class="gir-unseen" aria-labelledby="{prefix}-b{number}">\n'
        yield (
            f'<thead><tr><th scope="col">{_WORDS["item"]}</th>'
            f'<th scope="col">{_WORDS["count"]}</th></tr></thead>\n<tbody>\n'
        )
        for name, count in chart.bars:
            shown = _WORDS["blank"] if count is None else count
            yield f'<tr><th scope="row">{_safe(name)}</th><td>{shown}</td></tr>\n'
        yield "</tbody></table>\n</figure>\n"
    yield "</section>\n"


def _findings(marks: Sequence[Mark], prefix: str) -> Iterator[str]:
    if not marks:
        return
    label = _WORDS["findings"]
    yield f'<section class="gir-extra gir-findings" aria-label="{label}">\n'
    yield f'<p class="gir-caption">{label}</p>\n<ol>\n'
    for number, mark in enumerate(marks, 1):
        text = _safe(mark.text)
        if mark.figures:
            text = f'<a href="#{_anchor(mark.figures[0], prefix)}">{text}</a>'
        yield f'<li id="{prefix}-m{number}" class="gir-{_safe(mark.severity)}">{text}</li>\n'
    yield "</ol>\n</section>\n"


def outlined(text: str) -> Document | None:
    """Return what a page or fragment says that `write` has written, none for any other."""
    if 'data-gir="1"' not in text:
        return None
    teller = _Teller()
    try:
        teller.feed(text)
        teller.close()
    except (
        AssertionError,
        LookupError,
        ValueError,
    ):  # it was damaged, and is a page like any other
        return None
    return Document(tuple(teller.blocks), is_outlined=True) if teller.blocks else None


_LEVEL: Final = re.compile(r"gir-level-([0-9]{1,4})")


class _Teller(HTMLParser):
    """Collect the blocks of what `write` has written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] | None = None
        self._rows: list[list[Cell]] = []
        self._caption = ""
        self._within: list[str] = []
        self._extra: int | None = None
        self._attributes: Mapping[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        names = found.get("class", "").split()
        if tag == "article" and found.get("data-gir") == "1":
            self._within = [tag]
            return
        if not self._within:
            return
        self._within.append(tag)
        if self._extra is None and "gir-extra" in names:
            self._extra = len(self._within)
        elif tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        if self._extra is None and (
            tag in {"td", "th", "caption"} or {*names} & {"gir-line", "gir-heading"}
        ):
            self._text = []
            self._attributes = found

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if not self._within:
            return
        depth = len(self._within)
        self._within.pop()
        if self._extra is not None:
            self._extra = None if self._extra == depth else self._extra
            return
        if self._text is not None:
            self._tell(tag, "".join(self._text), self._attributes)
            self._text = None
        elif tag == "table":
            rows = tuple(tuple(row) for row in self._rows)
            self.blocks.append(Table(rows, self._caption))

    def _tell(self, tag: str, text: str, attributes: Mapping[str, str]) -> None:
        if tag in {"td", "th"}:
            self._rows[-1].append(
                Cell(
                    text,
                    int(attributes.get("rowspan", "1")),
                    int(attributes.get("colspan", "1")),
                    is_header="data-figure" not in attributes,
                    figure=attributes.get("data-figure"),
                )
            )
        elif tag == "caption":
            self._caption = text
        elif level := _LEVEL.search(attributes["class"]):
            self.blocks.append(Heading(text, int(level[1])))
        else:
            self.blocks.append(Paragraph(text))
