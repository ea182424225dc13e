"""The prose of a report, section by section and sentence by sentence."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

import msgspec

from govinfo_report.model import AnnualReport
from govinfo_report.rules.prose.breakdowns import breakdowns
from govinfo_report.rules.prose.figures import Context
from govinfo_report.rules.prose.folding import Folded, fold
from govinfo_report.rules.prose.lexicon import is_worth_reading, last_foreign
from govinfo_report.rules.prose.scope import Scope, scope_of
from govinfo_report.rules.prose.sections import prose_of
from govinfo_report.rules.prose.sentence import Fact, SentenceReader
from govinfo_report.rules.prose.statement import (
    Prose,
    StaleYear,
    Statement,
    StatementKind,
    Sum,
)
from govinfo_report.rules.prose.tokens import tokenise
from govinfo_report.vocabulary import Edition

_LONGEST: Final = 1_000  # characters of a sentence; what is longer is cut
_BEFORE: Final = 300  # characters before a sentence that may tell what it is about
_END: Final = "。"
_OTHER_ENDS: Final = "！？!?\n"
_PERIOD: Final = (  # seldom needed, so not compiled before
    r"(?P<first>20\d\d)年1月1日[起]?[，,]?[至到—\-－～~–]{1,2}"
    r"(?:(?P<last>20\d\d)年|当年|同年)?12月31日"
)
_OPENING: Final = (  # likewise
    r"(?:^|\n)(?P<year>20\d\d)年度?[，,]?[我本](?:局|委|厅|办|院|镇|乡|街道|单位|机关|部门|中心)[^。\n]*"
)
_LOOKS_BACK: Final = ("以来", "至今", "比", "较", "去年", "上年", "今年", "本年")


def read(report: AnnualReport) -> Prose:
    """Return what the prose of a report states, and where it speaks of another year as its own."""
    scope = scope_of(report)
    found: list[Statement] = []
    stale: list[StaleYear] = []
    lists = 0
    for place, text in prose_of(report):
        reader = _SectionReader(place, text, fold(text), scope, report.edition, lists)
        reader.read()
        found += reader.found
        stale += reader.stale
        lists = reader.lists
    return Prose(tuple(found), tuple(stale), scope.year)


class _Role(msgspec.Struct, frozen=True):
    """What a number is to its sentence."""

    kind: StatementKind
    breakdown: int | None = None
    complete: bool = False


class _SectionReader(msgspec.Struct, eq=False):
    """Reads one piece of prose, sentence by sentence."""

    place: str
    text: str
    folded: Folded
    scope: Scope
    edition: Edition
    lists: int
    """How many breakdowns have been found so far, in the report."""
    found: list[Statement] = msgspec.field(default_factory=list)
    stale: list[StaleYear] = msgspec.field(default_factory=list)
    _noted: set[int] = msgspec.field(default_factory=set)  # where the stale years stand

    def read(self) -> None:
        """Read the sentences that may hold a number with its counter or a denial, and the years."""
        text = self.folded.text
        is_own = True
        for start, end in _sentences(text):
            if not is_worth_reading(text, start, end):
                continue
            if start == 0 or text[start - 1] == "\n":
                is_own = True
            is_own = self._read_sentence(start, end, is_own=is_own)
        if self.scope.year is not None:
            self._read_years(self.scope.year)

    def _read_sentence(self, start: int, end: int, *, is_own: bool) -> bool:
        """Read a sentence and return whether the next one may be taken for the organ's own."""
        text, is_territory = self.folded.text, self.scope.territory is not None
        reader = SentenceReader(
            tokenise(text, start, end, self.scope),
            Context(self.edition),
            is_territory,
            partial(_is_foreign, text, start),
            is_own=is_own or is_territory,
        )
        reader.read()
        roles = self._breakdowns(reader) if len(reader.facts) > 1 else {}
        for fact in reader.facts:
            if fact.is_own:
                kind = StatementKind.DENIAL if fact.quantity is None else StatementKind.FIGURE
                self.found += (self._statement(fact, _Role(kind), paths) for paths in fact.sums)
            self.found += (self._statement(fact, role) for role in roles.get(fact, ()))
        if self.scope.year is not None and reader.is_own:
            self._read_tense(reader, self.scope.year)
        return reader.is_own or not any(fact.sums for fact in reader.facts)

    def _breakdowns(self, reader: SentenceReader) -> Mapping[Fact, list[_Role]]:
        """Return what numbers are in breakdowns, parts before wholes."""
        found = breakdowns(reader.facts, reader.tail)
        roles: dict[Fact, list[_Role]] = {}
        for number, breakdown in enumerate(found, self.lists):
            for part in breakdown.parts:
                roles.setdefault(part, []).append(_Role(StatementKind.PART, number))
                if _is_told_alike(part, breakdown.whole):
                    part.is_own = False
        for number, breakdown in enumerate(found, self.lists):
            role = _Role(StatementKind.WHOLE, number, breakdown.complete)
            roles.setdefault(breakdown.whole, []).append(role)
        self.lists += len(found)
        return roles

    def _statement(self, fact: Fact, role: _Role, figures: Sum = ()) -> Statement:
        start, end = span = self.folded.span(fact.start, fact.end)
        told = fact.quantity
        return Statement(
            kind=role.kind,
            figures=figures,
            number=0 if told is None else told.number,
            exact=told is None or told.exact,
            least=0 if told is None else told.least,
            most=0 if told is None else told.most,
            text=self.text[start:end],
            section=self.place,
            span=span,
            otherwise=fact.otherwise if figures else (),
            breakdown=role.breakdown,
            complete=role.complete,
        )

    def _read_tense(self, reader: SentenceReader, year: int) -> None:
        """Note a year before the report's for which a sentence tells the organ's own figures.

        A sentence that also names the report's year, or compares, speaks of the past knowingly.
        """
        text = self.folded.text
        if any(
            token.sign in "往季"
            or token.names
            or text.endswith("以来", 0, token.end)
            or text.endswith(("由", "从"), 0, token.start)
            for token in reader.years
        ):
            return
        for fact in reader.facts:
            told = fact.year
            if fact.sums and told is not None and told.year is not None and told.year < year:
                self._note(told.year, told.start, told.end)
                return

    def _read_years(self, year: int) -> None:
        """Note a period that is not the report's, and a paragraph that opens with another year."""
        text = self.folded.text
        if "12月31日" in text:
            for period in re.finditer(_PERIOD, text):
                told = {int(period["first"]), int(period["last"] or period["first"])}
                if told != {year}:
                    self._note(int(period["first"]), *period.span())
        if f"{year - 1}年" in text:
            for opening in re.finditer(_OPENING, text):
                is_knowing = any(word in opening[0] for word in (f"{year}年", *_LOOKS_BACK))
                if int(opening["year"]) == year - 1 and not is_knowing:
                    start = opening.start("year")
                    self._note(year - 1, start, start + len("2020年"))

    def _note(self, year: int, start: int, end: int) -> None:
        span = self.folded.span(start, end)
        if span[0] not in self._noted:
            self._noted.add(span[0])
            text = self.text[slice(*span)]
            self.stale.append(StaleYear(year=year, text=text, section=self.place, span=span))


def _is_told_alike(part: Fact, whole: Fact) -> bool:
    """Say whether a part is told in the words of the whole, 「其中上半年收到2件」: it is less."""
    is_same = part.meaning is whole.meaning and part.sums == whole.sums
    return is_same and whole.is_own and not whole.otherwise


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text stand, without their ends.

    A sentence too long is cut, after a mark if there is one and so never within a number.
    """
    for mark in _OTHER_ENDS:
        text = text.replace(mark, _END)
    start = 0
    for sentence in text.split(_END):
        end = start + len(sentence)
        while end - start > _LONGEST:
            reach = start + _LONGEST
            cut = max(text.rfind(mark, start, reach) for mark in "，；、") + 1 or reach
            yield start, cut
            start = cut
        yield start, end
        start = end + len(_END)


def _is_foreign(text: str, end: int) -> bool:
    """Say whether a paragraph has last spoken of something else than requests."""
    start = max(0, end - _BEFORE)
    start = max(start, text.rfind("\n", start, end) + 1)
    return last_foreign(text, start, end) > text.rfind("申请", start, end)
