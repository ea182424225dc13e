"""What the command understands: its verbs, and help with examples for each.

Only the verb that is called is made, with its options, and what they need is imported.
"""

import argparse
import os
import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Any, Final, NamedTuple, NoReturn

from govinfo_report import __version__
from govinfo_report.cli import options
from govinfo_report.cli.codes import FAILED
from govinfo_report.cli.lines import columns, folded, terminal_width
from govinfo_report.cli.options import STREAM, WIDEST_INDENT, Adder, Options, add_common
from govinfo_report.errors import Bilingual, Language, nearest


class _Verb(NamedTuple):
    """One thing that the command does."""

    run: str
    """Module and function, imported when it is called."""
    about: Bilingual
    options: Options
    examples: tuple[str, ...]
    """Calls of it, without the name of the command."""


_PROGRAM: Final = "govinfo-report"
_DESCRIPTION: Final = Bilingual(
    "读取、检查、比较政府信息公开工作年度报告。",
    "Read, check and compare annual disclosure reports (政府信息公开工作年度报告).",
)
_CODES: Final = Bilingual(
    "退出码：0 正常；1 有检查结果达到 --fail-on；2 输入或用法有误；130 被 Ctrl-C 中断。",
    "Exit code: 0 all well, 1 a finding reaches --fail-on, 2 input or usage is wrong,"
    " 130 stopped by Ctrl-C.",
)
_MORE: Final = Bilingual(
    "用 govinfo-report COMMAND --help 看某一命令的用法与示例。",
    "govinfo-report COMMAND --help says how a command is used, with examples.",
)
_USAGE: Final = Bilingual("用法：", "usage: ")
_COMMANDS: Final = Bilingual("命令", "commands")
_ARGUMENTS: Final = Bilingual("参数", "arguments")
_OPTIONS: Final = Bilingual("选项", "options")
_EXAMPLES: Final = Bilingual("示例：", "examples:")
_HELP: Final = Bilingual("显示此帮助", "show this help")
_VERSION: Final = Bilingual("显示版本", "show the version")
_ERROR: Final = Bilingual("错误：", "error: ")
_EMPTY: Final = Bilingual(
    "有参数是空的；或许有变量未赋值", "an argument is empty; perhaps a variable is not set"
)
_ONCE: Final = Bilingual(
    "- 指标准输入，只能读取一次", "- stands for standard input, which can be read only once"
)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options given; `run` is the module and function of the verb."""
    lang = language(argv)
    made = parser([verb for verb in argv[:1] if verb in VERBS], lang)
    given = made.parse_args(argv)
    values = [
        *chain.from_iterable(
            value if isinstance(value, list) else [value] for value in vars(given).values()
        )
    ]
    if "" in values:
        made.error(_EMPTY.in_language(lang))
    if sum(value == STREAM for value in values) > 1:
        made.error(_ONCE.in_language(lang))
    return given


def language(argv: Sequence[str]) -> Language:
    """Return the language of help: what `--lang` asks for, else that of the system."""
    asked = [after for before, after in pairwise(argv) if before == "--lang"]
    asked += [each.removeprefix("--lang=") for each in argv]
    for lang in Bilingual._fields:
        if lang in asked:
            return "zh" if lang == "zh" else "en"
    return language_of_system()


def language_of_system() -> Language:
    """Return English where the locale is English, Chinese where it is anything else or none."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if locale.startswith("en") else "zh"


def parser(verbs: Collection[str], lang: Language) -> argparse.ArgumentParser:
    """Return the parser of the command for some verbs; for none, of all without their options."""
    made = _Parser(
        lang=lang,
        prog=_PROGRAM,
        description=_DESCRIPTION.in_language(lang),
        epilog=f"{_CODES.in_language(lang)}\n{_MORE.in_language(lang)}",
    )
    made.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {__version__}",
        help=_VERSION.in_language(lang),
    )
    commands = made.add_subparsers(
        title=_COMMANDS.in_language(lang), metavar="COMMAND", required=True, prog=_PROGRAM
    )
    for name in verbs or VERBS:
        verb = VERBS[name]
        about = verb.about.in_language(lang)
        examples = "\n".join(f"  govinfo-report {line}" for line in verb.examples)
        command = commands.add_parser(
            name,
            lang=lang,
            help=about,
            description=about,
            epilog=f"{_EXAMPLES.in_language(lang)}\n{examples}\n\n{_CODES.in_language(lang)}",
        )
        if name in verbs:
            command.set_defaults(run=verb.run)
            add = Adder(command, lang)
            add_common(add)
            verb.options(add)
    return made


_FAULTS: Final = (
    (
        "argument (.+): invalid choice: (?P<given>.+) \\(choose from (?P<known>.+)\\)",
        Bilingual(r"参数 \1：没有 \2；可用：\3", r"argument \1: there is no \2; choose from \3"),
    ),
    (
        "argument (.+): invalid int value: (.+)",
        Bilingual(r"参数 \1：应为整数，而非 \2", r"argument \1: expected a whole number, got \2"),
    ),
    (
        "argument (.+): invalid _positive value: (.+)",
        Bilingual(
            r"参数 \1：应为不小于 1 的整数，而非 \2",
            r"argument \1: expected a whole number of at least 1, got \2",
        ),
    ),
    (
        "argument (.+): invalid _indent value: (.+)",
        Bilingual(
            rf"参数 \1：应为 0 至 {WIDEST_INDENT} 的整数，而非 \2",
            rf"argument \1: expected a whole number from 0 to {WIDEST_INDENT}, got \2",
        ),
    ),
    (
        "argument (.+): invalid _seconds value: (.+)",
        Bilingual(
            r"参数 \1：应为不小于 0 的秒数，而非 \2",
            r"argument \1: expected a number of seconds of at least 0, got \2",
        ),
    ),
    (
        "argument (.+): expected (?:at least )?one argument",
        Bilingual(r"参数 \1：缺少值", r"argument \1: a value is missing"),
    ),
    (
        "argument (.+): not allowed with argument (.+)",
        Bilingual(r"参数 \1 不能与 \2 同用", r"argument \1 does not go with \2"),
    ),
    (
        "the following arguments are required: (.+)",
        Bilingual(r"缺少参数：\1", r"arguments are missing: \1"),
    ),
    (
        "unrecognized arguments: (.+)",
        Bilingual(r"没有这样的参数：\1", r"there are no such arguments: \1"),
    ),
    (
        "ambiguous option: (.+) could match (.+)",
        Bilingual(r"选项 \1 不明确，可能是 \2", r"option \1 may be \2"),
    ),
)
"""What argparse says of a call, and how it is said here."""


class _Parser(argparse.ArgumentParser):
    """A parser that speaks a language."""

    def __init__(self, *, lang: Language, **options: Any) -> None:  # noqa: ANN401 - those of argparse
        """Take what every parser does, and the language."""
        super().__init__(formatter_class=partial(_Formatter, lang=lang), add_help=False, **options)
        self._lang = lang
        self._positionals.title = _ARGUMENTS.in_language(lang)
        self._optionals.title = _OPTIONS.in_language(lang)
        self.add_argument("-h", "--help", action="help", help=_HELP.in_language(lang))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and how it is used."""
        self.print_usage(sys.stderr)
        said = f"{self.prog}: {_ERROR.in_language(self._lang)}{_worded(message, self._lang)}"
        self.exit(FAILED, "".join(f"{line}\n" for line in folded(said, terminal_width())))


def _worded(message: str, lang: Language) -> str:
    """Return what argparse says, which speaks English and names types by their functions."""
    for said, words in _FAULTS:
        if match := re.fullmatch(said, message, re.DOTALL):
            return match.expand(words.in_language(lang)) + _meant(lang, **match.groupdict())
    return message


def _meant(lang: Language, given: str = "", known: str = "") -> str:
    """Return the question whether something else was meant, where argparse says what is known."""
    return nearest(given.strip("'"), re.findall(r"[\w-]+", known)).in_language(lang)


class _Formatter(argparse.HelpFormatter):
    """Help in lines that are folded where Chinese may be; indented ones stay as they are."""

    def __init__(self, prog: str, *, lang: Language) -> None:
        """Leave the last column free, as some terminals break a line that fills it."""
        super().__init__(prog, width=terminal_width() - 1)
        self._lang = lang

    def add_argument(self, action: argparse.Action) -> None:
        """Leave room for the names of verbs, of which argparse forgets that they are set in."""
        super().add_argument(action)
        if action.nargs == argparse.PARSER:
            self._action_max_length += self._indent_increment

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None,
    ) -> str:
        """Lead the usage with a word of the language, and set lines in by the columns it takes."""
        lead = prefix or _USAGE.in_language(self._lang)
        more = columns(lead) - len(lead)
        self._width -= more
        text = super()._format_usage(usage, actions, groups, lead)
        self._width += more
        return re.sub(r"\n(?=[^\n])", "\n" + " " * more, text)

    def format_help(self) -> str:
        """Lead lists with the colon of the language, of which argparse has but one."""
        text = super().format_help()
        return re.sub(r"(?<=[\u4e00-\u9fff]):", "：", text)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return folded(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(
            f"{indent}{part}"
            for line in text.splitlines()
            for part in ([line] if line.startswith(" ") else folded(line, width - len(indent)))
        )


VERBS: Final[Mapping[str, _Verb]] = MappingProxyType(
    {
        "check": _Verb(
            "checking:run_check",
            Bilingual("检查报告，指出不符合规则之处", "say where reports break the rules"),
            options.add_check,
            (
                "check report.txt",
                "check --previous last-year.json report.txt",
                "check reports/ --jobs 4 --fail-on warning",
                "check reports/ --format html -o findings.html",
            ),
        ),
        "scan": _Verb(
            "scanning:run_scan",
            Bilingual(
                "检查任意多份报告，结果写入文件",
                "check any number of reports, findings into a file",
            ),
            options.add_scan,
            (
                "scan country.ndjson.gz --out findings.parquet --rules identities --jobs 4",
                "scan reports/ --out findings.jsonl --resume",
            ),
        ),
        "inspect": _Verb(
            "inspecting:run_inspect",
            Bilingual("对照原文，逐项列出读取结果", "show what was read beside the source"),
            options.add_inspect,
            ("inspect report.txt --only doubtful",),
        ),
        "convert": _Verb(
            "converting:run_convert",
            Bilingual("转换报告的格式", "write reports in another format"),
            options.add_convert,
            (
                "convert report.txt -o report.json",
                "convert reports/ --to csv -o tables/",
            ),
        ),
        "render": _Verb(
            "rendering:run_render",
            Bilingual(
                "把报告写成网页、Word、PDF 等", "write a report as a page, a Word file, a PDF …"
            ),
            options.add_render,
            (
                "render report.json -o report.docx",
                "render report.json --to html --findings -o report.html",
            ),
        ),
        "blank": _Verb(
            "rendering:run_blank",
            Bilingual("写出待填的空白表格", "write a form to fill in"),
            options.add_blank,
            (
                "blank --year 2024 -o form.xlsx",
                "blank --to form --agency 某市公安局 -o form.html",
            ),
        ),
        "repair": _Verb(
            "repairing:run_repair",
            Bilingual("推断哪些数据可能填错", "say which figures are probably wrong"),
            options.add_repair,
            (
                "repair report.json",
                "repair report.json --fill -o filled.json",
            ),
        ),
        "schema": _Verb(
            "describing:run_schema",
            Bilingual("输出报告的 JSON Schema", "print the JSON Schema of a report"),
            options.add_schema,
            ("schema --edition 2021",),
        ),
        "rules": _Verb(
            "describing:run_rules",
            Bilingual("列出规则，或解释一条", "list the rules, or explain one"),
            options.add_rules,
            ("rules", "rules requests-balance"),
        ),
        "statements": _Verb(
            "inspecting:run_statements",
            Bilingual("列出文字部分所述的数量", "list the counts that the prose states"),
            options.add_answer,
            ("statements report.txt",),
        ),
        "diff": _Verb(
            "comparing:run_diff",
            Bilingual("比较两份报告的数据", "say which figures changed between two reports"),
            options.add_diff,
            ("diff last-year.json report.json",),
        ),
        "series": _Verb(
            "comparing:run_series",
            Bilingual("检查同一机关历年的报告", "check the reports of an organ over the years"),
            options.add_series,
            ("series last-year.json report.json",),
        ),
        "aggregate": _Verb(
            "comparing:run_aggregate",
            Bilingual("把各机关的报告汇总为上级的", "add up reports to a parent organ's"),
            options.add_aggregate,
            ("aggregate reports/a.json reports/b.json --agency 某市人民政府 -o sum.json",),
        ),
        "tally": _Verb(
            "comparing:run_tally",
            Bilingual(
                "把 CSV 中逐件的申请统计成报告", "count the requests of a CSV file into a report"
            ),
            options.add_tally,
            ("tally cases.csv --year 2024 --to xlsx -o report.xlsx",),
        ),
        "metrics": _Verb(
            "comparing:run_metrics",
            Bilingual("列出由报告得出的比率", "print the rates that a report gives"),
            options.add_answer,
            ("metrics report.json --format json",),
        ),
        "completion": _Verb(
            "completing:run_completion",
            Bilingual("输出命令行补全脚本", "print a script that completes it in a shell"),
            options.add_completion,
            (
                "completion bash > ~/.local/share/bash-completion/completions/govinfo-report",
                "completion zsh > ~/.zfunc/_govinfo-report",
                "completion fish > ~/.config/fish/completions/govinfo-report.fish",
            ),
        ),
    }
)
"""What the command does, in the order of its help."""
