"""What the command imports: nothing before it is needed."""

import json
import os
import subprocess
import sys
from typing import NamedTuple

import pytest

from govinfo_report.cli.parser import VERBS
from tests.conftest import ROOT

JSON, TEXT = (str(ROOT / "examples" / f"huangpu-2021.{suffix}") for suffix in ("json", "txt"))
_SCRIPT = """
import sys
before = {*sys.modules}
import re
compile, patterns = re._compiler.compile, []

def noted(pattern, flags=0):
    caller = sys._getframe(1)
    while caller.f_globals["__name__"] in {"re", "functools"}:
        caller = caller.f_back
    if caller.f_globals["__name__"].startswith("govinfo_report"):
        patterns.append(pattern)
    return compile(pattern, flags)

re._compiler.compile = noted
from govinfo_report.cli import main
code = main([*sys.argv[1:], "--no-config"] if "check" in sys.argv else sys.argv[1:])
modules = {name: sys.modules[name] for name in {*sys.modules} - before}
made = {
    value
    for name, module in modules.items()
    if name.startswith("govinfo_report")
    for value in vars(module).values()
    if isinstance(value, type) and hasattr(value, "__attrs_attrs__")
}
import json
print("|", json.dumps([code, sorted(modules), [*map(len, patterns)], len(made)]))
"""


class _Start(NamedTuple):
    """What it takes to start, where nothing else of the machine matters."""

    imported: set[str]
    patterns: list[int]
    """How long each of the patterns is that our own modules compile."""
    classes: int
    """How many classes of ours attrs makes."""


def _start(*args: str) -> _Start:
    """Return what a run of the command takes, which ends well."""
    printed = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *args],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100"},
    ).stdout
    code, modules, patterns, classes = json.loads(printed.rpartition("|")[2])
    assert code == 0
    return _Start({*modules}, patterns, classes)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_import_next_to_nothing(option: str) -> None:
    """No rule, no model and nothing from outside the standard library."""
    imported = _start(option).imported
    ours = {name for name in imported if name.split(".")[0] == "govinfo_report"}
    assert {name.split(".")[0] for name in imported - ours} <= sys.stdlib_module_names
    assert {name.split(".")[1] for name in ours - {"govinfo_report"}} == {"cli", "errors"}
    assert (
        ours & {f"govinfo_report.cli.{verb.run.split(':')[0]}" for verb in VERBS.values()} == set()
    )


@pytest.mark.parametrize("file", [JSON, TEXT])
def test_check_imports_what_it_uses(file: str) -> None:
    """A report without findings or blanks needs no corrections, no other year and no table."""
    imported = _start("check", file).imported
    assert "govinfo_report.rules.checking" in imported
    unused = {"cattrs", "jsonschema", "referencing", "rich", "selectolax", "xml.etree"}
    slow = {
        "concurrent.futures",
        "difflib",
        "glob",
        "multiprocessing",
        "pathlib",
        "shutil",
        "tomllib",
    }
    ours = {"compare", "rates", "rendering", "repair", "schema", "streams", "cli.workers"}
    rules = {"rules.blanks", "rules.rollup", "rules.series"}
    assert not imported & {*unused, *slow, *(f"govinfo_report.{name}" for name in ours | rules)}


def test_json_loads_nothing_that_reads_other_formats() -> None:
    """Of what recognises a report in a document only what a `Reading` is made of."""
    imported = _start("check", JSON).imported
    of_readings = {"govinfo_report.layout.problems", "govinfo_report.layout.provenance"}
    below = ("layout.", "formats.text", "formats._lines")
    loaded = {
        name for name in imported if name.startswith(tuple(f"govinfo_report.{b}" for b in below))
    }
    assert loaded == of_readings


@pytest.mark.parametrize(
    ("args", "modules", "patterns", "length", "classes"),
    [
        (("check", "--rules", "identities", JSON), 40, 12, 400, 23),
        (("check", JSON), 50, 37, 1_600, 23),
        (("check", TEXT), 71, 70, 3_100, 23),
    ],
)
def test_what_takes_time_at_the_start_is_counted(
    args: tuple[str, ...], modules: int, patterns: int, length: int, classes: int
) -> None:
    """Modules to find, patterns to compile and classes for attrs to make: more take longer.

    Whoever needs one more raises a number here, deliberately.
    """
    start = _start(*args)
    ours = [name for name in start.imported if name.startswith("govinfo_report")]
    assert len(ours) <= modules
    assert len(start.patterns) <= patterns
    assert sum(start.patterns) <= length
    assert start.classes <= classes


def test_the_help_of_a_verb_reads_no_report() -> None:
    """Help knows the choices of an option from where they are declared, and reads nothing."""
    imported = _start("check", "--help").imported
    assert not imported & {"cattrs", "jsonschema", "rich", "govinfo_report.layout.recognise"}
