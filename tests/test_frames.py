"""Many reports as columns: the same findings as from each report alone, on any engine."""

from decimal import Decimal
from itertools import repeat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated_reports import reports
from govinfo_report import AnnualReport, UnfitInputError, UnknownRuleError, check, frames
from govinfo_report.errors import MissingExtraError, UnreadableError, UnwritableError
from govinfo_report.frames import columns, files
from govinfo_report.frames.entering import _renamed
from tests.engines import (
    OF_OTHERS,
    Engine,
    arrow,
    duckdb,
    ibis,
    pandas,
    polars,
    polars_eager,
    spark,
)
from tests.reports import published

pl = pytest.importorskip("polars", reason="needs polars")

ENGINE = [pytest.mark.engine, pytest.mark.filterwarnings(OF_OTHERS)]
ENGINES: list[Any] = [
    arrow,
    polars,
    polars_eager,
    pandas,
    duckdb,
    *(pytest.param(engine, marks=ENGINE) for engine in (ibis, spark)),
]
each_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.__name__)
Row = tuple[object, ...]


def _rows(native: Any) -> set[Row]:
    """Return findings of any engine as plain values, each with the number of its row."""
    table = nw.from_native(native).lazy().collect("pyarrow").to_native()
    return {
        (row["source"], row["rule"], tuple(row["figures"]), row["expected"], row["actual"])
        for row in table.to_pylist()
    }


def _each_alone(reports: list[AnnualReport]) -> set[Row]:
    """Return what `check` finds in each report, as `_rows` does."""
    return {
        (report.source, found.rule, found.figures, found.expected, found.actual)
        for report in reports
        for found in check(report, rules=frames.RULES)
    }


@st.composite
def many(draw: st.DrawFn) -> list[AnnualReport]:
    """Draw reports of both editions, each with a source of its own."""
    return [
        AnnualReport(
            report.edition, year=report.year, agency=report.agency, source=str(number)
        ).with_figures(report.figures())
        for number, report in enumerate(draw(st.lists(published(), min_size=2, max_size=8)))
    ]


@pytest.fixture(scope="module")
def generated() -> tuple[pa.Table, set[Row]]:
    """Give a table of reports of both editions with blanks and faults, and the findings in it."""
    table = reports(150, blank=0.5, faulty=0.3).to_arrow()
    found = _each_alone(frames.from_frame(table))
    assert {row[1] for row in found} >= {"requests-balance", "proactive-in-force"}
    return table, found


@each_engine
def test_the_same_findings_as_alone(engine: Engine, generated: tuple[pa.Table, set[Row]]) -> None:
    """Whatever the engine: the same rules, figures, expected and actual, in a frame of its kind."""
    table, alone = generated
    native = engine(table)
    found = frames.check(native)
    assert type(found) is type(native)
    assert _rows(found) == alone


@pytest.mark.engine
@pytest.mark.filterwarnings(OF_OTHERS)
def test_the_same_findings_in_thousands_of_reports() -> None:
    """Of both editions, with blanks and faults: every engine finds the same in 5,000 of them."""
    table = reports(5_000, blank=0.3, faulty=0.2, seed=1).to_arrow()
    alone = _each_alone(frames.from_frame(table))
    assert len(alone) > 1_000
    for engine in (arrow, polars, polars_eager, pandas, duckdb, ibis, spark):
        assert _rows(frames.check(engine(table))) == alone, engine.__name__


@given(many())
@settings(max_examples=3)
def test_the_same_findings_in_the_largest_figures(drawn: list[AnnualReport]) -> None:
    """No sum overflows, no amount is rounded."""
    assert _rows(frames.check(polars(frames.to_frame(drawn)))) == _each_alone(drawn)


@given(many())
@settings(max_examples=3)
def test_lossless_for_figures(drawn: list[AnnualReport]) -> None:
    """Every figure comes back, amounts with the places they were printed with."""
    back = frames.from_frame(frames.to_frame(drawn))
    assert back == drawn
    assert [repr(report.figures()) for report in back] == [
        repr(report.figures()) for report in drawn
    ]


def _faulty(**changes: Any) -> AnnualReport:
    figures = dict.fromkeys(AnnualReport("2021").figures(), 0)
    paths = {name.replace("__", "."): value for name, value in changes.items()}
    return AnnualReport("2021", source="0").with_figures(figures | paths)


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["2019", "2021"])])
def test_an_edition_of_few_values(kind: Any) -> None:
    """A column of one of a few texts is text."""
    frame = polars(frames.to_frame([_faulty(disputes__reconsideration__total=1)]))
    found = frames.check(frame.with_columns(pl.col("edition").cast(kind)))
    assert [row[1] for row in _rows(found)] == ["disputes-total"]


def test_columns_without_values() -> None:
    """What is blank everywhere may have no type."""
    frame = polars(frames.to_frame([_faulty(disputes__reconsideration__total=1)]))
    blank = pl.lit(None).alias("disputes.reconsideration.upheld")
    assert _rows(frames.check(frame.with_columns(blank))) == set()


def test_spark_has_all_columns_named_anew() -> None:
    """To rename one by its dotted name would ask for a field of a structure."""
    frame = pl.LazyFrame({"a.b": [1], "c": [2]})
    spark_frame: Any = SimpleNamespace(
        implementation=nw.Implementation.PYSPARK_CONNECT,
        columns=["a.b", "c"],
        to_native=lambda: SimpleNamespace(
            toDF=lambda *names: frame.rename(dict(zip(["a.b", "c"], names, strict=True)))
        ),
    )
    assert _renamed(spark_frame, {"a.b": "a__b"}).collect().columns == ["a__b", "c"]


def test_only_the_rules_asked_for() -> None:
    """One rule alone is held, an unknown id and one that no frame can hold are errors."""
    report = _faulty(requests__received__total=1, disputes__reconsideration__total=1)
    table = frames.to_frame([report])
    assert {row[1] for row in _rows(frames.check(table, rules="disputes-total"))} == {
        "disputes-total"
    }
    assert {row[1] for row in _rows(frames.check(table, rules="identities"))} == {
        "requests-row-total",
        "requests-balance",
        "disputes-total",
    }
    with pytest.raises(UnknownRuleError):
        frames.check(table, rules="nonsense")
    with pytest.raises(UnfitInputError, match="none of these rules is held on frames"):
        frames.check(table, rules="late-publication")


def test_what_another_edition_counts_is_not_looked_at() -> None:
    """A number in a column of the other edition does not take part in the sums of a row."""
    table = frames.to_frame([_faulty()])
    place = table.schema.get_field_index("requests.outcomes.otherwise_handled.natural_person")
    table = table.set_column(place, table.schema.field(place), pa.array([7]))
    assert _rows(frames.check(table)) == set()


def test_another_edition_than_ours() -> None:
    """A row of an edition that there is not is held to nothing."""
    frame = polars(frames.to_frame([_faulty(disputes__reconsideration__total=1)]))
    for edition in ("2008", None):
        assert _rows(frames.check(frame.with_columns(edition=pl.lit(edition, pl.String)))) == set()


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        (
            "requests.received.total",
            pa.float64(),
            "is of type Float64, but must hold whole numbers",
        ),
        ("proactive.fees.amount", pa.float64(), "must hold decimals, not floats"),
        ("edition", pa.int64(), "is of type Int64, but must hold text"),
        ("requests.received.total", None, "column 'requests.received.total' is missing"),
    ],
)
def test_a_frame_that_does_not_fit(path: str, kind: pa.DataType | None, expected: str) -> None:
    """A missing column or a wrong type is named before anything is computed."""
    table = frames.to_frame([])
    place = table.schema.get_field_index(path)
    table = table.remove_column(place)
    if kind is not None:
        table = table.add_column(place, path, pa.array([], kind))
    with pytest.raises(UnfitInputError, match=expected):
        frames.check(table)


def test_what_is_no_frame() -> None:
    """Anything else is refused by the name of its type."""
    with pytest.raises(UnfitInputError, match="int is no data frame"):
        frames.check(3)  # type: ignore[type-var]


def test_rows_that_hold_no_report() -> None:
    """Each is named by its number, up to twenty of them."""
    table = frames.to_frame([_faulty()] * 30)
    place = table.schema.get_field_index("requests.received.total")
    field = table.schema.field(place)
    with pytest.raises(UnfitInputError, match=r"row 2: requests\.received\.total") as caught:
        frames.from_frame(table.set_column(place, field, pa.array([0] + [-1] * 29)))
    assert len(caught.value.faults) == 20
    assert "2 行：requests.received.total：应为" in caught.value.message("zh")


def test_columns_that_hold_no_reports() -> None:
    """Those missing or of a type that cannot be converted are named, all at once."""
    table = frames.to_frame([_faulty()])
    place = table.schema.get_field_index("requests.received.total")
    table = table.set_column(place, "requests.received.total", pa.array(["x"]))
    with pytest.raises(UnfitInputError) as caught:
        frames.from_frame(table.drop_columns(["edition"]))
    missing, wrong = caught.value.faults
    assert missing.en == "column 'edition' is missing"
    assert wrong.en.startswith("column 'requests.received.total' is of type string and cannot")


def test_columns_that_may_be_missing() -> None:
    """What says whose report it is may be unknown; amounts then have the places that they need."""
    amounts = {"1.50": "1.5", "100": "100", "0": "0", "2E+3": "2000"}
    given_reports = [
        _faulty().with_figures({"proactive.fees.amount": Decimal(amount)}) for amount in amounts
    ]
    table = frames.to_frame(given_reports)
    kept = [name for name in table.schema.names if "." in name and not name.endswith(".places")]
    back = frames.from_frame(table.select(["edition", *kept]))
    assert [str(report.figure("proactive.fees.amount")) for report in back] == [*amounts.values()]
    assert {report.source for report in back} == {None}


def test_labels_in_the_schema() -> None:
    """Each figure says what it is on the form, in both languages."""
    assert frames.SCHEMA.field("requests.received.total").metadata == {
        b"zh": "一、本年新收政府信息公开申请数量 · 总计".encode(),
        b"en": "requests received this year · total".encode(),
    }


class TestParquet:
    """Reports go to Parquet and come back."""

    def test_there_and_back(self, tmp_path: Path) -> None:
        """Nothing is lost, and nothing but the file is left behind."""
        path = tmp_path / "reports.parquet"
        frames.write_parquet([_faulty()], path)
        table = frames.read_parquet(path)
        assert table.schema.equals(frames.SCHEMA, check_metadata=True)
        assert frames.from_frame(table) == [_faulty()]
        assert [*tmp_path.iterdir()] == [path]

    def test_row_groups(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """They are large, as small ones take long to read, and end where the next one begins."""
        path = tmp_path / "reports.parquet"
        frames.write_parquet(repeat(_faulty(), 2 * columns.BATCH), path)
        assert pq.ParquetFile(path).num_row_groups == 1
        monkeypatch.setattr(columns, "BATCH", 2)
        monkeypatch.setattr(files, "_PART", 2)
        numbered = [_faulty().with_figures({"requests.received.total": n}) for n in range(5)]
        frames.write_parquet(numbered, path)
        assert pq.ParquetFile(path).num_row_groups == 2
        assert frames.from_frame(frames.read_parquet(path)) == numbered

    def test_what_is_damaged(self, tmp_path: Path) -> None:
        """It is named, whoever opens it; so is what is not there."""
        path = tmp_path / "reports.parquet"
        frames.write_parquet([_faulty()], path)
        path.write_bytes(path.read_bytes()[:-9])
        with pytest.raises(UnreadableError, match=r"reports\.parquet: .* it may be damaged"):
            frames.read_parquet(path)
        with pytest.raises(UnreadableError, match="it may be damaged"):
            frames.check(pl.scan_parquet(path))
        with pytest.raises(UnreadableError, match="cannot be opened"):
            frames.read_parquet(tmp_path / "missing.parquet")

    def test_a_failure_leaves_what_was_there(self, tmp_path: Path) -> None:
        """Whether the system or a report is at fault."""
        path = tmp_path / "reports.parquet"
        frames.write_parquet([_faulty()], path)
        before = path.read_bytes()
        fine = _faulty().with_figures({"proactive.fees.amount": _FINE})
        with pytest.raises(UnfitInputError):
            frames.write_parquet([_faulty(), fine], path)
        assert path.read_bytes() == before
        assert [*tmp_path.iterdir()] == [path]
        with pytest.raises(UnwritableError, match=f"^{tmp_path}/no"):
            frames.write_parquet([], tmp_path / "no" / "folder.parquet")

    def test_a_full_disk(self) -> None:
        """A device is written to, not replaced."""
        device = Path("/dev/full")
        if not device.is_char_device():
            pytest.skip("needs /dev/full")
        with pytest.raises(UnwritableError, match="/dev/full: cannot be written"):
            frames.write_parquet([_faulty()], device)
        assert device.is_char_device()


def test_an_amount_too_fine() -> None:
    """More decimal places than a column holds are an error, not a rounding."""
    with pytest.raises(
        UnfitInputError, match=r"report 1: proactive\.fees\.amount is 0\.12345678901"
    ):
        frames.to_frame([_faulty().with_figures({"proactive.fees.amount": _FINE})])


_FINE = Decimal("0.12345678901")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where narwhals is missing, the error names what to install."""
    import sys

    for name in [n for n in sys.modules if n.startswith("govinfo_report.frames")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(MissingExtraError, match=r"govinfo-report\[frames\]"):
        __import__("govinfo_report.frames")
