"""The JSON Schema: derived, shipped, published, and exactly as strict as `loads`."""

import json
import math
import runpy
import sys
import time
from copy import deepcopy
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_report import (
    DecodeError,
    Edition,
    GovinfoReportError,
    InvalidReportError,
    LimitExceededError,
    MissingExtraError,
    dumps,
    from_dict,
    loads,
    publishing,
    schema,
)
from govinfo_report.codec import MAX_BYTES
from govinfo_report.schema import SchemaError, engines, upgrading, validate
from tests import vectors, witness
from tests.conftest import ROOT

EDITIONS = (None, *Edition)
ENGINES: tuple[Any, ...] = ("jsonschema", "jsonschema-rs")
PROFILES = tuple(schema.Profile)
MANY = settings(max_examples=4 * settings().max_examples)
"""200 cases in `make test`, 800 in `make test-all`, 20,000 in a nightly run."""

# ── documents for property tests ─────────────────────────────────────────────────────────────

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 30),
    st.sampled_from([2**53 - 1, 2**53, -(2**53) + 1, -(2**53), 10**30, 1949, 1948, 9999, 10_000]),
    st.sampled_from([0.0, -0.0, 3.0, 0.5, -0.5, 1e300, 2.0**53, math.nan, math.inf]),
    st.text(max_size=4),
    st.sampled_from(["2019", "2021", "2022-02-28", "2022-02-29", "310000", "310000\n", "3", "é"]),
    st.sampled_from(["department", "other", "\ud800", "a\u0301"]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
SECTION = st.recursive(
    st.just({"title": "", "text": "", "subsections": []}),
    lambda inner: st.builds(
        lambda below: {"title": "甲", "text": "乙", "subsections": below},
        st.lists(inner, max_size=2),
    ),
    max_leaves=3,
)


def containers(value: Any) -> list[Any]:
    """Return every object and array within a value, itself included."""
    found = [value]
    for each in found:
        below = each.values() if isinstance(each, dict) else each
        found += [item for item in below if isinstance(item, dict | list) and item]
    return found


@st.composite
def documents(draw: st.DrawFn, *, most: int = 3) -> dict[str, Any]:
    """Draw a document that is valid, or nearly: a few of its places hold something else."""
    document = vectors.base(draw(st.sampled_from(vectors.EDITIONS)))
    for _ in range(draw(st.integers(0, most))):
        spot = draw(st.sampled_from(containers(document)))
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key: Any = draw(st.sampled_from(keys))
        match draw(st.sampled_from(["leaf", "leaf", "value", "section", "remove", "unknown"])):
            case "leaf":
                spot[key] = draw(LEAVES)
            case "value":
                spot[key] = deepcopy(draw(VALUES))
            case "section":
                spot[key] = deepcopy(draw(SECTION))
            case "remove":
                del spot[key]
            case _ if isinstance(spot, dict):
                spot[draw(st.text(max_size=3))] = draw(LEAVES)
        if not document:
            break
    return document


def accepts(read: Any, given: object) -> bool:
    """Say whether `loads` or `from_dict` takes a document."""
    try:
        read(given)
    except DecodeError:
        return False
    return True


# ── the documents of the schema ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_a_schema(edition: Edition | None, profile: schema.Profile) -> None:
    """The meta-schema of Draft 2020-12 accepts it, and what follows from the code is shipped."""
    document = schema.load(edition, profile)
    jsonschema.Draft202012Validator.check_schema(document)
    assert document["$schema"] == schema.DIALECT
    assert document == schema.derive(edition, profile)
    parts = [str(schema.VERSION), edition, "report" if profile == "published" else "filing"]
    assert document["$id"] == ":".join(["urn:govinfo-report:schema", *filter(None, parts)])


def test_published_packaged_and_derived_are_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte: what users download, what the package ships, what the code says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["govinfo_report.schema"])
    runpy.run_module("govinfo_report.schema", run_name="__main__")
    texts = publishing.documents()
    for folder in ("schema", "src/govinfo_report/_schemas"):
        here, there = tmp_path / folder, ROOT / folder
        assert {p.relative_to(here).as_posix() for p in here.rglob("*.json")} == set(texts)
        for name, text in texts.items():
            assert (here / name).read_bytes() == (there / name).read_bytes() == text.encode()
    packaged = resources.files("govinfo_report") / "_schemas" / "report.schema.json"
    assert packaged.read_text("utf-8") == texts["report.schema.json"]


def test_what_is_released_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A published version is never regenerated: a change is refused before anything is written."""
    publishing.release(tmp_path)
    publishing.publish(tmp_path)
    released = tmp_path / "schema" / "releases" / str(schema.VERSION) / "rules.schema.json"
    assert released.read_text("utf-8") == publishing.documents()["rules.schema.json"]
    altered = {**publishing.documents(), "rules.schema.json": "{}\n"}
    monkeypatch.setattr(publishing, "documents", lambda: altered)
    with pytest.raises(GovinfoReportError, match=r"rules\.schema\.json of version 1 is released"):
        publishing.publish(tmp_path)
    assert (tmp_path / "schema" / "rules.schema.json").read_text("utf-8") != "{}\n"


def test_the_command_releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m govinfo_report.schema release` keeps the documents for good."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["govinfo_report.schema", "release"])
    runpy.run_module("govinfo_report.schema", run_name="__main__")
    assert (tmp_path / "schema" / "releases" / "1" / "2021" / "rules.json").is_file()


def annotated(node: Any) -> list[dict[str, Any]]:
    """Return every part of a schema that stands for a key."""
    found = list(node.get("properties", {}).values())
    for part in [*node.get("$defs", {}).values(), *found]:
        found += annotated(part)
    return found


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("edition", Edition)
def test_every_key_is_explained(edition: Edition, profile: schema.Profile) -> None:
    """A Chinese title, a meaning in both languages, and examples that are valid."""
    document = schema.load(edition, profile)
    for part in annotated(document):
        assert part["description"].startswith(f"{part['title']} / ")
        for example in part.get("examples", ()):
            jsonschema.Draft202012Validator(part).validate(example)
    numbers = [part for part in annotated(document) if part.get("type") in ("integer", "number")]
    assert all(part["examples"] for part in numbers)


@pytest.mark.parametrize("edition", Edition)
def test_labels_are_those_of_the_form(edition: Edition) -> None:
    """Titles quote the printed form; the legal basis of each outcome stands in `$comment`."""
    outcomes = schema.load(edition)["properties"]["requests"]["properties"]["outcomes"]
    rows = [labels[-1] for path, labels in witness.REQUEST_ROWS[edition] if ".outcomes." in path]
    assert [row["title"] for row in outcomes["properties"].values()] == rows
    for name, _, basis in witness.OUTCOMES[edition]:
        comment = outcomes["properties"][name]["$comment"]
        assert comment.replace("art. ", "") == (basis or "Reg. 50(2)")


def test_only_extensions_are_open() -> None:
    """`extensions` is the one object in which a key may have any name."""
    for edition in Edition:
        document = schema.load(edition)
        parts = [document, *document["$defs"].values(), *annotated(document)]
        loose = [
            part for part in parts if part.get("type") == "object" and "properties" not in part
        ]
        assert [part["title"] for part in loose] == ["扩展数据"]
        closed = [part for part in parts if "properties" in part]
        assert all(part["additionalProperties"] is False for part in closed)


def test_registry_holds_everything() -> None:
    """Each schema is found under its URN, and every reference resolves without the network."""
    registry = schema.registry()
    for profile in PROFILES:
        picking = registry.contents(schema.derive(None, profile)["$id"])
        assert "$defs" not in picking
        assert json.loads((ROOT / "schema/split" / f"{profile.stem}.schema.json").read_text()) == (
            picking
        )
        for edition in Edition:
            urn = schema.load(edition, profile)["$id"]
            assert registry.contents(urn) == schema.load(edition, profile)
    validator = jsonschema.Draft202012Validator({"$ref": schema.load()["$id"]}, registry=registry)
    assert validator.is_valid(vectors.base("2019"))
    assert not validator.is_valid({**vectors.base("2019"), "year": 1.5})


@pytest.mark.parametrize("edition", Edition)
def test_rules_are_the_identities(edition: Edition) -> None:
    """Every identity of the form, with the pointers of both sides, as `rules.schema.json` says."""
    rules = schema.rules(edition)
    document = schema.registry().contents("urn:govinfo-report:schema:1:rules")
    jsonschema.Draft202012Validator.check_schema(document)
    jsonschema.Draft202012Validator(document).validate(rules)
    path = {each["pointer"]: each["path"] for each in rules["figures"]}
    assert tuple(path.values()) == witness.FIGURES[edition]
    assert witness.IDENTITIES[edition] == tuple(
        (each["rule"], *(tuple(path[p] for p in each[side]) for side in ("left", "right")))
        for each in rules["identities"]
    )
    assert len({each["id"] for each in rules["identities"]}) == len(rules["identities"])
    assert {each["basis"] for each in rules["figures"]} >= {"Reg. art. 14", "Reg. art. 50(3)"}


def test_unknown_editions_and_profiles() -> None:
    """What there is no schema for is an error, as with any enumeration."""
    with pytest.raises(ValueError, match="2020"):
        schema.load("2020")
    with pytest.raises(ValueError, match="draft"):
        validate({}, profile="draft")


# ── validate ─────────────────────────────────────────────────────────────────────────────────


def changed(**places: object) -> dict[str, Any]:
    """Return the complete report of 2021 with other values at `requests__received__total`."""
    document = vectors.base("2021")
    for place, value in places.items():
        *parents, key = place.split("__")
        spot = vectors.at(document, "".join(f"/{parent}" for parent in parents))
        spot[int(key) if isinstance(spot, list) else key] = value
    return document


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("places", "pointer", "keyword", "zh", "en"),
    [
        (
            {"requests__carried_over__business": -1},
            "/requests/carried_over/business",
            "minimum",
            "表三 第2行 商业企业：应为非负整数，而非 -1",
            "table three, row 2, business enterprise: expected a whole number of at least 0, got -1",
        ),
        (
            {"requests__outcomes_total__total": "3"},
            "/requests/outcomes_total/total",
            "type",
            '表三 第24行 总计：应为非负整数，而非 "3"',
            'table three, row 24, total: expected a whole number of at least 0, got "3"',
        ),
        (
            {"proactive__fees__amount": 2**53},
            "/proactive/fees/amount",
            "maximum",
            "表二 行政事业性收费 本年收费金额（单位：万元）：不得大于 9007199254740991，而非 9007199254740992",
            (
                "table two, administrative charges, amount in ten thousand yuan: "
                "expected at most 9007199254740991, got 9007199254740992"
            ),
        ),
        (
            {"disputes__direct_litigation__pending": True},
            "/disputes/direct_litigation/pending",
            "type",
            "表四 未经复议直接起诉 尚未审结：应为非负整数，而非 true",
            (
                "table four, litigation without prior reconsideration, not yet concluded: "
                "expected a whole number of at least 0, got true"
            ),
        ),
        (
            {"requests__outcomes": []},
            "/requests/outcomes",
            "type",
            "表三 三、本年度办理结果：应为对象，而非 […]",
            "table three, outcomes this year: expected an object, got […]",
        ),
        (
            {"published": "2022-02-30"},
            "/published",
            "pattern",
            '发布日期：应为日期（如 2022-01-31），而非 "2022-02-30"',
            'the day of publication: expected a date such as 2022-01-31, got "2022-02-30"',
        ),
        (
            {"overview__subsections__0__text": None},
            "/overview/subsections/0/text",
            "type",
            "一、总体情况 下级小节 第1项 正文，每段一行：应为文本，而非 null",
            (
                "overview, the sections below it, item 1, the paragraphs, one a line: "
                "expected text, got null"
            ),
        ),
        (
            {"edition": "2020"},
            "/edition",
            "enum",
            '表格年版：应为 2019、2021 ，而非 "2020"',
            'the edition of the form: expected 2019 or 2021, got "2020"',
        ),
        (
            {"extensions": {"a": [math.nan]}},
            "/extensions/a/0",
            "json",
            "扩展数据：nan 不是 JSON 值",
            "data of other systems, kept untouched: nan is no JSON value",
        ),
    ],
)
def test_messages(  # noqa: PLR0913, PLR0917 - one argument a field
    places: dict[str, Any], pointer: str, keyword: str, zh: str, en: str, engine: Any
) -> None:
    """Each error names its place in the words of the form, in both languages."""
    (error,) = validate(changed(**places), engine=engine)
    assert (error.pointer, error.keyword) == (pointer, keyword)
    assert (error.message(), error.message("en")) == (zh, en)


@pytest.mark.parametrize("engine", ENGINES)
def test_best_error_first(engine: Any) -> None:
    """What is wrong further out explains what is wrong within; then the form gives the order."""
    document = changed(
        title=3,
        requests__received__total=-1.5,
        disputes__reconsideration__total=-1,
        agency__region_code="1",
    )
    del document["requests"]["received"]["other"]
    document["requests"]["received"]["others"] = 3
    document["Title"] = ""
    assert [(e.pointer, e.keyword) for e in validate(document, engine=engine)] == [
        ("/Title", "additionalProperties"),
        ("/title", "type"),
        ("/agency/region_code", "pattern"),
        ("/requests/received", "required"),
        ("/requests/received/others", "additionalProperties"),
        ("/requests/received/total", "minimum"),
        ("/requests/received/total", "type"),
        ("/disputes/reconsideration/total", "minimum"),
    ]
    missing = validate(document, engine=engine)[3]
    assert missing.message() == "表三 第1行：缺少“其他”（键 other）"


@pytest.mark.parametrize("engine", ENGINES)
def test_filing_is_complete(engine: Any) -> None:
    """A report that is filed has no blank, and neither name nor title is empty."""
    assert validate(vectors.base("2021"), profile="filing", engine=engine) == []
    document = changed(requests__received__total=None, agency__name="", title=None)
    assert validate(document, engine=engine) == []
    assert [e.message() for e in validate(document, profile="filing", engine=engine)] == [
        "标题：应为文本，而非 null",
        "行政机关 机关名称：不得为空",
        "表三 第1行 总计：应为非负整数，而非 null",
    ]


def test_without_an_edition() -> None:
    """A document that names no edition is held against none."""
    unnamed: list[dict[str, Any]] = [{}, {"year": 3}, vectors.base("2021")]
    for document in unnamed:
        document.pop("edition", None)
        (error,) = validate(document)
        assert (error.pointer, error.keyword) == ("", "required")
    others: list[object] = [[], None, 3, "2021"]
    for other in others:
        (error,) = validate(other)
        assert (error.pointer, error.keyword) == ("", "type")
    (error,) = validate({"edition": ["2021"]})
    assert (error.pointer, error.keyword) == ("/edition", "enum")


@MANY
@given(documents())
def test_validate_accepts_what_loads_accepts(document: dict[str, Any]) -> None:
    """Both say yes to the same documents, as text and as what a parser makes of it."""
    text = json.dumps(document)
    parsed = json.loads(text)
    errors = validate(parsed)
    assert accepts(from_dict, parsed) == (not errors)
    assert accepts(loads, text) == (not validate(text.encode()))
    assert accepts(loads, text) == (not errors)


@MANY
@given(documents(most=2), st.sampled_from(PROFILES))
def test_engines_agree(document: dict[str, Any], profile: schema.Profile) -> None:
    """The reference and the fast engine find the same errors, in one order."""
    given_first = deepcopy(document)
    found = [validate(document, profile=profile, engine=engine) for engine in ENGINES]
    assert found[0] == found[1]
    assert repr(document) == repr(given_first)


@given(documents(most=1))
def test_what_may_be_filed_may_be_published(document: dict[str, Any]) -> None:
    """The filing profile is the stricter one."""
    if not validate(document, profile="filing"):
        assert validate(document) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "number", ["3.0", "3e0", "30E-1", "-0.0", "9007199254740991.0", "0.30e1", "1e-400", "3.5"]
)
def test_numbers_as_written(number: str, engine: Any) -> None:
    """`3.0` is what JSON Schema calls an integer; exactly so, in text and as `Decimal`."""
    text = json.dumps(changed(disputes__reconsideration__total="N")).replace('"N"', number)
    assert accepts(loads, text) == (not validate(text.encode(), engine=engine))
    document = changed(disputes__reconsideration__total=Decimal(number))
    assert accepts(from_dict, document) == (not validate(document, engine=engine))


@pytest.mark.parametrize("engine", ENGINES)
def test_amounts_are_exact(engine: Any) -> None:
    """A hair over the largest amount is too much, though no float could tell."""
    document = changed(proactive__fees__amount=Decimal("9007199254740991.0000000000000001"))
    assert [e.keyword for e in validate(document, engine=engine)] == ["maximum"]
    assert not accepts(from_dict, document)


def nested(levels: int) -> dict[str, Any]:
    """Return a section with a number of sections in one another."""
    section: dict[str, Any] = {"title": "", "text": "", "subsections": []}
    for _ in range(levels):
        section = {"title": "", "text": "", "subsections": [section]}
    return section


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("levels", [1, 29, 30, 31, 32, 33, 60])
def test_depth_is_bounded_as_in_loads(levels: int, engine: Any) -> None:
    """Sections and foreign data may nest as deeply as `loads` reads, and no deeper."""
    for document in (
        changed(overview=nested(levels)),
        changed(extensions=nested(levels)),
        changed(extensions={"a": [nested(levels)]}),
    ):
        assert accepts(from_dict, document) == (not validate(document, engine=engine))
        assert accepts(loads, json.dumps(document)) == (not validate(document, engine=engine))


# ── hostile documents ────────────────────────────────────────────────────────────────────────


def deep_list(levels: int) -> list[Any]:
    """Return lists in one another."""
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


HOSTILE: dict[str, Any] = {
    "deep list": lambda: deep_list(100_000),
    "deep sections": lambda: changed(overview=nested(100_000)),
    "deep sections in a foreign document": lambda: {"overview": nested(100_000)},
    "deep foreign data": lambda: changed(extensions={"a": deep_list(100_000)}),
    "NaN in an object for a list": lambda: changed(explanations={"甲": math.nan}),
    "deep list for a count": lambda: changed(requests__received__total=deep_list(100_000)),
    "huge integer": lambda: changed(requests__received__total=10**100_000),
    "negative huge integer": lambda: changed(requests__received__total=-(10**100_000)),
    "huge exponent": lambda: changed(requests__received__total=Decimal("1E+999999999")),
    "NaN": lambda: changed(proactive__fees__amount=math.nan),
    "infinity": lambda: changed(proactive__fees__amount=math.inf),
    "NaN as a Decimal": lambda: changed(proactive__fees__amount=Decimal("NaN")),
    "NaN as a count": lambda: changed(requests__received__total=Decimal("NaN")),
    "signalling NaN": lambda: changed(requests__received__total=Decimal("sNaN")),
    "half a surrogate pair": lambda: changed(problems__text="\udc00"),
    "half a pair in a name": lambda: changed(agency__name="\udc00"),
    "half a pair in a footnote": lambda: changed(explanations__0__figures__0="\udc00"),
    "half a pair as a key": lambda: {**changed(), "\udc00": 1},
    "half a pair as a foreign key": lambda: changed(extensions={"\udc00": 1}),
    "a number as a key": lambda: dict[Any, Any](changed()) | {1: 1},
    "__proto__": lambda: {**changed(), "__proto__": {"edition": "2021"}},
    "a set": lambda: changed(title={1}),
    "deep text": lambda: b"[" * 15_000_000,
    "deep objects as text": lambda: b'{"a":' * 3_000_000,
    "wide text": lambda: b"[" + b"0," * 300_000 + b"0]",
    "huge integer as text": lambda: (
        json.dumps(changed(year="N")).replace('"N"', "9" * 9999).encode()
    ),
    "NaN as text": lambda: json.dumps(changed(year=math.nan)).encode(),
    "half a pair as text": lambda: json.dumps(changed(title="\ud800")).encode(),
    "duplicate key": lambda: (
        json.dumps(changed()).replace('{"edition"', '{"year": 1, "edition"').encode()
    ),
    "duplicate foreign key": lambda: (
        json.dumps(changed(extensions="E")).replace('"E"', '{"a":1,"a":1}').encode()
    ),
    "not UTF-8": lambda: b'"\xff"',
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_refused(name: str, engine: Any) -> None:
    """Each ends in errors that have a place and a text, and soon."""
    document = HOSTILE[name]()
    before = time.process_time()
    errors = validate(document, engine=engine)
    assert time.process_time() - before < 20
    assert errors
    assert all(len(error.message(lang)) < 300 for error in errors for lang in ("zh", "en"))
    if isinstance(document, bytes):
        assert not accepts(loads, document)


def test_text_beyond_the_limit() -> None:
    """50 MB of nesting are not even parsed."""
    with pytest.raises(LimitExceededError, match=str(MAX_BYTES)):
        validate(b"[" * 50_000_000)


def test_prototype_keys_are_foreign_data_like_any() -> None:
    """What pollutes prototypes in JavaScript is just a key where keys are free."""
    document = changed(extensions={"__proto__": {"a": 1}, "constructor": None})
    assert validate(document) == []
    assert json.loads(dumps(from_dict(document)))["extensions"] == document["extensions"]


def test_repeated_keys_are_seen_in_text() -> None:
    """Parsed, a repeated key is gone; in text it is an error with its place."""
    text = json.dumps(changed()).replace('"upheld"', '"upheld": 0, "upheld"', 1)
    assert validate(json.loads(text)) == []
    (error,) = validate(text.encode())
    assert error.pointer == "/disputes/reconsideration/upheld"
    assert error.message() == "表四 行政复议 结果维持：键重复出现"


# ── engines ──────────────────────────────────────────────────────────────────────────────────


def test_the_fast_engine_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed the reference takes its place; asked for, it is missed."""
    assert engines.default_engine() == "jsonschema-rs"
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    engines.default_engine.cache_clear()
    assert engines.default_engine() == "jsonschema"
    assert validate(vectors.base("2021")) == []
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    engines.validator.cache_clear()
    with pytest.raises(MissingExtraError, match="fast"):
        validate({}, engine="jsonschema-rs")
    monkeypatch.undo()
    engines.default_engine.cache_clear()
    engines.validator.cache_clear()
    assert validate(vectors.base("2021"), engine="jsonschema-rs") == []


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("edition", Edition)
def test_expanded_schemas_refer_to_sections_alone(edition: Edition, profile: str) -> None:
    """What contains itself stays a definition; everything else is where it is needed."""
    text = json.dumps(engines.expand(schema.load(edition, profile)))
    assert text.count('"$ref": "#/$defs/Section"') == text.count('"$ref"') == 4
    assert "description" not in text


# ── upgrade ──────────────────────────────────────────────────────────────────────────────────


def test_current_documents_are_copied() -> None:
    """Version 1 is the first and the current one: there is nothing to change."""
    document = vectors.base("2021")
    upgraded = schema.upgrade(document)
    assert upgraded == document
    assert upgraded is not document
    assert upgraded["requests"] is not document["requests"]
    assert len(upgrading.STEPS) == schema.VERSION - 1
    assert [step.version for step in upgrading.STEPS] == list(range(2, schema.VERSION + 1))


def renamed(document: dict[str, Any]) -> dict[str, Any]:
    """Move a key, as a second version might."""
    return {"origin": document.pop("source"), **document}


def gathered(document: dict[str, Any]) -> dict[str, Any]:
    """Wrap what the second version renamed, as a third version might."""
    document["origin"] = {"address": document["origin"]}
    return document


STEPS = (upgrading.Step(2, renamed), upgrading.Step(3, gathered))


def test_older_documents_climb_step_by_step() -> None:
    """Each step sees what the one before it made; the document given is not touched."""
    document = {"source": "a", "nested": {"list": [1]}}
    given_first = deepcopy(document)
    expected = {"origin": {"address": "a"}, "nested": {"list": [1]}}
    assert upgrading.climb(document, 1, STEPS) == expected
    assert upgrading.climb({"origin": "a", "nested": {"list": [1]}}, 2, STEPS) == expected
    assert upgrading.climb(expected, 3, STEPS) == expected
    assert document == given_first


@pytest.mark.parametrize("version", [0, -1, 2, 99])
def test_unknown_versions(version: int) -> None:
    """A version from the future cannot be brought anywhere."""
    with pytest.raises(InvalidReportError, match="unknown schema version"):
        schema.upgrade({}, version)


def test_errors_are_values() -> None:
    """An error compares by what it says, and is as plain as a fault of `DecodeError`."""
    (error,) = validate(changed(year=3))
    assert isinstance(error, SchemaError)
    assert error == validate(changed(year=3))[0]
    with pytest.raises(ValueError, match="none in 'fr'"):
        error.message("fr")  # type: ignore[arg-type]
