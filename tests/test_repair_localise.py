"""`localise`: the smallest sets of figures whose change lets every identity hold."""

import json
import pickle
from itertools import chain
from time import process_time
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from govinfo_report import (
    AnnualReport,
    ByApplicant,
    Edition,
    Finding,
    UnknownFigureError,
    check,
    implied,
    localise,
)
from govinfo_report.model import MAX_COUNT
from govinfo_report.repair import Localisation, Reason, Stated, apply, explained, to_data
from tests.faults import (
    A_BUSINESS,
    A_PERSON,
    GRANTED,
    RECEIVED,
    TOTAL,
    benchmark,
    consistent,
    faulty,
    figure_names,
    figures,
    small,
)

BENCHMARK = benchmark()
ORDINARY = small(
    {"granted": ByApplicant.of(natural_person=12), "not_held": ByApplicant.of(business=4)}
)


def sets(localisation: Localisation) -> list[dict[str, int | None]]:
    """Return the explanations as values by path."""
    return [{path: to.implied for path, to in e.items()} for e in localisation.explanations]


class TestPrinciple:
    """Name the smallest set of figures whose change makes every identity hold."""

    @given(consistent())
    def test_nothing_to_explain(self, report: AnnualReport) -> None:
        """A report that adds up needs no explanation."""
        found = localise(report)
        assert (found.size, found.at_least, found.explanations) == (0, 0, ())
        assert found.complete

    @given(faulty())
    def test_never_larger_than_what_was_done(
        self, case: tuple[AnnualReport, AnnualReport, dict[str, int]]
    ) -> None:
        """The faults themselves explain what they broke, so the smallest set is no larger."""
        _, report, wrong = case
        found = localise(report)
        assert found.size <= len(wrong)
        assert found.at_least == found.size
        assert {len(explanation) for explanation in found.explanations} <= {found.size}

    @given(faulty())
    def test_the_true_set_is_listed_if_no_smaller_one_does(
        self, case: tuple[AnnualReport, AnnualReport, dict[str, int]]
    ) -> None:
        """All smallest sets are found, so also the true one, with its true values."""
        _, report, wrong = case
        found = localise(report, limit=100_000)
        assume(found.size == len(wrong) > 0)
        listed = [e for e in sets(found) if e.keys() == wrong.keys()]
        assert len(listed) == 1
        assert all(value in {None, wrong[path]} for path, value in listed[0].items())

    @given(faulty(most=8))
    def test_every_explanation_explains(
        self, case: tuple[AnnualReport, AnnualReport, dict[str, int]]
    ) -> None:
        """Applied, it leaves no broken identity, and a change is a change."""
        _, report, _ = case
        stated = figures(report)
        for explanation in localise(report).explanations:
            mended = apply(report, explanation)
            assert check(mended, rules="identities") == []
            assert not any(said.conflict for said in implied(mended).values())
            for path, to in explanation.items():
                assert stated[path] == to.stated != to.implied

    @given(faulty(most=2, blanks=False))
    def test_minimality_against_brute_force(
        self, case: tuple[AnnualReport, AnnualReport, dict[str, int]]
    ) -> None:
        """Trying every figure, then every pair of figures, finds the same explanations."""
        _, report, _ = case
        found = localise(report, limit=100_000)
        size = next(n for n in (0, 1, 2) if n == 2 or BENCHMARK.brute_force(report, n))
        assert found.size == size
        assert {frozenset(e) for e in found.explanations} == (
            BENCHMARK.brute_force(report, size) if size else set()
        )

    @pytest.mark.parametrize("path", figure_names("2021"))
    def test_one_wrong_figure(self, path: str) -> None:
        """In part three one figure only explains one wrong figure; in part four five do."""
        wrong = ORDINARY.with_figures({path: 30})
        true = ORDINARY.figure(path)
        if path.startswith("requests."):
            assert sets(localise(wrong)) == [{path: true}]
        else:
            assert {path: true} in sets(localise(wrong))

    def test_errors_that_cancel(self) -> None:
        """One too many and one too few in a column break their rows alone, and take two changes."""
        wrong = {f"{GRANTED}.{A_PERSON}": 11, f"requests.outcomes.not_held.{A_PERSON}": 1}
        found = localise(ORDINARY.with_figures(wrong))
        assert found.size == 2
        assert {path: ORDINARY.figure(path) for path in wrong} in sets(found)
        assert {
            f"{GRANTED}.{TOTAL}": 11,
            f"requests.outcomes.not_held.{TOTAL}": 5,
        } in sets(found)

    def test_a_change_may_have_to_go_round(self) -> None:
        """Where figures would become negative, changes in a ring explain what a chain cannot."""
        truth = small(
            {
                "granted": ByApplicant.of(),
                "not_held": ByApplicant.of(natural_person=2, business=1),
            }
        )
        wrong = {
            f"{GRANTED}.{A_PERSON}": 5,
            f"{GRANTED}.{A_BUSINESS}": 3,
            f"requests.outcomes.not_held.{A_PERSON}": 0,
            f"requests.outcomes.not_held.{A_BUSINESS}": 0,
        }
        found = localise(truth.with_figures(wrong))
        assert found.size == 4
        assert {path: truth.figure(path) for path in wrong} in sets(found)

    def test_no_figure_grows_beyond_what_a_report_can_hold(self) -> None:
        """A total of 2^53 and more cannot be printed, so one of its parts is wrong."""
        wrong = ORDINARY.with_figures(
            {
                "disputes.reconsideration.upheld": MAX_COUNT,
                "disputes.reconsideration.corrected": 1,
                "disputes.reconsideration.total": MAX_COUNT,
            }
        )
        assert sorted(chain.from_iterable(sets(localise(wrong)))) == [
            "disputes.reconsideration.corrected",
            "disputes.reconsideration.upheld",
        ]

    def test_a_value_that_is_not_determined(self) -> None:
        """A blank beside a wrong total leaves open what the total would be."""
        wrong = ORDINARY.with_figures(
            {
                f"{RECEIVED}.{A_PERSON}": None,
                f"{RECEIVED}.{TOTAL}": 3,
                f"requests.carried_over.{A_PERSON}": None,
                f"requests.carried_over.{TOTAL}": None,
            }
        )
        found = localise(wrong)
        assert {f"{RECEIVED}.{TOTAL}": None} in sets(found)
        mended = apply(wrong, found.explanations[0])
        assert check(mended, rules="identities") == []


class TestOrder:
    """Prefer sets that typing slips explain, that others confirm, and totals over parts."""

    @given(faulty())
    def test_stable(self, case: tuple[AnnualReport, AnnualReport, dict[str, int]]) -> None:
        """The same report gives the same list in the same order."""
        assert localise(case[1]) == localise(case[1])

    @given(faulty(), st.integers(1, 5))
    def test_limit(
        self, case: tuple[AnnualReport, AnnualReport, dict[str, int]], limit: int
    ) -> None:
        """No more are returned than asked for, and that there are more is said."""
        every, some = localise(case[1], limit=100_000), localise(case[1], limit=limit)
        assert len(some.explanations) == min(limit, len(every.explanations))
        assert some.complete == (len(every.explanations) <= limit)
        assert all(explanation in every.explanations for explanation in some.explanations)

    def test_limit_is_positive(self) -> None:
        """None is no list."""
        with pytest.raises(ValueError, match="at least 1, not 0"):
            localise(ORDINARY, limit=0)

    def test_slips_first_totals_before_parts(self) -> None:
        """Of five figures that explain each other, the transposed one comes first."""
        block = "disputes.reconsideration"
        true = {"upheld": 30, "corrected": 24, "other": 20, "pending": 2, "total": 76}
        report = ORDINARY.with_figures({f"{block}.{name}": n for name, n in true.items()})
        found = localise(report.with_figures({f"{block}.corrected": 42}))
        best = found.explanations[0][f"{block}.corrected"]
        assert (best.stated, best.implied) == (42, 24)
        assert best.reasons == (Reason.TRANSPOSITION,)
        nothing = localise(report.with_figures({f"{block}.total": 90}))
        assert sets(nothing)[0] == {f"{block}.total": 76}

    def test_parts_together(self) -> None:
        """What breaks in several parts is explained by one list, each best figure first."""
        wrong = {f"{GRANTED}.{A_PERSON}": 21, "disputes.direct_litigation.total": 3}
        found = localise(ORDINARY.with_figures(wrong))
        assert sets(found)[0] == {path: ORDINARY.figure(path) for path in wrong}
        three = ORDINARY.with_figures(
            {
                f"disputes.{kind}.upheld": 5
                for kind in (
                    "reconsideration",
                    "direct_litigation",
                    "litigation_after_reconsideration",
                )
            }
        )
        assert localise(three).size == 3
        assert len(localise(three).explanations) == 8  # each either 5 → 0, or the total 0 → 5
        assert not localise(three, limit=7).complete

    def test_prose_and_last_year(self) -> None:
        """What the prose states, and last year's carried-forward figure, decide between equals."""
        over = f"requests.carried_over.{A_PERSON}"
        truth = small({"granted": ByApplicant.of(natural_person=9)}).with_figures(
            {over: 2, f"requests.carried_over.{TOTAL}": 2,
             f"{RECEIVED}.{A_PERSON}": 7, f"{RECEIVED}.{TOTAL}": 7}
        )  # fmt: skip
        wrong = truth.with_figures(
            {f"{RECEIVED}.{A_PERSON}": 9, f"{RECEIVED}.{TOTAL}": 9}
        )  # 9 + 2 = 9: new requests told with those carried over, or none carried over
        carried = {over: 0, f"requests.carried_over.{TOTAL}": 0}
        received = {f"{RECEIVED}.{A_PERSON}": 7, f"{RECEIVED}.{TOTAL}": 7}
        assert {frozenset(e) for e in sets(localise(wrong))} >= {
            frozenset(carried),
            frozenset(received),
        }
        previous = ORDINARY.with_figures({f"requests.carried_forward.{A_PERSON}": 2})
        found = localise(wrong, previous=previous)
        ranks = [frozenset(e) for e in sets(found)]
        assert ranks.index(frozenset(received)) < ranks.index(frozenset(carried))
        against = found.explanations[ranks.index(frozenset(carried))]
        assert Reason.AGAINST_LAST_YEAR in against[over].reasons
        told = [
            Stated((f"{RECEIVED}.{TOTAL}",), 7),
            Stated((f"{RECEIVED}.{TOTAL}", "proactive.licensing.decisions"), 7),
        ]
        best = localise(wrong, stated=told).explanations[0]
        assert Reason.PROSE in best[f"{RECEIVED}.{TOTAL}"].reasons

    def test_last_year_left_blank(self) -> None:
        """What last year's report does not say is no evidence."""
        wrong = ORDINARY.with_figures({"requests.carried_over.total": 5})
        assert localise(wrong, previous=AnnualReport("2019")) == localise(wrong)

    def test_something_stated_of_no_figure(self) -> None:
        """A misspelt path is an error, not silence."""
        with pytest.raises(UnknownFigureError, match=r"requests\.received\.total"):
            localise(ORDINARY, stated=[Stated(("requests.recieved.total",), 7)])


class TestTime:
    """The time limit is honoured and reported, never an endless run."""

    @pytest.mark.parametrize("edition", Edition)
    @pytest.mark.parametrize("seconds", [0, 0.3])
    def test_hopeless(self, edition: Edition, seconds: float) -> None:
        """Where everything is wrong, what is returned still explains everything."""
        numbers = {path: (7919 * n) % 1009 for n, path in enumerate(figure_names(edition))}
        report = small({}, edition).with_figures(numbers)
        start = process_time()
        found = localise(report, seconds=seconds)
        assert process_time() - start < seconds + 5
        assert not found.complete
        assert found.at_least < found.size
        (explanation,) = found.explanations[:1]
        assert len(explanation) == found.size
        assert check(apply(report, explanation), rules="identities") == []

    def test_out_of_time_with_some_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What was found before the end is returned, known to be smallest."""
        wrong = ORDINARY.with_figures({"disputes.reconsideration.total": 5})
        clock = iter([0.0, *[1.0] * 1000])
        every = localise(wrong)
        assert len(every.explanations) == 5

        calls = iter([0.0] * 4 + [9.0] * 1000)
        monkeypatch.setattr("govinfo_report.repair.localising.perf_counter", lambda: next(clock))
        monkeypatch.setattr("govinfo_report.repair.search.perf_counter", lambda: next(calls))
        found = localise(wrong, seconds=1)
        assert (found.size, found.at_least, found.complete) == (1, 1, False)
        assert len(found.explanations) == 2


class TestData:
    """An explanation as data, and what it accounts for."""

    def test_to_data(self) -> None:
        """Everything a clerk is told is there, in both languages."""
        wrong = ORDINARY.with_figures({f"{GRANTED}.{A_PERSON}": 21})
        data: Any = json.loads(json.dumps(to_data(localise(wrong))))
        assert data == {
            "edition": "2021",
            "size": 1,
            "at_least": 1,
            "complete": True,
            "explanations": [
                [
                    {
                        "figure": f"{GRANTED}.{A_PERSON}",
                        "label": {
                            "zh": "（一）予以公开 · 自然人",
                            "en": "granted · natural person",
                        },
                        "stated": 21,
                        "implied": 12,
                        "reasons": [
                            {
                                "reason": "transposition",
                                "label": {
                                    "zh": "相邻两位数字颠倒",
                                    "en": "two neighbouring digits are transposed",
                                },
                            }
                        ],
                    }
                ]
            ],
        }

    def test_pickle(self) -> None:
        """What was found can be handed from process to process."""
        found = localise(ORDINARY.with_figures({"disputes.reconsideration.total": 5}))
        assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes

    @settings(max_examples=20)
    @given(faulty(blanks=False))
    @example((ORDINARY, ORDINARY.with_figures({f"{GRANTED}.{A_PERSON}": 21}), {}))
    def test_findings_are_grouped(
        self, case: tuple[AnnualReport, AnnualReport, dict[str, int]]
    ) -> None:
        """Each broken identity mentions a figure that explains it, and is under one of them."""
        _, report, _ = case
        findings = check(report, rules="identities")
        other = Finding(rule="disputes-total", edition=report.edition, figures=("elsewhere",))
        for explanation in localise(report).explanations:
            assert other not in chain(*explained([other], explanation).values())
            groups = explained(findings, explanation)
            assert [*groups] == [*explanation]
            assert sorted(f.fingerprint for group in groups.values() for f in group) == sorted(
                finding.fingerprint for finding in findings
            )


@pytest.mark.engine
def test_the_benchmark_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """A few cases of each kind are sought, and every explanation is held against the identities."""
    BENCHMARK.main(["--cases", "2", "--seed", "1"])
    printed = capsys.readouterr().out
    assert "24 reports with faults" in printed
    assert "| 2 | 100.0 % (2/2) |" in printed  # against brute force
    BENCHMARK.main(["--cases", "1"])
    assert "| — | — | — |" in capsys.readouterr().out  # the one fault breaks no identity
