"""CSV: one figure a row, with the title of the report, its path, its labels and its value.

Nothing that a spreadsheet would take for a formula leaves as one: such a text gets an apostrophe
in front, and so does a text that begins with one, so that taking the first apostrophe away gives
back every text. Prose has no place in it.
"""

import csv
import io
import re
from itertools import chain
from typing import Final

from govinfo_report.document import Document, Heading, Table
from govinfo_report.formats._carried import all_texts, require_no_controls
from govinfo_report.formats._headers import placed

COLUMNS: Final = ("report", "path", "row", "column", "value")
"""The names of the columns; `row` and `column` hold the labels that lead to the figure."""

_NUMBER: Final = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_FORMULA: Final = re.compile("\\s*[=+\\-@＝＋－\N{FULLWIDTH COMMERCIAL AT}'|%]")


def write(document: Document) -> str:
    """Return the figures of a document as CSV (RFC 4180), a line of names first.

    Raise `UnrenderableError` for control characters.
    """
    title = next((b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1), "")
    tables = tuple(block for block in document.blocks if isinstance(block, Table))
    require_no_controls((title, *all_texts(Document(tables))), "csv")
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
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
