"""`render` and `blank`: a report, or a form to fill in, as a file for people."""

import argparse
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

import msgspec

from govinfo_report import (
    Agency,
    AnnualReport,
    Edition,
    UnfitInputError,
    UnreadableError,
    check,
    render,
    write,
)
from govinfo_report.cli.codes import OK
from govinfo_report.cli.files import read_input, tell_problems
from govinfo_report.errors import Bilingual
from govinfo_report.rendering import format_of, options_of

_NOWHERE: Final = Bilingual(
    "请用 --to 指定格式，或用 -o 指定带扩展名的文件",
    "name a format with --to, or a file with its suffix with -o",
)
_NO_LABELS: Final = Bilingual(
    '应为 JSON 对象，如 {"自然人": "公民"}', 'expected a JSON object such as {"自然人": "公民"}'
)


def run_render(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Write a report in a format."""
    reading = read_input(options, stdin)
    tell_problems(reading.problems, options, stderr)
    chosen: dict[str, Any] = {}
    if options.findings:
        chosen["findings"] = check(reading.report)
    if options.labels is not None:
        chosen["labels"] = _labels(options.labels)
    for name in ("css", "frame"):
        if (path := getattr(options, name)) is not None:
            chosen[name] = _text(path)
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
    if options.output is None:
        emit(render(report, to, **chosen), to, stdout)
    else:
        write(report, options.output, to, **chosen)
    return OK


def language_of(to: str, options: argparse.Namespace) -> dict[str, str]:
    """Return the option that sets the language of a format, if it has one."""
    return {"lang": options.lang} if "lang" in options_of(to) else {}


def emit(rendered: str | bytes, to: str, stdout: TextIO) -> None:
    """Write text or bytes to standard output; bytes are nothing for a terminal."""
    if isinstance(rendered, str):
        stdout.write(rendered)
    elif stdout.isatty() or not hasattr(stdout, "buffer"):
        raise UnfitInputError(
            Bilingual(
                f"{to} 不是文本，请用 -o 指定文件", f"{to} is no text: name a file for it with -o"
            )
        )
    else:
        stdout.flush()
        stdout.buffer.write(rendered)


def _labels(path: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(_text(path), type=dict[str, str])
    except msgspec.DecodeError:
        raise UnfitInputError(_NO_LABELS, source=path) from None


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UnreadableError.unopened(error, path) from None
