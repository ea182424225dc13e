"""`frames.check`: hold many reports against the rules on figures, on the user's own engine."""

from collections.abc import Collection, Iterable, Mapping
from operator import and_
from typing import TYPE_CHECKING, Final

import narwhals as nw

from govinfo_report.errors import Bilingual, UnfitInputError
from govinfo_report.frames.clauses import CLAUSES, Clause
from govinfo_report.frames.entering import (
    DECIMAL,
    Frame,
    combined,
    enter,
    has_foreign_figures,
    own_figures,
)
from govinfo_report.rules.catalogue import select

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

RULES: Final = frozenset(clause.rule for clause in CLAUSES)
"""The rules that are held on frames: sums and comparisons of the figures of one report."""

# Names that no column of a user has.
_CLAUSE: Final = "__clause"
_EXPECTED: Final = "__expected"
_ACTUAL: Final = "__actual"
_NONE_HELD: Final = Bilingual(
    f"这些规则都不能在数据表上检查；可检查：{'、'.join(sorted(RULES))}",
    f"none of these rules is held on frames; those are: {', '.join(sorted(RULES))}",
)


def check(frame: "IntoFrameT", *, rules: str | Iterable[str] = "all") -> "IntoFrameT":
    """Return where reports break the rules on figures, one row a finding.

    The frame has the columns of `to_frame`, one row a report: a Polars frame, a DuckDB relation, a
    table of PyArrow or pandas. The result is of the same kind, and lazy where that is: every column
    that is no figure, then `rule`, `figures` (a list of paths), `expected` and `actual` (decimals),
    with the values of the `check` of one report. Of the rules only those in `RULES` are held, and
    there must be one. A row whose edition is neither 2019 nor 2021 is held to nothing.
    `UnfitInputError` for a missing column or one of a wrong type, `UnknownRuleError` for an id that
    is no rule's.
    """
    wanted = select(rules)
    clauses = {str(n): clause for n, clause in enumerate(CLAUSES) if clause.rule in wanted}
    if not clauses:
        raise UnfitInputError(_NONE_HELD)
    paths = {path for c in clauses.values() for paths in c.figures.values() for path in paths}
    entered = enter(frame, paths)
    # Findings are rare. So each step leaves fewer rows to the next, dearer one: first those whose
    # sums agree, then those whose blanks explain why they do not. What is filtered by is a column
    # first, else Polars would evaluate it while it reads the file, which takes much longer.
    suspects = entered.frame.with_columns(_is_suspect(clauses.values(), paths).alias(_CLAUSE))
    suspects = own_figures(suspects.filter(nw.col(_CLAUSE)), paths)
    broken = suspects.select(
        *entered.keys,
        nw.concat_str(
            *(nw.when(c.breaks).then(nw.lit(number)) for number, c in clauses.items()),
            separator=",",
            ignore_nulls=True,
        ).alias(_CLAUSE),
        *(c.expected.cast(DECIMAL).alias(f"{_EXPECTED}{n}") for n, c in clauses.items()),
        *(c.actual.cast(DECIMAL).alias(f"{_ACTUAL}{n}") for n, c in clauses.items()),
    ).filter(nw.col(_CLAUSE) != "")
    found = _exploded(broken.with_columns(nw.col(_CLAUSE).str.split(",")))
    result: IntoFrameT = entered.leave(
        found.select(
            *entered.keys,
            _looked_up(nw.col(_CLAUSE), {n: c.rule for n, c in clauses.items()}).alias("rule"),
            _figures(found, clauses).alias("figures"),
            _chosen(clauses, _EXPECTED).alias("expected"),
            _chosen(clauses, _ACTUAL).alias("actual"),
        )
    )
    return result


def _is_suspect(clauses: Collection[Clause], paths: Iterable[str]) -> nw.Expr:
    """Say quickly of each row whether it may break any of the clauses; some do not that may.

    What the row has in columns of another edition would disturb the sums: such a row may.
    """
    rules = {clause.rule for clause in clauses}
    holds = [clause.holds for clause in clauses if clause.follows_from not in rules]
    return ~combined(and_, holds).fill_null(value=False) | has_foreign_figures(paths)


def _chosen(clauses: Iterable[str], name: str) -> nw.Expr:
    """Return the value that belongs to the clause that the row is a finding of."""
    return nw.coalesce(
        *(nw.when(nw.col(_CLAUSE) == number).then(nw.col(f"{name}{number}")) for number in clauses)
    )


def _figures(found: Frame, clauses: Mapping[str, Clause]) -> nw.Expr:
    """Return the paths of the figures of the clause that the row is a finding of, as a list."""
    paths = {
        f"{number} {edition}": of_edition
        for number, clause in clauses.items()
        for edition, of_edition in clause.figures.items()
    }
    place = nw.concat_str(_CLAUSE, "edition", separator=" ")
    if found.implementation.is_polars():  # where the fastest way is one that not all engines have
        kind = nw.List(nw.String)
        return place.replace_strict([*paths], [*paths.values()], return_dtype=kind)
    return _looked_up(
        place, {p: " ".join(of_edition) for p, of_edition in paths.items()}
    ).str.split(" ")


def _looked_up(key: nw.Expr, table: Mapping[str, str]) -> nw.Expr:
    """Return the text that a table has for a key."""
    return nw.coalesce(*(nw.when(key == k).then(nw.lit(text)) for k, text in table.items()))


def _exploded(frame: Frame) -> Frame:
    """Return a row for each item of the list of clauses."""
    if not frame.implementation.is_pyarrow():
        return frame.explode(_CLAUSE, empty_as_null=False, keep_nulls=False)
    import pyarrow.compute as pc

    table = frame.to_native().combine_chunks()
    lists = table.column(_CLAUSE)
    rows = table.drop_columns(_CLAUSE).take(pc.list_parent_indices(lists))
    exploded: Frame = nw.from_native(rows.append_column(_CLAUSE, pc.list_flatten(lists)))
    return exploded
