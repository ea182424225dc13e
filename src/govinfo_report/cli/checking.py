"""`check`, `schema` and `statements`: what is said of a report."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, TextIO

import attrs

from govinfo_report import (
    AnnualReport,
    Finding,
    GovinfoReportError,
    Localisation,
    Reading,
    Severity,
    UnfitInputError,
    UnreadableError,
    check,
    check_rollup,
    dumps,
    localise,
    read,
    schema,
    statements,
)
from govinfo_report._text import printable
from govinfo_report.cli.batches import (
    OK,
    STDIN,
    Source,
    expand,
    go_through,
    is_single,
    jobs_of,
    say,
)
from govinfo_report.cli.exchange import FORMATS, NEVER, Checked, exchanged
from govinfo_report.cli.printing import (
    console_on,
    form_tables,
    print_correction,
    print_findings,
    print_heading,
    print_json,
    print_problems,
    print_source,
    problems_as_json,
    table,
)
from govinfo_report.errors import Bilingual, Language
from govinfo_report.layout.problems import Problem
from govinfo_report.rendering import put
from govinfo_report.repair import to_data
from govinfo_report.rules.catalogue import IDENTITY_RULES, select

FOUND: Final = 1
"""Exit code: a finding reaches the threshold."""

_FOR_ONE: Final = Bilingual(
    "--previous、--children、--own 只能用于一份报告；多年报告请用 series",
    "--previous, --children and --own go with one report; for several years there is series",
)


def exit_code(findings: Iterable[Finding], threshold: str) -> int:
    """Return `FOUND` if a finding that nobody has explained reaches the threshold, else `OK`."""
    if threshold == NEVER:
        return OK
    reached = any(f.severity.reaches(threshold) for f in findings if f.explained is None)
    return FOUND if reached else OK


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


@attrs.frozen
class _Checked:
    """What is printed of a report that was checked."""

    reading: Reading
    findings: list[Finding]
    localisation: Localisation | None
    """What would explain broken identities, if any are."""


def run_check(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Say where reports break the rules."""
    paths = expand(options.files)
    if options.format in {"jsonl", *FORMATS} or not is_single(options.files, paths):
        return _check_many(paths, options, stdin, stdout, stderr)
    reading = read_file(paths[0], options, stdin)
    previous = None if options.previous is None else read(options.previous).report
    findings = check(reading.report, rules=_rules(options), previous=previous)
    findings.extend(_against_children(reading.report, options, stderr))
    checked = _Checked(reading, findings, _localised(reading.report, findings, previous))
    if options.format == "json":
        print_json(_as_json(checked, options.lang), stdout)
    else:
        _print_checked(checked, options, stdout)
    return exit_code(findings, options.fail_on)


def _check_many(
    paths: Sequence[str],
    options: argparse.Namespace,
    stdin: BinaryIO,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    if options.previous or options.children or options.own:
        raise UnfitInputError(_FOR_ONE)
    select(_rules(options))  # a rule that does not exist is said once, not of every file
    reports: list[dict[str, object]] = []
    findings: list[Finding] = []
    told: list[Checked] = []

    def tell(name: str, result: _Checked | GovinfoReportError) -> None:
        if not isinstance(result, GovinfoReportError):
            findings.extend(result.findings)
        match options.format:
            case "text":
                if not isinstance(result, GovinfoReportError):
                    print_source(name, console_on(stdout))
                    _print_checked(result, options, stdout)
            case "json":
                reports.append(_entry(name, result, options.lang))
            case "jsonl":
                print_json(_entry(name, result, options.lang), stdout, indent=0)
            case _:
                told.append(_told(name, result))

    jobs = jobs_of(paths, [options] * len(paths), stdin)
    outcome = go_through(jobs, _check_one, tell, options, stderr)
    if options.format == "json":
        print_json(reports, stdout)
    elif options.format in FORMATS:
        stdout.write(exchanged(options.format, told, options.lang, options.fail_on))
    counted = Counter(finding.severity for finding in findings)
    return outcome.end(
        Bilingual(
            f"错误 {counted[Severity.ERROR]}，警告 {counted[Severity.WARNING]}，提示 {counted[Severity.NOTE]}",
            f"errors: {counted[Severity.ERROR]}, warnings: {counted[Severity.WARNING]}, notes: {counted[Severity.NOTE]}",
        ),
        exit_code(findings, options.fail_on),
        options.lang,
        stderr,
    )


def _check_one(source: Source, options: argparse.Namespace) -> _Checked:
    reading = read(source, options.source_format)
    findings = check(reading.report, rules=_rules(options))
    return _Checked(reading, findings, _localised(reading.report, findings))


def _told(name: str, result: _Checked | GovinfoReportError) -> Checked:
    if isinstance(result, GovinfoReportError):
        return Checked(name, None, error=result)
    return Checked(name, result.reading, tuple(result.findings))


def _localised(
    report: AnnualReport, findings: Iterable[Finding], previous: AnnualReport | None = None
) -> Localisation | None:
    if any(finding.rule in IDENTITY_RULES for finding in findings):
        return localise(report, previous=previous)
    return None


def _print_checked(checked: _Checked, options: argparse.Namespace, stdout: TextIO) -> None:
    console, report = console_on(stdout), checked.reading.report
    print_heading(report, console, options.lang)
    if options.tables:
        for each in form_tables(report, options.lang):
            console.print(each)
    print_problems(checked.reading, console, options.lang)
    print_findings(checked.findings, console, options.lang)
    if checked.localisation is not None:
        print_correction(checked.localisation, console, options.lang)


def _rules(options: argparse.Namespace) -> str | list[str]:
    named: str = options.rules
    return named if named in {"all", "identities"} else named.split(",")


def _against_children(
    report: AnnualReport, options: argparse.Namespace, stderr: TextIO
) -> Iterable[Finding]:
    if options.children is None:
        return ()
    own = None if options.own is None else read(options.own).report
    children = list(reports_in(Path(options.children), options.lang, stderr))
    return check_rollup(report, children, own=own)


def reports_in(folder: Path, lang: Language, stderr: TextIO) -> Iterator[AnnualReport]:
    """Yield the report in each file of a folder, by name; say which file holds none."""
    if not folder.is_dir():
        raise UnreadableError(Bilingual("不是文件夹", "is no folder"), source=str(folder))
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            yield read(path).report
        except GovinfoReportError as error:
            say(error, lang, stderr)


def _entry(name: str, result: _Checked | GovinfoReportError, lang: Language) -> dict[str, object]:
    if isinstance(result, GovinfoReportError):
        return {"source": name, "error": result.message(lang)}
    return {"source": name, **_as_json(result, lang)}


def _as_json(checked: _Checked, lang: Language) -> dict[str, object]:
    data: dict[str, object] = {
        "findings": [finding.to_dict(lang) for finding in checked.findings],
        "problems": problems_as_json(checked.reading, lang),
    }
    if checked.localisation is not None:
        data["localisation"] = to_data(checked.localisation)
    return data


def report_as_json(report: AnnualReport, options: argparse.Namespace) -> str:
    """Return a report as JSON, indented as the options say."""
    return dumps(report, indent=options.indent or None).decode() + "\n"


def put_report(report: AnnualReport, options: argparse.Namespace, stdout: TextIO) -> None:
    """Write a report as JSON to where the options say."""
    data = report_as_json(report, options)
    if options.output is None:
        stdout.write(data)
    else:
        put(data.encode(), options.output)


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
