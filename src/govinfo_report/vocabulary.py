"""The closed vocabularies of the annual report: editions, applicants, outcomes, disputes.

Every vocabulary is a string enumeration: a member equals its value, so `Outcome.NOT_HELD` and
`"not_held"` are interchangeable as dictionary keys, in JSON and in data-frame columns. The
labels are those the official form prints; "Reg." is 《政府信息公开条例》, State Council Order 711.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Never, Self, TypeVar

from govinfo_report._text import label_key
from govinfo_report.errors import Bilingual, InvalidReportError

_Word = TypeVar("_Word", bound=StrEnum)


# In each vocabulary every argument of `__new__` but the value has a default, so that type
# checkers also accept the call that looks a member up: `Edition("2021")`.
def _member(cls: type[_Word], value: str, **facts: object) -> _Word:
    """Make a member that equals its value and carries facts as attributes."""
    member = str.__new__(cls, value)
    member._value_ = value
    for name, fact in facts.items():
        setattr(member, name, fact)
    return member


class _Vocabulary(StrEnum):
    """A closed vocabulary, which says what it has where it is asked for what it has not."""

    @classmethod
    def _missing_(cls, value: object) -> Never:
        raise InvalidReportError(
            Bilingual(
                f"{cls.__name__} 没有 {value!r}；可用：{'、'.join(cls)}",
                f"{cls.__name__} has no {value!r}; it has {', '.join(cls)}",
            )
        )


class Edition(_Vocabulary):
    """An edition of the form, fixed by the general office of the State Council.

    Named by the first report year it was made for; `Edition("2021") == "2021"`.
    """

    notice: str
    """The document number of the notice that issued it."""
    first_year: int
    """The first report year for which it is the form in force."""
    last_year: int | None
    """The last such report year; none while it is in force."""

    E2019 = "2019", "国办公开办函〔2019〕60号", 2019, 2020
    E2021 = "2021", "国办公开办函〔2021〕30号", 2021, None

    def __new__(
        cls, value: str, notice: str = "", first_year: int = 0, last_year: int | None = None
    ) -> Self:
        """Make a member that knows its notice and years."""
        return _member(cls, value, notice=notice, first_year=first_year, last_year=last_year)

    @classmethod
    def in_force(cls, year: int) -> "Edition":
        """Return the edition in force for a report year; years before 2019 get the oldest."""
        return max((e for e in cls if e.first_year <= year), default=cls.E2019)


class AgencyKind(_Vocabulary):
    """What kind of organ publishes the report, which decides its deadline (Reg. art. 49)."""

    label: str
    """The Chinese term."""
    gloss: str
    """The meaning in English."""
    deadline: tuple[int, int] | None
    """Month and day of the following year by which to publish; none where the law sets none."""

    DEPARTMENT = "department", "县级以上人民政府部门", "department of a government", (1, 31)
    GOVERNMENT = (
        "government",
        "县级以上地方人民政府",
        "government at county level or above",
        (3, 31),
    )
    OTHER = "other", "其他机关", "township, street office or authorised organisation", None

    def __new__(
        cls, value: str, label: str = "", gloss: str = "", deadline: tuple[int, int] | None = None
    ) -> Self:
        """Make a member that knows its deadline."""
        return _member(cls, value, label=label, gloss=gloss, deadline=deadline)


class _Labelled(_Vocabulary):
    """A vocabulary whose members know their printed label and an English gloss."""

    label: str
    """The label that the form prints."""
    gloss: str
    """The meaning in English."""

    def __new__(cls, value: str, label: str = "", gloss: str = "") -> Self:
        """Make a member that knows its label and gloss."""
        return _member(cls, value, label=label, gloss=gloss)


class Applicant(_Labelled):
    """Who made a request: the six columns of table three that stand before its total."""

    NATURAL_PERSON = "natural_person", "自然人", "natural person"
    BUSINESS = "business", "商业企业", "business enterprise"
    RESEARCH = "research", "科研机构", "research institution"
    PUBLIC_WELFARE = "public_welfare", "社会公益组织", "public welfare organisation"
    LEGAL_SERVICE = "legal_service", "法律服务机构", "legal service organisation"
    OTHER = "other", "其他", "other legal person or organisation"

    @property
    def is_organisation(self) -> bool:
        """Whether the form counts it under 法人或其他组织, legal persons and organisations."""
        return self is not Applicant.NATURAL_PERSON


class DisputeKind(_Labelled):
    """The three blocks of table four: the reviews and lawsuits that followed."""

    RECONSIDERATION = "reconsideration", "行政复议", "administrative reconsideration"
    DIRECT_LITIGATION = (
        "direct_litigation",
        "未经复议直接起诉",
        "litigation without prior reconsideration",
    )
    LITIGATION_AFTER_RECONSIDERATION = (
        "litigation_after_reconsideration",
        "复议后起诉",
        "litigation after reconsideration",
    )


class DisputeResult(_Labelled):
    """How a review or lawsuit ended."""

    UPHELD = "upheld", "结果维持", "decision upheld"
    CORRECTED = "corrected", "结果纠正", "decision corrected"
    OTHER = "other", "其他结果", "other result"
    PENDING = "pending", "尚未审结", "not yet concluded"


class OutcomeCategory(_Vocabulary):
    """A group of outcomes, as table three numbers them （一） to （六）."""

    number: str
    """The number that the form prints, `（三）`."""
    label: str
    """The label that the form prints after the number."""
    gloss: str
    """The meaning in English."""
    remark: str
    """What the form adds to the label in brackets, or nothing."""

    GRANTED = "granted", "（一）", "予以公开", "granted"
    PARTIALLY_GRANTED = (
        "partially_granted",
        "（二）",
        "部分公开",
        "partially granted",
        "（区分处理的，只计这一情形，不计其他情形）",
    )
    REFUSED = "refused", "（三）", "不予公开", "refused"
    UNABLE_TO_PROVIDE = "unable_to_provide", "（四）", "无法提供", "unable to provide"
    NOT_PROCESSED = "not_processed", "（五）", "不予处理", "not processed"
    OTHERWISE_HANDLED = "otherwise_handled", "（六）", "其他处理", "otherwise handled"

    def __new__(
        cls, value: str, number: str = "", label: str = "", gloss: str = "", remark: str = ""
    ) -> Self:
        """Make a member that knows its number, label, gloss and remark."""
        return _member(cls, value, number=number, label=label, gloss=gloss, remark=remark)

    @property
    def printed(self) -> str:
        """The number, label and remark, as the form prints them."""
        return f"{self.number}{self.label}{self.remark}"

    def outcomes(self, edition: Edition | str) -> "tuple[Outcome, ...]":
        """Return the outcomes of an edition that this category holds, in form order."""
        return tuple(o for o in Outcome.of(edition) if o.category is self)


_BOTH: Final = frozenset(Edition)
_2019: Final = frozenset({Edition.E2019})
_2021: Final = frozenset({Edition.E2021})


class Outcome(_Vocabulary):
    """How a request ended: the rows of table three, each with its legal basis.

    A case-handling system tags each request with one of these; `Outcome.parse` also understands
    the printed Chinese label.
    """

    category: OutcomeCategory
    """The category that the form counts it under."""
    number: str
    """The number that the form prints before the label: `3`, or `（一）` for a category's own row."""
    label: str
    """The label that the form prints, without its number."""
    gloss: str
    """The meaning in English."""
    basis: str | None
    """The articles of the Regulation it rests on, or none where the form names none."""
    editions: frozenset[Edition]
    """The editions of the form that have this row."""

    GRANTED = "granted", OutcomeCategory.GRANTED, "", "", "", "Reg. art. 36(2)"
    PARTIALLY_GRANTED = (
        "partially_granted", OutcomeCategory.PARTIALLY_GRANTED, "", "", "", "Reg. art. 37",
    )  # fmt: skip
    STATE_SECRET = (
        "state_secret", OutcomeCategory.REFUSED, "1", "属于国家秘密",
        "state secret", "Reg. art. 14",
    )  # fmt: skip
    PROHIBITED_BY_LAW = (
        "prohibited_by_law", OutcomeCategory.REFUSED, "2", "其他法律行政法规禁止公开",
        "disclosure prohibited by another law or regulation", "Reg. art. 14",
    )  # fmt: skip
    SECURITY_AND_STABILITY = (
        "security_and_stability", OutcomeCategory.REFUSED, "3", "危及“三安全一稳定”",
        "endangers national, public or economic security or social stability", "Reg. art. 14",
    )  # fmt: skip
    THIRD_PARTY_INTERESTS = (
        "third_party_interests", OutcomeCategory.REFUSED, "4", "保护第三方合法权益",
        "protects the lawful interests of a third party", "Reg. art. 15",
    )  # fmt: skip
    INTERNAL_AFFAIRS = (
        "internal_affairs", OutcomeCategory.REFUSED, "5", "属于三类内部事务信息",
        "internal affairs: personnel, logistics, internal procedure", "Reg. art. 16(1)",
    )  # fmt: skip
    DELIBERATIVE_PROCESS = (
        "deliberative_process", OutcomeCategory.REFUSED, "6", "属于四类过程性信息",
        "deliberative process: discussion records, drafts, consultation, requests for instruction",
        "Reg. art. 16(2)",
    )  # fmt: skip
    ENFORCEMENT_FILE = (
        "enforcement_file", OutcomeCategory.REFUSED, "7", "属于行政执法案卷",
        "administrative enforcement file", "Reg. art. 16(2)",
    )  # fmt: skip
    REGISTRY_INQUIRY = (
        "registry_inquiry", OutcomeCategory.REFUSED, "8", "属于行政查询事项",
        "matter for a registry inquiry", "Reg. art. 36(7)",
    )  # fmt: skip
    NOT_HELD = (
        "not_held", OutcomeCategory.UNABLE_TO_PROVIDE, "1", "本机关不掌握相关政府信息",
        "information not held by this organ", "Reg. art. 36(4)-(5)",
    )  # fmt: skip
    NOT_READY_MADE = (
        "not_ready_made", OutcomeCategory.UNABLE_TO_PROVIDE, "2", "没有现成信息需要另行制作",
        "no ready-made information, would have to be created", "Reg. art. 38",
    )  # fmt: skip
    STILL_UNCLEAR = (
        "still_unclear", OutcomeCategory.UNABLE_TO_PROVIDE, "3", "补正后申请内容仍不明确",
        "request still unclear after correction", "Reg. art. 30",
    )  # fmt: skip
    PETITION_OR_COMPLAINT = (
        "petition_or_complaint", OutcomeCategory.NOT_PROCESSED, "1", "信访举报投诉类申请",
        "petition, report or complaint in the form of a request", "Reg. art. 39",
    )  # fmt: skip
    REPEATED_REQUEST = (
        "repeated_request", OutcomeCategory.NOT_PROCESSED, "2", "重复申请",
        "repeated request", "Reg. art. 36(6)",
    )  # fmt: skip
    PUBLISHED_WORK = (
        "published_work", OutcomeCategory.NOT_PROCESSED, "3", "要求提供公开出版物",
        "request for a published work", "Reg. art. 39",
    )  # fmt: skip
    EXCESSIVE_REQUESTS = (
        "excessive_requests", OutcomeCategory.NOT_PROCESSED, "4", "无正当理由大量反复申请",
        "excessive requests without just reason", "Reg. art. 35",
    )  # fmt: skip
    CONFIRMATION_OR_REISSUE = (
        "confirmation_or_reissue", OutcomeCategory.NOT_PROCESSED, "5",
        "要求行政机关确认或重新出具已获取信息",
        "request to confirm or reissue information already obtained", None,
    )  # fmt: skip
    OTHERWISE_HANDLED = (
        "otherwise_handled", OutcomeCategory.OTHERWISE_HANDLED, "", "", "", None, _2019,
    )  # fmt: skip
    CORRECTION_OVERDUE = (
        "correction_overdue", OutcomeCategory.OTHERWISE_HANDLED, "1",
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "correction overdue without just reason, no longer processed", "Reg. art. 30", _2021,
    )  # fmt: skip
    FEE_OVERDUE = (
        "fee_overdue", OutcomeCategory.OTHERWISE_HANDLED, "2",
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "fee overdue, no longer processed", "Reg. art. 42; 国办函〔2020〕109号", _2021,
    )  # fmt: skip
    OTHER_REASONS = (
        "other_reasons", OutcomeCategory.OTHERWISE_HANDLED, "3", "其他",
        "other", None, _2021,
    )  # fmt: skip

    def __new__(  # noqa: PLR0913, PLR0917 - one argument a column of the form
        cls,
        value: str,
        category: OutcomeCategory = OutcomeCategory.OTHERWISE_HANDLED,
        number: str = "",
        label: str = "",
        gloss: str = "",
        basis: str | None = None,
        editions: frozenset[Edition] = _BOTH,
    ) -> Self:
        """Make a member; without a number it is its category's own row."""
        return _member(
            cls,
            value,
            category=category,
            number=number or category.number,
            label=label or category.label,
            gloss=gloss or category.gloss,
            basis=basis,
            editions=editions,
        )

    @property
    def is_own_row(self) -> bool:
        """Whether this is the row of a category that is not divided."""
        return self.number == self.category.number

    @property
    def is_refusal(self) -> bool:
        """Whether it is one of the reasons for 不予公开, a refusal to disclose."""
        return self.category is OutcomeCategory.REFUSED

    @property
    def printed(self) -> str:
        """The number and label as the form prints them, `1.属于国家秘密`."""
        return self.category.printed if self.is_own_row else f"{self.number}.{self.label}"

    @classmethod
    def of(cls, edition: Edition | str) -> "tuple[Outcome, ...]":
        """Return the outcomes of an edition, in form order."""
        return _OUTCOMES[Edition(edition)]

    @classmethod
    def parse(cls, text: str, edition: Edition | str = Edition.E2021) -> "Outcome":
        """Return the outcome that a value or a printed label names, in an edition.

        Numbering, width, spaces and punctuation of the label do not matter. Raise
        `InvalidReportError` for a text that names none, or none of that edition.
        """
        wanted = label_key(text)
        for outcome in cls.of(edition):
            if text == outcome.value or wanted in {
                label_key(outcome.label),
                label_key(outcome.printed),
            }:
                return outcome
        known = ", ".join(cls.of(edition))
        raise InvalidReportError(
            Bilingual(
                f"{edition} 年版表格没有办理结果 {text!r}；可用：{known}，或表格中的名称",
                f"edition {edition} has no outcome {text!r}; it has {known}, and their labels",
            )
        )


_OUTCOMES: Final[Mapping[Edition, tuple[Outcome, ...]]] = MappingProxyType(
    {edition: tuple(o for o in Outcome if edition in o.editions) for edition in Edition}
)


class ProactiveItem(_Vocabulary):
    """What an organ must disclose of its own accord: the rows of table two."""

    gloss: str
    """The meaning in English."""
    basis: str
    """The article of the Regulation that demands it."""

    REGULATIONS = "regulations", "regulations (rules)", "Reg. art. 20(1)"
    NORMATIVE_DOCUMENTS = "normative_documents", "normative documents", "Reg. art. 20(1)"
    LICENSING = "licensing", "administrative licensing", "Reg. art. 20(5)"
    OTHER_SERVICES = "other_services", "other external administrative services", "Reg. art. 20(5)"
    PENALTIES = "penalties", "administrative penalties", "Reg. art. 20(6)"
    COMPULSORY_MEASURES = (
        "compulsory_measures",
        "administrative compulsory measures",
        "Reg. art. 20(6)",
    )
    FEES = "fees", "administrative charges", "Reg. art. 20(8)"
    PROCUREMENT = "procurement", "centralised government procurement", "Reg. art. 20(9)"

    def __new__(cls, value: str, gloss: str = "", basis: str = "") -> Self:
        """Make a member that knows its gloss and basis."""
        return _member(cls, value, gloss=gloss, basis=basis)

    @classmethod
    def of(cls, edition: Edition | str) -> "tuple[ProactiveItem, ...]":
        """Return the items of an edition, in form order."""
        return tuple(_MEASURES[Edition(edition)])

    def measures(self, edition: Edition | str) -> "tuple[Measure, ...]":
        """Return the measures of this item in an edition, in form order; none if it has no row."""
        return _MEASURES[Edition(edition)].get(self, ())


class Measure(_Vocabulary):
    """What table two counts of an item: its columns."""

    gloss: str
    """The meaning in English."""
    is_amount: bool
    """Whether it is a sum of money, in 万元 (ten thousand yuan), not a count."""
    is_signed: bool
    """Whether it may be negative."""

    ISSUED = "issued", "issued this year"
    REPEALED = "repealed", "repealed this year"
    IN_FORCE = "in_force", "in force at year end"
    MADE = "made", "newly made this year"
    DISCLOSED = "disclosed", "newly disclosed this year"
    DISCLOSED_TOTAL = "disclosed_total", "disclosed in total"
    ITEMS_LAST_YEAR = "items_last_year", "items last year"
    CHANGE = "change", "increase or decrease this year", False, True
    DECISIONS = "decisions", "decisions this year"
    PROJECTS = "projects", "procurement projects"
    AMOUNT = "amount", "amount in ten thousand yuan", True

    def __new__(
        cls,
        value: str,
        gloss: str = "",
        is_amount: bool = False,  # noqa: FBT001, FBT002 - members are tuples
        is_signed: bool = False,  # noqa: FBT001, FBT002 - members are tuples
    ) -> Self:
        """Make a member that knows its gloss and kind of number."""
        return _member(cls, value, gloss=gloss, is_amount=is_amount, is_signed=is_signed)


def _table_two(
    *blocks: tuple[tuple[ProactiveItem, ...], tuple[Measure, ...]],
) -> Mapping[ProactiveItem, tuple[Measure, ...]]:
    return MappingProxyType({item: measures for items, measures in blocks for item in items})


_DOCUMENTS: Final = (ProactiveItem.REGULATIONS, ProactiveItem.NORMATIVE_DOCUMENTS)
_ENFORCEMENT: Final = (ProactiveItem.PENALTIES, ProactiveItem.COMPULSORY_MEASURES)
_SERVICES: Final = (Measure.ITEMS_LAST_YEAR, Measure.CHANGE, Measure.DECISIONS)

_MEASURES: Final[Mapping[Edition, Mapping[ProactiveItem, tuple[Measure, ...]]]] = MappingProxyType(
    {
        Edition.E2019: _table_two(
            (_DOCUMENTS, (Measure.MADE, Measure.DISCLOSED, Measure.DISCLOSED_TOTAL)),
            ((ProactiveItem.LICENSING, ProactiveItem.OTHER_SERVICES), _SERVICES),
            (_ENFORCEMENT, _SERVICES),
            ((ProactiveItem.FEES,), (Measure.ITEMS_LAST_YEAR, Measure.CHANGE)),
            ((ProactiveItem.PROCUREMENT,), (Measure.PROJECTS, Measure.AMOUNT)),
        ),
        Edition.E2021: _table_two(
            (_DOCUMENTS, (Measure.ISSUED, Measure.REPEALED, Measure.IN_FORCE)),
            ((ProactiveItem.LICENSING,), (Measure.DECISIONS,)),
            (_ENFORCEMENT, (Measure.DECISIONS,)),
            ((ProactiveItem.FEES,), (Measure.AMOUNT,)),
        ),
    }
)
