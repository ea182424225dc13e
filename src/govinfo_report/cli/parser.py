"""The options of the command: those of a verb are made when that verb is called."""

import argparse
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain
from math import inf
from types import MappingProxyType
from typing import Final, NamedTuple

from govinfo_report import __version__
from govinfo_report.cli.codes import FAIL_ON, LANG

_STREAM: Final = "-"
_Add = Callable[[argparse.ArgumentParser], None]


class _Verb(NamedTuple):
    """One thing that the command does."""

    run: str
    """Module and function, imported when it is called."""
    about: str
    options: _Add


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options given; `run` is the module and function of the verb."""
    made = parser(argv)
    options = made.parse_args(argv)
    given = chain.from_iterable(
        value if isinstance(value, list) else [value] for value in vars(options).values()
    )
    if sum(value == _STREAM for value in given) > 1:
        made.error(f"{_STREAM} stands for standard input, which can be read only once")
    return options


def parser(verbs: Collection[str]) -> argparse.ArgumentParser:
    """Return the parser of the command, with the options of some verbs: those of all take long."""
    made = argparse.ArgumentParser(
        prog="govinfo-report",
        description="Read, check and compare annual disclosure reports (政府信息公开工作年度报告).",
        epilog="Exit code: 0 all well, 1 a finding reaches --fail-on, 2 input or usage is wrong,"
        " 130 stopped by Ctrl-C.",
    )
    made.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, verb in VERBS.items():
        command = commands.add_parser(name, help=verb.about, description=verb.about)
        if name in verbs:
            command.set_defaults(run=verb.run)
            command.add_argument(
                "--lang",
                choices=("zh", "en"),
                help=f"language of messages (default: {LANG})",
            )
            settings = command.add_mutually_exclusive_group()
            settings.add_argument(
                "--config",
                metavar="FILE",
                help="the configuration; without it, the nearest govinfo-report.toml or"
                " pyproject.toml",
            )
            settings.add_argument(
                "--no-config",
                action="store_true",
                help="no configuration, not even what a report says of itself",
            )
            verb.options(command)
    return made


def _add_input(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a report; - for standard input")
    _add_source_format(command)


def _add_inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help='reports, folders of them or patterns such as "2021/**/*.pdf"; - for standard input',
    )
    command.add_argument(
        "--jobs", type=_positive, default=1, metavar="N", help="in how many processes (default: 1)"
    )
    command.add_argument(
        "--time-limit",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="for each of several files (default: 60; 0 for none)",
    )
    _add_source_format(command)


def _add_source_format(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--from", dest="source_format", metavar="FORMAT", help="its format, if not to be detected"
    )


def _add_files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", metavar="FILE", nargs="+", help="reports; - for standard input")
    _add_source_format(command)


def _add_check(command: argparse.ArgumentParser) -> None:
    from govinfo_report.cli.checking import LOGS

    _add_inputs(command)
    _add_threshold(command)
    _add_format(command, "jsonl", *LOGS)
    _add_output(command)
    command.add_argument("--tables", action="store_true", help="print every figure first")
    command.add_argument(
        "--rules",
        default="all",
        metavar="IDS",
        help='"all" (the default), "identities", or ids of rules separated by commas',
    )
    command.add_argument("--previous", metavar="FILE", help="last year's report of the organ")
    command.add_argument(
        "--children", metavar="DIR", help="a folder with the reports of its subordinates"
    )
    command.add_argument(
        "--own", metavar="FILE", help="with --children: the report of its own office"
    )


def _add_inspect(command: argparse.ArgumentParser) -> None:
    from govinfo_report.cli.inspecting import ONLY

    _add_input(command)
    command.add_argument(
        "--only",
        choices=ONLY,
        default="all",
        help="figures that a problem names, those not certain besides, or all (the default)",
    )
    _add_format(command)


def _add_convert(command: argparse.ArgumentParser) -> None:
    _add_inputs(command)
    _add_copy(command, "--format")


def _add_render(command: argparse.ArgumentParser) -> None:
    _add_input(command)
    _add_target(command)
    command.add_argument(
        "--findings", action="store_true", help="mark or list what is found in it (html, xlsx)"
    )
    command.add_argument("--labels", metavar="FILE", help="labels to replace, as a JSON object")
    command.add_argument("--css", metavar="FILE", help="style to add (html)")
    command.add_argument("--frame", metavar="FILE", help="page around the report (html)")
    command.add_argument("--font", metavar="FONT", help="a family or a file (pdf)")


def _add_blank(command: argparse.ArgumentParser) -> None:
    _add_target(command)
    command.add_argument("--edition", choices=_editions(), help="without it, the one in force")
    command.add_argument("--year", type=int, help="the year of the report")
    command.add_argument("--agency", metavar="NAME", help="the organ that reports")


def _add_target(command: argparse.ArgumentParser) -> None:
    command.add_argument("--to", choices=_written(), help="the format; without it, that of -o")
    _add_output(command)


def _add_format(command: argparse.ArgumentParser, *more: str) -> None:
    command.add_argument(
        "--format",
        choices=("text", "json", *more),
        default="text",
        help="for people or for programs",
    )


def _add_repair(command: argparse.ArgumentParser) -> None:
    _add_input(command)
    command.add_argument("--previous", metavar="FILE", help="last year's report of the organ")
    command.add_argument(
        "--limit", type=_positive, default=200, help="how many corrections at most (default: 200)"
    )
    command.add_argument(
        "--apply", type=_positive, metavar="N", help="write a copy with correction N made"
    )
    command.add_argument(
        "--fill", action="store_true", help="write a copy with determined blanks filled in"
    )
    _add_copy(command)
    _add_format(command)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 <= number < inf:
        raise ValueError(text)
    return number


def _add_copy(command: argparse.ArgumentParser, *old: str) -> None:
    """Add where a report is written, and as what; `old` names the format as well."""
    command.add_argument(
        "--to",
        *old,
        choices=_written(),
        help="the format; without it, that of -o if it names a file, else json",
    )
    _add_output(command)
    command.add_argument(
        "--indent", type=int, default=2, help="of JSON; 0 for one line (default: 2)"
    )


def _add_output(command: argparse.ArgumentParser, where: str = "a file") -> None:
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=lambda name: None if name == _STREAM else name,
        help=f"where to write: {where}; without it, or with -, standard output",
    )


def _add_threshold(command: argparse.ArgumentParser) -> None:
    from govinfo_report import Severity
    from govinfo_report.configuration import NEVER

    command.add_argument(
        "--fail-on",
        choices=[*Severity, NEVER],
        help=f"the least severity that makes the exit code 1 (default: {FAIL_ON})",
    )


def _add_schema(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--edition", choices=_editions(), help="of one edition; without it, of either"
    )


def _add_rules(command: argparse.ArgumentParser) -> None:
    command.add_argument("rule", metavar="RULE", nargs="?", help="the id of the one to explain")
    _add_format(command)


def _add_shell(command: argparse.ArgumentParser) -> None:
    command.add_argument("shell", choices=("bash", "zsh", "fish"), help="which one")


def _add_answer(command: argparse.ArgumentParser) -> None:
    _add_input(command)
    _add_format(command)


def _add_diff(command: argparse.ArgumentParser) -> None:
    command.add_argument("before", metavar="BEFORE", help="a report; - for standard input")
    command.add_argument("after", metavar="AFTER", help="the other")
    _add_source_format(command)
    _add_format(command)


def _add_series(command: argparse.ArgumentParser) -> None:
    _add_files(command)
    _add_threshold(command)
    _add_format(command)


def _add_aggregate(command: argparse.ArgumentParser) -> None:
    _add_files(command)
    command.add_argument("--agency", metavar="NAME", help="the name of the parent organ")
    _add_copy(command, "--format")


def _add_tally(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="CSV", help="a case a row; - for standard input")
    command.add_argument("--year", type=int, required=True, help="the year of the report")
    command.add_argument(
        "--edition", choices=_editions(), help="of the form; without it, the one in force"
    )
    _add_copy(command, "--format")


def _editions() -> list[str]:
    from govinfo_report import Edition

    return [*Edition]


def _written() -> tuple[str, ...]:
    from govinfo_report.rendering import FORMATS

    return FORMATS


VERBS: Final[Mapping[str, _Verb]] = MappingProxyType(
    {
        "check": _Verb("checking:run_check", "say where reports break the rules", _add_check),
        "inspect": _Verb(
            "inspecting:run_inspect", "show what was read beside the source", _add_inspect
        ),
        "convert": _Verb("converting:run_convert", "write reports in another format", _add_convert),
        "render": _Verb(
            "rendering:run_render", "write a report as a page, a Word file, a PDF …", _add_render
        ),
        "blank": _Verb("rendering:run_blank", "write a form to fill in", _add_blank),
        "repair": _Verb(
            "repairing:run_repair", "say which figures are probably wrong", _add_repair
        ),
        "schema": _Verb("describing:run_schema", "print the JSON Schema of a report", _add_schema),
        "rules": _Verb("describing:run_rules", "list the rules, or explain one", _add_rules),
        "statements": _Verb(
            "inspecting:run_statements", "list the counts that the prose states", _add_answer
        ),
        "diff": _Verb(
            "comparing:run_diff", "say which figures changed between two reports", _add_diff
        ),
        "series": _Verb(
            "comparing:run_series", "check the reports of an organ over the years", _add_series
        ),
        "aggregate": _Verb(
            "comparing:run_aggregate", "add up reports to a parent organ's", _add_aggregate
        ),
        "tally": _Verb(
            "comparing:run_tally", "count the requests of a CSV file into a report", _add_tally
        ),
        "metrics": _Verb(
            "comparing:run_metrics", "print the rates that a report gives", _add_answer
        ),
        "completion": _Verb(
            "completing:run_completion", "print a script that completes it in a shell", _add_shell
        ),
    }
)
"""What the command does, in the order of its help."""
