"""The report as a PDF: set by typst, tagged, with its fonts within.

The text reaches typst as data, not as source, so that nothing an organ writes is markup.
"""

import json
import os
import re
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from govinfo_report.document import Block, Cell, Document, Heading, Paragraph
from govinfo_report.errors import Bilingual, MissingExtraError, UnrenderableError
from govinfo_report.formats._carried import require_xml
from govinfo_report.formats._grid import MANY, holds_figures, weights
from govinfo_report.formats._pdf.reading import read as read_pdf

if TYPE_CHECKING:
    from typst import Fonts

FAMILIES: Final = (
    "FangSong",
    "FangSong_GB2312",
    "STFangsong",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Songti SC",
    "SimSun",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "AR PL UMing CN",
    "AR PL UMing",
)
"""The Chinese fonts that are looked for, the best first."""


def read(data: bytes) -> Document:
    """Return what a PDF says: ruled tables with their spans, prose as paragraphs.

    Page numbers and running titles are left out. `UnreadableError` for a scan, for a file that
    needs a password and for a broken one; `MissingExtraError` without the extra `pdf`.
    """
    try:
        return read_pdf(data)
    except ImportError:
        raise MissingExtraError("pdf", "pdf") from None


def write(document: Document, *, font: str | os.PathLike[str] | None = None) -> bytes:
    """Return a document as a PDF/UA: A4, tagged, rows of tables never cut by the end of a page.

    `font` is the name of an installed family, or the path of a font file or of a folder of them;
    without it the best of `FAMILIES` that is installed is taken. `UnrenderableError` where there is
    none, for a character that no font has, for a control character, and for what PDF/UA forbids,
    such as a document without a title; `MissingExtraError` without the extra `pdf`.
    """
    try:
        import typst
    except ImportError:
        raise MissingExtraError("pdf", "pdf") from None
    require_xml(document, "pdf")
    fonts, families = _fonts(None if font is None else os.fspath(font))
    title = next((b.text for b in document.blocks if isinstance(b, Heading)), "")
    data = {
        "title": title,
        "fonts": families,
        "blocks": [_block(block) for block in document.blocks],
    }
    try:
        return typst.compile(
            _template(),
            format="pdf",
            font_paths=fonts,
            sys_inputs={"data": json.dumps(data)},
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        raise _refused(error.message, title) from None


def _fonts(font: str | None) -> tuple["Fonts", list[str]]:
    """Return the fonts to choose from, and the families to set the text in."""
    if font is not None and os.path.exists(font):
        path = Path(font).resolve()
        fonts = _installed(path if path.is_dir() else path.parent)  # typst takes folders only
        own = {f.family for f in fonts.fonts() if f.path and Path(f.path).is_relative_to(path)}
        if not own:
            raise UnrenderableError("pdf", font, _NO_FONT)
        return fonts, sorted(own)
    fonts = _installed()
    wanted: tuple[str, ...] = FAMILIES if font is None else (font,)
    found = [family for family in wanted if family in fonts.families()]
    if not found:
        why = _NO_FILE if font is not None and _is_path(font) else _NOT_INSTALLED
        raise UnrenderableError("pdf", wanted[0], why)
    return fonts, found


def _is_path(font: str) -> bool:
    """Say whether a path was meant, though it leads nowhere, and not the name of a family."""
    is_file = font.lower().endswith((".otc", ".otf", ".ttc", ".ttf"))
    return is_file or os.sep in font or os.path.islink(font)


@cache
def _installed(folder: Path | None = None) -> "Fonts":
    """Return the fonts of the system, and those of a folder."""
    from typst import Fonts

    paths = [] if folder is None else [folder]
    return Fonts(include_embedded_fonts=False, font_paths=paths)


_NO_FONT: Final = Bilingual("其中没有字体", "there is no font in it")
_NO_FILE: Final = Bilingual(
    "没有这个字体文件或文件夹，或无法打开",
    "there is no such file or folder, or it cannot be opened",
)
_NOT_INSTALLED: Final = Bilingual(
    "没有安装这种中文字体；请安装字体包（如 Debian 的 fonts-noto-cjk），或用 font= 指定字体文件",
    "no such Chinese font is installed; install a package of them (on Debian fonts-noto-cjk), or"
    " name a font file with font=",
)


_LACKING: Final = re.compile('the text `"(.*?)"` could not be displayed with font', re.DOTALL)
"""How typst says that no font has a glyph, which PDF/UA does not allow."""
_NO_GLYPH: Final = Bilingual(
    "已安装的字体没有这个字；可用 font= 指定其他字体",
    "no font that is installed has a glyph for it; name another with font=",
)


def _refused(message: str, title: str) -> UnrenderableError:
    """Return what typst says as an error of ours."""
    if lacking := _LACKING.search(message):
        return UnrenderableError("pdf", lacking[1], _NO_GLYPH)
    return UnrenderableError("pdf", title, Bilingual(message, message))


@cache
def _template() -> bytes:
    return files(__package__).joinpath("report.typ").read_bytes()


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "text": block.text}
    return {
        "kind": "table",
        "widths": weights(block),
        "parts": [
            {"is-header": not is_body, "cells": [_cell(cell) for row in rows for cell in row]}
            for is_body, rows in groupby(block.rows, key=holds_figures)
        ],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "text": cell.text,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "breakable": cell.rowspan > MANY,
    }
