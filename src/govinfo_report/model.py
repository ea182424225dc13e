"""The annual report as a typed value.

The classes are frozen: a change makes a new value, by `attrs.evolve` or `with_figures`. Figures
are stored as printed. A blank is `None`, which is not zero, and totals are never reconciled:
construction enforces shape and type, everything else is a finding.

Reports compare by value and pickle; as they hold mappings, they cannot be hashed. The mappings
are typed read-only and must be treated as such.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import chain
from math import isfinite
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, Self, TypeAlias, cast

import attrs
import msgspec
from msgspec import Meta

from govinfo_report._text import is_unicode, nfc
from govinfo_report.errors import Bilingual, InvalidReportError, UnknownFigureError
from govinfo_report.vocabulary import (
    AgencyKind,
    Applicant,
    DisputeKind,
    DisputeResult,
    Edition,
    Measure,
    Outcome,
    ProactiveItem,
)

MAX_COUNT: Final = 2**53 - 1
"""The largest count, and the largest amount: what JavaScript still holds exactly."""

MAX_PLACES: Final = 16
"""The most decimal places of an amount: beyond a fen, and beyond what a float tells apart."""

MAX_DEPTH: Final = 64
"""How deeply the JSON of a report may be nested, foreign data included."""

Count: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_COUNT)] | None
"""A count as printed: a non-negative whole number, or `None` for a blank."""

_COUNT: Final[object] = Count

FigureValue: TypeAlias = int | Decimal | None
"""What a figure may hold: a count, an amount in 万元, or `None` for a blank."""


def _invalid(where: str, zh: str, en: str) -> InvalidReportError:
    return InvalidReportError(Bilingual(f"{where}：{zh}", f"{where}: {en}"))


def _as_declared(value: object, field: "attrs.Attribute[object]") -> object:
    """Return a value in the type that its field declares, text in form NFC, or raise."""
    if field.type is _COUNT and (value is None or (type(value) is int and 0 <= value <= MAX_COUNT)):
        return value  # as most are; to ask msgspec takes ten times as long
    if isinstance(field.type, type) and attrs.has(field.type):
        if not isinstance(value, field.type):
            wanted = field.type.__name__
            raise _invalid(field.name, f"应为 {wanted}", f"expected {wanted}, got {value!r}")
        return value
    try:
        converted: object = msgspec.convert(value, field.type)
    except msgspec.ValidationError as error:
        if field.type is _COUNT:
            raise _invalid(
                field.name,
                f"应为 0 至 {MAX_COUNT} 的整数或 None，而非 {value!r}",
                f"expected a whole number from 0 to {MAX_COUNT} or None, got {value!r}",
            ) from None
        raise _invalid(field.name, f"值 {value!r} 无效（{error}）", f"{error}") from None
    if type(converted) is not str:
        return converted
    if not is_unicode(converted):
        raise _invalid(field.name, f"{value!r} 不是文本", f"{value!r} is no text")
    return nfc(converted)


# Each class writes its own `__init__`, which msgspec does not call when it decodes. So values are
# checked once on either way in (here, or by msgspec), and arguments can have defaults without
# msgspec taking one for a key that JSON lacks.
def _fill(instance: "attrs.AttrsInstance", **values: object) -> None:
    """Set the fields of a frozen instance, each in its declared type."""
    for field in attrs.fields(type(instance)):
        object.__setattr__(instance, field.name, _as_declared(values[field.name], field))


@attrs.frozen(init=False)
class ByApplicant:
    """One row of table three: a count for each of the six applicants, and the printed total."""

    natural_person: Count
    business: Count
    research: Count
    public_welfare: Count
    legal_service: Count
    other: Count
    total: Count

    def __init__(  # noqa: PLR0913, PLR0917 - one argument a column of the form
        self,
        natural_person: int | None,
        business: int | None,
        research: int | None,
        public_welfare: int | None,
        legal_service: int | None,
        other: int | None,
        total: int | None,
    ) -> None:
        """Hold the counts as printed, `None` for a blank; `InvalidReportError` if one is none."""
        _fill(
            self,
            natural_person=natural_person,
            business=business,
            research=research,
            public_welfare=public_welfare,
            legal_service=legal_service,
            other=other,
            total=total,
        )

    @classmethod
    def of(  # noqa: PLR0913 - one argument a column of the form
        cls,
        *,
        natural_person: int = 0,
        business: int = 0,
        research: int = 0,
        public_welfare: int = 0,
        legal_service: int = 0,
        other: int = 0,
    ) -> Self:
        """Build a row from its applicants; those not named are 0 and the total is their sum."""
        parts = (natural_person, business, research, public_welfare, legal_service, other)
        return cls(*parts, sum(parts))

    @classmethod
    def blank(cls) -> Self:
        """Return a row in which nothing is filled in."""
        return cls(**dict.fromkeys(attrs.fields_dict(cls)))

    def __getitem__(self, column: str) -> int | None:
        """Return the count of an `Applicant`, or of `"total"`."""
        return _column(self, column)


@attrs.frozen(init=False)
class ByResult:
    """One block of table four: a count for each of the four results, and the printed total."""

    upheld: Count
    corrected: Count
    other: Count
    pending: Count
    total: Count

    def __init__(
        self,
        upheld: int | None,
        corrected: int | None,
        other: int | None,
        pending: int | None,
        total: int | None,
    ) -> None:
        """Hold the counts as printed, `None` for a blank; `InvalidReportError` if one is none."""
        _fill(self, upheld=upheld, corrected=corrected, other=other, pending=pending, total=total)

    @classmethod
    def of(cls, *, upheld: int = 0, corrected: int = 0, other: int = 0, pending: int = 0) -> Self:
        """Build a block from its results; those not named are 0 and the total is their sum."""
        parts = (upheld, corrected, other, pending)
        return cls(*parts, sum(parts))

    @classmethod
    def blank(cls) -> Self:
        """Return a block in which nothing is filled in."""
        return cls(**dict.fromkeys(attrs.fields_dict(cls)))

    def __getitem__(self, column: str) -> int | None:
        """Return the count of a `DisputeResult`, or of `"total"`."""
        return _column(self, column)


def _column(row: ByApplicant | ByResult, column: str) -> int | None:
    if column not in attrs.fields_dict(type(row)):
        raise KeyError(column)
    value: int | None = getattr(row, column)
    return value


def _outcomes(rows: Mapping[Outcome, ByApplicant]) -> Mapping[Outcome, ByApplicant]:
    """Return the rows keyed and ordered as the form has them; they must be one edition's."""
    for edition in Edition:
        order = Outcome.of(edition)
        if rows.keys() == set(order):
            return {outcome: rows[outcome] for outcome in order}
    raise _invalid(
        "outcomes",
        "必须恰好包含某一年版表格的全部办理结果",
        "must hold exactly the outcomes of one edition of the form",
    )


@attrs.frozen(init=False)
class Requests:
    """Table three: requests received and how they ended (part three of the report)."""

    received: ByApplicant
    """一、本年新收政府信息公开申请数量"""
    carried_over: ByApplicant
    """二、上年结转政府信息公开申请数量"""
    outcomes: Mapping[Outcome, ByApplicant]
    """三、本年度办理结果: each outcome of the edition, in form order."""
    outcomes_total: ByApplicant
    """（七）总计"""
    carried_forward: ByApplicant
    """四、结转下年度继续办理"""

    def __init__(
        self,
        received: ByApplicant,
        carried_over: ByApplicant,
        outcomes: Mapping[Outcome, ByApplicant],
        outcomes_total: ByApplicant,
        carried_forward: ByApplicant,
    ) -> None:
        """Hold the rows as printed; the outcomes are all those of one edition, in any order."""
        _fill(
            self,
            received=received,
            carried_over=carried_over,
            outcomes=_outcomes(outcomes),
            outcomes_total=outcomes_total,
            carried_forward=carried_forward,
        )

    @classmethod
    def of(
        cls,
        edition: Edition | str,
        *,
        received: ByApplicant,
        carried_over: ByApplicant | None = None,
        outcomes: Mapping[Outcome, ByApplicant] | None = None,
    ) -> Self:
        """Build the table from what was received and how it ended; the rest is computed.

        Outcomes not named are 0. What is neither handled nor new is carried forward to next year
        (first plus second row equals third plus fourth); `InvalidReportError` where more was
        handled than there was.
        """
        nothing = ByApplicant.of()
        given = dict(outcomes or {})
        rows = {outcome: given.pop(outcome, nothing) for outcome in Outcome.of(edition)}
        before = carried_over or nothing
        handled = _sum(rows.values())
        forward = {
            a.value: (received[a] or 0) + (before[a] or 0) - (handled[a] or 0) for a in Applicant
        }
        if given or any(count < 0 for count in forward.values()):
            raise _invalid(
                "requests.outcomes",
                "含有其他年版的办理结果，或办理数量超过新收与上年结转之和",
                "hold an outcome of another edition, or more than was received and carried over",
            )
        return cls(received, before, rows, handled, ByApplicant.of(**forward))

    @classmethod
    def blank(cls, edition: Edition | str) -> Self:
        """Return the table of an edition with nothing filled in."""
        row = ByApplicant.blank()
        return cls(row, row, dict.fromkeys(Outcome.of(edition), row), row, row)


def _sum(rows: Iterable[ByApplicant]) -> ByApplicant:
    rows = tuple(rows)
    return ByApplicant.of(**{a.value: sum(row[a] or 0 for row in rows) for a in Applicant})


@attrs.frozen(init=False)
class Disputes:
    """Table four: reviews and lawsuits over disclosure work (part four of the report)."""

    reconsideration: ByResult
    direct_litigation: ByResult
    litigation_after_reconsideration: ByResult

    def __init__(
        self,
        reconsideration: ByResult,
        direct_litigation: ByResult,
        litigation_after_reconsideration: ByResult,
    ) -> None:
        """Hold the three blocks as printed."""
        _fill(
            self,
            reconsideration=reconsideration,
            direct_litigation=direct_litigation,
            litigation_after_reconsideration=litigation_after_reconsideration,
        )

    @classmethod
    def of(
        cls,
        *,
        reconsideration: ByResult | None = None,
        direct_litigation: ByResult | None = None,
        litigation_after_reconsideration: ByResult | None = None,
    ) -> Self:
        """Build the table; blocks not named are 0 throughout."""
        nothing = ByResult.of()
        return cls(
            reconsideration or nothing,
            direct_litigation or nothing,
            litigation_after_reconsideration or nothing,
        )

    @classmethod
    def blank(cls) -> Self:
        """Return the table with nothing filled in."""
        return cls(*(ByResult.blank(),) * len(DisputeKind))


@attrs.frozen(init=False)
class Agency:
    """The organ that publishes the report."""

    name: str | None
    """Its name, none in a blank form."""
    kind: AgencyKind | None
    """What kind of organ it is, which decides the deadline; none where unknown."""
    credit_code: Annotated[str, Meta(pattern="^[0-9A-HJ-NPQRTUWXY]{18}$", max_length=18)] | None
    """The unified social credit code (GB 32100), 18 characters."""
    region_code: Annotated[str, Meta(pattern="^[0-9]{6}$", max_length=6)] | None
    """The administrative division code (GB/T 2260), 6 digits."""
    # A pattern's `$` alone would let a line break follow in Python's dialect: hence max_length.

    def __init__(
        self,
        name: str | None = None,
        kind: AgencyKind | str | None = None,
        credit_code: str | None = None,
        region_code: str | None = None,
    ) -> None:
        """Describe an organ; whatever is unknown is left out."""
        _fill(self, name=name, kind=kind, credit_code=credit_code, region_code=region_code)


@attrs.frozen(init=False)
class Section:
    """A piece of prose: its heading without number, its paragraphs, its subsections."""

    title: str
    """The heading without the number before it; empty where there is none."""
    text: str
    """The paragraphs, one a line."""
    subsections: "tuple[Section, ...]"
    """What stands below it, in order."""

    def __init__(
        self, title: str = "", text: str = "", subsections: "tuple[Section, ...]" = ()
    ) -> None:
        """Hold prose; a part that the report lacks is an empty section."""
        _fill(self, title=title, text=text, subsections=tuple(subsections))

    def walk(self) -> "Iterator[Section]":
        """Yield this section and all below it, in reading order."""
        yield self
        for section in self.subsections:
            yield from section.walk()


attrs.resolve_types(Section)


@attrs.frozen(init=False)
class Explanation:
    """What an organ says of a finding, as a footnote does in a published report."""

    rule: str
    """The id of the rule."""
    figures: tuple[str, ...]
    """The figure paths that it speaks of; none for the rule as a whole."""
    text: str
    """The explanation."""

    def __init__(self, rule: str, text: str, figures: "tuple[str, ...]" = ()) -> None:
        """Explain what a rule finds in some figures, or wherever it finds something."""
        _fill(self, rule=rule, figures=tuple(figures), text=text)


if TYPE_CHECKING:
    Proactive: TypeAlias = Mapping[ProactiveItem, Mapping[Measure, FigureValue]]
else:
    # Left untyped for msgspec, which would take the text "1.5" for a Decimal: `_proactive`
    # decides, on every construction.
    Proactive = Mapping[ProactiveItem, Mapping[Measure, Any]]


_MEASURES: Final = {
    edition: {item: item.measures(edition) for item in ProactiveItem.of(edition)}
    for edition in Edition
}
_KEYS: Final = {
    edition: [*table, *map(len, table.values()), *chain.from_iterable(table.values())]
    for edition, table in _MEASURES.items()
}
_AMOUNTS: Final = {
    edition: tuple((i, m) for i, measures in table.items() for m in measures if m.is_amount)
    for edition, table in _MEASURES.items()
}
_ROW: Final = attrgetter(*attrs.fields_dict(ByApplicant))
_BLOCK: Final = attrgetter(*attrs.fields_dict(ByResult))
_OUTCOMES: Final = {edition: Outcome.of(edition) for edition in Edition}


def _is_proper(edition: Edition, table: dict[ProactiveItem, dict[Measure, FigureValue]]) -> bool:
    """Say quickly whether table two is keyed, ordered and typed as the edition has it.

    Amounts that msgspec took for whole numbers are mended.
    """
    rows = table.values()
    if [*table, *map(len, rows), *chain.from_iterable(rows)] != _KEYS[edition]:
        return False
    for row in rows:
        for measure, value in row.items():
            if type(value) is int and 0 <= value <= MAX_COUNT:
                continue  # as most are; where it stands for an amount, it is mended below
            if not _fits(measure, value):
                return False
    for item, measure in _AMOUNTS[edition]:
        amount = table[item][measure]
        if type(amount) is int:
            table[item][measure] = Decimal(amount)
    return True


def is_short(amount: Decimal) -> bool:
    """Say whether an amount is a number of at most `MAX_PLACES`.

    In plain digits `1e-9999999` is ten million characters, and `0e9999999` as long in JavaScript.
    """
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and abs(exponent) <= MAX_PLACES


def _fits(measure: Measure, value: FigureValue) -> bool:
    if value is None:
        return True
    if measure.is_amount:
        return type(value) is Decimal and is_short(value) and 0 <= value <= MAX_COUNT
    return type(value) is int and (-MAX_COUNT if measure.is_signed else 0) <= value <= MAX_COUNT


def _proactive(edition: Edition, table: Proactive) -> Proactive:
    """Return a copy of table two keyed, ordered and typed as the edition has it, or raise."""
    order = _MEASURES[edition]
    if table.keys() != order.keys():
        raise _invalid(
            "proactive",
            f"必须恰好包含 {edition} 年版的全部信息内容",
            f"must hold exactly the items of edition {edition}",
        )
    copy = {}
    for item, measures in order.items():
        if table[item].keys() != set(measures):
            raise _invalid(
                f"proactive.{item}",
                f"必须恰好包含 {'、'.join(measures)}",
                f"must hold exactly {', '.join(measures)}",
            )
        copy[item] = {m: _measured(item, m, table[item][m]) for m in measures}
    return copy


def _measured(item: ProactiveItem, measure: Measure, value: FigureValue) -> FigureValue:
    if measure.is_amount and type(value) is int:
        value = Decimal(value)
    if _fits(measure, value):
        return value
    least = -MAX_COUNT if measure.is_signed else 0
    wanted = Bilingual(
        f"{least} 至 {MAX_COUNT} 的整数", f"a whole number from {least} to {MAX_COUNT}"
    )
    if measure.is_amount:
        wanted = Bilingual(
            f"0 至 {MAX_COUNT} 的 Decimal（万元），小数不超过 {MAX_PLACES} 位",
            f"a Decimal (ten thousand yuan) from 0 to {MAX_COUNT}"
            f" with at most {MAX_PLACES} decimal places",
        )
    raise _invalid(
        f"proactive.{item}.{measure}",
        f"应为{wanted.zh}，而非 {value!r}",
        f"expected {wanted.en}, got {value!r}",
    )


def _blank_proactive(edition: Edition) -> Proactive:
    return {i: dict.fromkeys(i.measures(edition)) for i in ProactiveItem.of(edition)}


@attrs.frozen(init=False)
class AnnualReport:
    """A 政府信息公开工作年度报告 as published (Reg. art. 49 and 50).

    `proactive` maps each item of the edition to its measures, `requests.outcomes` each outcome
    to its counts; both are complete for the edition and in form order.
    """

    edition: Edition
    year: Annotated[int, Meta(ge=1949, le=9999)] | None
    """The year reported on, none in a blank form."""
    agency: Agency
    title: str | None
    preface: str | None
    """What stands before part one: statistical period, contact."""
    published: dt.date | None
    """The day of publication."""
    source: str | None
    """Where the report was taken from: an address or a file name."""
    overview: Section
    """Part one, 总体情况."""
    proactive: Proactive
    """Part two, 主动公开政府信息情况."""
    requests: Requests
    """Part three, 收到和处理政府信息公开申请情况."""
    disputes: Disputes
    """Part four, 政府信息公开行政复议、行政诉讼情况."""
    problems: Section
    """Part five, 存在的主要问题及改进情况."""
    other_matters: Section
    """Part six, 其他需要报告的事项."""
    explanations: tuple[Explanation, ...]
    """Answers to findings."""
    extensions: Mapping[str, Any]
    """Data of other systems, kept untouched: JSON values, with `Decimal` for fractions."""

    def __init__(  # noqa: PLR0913 - the parts of the report
        self,
        edition: Edition | str,
        *,
        year: int | None = None,
        agency: Agency | None = None,
        title: str | None = None,
        preface: str | None = None,
        published: dt.date | str | None = None,
        source: str | None = None,
        overview: Section | None = None,
        proactive: Proactive | None = None,
        requests: Requests | None = None,
        disputes: Disputes | None = None,
        problems: Section | None = None,
        other_matters: Section | None = None,
        explanations: tuple[Explanation, ...] = (),
        extensions: Mapping[str, Any] | None = None,
    ) -> None:
        """Hold a report; a table left out is blank, prose left out is an empty section."""
        edition = Edition(edition)
        _fill(
            self,
            edition=edition,
            year=year,
            agency=agency or Agency(),
            title=title,
            preface=preface,
            published=published,
            source=source,
            overview=overview or Section(),
            proactive=_blank_proactive(edition)
            if proactive is None
            else _proactive(edition, proactive),
            requests=requests or Requests.blank(edition),
            disputes=disputes or Disputes.blank(),
            problems=problems or Section(),
            other_matters=other_matters or Section(),
            explanations=tuple(explanations),
            extensions=_foreign_object(extensions or {}),
        )
        self.__attrs_post_init__()

    def __attrs_post_init__(self) -> None:
        """Put both tables into form order; raise where one is another edition's."""
        # Either way in, the table is a fresh dict that nobody else holds.
        table = cast("dict[ProactiveItem, dict[Measure, FigureValue]]", self.proactive)
        if not _is_proper(self.edition, table):
            object.__setattr__(self, "proactive", _proactive(self.edition, self.proactive))
        if tuple(self.requests.outcomes) != _OUTCOMES[self.edition]:
            requests = attrs.evolve(self.requests)
            if tuple(requests.outcomes) != _OUTCOMES[self.edition]:
                raise _invalid(
                    "requests.outcomes",
                    f"不是 {self.edition} 年版的办理结果",
                    f"are not those of edition {self.edition}",
                )
            object.__setattr__(self, "requests", requests)

    def figures(self) -> dict[str, FigureValue]:
        """Return all figures by path, in form order: 200 in edition 2021, 198 in 2019."""
        table = self.requests
        rows = (
            table.received,
            table.carried_over,
            *table.outcomes.values(),
            table.outcomes_total,
            table.carried_forward,
        )
        blocks = (getattr(self.disputes, kind) for kind in DisputeKind)
        values = chain(
            chain.from_iterable(row.values() for row in self.proactive.values()),
            chain.from_iterable(map(_ROW, rows)),
            chain.from_iterable(map(_BLOCK, blocks)),
        )
        return dict(zip(_paths(self.edition), values, strict=True))

    def figure(self, path: str) -> FigureValue:
        """Return one figure, `requests.received.total`; raise `UnknownFigureError`."""
        _known(self.edition, path)
        return _follow(self, path)

    def with_figures(self, changes: Mapping[str, FigureValue]) -> Self:
        """Return a report in which the figures at the given paths have other values.

        Nothing else changes, totals included. Raise `UnknownFigureError` for a path the edition
        does not have and `InvalidReportError` for a value that the figure cannot hold.
        """
        tree: dict[str, Any] = {}
        for path, value in changes.items():
            _known(self.edition, path)
            *parents, name = path.split(".")
            branch = tree
            for parent in parents:
                branch = branch.setdefault(parent, {})
            branch[name] = value
        changed: Self = _graft(self, tree, "")
        return changed


def _graft(value: Any, tree: dict[str, Any], where: str) -> Any:  # noqa: ANN401 - any level of a report
    changed = {
        name: _graft(_step(value, name), branch, f"{where}{name}.")
        if isinstance(branch, dict)
        else branch
        for name, branch in tree.items()
    }
    if isinstance(value, Mapping):
        return {key: changed.get(key, old) for key, old in value.items()}
    try:
        return attrs.evolve(value, **changed)
    except InvalidReportError as error:
        if isinstance(value, ByApplicant | ByResult):  # which knows its columns alone
            zh, en = (f"{where}{text}" for text in error.text)
            raise InvalidReportError(Bilingual(zh, en)) from None
        raise


def _step(value: Any, name: str) -> Any:  # noqa: ANN401 - any level of a report
    return value[name] if isinstance(value, Mapping) else getattr(value, name)


def _follow(report: AnnualReport, path: str) -> FigureValue:
    value: Any = report
    for name in path.split("."):
        value = _step(value, name)
    figure: FigureValue = value
    return figure


def _known(edition: Edition, path: str) -> None:
    if path not in _paths(edition):
        raise UnknownFigureError(path, edition, _paths(edition))


def figure_paths(edition: Edition | str) -> tuple[str, ...]:
    """Return the path of every figure of an edition, in form order."""
    return tuple(_paths(Edition(edition)))


@cache
def _paths(edition: Edition) -> Mapping[str, None]:
    proactive = (
        f"proactive.{item}.{measure}"
        for item in ProactiveItem.of(edition)
        for measure in item.measures(edition)
    )
    rows = (
        "received",
        "carried_over",
        *(f"outcomes.{outcome}" for outcome in Outcome.of(edition)),
        "outcomes_total",
        "carried_forward",
    )
    requests = (f"requests.{row}.{column}" for row in rows for column in (*Applicant, "total"))
    disputes = (
        f"disputes.{kind}.{result}" for kind in DisputeKind for result in (*DisputeResult, "total")
    )
    return MappingProxyType(dict.fromkeys(chain(proactive, requests, disputes)))


def _foreign_object(value: Mapping[str, object]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _invalid("extensions", "应为 JSON 对象", "expected a JSON object")
    copy: Mapping[str, Any] = _foreign(value, 1)
    return copy


def _foreign(value: object, depth: int) -> Any:  # noqa: ANN401 - any JSON value
    """Return a copy of a JSON value; raise for what JSON cannot hold."""
    if depth > MAX_DEPTH:
        raise _invalid("extensions", f"嵌套超过 {MAX_DEPTH} 层", f"nested over {MAX_DEPTH} deep")
    match value:
        case None | bool() | int():
            return value
        case str() if is_unicode(value):
            return value
        case Decimal() if value.is_finite():
            return value
        case float() if isfinite(value):
            return Decimal(repr(value))
        case list() | tuple():
            return [_foreign(item, depth + 1) for item in value]
        case Mapping() if all(isinstance(key, str) and is_unicode(key) for key in value):
            return {key: _foreign(item, depth + 1) for key, item in value.items()}
    raise _invalid("extensions", f"{value!r} 不能写入 JSON", f"{value!r} is nothing JSON can hold")
