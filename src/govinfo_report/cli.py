"""The command `govinfo-report`: check a report, convert it to JSON, print the schema."""

import argparse
import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TextIO

import msgspec

from govinfo_report import (
    AnnualReport,
    Edition,
    Finding,
    GovinfoReportError,
    MissingExtraError,
    Reading,
    Severity,
    UnwritableError,
    __version__,
    check,
    dumps,
    form,
    read,
    schema,
)
from govinfo_report._text import printable
from govinfo_report.errors import Bilingual, Language

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

OK: Final = 0
"""Exit code: done, and no finding reaches the threshold."""
FOUND: Final = 1
"""Exit code: a finding reaches the threshold."""
FAILED: Final = 2
"""Exit code: the input cannot be read, or the command was called wrongly."""

_STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_SEVERITIES: Final = {
    Severity.ERROR: Bilingual("错误", "error"),
    Severity.WARNING: Bilingual("警告", "warning"),
    Severity.NOTE: Bilingual("提示", "note"),
}
_BLANK: Final = "—"
_FOR_PEOPLE: Final = "--format text"


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
        stderr.write(f"govinfo-report: {printable(error.message(options.lang))}\n")
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="govinfo-report",
        description="Read, check and convert annual disclosure reports (政府信息公开工作年度报告).",
        epilog="Exit code: 0 all well, 1 a finding reaches --fail-on, 2 input or usage is wrong.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    command = commands.add_parser("check", help="say where a report breaks the rules")
    _add_input(command)
    command.add_argument("--tables", action="store_true", help="print every figure first")
    command.add_argument(
        "--rules",
        default="all",
        metavar="IDS",
        help='"all" (the default), "identities", or ids of rules separated by commas',
    )
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people or for programs"
    )
    command.add_argument(
        "--fail-on",
        choices=[*Severity, "never"],
        default=Severity.ERROR.value,
        help="the least severity that makes the exit code 1 (default: error)",
    )
    command.set_defaults(run=_check)

    command = commands.add_parser("convert", help="turn a report into JSON")
    _add_input(command)
    command.add_argument("-o", "--output", metavar="FILE", help="where to write; standard output")
    command.add_argument("--indent", type=int, default=2, help="0 for one line (default: 2)")
    command.set_defaults(run=_convert)

    command = commands.add_parser("schema", help="print the JSON Schema of a report")
    command.add_argument(
        "--edition", choices=[*Edition], help="of one edition; without it, of either"
    )
    _add_language(command)
    command.set_defaults(run=_schema)
    return parser


def _add_input(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a report; - for standard input")
    command.add_argument(
        "--from", dest="source_format", metavar="FORMAT", help="its format, if not to be detected"
    )
    _add_language(command)


def _add_language(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="language of messages (default: zh)"
    )


def _read(options: argparse.Namespace, stdin: BinaryIO) -> Reading:
    return read(stdin if options.file == "-" else options.file, options.source_format)


# ── check ────────────────────────────────────────────────────────────────────────────────────


def _check(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, _: TextIO) -> int:
    reading = _read(options, stdin)
    rules = options.rules
    findings = check(
        reading.report, rules=rules if rules in {"all", "identities"} else rules.split(",")
    )
    if options.format == "json":
        _write_json(_as_json(reading, findings, options.lang), stdout)
    else:
        _print(reading, findings, options, stdout)
    reached = options.fail_on != "never" and any(
        finding.severity.reaches(options.fail_on) for finding in findings
    )
    return FOUND if reached else OK


def _as_json(reading: Reading, findings: list[Finding], lang: Language) -> dict[str, Any]:
    return {
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "figures": finding.figures,
                "expected": finding.expected,
                "actual": finding.actual,
                "message": finding.message(lang),
                "fingerprint": finding.fingerprint,
            }
            for finding in findings
        ],
        "problems": [
            {
                "kind": problem.kind,
                "figures": problem.figures,
                "where": str(problem.where),
                "text": problem.text,
                "message": problem.message(lang),
            }
            for problem in reading.problems
        ],
    }


def _write_json(value: object, stdout: TextIO) -> None:
    data = msgspec.json.Encoder(decimal_format="number").encode(value)
    stdout.write(msgspec.json.format(data, indent=2).decode() + "\n")


def _print(
    reading: Reading, findings: list[Finding], options: argparse.Namespace, stdout: TextIO
) -> None:
    console, lang = _console(stdout), options.lang
    _print_heading(reading.report, console, lang)
    if options.tables:
        for table in _tables(reading.report, lang):
            console.print(table)
    _print_list(
        Bilingual("阅读时发现的问题", "Problems while reading"),
        [("", "yellow", problem.message(lang)) for problem in reading.problems],
        console,
        lang,
    )
    _print_list(
        Bilingual("检查结果", "Findings"),
        [
            (
                f"{_SEVERITIES[finding.severity].in_language(lang)} {finding.rule}",
                _STYLES[finding.severity],
                finding.message(lang),
            )
            for finding in findings
        ],
        console,
        lang,
    )


def _console(stdout: TextIO) -> "Console":
    try:
        from rich.console import Console
    except ImportError:
        raise MissingExtraError(_FOR_PEOPLE, "cli") from None
    return Console(file=stdout, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _print_heading(report: AnnualReport, console: "Console", lang: Language) -> None:
    unknown = Bilingual("未知", "unknown").in_language(lang)
    agency = report.agency.name or unknown
    count = sum(value is not None for value in report.figures().values())
    total = len(report.figures())
    console.print(printable(report.title or agency), style="bold")
    console.print(
        printable(
            Bilingual(
                f"机关：{agency}　年度：{report.year or unknown}　表格：{report.edition} 年版"
                f"　已填数据：{count}/{total}",
                f"agency: {agency}; year: {report.year or unknown}; form: edition "
                f"{report.edition}; figures filled in: {count} of {total}",
            ).in_language(lang)
        )
    )


def _print_list(
    title: Bilingual, lines: list[tuple[str, str, str]], console: "Console", lang: Language
) -> None:
    from rich.padding import Padding
    from rich.text import Text

    none = Bilingual("无", "none").in_language(lang)
    colon = Bilingual("：", ": ").in_language(lang)
    console.print(f"\n{title.in_language(lang)}{colon}{len(lines) or none}", style="bold")
    for label, style, message in lines:
        text = Text(label, style=style)
        text.append(f"{'  ' if label else ''}{printable(message)}", style="not bold default")
        console.print(Padding(text, (0, 0, 0, 2)))


def _tables(report: AnnualReport, lang: Language) -> "Iterable[Table]":
    """Yield the three tables of the form, filled in."""
    from rich.table import Table

    layout = form(report.edition)
    for part in layout.parts:
        if not part.is_table:
            continue
        figures = [label for path, label in layout.figures.items() if path.startswith(part.name)]
        rows: dict[tuple[Bilingual, ...], dict[Bilingual, str]] = {}
        for label in figures:
            value = report.figure(label.path)
            row = rows.setdefault(label.labels[:-1], {})
            row[label.labels[-1]] = _BLANK if value is None else str(value)
        table = Table(title=part.heading if lang == "zh" else part.gloss, title_justify="left")
        table.add_column(overflow="fold")
        columns = list(dict.fromkeys(label for row in rows.values() for label in row))
        for column in columns:
            table.add_column(column.in_language(lang), justify="right", overflow="fold")
        for chain, row in rows.items():
            name = " · ".join(label.in_language(lang) for label in chain)
            table.add_row(name, *(row.get(column, "") for column in columns))
        yield table


# ── convert and schema ───────────────────────────────────────────────────────────────────────


def _convert(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    reading = _read(options, stdin)
    stderr.writelines(
        f"govinfo-report: {printable(problem.message(options.lang))}\n"
        for problem in reading.problems
    )
    data = dumps(reading.report, indent=options.indent or None) + b"\n"
    if options.output is None:
        stdout.write(data.decode())
    else:
        _save(Path(options.output), data)
    return OK


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UnwritableError(str(path), error) from None


def _schema(options: argparse.Namespace, _stdin: BinaryIO, stdout: TextIO, _stderr: TextIO) -> int:
    _write_json(schema.load(options.edition), stdout)
    return OK
