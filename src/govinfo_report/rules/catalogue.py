"""Every rule as data: its id, its severity, the sentence it implements and what it says.

An id is never reused and a rule never changes its meaning.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from govinfo_report.errors import Bilingual, UnknownRuleError


class Severity(StrEnum):
    """How much a finding matters; `Severity.ERROR > Severity.NOTE` compares by weight."""

    ERROR = "error"
    """The arithmetic is broken, or the report is not complete."""
    WARNING = "warning"
    """A contradiction or omission that a clerk must look at."""
    NOTE = "note"
    """A habit worth knowing."""

    @property
    def weight(self) -> int:
        """Its rank: 1 for a note, 3 for an error."""
        return len(Severity) - tuple(Severity).index(self)

    def reaches(self, threshold: "Severity | str") -> bool:
        """Say whether it is at least as severe as a threshold."""
        return self.weight >= Severity(threshold).weight


@attrs.frozen
class Rule:
    """A rule that reports are held to."""

    id: str
    severity: Severity
    sentence: Bilingual
    """What it demands."""
    message: Bilingual
    """What a finding says, as a format string over the fields of the finding."""
    basis: str
    """Where the form or the law demands it."""


def _by_id(*rules: Rule) -> Mapping[str, Rule]:
    return MappingProxyType({rule.id: rule for rule in rules})


_FORM: Final = "国办公开办函〔2019〕60号, 〔2021〕30号"

RULES: Final[Mapping[str, Rule]] = _by_id(
    Rule(
        "requests-row-total",
        Severity.ERROR,
        Bilingual("每行的总计等于六类申请人之和", "the total column is the sum of the six applicant columns"),
        Bilingual(
            "“{figure}”填写为 {actual}，而各类申请人合计为 {expected}",
            "“{figure}” says {actual}, but the applicants add up to {expected}",
        ),
        _FORM,
    ),
    Rule(
        "requests-outcomes-total",
        Severity.ERROR,
        Bilingual("（七）总计等于以上各项办理结果之和", "（七）总计 is the sum of the outcomes above it"),
        Bilingual(
            "“{figure}”填写为 {actual}，而各项办理结果合计为 {expected}",
            "“{figure}” says {actual}, but the outcomes add up to {expected}",
        ),
        _FORM,
    ),
    Rule(
        "requests-balance",
        Severity.ERROR,
        Bilingual("第一项加第二项之和，等于第三项加第四项之和", "the first plus the second item equals the third plus the fourth"),
        Bilingual(
            "“{column}”一列：新收与上年结转合计 {actual}，而办理结果总计与结转下年度合计 {expected}",
            "column “{column}”: received plus carried over is {actual}, but outcomes plus carried forward is {expected}",
        ),
        _FORM,
    ),
    Rule(
        "disputes-total",
        Severity.ERROR,
        Bilingual("总计等于四种结果之和", "the total is the sum of the four results"),
        Bilingual(
            "“{figure}”填写为 {actual}，而四种结果合计为 {expected}",
            "“{figure}” says {actual}, but the four results add up to {expected}",
        ),
        _FORM,
    ),
)  # fmt: skip
"""All rules by id."""

IDENTITY_RULES: Final = frozenset(
    {"requests-row-total", "requests-outcomes-total", "requests-balance", "disputes-total"}
)
"""The rules that are identities, which `check(report, rules="identities")` is about."""


def select(rules: str | Iterable[str]) -> frozenset[str]:
    """Return the ids that `"all"`, `"identities"`, one id or several ids stand for."""
    if rules == "all":
        return frozenset(RULES)
    if rules == "identities":
        return IDENTITY_RULES
    wanted = frozenset({rules} if isinstance(rules, str) else rules)
    for unknown in sorted(wanted - RULES.keys()):
        raise UnknownRuleError(unknown, RULES)
    return wanted
