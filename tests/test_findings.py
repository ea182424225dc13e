"""What a finding carries: fingerprint, group, explanation; and a real report without any."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import attrs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import (
    RULES,
    Agency,
    AnnualReport,
    ByApplicant,
    Disputes,
    Edition,
    Explanation,
    Finding,
    Outcome,
    Requests,
    Rule,
    Scope,
    Section,
    Severity,
    check,
    figure_paths,
    form,
    strategies,
)
from govinfo_report.rules.finding import section_name
from tests.results import FILE, results

HEADINGS = re.compile(r"^([一二三四五六])、\S+$", re.MULTILINE)


def test_a_published_report(shared: Callable[[str], Path]) -> None:
    """The report of a police office for 2021 contradicts itself nowhere."""
    text = shared("reports/huangpu-police-2021.txt").read_text(encoding="utf-8")
    _, *parts = HEADINGS.split(text)
    prose = {number: body.strip() for number, body in zip(parts[::2], parts[1::2], strict=True)}
    outcomes = {
        Outcome.GRANTED: 2,
        Outcome.PARTIALLY_GRANTED: 3,
        Outcome.PROHIBITED_BY_LAW: 3,
        Outcome.NOT_HELD: 6,
        Outcome.REPEATED_REQUEST: 3,
    }
    report = AnnualReport(
        "2021",
        year=2021,
        agency=Agency("广州市公安局黄埔区分局", "department"),
        overview=Section("总体情况", prose["一"]),
        requests=Requests.of(
            "2021",
            received=ByApplicant.of(natural_person=17),
            outcomes={o: ByApplicant.of(natural_person=n) for o, n in outcomes.items()},
        ),
        disputes=Disputes.of(),
        problems=Section("存在的主要问题及改进情况", prose["五"]),
        other_matters=Section("其他需要报告的事项", prose["六"]),
    )
    table_two = dict.fromkeys(
        (path for path in figure_paths("2021") if path.startswith("proactive.")), 0
    )
    report = report.with_figures(
        {
            **table_two,
            "proactive.normative_documents.issued": 1,
            "proactive.normative_documents.in_force": 1,
            "proactive.licensing.decisions": 52966,
            "proactive.penalties.decisions": 466274,
            "proactive.compulsory_measures.decisions": 34623,
            "proactive.fees.amount": Decimal("173.42"),
        }
    )
    assert check(report) == []


class TestExplanations:
    """A warning so explained is shown as explained, never hidden; arithmetic cannot be explained."""

    FIGURES = ("proactive.regulations.in_force", "proactive.regulations.issued")

    @pytest.mark.parametrize(
        ("rule", "figures", "answers"),
        [("proactive-in-force", (), True), ("proactive-in-force", FIGURES[:1], True),
         ("proactive-in-force", FIGURES, True), ("proactive-in-force", FIGURES[1:], False),
         ("blank-figure", (), False), ("no-such-rule", FIGURES, False)],
    )  # fmt: skip
    @given(strategies.reports("2021"))
    def test_a_warning(
        self, rule: str, figures: tuple[str, ...], answers: int, report: AnnualReport
    ) -> None:
        """By its rule, and by the figure to look at first where the explanation names any."""
        why = Explanation(rule, "含区政府规章。", figures)
        changes = dict(zip(TestExplanations.FIGURES, (0, 9), strict=True))
        broken = attrs.evolve(report.with_figures(changes), explanations=(why,))
        broken = broken.with_figures({"proactive.regulations.repealed": 0})
        (finding,) = check(broken)
        assert finding.explained == (why if answers else None)

    @given(strategies.reports())
    def test_arithmetic_is_not_explained(self, report: AnnualReport) -> None:
        """Nor is a missing part, whatever the report says of it."""
        ids = [rule for rule in RULES if RULES[rule].severity is Severity.ERROR]
        total = report.figure("disputes.reconsideration.total")
        broken = attrs.evolve(
            report.with_figures({"disputes.reconsideration.total": int(total or 0) ^ 1}),
            problems=Section(),
            explanations=tuple(Explanation(rule, "笔误。") for rule in ids),
        )
        assert [f.explained for f in check(broken)] == [None, None]

    def test_blanks_are_explained_each(self) -> None:
        """Of several blanks in one finding, the explanation must name them all."""
        row = [path for path in figure_paths("2021") if path.startswith("proactive.regulations")]
        report = AnnualReport("2021").with_figures(
            dict.fromkeys(set(figure_paths("2021")) - set(row), 0)
        )
        for named, answers in ((row[:1], False), (row, True), ([], True)):
            why = Explanation("blank-figure", "无规章制定权。", tuple(named))
            explained = attrs.evolve(report, explanations=(why,))
            (finding,) = check(explained, rules="blank-figure")
            assert finding.explained == (why if answers else None)

    def test_what_can_be_explained(self) -> None:
        """Whatever is no error within one report."""
        assert {rule.id for rule in RULES.values() if not rule.is_explicable} == {
            rule.id
            for rule in RULES.values()
            if rule.severity is Severity.ERROR and rule.scope is Scope.REPORT
        }
        assert RULES["series-carry"].is_explicable
        assert not RULES["requests-balance"].is_explicable

    def test_findings_without_figures(self) -> None:
        """Are answered by explanations that name none."""
        report = AnnualReport("2019", year=2022)
        for figures in ((), ("requests.received.total",)):
            why = Explanation("superseded-edition", "系统未更新。", figures)
            (finding,) = check(
                attrs.evolve(report, explanations=(why,)), rules="superseded-edition"
            )
            assert finding.explained == (None if figures else why)


class TestGroups:
    """Findings that one wrong figure explains are grouped under it."""

    @given(strategies.reports(), st.data())
    def test_one_wrong_figure(self, report: AnnualReport, data: st.DataObject) -> None:
        """All that it breaks is in its group; alone, a finding has none."""
        paths = [path for path in figure_paths(report.edition) if not path.startswith("proactive.")]
        path = data.draw(st.sampled_from(paths))
        found = check(report.with_figures({path: int(report.figure(path) or 0) ^ 1}))
        assert {f.group for f in found} == ({path} if len(found) > 1 else {None})

    def test_two_wrong_figures(self) -> None:
        """Each has its own; a finding stands in one group only."""
        zeros = dict.fromkeys(figure_paths("2021"), 0)
        one, other = "requests.received.business", "requests.outcomes.not_held.other"
        report = AnnualReport("2021").with_figures({**zeros, one: 1, other: 1})
        found = check(report, rules="identities")
        assert [f.group for f in found if one in f.figures] == [one, one]
        assert [f.group for f in found if other in f.figures] == [other, other]
        assert len(found) == 4


class TestFinding:
    """A finding is data."""

    @given(strategies.reports(complete=False), st.sampled_from(["zh", "en"]))
    def test_as_json(self, report: AnnualReport, lang: str) -> None:
        """Everything about it can be written and read back."""
        stripped = attrs.evolve(report, problems=Section("", "无"), year=1999)
        if report.edition is Edition.E2021:
            stripped = stripped.with_figures({"proactive.fees.amount": Decimal("12345678.90")})
        found = check(stripped)
        encoder = msgspec.json.Encoder(decimal_format="number")
        for finding in found:
            plain = finding.to_dict(lang)  # type: ignore[arg-type]
            data = json.loads(encoder.encode(plain), parse_float=Decimal)
            assert data == plain
            assert data["message"] == finding.message(lang)  # type: ignore[arg-type]
            assert data["fingerprint"] == finding.fingerprint
        assert len({f.fingerprint for f in found}) == len(found)

    def test_dates_and_explanations(self) -> None:
        """Are written as text."""
        why = Explanation("late-publication", "等待审批。")
        report = AnnualReport(
            "2021", year=2021, agency=Agency("某局", "department"), published="2022-03-01",
            explanations=(why,),
        )  # fmt: skip
        (finding,) = check(report, rules="late-publication")
        plain = finding.to_dict()
        assert (plain["expected"], plain["actual"]) == ("2022-01-31", "2022-03-01")
        assert plain["explained"] == "等待审批。"
        quoted = Finding(
            rule="section-perfunctory",
            edition=Edition.E2021,
            section="problems",
            text="无",
            span=(0, 1),
        )
        assert quoted.to_dict()["span"] == [0, 1]

    def test_keys(self) -> None:
        """Of the JSON of a finding: other programs rely on them."""
        finding = Finding(
            rule="rollup-total",
            edition=Edition.E2021,
            year=2021,
            figures=("requests.received.total",),
            expected=3,
            actual=5,
            section="overview",
            text="5件",
            span=(1, 3),
            children=("甲街道",),
            explained=Explanation("rollup-total", "更正中。"),
            group="requests.received.total",
        )
        assert finding.to_dict("en") == {
            "rule": "rollup-total",
            "severity": "error",
            "message": finding.message("en"),
            "figures": ["requests.received.total"],
            "expected": 3,
            "actual": 5,
            "difference": 2,
            "year": 2021,
            "section": "overview",
            "text": "5件",
            "span": [1, 3],
            "children": ["甲街道"],
            "explained": "更正中。",
            "group": "requests.received.total",
            "fingerprint": finding.fingerprint,
        }

    def test_severity(self) -> None:
        """Is the rule's, unless the finding says otherwise."""
        finding = Finding(rule="blank-figure", edition=Edition.E2021)
        assert finding.severity is Severity.WARNING
        assert attrs.evolve(finding, severity=Severity.NOTE).severity is Severity.NOTE

    @pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
    def test_messages(self, rule: Rule) -> None:
        """Every message can be said in both languages, with as few facts as may be."""
        for edition in Edition:
            finding = Finding(rule=rule.id, edition=edition)
            assert finding.message("zh")
            assert finding.message("en")
            assert set(form(edition).figures) >= set(finding.figures)

    def test_sections_have_names(self) -> None:
        """The heading of the part, and the place below it."""
        assert section_name("problems").zh == "五、存在的主要问题及改进情况"
        assert (
            section_name("overview.subsections.1.subsections.0").zh == "一、总体情况（第 2.1 节）"
        )
        assert section_name("preface").en == "preface"


def test_all_that_is_read_and_found() -> None:
    """Each statement of a small set of texts, each finding of a set of reports, to the last detail."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    found = results()
    assert found["read"] == kept["read"]
    assert found["found"] == kept["found"]
