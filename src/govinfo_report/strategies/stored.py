"""Reports as JSON, in every way to write them; and documents that are wrong in one place."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from govinfo_report.codec import dumps
from govinfo_report.model import MAX_COUNT, AnnualReport, figure_paths
from govinfo_report.strategies.reports import reports
from govinfo_report.vocabulary import Edition, Measure

Json = dict[str, Any]


class JsonDocument(NamedTuple):
    """A JSON document and what is to be said of it."""

    data: bytes
    report: AnnualReport | None
    """The report that it is; none if it is invalid."""
    faults: tuple[str, ...]
    """The JSON pointers at which a validator finds something wrong; none if it is valid."""

    @property
    def is_valid(self) -> bool:
        """Whether it is a report: what the schema says, and `loads`."""
        return not self.faults


@st.composite
def json_documents(
    draw: st.DrawFn, *, valid: bool | None = None, edition: Edition | str | None = None
) -> JsonDocument:
    """Draw a JSON document with the expected verdict; of either kind unless `valid` says which.

    Valid ones may hold blanks and are written in any way that JSON allows: order of keys, white
    space, escapes, `3.0` for `3`. Invalid ones are wrong in one place, in a way that the published
    schema names: a key too many or missing, a value of another type or out of its range.
    """
    if valid is None:
        valid = draw(st.booleans())
    report = draw(reports(edition, complete=draw(st.booleans())))
    document: Json = json.loads(dumps(report))
    fault = None if valid else _spoil(draw, document, report.edition)
    data = _written(draw, document)
    return JsonDocument(data, report, ()) if fault is None else JsonDocument(data, None, (fault,))


def _written(draw: st.DrawFn, document: Json) -> bytes:
    is_ordered, is_ascii, has_points = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    indent = draw(st.sampled_from((None, 0, 2, "\t")))
    if has_points:
        document = _pointed(document)
    return json.dumps(document, ensure_ascii=is_ascii, indent=indent, sort_keys=is_ordered).encode()


def _pointed(value: Any) -> Any:  # noqa: ANN401 - any level of a document
    """Return a document whose integers are written with a point and a zero, if floats hold them."""
    if isinstance(value, dict):
        return {key: _pointed(inner) for key, inner in value.items()}
    return float(value) if type(value) is int and abs(value) <= MAX_COUNT else value


# ── what is wrong ────────────────────────────────────────────────────────────────────────────

_NO_TEXT: Final[tuple[object, ...]] = (3, True, ["无"], {})
_NO_COUNT: Final[tuple[object, ...]] = ("3", "", True, 0.5, [], -1, MAX_COUNT + 1)
_NO_CHANGE: Final[tuple[object, ...]] = ("增3", True, 0.5, {}, -MAX_COUNT - 1, MAX_COUNT + 1)
_NO_AMOUNT: Final[tuple[object, ...]] = ("52.15万元", False, [], -0.5, MAX_COUNT + 1)
_NO_OBJECT: Final[tuple[object, ...]] = (None, [], "", 0)
_WRONG: Final[tuple[tuple[str, tuple[object, ...]], ...]] = (
    ("/edition", ("2020", 2021, None)),
    ("/year", (1948, 10_000, "2021", 0.5)),
    ("/published", ("2022-1-28", "2022-02-30", 20220128)),
    ("/agency/kind", ("ministry", 1)),
    ("/agency/credit_code", ("11310000MB0000000", "11310000MB000000I8", 1)),
    ("/agency/region_code", ("31000", "31000O", 310000)),
    *(
        (pointer, _NO_TEXT)
        for pointer in ("/agency/name", "/title", "/preface", "/source", "/overview/text")
    ),
    *((pointer, _NO_OBJECT) for pointer in ("/agency", "/requests/received", "/extensions")),
    ("/overview/subsections", (None, {}, "")),
)
"""Places other than figures, and what they cannot hold."""


def _spoil(draw: st.DrawFn, document: Json, edition: Edition) -> str:
    """Make a document wrong in one place, and return where a validator says so."""
    return draw(_MANNERS)(draw, document, edition)


def _miscount(draw: st.DrawFn, document: Json, edition: Edition) -> str:
    path = draw(st.sampled_from(figure_paths(edition)))
    measure = path.rpartition(".")[2]
    wrong = {Measure.AMOUNT.value: _NO_AMOUNT, Measure.CHANGE.value: _NO_CHANGE}
    pointer = "/" + path.replace(".", "/")
    _put(document, pointer, draw(st.sampled_from(wrong.get(measure, _NO_COUNT))))
    return pointer


def _misstate(draw: st.DrawFn, document: Json, _: Edition) -> str:
    pointer, values = draw(st.sampled_from(_WRONG))
    _put(document, pointer, draw(st.sampled_from(values)))
    return pointer


def _lose(draw: st.DrawFn, document: Json, _: Edition) -> str:
    pointer, inner = draw(st.sampled_from(tuple(_objects("", document))))
    del inner[draw(st.sampled_from(tuple(inner)))]
    return pointer


def _add(draw: st.DrawFn, document: Json, _: Edition) -> str:
    pointer, inner = draw(st.sampled_from(tuple(_objects("", document))))
    key = draw(st.sampled_from(("未知", "Total", "__proto__")))
    inner[key] = None
    return f"{pointer}/{key}"


_Manner = Callable[[st.DrawFn, Json, Edition], str]
_MANNERS: Final[st.SearchStrategy[_Manner]] = st.sampled_from((_miscount, _misstate, _lose, _add))


def _put(document: Json, pointer: str, value: object) -> None:
    _, *parents, key = pointer.split("/")
    for parent in parents:
        document = document[parent]
    document[key] = value


def _objects(pointer: str, value: Json) -> Iterator[tuple[str, Json]]:
    """Yield the objects that have fixed keys; foreign data have none, but are empty here."""
    yield pointer, value
    for key, inner in value.items():
        if isinstance(inner, dict) and inner:
            yield from _objects(f"{pointer}/{key}", inner)
