"""What can be scanned, in pieces: streams, Parquet, and reports of any format."""

import argparse
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, BinaryIO, Final

import attrs

from govinfo_report import GovinfoReportError, UnreadableError, check, read
from govinfo_report.cli.batches import STDIN
from govinfo_report.cli.checking import judged
from govinfo_report.cli.ledger import Mark, arrow
from govinfo_report.errors import Bilingual
from govinfo_report.streams.checking import Judge, Told, tell, told_of, told_of_error
from govinfo_report.streams.lines import Chunk, Piece, lines_in, pieces_of

SUFFIXES: Final = frozenset({".ndjson", ".jsonl", ".gz", ".zst", ".parquet"})
"""What is looked for in a folder besides reports: each file holds many."""

_STREAM: Final = re.compile(r"\.(ndjson|jsonl|gz|zst)$", re.IGNORECASE)
_PARQUET: Final = re.compile(r"\.parquet$", re.IGNORECASE)
_ROWS: Final = 10_000  # that are held in memory at a time
_ROW: Final = "__row"  # a column that nobody has


@attrs.frozen
class Rows:
    """A group of rows of a Parquet file."""

    group: int
    count: int
    """How many there are."""

    @property
    def end(self) -> int:
        """The group that comes next."""
        return self.group + 1


@attrs.frozen
class Task:
    """A piece of an input, or all of one that is a report."""

    input: int
    """The index of the input."""
    path: str
    piece: Piece | Chunk | Rows | None


@attrs.frozen
class Found:
    """What came of a piece; its lines or rows are counted from 1."""

    lines: int
    reports: int
    told: list[tuple[int, Told]]
    """What came of those that have findings or hold no report."""


def has_lines(path: str) -> bool:
    """Say whether an input holds many reports, which are told apart by number."""
    return path == STDIN or bool(_STREAM.search(path) or _PARQUET.search(path))


def tasks_of(paths: Sequence[str], mark: Mark, stdin: BinaryIO) -> Iterator[Task]:
    """Yield what is left to do, in order."""
    for index in range(mark.input, len(paths)):
        path = paths[index]
        line, place = (mark.line, mark.place) if index == mark.input else (0, 0)
        try:
            if not has_lines(path):
                yield Task(index, path, None)
            elif _PARQUET.search(path):
                with _opened(path) as file:
                    groups = range(place, file.num_row_groups)
                    counts = [file.metadata.row_group(group).num_rows for group in groups]
                for group, count in zip(groups, counts, strict=True):
                    yield Task(index, path, Rows(group, count))
            else:
                for piece in pieces_of(stdin if path == STDIN else path, line=line, byte=place):
                    yield Task(index, path, piece)
        except UnreadableError as error:
            yield Task(index, path, Chunk([error]))


def look(task: Task, wanted: frozenset[str], options: argparse.Namespace) -> Found:
    """Return what is to be told of a piece; this is done in many processes.

    Raise `UnreadableError` for a stream that cannot be opened any more.
    """
    judge = partial(judged, source=task.path, options=options)
    if task.piece is None:
        return _look_at_file(task.path, wanted, judge)
    if isinstance(task.piece, Rows):
        # Where each of several processes has as many threads as there are cores, none is faster,
        # and on a large machine they would need more address space than a process may have.
        return _look_at_rows(task.path, task.piece, wanted, judge, use_threads=options.jobs == 1)
    each = [tell(line, wanted, judge) for line in lines_in(task.piece)]
    there = [(number, told) for number, told in enumerate(each, 1) if told is not None]
    return Found(
        len(each),
        sum(error is None for _, (*_, error) in there),
        [(number, told) for number, told in there if told[4] or told[5]],
    )


def given_up(task: Task, error: GovinfoReportError) -> Found:
    """Return what is told of a piece that nothing came of."""
    lines = _length(task.piece)
    if lines > 1:
        zh, en = error.text
        error.text = Bilingual(
            f"自此行起 {lines} 行未检查：{zh}", f"{lines} lines from this one on: {en}"
        )
    return Found(lines, 0, [(1, told_of_error(error))])


def _length(piece: Piece | Chunk | Rows | None) -> int:
    """Return how many lines or rows there are in a piece, as far as can be said."""
    match piece:
        case None:
            return 1
        case Rows():
            return piece.count
    try:
        return sum(1 for _ in lines_in(piece))
    except UnreadableError:
        return 0


def _look_at_file(path: str, wanted: frozenset[str], judge: Judge) -> Found:
    try:
        report = read(path).report
    except GovinfoReportError as error:
        return Found(1, 0, [(1, told_of_error(error))])
    findings = judge(check(report, rules=wanted), report)
    return Found(1, 1, [(1, told_of(report, findings))] if findings else [])


def _look_at_rows(
    path: str, rows: Rows, wanted: frozenset[str], judge: Judge, *, use_threads: bool
) -> Found:
    """Look for faulty rows as columns, and at these as reports."""
    from govinfo_report import frames

    pa = arrow()
    held = wanted & frames.RULES
    done = 0
    told = []
    try:
        with _opened(path) as file:
            for batch in file.iter_batches(_ROWS, row_groups=[rows.group], use_threads=use_threads):
                table = pa.Table.from_batches([batch])
                table = table.append_column(_ROW, pa.array(range(len(table)), pa.int64()))
                faulty = sorted({*frames.check(table, rules=held)[_ROW].to_pylist()})
                reports = frames.from_frame(table.take(pa.array(faulty, pa.int64())))
                for row, report in zip(faulty, reports, strict=True):
                    findings = judge(check(report, rules=held), report)
                    if findings:
                        told.append((done + row + 1, told_of(report, findings)))
                done += len(table)
    except GovinfoReportError as error:
        error.source = path
        told.append((done + 1, told_of_error(error)))
    return Found(rows.count, done, told)


@contextmanager
def _opened(path: str) -> Iterator[Any]:
    """Open a Parquet file; raise where it is none or turns out to be damaged."""
    pa = arrow()
    from govinfo_report.frames.entering import unread

    try:
        with pa.parquet.ParquetFile(path) as file:
            yield file
    except GovinfoReportError:
        raise
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unread(error, path) from None
