"""The same report read and checked with other libraries, as their users would write it by hand.

As strict as this library where the peer can be: no coercion, no unknown key, every key required,
counts from zero on, amounts exact. What none of them sees is a repeated key.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

import jsonschema_rs
import msgspec
import orjson
from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from govinfo_report import Applicant, Outcome, ProactiveItem, schema

Count = Annotated[int, Field(ge=0, le=2**53 - 1)] | None
APPLICANTS = [str(applicant) for applicant in Applicant]


class Strict(BaseModel):
    """What all of the models have in common."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Row(Strict):
    """A row of table three."""

    natural_person: Count
    business: Count
    research: Count
    public_welfare: Count
    legal_service: Count
    other: Count
    total: Count

    @model_validator(mode="after")
    def adds_up(self) -> Self:
        """Hold the total against its parts."""
        parts = (self.natural_person, self.business, self.research)
        more = (self.public_welfare, self.legal_service, self.other)
        assert not_broken(sum_of(self.total), sum_of(*parts, *more))
        return self


class Block(Strict):
    """A block of table four."""

    upheld: Count
    corrected: Count
    other: Count
    pending: Count
    total: Count

    @model_validator(mode="after")
    def adds_up(self) -> Self:
        """Hold the total against its parts."""
        parts = sum_of(self.upheld, self.corrected, self.other, self.pending)
        assert not_broken(sum_of(self.total), parts)
        return self


def sum_of(*counts: int | None) -> tuple[int, bool]:
    """Return the sum of the known counts, and whether one is blank."""
    known = [count for count in counts if count is not None]
    return sum(known), len(known) < len(counts)


def not_broken(left: tuple[int, bool], right: tuple[int, bool]) -> bool:
    """Say whether two sums are equal, or blanks may make up for it."""
    return (
        left[0] == right[0] or (left[0] < right[0] and left[1]) or (right[0] < left[0] and right[1])
    )


def _fields(names: Iterable[str], kind: object) -> dict[str, Any]:
    return {str(name): (kind, ...) for name in names}


Outcomes = create_model("Outcomes", __base__=Strict, **_fields(Outcome.of("2021"), Row))
OUTCOMES = [str(outcome) for outcome in Outcome.of("2021")]


class Requests(Strict):
    """Table three."""

    received: Row
    carried_over: Row
    outcomes: Outcomes
    outcomes_total: Row
    carried_forward: Row

    @model_validator(mode="after")
    def adds_up(self) -> Self:
        """Hold the columns against each other."""
        rows = [getattr(self.outcomes, outcome) for outcome in OUTCOMES]
        for column in [*APPLICANTS, "total"]:
            handled = getattr(self.outcomes_total, column)
            assert not_broken(sum_of(handled), sum_of(*[getattr(row, column) for row in rows]))
            there = getattr(self.received, column), getattr(self.carried_over, column)
            left = handled, getattr(self.carried_forward, column)
            assert not_broken(sum_of(*there), sum_of(*left))
        return self


class Disputes(Strict):
    """Table four."""

    reconsideration: Block
    direct_litigation: Block
    litigation_after_reconsideration: Block


class Agency(Strict):
    """Whose report it is."""

    name: str | None
    kind: Literal["department", "government", "other"] | None
    credit_code: Annotated[str, Field(pattern="^[0-9A-HJ-NPQRTUWXY]{18}$")] | None
    region_code: Annotated[str, Field(pattern="^[0-9]{6}$")] | None


class Section(Strict):
    """Prose."""

    title: str
    text: str
    subsections: list["Section"]


class Explanation(Strict):
    """An answer to a finding."""

    rule: str
    figures: list[str]
    text: str


def _item(item: ProactiveItem) -> type[Strict]:
    kinds = {
        str(measure): (
            (Annotated[Decimal, Field(ge=0)] if measure.is_amount else Annotated[int, Field(ge=0)])
            | None,
            ...,
        )
        for measure in item.measures("2021")
    }
    made: type[Strict] = create_model(str(item), __base__=Strict, **kinds)
    return made


Proactive = create_model(
    "Proactive",
    __base__=Strict,
    **{str(item): (_item(item), ...) for item in ProactiveItem.of("2021")},
)


class Report(Strict):
    """A report of edition 2021."""

    edition: Literal["2021"]
    year: Annotated[int, Field(ge=1949, le=9999)] | None
    agency: Agency
    title: str | None
    preface: str | None
    published: date | None
    source: str | None
    overview: Section
    proactive: Proactive
    requests: Requests
    disputes: Disputes
    problems: Section
    other_matters: Section
    explanations: list[Explanation]
    extensions: Mapping[str, Any]


def _structs() -> type[msgspec.Struct]:
    """Return the same as classes of msgspec, without the arithmetic."""

    def struct(model: type[BaseModel]) -> type[msgspec.Struct]:
        fields = [(name, kind(info.annotation)) for name, info in model.model_fields.items()]
        return msgspec.defstruct(model.__name__, fields, forbid_unknown_fields=True, frozen=True)

    def kind(annotation: object) -> object:
        if annotation is Section:
            return TextSection
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return struct(annotation)
        if annotation == list[Explanation]:
            return list[struct(Explanation)]
        return {Count: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)] | None}.get(
            annotation, annotation if annotation in _KNOWN else Any
        )

    return struct(Report)


class TextSection(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Prose."""

    title: str
    text: str
    subsections: "list[TextSection]"


_KNOWN = (str, str | None, date | None)

pydantic_loads: Callable[[bytes], Report] = Report.model_validate_json
msgspec_loads = msgspec.json.Decoder(_structs()).decode
_VALIDATOR = jsonschema_rs.validator_for(schema.load("2021"))


def jsonschema_rs_loads(data: bytes) -> object:
    """Parse with orjson and hold what comes of it against the JSON Schema."""
    document = orjson.loads(data)
    assert _VALIDATOR.is_valid(document)
    return document
