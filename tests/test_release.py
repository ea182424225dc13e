"""The release: built twice alike, complete, typed for every checker, true to its lower bounds."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.engine

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STEM = f"govinfo_report-{PROJECT['version']}"
TOOLS = Path(sys.executable).parent
IN_SDIST = {
    "CHANGELOG.md", "LICENSE", "Makefile", "PKG-INFO", "README.md", "README.zh-CN.md", "benchmarks", "docs", "examples",
    "pyproject.toml", "schema", "src", "tests",
}  # fmt: skip
LOWEST = ("test_codec", "test_model", "test_reading", "test_rules", "test_schema", "test_rendering")
"""Tests that between them use every dependency."""


def _tool(name: str) -> str:
    """Return the path of a tool of the group `release`, or skip without it."""
    found = shutil.which(name, path=os.pathsep.join([str(TOOLS), os.environ["PATH"]]))
    if found is None:
        pytest.skip(f"needs {name}, of the dependency group release")
    return found


def _run(*command: str | Path, cwd: Path = ROOT, **variables: str) -> str:
    """Run a command to its end and return what it prints; fail with its words if it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed:\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


def _build(where: Path) -> dict[str, bytes]:
    """Return sdist and wheel of a copy of the source, whose files have other times."""
    unbuilt = shutil.ignore_patterns(".*", "dist", "_build", "node_modules", "__pycache__")
    source = shutil.copytree(ROOT, where / "source", ignore=unbuilt, copy_function=shutil.copyfile)
    _run(sys.executable, "-m", "build", "--outdir", where / "dist", source)
    return {path.name: path.read_bytes() for path in (where / "dist").iterdir()}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the sdist and the wheel."""
    pytest.importorskip("build", reason="needs build, of the dependency group release")
    where = tmp_path_factory.mktemp("once")
    _build(where)
    return where / "dist"


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    """Give the wheel."""
    return next(dist.glob("*.whl"))


def test_builds_are_reproducible(dist: Path, tmp_path: Path) -> None:
    """Whoever builds the same source gets the same bytes."""
    assert _build(tmp_path) == {path.name: path.read_bytes() for path in dist.iterdir()}


def test_contents_of_the_wheel(wheel: Path) -> None:
    """It holds the package, its metadata and the licence, and nothing else."""
    source = ROOT / "src"
    package = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    names = ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    with zipfile.ZipFile(wheel) as archive:
        assert {*archive.namelist()} == package | {f"{STEM}.dist-info/{name}" for name in names}


def test_contents_of_the_source_distribution(dist: Path) -> None:
    """It holds what builds, tests and documents the package, and nothing that is built."""
    with tarfile.open(dist / f"{STEM}.tar.gz") as archive:
        names = [Path(name).relative_to(STEM) for name in archive.getnames()]
    assert {name.parts[0] for name in names} == IN_SDIST
    assert not {"node_modules", "_build", "__pycache__"} & {part for n in names for part in n.parts}


def test_metadata_are_accepted(dist: Path) -> None:
    """The index would take both files, and render the description."""
    assert _run(_tool("twine"), "check", "--strict", *dist.iterdir()).count("PASSED") == 2


def test_bill_of_materials(tmp_path: Path) -> None:
    """`make sbom` names every direct dependency, those of the extras included."""
    _run("make", "sbom", f"SBOM={tmp_path / 'sbom.json'}", f"BIN={Path(_tool('uv')).parent}")
    bill = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    extras = PROJECT["optional-dependencies"]
    wanted = [
        *PROJECT["dependencies"],
        *(d for name in extras if name != "all" for d in extras[name]),
    ]
    listed = {each["name"].lower() for each in bill["components"]}
    named = {re.split(r"[^\w.-]", each)[0].replace(".", "-").lower() for each in wanted}
    assert named <= listed
    assert bill["metadata"]["component"]["name"] == PROJECT["name"]


@pytest.mark.parametrize(
    "checker",
    [("mypy", "--strict"), ("pyright",), ("ty", "check", "--error-on-warning")],
    ids=" ".join,
)
def test_types_as_users_see_them(checker: tuple[str, ...], tmp_path: Path) -> None:
    """A program that uses the installed package gets the types that it is promised (PEP 561)."""
    program = shutil.copy(ROOT / "tests" / "usage.py", tmp_path)
    name, *options = checker
    where = {"mypy": "--python-executable", "pyright": "--pythonpath", "ty": "--python"}[name]
    command = [_tool(name), *options, where, sys.executable, program]
    _run(*command, cwd=tmp_path)


def test_a_project_that_embeds_reports(wheel: Path, tmp_path: Path) -> None:
    """The tests of `examples/embedding` pass on the wheel, in an environment that was empty."""
    unbuilt = shutil.ignore_patterns(".*", "__pycache__")
    project = shutil.copytree(ROOT / "examples" / "embedding", tmp_path / "project", ignore=unbuilt)
    python = tmp_path / "venv" / "bin" / "python"
    _run(sys.executable, "-m", "venv", tmp_path / "venv")
    extras = f"{wheel}[docx,html,hypothesis]", f"{project}[test]"
    _run(python, "-m", "pip", "install", "--quiet", *extras)
    _run(python, "-m", "pytest", "-q", cwd=project)
    pattern = ("--start-directory", "tests", "--pattern", "unittest_*.py")
    _run(python, "-m", "unittest", "discover", *pattern, cwd=project)


def test_lowest_versions(wheel: Path, tmp_path: Path) -> None:
    """The oldest releases that the metadata allow do as well as the newest."""
    uv, python = _tool("uv"), tmp_path / "bin" / "python"
    _run(uv, "venv", "--quiet", "--python", sys.executable, tmp_path)
    install = (uv, "pip", "install", "--quiet", "--python", python)
    _run(*install, "--resolution", "lowest-direct", f"{wheel}[all]")
    _run(*install, "--group", f"{ROOT / 'pyproject.toml'}:test")
    _run(python, "-m", "pytest", "-q", *(f"tests/{name}.py" for name in LOWEST), "-m", "not engine")
