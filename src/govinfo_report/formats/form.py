"""The form to fill in: one HTML page that works offline and checks while one types.

The page holds the report as the JSON that it was made from, and gives it back as JSON. What it
knows of the form and of its arithmetic is data from here; its files stand in `_form/`.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, Final

from govinfo_report._shape import (
    DAY_PATTERN,
    Amount,
    Array,
    Choice,
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
from govinfo_report.codec import dumps, from_dict
from govinfo_report.errors import Bilingual, Language, UnreadableError
from govinfo_report.form import (
    APPLICANTS,
    BALANCE,
    CONTENT,
    LITIGATION,
    ORGANISATIONS,
    OUTCOMES,
    REPORT_TITLE,
    REQUESTS_NOTE,
    Form,
    FormCell,
    form,
)
from govinfo_report.formats._own import FORM
from govinfo_report.rules import RULES, identities
from govinfo_report.vocabulary import Edition

_SCRIPTS: Final = ("data.js", "exact.js", "figures.js", "report.js", "grid.js", "page.js")
_TAGS: Final = {"zh": "zh-CN", "en": "en"}
_HEADING: Final = Bilingual(REPORT_TITLE, "annual report on open government information")
_LONG: Final = frozenset({"preface"})
"""The metadata that take more than a line."""

_REPORT: Final = re.compile(re.escape(FORM) + rb"(?P<json>[^<]*)</script>")


def write(report: bytes, *, edition: Edition | str, lang: Language = "zh") -> str:
    """Return the page that shows a report, as JSON in UTF-8, and lets it be changed.

    The blank report of an edition makes the blank form. The page speaks both languages; `lang` is
    the one it begins in.
    """
    data = _data(Edition(edition)) | {"draft": sha256(report).hexdigest()[:16]}
    style, script = _asset("page.css"), "".join(map(_asset, _SCRIPTS))
    words = data["words"]
    title = f"{_HEADING.in_language(lang)} ({edition})"
    return Template(_asset("page.html")).substitute(
        lang=_TAGS[lang],
        title=escape(title),
        noscript=escape(Bilingual(*words["noscript"]).in_language(lang)),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        report=_inert(report.decode()),
        data=_inert(json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
    )


def read(data: bytes) -> bytes:
    """Return the JSON of the report that a page was made from; `UnreadableError` if it holds none.

    What has been typed since is in the JSON that the page exports, not in the page.
    """
    match = _REPORT.search(data)
    if match is None:
        raise UnreadableError(
            Bilingual(
                "网页中没有报告数据；请在填报页中导出 JSON 后再读取",
                "the page holds no report; export the JSON from the form and read that",
            )
        )
    return match["json"]


def _asset(name: str) -> str:
    return files(__package__).joinpath("_form", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return what allows an inline script or style under a content security policy."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _inert(text: str) -> str:
    """Return JSON in which nothing can end the element that holds it or open another."""
    return text.replace("<", "\\u003c")


@cache
def _data(edition: Edition) -> dict[str, Any]:
    """Return what the page knows: the form, its arithmetic and its words."""
    printed, shape = form(edition), report_shape(edition)
    leaves = dict(_leaves(shape))
    return {
        "edition": edition,
        "heading": _HEADING,
        "words": json.loads(_asset("words.json")),
        "parts": [
            {"name": part.name, "heading": (part.heading, f"{number}. {part.gloss}")}
            for number, part in enumerate(printed.parts, 1)
        ],
        "prose": [part.name for part in printed.parts if not part.is_table],
        "tables": {name: list(_rows(rows, printed)) for name, rows in printed.tables.items()},
        "figures": {
            path: {"kind": _kind(leaves[path]), "label": label.text, "column": label.labels[-1]}
            for path, label in printed.figures.items()
        },
        "places": max(leaf.places for leaf in leaves.values() if isinstance(leaf, Amount)),
        "maximum": max(leaves[path].maximum for path in printed.figures),
        "identities": [
            {"rule": identity.rule, "left": identity.left, "right": identity.right}
            for identity in identities(edition)
        ],
        "rules": {i.rule: RULES[i.rule].message for i in identities(edition)},
        "metadata": [
            {"path": path, **_field(path, leaf)}
            for path, leaf in leaves.items()
            if path not in printed.figures
        ],
        "blank": dumps(from_dict(_blank(shape))).decode(),
    }


def _leaves(shape: Object, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the path and the shape of each value that may be null: the figures, the metadata."""
    for name, member in shape.members.items():
        match member:
            case Nullable():
                yield f"{prefix}{name}", member.shape
            case Object():
                yield from _leaves(member, f"{prefix}{name}.")
            case Named():
                yield from _leaves(class_shape(member.make), f"{prefix}{name}.")


def _blank(shape: Shape) -> Any:  # noqa: ANN401, PLR0911 - a JSON value; one case a shape
    """Return a report with nothing in it but one explanation, to show the keys and their order."""
    match shape:
        case Object() | Named():
            members = (
                shape.members if isinstance(shape, Object) else class_shape(shape.make).members
            )
            return {name: _blank(member) for name, member in members.items()}
        case Array(item=Named() as item) if "subsections" not in class_shape(item.make).members:
            return [_blank(item)]
        case Array():
            return []
        case Foreign():
            return {}
        case Choice():
            return shape.values[0]
        case Text():
            return ""
    return None


def _kind(leaf: Whole | Amount) -> str:
    if isinstance(leaf, Amount):
        return "amount"
    return "count" if leaf.minimum == 0 else "signed"


def _field(path: str, leaf: Shape) -> dict[str, Any]:
    """Return how a value of the metadata is asked for, and what it must look like."""
    match leaf:
        case Whole():
            return {"type": "year", "minimum": leaf.minimum, "maximum": leaf.maximum}
        case Choice():
            choices = "|".join(leaf.values)
            return {"type": "choice", "values": leaf.values, "pattern": f"^(?:{choices})$"}
        case Text():
            kind = "prose" if path in _LONG else "text"
            return {"type": kind, "pattern": leaf.pattern or ""}
    return {"type": "date", "pattern": DAY_PATTERN}


def _rows(rows: tuple[tuple[FormCell, ...], ...], printed: Form) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table, each label with its meaning in English."""
    glosses = {
        label.zh: label.en for figure in printed.figures.values() for label in figure.labels
    } | _GLOSSES
    bases = _bases(rows, printed)
    for row in rows:
        yield [
            {
                "figure": cell.figure,
                "label": (cell.text, glosses.get(cell.text) or bases.get(cell.text, cell.text)),
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
            }
            for cell in row
        ]


def _bases(rows: tuple[tuple[FormCell, ...], ...], printed: Form) -> Mapping[str, str]:
    """Return the article that each caption within a table quotes: that of the figures below."""
    found: dict[str, str] = {}
    caption = ""
    for row in rows:
        if len(row) == 1:
            caption = row[0].text
        elif (path := row[-1].figure) and caption:
            found[caption] = printed.figures[path].basis
    return found


_GLOSSES: Final = {
    label.zh: label.en for label in (APPLICANTS, CONTENT, LITIGATION, ORGANISATIONS, OUTCOMES)
} | {REQUESTS_NOTE: f"({BALANCE.en})"}
"""What the labels mean that lead to no single figure."""
