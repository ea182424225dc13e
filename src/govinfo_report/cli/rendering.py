"""`render` and `blank`: a report, or a form to fill in, as a file for people."""

import argparse
from typing import Any, BinaryIO, Final, TextIO

import msgspec

from govinfo_report import (
    Agency,
    AnnualReport,
    Edition,
    UnfitInputError,
    check,
    render,
)
from govinfo_report.cli.checking import judged
from govinfo_report.cli.codes import OK
from govinfo_report.cli.files import (
    language_of,
    put_rendered,
    read_input,
    tell_problems,
    text_of,
    vet_output,
)
from govinfo_report.errors import Bilingual
from govinfo_report.rendering import format_of

_NOWHERE: Final = Bilingual(
    "请用 --to 指定格式，或用 -o 指定带扩展名的文件",
    "name a format with --to, or a file with its suffix with -o",
)
_NO_LABELS: Final = Bilingual(
    '应为 JSON 对象，如 {"自然人": "公民"}', 'expected a JSON object such as {"自然人": "公民"}'
)


def run_render(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Write a report in a format."""
    sources = (options.file, options.labels, options.css, options.frame, options.font)
    vet_output(sources, options)
    reading = read_input(options, stdin)
    tell_problems(reading.problems, options, stderr)
    chosen: dict[str, Any] = {}
    if options.findings:
        chosen["findings"] = judged(check(reading.report), reading.report, options.file, options)
    if options.labels is not None:
        chosen["labels"] = _labels(options.labels, stdin)
    for name in ("css", "frame"):
        if (path := getattr(options, name)) is not None:
            chosen[name] = text_of(path, stdin)
    if options.font is not None:
        chosen["font"] = options.font
    return _put(reading.report, options, stdout, chosen)


def run_blank(options: argparse.Namespace, _: BinaryIO, stdout: TextIO, _stderr: TextIO) -> int:
    """Write a form in which nothing is filled in but, if they are given, agency and year."""
    in_force = max(Edition) if options.year is None else Edition.in_force(options.year)
    edition = options.edition or in_force
    report = AnnualReport(edition, year=options.year, agency=Agency(options.agency))
    return _put(report, options, stdout, {})


def _put(
    report: AnnualReport, options: argparse.Namespace, stdout: TextIO, chosen: dict[str, Any]
) -> int:
    """Write a report to where the options say."""
    if options.to is None and options.output is None:
        raise UnfitInputError(_NOWHERE)
    to = options.to or format_of(options.output)
    chosen |= language_of(to, options)
    put_rendered(render(report, to, **chosen), to, options, stdout)
    return OK


def _labels(path: str, stdin: BinaryIO) -> dict[str, str]:
    try:
        return msgspec.json.decode(text_of(path, stdin), type=dict[str, str])
    except msgspec.DecodeError:
        raise UnfitInputError(_NO_LABELS, source=path) from None
