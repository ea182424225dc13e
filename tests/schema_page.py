"""Write docs/schema-reference.md from the schema: `python -m tests.schema_page`."""

from collections.abc import Iterator
from typing import Any, Final

from govinfo_report import Edition, schema
from tests.conftest import ROOT

PAGE: Final = ROOT / "docs" / "schema-reference.md"

INTRODUCTION: Final = """\
# Every key of a report

<!-- Written by `python -m tests.schema_page` from the schema; change that, not this. -->

What a report is in JSON, key by key, in the order of the document. The places are JSON pointers; without
their slashes, `requests.received.total`, those of figures are figure paths. No key may be missing, and
there are no others. Numbers are at most 2⁵³ − 1, and at least 0 unless it is said that they may be
negative. `null` is a blank or unknown; a report that is filed has none. The same in a form for programs
is [the schema](schema.md), and what the figures count is told on [The form](form.md).
"""

MOST: Final = 2**53 - 1
"""The largest count and amount, of which the page says nothing in every row."""

Node = dict[str, Any]


def page() -> str:
    """Return the whole page."""
    newest, *older = (schema.load(edition) for edition in reversed(Edition))
    parts = [INTRODUCTION, _section("Edition 2021", _places(newest, ""))]
    parts += [
        _section(f"`{name}`", _places(definition, ""), definition)
        for name, definition in newest["$defs"].items()
    ]
    for document in older:
        assert document["$defs"] == newest["$defs"]
        theirs = [place for place in _places(document, "") if place not in [*_places(newest, "")]]
        parts.append(_section("Edition 2019, where it differs", iter(theirs)))
    return "\n".join(parts)


def _section(title: str, places: Iterator[tuple[str, ...]], of: Node | None = None) -> str:
    rows = "".join(f"| {' | '.join(place)} |\n" for place in places)
    what = f"{_meaning(of)}.\n\n" if of else ""
    return f"## {title}\n\n{what}| place | Chinese | English | value | law |\n|---|---|---|---|---|\n{rows}"


def _places(node: Node, pointer: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each key of an object and of the objects within."""
    for key, each in node.get("properties", {}).items():
        place = f"{pointer}/{key}"
        law = each.get("$comment", "").removeprefix("Reg. ")
        yield f"`{place}`", each["title"], _meaning(each), _value(each), law
        yield from _places(each, place)


def _meaning(node: Node) -> str:
    """Return the English half of a description."""
    return str(node["description"]).partition(" / ")[2]


def _value(node: Node) -> str:  # noqa: PLR0911 - one case a shape
    """Say in words what may stand there."""
    match node:
        case {"$ref": reference}:
            name = reference.rpartition("/")[2]
            return f"[`{name}`](#{name.lower()})"
        case {"const": only}:
            return f"`{only}`"
        case {"enum": values}:
            return ", ".join("`null`" if value is None else f"`{value}`" for value in values)
        case {"type": [kind, "null"]}:
            return f"{_value({**node, 'type': kind})}, or `null`"
        case {"type": "array", "items": items}:
            return f"list of {_value(items)}"
        case {"type": "object"}:
            return "object" if "properties" in node else "object with any keys"
        case {"type": "string", "maxLength": length}:
            return f"text of {length} characters"
        case {"type": "string"}:
            return "text"
        case {"type": kind, "minimum": least, "maximum": most}:
            name = {"integer": "whole number", "number": "number"}[kind]
            bounds = f", {least} to {most}" if abs(most) < MOST else ""
            return f"{name}{bounds}{', may be negative' if least < 0 else ''}"
    raise ValueError(node)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
