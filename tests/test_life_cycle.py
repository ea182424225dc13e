"""The life cycle of filings: it passes a system that keeps them well, and finds each planted fault."""

import attrs
import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from govinfo_report import (
    AnnualReport,
    ByApplicant,
    Finding,
    Section,
    read,
    render,
)
from govinfo_report.strategies import FilingLifeCycle

SOME = settings(max_examples=5, stateful_step_count=30)


def test_a_sound_system() -> None:
    """The machine as it comes finds no fault with the JSON that it keeps and the text it publishes."""
    run_state_machine_as_test(FilingLifeCycle, settings=SOME)


class Pages(FilingLifeCycle):
    """Publishes web pages."""

    def publish(self, year: int) -> AnnualReport:
        """Publish a page."""
        return read(render(self.load(year), "html").encode(), "html").report


TestPages = Pages.TestCase
TestPages.settings = settings(SOME, max_examples=3)


class BlankIsZero(FilingLifeCycle):
    """Keeps 0 where nothing is filled in."""

    def store(self, report: AnnualReport) -> None:
        """Fill in what is blank."""
        figures = report.figures()
        super().store(report.with_figures({p: 0 for p, v in figures.items() if v is None}))


class OldDraft(FilingLifeCycle):
    """Keeps what was entered first."""

    def store(self, report: AnnualReport) -> None:
        """Keep a draft that is there."""
        if report.year not in self._kept:
            super().store(report)


class LostArchive(FilingLifeCycle):
    """Has room for the reports of one year."""

    def store(self, report: AnnualReport) -> None:
        """Keep a report, and it alone."""
        super().store(report)
        self._kept = dict.fromkeys(self._kept, self._kept[report.year or 0])


class UncheckedDisputes(FilingLifeCycle):
    """Does not look at table four."""

    def check(self, year: int) -> list[Finding]:
        """Leave out what is about disputes."""
        return [
            f for f in super().check(year) if not f.figures[:1] or "disputes" not in f.figures[0]
        ]


class Satisfied(FilingLifeCycle):
    """Finds nothing unless a count is wrong."""

    def check(self, year: int) -> list[Finding]:
        """Leave out what is about blanks."""
        return [f for f in super().check(year) if f.rule not in {"blank-figure", "section-missing"}]


class Nagging(FilingLifeCycle):
    """Finds fault with what is right."""

    def check(self, year: int) -> list[Finding]:
        """Find a part missing that never is."""
        report = self.load(year)
        return [*super().check(year), Finding(rule="section-missing", edition=report.edition)]


class Shortened(FilingLifeCycle):
    """Publishes part six without its text."""

    def publish(self, year: int) -> AnnualReport:
        """Cut the text off."""
        return attrs.evolve(super().publish(year), other_matters=Section())


class Rounded(FilingLifeCycle):
    """Publishes large counts in tens."""

    def publish(self, year: int) -> AnnualReport:
        """Round the requests received."""
        report = super().publish(year)
        path = "requests.received.total"
        return report.with_figures({path: int(report.figure(path) or 0) // 10 * 10})


class ForeignAgency(FilingLifeCycle):
    """Publishes in another's name."""

    def publish(self, year: int) -> AnnualReport:
        """Leave out the name."""
        report = super().publish(year)
        return attrs.evolve(report, agency=attrs.evolve(report.agency, name=None))


class Padded(FilingLifeCycle):
    """Carries over one request more."""

    def carried(self, year: int) -> ByApplicant:
        """Add one to the total."""
        row = super().carried(year)
        return attrs.evolve(row, total=(row.total or 0) + 1)


FAULTS = [
    (BlankIsZero, "what is kept is not what was entered: .* is 0 and not None"),
    (OldDraft, "what is kept is not what was entered"),
    (LostArchive, "what was published is no longer kept"),
    (UncheckedDisputes, r"disputes\..* is wrong and not found"),
    (Satisfied, "missing and not found"),
    (Nagging, "nothing is wrong, but found was"),
    (Shortened, "what is published is not what was filed: other_matters differs"),
    (Rounded, r"what is published is not what was filed: requests\.received\.total is \d*0 and"),
    (ForeignAgency, "what is published is not what was filed: agency differs"),
    (Padded, "carried over is ByApplicant"),
]


@pytest.mark.parametrize(("machine", "complaint"), FAULTS)
def test_a_planted_fault_is_found(machine: type[RuleBasedStateMachine], complaint: str) -> None:
    """Each fault of a system fails the machine, with words that say where to look."""
    unshrunk = settings(SOME, max_examples=50, phases=[Phase.generate])
    with pytest.raises(AssertionError, match=complaint):
        run_state_machine_as_test(machine, settings=unshrunk)
