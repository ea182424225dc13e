"""Help: in two languages, in the width of the terminal, with examples that run."""

import gzip
import os
import re
import shlex
import sys
from pathlib import Path

import attrs
import pytest

from govinfo_report import dumps, loads
from govinfo_report.cli import FAILED, FOUND, OK
from govinfo_report.cli.lines import columns
from govinfo_report.cli.parser import VERBS, language
from tests.conftest import ROOT
from tests.test_cli import EXAMPLE, EXAMPLE_JSON, Result

REPORT = loads(EXAMPLE_JSON.read_bytes())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the files are that the examples name, in a terminal of 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    data = EXAMPLE_JSON.read_bytes()
    files = {
        "report.txt": EXAMPLE.read_bytes(),
        "report.json": data,
        "last-year.json": dumps(attrs.evolve(REPORT, year=2020)),
        "reports/a.json": data,
        "reports/b.json": data,
        "country.ndjson.gz": gzip.compress(dumps(REPORT)),
        "cases.csv": b"applicant,outcome,received,answered\nbusiness,granted,2024-03-01,2024-03-20\n",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("verb", "width"), [*((verb, 80) for verb in ("", *VERBS)), ("", 120), ("check", 120)]
)
def test_help_fits_the_terminal(
    verb: str,
    width: int,
    lang: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each verb says what it does, how it is called with examples, and what it exits with."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("LC_ALL", f"{lang}.UTF-8")
    assert Result(*([verb] if verb else []), "--help").code == OK
    said = capsys.readouterr().out
    lines = [line for line in said.splitlines() if not line.startswith("  govinfo-report")]
    assert max(map(columns, lines)) < width
    assert [line[-1] for line in lines if line.startswith(("选项", "options"))] == [
        {"zh": "：", "en": ":"}[lang]
    ]
    assert {"zh": "退出码：0 正常", "en": "Exit code: 0 all well"}[lang] in said
    assert bool(re.search(r"[\u4e00-\u9fff]", said.replace("政府信息公开工作年度报告", ""))) is (
        lang == "zh" or "某市" in said
    )
    for name in VERBS if not verb else ():
        assert re.search(rf"^    {name}  +\S", said, re.MULTILINE)


@pytest.mark.parametrize(
    ("verb", "line"), [(verb, line) for verb, of in VERBS.items() for line in of.examples]
)
def test_examples_run(verb: str, line: str) -> None:
    """Every example in the help of a verb calls it, and works."""
    command, _, _ = line.partition(" > ")
    words = shlex.split(command)
    assert words[0] == verb
    words += ["--time-limit", "0"] if verb in {"check", "convert", "scan"} else []
    result = Result(*(word if word != "4" else "1" for word in words))
    assert result.code in ({OK, FOUND} if verb in {"check", "series"} else {OK}), result.err
    for option in {"-o", "--out"} & {*words}:
        assert Path(words[words.index(option) + 1]).exists()


@pytest.mark.parametrize(
    ("argv", "spoken", "expected"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "zh"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
        ([], {"LANG": "de_DE", "LC_MESSAGES": "zh_TW"}, "zh"),
        (["check", "--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["check", "--lang=zh", "-h"], {}, "zh"),
        (["check", "--lang", "fr"], {"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_language_of_what_is_said(
    argv: list[str], spoken: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `--lang` asks for, else what the system speaks, else Chinese: of help and of answers."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in spoken.items():
        monkeypatch.setenv(name, value)
    assert language(argv) == expected
    if not argv:
        title = {"zh": "一份报告之内\n", "en": "within one report\n"}[expected]
        assert Result("rules").out.startswith(title)


def test_usage_is_aligned_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    """The word for usage takes six columns, and so is what stands below it set in."""
    assert Result("check", "--lang=zh").code == FAILED
    first, second, *_, last = capsys.readouterr().err.splitlines()
    at = columns(first[: first.index("[-h]")])
    assert len(second) - len(second.lstrip()) == at
    assert last.startswith("govinfo-report check: 错误：")


@pytest.mark.parametrize(("width", "lang"), [(80, "zh"), (120, "en")])
def test_on_a_real_terminal(width: int, lang: str, folder: Path) -> None:
    """Findings are coloured and tables fit, as a terminal of that width shows them."""
    pexpect = pytest.importorskip("pexpect", reason="needs pexpect")
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    wrong = REPORT.with_figures({"requests.outcomes.not_held.natural_person": 8})
    (folder / "wrong.json").write_bytes(dumps(wrong))
    shown = pexpect.run(
        shlex.join(
            [
                sys.executable,
                *["-m", "govinfo_report", "check", "wrong.json", "--tables", "--lang"],
                lang,
            ]
        ),
        env={**environment, "TERM": "xterm-256color"},
        dimensions=(50, width),
        encoding="utf-8",
    )
    assert "\x1b[1;31m" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert max(map(columns, plain.splitlines())) <= width
    borders = {columns(line) for line in plain.splitlines() if line.startswith(("│", "┃", "├"))}
    assert len(borders) <= 3  # one width a table: Chinese does not push the borders out
    assert "requests-row-total" in plain


def test_the_page_knows_every_verb_and_input() -> None:
    """The reference lists the verbs of the command and the inputs of the action, and no others."""
    page = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    verbs, inputs = (
        re.findall(r"^\| `([a-z-]+)` \|", part, re.MULTILINE)
        for part in (page.partition("## Files and formats")[0], page.partition("| input |")[2])
    )
    assert verbs == [*VERBS]
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert inputs == re.findall(r"^  ([a-z-]+):\n    description", action, re.MULTILINE)


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        ("repair --apply 0 x", "应为不小于 1 的整数，而非 '0'", "expected a whole number of at least 1, got '0'"),
        ("blank --year x", "参数 --year：应为整数，而非 'x'", "--year: expected a whole number, got 'x'"),
        ("check --time-limit no x", "应为不小于 0 的秒数", "a number of seconds of at least 0"),
        ("check --fail-on often x", "没有 'often'；可用：", "there is no 'often'; choose from"),
        ("check x --rules", "参数 --rules：缺少值", "argument --rules: a value is missing"),
        ("check x --no-config --config y", "不能与 --no-config 同用", "does not go with --no-config"),
        ("diff x", "缺少参数：AFTER", "arguments are missing: AFTER"),
        ("check x --dry", "没有这样的参数：--dry", "there are no such arguments: --dry"),
        ("schema --edition 2020", "可用：'2019', '2021'", "there is no '2020'; choose from '2019', '2021'"),
        ("convert x --indent 17", "应为 0 至 16 的整数，而非 '17'", "a whole number from 0 to 16, got '17'"),
        ("convert x --indent -1", "应为 0 至 16 的整数，而非 '-1'", "a whole number from 0 to 16, got '-1'"),
        ("check x --config=", "有参数是空的", "an argument is empty; perhaps a variable is not set"),
        ("chekc x", "；是否指 check？", "; did you mean check?"),
        ("check --format sarrif x", "；是否指 sarif？", "; did you mean sarif?"),
        ("check x --f y", "选项 --f 不明确，可能是 --from", "option --f may be --from"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_calls_that_are_wrong(
    call: str,
    zh: str,
    en: str,
    lang: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """They are told in the language of the help, folded, and without names of functions."""
    assert Result(*call.split(), f"--lang={lang}").code == FAILED
    told = capsys.readouterr().err
    assert max(map(columns, told.splitlines())) <= 80
    assert "".join({"zh": zh, "en": en}[lang].split()) in "".join(told.split())
    assert (": " in told.rpartition("govinfo-report")[2].partition(": ")[2]) is (lang == "en")
