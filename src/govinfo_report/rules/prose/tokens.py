"""A sentence as a row of tokens: words by their signs, numbers, years, marks."""

import re
from typing import Any, Final

import attrs

from govinfo_report.rules.prose.lexicon import MARKS, lexicon
from govinfo_report.rules.prose.numerals import Quantity, read_quantity
from govinfo_report.rules.prose.scope import Scope

GAP: Final = "·"
"""The sign of unknown text."""


@attrs.define(eq=False)
class Token:
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
    """Return the tokens of a sentence, fillers left out."""
    pattern, words = lexicon(scope.territory)
    tokens: list[Token] = []
    at, opens = start, True  # opens: whether a clause begins here, where an organ may be named
    for match in pattern.finditer(text, start, end):
        begin, finish = match.span()
        if opens and (organ := scope.organ(text, at)) is not None and organ[0] <= end:
            tokens.append(Token("我" if organ[1] else "域", at, organ[0]))
            at, opens = organ[0], False
        if begin < at:
            continue  # within the name of the organ
        if begin > at:
            tokens.append(Token(GAP, at, begin))
            opens = False
        at = finish
        kind = match.lastgroup
        if kind == "words":
            word = words[match[0]]
            if word.sign:
                tokens.append(Token(word.sign, begin, at, word.names))
                opens = word.sign in _OPENING
        elif kind == "mark":
            tokens.append(Token(MARKS[match[0]], begin, at))
            opens = True
        elif kind != "quote":
            tokens.append(_READERS[str(kind)](match, scope))
            opens = kind in _TIMES
    if at < end:
        tokens.append(Token(GAP, at, end))
    return tokens


_OPENING: Final = frozenset("其由")
_TIMES: Final = frozenset({"date", "year", "present", "past"})


def _quantity(match: re.Match[str], scope: Scope) -> Token:  # noqa: ARG001 - one of the readers
    quantity = read_quantity(match)
    start = match.end("before") if match["before"] else match.start()
    end = match.end("counter")
    return Token(GAP if quantity is None else "N", start, end, quantity=quantity)


def _carried_over(match: re.Match[str], scope: Scope) -> Token:
    is_last = match["last"] is None or int(match["last"]) + 1 == scope.year
    return Token("转" if is_last else "外", *match.span())


def _carried_forward(match: re.Match[str], scope: Scope) -> Token:
    is_next = match["next"] is None or int(match["next"]) - 1 == scope.year
    return Token("留" if is_next else "外", *match.span())


def _year(match: re.Match[str], scope: Scope) -> Token:
    year = int(match["which"])
    return Token("年", *match.span(), names=year == scope.year, year=year)


def _date(match: re.Match[str], scope: Scope) -> Token:
    year = int(match["dated"])
    sign = "年" if match["until"] else "日"
    return Token(sign, *match.span(), names=year == scope.year, year=year)


_READERS: Final = {
    "title": lambda match, _: Token(GAP, *match.span()),
    "date": _date,
    "carried_over": _carried_over,
    "carried_forward": _carried_forward,
    "year": _year,
    "past": lambda match, _: Token("往", *match.span()),
    "present": lambda match, _: Token("年", *match.span(), names=True),
    "season": lambda match, _: Token("季", *match.span()),
    "list": lambda match, _: Token("其", *match.span()),
    "quantity": _quantity,
}
"""How each kind of token is made of what was found."""
