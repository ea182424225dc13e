"""The life of an organ's filings as a state machine, to hold a system that keeps them to."""

from collections.abc import Iterable
from typing import Final

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from govinfo_report import codec
from govinfo_report.compare import diff
from govinfo_report.form import PARTS
from govinfo_report.model import AnnualReport, ByApplicant
from govinfo_report.reading import read
from govinfo_report.rendering import render
from govinfo_report.rules import Finding, Severity, check, identities
from govinfo_report.strategies.breaking import SOME
from govinfo_report.strategies.several import series

YEARS: Final = range(2020, 2023)
"""Three years, after the first of which the form changes."""


class FilingLifeCycle(RuleBasedStateMachine):
    """Drive an organ's filings through their life, and hold a system to what ought to come out.

    Year by year a draft is opened with what the year before carried forward, filled in part by
    part, mistyped, checked, corrected and published. What the system keeps must at any time be what
    was entered, drafts and published reports alike; its check must find the mistyped figure, and
    nothing in a report that is complete and right; what it publishes must read as it was filed.

    A subclass overrides `store` and `load`, `check`, `publish` and `carried`, any or all of them,
    with what its system does; as they stand they keep JSON, check with `check` and publish text. A
    system that needs to be set up is set up in `__init__` and torn down in `teardown`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.draft: AnnualReport | None = None
        """What has been entered so far for the year that is open."""
        self.published: list[AnnualReport] = []
        """What has been published, in the order of the years."""
        self._due: list[AnnualReport] = []
        self._missing: list[str] = []
        self._mistyped: str | None = None
        self._is_examined = True  # there is nothing yet
        self._kept: dict[int, bytes] = {}

    # ── what a system does ───────────────────────────────────────────────────────────────────

    def store(self, report: AnnualReport) -> None:
        """Keep a report in place of what is kept for its year."""
        self._kept[_year(report)] = codec.dumps(report)

    def load(self, year: int) -> AnnualReport:
        """Return the report that is kept for a year."""
        return codec.loads(self._kept[year])

    def check(self, year: int) -> Iterable[Finding]:
        """Return what is wrong with the report that is kept for a year."""
        return check(self.load(year))

    def carried(self, year: int) -> ByApplicant:
        """Return the requests that the report kept for a year carries forward to the next."""
        return self.load(year).requests.carried_forward

    def publish(self, year: int) -> AnnualReport:
        """Publish the report that is kept for a year, and return it as its readers have it."""
        return read(render(self.load(year), "text").encode(), "text").report

    # ── what happens ─────────────────────────────────────────────────────────────────────────

    @initialize(years=series(YEARS))
    def begin(self, years: list[AnnualReport]) -> None:
        """Take on an organ."""
        self._due = [*years]

    @precondition(lambda self: self._due and self.draft is None)
    @rule()
    def open_draft(self) -> None:
        """Open a year: nothing is filled in but what the last year carried forward."""
        due = self._due[0]
        blank = AnnualReport(due.edition, year=due.year)
        parts = {part.name: getattr(blank, part.name) for part in PARTS}
        draft = attrs.evolve(due, **parts)
        if self.published:
            carried = self.carried(_year(self.published[-1]))
            if carried != due.requests.carried_over:
                raise _complaint(due, f"carried over is {carried}")
            requests = attrs.evolve(draft.requests, carried_over=carried)
            draft = attrs.evolve(draft, requests=requests)
        self._missing = [*parts]
        self._enter(draft)

    @precondition(lambda self: self._missing)
    @rule(data=st.data())
    def fill_in(self, data: st.DataObject) -> None:
        """Fill in some parts."""
        draft, due = self._open()
        parts = data.draw(st.lists(st.sampled_from(self._missing), min_size=1, unique=True))
        self._missing = [part for part in self._missing if part not in parts]
        self._enter(attrs.evolve(draft, **{part: getattr(due, part) for part in parts}))

    @precondition(lambda self: self._mistyped is None and self._addends())
    @rule(data=st.data(), off=SOME)
    def mistype(self, data: st.DataObject, off: int) -> None:
        """Put a wrong count where there was a right one."""
        draft, _ = self._open()
        path = data.draw(st.sampled_from(self._addends()))
        self._mistyped = path
        self._enter(draft.with_figures({path: int(draft.figure(path) or 0) + off}))

    # In the end, with all years published, this is what is left to do.
    @precondition(lambda self: not self._is_examined or not self._due)
    @rule()
    def examine(self) -> None:
        """Check the year that is open, or else was last published."""
        self._is_examined = True
        report = self.draft or self.published[-1]
        found = [*self.check(_year(report))]
        wrong, missing = self._mistyped, self._missing
        errors = [finding for finding in found if finding.severity is Severity.ERROR]
        if wrong and not any(wrong in error.figures for error in errors):
            raise _complaint(report, f"{wrong} is wrong and not found")
        if missing and not found:
            raise _complaint(report, f"{', '.join(missing)} missing and not found")
        if found and not wrong and not missing:
            raise _complaint(report, f"nothing is wrong, but found was {found}")

    @precondition(lambda self: self._mistyped)
    @rule()
    def correct(self) -> None:
        """Put the right count back."""
        draft, due = self._open()
        path, self._mistyped = self._mistyped or "", None
        self._enter(draft.with_figures({path: due.figure(path)}))

    @precondition(lambda self: self.draft and not self._missing and not self._mistyped)
    @rule()
    def release(self) -> None:
        """Publish the year that is open; of the organ, readers may know the name only."""
        draft, _ = self._open()
        public = self.publish(_year(draft))
        if public.agency.name == draft.agency.name:
            public = attrs.evolve(public, agency=draft.agency)
        _demand_same(draft, public, "what is published is not what was filed")
        self.published.append(draft)
        self.draft = None
        del self._due[0]

    @invariant()
    def nothing_is_lost(self) -> None:
        """Whatever has been entered is kept, and whatever was published still is."""
        for report in self.published:
            found = self.load(_year(report))
            _demand_same(report, found, "what was published is no longer kept")
        if self.draft:
            found = self.load(_year(self.draft))
            _demand_same(self.draft, found, "what is kept is not what was entered")

    def _open(self) -> tuple[AnnualReport, AnnualReport]:
        """Return the draft and what it ought to become."""
        assert self.draft  # noqa: S101 - the preconditions say so
        return self.draft, self._due[0]

    def _enter(self, draft: AnnualReport) -> None:
        self.draft = draft
        self._is_examined = False
        self.store(draft)

    def _addends(self) -> list[str]:
        """Return the figures of identities whose table is filled in."""
        if self.draft is None:
            return []
        paths = dict.fromkeys(p for i in identities(self.draft.edition) for p in i.figures)
        return [path for path in paths if path.split(".")[0] not in self._missing]


def _year(report: AnnualReport) -> int:
    """Return the year of a report, which none here lacks."""
    return report.year or 0


def _demand_same(report: AnnualReport, found: AnnualReport, complaint: str) -> None:
    """Name what differs, unless two reports are the same."""
    if report == found:
        return
    figures = [f"{c.figure} is {c.after} and not {c.before}" for c in diff(report, found)]
    others = [
        f"{field.name} differs"
        for field in attrs.fields(AnnualReport)
        if field.name not in {"proactive", "requests", "disputes"}
        and getattr(report, field.name) != getattr(found, field.name)
    ]
    raise _complaint(report, f"{complaint}: {'; '.join([*figures, *others])}")


def _complaint(report: AnnualReport, text: str) -> AssertionError:
    return AssertionError(f"{report.year}: {text}")
