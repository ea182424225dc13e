"""A file of findings that grows while reports are scanned, and a note of how far that went.

What stands in the file up to the size that is noted was found in what is noted as done. Whatever
was written beyond is cut off before anything is added, so that a run that goes on where another
stopped leaves the same file as one that was never stopped.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Context, Decimal, Inexact, InvalidOperation
from errno import EINVAL
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

import attrs
import msgspec

from govinfo_report import (
    MissingExtraError,
    UnfitInputError,
    UnreadableError,
    UnwritableError,
)
from govinfo_report.cli.batches import place_of
from govinfo_report.errors import Bilingual
from govinfo_report.model import MAX_PLACES
from govinfo_report.rendering import put, replacing

_STATE: Final = ".state"
_ROWS: Final = ".rows"
_PARQUET: Final = ".parquet"
_BATCH: Final = 1_000  # rows that are held as columns at a time
_DIGITS: Final = Context(prec=38, traps=[Inexact, InvalidOperation])
"""Of what is expected and found, in a column."""
_UNIT: Final = Decimal(1).scaleb(-MAX_PLACES)
_CHANGED: Final = Bilingual(
    "与中断的扫描不符：输入、规则或结果文件已变；不加 --resume 即重新开始",
    "this is not the scan that was stopped: inputs, rules or the file of findings are others; without"
    " --resume it starts anew",
)


@attrs.frozen
class Mark:
    """How far a scan went, and what it found until then."""

    input: int = 0
    """How many inputs are done."""
    line: int = 0
    """How many lines of the next one are."""
    place: int = 0
    """Where its last piece ended: in bytes, in Parquet in groups of rows."""
    size: int = 0
    """How many bytes of findings there are."""
    reports: int = 0
    faulty: int = 0
    """How many of the reports have findings."""
    failed: int = 0
    """How many lines or files hold no report."""
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    reached: int = 0
    """How many findings reach the threshold."""


def own_files(out: str) -> frozenset[str]:
    """Return where the files that a ledger writes are."""
    return frozenset(place_of(out + suffix) for suffix in ("", _STATE, _ROWS))


class Ledger:
    """The findings of a scan on their way into a file.

    A Parquet file cannot be added to: its rows are kept as lines beside it and become columns when
    the scan ends, or is stopped.
    """

    def __init__(self, out: str, asked: dict[str, Any], *, resume: bool) -> None:
        """Open the file, empty or as it was left; `asked` is what a resumed run must agree with."""
        self._out = out
        self._asked = msgspec.json.decode(msgspec.json.encode(asked))
        self._is_parquet = out.lower().endswith(_PARQUET)
        self._rows = Path(out + _ROWS) if self._is_parquet else Path(out)
        self._state = Path(out + _STATE)
        self.is_stopped = False
        self.mark = self._noted() if resume else Mark()
        if self._is_parquet:
            arrow()
        with self._writing():
            if not resume:
                self._state.unlink(missing_ok=True)
            self._rows.touch()
            self._file = self._rows.open("r+b", buffering=0)
            self._file.truncate(self.mark.size)
            self._file.seek(self.mark.size)

    def add(self, rows: bytes, mark: Mark) -> None:
        """Write rows and take note of how far the scan went; all of the rows or none."""
        with self._writing():
            left = memoryview(rows)
            while left:
                left = left[self._file.write(left) :]
        self.mark = attrs.evolve(mark, size=self.mark.size + len(rows))

    def note(self) -> None:
        """Leave a note of how far the scan went, from which another may go on."""
        note = msgspec.json.encode({"asked": self._asked, "mark": attrs.asdict(self.mark)})
        with self._writing():
            os.fsync(self._file.fileno())
        put(note, self._state)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, _: object) -> bool:
        """Leave whole rows, and a note unless all is done; Ctrl-C is an end like another."""
        self.is_stopped = isinstance(error, KeyboardInterrupt)
        with self._file:
            with suppress(OSError):
                self._file.truncate(self.mark.size)
            if kind is None or self.is_stopped:
                self._end()
            else:
                with suppress(UnwritableError):  # on a full disk the note before remains
                    self.note()
        return self.is_stopped

    def _end(self) -> None:
        self.note()
        if self._is_parquet:
            _write_columns(self._rows, self._out)
        if not self.is_stopped:
            self._state.unlink()
            if self._is_parquet:
                self._rows.unlink()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UnwritableError(self._out, error) from error
        except ValueError as error:  # a NUL in the name
            raise UnwritableError(self._out, OSError(EINVAL, str(error))) from error

    def _noted(self) -> Mark:
        """Return how far the scan before went; nowhere if there is no note of it."""
        try:
            note = msgspec.json.decode(self._state.read_bytes(), type=_Note)
        except FileNotFoundError:
            return Mark()
        except (OSError, ValueError) as error:  # msgspec's are such, too
            raise UnreadableError.unopened(OSError(0, str(error)), str(self._state)) from error
        size = self._rows.stat().st_size if self._rows.exists() else 0
        if note.asked != self._asked or size < note.mark.size:
            raise UnfitInputError(_CHANGED, source=str(self._state))
        return note.mark


@attrs.frozen
class _Note:
    asked: dict[str, Any]
    mark: Mark


def arrow() -> Any:  # noqa: ANN401 - a module
    """Return the library for columns; `MissingExtraError` without it."""
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError:
        raise MissingExtraError("Parquet", "frames") from None


def _write_columns(rows: Path, out: str) -> None:
    """Write lines of findings as Parquet, whole or not at all."""
    pa = arrow()
    schema = pa.schema(
        [
            ("file", pa.string()),
            ("line", pa.int64()),
            ("agency", pa.string()),
            ("year", pa.int32()),
            ("edition", pa.string()),
            ("source", pa.string()),
            ("rule", pa.string()),
            ("severity", pa.string()),
            ("message", pa.string()),
            ("figures", pa.list_(pa.string())),
            ("expected", pa.decimal128(_DIGITS.prec, MAX_PLACES)),
            ("actual", pa.decimal128(_DIGITS.prec, MAX_PLACES)),
            ("section", pa.string()),
            ("text", pa.string()),
            ("explained", pa.string()),
            ("group", pa.string()),
            ("fingerprint", pa.string()),
            ("error", pa.string()),
        ]
    )
    with (
        replacing(out) as new,
        rows.open("rb") as file,
        pa.parquet.ParquetWriter(new, schema) as writer,
    ):
        decoded = map(msgspec.json.Decoder(float_hook=Decimal).decode, file)
        while batch := [_with_numbers(row) for row in islice(decoded, _BATCH)]:
            writer.write_table(pa.Table.from_pylist(batch, schema))


def _with_numbers(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row in which what is expected and found is a number that fits, exactly, or nothing."""
    for name in ("expected", "actual"):
        row[name] = _number(row.get(name))
    return row


def _number(value: object) -> Decimal | None:
    if not isinstance(value, int | Decimal):
        return None
    try:
        return Decimal(value).quantize(_UNIT, context=_DIGITS)
    except (Inexact, InvalidOperation):  # some prose states numbers that no table can hold
        return None
