"""The schema as it follows from model and form, before it is written to files."""

from collections.abc import Iterator
from typing import Any, Final

from govinfo_report._shape import (
    DAY_PATTERN,
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
from govinfo_report.errors import Bilingual
from govinfo_report.form import REPORT_TITLE
from govinfo_report.schema.naming import (
    DIALECT,
    Profile,
    schema_file,
    schema_identifier,
    split_file,
)
from govinfo_report.schema.words import Note, note
from govinfo_report.vocabulary import Edition

_BASIS: Final = "Reg. art. 49, 50"

_WRITTEN: Final = frozenset({"AnnualReport.title", "Agency.name"})
"""The texts that may not be empty in a report that is filed."""

_PROFILES: Final = {
    Profile.PUBLISHED: Bilingual("已发布，允许空白", "as published, blanks allowed"),
    Profile.FILING: Bilingual("报送，须填写完整", "as filed, complete"),
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema of reports, by the file it is published in."""
    documents = {}
    for profile in Profile:
        for edition in (None, *Edition):
            documents[schema_file(edition, profile)] = derive(edition, profile)
        documents[split_file(profile)] = _picking(profile)
    return documents


def derive(
    edition: Edition | str | None = None, profile: Profile | str = Profile.PUBLISHED
) -> dict[str, Any]:
    """Return the schema that follows from the code as it stands, as `load` does from the file.

    Without an edition it is the one that picks by `edition`, bundled with both.
    """
    profile = Profile(profile)
    if edition is None:
        parts = {f"edition-{each}": derive(each, profile) for each in Edition}
        return {**_picking(profile), "$defs": parts}
    edition = Edition(edition)
    return _Description(edition, profile).document()


def _picking(profile: Profile) -> dict[str, Any]:
    """Return the schema that picks by `edition` and refers to the editions by their URNs."""
    words = _PROFILES[profile]
    return {
        "$schema": DIALECT,
        "$id": schema_identifier(None, profile),
        **Note(
            Bilingual(
                f"{REPORT_TITLE}（按 edition 选择年版；{words.zh}）",
                f"annual report on the disclosure of government information, {words.en}",
            ),
            _BASIS,
        ).annotation(),
        "type": "object",
        "properties": {"edition": {"enum": [edition.value for edition in Edition]}},
        "required": ["edition"],
        "allOf": [
            {
                "if": {
                    "type": "object",
                    "properties": {"edition": {"const": edition.value}},
                    "required": ["edition"],
                },
                "then": {"$ref": schema_identifier(edition, profile)},
            }
            for edition in Edition
        ],
    }


class _Description:
    """How the shapes of one edition are written in one profile."""

    def __init__(self, edition: Edition, profile: Profile) -> None:
        self.edition = edition
        self.profile = profile

    def document(self) -> dict[str, Any]:
        shape = report_shape(self.edition)
        words = _PROFILES[self.profile]
        title = Note(
            Bilingual(
                f"{REPORT_TITLE}（{self.edition} 年版；{words.zh}）",
                "annual report on the disclosure of government information, "
                f"edition {self.edition}, {words.en}",
            ),
            _BASIS,
        )
        return {
            "$schema": DIALECT,
            "$id": schema_identifier(self.edition, self.profile),
            **title.annotation(),
            **self.of(shape, "AnnualReport"),
            "$defs": {
                name: {
                    **note(name, self.edition).annotation(),
                    **self.of(class_shape(cls), name),
                }
                for name, cls in sorted((cls.__name__, cls) for cls in _named(shape))
            },
        }

    def of(self, shape: Shape, where: str) -> dict[str, Any]:  # noqa: C901, PLR0911 - one case a shape
        """Return the schema of a shape; `where` is the class and keys that lead to it."""
        match shape:
            case Nullable():
                some = self.of(shape.shape, where)
                return some if self.profile is Profile.FILING else _or_null(some)
            case Named():
                return {"$ref": f"#/$defs/{shape.make.__name__}"}
            case Array():
                return {"type": "array", "items": self.of(shape.item, where)}
            case Whole():
                return {"type": "integer", "minimum": shape.minimum, "maximum": shape.maximum}
            case Amount():
                return {"type": "number", "minimum": 0, "maximum": shape.maximum}
            case Text():
                return {"type": "string", **self._text(shape, where)}
            case Day():
                return {"type": "string", "pattern": DAY_PATTERN, "maxLength": len("2022-01-31")}
            case Choice(values=(only,)):
                return {"const": only}
            case Choice():
                return {"enum": list(shape.values)}
            case Object():
                return self._object(shape, where)
        return {"type": "object"}

    def _text(self, shape: Text, where: str) -> dict[str, Any]:
        if shape.pattern is not None:
            return {"pattern": shape.pattern, "maxLength": shape.max_length}
        if self.profile is Profile.FILING and where in _WRITTEN:
            return {"minLength": 1}
        return {}

    def _object(self, shape: Object, where: str) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                key: {
                    **note(f"{where}.{key}", self.edition).annotation(),
                    **self.of(member, f"{where}.{key}"),
                }
                for key, member in shape.members.items()
            },
            "required": list(shape.members),
            "additionalProperties": False,
        }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    # A type beside null is the one union that strict readers of the specification allow.
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _named(shape: Shape) -> Iterator[type]:
    """Yield each class that a shape refers to, once."""
    found: dict[type, None] = {}
    pending = [shape]
    while pending:
        match pending.pop():
            case Object() as each:
                pending += each.members.values()
            case Nullable() as each:
                pending.append(each.shape)
            case Array() as each:
                pending.append(each.item)
            case Named() as each if each.make not in found:
                found[each.make] = None
                pending.append(class_shape(each.make))
    yield from found
