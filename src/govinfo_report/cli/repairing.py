"""`repair`: say which figures are probably wrong, and write a corrected copy."""

import argparse
from typing import BinaryIO, TextIO

from govinfo_report import (
    AnnualReport,
    GovinfoReportError,
    Localisation,
    fill,
    localise,
)
from govinfo_report.cli.codes import OK
from govinfo_report.cli.files import put_report, read_other, read_report, vet_output
from govinfo_report.cli.printing import console_on, print_corrections, print_json
from govinfo_report.errors import Bilingual
from govinfo_report.repair import apply, to_data


def run_repair(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Print what would explain the broken identities, or write a copy in which it is done."""
    vet_output((options.file, options.previous), options)
    report = read_report(options.file, options, stdin, stderr)
    previous = read_other(options.previous, options, stdin, stderr)
    found = localise(report, previous=previous, limit=options.limit)
    if options.apply is not None or options.fill:
        _write_copy(report, found, options, stdout)
    elif options.format == "json":
        print_json(to_data(found), stdout)
    else:
        print_corrections(found, console_on(stdout), options.lang)
    return OK


def _write_copy(
    report: AnnualReport, found: Localisation, options: argparse.Namespace, stdout: TextIO
) -> None:
    if options.apply is not None:
        if not 1 <= options.apply <= len(found.explanations):
            count = len(found.explanations)
            raise GovinfoReportError(
                Bilingual(
                    f"没有第 {options.apply} 种更正，共有 {count} 种",
                    f"there is no correction {options.apply}, there are {count}",
                )
            )
        report = apply(report, found.explanations[options.apply - 1])
    put_report(fill(report).report if options.fill else report, options, stdout)
