"""Many reports as columns: one row a report, one column a figure."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any, Final

import pyarrow as pa

from govinfo_report.errors import Bilingual, InvalidReportError, UnfitInputError, several
from govinfo_report.form import form
from govinfo_report.frames.entering import to_arrow
from govinfo_report.frames.names import (
    AMOUNTS,
    EDITIONS_OF,
    FIGURES,
    ORGAN,
    PLACES,
    printed_places,
)
from govinfo_report.model import Agency, AnnualReport, figure_paths
from govinfo_report.rules.several import report_label
from govinfo_report.vocabulary import Edition

AMOUNT: Final = pa.decimal128(38, PLACES)
"""The type of an amount: ten places leave 28 digits before the point, for sums too."""

BATCH: Final = 1_024
"""How many reports are held as rows at a time."""
_RECITED: Final = 20  # rows that hold no report, after which no more are sought


def _figure(path: str) -> "pa.Field[Any]":
    label = form(EDITIONS_OF[path][-1]).figures[path].text
    kind = AMOUNT if path in AMOUNTS else pa.int64()
    return pa.field(path, kind, metadata=label._asdict())


_FIELDS: Final[list["pa.Field[Any]"]] = [
    *(pa.field(key, pa.string()) for key in ORGAN),
    pa.field("year", pa.int32()),
    pa.field("edition", pa.string(), nullable=False),
    pa.field("source", pa.string()),
    *map(_figure, FIGURES),
    *(pa.field(printed_places(path), pa.int16()) for path in AMOUNTS),
]

SCHEMA: Final = pa.schema(_FIELDS)
"""The columns of `to_frame`: the keys, the figures of all editions by path, printed places.

A figure is null where it is blank and where the edition of the row does not have it; its metadata
`zh` and `en` are its labels on the form. A decimal column cannot tell `8.5` from `8.50`, so the
places printed stand beside each amount.
"""


def to_frame(reports: Iterable[AnnualReport]) -> pa.Table:
    """Return reports as a table with the columns of `SCHEMA`, one row each, in their order.

    All figures and keys are kept, the prose is not. `UnfitInputError` for an amount of more
    decimal places than `PLACES`.
    """
    return pa.Table.from_batches(batches(reports), schema=SCHEMA)


def batches(reports: Iterable[AnnualReport]) -> Iterator[pa.RecordBatch]:
    """Yield reports as batches of columns, holding few of them at a time."""
    numbered = iter(enumerate(several("reports", reports, AnnualReport), 1))
    while chunk := list(islice(numbered, BATCH)):
        rows = [_row(number, report) for number, report in chunk]
        yield pa.RecordBatch.from_arrays(
            [pa.array((row.get(field.name) for row in rows), field.type) for field in SCHEMA],
            schema=SCHEMA,
        )


def _row(number: int, report: AnnualReport) -> dict[str, Any]:
    agency = report.agency
    row: dict[str, Any] = {
        "agency": agency.name,
        "credit_code": agency.credit_code,
        "region_code": agency.region_code,
        "kind": agency.kind,
        "year": report.year,
        "edition": report.edition,
        "source": report.source,
        **report.figures(),
    }
    for path in AMOUNTS:
        amount = row.get(path)
        if isinstance(amount, Decimal):
            row[printed_places(path)] = places = -int(amount.as_tuple().exponent)
            if places > PLACES:
                label = report_label(number, report)
                raise UnfitInputError(
                    Bilingual(
                        f"{label.zh}：{path} 为 {amount}，小数超过 {PLACES} 位",
                        f"{label.en}: {path} is {amount}, more than {PLACES} decimal places",
                    )
                )
    return row


def from_frame(frame: object) -> list[AnnualReport]:
    """Return the report of each row of a frame with the columns of `SCHEMA`, without prose.

    It may be any frame that `check` takes. It must have the edition and every figure; of the other
    columns those that are missing are taken for unknown, and amounts whose printed places are not
    known are written with as few as need be. `UnfitInputError` names the columns that are missing
    or of a wrong type, or the rows that hold no report.
    """
    table = _cast(to_arrow(frame))
    faults = []
    found = []
    rows = (row for batch in table.to_batches(BATCH) for row in batch.to_pylist())
    for number, row in enumerate(rows, 1):
        try:
            found.append(_report(row))
        except InvalidReportError as error:
            zh, en = error.text
            faults.append(Bilingual(f"第 {number} 行：{zh}", f"row {number}: {en}"))
            if len(faults) == _RECITED:
                break
    if faults:
        raise UnfitInputError(*faults)
    return found


def _cast(table: pa.Table) -> pa.Table:
    """Return the columns of `SCHEMA`; raise for those that cannot be."""
    columns = []
    faults = []
    for field in SCHEMA:
        name, kind = field.name, field.type
        if name in table.schema.names:
            try:
                columns.append(table.column(name).cast(kind))
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
                found = table.schema.field(name).type
                faults.append(
                    Bilingual(
                        f"列 {name} 的类型为 {found}，不能转换为 {kind}（{error}）",
                        f"column {name!r} is of type {found} and cannot become {kind} ({error})",
                    )
                )
        elif name in FIGURES or not field.nullable:
            faults.append(Bilingual(f"缺少列 {name}", f"column {name!r} is missing"))
        else:
            columns.append(pa.nulls(table.num_rows, kind))
    if faults:
        raise UnfitInputError(*faults)
    return pa.table(columns, SCHEMA.names)


def _report(row: Mapping[str, Any]) -> AnnualReport:
    edition = Edition(row["edition"])
    figures = {path: row[path] for path in figure_paths(edition)}
    for path in AMOUNTS:
        amount = figures.get(path)
        if amount is not None:
            places = row[printed_places(path)]
            if places is None:
                places = max(0, -amount.normalize().as_tuple().exponent)
            figures[path] = amount.quantize(Decimal(1).scaleb(-places))
    return AnnualReport(
        edition,
        year=row["year"],
        agency=Agency(row["agency"], row["kind"], row["credit_code"], row["region_code"]),
        source=row["source"],
    ).with_figures(figures)
