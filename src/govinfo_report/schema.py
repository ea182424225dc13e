"""The JSON Schema (Draft 2020-12) of the report, derived from model and form.

`python -m govinfo_report.schema` writes every document anew into the folders that publish and
package it; `load` gives the packaged one. Each document is self-contained: it is one file, its
identifiers are URNs, and no reference leads out of it.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
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
from govinfo_report.form import (
    COLUMNS,
    OUTCOMES,
    PARTS,
    REPORT_TITLE,
    REQUEST_ROWS,
    RESULTS,
    form,
)
from govinfo_report.vocabulary import DisputeKind, Edition, Outcome

VERSION: Final = "1"
"""The version of the schema, counted apart from the editions of the form."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
"""The dialect in which the documents are written."""

_WORDS: Final[Mapping[str, Bilingual]] = MappingProxyType(
    {
        "AnnualReport.edition": Bilingual("表格年版", "the edition of the form"),
        "AnnualReport.year": Bilingual("报告年度", "the year reported on"),
        "AnnualReport.agency": Bilingual("行政机关", "the organ that publishes the report"),
        "AnnualReport.title": Bilingual("标题", "the title"),
        "AnnualReport.preface": Bilingual("引言", "what stands before part one"),
        "AnnualReport.published": Bilingual("发布日期", "the day of publication"),
        "AnnualReport.source": Bilingual("来源", "where the report was taken from"),
        "AnnualReport.explanations": Bilingual("对问题的说明", "answers to findings"),
        "AnnualReport.extensions": Bilingual("扩展数据", "data of other systems, kept untouched"),
        "Agency.name": Bilingual("机关名称", "the name of the organ"),
        "Agency.kind": Bilingual("机关类别", "what kind of organ it is"),
        "Agency.credit_code": Bilingual("统一社会信用代码", "unified social credit code"),
        "Agency.region_code": Bilingual("行政区划代码", "administrative division code, GB/T 2260"),
        "Section.title": Bilingual("小标题（不含序号）", "the heading without its number"),
        "Section.text": Bilingual("正文，每段一行", "the paragraphs, one a line"),
        "Section.subsections": Bilingual("下级小节", "the sections below it"),
        "Explanation.rule": Bilingual("规则编号", "the id of the rule"),
        "Explanation.figures": Bilingual("数据项路径", "the paths of the figures it speaks of"),
        "Explanation.text": Bilingual("说明", "the explanation"),
        **{f"ByApplicant.{column}": label for column, label in COLUMNS.items()},
        **{f"ByResult.{result}": label for result, label in RESULTS.items()},
        **{f"Disputes.{kind}": Bilingual(kind.label, kind.gloss) for kind in DisputeKind},
        **{f"AnnualReport.{part.name}": Bilingual(part.heading, part.gloss) for part in PARTS},
        **{f"AnnualReport.requests.{row}": label for row, label in REQUEST_ROWS.items()},
        "AnnualReport.requests.outcomes": OUTCOMES,
    }
)
"""What each key is called, by class and key."""


def load(edition: Edition | str | None = None) -> dict[str, Any]:
    """Return the schema of an edition, or without one the schema that picks by `edition`."""
    document: dict[str, Any] = json.loads(_packaged(_name(edition)))
    return document


@cache
def _packaged(name: str) -> str:
    return (resources.files("govinfo_report") / "_schemas" / name).read_text(encoding="utf-8")


def _name(edition: Edition | str | None) -> str:
    """Return where a schema stands, below the folder of all schemas."""
    return "report.schema.json" if edition is None else f"{Edition(edition)}/report.schema.json"


def _identifier(edition: Edition | None) -> str:
    return ":".join(
        ("urn:govinfo-report:schema", VERSION, *([edition] if edition else []), "report")
    )


def derive(edition: Edition | str | None = None) -> dict[str, Any]:
    """Return the schema that follows from the code as it stands, as `load` does from the file."""
    if edition is None:
        return _combined()
    edition = Edition(edition)
    shape = report_shape(edition)
    return {
        "$schema": DIALECT,
        "$id": _identifier(edition),
        **_annotation(
            Bilingual(
                f"{REPORT_TITLE}（{edition} 年版）",
                f"annual report on the disclosure of government information, edition {edition}",
            ),
            "Reg. art. 49, 50",
        ),
        **_describe(shape, "AnnualReport", edition),
        "$defs": {
            cls.__name__: _describe(class_shape(cls), cls.__name__, edition)
            for cls in sorted(_named(shape), key=lambda cls: cls.__name__)
        },
    }


def _combined() -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "$id": _identifier(None),
        **_annotation(
            Bilingual(
                f"{REPORT_TITLE}（按 edition 选择年版）",
                "annual report on the disclosure of government information, of either edition",
            ),
            "Reg. art. 49, 50",
        ),
        "type": "object",
        "properties": {"edition": {"enum": [edition.value for edition in Edition]}},
        "required": ["edition"],
        "allOf": [
            {
                "if": {"properties": {"edition": {"const": edition.value}}},
                "then": {"$ref": _identifier(edition)},
            }
            for edition in Edition
        ],
        "$defs": {f"edition-{edition}": derive(edition) for edition in Edition},
    }


def _annotation(words: Bilingual, basis: str | None = None) -> dict[str, str]:
    comment = {} if basis is None else {"$comment": basis}
    return {"title": words.zh, "description": f"{words.zh} / {words.en}", **comment}


def _describe(  # noqa: C901, PLR0911 - one case a shape
    shape: Shape, where: str, edition: Edition
) -> dict[str, Any]:
    """Return the schema of a shape; `where` is the class and keys that lead to it."""
    match shape:
        case Nullable():
            return _or_null(_describe(shape.shape, where, edition))
        case Named():
            return {"$ref": f"#/$defs/{shape.make.__name__}"}
        case Array():
            return {"type": "array", "items": _describe(shape.item, where, edition)}
        case Whole():
            return {"type": "integer", "minimum": shape.minimum, "maximum": shape.maximum}
        case Amount():
            return {"type": "number", "minimum": 0, "maximum": shape.maximum}
        case Text(pattern=None):
            return {"type": "string"}
        case Text():
            return {"type": "string", "pattern": shape.pattern, "maxLength": shape.max_length}
        case Day():
            return {"type": "string", "pattern": DAY_PATTERN, "maxLength": len("2022-01-31")}
        case Choice(values=(only,)):
            return {"const": only}
        case Choice():
            return {"enum": list(shape.values)}
        case Object():
            return {
                "type": "object",
                "properties": {
                    key: {
                        **_notes(f"{where}.{key}", edition),
                        **_describe(member, f"{where}.{key}", edition),
                    }
                    for key, member in shape.members.items()
                },
                "required": list(shape.members),
                "additionalProperties": False,
            }
    return {"type": "object"}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _notes(where: str, edition: Edition) -> dict[str, str]:
    """Return title, description and basis of a key."""
    if where in _WORDS:
        return _annotation(_WORDS[where])
    path = where.removeprefix("AnnualReport.")
    match path.split("."):
        case "requests", "outcomes", name:
            outcome = Outcome(name)
            return _annotation(Bilingual(outcome.printed, outcome.gloss), outcome.basis)
        case "proactive", _:
            label = next(f for p, f in form(edition).figures.items() if p.startswith(f"{path}."))
            return _annotation(label.labels[0], label.basis)
    return _annotation(form(edition).figures[path].labels[-1])


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


def documents() -> dict[str, str]:
    """Return every schema document as it is published: its path below `schema/`, its text."""
    return {
        _name(edition): json.dumps(derive(edition), ensure_ascii=False, indent=2) + "\n"
        for edition in (None, *Edition)
    }


def publish(root: Path) -> None:
    """Write every schema document into both folders of a checkout that hold it."""
    for folder in (root / "schema", root / "src" / "govinfo_report" / "_schemas"):
        for name, text in documents().items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    publish(Path.cwd())
