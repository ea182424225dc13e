"""`implied` and `fill`: what the identities leave the blanks of a report."""

from itertools import product
from math import inf

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govinfo_report import (
    AnnualReport,
    ByApplicant,
    Edition,
    check,
    figure_paths,
    fill,
    identities,
    implied,
)
from govinfo_report.repair import Implied
from tests.faults import (
    A_BUSINESS,
    A_PERSON,
    GRANTED,
    RECEIVED,
    TOTAL,
    consistent,
    faulty,
    figure_names,
    figures,
    small,
)

ORDINARY = small(
    {"granted": ByApplicant.of(natural_person=12), "not_held": ByApplicant.of(business=4)}
)
BLOCK = "disputes.reconsideration"
OUTCOMES_TOTAL = "requests.outcomes_total"


@st.composite
def blanked(draw: st.DrawFn) -> tuple[AnnualReport, AnnualReport]:
    """Draw a consistent report and the same with blanks, few or many."""
    truth = draw(consistent())
    paths = st.sampled_from(figure_names(truth.edition))
    blank = draw(st.sets(paths, max_size=150))
    return truth, truth.with_figures(dict.fromkeys(blank))


def holds(report: AnnualReport) -> bool:
    """Say whether all identities can hold at once."""
    said = implied(report).values()
    return not check(report, rules="identities") and not any(one.conflict for one in said)


class TestImplied:
    """For each blank, its only possible value or its range."""

    @given(consistent())
    def test_nothing_blank(self, report: AnnualReport) -> None:
        """A report without blanks has nothing to be said of them."""
        assert dict(implied(report)) == {}

    @given(blanked())
    def test_the_truth_is_always_possible(self, case: tuple[AnnualReport, AnnualReport]) -> None:
        """What was blanked lies in the range, and is the value where there is only one."""
        truth, report = case
        said = implied(report)
        assert [*said] == [path for path, value in figures(report).items() if value is None]
        for path, one in said.items():
            true = figures(truth)[path] or 0
            assert one.lower <= true <= (inf if one.upper is None else one.upper)
            assert one.value in {None, true}
            assert one.conflict == ()

    @given(blanked(), st.data())
    def test_ranges_are_tight(
        self, case: tuple[AnnualReport, AnnualReport], data: st.DataObject
    ) -> None:
        """Both ends of a range can be filled in, what lies beyond them cannot."""
        _, report = case
        said = implied(report)
        assume(said)
        path = data.draw(st.sampled_from([*said]))
        lower, upper = said[path].lower, said[path].upper
        assert holds(report.with_figures({path: lower}))
        if lower:
            assert not holds(report.with_figures({path: lower - 1}))
        assert holds(report.with_figures({path: lower + 10**6 if upper is None else upper}))
        if upper is not None:
            assert not holds(report.with_figures({path: upper + 1}))

    @given(
        st.lists(st.integers(0, 2) | st.none(), min_size=5, max_size=5).filter(lambda v: None in v)
    )
    def test_a_block_by_brute_force(self, values: list[int | None]) -> None:
        """In a block of table four, trying all fillings leaves what is said."""
        paths = [f"{BLOCK}.{name}" for name in ("upheld", "corrected", "other", "pending", "total")]
        report = ORDINARY.with_figures(dict(zip(paths, values, strict=True)))
        most = 9  # larger than any total of four twos
        fillings = [
            filling
            for filling in product(*(range(most) if v is None else [v] for v in values))
            if sum(filling[:4]) == filling[4]
        ]
        for place, path in enumerate(paths):
            if values[place] is None and fillings:
                found = {filling[place] for filling in fillings}
                said = implied(report)[path]
                assert said.lower == min(found)
                is_endless = values[-1] is None and len(found) > 1
                assert said.upper == (None if is_endless else max(found))
        if not fillings:
            assert check(report, rules="identities")

    def test_a_blank_form(self) -> None:
        """Where nothing is filled in, everything is possible."""
        report = AnnualReport("2021")
        assert {*implied(report).values()} == {Implied(0, None)}
        assert len(implied(report)) == 190

    def test_a_total_too_large_to_be_printed(self) -> None:
        """Two figures at the limit of what a report holds have no total."""
        top = 2**53 - 1
        report = ORDINARY.with_figures(
            {f"{BLOCK}.upheld": top, f"{BLOCK}.other": top, f"{BLOCK}.total": None}
        )
        assert implied(report)[f"{BLOCK}.total"].conflict == (f"{BLOCK}.total",)


class TestConflict:
    """`blank-conflict`: the blanks cannot be filled so that all identities hold at once."""

    def test_a_row_and_a_column_disagree(self) -> None:
        """Each identity could hold alone, but one blank cannot have two values."""
        path = f"{GRANTED}.{A_PERSON}"
        report = ORDINARY.with_figures({path: None, f"{GRANTED}.{TOTAL}": 11})
        assert implied(report)[path] == Implied(0, None, (path,))
        assert implied(report)[path].value is None

    def test_what_is_apart_is_not_touched(self) -> None:
        """Blanks that share no identity with a conflict have their value."""
        path, other = f"{GRANTED}.{A_PERSON}", "requests.carried_over.business"
        report = ORDINARY.with_figures({path: None, f"{GRANTED}.{TOTAL}": 11, other: None})
        assert implied(report)[other].value == 0

    def test_only_those_who_disagree(self) -> None:
        """With all totals blank, one figure too many shows in the sum of the outcomes alone."""
        totals = [path for path in figure_paths("2021") if path.endswith(".total")]
        wrong = f"{GRANTED}.{A_PERSON}"
        report = ORDINARY.with_figures({**dict.fromkeys(totals), wrong: 13})
        said = implied(report)
        within = [p for p in totals if p.startswith(("requests.outcomes.", OUTCOMES_TOTAL))]
        assert {one.conflict for one in said.values()} == {(), tuple(within)}
        filled = fill(report)
        assert filled.paths == tuple(path for path in totals if path not in within)
        assert all(filled.report.figure(p) == ORDINARY.figure(p) for p in filled.paths)

    def test_over_the_sum_of_the_outcomes(self) -> None:
        """The row of （七）总计 is heard too, though it follows from the rest if that holds."""
        path = f"{OUTCOMES_TOTAL}.{A_PERSON}"
        # One figure too many breaks its row and its column. With the column total blank, that
        # column could hold, and only the row of （七）总计 says that its total is 12.
        report = ORDINARY.with_figures(
            {
                "requests.outcomes.not_held.natural_person": 3,
                path: None,
                f"{RECEIVED}.{A_PERSON}": None,
                f"{RECEIVED}.{TOTAL}": None,
            }
        )
        assert implied(report)[path].conflict == (path,)

    @given(faulty())
    def test_faults_are_broken_identities_or_conflicts(
        self, case: tuple[AnnualReport, AnnualReport, dict[str, int]]
    ) -> None:
        """Values are only ever implied by identities that agree with each other."""
        _, report, _ = case
        filled = fill(report).report
        broken = {f.figures for f in check(report, rules="identities")}
        assert {f.figures for f in check(filled, rules="identities")} == broken


class TestBrokenAlone:
    """An identity that no filling of its own blanks satisfies says nothing of them."""

    def test_in_a_block(self) -> None:
        """A total below one of its parts leaves the blank part open."""
        report = ORDINARY.with_figures({f"{BLOCK}.upheld": 3, f"{BLOCK}.other": None})
        assert implied(report)[f"{BLOCK}.other"] == Implied(0, None)

    def test_in_a_row(self) -> None:
        """The column of a blank still says what it is."""
        path = f"{GRANTED}.{A_PERSON}"
        report = ORDINARY.with_figures({path: None, f"{GRANTED}.{A_BUSINESS}": 13})
        assert {f.figures for f in check(report, rules="identities")} == {
            i.figures for i in identities("2021") if f"{GRANTED}.{A_BUSINESS}" in i.figures
        }
        assert implied(report)[path].value == 12


class TestFill:
    """`fill` returns the report with determined blanks filled and lists them."""

    @given(faulty(most=3))
    def test_nothing_stated_changes(
        self, case: tuple[AnnualReport, AnnualReport, dict[str, int]]
    ) -> None:
        """Only blanks are filled, all that are determined, and those are listed."""
        _, report, _ = case
        filled = fill(report)
        before, after = report.figures(), filled.report.figures()
        assert {path for path in before if before[path] != after[path]} == {*filled.paths}
        assert all(before[path] is None for path in filled.paths)
        assert filled.paths == tuple(
            p for p, one in implied(report).items() if one.value is not None
        )

    @given(consistent())
    def test_total_columns(self, truth: AnnualReport) -> None:
        """Totals left empty for every outcome row, or for every row, are all filled."""
        totals = [path for path in figure_paths(truth.edition) if path.endswith(".total")]
        outcomes = [path for path in totals if path.startswith("requests.outcomes.")]
        for blank in (outcomes, totals):
            filled = fill(truth.with_figures(dict.fromkeys(blank)))
            assert filled.report == truth
            assert filled.paths == tuple(blank)

    @pytest.mark.parametrize("edition", Edition)
    def test_nothing_to_fill(self, edition: Edition) -> None:
        """A blank form stays blank, and the report is otherwise what it was."""
        report = attrs.evolve(AnnualReport(edition), title="报告")
        assert fill(report).report == report
        assert fill(report).paths == ()
