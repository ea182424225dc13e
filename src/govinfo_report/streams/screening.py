"""Pass a report in which every identity holds, without making a report of it.

Most lines of a stream are such. They are held to the same shape as `codec.loads` holds them to,
derived from the same tree, but decoded into values that are faster to make and to compare. What
does not pass is read again as any other report is, and that alone decides what is wrong with it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, reduce
from operator import attrgetter, or_
from typing import Annotated, Any, Final, Literal
from unicodedata import is_normalized

import msgspec
from msgspec import Meta

from govinfo_report._shape import (
    Amount,
    Array,
    Choice,
    Day,
    Named,
    Nullable,
    Object,
    Shape,
    Text,
    Whole,
    class_shape,
    report_shape,
)
from govinfo_report.codec import MAX_BYTES, text_of_all
from govinfo_report.model import MAX_COUNT, AnnualReport, Section, figure_paths, is_short
from govinfo_report.rules.identities import hold
from govinfo_report.vocabulary import Edition, Measure

_SECTION_DEPTH: Final = 3
_OF_AMOUNT: Final = f".{Measure.AMOUNT}"


def passed(line: bytes) -> AnnualReport | None:
    """Return what a line holds if it is a report in which every identity holds, else none.

    It has the attributes of a report but not its methods, and is not held to form NFC but in its
    source and the name of the agency.
    """
    try:
        draft = _decoder().decode(line) if len(line) <= MAX_BYTES else None
    except (msgspec.MsgspecError, RecursionError):
        return None
    if draft is None or text_of_all(line, draft) is None or not hold(draft):
        return None
    if not all(_is_amount(amount(draft)) for amount in _amounts(draft.edition)):
        return None
    return draft if is_normalized("NFC", f"{draft.source}{draft.agency.name}") else None


def _is_amount(value: object) -> bool:
    if type(value) is Decimal:
        return is_short(value) and 0 <= value <= MAX_COUNT
    return value is None or (type(value) is int and 0 <= value <= MAX_COUNT)


@cache
def _amounts(edition: Edition) -> tuple[Callable[[Any], object], ...]:
    """Return what takes each amount from a draft."""
    return tuple(attrgetter(path) for path in figure_paths(edition) if path.endswith(_OF_AMOUNT))


@cache
def _decoder() -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(reduce(or_, map(_draft, Edition)), float_hook=Decimal)


def _draft(edition: Edition) -> type[msgspec.Struct]:
    members = {**report_shape(edition).members}
    del members["edition"]  # it is the tag that tells the drafts apart
    return _struct(members, tag_field="edition", tag=edition.value, namespace={"edition": edition})


@cache
def _part(cls: type, depth: int) -> type[msgspec.Struct]:
    return _struct(class_shape(cls).members, depth)


def _struct(
    members: Mapping[str, Shape],
    depth: int = _SECTION_DEPTH,
    **options: Any,  # noqa: ANN401 - what msgspec takes
) -> type[msgspec.Struct]:
    """Return a class with these fields, all of them required and nothing else allowed."""
    return msgspec.defstruct(
        "Draft",
        [(str(name), _type(member, depth)) for name, member in members.items()],
        namespace={"values": _values, **options.pop("namespace", {})},
        forbid_unknown_fields=True,
        gc=False,
        **options,
    )


def _values(draft: msgspec.Struct) -> tuple[Any, ...]:
    """Return what stands in a draft of a mapping, as the mapping itself would."""
    return msgspec.structs.astuple(draft)


def _type(shape: Shape, depth: int) -> Any:  # noqa: ANN401, PLR0911 - one case a shape
    """Return the type that a shape is decoded to; what is in nobody's way is left out."""
    match shape:
        case Nullable():
            return _type(shape.shape, depth) | None
        case Whole():
            return Annotated[int, Meta(ge=shape.minimum, le=shape.maximum)]
        case Amount():
            return Any  # msgspec would take a text for a decimal: see _is_amount
        case Text():
            return Annotated[str, Meta(pattern=shape.pattern, max_length=shape.max_length)]
        case Day():
            return dt.date
        case Choice():
            return Literal[shape.values]
        case Array():
            return list.__class_getitem__(_type(shape.item, depth))
        case Object():
            return _struct(shape.members)
        case Named() if shape.make is not Section or depth:
            return _part(shape.make, depth - (shape.make is Section))
    return Annotated[dict[str, None], Meta(max_length=0)]
