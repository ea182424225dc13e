"""Lines for people: folded where Chinese may be, and coloured where a terminal wants it.

What `check` says of a report needs no more than this; only tables are left to rich.
"""

import os
import re
import sys
from collections.abc import Iterator
from typing import Final, TextIO
from unicodedata import combining, east_asian_width

_UNIT: Final = r"\s+|[“‘（《【〈]*(?:[!-~]+|\S)[，。、；：！？…）”’》】〉％]*"
"""What stays together: no line begins with a comma."""
_CODES: Final = {"bold": "1", "red": "31", "yellow": "33", "cyan": "36"}


def terminal_width() -> int:
    """Return the columns of the terminal, as `shutil` does, which takes much longer to load."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _USUAL  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # there is none, or the stream is closed
        return _USUAL


def columns(text: str) -> int:
    """Return how many columns a text takes in a terminal, where a Chinese character takes two."""
    return sum(0 if combining(char) else 1 + (east_asian_width(char) in "WF") for char in text)


def folded(text: str, width: int) -> list[str]:
    """Return a text as lines of a width, broken at spaces and between Chinese characters."""
    if columns(text) <= width:
        return [text.strip()]
    lines, used = [""], 0
    for unit in _units(text, width):
        taken = columns(unit)
        if used + taken > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            used = 0
        if used or not unit.isspace():
            lines[-1] += unit
            used += taken
    lines[-1] = lines[-1].rstrip()
    return lines


def widest_unit(text: str) -> int:
    """Return how many columns the widest takes of what stays together in a text."""
    return max(map(columns, re.findall(_UNIT, text)), default=0)


def _units(text: str, width: int) -> Iterator[str]:
    """Yield what stays together; what no line can hold comes in characters."""
    for unit in re.findall(_UNIT, text):
        if columns(unit) <= width or unit.isspace():
            yield unit
        else:
            yield from unit


class Printer:
    """Print lines on a stream."""

    def __init__(self, stdout: TextIO) -> None:
        """Look at what the stream is: how wide, and whether it wants colours."""
        self._stdout = stdout
        self._width = max(terminal_width(), _NARROWEST)
        self._coloured = (
            stdout.isatty()
            and not os.environ.get("NO_COLOR")
            and os.environ.get("TERM", "dumb") != "dumb"
        )

    def line(self, text: str = "", style: str = "") -> None:
        """Print a text in lines, in a style such as `bold red`."""
        for line in folded(text, self._width):
            self._stdout.write(f"{self._styled(line, style)}\n")

    def item(self, label: str, style: str, text: str) -> None:
        """Print an item of a list: a label in a style, and a text, set in from the left."""
        lines = folded(f"{label}  {text}" if label else text, self._width - len(_INDENT))
        if lines[0].startswith(label):
            lines[0] = self._styled(label, style) + lines[0].removeprefix(label)
        for line in lines:
            self._stdout.write(f"{_INDENT}{line}\n")

    def entry(self, label: str, style: str, text: str, width: int) -> None:
        """Print an entry of a list whose labels take a width, and whose texts stand beside them."""
        lead = _INDENT + self._styled(label, style) + " " * (width - columns(label))
        for line in folded(text, max(self._width - width - 2 * len(_INDENT), _NARROWEST)):
            self._stdout.write(f"{lead}{_INDENT}{line}\n")
            lead = _INDENT + " " * width

    def _styled(self, text: str, style: str) -> str:
        if not self._coloured or not (style and text):
            return text
        codes = ";".join(_CODES[word] for word in style.split())
        return f"\x1b[{codes}m{text}\x1b[0m"


_INDENT: Final = "  "
_NARROWEST: Final = 20
_USUAL: Final = 80
