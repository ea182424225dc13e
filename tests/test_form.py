"""The form as data, held against the independent transcription and the official blank form."""

import pytest

from govinfo_report import Edition, figure_paths, form
from tests import witness

EDITIONS = ("2019", "2021")


@pytest.mark.parametrize("edition", EDITIONS)
def test_parts(edition: str) -> None:
    """Six parts with number and heading, in order."""
    assert tuple((p.number, p.title) for p in form(edition).parts) == witness.PARTS[edition]
    assert form(edition).part("requests").heading == "三、收到和处理政府信息公开申请情况"
    assert [p.name for p in form(edition).parts if p.is_table] == list(form(edition).tables)


@pytest.mark.parametrize(("edition", "count"), [("2019", 198), ("2021", 200)])
def test_figures(edition: str, count: int) -> None:
    """Every figure of the form has its path, in form order."""
    assert tuple(form(edition).figures) == figure_paths(edition) == witness.FIGURES[edition]
    assert len(figure_paths(edition)) == count


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_has_its_place_in_a_table(edition: str) -> None:
    """The cells to be filled in are the figures, each once, in form order."""
    cells = [c for rows in form(edition).tables.values() for row in rows for c in row]
    assert tuple(c.figure for c in cells if c.figure) == figure_paths(edition)
    assert all(bool(c.text) != bool(c.figure) for c in cells)


def test_tables_are_those_of_the_blank_form() -> None:
    """Labels and spans of all cells, as in the official Word file of edition 2021."""
    ours = tuple(
        tuple(tuple((c.text, c.rowspan, c.colspan) for c in row) for row in rows)
        for rows in form("2021").tables.values()
    )
    assert ours == witness.DOCX_2021_SPANS


@pytest.mark.parametrize("edition", EDITIONS)
def test_tables_are_rectangles(edition: str) -> None:
    """Spans neither overlap nor leave holes."""
    for rows in form(edition).tables.values():
        taken: set[tuple[int, int]] = set()
        width = sum(cell.colspan for cell in rows[0])
        for y, row in enumerate(rows):
            x = 0
            for cell in row:
                while (y, x) in taken:
                    x += 1
                area = {(y + i, x + j) for i in range(cell.rowspan) for j in range(cell.colspan)}
                assert not area & taken
                taken |= area
        assert taken == {(y, x) for y in range(len(rows)) for x in range(width)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_labels_of_requests(edition: str) -> None:
    """The labels that lead to a figure of table three, from the outermost cell inwards."""
    figures = form(edition).figures
    for row, labels in witness.REQUEST_ROWS[edition]:
        for column, label in witness.APPLICANTS:
            inner = [text.zh for text in figures[f"{row}.{column}"].labels]
            assert inner == [*(text for text in labels if text != "三、本年度办理结果"), label]


@pytest.mark.parametrize("edition", EDITIONS)
def test_labels_of_table_two(edition: str) -> None:
    """Row and column of each figure of table two."""
    for _, items, measures in witness.PROACTIVE[edition]:
        for item, item_label in items:
            for measure, measure_label in measures:
                label = form(edition).figures[f"proactive.{item}.{measure}"]
                assert [text.zh for text in label.labels] == [item_label, measure_label]


def test_labels_of_disputes() -> None:
    """Block and result of each figure of table four."""
    for block, labels in witness.DISPUTE_BLOCKS:
        for result, label in witness.DISPUTE_RESULTS:
            figure = form(Edition.E2021).figures[f"disputes.{block}.{result}"]
            assert [text.zh for text in figure.labels] == [*labels, label]


def test_a_figure_in_words() -> None:
    """The labels in one line, in both languages, with basis and unit."""
    figure = form("2021").figures["requests.outcomes.state_secret.total"]
    assert figure.text.zh == "（三）不予公开 · 1.属于国家秘密 · 总计"
    assert figure.text.en == "refused · state secret · total"
    assert (figure.basis, figure.unit) == ("Reg. art. 14", None)
    fees = form("2021").figures["proactive.fees.amount"]
    assert fees.unit is not None
    assert fees.unit.zh == "万元"
