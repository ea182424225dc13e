"""Write docs/rules.md from the catalogue: `python -m tests.rules_page`.

Each rule comes with an example that breaks it and one that does not. What they print is what they
printed when the page was written; `tests/test_docs.py` runs them all again.
"""

import contextlib
import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from govinfo_report import RULES, Rule, Scope
from tests.conftest import ROOT

PAGE: Final = ROOT / "docs" / "rules.md"

INTRODUCTION: Final = """\
# The rules

<!-- Written by `python -m tests.rules_page`; change the catalogue or that file, not this one. -->

A report is held to the rules below. Where it breaks one there is a *finding*: data, with the rule,
how much it matters, the figures by their paths, what was expected and what is there, and a message
in Chinese and English. Nothing is raised for a report that disagrees with itself.

- An **error** is broken arithmetic or a missing part, a **warning** something a clerk must look at,
  a **note** a habit worth knowing.
- A finding has a `fingerprint` that is the same from run to run, so that a verdict on it can be kept.
- A report may carry `explanations`. A finding that one of them answers says so in `explained`; it
  is still there. Errors within one report cannot be explained.
- Findings that have a figure in common name it as their `group`: that figure may be what is wrong.

`check` judges one report, and with `previous` also against last year's; `check_series` the reports
of many years, `check_rollup` a parent organ's with its subordinates'.

## How blanks are judged

A blank is not zero. An identity with blanks in it is broken only if no filling of its own blanks
with non-negative whole numbers satisfies it. Every blank is in a finding of `blank-figure`: blanks
next to each other in a row are one finding, and rows next to each other with nothing filled in are.
Where the identities together leave a blank a single value, the finding is a note and says the value;
such blanks are kept apart from the others. Where identities that could each hold cannot all hold,
`blank-conflict` names the blanks of a smallest such set. This is decided exactly, without a limit; only
the search for the *smallest* set stops after a thousand steps, with one from which nothing can be left
out.

## The examples

All start from a report without findings, and one of the year after.

```python
"""

SETUP: Final = """\
from decimal import Decimal
from attrs import evolve
from govinfo_report import *
work = Section("总体情况", "按条例要求做好各项工作。")
problems = Section("存在的主要问题及改进情况", "政策解读形式单一。下一步将多用图解。")
matters = Section("其他需要报告的事项", "本年度未收取信息处理费。")
report = AnnualReport(
    "2021", year=2021, agency=Agency("某市公安局", "department"),
    overview=work, problems=problems, other_matters=matters,
)
report = report.with_figures(dict.fromkeys(figure_paths("2021"), 0))
next_year = evolve(report, year=2022)
disputed = Disputes.of(reconsideration=ByResult.of(upheld=1))
def show(findings):
    for finding in findings:
        print(f"{finding.severity} {finding.rule}: {finding.message('en')}")
    if not findings:
        print("no finding")
"""

LONG: Final = "我局编制办事指南，逐项说明申请条件和所需材料，会同乡镇整理政策文件并配发图解，"

# What breaks each rule, and what does not.
EXAMPLES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "requests-row-total": (
            'check(report.with_figures({"requests.outcomes.granted.total": 1}), rules="requests-row-total")',
            'check(report.with_figures({"requests.outcomes.granted.total": None}), rules="requests-row-total")',
        ),
        "requests-outcomes-total": (
            'check(report.with_figures({"requests.outcomes_total.other": 1}), rules="requests-outcomes-total")',
            'check(report.with_figures({"requests.outcomes_total.other": 1, "requests.outcomes.granted.other": 1}), rules="requests-outcomes-total")',
        ),
        "requests-balance": (
            'check(report.with_figures({"requests.received.business": 2}), rules="requests-balance")',
            'check(report.with_figures({"requests.received.business": 2, "requests.carried_forward.business": 2}), rules="requests-balance")',
        ),
        "disputes-total": (
            'check(report.with_figures({"disputes.reconsideration.upheld": 1}))',
            'check(report.with_figures({"disputes.reconsideration.upheld": 1, "disputes.reconsideration.total": 1}))',
        ),
        "proactive-in-force": (
            'check(report.with_figures({"proactive.regulations.issued": 3, "proactive.regulations.repealed": 1}))',
            'check(report.with_figures({"proactive.regulations.issued": 3, "proactive.regulations.repealed": 1, "proactive.regulations.in_force": 2}))',
        ),
        "blank-figure": (
            'check(report.with_figures({"proactive.penalties.decisions": None, "disputes.reconsideration.upheld": None}))',
            "check(report)",
        ),
        "blank-conflict": (
            'check(report.with_figures({"requests.received.total": None, "requests.carried_forward.total": 1}), rules="blank-conflict")',
            'check(report.with_figures({"requests.received.total": None}), rules="blank-conflict")',
        ),
        "superseded-edition": (
            'check(AnnualReport("2019", year=2022), rules="superseded-edition")',
            'check(AnnualReport("2019", year=2020), rules="superseded-edition")',
        ),
        "section-missing": (
            "check(evolve(report, overview=Section()))",
            'check(evolve(report, overview=Section("", "", (Section("主动公开", "公布文件。"),))))',
        ),
        "section-perfunctory": (
            'check(evolve(report, problems=Section("", "无。")))',
            'check(evolve(report, problems=Section("", "公开渠道单一，下一步拓展渠道。")))',
        ),
        "fee-statement-missing": (
            'check(evolve(report, other_matters=Section("", "无其他需要报告的事项。")))',
            'check(evolve(report, other_matters=Section("", "未收取费用。无其他需要报告的事项。")))',
        ),
        "implausible-unit": (
            'check(report.with_figures({"proactive.fees.amount": Decimal("1734200")}))',
            'check(report.with_figures({"proactive.fees.amount": Decimal("173.42")}))',
        ),
        "narrative-figure": (
            'check(evolve(report, overview=Section("", "全年收到政府信息公开申请8件。")))',
            'check(evolve(report, overview=Section("", "全年收到政府信息公开申请0件。")))',
        ),
        "narrative-breakdown": (
            'check(evolve(report, overview=Section("", "主动公开信息7条，其中网站4条、微信2条。")))',
            'check(evolve(report, overview=Section("", "主动公开信息7条，其中网站4条、微信3条。")))',
        ),
        "narrative-denial": (
            'check(evolve(report, disputes=disputed, overview=Section("", "未发生行政复议、行政诉讼。")))',
            'check(evolve(report, overview=Section("", "未发生行政复议、行政诉讼。")))',
        ),
        "narrative-stale-year": (
            'check(evolve(report, overview=Section("", "2020年，我局共主动公开信息30条。")))',
            'check(evolve(report, overview=Section("", "2021年，我局共主动公开信息30条。")))',
        ),
        "late-publication": (
            'check(evolve(report, published="2022-02-01"))',
            'check(evolve(report, published="2022-01-31"))',
        ),
        "narrative-reuse": (
            'check_series([evolve(report, overview=Section("", "2021年，" + text)), evolve(next_year, overview=Section("", "2022年，" + text))])',
            'check_series([evolve(report, overview=Section("", text)), evolve(next_year, overview=Section("", text[::-1]))])',
        ),
        "series-carry": (
            'check_series([report.with_figures({"requests.carried_forward.total": 1}), next_year])',
            'check_series([report.with_figures({"requests.carried_forward.total": 1}), next_year.with_figures({"requests.carried_over.total": 1})])',
        ),
        "series-in-force": (
            'check(next_year.with_figures({"proactive.regulations.in_force": 1}), previous=report)',
            'check(next_year.with_figures({"proactive.regulations.in_force": 1, "proactive.regulations.issued": 1}), previous=report)',
        ),
        "series-jump": (
            'check(next_year.with_figures({"proactive.penalties.decisions": 600}), previous=report.with_figures({"proactive.penalties.decisions": 100}))',
            'check(next_year.with_figures({"proactive.penalties.decisions": 6}), previous=report.with_figures({"proactive.penalties.decisions": 1}))',
        ),
        "series-gap": (
            "check_series([report, evolve(next_year, year=2023)])",
            "check_series([next_year, report])",
        ),
        "series-mixed-agency": (
            'check_series([report, evolve(next_year, agency=Agency("某市教育局"))])',
            'check_series([report, evolve(next_year, agency=Agency("某市 公安局"))])',
        ),
        "rollup-total": (
            'check_rollup(report.with_figures({"requests.received.total": 3}), [report, report.with_figures({"requests.received.total": 2})])',
            "check_rollup(aggregate([report, report]), [report, report])",
        ),
    }
)

_SCOPES: Final = {
    Scope.REPORT: "Within one report",
    Scope.SERIES: "Across years",
    Scope.FAMILY: "Parent and children",
}


def namespace() -> dict[str, Any]:
    """Return what the examples see."""
    names: dict[str, Any] = {}
    exec(_setup(), names)  # noqa: S102 - our own examples
    return names


def _setup() -> str:
    return f'{SETUP}text = "{LONG}" + "听取种植户意见并把采纳情况及理由在网站专栏逐条回应，" * 3\n'


def _prompted(code: str) -> Iterator[str]:
    for line in code.splitlines():
        yield f"... {line}" if line.startswith((" ", ")")) else f">>> {line}"


def _example(call: str, names: dict[str, Any]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(f"show({call})", names)  # noqa: S102 - our own examples
    return f">>> show({call})\n{printed.getvalue()}"


def _rule(rule: Rule, names: dict[str, Any]) -> str:
    broken, sound = (_example(call, names) for call in EXAMPLES[rule.id])
    return (
        f"### `{rule.id}`\n\n"
        f"{rule.sentence.zh} · {rule.basis.zh}  \n{rule.sentence.en} · {rule.basis.en}\n\n"
        f"*{rule.severity}*\n\n"
        f"```python\n{broken}{sound}```\n"
    )


def _list() -> str:
    rows = (
        f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {rule.sentence.en} |"
        for rule in RULES.values()
    )
    return "\n".join(
        ["## All of them", "", "| rule | severity | says |", "|---|---|---|", *rows, ""]
    )


def page() -> str:
    """Return the whole page."""
    names = namespace()
    introduction, examples = INTRODUCTION.split("## The examples")
    setup = "\n".join([f"## The examples{examples}" + "\n".join(_prompted(_setup())), "```", ""])
    parts = [introduction + _list(), setup]
    for scope, heading in _SCOPES.items():
        parts.append(f"## {heading}\n")
        parts += [_rule(rule, names) for rule in RULES.values() if rule.scope is scope]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
