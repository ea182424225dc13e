"""The rules within one report that are no sums: each broken, each kept, and nothing said in vain."""

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import (
    Agency,
    AgencyKind,
    AnnualReport,
    Disputes,
    Edition,
    Requests,
    Section,
    Severity,
    check,
    figure_paths,
    strategies,
)
from govinfo_report.rules.proactive import AT_LEAST, IMPLAUSIBLE_AMOUNT
from govinfo_report.rules.sections import PERFUNCTORY_LENGTH


def _rules(report: AnnualReport, **options: Any) -> list[str]:
    return [finding.rule for finding in check(report, **options)]


def _sound(edition: str = "2021", **changes: Any) -> AnnualReport:
    """Return a report that breaks no rule, all figures 0."""
    year = Edition(edition).first_year
    report = AnnualReport(
        edition,
        year=year,
        overview=Section("总体情况", "按条例要求做好各项工作。"),
        problems=Section("", "政策解读形式单一。下一步将多用图解。"),
        other_matters=Section("", "未收取信息处理费。"),
        **changes,
    )
    blank = [path for path, value in report.figures().items() if value is None]
    return report.with_figures(dict.fromkeys(blank, 0))


@given(strategies.reports())
def test_a_sound_report_has_no_finding(report: AnnualReport) -> None:
    """Consistent, complete, on the form in force and published in time."""
    assert check(report) == []
    assert check(report, rules="identities") == []


class TestProactiveInForce:
    """What is in force at year's end is at least issued minus repealed."""

    @pytest.mark.parametrize("edition", list(Edition))
    @given(data=st.data())
    def test_one_less_than_the_bound(self, edition: Edition, data: st.DataObject) -> None:
        """Each bound is met exactly without a finding, and missed by one with its own only."""
        report = data.draw(strategies.reports(edition))
        for bound in AT_LEAST[edition]:
            plus = 7 if bound.plus else 0
            minus = 2 if bound.minus else 0
            paths = dict(
                zip(
                    bound.figures,
                    (0, *([plus] if plus else []), *([minus] if minus else [])),
                    strict=True,
                )
            )
            met = report.with_figures({**paths, bound.figures[0]: plus - minus})
            assert _rules(met) == []
            (finding,) = check(met.with_figures({bound.figures[0]: plus - minus - 1}))
            assert (finding.rule, finding.severity) == ("proactive-in-force", Severity.WARNING)
            assert finding.figures == bound.figures
            assert (finding.expected, finding.actual) == (plus - minus, plus - minus - 1)
            assert f"至少应为 {plus - minus}" in finding.message("zh")
            assert f"at least {plus - minus}" in finding.message("en")

    def test_the_bounds_of_both_editions(self) -> None:
        """2021: the two kinds of documents; 2019: these, and the five lists of items."""
        assert [len(AT_LEAST[edition]) for edition in Edition] == [7, 2]

    def test_blanks_say_nothing(self) -> None:
        """With a blank among the three, the bound is unknown."""
        row = "proactive.regulations"
        for blank in ("issued", "repealed", "in_force"):
            report = _sound().with_figures({f"{row}.issued": 5, f"{row}.{blank}": None})
            found = check(report, rules=["proactive-in-force"])
            assert found == []


class TestSupersededEdition:
    """The edition printed is the one in force for the report's year."""

    @pytest.mark.parametrize(
        ("edition", "year", "breaks"),
        [("2019", 2019, False), ("2019", 2020, False), ("2019", 2021, True), ("2019", 2024, True),
         ("2021", 2021, False), ("2021", 2030, False), ("2021", 2020, True)],
    )  # fmt: skip
    def test_years(self, edition: str, year: int, breaks: bool) -> None:  # noqa: FBT001 - a parameter of the table
        """The form of 2019 was in force for 2019 and 2020, that of 2021 is since."""
        found = check(attrs.evolve(_sound(edition), year=year))
        assert [f.rule for f in found] == ["superseded-edition"] * breaks
        if breaks:
            assert {found[0].expected, found[0].actual} == {"2019", "2021"}
            assert f"应采用 {found[0].expected} 年版" in found[0].message("zh")

    def test_unknown_year(self) -> None:
        """A blank form is on no wrong edition."""
        assert _rules(attrs.evolve(_sound("2019"), year=None)) == []


class TestSections:
    """The report has its six parts; part five names problems, part six the fees."""

    @pytest.mark.parametrize(
        ("name", "empty"),
        [("overview", Section("总体情况")), ("problems", Section("", " \u3000\n")),
         ("other_matters", Section("", "", (Section("收费", ""),)))],
    )  # fmt: skip
    def test_prose_missing(self, name: str, empty: Any) -> None:
        """A heading alone, or white space, is no content; and nothing else is said of the part."""
        (finding,) = check(attrs.evolve(_sound(), **{name: empty}))
        assert (finding.rule, finding.section) == ("section-missing", name)
        assert finding.severity is Severity.ERROR

    def test_prose_in_subsections(self) -> None:
        """Text below a heading is content."""
        below = Section("总体情况", "", (Section("主动公开", "公布文件。"),))
        assert _rules(attrs.evolve(_sound(), overview=below)) == []

    def test_tables_missing(self) -> None:
        """A table with nothing filled in is missing; with one figure it is not."""
        tables: dict[str, Any] = {
            "proactive": AnnualReport("2021").proactive,
            "requests": Requests.blank("2021"),
            "disputes": Disputes.blank(),
        }
        for part, table in tables.items():
            report = attrs.evolve(_sound(), **{part: table})
            (finding,) = check(report, rules="section-missing")
            assert finding.section == part
            path = next(path for path in figure_paths("2021") if path.startswith(part))
            assert check(report.with_figures({path: 0}), rules="section-missing") == []
        assert "三、收到和处理政府信息公开申请情况" in check(
            attrs.evolve(_sound(), requests=Requests.blank("2021")), rules="section-missing"
        )[0].message("zh")

    @pytest.mark.parametrize(
        "text",
        ["无", "无。", " 无 ", "。", "/", "暂无", "没有。", "不存在问题。", "无问题", "暂无存在问题及改进情况。",
         "我局政府信息公开工作不存在明显问题。", "本年度未发现突出问题", "工作有待加强。",
         "存在的主要问题：无。\n改进情况：暂无。", "（一）存在的问题：无；（二）改进措施：无", "本单位不存在相关问题。", "无" + " \n" * 400],
    )  # fmt: skip
    def test_perfunctory(self, text: str) -> None:
        """无 and its variants, and anything too short to name a problem and a remedy."""
        (finding,) = check(attrs.evolve(_sound(), problems=Section("", text)))
        assert (finding.rule, finding.section) == ("section-perfunctory", "problems")
        assert str(finding.text) in finding.message("zh")

    @pytest.mark.parametrize(
        "text",
        ["公开渠道单一，下一步拓展渠道。", "主动公开意识不强，没有专人负责，部分栏目无内容。",
         "存在政策解读少的问题，拟多用图解。", "没有建立定期检查制度，部分栏目更新不及时，今后按月检查",
         "存在的问题：无。改进情况：增设查询点。", "无问题。" * 76],
    )  # fmt: skip
    def test_not_perfunctory(self, text: str) -> None:
        """Prose that names a problem, with 无 or 没有 in it too, stands; so does whatever is long."""
        assert len(text) > PERFUNCTORY_LENGTH
        assert _rules(attrs.evolve(_sound(), problems=Section("", text))) == []

    @pytest.mark.parametrize(
        "text",
        ["本年度未收取费用。", "本机关2021年收取信息处理费共计0元。", "信息公开处理费：无。",
         "依申请公开不收费。", "免费提供。", "未产生收\n费。"],
    )  # fmt: skip
    def test_fees_stated(self, text: str) -> None:
        """That nothing was charged counts as stated."""
        assert _rules(attrs.evolve(_sound(), other_matters=Section("", text))) == []

    @pytest.mark.parametrize(
        "text", ["无其他需要报告的事项。", "无", "本年度行政事业性收费见第二部分。"]
    )
    def test_fees_not_stated(self, text: str) -> None:
        """Edition 2021 asks for the fee; the charges of part two are another thing."""
        report = attrs.evolve(_sound(), other_matters=Section("", text))
        (finding,) = check(report)
        assert (finding.rule, finding.severity) == ("fee-statement-missing", Severity.NOTE)
        assert "信息处理费" in finding.message("zh")
        assert _rules(attrs.evolve(_sound("2019"), other_matters=Section("", text))) == []


class TestImplausibleUnit:
    """Amounts are in 万元."""

    def test_too_large(self) -> None:
        """From ten billion yuan on, 元 was probably written."""
        path = "proactive.fees.amount"
        below = IMPLAUSIBLE_AMOUNT - Decimal("0.0001")
        assert _rules(_sound().with_figures({path: below})) == []
        (finding,) = check(_sound().with_figures({path: IMPLAUSIBLE_AMOUNT}))
        assert (finding.rule, finding.figures) == ("implausible-unit", (path,))
        assert "1000000" in finding.message("zh")
        assert _rules(_sound().with_figures({path: Decimal("1E+6")})) == ["implausible-unit"]

    @pytest.mark.parametrize(
        ("before", "now", "breaks"),
        [("173.42", "1734200", True), ("25.1", "251000", True), ("251000", "25.1", True),
         ("25.1", "30000", False), ("25.1", "502010", True), ("25.1", "2000000", True), ("0", "9000", False),
         ("173.42", "180", False), ("1E-16", "900000", False)],
    )  # fmt: skip
    def test_against_last_year(self, before: str, now: str, breaks: bool) -> None:  # noqa: FBT001 - likewise
        """The factor between 元 and 万元, give or take a year's change, in either direction."""
        path = "proactive.fees.amount"
        last, this = (_sound().with_figures({path: Decimal(x)}) for x in (before, now))
        this = attrs.evolve(this, year=2022)
        found = [f for f in check(this, previous=last) if f.rule == "implausible-unit"]
        assert len(found) == breaks

    def test_only_edition_2021_has_fees(self) -> None:
        """Edition 2019 counts their kinds, and a blank says nothing."""
        last = _sound("2019")
        assert _rules(attrs.evolve(_sound(), year=2020), previous=last) == ["superseded-edition"]
        blank = _sound().with_figures({"proactive.fees.amount": None})
        assert check(blank, rules="implausible-unit", previous=blank) == []


class TestLatePublication:
    """Reg. art. 49: departments by 31 January, local governments by 31 March."""

    @pytest.mark.parametrize(
        ("kind", "day", "breaks"),
        [(AgencyKind.DEPARTMENT, "2022-01-31", False), (AgencyKind.DEPARTMENT, "2022-02-01", True),
         (AgencyKind.GOVERNMENT, "2022-03-31", False), (AgencyKind.GOVERNMENT, "2022-04-01", True),
         (AgencyKind.OTHER, "2022-12-31", False), (None, "2022-12-31", False)],
    )  # fmt: skip
    def test_days(self, kind: AgencyKind | None, day: str, breaks: bool) -> None:  # noqa: FBT001 - likewise
        """Silent for organs without a deadline and those of unknown kind."""
        report = attrs.evolve(_sound(), agency=Agency("某局", kind), published=day)
        found = check(report)
        assert [f.rule for f in found] == ["late-publication"] * breaks
        if breaks:
            assert found[0].actual == dt.date.fromisoformat(day)
            assert f"于 {day} 公布" in found[0].message("zh")

    def test_unknown(self) -> None:
        """Silent without a year or a day of publication, and at the end of the calendar."""
        agency = Agency("某局", "department")
        late = attrs.evolve(_sound(), agency=agency, published="2030-01-01")
        assert _rules(attrs.evolve(late, published=None)) == []
        assert _rules(attrs.evolve(late, year=None)) == []
        assert check(attrs.evolve(late, year=9999), rules="late-publication") == []
