"""What the command prints: tables and lists for people, JSON for programs."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, TextIO

import msgspec

from govinfo_report import (
    AnnualReport,
    Finding,
    MissingExtraError,
    Reading,
    Severity,
    form,
)
from govinfo_report._text import printable
from govinfo_report.cli.lines import Printer, columns, folded, widest_unit
from govinfo_report.errors import Bilingual, Language

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.measure import Measurement

    from govinfo_report import Localisation
    from govinfo_report.repair import Change

STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
SEVERITIES: Final = {
    Severity.ERROR: Bilingual("错误", "error"),
    Severity.WARNING: Bilingual("警告", "warning"),
    Severity.NOTE: Bilingual("提示", "note"),
}
_BLANK: Final = "—"
_SHOWN: Final = 10  # corrections in a table
_INSET: Final = "  "
_FRAME: Final = "┃  "  # what a column of a table takes besides its text
_FOLDED: Final = 4  # to which a heading may be folded
_FOR_TEXTS: Final = 20  # that are left for the texts of a table
_FOR_PEOPLE: Final = "--format text"
_NONE: Final = Bilingual("无", "none")
_UNKNOWN: Final = Bilingual("未知", "unknown")
_EXPLAINED: Final = Bilingual("；已说明：", "; explained: ")


def print_json(value: object, stdout: TextIO, *, indent: int = 2) -> None:
    """Print a value as JSON, amounts as numbers; on one line if the indent is 0."""
    stdout.write(as_json(value, indent=indent))


def as_json(value: object, *, indent: int = 2) -> str:
    """Return what `print_json` prints."""
    data = msgspec.json.Encoder(decimal_format="number").encode(value)
    return (msgspec.json.format(data, indent=indent) if indent else data).decode() + "\n"


def console_on(stdout: TextIO) -> "Console":
    """Return a console of rich that prints what it is given and interprets nothing in it."""
    try:
        from rich.console import Console
    except ImportError:
        raise MissingExtraError(_FOR_PEOPLE, "cli") from None

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to `main`: rich would end the process with the code of a finding."""
            raise  # noqa: PLE0704 - rich calls it where it has caught the error

    return Piped(file=stdout, highlight=False, markup=False, emoji=False, soft_wrap=False)


def print_heading(report: AnnualReport, printer: Printer, lang: Language) -> None:
    """Print whose report it is, and how much of it is filled in."""
    title = report.title or report.agency.name or _UNKNOWN.in_language(lang)
    printer.line(printable(title), "bold")
    printer.line(printable(filled_in(report, lang)))


def filled_in(report: AnnualReport, lang: Language) -> str:
    """Return whose report it is, and how much of it is filled in."""
    unknown = _UNKNOWN.in_language(lang)
    agency = report.agency.name or unknown
    count = sum(value is not None for value in report.figures().values())
    total = len(report.figures())
    return Bilingual(
        f"机关：{agency}　年度：{report.year or unknown}　表格：{report.edition} 年版"
        f"　已填数据：{count}/{total}",
        f"agency: {agency}; year: {report.year or unknown}; form: edition "
        f"{report.edition}; figures filled in: {count} of {total}",
    ).in_language(lang)


def print_source(name: str, printer: Printer) -> None:
    """Print which of many files comes next."""
    printer.line()
    printer.line(f"[{printable(name)}]", "bold cyan")


def problems_as_json(reading: Reading, lang: Language) -> list[dict[str, object]]:
    """Return what could not be read, as plain values."""
    return [
        {
            "kind": problem.kind,
            "figures": problem.figures,
            "where": str(problem.where),
            "text": problem.text,
            "message": problem.message(lang),
        }
        for problem in reading.problems
    ]


def print_problems(reading: Reading, printer: Printer, lang: Language) -> None:
    """Print what could not be read."""
    _print_list(
        Bilingual("读取时发现的问题", "Problems while reading"),
        [("", "yellow", problem.message(lang)) for problem in reading.problems],
        printer,
        lang,
    )


def print_findings(findings: Iterable[Finding], printer: Printer, lang: Language) -> None:
    """Print what was found, with its severity, its rule and what the organ says of it."""
    _print_list(
        Bilingual("检查结果", "Findings"),
        [
            (
                f"{SEVERITIES[finding.severity].in_language(lang)} {finding.rule}",
                STYLES[finding.severity],
                finding.message(lang) + _explanation(finding, lang),
            )
            for finding in findings
        ],
        printer,
        lang,
    )


def _explanation(finding: Finding, lang: Language) -> str:
    if finding.explained is None:
        return ""
    return f"{_EXPLAINED.in_language(lang)}{finding.explained.text}"


def _print_list(
    title: Bilingual, lines: Sequence[tuple[str, str, str]], printer: Printer, lang: Language
) -> None:
    colon = Bilingual("：", ": ").in_language(lang)
    printer.line(f"{title.in_language(lang)}{colon}{len(lines) or _NONE.in_language(lang)}", "bold")
    for label, style, message in lines:
        printer.item(label, style, printable(message))


_AND: Final = Bilingual("、", ", ")


def correction_of(found: "Localisation", lang: Language) -> str:
    """Return the likeliest correction in a line, and where to see the others."""
    likeliest = _AND.in_language(lang).join(
        "{} {} → {}".format(*_correction(found, path, change, lang))
        for path, change in found.explanations[0].items()
    )
    count = len(found.explanations)
    return Bilingual(
        f"最可能的更正：{likeliest}（共 {count} 种，见 govinfo-report repair）",
        f"likeliest correction: {likeliest} (of {count}, see govinfo-report repair)",
    ).in_language(lang)


def print_corrections(found: "Localisation", console: "Console", lang: Language) -> None:
    """Print the ways in which figures may be corrected, the likeliest first."""
    if not found.explanations:
        nothing = Bilingual(
            "勾稽关系全部成立，无需更正", "every identity holds, nothing to correct"
        )
        console.print(nothing.in_language(lang))
        return
    headings = (
        Bilingual("序号", "number"),
        Bilingual("数据项", "figure"),
        Bilingual("原填", "stated"),
        Bilingual("应为", "should be"),
        Bilingual("依据", "reasons"),
    )
    print_table(
        console,
        _suggestion(found).in_language(lang),
        [heading.in_language(lang) for heading in headings],
        [
            [
                str(number),
                *_correction(found, path, change, lang),
                _AND.in_language(lang).join(
                    reason.label.in_language(lang) for reason in change.reasons
                ),
            ]
            for number, explanation in enumerate(found.explanations[:_SHOWN], 1)
            for path, change in explanation.items()
        ],
        numbers=(0, 2, 3),
    )
    left = len(found.explanations) - _SHOWN
    if left > 0:
        more = Bilingual(f"另有 {left} 种，见 --format json", f"{left} more: --format json")
        console.print(more.in_language(lang))


def _suggestion(found: "Localisation") -> Bilingual:
    count = len(found.explanations)
    if found.complete:
        order = (
            Bilingual("，可能性大的在前", "s; likeliest first") if count > 1 else Bilingual("", "")
        )
        return Bilingual(
            f"只需更正 {found.size} 项数据，勾稽关系即全部成立；更正方法共 {count} 种{order.zh}",
            f"correcting {found.size} would make every identity hold, in {count} way{order.en}",
        )
    return Bilingual(
        f"至少需更正 {found.at_least} 项数据；以下 {count} 种更正方法并非全部",
        f"at least {found.at_least} must be corrected; these {count} ways are not all there are",
    )


def _correction(
    found: "Localisation", path: str, change: "Change", lang: Language
) -> tuple[str, str, str]:
    """Return the label of a figure, what is stated of it and what it should be."""
    blank = Bilingual("空白", "blank").in_language(lang)
    stated, implied = (
        blank if value is None else str(value) for value in (change.stated, change.implied)
    )
    return form(found.edition).figures[path].text.in_language(lang), stated, implied


def print_form(report: AnnualReport, console: "Console", lang: Language) -> None:
    """Print the three tables of the form, filled in, with what rows share in a row above them."""
    layout = form(report.edition)
    for part in layout.parts:
        if not part.is_table:
            continue
        figures = [label for path, label in layout.figures.items() if path.startswith(part.name)]
        headings = [*dict.fromkeys(label.labels[-1].in_language(lang) for label in figures)]
        rows: dict[tuple[str, ...], dict[str, str]] = {}
        for label in figures:
            *chain, heading = (each.in_language(lang) for each in label.labels)
            for depth in range(1, len(chain)):
                rows.setdefault(tuple(chain[:depth]), {})
            rows.setdefault(tuple(chain), {})[heading] = shown(report.figure(label.path))
        print_table(
            console,
            part.heading if lang == "zh" else part.gloss,
            ["", *headings],
            [
                [
                    _INSET * (len(chain) - 1) + chain[-1],
                    *(row.get(heading, "") for heading in headings),
                ]
                for chain, row in rows.items()
            ],
        )


def shown(value: Decimal | int | None) -> str:
    """Return a figure as it is printed."""
    return _BLANK if value is None else f"{Decimal(value):f}"


def print_table(
    console: "Console",
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int] | None = None,
) -> None:
    """Print a table; all its columns but the first are numbers unless it is said which are.

    Where it is too wide, the headings of numbers are folded, so that texts have half of the room or
    what they want; where that leaves too little for texts, numbers stand for these headings, which
    are told above.
    """
    from rich.table import Table
    from rich.text import Text

    numbers = range(1, len(headings)) if numbers is None else numbers
    texts = {*range(len(headings))} - {*numbers}
    cells = [[printable(cell) for cell in row] for row in (headings, *rows)]
    room = console.width - 1 - len(_FRAME) * len(headings)
    wanted = sum(max(columns(row[at]) for row in cells) for at in texts)
    rest = room - min(wanted, room // 2)
    widths = _widths(cells, numbers, rest)
    told = [title] if title else []
    if room - sum(widths.values()) < min(wanted, _FOR_TEXTS):
        named = dict(enumerate(numbers, 1))
        legend = " · ".join(f"{name} {headings[at]}" for name, at in named.items())
        told.append(legend)
        for name, at in named.items():
            cells[0][at] = str(name)
        widths = _widths(cells, numbers, rest)
    made = Table()
    for at, heading in enumerate(cells[0]):
        side: Literal["right", "left"] = "left" if at in texts else "right"
        made.add_column(_Cell(heading), justify=side, width=widths.get(at))
    for row in cells[1:]:
        made.add_row(*map(_Cell, row))
    for each in told:
        console.print(Text("\n".join(folded(each, console.width))), style="italic")
    console.print(made)


def _widths(rows: Sequence[Sequence[str]], numbers: Iterable[int], room: int) -> dict[int, int]:
    """Return how wide columns are that are folded until they have room, or as far as may be."""
    least = {at: max(widest_unit(row[at]) for row in rows) for at in numbers}
    full = {at: max(columns(row[at]) for row in rows) for at in numbers}
    for limit in range(max(room, _FOLDED), _FOLDED - 1, -1):
        widths = {at: max(least[at], min(full[at], limit)) for at in numbers}
        if sum(widths.values()) <= room:
            break
    return widths


class _Cell:
    """A text that rich folds as lines are folded here, all of it set in where it begins so."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._inset = _INSET if text.startswith(_INSET) else ""

    def __rich_measure__(self, console: "Console", options: "ConsoleOptions") -> "Measurement":
        from rich.measure import Measurement

        return Measurement(len(self._inset) + widest_unit(self._text), columns(self._text))

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        from rich.text import Text

        lines = folded(self._text, options.max_width - len(self._inset))
        yield Text("\n".join(self._inset + line for line in lines), overflow="fold")
