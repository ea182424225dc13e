"""Meanings as figures: which sums of the form a phrase states, in the context of its sentence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

import msgspec

from govinfo_report.model import figure_paths
from govinfo_report.rules.prose.statement import Sum
from govinfo_report.rules.prose.tokens import Token
from govinfo_report.rules.prose.wording import EDITION_2019, Meaning
from govinfo_report.vocabulary import (
    Applicant,
    DisputeKind,
    DisputeResult,
    Edition,
    Measure,
    Outcome,
    OutcomeCategory,
    ProactiveItem,
)

RECEIVED: Final = "requests.received.total"
CARRIED_OVER: Final = "requests.carried_over.total"
CARRIED_FORWARD: Final = "requests.carried_forward.total"
ANSWERED: Final = "requests.outcomes_total.total"

_OUTCOMES: Final = frozenset(
    {Meaning.ANSWERED, Meaning.OUTCOME, Meaning.GRANTED, Meaning.SHORT_OUTCOME}
)
_DISPUTES: Final = frozenset({Meaning.DISPUTE, Meaning.RESULT})


class Context(msgspec.Struct, eq=False):
    """What a sentence has said before and need not say again."""

    edition: Edition
    kinds: tuple[DisputeKind, ...] = ()
    """The reviews or lawsuits named last."""
    document: ProactiveItem | None = None
    """The kind of document named last."""
    action: Measure | None = None
    """What became of the documents named last in this clause."""
    row: str | None = "received"
    """The row of table three whose applicants would be told; none for no single row."""
    last: Meaning = Meaning.NOTHING
    """What the number before stated."""
    last_sums: tuple[Sum, ...] = ()
    disputes: tuple[DisputeKind, ...] = ()
    """All reviews and lawsuits counted so far."""
    is_listed: bool = False
    """Whether a conjunction joins the number to the one before."""
    is_nought: bool = False
    """Whether the number is 0."""

    def note(self, meaning: Meaning, sums: tuple[Sum, ...]) -> None:
        """Remember what a number stated."""
        self.last, self.last_sums = meaning, sums
        if not sums:
            return
        if meaning in _ROWS:
            self.row = _ROWS[meaning]
        if meaning is Meaning.DISPUTE:
            self.disputes += self.kinds


_ROWS: Final[Mapping[Meaning, str | None]] = MappingProxyType(
    {
        Meaning.RECEIVED: "received",
        Meaning.HANDLED: None,
        Meaning.CARRIED_OVER: "carried_over",
        Meaning.ANSWERED: "outcomes_total",
        Meaning.OUTCOME: None,
    }
)


def sums_of(meaning: Meaning, words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    """Return what a phrase states, mostly one sum; none where the edition has no such figure."""
    sums = _READERS[meaning](words, context)
    known = _known(context.edition)
    return sums if sums and all(paths and known.issuperset(paths) for paths in sums) else ()


def run(words: Sequence[Token], signs: str) -> list[Token]:
    """Return the last words of some signs, and those that conjunctions join to them."""
    found: list[Token] = []
    is_joined = True
    for token in reversed(words):
        if token.sign in signs:
            if not is_joined:
                break
            found.append(token)
            is_joined = False
        elif token.sign in "和、":
            is_joined = True
    return found[::-1]


@cache
def _known(edition: Edition) -> frozenset[str]:
    return frozenset(figure_paths(edition))


_Reader = Callable[[Sequence[Token], Context], tuple[Sum, ...]]


def _always(*sums: Sum) -> _Reader:
    return lambda words, context: sums  # noqa: ARG005 - one of the readers


def _carried_forward(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    if context.last in _DISPUTES and any(token.sign == "待" for token in words):
        return (_disputes(context.kinds, (DisputeResult.PENDING,)),)
    return ((CARRIED_FORWARD,),)


def _granted(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:  # noqa: ARG001
    if context.last not in _OUTCOMES:
        return ()  # 公开 is said of much else
    return (_outcome(OutcomeCategory.GRANTED, context.edition),)


def _outcomes(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    named = [token.names for token in run(words, "果")]
    if len(named) == 1:
        # 「属于国家秘密不予公开」: the reason stands before its category.
        before = [token.names for token in words if token.sign == "果"][-2:-1]
        named = [n for n in before if getattr(n, "category", None) is named[0]] or named
    return (tuple(chain.from_iterable(_outcome(n, context.edition) for n in named)),)


def _short_outcome(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    if context.last not in _OUTCOMES:
        return ()
    return (_outcome(run(words, "类")[-1].names, context.edition),)


@cache
def _outcome(named: OutcomeCategory | Outcome, edition: Edition) -> Sum:
    rows = named.outcomes(edition) if isinstance(named, OutcomeCategory) else (named,)
    return tuple(f"requests.outcomes.{row}.total" for row in rows)


def _applicants(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    if context.row is None:
        return ()
    named = chain.from_iterable(token.names for token in run(words, "人"))
    return (tuple(f"requests.{context.row}.{applicant}" for applicant in named),)


def _others(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:  # noqa: ARG001
    """Return the others of what is being listed: other applicants, results or reasons."""
    if not context.last_sums:
        return ()
    if context.last is Meaning.APPLICANT:
        return ((f"requests.{context.row}.{Applicant.OTHER}",),)
    if context.last is Meaning.RESULT:
        return (_disputes(context.kinds, (DisputeResult.OTHER,)),)
    overdue = (Outcome.CORRECTION_OVERDUE, Outcome.FEE_OVERDUE)
    if context.last_sums[0] in {_outcome(reason, context.edition) for reason in overdue}:
        return (_outcome(Outcome.OTHER_REASONS, context.edition),)
    return ()


def _dispute(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    named = run(words, "争讼")
    if any(token.sign == "均" for token in words) and not context.is_nought:
        return tuple(_disputes(token.names, ("total",)) for token in named)
    return (_disputes(_kinds(named), ("total",)),)


def _result(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    kinds = _kinds(run(words, "争讼")) or context.kinds
    return (_disputes(kinds, tuple(token.names for token in run(words, "判"))),)


def _requests_and_disputes(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:  # noqa: ARG001
    return ((RECEIVED, *_disputes(_kinds(words), ("total",))),)


def _kinds(words: Iterable[Token]) -> tuple[DisputeKind, ...]:
    return tuple(kind for token in words if token.sign in "争讼" for kind in token.names)


@cache
def _disputes(kinds: tuple[DisputeKind, ...], results: tuple[str, ...]) -> Sum:
    return tuple(f"disputes.{kind}.{result}" for kind in dict.fromkeys(kinds) for result in results)


def _documents(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    actions = [token.names for token in words if token.sign == "动"]
    action = actions[-1] if actions else (context.action if context.is_listed else None)
    items = [token.names for token in run(words, "文")] or [context.document]
    return (_of_documents(items, action, context.edition),)


def _of_documents(items: Iterable[Any], action: Measure | None, edition: Edition) -> Sum:
    """Return the paths of some documents; none of the form's where item or action is unknown."""
    measure = EDITION_2019.get(action, action) if edition is Edition.E2019 and action else action
    return tuple(f"proactive.{item}.{measure}" for item in items)


def _decisions(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    if context.is_listed and not context.last_sums:
        return ()  # a list of something else, such as what was published
    return (tuple(f"proactive.{token.names}.decisions" for token in run(words, "许")),)


def _procurement(words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    if context.last is not Meaning.PROJECTS and not any(token.sign == "购" for token in words):
        return ()
    return (("proactive.procurement.amount",),)


_READERS: Final[Mapping[Meaning, _Reader]] = MappingProxyType(
    {
        Meaning.RECEIVED: _always((RECEIVED,)),
        Meaning.HANDLED: _always((RECEIVED, CARRIED_OVER)),
        Meaning.RECEIVED_AND_ANSWERED: _always((RECEIVED,), (ANSWERED,)),
        Meaning.CARRIED_OVER: _always((CARRIED_OVER,)),
        Meaning.CARRIED_FORWARD: _carried_forward,
        Meaning.ANSWERED: _always((ANSWERED,)),
        Meaning.GRANTED: _granted,
        Meaning.OUTCOME: _outcomes,
        Meaning.SHORT_OUTCOME: _short_outcome,
        Meaning.APPLICANT: _applicants,
        Meaning.OTHERS: _others,
        Meaning.DISPUTE: _dispute,
        Meaning.RESULT: _result,
        Meaning.REQUESTS_AND_DISPUTES: _requests_and_disputes,
        Meaning.DOCUMENT: _documents,
        Meaning.DECISION: _decisions,
        Meaning.FEES: _always(("proactive.fees.amount",)),
        Meaning.PROJECTS: _always(("proactive.procurement.projects",)),
        Meaning.PROCUREMENT: _procurement,
        Meaning.CHANGED_TO: lambda words, context: context.last_sums,  # noqa: ARG005 - likewise
    }
)


def denied(meaning: Meaning, words: Sequence[Token], context: Context) -> tuple[Sum, ...]:
    """Return what a clause says there is none of, as one sum."""
    if meaning is Meaning.DOCUMENT:
        action = Measure.REPEALED if words[0].sign == "免" else Measure.ISSUED
        items = [token.names for token in run(words, "文")]
        sums = (_of_documents(items, action, context.edition),)
        return sums if _known(context.edition).issuperset(sums[0]) else ()
    if meaning is Meaning.RESULT and not _kinds(words):
        kinds = context.disputes or tuple(DisputeKind)
        return (_disputes(kinds, tuple(token.names for token in run(words, "判"))),)
    context.is_nought = True
    return sums_of(meaning, words, context)
