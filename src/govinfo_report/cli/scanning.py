"""`scan`: go through any number of reports, of any kind, and keep what is found in a file."""

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO, Final, TextIO

import attrs
import msgspec

from govinfo_report import (
    GovinfoReportError,
    Severity,
    UnreadableError,
    __version__,
    check,
    read,
)
from govinfo_report._text import printable
from govinfo_report.cli.batches import STDIN, expand
from govinfo_report.cli.checking import exit_code, judged, rules_of
from govinfo_report.cli.codes import FAILED, FOUND, INTERRUPTED, OK
from govinfo_report.cli.ledger import Ledger, Mark, own_files
from govinfo_report.cli.printing import console_on
from govinfo_report.errors import Bilingual, Language
from govinfo_report.rules.catalogue import select
from govinfo_report.streams.checking import Told, tell
from govinfo_report.streams.lines import Chunk, Piece, lines_in, pieces_of
from govinfo_report.streams.processes import in_processes

_STREAM: Final = re.compile(r"\.(ndjson|jsonl|gz|zst)$", re.IGNORECASE)
_SUFFIXES: Final = frozenset({".ndjson", ".jsonl", ".gz", ".zst"})
"""What a folder may hold besides reports, each of them a stream."""
_NOTED: Final = 5.0  # seconds after which a note is left of how far the scan went
_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


@attrs.frozen
class _Task:
    """A piece of an input, or a file that is a report."""

    input: int
    piece: Piece | Chunk | str


@attrs.frozen
class _Found:
    """What came of a piece; lines are counted from 1."""

    lines: int
    reports: int
    told: list[tuple[int, Told]]
    """What came of those lines that have findings or hold no report."""


def run_scan(options: argparse.Namespace, stdin: BinaryIO, _: TextIO, stderr: TextIO) -> int:
    """Check reports and keep what is found in a file."""
    own = own_files(options.out)
    paths = [path for path in expand(options.files, _SUFFIXES) if Path(path).resolve() not in own]
    wanted = select(rules_of(options))
    asked = {
        "version": __version__,
        "lang": options.lang,
        "rules": sorted(wanted),
        "inputs": sha256(repr([*map(_seen, paths)]).encode()).hexdigest(),
    }
    started = time.monotonic()
    with Ledger(options.out, asked, resume=options.resume) as ledger:
        before = ledger.mark.reports
        tasks = _tasks(paths, ledger.mark, stdin)
        with closing(in_processes(tasks, partial(_look, wanted=wanted), options.jobs)) as done:
            _keep(done, paths, options, ledger, stderr)
    mark = ledger.mark
    _summarise(
        mark, (mark.reports - before) / (time.monotonic() - started), ledger, options, stderr
    )
    if ledger.is_stopped:
        return INTERRUPTED
    if mark.failed:
        return FAILED
    return FOUND if mark.reached else OK


def _seen(path: str) -> tuple[str, int, int]:
    """Return what tells whether an input is the same as before; nothing if it is no file."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return path, 0, 0
    return path, found.st_size, found.st_mtime_ns


def _keep(
    done: Iterator[tuple[_Task, _Found]],
    paths: Sequence[str],
    options: argparse.Namespace,
    ledger: Ledger,
    stderr: TextIO,
) -> None:
    """Write down what comes of each task."""
    noted = time.monotonic()
    with _bar(paths, ledger.mark, stderr) as advance:
        for task, found in done:
            path = paths[task.input]
            first = ledger.mark.line if task.input == ledger.mark.input else 0
            rows = [
                row
                for number, told in found.told
                for row in _rows(path, first + number, told, options.lang)
            ]
            ledger.add(
                b"".join(_ENCODER.encode(row) + b"\n" for row in rows),
                _next(ledger.mark, first, task, found, options.fail_on),
            )
            advance(ledger.mark)
            if time.monotonic() - noted > _NOTED:
                ledger.note()
                noted = time.monotonic()


def _tasks(paths: Sequence[str], mark: Mark, stdin: BinaryIO) -> Iterator[_Task]:
    """Yield what is left to do, in order."""
    for index in range(mark.input, len(paths)):
        path = paths[index]
        if path != STDIN and not _STREAM.search(path):
            yield _Task(index, path)
            continue
        line, byte = (mark.line, mark.byte) if index == mark.input else (0, 0)
        try:
            for piece in pieces_of(stdin if path == STDIN else path, line=line, byte=byte):
                yield _Task(index, piece)
        except UnreadableError as error:
            yield _Task(index, Chunk([error]))


def _look(task: _Task, wanted: frozenset[str]) -> _Found:
    """Return what is to be told of a piece; this is done in many processes."""
    if isinstance(task.piece, str):
        try:
            report = read(task.piece).report
        except GovinfoReportError as error:
            error.source = error.source or task.piece
            return _Found(1, 0, [(1, (None, None, None, None, (), error))])
        findings = tuple(check(report, rules=wanted))
        told = (report.edition, report.year, report.agency.name, report.source, findings, None)
        return _Found(1, 1, [(1, told)] if findings else [])
    each = [tell(line, wanted) for line in lines_in(task.piece)]
    there = [(number, told) for number, told in enumerate(each, 1) if told is not None]
    return _Found(
        len(each),
        sum(error is None for _, (*_, error) in there),
        [(number, told) for number, told in there if told[4] or told[5]],
    )


def _next(mark: Mark, first: int, task: _Task, found: _Found, threshold: str) -> Mark:
    """Return how far the scan is after a piece."""
    findings = [finding for _, (*_, those, _) in found.told for finding in those]
    counted = Counter(finding.severity for finding in findings)
    is_file = isinstance(task.piece, str)
    return attrs.evolve(
        mark,
        input=task.input + is_file,
        line=0 if is_file else first + found.lines,
        byte=0 if isinstance(task.piece, str) else task.piece.end,
        reports=mark.reports + found.reports,
        faulty=mark.faulty + sum(bool(those) for _, (*_, those, _) in found.told),
        failed=mark.failed + sum(error is not None for _, (*_, error) in found.told),
        errors=mark.errors + counted[Severity.ERROR],
        warnings=mark.warnings + counted[Severity.WARNING],
        notes=mark.notes + counted[Severity.NOTE],
        reached=mark.reached + (exit_code(findings, threshold) == FOUND),
    )


def _rows(path: str, line: int, told: Told, lang: Language) -> Iterator[dict[str, object]]:
    """Yield a row for each finding, or one for why there is no report."""
    edition, year, agency, source, findings, error = told
    is_whole = error is not None and error.source is not None  # it could not even be opened
    has_lines = path == STDIN or _STREAM.search(path)
    place = {"file": path, "line": line if has_lines and not is_whole else None}
    if error is not None:
        yield {**place, "error": error.text.in_language(lang)}
        return
    keys = {"agency": agency, "year": year, "edition": edition, "source": source}
    for finding in findings:
        yield {**place, **finding.to_dict(lang), **keys}


@contextmanager
def _bar(paths: Sequence[str], mark: Mark, stderr: TextIO) -> Iterator[Callable[[Mark], None]]:
    """Show on a terminal how much is done, how fast, and how long it will take."""
    if not stderr.isatty() or find_spec("rich") is None:
        yield lambda _: None
        return
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    sizes = [_seen(path)[1] for path in paths]
    before = [*accumulate(sizes, initial=0)]
    text = "{task.fields[reports]:,}  {task.fields[rate]:,.0f}/s"
    with Progress(
        BarColumn(),
        TaskProgressColumn(),
        TextColumn(text),
        TimeRemainingColumn(),
        console=console_on(stderr),
        transient=True,
    ) as bar:
        start = time.monotonic()
        done = before[mark.input] + mark.byte
        task = bar.add_task("", total=before[-1] - done or None, reports=mark.reports, rate=0.0)

        def advance(now: Mark) -> None:
            bar.update(
                task,
                completed=before[now.input] + now.byte - done,
                reports=now.reports,
                rate=(now.reports - mark.reports) / (time.monotonic() - start),
            )

        yield advance


def _summarise(
    mark: Mark, rate: float, ledger: Ledger, options: argparse.Namespace, stderr: TextIO
) -> None:
    zh = f"报告 {mark.reports}（每秒 {rate:,.0f} 份），有问题 {mark.faulty}：错误 {mark.errors}，警告 {mark.warnings}，提示 {mark.notes}；无法读取 {mark.failed}；结果见 {options.out}"
    en = f"reports: {mark.reports} ({rate:,.0f} a second), with findings: {mark.faulty}; errors: {mark.errors}, warnings: {mark.warnings}, notes: {mark.notes}; not read: {mark.failed}; see {options.out}"
    if ledger.is_stopped:
        zh, en = f"已中断，可用 --resume 继续；{zh}", f"stopped, --resume goes on; {en}"
    stderr.write(f"govinfo-report: {printable(Bilingual(zh, en).in_language(options.lang))}\n")
