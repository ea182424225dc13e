"""How organs and exporters vary what the form prints: all of it data, in one place."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from govinfo_report.form import PartName

_TRADITIONAL: Final = (
    "覆复"  # OpenCC leaves it alone by itself, and writes 反覆 for 反复
    "佈布侷局係系個个傢家傳传億亿內内別别動动務务區区員员問问單单噹当嚮向囌苏國国團团埰采執执報报學学寀采審审專专對对屬属廢废廳厅強强彆别彔录後后復复戰战捲卷採采數数於于旂旗時时曏向"
    "會会査查條条業业構构標标機机檔档檢检權权決决沒没況况減减無无獲获現现當当發发睏困確确祕秘穩稳穫获箇个範范糰团糾纠納纳組组結结統统經经維维縣县總总織织繫系繳缴繼继續续罰罚舉举舘馆"
    "萬万蘇苏處处補补裝装製制複复規规計计訊讯訟讼訪访許许訴诉詢询認认請请議议護护費费資资購购踰逾轉转辦办這这進进過过郵邮鄉乡錄录録录鎭镇鎮镇開开間间閤合關关隊队隻只難难電电項项題题"
    "額额類类館馆體体髮发齣出"
)

FOLDED: Final[Mapping[int, str]] = MappingProxyType(
    dict(zip(map(ord, _TRADITIONAL[::2]), _TRADITIONAL[1::2], strict=True))
)
"""Every traditional character that OpenCC (t2s) makes one of those that reading looks for."""

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "政务信息": "政府信息",
        "资讯": "信息",
        "规范性档案": "规范性文件",
        "专案": "项目",
        "或者其他": "或其他",
        "和其他组织": "或其他组织",
    }
)
"""Words that organs put for a word of the form."""

LABELS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "总计": ("合计", "共计", "总数"),
        "法人或其他组织": ("法人及其他组织", "法人其他组织", "法人组织", "其他组织"),
        "申请人情况": ("申请人", "申请人类型"),
        "社会公益组织": ("公益组织",),
        "法律服务机构": ("法律服务组织",),
        "三、本年度办理结果": ("本年办理结果", "办理结果"),
        "一、本年新收政府信息公开申请数量": (
            "本年新收申请数量",
            "本年新收政府信息公开申请",
            "本年度新收政府信息公开申请数量",
        ),
        "二、上年结转政府信息公开申请数量": (
            "上年结转申请数量",
            "上年结转政府信息公开申请",
            "上年度结转政府信息公开申请数量",
        ),
        "四、结转下年度继续办理": (
            "结转下年继续办理",
            "结转下年度办理",
            "结转下年度继续办理数量",
        ),
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": (
            "部分公开",
            "部分予以公开",
            "部分公开（区分处理的，只计这一情形）",
        ),
        "（六）其他处理": ("其他处理情况", "其他处理结果"),
        "2.其他法律行政法规禁止公开": ("其他法律法规禁止公开", "法律行政法规禁止公开"),
        "3.危及“三安全一稳定”": ("危及三安全一稳定的",),
        "1.本机关不掌握相关政府信息": ("本机关不掌握相关信息", "本行政机关不掌握相关政府信息"),
        "5.要求行政机关确认或重新出具已获取信息": ("要求行政机关确认或重新出具已获取的信息",),
        "未经复议直接起诉": ("未经行政复议直接起诉", "直接起诉"),
        "复议后起诉": ("经复议后起诉", "行政复议后起诉", "经行政复议后起诉"),
        "其他结果": ("其它结果",),
        "尚未审结": ("尚未办结",),
        "其他": ("其它",),
        "本年制发件数": ("本年制发数量", "本年制发数", "制发件数"),
        "本年废止件数": ("本年废止数量", "本年废止数", "废止件数"),
        "现行有效件数": ("现行有效数量", "现行有效数", "有效件数"),
        "本年处理决定数量": ("本年处理决定数", "本年处理决定件数"),
        "处理决定数量": ("处理决定数",),
        "本年收费金额（单位：万元）": ("本年收费金额", "收费金额", "本年收费总金额"),
        "上一年项目数量": ("上年项目数量",),
        "本年增/减": ("本年增减数", "本年增减数量", "增减"),
        "对外公开总数量": ("对外公开数量",),
        "规范性文件": ("其他规范性文件",),
        "采购总金额": ("采购金额",),
        "政府集中采购": ("集中采购",),
    }
)
"""Printed label -> other labels that mean it."""

SUBTOTALS: Final = ("小计", "法人小计", "组织小计", "法人或其他组织小计", "法人或其他组织合计")
"""Columns that organs add between the last organisation and the total."""

NOTES: Final = ("信息内容", "内容", "项目", "类别", "指标", "单位件", "单位万元", "目录")
"""What stands in the corners of tables, or by itself, and leads to nothing."""

CORNER: Final = ("勾稽关系", "第一项加第二项", "第四项之和")
"""What tells the corner of table three, however much of it is left."""

CAPTION: Final = r"第?二十条第?[一二三四五六七八九十]{1,2}项?"
"""The line over each block of table two, once punctuation is dropped."""

HEADINGS: Final[tuple[tuple[PartName, str], ...]] = (
    ("overview", r".{0,4}总体(工作)?(情况|概况).{0,6}|(基本|总的)情况|(工作)?概述|工作概况"),
    ("disputes", r".*(复议.*诉讼|诉讼.*复议|行政复议情况|行政诉讼情况).*"),
    ("requests", r".*(收到|处理|办理|受理).*申请.*|.*(依申请公开).*情况.*"),
    ("proactive", r".*主动公开.*"),
    ("problems", r".*(存在|主要).*(问题|不足|困难).*|.*改进(情况|措施|方向)"),
    ("other_matters", r".*其[他它].*(事项|情况|问题).*|.*需要?报告.*事项.*"),
)
"""Part -> what its heading says, once punctuation is dropped; the first that fits counts."""

REPORT_NAME: Final = r"(政府|政务)?信息公开(工作)?(年度)?(工作)?(年度)?(情况)?(的)?报告"
"""How a title ends."""
