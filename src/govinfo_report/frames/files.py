"""Many reports as a Parquet file."""

import os
from collections.abc import Iterable
from itertools import islice
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from govinfo_report.frames.columns import BATCH, SCHEMA, batches
from govinfo_report.frames.entering import unread
from govinfo_report.model import AnnualReport
from govinfo_report.rendering import replacing

_PART: Final = 65_536 // BATCH  # batches that are written at a time


def write_parquet(reports: Iterable[AnnualReport], path: str | os.PathLike[str]) -> None:
    """Write reports to a Parquet file with the columns of `to_frame`, holding a part at a time.

    A part of 65,536 reports is a row group: less would take longer to read, and more room.
    The file is written whole or not at all: where that fails, one that was there stays as it was.
    `UnwritableError` where the system does not let it be written, and what `to_frame` raises.
    """
    with replacing(path) as place, pq.ParquetWriter(place, SCHEMA) as writer:
        parts = batches(reports)
        while part := list(islice(parts, _PART)):
            writer.write_table(pa.Table.from_batches(part))


def read_parquet(path: str | os.PathLike[str]) -> pa.Table:
    """Return the table of a Parquet file; `UnreadableError` where it is none, or is damaged."""
    source = os.fspath(path)
    try:
        return pq.ParquetFile(path).read()
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unread(error, source) from None
