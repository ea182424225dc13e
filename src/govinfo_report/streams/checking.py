"""Check a stream of reports, a report a line, in one process or several."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import chain
from typing import TypeAlias

import attrs

from govinfo_report.codec import loads
from govinfo_report.errors import (
    Bilingual,
    GovinfoReportError,
    UnfitInputError,
    UnreadableError,
)
from govinfo_report.model import AnnualReport
from govinfo_report.rules.catalogue import IDENTITY_RULES, select
from govinfo_report.rules.checking import check
from govinfo_report.rules.finding import Finding
from govinfo_report.streams.lines import (
    Chunk,
    Line,
    Piece,
    Source,
    lines_in,
    lines_of,
    name_of,
    pieces_of,
)
from govinfo_report.streams.screening import passed
from govinfo_report.streams.workers import in_processes
from govinfo_report.vocabulary import Edition


@attrs.frozen
class CheckedLine:
    """A line of a stream and what came of it: a report with its findings, or an error."""

    number: int
    """Its number; the first line is 1."""
    edition: Edition | None
    """The edition of the report; this and what follows is none where there is no report."""
    year: int | None
    """The year that the report is on."""
    agency: str | None
    """The name of the organ that reports."""
    source: str | None
    """Where the report says that it was taken from."""
    findings: tuple[Finding, ...]
    """What `check` finds in it."""
    error: GovinfoReportError | None
    """Why the line holds no report."""


Told: TypeAlias = tuple[
    Edition | None,
    int | None,
    str | None,
    str | None,
    tuple[Finding, ...],
    GovinfoReportError | None,
]
"""What came of a line, to be pickled at little cost."""
Judge: TypeAlias = Callable[[list[Finding], AnnualReport], list[Finding]]
"""What decides which findings of a report are told, and how."""


def iter_check(
    lines: Source, *, rules: str | Iterable[str] = "all", jobs: int = 1
) -> Iterator[CheckedLine]:
    """Check reports that stand in a stream, one a line (NDJSON), and yield what came of each.

    The stream is a path, an open binary file, `bytes`, or lines; a file may be compressed by gzip
    or Zstandard, whatever its name. It is read as the results are taken, in constant memory, and
    the results have its order; empty lines are passed over. A line that is no report, or that is
    too large to be one, stops nothing: its `error` is a `DecodeError` or a `LimitExceededError`.

    `rules` are those of `check`; with `"identities"`, a report in which all hold is passed without
    being built. With `jobs` processes, which pay off from some thousand reports on, a little of the
    stream is read ahead; a script that asks for them needs `if __name__ == "__main__"`.

    Raise `UnknownRuleError` or `UnfitInputError` at once for arguments that make no sense; when the
    first result is asked for, `UnreadableError` for what cannot be opened and `MissingExtraError`
    for Zstandard without the extra `zstd`; `UnreadableError` after the last line that is whole,
    for a file that is damaged or cut off.
    """
    wanted = select(rules)
    if jobs < 1:
        raise UnfitInputError(
            Bilingual(f"进程数应至少为 1，而非 {jobs}", f"{jobs} processes are none: at least 1")
        )
    return _checked(lines, wanted, jobs)


def _checked(lines: Source, wanted: frozenset[str], jobs: int) -> Iterator[CheckedLine]:
    name = name_of(lines) or "<stream>"
    if jobs == 1:
        yield from _numbered((tell(line, wanted) for line in lines_of(lines)), name)
        return
    pieces = in_processes(pieces_of(lines), partial(_tell_all, wanted=wanted), jobs)
    with closing(pieces):  # at once, and not when an error is forgotten that holds on to them
        yield from _numbered(chain.from_iterable(_read(each, name) for _, each in pieces), name)


def _read(told: list[Told | None] | GovinfoReportError, name: str) -> list[Told | None]:
    """Return what is told of a piece; raise where nothing came of it, whatever its lines."""
    if isinstance(told, GovinfoReportError):
        told.source = told.source or name
        raise told
    return told


def _numbered(told: Iterable[Told | None], name: str) -> Iterator[CheckedLine]:
    for number, each in enumerate(told, 1):
        if each is None:
            continue
        error = each[-1]
        if error is not None:
            error.source = f"{name}:{number}"
            if type(error) is UnreadableError:
                raise error
        yield CheckedLine(number, *each)


def _tell_all(piece: Piece | Chunk, wanted: frozenset[str]) -> list[Told | None]:
    return [tell(line, wanted) for line in lines_in(piece)]


def tell(line: Line, wanted: frozenset[str], judged: Judge | None = None) -> Told | None:
    """Return what came of a line, or none if it is empty; what is found may be judged anew."""
    if isinstance(line, GovinfoReportError):
        return told_of_error(line)
    raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
    if wanted <= IDENTITY_RULES and (draft := passed(raw)) is not None:
        return draft.edition, draft.year, draft.agency.name, draft.source, (), None
    if not raw.strip():
        return None
    try:
        report = loads(raw)
    except GovinfoReportError as error:
        return told_of_error(error)
    findings = check(report, rules=wanted)
    return told_of(report, judged(findings, report) if judged is not None else findings)


def told_of(report: AnnualReport, findings: Iterable[Finding]) -> Told:
    """Return what is told of a report."""
    return report.edition, report.year, report.agency.name, report.source, (*findings,), None


def told_of_error(error: GovinfoReportError) -> Told:
    """Return what is told of what is no report."""
    return None, None, None, None, (), error
