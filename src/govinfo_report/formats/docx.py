"""Word files: the report as it goes up the hierarchy, with the tables of the official blank form.

The body is written as WordprocessingML in one piece, which is many times faster than python-docx
builds tables cell by cell; python-docx brings the template, the styles and the package.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Table
from govinfo_report.errors import MissingExtraError
from govinfo_report.formats._carried import require_xml
from govinfo_report.formats._composed import stamp
from govinfo_report.formats._grid import header_rows, kept_rows, weights
from govinfo_report.formats._word import read

__all__ = ["read", "write"]

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_SONG, _HEI, _LATIN = "仿宋", "黑体", "Times New Roman"
_PAGE: Final = (11906, 16838)  # A4, in twentieths of a point, as everything below
_MARGINS: Final = {"top": 1440, "right": 1083, "bottom": 1440, "left": 1083}
_WIDTH: Final = 9740  # of the tables
_DEEPEST: Final = 9  # heading styles that Word has
_STYLES: Final = (
    # style, font, points, bold, alignment, first-line indent in hundredths of a character
    ("Normal", _SONG, 16, False, "both", 200),
    ("Title", _HEI, 22, False, "center", 0),
    *(
        (f"Heading {level}", _HEI if level == 1 else _SONG, 16, level > 1, "left", 200)
        for level in range(1, _DEEPEST + 1)
    ),
)
_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write(document: Document) -> bytes:
    """Return a document as a Word file: A4, 仿宋 and 黑体, headings and tables as such.

    `UnrenderableError` for a control character other than tab and line feed; `MissingExtraError`
    without the extra `docx`.
    """
    try:
        import docx
        from docx.oxml import parse_xml
    except ImportError:
        raise MissingExtraError("docx", "docx") from None
    require_xml(document, "docx")
    word = docx.Document()
    _set_styles(word)
    _set_page(word)
    body = "".join(map(_block, document.blocks))
    end = word.element.body.sectPr
    for element in list(parse_xml(f'<w:body xmlns:w="{_NAMESPACE}">{body}</w:body>')):
        end.addprevious(element)
    title = next((b.text for b in document.blocks if isinstance(b, Heading)), "")
    word.core_properties.title = title[:255]
    word.core_properties.language = "zh-CN"
    word.core_properties.author = ""
    word.core_properties.comments = ""
    _set_properties(word, stamp(document))
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _set_properties(word: "WordDocument", properties: Mapping[str, str]) -> None:
    """Add the part with the custom properties, which python-docx does not know."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = word.part.package
    told = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}"'
        f" name={quoteattr(name)}><vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(properties.items(), 2)  # 0 and 1 are taken
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    xml = (
        f'<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">'
        f"{told}</Properties>"
    )
    part = Part(
        PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, xml.encode(), package
    )
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _set_page(word: "WordDocument") -> None:
    from docx.shared import Twips

    (section,) = word.sections
    section.page_width, section.page_height = map(Twips, _PAGE)
    for side, margin in _MARGINS.items():
        setattr(section, f"{side}_margin", Twips(margin))


def _set_styles(word: "WordDocument") -> None:
    """Give the styles of the template the fonts and the measures of an official document."""
    from docx.oxml import parse_xml

    styles: Any = word.styles
    for name, font, points, is_bold, alignment, indent in _STYLES:
        element = styles[name].element
        for old in [
            *element.findall(f"{{{_NAMESPACE}}}rPr"),
            *element.findall(f"{{{_NAMESPACE}}}pPr"),
        ]:
            element.remove(old)
        level = name.removeprefix("Heading ")
        outline = f'<w:outlineLvl w:val="{int(level) - 1}"/>' if level.isdigit() else ""
        keep = "" if name == "Normal" else "<w:keepNext/>"
        bold = "<w:b/>" if is_bold else '<w:b w:val="0"/>'
        paragraph = (
            f'<w:pPr>{keep}<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
            f'<w:ind w:firstLineChars="{indent}" w:firstLine="{indent * points // 5}"/>'
            f'<w:jc w:val="{alignment}"/>{outline}</w:pPr>'
        )
        run = (
            f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{_LATIN}" w:hAnsi="{_LATIN}"'
            f' w:eastAsia="{font}" w:cs="{_LATIN}"/>{bold}<w:color w:val="000000"/>'
            f'<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>'
            '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        )
        for xml in (paragraph, run):
            element.append(parse_xml(xml.replace(">", f' xmlns:w="{_NAMESPACE}">', 1)))


def _block(block: Block) -> str:
    match block:
        case Heading(level=1):
            return _paragraph(block.text, '<w:pPr><w:pStyle w:val="Title"/></w:pPr>')
        case Heading():
            style = f"Heading{min(block.level - 1, _DEEPEST)}"
            return _paragraph(block.text, f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
        case Paragraph():
            return _paragraph(block.text, "")
    return _table(block)


def _paragraph(text: str, properties: str) -> str:
    return f"<w:p>{properties}{_run(text)}</w:p>"


def _run(text: str, properties: str = "") -> str:
    """Return a run; tabs and line feeds are elements of their own in Word."""
    if not text:
        return ""
    inner = (
        escape(text)
        .replace("\t", f"{_END}<w:tab/>{_BEGIN}")
        .replace("\n", f"{_END}<w:br/>{_BEGIN}")
    )
    return f"<w:r>{properties}{_BEGIN}{inner}{_END}</w:r>"


_BEGIN: Final = '<w:t xml:space="preserve">'
_END: Final = "</w:t>"


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def _table(table: Table) -> str:
    """Return a table with its grid: a cell that spans rows goes on in an empty cell of each."""
    shares, headers, kept = weights(table), header_rows(table), kept_rows(table)
    widths = (_WIDTH * share // sum(shares) for share in shares)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    caption = f"<w:tblCaption w:val={quoteattr(table.caption)}/>" if table.caption else ""
    body = "".join(
        _row(row, is_header=number < headers, is_kept=number in kept)
        for number, row in enumerate(_grid(table))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        f"</w:tblCellMar>{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _grid(table: Table) -> Iterator[list[tuple[Cell, str]]]:
    """Yield each row with the cells that go on from above, and how each cell is merged."""
    above: dict[int, tuple[int, Cell]] = {}
    for cells in table.rows:
        row: list[tuple[Cell, str]] = []
        waiting = [*cells][::-1]
        column = 0
        going_on, above = above, {}
        while waiting or column in going_on:
            if column in going_on:
                left, cell = going_on[column]
                row.append((cell, "continue"))
            else:
                cell = waiting.pop()
                left = cell.rowspan
                row.append((cell, "restart" if cell.rowspan > 1 else ""))
            if left > 1:
                above[column] = (left - 1, cell)
            column += cell.colspan
        yield row


def _row(row: Sequence[tuple[Cell, str]], *, is_header: bool, is_kept: bool) -> str:
    header = "<w:tblHeader/>" if is_header else ""
    keep = "<w:keepNext/>" if is_kept else ""
    cells = "".join(_cell(cell, merge, keep) for cell, merge in row)
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, merge: str, keep: str) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    run = "" if merge == "continue" else _run(cell.text, _SMALL)
    return (
        f'<w:tc><w:tcPr>{span}{merged}<w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{keep}{_CENTRED}</w:pPr>{run}</w:p></w:tc>"
    )


_SMALL: Final = '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>'
_CENTRED: Final = (
    '<w:spacing w:line="300" w:lineRule="atLeast"/>'
    '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
)
