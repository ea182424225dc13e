"""What a report must agree with in the report of the year before."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal
from types import MappingProxyType
from typing import Final

import attrs

from govinfo_report._text import compact
from govinfo_report.errors import Bilingual, UnfitInputError, several
from govinfo_report.form import PARTS
from govinfo_report.model import AnnualReport, FigureValue, Section
from govinfo_report.rules.catalogue import RULES, Scope
from govinfo_report.rules.finding import Finding, FindingValue
from govinfo_report.rules.marking import marked
from govinfo_report.rules.proactive import FEES, IMPLAUSIBLE_AMOUNT, fees, is_unit_slip
from govinfo_report.rules.several import report_label, require_some
from govinfo_report.vocabulary import Applicant, Edition, Measure, ProactiveItem

JUMP_FACTOR: Final = 5
"""A figure jumps that grows to more than this many times, or falls below one such part."""

JUMP_SIZE: Final = 50
"""Only where the larger of the two years' figures is at least this much: few cases vary freely."""

REUSE_SHARE: Final = Decimal("0.9")
"""A text is nearly last year's from this share on."""

REUSE_LENGTH: Final = 100
"""Shorter texts are not compared: a statutory statement is rightly the same every year."""

_PIECE: Final = 8  # characters in a row that are hardly the same by chance
_IGNORED: Final = re.compile(r"[\s\d]+")

SERIES_RULES: Final = frozenset(
    {*(rule.id for rule in RULES.values() if rule.scope is Scope.SERIES), "implausible-unit"}
)
"""The rules that last year's report has a say in."""

PairChecker = Callable[[AnnualReport, AnnualReport], Iterator[Finding]]


def check_series(reports: Iterable[AnnualReport]) -> list[Finding]:
    """Return where reports of one organ disagree from year to year, in the order of the years.

    They may come in any order and in both editions; what only one edition counts is not compared.
    A year that is left out or given twice, or a report of another organ, is a finding; the latter
    takes no further part, and what is not a year apart is not compared. Each finding knows the
    year of the report it is about. What is wrong within a single report is left to `check`.
    `UnfitInputError` where there are no reports or one has no year.
    """
    given = list(several("reports", reports, AnnualReport))
    require_some(given)
    labels = [report_label(number, each) for number, each in enumerate(given, 1)]
    faults = [
        Bilingual(f"{label.zh}没有年度", f"{label.en} has no year")
        for label, each in zip(labels, given, strict=True)
        if each.year is None
    ]
    if faults:
        raise UnfitInputError(*faults)
    first, *others = sorted(given, key=lambda report: report.year or 0)
    latest = first
    found: list[Finding] = []
    for report in others:
        is_other_organ = _is_other_organ(report, first)
        previous = first if is_other_organ else latest
        found += marked([*check_pair(report, previous)], report.explanations)
        if not is_other_organ:
            latest = report
    return found


def check_pair(
    report: AnnualReport, previous: AnnualReport, rules: frozenset[str] = SERIES_RULES
) -> Iterator[Finding]:
    """Yield where a report disagrees with last year's, as far as some of the rules are concerned.

    Of two organs, or of two years known not to follow one another, nothing else is compared.
    """
    if _is_other_organ(report, previous):
        found: Iterable[Finding] = [_other_organ(report, previous)]
    elif previous.year and report.year and report.year != previous.year + 1:
        found = [_finding("series-gap", report, expected=previous.year + 1, actual=report.year)]
    else:
        found = (
            finding
            for ids, checker in PAIR_CHECKERS.items()
            if not rules.isdisjoint(ids)
            for finding in checker(report, previous)
        )
    yield from (finding for finding in found if finding.rule in rules)


def check_carry(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    """Yield the columns in which another number is carried over than was carried forward."""
    for column in (*Applicant, "total"):
        now = report.requests.carried_over[column]
        before = previous.requests.carried_forward[column]
        if now is not None and before is not None and now != before:
            path = f"requests.carried_over.{column}"
            yield _finding("series-carry", report, (path,), before, now)


def check_in_force(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    """Yield the documents in force that last year's and this year's changes do not account for.

    Only edition 2021 counts documents in force.
    """
    if not report.edition == previous.edition == Edition.E2021:
        return
    measures = (Measure.IN_FORCE, Measure.ISSUED, Measure.REPEALED)
    for item in (ProactiveItem.REGULATIONS, ProactiveItem.NORMATIVE_DOCUMENTS):
        now, issued, repealed = (report.proactive[item][measure] for measure in measures)
        before = previous.proactive[item][Measure.IN_FORCE]
        if now is None or issued is None or repealed is None or before is None:
            continue
        expected = before + issued - repealed
        if now != expected:
            paths = tuple(f"proactive.{item}.{measure}" for measure in measures)
            yield _finding("series-in-force", report, paths, expected, now)


def check_jump(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    """Yield the figures of some size that differ more than fivefold, of those both forms count."""
    earlier = previous.figures()
    for path, now in report.figures().items():
        before = earlier.get(path)
        if now is None or before is None or path.endswith(f".{Measure.CHANGE}"):
            continue
        low, high = sorted((before, now))
        if high >= JUMP_SIZE and high > low * JUMP_FACTOR and not _is_slip(path, before, now):
            yield _finding("series-jump", report, (path,), before, now)


def check_unit(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    """Yield charges that differ from last year's by about the factor between 元 and 万元.

    Those too large by themselves are left to the check of one report.
    """
    before, now = fees(previous), fees(report)
    if before is None or now is None or now >= IMPLAUSIBLE_AMOUNT:
        return
    if is_unit_slip(before, now):
        remark = Bilingual(f"（上年为 {before:f}）", f" (last year it was {before:f})")
        yield _finding("implausible-unit", report, (FEES,), None, now, remark=remark)


def check_reuse(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    """Yield the sections whose text stands nearly as it is in the same part of last year's report.

    White space and digits are left out, so that a new year in an old sentence does not make it
    new. `actual` is the share of the text that is found there in pieces of some length.
    """
    for part in PARTS:
        if part.is_table:
            continue
        earlier = "\n".join(section.text for section in getattr(previous, part.name).walk())
        known = _Pieces(earlier)
        for path, section in _places(part.name, getattr(report, part.name)):
            share = known.share(section.text)
            if share >= REUSE_SHARE:
                remark = Bilingual(f"（相同部分占 {share:.0%}）", f" ({share:.0%} of it)")
                yield _finding("narrative-reuse", report, actual=share, section=path, remark=remark)


PAIR_CHECKERS: Final[Mapping[frozenset[str], PairChecker]] = MappingProxyType(
    {
        frozenset({"implausible-unit"}): check_unit,
        frozenset({"narrative-reuse"}): check_reuse,
        frozenset({"series-carry"}): check_carry,
        frozenset({"series-in-force"}): check_in_force,
        frozenset({"series-jump"}): check_jump,
    }
)
"""Who finds what in two reports of years that follow one another."""


def _finding(  # noqa: PLR0913 - the fields that such findings have
    rule: str,
    report: AnnualReport,
    figures: tuple[str, ...] = (),
    expected: FindingValue = None,
    actual: FindingValue = None,
    *,
    section: str | None = None,
    remark: Bilingual | None = None,
) -> Finding:
    return Finding(
        rule=rule,
        edition=report.edition,
        year=report.year,
        figures=figures,
        expected=expected,
        actual=actual,
        section=section,
        remark=remark,
    )


def _is_other_organ(report: AnnualReport, other: AnnualReport) -> bool:
    """Say whether two reports are known to be of two organs: by code, or else by name."""
    one, two = report.agency, other.agency
    if one.credit_code and two.credit_code:
        return one.credit_code != two.credit_code
    return bool(one.name and two.name) and compact(one.name or "") != compact(two.name or "")


def _other_organ(report: AnnualReport, other: AnnualReport) -> Finding:
    """Return the finding that names both organs, by their codes where their names are the same."""
    names = [each.agency.name for each in (other, report)]
    codes = [each.agency.credit_code for each in (other, report)]
    expected, actual = names if all(names) and len(set(names)) > 1 else codes
    finding = _finding("series-mixed-agency", report, (), expected, actual)
    return attrs.evolve(finding, text=actual)  # several organs in a year are several findings


def _is_slip(path: str, before: FigureValue, now: FigureValue) -> bool:
    """Say whether a jump is the one that `implausible-unit` finds."""
    return (
        path == FEES
        and before is not None
        and now is not None
        and is_unit_slip(Decimal(before), Decimal(now))
    )


def _places(path: str, section: Section) -> Iterator[tuple[str, Section]]:
    """Yield a section and all below it, each with its path."""
    yield path, section
    for index, below in enumerate(section.subsections):
        yield from _places(f"{path}.subsections.{index}", below)


class _Pieces:
    """A text cut into all its overlapping pieces of a few characters."""

    def __init__(self, text: str) -> None:
        text = _IGNORED.sub("", text)
        self._pieces = {text[start : start + _PIECE] for start in range(len(text) - _PIECE + 1)}

    def share(self, text: str) -> Decimal:
        """Return the share of another text that is covered by such pieces, to two places.

        It is 0 for a text too short to tell.
        """
        text = _IGNORED.sub("", text)
        if len(text) < REUSE_LENGTH:
            return Decimal(0)
        covered = end = 0
        for start in range(len(text) - _PIECE + 1):
            if text[start : start + _PIECE] in self._pieces:
                covered += start + _PIECE - max(start, end)
                end = start + _PIECE
        return (Decimal(covered) / len(text)).quantize(Decimal("0.01"), ROUND_DOWN)
