"""What each number of a sentence states, and what the sentence denies."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from govinfo_report.rules.prose.figures import (
    ANSWERED,
    CARRIED_OVER,
    RECEIVED,
    Context,
    denied,
    run,
    sums_of,
)
from govinfo_report.rules.prose.lexicon import denials, first_fit, noughts, phrases
from govinfo_report.rules.prose.numerals import FORM_COUNTERS, MONEY, Quantity
from govinfo_report.rules.prose.statement import Sum
from govinfo_report.rules.prose.tokens import GAP, Token
from govinfo_report.rules.prose.wording import Meaning
from govinfo_report.vocabulary import OutcomeCategory

_REACH_BACK: Final = 24  # signs before a number that are looked at
_REACH_ON: Final = 12  # signs after it
_TURNS: Final = frozenset("年日往季域我由导")  # whose and when: no part of a phrase
_BREAKS: Final = frozenset("，；：")
_DENIES: Final = frozenset("未无禁免")


class Fact(msgspec.Struct, eq=False):
    """A number of a sentence, or a denial, and what is known of it."""

    start: int
    end: int
    quantity: Quantity | None = None
    """The number; none for a denial."""
    meaning: Meaning = Meaning.NOTHING
    sums: tuple[Sum, ...] = ()
    """What it states, each a sum of figures, whosever and of whatever year."""
    otherwise: tuple[Sum, ...] = ()
    """Other sums that the words are used for."""
    is_own: bool = True
    """Whether it is of the organ and the year of the report."""
    year: Token | None = None
    """What names the year of which it is told, if that is not the report's."""
    signs: str = ""
    """The signs between the number before and this one."""
    depth: int = 0
    """How many brackets are open."""


class SentenceReader(msgspec.Struct, eq=False):
    """Goes through a sentence and remembers what it says only once."""

    tokens: Sequence[Token]
    context: Context
    """What it has said before and need not say again."""
    is_territory: bool
    """Whether all organs of a territory report together."""
    is_foreign: Callable[[], bool]
    """Says whether what stands before speaks of other things than requests."""
    is_own: bool = True
    """Whether the organ's own work is spoken of."""
    facts: list[Fact] = msgspec.field(default_factory=list)
    years: list[Token] = msgspec.field(default_factory=list)
    """The years named, comparisons included."""
    tail: str = ""
    """The signs after the last number."""
    _signs: str = ""
    _clause: int = 0  # where the clause begins, or what follows the last number and its phrase
    _number: int = 0  # where what follows the last number begins
    _denial: int | None = None  # where a denial begins
    _since: int = 0  # the first fact after the last semicolon
    _topic: str | None = None  # the last word for requests, or for something else
    _other_year: Token | None = None
    _clause_year: Token | None = None
    _helps: bool = False  # whether the clause speaks of what is done for others
    _is_published: bool = False  # whether what was told last is what was published
    _outside: list[tuple[Token | None, Token | None]] = msgspec.field(
        default_factory=list
    )  # the years told of outside each open bracket
    _shared: list[Token] = msgspec.field(
        default_factory=list
    )  # 「A、B分别为」 that await their numbers
    _wider: Fact | None = None  # what was last told of a wider circle

    def read(self) -> None:
        """Collect the facts."""
        self._signs = "".join([token.sign for token in self.tokens])
        for i, sign in enumerate(self._signs):
            step = _STEPS.get(sign)
            if step is not None:
                step(self, i)
        self._close(len(self._signs))
        self.tail = self._signs[self._number :]

    def _words(self, start: int, end: int) -> list[Token]:
        """Return the words from one place to another that phrases are made of."""
        return [token for token in self.tokens[start:end] if token.sign not in _TURNS]

    # What a sign changes.

    def on_break(self, i: int) -> None:
        """End a clause."""
        self._close(i)
        self._clause, self._clause_year, self.context.action = i + 1, None, None
        self._helps = False

    def on_semicolon(self, i: int) -> None:
        """End a clause and what belongs together."""
        self.on_break(i)
        self._since = len(self.facts)
        self._is_published = False
        self.is_own = self.is_own or self.is_territory

    def on_bracket(self, i: int) -> None:
        """Open or close a bracket."""
        if self._signs[i] == "（":
            self._close(i)
            self._outside.append((self._other_year, self._clause_year))
        elif self._outside:  # a year named in a bracket is of that alone
            self._other_year, self._clause_year = self._outside.pop()

    def on_year(self, i: int) -> None:
        """Turn to a year, or compare with one."""
        token = self.tokens[i]
        self.years.append(token)
        is_compared = i > self._clause and self._signs[i - 1] in "比和"
        if token.sign in "年往" and not is_compared:
            self._other_year = None if token.names else token
            self._clause_year = None
        elif not token.names:
            self._clause_year = token

    def on_turn(self, i: int) -> None:
        """Turn to the organ, or to another circle."""
        self.is_own = self._signs[i] == "我"

    def on_help(self, _: int) -> None:
        """Take what is counted in this clause for others' work, if they do not report together."""
        self._helps = not self.is_territory

    def on_topic(self, i: int) -> None:
        """Remember whether requests are spoken of, or something else."""
        self._topic = self._signs[i]

    def on_request(self, i: int) -> None:
        """Take a bare 申请 for a request, unless it is one for something unknown."""
        if self._signs[self._clause : i].rstrip("收办审").endswith("外"):
            return  # 「热线办理群众申请」
        is_known = i == 0 or self._signs[i - 1] != GAP
        self._topic = "申" if is_known else self._topic or "外"

    def on_dispute(self, i: int) -> None:
        """Remember which reviews and lawsuits are spoken of."""
        before = self._signs[self._clause : i]
        is_joined = "争" in before and before[-1] in "和、因信申"
        names = self.tokens[i].names
        self.context.kinds = (*self.context.kinds, *names) if is_joined else names

    def on_document(self, i: int) -> None:
        """Remember which kind of document is spoken of."""
        self.context.document = self.tokens[i].names

    def on_action(self, i: int) -> None:
        """Remember what became of documents."""
        self.context.action = self.tokens[i].names

    def on_denial(self, i: int) -> None:
        """Begin a clause that may deny something."""
        if self._denial is None:
            self._denial = i

    def on_exclusion(self, i: int) -> None:
        """Take what was told since the last semicolon for not being of this report."""
        if "其" in self._signs[self._clause : i]:
            return  # 「其中……不计入」 speaks of a part
        for fact in self.facts[self._since :]:
            fact.is_own = False

    def on_nought(self, i: int) -> None:
        """Take 「……为零」 for a denial of what stands before it."""
        words = self._words(max(self._clause, i - _REACH_BACK), i)
        meaning = nought("".join([token.sign for token in words]) + "零")
        if meaning is not None:
            first = run(words, "量请争果")[0]
            self._deny(meaning, [*words[words.index(first) :], self.tokens[i]])

    def _close(self, i: int) -> None:
        """End a clause, which may have denied something."""
        if self._denial is None:
            return
        words = self._words(self._denial, i)
        self._denial = None
        while words[-1].sign in "和、）等":
            words.pop()
        meaning = deny("".join([token.sign for token in words[-2 * _REACH_BACK :]]))
        if meaning is not None:
            self._deny(meaning, words)

    def _deny(self, meaning: Meaning, words: Sequence[Token]) -> None:
        fact = self._fact(words[0].start, words[-1].end)
        fact.meaning, fact.sums = meaning, denied(meaning, words, self.context)
        if fact.sums:
            self.facts.append(fact)

    def _fact(self, start: int, end: int) -> Fact:
        fact = Fact(start, end, year=self._clause_year or self._other_year)
        fact.is_own = self.is_own and fact.year is None
        return fact

    # What a number states.

    def on_number(self, i: int) -> None:
        """Understand a number."""
        token = self.tokens[i]
        self._denial = None
        fact = self._fact(token.start, token.end)
        fact.quantity, fact.depth = token.quantity, len(self._outside)
        fact.signs = self._signs[self._number : i]
        lead = self._words(max(self._clause, i - _REACH_BACK), i)
        self.context.is_listed = fact.signs.startswith(("、", "和"))
        self.context.is_nought = token.quantity is not None and token.quantity.number == 0
        self._number = self._clause = i + 1
        if not self._share(fact, lead):
            self._understand(fact, lead, i)
        if not fact.sums and self._wider and fact.is_own and _is_core(lead, fact.signs):
            fact.meaning, fact.sums = self._wider.meaning, self._wider.sums
        if not fact.sums and lead and lead[-1].sign in "争讼":
            self.context.kinds = ()  # of others, and so are the results that follow
        if fact.sums and self._helps:
            self.is_own = fact.is_own = False
        if fact.sums and not self.is_own:
            self._wider = fact
        self.context.note(fact.meaning, fact.sums)
        if fact.signs == "至" and self.facts:  # 「由8件减少到5件」 begins with what was
            self.facts[-1].is_own = False
        self.facts.append(fact)

    def _share(self, fact: Fact, lead: Sequence[Token]) -> bool:
        """Give a number its turn in 「A、B分别为1件、2件」."""
        if lead and lead[-1].sign == "别":
            named = [token for token in lead if token.sign in _SHARES]
            self._shared = named if len(named) > 1 else []
        elif any(token.sign not in "和、" for token in lead):
            self._shared = []
        if not self._shared:
            return False
        token = self._shared.pop(0)
        fact.meaning = _SHARES[token.sign]
        fact.sums = sums_of(fact.meaning, [token], self.context)
        return True

    def _understand(self, fact: Fact, lead: Sequence[Token], i: int) -> None:
        after = self._after(i)
        before = "".join([token.sign for token in lead])
        before = before.lstrip("、和其余）含") or before[-1:]
        before = before.removesuffix("均")
        if before.endswith("（") and after.startswith("）"):
            before = before[:-1]
        self._is_published = self._is_published or "示" in before
        found = understand(before, after)
        if found is None or (found.is_bare and self._is_elsewhere()):
            return
        if fact.quantity is None or not _fits(found.meaning, fact.quantity):
            return
        if self._is_of_documents(found.meaning, before, lead):
            return
        words = [*lead, *self.tokens[i + 1 : i + 1 + found.reach]]
        fact.meaning = found.meaning
        fact.sums = sums_of(found.meaning, words, self.context)
        if found.meaning is Meaning.RECEIVED and "办" in before:
            fact.otherwise = ((RECEIVED, CARRIED_OVER), (ANSWERED,))
        if found.meaning is Meaning.HANDLED:
            if "转" not in before + after:
                fact.otherwise = ((RECEIVED,), (ANSWERED,))
            return  # what the bracket holds is told again with its own number
        self._clause += found.reach

    def _is_of_documents(self, meaning: Meaning, before: str, lead: Sequence[Token]) -> bool:
        """Say whether a number may be of what is published: of which kind, or in which way.

        「公文9件，其中主动公开6件、依申请公开2件、不予公开1件」
        """
        self._is_published = (
            self._is_published
            and set("收办答施").isdisjoint(before)
            and (meaning in {Meaning.RECEIVED, Meaning.DECISION} or _is_refusal(lead))
        )
        return self._is_published

    def _after(self, i: int) -> str:
        found = self._signs[i + 1 : i + 1 + _REACH_ON]
        for j, sign in enumerate(found):
            if sign in "N；、：":
                return found[:j]
        return found

    def _is_elsewhere(self) -> bool:
        return self.is_foreign() if self._topic is None else self._topic == "外"


_STEPS: Final[dict[str, Callable[[SentenceReader, int], None]]] = {
    "N": SentenceReader.on_number,
    "，": SentenceReader.on_break,
    "：": SentenceReader.on_break,
    "；": SentenceReader.on_semicolon,
    **dict.fromkeys("（）", SentenceReader.on_bracket),
    **dict.fromkeys("年日往季", SentenceReader.on_year),
    **dict.fromkeys("域我", SentenceReader.on_turn),
    "导": SentenceReader.on_help,
    **dict.fromkeys("请量外", SentenceReader.on_topic),
    "申": SentenceReader.on_request,
    **dict.fromkeys("争讼", SentenceReader.on_dispute),
    "文": SentenceReader.on_document,
    "动": SentenceReader.on_action,
    **dict.fromkeys(_DENIES, SentenceReader.on_denial),
    "弃": SentenceReader.on_exclusion,
    "零": SentenceReader.on_nought,
}
"""What is done at each sign; the others only take part in phrases."""

_SHARES: Final = {
    "果": Meaning.OUTCOME,
    "争": Meaning.DISPUTE,
    "判": Meaning.RESULT,
    "人": Meaning.APPLICANT,
    "许": Meaning.DECISION,
    "转": Meaning.CARRIED_OVER,
    "留": Meaning.CARRIED_FORWARD,
}
_AMOUNTS: Final = frozenset({Meaning.FEES, Meaning.PROCUREMENT})
_BARE: Final = frozenset(
    {
        Meaning.RECEIVED,
        Meaning.HANDLED,
        Meaning.RECEIVED_AND_ANSWERED,
        Meaning.ANSWERED,
        Meaning.CARRIED_OVER,
        Meaning.CARRIED_FORWARD,
    }
)


class Understood(msgspec.Struct, frozen=True):
    """What the signs around a number state."""

    meaning: Meaning
    reach: int
    """How many of the signs after the number belong to it."""
    is_bare: bool
    """Whether no word for requests is among them, so that only the context tells of what."""


@lru_cache(maxsize=4096)
def understand(before: str, after: str) -> Understood | None:
    """Return what the signs around a number state, none if that is nothing of the form."""
    found = first_fit(phrases(), f"{before}N{after}")
    if found is None or found[0] is Meaning.NOTHING:
        return None
    meaning, match = found
    is_bare = meaning in _BARE and set("申请量").isdisjoint(match[1])
    return Understood(meaning, match.end() - len(before) - 1, is_bare)


@lru_cache(maxsize=4096)
def deny(signs: str) -> Meaning | None:
    """Return what the signs of a clause deny."""
    found = first_fit(denials(), signs)
    return None if found is None else found[0]


@lru_cache(maxsize=4096)
def nought(signs: str) -> Meaning | None:
    """Return what the signs before 「为零」 name."""
    found = first_fit(noughts(), signs)
    return None if found is None else found[0]


def _fits(meaning: Meaning, quantity: Quantity) -> bool:
    """Say whether a number has a counter for what it would count."""
    if meaning is Meaning.PROJECTS:
        return quantity.counter not in MONEY
    if meaning in _AMOUNTS:
        return quantity.counter in MONEY
    return quantity.counter in FORM_COUNTERS


def _is_refusal(lead: Sequence[Token]) -> bool:
    """Say whether 不予公开 stands before a number; it is said of documents as of requests."""
    return any(token.names is OutcomeCategory.REFUSED for token in lead)


def _is_core(lead: Sequence[Token], signs: str) -> bool:
    """Say whether a number is told of the organ itself and of nothing else, 「其中局本级3件」."""
    return "其" in signs and "我" in signs and all(t.sign in "其和、施" + GAP for t in lead)
