"""The public strategies: sound reports break no rule, broken ones exactly the rule they say."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.data import Status
from hypothesis.vendor.pretty import pretty

from govinfo_report import (
    RULES,
    AnnualReport,
    Case,
    DecodeError,
    Disputes,
    Edition,
    MissingExtraError,
    Requests,
    Scope,
    UnfitInputError,
    UnknownFormatError,
    UnknownRuleError,
    _hypothesis,
    check,
    check_rollup,
    check_series,
    dumps,
    figure_paths,
    identities,
    loads,
    read,
    schema,
    statements,
    tally,
)
from govinfo_report.layout import variants
from govinfo_report.model import MAX_COUNT, Proactive
from govinfo_report.rendering import FORMATS
from govinfo_report.rules.catalogue import IDENTITY_RULES
from govinfo_report.strategies import (
    DIFFICULTIES,
    Broken,
    BrokenFamily,
    BrokenSeries,
    Family,
    Filed,
    JsonDocument,
    Narrated,
    broken,
    broken_family,
    broken_series,
    by_applicant,
    by_result,
    cases,
    difficulties_of,
    disputes,
    documents,
    families,
    json_documents,
    narrated,
    proactive,
    reports,
    requests,
    series,
)
from govinfo_report.strategies.sizes import LARGE
from tests.reports import fewer

FOLLOWING = {"section-missing": {"blank-figure"}, "blank-conflict": {"blank-figure"}}
"""Rules that cannot be broken without leaving figures blank."""
LAID_OUT = [name for name in FORMATS if difficulties_of(name)]


def _ids(scope: Scope) -> list[str]:
    return [rule.id for rule in RULES.values() if rule.scope is scope]


def _misread(filed: Filed, format: str) -> dict[str, tuple[object, object]]:  # noqa: A002 - as `read` calls it
    """Return the figures that are read as anything but what the report holds."""
    found = read(filed.data, format).report
    assert found.edition is filed.report.edition
    figures = found.figures()
    return {p: (v, figures[p]) for p, v in filed.report.figures().items() if figures[p] != v}


# ── one report ───────────────────────────────────────────────────────────────────────────────


@given(reports())
def test_a_report_breaks_no_rule(report: AnnualReport) -> None:
    """With no options a report is sound and complete."""
    assert check(report) == []


@given(st.sampled_from(Edition), st.data())
def test_a_report_is_on_the_edition_asked_for(edition: Edition, data: st.DataObject) -> None:
    """Or on the one in force for the year that is asked for."""
    assert data.draw(reports(edition)).edition is edition
    report = data.draw(reports(year=edition.first_year))
    assert (report.edition, report.year) == (edition, edition.first_year)


@given(reports(consistent=False, complete=False, prose="any"))
def test_any_report_can_be_stored(report: AnnualReport) -> None:
    """Whatever figures and texts it has."""
    assert loads(dumps(report)) == report


@settings(phases=[Phase.generate])
@given(st.data())
def test_reports_that_are_not_sound(data: st.DataObject) -> None:
    """Left incomplete they have blanks and nothing else; left inconsistent they have none."""
    found = check(data.draw(reports(complete=False)))
    assert {finding.rule for finding in found} <= {"blank-figure"}
    assert None not in data.draw(reports(consistent=False)).figures().values()


@given(narrated() | narrated(complete=False))
def test_prose_states_what_is_returned_beside_it(told: Narrated) -> None:
    """The reader of prose, which had no part in making it, finds the same statements."""
    found = [attrs.evolve(statement, otherwise=()) for statement in statements(told.report)]
    assert found == list(told.statements)
    assert {finding.rule for finding in check(told.report)} <= {"blank-figure"}


@fewer(5)
@given(reports(prose="telling"))
def test_a_telling_report_breaks_no_rule(report: AnnualReport) -> None:
    """What its prose states is true."""
    assert check(report) == []


@given(st.sampled_from(Edition), st.data())
def test_parts_make_a_sound_report(edition: Edition, data: st.DataObject) -> None:
    """Tables that are drawn by themselves add up, too."""
    table: Requests = data.draw(requests(edition))
    other: Proactive = data.draw(proactive(edition))
    block: Disputes = data.draw(disputes())
    report = AnnualReport(edition, requests=table, proactive=other, disputes=block)
    assert check(report, rules=IDENTITY_RULES | {"proactive-in-force", "blank-figure"}) == []


@given(by_applicant(), by_result())
def test_rows_add_up(row: Any, block: Any) -> None:
    """Each total is the sum of what stands before it."""
    for cells in (attrs.astuple(row), attrs.astuple(block)):
        assert cells[-1] == sum(cells[:-1])


# ── one rule broken ──────────────────────────────────────────────────────────────────────────


@settings(max_examples=5)
@pytest.mark.parametrize("rule", _ids(Scope.REPORT))
@given(data=st.data())
def test_a_broken_report_breaks_its_rule(rule: str, data: st.DataObject) -> None:
    """Of identities, all that mention the figure are broken; of other rules, that one alone."""
    report, named, figures = data.draw(broken(rule))
    found = check(report)
    assert named == rule
    assert rule in {finding.rule for finding in found}
    if rule in IDENTITY_RULES:
        mentioned = {i.figures for i in identities(report.edition) if figures[0] in i.figures}
        assert {finding.figures for finding in found} == mentioned
    else:
        assert {finding.rule for finding in found} <= {rule} | FOLLOWING.get(rule, set())


@given(broken(), broken(edition="2019"))
def test_any_rule_is_broken(drawn: Broken, older: Broken) -> None:
    """Without a rule it is any of them that an edition has."""
    for report, rule, _ in (drawn, older):
        assert rule in {finding.rule for finding in check(report)}
    assert older.report.edition is Edition.E2019


# ── several reports ──────────────────────────────────────────────────────────────────────────


@fewer(3)
@given(series())
def test_a_series_breaks_no_rule(years: list[AnnualReport]) -> None:
    """Neither from year to year nor in any one year."""
    assert check_series(years) == []
    assert [finding for report in years for finding in check(report)] == []


@settings(max_examples=5)
@pytest.mark.parametrize("rule", _ids(Scope.SERIES))
@given(data=st.data())
def test_a_broken_series_breaks_its_rule(rule: str, data: st.DataObject) -> None:
    """That rule alone, while each report is sound by itself."""
    years, _, figures = data.draw(broken_series(rule))
    found = check_series(years)
    assert {finding.rule for finding in found} == {rule}
    assert {finding.figures[0] for finding in found if finding.figures} == set(figures)
    assert [finding for report in years for finding in check(report)] == []


@fewer(5)
@given(broken_series())
def test_any_series_is_broken(drawn: BrokenSeries) -> None:
    """Without a rule it is any that holds from year to year."""
    assert {finding.rule for finding in check_series(drawn.reports)} == {drawn.rule}


@fewer(3)
@given(families(), families(complete=False), broken_family())
def test_families(sound: Family, blank: Family, wrong: BrokenFamily) -> None:
    """Children add up to their parent; where they do not, in the figures touched and no others."""
    assert check_rollup(sound.parent, sound.children) == []
    assert check_rollup(blank.parent, blank.children) == []
    found = check_rollup(wrong.parent, wrong.children)
    assert {finding.figures[0] for finding in found} == set(wrong.figures)
    assert check(sound.parent) == check(wrong.parent) == []


@given(st.none() | st.integers(2019, 2030), st.data())
def test_cases_are_counted(year: int | None, data: st.DataObject) -> None:
    """Each is received in the year or carried over into it."""
    drawn: list[Case] = data.draw(cases(year))
    if year is not None:
        table = tally(drawn, year=year)
        assert (table.received.total or 0) + (table.carried_over.total or 0) == len(drawn)


# ── files ────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=3)
@pytest.mark.parametrize("format", FORMATS)
@given(data=st.data())
def test_a_file_holds_its_report(format: str, data: st.DataObject) -> None:  # noqa: A002 - as `read` calls it
    """What is written plainly reads back to the letter."""
    written, report = data.draw(documents(format))
    assert read(written, format).report == report


@settings(max_examples=3)
@pytest.mark.parametrize("name", DIFFICULTIES)
@given(data=st.data())
def test_a_difficult_text_is_read(name: str, data: st.DataObject) -> None:
    """Every figure is read as it was meant, with each difficulty."""
    assert _misread(data.draw(documents("text", difficulties=[name])), "text") == {}


@settings(max_examples=3)
@pytest.mark.parametrize("format", LAID_OUT)
@given(data=st.data())
def test_a_difficult_file_is_read(format: str, data: st.DataObject) -> None:  # noqa: A002 - as above
    """Every figure is read as it was meant, with a few difficulties at once."""
    assert _misread(data.draw(documents(format, difficulties="any")), format) == {}


@pytest.mark.engine
@settings(max_examples=20)
@pytest.mark.parametrize("name", DIFFICULTIES)
@pytest.mark.parametrize("format", LAID_OUT)
@given(data=st.data())
def test_every_difficulty_in_every_format(format: str, name: str, data: st.DataObject) -> None:  # noqa: A002 - as above
    """Each figure is read as it was meant, unless the format cannot have the difficulty."""
    if name in difficulties_of(format):
        assert _misread(data.draw(documents(format, difficulties=[name])), format) == {}


@given(st.data())
def test_json_gets_the_verdict_expected(data: st.DataObject) -> None:
    """From `loads` and from the schema, with the same pointers."""
    document: JsonDocument = data.draw(json_documents())
    found = schema.validate(json.loads(document.data, parse_float=Decimal))
    assert {fault.pointer for fault in found} == set(document.faults)
    if document.is_valid:
        assert loads(document.data) == document.report
    else:
        with pytest.raises(DecodeError) as refused:
            loads(document.data)
        assert tuple(fault.pointer for fault in refused.value.faults) == document.faults


@fewer(5)
@given(json_documents(valid=True), json_documents(valid=False))
def test_json_of_one_verdict(valid: JsonDocument, invalid: JsonDocument) -> None:
    """The verdict can be asked for."""
    assert valid.is_valid
    assert invalid.report is None
    assert not invalid.is_valid


# ── what is refused ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("strategy", "arguments", "error"),
    [
        (broken, {"rule": "series-gap"}, UnknownRuleError),
        (broken, {"rule": "fee-statement-missing", "edition": "2019"}, UnfitInputError),
        (broken_series, {"rule": "late-publication"}, UnknownRuleError),
        (broken_family, {"rule": "rollup"}, UnknownRuleError),
        (documents, {"format": "doc"}, UnknownFormatError),
        (documents, {"format": "text", "difficulties": ["smudged"]}, UnfitInputError),
        (documents, {"format": "csv", "difficulties": ["traditional"]}, UnfitInputError),
        (documents, {"format": "pdf", "difficulties": ["merged-missing"]}, UnfitInputError),
    ],
    ids=lambda each: getattr(each, "__name__", str(each)),
)
def test_what_cannot_be_drawn_is_refused(
    strategy: Callable[..., object], arguments: dict[str, Any], error: type[Exception]
) -> None:
    """When the strategy is made, before anything is drawn."""
    with pytest.raises(error):
        strategy(**arguments)


def test_hypothesis_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Hypothesis the error says which extra brings it."""
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "govinfo_report.strategies")
    with pytest.raises(MissingExtraError, match=r"govinfo-report\[hypothesis\]"):
        import_module("govinfo_report.strategies")


# ── what Hypothesis makes of them ────────────────────────────────────────────────────────────


def test_from_type_knows_the_model() -> None:
    """Once it is registered, each class of the model is drawn by its type."""
    _hypothesis.register()

    @settings(max_examples=5)
    @given(st.builds(tuple, st.tuples(*(st.from_type(cls) for cls, _ in _hypothesis._DRAWN))))
    def draw(values: tuple[object, ...]) -> None:
        assert [type(value) for value in values] == [cls for cls, _ in _hypothesis._DRAWN]

    draw()


def test_installed_strategies_register_themselves() -> None:
    """Hypothesis finds them by the entry point, and the package is imported without Hypothesis."""
    script = (
        "import sys, govinfo_report as gr; assert 'hypothesis' not in sys.modules; "
        "import hypothesis.strategies as st; assert 'govinfo_report.strategies' not in sys.modules; "
        "st.from_type(gr.AnnualReport).validate(); assert 'govinfo_report.strategies' in sys.modules"
    )
    subprocess.run([sys.executable, "-I", "-c", script], check=True)


def test_reports_are_printed_by_what_is_in_them() -> None:
    """Zeros and empty parts are not printed, what is blank together is one line."""
    report = find(reports("2021"), lambda _: True, settings=_QUICK)
    blanks = [path for path in report.figures() if "received" in path or "disputes" in path]
    some = report.with_figures({**dict.fromkeys(blanks), "requests.carried_over.total": 3})
    printed = pretty(Filed(b"x" * 300, some))
    assert "'requests.received.*': None" in printed
    assert "'requests.carried_over.total': 3" in printed
    assert "'disputes.*': None" in printed
    assert ": 0" not in printed
    assert len(printed) < 1500


_QUICK = settings(database=None, max_examples=2000)


def _busy(report: AnnualReport) -> set[str]:
    """Return the figures other than zero."""
    return {path for path, value in report.figures().items() if value != 0}


MOST_BEYOND_NEED = 3
NEEDED = {
    # A request that came in is counted in two columns of two rows at least; four more figures
    # agree that one organ's requests are another's.
    "narrative-denial": 3,
    "blank-conflict": 6,
}
"""How many figures besides those touched cannot be zero."""


@pytest.mark.parametrize(
    "rule",
    [
        rule if rule in NEEDED else pytest.param(rule, marks=pytest.mark.engine)
        for rule in _ids(Scope.REPORT)
    ],
)
def test_a_broken_report_shrinks(rule: str) -> None:
    """At most three figures other than zero are left that need not be there."""
    report, _, touched = find(broken(rule), lambda _: True, settings=_QUICK)
    assert len(_busy(report) - {*touched}) <= NEEDED.get(rule, 0) + MOST_BEYOND_NEED


@pytest.mark.parametrize("count", [LARGE, MAX_COUNT])
def test_a_report_shrinks_to_what_is_looked_for(count: int) -> None:
    """A request is counted in four figures at least; hardly any others are left."""
    report = find(reports(), lambda r: (r.requests.received.other or 0) >= count, settings=_QUICK)
    assert len(_busy(report)) <= 4 + MOST_BEYOND_NEED


@pytest.mark.parametrize(
    "strategy",
    [
        reports(consistent=False, complete=False, prose="any"),
        reports(prose="telling"),
        broken(),
        broken_series(),
        broken_family(),
        cases(),
        documents("text", difficulties="any"),
        json_documents(),
    ],
    ids=repr,
)
def test_nothing_is_drawn_in_vain(strategy: st.SearchStrategy[object]) -> None:
    """No example is filtered out or given up; overruns are Hypothesis's own."""
    verdicts: Counter[Status] = Counter()

    @fewer(5)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        try:
            data.draw(strategy)
        finally:
            verdicts[data.conjecture_data.status] += 1

    draw()
    assert verdicts.keys() <= {Status.VALID, Status.OVERRUN}


@pytest.mark.engine
@pytest.mark.parametrize(
    "strategy",
    [
        reports(consistent=False, complete=False, prose="any"),
        narrated(),
        broken(),
        series(),
        families(),
        cases(),
        json_documents(),
        *(documents(name, difficulties="any") for name in ("html", "markdown", "text")),
    ],
    ids=repr,
)
def test_they_are_healthy_as_hypothesis_comes(strategy: st.SearchStrategy[object]) -> None:
    """With its own settings, which allow less time than those of this suite, no check fails.

    How long a Word file or a page takes is up to its writer and to what else the machine does.
    """

    @settings(deadline=timedelta(milliseconds=200), max_examples=100)
    @given(strategy)
    def draw(_: object) -> None:
        pass

    draw()


# ── how much of what there is they draw ──────────────────────────────────────────────────────


def _sizes(examples: int, edition: Edition) -> dict[str, set[str]]:
    """Return which sizes each figure of an edition has over many reports."""
    seen: dict[str, set[str]] = {path: set() for path in figure_paths(edition)}

    @settings(max_examples=examples, phases=[Phase.generate])
    @given(reports(edition))
    def draw(report: AnnualReport) -> None:
        for path, value in report.figures().items():
            size = abs(float(value or 0))
            seen[path].add("large" if size >= LARGE else "small" if size else "zero")

    draw()
    return seen


def test_figures_of_a_few_reports_differ_in_size() -> None:
    """A few hundred already have two in three figures of every size."""
    seen = _sizes(300, Edition.E2021)
    assert sum(len(sizes) == 3 for sizes in seen.values()) > len(seen) * 2 / 3


@pytest.mark.engine
@pytest.mark.parametrize("edition", Edition)
def test_figures_have_every_size(edition: Edition) -> None:
    """Over two thousand reports each figure is zero, small and large."""
    assert {path for path, sizes in _sizes(2000, edition).items() if len(sizes) < 3} == set()


@pytest.mark.engine
def test_every_difficulty_and_every_label_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over two thousand documents each difficulty appears, and each label that is known."""
    met: set[str] = set()
    module = import_module("govinfo_report.strategies.documents")
    monkeypatch.setattr(module, "event", lambda _, name: met.add(name))
    unmet = {label for labels in variants.LABELS.values() for label in labels}

    @settings(max_examples=2000, phases=[Phase.generate])
    @given(documents("text", difficulties="any"))
    def draw(filed: Filed) -> None:
        cells = set(re.split(r"[\t\n]", filed.data.decode()))
        unmet.difference_update(cells)

    draw()
    assert met == {*DIFFICULTIES}
    assert unmet == set()
