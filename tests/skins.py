"""Reports as the pages of government sites: the same content under the skins that sites give it."""

from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import Final

from govinfo_report.document import Cell, Document, Heading, Paragraph, Table

Skin = Callable[[Document, str], str]

_MENU: Final = (
    '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>'
    '<li><a href="/nb/">政府信息公开年报</a></li></ul>'
)
_RELATED: Final = (
    '<div class="related"><h3>相关链接</h3><ul>'
    '<li><a href="1.html">某局2018年政府信息公开工作年度报告</a></li></ul></div>'
)
_FOOTER: Final = (
    '<div class="footer"><p>主办：某局　网站标识码：9900261</p><p>您是第128,261位访客</p></div>'
)
_SCRIPT: Final = '<script>var total="总计";if(1<2){document.write("<td>1</td>")}</script>'


def _spans(cell: Cell) -> str:
    return f' rowspan="{cell.rowspan}" colspan="{cell.colspan}"'


def _word(text: str) -> str:
    return f"<p class=MsoNormal align=center><span lang=EN-US>{text}<o:p></o:p></span></p>"


def _body(
    document: Document,
    *,
    cell: Callable[[str], str] = str,
    line: Callable[[str], str] = "<p>　　{}</p>\n".format,
    ends: bool = True,
) -> str:
    """Return the blocks of a document below its title."""
    said = []
    for block in document.blocks[1:]:
        match block:
            case Heading(text):
                said.append(line(f"<b>{escape(text)}</b>"))
            case Paragraph(text):
                said.append(line(escape(text)))
            case Table():
                rows = "".join(
                    "<tr>"
                    + "".join(
                        f"<td{_spans(each)}>{cell(escape(each.text) or '&nbsp;')}{'</td>' * ends}"
                        for each in row
                    )
                    + "</tr>" * ends
                    for row in block.rows
                )
                said.append(f"<table border=1>{rows}</table>")
    return "".join(said)


def _page(title: str, body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head>"
        f"<body>{body}{_SCRIPT}</body></html>"
    )


def plain(document: Document, title: str) -> str:
    """Return nothing but the report."""
    return _page(title, f"<h1>{title}</h1>{_body(document)}")


def zoom(document: Document, title: str) -> str:
    """Put menus, crumbs and related reports around `div#zoom`, and the title in the head alone."""
    return _page(
        f"{title}_某局",
        f'{_MENU}<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/nb/">年报</a></div>'
        f'<div class="article"><div>字体：[<a>大</a> <a>小</a>]　浏览次数：<span>1024</span></div>'
        f'<div id="zoom">{_body(document)}</div></div>{_RELATED}{_FOOTER}',
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2022-01-18 09:00">',
    )


def editor(document: Document, title: str) -> str:
    """Return TRS_Editor: styles within the text, an element a paragraph, hidden marks."""
    return _page(
        title,
        f'{_MENU}<div class="title">{title}</div><div class="TRS_Editor"><style>.x{{}}</style>'
        f'<span style="display: none">隐藏。99</span>'
        f"{_body(document, line='<div>{}</div>'.format)}</div>{_FOOTER}",
    )


def ucap(document: Document, title: str) -> str:
    """Return UCAPCONTENT, with nothing closed that need not be."""
    return _page(
        title,
        f'<div class="BreadcrumbNav">首页&gt;年报</div><div id="UCAP-CONTENT"><h2>{title}</h2>'
        f"{_body(document, line='<p>{}'.format, ends=False)}</div>{_FOOTER}",
    )


def layout_table(document: Document, title: str) -> str:
    """Return a page laid out by tables, line breaks for paragraphs, upper case."""
    return (
        f"<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY><TABLE><TR><TD colSpan=3>&nbsp;</TD></TR>"
        f"<TR><TD><TABLE><TR><TD>·<A href=a.asp>机构职能</A></TD></TR>"
        f"<TR><TD>·<A href=b.asp>年度报告</A></TD></TR></TABLE></TD><TD></TD><TD><TABLE>"
        f"<TR><TD><FONT size=5><B>{title}</B></FONT></TD></TR><TR><TD>作者：办公室　点击：9</TD></TR>"
        f"<TR><TD>{_body(document, line='　　{}<BR>'.format, cell='<FONT size=2>{}</FONT>'.format)}"
        "</TD></TR></TABLE></TD></TR></TABLE></BODY></HTML>"
    )


def word_export(document: Document, title: str) -> str:
    """Return what Word saves: a paragraph in every cell, tables in frames, conditional comments."""
    return _page(
        title,
        f"<!--[if gte mso 9]><table><tr><td>99</td></tr></table><![endif]-->{_word(title)}<div>"
        f"{_body(document, cell=_word, line=_word).replace('<table border=1>', '<table><tr><td><table>').replace('</table>', '</table></td></tr></table>')}"
        "</div>",
    )


SKINS: Final[Mapping[str, Skin]] = MappingProxyType(
    {skin.__name__: skin for skin in (plain, zoom, editor, ucap, layout_table, word_export)}
)
