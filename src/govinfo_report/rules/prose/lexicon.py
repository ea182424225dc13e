"""The wording compiled: one expression that finds the words, one table that says what they are."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Any, Final

import attrs

from govinfo_report.rules.prose import wording
from govinfo_report.rules.prose.numerals import CHINESE, COUNTERS, QUANTITY
from govinfo_report.rules.prose.scope import scope_words
from govinfo_report.rules.prose.wording import Meaning

_CHOICE: Final = re.compile(r"\[([^\]]*)\]|\{([^}]*)\}|([^\[\]{}]+)")

MARKS: Final = {"，": "，", ",": "，", "；": "；", ";": "；", "：": "：", ":": "：", "、": "、",
                "（": "（", "(": "（", "）": "）", ")": "）"}  # fmt: skip
"""Punctuation within a sentence, by how it is met."""

_NEXT_YEAR: Final = r"(?:下一?(?:个)?年度?|次年|(?P<next>20\d\d)年度?)"
_LAST_YEAR: Final = r"(?:上一?(?:个)?年度?|去年|往年|以前年度|(?P<last>20\d\d)年度?)"
# What a token that is no word may begin with: most characters begin none, and looking at one is
# much quicker than trying every kind of token there.
_FIRST: Final = rf'《（(第截上去往以结顺转延跨留下前历近今本报年按，；：、）,;:)“”‘’"「」将大约超逾突不至数几{CHINESE}\d'
_TOKENS: Final = rf"""
 (?=[FIRST])(?:
 (?P<words>WORDS)
|(?=[{_FIRST}])(?:
 (?P<title>《[^》\n]{{0,80}}》|[（(][一二三四五六七八九十\d]{{1,3}}[）)]|第[〇零一二三四五六七八九十百\d]+)
|(?P<date>(?P<until>截[至止]到?)?(?P<dated>20\d\d)年\d{{1,2}}月(?:\d{{1,2}}日)?)
|(?P<carried_over>{_LAST_YEAR}(?:度|末|底)?(?:未办结)?(?:结转|遗留|转入|转结)(?:至今年|至本年度?|到本年度?|而?来|办理)*
  |结转(?:自)?(?:上一?年度?|去年))
|(?P<carried_forward>(?:结转|顺延|转|转入|延续|延至|跨年度?|转结|留待)(?:至|到|入)?{_NEXT_YEAR}(?:度)?(?:继续)?(?:办理|答复|处理|办结|回复)?)
|(?P<year>(?P<which>20\d\d)年度?)
|(?P<past>去年|上一?(?:个)?年度?|前年|往年|历年|近[两三四五六]年|[三五]年来)
|(?P<present>今年|本年度?|报告年度内?|报告期内?|本报告期|年度内)
|(?P<season>[上下]半年|第?[一二三四]季度|(?<!\d)\d{{1,2}}(?:[-—~至]\d{{1,2}})?月份?)
|(?P<list>按[\u4e00-\u9fff]{{2,10}}?(?:分类|划分|区分|来分|分|统计|看)(?=[，：:,为]))
|(?P<quantity>{QUANTITY})
|(?P<mark>[，,；;：:、（(）)])
|(?P<quote>[“”‘’"「」])
))
"""


@attrs.frozen
class Word:
    """A word of the wording: its sign and what it names."""

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


def _words() -> Mapping[str, Word]:
    lists: list[tuple[str, object, str]] = [
        ("", None, wording.FILLERS),
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
    return {
        word: Word(sign, names)
        for sign, names, words in lists
        for notation in words.split()
        for word in expand(notation)
    }


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


@lru_cache(maxsize=16)
def lexicon(territory: str | None, short: str | None) -> tuple[re.Pattern[str], Mapping[str, Word]]:
    """Return the expression that finds the tokens of a sentence, and the words by text.

    Scopes are told by the territory and the short name that `Scope` has. A word of scope has the
    sign `域` for another scope, `我` for the own one.
    """
    scopes = {
        word: Word("我" if own else "域") for word, own in scope_words(territory, short).items()
    }
    words = {**_words(), **scopes}
    first = re.escape("".join(sorted({word[0] for word in words}))) + _FIRST
    tokens = _TOKENS.replace("FIRST", first).replace("WORDS", trie(words))
    return re.compile(tokens, re.VERBOSE), words


@cache
def phrases() -> tuple[re.Pattern[str], tuple[Meaning, ...]]:
    """Return the phrases as one expression over signs; the group that matched says which it was.

    In a text of signs the number is `N`; before it stands what precedes, from the clause on.
    """
    meanings, patterns = [], []
    for meaning, notations in wording.PHRASES:
        for notation in notations.split():
            meanings.append(meaning)
            patterns.append(_phrase(notation))
    return re.compile("|".join(f"({pattern})" for pattern in patterns)), tuple(meanings)


def _phrase(notation: str) -> str:
    before, after = notation.split("N")
    lead = "^" if before.startswith("^") else "^.*"
    return lead + _signs(before.removeprefix("^")) + "N" + _signs(after)


def _signs(notation: str) -> str:
    return "".join({"…": "[^，]*?", "申": "[申请]"}.get(sign, re.escape(sign)) for sign in notation)


@cache
def denials() -> tuple[re.Pattern[str], tuple[Meaning, ...]]:
    """Return the denials as one expression over the signs of a clause."""
    return _closing(wording.DENIALS, "[因信申请]*")


@cache
def noughts() -> tuple[re.Pattern[str], tuple[Meaning, ...]]:
    """Return what may be nought as one expression over the signs up to 「为零」."""
    return _closing(wording.NOUGHTS, "")


def _closing(
    entries: Iterable[tuple[Meaning, str]], between: str
) -> tuple[re.Pattern[str], tuple[Meaning, ...]]:
    """Compile what ends a clause; its last sign may be several, joined."""
    meanings, patterns = [], []
    for meaning, notations in entries:
        for notation in notations.split():
            meanings.append(meaning)
            signs = [_CLOSING.get(sign, sign) for sign in notation]
            signs[-1] = f"{signs[-1]}(?:[和、]因*{signs[-1]})*"
            patterns.append(between.join(signs) + "$")
    return re.compile("|".join(f"({pattern})" for pattern in patterns)), tuple(meanings)


_CLOSING: Final = {"…": "[^外果答转留争N]*?", "申": "[申请]"}


def _spelled(*signs: str) -> Iterator[str]:
    for sign in signs:
        for notation in wording.SIGNS[sign].split():
            yield from expand(notation)


_DIGITS: Final = rf"\d{CHINESE}余多"
_DENYING: Final = tuple(_spelled(*"未无禁免零"))
_LEADING: Final = "".join({word[0] for word in _DENYING})
_COUNTER: Final = "|".join(COUNTERS.split())

CANDIDATE: Final = re.compile(
    rf"(?=[{_DIGITS}{_LEADING}])(?:[{_DIGITS}](?:{_COUNTER})|{trie(_DENYING)})"
)
"""What a sentence must hold to be worth reading: a number with its counter, or a denial, …"""

SUBJECT: Final = re.compile(rf"{trie(wording.SUBJECTS.split())}|(?:{_COUNTER})[（(：:]")
"""… and a word for what may be counted, or an open list."""

FOREIGN: Final = re.compile(trie(_spelled("外")))
"""Words for what the form does not count."""
