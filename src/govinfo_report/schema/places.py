"""Where a JSON pointer leads within a report, in the words of the form."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import attrs

from govinfo_report._shape import (
    Array,
    Named,
    Nullable,
    Object,
    Shape,
    class_shape,
    report_shape,
)
from govinfo_report.errors import Bilingual
from govinfo_report.form import OUTCOMES, form
from govinfo_report.schema.words import note
from govinfo_report.vocabulary import Edition

Path = tuple[str | int, ...]
"""The keys and indices that lead to a value."""

_TABLES: Final = MappingProxyType(
    {
        "proactive": Bilingual("表二", "table two"),
        "requests": Bilingual("表三", "table three"),
        "disputes": Bilingual("表四", "table four"),
    }
)


_LONGEST: Final = 8
"""How many labels are spelt out before those in the middle are left out."""


@attrs.frozen
class Place:
    """What stands at the end of a path."""

    label: Bilingual
    """How the form leads to it, `表三 第2行 商业企业`."""
    name: Bilingual
    """What it is called there, `商业企业`."""
    shape: Shape
    """What has to stand there, `null` aside."""
    order: tuple[int, ...]
    """Its rank among all places: the order of the form."""


def place(edition: Edition, path: Path) -> Place:
    """Return what is known of a path; beyond the schema, of the last place that it knows."""
    shape: Shape = report_shape(edition)
    where = "AnnualReport"
    labels: list[Bilingual] = []
    order: list[int] = []
    for step in path:
        match shape, step:
            case Object(), str() if step in shape.members:
                order.append(list(shape.members).index(step))
                shape, where = shape.members[step], f"{where}.{step}"
                labels.append(note(where, edition).label)
            case Array(), _ if str(step).isdecimal():
                order.append(int(step))
                shape = shape.item
                number = int(step) + 1
                labels.append(Bilingual(f"第{number}项", f"item {number}"))
            case _:
                break
        if isinstance(shape, Nullable):
            shape = shape.shape
        if isinstance(shape, Named):
            where, shape = shape.make.__name__, class_shape(shape.make)
    printed = _printed(edition).get(".".join(map(str, path)))
    label = printed or _joined(labels)
    return Place(label, labels[-1] if labels else label, shape, tuple(order))


def _joined(labels: list[Bilingual]) -> Bilingual:
    if not labels:
        return Bilingual("报告", "the report")
    if len(labels) > _LONGEST:
        labels = [*labels[:2], Bilingual("…", "…"), *labels[-2:]]
    zh, en = zip(*labels, strict=True)
    return Bilingual(" ".join(zh), ", ".join(en))


@cache
def _printed(edition: Edition) -> Mapping[str, Bilingual]:
    """Return how to point at each table, row and figure of the form, by its path."""
    printed = {}
    numbers = dict.fromkeys(_TABLES, 0)
    for path, figure in form(edition).figures.items():
        row, _ = path.rsplit(".", 1)
        name = row.split(".", 1)[0]
        table = _TABLES[name]
        if row not in printed:
            numbers[name] += 1
            number = Bilingual(f"第{numbers[name]}行", f"row {numbers[name]}")
            printed[name] = table
            printed[row] = _joined([table, number if name == "requests" else figure.labels[-2]])
        printed[path] = _joined([printed[row], figure.labels[-1]])
    printed["requests.outcomes"] = _joined([_TABLES["requests"], OUTCOMES])
    return MappingProxyType(printed)
