"""Glyphs put together to lines of text."""

from collections.abc import Iterable, Sequence
from statistics import median_low
from typing import Final, NamedTuple

from govinfo_report.formats._pdf.marks import Glyph

_SAME_LINE: Final = 0.4
"""How far apart, in heights of a glyph, the baselines of one line may be."""
_SPACE: Final = 0.3
"""A gap so wide, in heights of a glyph, parts two numbers or two words of Latin script."""
_COLUMN: Final = 2.0
"""A gap so wide parts two columns."""
_TWICE: Final = 0.3
"""How far a glyph is from its double where bold type is feigned by printing it twice."""


class Piece(NamedTuple):
    """A stretch of a line without a gap as wide as between columns."""

    text: str
    left: float
    right: float


class Line(NamedTuple):
    """A line of text, and where it stands."""

    pieces: tuple[Piece, ...]
    baseline: float
    size: float
    """How high most of its glyphs are; those of another script may be of another height."""
    first: float
    """How wide its first word is: a line that it stands below had no room for it."""

    @property
    def text(self) -> str:
        """What it says; a gap as wide as between columns is two spaces."""
        return "  ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.pieces[-1].right

    def fills(self, right: float, below: "Line") -> bool:
        """Say whether the line below begins with what there was no room for before an edge.

        Punctuation may not begin a line, and so may have taken a character with it.
        """
        return right - self.right < below.first + 1.6 * self.size


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines that glyphs make, from top to bottom."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if found and glyph.baseline - found[-1][0].baseline <= _SAME_LINE * glyph.size:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [line for each in found if (line := _line(sorted(each, key=lambda g: g.left)))]


def _line(glyphs: Sequence[Glyph]) -> Line | None:
    """Return the line of glyphs from left to right, none if there is nothing but space."""
    words = _words(glyphs)
    if not words:
        return None
    pieces: list[Piece] = []
    for space, word in words:
        text, left, right = "".join(g.text for g in word), word[0].left, word[-1].right
        if space is None:
            pieces.append(Piece(text, left, right))
        else:
            last = pieces[-1]
            pieces[-1] = Piece(f"{last.text}{space}{text}", last.left, right)
    first = words[0][1]
    return Line(
        tuple(pieces),
        glyphs[0].baseline,
        median_low(glyph.size for _, word in words for glyph in word),
        first[-1].right - first[0].left,
    )


def _words(glyphs: Iterable[Glyph]) -> list[tuple[str | None, list[Glyph]]]:
    """Return what cannot be broken, with the space before it; none before a column.

    A word is a run of ASCII, or one character of any other script.
    """
    words: list[tuple[str | None, list[Glyph]]] = []
    space = ""
    for glyph in glyphs:
        if not glyph.text.strip():
            space += glyph.text
            continue
        last = words[-1][1][-1] if words else None
        if last is None or glyph.left - last.right > _COLUMN * glyph.size:
            words.append((None, [glyph]))
        elif glyph.text == last.text and glyph.left - last.left < _TWICE * glyph.size:
            continue
        else:
            is_latin = last.text.isascii() and glyph.text.isascii()
            if space or not is_latin or glyph.left - last.right > _SPACE * glyph.size:
                words.append((space or (" " if is_latin else ""), [glyph]))
            else:
                words[-1][1].append(glyph)
        space = ""
    return words
