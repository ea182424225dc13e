"""What goes into the command and what comes out of it: files, or the standard streams."""

import argparse
from collections.abc import Iterable
from typing import BinaryIO, TextIO

from govinfo_report import AnnualReport, Reading, dumps, read
from govinfo_report._text import printable
from govinfo_report.cli.batches import STDIN
from govinfo_report.layout.problems import Problem


def read_input(options: argparse.Namespace, stdin: BinaryIO) -> Reading:
    """Read the file that the command is about."""
    return read_file(options.file, options, stdin)


def read_file(file: str, options: argparse.Namespace, stdin: BinaryIO) -> Reading:
    """Read a file, or standard input."""
    return read(stdin if file == STDIN else file, options.source_format)


def tell_problems(
    problems: Iterable[Problem], options: argparse.Namespace, stderr: TextIO, name: str = ""
) -> None:
    """Say, beside what is written, what could not be read, and of which of many files."""
    source = f"{name}: " if name else ""
    stderr.writelines(
        f"govinfo-report: {printable(source + problem.message(options.lang))}\n"
        for problem in problems
    )


def report_as_json(report: AnnualReport, options: argparse.Namespace) -> str:
    """Return a report as JSON, indented as the options say."""
    return dumps(report, indent=options.indent or None).decode() + "\n"


def put_report(report: AnnualReport, options: argparse.Namespace, stdout: TextIO) -> None:
    """Write a report as JSON to where the options say."""
    data = report_as_json(report, options)
    if options.output is None:
        stdout.write(data)
    else:
        from govinfo_report.rendering import put

        put(data.encode(), options.output)
