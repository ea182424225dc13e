"""`frames.check_series`: hold the reports of many organs against those of the year before."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import narwhals as nw

from govinfo_report.errors import require
from govinfo_report.frames.entering import DECIMAL, Frame, enter, own_figures, value
from govinfo_report.frames.findings import Clause, findings
from govinfo_report.frames.names import AMOUNTS, EDITIONS_OF, FIGURES, PLACES, column
from govinfo_report.rules.proactive import FEES, IMPLAUSIBLE_AMOUNT, SLIP
from govinfo_report.rules.series import JUMP_FACTOR, JUMP_SIZE
from govinfo_report.vocabulary import Applicant, Edition, Measure, ProactiveItem

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

_PREVIOUS: Final = "__previous_"  # no name of a user's column starts like this
_ONE_AMOUNT: Final = nw.Decimal(27, PLACES)  # narrow enough to be multiplied on every engine


def check_series(frame: "IntoFrameT", *, organ: str = "agency") -> "IntoFrameT":
    """Return where reports disagree with those of the same organ in the year before.

    The frame is as for `check`, with a column that tells the organs apart, and `year`. So is the
    result, with the values of the `check_series` of one organ's reports; `series-gap` has no
    figures. What a frame does not hold is not compared: prose, and whether it is one organ's.
    Reports whose organ or year is null take no part. Of several of an organ in one year each but
    the first, in the order of `source`, is a gap. `UnfitInputError` as for `check`.
    """
    require("organ", organ, str)
    entered = enter(frame, FIGURES, keys=[organ, "year"])
    organ = column(organ)
    known = entered.frame.filter(
        ~nw.col(organ).is_null(),
        ~nw.col("year").is_null(),
        nw.col("edition").is_in([*map(str, Edition)]),
    )
    order = ["year", *({"source"} & {*entered.keys})]
    beside_previous = _by_sorting if known.implementation in _SORTED else _by_window
    pairs = beside_previous(own_figures(known, FIGURES), organ, order)
    result: IntoFrameT = entered.leave(findings(pairs, entered.keys, _CLAUSES))
    return result


_SORTED: Final = {nw.Implementation.POLARS, nw.Implementation.PYARROW}
_NAMES: Final = ("year", *map(column, FIGURES))


def _by_sorting(frame: Frame, organ: str, order: list[str]) -> Frame:
    """Return each report beside the one before it of the same organ, without those that have none.

    To sort once takes a fraction of the time that a window takes for each column.
    """
    names = (organ, *_NAMES)
    if frame.implementation.is_polars():
        import polars as pl

        native = frame.to_native().sort(organ, *order)
        beside: Frame = nw.from_native(
            native.with_columns(pl.col(*names).shift(1).name.prefix(_PREVIOUS))
        )
    else:
        beside = frame.sort(organ, *order).with_columns(
            nw.col(*names).shift(1).name.prefix(_PREVIOUS)
        )
    return beside.filter(nw.col(organ) == nw.col(_PREVIOUS + organ))


def _by_window(frame: Frame, organ: str, order: list[str]) -> Frame:
    """Return each report beside the one before it of the same organ, nulls where there is none."""
    previous = nw.col(*_NAMES).shift(1).over(organ, order_by=order)
    return frame.with_columns(previous.name.prefix(_PREVIOUS))


def _before(path: str) -> nw.Expr:
    return nw.col(_PREVIOUS + column(path))


def _clauses() -> Iterator[Clause]:
    follows = nw.col("year") == nw.col(_PREVIOUS + "year") + 1
    for name in (*Applicant, "total"):
        path = f"requests.carried_over.{name}"
        before = _before(f"requests.carried_forward.{name}")
        yield _compared("series-carry", path, follows & (value(path) != before), before)
    for item in (ProactiveItem.REGULATIONS, ProactiveItem.NORMATIVE_DOCUMENTS):
        paths = tuple(
            f"proactive.{item}.{measure}"
            for measure in (Measure.IN_FORCE, Measure.ISSUED, Measure.REPEALED)
        )
        now, issued, repealed = map(value, paths)
        expected = _before(paths[0]) + issued - repealed
        breaks = follows & (now != expected)
        yield Clause("series-in-force", {Edition.E2021: paths}, breaks, expected, now)
    is_slip = _either_way(FEES, _is_in_another_unit)
    for path in FIGURES:
        if not path.endswith(f".{Measure.CHANGE}"):
            jumps = _either_way(path, _is_a_jump)
            if path == FEES:
                jumps &= ~is_slip
            yield _compared("series-jump", path, follows & jumps, _before(path))
    is_plausible = value(FEES) < nw.lit(int(IMPLAUSIBLE_AMOUNT)).cast(DECIMAL)
    yield _compared("implausible-unit", FEES, follows & is_slip & is_plausible, None)
    expected = (nw.col(_PREVIOUS + "year") + 1).cast(nw.Int64)
    yield Clause("series-gap", {}, ~follows, expected, nw.col("year").cast(nw.Int64))


def _either_way(path: str, is_so: Callable[[nw.Expr, nw.Expr], nw.Expr]) -> nw.Expr:
    """Say whether the one or the other year's figure is the higher one of such two."""
    now, before = value(path), _before(path)
    if path in AMOUNTS:
        now, before = now.cast(_ONE_AMOUNT), before.cast(_ONE_AMOUNT)
    return is_so(now, before) | is_so(before, now)


def _is_a_jump(high: nw.Expr, low: nw.Expr) -> nw.Expr:
    return (high >= JUMP_SIZE) & (high > low * nw.lit(Decimal(JUMP_FACTOR)))


def _is_in_another_unit(high: nw.Expr, low: nw.Expr) -> nw.Expr:
    least, most = (low * nw.lit(Decimal(times)) for times in SLIP)
    return (low > 0) & (high >= least) & (high <= most)


def _compared(rule: str, path: str, breaks: nw.Expr, expected: nw.Expr | None) -> Clause:
    """Return a clause on one figure."""
    figures = dict.fromkeys(EDITIONS_OF[path], (path,))
    return Clause(rule, figures, breaks, expected, value(path), is_of_amounts=path in AMOUNTS)


_CLAUSES: Final = tuple(_clauses())
