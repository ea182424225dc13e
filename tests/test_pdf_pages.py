"""Pages of PDF set by hand: what stands where, how it is turned, and what is refused."""

import sys
import zlib
from base64 import a85encode
from random import Random

import pytest

import govinfo_report as gr
from govinfo_report.document import Document, Heading, Paragraph, Table
from govinfo_report.formats import pdf
from govinfo_report.formats._pdf import bounds, grid, marks, reading

A4 = (595, 842)


def stream(content: bytes, head: str = "") -> bytes:
    """Return the object of a stream."""
    return f"<<{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def made(
    *pages: str, size: tuple[int, int] = A4, rotate: int = 0, more: tuple[bytes, ...] = ()
) -> bytes:
    """Return a PDF of pages with the given contents; what is more begins with object 4, `/X4`."""
    first = 4 + len(more)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    names = "".join(f"/X{n} {n} 0 R" for n in range(4, first))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    for number, content in enumerate(pages):
        objects += [
            (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Rotate {rotate}"
                f"/Resources<</Font<</F 3 0 R>>/XObject<<{names}>>>>"
                f"/Contents {first + 2 * number + 1} 0 R>>"
            ).encode(),
            stream(content.encode()),
        ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + head.encode() + trailer.encode()


def text(x: float, y: float, words: str, matrix: str = "1 0 0 1") -> str:
    """Return what sets words at a place."""
    return f"BT /F 10 Tf {matrix} {x} {y} Tm ({words}) Tj ET\n"


def box(x: float, y: float, width: float, height: float, paint: str = "S") -> str:
    """Return what draws a box."""
    return f"{x} {y} {width} {height} re {paint}\n"


def cells(document: Document) -> list[list[str]]:
    """Return what the only table of a document says."""
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows]


def ruled(xs: tuple[float, ...], ys: tuple[float, ...]) -> str:
    """Return the lines of a full grid, as thin filled boxes."""
    level = "".join(box(xs[0], y, xs[-1] - xs[0], 0.5, "f") for y in ys)
    return level + "".join(box(x, ys[0], 0.5, ys[-1] - ys[0], "f") for x in xs)


GRID = ruled((100, 200, 300), (600, 650, 700))
FILLED = (
    GRID + text(110, 670, "a") + text(210, 670, "1") + text(110, 620, "b") + text(210, 620, "2")
)


def test_a_ruled_table() -> None:
    """Lines that are thin boxes make cells; what is within them is their text."""
    assert cells(pdf.read(made(FILLED))) == [["a", "1"], ["b", "2"]]


def test_boxes_with_a_border() -> None:
    """Cells may be boxes of their own; dots, clips and slanted strokes are no lines."""
    boxes = "".join(box(x, y, 100, 50) for x in (100, 200) for y in (600, 650))
    dots = (
        box(150, 660, 1, 1, "f")
        + box(150, 660, 9, 9, "f")
        + "W n\n"
        + "100 100 m 150 160 l S\n"
        + box(100, 660, 9, 9, "n")
    )
    figures = FILLED.removeprefix(GRID)
    assert cells(pdf.read(made(boxes + dots + figures))) == [["a", "1"], ["b", "2"]]


@pytest.mark.parametrize(
    ("matrix", "places"),
    [
        ("0 1 -1 0", {"a": (130, 110), "1": (130, 210), "b": (180, 110), "2": (180, 210)}),
        ("-1 0 0 -1", {"a": (290, 620), "1": (190, 620), "b": (290, 670), "2": (190, 670)}),
        ("0 -1 1 0", {"a": (180, 290), "1": (180, 190), "b": (130, 290), "2": (130, 190)}),
    ],
)
def test_text_that_is_turned(matrix: str, places: dict[str, tuple[float, float]]) -> None:
    """A wide table is often set sideways: the page is read as its text stands."""
    upright = matrix.startswith("0")
    grid = ruled((100, 150, 200), (100, 200, 300)) if upright else GRID
    words = "".join(text(*place, word, matrix) for word, place in places.items())
    assert cells(pdf.read(made(grid + words))) == [["a", "1"], ["b", "2"]]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_is_turned(rotate: int) -> None:
    """How a viewer turns the page changes nothing in what it says."""
    assert cells(pdf.read(made(FILLED, rotate=rotate))) == [["a", "1"], ["b", "2"]]


def test_watermarks_are_left_out() -> None:
    """Slanting text across a page is nobody's sentence."""
    (paragraph,) = pdf.read(
        made(text(100, 500, "Said.") + text(90, 90, "DRAFT", "1 1 -1 1"))
    ).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "Said."


def test_a_number_that_runs_over_a_line_is_cut() -> None:
    """Neither cell has the number, and both show that they have not."""
    assert cells(pdf.read(made(GRID + text(110, 670, "a") + text(189.5, 620, "1234")))) == [
        ["a", ""],
        ["12…", "…34"],
    ]


def test_a_merged_cell_that_is_no_rectangle() -> None:
    """Where lines leave out a corner, each row has its own cell of it."""
    grid = (
        box(100, 600, 200, 0.5, "f") + box(100, 700, 200, 0.5, "f") + box(100, 600, 0.5, 100, "f")
        + box(300, 600, 0.5, 100, "f") + box(200, 650, 100, 0.5, "f") + box(200, 650, 0.5, 50, "f")
    )  # fmt: skip
    assert cells(
        pdf.read(made(grid + text(110, 670, "a") + text(210, 670, "1") + text(210, 620, "2")))
    ) == [
        ["a", "1"],
        ["2"],
    ]


def test_a_table_that_is_open_at_its_sides() -> None:
    """Lines that stand out beyond the last one across make a column."""
    level = "".join(box(100, y, 300, 0.5, "f") for y in (600, 650, 700))
    upright = "".join(box(x, 600, 0.5, 100, "f") for x in (200, 300))
    words = "".join(text(x, 620, word) for x, word in ((110, "a"), (210, "b"), (310, "c")))
    assert cells(pdf.read(made(level + upright + words)))[-1] == ["a", "b", "c"]


def test_lines_in_forms() -> None:
    """What is drawn by way of a form stands where the form puts it."""
    head = "/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Matrix[1 0 0 1 10 0]"
    form = stream(ruled((90, 190, 290), (600, 650, 700)).encode(), head)
    words = FILLED.removeprefix(GRID)
    assert cells(pdf.read(made("/X4 Do\n" + words, more=(form,)))) == [["a", "1"], ["b", "2"]]


def test_columns_without_lines() -> None:
    """Rows that are set in columns are a table that lost its spans; one such line is prose."""
    rows = "".join(text(100, y, "label") + text(300, y, "12") for y in (700, 680, 660))
    (table,) = pdf.read(made(rows)).blocks
    assert isinstance(table, Table)
    assert table.is_ragged
    assert cells(Document((table,))) == [["label", "12"]] * 3
    (prose,) = pdf.read(made(text(100, 700, "label") + text(300, 700, "12"))).blocks
    assert isinstance(prose, Paragraph)
    assert prose.text == "label  12"


def test_words_and_paragraphs() -> None:
    """Type set twice for boldness is one word; a gap is a space; a full line goes on below."""
    twice = text(100, 700, "ab") + text(100.4, 700, "ab") + text(120, 700, "cd")
    (one,) = pdf.read(made(twice)).blocks
    assert isinstance(one, Paragraph)
    assert one.text == "ab cd"


def test_a_header_told_again_is_left_out() -> None:
    """Where a table goes on with its header on the next page, it is one table with one header."""
    head = text(110, 670, "h") + text(210, 670, "k")
    first = GRID + head + text(110, 620, "b") + text(210, 620, "2")
    second = GRID + head + text(110, 620, "c") + text(210, 620, "3")
    assert cells(pdf.read(made(first, second))) == [["h", "k"], ["b", "2"], ["c", "3"]]


def test_blank_pages() -> None:
    """A file without a word is no report, and no scan."""
    with pytest.raises(gr.UnreadableError, match="no text"):
        pdf.read(made("", box(0, 0, 5, 5)))


def test_a_page_without_an_object() -> None:
    """A page that PDFium cannot load is a broken file."""
    data = made(text(100, 700, "x")).replace(b"/Type/Page/Parent", b"/Type/Pags/Parant")
    with pytest.raises(gr.UnreadableError):
        pdf.read(data)


FORM = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
LIMITS = {
    "stream": (made(more=(stream(zlib.compress(bytes(marks.MAX_OBJECTS * 1000)), "/Filter/FlateDecode"),)), "too large"),
    "forms": (made("x", more=tuple(stream(b"/X Do " * 20, FORM) for _ in range(5))), "too many drawings"),
    "ascii forms": (
        made("x", more=tuple(stream(a85encode(b"/X Do " * 20) + b"~>", f"{FORM}/Filter/ASCII85Decode") for _ in range(5))),
        "too many drawings",
    ),
    "not ascii": (made("x", more=(stream(b"~~~~~" + b"~>", "/Filter/ASCII85Decode"), *(stream(b"/X Do " * 20, FORM) for _ in range(5)))), "too many drawings"),
    "rare": (made("x", more=(stream(b"x" * (bounds.MAX_RARE + 1), "/Filter/LZWDecode"),)), "out of use"),
    "operators": (made("f " * (bounds.MAX_OPERATORS + 2)), "too many drawings"),
    "pages": (made(*[""] * (reading.MAX_PAGES + 1)), "pages"),
    "glyphs": (made("".join(text(9, 9 * n, "x" * 1000) for n in range(marks.MAX_GLYPHS // 1000 + 1))), "characters"),
    "rules": (made("".join(box(9, 3 * n, 50, 0.1, "f") for n in range(grid.MAX_RULES + 9)), size=(600, 4000)), "ruling lines"),
    "segments": (made("0 0 m " + "9 9 l 1 1 l " * (marks.MAX_OBJECTS // 2 + 1) + "S"), "drawings"),
    "objects": (made("0 0 m 9 9 l S " * (marks.MAX_OBJECTS + 1)), "drawings"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "why"), LIMITS.values(), ids=list(LIMITS))
def test_limits(data: bytes, why: str) -> None:
    """What would keep PDFium busy, or fill the memory, is refused."""
    with pytest.raises(gr.LimitExceededError, match=why):
        pdf.read(data)


def test_ascii_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written in ASCII is bounded apart, since it takes long."""
    monkeypatch.setattr(bounds, "MAX_ASCII", 10)
    with pytest.raises(gr.LimitExceededError, match="as text"):
        pdf.read(made("x", more=(stream(b"0" * 99 + b"~>", "/Filter/ASCII85Decode"),)))


def test_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes too long is given up."""
    monkeypatch.setattr(marks, "MAX_SECONDS", -1.0)
    monkeypatch.setattr(marks, "_EVERY", 1)
    with pytest.raises(gr.LimitExceededError, match="takes over"):
        pdf.read(made(FILLED))


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PDFium the error says what to install."""
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(gr.MissingExtraError, match=r"govinfo-report\[pdf\]"):
        pdf.read(made(FILLED))


def test_headings() -> None:
    """A single line of another size is a paragraph by itself."""
    big = "BT /F 20 Tf 1 0 0 1 100 700 Tm (Title) Tj ET\n"
    blocks = pdf.read(made(big + text(100, 660, "One."))).blocks
    assert [block.text for block in blocks if isinstance(block, Heading | Paragraph)] == [
        "Title",
        "One.",
    ]


def test_streams_that_are_damaged_or_rare_are_no_reason_to_refuse() -> None:
    """What is small is left to PDFium, whatever it is packed as."""
    noise = Random(1).randbytes(3 * bounds._CHUNK)  # noqa: S311 - nothing secret
    damaged = zlib.compress(noise)[:-20] + bytes(20)
    more = (stream(damaged, "/Filter/FlateDecode"), stream(b"x", "/Filter/LZWDecode"))
    assert cells(pdf.read(made(FILLED, more=more))) == [["a", "1"], ["b", "2"]]


def test_a_page_that_only_repeats_the_header() -> None:
    """The table ends where its rows end."""
    head = text(110, 670, "h") + text(210, 670, "k") + text(110, 620, "i") + text(210, 620, "l")
    assert cells(pdf.read(made(GRID + head, GRID + head))) == [["h", "k"], ["i", "l"]]


def test_a_merged_cell_of_several_rows_and_columns() -> None:
    """What no line parts is one cell, whatever its shape was while it was put together."""
    grid = (
        ruled((100, 400), (600, 700)) + box(200, 650, 0.5, 50, "f") + box(100, 650, 100, 0.5, "f")
    )
    words = text(110, 670, "a") + text(310, 620, "b")
    assert cells(pdf.read(made(grid + words)))[0][0] == "a"


def test_spaces_hyphens_and_unknown_characters() -> None:
    """A line of spaces is none; a hyphen that ends a line is one."""
    lines = text(100, 700, "   ") + text(100, 650, "ab-") + text(100, 638, "cd")
    blocks = pdf.read(made(lines)).blocks
    assert "".join(b.text for b in blocks if isinstance(b, Paragraph)) == "ab-cd"
    assert marks._char(0) == marks._char(0xD800) == "\ufffd"


def _halves(label: str) -> bytes:
    """Return a table whose header, merged in its second column, ends a page before blank figures."""
    top = ruled((100, 200, 300, 400), (100, 150, 200)) + text(110, 170, "h") + text(310, 170, "p")
    # No line parts the two rows of the second column.
    head = top.replace(box(100, 150, 300, 0.5, "f"), box(100, 150, 100, 0.5, "f"))
    head += box(300, 150, 100, 0.5, "f") + text(210, 145, "k") + text(310, 120, "q")
    below = ruled((100, 200, 300, 400), (700, 750)) + text(310, 720, "1")
    return made(head, below + (text(110, 720, label) if label else ""))


@pytest.mark.parametrize("label", ["a", ""])
def test_a_blank_figure_below_a_merged_header(label: str) -> None:
    """It is no rest of the header, which the row has begun before it or is all figures."""
    (table,) = (b for b in pdf.read(_halves(label)).blocks if isinstance(b, Table))
    assert [cell.text for cell in table.rows[-1]] == [label, "", "1"]
