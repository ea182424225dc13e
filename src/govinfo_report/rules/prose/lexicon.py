"""The wording made ready: the words by their text, the phrases as expressions over signs.

A command that checks one file makes it ready once for a few sentences. So words are looked up
rather than compiled, and a phrase is compiled when its signs are first met.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import chain, product
from typing import Any, Final, NamedTuple

import msgspec

from govinfo_report.rules.prose import wording
from govinfo_report.rules.prose.numerals import CHINESE, COUNTERS
from govinfo_report.rules.prose.scope import scope_words
from govinfo_report.rules.prose.wording import Meaning

_CHOICE: Final = re.compile(r"\[([^\]]*)\]|\{([^}]*)\}|([^\[\]{}]+)")

_MARKS: Final = {"，": "，,", "；": "；;", "：": "：:", "、": "、", "）": "）)"}
"""Punctuation within a sentence, a sign of its own, by how it is met."""
_QUOTES: Final = "“”‘’\"'「」"


class Word(msgspec.Struct, frozen=True):
    """What a word of the wording says: its sign and what it names."""

    sign: str
    """Empty for a filler."""
    names: Any = None


def expand(notation: str) -> Iterator[str]:
    """Yield the words that one entry of a list stands for, `收[到]` and `{收/接}到` spelled out."""
    choices = [
        ("", *optional.split("/")) if optional else (either or plain).split("/")
        for optional, either, plain in _CHOICE.findall(notation)
    ]
    for chosen in product(*choices):
        yield "".join(chosen)


@cache
def _words() -> Mapping[str, Word]:
    lists: list[tuple[str, object, str]] = [
        ("", None, wording.FILLERS),
        ("", None, " ".join(_QUOTES)),
        *((sign, None, " ".join(marks)) for sign, marks in _MARKS.items()),
        *((sign, None, words) for sign, words in wording.SIGNS.items()),
        ("年", True, wording.PRESENT),
        *(("人", names, words) for names, words in wording.APPLICANTS.items()),
        *(("果", names, words) for names, words in wording.OUTCOMES.items()),
        *(("类", names, words) for names, words in wording.IN_A_LIST.items()),
        *(("争", names, words) for names, words in wording.DISPUTES.items()),
        ("讼", wording.LITIGATION, wording.RESPONDED),
        *(("判", names, words) for names, words in wording.RESULTS.items()),
        ("待", None, wording.PENDING),
        *(("文", names, words) for names, words in wording.DOCUMENTS.items()),
        *(("动", names, words) for names, words in wording.ACTIONS.items()),
        *(("许", names, words) for names, words in wording.DECISIONS.items()),
    ]
    found: dict[str, Word] = {}
    for sign, names, words in lists:
        said = Word(sign, names)
        for notation in words.split():
            found |= dict.fromkeys(expand(notation), said)
    return found


class Lexicon(NamedTuple):
    """The words that a scope knows."""

    words: Mapping[str, Word]
    lengths: Mapping[str, Sequence[int]]
    """How long the words are that begin with a character, the longest first."""


@lru_cache(maxsize=16)
def lexicon(territory: str | None, short: str | None) -> Lexicon:
    """Return the words that are known to a scope, told by the territory and short name it has.

    A word of scope has the sign `域` for another scope, `我` for the own one.
    """
    words = dict(_words())
    for word, own in scope_words(territory, short).items():
        words[word] = Word("我" if own else "域")
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return Lexicon(words, {char: sorted(each)[::-1] for char, each in lengths.items()})


class Phrase(msgspec.Struct, frozen=True):
    """A row of signs that states something."""

    meaning: Meaning
    pattern: str
    """An expression over signs."""
    needs: frozenset[str]
    """Signs that must all be met, whatever else."""


def first_fit(phrases: Iterable[Phrase], signs: str) -> tuple[Meaning, re.Match[str]] | None:
    """Return what the first phrase that fits the signs states, and what of them it covers."""
    met = frozenset(signs)
    for phrase in phrases:
        if phrase.needs <= met and (match := compiled(phrase.pattern).match(signs)):
            return phrase.meaning, match
    return None


compiled: Final = cache(re.compile)
"""Compile an expression of ours when it is first needed."""


def _read(
    entries: Iterable[tuple[Meaning, str]], pattern_of: Callable[[str], str]
) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(meaning, pattern_of(notation), frozenset(notation) - _OPTIONAL)
        for meaning, notations in entries
        for notation in notations.split()
    )


_OPTIONAL: Final = frozenset("^…申")  # not met as such: 申 is either word for a request


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the phrases around a number.

    In a text of signs the number is `N`; before it stands what precedes, from the clause on. The
    group is the phrase without what precedes it.
    """
    return _read(wording.PHRASES, _around)


def _around(notation: str) -> str:
    before, after = notation.split("N")
    lead = "" if before.startswith("^") else ".*"
    return f"{lead}({_signs(before.removeprefix('^'))}N{_signs(after)})"


def _signs(notation: str) -> str:
    return "".join({"…": "[^，]*?", "申": "[申请]"}.get(sign, re.escape(sign)) for sign in notation)


@cache
def denials() -> tuple[Phrase, ...]:
    """Return what denies, as rows of the signs of a clause."""
    return _read(wording.DENIALS, partial(_closing, between="[因信申请]*"))


@cache
def noughts() -> tuple[Phrase, ...]:
    """Return what may be nought, as rows of the signs up to 「为零」."""
    return _read(wording.NOUGHTS, partial(_closing, lead=".*"))


def _closing(notation: str, lead: str = "", between: str = "") -> str:
    """Return the expression for what ends a clause; its last sign may be several, joined."""
    signs = [_CLOSING.get(sign, sign) for sign in notation]
    signs[-1] = f"{signs[-1]}(?:[和、]因*{signs[-1]})*"
    return lead + between.join(signs) + "$"


_CLOSING: Final = {"…": "[^外果答转留争N]*?", "申": "[申请]"}


_COUNTERS: Final = COUNTERS.split()
_CANDIDATE: Final = re.compile(
    # Wherever a longer counter stands, a single one or the numeral 万 does too.
    rf"[\d{CHINESE}余多][{''.join(c for c in _COUNTERS if len(c) == 1)}]"
    rf"|{'|'.join(wording.NEGATIONS.split())}"
)
_SUBJECTS: Final = tuple(wording.SUBJECTS.split())
_OPENINGS: Final = ("（", "(", "：", ":")
_OPEN_LISTS: Final = tuple({counter[-1] + mark for counter in _COUNTERS for mark in _OPENINGS})


def is_worth_reading(text: str, start: int, end: int) -> bool:
    """Say whether a sentence may count or deny something that is of interest.

    It must hold a number with its counter, or a denial, and a word for what may be counted, or an
    open list.
    """
    if not _CANDIDATE.search(text, start, end):
        return False
    holds = text[start:end].__contains__
    return any(map(holds, _SUBJECTS)) or (
        any(map(holds, _OPENINGS)) and any(map(holds, _OPEN_LISTS))
    )


_FOREIGN: Final = tuple(chain.from_iterable(map(expand, wording.SIGNS["外"].split())))


def last_foreign(text: str, start: int, end: int) -> int:
    """Return where in a part of a text the last word stands for what the form does not count.

    It is -1 where there is none.
    """
    return max(text.rfind(word, start, end) for word in _FOREIGN)
