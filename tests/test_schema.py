"""The JSON Schema: derived, shipped, published, and as strict as `loads`."""

import json
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import AnnualReport, DecodeError, Edition, dumps, from_dict, schema
from tests.conftest import ROOT
from tests.reports import published
from tests.test_codec import FAULTS, REPORT

EDITIONS = (None, *Edition)
VALIDATORS = {
    edition: jsonschema.Draft202012Validator(schema.load(edition)) for edition in EDITIONS
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_a_schema(edition: Edition | None) -> None:
    """The meta-schema of Draft 2020-12 accepts it, and every reference stays within it."""
    document = schema.load(edition)
    jsonschema.Draft202012Validator.check_schema(document)
    assert document["$schema"] == schema.DIALECT
    assert document["$id"].startswith("urn:govinfo-report:schema:")


def test_published_packaged_and_derived_are_one(tmp_path: Path, monkeypatch: Any) -> None:
    """Byte for byte: what users download, what the package ships, what the code says."""
    monkeypatch.chdir(tmp_path)
    runpy.run_path(schema.__file__, run_name="__main__")
    for folder in ("schema", "src/govinfo_report/_schemas"):
        files = {p.relative_to(tmp_path / folder) for p in (tmp_path / folder).rglob("*.json")}
        assert len(files) == len(EDITIONS)
        for file in files:
            fresh = (tmp_path / folder / file).read_bytes()
            assert fresh == (ROOT / folder / file).read_bytes()


@given(published())
def test_every_report_is_valid(report: AnnualReport) -> None:
    """What `dumps` writes, its edition's schema and the combined one accept; the other refuses."""
    document = json.loads(dumps(report))
    verdicts = {e for e, validator in VALIDATORS.items() if validator.is_valid(document)}
    assert verdicts == {None, report.edition}


@pytest.mark.parametrize("name", FAULTS)
def test_what_loads_refuses_is_invalid(name: str) -> None:
    """Both say no to the same documents, but for what no JSON Schema can see."""
    edit, _ = FAULTS[name]
    document = json.loads(dumps(REPORT))
    edit(document)
    unseen = {
        "NaN",
        "half a character",
        "foreign NaN",
        "foreign half character",
        "foreign half key",
    }
    for edition in (None, "2021"):
        valid = VALIDATORS[edition and Edition(edition)].is_valid(document)
        assert valid == (name in unseen)


@given(published(), st.data())
def test_loads_and_schema_agree(report: AnnualReport, data: st.DataObject) -> None:
    """A value put anywhere in a document is accepted by both or by neither."""
    document = json.loads(dumps(report))
    spot, key = document, data.draw(st.sampled_from(sorted(document)))
    while isinstance(spot[key], dict) and spot[key] and data.draw(st.booleans()):
        spot = spot[key]
        key = data.draw(st.sampled_from(sorted(spot)))
    spot[key] = data.draw(
        st.sampled_from([None, True, 0, 1, -1, 2.0, 2.5, 2**53, "", "1", "2020-02-30", [], {}])
    )
    try:
        from_dict(document)
        accepted = True
    except DecodeError:
        accepted = False
    assert VALIDATORS[None].is_valid(document) == accepted


def test_keys_are_explained() -> None:
    """Chinese labels as titles, meanings in both languages, the law where there is one."""
    outcomes = schema.load("2021")["properties"]["requests"]["properties"]["outcomes"]
    secret = outcomes["properties"]["state_secret"]
    assert secret["title"] == "1.属于国家秘密"
    assert secret["description"] == "1.属于国家秘密 / state secret"
    assert secret["$comment"] == "Reg. art. 14"
