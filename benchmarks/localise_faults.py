"""What `localise` and `implied` are worth: random faults put into consistent reports, then sought.

Everything is drawn from one seed. The slips are drawn here, without regard to how the package
tells them. With `--highs`, sizes are also compared with those that a general solver finds for the
same integer programme (`pip install highspy`). Run it with
`python benchmarks/localise_faults.py`; the tables printed are Markdown.
"""

import argparse
import statistics
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import inf
from random import Random
from time import perf_counter

import attrs

from govinfo_report import (
    AnnualReport,
    Applicant,
    ByApplicant,
    ByResult,
    DisputeKind,
    DisputeResult,
    Disputes,
    Edition,
    Outcome,
    Requests,
    check,
    figure_paths,
    identities,
)
from govinfo_report.repair import Localisation, apply, fill, implied, localise

Counts = dict[str, int | None]

BLANKED = 0.2
"""The share of figures blanked in the second half of the cases."""

TIME_LIMIT = 0.2
"""In seconds, for the reports that are mostly wrong."""


# ── reports ──────────────────────────────────────────────────────────────────────────────────


def count(random: Random) -> int:
    """Draw a count as offices have them: one figure, two, sometimes three or four."""
    return random.randint(1, random.choice((9, 9, 40, 40, 300, 5000)))


def chance(random: Random, share: float) -> bool:
    """Draw whether something is the case that is so in a share of all."""
    return random.random() < share


def row(random: Random, share: float) -> ByApplicant:
    """Draw a row of table three of which a share is not zero."""
    return ByApplicant.of(**{a: count(random) for a in Applicant if chance(random, share)})


def consistent(random: Random) -> AnnualReport:
    """Draw a report whose tables three and four add up."""
    edition = random.choice(tuple(Edition))
    outcomes = {o: row(random, 0.3) for o in Outcome.of(edition) if chance(random, 0.5)}
    forward, before = row(random, 0.3), row(random, 0.3)
    received, carried = {}, {}
    for applicant in Applicant:
        after = sum(r[applicant] or 0 for r in (*outcomes.values(), forward))
        carried[applicant.value] = min(before[applicant] or 0, after)
        received[applicant.value] = after - carried[applicant.value]
    requests = Requests.of(
        edition,
        received=ByApplicant.of(**received),
        carried_over=ByApplicant.of(**carried),
        outcomes=outcomes,
    )
    blocks = {
        kind.value: ByResult.of(**{r: count(random) for r in DisputeResult if chance(random, 0.6)})
        for kind in DisputeKind
    }
    report = AnnualReport(edition, requests=requests, disputes=Disputes.of(**blocks))
    assert not check(report, rules="identities")
    return report


def counts(report: AnnualReport) -> Counts:
    """Return the figures that identities mention."""
    figures = report.figures()
    paths = dict.fromkeys(p for i in identities(report.edition) for p in i.figures)
    return {p: figures[p] for p in figure_paths(report.edition) if p in paths}  # type: ignore[misc]


# ── faults ───────────────────────────────────────────────────────────────────────────────────


def any_other(random: Random, value: int) -> int:
    """Draw another number of about the size of a number."""
    return random.choice(
        [n for n in {*range(2 * value + 10), value * 10, value // 10} if n != value]
    )


LOOK_ALIKE = dict(
    zip("0123456789", ("68", "7", "7", "8", "9", "6", "08", "1", "3", "4"), strict=True)
)


def slips(value: int, beside: Iterable[int]) -> Iterator[set[int]]:
    """Yield, kind by kind, what a slip may make of a number."""
    digits = str(value)
    places = range(len(digits))
    yield {int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]) for i in places[:-1]}
    yield {int(digits[:i] + digits[i + 1 :]) for i in places if len(digits) > 1}
    yield {int(digits[: i + 1] + digits[i:]) for i in places if value}
    yield {int(digits[:i] + d + digits[i + 1 :]) for i in places for d in LOOK_ALIKE[digits[i]]}
    yield {number for number in beside if number}


def slip(random: Random, value: int, beside: Iterable[int]) -> int | None:
    """Draw a slip, each kind as often as any other; none if none makes another number of it."""
    kinds = [sorted(kind - {value}) for kind in slips(value, beside)]
    possible = [kind for kind in kinds if kind]
    return random.choice(random.choice(possible)) if possible else None


# ── brute force ──────────────────────────────────────────────────────────────────────────────


def brute_force(report: AnnualReport, size: int) -> set[frozenset[str]]:
    """Return all sets of figures of a size that, changed, let all identities hold.

    For a report without blanks: each set is tried, by solving for the changes.
    """
    figures = report.figures()
    equations = []
    for identity in identities(report.edition):
        signs = dict.fromkeys(identity.left, 1) | dict.fromkeys(identity.right, -1)
        equations.append((signs, -sum(s * int(figures[p] or 0) for p, s in signs.items())))
    columns = {
        p: {n: signs[p] for n, (signs, _) in enumerate(equations) if p in signs}
        for p in counts(report)
    }
    lacks = {n: lack for n, (_, lack) in enumerate(equations) if lack}
    return {
        frozenset(chosen)
        for chosen in combinations(columns, size)
        if lacks.keys() <= {n for p in chosen for n in columns[p]}
        and _solves([columns[p] for p in chosen], lacks, [int(figures[p] or 0) for p in chosen])
    }


def _solves(columns: Sequence[dict[int, int]], lacks: dict[int, int], stated: list[int]) -> bool:
    """Say whether multiples of columns make up what lacks, none less than what is stated allows."""
    rows = sorted({n for column in columns for n in column})
    matrix = [[Fraction(c.get(n, 0)) for c in columns] + [Fraction(lacks.get(n, 0))] for n in rows]
    for place in range(len(columns)):
        pivot = next((r for r in matrix[place:] if r[place]), None)
        if pivot is None:
            return False  # two figures of one block say the same: one of them would do
        matrix.remove(pivot)
        matrix.insert(place, [x / pivot[place] for x in pivot])
        for other in range(len(matrix)):
            if other != place:
                times = matrix[other][place]
                matrix[other] = [
                    x - times * y for x, y in zip(matrix[other], matrix[place], strict=True)
                ]
    changes = [r[-1] for r in matrix[: len(columns)]]
    return not any(r[-1] for r in matrix[len(columns) :]) and all(
        value + change >= 0 and change and change.denominator == 1
        for value, change in zip(stated, changes, strict=True)
    )


# ── the solver ───────────────────────────────────────────────────────────────────────────────


def solver_size(report: AnnualReport) -> tuple[int, float]:
    """Return the size that HiGHS finds for a smallest explanation, and the seconds it takes."""
    import highspy

    figures = counts(report)
    most = 2 * sum(value or 0 for value in figures.values()) + 1
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)  # noqa: FBT003 - its interface
    new = {path: model.addVariable(0, most) for path in figures}
    changed = {path: model.addBinary() for path, value in figures.items() if value is not None}
    for path, is_changed in changed.items():
        value = figures[path] or 0
        model.addConstr(new[path] - most * is_changed <= value)
        model.addConstr(new[path] + value * is_changed >= value)
    for identity in identities(report.edition):
        left, right = (sum(new[p] for p in side) for side in (identity.left, identity.right))
        model.addConstr(left - right == 0)
    start = perf_counter()
    model.minimize(sum(changed.values()))
    return round(model.getInfo().objective_function_value), perf_counter() - start


# ── cases ────────────────────────────────────────────────────────────────────────────────────


@attrs.frozen
class Case:
    """Faults put into a report, and what was found."""

    truth: AnnualReport
    faulty: AnnualReport
    faults: frozenset[str]
    found: Localisation
    seconds: float

    @property
    def ranks(self) -> list[int]:
        """Where the true set of figures stands among the explanations, counted from 0."""
        return [n for n, e in enumerate(self.found.explanations) if e.keys() == self.faults]

    @property
    def has_found(self) -> bool:
        """Whether it stands among them with the true values, where they are determined."""
        return any(
            all(to.implied in {None, self.truth.figure(p)} for p, to in e.items())
            for e in self.found.explanations
            if e.keys() == self.faults
        )


def sought(truth: AnnualReport, faulty: AnnualReport, faults: Collection[str]) -> Case:
    """Look for faults."""
    start = perf_counter()
    found = localise(faulty)
    return Case(truth, faulty, frozenset(faults), found, perf_counter() - start)


def blanked(random: Random, report: AnnualReport, kept: Collection[str] = ()) -> AnnualReport:
    """Blank a share of the figures, but for some."""
    paths = [path for path in counts(report) if path not in kept]
    share = random.sample(paths, round(BLANKED * len(counts(report))))
    return report.with_figures(dict.fromkeys(share))


def injected(random: Random, number: int, *, blanks: bool) -> Case:
    """Put a number of faults into a report, with a fifth of its figures blanked or none."""
    truth = consistent(random)
    figures = counts(truth)
    faults = random.sample(list(figures), number)
    faulty = truth.with_figures({p: any_other(random, figures[p] or 0) for p in faults})
    return sought(truth, blanked(random, faulty, faults) if blanks else faulty, faults)


def slipped(random: Random) -> Case:
    """Make a typing slip in a figure of part four that is not zero."""
    while True:
        truth = consistent(random)
        block = f"disputes.{random.choice(tuple(DisputeKind))}"
        figures = {p: v for p, v in counts(truth).items() if p.startswith(f"{block}.") and v}
        if figures:
            path = random.choice(list(figures))
            line = [f"{block}.{result}" for result in (*DisputeResult, "total")]
            place = line.index(path)
            beside = [truth.figure(p) for p in (*line[:place][-1:], *line[place + 1 :][:1])]
            value = slip(random, figures[path] or 0, [int(b or 0) for b in beside])
            if value is not None:
                return sought(truth, truth.with_figures({path: value}), {path})


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def table(title: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Print a Markdown table, the keys of its rows as heads."""
    print(f"\n## {title}\n\n| {' | '.join(rows[0])} |\n|{'---|' * len(rows[0])}")
    for row in rows:
        print(f"| {' | '.join(map(str, row.values()))} |")


def percent(part: int, whole: int) -> str:
    """Return a share with the numbers it is made of; of nothing there is none."""
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else "—"


def mean(values: Iterable[float]) -> str:
    """Return the mean of values; of none there is none."""
    known = list(values)
    return f"{statistics.mean(known):.1f}" if known else "—"


def times(seconds: Iterable[float]) -> dict[str, object]:
    """Return median, 95th percentile and maximum in milliseconds."""
    taken = sorted(seconds)
    marks = (statistics.median(taken), taken[int(0.95 * len(taken))], taken[-1])
    names = ("median ms", "95 % ms", "max ms")
    return {name: f"{1000 * mark:.2f}" for name, mark in zip(names, marks, strict=True)}


def assert_sound(cases: Iterable[Case]) -> int:
    """Apply every explanation and hold the result against the identities; return how many."""
    applied = 0
    for case in cases:
        assert case.found.size <= len(case.faults)
        for explanation in case.found.explanations:
            mended = apply(case.faulty, explanation)
            assert not check(mended, rules="identities")
            assert not any(said.conflict for said in implied(mended).values())
            assert all(to.stated != to.implied for to in explanation.values())
            applied += 1
    return applied


def faults_found(name: str, by_number: dict[int, list[Case]]) -> None:
    """Print what was found for each number of faults."""
    rows = []
    for number, cases in by_number.items():
        seen = [case for case in cases if case.found.size]
        rows.append(
            {
                "wrong": number,
                "cases": len(cases),
                "break anything": len(seen),
                "no larger": percent(sum(c.found.size <= number for c in cases), len(cases)),
                "complete": percent(sum(c.found.complete for c in cases), len(cases)),
                "true set listed": percent(sum(c.has_found for c in seen), len(seen)),
                "true set first": percent(sum(c.ranks == [0] for c in seen), len(seen)),
                "listed, mean": mean(len(c.found.explanations) for c in seen),
            }
            | times(case.seconds for case in cases)
        )
    table(name, rows)


def single_faults(random: Random, full: dict[int, list[Case]], cases: int) -> None:
    """Print how often the true figure comes first, by the part it is in."""
    three = [c for c in full[1] if next(iter(c.faults)).startswith("requests.")]
    four = [slipped(random) for _ in range(cases)]
    assert_sound(four)
    rows: list[dict[str, object]] = [
        {
            "one wrong figure in": name,
            "cases": len(some),
            "true figure listed": percent(sum(c.has_found for c in some), len(some)),
            "first": percent(sum(c.ranks == [0] for c in some), len(some)),
            "by chance, %": mean(100 / len(c.found.explanations) for c in some),
        }
        for name, some in (("part three, any number", three), ("part four, a slip", four))
    ]
    table("One wrong figure, by part", rows)


def minimality(full: dict[int, list[Case]]) -> None:
    """Hold the lists for one and two wrong figures against brute force."""
    rows = []
    for number in (1, 2):
        same = 0
        for case in full[number]:
            smaller = number - 1
            size = smaller if smaller and brute_force(case.faulty, smaller) else number
            listed = {frozenset(e) for e in case.found.explanations}
            same += size == case.found.size and listed == brute_force(case.faulty, size)
        rows.append(
            {"wrong": number, "same explanations, all of them": percent(same, len(full[number]))}
        )
    table("Against brute force", rows)


def blanks_filled(random: Random, cases: int) -> None:
    """Print what is made of blanks in reports that are right."""
    said, seconds = [], []
    whole = 0
    for _ in range(cases):
        truth = consistent(random)
        report = blanked(random, truth)
        start = perf_counter()
        ranges = implied(report)
        seconds.append(perf_counter() - start)
        said += [(range_, int(truth.figure(path) or 0)) for path, range_ in ranges.items()]
        filled = fill(report).report.figures()
        assert all(filled[p] == v for p, v in report.figures().items() if v is not None)
        rows = "requests.outcomes." if chance(random, 0.5) else ""
        totals = [p for p in counts(truth) if p.startswith(rows) and p.endswith(".total")]
        whole += fill(truth.with_figures(dict.fromkeys(totals))).report == truth
    determined = [(range_, true) for range_, true in said if range_.value is not None]
    held = sum(r.lower <= true <= (inf if r.upper is None else r.upper) for r, true in said)
    row = {
        "reports": cases,
        "blanks": len(said),
        "determined": len(determined),
        "of these true": percent(sum(r.value == true for r, true in determined), len(determined)),
        "truth in range": percent(held, len(said)),
        "total columns filled": percent(whole, cases),
    }
    table("Blanks in reports that are right, and total columns", [row | times(seconds)])


def conflicts(partial: dict[int, list[Case]]) -> None:
    """Print how faults show in reports with blanks."""
    rows = []
    for number, cases in partial.items():
        alone = [bool(check(case.faulty, rules="identities")) for case in cases]
        over_blanks = [any(s.conflict for s in implied(c.faulty).values()) for c in cases]
        either = [a or b for a, b in zip(alone, over_blanks, strict=True)]
        agree = [e == bool(c.found.size) for e, c in zip(either, cases, strict=True)]
        rows.append(
            {
                "wrong": number,
                "cases": len(cases),
                "an identity is broken": sum(alone),
                "blanks conflict": sum(over_blanks),
                "either": sum(either),
                "just where `localise` explains something": percent(sum(agree), len(cases)),
            }
        )
    table("Faults and conflicts with a fifth of the figures blank", rows)


def mostly_wrong(random: Random, cases: int) -> None:
    """Print whether the time limit is kept in reports that are mostly wrong."""
    rows = []
    for number, blanks in product((10, 20, 40, 80), (False, True)):
        taken, found = [], []
        for _ in range(cases):
            truth = consistent(random)
            figures = counts(truth)
            wrong = random.sample(list(figures), number)
            faulty = truth.with_figures({p: any_other(random, figures[p] or 0) for p in wrong})
            faulty = blanked(random, faulty) if blanks else faulty
            start = perf_counter()
            found.append(localise(faulty, seconds=TIME_LIMIT))
            taken.append(perf_counter() - start)
            for explanation in found[-1].explanations:
                assert not check(apply(faulty, explanation), rules="identities")
        rows.append(
            {
                "wrong": number,
                "blank": "a fifth" if blanks else "none",
                "cases": cases,
                "size proved": sum(f.size == f.at_least for f in found),
                "complete": sum(f.complete for f in found),
            }
            | times(taken)
        )
    table(f"Mostly wrong, with a time limit of {TIME_LIMIT:g} s", rows)


def against_solver(groups: dict[str, dict[int, list[Case]]], cases: int) -> None:
    """Print how the sizes compare with those that a general solver finds, and how long it takes."""
    rows = []
    for name, by_number in groups.items():
        for number, all_cases in by_number.items():
            sizes, seconds = zip(*(solver_size(c.faulty) for c in all_cases[:cases]), strict=True)
            more = [size - c.found.size for size, c in zip(sizes, all_cases, strict=False)]
            row = {
                "blank": name,
                "wrong": number,
                "cases": len(sizes),
                "same size": more.count(0),
                "HiGHS finds less": sum(difference < 0 for difference in more),
                "HiGHS finds more": sum(difference > 0 for difference in more),
            }
            rows.append(row | times(seconds))
    table("Against HiGHS", rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--cases", type=int, default=250, help="for each number of faults")
    parser.add_argument("--highs", type=int, default=0, help="how many of these HiGHS solves too")
    options = parser.parse_args(arguments)
    random = Random(options.seed)  # noqa: S311 - for drawing cases
    full, partial = (
        {n: [injected(random, n, blanks=blanks) for _ in range(options.cases)] for n in range(1, 7)}
        for blanks in (False, True)
    )
    every = [case for group in (full, partial) for cases in group.values() for case in cases]
    print(f"# {len(every)} reports with faults, seed {options.seed}")
    faults_found("No blanks", full)
    faults_found("A fifth of the figures blank", partial)
    applied = assert_sound(every)
    print(f"\n{applied} explanations applied: no identity is broken, no figure negative.")
    single_faults(random, full, options.cases)
    minimality(full)
    blanks_filled(random, options.cases)
    conflicts(partial)
    mostly_wrong(random, max(options.cases // 25, 1))
    if options.highs:
        against_solver({"none": full, "a fifth": partial}, options.highs)


if __name__ == "__main__":
    main()
