"""`convert`: reports in another format, one or many."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, TextIO

from govinfo_report import (
    GovinfoReportError,
    UnfitInputError,
    UnwritableError,
    read,
)
from govinfo_report.cli.batches import (
    STDIN,
    Source,
    expand,
    go_through,
    is_single,
    jobs_of,
    place_of,
)
from govinfo_report.cli.codes import OK
from govinfo_report.cli.files import (
    JSON,
    overwritten,
    put_file,
    put_report,
    read_file,
    rendered,
    tell_problems,
    vet_output,
)
from govinfo_report.errors import Bilingual
from govinfo_report.layout.problems import Problem

_ENDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {"form": ".html", "markdown": ".md", "text": ".txt"}
)
"""What files of a format end in, where that is not its name."""
_NO_FOLDER: Final = Bilingual(
    "多份报告请用 -o 指定文件夹", "there are several reports: name a folder for them with -o"
)


def run_convert(
    options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO
) -> int:
    """Write reports in another format."""
    paths = expand(options.files)
    if not is_single(options.files, paths):
        return _convert_many(paths, options, stdin, stderr)
    vet_output(paths, options)
    reading = read_file(paths[0], options, stdin)
    tell_problems(reading.problems, options, stderr)
    put_report(reading.report, options, stdout)
    return OK


def _convert_many(
    paths: Sequence[str], options: argparse.Namespace, stdin: BinaryIO, stderr: TextIO
) -> int:
    if options.output is None:
        raise UnfitInputError(_NO_FOLDER)
    to = options.to or JSON
    targets = _targets(paths, Path(options.output), to)
    try:
        Path(options.output).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableError(options.output, error) from None
    each = [
        argparse.Namespace(**{**vars(options), "output": str(targets[path]), "to": to})
        for path in paths
    ]
    problems = 0

    def tell(name: str, result: tuple[Problem, ...] | GovinfoReportError) -> None:
        nonlocal problems
        if isinstance(result, GovinfoReportError):
            return
        problems += len(result)
        tell_problems(result, options, stderr, name)

    outcome = go_through(jobs_of(paths, each, stdin), _convert_one, tell, options, stderr)
    found = Bilingual(f"读取问题 {problems}", f"problems while reading: {problems}")
    return outcome.end(found, OK, options.lang, stderr)


def _convert_one(source: Source, options: argparse.Namespace) -> tuple[Problem, ...]:
    reading = read(source, options.source_format)
    put_file(rendered(reading.report, options.to, options), options.output)
    return reading.problems


def _targets(paths: Sequence[str], folder: Path, to: str) -> dict[str, Path]:
    """Return where each is written, unless that is where another is written or read."""
    ending = _ENDINGS.get(to, f".{to}")
    targets = {
        path: folder / (("stdin" if path == STDIN else Path(path).stem) + ending) for path in paths
    }
    if faults := list(_clashes(targets)):
        raise UnfitInputError(*faults)
    return targets


def _clashes(targets: Mapping[str, Path]) -> Iterator[Bilingual]:
    sources = {place_of(path) for path in targets}
    taken: dict[str, str] = {}
    for path, target in targets.items():
        first = taken.setdefault(target.name.casefold(), path)  # to some file systems case is one
        if first != path:
            yield Bilingual(
                f"{first} 与 {path} 都会写成 {target}",
                f"{first} and {path} would both be written to {target}",
            )
        if place_of(str(target)) in sources:
            yield overwritten(target)
