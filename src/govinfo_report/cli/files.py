"""What goes into the command and what comes out of it: files, or the standard streams."""

import argparse
import os
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TextIO

from govinfo_report import (
    AnnualReport,
    Reading,
    UnfitInputError,
    UnreadableError,
    UnwritableError,
    dumps,
    read,
)
from govinfo_report._text import printable
from govinfo_report.cli.batches import STDIN, place_of
from govinfo_report.errors import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_report.layout.problems import Problem

JSON: Final = "json"
"""The format of what is written, where none is named."""


def read_input(options: argparse.Namespace, stdin: BinaryIO) -> Reading:
    """Read the file that the command is about."""
    return read_file(options.file, options, stdin)


def read_file(file: str, options: argparse.Namespace, stdin: BinaryIO) -> Reading:
    """Read a file, or standard input."""
    return read(stdin if file == STDIN else file, options.source_format)


def read_report(
    file: str, options: argparse.Namespace, stdin: BinaryIO, stderr: TextIO
) -> AnnualReport:
    """Return the report of a file, or of standard input; say what of it could not be read."""
    return _told(read_file(file, options, stdin), file, options, stderr)


def read_other(
    file: str | None, options: argparse.Namespace, stdin: BinaryIO, stderr: TextIO
) -> AnnualReport | None:
    """Return what `read_report` does of a file, whatever its format, if an option names one."""
    if file is None:
        return None
    return _told(read(stdin if file == STDIN else file), file, options, stderr)


def _told(reading: Reading, file: str, options: argparse.Namespace, stderr: TextIO) -> AnnualReport:
    tell_problems(reading.problems, options, stderr, file)
    return reading.report


def text_of(file: str, stdin: BinaryIO) -> str:
    """Return the text in UTF-8 of a file, or of standard input."""
    try:
        if file == STDIN:
            return stdin.read().decode()
        with open(file, encoding="utf-8", newline="") as opened:
            return opened.read()
    except (OSError, ValueError) as error:
        raise UnreadableError.unopened(error, file) from None


def tell_problems(
    problems: "Iterable[Problem]", options: argparse.Namespace, stderr: TextIO, name: str = ""
) -> None:
    """Say, beside what is written, what could not be read, and of which of many files."""
    source = f"{name}: " if name else ""
    stderr.writelines(
        f"govinfo-report: {printable(source + problem.message(options.lang))}\n"
        for problem in problems
    )


def overwritten(target: "str | os.PathLike[str]") -> Bilingual:
    """Return that a file which is read would be written to."""
    return Bilingual(
        f"{target} 是要读取的文件，不能覆盖", f"{target} is read, and would be overwritten"
    )


def vet_output(sources: "Iterable[str | None]", options: argparse.Namespace) -> None:
    """Raise where what is written has no folder, or would take the place of what is read."""
    if options.output is None:
        return
    target = place_of(options.output)
    try:
        os.stat(os.path.dirname(target))
    except OSError as error:
        raise UnwritableError(options.output, error) from None
    read = {place_of(each) for each in sources if each is not None and each != STDIN}
    if target in read:
        raise UnfitInputError(overwritten(options.output))


def put_report(report: AnnualReport, options: argparse.Namespace, stdout: TextIO) -> None:
    """Write a report in the format that is named, that of the file, or JSON, to where it belongs."""
    from govinfo_report.rendering import format_of

    named = options.output is not None and os.path.splitext(options.output)[1]
    to = options.to or (format_of(options.output) if named else JSON)
    put_rendered(rendered(report, to, options), to, options, stdout)


def rendered(report: AnnualReport, to: str, options: argparse.Namespace) -> str | bytes:
    """Return a report in a format, JSON indented as the options say."""
    if to == JSON:
        return dumps(report, indent=options.indent or None).decode() + "\n"
    from govinfo_report import render

    chosen: dict[str, Any] = language_of(to, options)
    return render(report, to, **chosen)


def language_of(to: str, options: argparse.Namespace) -> dict[str, str]:
    """Return the option that sets the language of a format, if it has one."""
    from govinfo_report.rendering import options_of

    return {"lang": options.lang} if "lang" in options_of(to) else {}


def put_rendered(data: str | bytes, to: str, options: argparse.Namespace, stdout: TextIO) -> None:
    """Write text or bytes to where the options say; bytes are nothing for a terminal."""
    if options.output is not None:
        put_file(data, options.output)
    elif isinstance(data, str):
        stdout.write(data)
    elif stdout.isatty() or not hasattr(stdout, "buffer"):
        raise UnfitInputError(
            Bilingual(
                f"{to} 不是文本，请用 -o 指定文件", f"{to} is no text: name a file for it with -o"
            )
        )
    else:
        stdout.flush()
        stdout.buffer.write(data)


def put_file(data: str | bytes, path: str) -> None:
    """Write a file whole or not at all."""
    from govinfo_report.rendering import put

    # What is written may name files, and the name of one may be of other bytes.
    put(data.encode(errors="backslashreplace") if isinstance(data, str) else data, path)
