"""Say everything that is wrong with a JSON document, or make a report of it after all.

The slow path of the codec: it interprets the shape of a report over plain data and lists each
fault with its JSON pointer, where the fast path would only say no.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, Final, cast

from govinfo_report._shape import (
    DAY_PATTERN,
    Amount,
    Array,
    Choice,
    Day,
    Foreign,
    Named,
    Nullable,
    Object,
    Shape,
    Text,
    Whole,
    class_shape,
    report_shape,
)
from govinfo_report._text import is_unicode
from govinfo_report.errors import Bilingual, DecodeError, Fault
from govinfo_report.model import MAX_COUNT, MAX_DEPTH, MAX_PLACES, AnnualReport, is_short
from govinfo_report.vocabulary import Edition, Measure


class _Repeating(dict[str, Any]):
    """An object of a JSON document in which keys stand more than once."""

    repeated: tuple[str, ...]


class _Unusable:
    """A literal that is no JSON number or that nobody could hold: `NaN`, ten thousand digits."""

    def __init__(self, literal: str) -> None:
        self.literal = literal


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _ in pairs]
    repeating = _Repeating(found)
    repeating.repeated = tuple(key for key in found if keys.count(key) > 1)
    return repeating


def _integer(literal: str) -> int | _Unusable:
    try:
        return int(literal)
    except ValueError:  # more digits than Python converts
        return _Unusable(literal)


def _fraction(literal: str) -> Decimal | _Unusable:
    try:
        return Decimal(literal)
    except InvalidOperation:  # an exponent of more than 18 digits
        return _Unusable(literal)


def parse(raw: bytes) -> object:
    """Return what a JSON document in UTF-8 holds, with fractions as `Decimal`.

    What no JSON value can be is marked rather than dropped, so that its place can be told.
    `DecodeError` for what is not JSON.
    """
    try:
        return json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_pairs,
            parse_float=_fraction,
            parse_int=_integer,
            parse_constant=_Unusable,
        )
    except UnicodeDecodeError as error:
        text = Bilingual(
            f"不是 UTF-8 编码（第 {error.start + 1} 字节起）；请以 UTF-8 保存",
            f"not UTF-8 from byte {error.start + 1} on; save it as UTF-8",
        )
    except json.JSONDecodeError as error:
        text = Bilingual(
            f"第 {error.lineno} 行第 {error.colno} 列不是有效的 JSON（{error.msg}）",
            f"line {error.lineno}, column {error.colno} is not JSON ({error.msg})",
        )
    except RecursionError:
        text = _TOO_DEEP
    raise DecodeError([Fault("", text)])


_TOO_DEEP: Final = Bilingual(
    f"嵌套超过 {MAX_DEPTH} 层", f"nested more than {MAX_DEPTH} levels deep"
)


def structure_report(document: object) -> AnnualReport:
    """Return the report that a parsed document holds, or raise with all that is wrong."""
    editions: tuple[Edition, ...] = tuple(Edition)
    if isinstance(document, Mapping) and document.get("edition") in editions:
        editions = (Edition(document["edition"]),)
    attempts: list[list[Fault]] = []
    for edition in editions:
        faults: list[Fault] = []
        report = _structure(report_shape(edition), document, "", faults)
        if not faults:
            return cast("AnnualReport", report)
        attempts.append(faults)
    fewest = min(attempts, key=len)
    if len(editions) > 1 and isinstance(document, Mapping) and "edition" in document:
        # An attempt would name its own edition alone.
        words = expected(Choice(editions, Edition), document["edition"])
        fewest = [Fault(f.pointer, words) if f.pointer == "/edition" else f for f in fewest]
    raise DecodeError(fewest)


def structure_part(value: object, cls: type) -> object:
    """Return a part of a report from a parsed document, or raise with all that is wrong."""
    faults: list[Fault] = []
    part = _structure(class_shape(cls), value, "", faults)
    if faults:
        raise DecodeError(faults)
    return part


def _structure(shape: Shape, value: Any, pointer: str, faults: list[Fault]) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one case a shape
    """Return a value in its shape, or add what is wrong with it to the faults."""
    if pointer.count("/") > MAX_DEPTH:
        faults.append(Fault(pointer, _TOO_DEEP))
        return None
    match shape:
        case Nullable():
            return None if value is None else _structure(shape.shape, value, pointer, faults)
        case Named():
            return _structure(class_shape(shape.make), value, pointer, faults)
        case Object():
            return _object(shape, value, pointer, faults)
        case Array() if isinstance(value, list | tuple):
            return tuple(
                _structure(shape.item, item, f"{pointer}/{index}", faults)
                for index, item in enumerate(value)
            )
        case Whole() if (number := _whole(value)) is not None:
            if shape.minimum <= number <= shape.maximum:
                return int(number)
        case Amount() if (number := _number(value)) is not None:
            if 0 <= number <= shape.maximum and is_short(amount := Decimal(number)):
                return amount
        case Text() if isinstance(value, str) and is_unicode(value):
            if shape.pattern is None or (
                len(value) <= (shape.max_length or 0) and re.search(shape.pattern, value)
            ):
                return value
        case Day() if isinstance(value, str) and _is_day(value):
            return value
        case Choice() if isinstance(value, str) and value in shape.values:
            return shape.make(value)
        case Foreign() if isinstance(value, dict):
            _inspect_foreign(value, pointer, faults)
            return value
    faults.append(Fault(pointer, expected(shape, value)))
    return None


def _object(shape: Object, value: object, pointer: str, faults: list[Fault]) -> Any:  # noqa: ANN401 - what the shape makes
    if not isinstance(value, Mapping):
        faults.append(Fault(pointer, expected(shape, value)))
        return None
    before = len(faults)
    _inspect_keys(value, pointer, faults)
    faults.extend(
        Fault(join_pointer(pointer, key), Bilingual("未知的键", "unknown key"))
        for key in value
        if key not in shape.members
    )
    members = {}
    for name, member in shape.members.items():
        if name in value:
            members[name] = _structure(member, value[name], f"{pointer}/{name}", faults)
        else:
            faults.append(Fault(pointer, Bilingual(f"缺少键 {name}", f"key {name!r} is missing")))
    if len(faults) > before:
        return None
    return members if shape.make is None else shape.make(**members)


def _inspect_keys(value: Mapping[Any, object], pointer: str, faults: list[Fault]) -> None:
    """Add what is wrong with the keys of any object."""
    if isinstance(value, _Repeating):
        faults.extend(
            Fault(join_pointer(pointer, key), Bilingual("键重复出现", "the key is repeated"))
            for key in value.repeated
        )
    faults.extend(
        Fault(
            join_pointer(pointer, key), Bilingual("键不是有效的 Unicode 文本", "the key is no text")
        )
        for key in value
        if not (isinstance(key, str) and is_unicode(key))
    )


def _inspect_foreign(value: object, pointer: str, faults: list[Fault]) -> None:
    """Add what makes a foreign value unfit for JSON."""
    if pointer.count("/") > MAX_DEPTH:
        faults.append(Fault(pointer, _TOO_DEEP))
        return
    match value:
        case Mapping():
            _inspect_keys(value, pointer, faults)
            for key, item in value.items():
                _inspect_foreign(item, join_pointer(pointer, key), faults)
        case list() | tuple():
            for index, item in enumerate(value):
                _inspect_foreign(item, f"{pointer}/{index}", faults)
        case None | bool():
            pass
        case str() if is_unicode(value):
            pass
        case _ if _number(value) is None:
            found = shown(value)
            faults.append(
                Fault(pointer, Bilingual(f"{found} 不是 JSON 值", f"{found} is no JSON value"))
            )


def unfit(value: object, pointer: str = "") -> list[Fault]:
    """Return what makes a value unfit for JSON as it is read here, each with its JSON pointer.

    That is what no schema sees: too deep a nesting, repeated keys, numbers that are none, keys
    and texts that are no Unicode. The pointer is to where the value stands in its document.
    """
    faults: list[Fault] = []
    _inspect_foreign(value, pointer, faults)
    return faults


def too_fine(document: object) -> list[Fault]:
    """Return the amounts with more decimal places than are read, which no schema can count.

    To JSON Schema a number is its value, and `multipleOf` fails on the floats that most parsers
    make of amounts.
    """
    table = document.get("proactive") if isinstance(document, Mapping) else None
    rows = table.items() if isinstance(table, Mapping) else ()
    return [
        Fault(
            join_pointer(join_pointer("/proactive", item), Measure.AMOUNT),
            expected(Amount(MAX_COUNT, MAX_PLACES), row[Measure.AMOUNT]),
        )
        for item, row in rows
        if isinstance(row, Mapping) and Measure.AMOUNT in row
        if isinstance(number := _number(row[Measure.AMOUNT]), Decimal) and not is_short(number)
    ]


def join_pointer(pointer: str, key: object) -> str:
    """Return the JSON pointer (RFC 6901) to what a key or an index leads to."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _number(value: object) -> int | Decimal | None:
    """Return a JSON number exactly, or none if it is not a finite one."""
    match value:
        case bool():
            return None
        case int():
            return value
        case Decimal() if value.is_finite():
            return value
        case float() if isfinite(value):
            return Decimal(repr(value))
    return None


def _whole(value: object) -> int | Decimal | None:
    """Return a JSON number if it is what JSON Schema calls an integer (`3.0` is one)."""
    number = _number(value)
    if isinstance(number, Decimal) and (abs(number) > MAX_COUNT or number % 1):
        return None
    return number


def _is_day(text: str) -> bool:
    return len(text) == len("2022-01-31") and re.search(DAY_PATTERN, text) is not None


def expected(shape: Shape, value: object) -> Bilingual:
    """Say what has to stand in a place, and what stands there instead."""
    found = shown(value)
    match shape:
        case Whole(maximum=most) | Amount(maximum=most) if (_number(value) or 0) > most:
            return Bilingual(
                f"不得大于 {most}，而非 {found}", f"expected at most {most}, got {found}"
            )
    wanted = _wanted(shape)
    return Bilingual(f"应为{wanted.zh}，而非 {found}", f"expected {wanted.en}, got {found}")


def _wanted(shape: Shape) -> Bilingual:  # noqa: PLR0911 - one case a shape
    match shape:
        case Whole(minimum=0):
            return Bilingual("非负整数", "a whole number of at least 0")
        case Whole():
            return Bilingual(
                f"{shape.minimum} 至 {shape.maximum} 的整数",
                f"a whole number from {shape.minimum} to {shape.maximum}",
            )
        case Amount():
            return Bilingual(
                f"非负数，小数不超过 {shape.places} 位",
                f"a number of at least 0 with at most {shape.places} decimal places",
            )
        case Text(pattern=None):
            return Bilingual("文本", "text")
        case Text():
            return Bilingual(f"符合 {shape.pattern} 的文本", f"text that matches {shape.pattern}")
        case Day():
            return Bilingual("日期（如 2022-01-31）", "a date such as 2022-01-31")
        case Choice():
            choices = "、".join(shape.values), " or ".join(shape.values)
            return Bilingual(f" {choices[0]} ", choices[1])
        case Array():
            return Bilingual("数组", "an array")
        case Object():
            return Bilingual("对象", "an object")
    return Bilingual("JSON 值组成的对象", "an object of JSON values")


def shown(value: object) -> str:
    """Return a value as JSON writes it, cut where it is long."""
    match value:
        case _Unusable():
            text = value.literal
        case Mapping():
            text = "{…}"
        case list() | tuple():
            text = "[…]"
        case str():
            text = json.dumps(value, ensure_ascii=not is_unicode(value))
        case None | bool():
            text = json.dumps(value)
        case int() if abs(value) >= 10**_SHOWN:  # Python itself refuses to write very long ones
            text = f"{'-' if value < 0 else ''}2^{abs(value).bit_length() - 1}…"
        case _:
            text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN: Final = 40
