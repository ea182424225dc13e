"""Prose: short and empty of counts, or telling what the tables say in the phrases of organs.

The sentences are data. A slot in braces stands for a count with its counter, `{received}` for
`12件`; `{received=}` is a whole and the `{granted+}` after it its parts. A denial quotes in square
brackets what it denies. What a slot counts is written down here once more, apart from the code
that reads prose, so that each can be held against the other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import count
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

import attrs
from hypothesis import strategies as st

from govinfo_report.model import AnnualReport, FigureValue, Section
from govinfo_report.rules import Statement, StatementKind
from govinfo_report.strategies.sizes import LARGE
from govinfo_report.vocabulary import (
    Applicant,
    DisputeKind,
    DisputeResult,
    Edition,
    Measure,
    OutcomeCategory,
    ProactiveItem,
)

Topic = Literal["proactive", "requests", "disputes"]

TITLES: Final[Mapping[Topic, str]] = MappingProxyType(
    {
        "proactive": "主动公开情况",
        "requests": "依申请公开情况",
        "disputes": "行政复议和行政诉讼情况",
    }
)
"""The subsections of part one in which each table is told of."""

OPENINGS: Final = (
    "本机关按照条例要求做好各项公开工作。",
    "本机关坚持以公开为常态，及时回应社会关切。",
)
PROBLEMS: Final = (
    "政策解读形式单一，群众看不懂、记不住。下一步将多用图解和问答，并请基层先试读。",
    "公开内容的针对性有待加强，专栏更新不够及时。下一步将明确责任，按月检查。",
)
OTHER_MATTERS: Final = ("本年度未收取信息处理费。", "本机关依照规定免费提供政府信息。")

TELLING: Final[Mapping[Topic, tuple[str, ...]]] = MappingProxyType(
    {
        "proactive": (
            (
                "制发行政规范性文件{documents_issued}，废止{documents_repealed}，"
                "现行有效{documents_in_force}。"
            ),
            "全年印发规范性文件{documents_issued}。",
            "本年制定规章{regulations_issued}。",
            "现行有效规章{regulations_in_force}。",
            "行政许可处理决定{licensing}，行政处罚{penalties}，行政强制{compulsory_measures}。",
            "作出行政许可决定{licensing}。",
            "全年作出行政处罚决定{penalties}。",
            "收取行政事业性收费{fees}。",
            "本年度行政事业性收费金额{fees}。",
        ),
        "requests": (
            "本年度共收到政府信息公开申请{received}。",
            (
                "全年新收政府信息公开申请{received}，上年结转{carried_over}，"
                "结转下年度继续办理{carried_forward}。"
            ),
            "受理依申请公开{received}。",
            (
                "收到公开申请{received=}，其中自然人申请{natural_person+}、"
                "法人或其他组织申请{organisations+}。"
            ),
            "收到政府信息公开申请{received=}，其中网上申请{online+}、信函申请{mail+}。",
            "商业企业申请{business}，科研机构申请{research}。",
            "全年答复政府信息公开申请{handled}。",
            (
                "全年办结政府信息公开申请{handled=}，其中予以公开{granted+}、部分公开"
                "{partially_granted+}、不予公开{refused+}、无法提供{unable_to_provide+}、不予处理"
                "{not_processed+}、其他处理{otherwise_handled+}。"
            ),
            "予以公开{granted}，部分公开{partially_granted}，不予公开{refused}。",
            (
                "本机关不掌握相关政府信息{not_held}，属于国家秘密{state_secret}，"
                "重复申请{repeated_request}。"
            ),
            "上年结转政府信息公开申请{carried_over}。",
        ),
        "disputes": (
            "因政府信息公开被申请行政复议{reviews}。",
            (
                "因政府信息公开被申请行政复议{reviews=}，其中结果维持{reviews_upheld+}、"
                "结果纠正{reviews_corrected+}、其他结果{reviews_other+}、尚未审结{reviews_pending+}。"
            ),
            "被提起行政诉讼{lawsuits}。",
            "未经复议直接起诉{direct}，复议后起诉{after_review}。",
        ),
    }
)
"""Sentences that state counts, by what they tell of."""

DENYING: Final[Mapping[Topic, tuple[tuple[str, tuple[str, ...]], ...]]] = MappingProxyType(
    {
        "proactive": (),
        "requests": (
            ("本年度[未收到政府信息公开申请]。", ("received",)),
            ("全年[没有收到公开申请]。", ("received",)),
            ("[无结转下年度继续办理的申请]。", ("carried_forward",)),
        ),
        "disputes": (
            (
                "[未发生因政府信息公开引发的行政复议、行政诉讼]。",
                ("reviews", "direct", "after_review"),
            ),
            ("[无行政复议]。", ("reviews",)),
        ),
    }
)
"""Sentences that deny, and the slots that say what."""

MOST_TOLD: Final = 99_999_999
"""The largest number that prose states; no organ tells of the largest that a report can hold."""

_SLOT: Final = re.compile(r"\{(\w+)([=+]?)\}")
_NUMERALS: Final = "零一二三四五六七八九十"
_COUNTERS: Final = ("件", "宗")
_STYLES: Final = ("plain", "separated", "chinese")
_CHANNELS: Final = ("online", "mail")

Told = tuple[Statement, ...]


class Narrated(NamedTuple):
    """A report whose prose states what its tables say, and the statements."""

    report: AnnualReport
    statements: Told


@cache
def figures_told(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Return the figures whose sum each slot states, as far as the edition has them."""
    issued = Measure.ISSUED if edition is Edition.E2021 else Measure.MADE
    told = {
        "received": ("requests.received.total",),
        "carried_over": ("requests.carried_over.total",),
        "carried_forward": ("requests.carried_forward.total",),
        "handled": ("requests.outcomes_total.total",),
        **{a.value: (f"requests.received.{a}",) for a in Applicant},
        "organisations": tuple(f"requests.received.{a}" for a in Applicant if a.is_organisation),
        **{
            outcome.value: (f"requests.outcomes.{outcome}.total",)
            for category in OutcomeCategory
            for outcome in category.outcomes(edition)
        },
        **{
            category.value: tuple(
                f"requests.outcomes.{outcome}.total" for outcome in category.outcomes(edition)
            )
            for category in OutcomeCategory
        },
        "reviews": (f"disputes.{DisputeKind.RECONSIDERATION}.total",),
        **{
            f"reviews_{result}": (f"disputes.{DisputeKind.RECONSIDERATION}.{result}",)
            for result in DisputeResult
        },
        "direct": (f"disputes.{DisputeKind.DIRECT_LITIGATION}.total",),
        "after_review": (f"disputes.{DisputeKind.LITIGATION_AFTER_RECONSIDERATION}.total",),
        "regulations_issued": (f"proactive.{ProactiveItem.REGULATIONS}.{issued}",),
        "documents_issued": (f"proactive.{ProactiveItem.NORMATIVE_DOCUMENTS}.{issued}",),
        **{
            item.value: (f"proactive.{item}.decisions",)
            for item in (
                ProactiveItem.LICENSING,
                ProactiveItem.PENALTIES,
                ProactiveItem.COMPULSORY_MEASURES,
            )
        },
        **dict.fromkeys(_CHANNELS, ()),
    }
    told["lawsuits"] = told["direct"] + told["after_review"]
    if edition is Edition.E2021:
        told |= {
            "documents_repealed": ("proactive.normative_documents.repealed",),
            "documents_in_force": ("proactive.normative_documents.in_force",),
            "regulations_in_force": ("proactive.regulations.in_force",),
            "fees": ("proactive.fees.amount",),
        }
    return told


# ── plain ────────────────────────────────────────────────────────────────────────────────────


PLAIN: Final[tuple[Mapping[str, Any], ...]] = tuple(
    MappingProxyType(
        {
            "overview": Section("总体情况", opening),
            "problems": Section("存在的主要问题及改进情况", problem),
            "other_matters": Section("其他需要报告的事项", other),
        }
    )
    for opening in OPENINGS
    for problem in PROBLEMS
    for other in OTHER_MATTERS
)
"""Parts one, five and six without any count, as keyword arguments of a report."""


# ── telling ──────────────────────────────────────────────────────────────────────────────────


@st.composite
def told_overviews(draw: st.DrawFn, report: AnnualReport) -> tuple[Section, Told]:
    """Draw a part one that tells of a report's tables, with the statements that it makes."""
    teller = Teller(
        report, counter=draw(st.sampled_from(_COUNTERS)), style=draw(st.sampled_from(_STYLES))
    )
    subsections = []
    for place, (topic, title) in enumerate(TITLES.items()):
        teller.begin(f"overview.subsections.{place}")
        fitting = list(teller.fitting(topic))
        chosen = draw(st.lists(st.sampled_from(fitting), max_size=3)) if fitting else []
        for sentence in dict.fromkeys(chosen):
            teller.tell(*sentence)
        subsections.append(Section(title, teller.text))
    opening = draw(st.sampled_from(OPENINGS))
    return Section("总体情况", opening, tuple(subsections)), tuple(teller.statements)


@attrs.define
class Teller:
    """Writes the prose of a report, section by section, and keeps what it states."""

    report: AnnualReport
    counter: str = _COUNTERS[0]
    style: str = _STYLES[0]
    lies: Mapping[str, int] = attrs.Factory(dict)
    """By how much what is told of a slot exceeds what the tables say."""
    statements: list[Statement] = attrs.Factory(list)
    text: str = ""
    _section: str = ""
    _breakdowns: Iterator[int] = attrs.Factory(count)
    _breakdown: int = 0

    @staticmethod
    def slots(sentence: str) -> list[str]:
        """Return the slots of a sentence."""
        return [name for name, _ in _SLOT.findall(sentence)]

    def begin(self, section: str) -> None:
        """Begin with a section, given by its path."""
        self._section, self.text = section, ""

    def fitting(self, topic: Topic) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the sentences that are true of the report, the denials with what they deny."""
        slots = figures_told(self.report.edition)
        for sentence in TELLING[topic]:
            if all(name in slots and self._is_tellable(name) for name in self.slots(sentence)):
                yield sentence, ()
        for sentence, denied in DENYING[topic]:
            if all(self.value(name) == 0 for name in denied):
                yield sentence, denied

    def tell(self, sentence: str, denied: Sequence[str] = ()) -> None:
        """Add a sentence to the section."""
        before, opening, rest = sentence.partition("[")
        if not opening:
            self._fill(sentence)
            return
        quoted, _, after = rest.partition("]")
        start = len(self.text) + len(before)
        self.text += before + quoted + after
        figures = figures_told(self.report.edition)
        paths = tuple(path for name in denied for path in figures[name])
        self._state(StatementKind.DENIAL, paths, 0, quoted, start)

    def value(self, slot: str) -> FigureValue:
        """Return what a slot comes to, none where a figure is blank; of channels, shares."""
        if slot in _CHANNELS:
            received = int(self.value("received") or 0)
            by_mail = received // 3
            return by_mail if slot == "mail" else received - by_mail
        total: int | Decimal = 0
        for path in figures_told(self.report.edition)[slot]:
            value = self.report.figure(path)
            if value is None:
                return None
            total += value
        return total

    def _is_tellable(self, slot: str) -> bool:
        value = self.value(slot)
        return value is not None and value <= MOST_TOLD

    def _fill(self, sentence: str) -> None:
        end = 0
        for match in _SLOT.finditer(sentence):
            self.text += sentence[end : match.start()]
            self._count(*match.groups())
            end = match.end()
        self.text += sentence[end:]

    def _count(self, slot: str, mark: str) -> None:
        """Add a count and state it: as a figure, as a whole, as a part of the last whole."""
        value = self.value(slot)
        number = (0 if value is None else value) + self.lies.get(slot, 0)
        if isinstance(number, Decimal):
            quoted = f"{number:f}万元"
        else:
            quoted = _numeral(number, self.style) + (
                self.counter if slot not in _ALWAYS_ITEMS else _COUNTERS[0]
            )
        start = len(self.text)
        self.text += quoted
        if figures := figures_told(self.report.edition)[slot]:
            self._state(StatementKind.FIGURE, figures, number, quoted, start)
        if mark:
            if mark == "=":
                self._breakdown = next(self._breakdowns)
            kind = StatementKind.WHOLE if mark == "=" else StatementKind.PART
            self._state(kind, (), number, quoted, start)

    def _state(
        self,
        kind: StatementKind,
        figures: tuple[str, ...],
        number: int | Decimal,
        quoted: str,
        start: int,
    ) -> None:
        leeway: int | Decimal = 0
        if isinstance(number, Decimal):  # what rounds to it
            leeway = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
        in_list = kind in {StatementKind.WHOLE, StatementKind.PART}
        self.statements.append(
            Statement(
                kind=kind,
                figures=figures,
                number=number,
                least=number - leeway,
                most=number + leeway,
                text=quoted,
                section=self._section,
                span=(start, start + len(quoted)),
                breakdown=self._breakdown if in_list else None,
                complete=kind is StatementKind.WHOLE,
            )
        )


_ALWAYS_ITEMS: Final = frozenset(
    slot
    for slot in figures_told(Edition.E2021)
    if "issued" in slot or "repealed" in slot or "force" in slot
)
"""Documents are counted in 件 and nothing else."""


def _numeral(number: int, style: str) -> str:
    if style == "chinese" and 0 < number < len(_NUMERALS):
        return _NUMERALS[number]
    return f"{number:,}" if style == "separated" and number >= LARGE else str(number)
