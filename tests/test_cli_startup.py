"""What the command imports: nothing before it is needed."""

import json
import os
import subprocess
import sys

import pytest

from govinfo_report.cli.parser import VERBS
from tests.conftest import ROOT

EXAMPLE = str(ROOT / "examples" / "huangpu-2021.json")
_SCRIPT = """
import sys
before = {*sys.modules}
import json
from govinfo_report.cli import main
code = main(sys.argv[1:])
print("|", json.dumps([code, sorted({*sys.modules} - before)]))
"""


def _imported(*args: str) -> set[str]:
    """Return the modules that a run of the command imports, which ends well."""
    printed = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *args],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100"},
    ).stdout
    code, modules = json.loads(printed.rpartition("|")[2])
    assert code == 0
    return {*modules}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_import_next_to_nothing(option: str) -> None:
    """No rule, no model and nothing from outside the standard library."""
    imported = _imported(option)
    ours = {name for name in imported if name.split(".")[0] == "govinfo_report"}
    assert {name.split(".")[0] for name in imported - ours} <= sys.stdlib_module_names
    assert {name.split(".")[1] for name in ours - {"govinfo_report"}} == {"cli", "errors"}
    assert (
        ours & {f"govinfo_report.cli.{verb.run.split(':')[0]}" for verb in VERBS.values()} == set()
    )


def test_check_imports_what_it_uses() -> None:
    """JSON without findings needs no other format, no layout, no corrections and no table."""
    imported = _imported("check", "--format", "json", EXAMPLE)
    assert "govinfo_report.rules.checking" in imported
    unused = ("cattrs", "jsonschema", "referencing", "rich", "selectolax", "xml.etree")
    ours = ("compare", "layout.recognise", "rendering", "repair", "schema", "formats.text")
    assert imported & {*unused, *(f"govinfo_report.{name}" for name in ours)} == set()


def test_the_help_of_a_verb_reads_no_report() -> None:
    """Help knows the choices of an option from where they are declared, and reads nothing."""
    imported = _imported("check", "--help")
    assert imported & {"cattrs", "jsonschema", "rich", "govinfo_report.layout.recognise"} == set()
