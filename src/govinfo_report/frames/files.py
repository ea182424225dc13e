"""Many reports as a Parquet file."""

import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

import pyarrow as pa
import pyarrow.parquet as pq

from govinfo_report.errors import UnreadableError, UnwritableError
from govinfo_report.frames.columns import SCHEMA, batches
from govinfo_report.frames.entering import damaged
from govinfo_report.model import AnnualReport


def write_parquet(reports: Iterable[AnnualReport], path: str | os.PathLike[str]) -> None:
    """Write reports to a Parquet file with the columns of `to_frame`, holding few at a time.

    The file is written whole or not at all: where that fails, one that was there stays as it was.
    `UnwritableError` where the system does not let it be written, and what `to_frame` raises.
    """
    place = Path(path).resolve()
    # A device or a pipe is written to: nothing can take its place.
    is_special = place.exists() and not place.is_file()
    beside = place if is_special else place.with_name(f".{token_hex(8)}.tmp")
    try:
        with pq.ParquetWriter(beside, SCHEMA) as writer:
            for batch in batches(reports):
                writer.write_batch(batch)
        beside.replace(place)
    except OSError as error:
        raise UnwritableError(os.fspath(path), error) from error
    finally:
        if not is_special:
            beside.unlink(missing_ok=True)


def read_parquet(path: str | os.PathLike[str]) -> pa.Table:
    """Return the table of a Parquet file; `UnreadableError` where it is none, or is damaged."""
    source = os.fspath(path)
    try:
        return pq.ParquetFile(path).read()
    except (OSError, ValueError, pa.ArrowException) as error:
        if isinstance(error, OSError) and error.errno:
            raise UnreadableError.unopened(error, source) from None
        raise damaged(error, source) from None
