"""What a report shows on paper, for round trips; and prose that is out to break them."""

import attrs
from hypothesis import strategies as st

from govinfo_report import Agency, AnnualReport, Section
from govinfo_report.form import PartName, form
from govinfo_report.layout.compose import usual_title
from govinfo_report.layout.titles import kind_of, title_of
from tests.reports import published

NASTY = (
    "一、总体情况",
    "（一）主动公开",
    "1. 其他",
    "1.1. 其他",
    "# 标题",
    "标题\n====",
    "---",
    "- 项",
    "12) 项",
    "> 引",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "自然人\t1\t2\t3",
    "\t\t",
    "════════════════",
    "=1+1",
    "+1",
    "@SUM(A1)",
    "-2+3",
    "'=1+1",
    "<script>alert(1)</script>",
    "</p></article>",
    "<!-- govinfo-report 1 -->",
    "&lt;&amp;&#60;&nbsp;",
    "a & b < c > d \" e ' f",
    "**粗** _斜_ `码` ~~删~~ [链](javascript:alert(1)) ![图](x)",
    "\\|\\\\*",
    "$x$ {{ x }} ${x} %s {0}",
    "👨‍👩‍👧 𠮷𪚥",
    "\u202eRTL\u202c \u200fא\u200e",
    "\u200b\ufeff\u2060",
    "\ufeff",
    "  两格",
    "　　缩进",
    "尾 ",
    "\u00a0",
    "\u2028\u2029",
    "\r",
    "a\r\nb",
    "",
    "\n",
    "\n\n一、",
    "发布机构：x",
    "报告年度：x",
    "2024年1月5日",
    "某局2023年政府信息公开工作年度报告",
    "〔长〕",
    "http://example.invalid/?a=1&b=2",
)

_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\r\n")
_LONG = "长" * 20_000
PROSE = st.builds(
    str.join,
    st.sampled_from(["", "\n"]),
    st.lists(st.sampled_from(NASTY) | st.text(_CHARACTERS, max_size=20), max_size=4),
).map(lambda text: text.replace("〔长〕", _LONG, 1))
LINE = PROSE.map(lambda text: text.replace("\n", " ").replace("\t", " "))
"""Prose in one line, for what stands in a heading."""


def _sections(lines: st.SearchStrategy[str]) -> st.SearchStrategy[Section]:
    return st.recursive(
        st.builds(Section, lines, PROSE),
        lambda below: st.builds(Section, lines, PROSE, st.lists(below, max_size=3).map(tuple)),
        max_leaves=6,
    )


@st.composite
def nasty(draw: st.DrawFn, lines: st.SearchStrategy[str] = LINE) -> AnnualReport:
    """Draw a report as published with nasty prose in every place that holds any."""
    report = draw(published())
    return attrs.evolve(
        report,
        title=draw(st.none() | lines),
        agency=Agency(draw(st.none() | lines)),
        preface=draw(st.none() | PROSE),
        overview=draw(_sections(lines)),
        problems=draw(_sections(lines)),
        other_matters=draw(_sections(lines)),
    )


def printed(report: AnnualReport) -> AnnualReport:
    """Return what can be known from the report on paper.

    A title and the headings of parts are always printed; whatever the title states is known; and
    nothing else is printed of the agency but its name.
    """
    title = report.title or usual_title(report)
    stated = title_of(title)
    agency, year = report.agency.name, report.year
    if stated is not None:
        agency = stated.agency if agency is None else agency
        year = stated.year if year is None else year
    return attrs.evolve(
        report,
        title=title,
        year=year,
        agency=Agency(agency, kind_of(agency)),
        source=None,
        explanations=(),
        extensions={},
        overview=_headed(report, "overview"),
        problems=_headed(report, "problems"),
        other_matters=_headed(report, "other_matters"),
    )


def _headed(report: AnnualReport, name: PartName) -> Section:
    section: Section = getattr(report, name)
    return attrs.evolve(section, title=section.title or form(report.edition).part(name).title)


def lost(report: AnnualReport, again: AnnualReport) -> dict[str, tuple[object, object]]:
    """Return what of a report did not come back, by figure path or field."""
    wanted, got = _flat(printed(report)), _flat(again)
    return {
        name: (wanted.get(name), got.get(name))
        for name in wanted | got
        if wanted.get(name) != got.get(name)
    }


def _flat(report: AnnualReport) -> dict[str, object]:
    tables = {"proactive", "requests", "disputes"}
    rest = {name: getattr(report, name) for name in attrs.fields_dict(AnnualReport)}
    return {n: v for n, v in rest.items() if n not in tables} | report.figures()
