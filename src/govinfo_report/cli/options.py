"""The options of each verb, with what its help says of them in both languages."""

import argparse
from collections.abc import Callable
from math import inf
from typing import Any, Final

from govinfo_report.cli.codes import FAIL_ON
from govinfo_report.errors import Bilingual, Language

STREAM: Final = "-"
"""The name that stands for standard input and output."""
WIDEST_INDENT: Final = 16
"""Of JSON, in columns: every line of a deep document has many of it."""

_REPORT: Final = Bilingual("报告；- 为标准输入", "a report; - for standard input")
_REPORTS: Final = Bilingual(
    '报告、文件夹，或 "2021/**/*.pdf" 之类的通配；- 为标准输入',
    'reports, folders of them or patterns such as "2021/**/*.pdf"; - for standard input',
)
_PREVIOUS: Final = Bilingual("该机关上年的报告", "last year's report of the organ")


class Adder:
    """Add options to a parser."""

    def __init__(self, parser: argparse._ActionsContainer, lang: Language) -> None:
        """Take the parser, or a group of one, and the language of its help."""
        self.parser, self.lang = parser, lang

    def __call__(self, *names: str, zh: str, en: str, **options: Any) -> None:  # noqa: ANN401 - those of argparse
        """Add an option with its help in both languages."""
        self.parser.add_argument(*names, help=Bilingual(zh, en).in_language(self.lang), **options)


Options = Callable[[Adder], None]


def add_common(add: Adder) -> None:
    """Add what every verb takes."""
    add(
        "--lang",
        choices=("zh", "en"),
        zh="提示与结果的语言；不指定则依配置，再依系统",
        en="language of messages; without it, as configured, else that of the system",
    )
    add = Adder(add.parser.add_mutually_exclusive_group(), add.lang)
    add(
        "--config",
        metavar="FILE",
        zh="配置文件；不指定则用最近的 govinfo-report.toml 或 pyproject.toml",
        en="the configuration; without it, the nearest govinfo-report.toml or pyproject.toml",
    )
    add(
        "--no-config",
        action="store_true",
        zh="不用任何配置，报告自身的设置也不用",
        en="no configuration, not even what a report says of itself",
    )


def add_check(add: Adder) -> None:
    """Add the options of `check`."""
    from govinfo_report.cli.checking import LOGS

    _add_inputs(add)
    _add_threshold(add)
    _add_format(add, "jsonl", *LOGS)
    _add_output(add)
    add("--tables", action="store_true", zh="先列出各项数据", en="print every figure first")
    _add_rules(add)
    add("--previous", metavar="FILE", **_PREVIOUS._asdict())
    add(
        "--children",
        metavar="DIR",
        zh="存放下级机关报告的文件夹",
        en="a folder with the reports of its subordinates",
    )
    add(
        "--own",
        metavar="FILE",
        zh="与 --children 同用：本机关自身的报告",
        en="with --children: the report of its own office",
    )


def add_scan(add: Adder) -> None:
    """Add the options of `scan`."""
    add(
        "files",
        metavar="PATH",
        nargs="+",
        zh="每行一份报告的文件（.ndjson、.jsonl，可加 .gz、.zst；- 为标准输入）、Parquet、任何格式的报告、"
        "文件夹或通配",
        en="files with a report a line (.ndjson, .jsonl, also .gz or .zst; - for standard input),"
        " Parquet, reports of any format, folders or patterns of them",
    )
    add(
        "--out",
        required=True,
        metavar="FILE",
        zh="结果写入的文件，.jsonl 或 .parquet",
        en="where findings go, .jsonl or .parquet",
    )
    add(
        "--resume",
        action="store_true",
        zh="从上次中断处继续（如有）",
        en="go on where a scan was stopped, if one was",
    )
    _add_jobs(add)
    _add_time_limit(add)
    _add_rules(add)
    _add_threshold(add)


def add_inspect(add: Adder) -> None:
    """Add the options of `inspect`."""
    from govinfo_report.cli.inspecting import ONLY

    _add_input(add)
    add(
        "--only",
        choices=ONLY,
        default="all",
        zh="只列有问题的数据项、另加不确定的，或全部（默认）",
        en="figures that a problem names, those not certain besides, or all (the default)",
    )
    _add_format(add)


def add_convert(add: Adder) -> None:
    """Add the options of `convert`."""
    _add_inputs(add)
    _add_copy(add, "--format")


def add_render(add: Adder) -> None:
    """Add the options of `render`."""
    _add_input(add)
    _add_target(add)
    add(
        "--findings",
        action="store_true",
        zh="标出或列出检查结果（html、xlsx）",
        en="mark or list what is found in it (html, xlsx)",
    )
    add(
        "--labels",
        metavar="FILE",
        zh="要替换的栏目名称，JSON 对象",
        en="labels to replace, as a JSON object",
    )
    add("--css", metavar="FILE", zh="附加样式（html）", en="style to add (html)")
    add(
        "--frame", metavar="FILE", zh="报告外的网页框架（html）", en="page around the report (html)"
    )
    add("--font", metavar="FONT", zh="字体名称或字体文件（pdf）", en="a family or a file (pdf)")


def add_blank(add: Adder) -> None:
    """Add the options of `blank`."""
    _add_target(add)
    _add_edition(add)
    add("--year", type=int, zh="报告年度", en="the year of the report")
    _add_agency(add)


def add_repair(add: Adder) -> None:
    """Add the options of `repair`."""
    _add_input(add)
    add("--previous", metavar="FILE", **_PREVIOUS._asdict())
    add(
        "--limit",
        type=_positive,
        default=200,
        metavar="N",
        zh="最多列几种更正（默认 200）",
        en="how many corrections at most (default: 200)",
    )
    add(
        "--apply",
        type=_positive,
        metavar="N",
        zh="写出按第 N 种更正后的副本",
        en="write a copy with correction N made",
    )
    add(
        "--fill",
        action="store_true",
        zh="写出补填了可确定空白的副本",
        en="write a copy with determined blanks filled in",
    )
    _add_copy(add)
    _add_format(add)


def add_schema(add: Adder) -> None:
    """Add the options of `schema`."""
    add(
        "--edition",
        choices=_editions(),
        zh="某一年版；不指定则两版皆可",
        en="of one edition; without it, of either",
    )


def add_rules(add: Adder) -> None:
    """Add the options of `rules`."""
    add("rule", metavar="RULE", nargs="?", zh="要解释的规则编号", en="the id of the one to explain")
    _add_format(add)


def add_answer(add: Adder) -> None:
    """Add the options of what answers a question about one report."""
    _add_input(add)
    _add_format(add)


def add_diff(add: Adder) -> None:
    """Add the options of `diff`."""
    add("before", metavar="BEFORE", **_REPORT._asdict())
    add("after", metavar="AFTER", zh="与之比较的报告", en="the one it is compared with")
    _add_source_format(add)
    _add_format(add)


def add_series(add: Adder) -> None:
    """Add the options of `series`."""
    _add_files(add)
    _add_threshold(add)
    _add_format(add)


def add_aggregate(add: Adder) -> None:
    """Add the options of `aggregate`."""
    _add_files(add)
    add("--agency", metavar="NAME", zh="上级机关名称", en="the name of the parent organ")
    _add_copy(add, "--format")


def add_tally(add: Adder) -> None:
    """Add the options of `tally`."""
    add(
        "file",
        metavar="CSV",
        zh="每行一件申请；- 为标准输入",
        en="a case a row; - for standard input",
    )
    add("--year", type=int, required=True, zh="报告年度", en="the year of the report")
    _add_agency(add)
    _add_edition(add)
    _add_copy(add, "--format")


def add_completion(add: Adder) -> None:
    """Add the options of `completion`."""
    add("shell", choices=("bash", "zsh", "fish"), zh="哪一种", en="which one")


def _add_rules(add: Adder) -> None:
    add(
        "--rules",
        default="all",
        metavar="IDS",
        zh="all（默认）、identities，或以逗号分隔的规则编号",
        en='"all" (the default), "identities", or ids of rules separated by commas',
    )


def _add_jobs(add: Adder) -> None:
    add(
        "--jobs",
        type=_positive,
        default=1,
        metavar="N",
        zh="同时几个进程（默认 1）",
        en="in how many processes (default: 1)",
    )


def _add_time_limit(add: Adder) -> None:
    add(
        "--time-limit",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        zh="多个文件时每个的时限，秒（默认 60；0 为不限）",
        en="for each of several files (default: 60; 0 for none)",
    )


def _add_input(add: Adder) -> None:
    add("file", metavar="FILE", **_REPORT._asdict())
    _add_source_format(add)


def _add_files(add: Adder) -> None:
    add("files", metavar="FILE", nargs="+", **_REPORTS._asdict())
    _add_source_format(add)


def _add_inputs(add: Adder) -> None:
    add("files", metavar="FILE", nargs="+", **_REPORTS._asdict())
    _add_jobs(add)
    _add_time_limit(add)
    _add_source_format(add)


def _add_source_format(add: Adder) -> None:
    add(
        "--from",
        dest="source_format",
        metavar="FORMAT",
        zh="读取的格式；不指定则自动识别",
        en="the format that is read; without it, it is detected",
    )


def _add_target(add: Adder) -> None:
    add(
        "--to",
        choices=_written(),
        metavar="FORMAT",
        zh=f"写出的格式：{'、'.join(_written())}；不指定则看 -o 的扩展名",
        en=f"the format that is written: {', '.join(_written())}; without it, that of -o",
    )
    _add_output(add)


def _add_copy(add: Adder, *old: str) -> None:
    """Add where a report is written, and as what; `old` names the format as well."""
    add(
        "--to",
        *old,
        dest="to",
        choices=_written(),
        metavar="FORMAT",
        zh=f"写出的格式：{'、'.join(_written())}；不指定则看 -o 的扩展名，否则为 json",
        en=f"the format that is written: {', '.join(_written())}; without it, that of -o if it names a file, else json",
    )
    _add_output(add)
    add(
        "--indent",
        type=_indent,
        default=2,
        metavar="N",
        zh="JSON 的缩进；0 为一行（默认 2）",
        en="of JSON; 0 for one line (default: 2)",
    )


def _add_output(add: Adder) -> None:
    add(
        "-o",
        "--output",
        metavar="FILE",
        type=lambda name: None if name == STREAM else name,
        zh="写到何处；不指定或为 - 则为标准输出",
        en="where to write; without it, or with -, standard output",
    )


def _add_format(add: Adder, *more: str) -> None:
    formats = ("text", "json", *more)
    add(
        "--format",
        choices=formats,
        metavar="FORMAT",
        default="text",
        zh=f"结果的格式：{'、'.join(formats)}（默认 text，给人看）",
        en=f"the format of the answer: {', '.join(formats)} (default: text, for people)",
    )


def _add_threshold(add: Adder) -> None:
    from govinfo_report import Severity
    from govinfo_report.configuration import NEVER

    add(
        "--fail-on",
        choices=[*map(str, Severity), NEVER],
        zh=f"达到哪一级别时退出码为 1（默认 {FAIL_ON}）",
        en=f"the least severity that makes the exit code 1 (default: {FAIL_ON})",
    )


def _add_agency(add: Adder) -> None:
    add("--agency", metavar="NAME", zh="报告机关", en="the organ that reports")


def _add_edition(add: Adder) -> None:
    add(
        "--edition",
        choices=_editions(),
        zh="表格年版；不指定则为当年适用的",
        en="of the form; without it, the one in force",
    )


def _editions() -> list[str]:
    from govinfo_report import Edition

    return [*map(str, Edition)]


def _written() -> tuple[str, ...]:
    from govinfo_report.rendering import FORMATS

    return FORMATS


def _indent(text: str) -> int:
    number = int(text)
    if not 0 <= number <= WIDEST_INDENT:
        raise ValueError(text)
    return number


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
