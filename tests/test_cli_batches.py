"""`check` and `convert` on many files: which they are, what is said of each, how it ends."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from govinfo_report import Reading, loads, read
from govinfo_report.cli import FAILED, FOUND, OK, run
from govinfo_report.cli.batches import expand
from govinfo_report.cli.codes import INTERRUPTED
from tests.conftest import ROOT
from tests.test_cli import EXAMPLE, EXAMPLE_JSON, Result

HERE = ["--time-limit", "0"]
"""How files are read one by one, in this process."""
TWO = ["--jobs", "2"]

pytestmark = pytest.mark.usefixtures("_wide_terminal")


@pytest.fixture(name="_wide_terminal")
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every message on a line of its own."""
    monkeypatch.setenv("COLUMNS", "250")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a good report, a wrong one, none, and what is passed over."""
    folder = tmp_path / "reports"
    (folder / "b").mkdir(parents=True)
    good = EXAMPLE.read_text(encoding="utf-8")
    for name, text in {
        "a.txt": good,
        "b/c.txt": good.replace("\t17\t", "\t1x7\t", 1).replace("\t17\n", "\t18\n", 1),
        "b/none.txt": "once upon a time",
        "b/picture.png": "",
        "b/~$c.docx": "",
        ".hidden.txt": "",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_links_to_nothing(tmp_path: Path) -> None:
    """A link that leads nowhere, or to itself, stands for itself, also where a pattern finds it."""
    names = [str(tmp_path / name) for name in ("1.json", "2.json")]
    Path(names[0]).symlink_to("no-such-file")
    Path(names[1]).symlink_to("2.json")
    assert expand(names) == expand([str(tmp_path / "*")]) == names
    assert expand([str(tmp_path)]) == [str(tmp_path)]


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "html", "sarif", "junit", "github"])
def test_names_of_other_bytes(form: str, tmp_path: Path) -> None:
    """A name in GB 18030 is shown in escapes, be it of a report or of none; nothing stops for it."""
    folder = os.fsencode(tmp_path) + "/报告".encode("gb18030")
    Path(os.fsdecode(folder)).mkdir()
    Path(os.fsdecode(folder + b"/a.txt")).write_text(
        EXAMPLE.read_text("utf-8").replace("\t17", "\t1")
    )
    Path(os.fsdecode(folder + b"/b.txt")).write_text("once upon a time", "utf-8")
    answer = tmp_path / "answer"
    arguments = ["check", os.fsdecode(folder), "--format", form, "-o", str(answer), *HERE]
    result = Result(*arguments, "--lang", "en")
    assert (result.code, result.err.count("failed: 1")) == (FAILED, 1)
    told = answer.read_text("utf-8")
    escaped = "%B1%A8%B8%E6" if form == "sarif" else "\\udcb1\\udca8\\udcb8\\udce6"
    doubled = form in {"json", "jsonl"}
    assert (escaped.replace("\\", "\\\\") if doubled else escaped) in told


def test_a_folder_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that changes while it is looked through is named."""

    def vanish(*_: object) -> object:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "rglob", vanish)
    result = Result("check", str(tmp_path), "--lang", "en")
    assert (result.code, result.err) == (
        FAILED,
        f"govinfo-report: {tmp_path}: the file cannot be opened (No such file or directory)\n",
    )


class Terminal(io.StringIO):
    """Standard error on a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_what_names_stand_for(folder: Path) -> None:
    """Folders and patterns are expanded in order, each file once; the rest stays as it is."""
    a, c, none = (str(folder / name) for name in ("a.txt", "b/c.txt", "b/none.txt"))
    assert expand([str(folder)]) == [a, c, none]
    assert expand([none, str(folder)]) == [none, a, c]
    assert expand([str(folder / "**" / "[ac].txt")]) == [a, c]
    assert expand([str(folder / "?")]) == [c, none]
    empty = folder / "empty"
    empty.mkdir()
    for name in ("-", "no-such-file", str(folder / "*.pdf"), str(empty)):
        assert expand([name]) == [name]
    bracketed = folder / "x[1].txt"
    bracketed.touch()
    assert expand([str(bracketed)]) == [str(bracketed)]


def test_a_folder_without_reports(tmp_path: Path) -> None:
    """It is no report itself, and the message says what to name instead."""
    result = Result("check", str(tmp_path), "--lang", "en")
    assert result.code == FAILED
    assert (
        f"{tmp_path}: the file cannot be opened (it is a folder; name a file with a report)"
        in result.err
    )


@pytest.mark.parametrize("how", [HERE, TWO])
def test_check_a_folder(folder: Path, how: list[str]) -> None:
    """Each file is led by its name, in order; one that fails stops none, and makes the exit 2."""
    result = Result("check", str(folder), "--lang", "en", *how)
    assert result.code == FAILED
    good, wrong = result.out.index("a.txt]"), result.out.index("c.txt]")
    assert good < result.out.index("Findings: none") < wrong < result.out.index("1x7")
    failure, summary = result.err.splitlines()
    assert failure.startswith(f"govinfo-report: {folder / 'b/none.txt'}: nothing of an annual rep")
    assert summary == "govinfo-report: files: 3; errors: 3, warnings: 0, notes: 1; failed: 1"


def test_exit_code_of_many(folder: Path) -> None:
    """1 if any finding reaches the threshold, 0 if none does and all could be read."""
    arguments = ["check", str(EXAMPLE), str(folder / "b" / "c.txt"), *HERE]
    assert Result(*arguments).code == FOUND
    assert Result(*arguments, "--fail-on", "never").code == OK
    assert Result("check", str(folder / "a.*")).code == OK


def test_check_for_programs(folder: Path) -> None:
    """`json` is an array, `jsonl` an object a line, each with its source; a failure is one too."""
    result = Result("check", str(folder), "--format", "json", "--lang", "en", *HERE)
    entries = json.loads(result.out)
    assert [Path(entry["source"]).name for entry in entries] == ["a.txt", "c.txt", "none.txt"]
    assert entries[0]["findings"] == []
    assert {finding["severity"] for finding in entries[1]["findings"]} == {"error", "note"}
    assert entries[1]["localisation"]["size"] == 1
    assert entries[2]["error"].startswith(entries[2]["source"])
    lines = Result(
        "check", str(folder), "--format", "jsonl", "--lang", "en", *HERE
    ).out.splitlines()
    assert [json.loads(line) for line in lines] == entries
    (line,) = Result("check", str(EXAMPLE), "--format", "jsonl").out.splitlines()
    assert json.loads(line) == {"source": str(EXAMPLE), "findings": [], "problems": []}


def test_standard_input_among_files() -> None:
    """`-` is read by the command itself and handed to whichever process has its turn."""
    arguments = ["check", str(EXAMPLE_JSON), "-", "--format", "jsonl", "--jobs", "2"]
    result = Result(*arguments, stdin=EXAMPLE.read_bytes())
    assert result.code == OK
    assert [json.loads(line)["source"] for line in result.out.splitlines()][1] == "-"
    failed = Result(*arguments, "--lang", "en", stdin=b"once upon a time")
    assert failed.err.startswith("govinfo-report: -: nothing of an annual report")


def test_a_file_that_never_ends(tmp_path: Path) -> None:
    """It is given up after `--time-limit`, and the rest is read."""
    endless = tmp_path / "pipe.txt"
    os.mkfifo(endless)
    result = Result("check", str(endless), str(EXAMPLE), "--time-limit", "5", "--lang", "en")
    failure, summary = result.err.splitlines()
    assert failure.startswith(f"govinfo-report: {endless}: it took more than 5 s")
    assert summary == "govinfo-report: files: 2; errors: 0, warnings: 0, notes: 0; failed: 1"
    assert "Findings: none" in result.out


@pytest.mark.parametrize("limit", ["-1", "nan", "inf", "1m"])
def test_what_is_no_time_limit(capsys: pytest.CaptureFixture[str], limit: str) -> None:
    """It is a number of seconds, not negative."""
    assert Result("check", str(EXAMPLE), f"--time-limit={limit}").code == FAILED
    assert "应为不小于 0 的秒数，而非" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--previous", "--children", "--own"])
def test_options_for_one_report(folder: Path, option: str) -> None:
    """What one report is held against is not for many."""
    result = Result("check", str(folder), option, str(EXAMPLE), "--lang", "en")
    assert (result.code, result.out) == (FAILED, "")
    assert "go with one report" in result.err


def test_a_rule_that_does_not_exist(folder: Path) -> None:
    """What is wrong with the call is said once, not of every file."""
    result = Result("check", str(folder), "--rules", "nonsense", "--lang", "en")
    assert (result.code, result.out) == (FAILED, "")
    assert result.err.count("there is no rule 'nonsense'") == 1


def test_ctrl_c(folder: Path) -> None:
    """What is done is printed, and how far it came; the exit code is that of an interrupt."""

    class Interrupted(io.StringIO):
        def write(self, text: str) -> int:
            if "none.txt" in text:
                raise KeyboardInterrupt
            return super().write(text)

    out, err = io.StringIO(), Interrupted()
    arguments = ["check", str(folder), "--format", "json", "--lang", "en", *HERE]
    assert run(arguments, io.BytesIO(), out, err) == INTERRUPTED
    assert len(json.loads(out.getvalue())) == 2
    assert err.getvalue() == (
        "govinfo-report: stopped; files: 3; errors: 3, warnings: 0, notes: 1; failed: 1\n"
    )


def test_a_bar_on_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal shows how far it is, on standard error; without rich it does not."""
    monkeypatch.setenv("TERM", "xterm")
    arguments = ["check", str(folder), "--format", "jsonl", *HERE]
    out, err = io.StringIO(), Terminal()
    run(arguments, io.BytesIO(), out, err)
    assert "━" in err.getvalue()
    assert out.getvalue() == Result(*arguments).out
    monkeypatch.setitem(sys.modules, "rich", None)
    plain = Terminal()
    run(arguments, io.BytesIO(), io.StringIO(), plain)
    assert plain.getvalue() == Result(*arguments).err


@pytest.mark.parametrize("how", [HERE, TWO])
def test_convert_a_folder(folder: Path, tmp_path: Path, how: list[str]) -> None:
    """Each file is named after its source; what could not be read is said with the source."""
    target = tmp_path / "new" / "folder"
    result = Result("convert", str(folder), "-o", str(target), *how, "--lang", "en")
    assert (result.code, result.out) == (FAILED, "")
    assert sorted(path.name for path in target.iterdir()) == ["a.json", "c.json"]
    assert (target / "a.json").read_text("utf-8") == EXAMPLE_JSON.read_text("utf-8").replace(
        EXAMPLE.name, "a.txt"
    )
    problem, failure, summary = result.err.splitlines()
    assert problem.startswith(f"govinfo-report: {folder / 'b/c.txt'}: table 2, row 4")
    assert "none.txt" in failure
    assert summary == "govinfo-report: files: 3; problems while reading: 1; failed: 1"


@pytest.mark.parametrize(
    ("to", "name"),
    [("text", "stdin.txt"), ("docx", "stdin.docx"), ("form", None)],
)
def test_formats_of_converted_files(tmp_path: Path, to: str, name: str | None) -> None:
    """`--to` names the format; the file ends as files of it do."""
    arguments = ["convert", "-", str(EXAMPLE), "--to", to, "-o", str(tmp_path), *HERE]
    assert Result(*arguments, stdin=EXAMPLE.read_bytes()).code == OK
    if name is None:
        assert "<script" in (tmp_path / "stdin.html").read_text(encoding="utf-8")
    else:
        assert _figures(read(tmp_path / name)) == _figures(read(EXAMPLE))


def _figures(reading: Reading) -> object:
    return reading.report.figures()


def test_convert_one_to_another_format(tmp_path: Path) -> None:
    """The format is that of the output's name, if it has one, and JSON otherwise."""
    for name, start in {"x.md": "<!-- govinfo-report", "x.docx": "PK", "x": "{"}.items():
        target = tmp_path / name
        assert Result("convert", str(EXAMPLE), "-o", str(target)).code == OK
        assert target.read_bytes().startswith(start.encode())
    assert Result("convert", str(EXAMPLE), "--to", "markdown").out == (tmp_path / "x.md").read_text(
        "utf-8"
    )
    assert loads(Result("convert", str(EXAMPLE)).out) == read(EXAMPLE).report
    refused = Result("convert", str(EXAMPLE), "--to", "xlsx", "--lang", "en")
    assert (refused.code, refused.out) == (FAILED, "")
    assert refused.err == "govinfo-report: xlsx is no text: name a file for it with -o\n"


def test_what_convert_refuses(folder: Path, tmp_path: Path) -> None:
    """Nothing is written where a file would be lost, or there is no folder to write to."""
    again = folder / "b" / "A.txt"
    again.touch()
    for output, message in {
        None: "name a folder for them with -o",
        "new": f"{folder / 'a.txt'} and {again} would both be written to {tmp_path / 'new/A.json'}",
    }.items():
        options = [] if output is None else ["-o", str(tmp_path / output)]
        result = Result("convert", str(folder), *options, "--lang", "en")
        assert (result.code, result.out) == (FAILED, "")
        assert message in result.err
    assert not (tmp_path / "new").exists()
    names = [str(folder / "a.txt"), str(folder / "b" / "c.txt")]
    over = Result("convert", *names, "--to", "text", "-o", str(folder), "--lang", "en")
    assert over.err == f"govinfo-report: {names[0]} is read, and would be overwritten\n"
    blocked = Result("convert", *names, "-o", str(ROOT / "LICENSE" / "x"), "--lang", "en")
    assert (blocked.code, "cannot be written" in blocked.err) == (FAILED, True)
