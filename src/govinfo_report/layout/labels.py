"""Match what a cell says against the labels of the form, both editions at once."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from govinfo_report._text import NUMERALS, label_key
from govinfo_report.form import APPLICANTS, LITIGATION, ORGANISATIONS, OUTCOMES, TOTAL, form
from govinfo_report.layout import variants
from govinfo_report.vocabulary import Edition

RESULT: Final = "result:"
"""What tells the columns of table four from those of table three: both have 其他."""

Axis = Literal["row", "block", "leaf", "category", "group", "note"]
"""What a label does: name a row, a block of table four, a column, a category, a group, nothing."""


class Label(msgspec.Struct, frozen=True):
    """A label of the form; the name of a row or block and that of a leaf make a figure path."""

    axis: Axis
    name: str


class Match(msgspec.Struct, frozen=True):
    """What a text was matched with."""

    labels: tuple[Label, ...]
    """All that the text may mean; context decides."""
    key: str
    """What was looked up."""
    meant: str = ""
    """The label that a misspelt one is taken for."""
    is_exact: bool = True
    """Whether the form itself prints it so."""
    unit: str | None = None
    """The unit that the label adds."""

    def names(self, *axes: Axis) -> tuple[str, ...]:
        """Return the names that it may have on some axes."""
        return tuple(label.name for label in self.labels if label.axis in axes)


_UNIT: Final = re.compile(r"(?:单位)?(亿元|万元|元|[件宗项个份])$")
_LONGEST: Final = 60
_CAPTION: Final = re.compile(variants.CAPTION)
_GROUPS: Final = (
    (APPLICANTS.zh, "applicants"),
    (ORGANISATIONS.zh, "organisations"),
    (LITIGATION.zh, "litigation"),
    (OUTCOMES.zh, "outcomes"),
)


def _printed(edition: Edition) -> Iterator[tuple[str, Label]]:
    """Yield what the form prints, with what it means."""
    for path, figure in form(edition).figures.items():
        table, *_, leaf = path.split(".")
        above = path.removesuffix(f".{leaf}")
        *outer, row, column = (label.zh for label in figure.labels)
        if table == "disputes":
            yield row, Label("block", above)
            yield column, Label("leaf", leaf if column == TOTAL.zh else f"{RESULT}{leaf}")
        else:
            yield row, Label("row", above)
            yield column, Label("leaf", leaf)
        if outer and table == "requests":
            yield outer[0], Label("category", outer[0])


@cache
def _index() -> Mapping[str, Match]:
    """Map the key of each label of either edition, and of each variant, to what it means."""
    printed = [pair for edition in Edition for pair in _printed(edition)]
    printed += [(text, Label("group", name)) for text, name in _GROUPS]
    printed += [(text, Label("note", text)) for text in variants.NOTES]
    printed += [(text, Label("leaf", "subtotal")) for text in variants.SUBTOTALS]
    index: dict[str, dict[Label, None]] = {}
    for text, label in printed:
        index.setdefault(label_key(text), {})[label] = None
    matches = {key: Match(tuple(labels), key) for key, labels in index.items()}
    for text, others in variants.LABELS.items():
        known = matches[label_key(text)]
        for other in others:
            key = label_key(other)
            matches.setdefault(key, Match(known.labels, key, is_exact=False))
    return matches


@cache
def weights(edition: Edition) -> Mapping[str, int]:
    """Map the key of each label that only this edition prints to the figures it leads to."""
    theirs = set[str]().union(*(_counts(other) for other in Edition if other is not edition))
    return {key: count for key, count in _counts(edition).items() if key not in theirs}


@cache
def _counts(edition: Edition) -> Mapping[str, int]:
    """Map the key of each label of an edition to the figures it leads to."""
    return Counter(label_key(text) for text, _ in _printed(edition))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(key[:end] for key in _index() for end in range(1, len(key)))


def begins_label(text: str) -> bool:
    """Say whether a label of the form, or a variant, begins with a text and goes on."""
    return len(text) <= 2 * _LONGEST and _key(text) in _beginnings()


@lru_cache(maxsize=4096)
def find(text: str) -> Match | None:
    """Return what a text means as a label of the form or a known variant, or none."""
    if len(text) > 2 * _LONGEST:
        return None
    index = _index()
    if match := index.get(label_key(text)):
        return match
    key = _key(text)
    if any(word in key for word in variants.CORNER):
        return Match((Label("note", "corner"),), key)
    if _CAPTION.fullmatch(key):
        return Match((Label("note", "caption"),), key)
    return _varied(key)


def _key(text: str) -> str:
    key = label_key(text.translate(variants.FOLDED))
    for word, usual in variants.WORDS.items():
        key = key.replace(word, usual)
    return key


def _varied(key: str) -> Match | None:
    """Look a key up as it is, then without a bare number before it or a unit behind it."""
    index = _index()
    bare = key[:2].lstrip(f"{NUMERALS}0123456789") + key[2:]
    for rest in (key, bare):
        if match := index.get(rest):
            return replace(match, is_exact=False)
        if (unit := _UNIT.search(rest)) and (match := index.get(rest[: unit.start()])):
            return replace(match, is_exact=False, unit=unit[1] if "元" in unit[1] else None)
    return None


@cache
def _spellings() -> tuple[tuple[str, frozenset[str], Match], ...]:
    """Return the keys that others may be misspelt for, each with its characters."""
    return tuple(
        (key, frozenset(key), match)
        for key, match in _index().items()
        if len(key) >= 3  # noqa: PLR2004 - below, any text is close to some label
    )


@lru_cache(maxsize=4096)
def nearest(text: str) -> Match | None:
    """Return the one label that a misspelt text is closest to, if it is close and the only one."""
    key = _key(text) if len(text) <= 2 * _LONGEST else ""
    if not 3 <= len(key) <= _LONGEST:  # noqa: PLR2004 - likewise
        return None
    best: list[Match] = []
    limit = 1 + (len(key) >= 8) + (len(key) >= 16)  # noqa: PLR2004 - about one slip in eight
    own = frozenset(key)
    for known, chars, match in _spellings():
        # As many characters are wrong as lengths differ by, and as the one has and the other lacks.
        if abs(len(known) - len(key)) > limit or len(chars - own) > limit:
            continue
        distance = _distance(key, known, limit)
        if distance < limit:
            best, limit = [match], distance
        elif distance == limit:
            best.append(match)
    if len({match.labels for match in best}) != 1:
        return None
    return replace(best[0], is_exact=False, meant=best[0].key, key=key)


def _distance(one: str, other: str, limit: int) -> int:
    """Return how many characters differ, or some number above the limit."""
    row = list(range(len(other) + 1))
    for count, char in enumerate(one, 1):
        before, row[0] = row[0], count
        for place, wanted in enumerate(other, 1):
            change = before + (char != wanted)
            before = row[place]
            row[place] = min(change, row[place] + 1, row[place - 1] + 1)
        if min(row) > limit:
            break
    return min(row) if min(row) > limit else row[-1]
