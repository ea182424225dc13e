"""Tables in text dumps: bars, columns aligned by spaces, and one cell a line."""

import time

import pytest

from govinfo_report.document import Table
from govinfo_report.errors import LimitExceededError
from govinfo_report.form import form
from govinfo_report.formats import text
from govinfo_report.layout.recognise import recognise
from govinfo_report.model import FigureValue
from tests.documents import TITLE, random_figures


def _tables(said: str) -> list[tuple[list[list[str]], bool]]:
    """Return what the cells of each table of a dump say, and whether it is ragged."""
    return [
        ([[cell.text for cell in row] for row in block.rows], block.is_ragged)
        for block in text.read(said.encode()).blocks
        if isinstance(block, Table)
    ]


class TestBars:
    """Lines parted by bars, with or without borders."""

    @pytest.mark.parametrize(
        "said",
        [
            "+--+--+\n| 规章 | 3 |\n+--+--+\n| 许可 | 7 |\n+--+--+\n",
            "┌──┬──┐\n│规章│3│\n├──┼──┤\n│许可│7│\n└──┴──┘\n",
            "规章｜3\n——｜——\n许可｜7\n",
        ],
    )
    def test_borders_are_no_rows(self, said: str) -> None:
        """Borders are left out, and so are the outermost bars."""
        assert _tables(said) == [([["规章", "3"], ["许可", "7"]], False)]

    def test_rows_of_different_length(self) -> None:
        """Where bars are missing, merged cells may have been lost."""
        assert _tables("a|1\nb|2|3\n") == [([["a", "1"], ["b", "2", "3"]], True)]

    def test_one_line_is_no_table(self) -> None:
        """A bar in a single line parts no cells."""
        assert _tables("首页 | 政务公开 | 年度报告\n") == []

    def test_borders_without_rows(self) -> None:
        """Borders alone are no table."""
        assert _tables("|--|\n|--|\n|规章|\n+--+\n") == []


class TestAlignedColumns:
    """Columns that are aligned by spaces."""

    def test_wide_characters(self) -> None:
        """A Chinese character is as wide as two digits, so 7 stands in the second column."""
        said = "信息内容    制发    废止\n规章           3       4\n许可           7\n"
        assert _tables(said) == [
            ([["信息内容", "制发", "废止"], ["规章", "3", "4"], ["许可", "7", ""]], False)
        ]

    def test_counted_by_characters(self) -> None:
        """Converters that count characters are understood as well."""
        said = "信息内容  制发  废止\n规章       3     4\n许可             7\n"
        assert _tables(said) == [
            ([["信息内容", "制发", "废止"], ["规章", "3", "4"], ["许可", "", "7"]], False)
        ]

    def test_a_text_over_several_columns(self) -> None:
        """A merged cell stands in the first of the columns that it reaches over."""
        said = "项    申请人情况说明\n规章  1        2\n许可  3        4\n"
        assert _tables(said) == [
            ([["项", "申请人情况说明", ""], ["规章", "1", "2"], ["许可", "3", "4"]], False)
        ]

    @pytest.mark.parametrize(
        "said",
        [
            "信息内容  制发  废止  现行有效\n规章  3     5\n规范性文件     4  6\n",
            "信息内容  制发  废止  现行有效\n规章      3  4    5\n规范性文件     4  6\n",
        ],
        ids=["in no column", "beside a whole row"],
    )
    def test_blanks_among_columns_that_are_not_aligned(self, said: str) -> None:
        """Where spaces only part the numbers of a row, which of them is missing is unknown."""
        ((rows, is_ragged),) = _tables(said)
        assert (is_ragged, any("" in row for row in rows)) == (True, False)

    def test_columns_that_clash(self) -> None:
        """Where two texts of a row stand in one column of the others, the table is ragged."""
        assert _tables("12  34567\n 1234      8\n") == [([["12", "34567"], ["1234", "8"]], True)]

    def test_lines_between_rows(self) -> None:
        """Empty lines and short ones belong to the table as long as rows follow."""
        (rows, _), *others = _tables("规章  3\n\n第二十条\n许可  7\n本机关公开。\n")
        assert [row[0] for row in rows] == ["规章", "第二十条", "许可"]
        assert others == []

    def test_spaces_in_prose(self) -> None:
        """Two lines with gaps and no number are prose, and so is one with a number."""
        assert _tables("主任  副主任\n张三  李四\n") == []
        assert _tables("编号  3\n") == []

    def test_too_many_texts(self) -> None:
        """Beyond a bound the columns are not sought, and the table is ragged."""
        said = "规章  3\n许可  4\n" * 2600
        assert _tables(said)[0][1] is True


def _unrolled(edition: str, figures: dict[str, FigureValue]) -> str:
    """Return a report with one cell a line, as copying from a page leaves it."""
    lines = [TITLE]
    for part in form(edition).parts:
        lines.append(part.heading)
        for row in form(edition).tables.get(part.name, ()):
            lines += [str(figures[c.figure]) if c.figure else c.text for c in row]
        if not part.is_table:
            lines.append("这一部分说的是工作情况。")
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_one_cell_a_line(edition: str) -> None:
    """Rows are put together again where each cell stands on a line of its own."""
    figures = random_figures(edition, 7)
    found = recognise(text.read(_unrolled(edition, figures).encode()))
    named = {path for problem in found.problems for path in problem.figures}
    wrong = {path for path, value in figures.items() if found.report.figures()[path] != value}
    assert wrong <= named
    assert (len(wrong), found.report.year) == (0, 2021)


class TestBounds:
    """Of a text with more tables than any report only so much is read as shows that it is none."""

    @pytest.mark.parametrize(
        "said",
        ["规章\t3\n许可\t7\n\n说明。\n规章\t3\n许可\t7\n", "| 规章 | 3 | 1 |\n| 许可 | 7 | 1 |\n"],
        ids=["several tables", "one table"],
    )
    def test_cells(self, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """All tables count together."""
        monkeypatch.setattr("govinfo_report.formats._ruled.MAX_CELLS", 5)
        with pytest.raises(LimitExceededError, match="more than 5 cells"):
            text.read(said.encode())

    def test_many_texts_in_columns(self) -> None:
        """As many aligned texts as are laid out in columns take no time by the square of them."""
        line = "  ".join(str(place % 10) for place in range(300))
        start = time.process_time()
        ((rows, is_ragged),) = _tables(f"{line}\n" * 33)
        assert time.process_time() - start < 5
        assert ({*map(len, rows)}, is_ragged) == ({300}, False)

    def test_more_texts_than_are_laid_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where there are too many for that they are not even measured, and columns are unknown."""
        monkeypatch.setattr("govinfo_report.formats._ruled._MAX_WORDS", 5)
        monkeypatch.delattr("govinfo_report.formats._ruled._words")
        (table,) = _tables("规章  3  1\n许可     7\n其他  2\n")
        assert table == ([["规章", "3", "1"], ["许可", "7"], ["其他", "2"]], True)
