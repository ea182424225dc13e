"""JSON in and out: nothing coerced, nothing dropped, every error in its place."""

import json
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

import attrs
import cattrs
import pytest
from cattrs.preconf.msgspec import make_converter
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import (
    Agency,
    AnnualReport,
    ByApplicant,
    DecodeError,
    Explanation,
    GovinfoReportError,
    InvalidReportError,
    LimitExceededError,
    Section,
    _strict,
    codec,
    configure,
    dumps,
    figure_paths,
    from_dict,
    loads,
    schema,
    to_dict,
)
from govinfo_report.errors import Bilingual, Fault
from govinfo_report.model import MAX_COUNT, MAX_DEPTH
from tests.reports import published

Document: TypeAlias = dict[str, Any]

REPORT = AnnualReport(
    "2021",
    year=2021,
    agency=Agency("某局: 办公室", "department"),
    overview=Section("总体情况", "一：二:三\n四", (Section("主动公开"),)),
    explanations=(Explanation("requests-balance", "a:b", ("requests.received.total",)),),
    extensions={"a:b": [{"c": Decimal("1.10")}, "d:e"]},
).with_figures({"proactive.fees.amount": Decimal("173.42"), "requests.received.total": 17})


@given(published(), st.sampled_from([None, 0, 2]))
def test_round_trip(report: AnnualReport, indent: int | None) -> None:
    """What is written is read back the same, amounts to the last digit."""
    back = loads(dumps(report, indent=indent))
    assert back == report
    assert dumps(back) == dumps(report)
    assert repr(back.figures()) == repr(report.figures())


@given(published())
def test_round_trip_through_dicts(report: AnnualReport) -> None:
    """Plain dicts and lists carry the whole report."""
    document = to_dict(report)
    assert from_dict(document) == report
    assert json.loads(dumps(report), parse_float=Decimal) == document


@given(published())
def test_the_fast_path_takes_what_is_written(report: AnnualReport) -> None:
    """Nothing that `dumps` writes needs the slow path, unless it holds controls."""
    data = dumps(report)
    if b"\\u" not in data:
        assert codec._is_strict(data, codec._decoder().decode(data))


COLON = attrs.evolve(REPORT, extensions={})
DEEPEST = MAX_DEPTH - 1  # below the extensions
PLAIN = AnnualReport("2021", year=2021, explanations=(Explanation("", ""),))


@pytest.mark.parametrize(
    "report",
    [
        REPORT,
        COLON,
        attrs.evolve(COLON, explanations=()),
        PLAIN,
        attrs.evolve(PLAIN, problems=Section("a:", "", (Section("b:"), Section("", ":c")))),
        attrs.evolve(PLAIN, extensions={"a": {"b:": [1, ":", {"c": "::"}]}}),
        attrs.evolve(PLAIN, problems=Section("", "", (Section(),) * 28)),
        attrs.evolve(PLAIN, extensions=json.loads('{"a":' * DEEPEST + "1" + "}" * DEEPEST)),
        attrs.evolve(PLAIN, extensions={"a": json.loads("[" * DEEPEST + "]" * DEEPEST)}),
    ],
)
def test_the_fast_path_counts_every_colon(report: AnnualReport) -> None:
    """Colons of keys, of prose, of explanations and of foreign data, each alone and together."""
    data = dumps(report)
    assert codec._is_strict(data, report)
    assert not codec._is_strict(data.replace(b'"year":2021', b'"year":2021,"x":1'), report)
    if b"a:b" in data:
        assert not codec._is_strict(data.replace(b"a:b", rb"a\u003ab"), report)


@given(published())
def test_both_paths_agree(report: AnnualReport) -> None:
    """What the slow path makes of a document is what the fast one does, to the last digit."""
    slow = _slowly(dumps(report))
    assert slow == report
    assert dumps(slow) == dumps(report)


NUMBER = re.compile(rb'(?<=":)(?:null|[-0-9.E+]+)(?=[,}])')
KEY = re.compile(rb'(?<=[{,])"[a-z_]+":')
WHOLE = [b"null", b"0", b"-0", b"-1", b"%d" % MAX_COUNT, b"%d" % -MAX_COUNT, b"%d" % 2**53]
FRACTIONS = [b"3.0", b"1.50", b"1e2", b"-0.5", b"1e-16", b"1e-17", b"1e400", b"9007199254740991.5"]
OTHERS = [b'"3"', b'"1.5"', b'""', b"true", b"[]", b"{}"]


@given(published(), st.sampled_from([*WHOLE, *FRACTIONS, *OTHERS]), st.data())
def test_both_paths_agree_on_any_number(
    report: AnnualReport, literal: bytes, data: st.DataObject
) -> None:
    """Whatever stands for a number, the fast path takes it as the slow one does or leaves it."""
    raw = dumps(report)
    place = data.draw(st.sampled_from([*NUMBER.finditer(raw)]))
    _assert_both_paths_agree(raw[: place.start()] + literal + raw[place.end() :])


@pytest.mark.parametrize("literal", [*WHOLE, *FRACTIONS, *OTHERS])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_both_paths_agree_on_table_two(edition: str, literal: bytes) -> None:
    """Its numbers are of three kinds, which msgspec does not tell apart."""
    raw = dumps(AnnualReport(edition))
    start, end = raw.index(b'"proactive"'), raw.index(b'"requests"')
    for place in NUMBER.finditer(raw, start, end):
        _assert_both_paths_agree(raw[: place.start()] + literal + raw[place.end() :])


def test_a_measure_belongs_to_its_row() -> None:
    """A row that lends its last one to the next leaves all in order, but it is not the form's."""
    raw = dumps(AnnualReport("2021"))
    for row in (b'"normative_documents":{', b'"licensing":{'):
        raw = raw.replace(b',"in_force":null},' + row, b"}," + row + b'"in_force":null,')
    with pytest.raises(DecodeError, match="/proactive/licensing/in_force: unknown key"):
        loads(raw)


@given(published(), st.sampled_from([b"%b", b'"x":']), st.data())
def test_both_paths_agree_on_any_key(report: AnnualReport, key: bytes, data: st.DataObject) -> None:
    """A key that is repeated or foreign is found wherever it stands."""
    raw = dumps(report)
    place = data.draw(st.sampled_from([*KEY.finditer(raw)]))
    key = key.replace(b"%b", place[0])
    _assert_both_paths_agree(raw[: place.start()] + key + b"null," + raw[place.start() :])


def _slowly(raw: bytes) -> AnnualReport:
    return _strict.structure_report(_strict.parse(raw))


def _assert_both_paths_agree(raw: bytes) -> None:
    assert _told(loads, raw) == _told(_slowly, raw)


def _told(read: Callable[[bytes], AnnualReport], raw: bytes) -> object:
    """Return what comes of a document, to the last digit: a report and its figures, or faults."""
    try:
        report = read(raw)
    except DecodeError as error:
        return error.faults
    return dumps(report), repr(report.figures())


@pytest.mark.parametrize("depth", [MAX_DEPTH, MAX_DEPTH + 1])
def test_foreign_data_nest_as_deep_on_every_way(depth: int) -> None:
    """In JSON on either path, and in a report that is built; one level more is too deep on each."""
    nested = "[" * (depth - 1) + "]" * (depth - 1)
    data = dumps(PLAIN).replace(b'"extensions":{}', f'"extensions":{{"a":{nested}}}'.encode())
    ways: list[Callable[[], AnnualReport]] = [
        lambda: loads(data),
        lambda: _strict.structure_report(_strict.parse(data)),
        lambda: attrs.evolve(PLAIN, extensions={"a": json.loads(nested)}),
    ]
    for way in ways:
        if depth > MAX_DEPTH:
            with pytest.raises(GovinfoReportError, match=f"nested .*{MAX_DEPTH}"):
                way()
        else:
            assert dumps(way()) == data


@given(published())
def test_any_other_json_of_the_report(report: AnnualReport) -> None:
    """Escapes, spaces and text for bytes make no difference."""
    plain = json.loads(dumps(report))
    for text in (json.dumps(plain), json.dumps(plain, ensure_ascii=False, indent=1)):
        assert loads(text).requests == loads(text.encode()).requests == report.requests
        assert loads(text).overview == report.overview


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_keys_stand_in_form_order(edition: str) -> None:
    """Who reads the JSON finds everything where the form has it."""
    document = json.loads(dumps(AnnualReport(edition)))
    assert list(document) == list(attrs.fields_dict(AnnualReport))
    paths = []
    for part in ("proactive", "requests", "disputes"):
        branches = [(part, document[part])]
        for path, branch in branches:
            if isinstance(branch, dict):
                at = branches.index((path, branch)) + 1
                branches[at:at] = [(f"{path}.{key}", item) for key, item in branch.items()]
            else:
                paths.append(path)
    assert tuple(paths) == figure_paths(edition)


@pytest.mark.parametrize(
    "amount", ["173.42", "0.10", "96171.60", "0", "12", "1E+2", "59237.2449", "0.1234567890123456"]
)
def test_amounts_survive_exactly(amount: str) -> None:
    """Amounts never pass through a float."""
    report = REPORT.with_figures({"proactive.fees.amount": Decimal(amount)})
    assert f'"amount":{amount}}}'.encode() in dumps(report)
    assert str(loads(dumps(report)).figure("proactive.fees.amount")) == amount
    assert str(to_dict(report)["proactive"]["fees"]["amount"]) == amount


TOO_FINE = ["1e-17", "0.12345678901234567", "1e-9999999", "0e9999999", f"1e-{'9' * 20}"]
FEES = "proactive.fees.amount"


@pytest.mark.parametrize("literal", TOO_FINE)
def test_amounts_are_of_few_digits(literal: str) -> None:
    """Sixteen decimal places, however they are written: nobody has to print ten million zeros."""
    raw = dumps(REPORT).replace(b"173.42", literal.encode())
    with pytest.raises(DecodeError) as caught:
        loads(raw)
    (fault,) = caught.value.faults
    assert fault.pointer == "/proactive/fees/amount"
    assert "at most 16 decimal places" in fault.message() or "is no JSON value" in fault.message()
    (error,) = schema.validate(raw)
    assert (error.pointer, error.keyword) == (fault.pointer, "json")


@pytest.mark.parametrize("literal", TOO_FINE[:-1])
def test_amounts_built_are_of_few_digits(literal: str) -> None:
    """What cannot be read cannot be built, nor handed in as a parsed document."""
    with pytest.raises(InvalidReportError, match="at most 16 decimal places"):
        REPORT.with_figures({FEES: Decimal(literal)})
    document = to_dict(REPORT)
    document["proactive"]["fees"]["amount"] = Decimal(literal)
    with pytest.raises(DecodeError, match="at most 16 decimal places"):
        from_dict(document)
    assert [each.keyword for each in schema.validate(document)] == ["json"]


@pytest.mark.parametrize("document", [[], {"proactive": []}, {"proactive": {"fees": 1}}])
def test_places_are_counted_of_amounts_alone(document: object) -> None:
    """A document of another shape has faults of another kind."""
    assert "json" not in {each.keyword for each in schema.validate(document)}


def test_foreign_data_come_back_as_they_went_in() -> None:
    """Numbers included, however long."""
    foreign = b'"extensions":{"a":[1.10,1e400,{"b":123456789012345678901234567890}],"x:y":":"}'
    data = dumps(attrs.evolve(REPORT, extensions={})).replace(b'"extensions":{}', foreign)
    report = loads(data)
    assert report.extensions["a"][0].as_tuple() == Decimal("1.10").as_tuple()
    assert report.extensions["a"][2] == {"b": 123456789012345678901234567890}
    assert dumps(report) == data.replace(b"1e400", b"1E+400")


@given(st.permutations(list(to_dict(REPORT))), st.sampled_from([iter, reversed]))
def test_the_order_of_keys_makes_no_difference(
    keys: list[str], order: Callable[[list[str]], Iterable[str]]
) -> None:
    """A JSON object has no order; the report has that of the form."""
    plain = json.loads(dumps(REPORT))
    document = {key: plain[key] for key in keys}
    document["requests"]["outcomes"] = dict(reversed(plain["requests"]["outcomes"].items()))
    document["proactive"] = {
        item: dict(reversed(plain["proactive"][item].items()))
        for item in order([*plain["proactive"]])
    }
    report = loads(json.dumps(document, ensure_ascii=False))
    assert report == REPORT
    assert json.dumps(json.loads(dumps(report))) == json.dumps(json.loads(dumps(REPORT)))


def test_controls_and_escapes_in_prose() -> None:
    """Text that looks like an escape, or that must be escaped, is text."""
    report = attrs.evolve(REPORT, preface='\u000b\\u003a\x7f\u202e\r\t"')
    assert loads(dumps(report)) == report


def _set(path: str, value: object) -> Callable[[Document], object]:
    """Return an edit that puts a value at a JSON pointer."""

    def edit(document: Document) -> None:
        *parents, last = path.strip("/").split("/")
        for parent in parents:
            document = document[parent]
        document[last] = value

    return edit


def _drop(path: str) -> Callable[[Document], object]:
    def edit(document: Document) -> None:
        *parents, last = path.strip("/").split("/")
        for parent in parents:
            document = document[parent]
        del document[last]

    return edit


ROW = "/requests/received"
FAULTS: Mapping[str, tuple[Callable[[Document], object], list[str]]] = {
    "unknown key": (_set("/requests/lost", 1), ["/requests/lost"]),
    "unknown key to be escaped": (_set("/lost~1~", 1), ["/lost~01~0"]),
    "missing key": (_drop("/requests/received/total"), [ROW]),
    "missing key made up for by an unknown one": (
        lambda d: (_drop("/agency/kind")(d), _set("/agency/sort", "x")(d)),
        ["/agency/sort", "/agency"],
    ),
    "true for a count": (_set(f"{ROW}/total", value=True), [f"{ROW}/total"]),
    "text for a count": (_set(f"{ROW}/total", "3"), [f"{ROW}/total"]),
    "fraction for a count": (_set(f"{ROW}/total", 3.5), [f"{ROW}/total"]),
    "negative count": (_set(f"{ROW}/total", -1), [f"{ROW}/total"]),
    "count beyond 2^53 - 1": (_set(f"{ROW}/total", 2**53), [f"{ROW}/total"]),
    "enormous fraction for a count": (_set(f"{ROW}/total", 1e300), [f"{ROW}/total"]),
    "text for an amount": (_set("/proactive/fees/amount", "1.5"), ["/proactive/fees/amount"]),
    "truth for an amount": (_set("/proactive/fees/amount", value=True), ["/proactive/fees/amount"]),
    "negative amount": (_set("/proactive/fees/amount", -0.5), ["/proactive/fees/amount"]),
    "NaN": (_set("/proactive/fees/amount", float("nan")), ["/proactive/fees/amount"]),
    "infinity": (_set(f"{ROW}/total", float("inf")), [f"{ROW}/total"]),
    "outcome of another edition": (
        _set("/requests/outcomes/otherwise_handled", {}),
        ["/requests/outcomes/otherwise_handled"],
    ),
    "outcome missing": (_drop("/requests/outcomes/granted"), ["/requests/outcomes"]),
    "no edition": (_set("/edition", "2020"), ["/edition"]),
    "another edition": (_set("/edition", 2021), ["/edition"]),
    "no year": (_set("/year", "2021"), ["/year"]),
    "no such day": (_set("/published", "2023-02-29"), ["/published"]),
    "a day with a time": (_set("/published", "2023-02-28T00:00"), ["/published"]),
    "no kind": (_set("/agency/kind", "bureau"), ["/agency/kind"]),
    "no region": (_set("/agency/region_code", "44011２"), ["/agency/region_code"]),
    "a region and more": (_set("/agency/region_code", "440112\n"), ["/agency/region_code"]),
    "number for text": (_set("/title", 1), ["/title"]),
    "half a character": (_set("/title", "\ud800"), ["/title"]),
    "list for an object": (_set("/agency", []), ["/agency"]),
    "object for a list": (_set("/overview/subsections", {}), ["/overview/subsections"]),
    "null for a row": (_set(ROW, None), [ROW]),
    "fault within a list": (
        lambda d: d["overview"]["subsections"].append(
            {"title": None, "text": "", "subsections": []}
        ),
        ["/overview/subsections/1/title"],
    ),
    "foreign list": (_set("/extensions", []), ["/extensions"]),
    "foreign NaN": (_set("/extensions/x", [float("nan")]), ["/extensions/x/0"]),
    "foreign half character": (_set("/extensions/x", "\ud800"), ["/extensions/x"]),
    "foreign half key": (_set("/extensions/\ud800", 1), ["/extensions/\ud800"]),
    "several at once": (
        lambda d: (
            _set(f"{ROW}/total", "3")(d),
            _set(f"{ROW}/business", -3)(d),
            _set("/title", [])(d),
            _drop("/problems")(d),
        ),
        ["/title", f"{ROW}/business", f"{ROW}/total", ""],
    ),
}
"""What may be wrong with a document: an edit that makes it so, and where it is to be found."""


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_found_in_its_place(name: str) -> None:
    """`loads` names every error with its JSON pointer, in both languages, not only the first."""
    edit, pointers = FAULTS[name]
    document = json.loads(dumps(REPORT))
    edit(document)
    text = json.dumps(document)
    ways: list[Callable[[], AnnualReport]] = [lambda: loads(text), lambda: from_dict(document)]
    for read in ways:
        with pytest.raises(DecodeError) as caught:
            read()
        assert sorted(f.pointer for f in caught.value.faults) == sorted(pointers)
        for fault in caught.value.faults:
            assert fault.message("zh") in caught.value.message("zh")
            assert fault.message("en") in str(caught.value)


WORDS = [
    ("/year", -1, "1949 至 9999 的整数，而非 -1", "a whole number from 1949 to 9999, got -1"),
    (f"{ROW}/total", -1, "非负整数，而非 -1", "a whole number of at least 0, got -1"),
    (
        f"{ROW}/total",
        -(10**40),
        "非负整数，而非 -2^132…",
        "a whole number of at least 0, got -2^132…",
    ),
    (
        f"{ROW}/total",
        10**39,
        f"不得大于 {MAX_COUNT}，而非 {10**39}",
        f"at most {MAX_COUNT}, got {10**39}",
    ),
    (
        f"{ROW}/total",
        2**140,
        f"不得大于 {MAX_COUNT}，而非 2^140…",
        f"at most {MAX_COUNT}, got 2^140…",
    ),
    ("/edition", "2022", ' 2019、2021 ，而非 "2022"', '2019 or 2021, got "2022"'),
    (
        "/proactive/regulations/issued",
        -1,
        "非负整数，而非 -1",
        "a whole number of at least 0, got -1",
    ),
    (
        "/proactive/fees/amount",
        {"a": 1},
        "非负数，小数不超过 16 位，而非 {…}",
        "a number of at least 0 with at most 16 decimal places, got {…}",
    ),
    ("/title", [1], "文本，而非 […]", "text, got […]"),
    ("/title", True, "文本，而非 true", "text, got true"),
    ("/title", "\ud800", '文本，而非 "\\ud800"', 'text, got "\\ud800"'),
    (
        "/agency/region_code",
        "一",
        '符合 ^[0-9]{6}$ 的文本，而非 "一"',
        'text that matches ^[0-9]{6}$, got "一"',
    ),
    (
        "/published",
        "x" * 38,
        f'日期（如 2022-01-31），而非 "{"x" * 38}"',
        f'a date such as 2022-01-31, got "{"x" * 38}"',
    ),
    (
        "/published",
        "x" * 39,
        f'日期（如 2022-01-31），而非 "{"x" * 39}…',
        f'a date such as 2022-01-31, got "{"x" * 39}…',
    ),
    (
        "/agency/kind",
        1,
        " department、government、other ，而非 1",
        "department or government or other, got 1",
    ),
    ("/overview/subsections", None, "数组，而非 null", "an array, got null"),
    ("/overview", None, "对象，而非 null", "an object, got null"),
    ("/extensions", None, "JSON 值组成的对象，而非 null", "an object of JSON values, got null"),
]


@pytest.mark.parametrize(("pointer", "value", "zh", "en"), WORDS)
def test_the_words_of_a_fault(pointer: str, value: object, zh: str, en: str) -> None:
    """They say what has to stand there, and what stands there, cut where it is long."""
    document = json.loads(dumps(REPORT))
    _set(pointer, value)(document)
    with pytest.raises(DecodeError) as caught:
        from_dict(document)
    words = Bilingual(zh if zh.startswith("不得") else f"应为{zh}", f"expected {en}")
    assert list(caught.value.faults) == [Fault(pointer, words)]


RAW = dumps(REPORT)
ODDITIES = [
    (b'"year":2021', b'"year":2021,"x/y":1', "/x~1y", "未知的键", "unknown key"),
    (b'"year":2021', b'"year":1,"year":2021', "/year", "键重复出现", "the key is repeated"),
    (
        b'"c":',
        rb'"\ud800":1,"c":',
        "/extensions/a:b/0/\ud800",
        "键不是有效的 Unicode 文本",
        "the key is no text",
    ),
    (b'"d:e"', b"NaN", "/extensions/a:b/1", "NaN 不是 JSON 值", "NaN is no JSON value"),
    (
        b"{",
        b'{"\xff',
        "",
        "不是 UTF-8 编码（第 3 字节起）；请以 UTF-8 保存",
        "not UTF-8 from byte 3 on; save it as UTF-8",
    ),
]


@pytest.mark.parametrize(("old", "new", "pointer", "zh", "en"), ODDITIES)
def test_what_only_json_can_hold(old: bytes, new: bytes, pointer: str, zh: str, en: str) -> None:
    """Each is the one fault, in its place."""
    with pytest.raises(DecodeError) as caught:
        loads(RAW.replace(old, new, 1))
    assert list(caught.value.faults) == [Fault(pointer, Bilingual(zh, en))]


def test_the_edition_that_is_named_is_the_one_meant() -> None:
    """A report with the tables of another edition has the wrong tables, not the wrong edition."""
    document = to_dict(AnnualReport("2019")) | {"edition": "2021"}
    with pytest.raises(DecodeError) as caught:
        from_dict(document)
    pointers = {fault.pointer for fault in caught.value.faults}
    assert "/edition" not in pointers
    assert "/proactive/regulations/made" in pointers


def test_bounds_are_within() -> None:
    """The largest count and amount, however they are written."""
    document = to_dict(REPORT)
    _set(f"{ROW}/total", Decimal(f"{MAX_COUNT}.0"))(document)
    _set("/proactive/fees/amount", MAX_COUNT)(document)
    report = from_dict(document)
    assert report.figure("requests.received.total") == MAX_COUNT
    assert report.figure("proactive.fees.amount") == MAX_COUNT


def test_any_json_is_parsed() -> None:
    """Fractions exactly, and what is no JSON value marked rather than dropped."""
    assert repr(codec.parse('[1.10, {"a": 1}]')) == "[Decimal('1.10'), {'a': 1}]"
    (fault,) = _strict.unfit([codec.parse('{"a":NaN}')], "/x")
    assert (fault.pointer, fault.message("en")) == ("/x/0/a", "/x/0/a: NaN is no JSON value")
    assert [fault.pointer for fault in _strict.unfit(codec.parse("[NaN]"))] == ["/0"]
    with pytest.raises(LimitExceededError):
        codec.parse(b" " * (codec.MAX_BYTES + 1))


def test_indented() -> None:
    """On lines of its own each key, with the indent asked for."""
    assert dumps(REPORT, indent=3).startswith(b'{\n   "edition": "2021",\n')


BROKEN: Mapping[str, tuple[bytes, str]] = {
    "repeated key": (
        RAW.replace(b'"year":2021', b'"year":2021,"year":2021'),
        "/year: the key is rep",
    ),
    "repeated outcome": (
        RAW.replace(b'"outcomes":{', b'"outcomes":{"granted":null,'),
        "/requests/outcomes/granted: the key is repeated",
    ),
    "repeated foreign key": (
        RAW.replace(b'"extensions":{', b'"extensions":{"a:b":1,'),
        "/extensions/a:b: the key is repeated",
    ),
    "endless digits": (
        RAW.replace(b'"year":2021', b'"year":' + b"9" * 5000),
        "/year: expected a wh",
    ),
    "nothing": (b"", "line 1, column 1 is not JSON"),
    "a piece": (RAW[:-9], "is not JSON"),
    "more than one": (RAW + RAW, "is not JSON"),
    "another encoding": ('{"标题": 1}'.encode("gb18030"), "not UTF-8 from byte 3 on"),
    "a list": (b"[]", "/: expected an object, got […]"),
    "a text": (b'"' + b"x" * 99 + b'"', '/: expected an object, got "xxxxxxxx'),
    "nothing but depth": (b"[" * 100_000, "nested more than 64 levels deep"),
    "deep sections": (
        RAW.replace(
            b'"subsections":[]',
            b'"subsections":[{"title":"","text":"",' * 60 + b'"subsections":[]' + b"}]" * 60,
        ),
        "nested more than 64 levels deep",
    ),
    "deep foreign data": (
        RAW.replace(b'"a:b":[', b'"a:b":[' + b"[" * 90 + b"]" * 90 + b","),
        "nested more than 64 levels deep",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_broken_document_is_explained(name: str) -> None:
    """What is no report, or no JSON, is refused with what is wrong and where."""
    data, expected = BROKEN[name]
    with pytest.raises(DecodeError, match=r".") as caught:
        loads(data)
    assert expected in str(caught.value)
    assert len(str(caught.value)) < 2_000
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (str(again), again.faults) == (str(caught.value), caught.value.faults)


def test_what_is_unusual_but_right() -> None:
    """`3.0` is an integer in JSON Schema; a byte order mark and decomposed text do no harm."""
    document = json.loads(dumps(REPORT))
    _set(f"{ROW}/total", 3.0)(document)
    _set("/title", "cafe\u0301")(document)
    report = loads(b"\xef\xbb\xbf" + json.dumps(document, ensure_ascii=False).encode())
    assert report.requests.received.total == 3
    assert type(report.requests.received.total) is int
    assert report.title == "caf\u00e9"
    assert b'"total":3}' in dumps(report)


def test_a_float_is_taken_at_its_shortest_decimal_form() -> None:
    """Who parsed the JSON with floats still gets the amount that was written."""
    document = json.loads(dumps(REPORT))
    assert str(from_dict(document).figure("proactive.fees.amount")) == "173.42"


def test_escaped_colons_hide_nothing() -> None:
    """An escape in a text cannot make room for a foreign key."""
    data = RAW.replace(b'"year":2021', b'"year":2021,"x":1').replace(b"a:b", rb"a\u003ab")
    with pytest.raises(DecodeError, match="/x: unknown key"):
        loads(data)


def test_size_is_bounded() -> None:
    """A document too large to be a report is not read."""
    with pytest.raises(LimitExceededError, match="more than the"):
        loads(b" " * (codec.MAX_BYTES + 1))
    assert loads(RAW.ljust(codec.MAX_BYTES)) == REPORT


def test_half_a_character_in_text() -> None:
    """It is a fault of the document, as it is in bytes."""
    with pytest.raises(DecodeError, match="not UTF-8 from byte 2 on"):
        loads('"\ud800"')


@pytest.mark.parametrize("make", [bytes, bytearray, memoryview, bytes.decode])
def test_loads_takes_bytes_and_text(make: Callable[[bytes], bytes]) -> None:
    """Whatever holds the document."""
    assert loads(make(RAW)) == REPORT


def _pointers(error: Exception) -> Iterator[str]:
    """Yield the pointers of all faults within what cattrs raises."""
    if isinstance(error, ExceptionGroup):
        for each in error.exceptions:
            yield from _pointers(each)
    elif isinstance(error, DecodeError):
        yield from (fault.pointer for fault in error.faults)


@attrs.define
class Filing:
    """A class of a foreign system that holds reports."""

    number: int
    report: AnnualReport
    rows: list[ByApplicant]


@pytest.mark.parametrize("make", [cattrs.Converter, make_converter])
def test_foreign_classes_hold_reports(make: Callable[[], cattrs.Converter]) -> None:
    """`configure` embeds reports in the classes of others, just as strictly."""
    converter = make()
    configure(converter)
    report = attrs.evolve(REPORT, published="2022-01-31")
    filing = Filing(7, report, [report.requests.received])
    plain = converter.unstructure(filing)
    assert plain["report"] == to_dict(report)
    (explanation,) = report.explanations
    assert converter.unstructure(explanation) == plain["report"]["explanations"][0]
    assert converter.structure(plain, Filing) == filing
    plain["report"]["requests"]["received"]["total"] = "17"
    plain["rows"][0]["total"] = True
    with pytest.raises(cattrs.ClassValidationError) as caught:
        converter.structure(plain, Filing)
    assert list(_pointers(caught.value)) == ["/requests/received/total", "/total"]
