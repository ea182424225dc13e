"""The schema and the identities in other languages, and under another command."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from govinfo_report import check, from_dict, schema
from tests import conformance, vectors
from tests.conformance import JS, NODE, SUITES, VALIDATORS, in_node
from tests.conftest import ROOT

pytestmark = pytest.mark.engine


def need_node() -> None:
    """Skip where Node.js or the packages of `tests/js` are missing."""
    if shutil.which("node") is None:
        pytest.skip("needs node")
    if not (JS / "node_modules").is_dir():
        pytest.skip("needs npm ci --prefix tests/js")


@pytest.mark.parametrize("name", ["ajv", "@hyperjump/json-schema", "check-jsonschema"])
def test_validators_agree(name: str) -> None:
    """Every verdict is the expected one; ajv is strict, hyperjump refuses unknown keywords."""
    if VALIDATORS[name].version() is None:
        pytest.skip(f"needs {VALIDATORS[name].needs}")
    assert [case for case, verdict in conformance.judged(name) if case.valid is not verdict] == []


def test_a_stranger_finds_the_same() -> None:
    """The evaluator in JavaScript, with `rules.json` alone, finds what `check` finds."""
    need_node()
    documents = [
        vectors.apply(suite["document"], vector["change"])
        for suite in SUITES.values()
        for vector in suite["vectors"]
        if vector["findings"] is not None
    ]
    rules = {edition: schema.rules(edition) for edition in SUITES}
    found = in_node("evaluate.mjs", given={"rules": rules, "documents": documents})
    expected = [
        [
            {"rule": f.rule, "pointers": ["/" + path.replace(".", "/") for path in f.figures]}
            for f in check(from_dict(document), rules="identities")
        ]
        for document in documents
    ]
    assert len(documents) > 100
    assert found == expected


def test_the_evaluator_is_short() -> None:
    """Thirty lines of any language are enough to run the identities."""
    lines = (JS / "evaluate.mjs").read_text("utf-8").splitlines()
    assert len([line for line in lines if line and not line.startswith("//")]) <= 30


@pytest.mark.parametrize("profile", vectors.PROFILES)
@pytest.mark.parametrize("edition", vectors.EDITIONS)
def test_types_for_typescript(edition: str, profile: str, tmp_path: Path) -> None:
    """The generated types take what is valid and refuse what is not, under `tsc --strict`."""
    need_node()
    given = json.dumps(schema.load(edition, profile))
    types = subprocess.check_output([NODE, JS / "types.mjs"], input=given, text=True)
    (tmp_path / "report.ts").write_text(types, encoding="utf-8")
    assert "interface ByApplicant" in types
    good = vectors.base(edition)
    blank = vectors.apply(good, [vectors.replace("/requests/received/total", None)])
    text = vectors.apply(good, [vectors.replace("/requests/received/total", "3")])
    missing = vectors.apply(good, [vectors.remove("/requests/received/total")])
    unknown = vectors.apply(good, [vectors.add("/agency/phone", "")])
    verdicts = {"good": good, "blank": blank, "text": text, "missing": missing, "unknown": unknown}
    assert {name for name, each in verdicts.items() if compiles(each, tmp_path)} == (
        {"good", "blank"} if profile == "published" else {"good"}
    )


def compiles(document: Any, folder: Path) -> bool:
    """Say whether a document has the type that `report.ts` declares, for a strict compiler."""
    literal = json.dumps(document, ensure_ascii=False)
    source = 'import type { AnnualReport } from "./report.js";\n'
    source += f"export const report: AnnualReport = {literal};\n"
    (folder / "use.ts").write_text(source, encoding="utf-8")
    compiler = JS / "node_modules" / ".bin" / "tsc"
    options = ("--strict", "--noEmit", "--target", "es2022", "--module", "nodenext")
    done = subprocess.run(
        [compiler, *options, "--ignoreConfig", "use.ts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = re.findall(r"error TS\d+", done.stdout + done.stderr)
    assert set(errors) <= {"error TS2322", "error TS2353", "error TS2741"}, done.stdout
    assert bool(errors) == bool(done.returncode)
    return not errors


def test_packages_are_pinned() -> None:
    """What npm installs is in the lock file, by version and hash, wherever it comes from."""
    lock = json.loads((ROOT / "tests" / "js" / "package-lock.json").read_text("utf-8"))
    packages = [each for name, each in lock["packages"].items() if name]
    assert all("version" in each and "integrity" in each for each in packages)
    assert all("resolved" not in each for each in packages)
