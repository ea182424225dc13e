"""How reports say what the form counts, as data: the words, and the phrases made of them.

This file is meant to be read and extended by somebody who knows the reports and not the code.

A *word* stands under a sign of one character, which says what kind of word it is. In a list of
words, `[…]` may be left out, `{…}` must be there, and `/` stands between alternatives, so that
`[政府]信息公开申请[书/件]` is six words.

A *phrase* is the row of signs around a number, written `N`: `收…申N` is a word for receiving,
anything, a word for requests, and the number directly after it. `…` is anything, the unknown
included; `^` is the beginning of the clause. Unknown words between two known ones become `·`, so
what a phrase does not allow for keeps it from being understood: silence, not a guess. Words
under `FILLERS` say nothing and may stand anywhere. The first phrase that fits decides.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from govinfo_report.vocabulary import (
    Applicant,
    DisputeKind,
    DisputeResult,
    Measure,
    Outcome,
    OutcomeCategory,
    ProactiveItem,
)

FILLERS: Final = """
共 总共 共计 合计 总计 累计 计 已 均已 达 达到 为 是 有 了 的 仅 只 全部 依法 依规 按时 按期 及时 数量 总数 总量 件数 数 案件
决定 决定书 处理决定 情况 情形 事项 问题 现象 发生 产生 书面 办件 提出 提交 递交 予以 群众 全年 年内 当年 年末 年底 一年来 年度内 长期以来 一直以来
新 统一 公民、法人{或/和/及/或者}其他组织[等] 社会公众 统计
"""
"""Words that change nothing."""

SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Requests: how they come in, what they are called, how they leave.
        "收": "[新/共/新增/登记/实]{收到/受理/接收/接到/收取/收悉} 新收 新增 收到并受理 接受 共收",
        "办": "办理 处理",
        "施": "[依法/统一/共]{作出/实施/采取/查处/核发/审批}",
        "审": "审理 审结 承办 作为{被告/第三人/复议机关} 代理 化解 参加 出庭 出庭应诉",
        "共": "收办 共办理 总共办理 共计办理 合计办理 应办 应办理 应答复 累计办理",
        "量": "[政府信息公开/依申请公开]{受理量/申请量/收件量/申请总量/申请数量/申请数}",
        "渠": "[通过/以/经]{网上/网络/线上/在线/线下/信函/来信/邮寄/电子邮件/邮箱/当面/现场/窗口/传真}[渠道/方式/平台/途径]",
        "请": "[政府/政务]信息[公开]申请[书/表/事项] 公开申请[书] "
        "依申请公开[的][政府/政务][信息][公开][申请/事项/件/案件/办件] "
        "要求公开[政府]信息的申请 信息依申请公开[申请]",
        "申": "申请 申请书 申请件 申请事项",
        "答": "[作出/已/予以/按时/按期/办理/均已/依法]{答复/回复/办结} 办理完毕 办理答复 办结答复 答复办结 办复",
        "余": "其余 余下 余为 剩余 另有 另 尚有 仍有 还有 剩下",
        # Applicants, outcomes, reviews and lawsuits, documents and decisions have their own lists.
        "开": "公开",
        "它": "其他 其它",
        "费": "行政事业性收费[金额/总金额/收入] 行政事业性{收费/费用}",
        "购": "政府集中采购[项目] 集中采购[项目]",
        "额": "[采购]{总金额/金额/总额}",
        # What denies.
        "未": "{未/没有/未曾/尚未/从未/并未}{收到/接到/接收/受理/收} 未新收",
        "因": "因 由于 涉及 涉 引发 引起 引致 导致 有关 相关 被 提起 针对 关于 对 向",
        "无": "无 {未/没有/从未/并未}{发生/产生/出现/引发/作出/实施/开展/采取/办理/收取/征收/被/因}[过] 没有 未有 不存在",
        "禁": "{未/没有/未新}{制定/制发/印发/出台/发布/制作} 无新{制定/制发/出台}",
        "免": "{未/没有}废止 无废止",
        "弃": "不计入 未计入 不纳入 未纳入 不在本报告 不属于本报告 不包含在 未包含在",
        "零": "{为/是/均为/都是/皆为}零",
        # When; what may be followed by what was left from then is no word.
        "往": "前年 历年 {过去/近}{几/两/三/四/五/六}年[来] {近/几/两/三/四/五}年来 以来 十{三/四/五}五[”]{期间/时期} {本届/任期}[政府][任期]内",
        "季": "{上/下}半年 [第/前]{一/二/三/四/1/2/3/4}季度",
        # What is done for another organ, or together with one.
        "导": "指导 督导 督促 督办 协助 协办 配合 协调 帮助 会办 会同 移送 移交 转送 转交 转来 交办 提请 报请",
        # What joins.
        "由": "由",
        "和": "和 及 与 以及 暨 或 并",
        "均": "均 都 各",
        "别": "分别[为/是/有/达] 依次为",
        "含": "含 其中含 内含 含有",
        "其": "其中 其中包括 包括 包含 分为 具体为 具体是 即",
        "等": "等",
        "信": "[政府/政务]信息公开[工作] 政务公开 依申请公开工作",
        # What a number next to it is not: a change against another time, or a count of something else.
        "比": "比 较 同比 环比 相比 与上年相比 对比 对照 增加 减少 增长 下降 上升 多 少 增 减 增幅 降幅 多收 少收 净增",
        "至": "{降/减/增/升}{至/到/为} {减少/下降/增加/上升/增长}{至/到/为}",
        "示": "主动公开 编制 公文 公开属性 公示 公布 发布 刊登 刊发 推送 发文 转载 归集 录入 上传 更新 集中公开 解读 翻译 发放 修编",
        "外": "信息处理费 热线 工单 {领导/市长/县长/区长/书记/局长/网上/公众}信箱 留言 咨询 诉求 投诉 举报 来访 群众来信 来信来访 来电 "
        "提案 建议 议案 备案 报备 合法性审核 合法性审查 转办 延期答复 延期 规章制度 信访件 线索 问卷 "
        "{行政许可/行政处罚/行政强制}{申请/事项/信息} 申请材料 {二/再/终}审 "
        "{受理/办理}事项 政务服务{事项/窗口/大厅/中心/平台} 信访事项 {村务/校务/院务/党务}公开[申请]",
        "·": "申请人 申请内容 申请方式 申请表格 申请渠道 申请公开 不予受理 无法定 无须 无需 无人 无一 无论 无条件 无偿 无障碍 未经 无关 无误 "
        "指导下 {指导/督促/协调/配合}{工作/作用/机制/力度} 立案[查处] 补正后受理 {拟/待/建议/计划}{制定/出台/印发/废止} 退伍 队伍 登陆 大陆 内陆",
    }
)
"""Words by their sign."""

PRESENT: Final = "今年[以来] 本年[度] 年初以来 报告年度[内] 报告期[内] 本报告期"
"""The year of the report. Sign `年`."""

APPLICANTS: Final[Mapping[tuple[Applicant, ...], str]] = MappingProxyType(
    {
        (Applicant.NATURAL_PERSON,): "自然人 公民 公民个人 个人",
        tuple(
            a for a in Applicant if a.is_organisation
        ): "法人{或/和/及/与/或者/以及/、}其他组织 法人组织 法人及组织",
        (Applicant.BUSINESS,): "商业企业 企业",
        (Applicant.RESEARCH,): "科研机构",
        (Applicant.PUBLIC_WELFARE,): "社会公益组织 公益组织 社会组织",
        (Applicant.LEGAL_SERVICE,): "法律服务机构 律师事务所",
        (Applicant.OTHER,): "其他组织 其他法人 其他申请人",
    }
)
"""Who made a request; the form counts them in columns. Sign `人`."""

OUTCOMES: Final[Mapping[OutcomeCategory | Outcome, str]] = MappingProxyType(
    {
        OutcomeCategory.GRANTED: "予以公开 同意公开 准予公开 全部公开 全部予以公开 完全公开 依法公开",
        OutcomeCategory.PARTIALLY_GRANTED: "[予以/同意/准予]部分公开 部分予以公开 部分同意公开",
        OutcomeCategory.REFUSED: "[决定/依法]{不予/不同意}公开",
        OutcomeCategory.UNABLE_TO_PROVIDE: "无法提供 无法予以提供",
        OutcomeCategory.NOT_PROCESSED: "[依法]不予处理",
        OutcomeCategory.OTHERWISE_HANDLED: "[作/按/以]{其他/其它}[方式]处理 [作/按]其他情形处理",
        Outcome.STATE_SECRET: "[属于/涉及/涉]国家秘密",
        Outcome.PROHIBITED_BY_LAW: "[属于/其他]法律[、/和]行政法规禁止公开 属于其他法律[、]行政法规禁止公开 "
        "其他法律[、]行政法规禁止公开",
        Outcome.SECURITY_AND_STABILITY: "三安全一稳定",
        Outcome.THIRD_PARTY_INTERESTS: "[保护/涉及/损害]第三方合法权益 保护第三方权益 损害第三方权益",
        Outcome.INTERNAL_AFFAIRS: "[属于]{三类内部事务/内部事务/内部管理}[信息]",
        Outcome.DELIBERATIVE_PROCESS: "[属于]{四类过程性/过程性}[信息]",
        Outcome.ENFORCEMENT_FILE: "[属于]行政执法案卷[信息]",
        Outcome.REGISTRY_INQUIRY: "[属于]行政查询事项 [属于]行政查询",
        Outcome.NOT_HELD: "[本机关/本单位/我局/本局]不掌握[相关][政府][信息] [政府/所申请/申请]信息不存在 "
        "不属于本[行政]机关[负责][公开][范围] 非本机关{掌握/制作/公开}[的][信息] 不属本机关公开[范围] 不掌握",
        Outcome.NOT_READY_MADE: "没有现成[的][政府]信息[、/，/且/而/并]需要另行制作 没有现成信息 [需/需要]另行制作 需要加工分析 无现成信息",
        Outcome.STILL_UNCLEAR: "补正后[申请][内容]仍不明确 补正后申请内容不明确 申请内容不明确 内容仍不明确",
        Outcome.PETITION_OR_COMPLAINT: "信访[、]举报[、]投诉[类][申请/事项] 信访类申请 属于信访[举报投诉][类] 信访投诉举报[类][申请] 信访事项申请",
        Outcome.REPEATED_REQUEST: "[属于]重复[提出][的]申请 重复提交申请",
        Outcome.PUBLISHED_WORK: "要求提供公开出版物 公开出版物",
        Outcome.EXCESSIVE_REQUESTS: "[无正当理由]大量[、]反复[提出]申请",
        Outcome.CONFIRMATION_OR_REISSUE: "[要求][行政机关]确认或[者]重新出具[已][获取][的]信息 确认或重新出具",
        Outcome.CORRECTION_OVERDUE: "[申请人][无正当理由]逾期[不/未]补正 [无正当理由]{不补正/未补正}",
        Outcome.FEE_OVERDUE: "[申请人][逾期]未按收费通知要求缴[纳]费[用] 逾期未缴[纳]费[用] 逾期不缴[纳]费[用]",
    }
)
"""What became of a request. Sign `果`."""

IN_A_LIST: Final[Mapping[OutcomeCategory | Outcome, str]] = MappingProxyType(
    {Outcome.PETITION_OR_COMPLAINT: "信访类 信访", Outcome.REPEATED_REQUEST: "重复"}
)
"""Short forms that are outcomes only among the parts of 不予处理, and topics elsewhere. Sign `类`."""

LITIGATION: Final = (DisputeKind.DIRECT_LITIGATION, DisputeKind.LITIGATION_AFTER_RECONSIDERATION)
"""Lawsuits of both kinds."""

DISPUTES: Final[Mapping[tuple[DisputeKind, ...], str]] = MappingProxyType(
    {
        (DisputeKind.RECONSIDERATION,): "行政复议[申请][案件/案/事项] 复议[申请][案件] 被复议",
        LITIGATION: "行政诉讼[案件/案] 诉讼[案件] 被诉[案件] 法院判决 法院",
        (
            DisputeKind.DIRECT_LITIGATION,
        ): "[未经复议/未经行政复议]直接[被]{起诉/诉讼/提起诉讼/提起行政诉讼}[案件] 未经[行政]复议[的][行政]{起诉/诉讼}",
        (
            DisputeKind.LITIGATION_AFTER_RECONSIDERATION,
        ): "[经][行政]复议后[再/又/仍/不服/不服再][被][提起]{起诉/诉讼/行政诉讼}[案件] 经复议的诉讼",
    }
)
"""Reviews and lawsuits; a lawsuit is of both kinds unless it says which. Sign `争`."""

RESPONDED: Final = "行政应诉[案件] 应诉[案件]"
"""Lawsuits of any subject, so only where disclosure is named before. Sign `讼`."""

RESULTS: Final[Mapping[DisputeResult, str]] = MappingProxyType(
    {
        DisputeResult.UPHELD: "[结果/被]维持 维持原[行政][行为/决定/答复] 予以维持",
        DisputeResult.CORRECTED: "[结果/被/予以]纠正 [被]撤销 被确认违法 被责令履行",
        DisputeResult.OTHER: "其他结果 其它结果",
        DisputeResult.PENDING: "{尚未/未/暂未}{审结/结案} {正在/尚在}审理[中] 审理中 待审结 未结案 [尚]未审理完毕",
    }
)
"""How reviews and lawsuits ended. Sign `判`."""

PENDING: Final = "尚未{办结/办理完毕} {正在/仍在}办理[中] 未办结"
"""Not yet concluded: a request carried forward, or among reviews and lawsuits a pending one. Sign `待`."""

DOCUMENTS: Final[Mapping[ProactiveItem, str]] = MappingProxyType(
    {
        ProactiveItem.REGULATIONS: "[政府/部门/地方政府/市政府]规章",
        ProactiveItem.NORMATIVE_DOCUMENTS: "[行政/政府/部门]规范性文件 行政规范性文件",
    }
)
"""Regulations and normative documents. Sign `文`."""

ACTIONS: Final[Mapping[Measure | None, str]] = MappingProxyType(
    {
        Measure.ISSUED: "[新/共/本年/新增/自身/联合/以县政府名义/以市政府名义]{制定/制发/印发/出台/制作} 制定印发 制定出台 制定发布 制定并{印发/出台/发布}",
        Measure.REPEALED: "[宣布/共]废止 废止失效 废止和失效",
        Measure.IN_FORCE: "现行[有效] 继续有效 有效",
        Measure.DISCLOSED: "新公开",
        Measure.DISCLOSED_TOTAL: "对外公开总数[量] 对外公开",
        None: "修订 修改 保留 宣布失效 失效",
    }
)
"""What became of a document, in the words of edition 2021; none where the form does not ask. Sign `动`."""

EDITION_2019: Final[Mapping[Measure, Measure]] = MappingProxyType({Measure.ISSUED: Measure.MADE})
"""What edition 2019 calls the same."""

DECISIONS: Final[Mapping[ProactiveItem, str]] = MappingProxyType(
    {
        ProactiveItem.LICENSING: "行政许可[决定/案件]",
        ProactiveItem.PENALTIES: "行政处罚[决定/案件]",
        ProactiveItem.COMPULSORY_MEASURES: "行政强制[措施/执行/决定/案件]",
    }
)
"""Licences, penalties and compulsory measures. Sign `许`."""


SUBJECTS: Final = """
申请 答复 回复 办结 办理完毕 受理 接收 收到 新收 收办 办理 结转 复议 诉 维持 纠正 撤销 许可 处罚 强制 规章 规范性 收费 采购
予以公开 部分公开 不予 同意公开 无法提供 不掌握 不存在 信访 出版物 补正 秘密 案卷 过程性 内部事务 查询事项 其他处理 其中 包括 分别
"""
"""Of these a sentence must hold one, or an open list, to be read at all; this is for speed alone."""

NEGATIONS: Final = "未 无 没有 不存在 零"
"""Of these every word that denies holds one; this is for speed likewise."""


class Meaning(StrEnum):
    """What a phrase states."""

    RECEIVED = "requests received"
    HANDLED = "requests received or carried over"
    RECEIVED_AND_ANSWERED = "requests received, and as many answered"
    CARRIED_OVER = "requests carried over from last year"
    CARRIED_FORWARD = "requests carried forward to next year"
    ANSWERED = "requests answered"
    GRANTED = "requests granted, where 公开 stands in a list of outcomes"
    OUTCOME = "requests with the outcome named"
    SHORT_OUTCOME = "requests with the outcome named, in a list of outcomes only"
    APPLICANT = "requests of the applicants named"
    OTHERS = "the others of a list"
    DISPUTE = "reviews or lawsuits named"
    RESULT = "reviews or lawsuits with the result named"
    REQUESTS_AND_DISPUTES = "requests received, and the reviews or lawsuits named"
    DOCUMENT = "documents issued, repealed or in force"
    DECISION = "decisions named"
    FEES = "administrative charges, an amount"
    PROJECTS = "centralised procurement, projects"
    PROCUREMENT = "centralised procurement, an amount"
    CHANGED_TO = "what the number before it states, of this year"
    NOTHING = "nothing that the form counts"


PHRASES: Final[tuple[tuple[Meaning, str], ...]] = (
    # What is compared, published or a count of something else, however familiar it looks.
    (Meaning.CHANGED_TO, "至N"),
    (Meaning.NOTHING, "比…N 外…N 示…N 开…文N 开…许N"),
    # Reviews and lawsuits.
    (Meaning.RESULT, "判N 争…判N 判争N"),
    (Meaning.NOTHING, "办争N 收争N 转争N 办讼N 审…争N 审…讼N"),
    (Meaning.DISPUTE, "争N 信…讼N 因…讼N"),
    # Documents, decisions, amounts.
    (Meaning.DOCUMENT, "文N 动N"),
    (Meaning.DECISION, "^许N 施许N 答许N 办许N 许和许N 许、许N"),
    (Meaning.FEES, "费N"),
    (Meaning.PROCUREMENT, "额N"),
    (Meaning.PROJECTS, "购N 购…N"),
    # Requests.
    (Meaning.APPLICANT, "人N 人…申N"),
    (
        Meaning.HANDLED,
        "收（含转）…申N 收…申（含转）N 收申N（含转 收…请N（含转 收N（含转 收和转…申N 转和收…申N",
    ),
    (Meaning.CARRIED_OVER, "转N 转申N 转…请N N转"),
    (Meaning.CARRIED_FORWARD, "留N 留申N 留…请N 待N 待申N"),
    (Meaning.OUTCOME, "果N 果申N 果答N"),
    (Meaning.SHORT_OUTCOME, "类N"),
    (Meaning.OTHERS, "它N"),
    (Meaning.GRANTED, "^开N"),
    (Meaning.NOTHING, "答收申N 办…答…请N ^渠收…N"),
    (Meaning.RECEIVED_AND_ANSWERED, "收和答N 收和答申N 收和答…请N 收申和答N"),
    (Meaning.ANSWERED, "答N 答申N 答…请N 答信…申N"),
    (Meaning.HANDLED, "共N 共申N 共…请N 共信…申N"),
    (Meaning.RECEIVED, "收N 收申N 收…请N 收信…申N 收…量N 量N ^请N 办申N 办…请N"),
    # What follows the number says what it is, if nothing before it does.
    (Meaning.CARRIED_FORWARD, "N留 N待 N申留 N申…留 余N…，留 余N…，…留"),
    (Meaning.ANSWERED, "N申答 N申…答"),
    (Meaning.HANDLED, "共N…申"),
    (Meaning.RECEIVED, "N申收 收N…申"),
    (Meaning.OUTCOME, "N果"),
    (Meaning.RESULT, "N判 N争判"),
    (Meaning.DISPUTE, "N争"),
)
"""What states what; `申` is either word for a request, `请` the full one alone.

Unknown words before a bare 申请 make it a request for something else, 低保申请: there it takes `请`.
"""

DENIALS: Final[tuple[tuple[Meaning, str], ...]] = (
    (Meaning.RECEIVED, "未…请 未申 未人申 无请 无申"),
    (Meaning.CARRIED_FORWARD, "无留 无留申 无申留"),
    (Meaning.CARRIED_OVER, "无转 无转申"),
    (Meaning.OUTCOME, "无果 无果申"),
    (Meaning.RESULT, "无判 无争判"),
    (Meaning.DISPUTE, "无争 未争"),
    (Meaning.REQUESTS_AND_DISPUTES, "未…请、争 未…请和争 未申、争 未申和争 无申、争 无申和争"),
    (Meaning.DOCUMENT, "禁文 免文"),
    (Meaning.DECISION, "无许"),
    (Meaning.FEES, "无费"),
)
"""What a clause denies as a whole; words for the cause (`因`, `信`) may stand between."""

NOUGHTS: Final[tuple[tuple[Meaning, str], ...]] = (
    (Meaning.RECEIVED, "量零 请零"),
    (Meaning.DISPUTE, "争零"),
    (Meaning.OUTCOME, "果零"),
)
"""What is said to be nought, `零`, in words."""
