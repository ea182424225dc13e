"""Findings as rows: from expressions that say of a row which rules it breaks."""

from collections.abc import Iterable, Mapping, Sequence
from operator import or_
from typing import Final

import attrs
import narwhals as nw

from govinfo_report.frames.entering import DECIMAL, Frame, combined
from govinfo_report.vocabulary import Edition


@attrs.frozen
class Clause:
    """A rule on certain figures: when they break it, and what it expects and they say then."""

    rule: str
    figures: Mapping[Edition, tuple[str, ...]]
    """The paths of the figures, which may not be the same in each edition."""
    breaks: nw.Expr
    expected: nw.Expr | None
    actual: nw.Expr
    is_of_amounts: bool = False


# Names that no column of a user has.
_CLAUSE: Final = "__clause"
_BREAKS: Final = "__breaks"
_EXPECTED: Final = "__expected"
_ACTUAL: Final = "__actual"


def findings(frame: Frame, keys: Iterable[str], clauses: Sequence[Clause]) -> Frame:
    """Return one row for each clause that a row of the frame breaks.

    It has the keys, the edition among them, then `rule`, `figures` (a list of paths, null where
    there are none), `expected` and `actual`. Rows of other editions than ours must be gone.
    """
    numbered = {str(number): clause for number, clause in enumerate(clauses)}
    said = frame.select(
        *keys,
        *(c.breaks.alias(_BREAKS + n) for n, c in numbered.items()),
        *(c.expected.alias(_EXPECTED + n) for n, c in numbered.items() if c.expected is not None),
        *(c.actual.alias(_ACTUAL + n) for n, c in numbered.items()),
    )
    if not said.implementation.is_duckdb():  # which works out anew what it filters by
        said = said.filter(combined(or_, (nw.col(_BREAKS + number) for number in numbered)))
    broken = nw.concat_str(
        *(nw.when(nw.col(_BREAKS + number)).then(nw.lit(number)) for number in numbered),
        separator=",",
        ignore_nulls=True,
    )
    listed = said.with_columns(broken.str.split(",").alias(_CLAUSE))
    found = _exploded(listed).filter(nw.col(_CLAUSE) != "")
    with_expected = {n: c for n, c in numbered.items() if c.expected is not None}
    return found.select(
        *keys,
        _rule(found, numbered).alias("rule"),
        _figures(found, numbered).alias("figures"),
        _value(with_expected, _EXPECTED).alias("expected"),
        _value(numbered, _ACTUAL).alias("actual"),
    )


def _rule(found: Frame, clauses: Mapping[str, Clause]) -> nw.Expr:
    rules = {number: clause.rule for number, clause in clauses.items()}
    if found.implementation.is_polars():  # where the fastest way is one that not all engines have
        return nw.col(_CLAUSE).replace_strict(rules, return_dtype=nw.String)
    return _looked_up(nw.col(_CLAUSE), rules)


def _figures(found: Frame, clauses: Mapping[str, Clause]) -> nw.Expr:
    """Return the paths of the figures of the clause that the row is a finding of, as a list."""
    paths = {
        f"{number} {edition}": list(of_edition)
        for number, clause in clauses.items()
        for edition, of_edition in clause.figures.items()
    }
    place = nw.concat_str(_CLAUSE, "edition", separator=" ")
    if found.implementation.is_polars():  # likewise
        kind = nw.List(nw.String())
        return place.replace_strict([*paths], [*paths.values()], default=None, return_dtype=kind)
    return _looked_up(place, {p: " ".join(listed) for p, listed in paths.items()}).str.split(" ")


def _looked_up(key: nw.Expr, table: Mapping[str, str]) -> nw.Expr:
    """Return the text that a table has for a key."""
    return nw.coalesce(*(nw.when(key == k).then(nw.lit(text)) for k, text in table.items()))


def _value(clauses: Mapping[str, Clause], name: str) -> nw.Expr:
    """Return what the clause that the row is a finding of has under a name, as a decimal."""
    counts = [n for n, clause in clauses.items() if not clause.is_of_amounts]
    amounts = [n for n, clause in clauses.items() if clause.is_of_amounts]
    chosen = [_chosen(name, numbers).cast(DECIMAL) for numbers in (counts, amounts) if numbers]
    return nw.coalesce(*chosen) if chosen else nw.lit(None).cast(DECIMAL)


def _chosen(name: str, numbers: Iterable[str]) -> nw.Expr:
    return nw.coalesce(
        *(nw.when(nw.col(_CLAUSE) == number).then(nw.col(name + number)) for number in numbers)
    )


def _exploded(frame: Frame) -> Frame:
    """Return a row for each item of the list of clauses, of which there is always one at least."""
    native = frame.to_native()
    if frame.implementation.is_duckdb():  # for which narwhals would look at each list twice
        import duckdb

        items = duckdb.FunctionExpression("unnest", duckdb.ColumnExpression(_CLAUSE))
        others = duckdb.StarExpression(exclude=[_CLAUSE])
        native = native.select(others, items.alias(_CLAUSE))
    elif frame.implementation.is_pyarrow():
        import pyarrow.compute as pc

        table = native.combine_chunks()
        lists = table.column(_CLAUSE)
        rows = table.drop_columns(_CLAUSE).take(pc.list_parent_indices(lists))
        native = rows.append_column(_CLAUSE, pc.list_flatten(lists))
    else:
        return frame.explode(_CLAUSE)
    exploded: Frame = nw.from_native(native)
    return exploded
