"""Measure how long a page takes to be a report, against what parsing it alone takes.

The first page, of 80 kB, is made here, as an organ's site serves a report that was exported from
Word: a style on every cell, paragraph and run. The others are of the corpus. The parser's own time
is given twice: building its tree, and handing that tree over to Python, a node at a time, which is
the least that any reader takes that asks the parser for more than all text in one piece.
"""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from time import process_time

import html5lib
import lxml.html
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from govinfo_report import read
from govinfo_report.document import Cell, Document, Heading, Table
from govinfo_report.formats import html
from govinfo_report.layout import cells, labels, numbers
from govinfo_report.layout.compose import compose
from govinfo_report.layout.recognise import recognise

ROUNDS = 40
ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus" / "files"
EXAMPLE = read(ROOT / "examples" / "huangpu-2021.json").report
PAGES = ("h01", "h02", "h04", "h13")
MENU = ("首页", "新闻动态", "政务公开", "办事服务", "互动交流", "专题专栏", "数据开放", "走进本区")
CELL = "border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt"
SPACED = "text-align:center;line-height:16.0pt"
RUN = "font-size:10.5pt;font-family:宋体"


def page(document: Document) -> str:
    """Return a document as a site serves what Word has exported."""
    title, *rest = document.blocks
    assert isinstance(title, Heading)
    menu = "".join(
        f'<li class="nav-item"><a href="/{i}/index.html" target="_blank" title="{name}">{name}</a>'
        f'<ul class="sub">{f"<li><a href=/{i}/{name}.html>{name}</a></li>" * 6}</ul></li>'
        for i, name in enumerate(MENU)
    )
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title.text}</title>'
        f'<meta name="ArticleTitle" content="{title.text}">'
        '<meta name="PubDate" content="2022-01-20">'
        f"<style>{'p.MsoNormal{margin:0cm;text-align:justify} ' * 20}</style>"
        f'<script src="/js/jquery.js"></script></head><body><div class="top"><ul>{menu}</ul></div>'
        '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>'
        f'<div class="main"><h1>{title.text}</h1>'
        f'<div class="TRS_Editor">{"".join(_said(rest))}</div>'
        f'</div><div class="footer"><p>{"<a href=/about.html>关于我们</a> | " * 6}</p>'
        "<p>主办：某区人民政府办公室　网站标识码：9900260001</p></div></body></html>"
    )


def _said(blocks: list[object]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
            yield f'<table class="MsoNormalTable" style="{CELL}"><tbody>{rows}</tbody></table>'
        else:
            text = escape(block.text)  # type: ignore[attr-defined]
            said = f"<b>{text}</b>" if isinstance(block, Heading) else text
            indent = "text-indent:21.0pt"
            yield f'<p class="MsoNormal" style="{indent}"><span style="{RUN}">{said}</span></p>'


def _cell(cell: Cell) -> str:
    text = escape(cell.text) or "&nbsp;"
    return (
        f'<td width="77" rowspan="{cell.rowspan}" colspan="{cell.colspan}" style="{CELL}">'
        f'<p class="MsoNormal" style="{SPACED}"><span style="{RUN}">{text}</span></p></td>'
    )


def handed_over(data: bytes) -> int:
    """Build the tree and ask for each node that is shown: tag, text, and the spans of cells."""
    size = 0
    node = LexborHTMLParser(data).body
    for each in () if node is None else node.traverse(include_text=True):
        tag = each.tag
        if tag == "-text":
            size += len(each.text_content or "")
        elif tag in {"td", "th"}:
            size += len(each.attributes)
    return size


def forget() -> None:
    """Forget every text that was ever read, as in a process that has read nothing yet."""
    for module in (cells, labels, numbers):
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and value.cache_parameters()["maxsize"]:
                value.cache_clear()


def milliseconds(action: Callable[..., object], *given: object, is_cold: bool = False) -> float:
    """Return what a call takes of the processor, the least of many."""
    taken = []
    for _ in range(ROUNDS):
        if is_cold:
            forget()
        start = process_time()
        action(*given)
        taken.append(process_time() - start)
    return min(taken) * 1e3


def measure(name: str, data: bytes) -> None:
    """Print what each step takes on a page."""
    document = html.read(data)
    bare = milliseconds(LexborHTMLParser, data)
    handed = milliseconds(handed_over, data)
    reader = milliseconds(html.read, data)
    warm, cold = (milliseconds(recognise, document, is_cold=is_cold) for is_cold in (False, True))
    print(f"{name}, {len(data) / 1e3:.0f} kB: Lexbor {bare:.2f} ms, handing over {handed:.2f} ms")
    for said, layout in (("warm", warm), ("cold", cold)):
        whole = reader + layout
        print(
            f"  {said}: to document {reader:.2f} ms, to report {layout:.2f} ms,"
            f" {whole / bare:.1f} times Lexbor,"
            f" {whole / handed:.1f} times handing over"
        )


made = page(compose(EXAMPLE)).encode()
assert (
    recognise(html.read(made)).report.figures()
    == read(ROOT / "examples" / "huangpu-2021.json").report.figures()
)
measure("made page", made)
for stem in PAGES:
    measure(stem, (CORPUS / f"{stem}.html").read_bytes())
text = made.decode()
for name, peer in (
    ("lxml.html", lxml.html.document_fromstring),
    ("Beautiful Soup on lxml", lambda each: BeautifulSoup(each, "lxml")),
    ("html5lib", html5lib.parse),
):
    print(f"{name}, the tree of the made page alone: {milliseconds(peer, text):.2f} ms")
