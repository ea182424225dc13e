"""The conformance vectors: independent, complete, and as every validator in Python sees them."""

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import jsonschema
import pytest

from govinfo_report import check, from_dict, schema
from tests import conformance, vectors
from tests.conformance import SUITES, VALIDATORS
from tests.conftest import ROOT

VECTORS = [
    pytest.param(edition, vector, id=vector["id"])
    for edition, suite in SUITES.items()
    for vector in suite["vectors"]
]
STRUCTURE = {
    "$schema",
    "$id",
    "$defs",
    "properties",
    "title",
    "description",
    "$comment",
    "examples",
}
"""What stands in a schema without deciding anything by itself."""

Location = tuple[str | int, ...]


def changed(edition: str, vector: dict[str, Any]) -> Any:
    """Return the document of a vector."""
    return vectors.apply(SUITES[edition]["document"], vector["change"])


# ── the files ────────────────────────────────────────────────────────────────────────────────


def test_files_are_as_made() -> None:
    """`python -m tests.vectors` would write what is published."""
    published = {path.name: path.read_text("utf-8") for path in vectors.FOLDER.glob("*.json")}
    assert published == vectors.texts()


def test_there_are_enough() -> None:
    """At least 60, of both editions, each with its own name and something to say."""
    names = [vector["id"] for suite in SUITES.values() for vector in suite["vectors"]]
    assert len(names) == len(set(names)) >= 60
    assert set(SUITES) == {"2019", "2021"}
    assert all(vector["tests"] for suite in SUITES.values() for vector in suite["vectors"])


def test_nothing_is_copied_from_the_source() -> None:
    """What the vectors expect does not come from the code that they judge."""
    source = (ROOT / "tests" / "vectors.py").read_text("utf-8")
    assert "govinfo_report" not in source


# ── verdicts and findings ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("edition", "vector"), VECTORS)
def test_validate_sees_what_is_expected(edition: str, vector: dict[str, Any]) -> None:
    """`validate` finds an error in each place that is expected, and nowhere else."""
    document = changed(edition, vector)
    for profile, expected in vector["errors"].items():
        found = schema.validate(document, profile=profile, engine="jsonschema")
        assert found == schema.validate(document, profile=profile, engine="jsonschema-rs")
        if isinstance(document, dict) and document.get("edition") == edition:
            assert sorted({error.pointer for error in found}) == expected
        else:  # it is held against the edition that it names, if it names one
            assert bool(found) == bool(expected)


@pytest.mark.parametrize(("edition", "vector"), VECTORS)
def test_check_finds_what_is_expected(edition: str, vector: dict[str, Any]) -> None:
    """What the schema accepts, `check` holds against the identities."""
    if vector["findings"] is None:
        assert vector["errors"]["published"]
        return
    report = from_dict(changed(edition, vector))
    found = check(report, rules="identities")
    assert [{"rule": f.rule, "figures": list(f.figures)} for f in found] == vector["findings"]


@pytest.mark.parametrize("name", ["jsonschema", "jsonschema-rs", "fastjsonschema"])
def test_validators_agree(name: str) -> None:
    """Every verdict is the expected one, with the schemas split and bundled."""
    assert [case for case, verdict in conformance.judged(name) if case.valid is not verdict] == []


def test_the_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command names each validator with its score, or with what it needs."""
    some = {"jsonschema-rs": VALIDATORS["jsonschema-rs"]}
    absent = VALIDATORS["ajv"]._replace(version=lambda: None)
    wrong = VALIDATORS["jsonschema-rs"]._replace(judge=lambda _, cases: [True] * len(cases))
    monkeypatch.setattr(conformance, "VALIDATORS", {**some, "absent": absent})
    assert conformance.main() == 0
    printed = capsys.readouterr().out
    total = len(list(conformance.judged("jsonschema-rs")))
    assert f"{total} of {total} verdicts" in printed
    assert "not installed: npm ci" in printed
    monkeypatch.setattr(conformance, "VALIDATORS", {"wrong": wrong})
    assert conformance.main() == 1
    assert "expected False: 2019/missing" in capsys.readouterr().out


# ── removing any one constraint flips a vector ───────────────────────────────────────────────


def constraints(node: Any, at: Location = ()) -> Iterator[Location]:
    """Yield where each constraint of a schema stands."""
    for key in ("properties", "$defs"):
        for name, below in node.get(key, {}).items():
            yield from constraints(below, (*at, key, name))
    for key in node.keys() - STRUCTURE:
        match key:
            case "required":
                yield from ((*at, key, index) for index, _ in enumerate(node[key]))
            case "allOf":
                yield from ((*at, key, index) for index, _ in enumerate(node[key]))
            case "items":
                yield (*at, key)
                yield from constraints(node[key], (*at, key))
            case _:
                yield (*at, key)


def errors(failed: Iterable[Any]) -> set[str]:
    """Return the pointers of errors, as the vectors list them."""
    found = set()
    for error in failed:
        pointer = "".join(f"/{step}" for step in error.absolute_path)
        if error.validator == "additionalProperties":
            unknown = error.instance.keys() - error.schema["properties"].keys()
            found |= {f"{pointer}/{key}" for key in unknown}
        else:
            found.add(pointer)
    return found


def deciding(document: dict[str, Any], error: Any) -> Iterator[Location]:
    """Yield the constraints by which an error came about, references and items included."""
    node: Any = document
    at: Location = ()
    for step in error.absolute_schema_path:
        if "$ref" in node:  # which the path of an error leaves out
            yield (*at, "$ref")
            if not node["$ref"].startswith("#/$defs/"):
                return  # into an embedded schema, which is looked at by itself
            at = ("$defs", node["$ref"].removeprefix("#/$defs/"))
            node = document["$defs"][at[1]]
        at = (*at, step)
        node = node[step]
        if step == "items" or at[-2:-1] == ("allOf",):
            yield at
        elif step == "required":
            yield from ((*at, i) for i, key in enumerate(node) if key not in error.instance)
    yield at


def without(document: dict[str, Any], location: Location) -> dict[str, Any]:
    """Return a schema with one constraint removed."""
    copy = deepcopy(document)
    node: Any = copy
    for step in location[:-1]:
        node = node[step]
    del node[location[-1]]
    return copy


@cache
def deciders(edition: str | None, profile: str) -> dict[Location, list[tuple[Any, set[str]]]]:
    """Map each constraint to the documents of vectors that fail by it, and all errors of each."""
    document = schema.load(edition, profile)
    validator = jsonschema.Draft202012Validator(document)
    found: dict[Location, list[tuple[Any, set[str]]]] = {}
    for each in SUITES if edition is None else [edition]:
        for vector in SUITES[each]["vectors"]:
            given = changed(each, vector)
            failed = list(validator.iter_errors(given))
            pointers = errors(failed)
            for location in {at for error in failed for at in deciding(document, error)}:
                found.setdefault(location, []).append((given, pointers))
    return found


@pytest.mark.parametrize("profile", vectors.PROFILES)
@pytest.mark.parametrize(
    "edition",
    ["2021", *(pytest.param(edition, marks=pytest.mark.engine) for edition in ("2019", None))],
)
def test_every_constraint_is_tested(edition: str | None, profile: str) -> None:
    """Without any one constraint of a schema, some vector has another outcome."""
    document = schema.load(edition, profile)
    own = {key: value for key, value in document.items() if edition or key != "$defs"}
    locations = list(constraints(own))
    assert len(locations) > (200 if edition else 3)
    untested = []
    for location in locations:
        lesser = jsonschema.Draft202012Validator(without(document, location))
        given = deciders(edition, profile).get(location, [])
        if all(errors(lesser.iter_errors(each)) == pointers for each, pointers in given):
            untested.append(location)
    assert untested == []


def broken(identities: list[dict[str, Any]], document: Any) -> list[dict[str, Any]]:
    """Return the identities of `rules.json` that a document breaks."""
    found = []
    for identity in identities:
        sides = [[vectors.at(document, p) for p in identity[s]] for s in ("left", "right")]
        sums = [sum(value for value in side if value is not None) for side in sides]
        blank = [None in side for side in sides]
        smaller = sums.index(min(sums))
        if sums[0] != sums[1] and not blank[smaller]:
            found.append(identity)
    return found


@pytest.mark.parametrize("edition", SUITES)
def test_every_identity_is_tested(edition: str) -> None:
    """Without any one identity some vector has other findings, and with all of them none has."""
    identities = schema.rules(edition)["identities"]
    sole = set()
    for vector in SUITES[edition]["vectors"]:
        if vector["findings"] is None:
            continue
        found = broken(identities, changed(edition, vector))
        pointers = [[*each["left"], *each["right"]] for each in found]
        expected = [
            ["/" + path.replace(".", "/") for path in each["figures"]]
            for each in vector["findings"]
        ]
        assert pointers == expected
        if len(found) == 1:
            sole.add(found[0]["id"])
    assert sole == {identity["id"] for identity in identities}


def test_the_vectors_are_json() -> None:
    """One line a vector, so that a change of one is one line of a comparison."""
    for path in vectors.FOLDER.glob("*.json"):
        lines = path.read_text("utf-8").splitlines()
        count = len(json.loads(path.read_text("utf-8"))["vectors"])
        assert sum(line.startswith('    {"id"') for line in lines) == count
