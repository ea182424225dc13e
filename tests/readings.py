"""Write tests/readings.json, all that is read in some texts: `python -m tests.readings`.

Other tests hold single turns of phrase to what they mean. This one shows what a change of the
wording changes besides: write the file anew and read the difference, each line of which is to be
understood before it is kept.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from govinfo_report import Agency, AnnualReport, Section
from govinfo_report.rules.prose import Statement, read_prose
from tests.conftest import ROOT

FILE: Final = ROOT / "tests" / "readings.json"

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
                "行政复议、行政诉讼各1件。行政复议和行政诉讼共三件。因信息公开引发的应诉案件2件。",
                "行政复议9件，未出现被纠正情形。没有被纠正的案件（含诉讼）。",
                "制发规范性文件2件，废止1件，现行有效9件；制定规章1件、规范性文件3件，修订规章1件。",
                "作出行政许可决定5件、行政处罚决定6件，采取行政强制措施1件；行政事业性收费251000元。",
                "未制发行政规范性文件和规章，未废止规章，未实施行政强制，无行政事业性收费。",
                # Whose, and when.
                "全市收到申请150件，其中局本级3件；市住建局收到申请4件。答复140件。\n全年答复3件。",
                "由市住房和城乡建设局机关收到申请5件，市政府收到申请6件，市财政局答复7件。",
                "2020年收到申请5件，2021年降至2件，比2020年的5件减少3件，答复4件。",
                "2020年12月30日收到申请1件，截至2021年12月31日，收到申请3件，上半年2件。",
                "上年收到申请5件，今年收到2件。2019年结转4件，结转2025年3件。",
                "2020年，我局收到申请5件。本报告统计期限自2020年1月1日起至2020年12月31日止。",
                "我局加强培训。截至2020年12月31日，我局收到申请5件，收到网上申请13件。",
                "收到热线20件，办结20件。\n办结申请18件。认真办理热线。办结3件，收取信息处理费3件。",
                "所属5个分局收到申请73件，不计入本报告；收到申请13件，其中转来的线索不计入。",
                # Lists.
                "收到申请10件，其中网上6件、线下4件；公开信息143条，通过3个渠道，其中A类100条、B类40条等。",
                "收到10件，其中甲6件（网上4件、线下2件）、乙4件，其中网上3件、线下1件。",
                "收到申请10件（网上（如邮箱）6件、线下4件）（信函1件），答复10件（含自然人2件、企业1件）。",
                "收到申请10件，其中含网上6件、线下4件；公开信息8条，含规章3条、其他5条。",
                "收到申请10件；其中网上6件、线下4件。收到申请9件；培训3次，其中网上2次、线下1次。",
                "收到申请10件，召开会议2次、3场，培训4人、5期，其中网上6件、线下4件。",
                "收到申请10件，分别为网上6件、线下4件。收到申请10件：网上6件，线下4件，答复10件。",
                "收到申请10件，其中网上6件、线下2件，其余为信函。收到申请10件（网上6件、线下2件，余为信函）。",
                "收到申请10件，其中网上6件和线下4件，较上年增加2件；其余情况，另办2件。",
                "按方式分，收到申请10件，其中网上6件，信函3件，上年结转1件，答复10件。",
                # As written.
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
    FILE.write_text(json.dumps(readings(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
