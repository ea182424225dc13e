"""`govinfo-report completion`: shells complete verbs, options, values and files."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from govinfo_report import RULES
from govinfo_report.cli import FAILED, OK
from govinfo_report.cli.parser import VERBS
from tests.test_cli import Result

ENVIRONMENT = {"HOME": "/nonexistent", "PATH": os.environ["PATH"], "TERM": "dumb", "PS1": "$ "}
_MARK = "<end>"
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00\x07\x08]")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_know_the_command(shell: str) -> None:
    """Every verb, every rule and every format is in them."""
    result = Result("completion", shell)
    assert (result.code, result.err) == (OK, "")
    for word in (*VERBS, *RULES, "xlsx", "legacy", "sarif", "--no-config"):
        assert word.replace("--", "") in result.out


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts are made by shtab; the command says how to get it."""
    monkeypatch.setitem(sys.modules, "shtab", None)
    result = Result("completion", "bash")
    assert (result.code, result.out) == (FAILED, "")
    assert 'pip install "govinfo-report[cli]"' in result.err


def _bash(folder: Path, line: str) -> set[str]:
    """Call what the script registered as bash does, with the words of a line."""
    words = " ".join(f"'{word}'" for word in line.split(" "))
    script = f"""
        source ./script
        COMP_WORDS=({words}); COMP_CWORD=$(({len(line.split(" "))} - 1))
        COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}
        $(complete -p govinfo-report | sed 's/.*-F \\([^ ]*\\).*/\\1/') govinfo-report
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    printed = subprocess.check_output(
        [_shell("bash"), "--norc", "-c", script], cwd=folder, env=ENVIRONMENT, text=True
    )
    return {*printed.split()}


def _fish(folder: Path, line: str) -> set[str]:
    """Ask fish what it would offer."""
    printed = subprocess.check_output(
        [_shell("fish"), "--no-config", "-c", f"source ./script; complete -C '{line}'"],
        cwd=folder,
        env={**ENVIRONMENT, "HOME": str(folder)},
        text=True,
    )
    return {offer.split("\t")[0] for offer in printed.splitlines()}


def _zsh(folder: Path, line: str) -> set[str]:
    """Press Tab in zsh, where offers are listed below the line."""
    pexpect = pytest.importorskip("pexpect", reason="needs pexpect")
    zsh = pexpect.spawn(
        _shell("zsh"),
        ["-f", "-i"],
        cwd=folder,
        env={**ENVIRONMENT, "TERM": "vt100", "HOME": str(folder)},
        encoding="utf-8",
        dimensions=(200, 200),
        timeout=30,
    )
    zsh.sendline("unsetopt zle_bracketed_paste prompt_cr prompt_sp always_last_prompt; LISTMAX=0")
    zsh.sendline("zstyle ':completion:*' verbose no")
    zsh.sendline(
        "autoload -Uz compinit && compinit -u -D; eval \"$(cat script)\"; PS1=; echo '<''end>'"
    )
    zsh.expect_exact(_MARK)
    zsh.send(f"{line}\t")
    zsh.send("\x01echo '<''end>' #\n")  # before the line, so that it is not run
    zsh.expect_exact(_MARK)
    seen = zsh.before
    zsh.close(force=True)
    return {*_CONTROL.sub(" ", seen).split()}


def _shell(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"needs {name}")
    return path


@pytest.mark.engine
@pytest.mark.parametrize("ask", [_bash, _zsh, _fish])
def test_in_a_real_shell(ask: Callable[[Path, str], set[str]], tmp_path: Path) -> None:
    """A verb, an option, a value, a rule and a file are offered, and nothing that does not fit."""
    (tmp_path / "script").write_text(
        Result("completion", ask.__name__.removeprefix("_")).out, encoding="utf-8"
    )
    (tmp_path / "report.txt").touch()
    for line, offered, others in (
        ("govinfo-report s", {"schema", "statements", "series"}, {"check", "tally"}),
        ("govinfo-report check --f", {"--format", "--from", "--fail-on"}, {"--lang"}),
        ("govinfo-report check --fail-on ", {"error", "warning", "note", "never"}, {"json"}),
        (
            "govinfo-report rules narrative-",
            {"narrative-reuse", "narrative-figure"},
            {"rollup-total"},
        ),
        ("govinfo-report check repo", {"report.txt"}, {"script"}),
    ):
        found = ask(tmp_path, line)
        assert found >= offered, line
        assert not found & others, line
