"""`inspect` and `statements`: what was read beside what the source says, in tables and in prose."""

import argparse
from collections.abc import Collection, Iterator
from typing import BinaryIO, Final, TextIO

from govinfo_report import Edition, Reading, StatementKind, form, statements
from govinfo_report.cli.codes import OK
from govinfo_report.cli.files import read_input
from govinfo_report.cli.lines import Printer
from govinfo_report.cli.printing import (
    console_on,
    print_heading,
    print_json,
    print_problems,
    print_table,
    problems_as_json,
    shown,
)
from govinfo_report.errors import Bilingual, Language
from govinfo_report.layout.problems import located
from govinfo_report.layout.provenance import Confidence, Origin
from govinfo_report.rules.finding import section_name

ONLY: Final = ("problems", "doubtful", "all")
"""Which figures are shown: those that a problem names, those not certain besides, or all."""

_TITLE: Final = Bilingual("数据项与原文", "Figures and the source")
_NOTHING_ELSE: Final = Bilingual("没有需要查看的数据项", "No figure to look at")
_COLUMNS: Final = (
    Bilingual("数据项", "figure"),
    Bilingual("读取为", "read as"),
    Bilingual("依据", "by"),
    Bilingual("位置", "place"),
    Bilingual("原文", "source"),
)
_CONFIDENCE: Final = {
    Confidence.EXACT: Bilingual("栏目原样", "label"),
    Confidence.VARIANT: Bilingual("栏目异文", "variant"),
    Confidence.POSITION: Bilingual("位置", "position"),
    Confidence.MISSING: Bilingual("未读取", "missing"),
}

_STATED: Final = Bilingual("文字表述中的数据", "What the prose states")
_NOTHING_STATED: Final = Bilingual("文字部分没有陈述任何数量", "The prose states no counts")
_STATED_COLUMNS: Final = (
    Bilingual("原文", "words"),
    Bilingual("数值", "number"),
    Bilingual("类别", "kind"),
    Bilingual("数据项", "figures"),
    Bilingual("位置", "section"),
)
_KINDS: Final = {
    StatementKind.FIGURE: Bilingual("表中数据", "figure"),
    StatementKind.WHOLE: Bilingual("总数", "whole"),
    StatementKind.PART: Bilingual("分项", "part"),
    StatementKind.DENIAL: Bilingual("称无", "denial"),
}


def run_inspect(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, _: TextIO) -> int:
    """Show the reading of a report beside the source, problems first."""
    reading = read_input(options, stdin)
    paths = list(_wanted(reading, options.only))
    if options.format == "json":
        print_json(_as_json(reading, paths, options), stdout)
    else:
        _print(reading, paths, options, stdout)
    return OK


def _wanted(reading: Reading, only: str) -> Iterator[str]:
    named = {path for problem in reading.problems for path in problem.figures}
    doubtful = {path for path, sure in reading.confidence.items() if sure is not Confidence.EXACT}
    for path in reading.report.figures():
        if only == "all" or path in named or (only == "doubtful" and path in doubtful):
            yield path


def _as_json(reading: Reading, paths: list[str], options: argparse.Namespace) -> dict[str, object]:
    labels = form(reading.report.edition).figures
    return {
        "format": reading.format,
        "edition": reading.report.edition,
        "problems": problems_as_json(reading, options.lang),
        "figures": [
            {
                "path": path,
                "label": labels[path].text.in_language(options.lang),
                "value": reading.report.figure(path),
                **_origin_as_json(reading.provenance.get(path)),
            }
            for path in paths
        ],
    }


def _origin_as_json(origin: Origin | None) -> dict[str, object]:
    if origin is None:
        return {"confidence": None, "place": None, "text": None}
    return {
        "confidence": origin.confidence,
        "place": str(origin.place),
        "text": origin.text,
    }


def _print(reading: Reading, paths: list[str], options: argparse.Namespace, stdout: TextIO) -> None:
    lang, printer, console = options.lang, Printer(stdout), console_on(stdout)
    print_heading(reading.report, printer, lang)
    printer.line()
    print_problems(reading, printer, lang)
    printer.line()
    if not paths:
        printer.line(_NOTHING_ELSE.in_language(lang))
        return
    print_table(
        console,
        f"{_TITLE.in_language(lang)} · {len(paths)}",
        [column.in_language(lang) for column in _COLUMNS],
        [_row(reading, path, options) for path in paths],
        numbers=(1,),
    )


def _row(reading: Reading, path: str, options: argparse.Namespace) -> list[str]:
    lang, report = options.lang, reading.report
    label, value = form(report.edition).figures[path].text.in_language(lang), report.figure(path)
    origin = reading.provenance.get(path)
    beside = (
        ["", "", ""]
        if origin is None
        else [
            _CONFIDENCE[origin.confidence].in_language(lang),
            located(origin.place, lang),
            origin.text,
        ]
    )
    return [label, shown(value), *beside]


def run_statements(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, _: TextIO) -> int:
    """List what the prose of a report says of its figures."""
    lang, report = options.lang, read_input(options, stdin).report
    found = statements(report)
    if options.format == "json":
        print_json({"statements": [statement.to_dict() for statement in found]}, stdout)
        return OK
    if not found:
        Printer(stdout).line(_NOTHING_STATED.in_language(lang))
        return OK
    print_table(
        console_on(stdout),
        _STATED.in_language(lang),
        [column.in_language(lang) for column in _STATED_COLUMNS],
        [
            [
                statement.text,
                f"{'' if statement.exact else '≈'}{statement.number}",
                _KINDS[statement.kind].in_language(lang),
                _summed(statement.figures, report.edition, lang),
                section_name(statement.section).in_language(lang),
            ]
            for statement in found
        ],
        numbers=(1,),
    )
    return OK


def _summed(paths: Collection[str], edition: Edition, lang: Language) -> str:
    """Return the labels of figures that are added up, one for all the rows of a category."""
    figures = form(edition).figures
    summands = []
    for path in paths:
        category, *_, column = labels = figures[path].labels
        kin = {
            other
            for other, label in figures.items()
            if (label.labels[0], label.labels[-1]) == (category, column)
        }
        said = (category, column) if len(kin) > 1 and kin <= {*paths} else labels
        summands.append(" · ".join(label.in_language(lang) for label in said))
    return " + ".join(dict.fromkeys(summands))
