"""The files under `schema/`: what the schema and the rules say, for programs in any language.

They are published at the top of the repository and packaged beside the source, as one text.
"""

import json
from pathlib import Path
from typing import Any, Final

from govinfo_report.errors import Bilingual, GovinfoReportError
from govinfo_report.form import FigureLabel, form
from govinfo_report.rules.catalogue import RULES, Severity
from govinfo_report.rules.identities import Identity, identities
from govinfo_report.schema.deriving import schemas
from govinfo_report.schema.naming import (
    DIALECT,
    RULES_SCHEMA_FILE,
    VERSION,
    identifier,
    rules_file,
)
from govinfo_report.vocabulary import Edition

_FOLDERS: Final = ("schema", "src/govinfo_report/_schemas")
_RELEASES: Final = f"schema/releases/{VERSION}"

_BLANKS: Final = Bilingual(
    "空白（null）不是零。有空白时，只有填任何非负整数都不能使两边相等才算不符：两边都有空白，从不算不符；"
    "仅一边有空白，该边已知数之和大于另一边才算不符。",
    "A blank (null) is not zero. An identity with blanks is broken only if no non-negative whole "
    "numbers in their place make both sides equal: with blanks on both sides never; with blanks "
    "on one side, if what is known of that side adds up to more than the other.",
)


def documents() -> dict[str, str]:
    """Return every document as it is published: its path below `schema/`, its text."""
    contents = {
        **schemas(),
        **{rules_file(edition): _rules(edition) for edition in Edition},
        RULES_SCHEMA_FILE: _rules_schema(),
    }
    return {
        name: json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        for name, content in contents.items()
    }


def publish(root: Path) -> None:
    """Write every document into both folders of a checkout that hold it.

    Raise `GovinfoReportError`, having written nothing, if a document of a released version would
    change: what is published stays as it is, a change takes a new version.
    """
    texts = documents()
    for name, text in texts.items():
        released = root / _RELEASES / name
        if released.exists() and released.read_text(encoding="utf-8") != text:
            raise GovinfoReportError(
                Bilingual(
                    f"第 {VERSION} 版的 {name} 已发布，不能更改；请提高版本号",
                    f"{name} of version {VERSION} is released and stays as it is; "
                    "raise VERSION to change it",
                )
            )
    for folder in _FOLDERS:
        _write(root / folder, texts)


def release(root: Path) -> None:
    """Publish, and keep the documents as those of a released version, never to change again."""
    publish(root)
    _write(root / _RELEASES, documents())


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


# ── the identities as data ───────────────────────────────────────────────────────────────────


def _rules(edition: Edition) -> dict[str, Any]:
    return {
        "id": identifier(edition, "rules"),
        "edition": edition.value,
        "blanks": _BLANKS._asdict(),
        "identities": [_identity(each) for each in identities(edition)],
        "figures": [_figure(each) for each in form(edition).figures.values()],
    }


def _identity(identity: Identity) -> dict[str, Any]:
    rule = RULES[identity.rule]
    return {
        "id": f"{identity.rule}:{identity.left[0]}",
        "rule": identity.rule,
        "severity": rule.severity.value,
        "sentence": identity.sentence._asdict(),
        "basis": rule.basis.en,
        "left": [_pointer(path) for path in identity.left],
        "right": [_pointer(path) for path in identity.right],
    }


def _figure(figure: FigureLabel) -> dict[str, Any]:
    return {
        "path": figure.path,
        "pointer": _pointer(figure.path),
        "label": figure.text._asdict(),
        "basis": figure.basis,
        "unit": figure.unit and figure.unit._asdict(),
    }


def _pointer(path: str) -> str:
    return "/" + path.replace(".", "/")


def _rules_schema() -> dict[str, Any]:
    text = {"type": "string", "minLength": 1}
    words = _closed(zh=text, en=text)
    pointer = {"type": "string", "pattern": "^(?:/[a-z0-9_]+)+$"}
    side = {"type": "array", "items": pointer, "minItems": 1, "uniqueItems": True}
    identity = _closed(
        id=text,
        rule=text,
        severity={"enum": [severity.value for severity in Severity]},
        sentence={"$ref": "#/$defs/words"},
        basis=text,
        left=side,
        right=side,
    )
    figure = _closed(
        path={"type": "string", "pattern": "^[a-z0-9_]+(?:[.][a-z0-9_]+)+$"},
        pointer=pointer,
        label={"$ref": "#/$defs/words"},
        basis=text,
        unit={"anyOf": [{"type": "null"}, {"$ref": "#/$defs/words"}]},
    )
    return {
        "$schema": DIALECT,
        "$id": identifier("rules"),
        "title": "勾稽关系",
        "description": "表内勾稽关系 / the identities of an edition: sums of figures that agree",
        **_closed(
            id=text,
            edition={"enum": [edition.value for edition in Edition]},
            blanks={"$ref": "#/$defs/words"},
            identities={"type": "array", "items": identity},
            figures={"type": "array", "items": figure},
        ),
        "$defs": {"words": words},
    }


def _closed(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
