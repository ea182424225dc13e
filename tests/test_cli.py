"""The command, run as a user runs it: what it prints, and what it exits with."""

import builtins
import io
import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from govinfo_report import AnnualReport, dumps, figure_paths, loads, read, schema
from govinfo_report.cli import FAILED, FOUND, OK, main, run
from govinfo_report.cli.codes import INTERRUPTED
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "huangpu-2021.txt"
EXAMPLE_JSON = EXAMPLE.with_suffix(".json")


class Result:
    """What a run of the command left behind."""

    def __init__(self, *args: str, stdin: bytes = b"") -> None:
        """Run the command."""
        out, err = io.StringIO(), io.StringIO()
        self.code = run(args, io.BytesIO(stdin), out, err)
        self.out, self.err = out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every message on a line of its own."""
    monkeypatch.setenv("COLUMNS", "250")


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    """Give a report in which one figure is wrong."""
    report = loads(EXAMPLE_JSON.read_bytes())
    total = report.requests.received.total or 0
    path = tmp_path / "wrong.json"
    path.write_bytes(dumps(report.with_figures({"requests.received.total": total + 1})))
    return str(path)


def test_the_example_is_clean() -> None:
    """The report with the figures of 2021 has no finding of severity error."""
    result = Result("check", str(EXAMPLE))
    assert (result.code, result.err) == (OK, "")
    assert "已填数据：200/200" in result.out
    assert "检查结果：无" in result.out


def test_the_real_report_is_clean(shared: Callable[[str], Path]) -> None:
    """All 200 figures of a published report are found, and it exits with 0."""
    path = str(shared("reports/huangpu-police-2021.txt"))
    result = Result("check", "--format", "json", "--lang", "en", path)
    assert result.code == OK
    assert json.loads(result.out)["problems"] == []
    converted = Result("convert", path)
    document = json.loads(converted.out)
    assert (converted.code, converted.err) == (OK, "")
    for edition in (None, "2021"):
        jsonschema.Draft202012Validator(schema.load(edition)).validate(document)
    assert None not in loads(converted.out).figures().values()


def test_tables_hold_every_figure() -> None:
    """`--tables` prints the three tables of the form, filled in."""
    result = Result("check", "--tables", str(EXAMPLE))
    assert result.code == OK
    for words in ("466274", "173.42", "行政规范性文件", "2.重复申请", "复议后起诉"):
        assert words in result.out
    numbers = [cell for cell in re.split(r"[│\s]+", result.out) if re.fullmatch(r"[\d.]+", cell)]
    figures = [str(value) for value in loads(EXAMPLE_JSON.read_bytes()).figures().values()]
    assert numbers == figures


def test_findings_for_people(wrong: str) -> None:
    """A broken identity is named in the words of the form, in Chinese or English."""
    chinese, english = Result("check", wrong), Result("check", "--lang", "en", wrong)
    assert chinese.code == english.code == FOUND
    assert "错误 requests-row-total" in chinese.out
    assert "填写为 18，而各类申请人合计为 17" in chinese.out
    assert "error requests-balance" in english.out
    assert "figures filled in: 200 of 200" in english.out


def test_findings_for_programs(wrong: str) -> None:
    """`--format json` prints one object with findings and problems."""
    result = Result(
        "check", "--format", "json", "--rules", "disputes-total, requests-row-total", wrong
    )
    document = json.loads(result.out)
    assert document["problems"] == []
    (finding,) = document["findings"]
    assert finding["rule"] == "requests-row-total"
    assert finding["severity"] == "error"
    assert finding["figures"][0] == "requests.received.total"
    assert (finding["expected"], finding["actual"]) == (17, 18)
    assert finding["message"].startswith("“一、本年新收")
    assert len(finding["fingerprint"]) == 16


@pytest.mark.parametrize(
    ("threshold", "code"), [("error", FOUND), ("warning", FOUND), ("note", FOUND), ("never", OK)]
)
def test_exit_code_follows_the_threshold(wrong: str, threshold: str, code: int) -> None:
    """1 if and only if a finding reaches `--fail-on`."""
    assert Result("check", "--fail-on", threshold, wrong).code == code


def test_problems_are_shown(tmp_path: Path) -> None:
    """What could not be read is said before what was found."""
    damaged = tmp_path / "damaged.txt"
    damaged.write_text(EXAMPLE.read_text(encoding="utf-8").replace("466274", "46六274"), "utf-8")
    result = Result("check", str(damaged))
    assert "读取时发现的问题：" in result.out
    assert "46六274" in result.out
    programs = json.loads(Result("check", "--format", "json", str(damaged)).out)["problems"]
    assert any(p["figures"] == ["proactive.penalties.decisions"] for p in programs)
    assert all(p["kind"] and p["message"] for p in programs)
    converted = Result("convert", str(damaged))
    assert (converted.code, "46六274" in converted.err) == (OK, True)
    assert loads(converted.out).figure("proactive.penalties.decisions") is None


def test_a_blank_form_in_words() -> None:
    """What is unknown is called so."""
    result = Result("check", "-", "--lang", "en", "--tables", stdin=dumps(AnnualReport("2019")))
    assert "agency: unknown; year: unknown; form: edition 2019" in result.out
    assert "figures filled in: 0 of 198" in result.out


def test_convert_text_to_json(tmp_path: Path) -> None:
    """The example in JSON is the example in text, converted."""
    assert Result("convert", str(EXAMPLE)).out == EXAMPLE_JSON.read_text(encoding="utf-8")
    target = tmp_path / "out.json"
    result = Result("convert", str(EXAMPLE), "--indent", "0", "-o", str(target))
    assert (result.code, result.out) == (OK, "")
    assert target.read_bytes() == dumps(read(EXAMPLE).report) + b"\n"


def test_convert_json_to_json() -> None:
    """From standard input to standard output."""
    result = Result("convert", "-", stdin=EXAMPLE_JSON.read_bytes())
    assert result.out == EXAMPLE_JSON.read_text(encoding="utf-8")


@pytest.mark.parametrize("edition", [None, "2019", "2021"])
def test_schema_is_printed(edition: str | None) -> None:
    """The packaged schema, of one edition or of either."""
    result = Result("schema", *(["--edition", edition] if edition else []))
    assert json.loads(result.out) == schema.load(edition)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["check", "no-such-file.txt"], "no-such-file.txt"),
        (["check", "-"], "govinfo-report: "),
        (["check", str(ROOT / "LICENSE")], "LICENSE"),
        (["check", str(EXAMPLE), "--from", "json"], "json"),
        (["check", str(EXAMPLE), "--from", "papyrus"], "papyrus"),
        (["check", str(EXAMPLE), "--rules", "nonsense"], "nonsense"),
        (["convert", str(EXAMPLE), "-o", "/no/such/folder/x.json"], "/no/such/folder/x.json"),
    ],
)
def test_unreadable_input(args: list[str], words: str) -> None:
    """One clear line and exit code 2."""
    result = Result(*args)
    assert (result.code, result.out) == (FAILED, "")
    assert words in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("args", [[], ["frobnicate"], ["check"], ["check", "x", "--lang", "fr"]])
def test_wrong_usage(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, with what is wrong on standard error."""
    assert Result(*args).code == FAILED
    assert "用法：govinfo-report" in capsys.readouterr().err


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    """Both exit with 0."""
    for args in (["--help"], ["check", "--help"], ["--version"]):
        assert Result(*args).code == OK
    assert "0.1.0" in capsys.readouterr().out


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables need rich; the command says how to get it. Findings and JSON need nothing."""
    real = builtins.__import__

    def without_rich(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("rich"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_rich)
    result = Result("statements", str(EXAMPLE), "--lang", "en")
    assert (result.code, result.out) == (FAILED, "")
    assert 'pip install "govinfo-report[cli]"' in result.err
    assert Result("check", str(EXAMPLE)).code == OK
    assert Result("statements", "--format", "json", str(EXAMPLE)).code == OK


def test_nothing_reaches_the_terminal_but_text() -> None:
    """Control and escape characters of a hostile report are shown, not sent."""
    document = loads(EXAMPLE_JSON.read_bytes())
    hostile = json.loads(dumps(document))
    hostile["title"] = "\x1b[2J\x07[bold]evil[/bold]\u202e"
    result = Result("check", "-", stdin=json.dumps(hostile).encode())
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out
    assert "[bold]evil[/bold]" in result.out


def test_main_on_real_streams(capfd: pytest.CaptureFixture[str]) -> None:
    """`main` is the entry point of the installed command."""
    assert main(["check", "--format", "json", str(EXAMPLE)]) == OK
    assert json.loads(capfd.readouterr().out)["findings"] == []


@pytest.mark.parametrize("arguments", [["schema"], ["metrics", str(EXAMPLE_JSON)]])
@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BrokenPipeError(), OK, ""),
        (OSError(ENOSPC, "full"), FAILED, "govinfo-report: the system reports: full\n"),
    ],
)
def test_output_that_is_not_taken(  # noqa: PLR0913 - what it is held with, and what comes of it
    *,
    arguments: list[str],
    error: OSError,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """`govinfo-report … | head` ends quietly; a full disk is told, and is no finding."""

    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise error

        def fileno(self) -> int:
            return descriptor

    descriptor = os.open(tmp_path / "out", os.O_WRONLY | os.O_CREAT)
    monkeypatch.setattr(sys, "stdout", Closed())
    assert main([*arguments, "--lang", "en"]) == code
    assert capsys.readouterr().err == said
    os.close(descriptor)


@pytest.mark.parametrize("arguments", [["--version"], ["check", str(EXAMPLE_JSON)]])
@pytest.mark.parametrize("is_full", [True, False])
def test_output_that_is_taken_to_be_written_later(arguments: list[str], *, is_full: bool) -> None:
    """What is still held back at the end is written before the command says that all went well."""
    if is_full:
        writer = os.open("/dev/full", os.O_WRONLY)
    else:
        reader, writer = os.pipe()
        os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "govinfo_report", *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    )
    os.close(writer)
    assert done.returncode == (FAILED if is_full else OK)
    assert done.stderr.count(b"\n") == (is_full and arguments != ["--version"])


@pytest.mark.parametrize(("lang", "said"), [("zh", "已中断"), ("en", "stopped")])
def test_ctrl_c(lang: str, said: str) -> None:
    """Whatever it interrupts, such as waiting for input, the command ends in a line."""

    class Waiting(io.BytesIO):
        def read(self, _: int | None = None) -> bytes:
            raise KeyboardInterrupt

    err = io.StringIO()
    assert run(["check", "-", "--lang", lang], Waiting(), io.StringIO(), err) == INTERRUPTED
    assert err.getvalue() == f"govinfo-report: {said}\n"


def test_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a shell stands in a folder that was removed, what is written nowhere is said by name."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = Result("convert", str(EXAMPLE_JSON), "-o", "x.csv", "--lang", "en")
    assert result.err == "govinfo-report: x.csv: cannot be written (No such file or directory)\n"
    assert (result.code, Result("check", str(EXAMPLE_JSON)).code) == (FAILED, OK)


def test_streams_that_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job without a terminal may have none: then nothing is read, and nothing shown."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["rules"]) == OK
    assert main(["check", "-"]) == FAILED
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.close()


def test_the_installed_command() -> None:
    """`python -m govinfo_report` is the command, in any locale."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    printed = subprocess.run(
        [sys.executable, "-m", "govinfo_report", "check", str(EXAMPLE)],
        capture_output=True,
        check=True,
        env=environment,
    )
    assert "检查结果".encode() in printed.stdout
    assert printed.stderr == b""


@pytest.mark.parametrize("path", figure_paths("2021"))
def test_every_figure_of_the_example_counts(path: str) -> None:
    """Add one to any figure: exactly the identities that mention it are broken."""
    from govinfo_report import check, identities

    report = loads(EXAMPLE_JSON.read_bytes())
    value = report.figure(path)
    assert value is not None
    found = check(report.with_figures({path: value + 1}), rules="identities")
    expected = [(i.rule, i.figures) for i in identities("2021") if path in i.figures]
    assert [(f.rule, f.figures) for f in found] == expected


def test_the_package_can_be_run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """`python -m govinfo_report` ends with the exit code of the command."""
    monkeypatch.setattr(sys, "argv", ["govinfo-report", "check", "-"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"once upon a time")))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_module("govinfo_report", run_name="__main__")
    assert stopped.value.code == FAILED
    assert "govinfo-report: " in capfd.readouterr().err
