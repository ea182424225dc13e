"""Hold many reports against all identities, and measure it against reading them and against peers.

`python benchmarks/bench_frames.py [REPORTS [TURNS]]` prints tables in Markdown. The reports are
generated: 6 % have a fault, and in one of the two files 20 % have blanks. Peers are the same
meaning written by hand in Polars and in SQL; their findings are compared before anything is
measured. Each case writes what it finds to Parquet. Cases take turns, after one turn to warm up;
times are medians, by the clock and of the processors: on a machine that others use only the latter
tells much.
"""

import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import duckdb
import narwhals as nw
import polars as pl
import pyarrow.parquet as pq
from generated_reports import batches

from govinfo_report import Edition, frames, identities
from govinfo_report.frames import SCHEMA
from govinfo_report.frames.names import KEYS

REPORTS = 1_000_000
TURNS = 5
BLANK = 0.2

PATHS = list(dict.fromkeys(path for e in Edition for i in identities(e) for path in i.figures))
COLUMNS = [*KEYS, *PATHS]

Case = Callable[[], object]


def polars_by_hand(path: Path) -> pl.LazyFrame:
    """Return the findings as one would ask Polars for them: identity by identity."""
    figures = pl.scan_parquet(path).select(COLUMNS)
    found = []
    for edition in Edition:
        reports = figures.filter(pl.col("edition") == edition.value)
        for identity in identities(edition):
            left, right = (pl.sum_horizontal(side) for side in (identity.left, identity.right))
            left_blank, right_blank = (
                pl.any_horizontal(pl.col(side).is_null())
                for side in (identity.left, identity.right)
            )
            broken = ((left > right) & ~right_blank) | ((left < right) & ~left_blank)
            found.append(
                reports.filter(broken).select(
                    *KEYS,
                    pl.lit(identity.rule).alias("rule"),
                    pl.lit(list(identity.figures)).alias("figures"),
                    right.cast(pl.Decimal(38, 10)).alias("expected"),
                    left.cast(pl.Decimal(38, 10)).alias("actual"),
                )
            )
    return pl.concat(found)


def sql_by_hand(path: Path) -> str:
    """Return the query that one would write: a list of what is broken, unnested."""
    found = []
    for edition in Edition:
        for identity in identities(edition):
            left, right = (
                " + ".join(f'coalesce("{path}", 0)' for path in side)
                for side in (identity.left, identity.right)
            )
            left_known, right_known = (
                " AND ".join(f'"{path}" IS NOT NULL' for path in side)
                for side in (identity.left, identity.right)
            )
            paths = ", ".join(f"'{path}'" for path in identity.figures)
            found.append(
                f"CASE WHEN edition = '{edition}' AND (({left} > {right} AND {right_known})"
                f" OR ({left} < {right} AND {left_known})) THEN {{'rule': '{identity.rule}',"
                f" 'figures': [{paths}], 'expected': ({right})::DECIMAL(38, 10),"
                f" 'actual': ({left})::DECIMAL(38, 10)}} END"
            )
    broken = f"list_filter([{', '.join(found)}], lambda each: each IS NOT NULL)"
    keys = ", ".join(KEYS)
    return (
        f"SELECT {keys}, unnest(finding, recursive := true) FROM (SELECT {keys}, unnest({broken})"  # noqa: S608 - names of ours
        f" AS finding FROM '{path}')"
    )


def timed(case: Case) -> tuple[float, float]:
    """Return how long a call takes, by the clock and of the processors."""
    clock, used = perf_counter(), process_time()
    case()
    return perf_counter() - clock, process_time() - used


def measured(cases: dict[str, Case], turns: int) -> dict[str, tuple[float, float]]:
    """Return the median times of cases that take turns, after one turn to warm up."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
    for turn in range(turns + 1):
        for name, case in cases.items():
            taken = timed(case)
            if turn:
                times[name].append(taken)
    return {
        name: (median(clock for clock, _ in taken), median(used for _, used in taken))
        for name, taken in times.items()
    }


def generate(path: Path, reports: int, blank: float) -> None:
    """Write generated reports, holding a part of them at a time."""
    with pq.ParquetWriter(path, SCHEMA) as writer:
        for part in batches(reports, blank=blank):
            writer.write_table(part.to_arrow().cast(SCHEMA))


def rows(native: object) -> set[tuple[object, ...]]:
    """Return findings as plain values."""
    table = nw.from_native(native).lazy().collect("pyarrow").to_native()  # type: ignore[call-overload]
    return {
        (row["source"], row["rule"], tuple(row["figures"]), row["expected"], row["actual"])
        for row in table.to_pylist()
    }


def compare(path: Path, cases: dict[str, Case]) -> None:
    """Make sure that all find the same."""
    expected = rows(frames.check(pl.scan_parquet(path), rules="identities"))
    assert expected
    for name, case in cases.items():
        assert rows(case()) == expected, name


def report(title: str, times: dict[str, tuple[float, float]], against: str) -> None:
    """Print a table of times and of their ratios to one of them."""
    print(f"\n### {title}\n")
    print(f"| | s | ratio | CPU s | ratio of CPU to *{against}* |\n|---|--:|--:|--:|--:|")
    clock, used = times[against]
    for name, (wall, cpu) in times.items():
        print(f"| {name} | {wall:.2f} | {wall / clock:.2f} | {cpu:.2f} | {cpu / used:.2f} |")


def main() -> None:
    """Measure everything and print it."""
    given = [int(argument) for argument in sys.argv[1:]]
    number, turns = given + [REPORTS, TURNS][len(given) :]
    print("# Frames\n")
    print(f"Python {platform.python_version()},", end=" ")
    print(
        ", ".join(f"{name} {version(name)}" for name in ("polars", "duckdb", "narwhals", "pyarrow"))
    )
    with TemporaryDirectory() as folder:
        here = Path(folder)
        found = here / "found.parquet"
        for title, blank in (("without blanks", 0), ("with blanks", BLANK)):
            small, path = here / "small.parquet", here / "reports.parquet"
            generate(small, 5_000, blank)
            generate(path, number, blank)
            compare(
                small,
                {
                    "by hand": lambda: polars_by_hand(small),  # noqa: B023 - called at once
                    "SQL": lambda: duckdb.sql(sql_by_hand(small)),  # noqa: B023
                    "DuckDB": lambda: frames.check(
                        duckdb.read_parquet(str(small)),  # noqa: B023
                        rules="identities",
                    ),
                },
            )
            scan = pl.scan_parquet(path)
            times = measured(
                {
                    "read the columns": lambda: scan.select(COLUMNS).collect(),  # noqa: B023
                    "read, and let go of each part": lambda: scan.select(COLUMNS).sink_batches(  # noqa: B023
                        lambda _: None
                    ),
                    "frames.check": lambda: frames.check(scan, rules="identities").sink_parquet(  # noqa: B023
                        found
                    ),
                    "Polars by hand": lambda: polars_by_hand(path).sink_parquet(found),  # noqa: B023
                },
                turns,
            )
            report(f"Polars, {number:,} reports {title}", times, "read the columns")
            relation = duckdb.read_parquet(str(path))
            times = measured(
                {
                    "SQL by hand": lambda: duckdb.sql(sql_by_hand(path)).write_parquet(str(found)),  # noqa: B023
                    "frames.check": lambda: frames.check(
                        relation,  # noqa: B023
                        rules="identities",
                    ).write_parquet(str(found)),
                },
                turns,
            )
            report(f"DuckDB, {number:,} reports {title}", times, "SQL by hand")
        sizes = {}
        for size in (number // 100, number // 10, number):
            path = here / f"{size}.parquet"
            generate(path, size, BLANK)
            sizes[f"{size:,} reports"] = lambda path=path: frames.check(
                pl.scan_parquet(path)
            ).sink_parquet(found)
        report("All rules, by size", measured(sizes, turns), f"{number:,} reports")


if __name__ == "__main__":
    main()
