"""Pages to be typed in: each step with what the page says it prints.

`python -m tests.sessions` types them in and writes into them what is printed now.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Literal, Self

import attrs

import govinfo_report
from govinfo_report.cli import run
from tests.conftest import ROOT

TUTORIALS: Final = ("docs/tutorial.md", "docs/tutorial.zh-CN.md")
"""The pages that begin with nothing installed."""
PAGES: Final = (
    *TUTORIALS,
    *(
        f"docs/howto-{reader}.md"
        for reader in ("office", "office.zh-CN", "cms", "research", "languages")
    ),
)
"""The pages that are typed in from top to bottom, in one folder."""

VARIABLES: Final = {
    "COLUMNS": "80",
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "PYTHONIOENCODING": "utf-8",
}
"""What makes every terminal alike."""
BASH: Final = shutil.which("bash") or "bash"

_BLOCK: Final = re.compile(
    r"^```(?P<language>console|python|pycon)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_TRACEBACK: Final = "Traceback (most recent call last):\n"
_INSTALLING: Final = ("python3 -m venv ", ". .venv/bin/activate", "pip install ")
_END: Final = "that was all"
_OURS: Final = re.compile(r"govinfo-report (?P<options>[^|<>&;*$`\\\n]+)(?P<rest>[|>].*)?")
"""Our command, and to where its output goes."""


@attrs.frozen
class Step:
    """Something to type."""

    where: Literal["shell", "python"]
    typed: str
    printed: str
    """What the page says is printed."""
    lines: slice
    """Where it says so, in lines of the page from 0."""

    def agrees(self, got: str) -> bool:
        """Say whether what was printed is what the page says, in which `...` is anything."""
        want = _said(self.printed)
        return want == _said(got) or doctest.OutputChecker().check_output(
            want, _said(got), doctest.ELLIPSIS
        )


def _said(printed: str) -> str:
    """Return what is printed without what nobody sees, and of a traceback what was raised."""
    text = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    if text.startswith(_TRACEBACK):
        return re.sub(r"^(?: .*\n)+", "", text.removeprefix(_TRACEBACK))
    return text


def steps(page: str) -> Iterator[Step]:
    """Yield what a page asks to type, in order."""
    for block in _BLOCK.finditer(page):
        first = page.count("\n", 0, block.start("text"))
        parse = _shell if block["language"] == "console" else _python
        yield from parse(block["text"], first)


def _python(block: str, first: int) -> Iterator[Step]:
    for example in doctest.DocTestParser().get_examples(block):
        start = first + example.lineno + example.source.count("\n")
        yield Step("python", example.source, example.want, _lines(start, example.want))


def _shell(block: str, first: int) -> Iterator[Step]:
    for session in re.finditer(r"^\$ (.*\n(?:> .*\n)*)((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        typed, printed = session[1].replace("\n> ", "\n"), session[2]
        yield Step(
            "shell", typed, printed, _lines(first + block.count("\n", 0, session.start(2)), printed)
        )


def _lines(start: int, text: str) -> slice:
    return slice(start, start + text.count("\n"))


class Here:
    """Types into this process, and what is not our command into a shell."""

    def __init__(self, commands: Path) -> None:
        """Put the command into a folder where a shell finds it; what installs it is not typed."""
        script = commands / "govinfo-report"
        script.write_text(f'#!/bin/sh\nexec {sys.executable} -m govinfo_report "$@"\n')
        script.chmod(0o755)
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._variables = {
            "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(Path(govinfo_report.__file__).parent.parent),
        }
        self._code = 0

    def __call__(self, step: Step) -> str:
        """Return what is printed."""
        if step.where == "python":
            return self._python(step.typed)
        if step.typed.startswith(_INSTALLING):
            return step.printed
        return self._shell(step.typed.removesuffix("\n"))

    def _python(self, source: str) -> str:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            try:
                exec(compile(source, "<page>", "single"), self._names)  # noqa: S102 - our own page
            except Exception as error:  # noqa: BLE001 - the page says which
                return _TRACEBACK + "".join(traceback.format_exception_only(error))
        return out.getvalue()

    def _shell(self, command: str) -> str:
        ours = _OURS.fullmatch(command)
        if ours is None:
            return self._bash(command)
        out, err = io.StringIO(), io.StringIO()
        errors = out if ours["rest"] is None else err
        self._code = run(shlex.split(ours["options"]), io.BytesIO(), out, errors)
        if ours["rest"] is None:
            return out.getvalue()
        code, rest = self._code, ours["rest"]
        printed = self._bash(f"cat {rest}", out.getvalue())
        self._code = code if rest.startswith(">") else self._code
        return err.getvalue() + printed

    def _bash(self, command: str, given: str = "") -> str:
        done = subprocess.run(
            [BASH, "-c", f"(exit {self._code})\n{command}"],
            env=os.environ | self._variables,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self._code = done.returncode
        return done.stdout


class Terminals:
    """Two terminals in one folder: a shell, and one where Python is started when it is wanted."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        """Open them; nothing but what a page installs is to be found there."""
        self._folder = folder
        self._environment = environment
        self._shell = self._open(BASH, "--noprofile", "--norc")
        self._repl: subprocess.Popen[str] | None = None

    def _open(self, *command: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command,
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __call__(self, step: Step) -> str:
        """Return what is printed."""
        if step.where == "shell":
            return _type(self._shell, step.typed, f"(code=$?; echo {_END}; exit $code)")
        if self._repl is None:
            start = '. .venv/bin/activate && exec python -i -q -u -c "import sys; sys.ps1 = sys.ps2 = str()"'
            self._repl = self._open(BASH, "--noprofile", "--norc", "-c", start)
        end = "\n" if step.typed.count("\n") > 1 else ""
        return _type(self._repl, step.typed + end, f"print('{_END}')")

    def __enter__(self) -> Self:
        """Use them."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close both."""
        for each in (self._shell, self._repl):
            if each is not None:
                with each, contextlib.suppress(BrokenPipeError):
                    each.communicate()


def _type(terminal: "subprocess.Popen[str]", text: str, say_end: str) -> str:
    """Type a text and return what is printed until the terminal takes the next one."""
    assert terminal.stdin
    assert terminal.stdout
    terminal.stdin.write(f"{text}{say_end}\n")
    terminal.stdin.flush()
    printed = ""
    while not printed.endswith(f"{_END}\n"):
        line = terminal.stdout.readline()
        if not line:
            raise EOFError(printed)
        printed += line
    return printed.removesuffix(f"{_END}\n")


def prepare(folder: Path) -> None:
    """Put into a folder what the pages take from the root of the repository."""
    for name in ("examples", "schema"):
        (folder / name).symlink_to(ROOT / name)


def rewritten(page: str, type_in: Callable[[Step], str]) -> str:
    """Return a page with what is printed now."""
    lines = page.splitlines(keepends=True)
    told = [(step, type_in(step)) for step in steps(page)]
    for step, got in reversed(told):
        if not step.agrees(got):
            lines[step.lines] = [f"{line.rstrip()}\n" for line in got.splitlines()]
    return "".join(lines)


if __name__ == "__main__":
    os.environ.update(VARIABLES)
    for name in PAGES:
        with tempfile.TemporaryDirectory() as commands, tempfile.TemporaryDirectory() as folder:
            prepare(Path(folder))
            os.chdir(folder)
            path = ROOT / name
            path.write_text(rewritten(path.read_text("utf-8"), Here(Path(commands))), "utf-8")
