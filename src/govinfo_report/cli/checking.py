"""`check`: say where reports break the rules."""

import argparse
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO

import msgspec

from govinfo_report import (
    AnnualReport,
    Finding,
    GovinfoReportError,
    Reading,
    Severity,
    UnfitInputError,
    UnreadableError,
    check,
    read,
)
from govinfo_report._text import printable, writable
from govinfo_report.cli.batches import STDIN, Source, expand, go_through, is_single, jobs_of, say
from govinfo_report.cli.codes import FOUND, OK
from govinfo_report.cli.files import (
    put_file,
    read_file,
    read_other,
    tell_problems,
    vet_output,
)
from govinfo_report.cli.lines import Printer
from govinfo_report.cli.printing import (
    console_on,
    correction_of,
    print_findings,
    print_form,
    print_heading,
    print_json,
    print_problems,
    print_source,
    problems_as_json,
)
from govinfo_report.configuration import NEVER, Configuration, inline_faults
from govinfo_report.errors import Bilingual, Language
from govinfo_report.rules.catalogue import IDENTITY_RULES, select

if TYPE_CHECKING:
    from govinfo_report import Localisation

LOGS: Final = ("html", "sarif", "junit", "github")
"""The formats that hold all files in one log."""

_FOR_ONE: Final = Bilingual(
    "--previous、--children、--own 只能用于一份报告；多年报告请用 series",
    "--previous, --children and --own go with one report; for several years there is series",
)

_OWN_ALONE: Final = Bilingual("--own 须与 --children 同用", "--own goes with --children")


def exit_code(findings: Iterable[Finding], threshold: str) -> int:
    """Return `FOUND` if a finding that nobody has explained reaches the threshold, else `OK`."""
    if threshold == NEVER:
        return OK
    reached = any(f.severity.reaches(threshold) for f in findings if f.explained is None)
    return FOUND if reached else OK


class _Checked(msgspec.Struct, frozen=True):
    """What is printed of a report that was checked."""

    reading: Reading
    findings: list[Finding]
    localisation: "Localisation | None"
    """What would explain broken identities, if any are."""


def run_check(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Say where reports break the rules."""
    paths = expand(options.files)
    if options.output is None:
        return _check(paths, options, stdin, stdout, stderr)
    vet_output((*paths, options.previous, options.own), options)
    answer = io.StringIO()
    code = _check(paths, options, stdin, answer, stderr)
    put_file(answer.getvalue(), options.output)
    return code


def _check(
    paths: Sequence[str],
    options: argparse.Namespace,
    stdin: BinaryIO,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    has_others = bool(options.previous or options.children or options.own)
    if not is_single(options.files, paths):
        if has_others:
            raise UnfitInputError(_FOR_ONE)
        return _check_many(paths, options, stdin, stdout, stderr)
    if options.format in {"jsonl", *LOGS} and not has_others:
        return _check_many(paths, options, stdin, stdout, stderr)
    if options.own and not options.children:
        raise UnfitInputError(_OWN_ALONE)
    reading = read_file(paths[0], options, stdin)
    previous = read_other(options.previous, options, stdin, stderr)
    findings = check(reading.report, rules=rules_of(options), previous=previous)
    findings.extend(_against_children(reading.report, options, stdin, stderr))
    findings = judged(findings, reading.report, paths[0], options)
    _tell_inline(reading.report, paths[0], options, stderr)
    checked = _Checked(reading, findings, _localised(reading.report, findings, previous))
    match options.format:
        case "text":
            _print_checked(checked, options, stdout)
        case "json":
            print_json(_as_json(checked, options.lang), stdout)
        case "jsonl":
            print_json(_entry(paths[0], checked, options.lang), stdout, indent=0)
        case _:
            stdout.write(_log([(paths[0], checked)], options))
    return exit_code(findings, options.fail_on)


def _check_many(
    paths: Sequence[str],
    options: argparse.Namespace,
    stdin: BinaryIO,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    select(rules_of(options))  # a rule that does not exist is said once, not of every file
    reports: list[dict[str, object]] = []
    findings: list[Finding] = []
    log: list[tuple[str, _Checked | GovinfoReportError]] = []

    def tell(name: str, result: _Checked | GovinfoReportError) -> None:
        if not isinstance(result, GovinfoReportError):
            findings.extend(result.findings)
            _tell_inline(result.reading.report, name, options, stderr)
        match options.format:
            case "text":
                if not isinstance(result, GovinfoReportError):
                    print_source(name, Printer(stdout))
                    _print_checked(result, options, stdout)
            case "json":
                reports.append(_entry(name, result, options.lang))
            case "jsonl":
                print_json(_entry(name, result, options.lang), stdout, indent=0)
            case _:
                log.append((name, result))

    jobs = jobs_of(paths, [options] * len(paths), stdin)
    outcome = go_through(jobs, _check_one, tell, options, stderr)
    if options.format == "json":
        print_json(reports, stdout)
    elif options.format in LOGS:
        stdout.write(_log(log, options))
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
    findings = check(reading.report, rules=rules_of(options))
    findings = judged(findings, reading.report, source, options)
    return _Checked(reading, findings, _localised(reading.report, findings))


def judged(
    findings: Iterable[Finding], report: AnnualReport, source: Source, options: argparse.Namespace
) -> list[Finding]:
    """Return findings as the configuration has them, and the report itself if that is allowed."""
    if options.no_config:
        return [*findings]
    configuration: Configuration = options.configuration
    path = None if isinstance(source, bytes) or source == STDIN else source
    return configuration.judged(findings, report, path)


def _tell_inline(
    report: AnnualReport, name: str, options: argparse.Namespace, stderr: TextIO
) -> None:
    """Say what a report says of the rules to no effect."""
    stderr.writelines(
        f"govinfo-report: {printable(f'{name}: {fault.message(options.lang)}')}\n"
        for fault in (() if options.no_config else inline_faults(report))
    )


def _log(
    files: Iterable[tuple[str, _Checked | GovinfoReportError]], options: argparse.Namespace
) -> str:
    from govinfo_report.cli.exchange import Checked, exchanged

    told = [
        Checked(name, None, error=result)
        if isinstance(result, GovinfoReportError)
        else Checked(name, result.reading, tuple(result.findings), localisation=result.localisation)
        for name, result in files
    ]
    if options.format == "html":
        from govinfo_report.cli.page import page

        return page(told, options.lang)
    return exchanged(options.format, told, options.lang, options.fail_on)


def _localised(
    report: AnnualReport, findings: Iterable[Finding], previous: AnnualReport | None = None
) -> "Localisation | None":
    if not any(finding.rule in IDENTITY_RULES for finding in findings):
        return None
    from govinfo_report.repair import localise

    return localise(report, previous=previous)


def _print_checked(checked: _Checked, options: argparse.Namespace, stdout: TextIO) -> None:
    printer, report = Printer(stdout), checked.reading.report
    print_heading(report, printer, options.lang)
    if options.tables:
        print_form(report, console_on(stdout), options.lang)
    printer.line()
    print_problems(checked.reading, printer, options.lang)
    printer.line()
    print_findings(checked.findings, printer, options.lang)
    if checked.localisation is not None:
        printer.line()
        printer.line(printable(correction_of(checked.localisation, options.lang)))


def rules_of(options: argparse.Namespace) -> str | list[str]:
    """Return the rules that are asked for."""
    named: str = options.rules
    return named if named in {"all", "identities"} else [rule.strip() for rule in named.split(",")]


def _against_children(
    report: AnnualReport, options: argparse.Namespace, stdin: BinaryIO, stderr: TextIO
) -> Iterable[Finding]:
    if options.children is None:
        return ()
    from govinfo_report import check_rollup

    own = read_other(options.own, options, stdin, stderr)
    children = list(_reports_in(options.children, options, stderr))
    return check_rollup(report, children, own=own)


def _reports_in(folder: str, options: argparse.Namespace, stderr: TextIO) -> Iterator[AnnualReport]:
    """Yield the report in each file of a folder, by name; say what could not be read."""
    if not os.path.isdir(folder):
        raise UnreadableError(Bilingual("不是文件夹", "is no folder"), source=folder)
    inside = (os.path.join(folder, name) for name in sorted(os.listdir(folder)))
    for path in filter(os.path.isfile, inside):
        try:
            reading = read(path)
        except GovinfoReportError as error:
            say(error, options.lang, stderr)
            continue
        tell_problems(reading.problems, options, stderr, path)
        yield reading.report


def _entry(name: str, result: _Checked | GovinfoReportError, lang: Language) -> dict[str, object]:
    if isinstance(result, GovinfoReportError):
        return {"source": writable(name), "error": writable(result.message(lang))}
    return {"source": writable(name), **_as_json(result, lang)}


def _as_json(checked: _Checked, lang: Language) -> dict[str, object]:
    data: dict[str, object] = {
        "findings": [finding.to_dict(lang) for finding in checked.findings],
        "problems": problems_as_json(checked.reading, lang),
    }
    if checked.localisation is not None:
        from govinfo_report.repair import to_data

        data["localisation"] = to_data(checked.localisation)
    return data
