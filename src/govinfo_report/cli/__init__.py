"""The command `govinfo-report`: check reports, convert, compare and count them.

Each verb is a module, imported when it is called: who asks for the version waits for nothing.
"""

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import BinaryIO, TextIO

from govinfo_report.cli.codes import FAILED, FOUND, OK
from govinfo_report.errors import GovinfoReportError

__all__ = ["FAILED", "FOUND", "OK", "main", "run"]


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
    from govinfo_report.cli.parser import parse

    try:
        options = parse(sys.argv[1:] if argv is None else argv)
    except SystemExit as stop:  # argparse has said what is wrong, or printed the help
        return OK if stop.code in {None, OK} else FAILED
    module, _, function = options.run.partition(":")
    try:
        verb = getattr(import_module(f"{__name__}.{module}"), function)
        code: int = verb(options, stdin, stdout, stderr)
    except GovinfoReportError as error:
        from govinfo_report.cli.batches import say

        say(error, options.lang, stderr)
        return FAILED
    return code
