"""Many files at once: which they are, and what is done with each, one by one or in processes."""

import argparse
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from importlib.util import find_spec
from math import inf
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO, TypeAlias, TypeVar

import msgspec

from govinfo_report import GovinfoReportError
from govinfo_report._text import printable
from govinfo_report.cli.codes import FAILED, INTERRUPTED
from govinfo_report.cli.printing import console_on
from govinfo_report.errors import Bilingual, Language, UnreadableError
from govinfo_report.reading import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path

STDIN: Final = "-"
"""The name that stands for standard input."""

_SUFFIXES: Final = frozenset(
    [
        ".csv",
        ".doc",
        ".docx",
        ".et",
        ".htm",
        ".html",
        ".json",
        ".markdown",
        ".md",
        ".ods",
        ".odt",
        ".pdf",
        ".rtf",
        ".tab",
        ".tsv",
        ".txt",
        ".wps",
        ".xls",
        ".xlsx",
    ]
)
"""What is taken for a report in a folder."""
_PASSING: Final = (".", "~$")  # hidden files, and those that Word keeps beside an open one

T = TypeVar("T")
Source: TypeAlias = str | bytes
"""A path, or what came through standard input."""
Job: TypeAlias = tuple[str, Source, argparse.Namespace]
"""A name, what is read, and the options that it is read with."""
Result: TypeAlias = T | GovinfoReportError


class Outcome(msgspec.Struct, frozen=True):
    """What became of many files."""

    done: int
    failed: int
    interrupted: bool

    def end(self, found: Bilingual, code: int, lang: Language, stderr: TextIO) -> int:
        """Write all of it in a line, with what was found; return the exit code, or a worse one."""
        stopped = Bilingual("已中断；", "stopped; ") if self.interrupted else Bilingual("", "")
        summary = Bilingual(
            f"{stopped.zh}文件 {self.done}：{found.zh}；失败 {self.failed}",
            f"{stopped.en}files: {self.done}; {found.en}; failed: {self.failed}",
        )
        stderr.write(f"govinfo-report: {summary.in_language(lang)}\n")
        if self.interrupted:
            return INTERRUPTED
        return FAILED if self.failed else code


def expand(names: Iterable[str], more: frozenset[str] = frozenset()) -> list[str]:
    """Return the files that names, folders and patterns stand for, in order, each once.

    Files of a folder are sorted, and so are those of a pattern; `more` are suffixes that are wanted
    in a folder besides those of reports. What stands for nothing stays: who reads it says so.
    """
    suffixes = _SUFFIXES | more
    return list(dict.fromkeys(path for name in names for path in _expanded(name, suffixes)))


def place_of(path: str) -> str:
    """Return where a path leads."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # there is no such file, which opening it will tell
        return path


def is_single(names: Sequence[str], paths: Sequence[str]) -> bool:
    """Say whether one file was named, and not a folder or a pattern that happens to have one."""
    return len(names) == 1 and [*names] == [*paths]


def _expanded(name: str, suffixes: frozenset[str]) -> list[str]:
    if os.path.isdir(name):
        from pathlib import Path

        try:
            files = sorted(file for file in Path(name).rglob("*") if _is_wanted(file, suffixes))
        except OSError as error:  # it changes while it is looked through
            raise UnreadableError.unopened(error, name) from error
        return [*map(str, files)] or [name]
    if name == STDIN or os.path.exists(name):
        return [name]
    import glob

    found = sorted(glob.glob(name, recursive=True)) or [name]
    if found == [name]:  # nothing, or a link to it
        return found
    return [file for match in found for file in _expanded(match, suffixes)]


def _is_wanted(path: "Path", suffixes: frozenset[str]) -> bool:
    return path.suffix.lower() in suffixes and not path.name.startswith(_PASSING) and path.is_file()


def jobs_of(
    paths: Iterable[str], options: Iterable[argparse.Namespace], stdin: BinaryIO
) -> list[Job]:
    """Return what is to be done; standard input is read at once, no other process has it."""
    return [
        (path, stdin.read(MAX_BYTES + 1) if path == STDIN else path, each)
        for path, each in zip(paths, options, strict=True)
    ]


def go_through(
    jobs: Sequence[Job],
    work: Callable[[Source, argparse.Namespace], T],
    tell: Callable[[str, Result[T]], None],
    options: argparse.Namespace,
    stderr: TextIO,
) -> Outcome:
    """Do the work on every file and tell of each in order; a failure stops no other.

    Ctrl-C leaves out the rest. Several files are read in processes of their own, even if that is
    one at a time, for only a process can be ended; without a time limit and `--jobs` they are read
    in this one. `work` and what it returns are pickled.
    """
    done = failed = 0
    try:
        with closing(_watched(_results(jobs, work, options), len(jobs), stderr)) as results:
            for (name, _, _), result in zip(jobs, results, strict=True):
                done += 1
                if isinstance(result, GovinfoReportError):
                    failed += 1
                    result.source = result.source or name
                    say(result, options.lang, stderr)
                tell(name, result)
    except KeyboardInterrupt:
        return Outcome(done, failed, interrupted=True)
    return Outcome(done, failed, interrupted=False)


def say(error: GovinfoReportError, lang: Language, stderr: TextIO) -> None:
    """Write what is wrong in a line."""
    stderr.write(f"govinfo-report: {printable(error.message(lang))}\n")


def _results(
    jobs: Sequence[Job],
    work: Callable[[Source, argparse.Namespace], T],
    options: argparse.Namespace,
) -> Generator[Result[T], None, None]:
    attempt = partial(_attempt, work)
    if len(jobs) == 1 or (options.jobs == 1 and not options.time_limit):
        yield from map(attempt, jobs)
        return
    from govinfo_report.streams.workers import in_processes

    seconds = options.time_limit or inf
    done = in_processes(jobs, attempt, options.jobs, limit=lambda _: seconds, ahead=len(jobs))
    with closing(done):
        yield from (result for _, result in done)


def _attempt(work: Callable[[Source, argparse.Namespace], T], job: Job) -> Result[T]:
    _, source, options = job
    try:
        return work(source, options)
    except GovinfoReportError as error:
        return error


def _watched(results: Iterator[T], total: int, stderr: TextIO) -> Generator[T, None, None]:
    """Pass results on, with a bar on a terminal."""
    if not stderr.isatty() or find_spec("rich") is None:
        yield from results
        return
    from rich.progress import Progress

    bar = Progress(
        *Progress.get_default_columns(),
        console=console_on(stderr),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    task = bar.add_task("", total=total)
    bar.start()
    try:
        for result in results:
            bar.advance(task)
            bar.stop()  # and erased, so that nothing is printed into it
            yield result
            bar.start()
    finally:
        bar.stop()
