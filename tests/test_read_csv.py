"""CSV and TSV read: what `write` wrote to the letter, and what others export."""

import pytest

from govinfo_report import read
from govinfo_report.document import Heading, Paragraph, Table
from govinfo_report.errors import LimitExceededError, UnreadableError
from govinfo_report.form import form
from govinfo_report.formats import csv
from govinfo_report.formats._own import CSV
from govinfo_report.layout.compose import compose
from govinfo_report.layout.recognise import recognise
from tests.documents import TITLE, document, grid, random_figures, spans

HEAD = ",".join(CSV)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_what_we_write_comes_back(edition: str) -> None:
    """Every figure comes back, blanks as blanks, exact; that there is no prose is no problem."""
    report = recognise(document(edition, random_figures(edition, 5, blanks=0.2))).report
    found = read(csv.write(compose(report)).encode())
    assert (found.format, found.report.edition) == ("csv", edition)
    assert found.report.figures() == report.figures()
    assert found.problems == ()


def _grid(delimiter: str) -> str:
    """Return the tables of the form as a spreadsheet exports them, with prose between."""
    figures = random_figures("2021", 3)
    lines = [TITLE]
    for part in form("2021").parts:
        lines.append(part.heading)
        if not part.is_table:
            lines.append("这一部分说的是工作情况。")
            continue
        for row in grid(spans(form("2021").tables[part.name], figures)):
            cells = [row[c][0] if row[c][1] else "" for c in sorted(row)]
            lines.append(delimiter.join(cells))
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_what_spreadsheets_export(delimiter: str, encoding: str) -> None:
    """The grid of the form is read whatever parts its cells, and in the encodings of Excel."""
    found = read(_grid(delimiter).encode(encoding), "csv")
    assert found.report.figures() == random_figures("2021", 3)
    assert found.report.year == 2021
    assert found.report.overview is not None
    assert found.report.overview.text == "这一部分说的是工作情况。"


def test_lines_between_tables() -> None:
    """A row of one text is a line, a sentence is one even in a row of several cells."""
    blocks = csv.read(
        "一、总体情况\r\n工作顺利。,,\r\n\r\n规章,1,2\r\n许可,3,4\r\n".encode()
    ).blocks
    heading, paragraph, table = blocks
    assert isinstance(heading, Heading)
    assert isinstance(paragraph, Paragraph)
    assert (heading.text, paragraph.text) == ("一、总体情况", "工作顺利。")
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["规章", "1", "2"],
        ["许可", "3", "4"],
    ]
    assert table.rows[1][1].place.line == 5


@pytest.mark.parametrize(("end", "is_cut"), [("", True), ("\n", False), ("\r\n", False)])
def test_a_file_without_end(end: str, is_cut: bool) -> None:  # noqa: FBT001
    """A last line without an end may be half a line."""
    assert csv.read(f"规章,1{end}".encode()).is_cut is is_cut


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "empty"),
        (",,\n ,\n", "empty"),
        (f"{HEAD}\n", "figures of one report"),
        (f"{HEAD}\na,b,c\n", "figures of one report"),
        (f"{HEAD}\na,b,c,d,1\nother,b,c,d,1\n", "figures of one report"),
        ("a,b\n" + "x" * 200_000 + ",1\n", "no valid CSV"),
    ],
)
def test_no_csv(said: str, words: str) -> None:
    """What is no CSV of ours, or none at all, is an error that says so."""
    with pytest.raises(UnreadableError, match=words):
        csv.read(said.encode())


def test_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than any report has are refused."""
    monkeypatch.setattr(csv, "MAX_ROWS", 2)
    with pytest.raises(LimitExceededError, match="2 rows"):
        csv.read(b"a,1\nb,2\nc,3\n")


def test_cells_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """More cells than any report has are refused, whatever stands between them."""
    monkeypatch.setattr("govinfo_report.formats._ruled.MAX_CELLS", 8)
    with pytest.raises(LimitExceededError, match="8 cells"):
        csv.read("a,1\nb,2\n无。\nc,3\nd,4\n".encode())
