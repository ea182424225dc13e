"""`frames.check`: hold many reports against the rules on figures, on the user's own engine."""

from collections.abc import Collection, Iterable
from operator import and_
from typing import TYPE_CHECKING, Final

import narwhals as nw

from govinfo_report.errors import Bilingual, UnfitInputError
from govinfo_report.frames.clauses import CLAUSES, Quick
from govinfo_report.frames.entering import combined, enter, has_foreign_figures, own_figures
from govinfo_report.frames.findings import findings
from govinfo_report.rules.catalogue import select
from govinfo_report.vocabulary import Edition

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

RULES: Final = frozenset(each.clause.rule for each in CLAUSES)
"""The rules that are held on frames: sums and comparisons of the figures of one report."""

_SUSPECT: Final = "__suspect"  # a name that no column of a user has
_NONE_HELD: Final = Bilingual(
    f"这些规则都不能在数据表上检查；可检查：{'、'.join(sorted(RULES))}",
    f"none of these rules is held on frames; those are: {', '.join(sorted(RULES))}",
)


def check(frame: "IntoFrameT", *, rules: str | Iterable[str] = "all") -> "IntoFrameT":
    """Return where reports break the rules on figures, one row a finding.

    The frame has the columns of `to_frame`, one row a report: a Polars frame, a DuckDB relation, a
    table of PyArrow or pandas. PyArrow comes with the extra, any other engine is for the user to
    install. The result is of the same kind, and lazy where that is: every column that is no figure,
    then `rule`, `figures` (a list of paths), `expected` and `actual` (decimals), with the values of
    the `check` of one report. Of the rules only those in `RULES` are held, and there must be one. A
    row whose edition is neither 2019 nor 2021 is held to nothing.
    `UnfitInputError` for a missing column or one of a wrong type, `UnknownRuleError` for an id that
    is no rule's.
    """
    wanted = select(rules)
    held = [each for each in CLAUSES if each.clause.rule in wanted]
    if not held:
        raise UnfitInputError(_NONE_HELD)
    paths = {path for each in held for figures in each.clause.figures.values() for path in figures}
    entered = enter(frame, paths)
    # Findings are rare. So each step leaves fewer rows to the next, dearer one. What is filtered
    # by is a column first, else Polars would evaluate it while it reads the file, which takes much
    # longer.
    suspects = entered.frame.with_columns(_is_suspect(held, paths).alias(_SUSPECT))
    suspects = own_figures(suspects.filter(nw.col(_SUSPECT)), paths)
    suspects = suspects.with_columns(
        expression.alias(name) for each in held for name, expression in each.columns.items()
    )
    found = findings(suspects, entered.keys, [each.clause for each in held])
    result: IntoFrameT = entered.leave(found)
    return result


def _is_suspect(held: Collection[Quick], paths: Iterable[str]) -> nw.Expr:
    """Say quickly of each row whether it may break any of the clauses; some do not that may.

    What the row has in columns of another edition would disturb the sums: such a row may.
    """
    rules = {each.clause.rule for each in held}
    all_hold = combined(and_, (each.holds for each in held if each.follows_from not in rules))
    is_suspect = ~all_hold.fill_null(value=False) | has_foreign_figures(paths)
    return is_suspect & nw.col("edition").is_in([*map(str, Edition)])
