"""The language between formats and layout: headings, paragraphs and tables, whatever they say.

A format turns bytes into a `Document` or a `Document` into bytes and knows nothing of reports;
the layout turns a `Document` into a report and back and knows nothing of bytes.
"""

from typing import TypeAlias

import attrs
import msgspec


@attrs.frozen(kw_only=True)
class Place:
    """Where in a source something stands; all numbers count from 1, none is unknown."""

    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Name what is known, outermost first: `page 2, table 1, row 3, column 4`."""
        return ", ".join(
            f"{name} {value}"
            for name in ("sheet", "page", "table", "row", "column", "line")
            if (value := getattr(self, name)) is not None
        )


class Heading(msgspec.Struct, frozen=True):
    """A heading; level 1 is the title of the document, level 2 a part of the report."""

    text: str
    level: int
    place: Place = Place()


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of prose, without line breaks of its own."""

    text: str
    place: Place = Place()


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False
    figure: str | None = None
    """The path of the figure that it holds, where the writer knows it."""
    place: Place = Place()


class Table(msgspec.Struct, frozen=True):
    """Rows of cells; a cell covered by another's span is not listed."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    is_ragged: bool = False
    """Whether merged cells were lost, so that a column stands at other positions in each row."""
    place: Place = Place()


Block: TypeAlias = Heading | Paragraph | Table


class Document(msgspec.Struct, frozen=True):
    """What a file says, in reading order."""

    blocks: tuple[Block, ...]
    is_cut: bool = False
    """Whether the source may break off in the last block: it has no end of line or of character."""
    is_outlined: bool = False
    """Whether it is laid out as `layout.compose` does it, and so known to the letter: what is no
    heading there is none, however it looks."""


class Bars(msgspec.Struct, frozen=True):
    """Counts to be drawn as bars."""

    title: str
    bars: tuple[tuple[str, int | None], ...]
    """Label and count of each; none is a blank."""


class Mark(msgspec.Struct, frozen=True):
    """A remark on cells, by the figures that they hold."""

    figures: tuple[str, ...]
    severity: str
    """A short word, which becomes part of the class of the cells where a format has classes."""
    text: str
