"""JSON in and out: strict, exact, and with every error in its place.

The fast path accepts, the slow path explains. JSON goes straight into the typed values; only a
document that does not fit, or that might hide a foreign or repeated key, is read again slowly
(`_strict`), either to be accepted after all or to have everything that is wrong with it listed.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from unicodedata import is_normalized

import attrs
import msgspec

from govinfo_report.errors import Bilingual, LimitExceededError, require
from govinfo_report.model import (
    MAX_DEPTH,
    Agency,
    AnnualReport,
    ByApplicant,
    ByResult,
    Disputes,
    Explanation,
    Section,
)
from govinfo_report.vocabulary import Edition

if TYPE_CHECKING:
    from cattrs import Converter

MAX_BYTES: Final = 16 * 2**20
"""The largest JSON document that is read, in bytes."""

_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


@cache
def _decoder() -> "msgspec.json.Decoder[AnnualReport]":
    """Return the decoder of reports, which takes some milliseconds to make."""
    return msgspec.json.Decoder(AnnualReport, float_hook=Decimal)


def loads(data: bytes | bytearray | memoryview | str) -> AnnualReport:
    """Return the report that a JSON document in UTF-8 holds.

    Nothing is coerced and nothing dropped: `DecodeError` lists every unknown, repeated or missing
    key and every value of a wrong type, each with its JSON pointer. `LimitExceededError` for more
    than `MAX_BYTES`.
    """
    raw = _limited(data)
    try:
        report = _decoder().decode(raw)
        if _is_strict(raw, report):
            return report
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError):
        pass
    from govinfo_report._strict import parse, structure_report

    return structure_report(parse(raw))


def parse(data: bytes | bytearray | memoryview | str) -> object:
    """Return what a JSON document in UTF-8 holds, whatever it is, with fractions as `Decimal`.

    What no JSON value can be is marked rather than dropped, so that its place can be told.
    `DecodeError` for what is not JSON, `LimitExceededError` for more than `MAX_BYTES`.
    """
    from govinfo_report import _strict

    return _strict.parse(_limited(data))


def dumps(report: AnnualReport, *, indent: int | None = None) -> bytes:
    """Return a report as JSON in UTF-8, on one line unless an indent is given.

    The keys stand in form order, amounts exactly as they were written, text unescaped.
    """
    data = _ENCODER.encode(to_dict(report))
    return data if indent is None else msgspec.json.format(data, indent=indent)


def from_dict(document: Mapping[str, Any]) -> AnnualReport:
    """Return the report that a parsed JSON document holds, as strictly as `loads`.

    An amount may be a `Decimal`, an `int`, or a `float` taken at its shortest decimal form.
    """
    from govinfo_report._strict import structure_report

    return structure_report(document)


def to_dict(report: AnnualReport) -> dict[str, Any]:
    """Return a report as plain dicts and lists, with `Decimal` amounts and ISO dates."""
    require("report", report, AnnualReport)
    document: dict[str, Any] = _plain(report)
    return document


def configure(converter: "Converter") -> None:
    """Teach a cattrs converter to structure and unstructure reports, as strictly as `loads`.

    Classes that hold an `AnnualReport`, or one of its parts that are the same in both editions,
    then work under that converter; amounts are unstructured to `Decimal`.
    """
    from govinfo_report._strict import structure_part

    converter.register_structure_hook(AnnualReport, lambda value, _: from_dict(value))
    converter.register_unstructure_hook(AnnualReport, to_dict)
    for cls in (Agency, ByApplicant, ByResult, Disputes, Explanation, Section):
        converter.register_structure_hook(cls, structure_part)
        converter.register_unstructure_hook(cls, _plain)


def _limited(data: bytes | bytearray | memoryview | str) -> bytes:
    if isinstance(data, str):
        raw = data.encode("utf-8", "surrogatepass")
    else:  # `bytes` alone would take a number, and the name of a path
        raw = bytes(data if isinstance(data, bytes) else memoryview(data))
    if len(raw) > MAX_BYTES:
        raise LimitExceededError(
            Bilingual(
                f"文件有 {len(raw)} 字节，超过上限 {MAX_BYTES} 字节",
                f"the document has {len(raw)} bytes, more than the {MAX_BYTES} that are read",
            )
        )
    return raw


def _plain(value: Any) -> Any:  # noqa: ANN401 - what the value is made of
    """Return a value as plain dicts and lists, its keys in form order.

    msgspec would take the fields of a class from its slots, which Python sorts by name.
    """
    match value:
        case None | int() | Decimal():
            return value
        case str():
            return str(value)
        case tuple() | list():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case dt.date():
            return value.isoformat()
    fields = attrs.fields(type(value))
    return {field.name: _plain(getattr(value, field.name)) for field in fields}


# ── the fast path ────────────────────────────────────────────────────────────────────────────


def _is_strict(raw: bytes, report: AnnualReport) -> bool:
    """Say that no key was dropped or repeated, and that all text is in form NFC."""
    text = text_of_all(raw, report)
    return text is not None and is_normalized("NFC", text)


def text_of_all(raw: bytes, report: AnnualReport) -> str | None:
    """Return all text of a report in one, or none if its JSON may hold more than the report.

    Where no colon is escaped, a document has as many colons as it has keys and colons in its
    texts; a surplus is a foreign or a repeated key. A missing key has already failed to decode.
    """
    sections = [report.overview, report.problems, report.other_matters]
    texts = [
        report.title or "",
        report.preface or "",
        report.source or "",
        report.agency.name or "",
    ]
    for section in sections:
        texts.append(section.title)
        texts.append(section.text)
        if section.subsections:
            sections += section.subsections
    keys = _keys(report.edition)
    surplus = raw.count(b":") - keys.report - len(sections) * keys.section
    if report.explanations:
        surplus -= len(report.explanations) * keys.explanation
        for explanation in report.explanations:
            texts += (explanation.rule, explanation.text, *explanation.figures)
    text = "".join(texts)
    if surplus:  # else there is no colon in any text
        if _ESCAPED_COLON in raw:
            return None
        surplus -= text.count(":") + _foreign_colons(report.extensions, 1)
    if surplus or len(sections) >= MAX_DEPTH // 2:  # so many might stand too deeply in one another
        return None
    return text


_ESCAPED_COLON: Final = b"\\u003"  # and `a` or `A`; too many are suspected, never too few


def _foreign_colons(value: object, depth: int) -> int:
    """Count the colons that write a JSON value: one a key, and those within texts and keys."""
    if depth > MAX_DEPTH:
        raise RecursionError
    match value:
        case str():
            return value.count(":")
        case list():
            return sum(_foreign_colons(item, depth + 1) for item in value)
        case dict():
            return sum(
                1 + key.count(":") + _foreign_colons(item, depth + 1) for key, item in value.items()
            )
    return 0


class _Keys(NamedTuple):
    """How many keys there are in the JSON of a report, but for its prose and foreign data."""

    report: int
    section: int
    explanation: int


@cache
def _keys(edition: Edition) -> _Keys:
    from govinfo_report._shape import Named, Object, Shape, class_shape, report_shape

    def count(shape: Shape) -> int:
        match shape:
            case Object():
                return len(shape.members) + sum(map(count, shape.members.values()))
            case Named() if shape.make is not Section:
                return count(class_shape(shape.make))
        return 0

    return _Keys(
        count(report_shape(edition)), *(len(class_shape(c).members) for c in (Section, Explanation))
    )
