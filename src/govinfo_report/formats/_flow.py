"""What a page shows, in reading order: lines and tables, grouped as its elements are nested."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from govinfo_report.document import Table

_STOP: Final = "。"
_MANY: Final = 2
"""So many links may be a list of them; a single one may stand in any paragraph."""
_MOST: Final = 0.9


class Line(NamedTuple):
    """A line of words."""

    text: str
    level: int = 0
    """Of h1 to h6; 0 elsewhere."""
    is_bold: bool = False
    """Whether all of it is."""
    goes_on: bool = False
    """Whether nothing but a line break parts it from the line before."""
    links: int = 0
    linked: int = 0
    """Characters within links."""

    @property
    def is_link_list(self) -> bool:
        """Whether it is there to lead elsewhere; what is all numbers is not."""
        return self.links >= _MANY and self.linked * 2 >= len(self.text) and self.has_letter

    @property
    def has_letter(self) -> bool:
        """Whether it is more than numbers and marks."""
        return any(map(str.isalpha, self.text))


class Group(NamedTuple):
    """What stands within an element, with what must be known of it time and again."""

    items: tuple["Item", ...]
    size: int
    """Characters."""
    mass: int
    """Characters in tables, and in lines with a full sentence: what no menu and no footer has."""
    links: int
    linked: int
    has_table: bool
    has_letter: bool

    def is_link_list(self, least: int = _MANY) -> bool:
        """Say whether it is there to lead elsewhere; what is all numbers is not."""
        return self.links >= least and self.linked * 2 >= self.size and self.has_letter

    def walk(self) -> Iterator["Line | Table"]:
        """Yield lines and tables in reading order."""
        waiting: list[Item] = [self]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Group):
                waiting += reversed(item.items)
            else:
                yield item

    def lines(self) -> Iterator[Line]:
        """Yield the lines."""
        return (item for item in self.walk() if isinstance(item, Line))


Item: TypeAlias = Line | Table | Group


def grouped(items: Sequence[Item]) -> Group:
    """Return what stands within an element; a group alone in another is no group of its own."""
    if len(items) == 1 and isinstance(items[0], Group):
        return items[0]
    size = mass = links = linked = 0
    has_table = has_letter = False
    for item in items:
        if isinstance(item, Line):
            length = len(item.text)
            size, mass = size + length, mass + length * is_sentence(item.text)
        elif isinstance(item, Group):
            size, mass = size + item.size, mass + item.mass
            has_table = has_table or item.has_table
        else:
            length = sum(len(cell.text) for row in item.rows for cell in row)
            size, mass, has_table, has_letter = size + length, mass + length, True, True
            continue
        links, linked = links + item.links, linked + item.linked
        has_letter = has_letter or item.has_letter
    return Group(tuple(items), size, mass, links, linked, has_table, has_letter)


def is_sentence(text: str) -> bool:
    """Say whether a line tells something, as no entry of a menu does."""
    return _STOP in text


def article(page: Group) -> Group:
    """Return the innermost element that holds nearly all the page has to tell."""
    found = page
    while inner := _main(found.items, page.mass * _MOST):
        found = inner
    return found


def _main(items: Iterable[Item], least: float) -> Group | None:
    groups = (item for item in items if isinstance(item, Group))
    return next((group for group in groups if group.mass and group.mass >= least), None)
