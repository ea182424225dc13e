"""Files: reports written in a format, plainly or with difficulties of layout."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

import attrs
from hypothesis import event, note
from hypothesis import strategies as st
from msgspec.structs import replace

from govinfo_report.errors import Bilingual, UnfitInputError, UnknownFormatError
from govinfo_report.model import AnnualReport, Section
from govinfo_report.rendering import FORMATS, render
from govinfo_report.strategies.difficulties import CHANGES, Paper, with_cells
from govinfo_report.strategies.reports import ordinary, reports
from govinfo_report.strategies.tables import edition_of
from govinfo_report.vocabulary import Edition

DIFFICULTIES: Final = tuple(CHANGES)
"""What can make a document hard to read, by name."""

_NOT_LAID_OUT: Final = frozenset({"csv", "form", "json"})
"""Formats that have no layout which could be difficult."""
_BOUNDED: Final = frozenset({"pdf", "xlsx"})
"""Formats in which the largest counts are not exact, or are broken over lines."""
_UNSUITED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "pdf": frozenset(
            {"merged-missing", "merged-repeated", "fullwidth-digits", "thousands-separators"}
        )
    }
)
"""Difficulties that a format cannot have: on a page, rules part cells, and long numbers break."""
_LOST: Final = "merged-missing"
_LOST_WITH: Final = frozenset({"totals-blank", "total-column-only"})
"""With these nobody can tell a cell that is missing from one that is blank."""
_MOST_AT_ONCE: Final = 3


class Filed(NamedTuple):
    """A file and the report that it holds."""

    data: bytes
    report: AnnualReport
    """What can be known of the report from the file: nothing is known of an organ but its name."""


def difficulties_of(format: str) -> tuple[str, ...]:  # noqa: A002 - as `render` calls it
    """Return the names of the difficulties that files of a format can have."""
    if format not in FORMATS:
        raise UnknownFormatError(format, FORMATS)
    if format in _NOT_LAID_OUT:
        return ()
    unsuited = _UNSUITED.get(format, frozenset())
    return tuple(name for name in DIFFICULTIES if name not in unsuited)


def documents(
    format: str,  # noqa: A002 - as above
    *,
    edition: Edition | str | None = None,
    difficulties: Iterable[str] | Literal["any"] = (),
) -> st.SearchStrategy[Filed]:
    """Draw a report written in a format that `render` knows, with the report that it holds.

    `difficulties` are names of `DIFFICULTIES`, all of which the document has, or `"any"` for a few
    of those that the format can have and that leave no figure undecidable. Where one leaves
    something unsaid the report is blank; where it changes words, the prose of the report stays as
    it was. `UnknownFormatError`, and `UnfitInputError` for a difficulty that there is not, or not
    in this format: `csv`, `form` and `json` have none. Figures in `pdf` and `xlsx` are those of
    offices, never the largest there is.
    """
    known = difficulties_of(format)
    asked: Iterable[str] = () if difficulties == "any" else difficulties
    names = frozenset(asked)
    if unknown := sorted(names - {*known}):
        what, others = ", ".join(unknown), ", ".join(known) or "-"
        raise UnfitInputError(
            Bilingual(
                f"{format} 格式没有版式难点 {what}；有：{others}",
                f"{format} has no difficulty {what}; it has: {others}",
            )
        )
    given = None if edition is None else Edition(edition)
    if names or (difficulties == "any" and known):
        return _laid_out(format, given, tuple(sorted(names)) or "any")
    return _plain(format, given)


def _few(known: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    """Draw some names that go together, by bytes, since Hypothesis draws some numbers rarely."""
    few = st.binary(max_size=_MOST_AT_ONCE).map(
        lambda signs: frozenset(known[sign % len(known)] for sign in signs)
    )
    return few.map(lambda names: names - {_LOST} if names & _LOST_WITH else names)


@st.composite
def _plain(draw: st.DrawFn, format: str, edition: Edition | None) -> Filed:  # noqa: A002 - as above
    report = _printed(draw, format, edition)
    if format == "csv":  # holds no prose, and no date
        nothing = Section()
        report = attrs.evolve(
            report, published=None, overview=nothing, problems=nothing, other_matters=nothing
        )
    return Filed(_bytes(render(report, format)), report)


@st.composite
def _laid_out(
    draw: st.DrawFn,
    format: str,  # noqa: A002 - as above
    edition: Edition | None,
    difficulties: tuple[str, ...] | Literal["any"],
) -> Filed:
    paper = Paper.of(_printed(draw, format, edition))
    asked = draw(_few(difficulties_of(format))) if difficulties == "any" else difficulties
    for name, change in CHANGES.items():
        if name in asked:
            event("difficulty", name)
            note(f"difficulty: {name}")
            paper = change(draw, paper)
    return Filed(_written(paper, format), paper.report)


def _printed(
    draw: st.DrawFn,
    format: str,  # noqa: A002 - as above
    edition: Edition | None,
) -> AnnualReport:
    """Draw a report as far as it is printed: of an organ, only the name is."""
    if format in _BOUNDED:
        report = ordinary(draw, draw(edition_of(edition)))
    else:
        report = draw(reports(edition))
    agency = attrs.evolve(report.agency, credit_code=None, region_code=None)
    return attrs.evolve(report, agency=agency)


def _written(paper: Paper, format: str) -> bytes:  # noqa: A002 - as above
    write = import_module(f"govinfo_report.formats.{format}").write
    if format == "xlsx":  # its own figures add themselves up; what is difficult was typed by hand
        typed = with_cells(paper, lambda cell: replace(cell, figure=None))
        return _bytes(write(typed.document, edition=paper.report.edition))
    return _bytes(write(paper.document))


def _bytes(written: str | bytes) -> bytes:
    return written.encode() if isinstance(written, str) else written
