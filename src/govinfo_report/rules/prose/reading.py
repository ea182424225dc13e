"""`statements`: every count that the prose of a report states."""

import re
from functools import partial
from collections.abc import Iterator
from typing import Final

from govinfo_report.model import AnnualReport, Section
from govinfo_report.rules.prose.breakdowns import breakdowns
from govinfo_report.rules.prose.sentence import Fact, SentenceReader
from govinfo_report.rules.prose.folding import Folded, fold
from govinfo_report.rules.prose.lexicon import FOREIGN, CANDIDATE
from govinfo_report.rules.prose.scope import Scope, scope_of
from govinfo_report.rules.prose.statement import Prose, StaleYear, Statement, StatementKind
from govinfo_report.rules.prose.tokens import Token, tokenise
from govinfo_report.vocabulary import Edition

_ENDS: Final = re.compile(r"[。！？!?\n]")
_LONGEST: Final = 1_000  # characters of a sentence; what is longer is cut
_BEFORE: Final = 300  # characters before a sentence that may tell what it is about
_PERIOD: Final = re.compile(
    r"(?P<from>20\d\d)年1月1日(?:0时)?(?:起|开始)?,?，?(?:至|到|—+|-+|－|～|~|–)(?:(?P<to>20\d\d)年|当年|同年)?12月31日"
)
_OPENING: Final = re.compile(r"(?:^|\n)(?P<year>20\d\d)年(?:度)?[，,]?(?=(?:我|本)(?:局|委|厅|办|院|所|区|市|县|镇|乡|街道|单位|机关|部门|中心))")


def statements(report: AnnualReport) -> list[Statement]:
    """Return every count that the prose of a report states, in reading order.

    What is told of another year or of another circle of organs states no figure of this report.
    """
    return list(read_prose(report).statements)


def read_prose(report: AnnualReport) -> Prose:
    """Return what the prose of a report states, and where it speaks of another year as its own."""
    scope = scope_of(report)
    found: list[Statement] = []
    stale: list[StaleYear] = []
    lists = 0
    for place, text in prose_of(report):
        reader = _SectionReader(place, text, scope, report.edition, lists)
        reader.read()
        found += reader.found
        stale += reader.stale
        lists = reader.lists
    return Prose(tuple(found), tuple(stale))


def prose_of(report: AnnualReport) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each piece of prose, in reading order."""
    if report.preface:
        yield "preface", report.preface
    yield from _walk("overview", report.overview)
    yield from _walk("problems", report.problems)
    yield from _walk("other_matters", report.other_matters)


def _walk(place: str, section: Section) -> Iterator[tuple[str, str]]:
    if section.text:
        yield place, section.text
    for i, below in enumerate(section.subsections):
        yield from _walk(f"{place}.subsections.{i}", below)


class _SectionReader:
    """Reads one piece of prose."""

    def __init__(self, place: str, text: str, scope: Scope, edition: Edition, lists: int) -> None:
        self.place = place
        self.text = text
        self.folded: Folded = fold(text)
        self.scope = scope
        self.edition = edition
        self.lists = lists
        self.found: list[Statement] = []
        self.stale: list[StaleYear] = []

    def read(self) -> None:
        """Read the sentences that hold a number with its counter, or a denial."""
        text = self.folded.text
        done, was_own = 0, True
        for candidate in CANDIDATE.finditer(text):
            if candidate.start() < done:
                continue
            start = max(text.rfind(mark, done, candidate.start()) for mark in "。！？!?\n") + 1
            start = max(start, done)
            closing = _ENDS.search(text, candidate.end(), start + _LONGEST)
            done = closing.start() if closing else _last_mark(text, start)
            paragraph = text.rfind("\n", max(0, start - _BEFORE), start) + 1
            if paragraph == start:
                was_own = True
            was_own = self._sentence(start, done, was_own)
        self._periods(text)

    def _sentence(self, start: int, end: int, was_own: bool) -> bool:
        tokens = tokenise(self.folded.text, start, end, self.scope)
        reader = SentenceReader(
            tokens,
            self.edition,
            self.scope.territory is not None,
            partial(_is_foreign, self.folded.text, start),
            is_own=was_own or self.scope.territory is not None,
        )
        reader.read()
        self._tell(reader)
        self._stale(reader)
        return reader.is_own or not any(fact.sums for fact in reader.facts)

    def _tell(self, reader: SentenceReader) -> None:
        roles: dict[int, list[tuple[StatementKind, int, bool]]] = {}
        for found in breakdowns(reader.facts, reader.tail):
            number = self.lists
            self.lists += 1
            for part in found.parts:
                roles.setdefault(id(part), []).append((StatementKind.PART, number, False))
            roles.setdefault(id(found.whole), []).append((StatementKind.WHOLE, number, found.complete))
        for fact in reader.facts:
            if fact.is_own:
                for paths in fact.sums:
                    kind = StatementKind.FIGURE if fact.quantity else StatementKind.DENIAL
                    self.found.append(self._statement(fact, kind, figures=paths, otherwise=fact.otherwise))
            for kind, number, complete in sorted(roles.get(id(fact), ())):
                self.found.append(self._statement(fact, kind, breakdown=number, complete=complete))

    def _statement(self, fact: Fact, kind: StatementKind, **more: object) -> Statement:
        start, end = self.folded.span(fact.start, fact.end)
        quantity = fact.quantity
        return Statement(
            kind=kind,
            number=quantity.number if quantity else 0,
            exact=quantity.exact if quantity else True,
            least=quantity.least if quantity else 0,
            most=quantity.most if quantity else 0,
            text=self.text[start:end],
            section=self.place,
            span=(start, end),
            **more,
        )

    def _stale(self, reader: SentenceReader) -> None:
        """Note a year before the report's in which the sentence tells its own figures."""
        year = self.scope.year
        if year is None or any(t.sign in "往季" or t.names for t in reader.years):
            return
        if not reader.is_own:
            return
        for fact in reader.facts:
            told = fact.year
            if fact.sums and told is not None and told.year is not None and told.year < year:
                self._note(told.start, told.end, told.year)
                return

    def _note(self, start: int, end: int, year: int) -> None:
        span = self.folded.span(start, end)
        if span not in {stale.span for stale in self.stale}:
            self.stale.append(
                StaleYear(year=year, text=self.text[slice(*span)], section=self.place, span=span)
            )

    def _periods(self, text: str) -> None:
        year = self.scope.year
        if year is None:
            return
        if "12月31日" in text:
            for period in _PERIOD.finditer(text):
                told = int(period["from"])
                if told != year or (period["to"] and int(period["to"]) != year):
                    self._note(period.start(), period.end(), told)


def _last_mark(text: str, start: int) -> int:
    """Return where a sentence is cut that does not end: at a mark, never within a number."""
    end = start + _LONGEST
    if end >= len(text):
        return len(text)
    return max(text.rfind(mark, start, end) for mark in "，；、,;") + 1 or end


def _is_foreign(text: str, end: int) -> bool:
    """Say whether a paragraph has last spoken of something else than requests."""
    start = max(text.rfind("\n", max(0, end - _BEFORE), end) + 1, end - _BEFORE, 0)
    last = -1
    for match in FOREIGN.finditer(text, start, end):
        last = match.start()
    return last > text.rfind("申请", start, end)
