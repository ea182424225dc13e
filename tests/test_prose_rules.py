"""The four rules that hold prose against the tables, against itself and against the year."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from govinfo_report import (
    Agency,
    AnnualReport,
    ByApplicant,
    ByResult,
    Disputes,
    Outcome,
    Requests,
    Section,
    check,
)
from govinfo_report.errors import Bilingual
from govinfo_report.model import FigureValue
from govinfo_report.rules import Finding
from govinfo_report.rules.narrative import NARRATIVE_RULES, check_narrative
from govinfo_report.rules.prose import statements


def _row(natural: int, business: int = 0) -> ByApplicant:
    return ByApplicant.of(natural_person=natural, business=business)


def report(
    text: str,
    edition: str = "2021",
    year: int = 2021,
    figures: Mapping[str, FigureValue] | None = None,
) -> AnnualReport:
    """Return a report on 17 requests and 2 reviews, with one piece of prose."""
    filled = AnnualReport(
        edition,
        year=year,
        agency=Agency("宁川市水务局", "department"),
        overview=Section(text=text),
        requests=Requests.of(
            edition,
            received=_row(15, 2),
            carried_over=_row(1),
            outcomes={Outcome.GRANTED: _row(12), Outcome.STATE_SECRET: _row(3, 2)},
        ),
        disputes=Disputes.of(reconsideration=ByResult.of(upheld=2)),
    )
    return filled.with_figures(
        {"proactive.fees.amount": Decimal("173.42")} if edition == "2021" else {}
    ).with_figures(figures or {})


def findings(told: AnnualReport) -> list[tuple[str, str, object, object]]:
    """Return the rule, the quoted words, which stand where it says, and what was expected and told."""
    found = [*check_narrative(told)]
    prose = {"overview": told.overview.text}
    assert [f.text for f in found] == [
        prose[f.section or ""][slice(*(f.span or ()))] for f in found
    ]
    return [(f.rule, f.text or "", f.expected, f.actual) for f in found]


def test_the_rules_are_checked() -> None:
    """`check` finds them with all others, and by their ids alone."""
    told = report("收到申请18件。")
    assert "narrative-figure" in {f.rule for f in check(told)}
    assert [f.rule for f in check(told, rules="narrative-figure")] == ["narrative-figure"]
    assert check(told, rules="narrative-denial") == []
    assert check(told, rules="identities") == []


class TestFigure:
    """A count stated in prose differs from the table's."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("收到申请17件，答复17件。", []),
            ("收到申请18件。", [("18件", 17, 18)]),
            ("收到申请10余件，答复20余件。", [("20余件", 17, 20)]),
            ("收到申请近20件，答复近10件。", [("近10件", 17, 10)]),
            ("收到申请约30件。", []),
            ("收办申请18件，收办申请17件，共办理申请17件，共办理申请19件。", [("19件", 18, 19)]),
            ("办理申请18件，办理申请19件。", [("19件", 17, 19)]),
            ("不予公开5件，属于国家秘密4件。", [("4件", 5, 4)]),
            ("行政事业性收费173.42万元。", []),
            ("行政事业性收费173.4万元，合计1734217元。", []),
            ("行政事业性收费1734217元。", []),
            ("行政事业性收费173.52万元。", [("173.52万元", Decimal("173.42"), Decimal("173.52"))]),
            ("行政事业性收费1734150元，合计1734250元。", []),
            ("行政事业性收费1734251元。", [("1734251元", Decimal("173.42"), Decimal("173.4251"))]),
            ("行政事业性收费1734149元。", [("1734149元", Decimal("173.42"), Decimal("173.4149"))]),
            ("行政事业性收费超200万元。", [("200万元", Decimal("173.42"), 200)]),
            ("行政事业性收费不足100万元。", [("100万元", Decimal("173.42"), 100)]),
            ("行政事业性收费约100万元。", []),
            ("收到申请17件，其中上半年收到申请10件，下半年收到申请7件。", []),
            ("收到申请18件，其中上半年收到申请10件。", [("18件", 17, 18)]),
            ("办理申请18件，其中新收申请16件。", [("16件", 17, 16)]),
            ("网上收到申请10件，通过信函收到政府信息公开申请7件。", []),
            ("通过网上、信函等渠道收到申请18件。", [("18件", 17, 18)]),
            ("收到申请由28件减少到17件。", []),
            ("收到申请由28件减少到16件。", [("16件", 17, 16)]),
        ],
    )
    def test_counts_and_amounts(
        self, text: str, expected: list[tuple[str, object, object]]
    ) -> None:
        """Exact numbers contradict, approximate ones outside their bound, amounts outside their rounding."""
        words = [("narrative-figure", w.removeprefix("近"), e, a) for w, e, a in expected]
        assert findings(report(text)) == words

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("收到申请18件。", ""),
            ("收办申请25件。", " (the sum of 2 figures)"),
            ("不予公开6件。", " (the sum of 8 figures)"),
        ],
    )
    def test_a_sum_is_named_as_one(self, text: str, said: str) -> None:
        """The reader sees one figure first, and must know that there are others."""
        (found,) = check_narrative(report(text))
        assert found.remark == (
            Bilingual(f"（等 {len(found.figures)} 项之和）", said) if said else None
        )
        assert found.message("en").endswith(said)

    def test_every_sentence_is_held(self) -> None:
        """Counts after a denial, and denials after a count."""
        told = report("无行政诉讼。收到申请18件。无行政复议。收到申请19件。无结转下年度。")
        assert [(rule, text) for rule, text, *_ in findings(told)] == [
            ("narrative-figure", "18件"),
            ("narrative-figure", "19件"),
            ("narrative-denial", "无行政复议"),
            ("narrative-denial", "无结转下年度"),
        ]

    @pytest.mark.parametrize(
        ("count", "contradicts"), [(55_500, False), (56_500, False), (56_501, True)]
    )
    def test_a_count_in_ten_thousands(self, count: int, contradicts: bool) -> None:  # noqa: FBT001
        """5.6万件 is what rounds to it."""
        told = report("行政许可5.6万件。", figures={"proactive.licensing.decisions": count})
        assert bool(findings(told)) is contradicts

    def test_a_blank_contradicts_nothing(self) -> None:
        """Blank is not zero: nothing can be said of it, nor of a sum with it."""
        told = report("收到申请18件，不予公开6件。", figures={
            "requests.received.total": None, "requests.outcomes.internal_affairs.total": None,
        })  # fmt: skip
        assert findings(told) == []

    def test_both_editions(self) -> None:
        """A report of edition 2019 is held to its own table."""
        told = report(
            "收到申请18件，制定规章1件。", "2019", 2020, figures={"proactive.regulations.made": 2}
        )
        assert findings(told) == [
            ("narrative-figure", "18件", 17, 18), ("narrative-figure", "1件", 2, 1),
        ]  # fmt: skip


class TestBreakdown:
    """The parts of a sentence do not add up to its whole."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("公开信息10条，其中A类4条、B类6条。", []),
            ("公开信息10条，其中A类4条、B类5条。", [("10条，其中A类4条、B类5条", 9, 10)]),
            ("公开信息10条，其中A类4条、B类5条等。", []),
            ("公开信息10条，其中A类10条、B类0条。", []),
            ("公开信息10条，其中A类4条、B类5条、C类2条。", [("10条，其中A类4条、B类5条、C类2条", 11, 10)]),
            ("公开信息10条，其中A类4条、B类近7条。", []),
            ("公开信息10条，其中A类4条、B类5余条。", []),
            ("公开信息10条，其中A类4条、B类7余条。", [("10条，其中A类4条、B类7余条", 11, 10)]),
            ("公开信息10余条，其中A类4条、B类5条。", [("10余条，其中A类4条、B类5条", 9, 10)]),
            ("公开信息10余条，其中A类4条、B类9条。", []),
            ("公开信息约10条，其中A类4条、B类9条。", []),
            ("公开信息1.2万条，其中A类5001条、B类7020条。", []),
            ("公开信息1.2万条，其中A类5001条、B类8020条。", [("1.2万条，其中A类5001条、B类8020条", 13021, 12000)]),
        ],
    )  # fmt: skip
    def test_lists(self, text: str, expected: list[tuple[str, object, object]]) -> None:
        """Only complete lists, and only where no values that the words allow add up."""
        assert findings(report(text)) == [("narrative-breakdown", *rest) for rest in expected]

    def test_it_names_no_figure(self) -> None:
        """A breakdown is the prose against itself; its message still says what is wrong."""
        (found,) = check_narrative(report("公开信息10条，其中A类4条、B类5条。"))
        assert found.figures == ()
        assert "10条，其中A类4条、B类5条" in found.message("zh")
        assert "add up to 9" in found.message("en")


class TestDenial:
    """Prose says that there were none where the table counts some."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("未收到政府信息公开申请。", [("未收到政府信息公开申请", 17)]),
            ("无行政复议、行政诉讼。", [("无行政复议、行政诉讼", 2)]),
            ("无行政诉讼，无结转下年度。", [("无结转下年度", 1)]),
            ("2020年无行政复议。", []),
            ("全市无行政复议。", []),
        ],
    )
    def test_denials(self, text: str, expected: list[tuple[str, int]]) -> None:
        """What is blank or 0 in the table is rightly denied."""
        found = [f for f in findings(report(text)) if f[0] != "narrative-stale-year"]
        assert found == [("narrative-denial", words, count, 0) for words, count in expected]

    def test_the_figures_are_those_that_count_some(self) -> None:
        """The reader looks where something is, not at the zeros beside it."""
        (found,) = check_narrative(report("无行政复议、行政诉讼。"))
        assert found.figures == ("disputes.reconsideration.total",)


class TestStaleYear:
    """Prose speaks of its own work in a year that is not the report's."""

    def test_last_year_is_left_over(self) -> None:
        """A preface with last year's period, and a sentence that tells last year's figures."""
        told = AnnualReport(
            "2021",
            year=2021,
            preface="本报告统计期限自2020年1月1日起至2020年12月31日止。",
            overview=Section(text="2020年，我局共收到申请5件。"),
        )
        found = [f for f in check_narrative(told) if f.rule == "narrative-stale-year"]
        assert [(f.text, f.section, f.span, f.expected, f.actual) for f in found] == [
            ("2020年1月1日起至2020年12月31日", "preface", (8, 30), 2021, 2020),
            ("2020年", "overview", (0, 5), 2021, 2020),
        ]
        assert "2021" in found[0].message()


def huangpu(shared: Callable[[str], Path]) -> AnnualReport:
    """Return the published report, its prose cut at its headings and its figures typed in by hand."""
    text = shared("reports/huangpu-police-2021.txt").read_text(encoding="utf-8")
    cuts = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "五、存在的主要问题",
        "六、其他需要报告的事项",
    ]
    at = [text.index(cut) for cut in cuts]
    lead, *pieces = re.split(r"\n（[一二三四五六]）(\S+)\n", text[at[0] : at[1]])
    told = AnnualReport(
        "2021",
        year=2021,
        agency=Agency("广州市公安局黄埔区分局", "department"),
        title="2021年广州市公安局黄埔区分局政府信息公开工作年度报告",
        overview=Section(
            "总体情况",
            lead.partition("\n")[2].strip(),
            tuple(
                Section(title, body.strip())
                for title, body in zip(pieces[::2], pieces[1::2], strict=True)
            ),
        ),
        requests=Requests.of(
            "2021",
            received=_row(17),
            outcomes={
                Outcome.GRANTED: _row(2),
                Outcome.PARTIALLY_GRANTED: _row(3),
                Outcome.PROHIBITED_BY_LAW: _row(3),
                Outcome.NOT_HELD: _row(6),
                Outcome.REPEATED_REQUEST: _row(3),
            },
        ),
        disputes=Disputes.of(),
        problems=Section(
            "存在的主要问题及改进情况", text[at[2] : at[3]].partition("\n")[2].strip()
        ),
        other_matters=Section("其他需要报告的事项", text[at[3] :].partition("\n")[2].strip()),
    )
    return told.with_figures(
        {
            "proactive.regulations.issued": 0,
            "proactive.regulations.repealed": 0,
            "proactive.regulations.in_force": 0,
            "proactive.normative_documents.issued": 1,
            "proactive.normative_documents.repealed": 0,
            "proactive.normative_documents.in_force": 1,
            "proactive.licensing.decisions": 52_966,
            "proactive.penalties.decisions": 466_274,
            "proactive.compulsory_measures.decisions": 34_623,
            "proactive.fees.amount": Decimal("173.42"),
        }
    )


def changed(told: AnnualReport, old: str, new: str) -> AnnualReport:
    """Return a report in whose prose the words that occur once are others."""
    import attrs

    texts = [section.text.count(old) for section in told.overview.walk()]
    assert sum(texts) == 1, old
    subsections = tuple(
        Section(section.title, section.text.replace(old, new))
        for section in told.overview.subsections
    )
    return attrs.evolve(told, overview=attrs.evolve(told.overview, subsections=subsections))


_PROACTIVE, _REQUESTS = "overview.subsections.0", "overview.subsections.1"
_SPLIT = "17宗，其中网上申请13宗，线下申请4宗"
_LIST = (
    "143条，通过黄埔区信息网、微信公众号（广州黄埔公安）发布等渠道公开，"
    "其中规范性文件1条、财政预决算信息2条、工作动态信息57条、新闻信息58条、部门文件25条"
)


class TestAPublishedReport:
    """2021年广州市公安局黄埔区分局政府信息公开工作年度报告."""

    def test_what_it_states(self, shared: Callable[[str], Path]) -> None:
        """17 received, 13 + 4, five outcomes, no reviews or lawsuits, 143 = 1 + 2 + 57 + 58 + 25."""
        found = statements(huangpu(shared))
        said = [(s.kind.value, s.number, s.text) for s in found]
        assert said == [
            ("whole", 143, "143条"),
            *(("part", n, f"{n}条") for n in (1, 2, 57, 58, 25)),
            ("figure", 17, "17宗"),
            ("whole", 17, "17宗"),
            ("part", 13, "13宗"),
            ("part", 4, "4宗"),
            *(("figure", n, f"{n}宗") for n in (2, 3, 3, 6, 3)),
            ("denial", 0, "无行政复议、行政诉讼"),
        ]
        assert [s.figures[0].split(".")[-2] for s in found if s.kind == "figure"] == [
            "received", "granted", "partially_granted", "state_secret", "not_held", "repeated_request",
        ]  # fmt: skip
        assert [len(s.figures) for s in found if s.kind == "figure"] == [1, 1, 1, 8, 3, 1]
        assert {s.complete for s in found if s.kind == "whole"} == {True}

    def test_it_contradicts_itself_nowhere(self, shared: Callable[[str], Path]) -> None:
        """The prose says what the tables say."""
        told = huangpu(shared)
        assert check(told, rules=NARRATIVE_RULES) == []
        assert check(told, rules="identities") == []

    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("143条", "144条", [("narrative-breakdown", _PROACTIVE, _LIST.replace("143", "144"), 143, 144)]),
            ("规范性文件1条", "规范性文件2条", [
                ("narrative-breakdown", _PROACTIVE, _LIST.replace("文件1条", "文件2条"), 144, 143)]),
            ("58条", "57条", [("narrative-breakdown", _PROACTIVE, _LIST.replace("58", "57"), 142, 143)]),
            ("25条", "26条", [("narrative-breakdown", _PROACTIVE, _LIST.replace("25", "26"), 144, 143)]),
            ("17宗", "18宗", [
                ("narrative-figure", _REQUESTS, "18宗", 17, 18),
                ("narrative-breakdown", _REQUESTS, _SPLIT.replace("17", "18"), 17, 18)]),
            ("13宗", "14宗", [("narrative-breakdown", _REQUESTS, _SPLIT.replace("13", "14"), 18, 17)]),
            ("4宗", "3宗", [("narrative-breakdown", _REQUESTS, _SPLIT.replace("4宗", "3宗"), 16, 17)]),
            ("公开2宗", "公开1宗", [("narrative-figure", _REQUESTS, "1宗", 2, 1)]),
            ("部分予以公开3宗", "部分予以公开4宗", [("narrative-figure", _REQUESTS, "4宗", 3, 4)]),
            ("不予公开3宗", "不予公开2宗", [("narrative-figure", _REQUESTS, "2宗", 3, 2)]),
            ("无法提供6宗", "无法提供7宗", [("narrative-figure", _REQUESTS, "7宗", 6, 7)]),
            ("重复申请3宗", "重复申请4宗", [("narrative-figure", _REQUESTS, "4宗", 3, 4)]),
        ],
    )  # fmt: skip
    def test_one_number_is_changed(
        self,
        shared: Callable[[str], Path],
        old: str,
        new: str,
        expected: list[tuple[str, str, str, int, int]],
    ) -> None:
        """Exactly the findings that the change makes, with the words where they stand."""
        told = changed(huangpu(shared), old, new)
        found = check(told, rules=NARRATIVE_RULES)
        assert [
            (f.rule, f.section, f.text, f.expected, f.actual) for f in found if f.text
        ] == expected
        for finding in found:
            assert finding.section
            assert finding.span
            text = told.overview.subsections[int(finding.section[-1])].text
            start, end = finding.span
            assert text[start:end] == finding.text
            assert new[-2:] in text[start:end]

    def test_a_review_is_in_the_table(self, shared: Callable[[str], Path]) -> None:
        """「无行政复议、行政诉讼情况」 beside a table that counts one."""
        told = huangpu(shared).with_figures({"disputes.direct_litigation.total": 1})
        (found,) = check(told, rules=NARRATIVE_RULES)
        assert (found.rule, found.figures, found.text) == (
            "narrative-denial", ("disputes.direct_litigation.total",), "无行政复议、行政诉讼",
        )  # fmt: skip

    def test_the_year_is_last_years(self, shared: Callable[[str], Path]) -> None:
        """The same prose in the next year's report: its figures are not held against that table."""
        import attrs

        told = attrs.evolve(huangpu(shared), year=2022, title=None)
        found = check(told, rules=NARRATIVE_RULES)
        assert {f.rule for f in found} == {"narrative-stale-year"}
        assert {f.text for f in found if f.text} == {"2021年"}


class TestFindings:
    """A finding of prose is data like any other."""

    def test_its_fingerprint_is_of_rule_figures_and_words(self) -> None:
        """The same from run to run; other words, another finding."""
        prints = [
            next(check_narrative(report(f"收到申请{n}件。"))).fingerprint for n in (18, 18, 19)
        ]
        assert prints[0] == prints[1] != prints[2]

    def test_where_it_stands_does_not_matter_to_it(self) -> None:
        """A sentence put before leaves the verdict of a reviewer in place."""
        first = next(check_narrative(report("收到申请18件。")))
        second = next(check_narrative(report("工作有序。收到申请18件。")))
        assert first.fingerprint == second.fingerprint

    def test_the_message_of_a_sum(self) -> None:
        """A sum is named by its first figure, and says that it is one."""
        (found,) = check_narrative(report("不予公开6件。"))
        assert found.message("zh").endswith("为 5（等 8 项之和）")
        assert found.message("en").endswith("is 5 (the sum of 8 figures)")
        assert isinstance(found, Finding)
