"""What a report looks like in JSON, as one small tree.

This is the one module that looks inside the classes of the model. The codec interprets the tree
to say everything that is wrong with a document, the schema to describe it to other languages.
"""

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import attrs
import msgspec
from msgspec import inspect

from govinfo_report.model import MAX_COUNT, MAX_PLACES, AnnualReport, ByApplicant, Requests
from govinfo_report.vocabulary import Edition, Outcome, ProactiveItem

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEAR: Final = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_LEAP_YEAR: Final = (
    "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
)
DAY_PATTERN: Final = (
    f"^(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP_YEAR}-02-29)$"
)
"""A day of the Gregorian calendar as ISO 8601 writes it, told by pattern alone."""


class Whole(msgspec.Struct, frozen=True):
    """A JSON integer within bounds."""

    minimum: int
    maximum: int


class Amount(msgspec.Struct, frozen=True):
    """A JSON number from zero up to a bound, kept exactly, with so many decimal places at most."""

    maximum: int
    places: int


class Text(msgspec.Struct, frozen=True):
    """A string, perhaps of a given pattern and then of a greatest length."""

    pattern: str | None = None
    max_length: int | None = None


class Day(msgspec.Struct, frozen=True):
    """A date, `YYYY-MM-DD`."""


class Choice(msgspec.Struct, frozen=True):
    """One of the values of a vocabulary."""

    values: tuple[str, ...]
    make: type


class Nullable(msgspec.Struct, frozen=True):
    """Something, or `null`."""

    shape: "Shape"


class Array(msgspec.Struct, frozen=True):
    """A list of one kind of thing."""

    item: "Shape"


class Object(msgspec.Struct, frozen=True):
    """An object with exactly these members."""

    members: "Mapping[str, Shape]"
    make: type | None
    """The class it becomes; none for a mapping."""


class Named(msgspec.Struct, frozen=True):
    """An object of a class, by reference, since a section holds sections."""

    make: type


class Foreign(msgspec.Struct, frozen=True):
    """An object of other systems' making."""


Shape: TypeAlias = (
    Whole | Amount | Text | Day | Choice | Nullable | Array | Object | Named | Foreign
)


@cache
def report_shape(edition: Edition) -> Object:
    """Return the shape of a report of an edition."""
    return _object(
        AnnualReport,
        edition=Choice((edition.value,), Edition),
        proactive=_table_two(edition),
        requests=_object(
            Requests,
            outcomes=Object(
                MappingProxyType(dict.fromkeys(Outcome.of(edition), Named(ByApplicant))), None
            ),
        ),
        extensions=Foreign(),
    )


@cache
def class_shape(cls: type) -> Object:
    """Return the shape of a class that is the same in all editions."""
    return _object(cls)


def _object(cls: type, **overrides: Shape) -> Object:
    fields = attrs.fields(cls)
    return Object(
        MappingProxyType(
            {f.name: overrides.get(f.name) or _shape(inspect.type_info(f.type)) for f in fields}
        ),
        cls,
    )


def _table_two(edition: Edition) -> Object:
    items = {
        item.value: Object(
            MappingProxyType(
                {
                    measure.value: Nullable(
                        Amount(MAX_COUNT, MAX_PLACES)
                        if measure.is_amount
                        else Whole(-MAX_COUNT if measure.is_signed else 0, MAX_COUNT)
                    )
                    for measure in item.measures(edition)
                }
            ),
            None,
        )
        for item in ProactiveItem.of(edition)
    }
    return Object(MappingProxyType(items), None)


def _shape(info: inspect.Type) -> Shape:  # noqa: PLR0911 - one case a type
    match info:
        case inspect.UnionType():
            (some,) = (each for each in info.types if not isinstance(each, inspect.NoneType))
            return Nullable(_shape(some))
        case inspect.IntType():
            return Whole(cast("int", info.ge), cast("int", info.le))
        case inspect.StrType():
            return Text(info.pattern, info.max_length)
        case inspect.EnumType():
            return Choice(tuple(member.value for member in cast("Any", info.cls)), info.cls)
        case inspect.VarTupleType():
            return Array(_shape(info.item_type))
        case inspect.DataclassType():
            return Named(info.cls)
    return Day()
