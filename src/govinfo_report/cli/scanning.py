"""`scan`: go through any number of reports, of any kind, and keep what is found in a file."""

import argparse
import signal
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from itertools import accumulate
from math import inf
from pathlib import Path
from typing import BinaryIO, Final, TextIO

import attrs
import msgspec

from govinfo_report import GovinfoReportError, Severity, UnfitInputError, __version__
from govinfo_report._text import printable, writable
from govinfo_report.cli.batches import STDIN, expand, place_of
from govinfo_report.cli.checking import exit_code, rules_of
from govinfo_report.cli.codes import FAILED, FOUND, INTERRUPTED, OK
from govinfo_report.cli.inputs import SUFFIXES, Found, Task, given_up, has_lines, look, tasks_of
from govinfo_report.cli.ledger import Ledger, Mark, own_files
from govinfo_report.cli.printing import console_on
from govinfo_report.errors import Bilingual, Language
from govinfo_report.rules.catalogue import select
from govinfo_report.streams.checking import Told
from govinfo_report.streams.workers import AHEAD, in_processes

_FILES_AHEAD: Final = 100  # which take little memory, so that one that takes long delays no other
_NOTED: Final = 5.0  # seconds after which a note is left of how far the scan went
_NO_FILE: Final = Bilingual(
    "须为文件，以便中断后继续", "must be a file, so that a scan can go on there"
)
_READ_AND_WRITTEN: Final = Bilingual(
    "既是输入，又是 --out 要写入的文件；请换一个 --out",
    "would be both read and overwritten; name another file as --out",
)
_STOPPED: Final = Bilingual("已中断，可用 --resume 继续", "stopped, --resume goes on")
_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


def run_scan(options: argparse.Namespace, stdin: BinaryIO, _: TextIO, stderr: TextIO) -> int:
    """Check reports and keep what is found in a file; SIGTERM stops it as Ctrl-C does."""
    try:
        with _terminable():
            return _scan(options, stdin, stderr)
    except KeyboardInterrupt:  # before anything was begun, or once more while it was ended
        _say(_STOPPED, options, stderr)
        return INTERRUPTED


@contextmanager
def _terminable() -> Iterator[None]:
    try:
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    except ValueError:  # only the first thread of a program is told of signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _scan(options: argparse.Namespace, stdin: BinaryIO, stderr: TextIO) -> int:
    if options.out == STDIN:
        raise UnfitInputError(_NO_FILE, source="--out")
    own = own_files(options.out)
    if named := [path for path in options.files if place_of(path) in own]:
        raise UnfitInputError(_READ_AND_WRITTEN, source=named[0])
    paths = [path for path in expand(options.files, SUFFIXES) if place_of(path) not in own]
    seen = [*map(_seen, paths)]
    wanted = select(rules_of(options))
    asked = {
        "version": __version__,
        "lang": options.lang,
        "rules": sorted(wanted),
        "configuration": repr(None if options.no_config else options.configuration),
        "inputs": sha256(repr(seen).encode()).hexdigest(),
    }
    started = time.perf_counter()
    with Ledger(options.out, asked, resume=options.resume) as ledger:
        before = ledger.mark.reports
        tasks = tasks_of(paths, ledger.mark, stdin)
        work = partial(look, wanted=wanted, options=options)
        with closing(_done(tasks, paths, work, options)) as done:
            _keep(done, [size for _, size, _ in seen], options, ledger, stderr)
    mark = ledger.mark
    _summarise(
        mark, (mark.reports - before) / (time.perf_counter() - started), ledger, options, stderr
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


def _done(
    tasks: Iterator[Task],
    paths: Sequence[str],
    work: Callable[[Task], Found],
    options: argparse.Namespace,
) -> Generator[tuple[Task, Found], None, None]:
    """Yield each task and what is found; in this process only where no file is to have a limit."""
    streams = [*map(has_lines, paths)]
    results: Generator[tuple[Task, Found | GovinfoReportError], None, None]
    if options.jobs == 1 and (not options.time_limit or len(paths) == 1 or all(streams)):
        results = ((task, _attempt(work, task)) for task in tasks)
    else:
        seconds = options.time_limit or inf
        results = in_processes(
            tasks,
            work,
            options.jobs,
            limit=lambda task: seconds if task.piece is None else inf,
            ahead=AHEAD if any(streams) else _FILES_AHEAD,
        )
    with closing(results):
        for task, result in results:
            yield task, given_up(task, result) if isinstance(result, GovinfoReportError) else result


def _attempt(work: Callable[[Task], Found], task: Task) -> Found | GovinfoReportError:
    try:
        return work(task)
    except GovinfoReportError as error:
        return error


def _keep(
    done: Iterator[tuple[Task, Found]],
    sizes: Sequence[int],
    options: argparse.Namespace,
    ledger: Ledger,
    stderr: TextIO,
) -> None:
    """Write down what comes of each task."""
    noted = time.perf_counter()
    with _bar(sizes, ledger.mark, stderr) as advance:
        for task, found in done:
            first = ledger.mark.line if task.input == ledger.mark.input else 0
            rows = [
                row
                for number, told in found.told
                for row in _rows(task.path, first + number, told, options.lang)
            ]
            ledger.add(
                b"".join(_ENCODER.encode(row) + b"\n" for row in rows),
                _next(ledger.mark, first, task, found, options.fail_on),
            )
            advance(ledger.mark)
            if time.perf_counter() - noted > _NOTED:
                ledger.note()
                noted = time.perf_counter()


def _next(mark: Mark, first: int, task: Task, found: Found, threshold: str) -> Mark:
    """Return how far the scan is after a piece."""
    findings = [finding for _, (*_, those, _) in found.told for finding in those]
    counted = Counter(finding.severity for finding in findings)
    is_file = task.piece is None
    return attrs.evolve(
        mark,
        input=task.input + is_file,
        line=0 if is_file else first + found.lines,
        place=0 if task.piece is None else task.piece.end,
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
    place = {"file": writable(path), "line": line if has_lines(path) and not is_whole else None}
    if error is not None:
        yield {**place, "error": error.text.in_language(lang)}
        return
    keys = {"agency": agency, "year": year, "edition": edition, "source": source}
    for finding in findings:
        yield {**place, **finding.to_dict(lang), **keys}


@contextmanager
def _bar(sizes: Sequence[int], mark: Mark, stderr: TextIO) -> Iterator[Callable[[Mark], None]]:
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
        start = time.perf_counter()
        done = before[mark.input] + mark.place
        task = bar.add_task("", total=before[-1] - done or None, reports=mark.reports, rate=0.0)

        def advance(now: Mark) -> None:
            bar.update(
                task,
                completed=before[now.input] + now.place - done,
                reports=now.reports,
                rate=(now.reports - mark.reports) / (time.perf_counter() - start),
            )

        yield advance
        bar.update(task, completed=before[-1] - done)


def _summarise(
    mark: Mark, rate: float, ledger: Ledger, options: argparse.Namespace, stderr: TextIO
) -> None:
    zh = f"报告 {mark.reports}（每秒 {rate:,.0f} 份），有问题 {mark.faulty}：错误 {mark.errors}，警告 {mark.warnings}，提示 {mark.notes}；无法读取 {mark.failed}；结果见 {options.out}"
    en = f"reports: {mark.reports} ({rate:,.0f} a second), with findings: {mark.faulty}; errors: {mark.errors}, warnings: {mark.warnings}, notes: {mark.notes}; not read: {mark.failed}; see {options.out}"
    if ledger.is_stopped:
        zh, en = f"{_STOPPED.zh}；{zh}", f"{_STOPPED.en}; {en}"
    _say(Bilingual(zh, en), options, stderr)


def _say(text: Bilingual, options: argparse.Namespace, stderr: TextIO) -> None:
    stderr.write(f"govinfo-report: {printable(text.in_language(options.lang))}\n")
