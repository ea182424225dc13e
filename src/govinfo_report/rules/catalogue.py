"""Every rule as data: its id, its severity, the sentence it implements and what it says.

An id is never reused and a rule never changes its meaning.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from govinfo_report.errors import Bilingual, UnknownRuleError, several


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


class Scope(StrEnum):
    """What a rule holds together."""

    REPORT = "report"
    """One report with itself."""
    SERIES = "series"
    """A report with those of the years before."""
    FAMILY = "family"
    """A parent organ's report with those of its subordinates."""


@attrs.frozen
class Rule:
    """A rule that reports are held to."""

    id: str
    severity: Severity
    """How much a finding matters, where the finding itself does not say otherwise."""
    sentence: Bilingual
    """What it demands."""
    message: Bilingual
    """What a finding says, as a format string over the fields of the finding."""
    basis: Bilingual
    """Where the form or the law demands it, or why it is worth looking at."""
    scope: Scope = Scope.REPORT

    @property
    def is_explicable(self) -> bool:
        """Whether an organ can explain what it finds; never an error within one report."""
        return self.severity is not Severity.ERROR or self.scope is not Scope.REPORT


def _by_id(*rules: Rule) -> Mapping[str, Rule]:
    return MappingProxyType({rule.id: rule for rule in rules})


_FORM: Final = Bilingual(
    "国办公开办函〔2019〕60号、〔2021〕30号", "国办公开办函〔2019〕60号, 〔2021〕30号"
)
_ARTICLE_49: Final = Bilingual("《政府信息公开条例》第四十九条", "Reg. art. 49")
_ARTICLE_50: Final = Bilingual("《政府信息公开条例》第五十条", "Reg. art. 50")

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
    Rule(
        "proactive-in-force",
        Severity.WARNING,
        Bilingual(
            "现行有效件数不少于本年制发件数减废止件数（2019年版：对外公开总数量不少于本年新公开数量，上一年项目数量加本年增减不为负）",
            "what is in force is at least issued minus repealed (edition 2019: disclosed in total is at least disclosed this year, and last year's items plus the change are not negative)",
        ),
        Bilingual("“{figure}”为 {actual}，至少应为 {expected}", "“{figure}” is {actual}, but must be at least {expected}"),
        _FORM,
    ),
    Rule(
        "blank-figure",
        Severity.WARNING,
        Bilingual("表格各项均应填写，没有的填 0", "every figure is filled in, with 0 where there is none"),
        Bilingual("“{figure}”未填写", "“{figure}” is blank"),
        _FORM,
    ),
    Rule(
        "blank-conflict",
        Severity.ERROR,
        Bilingual("空白处应能填上使勾稽关系全部成立的数", "the blanks can be filled so that all identities hold at once"),
        Bilingual(
            "“{figure}”空白，而无论填什么都不能使勾稽关系同时成立",
            "“{figure}” is blank, and nothing filled in makes the identities hold at once",
        ),
        _FORM,
    ),
    Rule(
        "superseded-edition",
        Severity.WARNING,
        Bilingual("报告采用其年度应适用的格式", "the report is made on the form in force for its year"),
        Bilingual("采用 {actual} 年版格式，而该年度应采用 {expected} 年版", "made on the form of {actual}, where that of {expected} is in force"),
        Bilingual("国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号"),
    ),
    Rule(
        "section-missing",
        Severity.ERROR,
        Bilingual("报告应有全部六个部分", "the report has all of its six parts"),
        Bilingual("“{section}”没有内容", "“{section}” is missing or empty"),
        Bilingual(f"{_ARTICLE_50.zh}；{_FORM.zh}", f"{_ARTICLE_50.en}; {_FORM.en}"),
    ),
    Rule(
        "section-perfunctory",
        Severity.WARNING,
        Bilingual("存在的主要问题及改进情况应有实际内容", "part five names problems and what is done about them"),
        Bilingual("“{section}”只写了“{text}”", "“{section}” says no more than “{text}”"),
        Bilingual(f"{_ARTICLE_50.zh}第（四）项", f"{_ARTICLE_50.en}(4)"),
    ),
    Rule(
        "fee-statement-missing",
        Severity.NOTE,
        Bilingual("第六部分应报告收取信息处理费的情况", "part six states whether information-processing fees were charged"),
        Bilingual("“{section}”没有说明信息处理费的收取情况", "“{section}” does not say whether information-processing fees were charged"),
        Bilingual("国办公开办函〔2021〕30号；国办函〔2020〕109号", "国办公开办函〔2021〕30号; 国办函〔2020〕109号"),
    ),
    Rule(
        "implausible-unit",
        Severity.WARNING,
        Bilingual("收费金额以万元为单位", "amounts are in ten thousand yuan"),
        Bilingual("“{figure}”为 {actual}，单位疑有误：应以万元计", "“{figure}” is {actual}: is this in units of 10,000 yuan, as it must be?"),
        _FORM,
    ),
    Rule(
        "late-publication",
        Severity.WARNING,
        Bilingual(
            "政府部门于1月31日前、地方人民政府于3月31日前公布上一年度报告",
            "departments publish by 31 January of the following year, local governments by 31 March",
        ),
        Bilingual("于 {actual} 公布，应不迟于 {expected}", "published on {actual}, due by {expected}"),
        _ARTICLE_49,
    ),
    Rule(
        "narrative-reuse",
        Severity.WARNING,
        Bilingual("文字部分应反映本年度的工作", "the prose tells of this year's work"),
        Bilingual("{year} 年“{section}”的文字几乎与上年报告相同", "{year}: the text of “{section}” is nearly that of last year's report"),
        Bilingual(f"{_ARTICLE_50.zh}：报告的是一个年度的工作", f"{_ARTICLE_50.en}: the report is one year's"),
        Scope.SERIES,
    ),
    Rule(
        "series-carry",
        Severity.ERROR,
        Bilingual("本年的上年结转等于上年的结转下年度", "what is carried over is what last year's report carried forward"),
        Bilingual(
            "{year} 年“{figure}”为 {actual}，而上年报告结转下年度为 {expected}",
            "{year}: “{figure}” is {actual}, but last year's report carried {expected} forward",
        ),
        _FORM,
        Scope.SERIES,
    ),
    Rule(
        "series-in-force",
        Severity.WARNING,
        Bilingual("现行有效件数等于上年现行有效件数加本年制发减本年废止", "in force is last year's in force plus issued minus repealed"),
        Bilingual(
            "{year} 年“{figure}”为 {actual}，按上年现行有效件数及本年制发、废止件数推算为 {expected}",
            "{year}: “{figure}” is {actual}, but last year's plus issued minus repealed is {expected}",
        ),
        _FORM,
        Scope.SERIES,
    ),
    Rule(
        "series-jump",
        Severity.NOTE,
        Bilingual("较大的数一年间增至五倍以上或减至五分之一以下", "a figure of some size grew more than fivefold or fell below a fifth in a year"),
        Bilingual("{year} 年“{figure}”为 {actual}，上年为 {expected}", "{year}: “{figure}” is {actual}, and was {expected} the year before"),
        Bilingual("值得核对：错行、错列或用错单位，往往如此", "worth a look: a slip of a row, a column or a unit shows like this"),
        Scope.SERIES,
    ),
    Rule(
        "series-gap",
        Severity.ERROR,
        Bilingual("各年度报告应年份相连，一年一份", "the years of a series follow one another, one report each"),
        Bilingual("年份不相连：应为 {expected} 年，而为 {actual} 年", "the years do not follow one another: {actual} stands where {expected} should"),
        Bilingual(f"{_ARTICLE_49.zh}：每年一份报告", f"{_ARTICLE_49.en}: a report a year"),
        Scope.SERIES,
    ),
    Rule(
        "series-mixed-agency",
        Severity.ERROR,
        Bilingual("各年度报告应属同一机关", "the reports of a series are one organ's"),
        Bilingual("{year} 年报告属“{actual}”，而非“{expected}”", "{year}: the report is of “{actual}”, not of “{expected}”"),
        Bilingual(f"{_ARTICLE_49.zh}：各机关报告本机关的工作", f"{_ARTICLE_49.en}: each organ reports its own work"),
        Scope.SERIES,
    ),
    Rule(
        "rollup-total",
        Severity.ERROR,
        Bilingual("上级机关的数等于本机关与各下级机关之和", "a parent organ's figure is the sum of its own and its subordinates'"),
        Bilingual(
            "“{figure}”填写为 {actual}，而本机关与下级机关合计为 {expected}，相差 {difference}（该项不为零的下级机关：{children}）",
            "“{figure}” says {actual}, but the organs add up to {expected}: off by {difference} (subordinates with a value there: {children})",
        ),
        Bilingual("一级政府的报告汇总所属各机关的数据", "the report of a government sums up its organs'"),
        Scope.FAMILY,
    ),
    Rule(
        "narrative-figure",
        Severity.WARNING,
        Bilingual("正文所述数量与表格一致", "a count stated in prose is that of the table"),
        Bilingual(
            "正文写有“{text}”，而表中“{figure}”为 {expected}",
            "the prose says “{text}”, but “{figure}” in the table is {expected}",
        ),
        _ARTICLE_50,
    ),
    Rule(
        "narrative-breakdown",
        Severity.WARNING,
        Bilingual("正文分项之和等于总数", "the parts that a sentence lists add up to their whole"),
        Bilingual(
            "正文“{text}”：总数为 {actual}，而各分项合计为 {expected}",
            "the prose says “{text}”: the whole is {actual}, but the parts add up to {expected}",
        ),
        _ARTICLE_50,
    ),
    Rule(
        "narrative-denial",
        Severity.WARNING,
        Bilingual("正文称没有的事项，表格中为零", "what the prose says there is none of is 0 in the table"),
        Bilingual(
            "正文称“{text}”，而表中“{figure}”合计为 {expected}",
            "the prose says “{text}”, but “{figure}” in the table comes to {expected}",
        ),
        _ARTICLE_50,
    ),
    Rule(
        "narrative-stale-year",
        Severity.WARNING,
        Bilingual("正文所述为报告年度的工作", "the prose speaks of the work of the report's own year"),
        Bilingual(
            "正文写有“{text}”，而本报告为 {expected} 年度报告",
            "the prose says “{text}”, but the report is on {expected}",
        ),
        _ARTICLE_49,
    ),
)  # fmt: skip
"""All rules by id."""

IDENTITY_RULES: Final = frozenset(
    {"requests-row-total", "requests-outcomes-total", "requests-balance", "disputes-total"}
)
"""The rules that are identities, which `check(report, rules="identities")` is about."""

_ALL: Final = frozenset(RULES)


def select(rules: str | Iterable[str]) -> frozenset[str]:
    """Return the ids that `"all"`, `"identities"`, one id or several ids stand for."""
    if rules == "all":
        return _ALL
    if rules == "identities":
        return IDENTITY_RULES
    wanted = frozenset({rules} if isinstance(rules, str) else several("rules", rules, str))
    for unknown in sorted(wanted - RULES.keys()):
        raise UnknownRuleError(unknown, RULES)
    return wanted
