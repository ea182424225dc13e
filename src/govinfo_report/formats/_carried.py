"""What formats cannot carry, and tables without spans; for all of the writers."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from govinfo_report.document import Document, Table
from govinfo_report.errors import Bilingual, UnrenderableError
from govinfo_report.formats._grid import laid_out

# What only writing needs is compiled when something is written.
_CONTROL: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_NOT_XML: Final = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]"
_REASON: Final = "含有控制字符 U+{0:04X}", "it holds the control character U+{0:04X}"


def all_texts(document: Document) -> Iterator[str]:
    """Yield every text of a document, whatever holds it."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield block.caption
            for cell in chain.from_iterable(block.rows):
                yield cell.text
        else:
            yield block.text


def require_no_controls(
    texts: Iterable[str],
    format: str,  # noqa: A002
    unfit: str = _CONTROL,
) -> None:
    """Raise `UnrenderableError` for a control character other than tab, line feed and return."""
    texts = tuple(texts)
    # Joined, since one search through everything is far quicker than one search a cell.
    if re.search(unfit, "\n".join(texts)):
        text, match = next((t, match) for t in texts if (match := re.search(unfit, t)))
        zh, en = (reason.format(ord(match[0])) for reason in _REASON)
        raise UnrenderableError(format, text, Bilingual(zh, en))


def require_xml(document: Document, format: str) -> None:  # noqa: A002
    """Raise `UnrenderableError` for what XML cannot carry, a carriage return included."""
    require_no_controls(all_texts(document), format, _NOT_XML)


def unmerged(table: Table) -> list[list[str]]:
    """Return the rows of a table as texts, all of one length.

    A merged cell says what it says in its first row and column, and nothing in the others.
    """
    grid: list[dict[int, str]] = [{} for _ in table.rows]
    for top, column, cell in laid_out(table):
        for row in grid[top : top + cell.rowspan]:
            row.update(dict.fromkeys(range(column, column + cell.colspan), ""))
        grid[top][column] = cell.text
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    return [[row.get(column, "") for column in range(width)] for row in grid]
