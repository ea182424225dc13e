"""Parent and children, differences and sums."""

from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_report import (
    Agency,
    AnnualReport,
    UnfitInputError,
    aggregate,
    check,
    check_rollup,
    diff,
    figure_paths,
    strategies,
)
from govinfo_report.model import MAX_COUNT

FEES = "proactive.fees.amount"
RECEIVED = "requests.received.total"
FAMILIES = strategies.families().map(lambda family: family.children)
BLANK_FAMILIES = strategies.families(complete=False).map(lambda family: family.children)


def _report(**changes: Any) -> AnnualReport:
    zeros = dict.fromkeys(figure_paths("2021"), 0)
    return attrs.evolve(AnnualReport("2021", year=2022), **changes).with_figures(zeros)


class TestRollup:
    """A parent organ's figure is the sum of its own and its subordinates'."""

    @given(FAMILIES | BLANK_FAMILIES)
    def test_what_was_added_up_adds_up(self, family: list[AnnualReport]) -> None:
        """Blanks included, and whichever of them is the parent's own office."""
        parent = aggregate(family)
        assert check_rollup(parent, family) == []
        assert check_rollup(parent, family[1:], own=family[0]) == []

    @settings(max_examples=20)
    @given(FAMILIES, st.data())
    def test_one_altered_figure(self, family: list[AnnualReport], data: st.DataObject) -> None:
        """The finding names it, by how much it is off, and the children that have a value."""
        parent = aggregate(family)
        path = data.draw(
            st.sampled_from([p for p in figure_paths(parent.edition) if p[-6:] != "amount"])
        )
        value = parent.figure(path)
        assert value is not None
        (finding,) = check_rollup(parent.with_figures({path: value + 1}), family)
        assert (finding.rule, finding.figures) == ("rollup-total", (path,))
        assert (finding.expected, finding.actual, finding.difference) == (value, value + 1, 1)
        assert list(finding.children) == [c.agency.name for c in family if c.figure(path)]

    def test_children_are_named(self) -> None:
        """By their organs, or by number where unknown."""
        named = _report(agency=Agency("甲街道")).with_figures({RECEIVED: 2})
        (finding,) = check_rollup(
            _report(), [named, _report(), named, _report().with_figures({RECEIVED: 1})]
        )
        assert finding.children == ("甲街道", "甲街道", "#4")
        assert "甲街道、甲街道、#4" in finding.message("zh")
        assert "空白" not in finding.message("zh")
        assert "off by -5" in finding.message("en")
        (finding,) = check_rollup(_report(), [_report()], own=named)
        assert finding.children == ()

    @pytest.mark.parametrize(
        ("parent", "children", "adds_up"),
        [("5.80", ["1.23", "4.56"], True), ("5.81", ["1.23", "4.56"], False),
         ("5.78", ["1.23", "4.56"], True), ("5.77", ["1.23", "4.56"], False),
         ("3.5", ["1.23", "2.25"], True), ("3.7", ["1.23", "2.25"], False),
         ("1.24", ["1.23", "0", "0"], False), ("4", ["1", "2"], True), ("5", ["1", "2"], False),
         ("1.2", ["1.25"], True), ("1.2", ["1.26"], False),
         ("100", ["1E+2"], True), ("101", ["1E+2"], False)],
    )  # fmt: skip
    def test_amounts_are_rounded(self, parent: str, children: list[str], adds_up: bool) -> None:  # noqa: FBT001 - a parameter of the table
        """Half a unit of the last printed place an addend; nothing is exactly nothing."""
        family = [_report().with_figures({FEES: Decimal(child)}) for child in children]
        found = check_rollup(_report().with_figures({FEES: Decimal(parent)}), family)
        assert (found == []) == adds_up

    def test_blanks(self) -> None:
        """A blank addend can make up what is missing, not take away; a blank total says nothing."""
        children = [_report().with_figures({RECEIVED: 3}), _report().with_figures({RECEIVED: None})]
        assert check_rollup(_report().with_figures({RECEIVED: 5}), children) == []
        assert check_rollup(_report().with_figures({RECEIVED: 3}), children) == []
        assert check_rollup(_report().with_figures({RECEIVED: None}), children) == []
        (finding,) = check_rollup(_report().with_figures({RECEIVED: 2}), children)
        assert "空白" in finding.message("zh")
        old = AnnualReport("2019").with_figures(dict.fromkeys(figure_paths("2019"), 0))
        change = "proactive.licensing.change"
        parts = [old.with_figures({change: 3}), old.with_figures({change: None})]
        assert check_rollup(old, parts) == []

    def test_who_does_not_belong(self) -> None:
        """A child of another year or edition, or none at all: an error that names each."""
        child = _report(agency=Agency("甲街道"))
        others = [child, attrs.evolve(child, year=2021), AnnualReport("2019", year=2020)]
        with pytest.raises(UnfitInputError) as caught:
            check_rollup(_report(), others, own=attrs.evolve(child, year=2020))
        assert [fault.en for fault in caught.value.faults] == [
            "report 2 (甲街道): of the year 2021, not 2022",
            "report 3: on the form of 2019, not of 2021",
            "report 3: of the year 2020, not 2022",
            "the parent's own office: of the year 2020, not 2022",
        ]
        with pytest.raises(UnfitInputError, match="no reports"):
            check_rollup(_report(), [])
        assert check_rollup(_report(), [], own=attrs.evolve(child, year=None)) == []


class TestAggregate:
    """The parent's report, computed."""

    @given(FAMILIES)
    def test_sums(self, family: list[AnnualReport]) -> None:
        """Of consistent reports it is consistent; each figure is the sum."""
        parent = aggregate(family, agency=Agency("某市人民政府"))
        for path, value in parent.figures().items():
            assert value == sum(child.figure(path) or 0 for child in family)
        assert check(parent, rules="identities") == []
        assert (parent.year, parent.agency.name) == (family[0].year, "某市人民政府")

    def test_amounts_stay_exact(self) -> None:
        """Of very large and very small ones not a digit is lost."""
        amounts = (Decimal(MAX_COUNT // 2), Decimal("0." + "0" * 15 + "1"))
        parent = aggregate([_report().with_figures({FEES: amount}) for amount in amounts])
        assert str(parent.figure(FEES)) == f"{MAX_COUNT // 2}." + "0" * 15 + "1"
        assert check_rollup(parent, [_report().with_figures({FEES: a}) for a in amounts]) == []

    def test_an_unknown_addend(self) -> None:
        """Makes the sum unknown."""
        parent = aggregate([_report(), _report().with_figures({RECEIVED: None})])
        assert parent.figure(RECEIVED) is None
        assert parent.figure("requests.received.business") == 0

    def test_what_cannot_be_added_up(self) -> None:
        """Nothing, or reports of different years."""
        with pytest.raises(UnfitInputError, match="no reports"):
            aggregate([])
        with pytest.raises(UnfitInputError, match="report 2: of the year 2023, not 2022"):
            aggregate([_report(), _report(year=2023)])


class TestDiff:
    """Every figure that changed, absolute and relative."""

    @given(strategies.reports(complete=False))
    def test_of_a_report_with_itself(self, report: AnnualReport) -> None:
        """Is empty."""
        assert not diff(report, report)
        assert list(diff(report, report)) == []
        assert diff(report, report).not_comparable == ()

    @given(strategies.reports("2021", complete=False), strategies.reports("2021", complete=False))
    def test_leads_from_one_to_the_other(self, a: AnnualReport, b: AnnualReport) -> None:
        """The changes, applied, turn the figures of one into those of the other."""
        changed = a.with_figures({change.figure: change.after for change in diff(a, b)})
        assert changed.figures() == b.figures()

    @given(strategies.reports("2019"), strategies.reports("2021"))
    def test_across_editions(self, old: AnnualReport, new: AnnualReport) -> None:
        """Only what both count is compared; the rest is listed."""
        found = diff(old, new)
        both = set(figure_paths("2019")) & set(figure_paths("2021"))
        assert {change.figure for change in found} <= both
        assert set(found.not_comparable) == set(figure_paths("2019")) ^ set(figure_paths("2021"))

    def test_a_change(self) -> None:
        """By how much, and as a share of what it was, where there was something."""
        a = _report().with_figures(
            {RECEIVED: 4, FEES: Decimal("1.50"), "disputes.reconsideration.total": None}
        )
        b = _report().with_figures(
            {RECEIVED: 3, FEES: Decimal("1.5"), "disputes.reconsideration.upheld": 1}
        )
        received, upheld, total = diff(a, b)
        assert (received.absolute, received.relative) == (-1, -0.25)
        assert (upheld.absolute, upheld.relative) == (1, None)
        assert (total.before, total.absolute, total.relative) == (None, None, None)
        assert received.label.zh == "一、本年新收政府信息公开申请数量 · 总计"
        plain = diff(a, b).to_dict()
        assert plain["changes"][0] == {
            "figure": RECEIVED,
            "before": 4,
            "after": 3,
            "absolute": -1,
            "relative": -0.25,
        }
        assert plain["not_comparable"] == []

    def test_extremes(self) -> None:
        """The largest share is a number; signed figures have none of what is negative."""
        (change,) = diff(
            _report().with_figures({FEES: Decimal("1E-16")}),
            _report().with_figures({FEES: MAX_COUNT}),
        )
        assert change.relative == pytest.approx(9.007e31, rel=1e-3)
        zeros = dict.fromkeys(figure_paths("2019"), 0)
        old = [
            AnnualReport("2019").with_figures({**zeros, "proactive.fees.change": n})
            for n in (-2, 2)
        ]
        (change,) = diff(*old)
        assert (change.absolute, change.relative) == (4, None)
