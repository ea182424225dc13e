"""A table of reports as a frame of each engine that `govinfo_report.frames` takes."""

import sys
import warnings
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeAlias
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

OF_OTHERS = "ignore:fetch_arrow_table:DeprecationWarning"  # Ibis calls what DuckDB has renamed
Engine: TypeAlias = Callable[[pa.Table], Any]


def arrow(table: pa.Table) -> pa.Table:
    """Return the table itself."""
    return table


def polars(table: pa.Table) -> Any:
    """Return a lazy frame of Polars."""
    return pytest.importorskip("polars", reason="needs polars").from_arrow(table).lazy()


def polars_eager(table: pa.Table) -> Any:
    """Return a frame of Polars that is there."""
    return polars(table).collect()


def pandas(table: pa.Table) -> Any:
    """Return a frame of pandas, with floats where there are blanks."""
    pytest.importorskip("pandas", reason="needs pandas")
    return table.to_pandas()


def duckdb(table: pa.Table) -> Any:
    """Return a relation of DuckDB, all of one connection that is not the default one."""
    name = f"reports{next(_NUMBERS)}"
    connection = _connection()
    connection.register(name, table)
    return connection.table(name)


@cache
def _connection() -> Any:
    return pytest.importorskip("duckdb", reason="needs duckdb").connect()


_NUMBERS = count()


def ibis(table: pa.Table) -> Any:
    """Return a table of Ibis, on DuckDB."""
    return _backend().read_parquet(_file(table))


@cache
def _backend() -> Any:
    return pytest.importorskip("ibis", reason="needs ibis").duckdb.connect()


def spark(table: pa.Table) -> Any:
    """Return a data frame of PySpark, over Spark Connect."""
    return _session().read.parquet(_file(table))


@cache
def spark_server() -> str:
    """Return the address of a server of Spark Connect that runs in this process."""
    sail = pytest.importorskip("pysail.spark", reason="needs pysail")
    server = sail.SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _KEPT.append(server)
    host, port = server.listening_address
    return f"sc://{host}:{port}"


@cache
def _session() -> Any:
    pytest.importorskip("pyspark", reason="needs pyspark-client")
    # A process of pytest-xdist has no main file, and PySpark would take it for one of doctests.
    main = patch.object(sys.modules["__main__"], "__file__", __file__, create=True)
    with main, warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of PySpark, about a new pandas
        from pyspark.sql import SparkSession

        return SparkSession.builder.remote(spark_server()).getOrCreate()


_KEPT: list[Any] = []  # what would stop if it were let go


def _file(table: pa.Table) -> str:
    path = Path(mkdtemp()) / "reports.parquet"
    pq.write_table(table, path)
    return str(path)
