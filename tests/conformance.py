"""Hold validators of many languages against the conformance vectors.

`python -m tests.conformance` prints the table: for each validator, how many of the verdicts that
the vectors expect it gives. A validator that is not installed is named with what it needs.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from govinfo_report import schema
from tests import vectors

JS: Final = Path(__file__).parent / "js"
NODE: Final = shutil.which("node") or "node"
PERL: Final = shutil.which("perl") or "perl"


class Case(NamedTuple):
    """A document, the schema that judges it, and the verdict that is expected."""

    vector: str
    schema: str
    document: Any
    valid: bool


Verdicts = list[bool]
Schemas = list[dict[str, Any]]


class Validator(NamedTuple):
    """A validator of documents."""

    judge: Callable[[Schemas, list[Case]], Verdicts]
    """Given the schemas and the cases, return the verdict on each case."""
    forms: "tuple[Callable[[], Schemas], ...]"
    """The forms in which it can take the schemas: all of them are tried."""
    version: Callable[[], str | None]
    """Return its version, or none where it is not installed."""
    needs: str
    """What has to be installed for it."""
    is_of_the_dialect: bool = True
    """Whether it knows Draft 2020-12."""


SUITES: Final[Mapping[str, dict[str, Any]]] = MappingProxyType(
    {
        edition: json.loads((vectors.FOLDER / f"{edition}.json").read_text(encoding="utf-8"))
        for edition in vectors.EDITIONS
    }
)


def _cases() -> list[Case]:
    """Return every vector under both profiles, for its edition and for the schema that picks."""
    found = []
    for edition in vectors.EDITIONS:
        for vector in SUITES[edition]["vectors"]:
            document = vectors.apply(SUITES[edition]["document"], vector["change"])
            for profile in vectors.PROFILES:
                valid = not vector["errors"][profile]
                for picked in (edition, None):
                    urn = schema.load(picked, profile)["$id"]
                    found.append(Case(vector["id"], urn, document, valid))
    return found


CASES: Final = _cases()


def files() -> Schemas:
    """Return every schema of reports as one file that refers to no other."""
    return [
        schema.load(edition, profile)
        for edition in (*vectors.EDITIONS, None)
        for profile in vectors.PROFILES
    ]


def split() -> Schemas:
    """Return every schema of reports, those that pick by `edition` referring to the others."""
    documents = files()
    for document in documents:
        if "allOf" in document:
            del document["$defs"]
    return documents


def editions() -> Schemas:
    """Return the schemas of each edition alone."""
    return [document for document in files() if "allOf" not in document]


def bundles() -> Schemas:
    """Return the schemas that pick by `edition`, with the others embedded."""
    return [schema.load(None, profile) for profile in vectors.PROFILES]


# ── in Python ────────────────────────────────────────────────────────────────────────────────


def _jsonschema(documents: Schemas, cases: list[Case]) -> Verdicts:
    import jsonschema
    from referencing import Registry, Resource

    resources = [(each["$id"], Resource.from_contents(each)) for each in documents]
    registry: Registry[Any] = Registry().with_resources(resources).crawl()
    judges = {
        urn: jsonschema.Draft202012Validator({"$ref": urn}, registry=registry)
        for urn in {case.schema for case in cases}
    }
    return [judges[case.schema].is_valid(case.document) for case in cases]


def _jsonschema_rs(documents: Schemas, cases: list[Case]) -> Verdicts:
    import jsonschema_rs

    registry = jsonschema_rs.Registry([(each["$id"], each) for each in documents])
    judges = {
        urn: jsonschema_rs.Draft202012Validator(
            {"$schema": schema.DIALECT, "$ref": urn}, registry=registry
        )
        for urn in {case.schema for case in cases}
    }
    return [judges[case.schema].is_valid(case.document) for case in cases]


def _fastjsonschema(documents: Schemas, cases: list[Case]) -> Verdicts:
    import fastjsonschema

    judges = {each["$id"]: fastjsonschema.compile(each, use_default=False) for each in documents}

    def accepts(case: Case) -> bool:
        try:
            judges[case.schema](case.document)
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    return [accepts(case) for case in cases]


def _check_jsonschema(documents: Schemas, cases: list[Case]) -> Verdicts:
    verdicts = [True] * len(cases)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, document in enumerate(documents):
            schema_file = folder / f"schema{number}.json"
            schema_file.write_text(json.dumps(document), encoding="utf-8")
            files = {}
            for index, case in enumerate(cases):
                if case.schema == document["$id"]:
                    files[folder / f"{index}.json"] = index
            for path, index in files.items():
                path.write_text(json.dumps(cases[index].document), encoding="utf-8")
            command = (sys.executable, "-m", "check_jsonschema", "-o", "json", "--schemafile")
            done = subprocess.run(
                [*command, schema_file, *files], capture_output=True, text=True, check=False
            )
            report = json.loads(done.stdout)
            for error in (*report.get("errors", ()), *report.get("parse_errors", ())):
                verdicts[files[Path(error["filename"])]] = False
    return verdicts


# ── in other languages ───────────────────────────────────────────────────────────────────────


def in_node(script: str, *arguments: str, given: object) -> Any:
    """Return what a script under `tests/js` prints for some JSON."""
    done = subprocess.run(
        [NODE, JS / script, *arguments],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _in_node(name: str) -> Callable[[Schemas, list[Case]], Verdicts]:
    def judge(documents: Schemas, cases: list[Case]) -> Verdicts:
        pairs = [(case.schema, case.document) for case in cases]
        given = {"schemas": documents, "cases": pairs}
        verdicts: Verdicts = in_node("validate.mjs", name, given=given)
        return verdicts

    return judge


def _of_node(package: str) -> Callable[[], str | None]:
    def version() -> str | None:
        manifest = JS / "node_modules" / package / "package.json"
        if not (shutil.which("node") and manifest.exists()):
            return None
        found: str = json.loads(manifest.read_text(encoding="utf-8"))["version"]
        return found

    return version


def _of_python(package: str) -> Callable[[], str | None]:
    def version() -> str | None:
        return metadata.version(package) if find_spec(package.replace("-", "_")) else None

    return version


VALIDATORS: Final[Mapping[str, Validator]] = MappingProxyType(
    {
        "jsonschema": Validator(
            _jsonschema, (split,), _of_python("jsonschema"), "pip install jsonschema"
        ),
        "jsonschema-rs": Validator(
            _jsonschema_rs,
            (split, bundles),
            _of_python("jsonschema-rs"),
            "pip install jsonschema-rs",
        ),
        "check-jsonschema": Validator(
            _check_jsonschema,
            (files,),
            _of_python("check-jsonschema"),
            "pip install check-jsonschema",
        ),
        "ajv": Validator(
            _in_node("ajv"), (split, bundles), _of_node("ajv"), "npm ci --prefix tests/js"
        ),
        "@hyperjump/json-schema": Validator(
            _in_node("hyperjump"),
            (split, bundles),
            _of_node("@hyperjump/json-schema"),
            "npm ci --prefix tests/js",
        ),
        "fastjsonschema": Validator(
            _fastjsonschema,
            (editions,),
            _of_python("fastjsonschema"),
            "pip install fastjsonschema",
            is_of_the_dialect=False,
        ),
    }
)


def judged(name: str) -> Iterator[tuple[Case, bool]]:
    """Yield every case with the verdict of a validator, for each form of the schemas in turn."""
    validator = VALIDATORS[name]
    for form in validator.forms:
        documents = form()
        own = {document["$id"] for document in documents}
        mine = [case for case in CASES if case.schema in own]
        yield from zip(mine, validator.judge(documents, mine), strict=True)


def main() -> int:
    """Print the table; return 1 if a validator of the dialect disagrees anywhere."""
    code = 0
    for name, validator in VALIDATORS.items():
        version = validator.version()
        if version is None:
            print(f"{name:<24} not installed: {validator.needs}")
            continue
        verdicts = list(judged(name))
        wrong = [case for case, verdict in verdicts if case.valid is not verdict]
        right = len(verdicts) - len(wrong)
        print(f"{name:<24} {version:<10} {right} of {len(verdicts)} verdicts")
        for case in wrong[:5]:
            print(f"  expected {case.valid}: {case.vector} under {case.schema}")
        code |= bool(wrong) and validator.is_of_the_dialect
    return code


if __name__ == "__main__":
    sys.exit(main())
