"""CSV: one figure a row, with the title of the report, its path, its labels and its value.

Nothing that a spreadsheet would take for a formula leaves as one: such a text gets an apostrophe
in front, and so does a text that begins with one, so that taking the first apostrophe away gives
back every text. Prose has no place in it.

What others write is read as well, parted by commas, tabs or semicolons: there, rows are those of
the form, and lines of prose may stand between its tables.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import Final, TypeAlias

from govinfo_report.document import Block, Cell, Document, Heading, Place, Table
from govinfo_report.errors import Bilingual, LimitExceededError, UnreadableError
from govinfo_report.formats._carried import all_texts, require_no_controls
from govinfo_report.formats._decoding import decoded
from govinfo_report.formats._headers import placed
from govinfo_report.formats._lines import ENDS, told
from govinfo_report.formats._own import CSV
from govinfo_report.formats._ruled import require_few, tabulated

MAX_ROWS: Final = 200_000

_DELIMITERS: Final = ",\t;"
_SHOWS: Final = 2**16
"""So many characters show which delimiter it is."""
_NOT_TIDY: Final = Bilingual(
    f"列 {'、'.join(CSV)} 之下应是一份报告的数据，每行五格",
    f"below the columns {', '.join(CSV)} stand the figures of one report, five cells a row",
)
_Row: TypeAlias = tuple[list[str], Place]

_NUMBER: Final = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_FORMULA: Final = re.compile("\\s*[=+\\-@＝＋－\N{FULLWIDTH COMMERCIAL AT}'|%]")


def read(data: bytes) -> Document:
    """Return what delimited rows say; raise `UnreadableError` if they are none.

    A row of one text stands between tables, and so do its neighbours if it is a sentence. Of what
    `write` has written each figure is known by its path.
    """
    text, is_cut = decoded(data)
    rows = list(_rows(text))
    if not rows:
        raise UnreadableError(Bilingual("文件是空的", "the file is empty"))
    is_tidy = tuple(rows[0][0]) == CSV
    blocks = _tidy(rows[1:]) if is_tidy else tuple(_blocks(rows))
    return Document(blocks, is_cut or not text.endswith(("\n", "\r")))


def _rows(text: str) -> Iterator[_Row]:
    delimiter = max(_DELIMITERS, key=text[:_SHOWS].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    cells = 0
    try:
        for number, row in enumerate(rows, 1):
            if number > MAX_ROWS:
                raise LimitExceededError(
                    Bilingual(f"文件超过 {MAX_ROWS} 行", f"the file has more than {MAX_ROWS} rows")
                )
            if any(cell.strip() for cell in row):
                cells += len(row)
                require_few(cells)
                yield row, Place(line=rows.line_num)
    except csv.Error as error:
        raise UnreadableError(
            Bilingual(f"不是有效的 CSV：{error}", f"it is no valid CSV: {error}")
        ) from error


def _tidy(rows: Sequence[_Row]) -> tuple[Block, ...]:
    """Return the title and the figures of a file that `write` has written."""
    titles = {row[0] for row, _ in rows}
    if len(titles) != 1 or any(len(row) != len(CSV) for row, _ in rows):
        raise UnreadableError(_NOT_TIDY)
    cells = tuple(
        (
            Cell(plain(row), is_header=True, place=place),
            Cell(plain(column), is_header=True, place=place),
            Cell(plain(value), figure=plain(path), place=place),
        )
        for (_, path, row, column, value), place in rows
    )
    return Heading(plain(titles.pop()), 1), Table(cells)


def _blocks(rows: Sequence[_Row]) -> Iterator[Block]:
    """Yield lines as headings and paragraphs, and the rows between them as tables."""
    tables = 0
    flags = list(_told(rows))
    for is_told, group in groupby(range(len(rows)), key=flags.__getitem__):
        run = [rows[i] for i in group]
        if is_told:
            yield from told((_only(row), place) for row, place in run)
        else:
            tables += 1
            yield tabulated(run, tables)


def _told(rows: Sequence[_Row]) -> Iterator[bool]:
    """Say of each row whether it is a line of text."""
    for is_single, group in groupby(rows, key=lambda row: _only(row[0]) != ""):
        run = [row for row, _ in group]
        is_told = is_single and any(len(row) == 1 or _only(row).endswith(ENDS) for row in run)
        yield from [is_told] * len(run)


def _only(row: Sequence[str]) -> str:
    """Return the one text of a row if that stands first, else nothing."""
    return row[0].strip() if not any(cell.strip() for cell in row[1:]) else ""


def write(document: Document) -> str:
    """Return the figures of a document as CSV (RFC 4180), a line of names first.

    Raise `UnrenderableError` for control characters.
    """
    title = next((b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1), "")
    tables = tuple(block for block in document.blocks if isinstance(block, Table))
    require_no_controls((title, *all_texts(Document(tables))), "csv")
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(CSV)
    for table in tables:
        for each in chain.from_iterable(placed(table)):
            if each.cell.figure is not None:
                beside = [p.cell.text for p in each.labels if p.covers_row(each.row)]
                above = [p.cell.text for p in each.labels if not p.covers_row(each.row)]
                texts = (title, each.cell.figure, " · ".join(beside), " · ".join(above))
                writer.writerow(map(inert, (*texts, each.cell.text)))
    return file.getvalue()


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a plain number stays as it is."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def plain(text: str) -> str:
    """Undo `inert`."""
    return text.removeprefix("'")
