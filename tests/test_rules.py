"""The identities and `check`: exactly what is broken is found, and nothing else."""

import pickle
import re
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govinfo_report import (
    RULES,
    AnnualReport,
    Applicant,
    Edition,
    Finding,
    Outcome,
    Severity,
    UnknownRuleError,
    check,
    figure_paths,
    form,
    identities,
)
from govinfo_report.rules.catalogue import IDENTITY_RULES
from tests import witness
from tests.reports import EDITIONS, consistent, published

EDITION_NAMES = ("2019", "2021")


def _broken(report: AnnualReport) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.rule, f.figures) for f in check(report, rules="identities")]


@pytest.mark.parametrize("edition", EDITION_NAMES)
def test_identities_are_those_of_the_form(edition: str) -> None:
    """42 identities in edition 2021 and 40 in 2019, as an independent hand wrote them down."""
    ours = tuple((i.rule, i.left, i.right) for i in identities(edition))
    assert ours == witness.IDENTITIES[edition]
    assert len(ours) == {"2019": 40, "2021": 42}[edition]
    assert {i.rule for i in identities(edition)} == IDENTITY_RULES
    assert all(i.sentence.zh and i.sentence.en for i in identities(edition))


@given(consistent())
def test_a_consistent_report_has_no_finding(report: AnnualReport) -> None:
    """Whatever its size."""
    assert check(report, rules="identities") == []


@pytest.mark.parametrize("edition", EDITION_NAMES)
@settings(max_examples=10)  # each example alters some two hundred figures
@given(data=st.data())
def test_one_altered_figure_breaks_exactly_the_identities_that_mention_it(
    edition: str, data: st.DataObject
) -> None:
    """For every figure of the form."""
    report = data.draw(consistent(Edition(edition)))
    for path, value in report.figures().items():
        altered = report.with_figures({path: int(value or 0) ^ 1})
        expected = [(i.rule, i.figures) for i in identities(edition) if path in i.figures]
        assert _broken(altered) == expected
        assert bool(expected) != path.startswith("proactive.")


@given(published())
def test_checking_changes_nothing(report: AnnualReport) -> None:
    """A check reads; its findings are the same from run to run, and so are their fingerprints."""
    before = pickle.dumps(report)
    first, second = check(report), check(report)
    assert first == second
    assert [f.fingerprint for f in first] == [f.fingerprint for f in second]
    assert pickle.dumps(report) == before


@given(published())
def test_each_identity_is_judged_as_written_down(report: AnnualReport) -> None:
    """The compiled check and the slow one agree with the definition, blanks included."""
    figures = report.figures()
    expected = []
    for rule, left, right in witness.IDENTITIES[report.edition]:
        sides = [[figures[path] for path in side] for side in (left, right)]
        sums = [sum(int(v) for v in side if v is not None) for side in sides]
        blank = [None in side for side in sides]
        holds = {
            (False, False): sums[0] == sums[1],
            (True, False): sums[0] <= sums[1],
            (False, True): sums[1] <= sums[0],
            (True, True): True,
        }[blank[0], blank[1]]
        if not holds:
            expected.append((rule, left + right))
    assert _broken(report) == expected


@given(EDITIONS.flatmap(consistent), st.data())
def test_blanks_of_a_consistent_report_break_nothing(
    report: AnnualReport, data: st.DataObject
) -> None:
    """A blank is not zero: some filling satisfies every identity, so none is broken."""
    paths = data.draw(st.sets(st.sampled_from(figure_paths(report.edition))))
    assert _broken(report.with_figures(dict.fromkeys(paths))) == []


def test_a_blank_that_nothing_can_fill() -> None:
    """Known parts above the total are an error however the blank is filled, and it says so."""
    row = "requests.received"
    report = AnnualReport("2021").with_figures(
        {f"{row}.natural_person": 3, f"{row}.business": 2, f"{row}.total": 4}
    )
    (finding,) = check(report, rules="identities")
    assert (finding.rule, finding.actual, finding.expected) == ("requests-row-total", 4, 5)
    assert finding.figures[0] == f"{row}.total"
    assert "空白" in finding.message("zh")
    assert "blanks" in finding.message("en")


@pytest.mark.parametrize("edition", Edition)
def test_a_blank_total_can_always_be_filled(edition: Edition) -> None:
    """A total alone on its side of an identity, and blank, breaks nothing, even with all else known."""
    known = dict.fromkeys(figure_paths(edition), 1)
    paths = [path for path in known if path.endswith(".total")]
    report = AnnualReport(edition).with_figures(known)
    for path in paths:
        broken = _broken(report.with_figures({path: None}))
        assert not [rule for rule, figures in broken if figures[0] == path]


def test_messages_use_the_words_of_the_form() -> None:
    """A clerk finds the figure by its printed labels."""
    report = AnnualReport("2021").with_figures(
        dict.fromkeys(figure_paths("2021"), 0) | {"requests.outcomes.state_secret.other": 1}
    )
    row, column = check(report, rules=["requests-row-total", "requests-outcomes-total"])
    assert row.message() == (
        "“（三）不予公开 · 1.属于国家秘密 · 总计”填写为 0，而各类申请人合计为 1"
    )
    assert (
        row.message("en")
        == "“refused · state secret · total” says 0, but the applicants add up to 1"
    )
    assert "（七）总计 · 其他" in column.message("zh")
    with pytest.raises(ValueError, match="none in 'fr'"):
        row.message("fr")  # type: ignore[arg-type]


@given(published())
def test_every_finding_is_complete(report: AnnualReport) -> None:
    """Rule, severity, figures, messages and a fingerprint of its own."""
    findings = check(report)
    assert max(Counter(f.fingerprint for f in findings).values(), default=1) == 1
    for finding in findings:
        assert finding.severity in Severity
        assert finding.message("zh")
        assert finding.message("en")
        assert set(finding.figures) <= set(form(report.edition).figures)


def test_rules_are_selected() -> None:
    """All, the identities, one id or several; an unknown one is an error that helps."""
    figures = {"requests.received.total": 1, "disputes.reconsideration.total": 1}
    report = AnnualReport("2021").with_figures(dict.fromkeys(figure_paths("2021"), 0) | figures)
    found = Counter(f.rule for f in check(report, rules="identities"))
    assert found == {"requests-row-total": 1, "requests-balance": 1, "disputes-total": 1}
    assert [f.rule for f in check(report, rules="disputes-total")] == ["disputes-total"]
    assert check(report, rules=()) == []
    for lang in ("zh", "en"):
        with pytest.raises(UnknownRuleError) as caught:
            check(report, rules=["request-balance"])
        assert "requests-balance" in caught.value.message(lang)
    with pytest.raises(UnknownRuleError, match=r"no rule 'xyz'$") as caught:
        check(report, rules=["xyz"])
    assert pickle.loads(pickle.dumps(caught.value)).rule == "xyz"  # noqa: S301 - our own bytes


def test_rules_are_described() -> None:
    """Every rule has a kebab-case id, a severity, a sentence, a message and a basis in both languages."""
    for name, rule in RULES.items():
        assert name == rule.id == rule.id.lower().replace("_", "-")
        assert all((*rule.sentence, *rule.message, *rule.basis))
        assert not re.search(r"[A-Za-z]", rule.basis.zh)


def test_severities_are_ordered() -> None:
    """An error reaches every threshold, a note only its own."""
    reached = {(s, t) for s in Severity for t in Severity if s.reaches(t)}
    assert reached == {
        ("error", "error"), ("error", "warning"), ("error", "note"),
        ("warning", "warning"), ("warning", "note"), ("note", "note"),
    }  # fmt: skip


@given(st.data())
def test_findings_of_the_fast_path(data: st.DataObject) -> None:
    """A report without blanks is judged by compiled code, to the same findings."""
    report = data.draw(consistent())
    path = data.draw(st.sampled_from([p for p in figure_paths(report.edition) if "." in p]))
    assume(not path.startswith("proactive."))
    altered = report.with_figures({path: int(report.figure(path) or 0) ^ 1})
    elsewhere = next(p for p in figure_paths(report.edition) if p.startswith("proactive."))
    blanked = altered.with_figures({elsewhere: None})
    assert _broken(altered) == _broken(blanked) != []


def test_a_finding_is_a_value() -> None:
    """Findings compare, hash and pickle."""
    finding = Finding(rule="disputes-total", edition=Edition.E2021, figures=("a", "b"), actual=1)
    assert pickle.loads(pickle.dumps(finding)) == finding  # noqa: S301 - our own bytes
    assert len({finding, finding}) == 1


def test_the_columns_are_all_there() -> None:
    """Balance and outcome totals hold for each of the seven columns, the total included."""
    columns = {
        i.left[0].rsplit(".", 1)[1] for i in identities("2019") if i.rule == "requests-balance"
    }
    assert columns == {*Applicant, "total"}
    assert len(Outcome.of("2019")) == 19
