"""The printed form as data: both editions, every label, number, cell and span.

This is the only place where the labels of the form are written, together with the vocabularies
whose members carry their own. What composes a report, recognises one, describes it in JSON Schema
or names a figure to a clerk takes its words from here.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

import attrs
import msgspec

from govinfo_report.errors import Bilingual
from govinfo_report.model import figure_paths
from govinfo_report.vocabulary import (
    Applicant,
    DisputeKind,
    DisputeResult,
    Edition,
    Measure,
    Outcome,
    OutcomeCategory,
    ProactiveItem,
)

PartName = Literal["overview", "proactive", "requests", "disputes", "problems", "other_matters"]
"""The six parts, by the attribute of the report that holds each."""

REPORT_TITLE: Final = "政府信息公开工作年度报告"
"""The name of the document, with which its title ends."""

TOTAL: Final = Bilingual("总计", "total")
ORGANISATIONS: Final = Bilingual("法人或其他组织", "legal persons and other organisations")
APPLICANTS: Final = Bilingual("申请人情况", "applicants")
CONTENT: Final = Bilingual("信息内容", "content")
LITIGATION: Final = Bilingual("行政诉讼", "administrative litigation")

BALANCE: Final = Bilingual(
    "第一项加第二项之和，等于第三项加第四项之和",
    "the first plus the second item equals the third plus the fourth",
)
"""The rule that the form itself prints over table three."""

REQUESTS_NOTE: Final = f"（本列数据的勾稽关系为：{BALANCE.zh}）"
"""The corner of table three as the form prints it."""

OUTCOMES: Final = Bilingual("三、本年度办理结果", "outcomes this year")

REQUEST_ROWS: Final[Mapping[str, Bilingual]] = MappingProxyType(
    {
        "received": Bilingual("一、本年新收政府信息公开申请数量", "requests received this year"),
        "carried_over": Bilingual(
            "二、上年结转政府信息公开申请数量", "requests carried over from last year"
        ),
        "outcomes_total": Bilingual("（七）总计", "outcomes, total"),
        "carried_forward": Bilingual("四、结转下年度继续办理", "carried forward to next year"),
    }
)
"""The rows of table three that are no outcomes."""

REQUESTS_BASIS: Final = "Reg. art. 50(2)"
"""Why the report counts requests, for the rows with no article of their own."""

DISPUTES_BASIS: Final = "Reg. art. 50(3)"
"""Why the report counts reviews and lawsuits."""


@attrs.frozen
class FormPart:
    """One of the six parts of the report."""

    name: PartName
    number: str
    """The number before its heading, `三`."""
    title: str
    """Its heading without the number."""
    gloss: str
    """The meaning in English."""
    is_table: bool
    """Whether the form prints a table there, rather than asking for prose."""

    @property
    def heading(self) -> str:
        """The heading as printed."""
        return f"{self.number}、{self.title}"


@attrs.frozen
class FormCell:
    """A cell of a printed table: a label, or the place of a figure."""

    text: str
    """The printed label; empty where a figure is to be filled in."""
    rowspan: int = 1
    colspan: int = 1
    figure: str | None = None
    """The path of the figure that is filled in here, or none for a label."""


@attrs.frozen
class FigureLabel:
    """What the form says of one figure."""

    path: str
    labels: tuple[Bilingual, ...]
    """The labels that lead to it, from the outermost cell inwards, row before column."""
    basis: str
    """The article of the Regulation."""
    unit: Bilingual | None
    """The unit of an amount; none for a count."""

    @property
    def text(self) -> Bilingual:
        """The labels in one line."""
        return Bilingual(
            " · ".join(label.zh for label in self.labels),
            " · ".join(label.en for label in self.labels),
        )


@attrs.frozen
class Form:
    """One edition of the printed form."""

    edition: Edition
    parts: tuple[FormPart, ...]
    tables: Mapping[PartName, tuple[tuple[FormCell, ...], ...]]
    """The three tables as rows of cells; a cell covered by a span is not listed."""
    figures: Mapping[str, FigureLabel]
    """What it says of each figure, by path, in form order."""

    def part(self, name: PartName) -> FormPart:
        """Return a part by name."""
        return next(part for part in self.parts if part.name == name)


PARTS: Final = (
    FormPart("overview", "一", "总体情况", "overview", is_table=False),
    FormPart("proactive", "二", "主动公开政府信息情况", "proactive disclosure", is_table=True),
    FormPart("requests", "三", "收到和处理政府信息公开申请情况", "requests", is_table=True),
    FormPart(
        "disputes",
        "四",
        "政府信息公开行政复议、行政诉讼情况",
        "reviews and lawsuits",
        is_table=True,
    ),
    FormPart("problems", "五", "存在的主要问题及改进情况", "problems and remedies", is_table=False),
    FormPart("other_matters", "六", "其他需要报告的事项", "other matters", is_table=False),
)


class _Block(msgspec.Struct, frozen=True):
    """The rows of table two that rest on one item of article 20 and share their columns."""

    caption: str
    items: tuple[tuple[ProactiveItem, str], ...]
    measures: tuple[tuple[Measure, str], ...]


_SERVICES: Final = (
    (Measure.ITEMS_LAST_YEAR, "上一年项目数量"),
    (Measure.CHANGE, "本年增/减"),
    (Measure.DECISIONS, "处理决定数量"),
)

_BLOCKS: Final[Mapping[Edition, tuple[_Block, ...]]] = MappingProxyType(
    {
        Edition.E2019: (
            _Block(
                "第二十条第（一）项",
                (
                    (ProactiveItem.REGULATIONS, "规章"),
                    (ProactiveItem.NORMATIVE_DOCUMENTS, "规范性文件"),
                ),
                (
                    (Measure.MADE, "本年新制作数量"),
                    (Measure.DISCLOSED, "本年新公开数量"),
                    (Measure.DISCLOSED_TOTAL, "对外公开总数量"),
                ),
            ),
            _Block(
                "第二十条第（五）项",
                (
                    (ProactiveItem.LICENSING, "行政许可"),
                    (ProactiveItem.OTHER_SERVICES, "其他对外管理服务事项"),
                ),
                _SERVICES,
            ),
            _Block(
                "第二十条第（六）项",
                (
                    (ProactiveItem.PENALTIES, "行政处罚"),
                    (ProactiveItem.COMPULSORY_MEASURES, "行政强制"),
                ),
                _SERVICES,
            ),
            _Block(
                "第二十条第（八）项",
                ((ProactiveItem.FEES, "行政事业性收费"),),
                _SERVICES[:2],
            ),
            _Block(
                "第二十条第（九）项",
                ((ProactiveItem.PROCUREMENT, "政府集中采购"),),
                ((Measure.PROJECTS, "采购项目数量"), (Measure.AMOUNT, "采购总金额")),
            ),
        ),
        Edition.E2021: (
            _Block(
                "第二十条第（一）项",
                (
                    (ProactiveItem.REGULATIONS, "规章"),
                    (ProactiveItem.NORMATIVE_DOCUMENTS, "行政规范性文件"),
                ),
                (
                    (Measure.ISSUED, "本年制发件数"),
                    (Measure.REPEALED, "本年废止件数"),
                    (Measure.IN_FORCE, "现行有效件数"),
                ),
            ),
            _Block(
                "第二十条第（五）项",
                ((ProactiveItem.LICENSING, "行政许可"),),
                ((Measure.DECISIONS, "本年处理决定数量"),),
            ),
            _Block(
                "第二十条第（六）项",
                (
                    (ProactiveItem.PENALTIES, "行政处罚"),
                    (ProactiveItem.COMPULSORY_MEASURES, "行政强制"),
                ),
                ((Measure.DECISIONS, "本年处理决定数量"),),
            ),
            _Block(
                "第二十条第（八）项",
                ((ProactiveItem.FEES, "行政事业性收费"),),
                ((Measure.AMOUNT, "本年收费金额（单位：万元）"),),
            ),
        ),
    }
)

_WIDTH: Final = 4  # of table two, in columns
_AMOUNT_UNIT: Final = Bilingual("万元", "ten thousand yuan")
COLUMNS: Final[Mapping[str, Bilingual]] = MappingProxyType(
    {**{a.value: Bilingual(a.label, a.gloss) for a in Applicant}, "total": TOTAL}
)
RESULTS: Final[Mapping[str, Bilingual]] = MappingProxyType(
    {**{r.value: Bilingual(r.label, r.gloss) for r in DisputeResult}, "total": TOTAL}
)


def form(edition: Edition | str) -> Form:
    """Return the printed form of an edition."""
    return _form(Edition(edition))


@cache
def _form(edition: Edition) -> Form:
    labels = (*_proactive_labels(edition), *_request_labels(edition), *_dispute_labels())
    by_path = {label.path: label for label in labels}
    return Form(
        edition,
        PARTS,
        MappingProxyType(
            {
                "proactive": tuple(_proactive_table(edition)),
                "requests": tuple(_requests_table(edition)),
                "disputes": tuple(_disputes_table()),
            }
        ),
        MappingProxyType({path: by_path[path] for path in figure_paths(edition)}),
    )


def _proactive_labels(edition: Edition) -> Iterator[FigureLabel]:
    for block in _BLOCKS[edition]:
        for item, item_label in block.items:
            for measure, measure_label in block.measures:
                yield FigureLabel(
                    f"proactive.{item}.{measure}",
                    (Bilingual(item_label, item.gloss), Bilingual(measure_label, measure.gloss)),
                    item.basis,
                    _AMOUNT_UNIT if measure.is_amount else None,
                )


def _proactive_table(edition: Edition) -> Iterator[tuple[FormCell, ...]]:
    for block in _BLOCKS[edition]:
        last = _WIDTH - len(block.measures)
        spans = (*(1 for _ in block.measures[1:]), last)
        yield (FormCell(block.caption, colspan=_WIDTH),)
        yield (
            FormCell(CONTENT.zh),
            *(
                FormCell(label, colspan=span)
                for (_, label), span in zip(block.measures, spans, strict=True)
            ),
        )
        for item, item_label in block.items:
            yield (
                FormCell(item_label),
                *(
                    FormCell("", colspan=span, figure=f"proactive.{item}.{measure}")
                    for (measure, _), span in zip(block.measures, spans, strict=True)
                ),
            )


def _request_labels(edition: Edition) -> Iterator[FigureLabel]:
    for row, label in REQUEST_ROWS.items():
        yield from _row_labels(f"requests.{row}", (label,), REQUESTS_BASIS)
    for outcome in Outcome.of(edition):
        category = outcome.category
        own = Bilingual(outcome.printed, outcome.gloss)
        chain = (own,) if outcome.is_own_row else (Bilingual(category.printed, category.gloss), own)
        yield from _row_labels(
            f"requests.outcomes.{outcome}", chain, outcome.basis or REQUESTS_BASIS
        )


def _row_labels(row: str, chain: tuple[Bilingual, ...], basis: str) -> Iterator[FigureLabel]:
    for column, label in COLUMNS.items():
        yield FigureLabel(f"{row}.{column}", (*chain, label), basis, None)


def _requests_table(edition: Edition) -> Iterator[tuple[FormCell, ...]]:
    organisations = [applicant for applicant in Applicant if applicant.is_organisation]
    yield (
        FormCell(REQUESTS_NOTE, rowspan=3, colspan=3),
        FormCell(APPLICANTS.zh, colspan=len(COLUMNS)),
    )
    yield (
        FormCell(Applicant.NATURAL_PERSON.label, rowspan=2),
        FormCell(ORGANISATIONS.zh, colspan=len(organisations)),
        FormCell(TOTAL.zh, rowspan=2),
    )
    yield tuple(FormCell(applicant.label) for applicant in organisations)
    for row in ("received", "carried_over"):
        yield _request_row(f"requests.{row}", FormCell(REQUEST_ROWS[row].zh, colspan=3))
    head: tuple[FormCell, ...] = (FormCell(OUTCOMES.zh, rowspan=len(Outcome.of(edition)) + 1),)
    for category in OutcomeCategory:
        outcomes = category.outcomes(edition)
        if outcomes[0].is_own_row:
            lead = (*head, FormCell(category.printed, colspan=2))
            yield _request_row(f"requests.outcomes.{outcomes[0]}", *lead)
        else:
            head = (*head, FormCell(category.printed, rowspan=len(outcomes)))
            for outcome in outcomes:
                yield _request_row(f"requests.outcomes.{outcome}", *head, FormCell(outcome.printed))
                head = ()
        head = ()
    yield _request_row(
        "requests.outcomes_total", FormCell(REQUEST_ROWS["outcomes_total"].zh, colspan=2)
    )
    yield _request_row(
        "requests.carried_forward", FormCell(REQUEST_ROWS["carried_forward"].zh, colspan=3)
    )


def _request_row(row: str, *labels: FormCell) -> tuple[FormCell, ...]:
    return (*labels, *(FormCell("", figure=f"{row}.{column}") for column in COLUMNS))


def _dispute_labels() -> Iterator[FigureLabel]:
    for kind in DisputeKind:
        own = Bilingual(kind.label, kind.gloss)
        chain = (own,) if kind is DisputeKind.RECONSIDERATION else (LITIGATION, own)
        for result, label in RESULTS.items():
            yield FigureLabel(f"disputes.{kind}.{result}", (*chain, label), DISPUTES_BASIS, None)


def _disputes_table() -> Iterator[tuple[FormCell, ...]]:
    first, *others = DisputeKind
    width = len(RESULTS)
    yield (
        FormCell(first.label, colspan=width),
        FormCell(LITIGATION.zh, colspan=width * len(others)),
    )
    yield (
        *(FormCell(label.zh, rowspan=2) for label in RESULTS.values()),
        *(FormCell(kind.label, colspan=width) for kind in others),
    )
    yield tuple(FormCell(label.zh) for _ in others for label in RESULTS.values())
    yield tuple(
        FormCell("", figure=f"disputes.{kind}.{result}")
        for kind in DisputeKind
        for result in RESULTS
    )
