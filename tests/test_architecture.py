"""The source is built from the ground up: each room imports only from the rooms below it."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "govinfo_report"
SOURCE = Path(__file__).resolve().parent.parent / "src" / PACKAGE

ROOMS = (
    "_text",  # normalising of text and numerals
    "errors",  # what may be raised
    "vocabulary",  # the closed vocabularies
    "model",  # the report and its parts, as published
    "form",  # the printed form as data
    "_shape",  # the one place that looks inside classes
    "_strict",  # everything that is wrong with a JSON document
    "codec",  # JSON in and out
    "schema",  # the JSON Schema, and validation with every error
    "rules",  # identities, checks and findings
    "repair",  # what would explain broken identities and fill blanks
    "compare",  # differences, aggregates and tallies
    "rates",  # rates read off a report
    "document",  # headings, paragraphs and tables, whatever they say
    "layout",  # reports as documents and back
    "formats",  # documents as files and back
    "reading",  # files as reports
    "rendering",  # reports as files
    "streams",  # many reports one after another
    "frames",  # many reports as columns
    "strategies",  # reports for property tests
    "_hypothesis",  # which of them go with which class, for Hypothesis to ask
    "publishing",  # the files under schema/
    "configuration",  # rules turned off or re-ranked
    "cli",  # the command
)
APART = {
    # What a room leaves alone although it stands below.
    "document": {*ROOMS[ROOMS.index("vocabulary") : ROOMS.index("document")]},
    "formats": {"model", "layout"},
}
COMMAND = "__main__"  # where a program starts: nothing imports it, so it may look up
LIGHT = {"attr", "attrs", "msgspec", "typing_extensions"}  # what the values are made of


def _files() -> dict[str, Path]:
    """Map each module of the source to its file."""
    files = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = (PACKAGE, *path.relative_to(SOURCE).with_suffix("").parts)
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return files


FILES = _files()
CUSTOMERS = {name for name in FILES if name.split(".")[1:2] in (["__main__"], ["cli"])}
"""They enter by the front door."""
MODULES = sorted(name for name in FILES if name != PACKAGE and name.rpartition(".")[2] != COMMAND)


def _room(module: str) -> str:
    """Return the room a module is in."""
    return module.split(".")[1]


def _mentioned(module: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each module that is imported, wherever the import stands, and the names asked of it."""
    path = FILES[module]
    home = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, []
        elif isinstance(node, ast.ImportFrom):
            base = home[: len(home) - node.level + 1] if node.level else []
            target = ".".join([*base, node.module] if node.module else base)
            yield target, [alias.name for alias in node.names]


def _imports(module: str) -> set[str]:
    """Return the modules of the package that a module imports; the package itself is one."""
    found = set()
    for target, names in _mentioned(module):
        if target.split(".")[0] == PACKAGE:
            submodules = {f"{target}.{name}" for name in names} & FILES.keys()
            found |= submodules
            if len(submodules) < len(names) or not names:
                found.add(target)
    return found


def test_the_source_is_found() -> None:
    """Guard against a test that holds because it looks at nothing."""
    assert PACKAGE in FILES
    assert MODULES


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_in_a_room(module: str) -> None:
    """A new room is named in `ROOMS`, deliberately."""
    assert _room(module) in ROOMS


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    """A module imports only from its own room and from those below it."""
    room = _room(module)
    open_rooms = {*ROOMS[: ROOMS.index(room) + 1]} - APART.get(room, set())
    above = {name for name in _imports(module) - {PACKAGE} if _room(name) not in open_rooms}
    assert not above


@pytest.mark.parametrize("module", sorted(FILES.keys() - CUSTOMERS))
def test_nobody_within_looks_through_the_shop_window(module: str) -> None:
    """`from govinfo_report import name` is for users, and for the command as one of them."""
    assert PACKAGE not in _imports(module)


def test_no_import_cycles() -> None:
    """Within a room, too, imports have one direction."""
    try:
        TopologicalSorter({module: _imports(module) for module in FILES}).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    """`import govinfo_report` loads nothing from outside but what the values are made of."""
    script = (
        "import json, sys; before = set(sys.modules); import govinfo_report; "
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    printed = subprocess.check_output([sys.executable, "-I", "-c", script], text=True)
    loaded = {name.split(".")[0] for name in json.loads(printed)}
    assert PACKAGE in loaded
    assert loaded - sys.stdlib_module_names - {PACKAGE} <= LIGHT
