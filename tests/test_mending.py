"""Labels that are cut over rows are put together where they belong."""

from collections.abc import Sequence

from govinfo_report.document import Cell, Table
from govinfo_report.layout.cells import rows
from govinfo_report.layout.mending import mended


def _texts(said: Sequence[Sequence[Cell]], *, is_ragged: bool) -> list[list[str]]:
    """Return what the rows of a table say once they are mended."""
    table = Table(tuple(map(tuple, said)), is_ragged=is_ragged)
    return [[token.text for token in row.tokens] for row in mended(list(rows(table, 0)))]


def test_values_between_the_halves() -> None:
    """The lines of a dump may have the values of a row between those of its label."""
    values = [Cell(str(number)) for number in range(7)]
    said = [[Cell("（一）予以")], values, [Cell("公开")]]
    assert _texts(said, is_ragged=True) == [["（一）予以公开", *(v.text for v in values)]]


def test_a_header_of_which_cells_are_lost() -> None:
    """Where no cell has a place of its own a header is left in the rows that it has."""
    said = [[Cell("社会公"), Cell("其他")], [Cell("益组织")], [Cell("规章"), Cell("1")]]
    assert _texts(said, is_ragged=True)[0] == ["社会公益组织", "其他"]


def test_a_half_that_spans_rows() -> None:
    """A half that reaches down to the last row is taken out of each row that it is in."""
    said = [
        [Cell("三、本年度办"), Cell("（一）予以公开"), Cell("1")],
        [Cell("理结果", rowspan=2), Cell("（三）不予公开"), Cell("2")],
        [Cell("1.属于国家秘密"), Cell("3")],
    ]
    assert _texts(said, is_ragged=False) == [
        ["三、本年度办理结果", "（一）予以公开", "1"],
        ["", "（三）不予公开", "2"],
        ["", "1.属于国家秘密", "3"],
    ]


def test_a_search_that_takes_too_long() -> None:
    """Rows of which any cell may go on a label are tried for a while; then nothing is mended."""
    halves = [[Cell("予以")], [Cell("公开")]]
    many = [[Cell("不")], [Cell("予")] * 240, [Cell("公")] * 240, [Cell("说明")]]
    assert _texts(halves, is_ragged=True) == [["予以公开"]]
    assert _texts([*many, *halves], is_ragged=True)[-2:] == [["予以"], ["公开"]]


def test_labels_of_a_header_whose_rows_differ_in_width() -> None:
    """Where places are no columns, a label stays in the row that it began in."""
    said = [[Cell("自然人"), Cell("社会公益"), Cell("其他")], [Cell("总计"), Cell("组织")]]
    assert _texts(said, is_ragged=True)[0] == ["自然人", "社会公益组织", "其他"]
