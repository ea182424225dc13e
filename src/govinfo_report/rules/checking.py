"""`check`: hold a report against the rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from govinfo_report.errors import Bilingual, require
from govinfo_report.model import AnnualReport
from govinfo_report.rules.catalogue import IDENTITY_RULES, select
from govinfo_report.rules.filing import check_edition, check_publication
from govinfo_report.rules.finding import Finding
from govinfo_report.rules.identities import hold, imbalances
from govinfo_report.rules.marking import marked
from govinfo_report.rules.narrative import NARRATIVE_RULES, check_narrative
from govinfo_report.rules.proactive import check_in_force, check_unit
from govinfo_report.rules.rows import rows
from govinfo_report.rules.sections import check_fee_statement, check_missing, check_perfunctory

Checker = Callable[[AnnualReport], Iterator[Finding]]

_BLANKS: Final = Bilingual(
    "（其中有空白，填任何非负整数都不能相等）",
    " (there are blanks, and no whole number filled in makes them equal)",
)


def check(
    report: AnnualReport,
    *,
    rules: str | Iterable[str] = "all",
    previous: AnnualReport | None = None,
) -> list[Finding]:
    """Return where a report breaks the rules: `"all"`, `"identities"`, or those of given ids.

    With last year's report of the organ as `previous`, the rules across years are among them. A
    report without findings gives an empty list; nothing is raised for a report that disagrees
    with itself and nothing in it is changed. `UnknownRuleError` for an id that is no rule's.
    """
    require("report", report, AnnualReport)
    if rules == "identities" and previous is None and hold(report):
        return []
    wanted = select(rules)
    found = [
        finding
        for checker in _checkers(wanted)
        for finding in checker(report)
        if finding.rule in wanted
    ]
    if previous is not None:
        from govinfo_report.rules.series import check_pair

        require("previous", previous, AnnualReport)
        found += check_pair(report, previous, wanted)
    return marked(found, report.explanations)


@cache
def _checkers(wanted: frozenset[str]) -> tuple[Checker, ...]:
    """Return those who may find what is wanted."""
    return tuple(checker for ids, checker in CHECKERS.items() if not wanted.isdisjoint(ids))


def check_identities(report: AnnualReport) -> Iterator[Finding]:
    """Yield the broken identities, in form order."""
    for broken in imbalances(report):
        yield Finding(
            rule=broken.identity.rule,
            edition=report.edition,
            figures=broken.identity.figures,
            expected=broken.right,
            actual=broken.left,
            remark=_BLANKS if broken.has_blanks else None,
        )


def check_blanks(report: AnnualReport) -> Iterator[Finding]:
    """Yield what is to be said of blanks; most reports have none, and load nothing for them."""
    if any(None in values for _, values in rows(report)):
        from govinfo_report.rules import blanks

        yield from blanks.check_blanks(report)


CHECKERS: Final[Mapping[frozenset[str], Checker]] = MappingProxyType(
    {
        IDENTITY_RULES: check_identities,
        frozenset({"proactive-in-force"}): check_in_force,
        frozenset({"blank-figure", "blank-conflict"}): check_blanks,
        frozenset({"superseded-edition"}): check_edition,
        frozenset({"section-missing"}): check_missing,
        frozenset({"section-perfunctory"}): check_perfunctory,
        frozenset({"fee-statement-missing"}): check_fee_statement,
        frozenset({"implausible-unit"}): check_unit,
        frozenset({"late-publication"}): check_publication,
        NARRATIVE_RULES: check_narrative,
    }
)
"""Who finds what in one report: the ids of the rules that each generator yields findings of."""
