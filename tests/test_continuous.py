"""A repository of reports is checked on every commit, and on every push."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from govinfo_report import dumps, loads
from tests.conftest import ROOT

pytestmark = pytest.mark.engine

HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / "action.yml"
GIT = {
    f"GIT_{who}_{what}": "tester@example.invalid"
    for who in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}
REPORT = loads((ROOT / "examples" / "huangpu-2021.json").read_bytes())
WRONG = REPORT.with_figures({"requests.received.total": 18})


def _tool(name: str) -> str:
    """Return the path of a tool, or skip without it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    found = shutil.which(name, path=path)
    if found is None:
        pytest.skip(f"needs {name}")
    return found


def _run(*command: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command and return how it ended."""
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **GIT, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def _repository(folder: Path) -> None:
    """Make a folder a repository with all its files in one commit."""
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "All"]):
        assert _run(_tool("git"), *arguments, cwd=folder).returncode == 0


def test_the_definitions_are_valid(tmp_path: Path) -> None:
    """The schema of GitHub knows the action, and pre-commit itself the hook."""
    checked = _run(
        sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", ACTION,
        cwd=tmp_path,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    known = _run(_tool("pre-commit"), "validate-manifest", HOOKS, cwd=tmp_path)
    assert known.returncode == 0, known.stdout


def test_the_hook_refuses_a_report_that_is_wrong(tmp_path: Path) -> None:
    """pre-commit installs the package from its repository, and runs the hook on reports only."""
    pre_commit = _tool("pre-commit")
    package, reports = tmp_path / "package", tmp_path / "repository"
    package.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", HOOKS.name):
        shutil.copy(ROOT / name, package)
    shutil.copytree(ROOT / "src", package / "src", ignore=shutil.ignore_patterns("__pycache__"))
    _repository(package)
    revision = _run(_tool("git"), "rev-parse", "HEAD", cwd=package).stdout.strip()
    (reports / "reports").mkdir(parents=True)
    (reports / "other.json").write_text("{}")
    (reports / "reports" / "2021.json").write_bytes(dumps(REPORT))
    (reports / ".pre-commit-config.yaml").write_text(
        json.dumps(
            {
                "repos": [
                    {
                        "repo": str(package),
                        "rev": revision,
                        "hooks": [
                            {
                                "id": "govinfo-report-check",
                                "additional_dependencies": ["."],  # JSON needs no extra
                                "args": ["--lang", "en"],
                            }
                        ],
                    }
                ]
            }
        )
    )
    _repository(reports)
    command = (pre_commit, "run", "--all-files", "--verbose")
    home = str(tmp_path / "home")
    good = _run(*command, cwd=reports, PRE_COMMIT_HOME=home)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Findings: none" in good.stdout
    (reports / "reports" / "2021.json").write_bytes(dumps(WRONG))
    bad = _run(*command, cwd=reports, PRE_COMMIT_HOME=home)
    assert bad.returncode == 1
    assert "error requests-row-total" in bad.stdout


def _script(name: str) -> str:
    """Return what a step of the action runs."""
    yaml = pytest.importorskip("ruamel.yaml", reason="needs ruamel.yaml")
    steps = yaml.YAML(typ="safe").load(ACTION)["runs"]["steps"]
    (script,) = (step["run"] for step in steps if step.get("name") == name)
    return str(script)


@pytest.mark.parametrize("log", ["", "found.sarif"])
def test_what_the_action_runs(tmp_path: Path, log: str) -> None:
    """Paths come one a line, whatever is in them; findings fail the step and are all told."""
    tools, work = tmp_path / "tools", tmp_path / "work"
    tools.mkdir()
    (work / "a b").mkdir(parents=True)
    command = tools / "govinfo-report"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m govinfo_report "$@"\n')
    command.chmod(0o755)
    (work / "a b" / "$(touch x).json").write_bytes(dumps(WRONG))
    (work / "-other.json").write_bytes(dumps(attrs.evolve(REPORT, year=2022)))
    done = _run(
        _tool("bash"), "--noprofile", "--norc", "-eo", "pipefail", "-c", _script("Check"),
        cwd=work,
        PATH=f"{tools}{os.pathsep}{os.environ['PATH']}",
        PATHS="a b\n\n-other.json\n",
        FAIL_ON="error",
        REPORT_LANG="en",
        SARIF_FILE=log,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "files: 2; errors: 2" in done.stderr
    assert not (work / "x").exists()
    if log:
        (run,) = json.loads((work / log).read_text(encoding="utf-8"))["runs"]
        assert {result["ruleId"] for result in run["results"]} >= {"requests-row-total"}
    else:
        assert "::error file=a b/$(touch x).json,title=requests-row-total::" in done.stdout


def test_the_action_installs_itself(tmp_path: Path) -> None:
    """With the extras that are asked for, or none."""
    tools = tmp_path / "tools"
    tools.mkdir()
    python = tools / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    for extras, expected in {"all": "/here[all]", "": "/here"}.items():
        done = _run(
            _tool("bash"), "-eo", "pipefail", "-c", _script("Install govinfo-report"),
            cwd=tmp_path,
            PATH=f"{tools}{os.pathsep}{os.environ['PATH']}",
            GITHUB_ACTION_PATH="/here",
            EXTRAS=extras,
        )  # fmt: skip
        assert done.stdout.splitlines()[-1] == expected
