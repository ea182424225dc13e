"""Standard input and output wherever a file may stand, and one way to name formats."""

import io
import json
from pathlib import Path

import attrs
import pytest

from govinfo_report import dumps, loads, read
from govinfo_report.cli import FAILED, OK, run
from tests.test_cli import EXAMPLE_JSON, Result
from tests.test_cli_lines import Terminal

DATA = EXAMPLE_JSON.read_bytes()
REPORT = loads(DATA)
FILE = str(EXAMPLE_JSON)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "-"],
        ["check", "--previous", "-", "--rules", "identities", FILE],
        ["inspect", "-"],
        ["convert", "-"],
        ["render", "-", "--to", "text"],
        ["render", FILE, "--to", "html", "--css", "-"],
        ["repair", "-"],
        ["repair", FILE, "--previous", "-"],
        ["statements", "-"],
        ["metrics", "-"],
        ["diff", "-", FILE],
        ["diff", FILE, "-"],
        ["series", "-"],
        ["aggregate", "-", FILE],
    ],
)
def test_a_dash_is_standard_input(arguments: list[str]) -> None:
    """The answer is the same as with the name of a file that holds the same."""
    last = arguments[:1] == ["series"]
    result = Result(*arguments, stdin=DATA)
    named = Result(*[FILE if each == "-" else each for each in arguments])
    assert (result.code, result.out, result.err) == (named.code, named.out, named.err)
    assert result.code == OK or last


@pytest.mark.parametrize(
    "arguments",
    [["diff", "-", "-"], ["check", "-", "--previous", "-"], ["convert", FILE, "-", "-"]],
)
def test_standard_input_is_read_once(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Who names it twice is told so."""
    assert Result(*arguments, stdin=DATA).code == FAILED
    assert "只能读取一次" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["convert", "aggregate", "repair"])
def test_a_dash_is_standard_output(verb: str) -> None:
    """`-o -` writes where no -o writes."""
    arguments = [verb, FILE, *(["--fill"] if verb == "repair" else [])]
    assert Result(*arguments, "-o", "-").out == Result(*arguments).out != ""


def test_every_verb_that_writes_a_report_takes_any_format(tmp_path: Path) -> None:
    """`--to` names it, or the file does; `--format`, the older name, does where it did."""
    for name, arguments in {
        "a.docx": ["aggregate", FILE],
        "t.csv": ["repair", FILE, "--fill"],
        "c.xlsx": ["convert", FILE],
    }.items():
        target = tmp_path / name
        assert Result(*arguments, "-o", str(target)).code == OK
        assert read(target).report.figures() == REPORT.figures()
    cases = b"applicant,outcome,received,answered\nbusiness,granted,2021-03-01,2021-03-20\n"
    text = Result("tally", "-", "--year", "2021", "--to", "text", stdin=cases)
    assert read(text.out.encode()).report.requests.received.business == 1
    for name in ("--to", "--format"):
        assert Result("tally", "-", "--year", "2021", name, "json", stdin=cases).out[0] == "{"
    page = Result("repair", FILE, "--fill", "--to", "form", "--lang", "en").out
    assert 'lang="en"' in page


@pytest.mark.parametrize(
    "call",
    [
        *(["check"], ["convert"], ["aggregate"], ["tally", "--year", "2021"]),
        *(["render", "--to", "html"], ["repair", "--fill"]),
    ],
)
def test_a_folder_that_does_not_exist(call: list[str], tmp_path: Path) -> None:
    """Nothing is read where what comes of it could not be written."""
    stdin = io.BytesIO(b"unread")
    out, err = io.StringIO(), io.StringIO()
    target = str(tmp_path / "nowhere" / "x")
    assert run([*call, "-", "-o", target, "--lang", "en"], stdin, out, err) == FAILED
    assert stdin.tell() == 0
    assert err.getvalue().startswith(f"govinfo-report: {target}: cannot be written")


def test_no_colour_in_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """`NO_COLOR` holds for what rich prints, too."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = {}
    for value in ("", "1"):
        monkeypatch.setenv("NO_COLOR", value)
        terminal = Terminal()
        assert run(["check", FILE, "--tables"], io.BytesIO(), terminal, io.StringIO()) == OK
        shown[value] = terminal.getvalue()
    assert "\x1b[3" not in shown["1"].replace("\x1b[3m", "")
    assert shown[""] != shown["1"]


def test_options_of_render_from_a_file_that_is_none(tmp_path: Path) -> None:
    """What is not there or is not UTF-8 is said with its name."""
    bad = tmp_path / "bad.css"
    bad.write_bytes(b"\xff")
    for path in (str(bad), "no-such.css"):
        result = Result("render", FILE, "--to", "html", "--css", path, "--lang", "en")
        assert (result.code, path in result.err) == (FAILED, True)


def test_what_came_through_a_pipe_is_named_as_such() -> None:
    """In JSON of many files and in logs the source is a dash."""
    wrong = attrs.evolve(REPORT, problems=attrs.evolve(REPORT.problems, text="无"))
    line = Result("check", "-", "--format", "jsonl", stdin=dumps(wrong)).out
    assert json.loads(line)["source"] == "-"
