"""A sentence as a row of tokens: words by their signs, numbers, years, marks."""

import re
from collections.abc import Callable
from typing import Any, Final

import msgspec

from govinfo_report.rules.prose.lexicon import compiled, lexicon
from govinfo_report.rules.prose.numerals import (
    CHINESE,
    HEDGES,
    IN_DIGITS,
    SPELLED,
    Quantity,
    read_digits,
    read_spelled,
)
from govinfo_report.rules.prose.scope import Scope

GAP: Final = "·"
"""The sign of unknown text."""


class Token(msgspec.Struct, frozen=True):
    """A piece of a sentence."""

    sign: str
    """That of a word (see `wording`); `N` a number, a mark itself, `年` a year, `域` or `我` whose."""
    start: int
    end: int
    names: Any = None
    """What a word names; of a year whether it is the report's."""
    quantity: Quantity | None = None
    """What a number says."""
    year: int | None = None
    """The year that it names."""


def tokenise(text: str, start: int, end: int, scope: Scope) -> list[Token]:
    """Return the tokens of a sentence, fillers left out; the longest word is taken first."""
    words, lengths = lexicon(scope.territory, scope.short)
    tokens: list[Token] = []
    known = at = start  # the end of the last token; where the next may begin
    opens = True  # whether a clause begins here, where an organ may be named
    while at < end:
        char = text[at]
        token = None
        for length in lengths.get(char, ()):
            after = at + length
            word = words.get(text[at:after])
            if word is not None and after <= end:
                token = Token(word.sign, at, after, word.names)
                break
        else:
            if char in _BY_BEGINNING or char.isdecimal():
                token, after = _token(text, at, end, scope)
            if token is None and opens and known == at:
                token, after = _actor(text, at, end, scope)
            if token is None:
                at += 1
                continue
        if at > known:
            tokens.append(Token(GAP, known, at))
            opens = False
        known = at = after
        if token.sign:
            tokens.append(token)
            opens = token.sign in _OPENING
    if end > known:
        tokens.append(Token(GAP, known, end))
    return tokens


_OPENING: Final = frozenset("，；：、（）其由年日往")
"""The signs after which an organ may be named as the one who acts."""


def _token(text: str, start: int, end: int, scope: Scope) -> tuple[Token | None, int]:
    """Return the token, other than a word, that begins at a place, and where it and more ends."""
    for kind in _BY_BEGINNING.get(text[start], _BY_BEGINNING["0"]):
        if match := compiled(kind.pattern).match(text, start, end):
            return kind.read(match, scope), match.end()
    return None, start


def _actor(text: str, start: int, end: int, scope: Scope) -> tuple[Token | None, int]:
    """Return the organ that begins a clause, and where it ends; one that also ends it acts not."""
    organ = scope.organ(text, start)
    if organ is None or organ.end >= end:
        return None, start
    return Token("我" if organ.is_own else "域", start, organ.end), organ.end


_Reader = Callable[[re.Match[str], Scope], Token]


class Kind(msgspec.Struct, frozen=True):
    """A kind of token that is no word."""

    begins: str
    """What it may begin with; `0` is any digit of any script."""
    pattern: str
    read: _Reader
    """How a token is made of what was found."""


def _always(sign: str) -> _Reader:
    def reader(match: re.Match[str], *_: object) -> Token:
        return Token(sign, *match.span())

    return reader


def _number(read: Callable[[re.Match[str]], Quantity | None]) -> _Reader:
    def reader(match: re.Match[str], *_: object) -> Token:
        quantity = read(match)
        start = match.end("before") if match["before"] else match.start()
        return Token(GAP if quantity is None else "N", start, match.end("counter"), None, quantity)

    return reader


def _last_year(match: re.Match[str], *_: object) -> Token:
    return Token("转" if match["left"] else "往", *match.span())


def _year(match: re.Match[str], scope: Scope) -> Token:
    year = int(match["year"])
    if match["left"]:
        return Token("转" if year + 1 == scope.year else "外", *match.span())
    return Token("年", *match.span(), year == scope.year, None, year)


def _span(match: re.Match[str], scope: Scope) -> Token:
    is_own = match["first"] == match["last"] == str(scope.year)
    is_whole = match["since"] in {"", "1月", "1月1日"} and match["until"] in {
        "",
        "12月",
        "12月31日",
    }
    return Token("年" if is_own and is_whole else "往", *match.span(), is_own and is_whole)


def _date(match: re.Match[str], scope: Scope) -> Token:
    year = int(match["year"])
    return Token("年" if match["until"] else "日", *match.span(), year == scope.year, None, year)


def _carried_forward(match: re.Match[str], scope: Scope) -> Token:
    is_next = match["next"] is None or int(match["next"]) - 1 == scope.year
    return Token("留" if is_next else "外", *match.span())


_DIGITS: Final = "0123456789"
_DAY: Final = r"(?:\d{1,2}月(?:\d{1,2}日)?|)"
_LEFT: Final = r"(?P<left>(?:末|底)?(?:未办结)?(?:结转|遗留|转入|转结)(?:至今年|至本年度?|到本年度?|而?来|办理)*)"
KINDS: Final = (
    Kind("《", r"《[^》\n]{0,80}》", _always(GAP)),
    Kind("（(", r"[（(][一二三四五六七八九十\d]{1,3}[）)]", _always(GAP)),
    Kind("第", r"第[〇零一二三四五六七八九十百\d]+", _always(GAP)),
    Kind(
        "2",
        rf"(?P<first>20\d\d)年?(?P<since>{_DAY})起?(?:[-~]|——?|、|至|到|和|及)"
        rf"(?P<last>20\d\d)[两三]?年度?(?P<until>{_DAY})(?!相?比)",
        _span,
    ),
    Kind("截2", r"(?P<until>截[至止]到?)?(?P<year>20\d\d)年\d{1,2}月(?:\d{1,2}日)?", _date),
    Kind("2", rf"(?P<year>20\d\d)年度?(?:以来|{_LEFT})?", _year),
    Kind("上去往", rf"(?:上一?个?年度?|去年|往年){_LEFT}?", _last_year),
    Kind("以", rf"以前年度{_LEFT}", _always("转")),
    Kind("结", r"结转自?(?:上一?年度?|去年)", _always("转")),
    Kind(
        "结顺转延跨留",
        r"(?:结转|顺延|转|转入|延续|延至|跨年度?|转结|留待)(?:至|到|入)?"
        r"(?:下一?个?年度?|次年|(?P<next>20\d\d)年度?)度?(?:继续)?(?:办理|答复|处理|办结|回复)?",
        _carried_forward,
    ),
    Kind(_DIGITS, r"(?<!\d)\d{1,2}(?:(?:[-~]|——?|至)\d{1,2})?月份?", _always("季")),
    Kind("按", r"按[^\W\d_]{2,10}?(?:分类|划分|区分|来分|分|统计|看)(?=[，：:,为])", _always("其")),
    Kind(HEDGES + _DIGITS, IN_DIGITS, _number(read_digits)),
    Kind(HEDGES + "数几上" + CHINESE, SPELLED, _number(read_spelled)),
    Kind("（(", r"[（(]", _always("（")),
)
"""The kinds of tokens that are no words; the first that fits decides.

Each is compiled when something is first met that may begin one.
"""

_BY_BEGINNING: Final = {
    char: [kind for kind in KINDS if char in kind.begins] for each in KINDS for char in each.begins
}
