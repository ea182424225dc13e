"""Rates read off a report."""

import pytest
from hypothesis import given

from govinfo_report import (
    AnnualReport,
    ByApplicant,
    Edition,
    Outcome,
    Requests,
    figure_paths,
    metrics,
    strategies,
)
from govinfo_report.rates import definitions


def _metrics(report: AnnualReport) -> dict[str, float | None]:
    return {metric.id: metric.value for metric in metrics(report)}


@given(strategies.reports())
def test_shares_are_shares(report: AnnualReport) -> None:
    """Of a consistent report each rate lies between 0 and 1, and complements add up."""
    values = _metrics(report)
    del values["disputed"]  # a ratio, of other cases
    assert all(value is None or 0 <= value <= 1 for value in values.values())
    if report.figure("requests.received.total"):
        shares = (values["natural-persons"], values["organisations"])
        assert sum(share for share in shares if share is not None) == pytest.approx(1)
    if report.figure("requests.outcomes_total.total"):
        reasons = [v for name, v in values.items() if name.startswith("refused-") and v is not None]
        assert sum(reasons) == pytest.approx(values["refused"])


@pytest.mark.parametrize("edition", list(Edition))
def test_no_figure_counts_twice(edition: Edition) -> None:
    """Nor together with the total that holds it."""
    assert len({metric.id for metric in definitions(edition)}) == len(definitions(edition))
    for metric in definitions(edition):
        assert set(metric.numerator) | set(metric.denominator) <= set(figure_paths(edition))
        for side in (metric.numerator, metric.denominator):
            assert len(set(side)) == len(side)
            whole = {p.rpartition(".")[0] for p in side if p.endswith(".total")}
            parts = {p.rpartition(".")[0] for p in side if not p.endswith(".total")}
            assert not whole & parts
            rows = {path.split(".")[1] for path in side}
            assert not {"outcomes", "outcomes_total"} <= rows


def test_no_rate_of_nothing() -> None:
    """Neither 0 nor 100 %; and none where a figure is blank."""
    zero = AnnualReport("2021").with_figures(dict.fromkeys(figure_paths("2021"), 0))
    assert set(_metrics(zero).values()) == {None}
    assert set(_metrics(AnnualReport("2021")).values()) == {None}
    one = zero.with_figures({"requests.received.total": 2})
    assert _metrics(one)["natural-persons"] == 0
    assert (
        _metrics(one.with_figures({"requests.received.natural_person": None}))["natural-persons"]
        is None
    )


def test_rates() -> None:
    """Seventeen requests of natural persons: five granted, three refused, six not held."""
    rows = {
        Outcome.GRANTED: 2,
        Outcome.PARTIALLY_GRANTED: 3,
        Outcome.PROHIBITED_BY_LAW: 3,
        Outcome.NOT_HELD: 6,
        Outcome.REPEATED_REQUEST: 3,
    }
    table = Requests.of(
        "2021",
        received=ByApplicant.of(natural_person=17),
        outcomes={outcome: ByApplicant.of(natural_person=n) for outcome, n in rows.items()},
    )
    values = _metrics(AnnualReport("2021", requests=table))
    assert values["granted"] == 5 / 17
    assert values["refused"] == values["refused-prohibited-by-law"] == 3 / 17
    assert values["refused-state-secret"] == values["carried-forward"] == 0
    assert values["natural-persons"] == 1
    assert values["corrected-on-review"] is None


def test_as_data() -> None:
    """A metric says what it divides by what, and what it does not tell."""
    report = AnnualReport("2021").with_figures(
        {"disputes.reconsideration.upheld": 3, "disputes.reconsideration.corrected": 1,
         "disputes.reconsideration.other": 0}
    )  # fmt: skip
    found = {metric.id: metric.to_dict() for metric in metrics(report)}["corrected-on-review"]
    assert (found["part"], found["whole"], found["value"]) == (1, 4, 0.25)
    assert found["numerator"] == ["disputes.reconsideration.corrected"]
    assert "disputes.reconsideration.pending" not in found["denominator"]
    assert found["label"]["zh"] == "行政复议纠错率"
    assert found["caveat"]["en"].startswith("out of those concluded")
    shares = {metric.id: metric.to_dict() for metric in metrics(report)}["organisations"]
    assert shares["caveat"] is None
