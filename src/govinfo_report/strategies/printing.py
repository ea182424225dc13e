"""How Hypothesis prints reports: by what is in them, since most of their figures are zero."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final, Protocol

import attrs
from hypothesis.vendor.pretty import RepresentationPrinter, for_type_by_name

from govinfo_report.model import AnnualReport, FigureValue, Section

_TABLES: Final = ("proactive", "requests", "disputes")


def shown(report: AnnualReport) -> dict[str, object]:
    """Return what is to be seen of a report: what is filled in, and figures other than zero.

    A row, or a part, all of which is blank, is one entry that ends in `*`.
    """
    parts = {
        field.name: getattr(report, field.name)
        for field in attrs.fields(AnnualReport)
        if field.name not in _TABLES
    }
    said = {name: value for name, value in parts.items() if value not in _NOTHING}
    return {**said, "figures": dict(_figures(report))}


_NOTHING: Final[tuple[object, ...]] = (None, (), {}, Section())


def _figures(report: AnnualReport) -> Iterator[tuple[str, FigureValue]]:
    figures = report.figures()
    for part, in_part in groupby(figures, key=lambda path: path.split(".")[0]):
        paths = list(in_part)
        if all(figures[path] is None for path in paths):
            yield f"{part}.*", None
            continue
        for row, in_row in groupby(paths, key=lambda path: path.rpartition(".")[0]):
            columns = list(in_row)
            if len(columns) > 1 and all(figures[path] is None for path in columns):
                yield f"{row}.*", None
                continue
            yield from ((path, figures[path]) for path in columns if figures[path] != 0)


def _print_report(report: AnnualReport, printer: RepresentationPrinter, _: object) -> None:
    _print("AnnualReport", shown(report), printer)


def _print_tuple(drawn: "_Named", printer: RepresentationPrinter, _: object) -> None:
    _print(type(drawn).__name__, drawn._asdict(), printer)


def _print(name: str, fields: Mapping[str, object], printer: RepresentationPrinter) -> None:
    with printer.group(4, f"{name}(", ")"):
        for place, (field, value) in enumerate(fields.items()):
            printer.text("," if place else "")
            printer.breakable(" " if place else "")
            printer.text(f"{field}=")
            if isinstance(value, bytes) and len(value) > _SHOWN:
                printer.text(f"{value[:_SHOWN]!r}...")
            else:
                printer.pretty(value)


_SHOWN: Final = 200  # bytes of a file


class _Named(Protocol):
    """What is drawn together, as a named tuple."""

    def _asdict(self) -> dict[str, object]: ...


def install(*tuples: type[_Named]) -> None:
    """Have Hypothesis print reports so, and what is drawn together with them."""
    for_type_by_name(AnnualReport.__module__, AnnualReport.__name__, _print_report)
    for each in tuples:
        for_type_by_name(each.__module__, each.__name__, _print_tuple)
