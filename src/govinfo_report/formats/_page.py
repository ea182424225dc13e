"""Read web pages as government sites serve them: what a visitor would read, and no more.

Lexbor builds the tree as browsers do. Of what surrounds the text, only what the page itself shows
to be no part of it is dropped: see docs/reading-web-pages.md.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

import msgspec
from msgspec.structs import replace

from govinfo_report._text import compact
from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Place, Table
from govinfo_report.errors import Bilingual, LimitExceededError, MissingExtraError, UnreadableError
from govinfo_report.formats._cells import Raw, area, require_few, tabled
from govinfo_report.formats._flow import Group, Item, Line, article, grouped, is_sentence
from govinfo_report.formats._lines import level_of, may_head, told

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_TAGS: Final = 50_000
MAX_ATTRIBUTES: Final = 1_000
"""Lexbor takes time by the square of the depth, and of the attributes of one tag."""
_FEW_SEPARATORS: Final = 20_000
"""With no more than these on a page, the attributes of one tag cannot be too many."""
_SEPARATORS: Final = b" \t\n\r\f/\"'"
_CROWDED: Final = re.compile(
    r"<[A-Za-z][^\s/>]*+(?:[\s/]++|=?[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+|=)"
    rf"{{{2 * MAX_ATTRIBUTES}}}"
)
_FORMATTING: Final = re.compile(
    rb"<(/?)(?=(?:[abisu]|big|code|em|font|nobr|small|strike|strong|tt)[\s/>])", re.IGNORECASE
)
"""What browsers repeat in every paragraph until it is closed, however often that is."""

_DROPPED: Final = frozenset({
    "-comment", "applet", "aside", "audio", "button", "canvas", "del", "embed", "frameset",
    "head", "iframe", "math", "nav", "noframes", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea", "video", "x-s", "x-strike",
})  # fmt: skip
_GROUPS: Final = frozenset({
    "article", "blockquote", "body", "caption", "center", "details", "dialog", "div", "dl",
    "fieldset", "figure", "footer", "form", "header", "hgroup", "html", "main", "menu",
    "ol", "section", "table", "tbody", "td", "tfoot", "th", "thead", "ul",
})  # fmt: skip
_LISTS: Final = frozenset({"dl", "menu", "ol", "ul"})
_BLOCKS: Final = _GROUPS | frozenset({
    "address", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "legend",
    "li", "p", "pre", "summary", "tr",
})  # fmt: skip
_LEVELS: Final[Mapping[str, int]] = MappingProxyType({f"h{level}": level for level in range(1, 7)})
_CELLS: Final = frozenset({"td", "th"})
_HOLDING: Final = frozenset({"div", "p", "span", "x-font"})
"""What adds nothing to the one text within it."""
_ACTING: Final = _BLOCKS | frozenset({"br", "input", "sub", "sup", "x-a", "x-b", "x-strong"})
"""What does more than to hold words."""
_TYPED: Final = frozenset({"", "text", "number"})
_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_HIDING_WORDS: Final = (b"hidden", b"display", b"mso-hide")
_MAY_HIDE: Final = '[hidden],[style*="display" i],[style*="hid" i]'
"""Selects every element that is hidden, and others."""
_RAISED: Final[Mapping[str, Mapping[int, str]]] = MappingProxyType(
    {
        "sup": dict(zip(range(0x30, 0x3A), "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)),
        "sub": dict(zip(range(0x30, 0x3A), "₀₁₂₃₄₅₆₇₈₉", strict=True)),
    }
)
"""A raised digit must not become one of the number before it."""
_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff\u2018-\u201d"
_BROKEN: Final = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])")
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_INDENTS: Final = ("\u3000", "\u00a0\u00a0")
_ADDRESS: Final = re.compile(r"https?:|www\.|@")

_META: Final = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_HEAD: Final = 4096
_DATES: Final = ("pubdate", "firstpublishedtime")
_DATE: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_TITLE_PARTS: Final = re.compile(r"\s*[_|–—-]+\s*")
_DIGITS: Final = re.compile(r"\s*([0-9]{1,9})")
_MAX_SPAN: Final = 65_534
_LONGEST_TITLE: Final = 500
_TITLE_LEVELS: Final = (1, 2)
_BOLD_LEVEL: Final = 3


def declared(data: bytes) -> str | None:
    """Return the encoding that a page says it is in."""
    match = _META.search(data[:_HEAD].decode("latin-1"))
    return match[1] if match else None


def page(text: str, *, is_cut: bool = False) -> Document:
    """Return what a page says; raise `UnreadableError` if that is nothing."""
    data = text.encode(errors="replace")
    tree = _parsed(text, data)
    shown = _Walker(_hidden(tree, data)).walk(cast("LexborNode", tree.root))
    meta = _meta(tree)
    titles = _titles(tree, meta)
    if not shown.size:
        raise UnreadableError(
            Bilingual(
                "网页没有文字；内容可能由脚本或附件提供，请保存正文或附件后再读取",
                "the page has no text; scripts or attachments may bring it: save and read those",
            )
        )
    items = _kept(shown, titles)
    blocks = tuple(_placed((*_stated(meta, titles, items), *_blocks(items))))
    # Whoever cuts a page within a value leaves no tag behind it.
    return Document(blocks, is_cut or not text.rstrip().endswith(">"))


def _parsed(text: str, data: bytes) -> "LexborHTMLParser":
    """Return the tree of a page, given as text and in UTF-8, unless building it takes too long."""
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise MissingExtraError("HTML", "html") from error
    if text.count("<") > MAX_TAGS:
        raise LimitExceededError(
            Bilingual(f"网页超过 {MAX_TAGS} 个标签", f"the page has more than {MAX_TAGS} tags")
        )
    separators = len(data) - len(data.translate(None, _SEPARATORS))
    if separators > _FEW_SEPARATORS and _CROWDED.search(text):
        raise LimitExceededError(
            Bilingual(
                f"网页有标签超过 {MAX_ATTRIBUTES} 个属性",
                f"a tag of the page has more than {MAX_ATTRIBUTES} attributes",
            )
        )
    return LexborHTMLParser(_FORMATTING.sub(rb"<\1x-", data))


class _Frame(msgspec.Struct):
    """An element that is still open, with what it holds so far."""

    items: list[Item] = []
    rows: list[list[Raw]] = []
    caption: str = ""


class _Walker(msgspec.Struct):
    """Collect what a tree shows, in reading order."""

    hidden: frozenset[int]
    """The memory of each element that is not shown."""
    frames: list[_Frame] = msgspec.field(default_factory=lambda: [_Frame()])
    pieces: list[str] = []
    level: int = 0
    open_links: int = 0
    open_bold: int = 0
    raised: str | None = None
    links: int = 0
    linked: int = 0
    is_bold: bool = True
    is_broken: bool = False
    cells: int = 0

    def walk(self, node: "LexborNode") -> Group:
        """Return all that is shown; without recursion, as pages nest as deep as they like."""
        above: list[tuple[LexborNode, str]] = []
        while True:
            tag = node.tag or ""
            if tag == "-text":
                self._say(node.text_content or "")
            elif not self._is_passed(tag, node):
                if tag in _ACTING:
                    self._open(tag, node)
                if (below := node.child) is not None:
                    above.append((node, tag))
                    node = below
                    continue
                if tag in _ACTING:
                    self._close(tag, node)
            while (after := node.next) is None:
                if not above:
                    self._end_line()
                    return grouped(self.frames[0].items)
                node, tag = above.pop()
                if tag in _ACTING:
                    self._close(tag, node)
            node = after

    def _is_passed(self, tag: str, node: "LexborNode") -> bool:
        """Say whether there is nothing left to see within an element."""
        if tag in _CELLS and self._is_plain_cell(tag, node):
            return True
        return tag in _DROPPED or (bool(self.hidden) and node.mem_id in self.hidden)

    def _is_plain_cell(self, tag: str, node: "LexborNode") -> bool:
        """Take a cell that holds one text and nothing else, as most do; say whether it is one."""
        if self.hidden or self.open_links or self.raised:
            return False
        below = node.child
        while below is not None and below.next is None and below.tag in _HOLDING:
            below = below.child
        if below is None or below.next is not None or below.tag != "-text":
            return False
        self._end_line()
        text = _shown(below.text_content or "").strip()
        self._place_cell(tag, node, [Line(text, self.level, self.open_bold > 0)] if text else [])
        return True

    def _open(self, tag: str, node: "LexborNode") -> None:
        """Take note of what an element does to the words within it."""
        if tag in _BLOCKS:
            self._end_line()
            if tag in _LEVELS:
                self.level = _LEVELS[tag]
            elif tag in _GROUPS:
                self.frames.append(_Frame())
            elif tag == "tr":
                self.frames[-1].rows.append([])
            return
        match tag:
            case "br":
                self._end_line(is_broken=True)
            case "input":
                self._say(_typed(node))
            case "x-a":
                self.open_links += _is_link(node)
                self.links += _is_link(node)
            case "x-b" | "x-strong":
                self.open_bold += 1
            case _:  # sup and sub
                self.raised = tag

    def _close(self, tag: str, node: "LexborNode") -> None:
        if tag in _BLOCKS:
            self._end_line()
            if tag in _LEVELS:
                self.level = 0
            elif tag in _GROUPS:
                self._place(tag, node, self.frames.pop())
            return
        match tag:
            case "x-a":
                self.open_links -= _is_link(node)
            case "x-b" | "x-strong":
                self.open_bold -= 1
            case "sup" | "sub":
                self.raised = None

    def _place(self, tag: str, node: "LexborNode", frame: _Frame) -> None:
        """Put what an element holds where it belongs."""
        outer = self.frames[-1]
        match tag:
            case "td" | "th":
                self._place_cell(tag, node, frame.items)
            case "tbody" | "thead" | "tfoot":
                outer.rows += frame.rows
            case "caption":
                outer.caption = " ".join(line.text for line in grouped(frame.items).lines())
            case "table":
                outer.items += self._table(frame)
            case _:
                group = grouped(frame.items)
                if not group.is_link_list(1 if tag in _LISTS else 2):
                    outer.items += (group,) if len(group.items) > 1 else group.items

    def _place_cell(self, tag: str, node: "LexborNode", items: Sequence[Item]) -> None:
        said = node.attributes
        down, right = _span(said.get("rowspan")), _span(said.get("colspan"))
        self.frames[-1].rows[-1].append(Raw(grouped(items), down, right or 1, tag == "th"))

    def _table(self, frame: _Frame) -> Iterator[Item]:
        items = [*tabled(frame.rows, frame.caption)]
        self.cells += sum(area(item) for item in items if isinstance(item, Table))
        require_few(self.cells)
        group = grouped(items)
        if not group.has_table and frame.caption:
            yield Line(frame.caption)
        if not group.is_link_list():
            yield group

    def _say(self, text: str) -> None:
        if self.raised:
            text = text.translate(_RAISED[self.raised])
        self.pieces.append(text)
        if said := len(text.strip()):
            self.is_bold = self.is_bold and self.open_bold > 0
            if self.open_links and not _ADDRESS.search(text):
                self.linked += said

    def _end_line(self, *, is_broken: bool = False) -> None:
        """Put the words since the last line into a line of their own."""
        if not self.pieces and not self.links:
            self.is_broken = False
            return
        has_text = self._has_line()
        self.pieces, self.links, self.linked, self.is_bold = [], 0, 0, True
        self.is_broken = is_broken and has_text

    def _has_line(self) -> bool:
        """Say whether the words make a line, and put it where it belongs."""
        shown = _shown("".join(self.pieces))
        text = shown.strip()
        if not text:
            return False
        goes_on = self.is_broken and not shown.lstrip(" ").startswith(_INDENTS)
        line = Line(text, self.level, self.is_bold, goes_on, self.links, self.linked)
        if not line.is_link_list:
            self.frames[-1].items.append(line)
        return True


def _shown(text: str) -> str:
    """Return a text with its white space as browsers show it."""
    if text.isprintable() and "  " not in text:  # as in most cells
        return text
    return _SPACE.sub(" ", _BROKEN.sub("", text))


def _hidden(tree: "LexborHTMLParser", data: bytes) -> frozenset[int]:
    """Return the memory of each element that is not shown, however its page goes on."""
    folded = data.lower()
    if not any(word in folded for word in _HIDING_WORDS):
        return frozenset()
    return frozenset(node.mem_id for node in tree.css(_MAY_HIDE) if _is_hidden(node))


def _is_hidden(node: "LexborNode") -> bool:
    said = node.attributes
    return "hidden" in said or _HIDING.search(said.get("style") or "") is not None


def _is_link(node: "LexborNode") -> bool:
    """Say whether an anchor leads anywhere, rather than being led to."""
    return not node.attributes.keys().isdisjoint({"href", "onclick"})


def _typed(node: "LexborNode") -> str:
    """Return what stands in a field."""
    said = node.attributes
    return (said.get("value") or "") if (said.get("type") or "").lower() in _TYPED else ""


def _span(said: str | None) -> int:
    """Return how far a cell reaches: digits that something follows count, as in browsers."""
    if said is None or said == "1":
        return 1
    match = _DIGITS.match(said)
    return min(int(match[1]), _MAX_SPAN) if match else 1


def _titles(tree: "LexborHTMLParser", meta: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the head of a page says its title to be, the likeliest first."""
    title = tree.css_first("title")
    whole = title.text()[:_LONGEST_TITLE] if title is not None else ""
    found = (
        meta.get("articletitle", "")[:_LONGEST_TITLE],
        _TITLE_PARTS.split(whole.strip())[0],
        whole,
    )
    return tuple(said for text in found if (said := compact(text)))


def _meta(tree: "LexborHTMLParser") -> Mapping[str, str]:
    """Map what the head states to its values; the names are those the state prescribes to sites."""
    said = (node.attributes for node in tree.css("meta[name]"))
    return {(each["name"] or "").lower(): each.get("content") or "" for each in said}


def _kept(shown: Group, titles: Sequence[str]) -> list[Line | Table]:
    """Return the article; and of what surrounds it the title, tables, headings and sentences."""
    inside = {id(item) for item in article(shown).walk()}
    items = [*shown.walk()]
    said = ["" if isinstance(item, Table) else compact(item.text) for item in items]
    told: set[int] = set()
    for i, (one, other) in enumerate(zip(said, [*said[1:], ""], strict=True)):
        told |= {i} if _tells(one, titles) else {i, i + 1} if _tells(one + other, titles) else set()
    return [
        item
        for i, item in enumerate(items)
        if id(item) in inside
        or i in told
        or isinstance(item, Table)
        or is_sentence(item.text)
        or level_of(item.text)
    ]


def _tells(said: str, titles: Sequence[str]) -> bool:
    """Say whether a line is the title of the page, which its head may lengthen by half."""
    return any(said in title and len(title) <= 2 * len(said) for title in titles)


def _stated(
    meta: Mapping[str, str], titles: Sequence[str], items: Iterable[Line | Table]
) -> Iterator[Block]:
    """Yield what only the head of a page says: the day, and the title if the text has none."""
    stated = (_DATE.match(meta.get(name, "")) for name in _DATES)
    if day := next((day[0] for day in stated if day), None):
        yield Paragraph(f"发布日期：{day}")
    lines = [item for item in items if isinstance(item, Line)]
    said = [compact(line.text) for line in lines]
    is_told = any(line.level in _TITLE_LEVELS for line in lines) or any(
        _tells(text, titles) for text in (*said, *map(str.__add__, said, said[1:]))
    )
    if titles and not is_told:
        yield Heading(titles[0], 1)


def _blocks(items: Iterable[Line | Table]) -> Iterator[Block]:
    """Yield the blocks, lines that a break alone parts being put together where they belong so."""
    waiting: list[tuple[str, Place]] = []
    for item in items:
        if waiting and not (isinstance(item, Line) and item.goes_on):
            yield from told(waiting)
            waiting = []
        if isinstance(item, Table):
            yield item
        elif may_head(item.text) and (item.level or item.is_bold):
            yield from told(waiting)
            waiting = []
            yield Heading(item.text, level_of(item.text) or item.level or _BOLD_LEVEL)
        else:
            waiting.append((item.text, Place()))
    yield from told(waiting)


def _placed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, each cell with its place."""
    number = 0
    for block in blocks:
        if isinstance(block, Table):
            number += 1
            yield replace(
                block,
                rows=tuple(
                    tuple(
                        Cell(
                            cell.text,
                            cell.rowspan,
                            cell.colspan,
                            cell.is_header,
                            place=Place(table=number, row=r, column=c),
                        )
                        for c, cell in enumerate(row, 1)
                    )
                    for r, row in enumerate(block.rows, 1)
                ),
                place=Place(table=number),
            )
        else:
            yield block
