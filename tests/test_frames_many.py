"""Many reports as columns: over the years, with their subordinates', summed up and made long."""

import random
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.generated_reports import reports
from govinfo_report import (
    Agency,
    AnnualReport,
    OutcomeCategory,
    UnfitInputError,
    aggregate,
    check_rollup,
    check_series,
    frames,
)
from govinfo_report.frames.entering import enter
from govinfo_report.frames.names import FIGURES
from govinfo_report.frames.series import _by_sorting, _by_window
from tests.conftest import ROOT
from tests.engines import (
    OF_OTHERS,
    Engine,
    arrow,
    duckdb,
    ibis,
    pandas,
    polars,
    spark,
    spark_server,
)

ENGINE = [pytest.mark.engine, pytest.mark.filterwarnings(OF_OTHERS)]
ENGINES: list[Any] = [
    polars,
    arrow,
    *(pytest.param(engine, marks=ENGINE) for engine in (pandas, duckdb, ibis, spark)),
]
Found = set[tuple[object, ...]]
each_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.__name__)


def _listed(native: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (
        nw.from_native(native).lazy().collect("pyarrow").to_native().to_pylist()
    )
    return rows


def _found(native: Any) -> Found:
    return {
        (
            row["agency"],
            row["year"],
            row["rule"],
            tuple(row["figures"] or ()),
            row["expected"],
            row["actual"],
        )
        for row in _listed(native)
    }


@pytest.fixture(scope="module")
def series() -> tuple[pa.Table, Found]:
    """Give reports of many organs over the years, some left out, and what is found in them."""
    chance = random.Random(1)  # noqa: S311 - for the choice of examples
    years = frames.from_frame(reports(60, blank=0.3, faulty=0.3).to_arrow())
    kept = []
    for report in years:
        if chance.random() < 0.9:
            changes: dict[str, Any] = {
                f"requests.carried_over.{column}": 7 for column in chance.sample(COLUMNS, 1)
            }
            if report.edition == "2021":
                fees = Decimal(report.figure("proactive.fees.amount") or 0)
                fees /= chance.choice([1, 10, 10**4])
                changes["proactive.fees.amount"] = fees.quantize(Decimal("0.0001"))
                changes["proactive.regulations.in_force"] = 60
            kept.append(report.with_figures(changes))
    found: Found = {
        (name, each.year, each.rule, each.figures, each.expected, each.actual)
        for name, of_organ in groupby(kept, key=lambda report: report.agency.name)
        for each in check_series(of_organ)
    }
    assert {each[2] for each in found} == {
        "implausible-unit",
        "series-carry",
        "series-gap",
        "series-in-force",
        "series-jump",
    }
    chance.shuffle(kept)
    return frames.to_frame(kept), found


COLUMNS = ["natural_person", "business", "research", "total"]


@each_engine
def test_series(engine: Engine, series: tuple[pa.Table, Found]) -> None:
    """In whatever order the rows come: the findings of each organ's reports by themselves."""
    table, alone = series
    native = engine(table)
    found = frames.check_series(native)
    assert type(found) is type(native)
    assert _found(found) == alone


def test_a_window_does_what_sorting_does(series: tuple[pa.Table, Found]) -> None:
    """On engines that have no order of rows each report has the same report beside it."""
    entered = enter(polars(series[0]), FIGURES)
    order = ["year", "source"]
    sorted_, by_window = (
        beside(entered.frame, "agency", order).filter(~nw.col("__previous_year").is_null())
        for beside in (_by_sorting, _by_window)
    )
    keys = ["agency", "year", "__previous_year", "__previous_requests__received__total"]
    rows = sorted_.select(keys).sort(keys[:2]).collect().rows()
    assert rows
    assert by_window.select(keys).sort(keys[:2]).collect().rows() == rows


def test_what_has_no_organ_or_year_takes_no_part() -> None:
    """It is of no series; what is given twice is a gap."""
    last = AnnualReport("2021", year=2021, agency=Agency("甲"))
    for report in (
        AnnualReport("2021", year=2023),
        AnnualReport("2021", agency=Agency("甲")),
        AnnualReport("2021", year=2023, agency=Agency("乙")),
    ):
        assert _found(frames.check_series(polars(frames.to_frame([last, report])))) == set()
    assert _found(frames.check_series(polars(frames.to_frame([last, last])))) == {
        ("甲", 2021, "series-gap", (), 2022, 2021)
    }


def test_organs_by_another_column() -> None:
    """Organs may be told apart by whatever column; its name may have dots."""
    table = frames.to_frame([AnnualReport("2021", year=year) for year in (2021, 2023)])
    table = table.append_column("their.code", pa.array(["x", "x"]))
    (row,) = _listed(frames.check_series(polars(table), organ="their.code"))
    assert (row["their.code"], row["rule"]) == ("x", "series-gap")
    with pytest.raises(UnfitInputError, match="'code' is missing"):
        frames.check_series(table, organ="code")


@pytest.fixture(scope="module")
def family() -> tuple[pa.Table, pa.Table, Found]:
    """Give parents, their children, and what is found to differ."""
    chance = random.Random(2)  # noqa: S311 - for the choice of examples
    children = frames.from_frame(reports(100, blank=0.2, faulty=0.1).to_arrow())
    families = defaultdict(list)
    for number, child in enumerate(children):
        families[f"P{number // 35}", child.year].append(child)
    parents = []
    found: Found = set()
    for (name, _), addends in families.items():
        sums = aggregate(addends, agency=Agency(name))
        changes: dict[str, Any] = {}
        for path, value in sums.figures().items():
            known = sum(each.figure(path) or 0 for each in addends)
            if path.endswith(".amount"):
                places = Decimal(chance.choice(["1", "0.1", "0.01"]))
                off = Decimal(chance.choice(["0", "0.004", "0.3", "3", "4"]))
                changes[path] = (known + off).quantize(places)
            elif value is None:
                changes[path] = max(0, known + chance.choice([-3, 0, 5]))
            elif chance.random() < 0.05:
                changes[path] = known + chance.choice([0, 1]) if chance.random() < 0.5 else None
        parent = sums.with_figures(changes)
        parents.append(parent)
        found |= {
            (name, parent.year, each.rule, each.figures, each.expected, each.actual)
            for each in check_rollup(parent, addends)
        }
    assert {each[3] for each in found if "amount" in str(each[3])}
    names = [name for (name, _), addends in families.items() for _ in addends]
    table = frames.to_frame([child for addends in families.values() for child in addends])
    return frames.to_frame(parents), table.append_column("parent", pa.array(names)), found


@each_engine
def test_rollup(engine: Engine, family: tuple[pa.Table, pa.Table, Found]) -> None:
    """The findings of each parent and its children by themselves, blanks and rounding included."""
    parents, children, alone = family
    native = engine(parents)
    found = frames.rollup(native, engine(children))
    assert type(found) is type(native)
    assert _found(found) == alone


def test_children_on_another_edition() -> None:
    """What both forms count is added up, the rest is blank."""
    zeros = {edition: dict.fromkeys(AnnualReport(edition).figures(), 0) for edition in EDITIONS}
    parent = AnnualReport("2021", year=2021, agency=Agency("P")).with_figures(
        zeros["2021"] | {"requests.received.total": 1, "proactive.licensing.decisions": 2}
    )
    child = AnnualReport("2019", year=2021, agency=Agency("c")).with_figures(zeros["2019"])
    table = frames.to_frame([parent, child]).append_column("parent", pa.array([None, "P"]))
    assert {each[3] for each in _found(frames.rollup(polars(table), polars(table)))} == {
        ("requests.received.total",),
        ("proactive.licensing.decisions",),
    }


EDITIONS = ("2019", "2021")


@pytest.mark.parametrize(
    "engine",
    [polars, arrow, duckdb, *(pytest.param(each, marks=ENGINE) for each in (ibis, spark))],
    ids=lambda engine: engine.__name__,
)
def test_long(engine: Engine) -> None:
    """Each report has the figures of its own edition, blanks as nulls, amounts exact."""
    table = reports(20, blank=0.5).to_arrow()
    found = {
        (row["source"], row["figure"]): row["value"] for row in _listed(frames.long(engine(table)))
    }
    assert found == {
        (report.source, path): value
        for report in frames.from_frame(table)
        for path, value in report.figures().items()
    }
    assert None in found.values()


@pytest.mark.engine
def test_the_example_on_spark(tmp_path: Path) -> None:
    """The script of the documentation runs against a server, and counts what is found."""
    table = reports(1_000, blank=0.2).to_arrow()
    there, found = tmp_path / "reports.parquet", tmp_path / "findings"
    pq.write_table(table, there)
    script = ROOT / "examples" / "frames_on_spark.py"
    printed = subprocess.check_output(
        [sys.executable, script, spark_server(), there, found],
        text=True,
        stderr=subprocess.DEVNULL,
    )
    counted = Counter(row["rule"] for row in frames.check(table).to_pylist())
    assert printed.splitlines() == [f"{rule}: {counted[rule]}" for rule in sorted(counted)]


@each_engine
def test_summary(engine: Engine) -> None:
    """Sums of the totals as printed, by province and year; a blank adds nothing and is counted."""
    table = reports(300, blank=0.2).to_arrow()
    expected: defaultdict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for report in frames.from_frame(table):
        figures = report.figures()
        totals = {
            "received": ["requests.received.total"],
            "reviews_corrected": ["disputes.reconsideration.corrected"],
            "refused_state_secret": ["requests.outcomes.state_secret.total"],
            "refused": [
                f"requests.outcomes.{outcome}.total"
                for outcome in OutcomeCategory.REFUSED.outcomes(report.edition)
            ],
            "otherwise_handled": [
                f"requests.outcomes.{outcome}.total"
                for outcome in OutcomeCategory.OTHERWISE_HANDLED.outcomes(report.edition)
            ],
        }
        group = expected[(report.agency.region_code or "")[:2], report.year or 0]
        group["reports"] += 1
        for name, paths in totals.items():
            group[name] += sum(int(figures[path] or 0) for path in paths)
    found = {
        (row["region_code"], row["year"]): row
        for row in _listed(frames.summary(engine(table), digits=2))
    }
    assert found.keys() == expected.keys()
    for key, group in expected.items():
        assert {name: found[key][name] for name in group} == group
    assert sum(row["incomplete"] for row in found.values()) > 0


def test_summary_of_reports_without_blanks() -> None:
    """None is incomplete for what the other edition asks."""
    table = reports(20).to_arrow()
    (row, *_) = found = _listed(frames.summary(table, by=["kind"]))
    assert _listed(frames.summary(table, by="kind")) == found
    assert len(found) == 1
    assert (row["reports"], row["incomplete"]) == (20, 0)


def test_a_summary_by_nothing() -> None:
    """There is something to group by."""
    with pytest.raises(UnfitInputError, match="at least one column"):
        frames.summary(frames.to_frame([]), by=[])
