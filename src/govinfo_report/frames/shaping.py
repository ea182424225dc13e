"""Frames of reports in other shapes: long, and summed up."""

from collections.abc import Iterable, Mapping
from operator import add, or_
from typing import TYPE_CHECKING, Final

import narwhals as nw

from govinfo_report.errors import Bilingual, UnfitInputError, require, several
from govinfo_report.frames.entering import (
    DECIMAL,
    Frame,
    combined,
    enter,
    has_blank,
    own_figures,
    value,
)
from govinfo_report.frames.names import EDITIONS_OF, FIGURES, column
from govinfo_report.vocabulary import (
    DisputeKind,
    DisputeResult,
    Edition,
    Outcome,
    OutcomeCategory,
)

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT


_BLANK: Final = nw.lit(-(10**18)).cast(DECIMAL)  # what no figure can be


def long(frame: "IntoFrameT") -> "IntoFrameT":
    """Return one row for each figure of each report: the keys, `figure` (its path) and `value`.

    The frame is as for `check`. Each report has the figures of its edition, blanks as nulls;
    all values are decimals. `UnfitInputError` as for `check`.
    """
    entered = enter(frame, FIGURES)
    # DuckDB would leave blanks out; and Spark would fill nulls with what is no decimal.
    alike = entered.frame.with_columns(
        nw.when(~value(path).is_null())
        .then(value(path).cast(DECIMAL))
        .otherwise(_BLANK)
        .alias(column(path))
        for path in FIGURES
    )
    figures = _unpivoted(alike, entered.keys)
    foreign = {
        edition: [column(path) for path in FIGURES if edition not in EDITIONS_OF[path]]
        for edition in Edition
    }
    own = figures.filter(
        combined(
            or_,
            (
                (nw.col("edition") == str(edition)) & ~nw.col("figure").is_in(names)
                for edition, names in foreign.items()
            ),
        )
    )
    path = nw.col("figure").cast(nw.String).str.replace_all("__", ".", literal=True)
    known = nw.when(nw.col("value") != _BLANK).then(nw.col("value"))
    result: IntoFrameT = entered.leave(own.with_columns(path.alias("figure"), known.alias("value")))
    return result


def _unpivoted(frame: Frame, keys: Iterable[str]) -> Frame:
    """Return a row for each figure: the keys, `figure` (a column) and `value`."""
    if frame.implementation.is_duckdb():  # narwhals would leave the connection of the relation
        quoted = ", ".join('"' + key.replace('"', '""') + '"' for key in keys)
        others = f"COLUMNS(* EXCLUDE ({quoted}))"
        sql = f"UNPIVOT reports ON {others} INTO NAME figure VALUE value"
        unpivoted: Frame = nw.from_native(frame.to_native().query("reports", sql))
        return unpivoted
    figures = [*map(column, FIGURES)]
    return frame.unpivot(figures, index=[*keys], variable_name="figure", value_name="value")


def summary(
    frame: "IntoFrameT", *, by: str | Iterable[str] = ("region_code", "year"), digits: int = 6
) -> "IntoFrameT":
    """Return for each group of reports how requests and the disputes over them ended.

    The frame is as for `check`; `by` names the column or columns that make a group, of which rows
    with a null are left out. Of `region_code` as many digits count as are given: 2 for provinces, 4
    for prefectures. The columns of the result are those of the group, `reports` (how many there
    are), `incomplete` (how many of them have a blank among what is added up) and the sums of the
    totals that the reports print: `received`, `handled`, each `OutcomeCategory`, each reason to
    refuse, as `refused_state_secret`; `reviews` and `lawsuits`, and how many of them were
    `_corrected`. A blank adds nothing. `UnfitInputError` as for `check`, or without a column to
    group by.
    """
    groups = [by] if isinstance(by, str) else list(several("by", by, str))
    require("digits", digits, int)
    if not groups:
        raise UnfitInputError(Bilingual("至少按一列分组", "name at least one column to group by"))
    entered = enter(frame, _SUMMED, keys=groups)
    own = own_figures(entered.frame, _SUMMED)
    if "region_code" in groups:
        own = own.with_columns(nw.col("region_code").str.slice(0, digits))
    rows = own.with_columns(
        *(
            combined(add, (value(p).fill_null(0) for p in paths)).alias(name)
            for name, paths in _SUMS.items()
        ),
        has_blank(_SUMMED).cast(nw.Int64).alias("incomplete"),
    )
    found = rows.group_by(*map(column, groups), drop_null_keys=True).agg(
        nw.len().alias("reports"), nw.col("incomplete", *_SUMS).sum()
    )
    found = found.with_columns(nw.col("reports", "incomplete", *_SUMS).cast(nw.Int64))
    result: IntoFrameT = entered.leave(found)
    return result


def _outcomes(category: OutcomeCategory) -> list[str]:
    return [f"requests.outcomes.{each}.total" for each in Outcome if each.category is category]


_REVIEW, *_LAWSUITS = DisputeKind
_SUMS: Final[Mapping[str, list[str]]] = {
    "received": ["requests.received.total"],
    "handled": ["requests.outcomes_total.total"],
    **{str(category): _outcomes(category) for category in OutcomeCategory},
    **{
        f"{OutcomeCategory.REFUSED}_{path.split('.')[2]}": [path]
        for path in _outcomes(OutcomeCategory.REFUSED)
    },
    "reviews": [f"disputes.{_REVIEW}.total"],
    "reviews_corrected": [f"disputes.{_REVIEW}.{DisputeResult.CORRECTED}"],
    "lawsuits": [f"disputes.{kind}.total" for kind in _LAWSUITS],
    "lawsuits_corrected": [f"disputes.{kind}.{DisputeResult.CORRECTED}" for kind in _LAWSUITS],
}
_SUMMED: Final = tuple(dict.fromkeys(path for paths in _SUMS.values() for path in paths))
