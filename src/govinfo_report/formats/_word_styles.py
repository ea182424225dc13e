"""What styles say of the paragraphs of a Word file, and the numbers that Word sets before them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

import msgspec

from govinfo_report._text import counting_numeral

_OFF: Final = {"0", "false", "off"}
_HEADING: Final = re.compile(r"(?:heading|标题) ?([1-9])")
_CONTENTS: Final = re.compile(r"(?:toc|目录) ?(?:[1-9]|heading)")
_BODY: Final = 9  # the outline level that is none
_MAX_BASES: Final = 20
_LEVELS: Final = 9
_SAID: Final = re.compile(r"%([1-9])")


def value(element: Element | None, path: str) -> str | None:
    """Return the `val` of an element below another, none if it is not there."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get("val")


def number(element: Element | None, path: str) -> int | None:
    """Return the `val` of an element below another as a number, none if it is no small number."""
    said = value(element, path) or ""
    return int(said) if re.fullmatch("[0-9]{1,9}", said) else None


def is_on(element: Element | None, path: str) -> bool:
    """Say whether a switch is there and not turned off."""
    found = None if element is None else element.find(path)
    return found is not None and found.get("val") not in _OFF


class Style(msgspec.Struct, frozen=True):
    """What a style says, and those that it is based on."""

    level: int | None = None
    """Level of a heading, 1 for the title."""
    is_contents: bool = False
    """Whether paragraphs in it are lines of a table of contents."""
    is_hidden: bool = False
    numbering: tuple[int | None, int | None] = None, None
    """The list and the level in it."""


class Styles:
    """The styles of a file, by their ids; most files have many more than they use."""

    def __init__(self, root: Element | None) -> None:
        """Keep what a file says of its styles."""
        self._elements = {each.get("styleId", ""): each for each in (() if root is None else root)}
        self._known: dict[str | None, Style] = {None: Style()}

    def of(self, element: Element, path: str) -> Style:
        """Return the style that a paragraph or a run names."""
        name = value(element, path)
        if name not in self._known:
            self._known[name] = self._style(name)
        return self._known[name]

    def _style(self, name: str | None) -> Style:
        style = Style()
        for _ in range(_MAX_BASES):
            element = self._elements.get(name or "")
            if element is None:
                break
            own, described = listed(element), (value(element, "name") or "").casefold()
            style = Style(
                style.level or _level(described) or outline_level(element),
                style.is_contents or bool(_CONTENTS.fullmatch(described)),
                style.is_hidden or is_on(element, "rPr/vanish"),
                own if style.numbering[0] is None else style.numbering,
            )
            name = value(element, "basedOn")
        return style


def _level(name: str) -> int | None:
    if name in {"title", "标题"}:
        return 1
    match = _HEADING.fullmatch(name)
    return int(match[1]) + 1 if match else None


def outline_level(element: Element) -> int | None:
    """Return the level of a heading that a style or a paragraph states by its outline."""
    level = number(element, "pPr/outlineLvl")
    return None if level is None or level >= _BODY else level + 2


def listed(element: Element) -> tuple[int | None, int | None]:
    """Return the list of a style or a paragraph, and the level in it."""
    return number(element, "pPr/numPr/numId"), number(element, "pPr/numPr/ilvl")


class _Level(msgspec.Struct, frozen=True):
    start: int
    format: str
    text: str
    gap: str
    is_legal: bool
    """Whether the numbers of all levels are in digits."""


class Numbers:
    """Counts the paragraphs of each list, in reading order."""

    def __init__(self, root: Element | None) -> None:
        """Learn the lists of a file."""
        self._kinds: dict[int | None, tuple[int | None, Mapping[int, int]]] = {}
        self._levels: dict[int | None, dict[int, _Level]] = {}
        self._counts: dict[int | None, dict[int, int]] = {}
        self._begun: set[int] = set()
        for each in () if root is None else root:
            if each.tag == "abstractNum":
                self._levels[_id(each, "abstractNumId")] = dict(_levels(each))
            elif each.tag == "num":
                starts = {
                    _id(own, "ilvl") or 0: start
                    for own in each.iter("lvlOverride")
                    if (start := number(own, "startOverride")) is not None
                }
                self._kinds[_id(each, "numId")] = number(each, "abstractNumId"), starts

    def next(self, name: int, depth: int) -> str:
        """Return what stands before the next paragraph of a list, with the space behind it."""
        kind, starts = self._kinds.get(name, (None, {}))
        levels = self._levels.get(kind, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(kind, {})
        if name not in self._begun:
            self._begun.add(name)
            counts |= {each: start - 1 for each, start in starts.items()}
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)

        def said(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            start = levels[other].start if other in levels else 1
            style = levels[other].format if other in levels else "decimal"
            return _written(counts.get(other, start), "decimal" if level.is_legal else style)

        return f"{text}{level.gap}" if (text := _SAID.sub(said, level.text)) else ""


def _id(element: Element, name: str) -> int | None:
    said = element.get(name, "")
    return int(said) if re.fullmatch("[0-9]{1,9}", said) else None


def _levels(element: Element) -> Iterator[tuple[int, _Level]]:
    for each in element.iter("lvl"):
        style = value(each, "numFmt") or "decimal"
        text = "" if style in {"bullet", "none"} else value(each, "lvlText") or ""
        gap = "" if value(each, "suff") == "nothing" else " "
        start = number(each, "start")
        yield (
            _id(each, "ilvl") or 0,
            _Level(1 if start is None else start, style, text, gap, is_on(each, "isLgl")),
        )


def _written(count: int, style: str) -> str:
    """Return a number as a list writes it; styles that no report has are written in digits."""
    if style in _CHINESE:
        return counting_numeral(count)
    if style in _SERIES and 0 < count <= len(_SERIES[style]):
        return _SERIES[style][count - 1]
    if style == "decimalFullWidth":
        return str(count).translate(_WIDE)
    return str(count)


_CHINESE: Final = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_SERIES: Final[Mapping[str, str]] = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "chineseLegalSimplified": "壹贰叁肆伍陆柒捌玖拾",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_WIDE: Final = {ord("0") + digit: ord("\N{FULLWIDTH DIGIT ZERO}") + digit for digit in range(10)}
