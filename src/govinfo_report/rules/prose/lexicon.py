"""The wording made ready: the words by their text, the phrases as expressions over signs.

A command that checks one file makes it ready once for a few sentences. So words are looked up
rather than compiled, and a phrase is compiled when its signs are first met.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import product
from typing import Any, Final

import msgspec

from govinfo_report.rules.prose import wording
from govinfo_report.rules.prose.numerals import CHINESE, COUNTERS, QUANTITY
from govinfo_report.rules.prose.scope import scope_words
from govinfo_report.rules.prose.wording import Meaning

_CHOICE: Final = re.compile(r"\[([^\]]*)\]|\{([^}]*)\}|([^\[\]{}]+)")

_MARKS: Final = {"，": "，,", "；": "；;", "：": "：:", "、": "、", "）": "）)"}
"""Punctuation within a sentence, a sign of its own, by how it is met."""
_QUOTES: Final = "“”‘’\"'「」"

_NEXT_YEAR: Final = r"(?:下一?(?:个)?年度?|次年|(?P<next>20\d\d)年度?)"
_LAST_YEAR: Final = r"(?:上一?(?:个)?年度?|去年|往年|以前年度|(?P<last>20\d\d)年度?)"
_BEGINNINGS: Final = frozenset(
    f"《（(第截上去往以结顺转延跨留下前历近今本报年按将大约超逾突不至数几{CHINESE}"
)
# What a token that is no word may begin with, besides a digit: most characters begin none.
_TOKENS: Final = re.compile(
    rf"""
 (?P<title>《[^》\n]{{0,80}}》|[（(][一二三四五六七八九十\d]{{1,3}}[）)]|第[〇零一二三四五六七八九十百\d]+)
|(?P<date>(?P<until>截[至止]到?)?(?P<dated>20\d\d)年\d{{1,2}}月(?:\d{{1,2}}日)?)
|(?P<carried_over>{_LAST_YEAR}(?:度|末|底)?(?:未办结)?(?:结转|遗留|转入|转结)(?:至今年|至本年度?|到本年度?|而?来|办理)*
  |结转(?:自)?(?:上一?年度?|去年))
|(?P<carried_forward>(?:结转|顺延|转|转入|延续|延至|跨年度?|转结|留待)(?:至|到|入)?{_NEXT_YEAR}(?:度)?(?:继续)?(?:办理|答复|处理|办结|回复)?)
|(?P<year>(?P<which>20\d\d)年度?)
|(?P<past>去年|上一?(?:个)?年度?|前年|往年|历年|近[两三四五六]年|[三五]年来)
|(?P<present>今年|本年度?|报告年度内?|报告期内?|本报告期|年度内)
|(?P<season>[上下]半年|第?[一二三四]季度|(?<!\d)\d{{1,2}}(?:[-—~至]\d{{1,2}})?月份?)
|(?P<list>按[^\W\d_]{{2,10}}?(?:分类|划分|区分|来分|分|统计|看)(?=[，：:,为]))
|(?P<quantity>{QUANTITY})
|(?P<bracket>[（(])
""",
    re.VERBOSE,
)


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


def trie(words: Iterable[str]) -> str:
    """Return an expression for the longest of the words, in time linear in the text."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    branches = [re.escape(char) + _branch(after) for char, after in node.items() if char]
    if not branches:
        return ""
    inner = "|".join(branches)
    return f"(?:{inner})?" if "" in node else (inner if len(branches) == 1 else f"(?:{inner})")


class Lexicon(msgspec.Struct, frozen=True):
    """The words that a scope knows."""

    words: Mapping[str, Word]
    lengths: Mapping[str, Sequence[int]]
    """How long the words are that begin with a character, the longest first."""

    def find(
        self, text: str, start: int, end: int
    ) -> Iterator[tuple[int, int, Word | re.Match[str]]]:
        """Yield where words and other tokens stand in a sentence, the longest word first."""
        while start < end:
            char = text[start]
            for length in self.lengths.get(char, ()):
                word = self.words.get(text[start : start + length])
                if word is not None and start + length <= end:
                    yield start, start + length, word
                    start += length
                    break
            else:
                begins = char in _BEGINNINGS or char.isdecimal()
                token = _TOKENS.match(text, start, end) if begins else None
                if token is None:
                    start += 1
                else:
                    yield *token.span(), token
                    start = token.end()


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
        if phrase.needs <= met and (match := _compiled(phrase.pattern).match(signs)):
            return phrase.meaning, match
    return None


_compiled: Final = cache(re.compile)


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

    In a text of signs the number is `N`; before it stands what precedes, from the clause on.
    """
    return _read(wording.PHRASES, _around)


def _around(notation: str) -> str:
    before, after = notation.split("N")
    lead = "" if before.startswith("^") else ".*"
    return lead + _signs(before.removeprefix("^")) + "N" + _signs(after)


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


def _spelled(*signs: str) -> Iterator[str]:
    for sign in signs:
        for notation in wording.SIGNS[sign].split():
            yield from expand(notation)


def _starts(words: Sequence[str]) -> list[str]:
    """Return the words that begin with no other: wherever one stands, so does one of these."""
    known = {*words}
    return [w for w in words if known.isdisjoint(w[:length] for length in range(1, len(w)))]


_DENYING: Final = trie(_starts([*_spelled(*"未无禁免零")]))
_COUNTERS: Final = COUNTERS.split()

CANDIDATE: Final = re.compile(rf"[\d{CHINESE}余多](?:{'|'.join(_COUNTERS)})|{_DENYING}")
"""What a sentence must hold to be worth reading: a number with its counter, or a denial, …"""

_SUBJECTS: Final = (
    *wording.SUBJECTS.split(),
    *dict.fromkeys(counter[-1] + mark for counter in _COUNTERS for mark in "（(：:"),
)


def has_subject(sentence: str) -> bool:
    """Say whether a sentence has … and a word for what may be counted, or an open list."""
    return any(map(sentence.__contains__, _SUBJECTS))


_FOREIGN: Final = tuple(_spelled("外"))


def last_foreign(text: str, start: int, end: int) -> int:
    """Return where in a part of a text the last word stands for what the form does not count.

    It is -1 where there is none.
    """
    return max(text.rfind(word, start, end) for word in _FOREIGN)
