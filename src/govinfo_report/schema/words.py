"""What the schema says of each key: its Chinese name, its meaning, its legal basis, an example."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from govinfo_report.errors import Bilingual
from govinfo_report.form import (
    COLUMNS,
    DISPUTES_BASIS,
    OUTCOMES,
    PARTS,
    REQUEST_ROWS,
    REQUESTS_BASIS,
    RESULTS,
    form,
)
from govinfo_report.vocabulary import DisputeKind, Edition, Outcome


@attrs.frozen
class Note:
    """What is said of one key, or of one class."""

    label: Bilingual
    basis: str | None = None
    """The article of the Regulation, or the standard, that it rests on."""
    examples: tuple[Any, ...] = ()

    def annotation(self) -> dict[str, Any]:
        """Return it in the keywords of JSON Schema that decide nothing."""
        return {
            "title": self.label.zh,
            "description": f"{self.label.zh} / {self.label.en}",
            **({} if self.basis is None else {"$comment": self.basis}),
            **({"examples": list(self.examples)} if self.examples else {}),
        }


def _note(zh: str, en: str, *examples: object, basis: str | None = None) -> Note:
    return Note(Bilingual(zh, en), basis, examples)


_PART_BASIS: Final = {
    "overview": "Reg. art. 50",
    "proactive": "Reg. art. 50(1)",
    "requests": REQUESTS_BASIS,
    "disputes": DISPUTES_BASIS,
    "problems": "Reg. art. 50(4)",
    "other_matters": "Reg. art. 50(5)",
}

_NOTES: Final[Mapping[str, Note]] = MappingProxyType(
    {
        "AnnualReport": _note("年度报告", "annual report", basis="Reg. art. 49, 50"),
        "AnnualReport.edition": _note("表格年版", "the edition of the form"),
        "AnnualReport.year": _note("报告年度", "the year reported on", 2021, basis="Reg. art. 49"),
        "AnnualReport.agency": _note(
            "行政机关", "the organ that publishes the report", basis="Reg. art. 49"
        ),
        "AnnualReport.title": _note("标题", "the title", "某市公安局2021年度报告"),
        "AnnualReport.preface": _note(
            "引言", "what stands before part one", "本报告的统计期限自2021年1月1日起至12月31日止。"
        ),
        "AnnualReport.published": _note(
            "发布日期", "the day of publication", "2022-01-28", basis="Reg. art. 49"
        ),
        "AnnualReport.source": _note(
            "来源", "where the report was taken from", "https://example.invalid/2021.html"
        ),
        "AnnualReport.explanations": _note("对问题的说明", "answers to findings"),
        "AnnualReport.extensions": _note(
            "扩展数据", "data of other systems, kept untouched", {"example.invalid": {"id": 7}}
        ),
        "Agency": _note("行政机关", "an administrative organ"),
        "Agency.name": _note("机关名称", "the name of the organ", "某市公安局"),
        "Agency.kind": _note("机关类别", "what kind of organ it is", basis="Reg. art. 49"),
        "Agency.credit_code": _note(
            "统一社会信用代码",
            "unified social credit code",
            "11310000002420000X",
            basis="GB 32100",
        ),
        "Agency.region_code": _note(
            "行政区划代码", "administrative division code", "310000", basis="GB/T 2260"
        ),
        "Section": _note("文字部分", "a piece of prose"),
        "Section.title": _note("小标题（不含序号）", "the heading without its number", "主动公开"),
        "Section.text": _note("正文，每段一行", "the paragraphs, one a line", "全年公开信息12条。"),
        "Section.subsections": _note("下级小节", "the sections below it"),
        "Explanation": _note("说明", "what an organ says of a finding"),
        "Explanation.rule": _note("规则编号", "the id of the rule", "series-carry"),
        "Explanation.figures": _note(
            "数据项路径", "the paths of the figures it speaks of", ["requests.carried_over.total"]
        ),
        "Explanation.text": _note("说明", "the explanation", "上年结转数据已更正。"),
        "ByApplicant": _note("各类申请人的数量", "a row of table three", basis=REQUESTS_BASIS),
        **{f"ByApplicant.{c}": Note(label, examples=(12,)) for c, label in COLUMNS.items()},
        "ByResult": _note("各种结果的数量", "a block of table four", basis=DISPUTES_BASIS),
        **{f"ByResult.{r}": Note(label, examples=(3,)) for r, label in RESULTS.items()},
        "Disputes": _note("行政复议、行政诉讼", "reviews and lawsuits", basis=DISPUTES_BASIS),
        **{
            f"Disputes.{kind}": Note(Bilingual(kind.label, kind.gloss), DISPUTES_BASIS)
            for kind in DisputeKind
        },
        **{
            f"AnnualReport.{part.name}": Note(
                Bilingual(part.heading, part.gloss), _PART_BASIS[part.name]
            )
            for part in PARTS
        },
        **{
            f"AnnualReport.requests.{row}": Note(label, REQUESTS_BASIS)
            for row, label in REQUEST_ROWS.items()
        },
        "AnnualReport.requests.outcomes": Note(OUTCOMES, REQUESTS_BASIS),
    }
)
"""By class, and by class and key."""


def note(where: str, edition: Edition) -> Note:
    """Return what is said of a key, given the class and the keys that lead to it."""
    if where in _NOTES:
        return _NOTES[where]
    path = where.removeprefix("AnnualReport.")
    match path.split("."):
        case "requests", "outcomes", name:
            outcome = Outcome(name)
            return Note(Bilingual(outcome.printed, outcome.gloss), outcome.basis or REQUESTS_BASIS)
        case "proactive", _:
            row = next(f for p, f in form(edition).figures.items() if p.startswith(f"{path}."))
            return Note(row.labels[0], row.basis)
    figure = form(edition).figures[path]
    example = {"amount": 52.15, "change": -3}.get(path.rsplit(".", 1)[1], 12)
    return Note(figure.labels[-1], figure.basis, (example,))
