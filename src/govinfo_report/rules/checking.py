"""`check`: hold a report against the rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from govinfo_report.errors import Bilingual
from govinfo_report.model import AnnualReport
from govinfo_report.rules.catalogue import IDENTITY_RULES, select
from govinfo_report.rules.finding import Finding
from govinfo_report.rules.identities import imbalances

Checker = Callable[[AnnualReport], Iterator[Finding]]

_BLANKS: Final = Bilingual(
    "（其中有空白，填任何非负整数都不能相等）",
    " (there are blanks, and no whole number filled in makes them equal)",
)


def check(report: AnnualReport, *, rules: str | Iterable[str] = "all") -> list[Finding]:
    """Return where a report breaks the rules: `"all"`, `"identities"`, or those of given ids.

    A report without findings gives an empty list; nothing is raised for a report that disagrees
    with itself and nothing in it is changed. `UnknownRuleError` for an id that is no rule's.
    """
    wanted = select(rules)
    return [
        finding
        for ids, checker in CHECKERS.items()
        if not wanted.isdisjoint(ids)
        for finding in checker(report)
        if finding.rule in wanted
    ]


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


CHECKERS: Final[Mapping[frozenset[str], Checker]] = MappingProxyType(
    {IDENTITY_RULES: check_identities}
)
"""Who finds what: the ids of the rules that each generator yields findings of."""
