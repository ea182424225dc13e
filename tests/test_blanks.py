"""Blanks: found, grouped, and held against what the identities leave them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_report import (
    AnnualReport,
    Edition,
    Finding,
    Identity,
    Severity,
    check,
    figure_paths,
    identities,
    strategies,
)
from govinfo_report.errors import Bilingual
from govinfo_report.model import FigureValue
from govinfo_report.rules import blanks

RULES = ("blank-figure", "blank-conflict")


def _found(report: AnnualReport) -> list[Finding]:
    return check(report, rules=RULES)


def _zero(edition: str = "2021", **changes: FigureValue) -> AnnualReport:
    zeros = dict.fromkeys(figure_paths(edition), 0)
    figures = {path.replace("__", "."): value for path, value in changes.items()}
    return AnnualReport(edition).with_figures({**zeros, **figures})


# ── what is blank ────────────────────────────────────────────────────────────────────────────


@given(strategies.reports())
def test_a_report_without_blanks_has_none(report: AnnualReport) -> None:
    """Nothing is said where everything is filled in."""
    assert _found(report) == []


@pytest.mark.parametrize("edition", list(Edition))
@settings(max_examples=3)  # each example blanks some two hundred figures
@given(data=st.data())
def test_one_blank_is_one_finding(edition: Edition, data: st.DataObject) -> None:
    """It names the figure; where an identity mentions it, its value is determined: a note."""
    report = data.draw(strategies.reports(edition))
    for path, value in report.figures().items():
        (finding,) = _found(report.with_figures({path: None}))
        assert finding.rule == "blank-figure"
        assert finding.figures == (path,)
        if path.startswith("proactive."):
            assert (finding.severity, finding.expected) == (Severity.WARNING, None)
        else:
            assert (finding.severity, finding.expected) == (Severity.NOTE, value)
            assert f"只能是 {value}" in finding.message("zh")
            assert f"leave it only {value}" in finding.message("en")


@given(strategies.reports(complete=False))
def test_every_blank_is_named_once(report: AnnualReport) -> None:
    """In form order within a finding; and blanks of a consistent report never conflict."""
    blank = [path for path, value in report.figures().items() if value is None]
    found = _found(report)
    assert [path for finding in found for path in finding.figures] == blank
    assert {finding.rule for finding in found} <= {"blank-figure"}


def test_blanks_side_by_side_are_one_finding() -> None:
    """Of one row, and of whole rows; a figure between them parts them."""
    row = "requests.outcomes.state_secret"
    next_row = "requests.outcomes.prohibited_by_law"
    columns = [path for path in figure_paths("2021") if path.startswith((row, next_row))]
    whole = _zero().with_figures(dict.fromkeys(columns))
    assert [f.figures for f in _found(whole)] == [tuple(columns)]
    assert "共 14 项" in _found(whole)[0].message("zh")
    assert "14 in all" in _found(whole)[0].message("en")
    parted = whole.with_figures({f"{row}.other": 0})
    assert [len(f.figures) for f in _found(parted)] == [5, 1, 7]


def test_a_blank_form_is_three_findings() -> None:
    """One a table, not two hundred; that the parts are missing is said elsewhere."""
    assert [len(f.figures) for f in _found(AnnualReport("2021"))] == [10, 175, 15]
    assert {f.severity for f in _found(AnnualReport("2021"))} == {Severity.WARNING}


def test_determined_blanks_are_kept_apart() -> None:
    """The natural persons follow from their column; four others could change places."""
    granted, secret = "requests.outcomes.granted", "requests.outcomes.state_secret"
    ones = ["received.business", "received.research", "outcomes_total.business"]
    ones += ["outcomes_total.research", "outcomes.granted.business", "outcomes.granted.total"]
    ones += ["outcomes.state_secret.research", "outcomes.state_secret.total"]
    report = _zero().with_figures({f"requests.{path}": 1 for path in ones})
    report = report.with_figures({"requests.received.total": 2, "requests.outcomes_total.total": 2})
    assert check(report, rules="identities") == []
    square = [f"{row}.{column}" for row in (granted, secret) for column in ("business", "research")]
    found = _found(report.with_figures(dict.fromkeys([f"{granted}.natural_person", *square])))
    assert [(f.figures, f.severity) for f in found] == [
        ((f"{granted}.natural_person",), Severity.NOTE),
        (tuple(square[:2]), Severity.WARNING),
        (tuple(square[2:]), Severity.WARNING),
    ]


def test_a_first_guess_is_taken_back() -> None:
    """Two requests in two rows and columns: each blank has one value, found by trying another."""
    ones = ["granted.research", "granted.total", "state_secret.research", "state_secret.total"]
    ones += ["not_held.natural_person", "not_held.total"]
    figures = {f"requests.outcomes.{path}": 1 for path in ones}
    for row in ("received", "outcomes_total"):
        figures |= {f"requests.{row}.research": 2, f"requests.{row}.natural_person": 1}
        figures |= {f"requests.{row}.total": 3}
    report = _zero().with_figures(figures)
    assert check(report, rules="identities") == []
    blank = [
        f"requests.outcomes.state_secret.{c}" for c in ("natural_person", "business", "research")
    ]
    blank += ["requests.outcomes.not_held.natural_person"]
    found = _found(report.with_figures(dict.fromkeys(blank)))
    assert [f.severity for f in found] == [Severity.NOTE] * 2
    assert "只能是 0、0、1" in found[0].message("zh")
    assert found[1].expected == 1


def test_parts_of_nothing_are_nothing() -> None:
    """Blanks that add up to 0 are determined, all in one note that says their values in turn."""
    (note,) = _found(
        _zero(disputes__reconsideration__upheld=None, disputes__reconsideration__corrected=None)
    )
    assert note.severity is Severity.NOTE
    assert note.expected is None
    assert "只能是 0、0" in note.message("zh")


def test_total_columns_left_blank_are_determined() -> None:
    """Organs leave the totals of all rows empty: each follows from its row."""
    totals = [p for p in figure_paths("2021") if p.startswith("requests.") and p.endswith("total")]
    totals = [
        p for p in totals if ".outcomes_total." not in p or p.endswith("outcomes_total.total")
    ]
    found = _found(_zero().with_figures(dict.fromkeys(totals)))
    assert {f.severity for f in found} == {Severity.NOTE}


# ── conflicts ────────────────────────────────────────────────────────────────────────────────


def test_a_blank_asked_to_be_two_numbers() -> None:
    """Row and column each leave the blank a value, but not the same one."""
    report = _zero(requests__received__total=None, requests__received__natural_person=1)
    report = report.with_figures({"requests.carried_forward.natural_person": 1})
    report = report.with_figures({"requests.carried_forward.total": 1})
    (note,) = _found(report)
    assert (note.severity, note.expected) == (Severity.NOTE, 1)
    blank, conflict = _found(report.with_figures({"requests.carried_forward.total": 2}))
    assert blank.severity is Severity.WARNING
    assert conflict.rule == "blank-conflict"
    assert conflict.severity is Severity.ERROR
    assert conflict.figures == ("requests.received.total",)
    assert "一、本年新收政府信息公开申请数量 · 总计" in conflict.message("zh")
    assert "hold at once" in conflict.message("en")


def test_a_blank_that_an_identity_cannot_hold_by_itself() -> None:
    """That is the identity's finding, not a conflict: it could not hold alone."""
    report = _zero(requests__received__total=None, requests__received__natural_person=None)
    report = report.with_figures({"requests.received.total": 0, "requests.received.business": 1})
    assert "requests-row-total" in {f.rule for f in check(report)}
    assert "blank-conflict" not in {f.rule for f in check(report)}


def test_a_conflict_through_the_row_of_all_outcomes() -> None:
    """（七）总计 is bound three ways; its row against the balance is the shorter contradiction."""
    report = _zero().with_figures(
        {
            "requests.outcomes_total.total": None,
            "requests.outcomes_total.natural_person": 1,
            "requests.received.natural_person": 1,
            "requests.received.total": 2,
            "requests.outcomes.granted.natural_person": None,
            "requests.outcomes.granted.business": None,
            "requests.outcomes.granted.total": None,
        }
    )
    (conflict,) = check(report, rules="blank-conflict")
    assert conflict.figures == ("requests.outcomes_total.total",)


SMALLEST = [
    (
        ["received.research", "carried_forward.research", "carried_forward.business"],
        {"outcomes_total.total": 2, "outcomes.state_secret.business": 3},
        ["outcomes_total.business"],
    ),
    (
        ["outcomes.granted.natural_person"],
        {"outcomes.not_held.natural_person": 1, "carried_over.natural_person": 1},
        ["outcomes_total.natural_person"],
    ),
    (
        ["outcomes_total.natural_person", "outcomes.not_held.natural_person"],
        {"outcomes.state_secret.natural_person": 3, "outcomes.granted.business": 1},
        ["outcomes.granted.total", "outcomes.granted.natural_person"],
    ),
]
"""Reports with a conflict: the other blanks, the figures off, and the blanks in conflict."""


@pytest.mark.parametrize(("others", "off", "conflict"), SMALLEST)
def test_a_conflict_is_of_the_fewest_blanks(
    others: list[str], off: dict[str, int], conflict: list[str]
) -> None:
    """Through the row （七）总计 as past it; the blank that most of them are about comes first."""
    changes: dict[str, FigureValue] = dict.fromkeys((*others, *conflict)) | off
    report = _zero().with_figures({f"requests.{path}": value for path, value in changes.items()})
    (finding,) = check(report, rules="blank-conflict")
    assert [path.removeprefix("requests.") for path in finding.figures] == conflict


def test_a_conflict_names_its_identities() -> None:
    """Each by its sentence and the total it is about, in both languages."""
    report = _zero(requests__received__total=None, requests__received__natural_person=1)
    (finding,) = check(
        report.with_figures({"requests.carried_over.natural_person": 1}), rules="blank-conflict"
    )
    zh, en = "一、本年新收政府信息公开申请数量 · 总计", "requests received this year · total"
    assert finding.remark == Bilingual(
        f"（涉及：总计等于各类申请人之和（{zh}）；第一项加第二项之和，等于第三项加第四项之和（{zh}））",
        f" (these: the total is the sum of the six applicants ({en}); "
        f"the first plus the second item equals the third plus the fourth ({en}))",
    )


def test_conflicts_apart_are_findings_apart() -> None:
    """Those that have no blank in common are told separately."""
    report = _zero().with_figures(
        {
            "requests.received.business": None,
            "requests.carried_forward.business": 1,
            "requests.carried_forward.total": None,
            "requests.carried_over.other": None,
            "requests.outcomes_total.other": 1,
        }
    )
    found = check(report, rules="blank-conflict")
    assert len(found) == len({f.fingerprint for f in found}) == 3


# ── against brute force ──────────────────────────────────────────────────────────────────────

_ROWS = ("received", "outcomes.granted", "outcomes_total", "carried_forward")
_COLUMNS = ("natural_person", "business", "total")
_CELLS = tuple(f"requests.{row}.{column}" for row in _ROWS for column in _COLUMNS)
_BOUND = 5


def _side(paths: tuple[str, ...], figures: Mapping[str, FigureValue]) -> int:
    return sum(int(figures[path] or 0) for path in paths)


def _blanks(identity: Identity, figures: Mapping[str, FigureValue]) -> set[str]:
    return {path for path in identity.figures if figures[path] is None}


def _can_hold(figures: Mapping[str, FigureValue], chosen: Sequence[Identity]) -> bool:
    return next(_fillings(figures, chosen), None) is not None


def _fillings(
    figures: Mapping[str, FigureValue], chosen: Sequence[Identity]
) -> Iterator[dict[str, int]]:
    """Yield every filling, up to a bound, of the blanks of identities that makes them hold."""
    blank = sorted({path for i in chosen for path in _blanks(i, figures)})
    for values in product(range(_BOUND + 1), repeat=len(blank)):
        filled = {**figures, **dict(zip(blank, values, strict=True))}
        if all(_side(i.left, filled) == _side(i.right, filled) for i in chosen):
            yield dict(zip(blank, values, strict=True))


@st.composite
def _reports_in_conflict(draw: st.DrawFn) -> AnnualReport:
    """Draw small figures in a few rows and columns, up to four of them blank, some of them off."""
    few = st.integers(0, 1)
    report = _zero()
    person, business = draw(st.tuples(few, few))
    consistent = {
        f"requests.{row}.{column}": value
        for row in ("received", "outcomes.granted", "outcomes_total")
        for column, value in zip(_COLUMNS, (person, business, person + business), strict=True)
    }
    blank = draw(st.lists(st.sampled_from(_CELLS), min_size=1, max_size=4, unique=True))
    off = draw(st.lists(st.sampled_from(_CELLS), max_size=2, unique=True))
    report = report.with_figures(consistent)
    report = report.with_figures({path: int(report.figure(path) or 0) + 1 for path in off})
    return report.with_figures(dict.fromkeys(blank))


@settings(max_examples=150)
@given(_reports_in_conflict())
def test_brute_force_agrees(report: AnnualReport) -> None:
    """What is determined, whether there is a conflict, and the size of the smallest."""
    figures = report.figures()
    open_ = [i for i in identities("2021") if _blanks(i, figures)]
    alone = [i for i in open_ if _can_hold(figures, [i])]
    filling = blanks.fill(report)
    solutions = list(_fillings(figures, alone))
    assert bool(solutions) == (not filling.conflicts)
    if solutions:
        values = {path: {solution[path] for solution in solutions} for path in solutions[0]}
        unique = {path: value for path, (value, *more) in values.items() if not more}
        assert filling.determined == unique
    else:
        blank = sorted({path for i in alone for path in _blanks(i, figures)})
        smallest = next(
            size
            for size in range(len(blank) + 1)
            for chosen in combinations(blank, size)
            if not _can_hold(figures, [i for i in alone if _blanks(i, figures) <= set(chosen)])
        )
        found = check(report, rules="blank-conflict")
        assert min(len(finding.figures) for finding in found) == smallest


@pytest.mark.parametrize("edition", list(Edition))
def test_a_blank_of_table_three_is_a_flow(edition: Edition) -> None:
    """With their signs, the identities but the hinge hold a figure once with +1, once with -1."""
    signs: dict[str, list[int]] = {}
    within: dict[str, int] = {}
    hinge: dict[str, int] = {}
    for identity in identities(edition):
        place, sign = blanks._stance(identity)
        for path in identity.figures:
            value = sign if path in identity.left else -sign
            if place is blanks._Place.HINGE:
                hinge[path] = value
                continue
            signs.setdefault(path, []).append(value)
            if place is blanks._Place.WITHIN:
                within[path] = within.get(path, 0) + value
    assert {tuple(sorted(found)) for found in signs.values()} == {(-1, 1), (-1,), (1,)}
    assert {path: sign for path, sign in within.items() if sign} == hinge


def test_beyond_the_limit_of_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A conflict from which nothing can be left out is given, though perhaps not the smallest."""
    outcomes = [path for path in figure_paths("2021") if path.startswith("requests.outcomes.")]
    report = _zero().with_figures(dict.fromkeys(outcomes))
    report = report.with_figures(
        {"requests.outcomes_total.business": 1, "requests.outcomes_total.other": 1}
    )
    (conflict,) = blanks.fill(report).conflicts
    monkeypatch.setattr(blanks, "SEARCH_LIMIT", 0)
    (other,) = blanks.fill(report).conflicts
    assert len(other) >= 2
    assert conflict
