"""Many reports as a Parquet file."""

import os
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.parquet as pq

from govinfo_report.frames.columns import SCHEMA, batches
from govinfo_report.frames.entering import unread
from govinfo_report.model import AnnualReport
from govinfo_report.rendering import replacing


def write_parquet(reports: Iterable[AnnualReport], path: str | os.PathLike[str]) -> None:
    """Write reports to a Parquet file with the columns of `to_frame`, holding few at a time.

    The file is written whole or not at all: where that fails, one that was there stays as it was.
    `UnwritableError` where the system does not let it be written, and what `to_frame` raises.
    """
    with replacing(path) as place, pq.ParquetWriter(place, SCHEMA) as writer:
        for batch in batches(reports):
            writer.write_batch(batch)


def read_parquet(path: str | os.PathLike[str]) -> pa.Table:
    """Return the table of a Parquet file; `UnreadableError` where it is none, or is damaged."""
    source = os.fspath(path)
    try:
        return pq.ParquetFile(path).read()
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unread(error, source) from None
