"""Word files by hand: what shows is read, once and in order; what is broken or a bomb is refused."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping

import pytest

from govinfo_report import AnnualReport, Section, read
from govinfo_report.document import Block, Heading, Paragraph, Table
from govinfo_report.errors import GovinfoReportError, LimitExceededError, UnreadableError
from govinfo_report.formats import docx
from govinfo_report.rendering import render

MAIN = "word/document.xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def xml(tag: str, inner: str) -> str:
    """Return a part of a Word file."""
    return f'<w:{tag} xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml">{inner}</w:{tag}>'


def relations(**targets: str) -> str:
    """Return the part that says which parts stand in which relation to another."""
    told = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f"<Relationships>{told}</Relationships>"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP of some parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def package(document: str | bytes, **others: str) -> bytes:
    """Return a Word file, whose main part has relations to the others: kind to content."""
    return packed(
        {
            "_rels/.rels": relations(officeDocument=MAIN),
            MAIN: document,
            "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in others}),
            **{f"word/{kind}.xml": xml(kind, content) for kind, content in others.items()},
        }
    )


def word(body: str, **others: str) -> bytes:
    """Return a Word file with a body."""
    return package(xml("document", f"<w:body>{body}</w:body>"), **others)


def run(text: str) -> str:
    """Return a run of text."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(inner: str = "", properties: str = "") -> str:
    """Return a paragraph; what is no markup is its text."""
    inner = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(content: str, properties: str = "") -> str:
    """Return a cell; what is no markup is its text."""
    content = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row of cells; what is no markup is the text of one."""
    told = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{told}</w:tr>"


def tbl(*rows: str, properties: str = "") -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def texts(data: bytes) -> list[str | list[list[str]]]:
    """Return what a file says: paragraphs and headings as text, tables as rows of texts."""
    return [
        [[cell.text for cell in row] for row in block.rows]
        if isinstance(block, Table)
        else block.text
        for block in docx.read(data).blocks
    ]


def only_table(data: bytes) -> Table:
    """Return the table of a file with nothing else."""
    (block,) = docx.read(data).blocks
    assert isinstance(block, Table)
    return block


def spans(table: Table) -> list[list[tuple[str, int, int]]]:
    """Return the cells of a table: text, rows and columns that they span."""
    return [[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in table.rows]


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def test_merged_cells() -> None:
    """Cells keep the spans that Word has, both ways, in both manners; places count columns."""
    table = only_table(
        word(
            tbl(
                tr(tc("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "乙"),
                tr(tc("", '<w:gridSpan w:val="2"/><w:vMerge/>'), "丙"),
                tr(tc("丁", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "戊"),
                properties='<w:tblCaption w:val="表"/>',
            )
        )
    )
    assert spans(table) == [
        [("甲", 2, 2), ("乙", 1, 1)],
        [("丙", 1, 1)],
        [("丁", 1, 2), ("戊", 1, 1)],
    ]
    assert (table.caption, table.is_ragged) == ("表", False)
    assert str(table.rows[1][0].place) == "table 1, row 2, column 3"


def test_cells_that_go_on_from_nowhere() -> None:
    """A cell that is merged with none above or before it is a cell of its own."""
    table = only_table(word(tbl(tr(tc("甲", "<w:vMerge/>"), "乙"), tr(tc("丙", "<w:hMerge/>")))))
    assert spans(table) == [[("甲", 1, 1), ("乙", 1, 1)], [("丙", 1, 1)]]


def test_a_row_that_begins_later() -> None:
    """Columns that a row leaves out before its first cell are a cell without text."""
    table = only_table(
        word(tbl(tr("1", "2", "3"), tr("4", properties='<w:gridBefore w:val="2"/>')))
    )
    assert spans(table)[1] == [("", 1, 2), ("4", 1, 1)]


def test_rows_of_several_lengths() -> None:
    """Where no cell is merged and rows differ in length merged cells were lost."""
    assert only_table(word(tbl(tr("1", "2"), tr("3")))).is_ragged


def test_absurd_spans() -> None:
    """A span is no more columns than any table has, and what is no number is one."""
    wide, odd = (tc("1", f'<w:gridSpan w:val="{value}"/>') for value in ("999999999", "-5"))
    assert [cell.colspan for cell in only_table(word(tbl(tr(wide, odd)))).rows[0]] == [1000, 1]


def test_tables_are_counted() -> None:
    """Places number the tables of the file, and their rows."""
    blocks = docx.read(word(tbl(tr("1", "2")) + p("x") + tbl(tr("3", "4")))).blocks
    assert [str(b.place) for b in blocks if isinstance(b, Table)] == ["table 1", "table 2"]


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (tbl(tr(tc(p("甲") + tbl(tr("1", "2")) + p("乙")))), ["甲", [["1", "2"]], "乙"]),
        (
            tbl(tr("a", "b"), tr(tc(tbl(tr("1", "2"))), "左"), tr("c", "d")),
            [[["a", "b"]], [["1", "2"]], "左", [["c", "d"]]],
        ),
        (tbl(tr("文")), ["文"]),
        (tbl(), []),
    ],
    ids=["one cell", "rows around", "a box drawn as a table", "no rows"],
)
def test_frames(frame: str, told: object) -> None:
    """A table around others is a frame: its cells are read one after the other."""
    assert texts(word(frame)) == told


# ── what shows ───────────────────────────────────────────────────────────────────────────────


def test_changes_are_accepted() -> None:
    """Inserted text is read, deleted text and rows are not; a deleted end of paragraph joins."""
    moved = f"<w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('新处')}</w:moveTo>"
    deleted = f"<w:del>{run('7')}</w:del>"
    assert texts(
        word(
            p(f"{run('共')}{deleted}<w:ins>{run('8')}</w:ins>{run('件')}")
            + p(moved)
            + p("上半", "<w:rPr><w:del/></w:rPr>")
            + p("下半")
            + tbl(tr("1", "2"), tr("3", "4", properties="<w:del/>"))
            + p("末", "<w:rPr><w:del/></w:rPr>")
        )
    ) == ["共8件", "新处", "上半下半", [["1", "2"]], "末"]


def test_a_text_box_is_read_once() -> None:
    """Word writes a box twice, for new programs and for old ones; it stands before its paragraph."""
    box = f"<w:drawing><w:txbxContent>{p('框内')}</w:txbxContent></w:drawing>"
    both = (
        f"<w:r><w:AlternateContent><w:Choice>{box}</w:Choice>"
        f"<w:Fallback>{box}</w:Fallback></w:AlternateContent></w:r>"
    )
    assert texts(word(p(both + run("框外")))) == ["框内", "框外"]


def test_nothing_to_choose_from() -> None:
    """What has no manner at all shows nothing."""
    assert texts(word(p(f"<w:r><w:AlternateContent/></w:r>{run('文')}"))) == ["文"]


def test_word_art() -> None:
    """WordArt, which titles like to be in, is text."""
    assert texts(word(p('<w:r><w:pict><v:textpath string="年度报告"/></w:pict></w:r>'))) == [
        "年度报告"
    ]


def test_content_controls() -> None:
    """What somebody filled in is read, a prompt to fill in is not, nor a table of contents."""

    def control(properties: str, content: str) -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt>"

    def filled(text: str) -> str:
        return f"<w:sdtContent>{p(text)}</w:sdtContent>"

    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    assert texts(
        word(
            control("", filled("填写"))
            + control("<w:showingPlcHdr/>", filled("请填写"))
            + control('<w:showingPlcHdr w:val="0"/>', filled("已填"))
            + control(gallery, filled("目录……1"))
            + control("", "")
        )
    ) == ["填写", "已填"]


def field(code: str, result: str) -> str:
    """Return a field with its code and what it last came to."""
    turns = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate")]
    said = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return f'{turns[0]}{said}{turns[1]}{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def test_fields() -> None:
    """A field is read as last computed; numbers of pages and contents are not what a file says."""
    assert texts(
        word(
            p(run("共") + field(" =SUM(ABOVE) ", run("8")) + run("件"))
            + p(run("第") + field(" PAGE ", run("3")) + run("页"))
            + p(field("TOC \\o", run("一、概述") + field("HYPERLINK x", run("链接"))) + run("正文"))
            + p(f'<w:fldSimple w:instr="NUMPAGES">{run("9")}</w:fldSimple>{run("页")}')
            + p(f'<w:fldSimple w:instr="DATE">{run("2024年")}</w:fldSimple>')
            + p(field("", run("无码")))
        )
    ) == ["共8件", "第页", "正文", "页", "2024年", "无码"]


def test_fields_across_paragraphs() -> None:
    """A table of contents goes on over paragraphs until its field ends."""
    begin, end = field("TOC", "|").split("|")
    assert texts(word(p(begin + run("一、")) + p("二、") + p(end) + p("正文"))) == ["正文"]


def test_halves_of_fields() -> None:
    """Ends, separators and codes without a beginning hide nothing, nor does another kind of mark."""
    marks = "".join(
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("separate", "end", "x")
    )
    assert texts(word(p(f"{marks}<w:r><w:instrText/></w:r>{run('文')}"))) == ["文"]


def test_hidden_text() -> None:
    """What is hidden by itself or by its style is not read; what is switched on again is."""
    styles = (
        '<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="i"><w:basedOn w:val="h"/></w:style>'
    )

    def dressed(properties: str, text: str) -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    line = (
        dressed("<w:vanish/>", "藏")
        + dressed('<w:rStyle w:val="i"/>', "藏")
        + dressed('<w:vanish w:val="false"/>', "现")
    )
    assert texts(word(p(line) + p("藏", '<w:pStyle w:val="h"/>'), styles=styles)) == ["现"]


def test_signs() -> None:
    """Breaks part paragraphs, as whoever breaks a line means it; other signs are characters."""
    signs = (
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t/><w:noBreakHyphen/><w:t>丙</w:t></w:r>"
    )
    ruby = f"<w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby>"
    assert texts(word(p(signs) + p(f"<w:r>{ruby}</w:r>") + p())) == ["甲", "乙\t-丙", "拼"]


@pytest.mark.parametrize(
    ("code", "char"),
    [("2611", "☑"), ("F0FE", "�"), ("D800", "�"), ("x", "�"), ("FFFFFFFF", "�"), ("9" * 30, "�")],
)
def test_symbols(code: str, char: str) -> None:
    """A symbol is its character; that of a font alone, or of nothing, shows that there is one."""
    assert texts(word(p(f'<w:r><w:sym w:char="{code}"/></w:r>'))) == [char]


def test_notes() -> None:
    """A note stands behind what refers to it, once, even if it refers to itself or is missing."""

    def mark(kind: str, name: str) -> str:
        return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'

    foot = f'<w:footnote w:id="1">{p(run("脚注") + mark("footnote", "1"))}</w:footnote>'
    end = f'<w:endnote w:id="1">{p("尾注")}</w:endnote><w:endnote w:id="2">{p("多余")}</w:endnote>'
    cited = run("文") + mark("endnote", "1") + mark("footnote", "1") + mark("footnote", "7")
    assert texts(word(p(cited) + p("后"), footnotes=foot, endnotes=end)) == [
        "文",
        "尾注",
        "脚注",
        "后",
    ]


# ── headings and numbers ─────────────────────────────────────────────────────────────────────


def style(name: str, inner: str = "", base: str = "") -> str:
    """Return a style whose id is its name."""
    return (
        f'<w:style w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/>{inner}</w:style>'
    )


@pytest.mark.parametrize(
    ("properties", "block"),
    [
        ('<w:pStyle w:val="Title"/>', Heading("文", 1)),
        ('<w:pStyle w:val="heading 2"/>', Heading("文", 3)),
        ('<w:pStyle w:val="标题 1"/>', Heading("文", 2)),
        ('<w:pStyle w:val="局标题"/>', Heading("文", 2)),
        ('<w:pStyle w:val="纲"/>', Heading("文", 4)),
        ('<w:pStyle w:val="环"/>', Paragraph("文")),
        ('<w:pStyle w:val="无此样式"/>', Paragraph("文")),
        ('<w:pStyle w:val="纲"/><w:outlineLvl w:val="0"/>', Heading("文", 2)),
        ('<w:outlineLvl w:val="9"/>', Paragraph("文")),
        ('<w:pStyle w:val="toc 1"/>', None),
    ],
)
def test_headings(properties: str, block: Block | None) -> None:
    """A heading says so by its style, by one that it is based on, or by its outline level."""
    styles = (
        style("Title")
        + style("heading 2")
        + style("标题 1")
        + style("局标题", base="标题 1")
        + style("纲", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("环", base="环")
        + style("toc 1")
    )
    told = docx.read(word(p("文", properties), styles=styles)).blocks
    assert told == (() if block is None else (block,))


def test_breaks_in_headings() -> None:
    """A title over two lines is one title; a heading without text is none."""
    outline = '<w:outlineLvl w:val="0"/>'
    two = "<w:r><w:t>某市</w:t><w:br/><w:t>年度报告</w:t></w:r>"
    assert docx.read(word(p(two, outline) + p("", outline))).blocks == (Heading("某市年度报告", 2),)


def level(depth: int, style: str, text: str, more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
        f'<w:suff w:val="nothing"/>{more}</w:lvl>'
    )


def lists(levels: str, own: str = "") -> str:
    """Return two lists of one kind, the second with something of its own."""
    return (
        f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum><w:other/>'
        '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="4"/>{own}</w:num>'
    )


def item(text: str, depth: int = 0, name: int = 1) -> str:
    """Return a paragraph of a list."""
    return p(text, f'<w:numPr><w:numId w:val="{name}"/><w:ilvl w:val="{depth}"/></w:numPr>')


def test_automatic_numbers() -> None:
    """Numbers that Word counts are written out; a level begins anew below the next above it.

    Those of the levels above are as they are there, unless the level wants digits.
    """
    numbering = lists(
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "decimal", "%1.%2.%4 ", '<w:start w:val="3"/>')
        + level(2, "bullet", "●")
        + level(3, "decimal", "%1.%2 ", "<w:isLgl/>")
    )
    body = [item("总"), item("甲", 1), item("乙", 1), item("", 1), item("分"), item("丙", 1)]
    body += [item("点", 2), item("数", 3), item("无", 5)]
    assert texts(word("".join(body), numbering=numbering)) == [
        "一、总",
        "一.3.1 甲",
        "一.4.1 乙",
        "二、分",
        "二.3.1 丙",
        "点",
        "2.3 数",
        "无",
    ]


def test_numbers_of_styles() -> None:
    """A style numbers its paragraphs, unless a paragraph says that it is in no list."""
    styles = style("章", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    said = '<w:pStyle w:val="章"/>'
    body = p("总", said) + p("无", f'{said}<w:numPr><w:numId w:val="0"/></w:numPr>') + p("分", said)
    numbering = lists(level(0, "chineseCounting", "%1、"))
    assert texts(word(body, styles=styles, numbering=numbering)) == ["一、总", "无", "二、分"]


def test_lists_of_one_kind_go_on() -> None:
    """Lists of one kind count on, but one that states where it starts does so."""
    numbering = lists(
        level(0, "decimal", "%1."),
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride>'
        '<w:lvlOverride w:ilvl="1"/>',
    )
    body = item("甲") + item("乙") + item("丙", name=2) + item("丁", name=2) + item("戊", name=9)
    told = ["1.甲", "2.乙", "8.丙", "9.丁", "戊"]
    assert texts(word(body, numbering=numbering)) == told


def test_numbers_in_cells() -> None:
    """Word may number the rows of a table: the number is what the cell says, with its space."""
    numbering = lists('<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl>')
    rows = tr(tc(item("")), "甲"), tr(tc(item("项")), "乙")
    assert texts(word(tbl(*rows), numbering=numbering)) == [[["1", "甲"], ["2 项", "乙"]]]


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("decimalEnclosedCircle", 2, "②"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("decimalFullWidth", 12, "１２"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 0, "〇"),
        ("upperRoman", 4, "4"),
    ],
)
def test_styles_of_numbers(style: str, number: int, text: str) -> None:
    """Numbers are in the characters of their style, in digits where it has none or is rare."""
    numbering = lists(level(0, style, "%1、", f'<w:start w:val="{number}"/>'))
    assert texts(word(item("x"), numbering=numbering)) == [f"{text}、x"]


# ── bombs and damage ─────────────────────────────────────────────────────────────────────────


def declared(data: bytes, size: int) -> bytes:
    """Return a ZIP whose last entry is said to hold so many bytes unpacked."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def only_main(document: str | bytes) -> bytes:
    """Return a Word file with the part that it is about as its last entry."""
    return packed({"_rels/.rels": relations(officeDocument=MAIN), MAIN: document})


def bombs() -> Mapping[str, bytes]:
    """Return files that would take all memory or time."""
    return {
        "300 MB declared": declared(only_main("x"), 300 * 2**20),
        "high ratio": only_main(b" " * 2**21),
        "5000 deep": word("<w:p>" * 5_000 + "</w:p>" * 5_000),
        "entries": only_main("x") + b"PK\x01\x02" * 10_001,
    }


@pytest.mark.parametrize("name", bombs())
def test_bombs(name: str) -> None:
    """A file that is too large, too well packed or too deep unpacked is refused before it hurts."""
    with pytest.raises(LimitExceededError, match="as zip bombs are"):
        docx.read(bombs()[name])


def test_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elements are counted as they come."""
    monkeypatch.setattr("govinfo_report.formats._package.MAX_ELEMENTS", 20)
    assert texts(word(p("文"))) == ["文"]
    with pytest.raises(LimitExceededError):
        docx.read(word(p("文") * 10))


def test_parts_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many parts may hold no more than one."""
    data = word(p("文"), styles=" " * 3_000, numbering=" " * 3_000)
    monkeypatch.setattr("govinfo_report.formats._package.MAX_BYTES", 6_000)
    with pytest.raises(LimitExceededError):
        docx.read(data)


def test_a_part_larger_than_it_says() -> None:
    """A part is not unpacked beyond the size that it states, and its checksum tells the lie."""
    data = declared(only_main(b" " * (64 * 2**20)), 1_000)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError, match="damaged or incomplete"):
            docx.read(data)
        assert tracemalloc.get_traced_memory()[1] < 2 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types(encoding: str) -> None:
    """A document type is refused where it begins, in whatever encoding: there are no entities."""
    entity = '<!DOCTYPE x [<!ENTITY a "b">]>'
    document = f'<?xml version="1.0" encoding="{encoding}"?>{entity}{xml("document", "&a;")}'
    with pytest.raises(UnreadableError, match="has a document type"):
        docx.read(package(document.encode(encoding)))


def flagged(data: bytes, at: int, value: bytes) -> bytes:
    """Return a ZIP with a field of the last entry of its list set."""
    start = data.rindex(b"PK\x01\x02") + at
    return data[:start] + value + data[start + len(value) :]


def damages() -> Mapping[str, bytes]:
    """Return what is no Word file that can be read."""
    whole = only_main(xml("document", "<w:body/>"))
    return {
        "no ZIP": b"PK\x03\x04",
        "cut off": whole[: len(whole) // 2],
        "no relations": packed({MAIN: xml("document", "<w:body/>")}),
        "another relation": packed({"_rels/.rels": relations(thumbnail="x.png")}),
        "elsewhere": packed(
            {
                "_rels/.rels": relations(officeDocument=MAIN).replace(
                    "/>", ' TargetMode="External"/>'
                )
            }
        ),
        "no main part": packed({"_rels/.rels": relations(officeDocument=MAIN)}),
        "no body": package(xml("document", "")),
        "no XML": package("文"),
        "XML cut off": package(xml("document", "<w:body>")),
        "packed otherwise": flagged(whole, 10, b"\x0e\x00"),
        "names that differ": whole.replace(
            b"\x00\x00word/document.xml", b"\x00\x00word/document.xm_", 1
        ),
    }


@pytest.mark.parametrize("name", damages())
def test_damage(name: str) -> None:
    """What is broken or incomplete is refused with what to do about it."""
    with pytest.raises(UnreadableError, match="save it again") as caught:
        docx.read(damages()[name])
    assert "另存" in caught.value.message("zh")


def test_encrypted() -> None:
    """An encrypted entry asks for the file without its password."""
    with pytest.raises(UnreadableError, match="remove the password"):
        docx.read(flagged(only_main("x"), 8, b"\x01\x00"))


def test_a_shell_of_another_file() -> None:
    """What another file says is not in this one: reading it would leave everything out."""
    with pytest.raises(UnreadableError, match="altChunk"):
        docx.read(word('<w:altChunk r:id="x" xmlns:r="r"/>'))


def test_names_of_parts() -> None:
    """Parts are found without regard to case, from the root, and with the strokes of Windows."""
    parts = {
        "_RELS\\.rels": relations(officeDocument="/Word/Document.xml"),
        "/word/document.xml": xml("document", f"<w:body>{p('文')}</w:body>"),
    }
    assert texts(packed(parts)) == ["文"]


def test_every_cut() -> None:
    """Wherever a file breaks off it is refused, and never with an error of another library."""
    data = render(AnnualReport("2021"), "docx")
    assert isinstance(data, bytes)
    for end in range(0, len(data), len(data) // 40):
        with pytest.raises(GovinfoReportError):
            docx.read(data[:end])


# ── our own files, edited ────────────────────────────────────────────────────────────────────


PROSE = "一、看似标题\n二、也像标题"


@pytest.fixture
def rendered() -> bytes:
    """Return our own Word file with prose that looks like headings."""
    report = AnnualReport("2021", title="报告", overview=Section("", PROSE))
    data = render(report, "docx")
    assert isinstance(data, bytes)
    return data


def edited(data: bytes, change: Callable[[str], str], name: str = MAIN) -> bytes:
    """Return a Word file after somebody has changed a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts: dict[str, str | bytes] = {each: file.read(each) for each in file.namelist()}
    before = parts[name]
    assert isinstance(before, bytes)
    parts[name] = change(before.decode())
    assert parts[name] != before.decode()
    return packed(parts)


def test_figures_filled_in(rendered: bytes) -> None:
    """While the prose is as it was written the outline holds, whatever stands in the tables."""

    def fill(text: str) -> str:
        """Write a figure into the first cell of the first table that is empty."""
        start = text.index("<w:tbl>")
        at = text.index("</w:pPr></w:p></w:tc>", start) + len("</w:pPr>")
        return text[:at] + run("7") + text[at:]

    data = edited(rendered, fill)
    assert docx.read(data).is_outlined
    report = read(data).report
    assert report.overview.text == PROSE
    assert list(report.figures().values()).count(7) == 1


def test_prose_changed(rendered: bytes) -> None:
    """Once the prose is changed the file is read by what its lines look like, as any other."""
    data = edited(rendered, lambda text: text.replace("看似标题", "改过"))
    document = docx.read(data)
    assert not document.is_outlined
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)][:2] == [
        "一、改过",
        "二、也像标题",
    ]


def test_a_table_deleted(rendered: bytes) -> None:
    """The outline does not fit a file without one of its tables."""

    def cut(text: str) -> str:
        start, end = text.index("<w:tbl>"), text.index("</w:tbl>") + len("</w:tbl>")
        return text[:start] + text[end:]

    assert not docx.read(edited(rendered, cut)).is_outlined
