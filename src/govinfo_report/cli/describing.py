"""`rules` and `schema`: what the command knows, whatever the report."""

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, BinaryIO, Final, TextIO

from govinfo_report import RULES, Edition, Finding, Rule, Scope, form, identities, schema
from govinfo_report.cli.codes import OK
from govinfo_report.cli.lines import Printer, columns
from govinfo_report.cli.printing import SEVERITIES, STYLES, print_json
from govinfo_report.errors import Bilingual, Language, UnknownRuleError

_SCOPES: Final = {
    Scope.REPORT: Bilingual("一份报告之内", "within one report"),
    Scope.SERIES: Bilingual("各年报告之间", "across years"),
    Scope.FAMILY: Bilingual("上下级机关之间", "parent and subordinates"),
}
_SEVERITY: Final = Bilingual("级别", "severity")
_SCOPE: Final = Bilingual("范围", "holds")
_FORMULA: Final = Bilingual("公式", "formula")
_BASIS: Final = Bilingual("依据", "basis")
_EXAMPLE: Final = Bilingual("示例", "example")
_EXPLAIN: Final = Bilingual("说明", "explain")
_TURN_OFF: Final = Bilingual("停用", "turn off")
_ANSWERED: Final = Bilingual(
    "机关可在报告的 explanations 中说明，结果仍会列出，但不影响退出码：{answer}",
    "the organ can answer in the report's explanations; the finding is still shown, and no longer"
    " makes the exit code 1: {answer}",
)
_NOT_ANSWERED: Final = Bilingual(
    "一份报告之内的算术错误不能说明，只能更正",
    "what is wrong within one report cannot be explained, only corrected",
)
_TURNED_OFF: Final = Bilingual(
    "在 pyproject.toml 的 [tool.govinfo-report.rules] 之下写 {line}，或改为 error、warning、note",
    "write {line} below [tool.govinfo-report.rules] in pyproject.toml, or error, warning or note",
)
_ANSWER: Final = Bilingual("写明原因", "the reason")

_TOTAL: Final = "requests.received.total"
_IN_FORCE: Final = (
    "proactive.regulations.in_force",
    "proactive.regulations.issued",
    "proactive.regulations.repealed",
)
_EXAMPLES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "requests-row-total": {
            "figures": ("requests.outcomes.granted.total",),
            "expected": 0,
            "actual": 1,
        },
        "requests-outcomes-total": {
            "figures": ("requests.outcomes_total.other",),
            "expected": 0,
            "actual": 1,
        },
        "requests-balance": {
            "figures": ("requests.received.business",),
            "expected": 0,
            "actual": 2,
        },
        "disputes-total": {
            "figures": ("disputes.reconsideration.total",),
            "expected": 1,
            "actual": 0,
        },
        "proactive-in-force": {"figures": _IN_FORCE, "expected": 2, "actual": 0},
        "blank-figure": {"figures": ("proactive.penalties.decisions",)},
        "blank-conflict": {"figures": (_TOTAL,)},
        "superseded-edition": {"expected": "2021", "actual": "2019"},
        "section-missing": {"section": "overview"},
        "section-perfunctory": {"section": "problems", "text": "无。"},
        "fee-statement-missing": {"section": "other_matters"},
        "implausible-unit": {"figures": ("proactive.fees.amount",), "actual": Decimal(1734200)},
        "late-publication": {"expected": dt.date(2022, 1, 31), "actual": dt.date(2022, 2, 1)},
        "narrative-figure": {"figures": (_TOTAL,), "expected": 0, "text": "8件"},
        "narrative-breakdown": {"expected": 6, "actual": 7, "text": "7条，其中网站4条、微信2条"},
        "narrative-denial": {
            "figures": ("disputes.reconsideration.total",),
            "expected": 1,
            "text": "未发生行政复议、行政诉讼",
        },
        "narrative-stale-year": {"expected": 2021, "text": "2020年"},
        "narrative-reuse": {"year": 2022, "section": "overview"},
        "series-carry": {
            "figures": ("requests.carried_over.total",),
            "expected": 1,
            "actual": 0,
            "year": 2022,
        },
        "series-in-force": {"figures": _IN_FORCE, "expected": 0, "actual": 1, "year": 2022},
        "series-jump": {
            "figures": ("proactive.penalties.decisions",),
            "expected": 100,
            "actual": 600,
            "year": 2022,
        },
        "series-gap": {"expected": 2022, "actual": 2023},
        "series-mixed-agency": {"expected": "某市公安局", "actual": "某市教育局", "year": 2022},
        "rollup-total": {
            "figures": (_TOTAL,),
            "expected": 2,
            "actual": 3,
            "children": ("某市公安局",),
        },
    }
)
"""What a finding of each rule may be about."""


def run_schema(options: argparse.Namespace, _: BinaryIO, stdout: TextIO, _stderr: TextIO) -> int:
    """Print the JSON Schema."""
    print_json(schema.load(options.edition), stdout)
    return OK


def run_rules(options: argparse.Namespace, _: BinaryIO, stdout: TextIO, _stderr: TextIO) -> int:
    """List the rules, or explain one."""
    lang, chosen = options.lang, options.rule
    if chosen is not None and chosen not in RULES:
        raise UnknownRuleError(chosen, RULES)
    if options.format == "json":
        print_json(
            _as_json(RULES[chosen], lang)
            if chosen
            else {"rules": [_as_json(rule, lang) for rule in RULES.values()]},
            stdout,
        )
    elif chosen:
        _explain(RULES[chosen], Printer(stdout), lang)
    else:
        _list(Printer(stdout), lang)
    return OK


def example(rule: str) -> Finding:
    """Return a finding as one of a rule may be."""
    return Finding(rule=rule, edition=max(Edition), **_EXAMPLES[rule])


def _as_json(rule: Rule, lang: Language) -> dict[str, object]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "scope": rule.scope,
        "sentence": rule.sentence.in_language(lang),
        "basis": rule.basis.in_language(lang),
        "formulas": list(_formulas(rule.id, max(Edition), lang)),
        "example": example(rule.id).message(lang),
        "explicable": rule.is_explicable,
    }


def _formulas(rule: str, edition: Edition, lang: Language) -> Iterator[str]:
    """Yield the identities that a rule demands, in the words of the form."""
    labels = form(edition).figures
    for identity in identities(edition):
        if identity.rule != rule:
            continue
        shared = set.intersection(*(set(labels[path].labels) for path in identity.figures))
        of = [
            label.in_language(lang) for label in labels[identity.left[0]].labels if label in shared
        ]
        left, right = (
            " + ".join(
                " · ".join(
                    label.in_language(lang) for label in labels[path].labels if label not in shared
                )
                for path in side
            )
            for side in (identity.left, identity.right)
        )
        yield f"{Bilingual('：', ': ').in_language(lang).join([*of, left])} = {right}"


def _list(printer: Printer, lang: Language) -> None:
    labels = {
        rule.id: f"{rule.id:<{max(map(len, RULES))}}  {SEVERITIES[rule.severity].in_language(lang)}"
        for rule in RULES.values()
    }
    width = max(map(columns, labels.values()))
    for scope, heading in _SCOPES.items():
        printer.line(heading.in_language(lang), "bold")
        for rule in RULES.values():
            if rule.scope is scope:
                style = STYLES[rule.severity]
                printer.entry(labels[rule.id], style, rule.sentence.in_language(lang), width)


def _explain(rule: Rule, printer: Printer, lang: Language) -> None:
    formulas = list(_formulas(rule.id, max(Edition), lang))
    count = len(formulas)
    more = Bilingual(f"（共 {count} 条，此为第一条）", f" (the first of {count})").in_language(lang)
    answer = f'{{"rule": "{rule.id}", "text": "{_ANSWER.in_language(lang)}", "figures": []}}'
    answered = _ANSWERED if rule.is_explicable else _NOT_ANSWERED
    severity, scope = SEVERITIES[rule.severity], _SCOPES[rule.scope]
    printer.line(rule.id, "bold")
    printer.line(rule.sentence.in_language(lang))
    printer.line()
    rows = (
        (_SEVERITY, f"{severity.zh}（{rule.severity}）" if lang == "zh" else severity.en),
        (_SCOPE, scope.in_language(lang)),
        *([(_FORMULA, formulas[0] + more)] if formulas else []),
        (_BASIS, rule.basis.in_language(lang)),
        (_EXAMPLE, example(rule.id).message(lang)),
        (_EXPLAIN, answered.in_language(lang).format(answer=answer)),
        (_TURN_OFF, _TURNED_OFF.in_language(lang).format(line=f'{rule.id} = "off"')),
    )
    width = max(columns(label.in_language(lang)) for label, _ in rows)
    for label, text in rows:
        printer.entry(label.in_language(lang), "cyan", text, width)
