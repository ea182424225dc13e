"""What a page asks to type is typed in, and prints what the page says."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from govinfo_report import AnnualReport, dumps, read, schema
from tests.conformance import JS, NODE
from tests.conftest import ROOT
from tests.sessions import (
    BASH,
    PAGES,
    TUTORIALS,
    VARIABLES,
    Here,
    Step,
    Terminals,
    prepare,
    rewritten,
    steps,
)


def _page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_typed_in(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step prints what the page says."""
    for variable, value in VARIABLES.items():
        monkeypatch.setenv(variable, value)
    commands, folder = tmp_path / "bin", tmp_path / "folder"
    commands.mkdir()
    folder.mkdir()
    prepare(folder)
    monkeypatch.chdir(folder)
    type_in = Here(commands)
    for step in steps(_page(name)):
        assert step.agrees(got := type_in(step)), f"{step.typed}\n{got}"


@pytest.mark.parametrize("name", [name for name in PAGES if ".zh-CN" in name])
def test_translations_are_one(name: str) -> None:
    """In Chinese and English the same is typed, but for the language of messages."""
    english, chinese = (
        [step.typed for step in steps(_page(page))] for page in (name.replace(".zh-CN", ""), name)
    )
    said = {" --lang en": "", '"en"': '"zh"'}
    for words, meant in said.items():
        english = [typed.replace(words, meant) for typed in english]
    assert chinese == english
    assert len(english) > 20


def test_what_is_not_as_printed_is_noticed(tmp_path: Path) -> None:
    """A step that prints something else does not agree, and its output is written anew."""
    page = "```console\n$ cat <<END; exit 3\n> a\n> END\nb\n$ echo $?\n...\n$ true\nc\n```\n"
    page += "```python\n>>> if True:\n...     1 + 1\n3\n>>> 1 / 0\nTraceback (most recent call last):\nKeyError\n```\n"
    type_in = Here(tmp_path)
    assert [step.agrees(type_in(step)) for step in steps(page)] == [
        False,
        True,
        False,
        False,
        False,
    ]
    assert rewritten(page, type_in) == (
        "```console\n$ cat <<END; exit 3\n> a\n> END\na\n$ echo $?\n...\n$ true\n```\n"
        "```python\n>>> if True:\n...     1 + 1\n2\n>>> 1 / 0\nTraceback (most recent call last):\n"
        "ZeroDivisionError: division by zero\n```\n"
    )


def test_tracebacks_agree_by_what_was_raised() -> None:
    """The lines of the stack are another program's matter."""
    raised = Step(
        "python",
        "1 / 0\n",
        "Traceback (most recent call last):\n  ...\nZeroDivisionError: ...\n",
        slice(0),
    )
    head = 'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n    1 / 0\n    ~~^~~\n'
    assert raised.agrees(f"{head}ZeroDivisionError: division by zero\n")
    assert not raised.agrees(f"{head}KeyError: division by zero\n")


def test_the_district_is_as_written(tmp_path: Path) -> None:
    """The reports under `examples/district` are those that the program beside them writes."""
    runpy.run_path(str(ROOT / "examples" / "district.py"))["main"](tmp_path)
    here, there = (
        {path.relative_to(top): read(path) for path in top.rglob("*.*")}
        for top in (tmp_path, ROOT / "examples" / "district")
    )
    assert here == there
    assert len(here) == 7


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the wheel, built from the source as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT)
    return next(folder.glob("*.whl"))


def _run(*command: str | Path) -> str:
    return subprocess.check_output([str(word) for word in command], text=True)


@pytest.mark.engine
@pytest.mark.parametrize("name", TUTORIALS)
def test_a_page_typed_in_by_a_stranger(name: str, wheel: Path, tmp_path: Path) -> None:
    """In an empty folder with nothing installed, into a real shell and a real Python."""
    commands, folder = tmp_path / "bin", tmp_path / "folder"
    commands.mkdir()
    folder.mkdir()
    (commands / "python3").symlink_to(Path(sys.executable).resolve())
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    path = os.pathsep.join([str(commands), *os.defpath.split(os.pathsep)])
    environment = kept | VARIABLES | {"PATH": path, "PIP_FIND_LINKS": str(wheel.parent)}
    with Terminals(folder, environment) as type_in:
        for step in steps(_page(name)):
            assert step.agrees(got := type_in(step)), f"{step.typed}\n{got}"


@pytest.mark.engine
def test_the_program_in_javascript(tmp_path: Path) -> None:
    """The program on the page for other languages prints what stands below it, in a real Node.js."""
    if not (JS / "node_modules" / "ajv").is_dir():
        pytest.skip("needs npm ci --prefix tests/js")
    page = _page("docs/howto-languages.md")
    program, printed = (
        re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0]
        for language in ("javascript", "text")
    )
    (tmp_path / "check.mjs").write_text(program, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(JS / "node_modules")
    prepare(tmp_path)
    (tmp_path / "report.schema.json").write_text(json.dumps(schema.load("2021")), encoding="utf-8")
    report = read(ROOT / "examples" / "district" / "2024" / "transport.txt").report

    def check(report: AnnualReport) -> str:
        (tmp_path / "report.json").write_bytes(dumps(report))
        return subprocess.check_output([NODE, "check.mjs"], cwd=tmp_path, text=True)

    assert f"$ node check.mjs\n{check(report)}" == printed
    granted = "requests.outcomes.granted.natural_person"
    assert check(report.with_figures({granted: 21})) == ""
    assert check(report.with_figures({granted: None})) == ""


@pytest.mark.engine
def test_a_stranger_with_the_readme_alone(tmp_path: Path) -> None:
    """The first command of the README, in a fresh copy, checks a report within three minutes."""
    unbuilt = shutil.ignore_patterns(".*", "dist", "_build", "node_modules", "__pycache__")
    copy = shutil.copytree(ROOT, tmp_path / "copy", ignore=unbuilt)
    command = next(step.typed for step in steps(_page("README.md")))
    assert command.startswith("make demo")
    done = subprocess.run(
        [BASH, "-c", command], cwd=copy, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "检查结果：" in done.stdout
