"""Write tests/results.json, all that is read and found in some texts and reports: `python -m tests.results`.

Other tests hold single turns of phrase, and single rules, to what they mean. This one shows what a
change changes besides: write the file anew and read the difference, each line of which is to be
understood before it is kept.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from govinfo_report import Agency, AnnualReport, Finding, Section
from govinfo_report.rules.prose import Statement, read_prose
from tests.conftest import ROOT
from tests.rules_page import EXAMPLES, namespace

FILE: Final = ROOT / "tests" / "results.json"

_BUREAU: Final[Mapping[str, Any]] = {
    "agency": Agency("宁川市住房和城乡建设局", "department"),
    "year": 2021,
}
_CITY: Final[Mapping[str, Any]] = {"agency": Agency("宁川市人民政府", "government"), "year": 2021}
_TOWN: Final[Mapping[str, Any]] = {
    "agency": Agency("白河镇农业服务中心", "department"),
    "year": 2021,
}
_OFFICE: Final[Mapping[str, Any]] = {"agency": Agency("云岫区政府办", "department"), "year": 2021}
_NOBODY: Final[Mapping[str, Any]] = {"agency": Agency(), "year": None}

# Of whose report the texts are read, and which texts.
TEXTS: Final[Mapping[str, tuple[Mapping[str, Any], tuple[str, ...]]]] = MappingProxyType(
    {
        "bureau 2021": (
            {"edition": "2021", **_BUREAU},
            (
                # Requests.
                "2021年，我局共收到政府信息公开申请1,204件，上年结转2件，答复1 200件，结转下年度继续办理6件。",
                "全年收到申请100余件，答复近90件，不予公开约20件，部分公开超过3件，予以公开几十件。",
                "收到申请5.6万件，行政事业性收费173.42万元，受理一百二十件，办结三万五件。",
                "共办理申请20件（含上年结转2件）。办理申请3件。收到（含上年结转）申请20件。",
                "收到并办结申请6件，其中自然人5件、企业1件。",
                "自然人、法人或其他组织分别为15件、2件，其他1件。",
                "上年结转、结转下年度分别为2件、3件。",
                "予以公开、不予公开分别为5件、3件；维持和纠正分别为1件、2件；行政许可、行政处罚分别为7件、8件。",
                "予以公开和部分公开共16件，属于国家秘密不予公开4件，不予处理5件，其中信访类4件、重复1件。",
                "逾期不补正1件、其他2件；未按收费通知要求缴纳费用1件、其他3件。",
                "尚有3件结转2022年继续办理，尚未办结2件；另有5件申请因时间临近，结转下年度办理。",
                "政府信息公开申请量为零，不予公开为零，行政复议、行政诉讼均为零。",
                "未收到政府信息公开申请、行政复议和行政诉讼。无结转下年度。没有上年结转。",
                # Reviews, lawsuits, documents, amounts.
                "行政复议2件，行政诉讼3件，维持1件，纠正1件，其他1件，尚未审结2件，正在办理1件。",
                "被申请行政复议2件，结果维持2件，尚未办结1件；复议后起诉1件，未经复议直接起诉2件。",
                "行政复议、行政诉讼分别为3件、2件维持。行政复议、行政诉讼各1件。行政复议和行政诉讼共三件。因信息公开引发的应诉案件2件。",
                "行政复议9件，未出现被纠正情形。没有被纠正的案件（含诉讼）。",
                "制发规范性文件2件，废止1件，现行有效9件；制定规章1件、规范性文件3件，修订规章1件。",
                "作出行政许可决定5件、行政处罚决定6件，采取行政强制措施1件；行政事业性收费251000元。",
                "未制发行政规范性文件和规章，未废止规章，未实施行政强制，无行政事业性收费。",
                "制定规章1件规范性文件2件，予以公开3件不予公开4件。",
                # Whose, and when.
                "全市收到申请150件，我局3件。",
                "全市收到申请9件；市本级住建局收到申请3件。",
                "全市收到申请150件，其中局本级3件；市住建局收到申请4件。答复140件。\n全年答复3件。",
                "由市住房和城乡建设局机关收到申请5件，市政府收到申请6件，市财政局答复7件。",
                "2020年收到申请5件，2021年降至2件，比2020年的5件减少3件，答复4件。",
                "2020年，收到申请5件，逐月环比。",
                "2020年12月30日收到申请1件，截至2021年12月31日，收到申请3件，上半年2件。",
                "上年收到申请5件，今年收到2件。2019年结转4件，结转2025年3件。",
                "2020年，我局收到申请5件。本报告统计期限自2020年1月1日起至2020年12月31日止。",
                "我局加强培训。截至2020年12月31日，我局收到申请5件，收到网上申请13件。",
                "收到热线20件，办结20件。\n办结申请18件。认真办理热线。办结3件，收取信息处理费3件。",
                "认真办理热线。全年办结18件。收到申请3件。",
                "认真办理热线。全年办结18件。\n工作有序。",
                "所属5个分局收到申请73件，不计入本报告；收到申请13件，其中转来的线索不计入。",
                # Lists.
                "收到申请10件，其中网上6件、线下4件；公开信息143条，通过3个渠道，其中A类100条、B类40条等。",
                "收到10件，其中甲6件（网上4件、线下2件）、乙4件，其中网上3件、线下1件。",
                "收到申请10件（网上（如邮箱）6件、线下4件）（信函1件），答复10件（含自然人2件、企业1件）。",
                "收到申请10件，其中网上6件、同比增加2件、线下4件。",
                "收到申请10件（网上6件、线下4件），其余工作有序。",
                "收到申请10件（网上6件、线下4件，培训2次），其余从略。",
                "收到申请10件，培训2次（网上6件、线下4件）。收到申请10件；培训2次，其中网上6件、线下4件。",
                "收到申请10件，其中含网上6件、线下4件；公开信息8条，含规章3条、其他5条。",
                "收到申请10件；其中网上6件、线下4件。收到申请9件；培训3次，其中网上2次、线下1次。",
                "收到申请10件，召开会议2次、3场，培训4人、5期，其中网上6件、线下4件。",
                "收到申请10件，分别为网上6件、线下4件。收到申请10件：网上6件，线下4件，答复10件。",
                "收到申请10件，其中网上6件、线下2件，其余为信函。收到申请10件（网上6件、线下2件，余为信函）。",
                "收到申请10件，其中网上6件和线下4件，较上年增加2件；其余情况，另办2件。",
                "按方式分，收到申请10件，其中网上6件，信函3件，上年结转1件，答复10件。",
                # As written.
                "我局依法依规认真做好各项工作并加强了业务培训和工作指导，\n认真受理热线\n办结3件。",
                "收到申请1 2件，答复1  3 件。市住建局本级收到申请4件；全市收到申请9件；市住建局本级收到申请5件。",
                "我局依法依规认真做好各项工作，全年共收到政府信息公开申请1 \n 7件，答复１６件。",
                "（二）依申请公开\n收到政府信息公開申請17件，行政複議2\u200b件。",
            ),
        ),
        "bureau 2019": (
            {"edition": "2019", **_BUREAU, "year": 2020},
            (
                "制定规范性文件3件，新公开规范性文件2件，对外公开总数9件，未制定规章，未废止规章。",
                "政府集中采购项目12个，采购总金额350.2万元，其他处理2件，逾期不补正1件。",
                "其他处理2件；集中采购3个，采购总金额1.2亿元；行政许可3件、行政处罚2件。",
            ),
        ),
        "city": (
            {"edition": "2021", **_CITY},
            (
                "全市收到申请150件，市本级收到42件；答复140件，我市予以公开3件，本市不予公开4件。",
                "各区县收到申请5件；市直部门收到6件；各部门收到申请7件；全国收到申请8件；市教育局收到9件。",
                "全县收到申请9件；政府本级答复3件；下属单位收到申请2件；市政府收到申请3件。",
            ),
        ),
        "town": (
            {"edition": "2021", **_TOWN},
            (
                "我镇收到申请3件；全县收到申请9件；本镇答复2件；我市收到申请8件。",
                "全县收到申请9件，我乡收到申请3件。全县收到申请9件，本乡答复2件。",
                "全县收到申请9件，我镇收到申请4件。全县收到申请9件，本镇答复5件。",
                "全县收到申请9件，其中本级3件。各科室收到申请2件。",
            ),
        ),
        "office": (
            {"edition": "2021", **_OFFICE},
            ("全区收到申请9件，区政府办公室收到申请3件；区政府收到申请2件；区委办答复1件。",),
        ),
        "nobody": (
            {"edition": "2021", **_NOBODY, "title": "2021年度政府信息公开工作年度报告"},
            (
                "市财政局收到申请3件。2021年收到申请5件，2020年收到申请6件，结转2022年1件。",
                "全市收到申请150件，全局收到申请3件。",
            ),
        ),
    }
)


# What is called beside the examples of docs/rules.md that break a rule, in the same terms.
CALLS: Final = (
    # Blanks: open, determined, in runs and rows, and in conflict.
    'check(report.with_figures({"requests.received.business": None, "requests.received.research": None}), rules="blank-figure")',
    'check(report.with_figures({"requests.received.business": None, "requests.received.total": None, "requests.outcomes_total.total": None}))',
    'check(report.with_figures({p: None for p in report.figures() if ".outcomes." in p and "granted" in p}), rules="blank-figure")',
    'check(report.with_figures({p: None for p in report.figures() if p.startswith("disputes.d") or p.endswith("licensing.decisions")}))',
    'check(report.with_figures({p: None for p in report.figures() if p.endswith(".total")}), rules="blank-figure")',
    'check(AnnualReport("2019"))',
    'check(report.with_figures({"requests.outcomes.granted.total": None, "requests.outcomes.granted.business": 2, "requests.outcomes_total.total": 1}))',
    'check(report.with_figures({"requests.received.total": None, "requests.received.other": 3, "requests.carried_forward.total": 1, "requests.outcomes_total.total": 4}))',
    'check(report.with_figures({"requests.outcomes_total.business": None, "requests.outcomes.granted.business": 1, "requests.received.business": 3, "requests.outcomes_total.total": 1}))',
    'check(report.with_figures({"requests.carried_forward.other": None, "requests.carried_forward.total": 2, "requests.received.other": 1, "requests.received.total": 3}))',
    'check(report.with_figures({"requests.outcomes.granted.other": None, "requests.outcomes.not_held.other": None, "requests.outcomes_total.other": 4, "requests.outcomes.granted.total": 1, "requests.outcomes.not_held.total": 2}))',
    'check(report.with_figures({"disputes.reconsideration.total": None, "disputes.reconsideration.upheld": 2, "disputes.direct_litigation.other": None, "disputes.direct_litigation.total": 5}))',
    # Identities with and without blanks, and what they have in common.
    'check(report.with_figures({"requests.received.total": 5, "requests.received.business": None, "requests.received.other": 6}))',
    'check(report.with_figures({"requests.received.business": 2, "requests.received.total": 3}))',
    'check(report.with_figures({"requests.outcomes.not_held.other": 1, "disputes.direct_litigation.total": 1}))',
    # The rest of one report.
    'check(evolve(report, preface="本报告统计期限自2020年1月1日起至2020年12月31日止。", problems=Section("", "收到申请4件，不予公开约6件。"), other_matters=Section("", "行政事业性收费3元。未制定规章。")))',
    'check(evolve(report, overview=Section("", "", (Section("", "收到申请9件，其中甲4件、乙近2件。"),))))',
    'check(evolve(report, problems=Section("", " 无\\n"), other_matters=Section("", "无 。行政事业性收费。"), overview=Section("", " ")))',
    'check(evolve(report, published="2022-04-01", agency=Agency("某市人民政府", "government")))',
    'check(report.with_figures({"proactive.normative_documents.issued": 4, "proactive.fees.amount": Decimal("1000000")}))',
    # Several reports.
    'check_series([report.with_figures({"proactive.fees.amount": Decimal("17.5")}), next_year.with_figures({"proactive.fees.amount": Decimal("175000.1")})])',
    'check_series([report.with_figures({p: 60 for p in report.figures() if "decisions" in p}), next_year.with_figures({"proactive.normative_documents.in_force": 1})])',
    'check_series([report, evolve(report, agency=Agency("乙局", credit_code=None)), evolve(next_year, year=2025), evolve(next_year, agency=Agency("丙局"))])',
    'check_series([evolve(report, problems=Section("", text)), evolve(next_year, problems=Section("", "", (Section("", ""), Section("", text)))), evolve(report, year=2020)])',
    'check_rollup(report.with_figures({"proactive.fees.amount": Decimal("3.1"), "disputes.reconsideration.upheld": 1}), [report, evolve(report, agency=Agency()).with_figures({"proactive.fees.amount": Decimal("2.04"), "disputes.reconsideration.upheld": None}), report.with_figures({"requests.received.other": 2, "requests.carried_over.other": None})], own=report.with_figures({"requests.received.other": 1}))',
)


def results() -> dict[str, Any]:
    """Return what the file holds."""
    calls = (*(broken for broken, _ in EXAMPLES.values()), *CALLS)
    names = namespace()
    return {"read": readings(), "found": {call: _found(call, names) for call in calls}}


def _found(call: str, names: dict[str, Any]) -> list[str]:
    findings: list[Finding] = eval(call, names)  # noqa: S307 - our own examples
    return [
        _told({"edition": f.edition, **f.to_dict("en"), "zh": f.message("zh")}) for f in findings
    ]


def _told(finding: Mapping[str, Any]) -> str:
    known = {key: value for key, value in finding.items() if value not in (None, [])}
    return json.dumps(known, ensure_ascii=False, default=str)


def readings() -> dict[str, dict[str, list[str]]]:
    """Return what is read in each text, a line for each statement and each stale year."""
    return {
        name: {text: _reading(about, text) for text in texts}
        for name, (about, texts) in TEXTS.items()
    }


def _reading(about: Mapping[str, Any], text: str) -> list[str]:
    prose = read_prose(AnnualReport(**about, overview=Section(text=text)))
    stale = [f"{s.year} {s.text} {s.section} {s.span} for {prose.year}" for s in prose.stale_years]
    return [*map(_line, prose.statements), *stale]


def _line(told: Statement) -> str:
    number = f"{told.number}" if told.exact else f"~{told.number}"
    of = "" if told.breakdown is None else f" of list {told.breakdown}"
    sums = " or ".join(" + ".join(paths) for paths in (told.figures, *told.otherwise) if paths)
    return (
        f"{told.kind}{of}{', complete' * told.complete}: {told.text} at {told.section} {told.span}"
        f" = {number} within {told.least} and {told.most}{': ' * bool(sums)}{sums}"
    )


if __name__ == "__main__":
    FILE.write_text(json.dumps(results(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
