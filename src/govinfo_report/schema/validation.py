"""`validate`: everything that keeps a document from being a report, each with its place."""

from collections.abc import Iterator
from functools import reduce
from math import isfinite
from typing import Any, Final, cast

import attrs
import msgspec

from govinfo_report._shape import Choice, Object
from govinfo_report._strict import expected, join_pointer, shown, too_fine, unfit
from govinfo_report.codec import parse
from govinfo_report.errors import Bilingual, DecodeError, Fault, Language
from govinfo_report.model import MAX_DEPTH
from govinfo_report.schema.engines import Engine, Validator, default_engine, validator
from govinfo_report.schema.naming import Profile
from govinfo_report.schema.places import Path, Place, place
from govinfo_report.vocabulary import Edition

_PROSE: Final = ("overview", "problems", "other_matters")
_EDITIONS: Final = {edition.value: edition for edition in Edition}
_ANY_EDITION: Final = Edition.E2021  # names the places of a document whose edition is unknown


@attrs.frozen
class SchemaError:
    """One thing that keeps a document from being a report."""

    pointer: str
    """The JSON pointer (RFC 6901) to the value; of a missing key, to the object that lacks it."""
    keyword: str
    """The keyword of the schema that fails; `json` for what no JSON value is or nobody reads."""
    label: Bilingual
    """What the form calls the place, `表三 第2行 商业企业`."""
    text: Bilingual
    """What is wrong there."""

    def message(self, lang: Language = "zh") -> str:
        """Return the place in the words of the form and what is wrong there."""
        mark = Bilingual("：", ": ").in_language(lang)
        return f"{self.label.in_language(lang)}{mark}{self.text.in_language(lang)}"


def validate(
    document: object,
    *,
    profile: Profile | str = Profile.PUBLISHED,
    engine: Engine | None = None,
) -> list[SchemaError]:
    """Return what keeps a document from being a report, the best error first; nothing if valid.

    A document is what a JSON parser gives, or JSON text as `bytes`, in which repeated keys are
    seen too. It is held against the edition that it names. Errors further out come first, those
    of one depth in form order. What JSON could not even write (`NaN`, half a surrogate pair), what
    nests deeper than is read and amounts with more decimal places are told alone, before the rest
    is looked at.

    The engine is the fastest that is installed unless one is named; they find the same.
    `LimitExceededError` for text too large to be read.
    """
    profile = Profile(profile)
    if isinstance(document, bytes | bytearray | memoryview):
        try:
            document = parse(document)
        except DecodeError as error:
            return [_unread(_ANY_EDITION, fault) for fault in error.faults]
        is_suspect = True
    else:
        is_suspect = _may_be_deep(document)
    edition = _edition(document)
    judge = validator(engine or default_engine(), edition, profile)
    faults = too_fine(document)
    if not (is_suspect or faults) and _accepts(judge, document):
        return []
    if faults := [*unfit(document), *faults]:
        return [_unread(edition or _ANY_EDITION, fault) for fault in faults]
    found = dict.fromkeys(judge.failures(_clamped(document)))
    errors = (
        each for path, keyword in found for each in _explained(edition, document, path, keyword)
    )
    return [error for _, error in sorted(errors, key=lambda ranked: ranked[0])]


def _edition(document: object) -> Edition | None:
    """Return the edition that a document names, none if it names none that there is."""
    name = document.get("edition") if isinstance(document, dict) else None
    return _EDITIONS.get(name) if isinstance(name, str) else None


# ── the fast path accepts ────────────────────────────────────────────────────────────────────


def _may_be_deep(document: object) -> bool:
    """Say quickly whether sections may stand too deeply in one another.

    They are the only part of the schema that nests without end, and a nesting of a hundred
    thousand would exhaust the stack of the fast engine, which ends the process.
    """
    if not isinstance(document, dict):
        return False
    level = [document.get(name) for name in _PROSE]
    for _ in range(MAX_DEPTH // 2):
        level = [
            below
            for section in level
            if isinstance(section, dict) and isinstance(section.get("subsections"), list)
            for below in section["subsections"]
        ]
        if not level:
            return False
    return True


def _accepts(judge: Validator, document: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Say quickly that a document is valid and that JSON can write it.

    The writing tells of half a surrogate pair and of a number too long to be one, which the fast
    engine takes to be within any bounds.
    """
    try:
        if not (judge.accepts(document) and _is_plain(document["extensions"], 1)):
            return False
        _ENCODER.encode(document)
    except (ValueError, RecursionError):
        return False
    return True


_ENCODER: Final = msgspec.json.Encoder()
_SCALARS: Final = frozenset({str, int, bool, type(None)})


def _is_plain(value: object, depth: int) -> bool:
    """Say quickly that foreign data are fit for JSON; of what is unusual, leave it to `unfit`."""
    kind = type(value)
    if depth > MAX_DEPTH:
        return False
    if kind is dict:
        members = cast("dict[object, object]", value).items()
        return all(type(key) is str and _is_plain(item, depth + 1) for key, item in members)
    if kind is list:
        return all(_is_plain(item, depth + 1) for item in cast("list[object]", value))
    return kind in _SCALARS or (kind is float and isfinite(cast("float", value)))


# ── the slow path explains ───────────────────────────────────────────────────────────────────

_Rank = tuple[int, tuple[int, ...], str]
_CLAMP: Final = 2**64  # beyond every bound of the schema, and short


def _clamped(value: object) -> object:
    """Return a JSON value with its very large numbers cut down to what engines can write."""
    match value:
        case dict():
            return {key: _clamped(item) for key, item in value.items()}
        case list():
            return [_clamped(item) for item in value]
        case int() if abs(value) > _CLAMP:
            return _CLAMP if value > 0 else -_CLAMP
    return value


def _explained(
    named: Edition | None, document: object, path: Path, keyword: str
) -> Iterator[tuple[_Rank, SchemaError]]:
    """Yield the errors that a failing keyword stands for, each with its rank."""
    edition = named or _ANY_EDITION
    value = _follow(document, path)
    at = place(edition, path)
    if keyword not in {"required", "additionalProperties"}:
        text = _expected(at, path, keyword, value)
        yield (len(path), at.order, keyword), SchemaError(_pointer(path), keyword, at.label, text)
        return
    members = cast("Object", at.shape).members
    keys = cast("dict[str, object]", value).keys()
    if keyword == "required":
        wrong = [
            (index, path, _missing(key, place(edition, (*path, key)).name))
            for index, key in enumerate(members if named else ["edition"])
            if key not in keys
        ]
    else:
        wrong = [
            (len(members) + index, (*path, key), _unknown(key))
            for index, key in enumerate(sorted(keys - members.keys()))
        ]
    for index, where, text in wrong:
        rank = (len(path), (*at.order, index), keyword)
        yield rank, SchemaError(_pointer(where), keyword, at.label, text)


def _missing(key: str, name: Bilingual) -> Bilingual:
    return Bilingual(f"缺少“{name.zh}”（键 {key}）", f"“{name.en}” is missing (key {key})")


def _unknown(key: str) -> Bilingual:
    return Bilingual(f"未知的键 {shown(key)}", f"unknown key {shown(key)}")


def _expected(at: Place, path: Path, keyword: str, value: object) -> Bilingual:
    if keyword == "minLength":
        return Bilingual("不得为空", "must not be empty")
    # An edition's own shape would name that edition alone.
    shape = Choice(tuple(Edition), Edition) if path == ("edition",) else at.shape
    return expected(shape, value)


def _unread(edition: Edition, fault: Fault) -> SchemaError:
    """Return the error for what makes a document unfit for JSON."""
    path = tuple(
        part.replace("~1", "/").replace("~0", "~") for part in fault.pointer.split("/")[1:]
    )
    return SchemaError(fault.pointer, "json", place(edition, path).label, fault.text)


def _follow(document: Any, path: Path) -> Any:  # noqa: ANN401 - any JSON value
    for step in path:
        document = document[step]
    return document


def _pointer(path: Path) -> str:
    return reduce(join_pointer, path, "")
