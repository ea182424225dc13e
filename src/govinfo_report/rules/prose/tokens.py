"""A sentence as a row of tokens: words by their signs, numbers, years, marks."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from govinfo_report.rules.prose.lexicon import Word, lexicon
from govinfo_report.rules.prose.numerals import Quantity, read_quantity
from govinfo_report.rules.prose.scope import ORGAN_BEGINS, Scope

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
    """Return the tokens of a sentence, fillers left out."""
    tokens: list[Token] = []
    at, opens = start, True  # opens: whether a clause begins here, where an organ may be named
    for begin, after, found in lexicon(scope.territory, scope.short).find(text, start, end):
        if begin > at:
            if opens and text[at] in ORGAN_BEGINS and (organ := scope.organ(text, at)):
                tokens.append(Token("我" if organ.is_own else "域", at, organ.end))
                at = organ.end
            if begin > at:
                tokens.append(Token(GAP, at, begin))
            opens = False
        if begin < at:
            continue  # within the name of the organ
        at = after
        if isinstance(found, Word):
            token = Token(found.sign, begin, at, found.names) if found.sign else None
        else:
            token = _READERS[str(found.lastgroup)](found, scope)
        if token is not None:
            tokens.append(token)
            opens = token.sign in _OPENING
    if at < end:
        tokens.append(Token(GAP, at, end))
    return tokens


_OPENING: Final = frozenset("，；：、（）其由年日往")
"""The signs after which an organ may be named as the one who acts."""


def _quantity(match: re.Match[str], *_: object) -> Token:
    quantity = read_quantity(match)
    start = match.end("before") if match["before"] else match.start()
    sign = GAP if quantity is None else "N"
    return Token(sign, start, match.end("counter"), None, quantity)


def _carried_over(match: re.Match[str], scope: Scope) -> Token:
    is_last = match["last"] is None or int(match["last"]) + 1 == scope.year
    return Token("转" if is_last else "外", *match.span())


def _carried_forward(match: re.Match[str], scope: Scope) -> Token:
    is_next = match["next"] is None or int(match["next"]) - 1 == scope.year
    return Token("留" if is_next else "外", *match.span())


def _year(match: re.Match[str], scope: Scope) -> Token:
    year = int(match["which"])
    return Token("年", *match.span(), year == scope.year, None, year)


def _date(match: re.Match[str], scope: Scope) -> Token:
    year = int(match["dated"])
    return Token("年" if match["until"] else "日", *match.span(), year == scope.year, None, year)


_Reader = Callable[[re.Match[str], Scope], Token]


def _always(sign: str, names: object = None) -> _Reader:
    def reader(match: re.Match[str], *_: object) -> Token:
        return Token(sign, *match.span(), names)

    return reader


_READERS: Final[Mapping[str, _Reader]] = MappingProxyType(
    {
        "quantity": _quantity,
        "bracket": _always("（"),
        "title": _always(GAP),
        "year": _year,
        "date": _date,
        "past": _always("往"),
        "present": _always("年", names=True),
        "season": _always("季"),
        "carried_over": _carried_over,
        "carried_forward": _carried_forward,
        "list": _always("其"),
    }
)
"""How each kind of token is made of what was found."""
