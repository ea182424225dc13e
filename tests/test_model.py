"""The report as a value: what it holds, what it refuses, how it changes."""

import datetime as dt
import pickle
from collections.abc import Callable
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import (
    Agency,
    AgencyKind,
    AnnualReport,
    Applicant,
    ByApplicant,
    ByResult,
    Disputes,
    Edition,
    Explanation,
    GovinfoReportError,
    InvalidReportError,
    Measure,
    Outcome,
    ProactiveItem,
    Requests,
    Section,
    UnknownFigureError,
    figure_paths,
)
from govinfo_report.model import MAX_COUNT
from govinfo_report.strategies.reports import figure_values
from tests import witness
from tests.reports import EDITIONS, consistent, published

ROW = ByApplicant.of(natural_person=3, business=1)


@pytest.mark.parametrize("edition", Edition)
def test_a_report_of_nothing_is_a_blank_form(edition: Edition) -> None:
    """Blank is not zero: what is not given is not filled in."""
    report = AnnualReport(edition)
    assert report.figures() == dict.fromkeys(witness.FIGURES[edition])
    assert report == AnnualReport(edition.value)
    assert (report.year, report.agency, report.overview) == (None, Agency(), Section())


@given(published())
def test_reports_are_values(report: AnnualReport) -> None:
    """They compare by value, pickle, and cannot be hashed."""
    assert pickle.loads(pickle.dumps(report)) == report == attrs.evolve(report)  # noqa: S301
    with pytest.raises(TypeError, match="unhashable"):
        hash(report)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        report.year = 1  # type: ignore[misc]


@given(published(), st.data())
def test_one_figure_changes_alone(report: AnnualReport, data: st.DataObject) -> None:
    """`with_figures` changes what it is told and nothing else, totals included."""
    path = data.draw(st.sampled_from(figure_paths(report.edition)))
    value = data.draw(figure_values(path))
    before = report.figures()
    changed = report.with_figures({path: value})
    assert changed.figure(path) == value
    assert changed.figures() == {**before, path: value}
    assert report.figures() == before
    assert report.with_figures({}) == report == changed.with_figures({path: before[path]})


def test_figures_keep_their_type() -> None:
    """Amounts are decimals, exactly as written; counts whole numbers."""
    report = AnnualReport("2021").with_figures({"proactive.fees.amount": Decimal("0.10")})
    assert str(report.figure("proactive.fees.amount")) == "0.10"
    report = report.with_figures({"proactive.fees.amount": 12})
    assert report.figure("proactive.fees.amount") == Decimal(12)
    assert type(report.figure("proactive.fees.amount")) is Decimal


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("requests.recieved.total", "requests.received.total"),
        ("proactive.procurement.amount", "proactive.fees.amount"),
        ("", None),
    ],
)
def test_unknown_figures(path: str, near: str | None) -> None:
    """A path that the edition does not have is named, with the closest that it has."""
    report = AnnualReport("2021")
    for ask in (lambda: report.figure(path), lambda: report.with_figures({path: 1})):
        with pytest.raises(UnknownFigureError) as caught:
            ask()
        assert caught.value.path == path
        assert ("did you mean" in str(caught.value)) == bool(near)
        assert near is None or near in caught.value.message("zh")
        assert str(pickle.loads(pickle.dumps(caught.value))).startswith("the 2021 form has no")  # noqa: S301


def _refused() -> dict[str, Callable[[], object]]:
    blank = AnnualReport("2021")
    return {
        "text for a count": lambda: ByApplicant("3", 0, 0, 0, 0, 0, 3),  # type: ignore[arg-type]
        "truth for a count": lambda: ByResult(*[True] * 5),
        "fraction for a count": lambda: ByResult(1.5, 0, 0, 0, 0),  # type: ignore[arg-type]
        "negative count": lambda: ByApplicant(-1, 0, 0, 0, 0, 0, 0),
        "count beyond 2^53 - 1": lambda: ByApplicant(2**53, 0, 0, 0, 0, 0, 0),
        "no row": lambda: attrs.evolve(blank.requests, received=3),  # type: ignore[arg-type]
        "no block": lambda: attrs.evolve(blank.disputes, reconsideration=None),  # type: ignore[arg-type]
        "an outcome too few": lambda: attrs.evolve(blank.requests, outcomes={}),
        "an outcome that is none": lambda: attrs.evolve(
            blank.requests,
            outcomes={**blank.requests.outcomes, "lost": ROW},  # type: ignore[dict-item]
        ),
        "outcomes of the other edition": lambda: attrs.evolve(
            blank, requests=Requests.blank("2019")
        ),
        "an outcome without counts": lambda: attrs.evolve(
            blank.requests,
            outcomes=dict.fromkeys(Outcome.of("2021")),  # type: ignore[arg-type]
        ),
        "an item too few": lambda: attrs.evolve(blank, proactive={}),
        "a measure too few": lambda: attrs.evolve(
            blank, proactive={**blank.proactive, ProactiveItem.FEES: {}}
        ),
        "float for an amount": lambda: blank.with_figures({"proactive.fees.amount": 1.5}),  # type: ignore[dict-item]
        "negative amount": lambda: blank.with_figures({"proactive.fees.amount": Decimal(-1)}),
        "no amount": lambda: blank.with_figures({"proactive.fees.amount": Decimal("NaN")}),
        "decimal for a count": lambda: blank.with_figures(
            {"proactive.licensing.decisions": Decimal(1)}
        ),
        "fraction of a change": lambda: AnnualReport("2019").with_figures(
            {"proactive.fees.change": Decimal("0.5")}
        ),
        "no edition": lambda: AnnualReport("2020"),
        "no year": lambda: AnnualReport("2021", year=21),
        "no day": lambda: AnnualReport("2021", published="2022-02-30"),
        "no kind": lambda: Agency("某局", "bureau"),
        "no credit code": lambda: Agency(credit_code="11440101007502644Z\n"),
        "no region code": lambda: Agency(region_code="44011"),
        "a name that is none": lambda: Agency(3),  # type: ignore[arg-type]
        "half a character": lambda: Section("\ud800"),
        "no section": lambda: Section("一", subsections=("二",)),  # type: ignore[arg-type]
        "no prose": lambda: attrs.evolve(blank, overview="总体情况"),  # type: ignore[arg-type]
        "no explanation": lambda: AnnualReport("2021", explanations=("x",)),  # type: ignore[arg-type]
        "foreign list": lambda: AnnualReport("2021", extensions=[1]),  # type: ignore[arg-type]
        "foreign object": lambda: AnnualReport("2021", extensions={"x": object()}),
        "foreign key": lambda: AnnualReport("2021", extensions={"x": {1: 2}}),
        "foreign NaN": lambda: AnnualReport("2021", extensions={"x": float("nan")}),
        "foreign infinity": lambda: AnnualReport("2021", extensions={"x": Decimal("inf")}),
        "foreign half character": lambda: AnnualReport("2021", extensions={"x": "\ud800"}),
        "foreign depth": lambda: AnnualReport("2021", extensions=_nested(70)),
        "more handled than there was": lambda: Requests.of(
            "2021", received=ROW, outcomes={Outcome.GRANTED: ByApplicant.of(other=1)}
        ),
        "handled in another edition": lambda: Requests.of(
            "2021", received=ROW, outcomes={Outcome.OTHERWISE_HANDLED: ROW}
        ),
    }


def _nested(depth: int) -> dict[str, object]:
    value: dict[str, object] = {}
    for _ in range(depth):
        value = {"x": value}
    return value


@pytest.mark.parametrize("case", _refused())
def test_what_no_report_can_hold(case: str) -> None:
    """Shape and type are enforced on construction, with a reason in both languages."""
    with pytest.raises(ValueError, match=r".") as caught:
        _refused()[case]()
    if case != "no edition":  # a plain enumeration says so itself
        assert isinstance(caught.value, InvalidReportError)
        assert caught.value.message("zh") != caught.value.message("en") == str(caught.value)


@pytest.mark.parametrize(
    "path", ["requests.outcomes.not_held.total", "disputes.direct_litigation.upheld"]
)
@pytest.mark.parametrize("value", [-1, True, MAX_COUNT + 1])
def test_a_count_that_is_none_is_named_by_its_path(path: str, value: int) -> None:
    """Not by its column alone, which the form has in many rows."""
    with pytest.raises(InvalidReportError) as caught:
        AnnualReport("2021").with_figures({path: value})
    assert caught.value.text == (
        f"{path}：应为 0 至 {MAX_COUNT} 的整数或 None，而非 {value}",
        f"{path}: expected a whole number from 0 to {MAX_COUNT} or None, got {value}",
    )


def test_tables_come_in_form_order() -> None:
    """Mappings given in any order are kept in the order of the form, as copies."""
    blank = AnnualReport("2019")
    outcomes = dict(reversed([*blank.requests.outcomes.items()]))
    proactive = {
        item: dict(reversed([*row.items()])) for item, row in reversed([*blank.proactive.items()])
    }
    requests = attrs.evolve(blank.requests, outcomes=outcomes)
    report = attrs.evolve(blank, proactive=proactive, requests=requests)
    assert tuple(report.figures()) == figure_paths("2019")
    assert tuple(report.requests.outcomes) == Outcome.of("2019")
    assert report == blank
    proactive[ProactiveItem.FEES][Measure.CHANGE] = 1
    assert report == blank


def test_building_a_row_or_block() -> None:
    """Those who build give the parts; what is not named is 0 and the total is computed."""
    assert ByApplicant(3, 1, 0, 0, 0, 0, 4) == ROW
    assert ByResult.of(upheld=2, pending=1) == ByResult(2, 0, 0, 1, 3)
    assert (ROW[Applicant.BUSINESS], ROW["total"], ByResult.of(upheld=2)["upheld"]) == (1, 4, 2)
    for row in (ROW, ByResult.of()):
        with pytest.raises(KeyError, match="mayor"):
            row["mayor"]


def test_building_the_table_of_requests() -> None:
    """What is neither handled nor new is carried forward (第一项加第二项…等于第三项加第四项)."""
    table = Requests.of(
        "2021",
        received=ROW,
        carried_over=ByApplicant.of(other=2),
        outcomes={
            Outcome.GRANTED: ByApplicant.of(natural_person=1),
            Outcome.NOT_HELD: ByApplicant.of(natural_person=1, other=2),
        },
    )
    assert table.outcomes_total == ByApplicant.of(natural_person=2, other=2)
    assert table.carried_forward == ByApplicant.of(natural_person=1, business=1)
    assert table.outcomes[Outcome.STATE_SECRET] == ByApplicant.of()
    assert Requests.of("2019", received=ROW).carried_forward == ROW


def test_building_the_table_of_disputes() -> None:
    """Blocks not named are 0."""
    block = ByResult.of(corrected=1)
    table = Disputes.of(direct_litigation=block)
    assert table == Disputes(ByResult.of(), block, ByResult.of())


def test_text_is_kept_in_form_c() -> None:
    """Text is normalised to NFC, so that equal texts compare equal."""
    assert Section("cafe\u0301").title == Agency("caf\u00e9").name


def test_sections_are_walked_in_reading_order() -> None:
    """A section comes before those below it."""
    tree = Section("1", "", (Section("2", "", (Section("3"),)), Section("4")))
    assert [section.title for section in tree.walk()] == ["1", "2", "3", "4"]


def test_plain_values_are_understood() -> None:
    """Members of vocabularies and dates may be given as text, foreign data as plain Python."""
    report = AnnualReport(
        "2021",
        agency=Agency("某局", "department"),
        published="2022-01-30",
        explanations=(
            Explanation("requests-balance", "上年漏报一件", ("requests.received.total",)),
        ),
        extensions={"a": [1, 1.5, (None, "x")], "b": Decimal("1.10")},
    )
    assert report.agency.kind is AgencyKind.DEPARTMENT
    assert report.published == dt.date(2022, 1, 30)
    assert report.extensions == {"a": [1, Decimal("1.5"), [None, "x"]], "b": Decimal("1.10")}


@given(EDITIONS.flatmap(consistent))
def test_errors_are_of_one_family(report: AnnualReport) -> None:
    """One `except` clause is enough, and nobody's value changes on the way."""
    before = pickle.dumps(report)
    with pytest.raises(GovinfoReportError):
        report.with_figures({figure_paths(report.edition)[0]: -1})
    assert pickle.dumps(report) == before
