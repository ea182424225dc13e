"""Plausibility reasons as data: what speaks for a change of figures."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import AnnualReport, Edition, Section, figure_paths, localise
from govinfo_report.repair.plausibility import (
    SLIPS,
    Reason,
    Stated,
    Witness,
    distance,
    reasons,
    surroundings,
)
from tests.faults import (
    A_BUSINESS,
    A_PERSON,
    GRANTED,
    RECEIVED,
    TOTAL,
    figure_names,
    figures,
    small,
)

REPORT = small({})
NUMBERS = st.integers(0, 10**6)
NOT_HELD = "requests.outcomes.not_held"
BEFORE_NOT_HELD = "requests.outcomes.registry_inquiry"


def told(changes: dict[str, int | None], **stated: int) -> dict[str, tuple[Reason, ...]]:
    """Return the reasons for changes in a report that is zero but for what is stated."""
    known = figures(REPORT) | {path.replace("__", "."): value for path, value in stated.items()}
    return reasons(Edition.E2021, known, changes, ())


@pytest.mark.parametrize(
    ("meant", "printed", "slip"),
    [
        ("12", "21", Reason.TRANSPOSITION),
        ("1234", "1324", Reason.TRANSPOSITION),
        ("142", "14", Reason.DROPPED_DIGIT),
        ("142", "42", Reason.DROPPED_DIGIT),
        ("105", "5", Reason.DROPPED_DIGIT),
        ("14", "144", Reason.DOUBLED_DIGIT),
        ("3", "33", Reason.DOUBLED_DIGIT),
        ("17", "77", Reason.MISREAD_DIGIT),
        ("3", "8", Reason.MISREAD_DIGIT),
    ],
)
def test_slips(meant: str, printed: str, slip: Reason) -> None:
    """A transposition `12`/`21`, a digit dropped or doubled, 1↔7 style misreadings."""
    assert [reason for reason, makes in SLIPS.items() if makes(printed, meant)] == [slip]


@pytest.mark.parametrize(
    ("meant", "printed"), [("12", "15"), ("12", "1"), ("14", "414"), ("123", "321"), ("11", "77")]
)
def test_what_is_no_slip(meant: str, printed: str) -> None:
    """Most numbers are not made of each other, and a drop is not a doubling."""
    found = {reason for reason, makes in SLIPS.items() if makes(printed, meant)}
    assert found <= {Reason.DROPPED_DIGIT}
    assert (Reason.DROPPED_DIGIT in found) == (printed == "1")


@given(NUMBERS)
def test_what_is_right_is_no_slip(number: int) -> None:
    """But for neighbours that are the same digit, which transposed are what they were."""
    found = {reason for reason, makes in SLIPS.items() if makes(str(number), str(number))}
    assert found <= {Reason.TRANSPOSITION}


@given(NUMBERS, NUMBERS)
def test_distance(one: int, other: int) -> None:
    """The distance is symmetrical, 0 between equals, and never more than the longer number."""
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(str(one)), len(str(other)))


def test_distance_is_where_they_differ() -> None:
    """It spans the first to the last digit that differs; a value left open is far away."""
    assert distance(12345, 12945) == 1
    assert distance(12345, 19945) == 2
    assert distance(1234, 12234) == 1
    assert distance(123, None) == 3
    assert distance(None, 5) == 1


def test_reasons_say_what_they_are() -> None:
    """Every reason has a weight and a label in both languages; two speak against a change."""
    against = {Reason.AGAINST_PROSE, Reason.AGAINST_LAST_YEAR}
    for reason in Reason:
        assert all(reason.label)
        assert (reason.weight < 0) == (reason in against)


class TestSurroundings:
    """What stands around a figure in its table."""

    @pytest.mark.parametrize("edition", Edition)
    def test_every_figure_has_some(self, edition: Edition) -> None:
        """A table is a grid: neighbours are mutual, the left edge has none to its left."""
        around = surroundings(edition)
        assert [*around] == figure_names(edition)
        for path, here in around.items():
            assert all(path in around[other].beside for other in here.beside)
            assert all(path in around[other].above_and_below for other in here.above_and_below)

    def test_of_a_corner_and_a_total(self) -> None:
        """（七）总计 is the total of a row and of a column."""
        around = surroundings(Edition.E2021)
        corner = around[f"{RECEIVED}.{A_PERSON}"]
        assert corner.beside == (f"{RECEIVED}.{A_BUSINESS}",)
        assert corner.above_and_below == (f"requests.carried_over.{A_PERSON}",)
        assert corner.parts == ()
        total = around["requests.outcomes_total.total"]
        assert len(total.parts) == 6 + 21
        block = around["disputes.reconsideration.total"]
        assert block.beside == (
            "disputes.reconsideration.pending",
            "disputes.direct_litigation.upheld",
        )
        assert (block.above_and_below, len(block.parts)) == ((), 4)

    def test_value_of_a_neighbour(self) -> None:
        """A value copied from the cell beside, or from the row above, but zeros say nothing."""
        path = f"{NOT_HELD}.{A_PERSON}"
        stated = {path: 13, f"{NOT_HELD}.{A_BUSINESS}": 13}
        assert told({path: 40}, **stated)[path] == (Reason.SHIFTED_COLUMN,)
        stated = {path: 13, f"{BEFORE_NOT_HELD}.{A_PERSON}": 13}
        assert told({path: 40}, **stated)[path] == (Reason.SHIFTED_ROW,)
        assert told({path: 41}, **{path: 0})[path] == ()

    def test_value_that_slid_over(self) -> None:
        """A value one column on, and a zero where it belongs, explain each other."""
        here, there = f"{NOT_HELD}.{A_PERSON}", f"{NOT_HELD}.{A_BUSINESS}"
        stated = {here: 0, there: 25}
        both = told({here: 25, there: 0}, **stated)
        assert both[here] == (Reason.SHIFTED_COLUMN,)
        assert Reason.SHIFTED_COLUMN not in told({here: 25}, **stated)[here]

    def test_total_not_updated(self) -> None:
        """The total lacks just what one of its parts has."""
        path = f"{GRANTED}.{TOTAL}"
        stated = {path: 50, f"{GRANTED}.{A_PERSON}": 50, f"{GRANTED}.{A_BUSINESS}": 21}
        assert told({path: 71}, **stated)[path] == (Reason.TOTAL_NOT_UPDATED,)
        assert told({path: 72}, **stated)[path] == ()

    def test_nothing_is_said_of_what_is_open(self) -> None:
        """Without a value there is no slip that leads to it."""
        assert told({f"{GRANTED}.{TOTAL}": None}) == {f"{GRANTED}.{TOTAL}": ()}


class TestWitness:
    """A set that a prose statement or last year's report confirms is preferred."""

    WITNESS = Witness(Stated(("a", "b"), 7), Reason.PROSE, Reason.AGAINST_PROSE)

    @pytest.mark.parametrize(
        ("before", "after", "said"),
        [
            ({"a": 3, "b": 3}, {"a": 4, "b": 3}, Reason.PROSE),
            ({"a": 4, "b": 3}, {"a": 3, "b": 3}, Reason.AGAINST_PROSE),
            ({"a": 3, "b": 3}, {"a": 5, "b": 3}, None),
            ({"a": 3, "b": 4}, {"a": 4, "b": 3}, None),
            ({"a": 3, "b": None}, {"a": 4, "b": None}, None),
            ({"a": 3, "b": 3}, {"a": 7}, None),
        ],
    )
    def test_heard(
        self, before: dict[str, int | None], after: dict[str, int | None], said: Reason | None
    ) -> None:
        """It speaks if the sum comes to agree or ceases to, and is silent over blanks."""
        assert self.WITNESS.heard(before, after) == said


def test_the_prose_of_the_report_is_heard() -> None:
    """Where the table leaves two explanations, what the report itself writes puts one first."""
    zeros = AnnualReport("2021", year=2021).with_figures(dict.fromkeys(figure_paths("2021"), 0))
    broken = zeros.with_figures({"disputes.reconsideration.total": 3})
    told = attrs.evolve(broken, overview=Section("", "本机关被申请行政复议3件。"))
    assert "disputes.reconsideration.total" in localise(broken, stated=()).explanations[0]
    assert "disputes.reconsideration.total" not in localise(told).explanations[0]
    assert all(
        Reason.AGAINST_PROSE in change.reasons
        for change in localise(told).explanations[-1].values()
    )
