"""The command `govinfo-report`: check reports, convert, compare and count them.

Each verb is a module, imported when it is called: who asks for the version waits for nothing.
"""

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import BinaryIO, Final, TextIO

from govinfo_report.cli.codes import FAIL_ON, FAILED, FOUND, INTERRUPTED, OK
from govinfo_report.errors import Bilingual, GovinfoReportError, UnknownRuleError

__all__ = ["FAILED", "FOUND", "OK", "main", "run"]


_MADE_BEFORE_GARBAGE: Final = 50_000
"""Objects made before Python looks for cycles among them; to start makes as many, all of use."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command on the process's own streams and return its exit code."""
    gc.set_threshold(_MADE_BEFORE_GARBAGE)
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack a character, a file none
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        code = run(argv, sys.stdin.buffer, sys.stdout, sys.stderr)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is left of it
        is_enough = isinstance(error, BrokenPipeError)  # whoever read our output saw what they want
        return OK if is_enough else FAILED
    else:
        return code
    finally:
        gc.freeze()  # the process ends: what is left need not be looked through first


def _open_what_is_closed() -> None:
    """Make up for streams that the process was started without: nothing is read, nothing shown."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - to stay open


def run(argv: Sequence[str] | None, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run the command on given streams and return its exit code."""
    from govinfo_report.cli.parser import parse

    try:
        options = parse(sys.argv[1:] if argv is None else argv)
    except SystemExit as stop:  # argparse has said what is wrong, or printed the help
        return OK if stop.code in {None, OK} else FAILED
    module, _, function = options.run.partition(":")
    try:
        _configure(options)
        verb = getattr(import_module(f"{__name__}.{module}"), function)
        code: int = verb(options, stdin, stdout, stderr)
        stdout.flush()
    except GovinfoReportError as error:
        return _ended(error, FAILED, options, stderr)
    except BrokenPipeError:
        raise
    except OSError as error:  # not of a file, whose name would be said: of our output, or a process
        said = Bilingual(f"系统报错：{error.strerror}", f"the system reports: {error.strerror}")
        return _ended(GovinfoReportError(said), FAILED, options, stderr)
    except KeyboardInterrupt:
        stopped = GovinfoReportError(Bilingual("已中断", "stopped"))
        return _ended(stopped, INTERRUPTED, options, stderr)
    return code


def _ended(
    error: GovinfoReportError, code: int, options: argparse.Namespace, stderr: TextIO
) -> int:
    from govinfo_report.cli.batches import say
    from govinfo_report.cli.parser import language_of_system

    if isinstance(error, UnknownRuleError):
        zh, en = error.text
        error.text = Bilingual(
            f"{zh}（全部规则见 govinfo-report rules）", f"{en} (govinfo-report rules lists them)"
        )
    say(error, options.lang or language_of_system(), stderr)
    return code


def _configure(options: argparse.Namespace) -> None:
    """Fill in what was not given: as the configuration says, else as is usual."""
    from govinfo_report.cli.parser import language_of_system
    from govinfo_report.configuration import Configuration

    configuration = options.configuration = (
        Configuration()
        if options.no_config
        else Configuration.nearest()
        if options.config is None
        else Configuration.load(options.config)
    )
    options.lang = options.lang or configuration.lang or language_of_system()
    if "fail_on" in options:
        options.fail_on = options.fail_on or configuration.fail_on or FAIL_ON
