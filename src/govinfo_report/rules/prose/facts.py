"""What each number of a sentence states, and what the sentence denies."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import attrs

from govinfo_report.model import figure_paths
from govinfo_report.rules.prose.lexicon import denials, noughts, phrases
from govinfo_report.rules.prose.numerals import FORM_COUNTERS, MONEY
from govinfo_report.rules.prose.statement import Sum
from govinfo_report.rules.prose.tokens import GAP, Token
from govinfo_report.rules.prose.wording import EDITION_2019, LITIGATION, Meaning
from govinfo_report.vocabulary import (
    Applicant,
    DisputeKind,
    DisputeResult,
    Edition,
    Measure,
    Outcome,
    OutcomeCategory,
)

RECEIVED: Final = "requests.received.total"
CARRIED_OVER: Final = "requests.carried_over.total"
CARRIED_FORWARD: Final = "requests.carried_forward.total"
ANSWERED: Final = "requests.outcomes_total.total"

_REACH_BACK: Final = 24  # signs before a number that are looked at
_REACH_ON: Final = 12  # signs after it


@attrs.define(eq=False)
class Fact:
    """A number of a sentence, or a denial, and what is known of it."""

    start: int
    end: int
    token: Token | None = None
    """The number; none for a denial."""
    meaning: Meaning = Meaning.NOTHING
    sums: tuple[Sum, ...] = ()
    """What it states, each a sum of figures, whosever and of whatever year."""
    otherwise: tuple[Sum, ...] = ()
    is_own: bool = True
    """Whether it is of the organ and the year of the report."""
    year: Token | None = None
    """The year of which it is told, if that is not the report's."""
    signs: str = ""
    """The signs between the number before and this one."""
    depth: int = 0
    """How many brackets are open."""


@attrs.define(eq=False)
class SentenceReader:
    """Goes through the tokens of a sentence and remembers what it says only once."""

    edition: Edition
    is_territory: bool
    foreign_before: bool
    """Whether what stands before the sentence speaks of other things than requests."""
    is_own: bool = True
    """Whether the organ's own work is spoken of."""
    facts: list[Fact] = attrs.field(factory=list)
    years: list[Token] = attrs.field(factory=list)
    """The years named, comparisons included."""
    _lead: list[Token] = attrs.field(factory=list)
    _signs: list[str] = attrs.field(factory=list)
    _other_year: Token | None = None
    _clause_year: Token | None = None
    _topic: str | None = None
    _kinds: tuple[DisputeKind, ...] = ()
    _document: Any = None
    _action: Any = None
    _row: str | None = "received"
    _pending: list[Token] = attrs.field(factory=list)
    _last: Fact | None = None
    _wider: Fact | None = None
    _denial: list[Token] | None = None
    _depth: int = 0
    _since: int = 0
    _used: int = -1

    def read(self, tokens: list[Token]) -> None:
        """Collect the facts of a sentence."""
        for i, token in enumerate(tokens):
            if token.sign == "N":
                self._denial = None
                self._number(token, tokens, i)
                self._lead, self._signs = [], []
                continue
            if token.sign in "，；：（":
                self._deny()
            if i > self._used:
                self._signs.append(token.sign)
            self._remember(token)
            if i > self._used and token.sign not in "，；：年日往季域我由":
                self._lead.append(token)
        self._deny()
        self._signs.append("。")

    @property
    def tail(self) -> str:
        """The signs after the last number."""
        return "".join(self._signs)

    def _remember(self, token: Token) -> None:
        sign = token.sign
        if sign in "，；：":
            self._lead, self._clause_year, self._action = [], None, None
            if sign == "；":
                self._since = len(self.facts)
                self.is_own = self.is_own or self.is_territory
        elif sign in "（）":
            self._depth = max(0, self._depth + (1 if sign == "（" else -1))
        elif sign in "年日往季":
            self._time(token)
        elif sign in "域我":
            self.is_own = sign == "我"
        elif sign in "申请量":
            self._topic = "申"
        elif sign == "外":
            self._topic = "外"
        elif sign == "争" or sign == "讼":
            joined = bool(self._lead) and self._lead[-1].sign in "和、因信申"
            self._kinds = (*self._kinds, *token.names) if joined and self._adjoins() else token.names
        elif sign == "弃":
            self._disown()
        elif sign == "文":
            self._document = token.names
        elif sign == "动":
            self._action = token
        elif sign == "零":
            self._nought(token)
        if sign in "未无禁免" and self._denial is None:
            self._denial = []
        if self._denial is not None and sign not in "年日往季域我由，；：（":
            self._denial.append(token)

    def _disown(self) -> None:
        """Take what has been told since the last semicolon for not being of this report."""
        if any(token.sign == "其" for token in self._lead):
            return  # 「其中……不计入」 speaks of a part
        for fact in self.facts[self._since :]:
            fact.is_own = False

    def _adjoins(self) -> bool:
        """Say whether a review or lawsuit has just been named with no number after it."""
        return any(token.sign in "争讼" for token in self._lead)

    def _time(self, token: Token) -> None:
        self.years.append(token)
        compared = any(t.sign in "比和" for t in self._lead[-1:])
        if token.sign == "年" and not compared:
            self._other_year = None if token.names else token
            self._clause_year = None
        elif token.sign == "往" and not compared:
            self._other_year = token
        elif not token.names:
            self._clause_year = token

    def _number(self, token: Token, tokens: list[Token], i: int) -> None:
        fact = Fact(token.start, token.end, token, depth=self._depth)
        fact.signs = "".join(self._signs)
        fact.year = self._clause_year or self._other_year
        fact.is_own = self.is_own and fact.year is None
        lead = self._lead[-_REACH_BACK:]
        after = _tail(tokens, i)
        if self._share(fact, lead) or self._understand(fact, lead, after, i):
            pass
        elif self._wider and fact.is_own and _is_core(lead, fact.signs):
            fact.meaning, fact.sums = self._wider.meaning, self._wider.sums
        if fact.sums and not self.is_own:
            self._wider = fact
        self._last = fact
        self.facts.append(fact)

    def _share(self, fact: Fact, lead: list[Token]) -> bool:
        """Give a number its turn in 「A、B分别为1件、2件」."""
        if lead and lead[-1].sign == "别":
            named = [token for token in lead if token.sign in "果争判人许转留"]
            self._pending = named if len(named) > 1 else []
        elif not all(token.sign in "和、" for token in lead):
            self._pending = []
        if not self._pending:
            return False
        token = self._pending.pop(0)
        meaning = _MEANING_OF[token.sign]
        fact.meaning, fact.sums = meaning, self._sums(meaning, [token], fact)
        return True

    def _understand(self, fact: Fact, lead: list[Token], after: list[Token], i: int) -> bool:
        before = "".join(token.sign for token in lead)
        while before.startswith(("、", "和", "其", "余", "）", "含")) and len(before) > 1:
            before, lead = before[1:], lead[1:]
        before = before.removesuffix("均")
        if before.endswith("（") and after and after[0].sign == "）":
            before = before[:-1]
        found = understand(before, "".join(token.sign for token in after))
        if found is None:
            return False
        meaning, reach, is_bare = found
        if is_bare and (self._topic or ("外" if self.foreign_before else "")) == "外":
            return False
        if not _fits(meaning, fact):
            return False
        words = [*lead, *after[:reach]]
        fact.meaning, fact.sums = meaning, self._sums(meaning, words, fact)
        if meaning is Meaning.RECEIVED and "办" in before:
            fact.otherwise = ((RECEIVED, CARRIED_OVER), (ANSWERED,))
        elif meaning is Meaning.HANDLED and "转" not in before:
            fact.otherwise = ((RECEIVED,), (ANSWERED,))
        if reach:
            self._used = i + reach
        return bool(fact.sums)

    def _sums(self, meaning: Meaning, words: list[Token], fact: Fact) -> tuple[Sum, ...]:
        """Return what a phrase states in figures of the edition, none if it has no such figure."""
        sums = self._figures(meaning, words, fact)
        known = _known(self.edition)
        if not sums or not all(paths and known.issuperset(paths) for paths in sums):
            return ()
        if meaning in _ROWS:
            self._row = _ROWS[meaning]
        return sums

    def _figures(  # noqa: C901, PLR0911, PLR0912 - one case a meaning
        self, meaning: Meaning, words: list[Token], fact: Fact
    ) -> tuple[Sum, ...]:
        match meaning:
            case Meaning.RECEIVED:
                return ((RECEIVED,),)
            case Meaning.HANDLED:
                return ((RECEIVED, CARRIED_OVER),)
            case Meaning.RECEIVED_AND_ANSWERED:
                return (RECEIVED,), (ANSWERED,)
            case Meaning.CARRIED_OVER:
                return ((CARRIED_OVER,),)
            case Meaning.ANSWERED:
                return ((ANSWERED,),)
            case Meaning.CARRIED_FORWARD:
                if self._lists_disputes() and any(token.sign == "待" for token in words):
                    return (_disputes(self._kinds, (DisputeResult.PENDING,)),)
                return ((CARRIED_FORWARD,),)
            case Meaning.GRANTED:
                return (_outcomes(OutcomeCategory.GRANTED, self.edition),) if self._lists_outcomes() else ()
            case Meaning.OUTCOME:
                return (sum((_outcomes(o, self.edition) for o in _outcome_run(words)), ()),)
            case Meaning.SHORT_OUTCOME:
                return (_outcomes(words[-1].names, self.edition),) if self._lists_outcomes() else ()
            case Meaning.APPLICANT:
                return (self._applicants(_run(words, "人")),)
            case Meaning.OTHERS:
                return (self._others(),)
            case Meaning.DISPUTE:
                named = _run(words, "争讼")
                if any(token.sign == "均" for token in words) and not _is_nought(fact):
                    return tuple(_disputes(token.names, ("total",)) for token in named)
                return (_disputes([kind for token in named for kind in token.names], ("total",)),)
            case Meaning.REQUESTS_AND_DISPUTES:
                kinds = tuple(kind for token in words if token.sign == "争" for kind in token.names)
                return ((RECEIVED, *_disputes(kinds, ("total",))),)
            case Meaning.RESULT:
                named = _run(words, "争讼")
                kinds = tuple(kind for token in named for kind in token.names) or self._kinds
                return (_disputes(kinds, [token.names for token in _run(words, "判")]),)
            case Meaning.DOCUMENT:
                return (self._documents(words, fact),)
            case Meaning.DECISION:
                carries = fact.signs.startswith(("、", "和")) and self._last is not None
                if carries and self._last and self._last.meaning is Meaning.NOTHING:
                    return ()
                return (tuple(f"proactive.{t.names}.decisions" for t in _run(words, "许")),)
            case Meaning.FEES:
                return (("proactive.fees.amount",),)
            case Meaning.PROJECTS:
                return (("proactive.procurement.projects",),)
            case Meaning.PROCUREMENT:
                named = any(token.sign == "购" for token in words)
                known = self._last is not None and self._last.meaning is Meaning.PROJECTS
                return (("proactive.procurement.amount",),) if named or known else ()
            case Meaning.CHANGED_TO:
                return self._last.sums if self._last else ()
        return ()

    def _lists_outcomes(self) -> bool:
        last = self._last
        return last is not None and last.meaning in _AMONG_OUTCOMES

    def _lists_disputes(self) -> bool:
        return self._last is not None and self._last.meaning in {Meaning.DISPUTE, Meaning.RESULT}

    def _applicants(self, named: list[Token]) -> Sum:
        if self._row is None:
            return ()
        return tuple(
            f"requests.{self._row}.{applicant}" for token in named for applicant in token.names
        )

    def _others(self) -> Sum:
        """Return the others of what is being listed: other applicants, results or reasons."""
        last = self._last
        if last is None or not last.sums:
            return ()
        if last.meaning is Meaning.APPLICANT:
            return () if self._row is None else (f"requests.{self._row}.{Applicant.OTHER}",)
        if last.meaning is Meaning.RESULT:
            return _disputes(self._kinds, (DisputeResult.OTHER,))
        overdue = (Outcome.CORRECTION_OVERDUE, Outcome.FEE_OVERDUE)
        if last.sums[0] in {_outcomes(outcome, self.edition) for outcome in overdue}:
            return _outcomes(Outcome.OTHER_REASONS, self.edition)
        return ()

    def _documents(self, words: list[Token], fact: Fact) -> Sum:
        """Return the figures of documents, of which kind or action may have been said before."""
        actions = [token for token in words if token.sign == "动"]
        carries = fact.signs.startswith(("、", "和"))
        action = actions[-1] if actions else (self._action if carries else None)
        items = [token.names for token in _run(words, "文")] or [self._document]
        if action is None or action.names is None or None in items:
            return ()
        measure: Measure = action.names
        if self.edition is Edition.E2019:
            measure = EDITION_2019.get(measure, measure)
        self._action = action
        return tuple(f"proactive.{item}.{measure}" for item in items)

    def _deny(self) -> None:
        """Close a clause that may have denied something."""
        words, self._denial = self._denial, None
        if not words:
            return
        # Without the conjunction or bracket that may stand last.
        while words[-1].sign in "和、）等":
            words.pop()
        meaning = deny("".join(token.sign for token in words[:_REACH_BACK * 2]))
        if meaning is None:
            return
        self._add_denial(meaning, words)

    def _nought(self, token: Token) -> None:
        """Take 「……为零」 for a denial of what stands before it."""
        meaning = nought("".join(t.sign for t in self._lead[-_REACH_BACK:]) + "零")
        if meaning is not None:
            words = self._lead[-_REACH_BACK:]
            first = _run(words, "量请争果")[0]
            self._add_denial(meaning, [*words[words.index(first) :], token])

    def _add_denial(self, meaning: Meaning, words: list[Token]) -> None:
        fact = Fact(words[0].start, words[-1].end, meaning=meaning)
        fact.year = self._clause_year or self._other_year
        fact.is_own = self.is_own and fact.year is None
        sums = self._denied(meaning, words)
        if sums and _known(self.edition).issuperset(sums):
            fact.sums = (sums,)
            self.facts.append(fact)

    def _denied(self, meaning: Meaning, words: list[Token]) -> Sum:
        """Return the figures that a clause says are nought."""
        match meaning:
            case Meaning.RESULT:
                kinds = tuple(k for t in words if t.sign in "争讼" for k in t.names)
                kinds = kinds or self._all_kinds() or tuple(DisputeKind)
                return _disputes(kinds, [t.names for t in words if t.sign == "判"])
            case Meaning.DOCUMENT:
                measure = Measure.REPEALED if words[0].sign == "免" else Measure.ISSUED
                if self.edition is Edition.E2019:
                    measure = EDITION_2019.get(measure, measure)
                return tuple(f"proactive.{t.names}.{measure}" for t in words if t.sign == "文")
            case _:
                fact = Fact(words[0].start, words[-1].end)
                sums = self._figures(meaning, words, fact)
                return sums[0] if sums else ()

    def _all_kinds(self) -> tuple[DisputeKind, ...]:
        told = {path.split(".")[1] for f in self.facts for s in f.sums for path in s if f.meaning is Meaning.DISPUTE}
        return tuple(kind for kind in DisputeKind if kind in told)


_MEANING_OF: Final = {
    "果": Meaning.OUTCOME,
    "争": Meaning.DISPUTE,
    "判": Meaning.RESULT,
    "人": Meaning.APPLICANT,
    "许": Meaning.DECISION,
    "转": Meaning.CARRIED_OVER,
    "留": Meaning.CARRIED_FORWARD,
}
_ROWS: Final = {
    Meaning.RECEIVED: "received",
    Meaning.HANDLED: None,
    Meaning.CARRIED_OVER: "carried_over",
    Meaning.ANSWERED: "outcomes_total",
    Meaning.OUTCOME: None,
}
_AMONG_OUTCOMES: Final = frozenset(
    {Meaning.ANSWERED, Meaning.OUTCOME, Meaning.GRANTED, Meaning.SHORT_OUTCOME}
)
_AMOUNTS: Final = frozenset({Meaning.FEES, Meaning.PROCUREMENT})
_BARE: Final = frozenset(
    {Meaning.RECEIVED, Meaning.HANDLED, Meaning.ANSWERED, Meaning.CARRIED_FORWARD,
     Meaning.CARRIED_OVER, Meaning.RECEIVED_AND_ANSWERED}
)  # fmt: skip


@lru_cache(maxsize=4096)
def understand(before: str, after: str) -> tuple[Meaning, int, bool] | None:
    """Return what the signs around a number state, how many of those after it, and if barely.

    Barely: without a word for requests, so that only the context tells what was received.
    """
    pattern, meanings = phrases()
    match = pattern.match(f"{before}N{after}")
    if match is None or match.lastindex is None:
        return None
    meaning = meanings[match.lastindex - 1]
    if meaning is Meaning.NOTHING:
        return None
    reach = match.end() - len(before) - 1
    is_bare = meaning in _BARE and not set("申请量") & set(match[0])
    return meaning, reach, is_bare


@lru_cache(maxsize=4096)
def deny(signs: str) -> Meaning | None:
    """Return what the signs of a clause deny."""
    pattern, meanings = denials()
    match = pattern.match(signs)
    return None if match is None or match.lastindex is None else meanings[match.lastindex - 1]


@lru_cache(maxsize=4096)
def nought(signs: str) -> Meaning | None:
    """Return what the signs before 「为零」 name."""
    pattern, meanings = noughts()
    match = pattern.search(signs)
    return None if match is None or match.lastindex is None else meanings[match.lastindex - 1]


@lru_cache
def _known(edition: Edition) -> frozenset[str]:
    return frozenset(figure_paths(edition))


def _tail(tokens: list[Token], i: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens[i + 1 : i + 1 + _REACH_ON]:
        if token.sign in "N；、：":
            break
        found.append(token)
    return found


def _fits(meaning: Meaning, fact: Fact) -> bool:
    """Say whether a number has a counter for what it would count."""
    quantity = fact.token.quantity if fact.token else None
    if quantity is None:
        return False
    if meaning is Meaning.PROJECTS:
        return quantity.counter not in MONEY
    if meaning in _AMOUNTS:
        return quantity.counter in MONEY
    return quantity.counter in FORM_COUNTERS


def _is_core(lead: list[Token], signs: str) -> bool:
    """Say whether a number is told of the organ itself and of nothing else, 「其中局本级3件」."""
    return "其" in signs and "我" in signs and not {t.sign for t in lead} - set("其和、" + GAP)


def _run(words: list[Token], signs: str) -> list[Token]:
    """Return the last words of some signs that conjunctions join."""
    found: list[Token] = []
    joined = True
    for token in reversed(words):
        if token.sign in signs:
            if not joined:
                break
            found.insert(0, token)
            joined = False
        elif token.sign in "和、":
            joined = True
    return found


def _is_nought(fact: Fact) -> bool:
    return fact.token is None or fact.token.quantity is None or fact.token.quantity.number == 0


def _outcome_run(words: list[Token]) -> list[Any]:
    """Return the outcomes that are joined, or the last: a reason goes before its category."""
    named = _run(words, "果")
    if len(named) == 1:
        reasons = [token.names for token in words if token.sign == "果"]
        if len(reasons) > 1 and getattr(reasons[-2], "category", None) is reasons[-1]:
            return [reasons[-2]]
    return [token.names for token in named]


def _outcomes(named: OutcomeCategory | Outcome, edition: Edition) -> Sum:
    rows = named.outcomes(edition) if isinstance(named, OutcomeCategory) else (named,)
    return tuple(f"requests.outcomes.{row}.total" for row in rows)


def _disputes(kinds: Any, results: Any) -> Sum:
    return tuple(f"disputes.{kind}.{result}" for kind in dict.fromkeys(kinds) for result in results)
