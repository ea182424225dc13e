"""Reports within other data: each host keeps them as strict and as exact as `loads` does.

The pages show how (`docs/embedding.md`, executed by `test_docs.py`); here is what must not slip.
"""

import json
from decimal import Decimal
from typing import Annotated, Any

import attrs
import cattrs
import jsonschema
import msgspec
import pytest
from cattrs.errors import ClassValidationError
from cattrs.preconf.json import make_converter
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel, PlainValidator, ValidationError, WithJsonSchema
from sqlalchemy import JSON, Column, Integer, MetaData, Table, create_engine, insert, select

import govinfo_report
from govinfo_report import (
    AnnualReport,
    DecodeError,
    Section,
    configure,
    dumps,
    from_dict,
    loads,
    schema,
    to_dict,
)
from tests import vectors

PLAIN = vectors.base("2021")
REPORT = from_dict(PLAIN)
EXACT = Decimal("59237.2449000000000001")
FOREIGN = {**PLAIN, "phone": ""}


@pytest.mark.parametrize("edition", vectors.EDITIONS)
def test_a_foreign_schema_refers_to_ours(edition: str) -> None:
    """`$ref` by URN, through the registry, to either profile; nothing is fetched."""
    urn = f"urn:govinfo-report:schema:1:{edition}"
    host = {"properties": {"old": {"$ref": f"{urn}:report"}, "new": {"$ref": f"{urn}:filing"}}}
    validator = jsonschema.Draft202012Validator(host, registry=schema.registry())
    plain = vectors.base(edition)
    blank = {**plain, "year": None}
    assert validator.is_valid({"old": blank, "new": plain})
    (error,) = validator.iter_errors({"old": plain, "new": blank})
    assert list(error.absolute_path) == ["new", "year"]


@pytest.mark.parametrize("profile", vectors.PROFILES)
@pytest.mark.parametrize("edition", vectors.EDITIONS)
def test_openapi_components(edition: str, profile: str) -> None:
    """The schema and its definitions are components that an OpenAPI validator accepts."""
    text = json.dumps(schema.load(edition, profile))
    component = json.loads(text.replace("#/$defs/", "#/components/schemas/"))
    definitions = component.pop("$defs")
    del component["$schema"], component["$id"]
    interface: Any = {
        "openapi": "3.1.0",
        "info": {"title": "reports", "version": "1"},
        "paths": {},
        "components": {"schemas": {"AnnualReport": component, **definitions}},
    }
    assert list(OpenAPIV31SpecValidator(interface).iter_errors()) == []
    component["type"] = "report"
    assert list(OpenAPIV31SpecValidator(interface).iter_errors())


@attrs.frozen
class Filing:
    """A class of another system."""

    report: AnnualReport
    remark: Section


def test_attrs() -> None:
    """A foreign class holds a report, and a part of one, under its own converter."""
    converter = cattrs.Converter()
    configure(converter)
    remark = {"title": "", "text": "甲", "subsections": []}
    filing = converter.structure({"report": PLAIN, "remark": remark}, Filing)
    assert filing == Filing(REPORT, Section("", "甲"))
    plain = converter.unstructure(filing)
    assert plain["report"] == to_dict(REPORT)
    assert converter.structure(plain, Filing) == filing
    with pytest.raises(ClassValidationError) as caught:
        converter.structure({"report": FOREIGN, "remark": remark}, Filing)
    assert isinstance(caught.value.exceptions[0], DecodeError)


def test_attrs_as_json() -> None:
    """A preconfigured converter loses no digit, where JSON is written and read with decimals."""
    converter = make_converter()
    configure(converter)
    filing = Filing(REPORT.with_figures({"proactive.fees.amount": EXACT}), Section("", "甲"))
    write = msgspec.json.Encoder(decimal_format="number").encode
    text = write(converter.unstructure(filing))
    back = converter.loads(text, Filing, parse_float=Decimal)
    assert back == filing
    assert dumps(back.report) == dumps(filing.report)


URN = schema.load("2021")["$id"]


class Submission(BaseModel):
    """A model of another system."""

    report: Annotated[
        AnnualReport,
        PlainValidator(from_dict),
        WithJsonSchema({"type": "object", "description": URN}),
    ]


def test_types_can_be_looked_up() -> None:
    """What frameworks ask of a class, each of ours answers: every annotation names what is there."""
    public = [getattr(govinfo_report, name) for name in govinfo_report.__all__]
    classes = [each for each in public if isinstance(each, type) and attrs.has(each)]
    assert len(classes) > 10
    for cls in classes:
        attrs.resolve_types(cls)


def test_pydantic() -> None:
    """A field of a model is validated as `loads` would, and its schema names ours."""
    assert Submission.model_validate({"report": PLAIN}).report == REPORT
    with pytest.raises(ValidationError, match="unknown key"):
        Submission.model_validate({"report": FOREIGN})
    described = Submission.model_json_schema()["properties"]["report"]
    assert described["description"] == URN


class Message(msgspec.Struct):
    """A struct of another system."""

    report: msgspec.Raw


def test_msgspec() -> None:
    """`Raw` keeps the text, so that nothing is dropped and no digit lost."""
    exact = REPORT.with_figures({"proactive.fees.amount": EXACT})
    written = msgspec.json.encode(Message(msgspec.Raw(dumps(exact))))
    assert loads(msgspec.json.decode(written, type=Message).report) == exact
    foreign = msgspec.json.encode({"report": FOREIGN})
    with pytest.raises(DecodeError, match="unknown key"):
        loads(msgspec.json.decode(foreign, type=Message).report)


def test_sqlalchemy() -> None:
    """A JSON column in SQLite gives back what was stored, and figures can be selected in SQL."""
    write = msgspec.json.Encoder(decimal_format="number").encode
    engine = create_engine(
        "sqlite://",
        json_serializer=lambda value: write(value).decode(),
        json_deserializer=lambda text: json.loads(text, parse_float=Decimal),
    )
    table = Table("reports", MetaData(), Column("id", Integer), Column("report", JSON))
    exact = REPORT.with_figures({"proactive.fees.amount": EXACT})
    received: Any = table.c.report["requests"]["received"]["total"].as_integer()
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table).values(id=1, report=to_dict(exact)))
        stored = connection.execute(select(table.c.report)).scalar_one()
        assert from_dict(stored) == exact
        total = connection.execute(select(received)).scalar_one()
        assert total == exact.figure("requests.received.total")
    engine.dispose()
