"""`check`, `convert`, `schema` and `statements`: what is done with one report."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from govinfo_report import (
    AnnualReport,
    Finding,
    GovinfoReportError,
    Reading,
    UnreadableError,
    UnwritableError,
    check,
    check_rollup,
    dumps,
    localise,
    read,
    schema,
    statements,
)
from govinfo_report._text import printable
from govinfo_report.cli.printing import (
    console_on,
    form_tables,
    print_correction,
    print_findings,
    print_heading,
    print_json,
    print_problems,
    table,
)
from govinfo_report.errors import Bilingual, Language
from govinfo_report.repair import to_data
from govinfo_report.rules.catalogue import IDENTITY_RULES

OK: Final = 0
"""Exit code: done, and no finding reaches the threshold."""
FOUND: Final = 1
"""Exit code: a finding reaches the threshold."""
FAILED: Final = 2
"""Exit code: the input cannot be read, or the command was called wrongly."""


def exit_code(findings: Iterable[Finding], threshold: str) -> int:
    """Return `FOUND` if a finding that nobody has explained reaches the threshold, else `OK`."""
    if threshold == "never":
        return OK
    reached = any(f.severity.reaches(threshold) for f in findings if f.explained is None)
    return FOUND if reached else OK


def read_input(options: argparse.Namespace, stdin: BinaryIO) -> Reading:
    """Read the file that the command is about."""
    return read(stdin if options.file == "-" else options.file, options.source_format)


def tell_problems(reading: Reading, options: argparse.Namespace, stderr: TextIO) -> None:
    """Say, beside what is written, what could not be read."""
    stderr.writelines(
        f"govinfo-report: {printable(problem.message(options.lang))}\n"
        for problem in reading.problems
    )


def run_check(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Say where a report breaks the rules."""
    reading = read_input(options, stdin)
    previous = None if options.previous is None else read(options.previous).report
    findings = list(_findings(reading.report, previous, options, stderr))
    if options.format == "json":
        document = _as_json(reading, findings, options.lang)
        if _is_broken(findings):
            document["localisation"] = to_data(localise(reading.report, previous=previous))
        print_json(document, stdout)
    else:
        console = console_on(stdout)
        print_heading(reading.report, console, options.lang)
        if options.tables:
            for each in form_tables(reading.report, options.lang):
                console.print(each)
        print_problems(reading, console, options.lang)
        print_findings(findings, console, options.lang)
        if _is_broken(findings):
            print_correction(localise(reading.report, previous=previous), console, options.lang)
    return exit_code(findings, options.fail_on)


def _is_broken(findings: Iterable[Finding]) -> bool:
    return any(finding.rule in IDENTITY_RULES for finding in findings)


def _findings(
    report: AnnualReport,
    previous: AnnualReport | None,
    options: argparse.Namespace,
    stderr: TextIO,
) -> Iterator[Finding]:
    rules = options.rules if options.rules in {"all", "identities"} else options.rules.split(",")
    yield from check(report, rules=rules, previous=previous)
    if options.children is not None:
        own = None if options.own is None else read(options.own).report
        children = list(reports_in(Path(options.children), options.lang, stderr))
        yield from check_rollup(report, children, own=own)


def reports_in(folder: Path, lang: Language, stderr: TextIO) -> Iterator[AnnualReport]:
    """Yield the report in each file of a folder, by name; say which file holds none."""
    if not folder.is_dir():
        raise UnreadableError(Bilingual("不是文件夹", "is no folder"), source=str(folder))
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            yield read(path).report
        except GovinfoReportError as error:
            stderr.write(f"govinfo-report: {printable(error.message(lang))}\n")


def _as_json(reading: Reading, findings: list[Finding], lang: Language) -> dict[str, object]:
    return {
        "findings": [finding.to_dict(lang) for finding in findings],
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


def run_convert(
    options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO
) -> int:
    """Turn a report into JSON."""
    reading = read_input(options, stdin)
    tell_problems(reading, options, stderr)
    put_report(reading.report, options, stdout)
    return OK


def put_report(report: AnnualReport, options: argparse.Namespace, stdout: TextIO) -> None:
    """Write a report as JSON to where the options say."""
    data = dumps(report, indent=options.indent or None) + b"\n"
    if options.output is None:
        stdout.write(data.decode())
        return
    try:
        Path(options.output).write_bytes(data)
    except OSError as error:
        raise UnwritableError(options.output, error) from None


def run_schema(options: argparse.Namespace, _: BinaryIO, stdout: TextIO, _stderr: TextIO) -> int:
    """Print the JSON Schema."""
    print_json(schema.load(options.edition), stdout)
    return OK


def run_statements(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, _: TextIO) -> int:
    """List what the prose of a report says of its figures."""
    found = statements(read_input(options, stdin).report)
    if options.format == "json":
        print_json({"statements": [statement.to_dict() for statement in found]}, stdout)
        return OK
    titles = Bilingual("文字表述中的数据", "What the prose states")
    columns = (
        Bilingual("原文", "words"),
        Bilingual("数值", "number"),
        Bilingual("类别", "kind"),
        Bilingual("数据项", "figures"),
        Bilingual("位置", "section"),
    )
    console_on(stdout).print(
        table(
            titles.in_language(options.lang),
            [column.in_language(options.lang) for column in columns],
            [
                [
                    statement.text,
                    f"{'' if statement.exact else '≈'}{statement.number}",
                    statement.kind,
                    " + ".join(statement.figures),
                    statement.section,
                ]
                for statement in found
            ],
        )
    )
    return OK
