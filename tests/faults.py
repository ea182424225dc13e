"""What the tests of `repair` share: consistent reports, what is done to them, and the benchmark."""

from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

from hypothesis import strategies as st

from govinfo_report import (
    AnnualReport,
    Applicant,
    ByApplicant,
    ByResult,
    Disputes,
    Edition,
    Outcome,
    Requests,
    figure_paths,
    identities,
)
from tests.conftest import ROOT

COUNTS = st.integers(0, 9) | st.integers(0, 300)
EDITIONS = st.sampled_from(Edition)

A_PERSON, A_BUSINESS, TOTAL = "natural_person", "business", "total"
RECEIVED, GRANTED = "requests.received", "requests.outcomes.granted"


def figure_names(edition: str) -> list[str]:
    """Return the paths of the figures that identities mention."""
    mentioned = {path for identity in identities(edition) for path in identity.figures}
    return [path for path in figure_paths(edition) if path in mentioned]


def figures(report: AnnualReport) -> dict[str, int | None]:
    """Return the figures that identities mention."""
    found: dict[str, int | None] = {}
    for path in figure_names(report.edition):
        value = report.figure(path)
        found[path] = None if value is None else int(value)
    return found


def rows() -> st.SearchStrategy[ByApplicant]:
    """Draw a row of table three whose total is right, most of it zero."""
    parts = st.dictionaries(st.sampled_from(Applicant), COUNTS, max_size=3)
    return parts.map(lambda part: ByApplicant.of(**{a.value: n for a, n in part.items()}))


@st.composite
def consistent(draw: st.DrawFn) -> AnnualReport:
    """Draw a report whose tables three and four add up."""
    edition = draw(EDITIONS)
    outcomes = draw(st.dictionaries(st.sampled_from(Outcome.of(edition)), rows(), max_size=5))
    forward = draw(rows())
    received = {
        a.value: sum(row[a] or 0 for row in (*outcomes.values(), forward)) for a in Applicant
    }
    requests = Requests.of(edition, received=ByApplicant.of(**received), outcomes=outcomes)
    block = st.builds(ByResult.of, upheld=COUNTS, corrected=COUNTS, other=COUNTS, pending=COUNTS)
    disputes = draw(st.builds(Disputes, block, block, block))
    return AnnualReport(edition, requests=requests, disputes=disputes)


def small(outcomes: Mapping[str, ByApplicant], edition: str = "2021") -> AnnualReport:
    """Return a report in which all that was received was answered, with no disputes."""
    received = {a.value: sum(row[a] or 0 for row in outcomes.values()) for a in Applicant}
    return AnnualReport(
        edition,
        requests=Requests.of(
            edition,
            received=ByApplicant.of(**received),
            outcomes={Outcome(name): row for name, row in outcomes.items()},
        ),
        disputes=Disputes.of(),
    )


@st.composite
def faulty(
    draw: st.DrawFn, *, most: int = 4, blanks: bool = True
) -> tuple[AnnualReport, AnnualReport, dict[str, int]]:
    """Draw a consistent report, the same with faults and blanks, and the true values of these."""
    truth = draw(consistent())
    true = figures(truth)
    paths = st.sampled_from(list(true))
    wrong = draw(st.dictionaries(paths, COUNTS, min_size=1, max_size=most))
    wrong = {path: value for path, value in wrong.items() if value != true[path]}
    blank = draw(st.sets(paths, max_size=40)) - wrong.keys() if blanks else set()
    report = truth.with_figures({**dict.fromkeys(blank), **wrong})
    return truth, report, {path: true[path] or 0 for path in wrong}


def benchmark() -> ModuleType:
    """Return `benchmarks/localise_faults.py`."""
    file = ROOT / "benchmarks" / "localise_faults.py"
    spec = spec_from_file_location("localise_faults", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
