"""`diff`, `series`, `aggregate`, `tally` and `metrics`: what is done with several, or counted."""

import argparse
from decimal import Decimal
from typing import BinaryIO, TextIO

from govinfo_report import (
    Agency,
    AnnualReport,
    Edition,
    aggregate,
    check_series,
    diff,
    metrics,
    tally,
)
from govinfo_report.cli.batches import STDIN, expand
from govinfo_report.cli.checking import exit_code
from govinfo_report.cli.codes import OK
from govinfo_report.cli.files import put_report, read_report, vet_output
from govinfo_report.cli.lines import Printer
from govinfo_report.cli.printing import console_on, print_findings, print_json, print_table
from govinfo_report.errors import Bilingual

_CHANGES = Bilingual("变化的数据项", "Figures that changed")
_UNCHANGED = Bilingual("没有数据项变化", "No figure changed")
_FIGURE = Bilingual("数据项", "figure")
_BLANK = Bilingual("空白", "blank")
_RATE = Bilingual("比率", "rate")
_SHARE = Bilingual("占比", "share")


def run_diff(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Say which figures changed from one report to another."""
    before, after = (
        read_report(file, options, stdin, stderr) for file in (options.before, options.after)
    )
    found = diff(before, after)
    lang = options.lang
    if options.format == "json":
        print_json(found.to_dict(), stdout)
        return OK
    columns = (
        _FIGURE,
        Bilingual("前", "before"),
        Bilingual("后", "after"),
        Bilingual("增减", "change"),
        Bilingual("增减幅度", "relative"),
    )
    rows = [
        [
            change.label.in_language(lang),
            *(
                _BLANK.in_language(lang) if value is None else f"{value:f}"
                for value in (_decimal(change.before), _decimal(change.after))
            ),
            "" if change.absolute is None else f"{_decimal(change.absolute):+f}",
            "" if change.relative is None else f"{change.relative:+.1%}",
        ]
        for change in found
    ]
    printer = Printer(stdout)
    if rows:
        titles = [column.in_language(lang) for column in columns]
        print_table(console_on(stdout), _CHANGES.in_language(lang), titles, rows)
    else:
        printer.line(_UNCHANGED.in_language(lang))
    if found.not_comparable:
        left = len(found.not_comparable)
        printer.line(
            Bilingual(
                f"另有 {left} 项仅一个年版有，无法比较", f"{left} figures only one edition has"
            ).in_language(lang)
        )
    return OK


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def run_series(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Say where the reports of an organ disagree from year to year."""
    reports = (read_report(path, options, stdin, stderr) for path in _paths(options))
    findings = options.configuration.judged(check_series(reports))
    if options.format == "json":
        print_json({"findings": [each.to_dict(options.lang) for each in findings]}, stdout)
    else:
        print_findings(findings, Printer(stdout), options.lang)
    return exit_code(findings, options.fail_on)


def _paths(options: argparse.Namespace) -> list[str]:
    """Return each file that is named, twice if it is named twice."""
    return [path for name in options.files for path in expand([name])]


def run_aggregate(
    options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO
) -> int:
    """Add up reports into that of a parent organ."""
    paths = _paths(options)
    vet_output(paths, options)
    agency = None if options.agency is None else Agency(options.agency)
    reports = (read_report(path, options, stdin, stderr) for path in paths)
    put_report(aggregate(reports, agency=agency), options, stdout)
    return OK


def run_tally(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, _stderr: TextIO) -> int:
    """Count single requests into a report that is blank but for table three."""
    vet_output((options.file,), options)
    source = stdin.read() if options.file == STDIN else options.file
    edition = options.edition or Edition.in_force(options.year)
    requests = tally(source, year=options.year, edition=edition)
    agency = Agency(options.agency)
    report = AnnualReport(edition, year=options.year, agency=agency, requests=requests)
    put_report(report, options, stdout)
    return OK


def run_metrics(
    options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO
) -> int:
    """Print the rates that a report gives."""
    lang = options.lang
    found = metrics(read_report(options.file, options, stdin, stderr))
    if options.format == "json":
        print_json({"metrics": [metric.to_dict() for metric in found]}, stdout)
        return OK
    columns = (_RATE, Bilingual("分子", "part"), Bilingual("分母", "whole"), _SHARE)
    rows = [
        [
            metric.label.in_language(lang),
            *(
                _BLANK.in_language(lang) if n is None else str(n)
                for n in (metric.part, metric.whole)
            ),
            "" if metric.value is None else f"{metric.value:.1%}",
        ]
        for metric in found
    ]
    headings = [column.in_language(lang) for column in columns]
    print_table(console_on(stdout), "", headings, rows)
    return OK
