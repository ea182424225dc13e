"""What the site keeps of a report: the report itself, within an entry of the site's own."""

import datetime as dt
import sqlite3
from contextlib import closing
from decimal import Decimal
from functools import cache
from pathlib import Path

import attrs
import cattrs
import msgspec

import govinfo_report
from govinfo_report import AnnualReport, Section

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


@attrs.frozen
class Entry:
    """A report as the site keeps it."""

    report: AnnualReport
    received: dt.date
    editor: str
    remarks: tuple[Section, ...] = ()
    """What editors wrote beside it; sections are parts of reports, and serve here as well."""


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(dt.date, lambda day, _: dt.date.fromisoformat(day))
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    govinfo_report.configure(converter)
    return converter


def dumps(entry: Entry) -> bytes:
    """Return an entry as JSON, amounts to the last digit."""
    return _ENCODER.encode(_converter().unstructure(entry))


def loads(data: bytes) -> Entry:
    """Return the entry that JSON holds; what is wrong is raised by cattrs, all of it at once."""
    return _converter().structure(_DECODER.decode(data), Entry)


class Shelf:
    """The entries of the site, one a year, in a database."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("CREATE TABLE IF NOT EXISTS entries (year PRIMARY KEY, entry)")

    def put(self, entry: Entry) -> None:
        """Keep an entry in place of another of its year."""
        row = (entry.report.year, dumps(entry))
        with self._database:
            self._database.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", row)

    def get(self, year: int) -> Entry:
        """Return the entry of a year; `KeyError` if there is none."""
        query = "SELECT entry FROM entries WHERE year = ?"
        with closing(self._database.execute(query, [year])) as rows:
            for (entry,) in rows:
                return loads(entry)
        raise KeyError(year)

    def close(self) -> None:
        """Close the database."""
        self._database.close()
