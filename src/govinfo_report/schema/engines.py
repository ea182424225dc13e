"""The validators that judge documents: `jsonschema`, and `jsonschema-rs` where it is installed."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, Protocol

from govinfo_report.errors import MissingExtraError
from govinfo_report.schema.packaged import load
from govinfo_report.schema.places import Path
from govinfo_report.vocabulary import Edition

if TYPE_CHECKING:
    from jsonschema import ValidationError

Engine = Literal["jsonschema", "jsonschema-rs"]
"""The reference, and the fast one."""

_ANNOTATIONS = frozenset({"title", "description", "$comment", "examples"})


class Validator(Protocol):
    """A compiled schema."""

    def accepts(self, document: object) -> bool:
        """Say whether a document is valid."""

    def failures(self, document: object) -> Iterator[tuple[Path, str]]:
        """Yield where a document is not, and the keyword that fails there."""


@cache
def default_engine() -> Engine:
    """Return the fast engine where it is installed, else the reference."""
    return "jsonschema" if find_spec("jsonschema_rs") is None else "jsonschema-rs"


@cache
def validator(engine: Engine, edition: Edition | None, profile: str) -> Validator:
    """Return the schema of an edition compiled for an engine.

    Without an edition it demands no more than that there be one. `MissingExtraError` where the
    fast engine is not installed.
    """
    schema = load(edition, profile)
    if edition is None:
        del schema["allOf"], schema["$defs"]
    schema = expand(schema)
    return _Reference(schema) if engine == "jsonschema" else _Fast(schema)


def expand(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema with its definitions in the places that refer to them, unannotated.

    A definition that contains itself remains one. Following no references makes `jsonschema` a
    quarter faster.
    """
    definitions = schema.get("$defs", {})
    recursive = {
        name for name, each in definitions.items() if f"#/$defs/{name}" in set(_references(each))
    }

    def expanded(part: Any, *, is_map: bool = False) -> Any:  # noqa: ANN401 - any part of a schema
        if isinstance(part, list):
            return [expanded(each) for each in part]
        if not isinstance(part, dict):
            return part
        if not is_map and (name := str(part.get("$ref", "")).removeprefix("#/$defs/")):
            return {"$ref": part["$ref"]} if name in recursive else expanded(definitions[name])
        return {
            key: expanded(each, is_map=key == "properties" and not is_map)
            for key, each in part.items()
            if is_map or key not in _ANNOTATIONS
        }

    return {
        **expanded({key: each for key, each in schema.items() if key != "$defs"}),
        "$defs": {name: expanded(definitions[name]) for name in sorted(recursive)},
    }


def _references(part: object) -> Iterator[str]:
    match part:
        case {"$ref": str(reference)}:
            yield reference
        case dict():
            for each in part.values():
                yield from _references(each)


class _Reference:
    """A schema compiled for `jsonschema`, to which every finite number is a number."""

    def __init__(self, schema: dict[str, Any]) -> None:
        from jsonschema import Draft202012Validator
        from jsonschema.validators import extend

        numbers = {"number": _is_number, "integer": _is_integer}
        checker = Draft202012Validator.TYPE_CHECKER.redefine_many(numbers)
        reference = extend(  # type: ignore[no-untyped-call]
            Draft202012Validator, {"pattern": _pattern}, type_checker=checker
        )
        self._validator = reference(schema)

    def accepts(self, document: object) -> bool:
        return bool(self._validator.is_valid(document))

    def failures(self, document: object) -> Iterator[tuple[Path, str]]:
        for error in self._validator.iter_errors(document):
            yield tuple(error.absolute_path), str(error.validator)


class _Fast:
    """A schema compiled for `jsonschema-rs`."""

    def __init__(self, schema: dict[str, Any]) -> None:
        try:
            from jsonschema_rs import Draft202012Validator
        except ImportError:
            raise MissingExtraError("jsonschema-rs", "fast") from None
        self._validator = Draft202012Validator(schema)
        self.accepts = self._validator.is_valid

    def failures(self, document: object) -> Iterator[tuple[Path, str]]:
        for error in self._validator.iter_errors(document):
            yield tuple(error.instance_path), error.kind.name


def _pattern(_: object, pattern: str, value: object, __: object) -> "Iterator[ValidationError]":
    """Yield an error for a text that a pattern does not fit, read as ECMA 262 reads it.

    Its `$` is the end of the text; Python's lets a line break follow.
    """
    from jsonschema import ValidationError

    if isinstance(value, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _is_number(_: object, value: object) -> bool:
    match value:
        case bool():
            return False
        case int():
            return True
        case float():
            return isfinite(value)
        case Decimal():
            return value.is_finite()
    return False


def _is_integer(_: object, value: object) -> bool:
    match value:
        case float():
            return value.is_integer()
        case Decimal():
            return value.is_finite() and value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)
