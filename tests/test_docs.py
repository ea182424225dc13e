"""Documentation is executed: every example in README.md and docs/ does what it says.

Pages that also ask to type into a shell are in `tests/test_sessions.py`.
"""

import doctest
import io
import re
import shlex
from collections import Counter
from pathlib import Path

import pytest

import govinfo_report
from govinfo_report.cli import run
from tests import sessions
from tests.conftest import ROOT
from tests.test_architecture import ROOMS

PAGES = [
    path.relative_to(ROOT).as_posix()
    for path in [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
    if "_build" not in path.parts
]
FENCE = re.compile(r"^[ \t]*(`{3,}|:{3,}).*$", re.MULTILINE)
PYTHON = re.compile(r"^```(?:python|pycon|py)\b.*\n(?P<code>(?s:.*?))^```", re.MULTILINE)


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted({*PAGES} - {*sessions.PAGES}))
def test_examples_on_pages(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of a page run in order, in one namespace, from the root of the repository."""
    monkeypatch.chdir(ROOT)
    text = _text(page)
    # A fence would be taken for output; an empty line in its place keeps the line numbers.
    unfenced = FENCE.sub("", text)
    examples = doctest.DocTestParser().get_doctest(
        unfenced, {"__name__": "__main__"}, page, page, 0
    )
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    report = io.StringIO()
    results = doctest.DocTestRunner(optionflags=flags).run(examples, out=report.write)
    assert results.failed == 0, report.getvalue()


@pytest.mark.parametrize("page", PAGES)
def test_no_python_goes_unexecuted(page: str) -> None:
    """A block of Python has prompts, so that the test above sees it."""
    text = _text(page)
    assert [block["code"] for block in PYTHON.finditer(text) if ">>>" not in block["code"]] == []


def test_every_benchmark_is_on_its_page() -> None:
    """What can be measured is named there, and what is named there can be measured."""
    named = re.findall(r"`(?:benchmarks/)?(\w+\.py)`", _text("docs/benchmarks.md"))
    files = {path.name for path in (ROOT / "benchmarks").glob("*.py")}
    assert sorted(named) == sorted(files)


def test_the_rooms_are_those_of_the_design() -> None:
    """The page names every room, in the order that the imports are held to."""
    named = re.findall(r"^\| `(\w+)` \|", _text("docs/design.md"), re.MULTILINE)
    assert named == [room for room in ROOMS if not room.startswith("_")]


def test_links_of_the_front_pages() -> None:
    """Files that a README links to or shows are there; the one in Chinese shows as much."""
    links = {
        name: re.findall(r"\]\((?!https:)([^)]+)\)", _text(name))
        for name in ("README.md", "README.zh-CN.md")
    }
    assert [link for each in links.values() for link in each if not (ROOT / link).is_file()] == []
    shown = [{link for link in each if link.startswith("docs/")} for each in links.values()]
    only_english = {
        f"docs/reading-{kind}.md" for kind in ("web-pages", "word-files", "workbooks", "pdf")
    }
    assert {link.replace(".zh-CN", "") for link in shown[1]} == shown[0] - only_english


def test_every_public_name_is_in_the_reference_once() -> None:
    """A name that is promised is explained, in one place; what it takes and returns beside it."""
    listed = Counter(_listed())
    assert {name: listed[name] for name in govinfo_report.__all__} == dict.fromkeys(
        govinfo_report.__all__, 1
    )


def test_examples_use_what_is_promised() -> None:
    """What an example imports is in the reference, under the module that it is imported from."""
    pages = "".join(map(_text, PAGES))
    imports = re.findall(r"^>>> from govinfo_report((?:\.\w+)*) import (.+)$", pages, re.MULTILINE)
    used = {f"{home}.{name}".lstrip(".") for home, names in imports for name in names.split(", ")}
    listed = {*_listed()}
    homes = {name.rpartition(".")[0] for name in listed}
    assert {each for each in used - listed - homes if each.partition(".")[0] not in listed} == {"*"}


def _listed() -> list[str]:
    """Return the names in the reference, without that of the package."""
    directive = r"^\.\. auto\w+:: govinfo_report\.([\w.]+)$"
    return re.findall(directive, _text("docs/api.md"), re.MULTILINE)


def _commands() -> list[list[str]]:
    """Return what pages that are not typed in show of our command, as arguments."""
    text = "".join(_text(page) for page in sorted({*PAGES} - {*sessions.PAGES}))
    lines = re.findall(r"^\$ govinfo-report (.*?)(?: [|>].*)?$", text, re.MULTILINE)
    return [shlex.split(line) for line in sorted(set(lines))]


@pytest.mark.parametrize("arguments", _commands(), ids=" ".join)
def test_commands_are_understood(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A command that is only shown has options that there are; its files may be missing."""
    monkeypatch.chdir(tmp_path)
    run(arguments, io.BytesIO(), io.StringIO(), io.StringIO())
    assert capsys.readouterr().err == ""
