"""A second, independent transcription of the official form, for the tests to compare with.

Typed by hand from the project's description of the two editions (国办公开办函〔2019〕60号 and
国办公开办函〔2021〕30号) and, for edition 2021, held against the official blank form
`form-2021-blank.docx`; `DOCX_2021_SPANS` is that file's own tables, cell by cell. No blank form of
edition 2019 was at hand: its labels rest on the description alone.

This module must never be generated from `src/`, import from it, or be mended to agree with it: a
slip in the one source must not be consistent everywhere. Where the two differ, read the form.
"""

from typing import Final

PARTS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "2019": (
        ("一", "总体情况"),
        ("二", "主动公开政府信息情况"),
        ("三", "收到和处理政府信息公开申请情况"),
        ("四", "政府信息公开行政复议、行政诉讼情况"),
        ("五", "存在的主要问题及改进情况"),
        ("六", "其他需要报告的事项"),
    ),
    "2021": (
        ("一", "总体情况"),
        ("二", "主动公开政府信息情况"),
        ("三", "收到和处理政府信息公开申请情况"),
        ("四", "政府信息公开行政复议、行政诉讼情况"),
        ("五", "存在的主要问题及改进情况"),
        ("六", "其他需要报告的事项"),
    ),
}
"""Edition -> the six parts (number, heading), in order."""

APPLICANTS: Final[tuple[tuple[str, str], ...]] = (
    ("natural_person", "自然人"),
    ("business", "商业企业"),
    ("research", "科研机构"),
    ("public_welfare", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other", "其他"),
    ("total", "总计"),
)
"""The columns of table three (name, printed label), the total last."""

REQUESTS_NOTE: Final = "第一项加第二项之和，等于第三项加第四项之和"
"""The rule the form prints over table three, without its lead-in 本列数据的勾稽关系为."""

REQUEST_ROWS: Final[dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "2019": (
        ("requests.received", ("一、本年新收政府信息公开申请数量",)),
        ("requests.carried_over", ("二、上年结转政府信息公开申请数量",)),
        ("requests.outcomes.granted", ("三、本年度办理结果", "（一）予以公开")),
        (
            "requests.outcomes.partially_granted",
            ("三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ),
        (
            "requests.outcomes.state_secret",
            ("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"),
        ),
        (
            "requests.outcomes.prohibited_by_law",
            ("三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开"),
        ),
        (
            "requests.outcomes.security_and_stability",
            ("三、本年度办理结果", "（三）不予公开", "3.危及“三安全一稳定”"),
        ),
        (
            "requests.outcomes.third_party_interests",
            ("三、本年度办理结果", "（三）不予公开", "4.保护第三方合法权益"),
        ),
        (
            "requests.outcomes.internal_affairs",
            ("三、本年度办理结果", "（三）不予公开", "5.属于三类内部事务信息"),
        ),
        (
            "requests.outcomes.deliberative_process",
            ("三、本年度办理结果", "（三）不予公开", "6.属于四类过程性信息"),
        ),
        (
            "requests.outcomes.enforcement_file",
            ("三、本年度办理结果", "（三）不予公开", "7.属于行政执法案卷"),
        ),
        (
            "requests.outcomes.registry_inquiry",
            ("三、本年度办理结果", "（三）不予公开", "8.属于行政查询事项"),
        ),
        (
            "requests.outcomes.not_held",
            ("三、本年度办理结果", "（四）无法提供", "1.本机关不掌握相关政府信息"),
        ),
        (
            "requests.outcomes.not_ready_made",
            ("三、本年度办理结果", "（四）无法提供", "2.没有现成信息需要另行制作"),
        ),
        (
            "requests.outcomes.still_unclear",
            ("三、本年度办理结果", "（四）无法提供", "3.补正后申请内容仍不明确"),
        ),
        (
            "requests.outcomes.petition_or_complaint",
            ("三、本年度办理结果", "（五）不予处理", "1.信访举报投诉类申请"),
        ),
        (
            "requests.outcomes.repeated_request",
            ("三、本年度办理结果", "（五）不予处理", "2.重复申请"),
        ),
        (
            "requests.outcomes.published_work",
            ("三、本年度办理结果", "（五）不予处理", "3.要求提供公开出版物"),
        ),
        (
            "requests.outcomes.excessive_requests",
            ("三、本年度办理结果", "（五）不予处理", "4.无正当理由大量反复申请"),
        ),
        (
            "requests.outcomes.confirmation_or_reissue",
            (
                "三、本年度办理结果",
                "（五）不予处理",
                "5.要求行政机关确认或重新出具已获取信息",
            ),
        ),
        ("requests.outcomes.otherwise_handled", ("三、本年度办理结果", "（六）其他处理")),
        ("requests.outcomes_total", ("三、本年度办理结果", "（七）总计")),
        ("requests.carried_forward", ("四、结转下年度继续办理",)),
    ),
    "2021": (
        ("requests.received", ("一、本年新收政府信息公开申请数量",)),
        ("requests.carried_over", ("二、上年结转政府信息公开申请数量",)),
        ("requests.outcomes.granted", ("三、本年度办理结果", "（一）予以公开")),
        (
            "requests.outcomes.partially_granted",
            ("三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ),
        (
            "requests.outcomes.state_secret",
            ("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"),
        ),
        (
            "requests.outcomes.prohibited_by_law",
            ("三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开"),
        ),
        (
            "requests.outcomes.security_and_stability",
            ("三、本年度办理结果", "（三）不予公开", "3.危及“三安全一稳定”"),
        ),
        (
            "requests.outcomes.third_party_interests",
            ("三、本年度办理结果", "（三）不予公开", "4.保护第三方合法权益"),
        ),
        (
            "requests.outcomes.internal_affairs",
            ("三、本年度办理结果", "（三）不予公开", "5.属于三类内部事务信息"),
        ),
        (
            "requests.outcomes.deliberative_process",
            ("三、本年度办理结果", "（三）不予公开", "6.属于四类过程性信息"),
        ),
        (
            "requests.outcomes.enforcement_file",
            ("三、本年度办理结果", "（三）不予公开", "7.属于行政执法案卷"),
        ),
        (
            "requests.outcomes.registry_inquiry",
            ("三、本年度办理结果", "（三）不予公开", "8.属于行政查询事项"),
        ),
        (
            "requests.outcomes.not_held",
            ("三、本年度办理结果", "（四）无法提供", "1.本机关不掌握相关政府信息"),
        ),
        (
            "requests.outcomes.not_ready_made",
            ("三、本年度办理结果", "（四）无法提供", "2.没有现成信息需要另行制作"),
        ),
        (
            "requests.outcomes.still_unclear",
            ("三、本年度办理结果", "（四）无法提供", "3.补正后申请内容仍不明确"),
        ),
        (
            "requests.outcomes.petition_or_complaint",
            ("三、本年度办理结果", "（五）不予处理", "1.信访举报投诉类申请"),
        ),
        (
            "requests.outcomes.repeated_request",
            ("三、本年度办理结果", "（五）不予处理", "2.重复申请"),
        ),
        (
            "requests.outcomes.published_work",
            ("三、本年度办理结果", "（五）不予处理", "3.要求提供公开出版物"),
        ),
        (
            "requests.outcomes.excessive_requests",
            ("三、本年度办理结果", "（五）不予处理", "4.无正当理由大量反复申请"),
        ),
        (
            "requests.outcomes.confirmation_or_reissue",
            (
                "三、本年度办理结果",
                "（五）不予处理",
                "5.要求行政机关确认或重新出具已获取信息",
            ),
        ),
        (
            "requests.outcomes.correction_overdue",
            (
                "三、本年度办理结果",
                "（六）其他处理",
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            ),
        ),
        (
            "requests.outcomes.fee_overdue",
            (
                "三、本年度办理结果",
                "（六）其他处理",
                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            ),
        ),
        (
            "requests.outcomes.other_reasons",
            ("三、本年度办理结果", "（六）其他处理", "3.其他"),
        ),
        ("requests.outcomes_total", ("三、本年度办理结果", "（七）总计")),
        ("requests.carried_forward", ("四、结转下年度继续办理",)),
    ),
}
"""Edition -> the rows of table three (path, printed labels from the outermost cell inwards)."""

OUTCOMES: Final[dict[str, tuple[tuple[str, str, str | None], ...]]] = {
    "2019": (
        ("granted", "granted", "Reg. 36(2)"),
        ("partially_granted", "partially_granted", "Reg. 37"),
        ("state_secret", "refused", "Reg. 14"),
        ("prohibited_by_law", "refused", "Reg. 14"),
        ("security_and_stability", "refused", "Reg. 14"),
        ("third_party_interests", "refused", "Reg. 15"),
        ("internal_affairs", "refused", "Reg. 16(1)"),
        ("deliberative_process", "refused", "Reg. 16(2)"),
        ("enforcement_file", "refused", "Reg. 16(2)"),
        ("registry_inquiry", "refused", "Reg. 36(7)"),
        ("not_held", "unable_to_provide", "Reg. 36(4)-(5)"),
        ("not_ready_made", "unable_to_provide", "Reg. 38"),
        ("still_unclear", "unable_to_provide", "Reg. 30"),
        ("petition_or_complaint", "not_processed", "Reg. 39"),
        ("repeated_request", "not_processed", "Reg. 36(6)"),
        ("published_work", "not_processed", "Reg. 39"),
        ("excessive_requests", "not_processed", "Reg. 35"),
        ("confirmation_or_reissue", "not_processed", None),
        ("otherwise_handled", "otherwise_handled", None),
    ),
    "2021": (
        ("granted", "granted", "Reg. 36(2)"),
        ("partially_granted", "partially_granted", "Reg. 37"),
        ("state_secret", "refused", "Reg. 14"),
        ("prohibited_by_law", "refused", "Reg. 14"),
        ("security_and_stability", "refused", "Reg. 14"),
        ("third_party_interests", "refused", "Reg. 15"),
        ("internal_affairs", "refused", "Reg. 16(1)"),
        ("deliberative_process", "refused", "Reg. 16(2)"),
        ("enforcement_file", "refused", "Reg. 16(2)"),
        ("registry_inquiry", "refused", "Reg. 36(7)"),
        ("not_held", "unable_to_provide", "Reg. 36(4)-(5)"),
        ("not_ready_made", "unable_to_provide", "Reg. 38"),
        ("still_unclear", "unable_to_provide", "Reg. 30"),
        ("petition_or_complaint", "not_processed", "Reg. 39"),
        ("repeated_request", "not_processed", "Reg. 36(6)"),
        ("published_work", "not_processed", "Reg. 39"),
        ("excessive_requests", "not_processed", "Reg. 35"),
        ("confirmation_or_reissue", "not_processed", None),
        ("correction_overdue", "otherwise_handled", "Reg. 30"),
        ("fee_overdue", "otherwise_handled", "Reg. 42; 国办函〔2020〕109号"),
        ("other_reasons", "otherwise_handled", None),
    ),
}
"""Edition -> the outcomes (name, category, basis), in form order."""

PROACTIVE: Final[
    dict[
        str,
        tuple[tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]], ...],
    ]
] = {
    "2019": (
        (
            "第二十条第（一）项",
            (("regulations", "规章"), ("normative_documents", "规范性文件")),
            (
                ("made", "本年新制作数量"),
                ("disclosed", "本年新公开数量"),
                ("disclosed_total", "对外公开总数量"),
            ),
        ),
        (
            "第二十条第（五）项",
            (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项")),
            (
                ("items_last_year", "上一年项目数量"),
                ("change", "本年增/减"),
                ("decisions", "处理决定数量"),
            ),
        ),
        (
            "第二十条第（六）项",
            (("penalties", "行政处罚"), ("compulsory_measures", "行政强制")),
            (
                ("items_last_year", "上一年项目数量"),
                ("change", "本年增/减"),
                ("decisions", "处理决定数量"),
            ),
        ),
        (
            "第二十条第（八）项",
            (("fees", "行政事业性收费"),),
            (("items_last_year", "上一年项目数量"), ("change", "本年增/减")),
        ),
        (
            "第二十条第（九）项",
            (("procurement", "政府集中采购"),),
            (("projects", "采购项目数量"), ("amount", "采购总金额")),
        ),
    ),
    "2021": (
        (
            "第二十条第（一）项",
            (("regulations", "规章"), ("normative_documents", "行政规范性文件")),
            (
                ("issued", "本年制发件数"),
                ("repealed", "本年废止件数"),
                ("in_force", "现行有效件数"),
            ),
        ),
        (
            "第二十条第（五）项",
            (("licensing", "行政许可"),),
            (("decisions", "本年处理决定数量"),),
        ),
        (
            "第二十条第（六）项",
            (("penalties", "行政处罚"), ("compulsory_measures", "行政强制")),
            (("decisions", "本年处理决定数量"),),
        ),
        (
            "第二十条第（八）项",
            (("fees", "行政事业性收费"),),
            (("amount", "本年收费金额（单位：万元）"),),
        ),
    ),
}
"""Edition -> the blocks of table two (caption, rows, columns), rows and columns as (name, label)."""

DISPUTE_BLOCKS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("reconsideration", ("行政复议",)),
    ("direct_litigation", ("行政诉讼", "未经复议直接起诉")),
    ("litigation_after_reconsideration", ("行政诉讼", "复议后起诉")),
)
"""The blocks of table four (name, printed labels from the outermost cell inwards)."""

DISPUTE_RESULTS: Final[tuple[tuple[str, str], ...]] = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
"""The columns of each block of table four (name, printed label), the total last."""


def _figures(edition: str) -> tuple[str, ...]:
    """List an edition's figure paths, joining rows and columns, in form order."""
    return (
        *(
            f"proactive.{item}.{measure}"
            for _, items, measures in PROACTIVE[edition]
            for item, _ in items
            for measure, _ in measures
        ),
        *(f"{row}.{column}" for row, _ in REQUEST_ROWS[edition] for column, _ in APPLICANTS),
        *(
            f"disputes.{block}.{result}"
            for block, _ in DISPUTE_BLOCKS
            for result, _ in DISPUTE_RESULTS
        ),
    )


FIGURES: Final[dict[str, tuple[str, ...]]] = {
    "2019": _figures("2019"),
    "2021": _figures("2021"),
}
"""Edition -> every figure path in form order: 198 and 200."""


def _identities(edition: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """List an edition's identities (rule, left, right), rule after rule, each in form order."""
    return (
        *(
            (
                "requests-row-total",
                (f"{row}.total",),
                (
                    f"{row}.natural_person",
                    f"{row}.business",
                    f"{row}.research",
                    f"{row}.public_welfare",
                    f"{row}.legal_service",
                    f"{row}.other",
                ),
            )
            for row, _ in REQUEST_ROWS[edition]
        ),
        *(
            (
                "requests-outcomes-total",
                (f"requests.outcomes_total.{column}",),
                tuple(
                    f"requests.outcomes.{outcome}.{column}" for outcome, _, _ in OUTCOMES[edition]
                ),
            )
            for column, _ in APPLICANTS
        ),
        *(
            (
                "requests-balance",
                (f"requests.received.{column}", f"requests.carried_over.{column}"),
                (f"requests.outcomes_total.{column}", f"requests.carried_forward.{column}"),
            )
            for column, _ in APPLICANTS
        ),
        *(
            (
                "disputes-total",
                (f"disputes.{block}.total",),
                (
                    f"disputes.{block}.upheld",
                    f"disputes.{block}.corrected",
                    f"disputes.{block}.other",
                    f"disputes.{block}.pending",
                ),
            )
            for block, _ in DISPUTE_BLOCKS
        ),
    )


IDENTITIES: Final[dict[str, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]]] = {
    "2019": _identities("2019"),
    "2021": _identities("2021"),
}
"""Edition -> every linear identity (rule, left paths, right paths): 40 and 42."""

DOCX_2021_SPANS: Final[tuple[tuple[tuple[tuple[str, int, int], ...], ...], ...]] = (
    (
        (("第二十条第（一）项", 1, 4),),
        (
            ("信息内容", 1, 1),
            ("本年制发件数", 1, 1),
            ("本年废止件数", 1, 1),
            ("现行有效件数", 1, 1),
        ),
        (
            ("规章", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("行政规范性文件", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (("第二十条第（五）项", 1, 4),),
        (
            ("信息内容", 1, 1),
            ("本年处理决定数量", 1, 3),
        ),
        (
            ("行政许可", 1, 1),
            ("", 1, 3),
        ),
        (("第二十条第（六）项", 1, 4),),
        (
            ("信息内容", 1, 1),
            ("本年处理决定数量", 1, 3),
        ),
        (
            ("行政处罚", 1, 1),
            ("", 1, 3),
        ),
        (
            ("行政强制", 1, 1),
            ("", 1, 3),
        ),
        (("第二十条第（八）项", 1, 4),),
        (
            ("信息内容", 1, 1),
            ("本年收费金额（单位：万元）", 1, 3),
        ),
        (
            ("行政事业性收费", 1, 1),
            ("", 1, 3),
        ),
    ),
    (
        (
            ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            ("申请人情况", 1, 7),
        ),
        (
            ("自然人", 2, 1),
            ("法人或其他组织", 1, 5),
            ("总计", 2, 1),
        ),
        (
            ("商业企业", 1, 1),
            ("科研机构", 1, 1),
            ("社会公益组织", 1, 1),
            ("法律服务机构", 1, 1),
            ("其他", 1, 1),
        ),
        (
            ("一、本年新收政府信息公开申请数量", 1, 3),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("二、上年结转政府信息公开申请数量", 1, 3),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("三、本年度办理结果", 22, 1),
            ("（一）予以公开", 1, 2),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, 2),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("（三）不予公开", 8, 1),
            ("1.属于国家秘密", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("2.其他法律行政法规禁止公开", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("3.危及“三安全一稳定”", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("4.保护第三方合法权益", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("5.属于三类内部事务信息", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("6.属于四类过程性信息", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("7.属于行政执法案卷", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("8.属于行政查询事项", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("（四）无法提供", 3, 1),
            ("1.本机关不掌握相关政府信息", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("2.没有现成信息需要另行制作", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("3.补正后申请内容仍不明确", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("（五）不予处理", 5, 1),
            ("1.信访举报投诉类申请", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("2.重复申请", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("3.要求提供公开出版物", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("4.无正当理由大量反复申请", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("5.要求行政机关确认或重新出具已获取信息", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("（六）其他处理", 3, 1),
            ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("3.其他", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("（七）总计", 1, 2),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
        (
            ("四、结转下年度继续办理", 1, 3),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
    ),
    (
        (
            ("行政复议", 1, 5),
            ("行政诉讼", 1, 10),
        ),
        (
            ("结果维持", 2, 1),
            ("结果纠正", 2, 1),
            ("其他结果", 2, 1),
            ("尚未审结", 2, 1),
            ("总计", 2, 1),
            ("未经复议直接起诉", 1, 5),
            ("复议后起诉", 1, 5),
        ),
        (
            ("结果维持", 1, 1),
            ("结果纠正", 1, 1),
            ("其他结果", 1, 1),
            ("尚未审结", 1, 1),
            ("总计", 1, 1),
            ("结果维持", 1, 1),
            ("结果纠正", 1, 1),
            ("其他结果", 1, 1),
            ("尚未审结", 1, 1),
            ("总计", 1, 1),
        ),
        (
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
            ("", 1, 1),
        ),
    ),
)
"""The three tables of the official blank form of 2021: the rows of each, each row its anchor cells
(text without white space, rowspan, colspan) in reading order; cells merged upwards are not listed."""
