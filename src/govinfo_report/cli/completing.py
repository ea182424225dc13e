"""`completion`: what a shell must know to complete the command."""

import argparse
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final, TextIO, cast

from govinfo_report import RULES, MissingExtraError
from govinfo_report.cli.codes import OK
from govinfo_report.cli.parser import VERBS, parser
from govinfo_report.reading import FORMATS

_VALUES: Final[Mapping[str, Iterable[str]]] = {
    "FORMAT": FORMATS,
    "IDS": ("all", "identities", *RULES),
    "RULE": (*RULES,),
}
"""What may stand for a metavar that names no file."""


def run_completion(
    options: argparse.Namespace, _: BinaryIO, stdout: TextIO, _stderr: TextIO
) -> int:
    """Print the script that makes a shell complete the command."""
    try:
        import shtab
    except ImportError:
        raise MissingExtraError("completion", "cli") from None
    kinds = {"FILE": shtab.FILE, "BEFORE": shtab.FILE, "AFTER": shtab.FILE, "CSV": shtab.FILE}
    kinds["DIR"] = shtab.DIRECTORY
    made = parser(VERBS, options.lang)
    for command in _commands(made):
        for action in command._actions:  # noqa: SLF001 - argparse has no other list of them
            metavar = str(action.metavar)
            if metavar in kinds:
                vars(action)["complete"] = kinds[metavar]
            elif action.choices is None:
                action.choices = _VALUES.get(metavar)
    stdout.write(shtab.complete(made, options.shell) + "\n")
    return OK


def _commands(made: argparse.ArgumentParser) -> Iterable[argparse.ArgumentParser]:
    subparsers = made._actions[-1].choices  # noqa: SLF001 - likewise
    return cast("Mapping[str, argparse.ArgumentParser]", subparsers).values()
