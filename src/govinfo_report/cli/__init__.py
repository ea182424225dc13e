"""The command `govinfo-report`: check reports, convert, compare and count them."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from math import inf
from typing import BinaryIO, TextIO

from govinfo_report import Edition, GovinfoReportError, Severity, __version__
from govinfo_report.cli import (
    checking,
    comparing,
    converting,
    exchange,
    inspecting,
    rendering,
    repairing,
)
from govinfo_report.cli.batches import FAILED, OK, say
from govinfo_report.cli.checking import FOUND
from govinfo_report.rendering import FORMATS

__all__ = ["FAILED", "FOUND", "OK", "main", "run"]

_Run = Callable[[argparse.Namespace, BinaryIO, TextIO, TextIO], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command on the process's own streams and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack a character, a file none
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        return run(argv, sys.stdin.buffer, sys.stdout, sys.stderr)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def run(argv: Sequence[str] | None, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run the command on given streams and return its exit code."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:  # argparse has said what is wrong, or printed the help
        return OK if stop.code in {None, OK} else FAILED
    try:
        code: int = options.run(options, stdin, stdout, stderr)
    except GovinfoReportError as error:
        say(error, options.lang, stderr)
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="govinfo-report",
        description="Read, check and compare annual disclosure reports (政府信息公开工作年度报告).",
        epilog="Exit code: 0 all well, 1 a finding reaches --fail-on, 2 input or usage is wrong,"
        " 130 stopped by Ctrl-C.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, run: _Run, about: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=about)
        command.set_defaults(run=run)
        command.add_argument(
            "--lang", choices=("zh", "en"), default="zh", help="language of messages (default: zh)"
        )
        return command

    command = add("check", checking.run_check, "say where reports break the rules")
    _add_check(command)

    command = add("inspect", inspecting.run_inspect, "show what was read beside the source")
    _add_inspect(command)

    command = add("convert", converting.run_convert, "write reports in another format")
    _add_convert(command)

    command = add("render", rendering.run_render, "write a report as a page, a Word file, a PDF …")
    _add_render(command)

    command = add("blank", rendering.run_blank, "write a form to fill in")
    _add_blank(command)

    command = add("repair", repairing.run_repair, "say which figures are probably wrong")
    _add_repair(command)

    command = add("schema", checking.run_schema, "print the JSON Schema of a report")
    command.add_argument(
        "--edition", choices=[*Edition], help="of one edition; without it, of either"
    )

    command = add("statements", checking.run_statements, "list the counts that the prose states")
    _add_input(command)
    _add_format(command)

    command = add("diff", comparing.run_diff, "say which figures changed between two reports")
    command.add_argument("before", metavar="BEFORE")
    command.add_argument("after", metavar="AFTER")
    _add_format(command)

    command = add("series", comparing.run_series, "check the reports of an organ over the years")
    _add_files(command)
    _add_threshold(command)
    _add_format(command)

    command = add("aggregate", comparing.run_aggregate, "add up reports to a parent organ's")
    _add_files(command)
    command.add_argument("--agency", metavar="NAME", help="the name of the parent organ")
    _add_output(command)

    command = add("tally", comparing.run_tally, "count the requests of a CSV file into a report")
    command.add_argument("file", metavar="CSV", help="a case a row; - for standard input")
    command.add_argument("--year", type=int, required=True, help="the year of the report")
    command.add_argument(
        "--edition", choices=[*Edition], help="of the form; without it, the one in force"
    )
    _add_output(command)

    command = add("metrics", comparing.run_metrics, "print the rates that a report gives")
    _add_input(command)
    _add_format(command)
    return parser


def _add_input(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a report; - for standard input")
    _add_source_format(command)


def _add_inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help='reports, folders of them or patterns such as "2021/**/*.pdf"; - for standard input',
    )
    command.add_argument(
        "--jobs", type=_positive, default=1, metavar="N", help="in how many processes (default: 1)"
    )
    command.add_argument(
        "--time-limit",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="for each of several files (default: 60; 0 for none)",
    )
    _add_source_format(command)


def _add_source_format(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--from", dest="source_format", metavar="FORMAT", help="its format, if not to be detected"
    )


def _add_files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", metavar="FILE", nargs="+", help="reports")


def _add_check(command: argparse.ArgumentParser) -> None:
    _add_inputs(command)
    _add_threshold(command)
    _add_format(command, "jsonl", *exchange.FORMATS)
    command.add_argument("--tables", action="store_true", help="print every figure first")
    command.add_argument(
        "--rules",
        default="all",
        metavar="IDS",
        help='"all" (the default), "identities", or ids of rules separated by commas',
    )
    command.add_argument("--previous", metavar="FILE", help="last year's report of the organ")
    command.add_argument(
        "--children", metavar="DIR", help="a folder with the reports of its subordinates"
    )
    command.add_argument(
        "--own", metavar="FILE", help="with --children: the report of its own office"
    )


def _add_inspect(command: argparse.ArgumentParser) -> None:
    _add_input(command)
    command.add_argument(
        "--only",
        choices=inspecting.ONLY,
        default="all",
        help="figures that a problem names, those not certain besides, or all (the default)",
    )
    _add_format(command)


def _add_convert(command: argparse.ArgumentParser) -> None:
    _add_inputs(command)
    command.add_argument(
        "--to",
        "--format",
        choices=FORMATS,
        help="the format; without it, that of -o if it names a file, else json",
    )
    _add_copy(command, "a folder if there are several reports")


def _add_render(command: argparse.ArgumentParser) -> None:
    _add_input(command)
    _add_target(command)
    command.add_argument(
        "--findings", action="store_true", help="mark or list what is found in it (html, xlsx)"
    )
    command.add_argument("--labels", metavar="FILE", help="labels to replace, as a JSON object")
    command.add_argument("--css", metavar="FILE", help="style to add (html)")
    command.add_argument("--frame", metavar="FILE", help="page around the report (html)")
    command.add_argument("--font", metavar="FONT", help="a family or a file (pdf)")


def _add_blank(command: argparse.ArgumentParser) -> None:
    _add_target(command)
    command.add_argument("--edition", choices=[*Edition], help="without it, the one in force")
    command.add_argument("--year", type=int, help="the year of the report")
    command.add_argument("--agency", metavar="NAME", help="the organ that reports")


def _add_target(command: argparse.ArgumentParser) -> None:
    command.add_argument("--to", choices=FORMATS, help="the format; without it, that of -o")
    command.add_argument("-o", "--output", metavar="FILE", help="where to write; standard output")


def _add_format(command: argparse.ArgumentParser, *more: str) -> None:
    command.add_argument(
        "--format",
        choices=("text", "json", *more),
        default="text",
        help="for people or for programs",
    )


def _add_repair(command: argparse.ArgumentParser) -> None:
    _add_input(command)
    command.add_argument("--previous", metavar="FILE", help="last year's report of the organ")
    command.add_argument(
        "--limit", type=_positive, default=200, help="how many corrections at most (default: 200)"
    )
    command.add_argument(
        "--apply", type=_positive, metavar="N", help="write a copy with correction N made"
    )
    command.add_argument(
        "--fill", action="store_true", help="write a copy with determined blanks filled in"
    )
    _add_copy(command)
    _add_format(command)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 <= number < inf:
        raise ValueError(text)
    return number


def _add_output(command: argparse.ArgumentParser) -> None:
    _add_copy(command)
    command.add_argument(
        "--format", choices=("json",), default="json", help="what is written (default: json)"
    )


def _add_copy(command: argparse.ArgumentParser, more: str = "standard output") -> None:
    command.add_argument("-o", "--output", metavar="FILE", help=f"where to write; {more}")
    command.add_argument("--indent", type=int, default=2, help="0 for one line (default: 2)")


def _add_threshold(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--fail-on",
        choices=[*Severity, exchange.NEVER],
        default=Severity.ERROR.value,
        help="the least severity that makes the exit code 1 (default: error)",
    )
