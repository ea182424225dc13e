"""`frames.rollup`: hold the reports of parent organs against the sums of their subordinates'."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import narwhals as nw

from govinfo_report.errors import require
from govinfo_report.frames.entering import DECIMAL, Frame, enter, own_figures, value
from govinfo_report.frames.findings import Clause, findings
from govinfo_report.frames.names import (
    AMOUNTS,
    EDITIONS_OF,
    FIGURES,
    PLACES,
    PRINTED,
    column,
    printed_places,
)
from govinfo_report.vocabulary import Edition, Measure

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

# Names that no column of a user has.
_ORGAN: Final = "__organ"
_YEAR: Final = "__year"
_SUM: Final = "__sum_"
_KNOWN: Final = "__known_"
_ADDENDS: Final = "__addends"
_LEEWAY: Final = "__leeway_"
_NARROW: Final = nw.Decimal(33, PLACES)


def rollup(
    parents: "IntoFrameT",
    children: "IntoFrameT",
    *,
    organ: str = "agency",
    parent: str = "parent",
) -> "IntoFrameT":
    """Return the figures of parent organs that are not the sum of their subordinates' of that year.

    Both frames are as for `check`, of one engine and with `year`; they may be the same. In that of
    the children the column `parent` has what the parent has in the column `organ`. The report of
    the parent's own office is one more child. So is the result as for `check`, one row a finding,
    with the values of `check_rollup`; of a child on another edition, what both forms count is added
    up and the rest taken for blank. Parents without children are not judged. `UnfitInputError` as
    for `check`.
    """
    require("organ", organ, str)
    require("parent", parent, str)
    above = enter(parents, [*FIGURES, *PRINTED], keys=[organ, "year"])
    below = enter(children, [*FIGURES, *PRINTED], keys=[parent, "year"])
    pairs = _of_our_editions(above.frame).join(
        _sums(_of_our_editions(below.frame), column(parent)),
        left_on=[column(organ), "year"],
        right_on=[_ORGAN, _YEAR],
        how="inner",
    )
    # Apart, as DuckDB takes minutes to plan both at once.
    counts = [clause for clause in _CLAUSES if not clause.is_of_amounts]
    amounts = [clause for clause in _CLAUSES if clause.is_of_amounts]
    found = [findings(pairs, above.keys, clauses) for clauses in (counts, amounts)]
    result: IntoFrameT = above.leave(nw.concat(found))
    return result


def _of_our_editions(frame: Frame) -> Frame:
    return own_figures(frame.filter(nw.col("edition").is_in([*map(str, Edition)])), FIGURES)


def _sums(children: Frame, parent: str) -> Frame:
    """Return for each parent and year what its children's figures add up to, and how exactly."""
    leeways = (
        nw.when(value(path) != 0).then(_unit(path, places)).alias(_leeway(path, places))
        for path in AMOUNTS
        for places in range(PLACES + 1)
    )
    figures = [*map(column, FIGURES)]
    units = [_leeway(path, places) for path in AMOUNTS for places in range(PLACES + 1)]
    named = children.select(
        nw.col(parent).alias(_ORGAN), nw.col("year").alias(_YEAR), *figures, *leeways
    )
    return named.group_by(_ORGAN, _YEAR, drop_null_keys=True).agg(
        nw.len().alias(_ADDENDS),
        nw.col(*figures).count().name.prefix(_KNOWN),
        nw.col(*figures).sum().name.prefix(_SUM),
        nw.col(*units).sum(),
    )


def _unit(path: str, most: int) -> nw.Expr:
    """Return a unit of the last place printed of an amount, or of another place if coarser."""
    printed = value(printed_places(path))
    steps = [nw.lit(Decimal(1).scaleb(-places)).cast(DECIMAL) for places in range(most + 1)]
    unit = steps[most]
    for places in reversed(range(most)):
        unit = nw.when(printed <= places).then(steps[places]).otherwise(unit)
    return unit


def _leeway(path: str, places: int) -> str:
    return f"{_LEEWAY}{places}_{column(path)}"


def _clauses() -> Iterator[Clause]:
    for path in FIGURES:
        nothing = nw.lit(0).cast(DECIMAL if path in AMOUNTS else nw.Int64)
        total = nw.coalesce(nw.col(_SUM + column(path)), nothing)
        all_known = nw.col(_KNOWN + column(path)) == nw.col(_ADDENDS)
        too_much, too_little = total > value(path), total < value(path)
        if path in AMOUNTS:
            # Half a unit of leeway for each addend: both sides are doubled.
            leeway = nw.coalesce(
                *(
                    nw.when(value(printed_places(path)) <= places).then(
                        nw.col(_leeway(path, places))
                    )
                    for places in range(PLACES)
                ),
                nw.col(_leeway(path, PLACES)),
                nothing,
            )
            # Narrow enough that no engine runs out of digits in adding them up.
            total, amount, leeway = (each.cast(_NARROW) for each in (total, value(path), leeway))
            off = total - amount
            too_much, too_little = off + off > leeway, off + off + leeway < 0
        if path.endswith(f".{Measure.CHANGE}"):  # a blank may be any number
            too_much &= all_known
        yield Clause(
            "rollup-total",
            dict.fromkeys(EDITIONS_OF[path], (path,)),
            too_much | (too_little & all_known),
            total,
            value(path),
            is_of_amounts=path in AMOUNTS,
        )


_CLAUSES: Final = tuple(_clauses())
