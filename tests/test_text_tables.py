"""Tables in text dumps: bars, columns aligned by spaces, and one cell a line."""

import time
from collections.abc import Callable
from functools import partial
from itertools import accumulate
from random import Random
from unicodedata import east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_report.document import Table
from govinfo_report.errors import LimitExceededError
from govinfo_report.form import form
from govinfo_report.formats import text
from govinfo_report.formats._grid import laid_out
from govinfo_report.layout.recognise import recognise
from govinfo_report.model import FigureValue
from tests.documents import PROSE, TITLE, Rows, padded, random_figures, spans


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
        said = (
            "信息内容    制发    废止\n规章           3       4\n许可           7\n"
            "处罚          12       5\n强制                   6\n"
        )
        assert _tables(said) == [
            (
                [
                    ["信息内容", "制发", "废止"],
                    ["规章", "3", "4"],
                    ["许可", "7", ""],
                    ["处罚", "12", "5"],
                    ["强制", "", "6"],
                ],
                False,
            )
        ]

    def test_counted_by_characters(self) -> None:
        """Converters that count characters are understood as well."""
        said = (
            "信息内容   制发  废止\n规章     3   4\n规范性文件      7\n许可     5\n处罚     6   8\n"
        )
        assert _tables(said) == [
            (
                [
                    ["信息内容", "制发", "废止"],
                    ["规章", "3", "4"],
                    ["规范性文件", "", "7"],
                    ["许可", "5", ""],
                    ["处罚", "6", "8"],
                ],
                False,
            )
        ]

    def test_a_text_over_several_columns(self) -> None:
        """A merged cell stands in the first of the columns that it reaches over."""
        numbers = "规章   1        2\n许可   3        4\n处罚   5        6\n"
        ((rows, is_ragged),) = _tables(f"项     申请人情况说明\n{numbers}")
        assert (rows[:2], is_ragged) == ([["项", "申请人情况说明", ""], ["规章", "1", "2"]], False)

    @pytest.mark.parametrize(
        "said",
        [
            "项  一  二  三\n规章  1  2\n许可      3\n处罚  4    5\n强制  6  7  8\n",
            "项   一   二\n规章 3\n许可  1    2\n处罚  3    4\n强制  5    6\n",
            "项    一    二\n规章  1234567   8\n许可  1     2\n处罚  3     4\n强制  5     6\n",
            "结果维持   结果纠正   其他结果\n   3                     4\n",
        ],
        ids=["parted by so many spaces", "behind a label", "over two columns", "one row"],
    )
    def test_numbers_in_columns_by_chance(self, said: str) -> None:
        """Where it may be chance that numbers are in line, a row has them in their order alone."""
        ((rows, is_ragged),) = _tables(said)
        assert is_ragged
        assert not any("" in row for row in rows if any(map(str.isdigit, row)))

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
        assert (is_ragged, any("" in row for row in rows[1:])) == (True, False)

    def test_columns_that_clash(self) -> None:
        """Where two texts of a row stand in one column of the others, the table is ragged."""
        assert _tables("12  34567\n 1234       8\n") == [([["12", "34567"], ["1234", "8"]], True)]

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


_SHAPES: tuple[Callable[[Rows], Rows], ...] = (tuple, padded)


def _parted(rows: Rows, gap: str) -> list[str]:
    """Return rows whose cells are parted by one text throughout, blanks being nothing."""
    return [gap.join(cell.text for cell in row).rstrip() for row in rows]


def _typed(rows: Rows, random: Random) -> list[str]:
    """Return rows whose cells somebody has parted by more spaces or fewer."""
    gaps = ((" " * random.randint(2, 6) + cell.text for cell in row) for row in rows)
    return ["".join(row).strip() for row in gaps]


def _set_out(
    rows: Rows, random: Random, measure: Callable[[str], int], share: float, slip: int
) -> list[str]:
    """Return rows in columns, each cell with a share of the free room before it.

    Some converters let whole rows of numbers slip to one side.
    """
    gap = random.randint(1, 4)
    cells = list(laid_out(Table(rows)))
    widths = [0] * max(column + cell.colspan for _, column, cell in cells)
    for _, column, cell in sorted(cells, key=lambda each: each[2].colspan):
        last = column + cell.colspan - 1
        beside = sum(widths[column:last]) + gap * (last - column)
        widths[last] = max(widths[last], measure(cell.text) - beside)
    starts = list(accumulate((width + gap for width in widths), initial=0))
    slips = [random.randint(0, slip) for _ in rows]
    lines = [""] * len(rows)
    for row, column, cell in cells:
        room = starts[column + cell.colspan] - gap - starts[column] - measure(cell.text)
        at = starts[column] + int(room * share) + (slips[row] if column else 0)
        lines[row] += " " * (at - measure(lines[row])) + cell.text
    return [line.rstrip() for line in lines]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _ways(random: Random) -> dict[str, Callable[[Rows], list[str]]]:
    """Return the ways in which people and converters write a table as text."""
    ways: dict[str, Callable[[Rows], list[str]]] = {"typed": partial(_typed, random=random)}
    for gap in ("", " ", "  ", "   ", "    ", "\u3000", "\t"):
        ways[f"parted by {gap!r}"] = partial(_parted, gap=gap)
    for measure in (_width, len):
        for share, slip in ((0, 0), (0.5, 0), (1, 0), (0.5, 9)):
            ways[f"in columns by {measure.__name__}, {share}, {slip}"] = partial(
                _set_out, random=random, measure=measure, share=share, slip=slip
            )
    return ways


@pytest.mark.parametrize("way", _ways(Random(0)))  # noqa: S311 - nothing secret
@given(st.randoms(use_true_random=True), st.sampled_from([0.05, 0.3, 0.9]))
@settings(max_examples=12)
def test_never_a_wrong_number(way: str, random: Random, blanks: float) -> None:
    """However a table is written as text, a figure is right, or it is blank and that is said."""
    edition = random.choice(["2019", "2021"])
    figures = random_figures(edition, random.randrange(10**6), blanks)
    if random.random() < 0.5:  # as few digits as most figures have
        figures = {
            path: value % 40 if isinstance(value, int) and value > 0 else value
            for path, value in figures.items()
        }
    shape = random.choice(_SHAPES)
    lines = [TITLE if edition == "2021" else TITLE.replace("2021", "2020")]
    for part in form(edition).parts:
        lines += ["", part.heading, ""]
        if part.is_table:
            lines += _ways(random)[way](shape(spans(form(edition).tables[part.name], figures)))
        else:
            lines.append(PROSE)
    found = recognise(text.read("\n".join([*lines, ""]).encode()))
    read = found.report.figures()
    named = {path for problem in found.problems for path in problem.figures}
    lost = {path for path, value in figures.items() if read.get(path) != value}
    assert {path: read[path] for path in lost if read.get(path) is not None} == {}
    assert lost <= named


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
