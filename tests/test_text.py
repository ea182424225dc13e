"""Text dumps: encodings, and how lines become headings, paragraphs and tables."""

import pytest

from govinfo_report.document import Document, Heading, Paragraph, Place, Table
from govinfo_report.errors import LimitExceededError, UnreadableError
from govinfo_report.formats import _ruled, text

CHINESE = "一、总体情况\n\n本机关依法公开信息，接受监督。\n规章\t0\t1\t2\n"


def _texts(document: Document) -> list[str]:
    """Return what headings and paragraphs say."""
    return [block.text for block in document.blocks if not isinstance(block, Table)]


def _cells(table: object) -> list[list[str]]:
    """Return what the cells of a table say."""
    assert isinstance(table, Table)
    return [[cell.text for cell in row] for row in table.rows]


class TestEncodings:
    """Whatever the bytes, the characters are right, or there is an error, or U+FFFD."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
    def test_known_encodings(self, encoding: str) -> None:
        """The encodings that Chinese text comes in are told apart."""
        assert text.read(CHINESE.encode(encoding)) == text.read(CHINESE.encode())

    def test_big_endian(self) -> None:
        """The mark at the start of UTF-16 says in which order the bytes stand."""
        data = b"\xfe\xff" + CHINESE.encode("utf-16-be")
        assert text.read(data) == text.read(CHINESE.encode())

    @pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
    def test_a_character_cut_in_two(self, encoding: str) -> None:
        """A file that ends within a character is marked as cut, and the character is not invented."""
        document = text.read("本机关依法公开信息".encode(encoding)[:-1])
        assert document.is_cut
        assert _texts(document) == ["本机关依法公开信\ufffd"]

    def test_a_damaged_byte(self) -> None:
        """One damaged byte does not turn the whole into another encoding."""
        document = text.read(CHINESE.encode().replace("监".encode(), b"\xff\xff\xff"))
        assert _texts(document)[1] == "本机关依法公开信息，接受\ufffd\ufffd\ufffd督。"

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "empty"),
            (b" \n\t\n", "empty"),
            (b"\xef\xbb\xbf", "empty"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
            (bytes(range(1, 32)) * 4, "binary"),
            (b"\xff" * 50 + b"a" * 50, "encoding"),
        ],
    )
    def test_no_text(self, data: bytes, words: str) -> None:
        """What is no text is an error that says so."""
        with pytest.raises(UnreadableError, match=words):
            text.read(data)


class TestTables:
    """A run of lines parted by tabs is a table."""

    def test_places(self) -> None:
        """Each cell knows its line, table, row and column."""
        table = text.read(b"x\n\na\tb\nc\td\n").blocks[1]
        assert isinstance(table, Table)
        assert table.place == Place(line=3, table=1)
        assert table.rows[1][0].place == Place(line=4, table=1, row=2, column=1)

    def test_pages(self) -> None:
        """Form feeds count pages."""
        document = text.read(b"a\n\fb\n")
        assert [block.place.page for block in document.blocks] == [1, 2]

    def test_a_blank_line_parts_tables(self) -> None:
        """The two halves of a table that is cut are two tables, numbered through."""
        first, second = text.read(b"a\t1\n\nb\t2\n").blocks
        assert (_cells(first), _cells(second)) == ([["a", "1"]], [["b", "2"]])
        assert second.place.table == 2

    @pytest.mark.parametrize(
        ("data", "ragged"), [(b"a\tb\nc\td\n", False), (b"a\tb\nc\td\te\n", True)]
    )
    def test_ragged(self, data: bytes, ragged: bool) -> None:  # noqa: FBT001
        """Rows of different length are a sign that merged cells were lost."""
        table = text.read(data).blocks[0]
        assert isinstance(table, Table)
        assert table.is_ragged is ragged

    def test_a_row_of_tabs(self) -> None:
        """Tabs alone are an empty row within a table, and an empty line elsewhere."""
        table, after = text.read("a\tb\n\t\n字\n\t\t\n".encode()).blocks
        assert _cells(table) == [["a", "b"], ["", ""]]
        assert after == Paragraph("字", Place(line=3))

    def test_an_indented_paragraph(self) -> None:
        """A tab before a sentence indents it; a tab before a label is an empty cell."""
        prose = "\t本机关依法公开信息，接受监督。\n"
        assert _texts(text.read(prose.encode())) == [prose.strip()]
        assert _cells(text.read("\t自然人\n".encode()).blocks[0]) == [["", "自然人"]]


class TestProse:
    """Lines of prose are headings and paragraphs."""

    def test_headings(self) -> None:
        """Short lines with a number before them are headings; sentences are not."""
        lines = "一、总体情况\n第二部分 申请\n（一）主动公开\n(二)申请\n（三）我们公开了。\n四、公开，\n"
        assert text.read(lines.encode()).blocks == (
            Heading("一、总体情况", 2, Place(line=1)),
            Heading("第二部分 申请", 2, Place(line=2)),
            Heading("（一）主动公开", 3, Place(line=3)),
            Heading("(二)申请", 3, Place(line=4)),
            Paragraph("（三）我们公开了。", Place(line=5)),
            Paragraph("四、公开，", Place(line=6)),
        )

    @pytest.mark.parametrize(
        ("lines", "whole"),
        [
            ("结果为：第一，予以\n\n公开2宗。", ["结果为：第一，予以公开2宗。"]),
            ("第一，结果为\n- 5 -\n公开2宗。", ["第一，结果为公开2宗。"]),
            ("第一，\n第 5 页 共 8 页\n公开2宗。", ["第一，公开2宗。"]),
            ("第一，下载APP\nWeChat关注。", ["第一，下载APP WeChat关注。"]),
            ("他说，“好。”\n第二。", ["他说，“好。”", "第二。"]),
            ("某市公安局\n2022年1月5日", ["某市公安局", "2022年1月5日"]),
            ("地址是，某路1号\n电话：123", ["地址是，某路1号", "电话：123"]),
            ("第一，公开\n2022年1月5日", ["第一，公开", "2022年1月5日"]),
            ("第一，公开\n2.第二", ["第一，公开", "2.第二"]),
            ("第一，公开\n一、总体情况", ["第一，公开", "一、总体情况"]),
            ("字" * 40 + "\n公开。", ["字" * 40 + "公开。"]),
        ],
    )
    def test_sentences_cut_in_two(self, lines: str, whole: list[str]) -> None:
        """A break within a sentence is mended, a break between paragraphs is kept."""
        assert _texts(text.read(lines.encode())) == whole

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
    def test_line_ends(self, end: str) -> None:
        """Every way to end a line ends it; a text without a last one may be cut."""
        document = text.read(f"a{end}b{end}".encode())
        assert (_texts(document), document.is_cut) == (["a", "b"], False)
        assert text.read(f"a{end}b".encode()).is_cut


class TestLimits:
    """What is too long is an error before it is a burden."""

    def test_lines(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """There are only so many lines."""
        monkeypatch.setattr(text, "MAX_LINES", 3)
        with pytest.raises(LimitExceededError, match="3 lines"):
            text.read(b"a\nb\nc\nd\n")

    def test_cells(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """There are only so many cells in a table."""
        monkeypatch.setattr(_ruled, "MAX_CELLS", 3)
        with pytest.raises(LimitExceededError, match="3 cells"):
            text.read(b"a\tb\nc\td\n")
