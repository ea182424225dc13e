"""The prose reader: what a sentence states of what the form counts, and what it does not."""

import importlib.util
import inspect
import re
import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import Agency, AnnualReport, Section
from govinfo_report.form import form
from govinfo_report.rules.prose import (
    Statement,
    StatementKind,
    prose_of,
    read_prose,
    statements,
    wording,
)
from govinfo_report.rules.prose.lexicon import expand
from govinfo_report.rules.prose.numerals import CHINESE, COUNTERS, chinese_numeral
from govinfo_report.rules.prose.scope import Scope
from govinfo_report.rules.prose.tokens import KINDS, tokenise
from govinfo_report.vocabulary import Edition, Outcome, OutcomeCategory
from tests.conftest import ROOT

BUREAU: dict[str, Any] = {"agency": Agency("宁川市住房和城乡建设局", "department"), "year": 2021}
CITY: dict[str, Any] = {"agency": Agency("宁川市人民政府", "government"), "year": 2021}


def report(text: str, edition: str = "2021", **about: Any) -> AnnualReport:
    """Return a report with one piece of prose, by default a bureau's for 2021."""
    return AnnualReport(edition, overview=Section(text=text), **{**BUREAU, **about})


def figures(text: str, edition: str = "2021", **about: Any) -> list[tuple[str, str]]:
    """Return the figures stated and denied: the words, and the paths without what they share."""
    return [
        (found.text, " ".join(map(_short, found.figures)))
        for found in statements(report(text, edition, **about))
        if found.figures
    ]


def _short(path: str) -> str:
    return re.sub(r"^requests\.(outcomes\.)?|^proactive\.|^disputes\.|\.total$", "", path)


def category(name: str, edition: str = "2021") -> str:
    """Return the outcomes of a category as `figures` names them."""
    return " ".join(OutcomeCategory(name).outcomes(edition))


ALL_DISPUTES = "reconsideration direct_litigation litigation_after_reconsideration"
LAWSUITS = "direct_litigation litigation_after_reconsideration"
REFUSED = category("refused")


class TestWording:
    """The wording is data that can go wrong like any other."""

    def test_no_word_stands_under_two_signs(self) -> None:
        """A word that meant two things would silently mean the last."""
        lists = {
            **wording.SIGNS,
            "": wording.FILLERS,
            **{str(names): words for names, words in wording.APPLICANTS.items()},
            **{f"{names!r}": words for names, words in wording.OUTCOMES.items()},
            **{str(names): words for names, words in wording.DISPUTES.items()},
            **{str(names): words for names, words in wording.RESULTS.items()},
            **{str(names): words for names, words in wording.DOCUMENTS.items()},
            **{str(names): words for names, words in wording.ACTIONS.items()},
            **{str(names): words for names, words in wording.DECISIONS.items()},
            "讼": wording.RESPONDED,
            "待": wording.PENDING,
        }
        under: dict[str, str] = {}
        for sign, words in lists.items():
            for word in {word for notation in words.split() for word in expand(notation)}:
                assert under.setdefault(word, sign) == sign, word

    def test_words_are_spelled_out(self) -> None:
        """Brackets do not nest: what is left of one is a slip."""
        for words in (wording.FILLERS, *wording.SIGNS.values(), *wording.OUTCOMES.values()):
            for notation in words.split():
                assert all(word and not set("[]{}/") & set(word) for word in expand(notation))

    def test_phrases_are_made_of_known_signs(self) -> None:
        """A sign that no word has would never be met."""
        known = set(wording.SIGNS) | set("人果类争讼判待文动许转留N…^（），、")
        for _, notations in (*wording.PHRASES, *wording.DENIALS, *wording.NOUGHTS):
            assert set(notations.replace(" ", "")) <= known

    def test_every_outcome_of_the_form_has_words(self) -> None:
        """Every outcome can be told by its own name or its category's, 其他 within a list."""
        told = {
            o for named in wording.OUTCOMES for o in ([named] if isinstance(named, Outcome) else [])
        }
        own_rows = {o for o in Outcome if o.is_own_row}
        assert set(Outcome) - told - own_rows == {Outcome.OTHER_REASONS}

    def test_the_notation_of_words(self) -> None:
        """`[…]` may be left out, `{…}` must be there, `/` stands between alternatives."""
        assert [*expand("[政府]信息{书/件}")] == ["信息书", "信息件", "政府信息书", "政府信息件"]

    def test_the_longest_word_is_found(self) -> None:
        """公开申请 is one word where it can be, 公开 where not."""
        text = "公开申请公开申"
        found = tokenise(text, 0, len(text), Scope("", None, None))
        assert [(token.sign, text[token.start : token.end]) for token in found] == [
            ("请", "公开申请"), ("开", "公开"), ("·", "申"),
        ]  # fmt: skip

    def test_whatever_denies_is_worth_reading(self) -> None:
        """Every word that denies holds a negation by which its sentence is found."""
        negations = wording.NEGATIONS.split()
        for sign in "未无禁免零":
            for notation in wording.SIGNS[sign].split():
                for word in expand(notation):
                    assert any(negation in word for negation in negations), word

    def test_longer_counters_hold_short_ones(self) -> None:
        """A sentence is worth reading for a numeral before a counter of one character."""
        short = {counter for counter in COUNTERS.split() if len(counter) == 1}
        for counter in COUNTERS.split():
            assert counter[0] in short or (counter[0] in CHINESE and counter[1:] in short)

    @given(st.data())
    def test_tokens_begin_as_is_said(self, data: st.DataObject) -> None:
        """Whatever fits the expression of a kind begins with one of its beginnings."""
        kind = data.draw(st.sampled_from(KINDS))
        match = re.search(kind.pattern, data.draw(st.from_regex(kind.pattern)))
        assert match
        first = match[0][0]
        assert first in kind.begins or (first.isdecimal() and "0" in kind.begins)


def spelled(number: int) -> str:
    """Write a number below 10^12 in Chinese numerals."""
    if number >= 10**8:
        return _joined(number, 10**8, "亿")
    if number >= 10**4:
        return _joined(number, 10**4, "万")
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            return _joined(number, unit, name)
    return "零一二三四五六七八九"[number]


def _joined(number: int, unit: int, name: str) -> str:
    head, rest = divmod(number, unit)
    zero = "零" if 0 < rest < unit // 10 else ""
    return spelled(head) + name + (zero + spelled(rest) if rest else "")


class TestNumerals:
    """Numbers come as digits, with separators, in 万, as 余 and 约, and as Chinese numerals."""

    @given(st.integers(0, 10**12 - 1))
    def test_chinese_numerals(self, number: int) -> None:
        """Whatever is spelled out is read back, in plain characters and in formal ones."""
        formal = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
        assert chinese_numeral(spelled(number)) == number
        assert chinese_numeral(spelled(number).translate(formal)) == number

    @pytest.mark.parametrize(
        ("text", "number"),
        [("十", 10), ("十七", 17), ("两千零五", 2005), ("二〇二一", 2021), ("三万五", 35_000),
         ("一百五", 150), ("百", 100), ("两", 2), ("一亿零三", 100_000_003),
         ("三千万", 30_000_000), ("万", None), ("十五六", None)],
    )  # fmt: skip
    def test_ways_to_spell(self, text: str, number: int | None) -> None:
        """Units left out, digits one by one; a bare 万 and 十五六 are no numbers."""
        assert chinese_numeral(text) == number

    @given(st.text(CHINESE, min_size=1, max_size=15))
    def test_any_row_of_numerals(self, text: str) -> None:
        """What is no numeral gives none and never raises."""
        value = chinese_numeral(text)
        assert value is None or value >= 0

    @pytest.mark.parametrize(
        ("words", "number", "exact", "least", "most"),
        [
            ("17件", 17, True, 17, 17),
            ("１７件", 17, True, 17, 17),
            ("1,204件", 1204, True, 1204, 1204),
            ("1 204件", 1204, True, 1204, 1204),
            ("十七件", 17, True, 17, 17),
            ("贰拾叁件", 23, True, 23, 23),
            ("5.6万件", 56_000, True, 55_500, 56_500),
            ("2万件", 20_000, True, 15_000, 25_000),
            ("100余件", 100, False, 100, None),
            ("3千多件", 3000, False, 3000, None),
            ("17件以上", 17, False, 17, None),
            ("17件左右", 17, False, None, None),
        ],
    )
    def test_counts(
        self,
        words: str,
        number: int,
        exact: bool,  # noqa: FBT001 - a column of the table
        least: int | None,
        most: int | None,
    ) -> None:
        """What is told in 万 allows for what rounds to it; 余 bounds from below."""
        found = statements(report(f"收到政府信息公开申请{words}。"))[0]
        assert (found.number, found.exact) == (number, exact)
        assert (found.least, found.most) == (least, most)

    @pytest.mark.parametrize(
        ("words", "least", "most"),
        [("近百件", None, 100), ("不足20件", None, 20), ("约20件", None, None), ("超过20件", 20, None),
         ("逾20件", 20, None), ("几十件", None, None)],
    )  # fmt: skip
    def test_bounds_before(self, words: str, least: int | None, most: int | None) -> None:
        """近 and 不足 bound from above, 超 and 逾 from below, 约 not at all."""
        found = statements(report(f"收到政府信息公开申请{words}。"))[0]
        assert (found.exact, found.least, found.most) == (False, least, most)

    @pytest.mark.parametrize(
        ("words", "amount"),
        [("173.42万元", Decimal("173.42")), ("251000元", Decimal("25.1")), ("1.2亿元", 12_000),
         ("1,173.42万元", Decimal("1173.42")), ("0万元", 0)],
    )  # fmt: skip
    def test_amounts(self, words: str, amount: Decimal) -> None:
        """An amount is told in 万元, as in the form, and exactly."""
        found = statements(report(f"行政事业性收费{words}。"))[0]
        assert (found.figures, found.number) == (("proactive.fees.amount",), amount)

    @pytest.mark.parametrize(
        "text",
        ["收到申请2.5件。", "收到申请1234567890123456件。", "收到申请一次性办结。", "收到申请3个工作日内登记。",
         "收到申请12,34件。", "收到申请万件。"],
    )  # fmt: skip
    def test_no_counts(self, text: str) -> None:
        """Half a request, a number too long, 一次性, a term of days."""
        assert figures(text) == []


class TestRequests:
    """Requests: received, carried over and forward, answered, by applicant, by outcome."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("全年新收政府信息公开申请17宗。", [("17宗", "received")]),
            ("受理17件要求公开政府信息的申请。", [("17件", "received")]),
            ("承担全年17件申请的受理工作。", [("17件", "received")]),
            ("受理量达到17件。", [("17件", "received")]),
            ("政府信息公开申请17件。", [("17件", "received")]),
            ("全年受理17件次，回复17件次。", [("17件次", "received"), ("17件次", "outcomes_total")]),
            ("收到并办结申请6件。", [("6件", "received"), ("6件", "outcomes_total")]),
            ("共办理政府信息公开申请20件。", [("20件", "received carried_over")]),
            ("收到（含2020年结转）申请20件。", [("20件", "received carried_over")]),
            ("收到申请20件（含上年结转2件）。", [("20件", "received carried_over"), ("2件", "carried_over")]),
            ("上年结转2件，结转下年度继续办理3件。", [("2件", "carried_over"), ("3件", "carried_forward")]),
            ("另有5件申请因时间临近，结转下年度办理。", [("5件", "carried_forward")]),
            ("尚有3件结转2022年继续办理。", [("3件", "carried_forward")]),
            ("目前正在办理2件。", [("2件", "carried_forward")]),
            ("对19件申请作出答复。", [("19件", "outcomes_total")]),
            ("自然人申请15件，法人或其他组织2件。", [
                ("15件", "received.natural_person"),
                ("2件", "received.business received.research received.public_welfare received.legal_service received.other"),
            ]),
            ("办结申请9件，其中自然人7件、企业1件、其他1件。", [
                ("9件", "outcomes_total"),
                ("7件", "outcomes_total.natural_person"),
                ("1件", "outcomes_total.business"),
                ("1件", "outcomes_total.other"),
            ]),
            ("予以公开3件，其中自然人2件。", [("3件", "granted")]),
        ],
    )  # fmt: skip
    def test_what_came_in_and_went_out(self, text: str, expected: list[tuple[str, str]]) -> None:
        """Turns of phrase for the rows of table three that are no outcomes."""
        assert figures(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("予以公开2宗，部分予以公开3宗，不予公开3宗。", [("2宗", "granted"), ("3宗", "partially_granted"), ("3宗", REFUSED)]),
            ("答复20件，其中公开17件，不予公开3件。", [("20件", "outcomes_total"), ("17件", "granted"), ("3件", REFUSED)]),
            ("收到申请20件，公开9件。", [("20件", "received")]),
            ("全年公开20件。", []),
            ("其中45件予以公开、11件部分公开。", [("45件", "granted"), ("11件", "partially_granted")]),
            ("予以公开和部分公开共16件。", [("16件", "granted partially_granted")]),
            ("予以公开、不予公开分别为5件、3件。", [("5件", "granted"), ("3件", REFUSED)]),
            ("属于四类过程性信息不予公开4件。", [("4件", "deliberative_process")]),
            ("危及“三安全一稳定”1件，不掌握2件。", [("1件", "security_and_stability"), ("2件", "not_held")]),
            ("不予处理5件，其中信访类4件、重复1件。", [
                ("5件", category("not_processed")), ("4件", "petition_or_complaint"), ("1件", "repeated_request"),
            ]),
            ("从内容看，信访类4件。", []),
            ("逾期不补正1件、其他2件。", [("1件", "correction_overdue"), ("2件", "other_reasons")]),
            ("从申请看，其他2件。", []),
            ("其他2件。", []),
            ("予以公开2件、其他2件。", [("2件", "granted")]),
            ("部分公开（2件）。", [("2件", "partially_granted")]),
        ],
    )  # fmt: skip
    def test_outcomes(self, text: str, expected: list[tuple[str, str]]) -> None:
        """Outcomes, one by one, joined, and as categories of the form."""
        assert figures(text) == expected

    def test_outcomes_of_2019(self) -> None:
        """其他处理 is one row in edition 2019 and three in 2021; an overdue correction has none."""
        text = "其他处理2件，逾期不补正1件。"
        assert figures(text, "2019", year=2020) == [("2件", "otherwise_handled")]
        assert figures(text)[0] == ("2件", category("otherwise_handled"))

    def test_words_used_for_several_things(self) -> None:
        """办理 may mean what was received, what there was to handle, or what was answered."""
        received, handled = statements(report("办理申请3件。共办理申请3件。"))
        assert received.otherwise == (
            ("requests.received.total", "requests.carried_over.total"),
            ("requests.outcomes_total.total",),
        )
        assert handled.otherwise == (
            ("requests.received.total",),
            ("requests.outcomes_total.total",),
        )


class TestDisputes:
    """Reviews and lawsuits; a lawsuit is of both kinds unless it says which."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("被申请行政复议2件，维持1件，尚未办结1件。", [
                ("2件", "reconsideration"), ("1件", "reconsideration.upheld"), ("1件", "reconsideration.pending"),
            ]),
            ("行政诉讼3件，其他1件。", [("3件", LAWSUITS)]),
            ("行政诉讼3件，结果维持2件，其他1件。", [
                ("3件", LAWSUITS),
                ("2件", "direct_litigation.upheld litigation_after_reconsideration.upheld"),
                ("1件", "direct_litigation.other litigation_after_reconsideration.other"),
            ]),
            ("未经复议直接起诉1件，复议后起诉2件。", [("1件", "direct_litigation"), ("2件", "litigation_after_reconsideration")]),
            ("行政复议、行政诉讼均为0件。", [("0件", ALL_DISPUTES)]),
            ("行政复议、行政诉讼各1件。", [("1件", "reconsideration"), ("1件", LAWSUITS)]),
            ("被复议纠正1件、被法院判决纠正2件。", [
                ("1件", "reconsideration.corrected"),
                ("2件", "direct_litigation.corrected litigation_after_reconsideration.corrected"),
            ]),
            ("有1件行政诉讼。", [("1件", LAWSUITS)]),
            ("因政府信息公开引发的应诉案件2件。", [("2件", LAWSUITS)]),
            ("行政复议和行政诉讼共三件。", [("三件", ALL_DISPUTES)]),
            ("行政复议12宗、行政诉讼4宗，其中维持1宗。", [
                ("12宗", "reconsideration"), ("4宗", LAWSUITS),
                ("1宗", "direct_litigation.upheld litigation_after_reconsideration.upheld"),
            ]),
            ("行政复议、行政诉讼均为0件，维持0件。", [
                ("0件", ALL_DISPUTES),
                ("0件", " ".join(f"{kind}.upheld" for kind in ALL_DISPUTES.split())),
            ]),
            ("全局行政应诉案件83起。", []),
            ("审结行政复议案件231件。", []),
        ],
    )  # fmt: skip
    def test_disputes(self, text: str, expected: list[tuple[str, str]]) -> None:
        """Kinds, results and both; the business of a reviewing body is none of it."""
        assert figures(text) == expected


class TestTableTwo:
    """Documents, decisions, charges and procurement."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("制定规章1件、行政规范性文件22件。", [("1件", "regulations.issued"), ("22件", "normative_documents.issued")]),
            ("制发规范性文件2件，废止1件，现行有效9件。", [
                ("2件", "normative_documents.issued"), ("1件", "normative_documents.repealed"), ("9件", "normative_documents.in_force"),
            ]),
            ("修订规范性文件2件。", []),
            ("规范性文件2件。", []),
            ("出台规章制度2件。", []),
            ("主动公开规范性文件2件、规章1件。", []),
            ("新公开规范性文件2件。", []),
            ("作出行政许可决定5件、行政处罚决定6件，采取行政强制措施1件。", [
                ("5件", "licensing.decisions"), ("6件", "penalties.decisions"), ("1件", "compulsory_measures.decisions"),
            ]),
            ("公示行政许可5件、行政处罚6件。", []),
            ("取消行政许可3项。", []),
            ("行政处罚3起，罚款12万元。", [("3起", "penalties.decisions")]),
            ("行政事业性收费5项。", []),
            ("集中采购12个，采购总金额3万元。", []),
        ],
    )  # fmt: skip
    def test_edition_2021(self, text: str, expected: list[tuple[str, str]]) -> None:
        """制发 is issued; what is published, amended or listed as topics is not counted."""
        assert figures(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("制定规范性文件3件。", [("3件", "normative_documents.made")]),
            ("新公开规范性文件2件。", [("2件", "normative_documents.disclosed")]),
            ("废止规范性文件2件。", []),
            ("政府集中采购项目12个，采购总金额350.2万元。", [("12个", "procurement.projects"), ("350.2万元", "procurement.amount")]),
            ("集中采购总金额3万元。", [("3万元", "procurement.amount")]),
            ("采购总金额3万元。", []),
            ("集中采购3万元。", []),
            ("未制定规章。", [("未制定规章", "regulations.made")]),
            ("未废止规章。", []),
        ],
    )  # fmt: skip
    def test_edition_2019(self, text: str, expected: list[tuple[str, str]]) -> None:
        """Edition 2019 asks for what was made and disclosed, and for procurement."""
        assert figures(text, "2019", year=2020) == expected


class TestDenials:
    """Prose says that there were none, in words."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("未收到公民、法人或其他组织提出的政府信息公开申请。", [("未收到公民、法人或其他组织提出的政府信息公开申请", "received")]),
            ("无行政复议、行政诉讼情况。", [("无行政复议、行政诉讼", ALL_DISPUTES)]),
            ("没有因政府信息公开被申请行政复议和提起行政诉讼的案件。", [
                ("没有因政府信息公开被申请行政复议和提起行政诉讼", ALL_DISPUTES),
            ]),
            ("未收到政府信息公开申请、行政复议和行政诉讼。", [
                ("未收到政府信息公开申请、行政复议和行政诉讼", f"received {ALL_DISPUTES}"),
            ]),
            ("无不予公开情形，无结转下年度。", [("无不予公开", REFUSED), ("无结转下年度", "carried_forward")]),
            ("未制发行政规范性文件和规章，未废止规章。", [
                ("未制发行政规范性文件和规章", "normative_documents.issued regulations.issued"),
                ("未废止规章", "regulations.repealed"),
            ]),
            ("未实施行政强制，无行政事业性收费。", [("未实施行政强制", "compulsory_measures.decisions"), ("无行政事业性收费", "fees.amount")]),
            ("行政复议9件，未出现被纠正情形。", [("9件", "reconsideration"), ("未出现被纠正", "reconsideration.corrected")]),
            ("没有被纠正的案件（含诉讼）。", [
                ("没有被纠正", " ".join(f"{kind}.corrected" for kind in ALL_DISPUTES.split())),
            ]),
            ("没有被行政复议纠正。", [("没有被行政复议纠正", "reconsideration.corrected")]),
            ("政府信息公开申请量为零，行政复议、行政诉讼均为零。", [
                ("政府信息公开申请量为零", "received"), ("行政复议、行政诉讼均为零", ALL_DISPUTES),
            ]),
            ("不予公开为零，差错为零。", [("不予公开为零", REFUSED)]),
        ],
    )  # fmt: skip
    def test_denials(self, text: str, expected: list[tuple[str, str]]) -> None:
        """One denial may cover several figures; its words end where the object does."""
        assert figures(text) == expected
        assert all(s.number == 0 for s in statements(report(text)) if s.kind == "denial")

    @pytest.mark.parametrize(
        "text",
        ["未收到投诉举报。", "无其他需要报告的事项。", "没有一件申请超期。", "无需延期答复。", "未收到申请人补正材料。",
         "没有逾期答复的申请。", "无和申请。", "未收到。", "无、"],
    )  # fmt: skip
    def test_what_denies_nothing_of_the_form(self, text: str) -> None:
        """无, 没有 and 未 are said of much else."""
        assert figures(text) == []


class TestTraps:
    """Numbers that are no statement about the form."""

    @pytest.mark.parametrize(
        "text",
        [
            "依申请公开减少4件，同比增加5件。",
            "受理低保申请200件，办结198件。",
            "受理工伤认定申请35件。",
            "收到网上申请13件。",
            "未收到要求听证的申请。",
            "依托12345热线受理工单1532件，办结1530件。",
            "市长信箱收到来信20件，办结20件。",
            "承办建议18件，均按时答复。我局全年办结18件。",
            "根据国办公开办函〔2021〕30号，自收到申请之日起20个工作日内答复。",
            "收取信息处理费3件次，合计215元。",
            "依照第三十二条第（一）项征求第三方意见4次。",
            "《关于收到申请17件的通报》共3份。",
            "所属5个分局收到申请73件，不计入本报告。",
            "收到申请21件，不在本报告统计范围。",
            "上半年收到申请5件，1-6月答复4件。",
            "近三年收到申请50件。",
            "收到（含2019年结转）申请5件。",
            "第一季度收到申请5件，前三季度收到申请8件。",
            "热线受理群众申请7件，答复7件。",
            "公文审核5件，其中主动公开2件、依申请公开2件、不予公开1件。",
            "行政诉讼二审维持1件。",
            "拟废止规范性文件2件。",
            "作为复议机关办理行政复议3件，维持2件。",
            "公示信息9条，行政处罚2条。",
            "取消行政许可3项、行政处罚2项。",
            "政务服务窗口受理事项7件，办结7件。",
            "不动产登记查询申请受理7件。",
        ],
    )
    def test_traps(self, text: str) -> None:
        """Shares, growth, hot lines, letters, terms, fees, ordinals, titles, other circles, parts of a year."""
        assert figures(text) == []

    def test_what_was_published_and_what_was_answered(self) -> None:
        """不予公开 after what was published is of documents, until requests are told of."""
        text = "主动公开公文9件，不予公开1件；收到申请5件，不予公开2件。"
        assert figures(text) == [("5件", "received"), ("2件", REFUSED)]
        text = "主动公开信息9条，属于国家秘密1件。收到申请5件，主动公开6条，答复5件，不予公开2件。"
        expected = [("1件", "state_secret"), ("5件", "received"), ("5件", "outcomes_total")]
        assert figures(text) == [*expected, ("2件", REFUSED)]

    def test_what_is_left_out_of_a_part(self) -> None:
        """「其中……不计入」 speaks of the part and leaves the whole as it is."""
        assert figures("收到申请13件，其中转来的线索不计入。") == [("13件", "received")]

    def test_what_was_said_before_is_kept_in_mind(self) -> None:
        """办结 after a hot line is the hot line's, after a request the request's, in the same paragraph."""
        assert figures("认真办理热线。全年办结18件。") == []
        assert figures("认真办理热线。\n全年办结18件。") == [("18件", "outcomes_total")]
        assert figures("认真办理热线和申请。全年办结18件。") == [("18件", "outcomes_total")]


class TestScope:
    """全市 is the report's own scope when the organ is a government or the title a city's."""

    CIRCLE = "全市收到政府信息公开申请150件。"

    def test_a_bureau_is_not_the_city(self) -> None:
        """A wider circle's figures are not the bureau's."""
        assert figures(self.CIRCLE) == []

    @pytest.mark.parametrize(
        "about",
        [CITY, {"agency": Agency("宁川市")}, {"agency": Agency(), "title": "2021年宁川市政府信息公开工作年度报告"},
         {"agency": Agency("宁川市政务公开领导小组", "government")}],
    )  # fmt: skip
    def test_a_city_is(self, about: dict[str, Any]) -> None:
        """By its kind, by its name, or by the title of the report."""
        assert figures(self.CIRCLE, **about) == [("150件", "received")]

    def test_a_county_is_not(self) -> None:
        """全市 in a county's report is the circle around it."""
        assert figures(self.CIRCLE, agency=Agency("永和县人民政府", "government")) == []

    def test_no_level_is_known(self) -> None:
        """A government of no known level speaks of itself alone."""
        assert figures(self.CIRCLE, agency=Agency("开发总署", "government")) == []

    def test_parts_of_a_city(self) -> None:
        """The core of a city is a part of its report, until the semicolon."""
        text = "全市收到申请150件，市本级收到42件；答复140件。"
        assert figures(text, **CITY) == [("150件", "received"), ("140件", "outcomes_total")]

    @pytest.mark.parametrize(
        "text",
        [
            "全市收到申请150件，我局收到3件。",
            "全市收到申请150件；市住建局收到申请3件。",
            "全市收到申请150件，其中市局机关3件。",
            "全市收到申请150件，其中局本级3件。",
            "全市收到申请150件，由市住房和城乡建设局收到3件。",
        ],
    )
    def test_back_to_the_own_circle(self, text: str) -> None:
        """我局, an abbreviation of the name and the core of the organ turn back to it."""
        assert figures(text) == [("3件", "received")]

    def test_another_organ_acts(self) -> None:
        """The city's government is not its bureau, its web site is nobody who acts."""
        assert figures("市政府收到申请150件。") == []
        assert figures("市政府门户网站发布后，收到申请3件。") == [("3件", "received")]

    def test_nobody_is_known(self) -> None:
        """Where the organ is unknown, an organ named may be the one."""
        assert figures("市财政局收到申请3件。", agency=Agency()) == [("3件", "received")]

    def test_what_is_done_for_others(self) -> None:
        """Their work is not the own one, unless they report together or 我局 turns back."""
        text = "指导街道办事处办理申请7件、答复6件，答复3件，我局收到申请2件。"
        assert figures(text) == [("2件", "received")]
        assert figures("指导各单位答复申请7件。", **CITY) == [("7件", "outcomes_total")]
        assert figures("加强业务指导，指导培训2次，收到申请3件。") == [("3件", "received")]

    def test_an_office_by_its_short_name(self) -> None:
        """区政府办 is 云岫区人民政府办公室."""
        office = Agency("云岫区人民政府办公室", "department")
        assert figures("区政府办收到申请3件。", agency=office) == [("3件", "received")]

    def test_a_circle_lasts_through_the_paragraph(self) -> None:
        """What follows a wider circle's figures may be its own too: silence."""
        assert figures("全市收到申请150件。答复140件。\n全年答复3件。") == [
            ("3件", "outcomes_total")
        ]
        assert figures("全市高度重视，召开会议3次，受理平稳。答复3件。") == [
            ("3件", "outcomes_total")
        ]


class TestYears:
    """Other years are told for comparison, or by mistake."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2020年收到申请5件，2021年降至2件。", [("2件", "received")]),
            ("2020年收到申请5件，答复5件。", []),
            ("下降三成（2020年8件），办结5件。", [("5件", "outcomes_total")]),
            ("全年）收到申请5件。", [("5件", "received")]),
            ("去年收到申请5件，今年收到2件。", [("2件", "received")]),
            ("申请量2020年突破2万件，收到3件。", []),
            ("尚有3件结转2022年继续办理。", [("3件", "carried_forward")]),
            ("尚有3件结转2025年继续办理。", []),
            ("结转下年度继续办理2件，全市行政机关收到申请5件。", [("2件", "carried_forward")]),
            ("比2020年的5件减少，办结2件。", [("2件", "outcomes_total")]),
            ("2020年12月30日收到申请1件，全年收到申请3件。", [("3件", "received")]),
            ("2021年3月1日收到申请3件。", [("3件", "received")]),
            ("截至2020年12月31日，收到申请3件。", []),
            ("截至2021年12月31日，收到申请3件。", [("3件", "received")]),
            ("与上年相比，收到申请3件。", [("3件", "received")]),
            ("降至2件。", []),
            ("2019年至2021年共办理申请5件，2021年收到申请2件。", [("2件", "received")]),
            ("2019—2021年共办理申请5件。", []),
            ("2020、2021年分别收到申请5件、3件。", []),
            ("2020、2021两年共收到申请8件。", []),
            ("2021年和2020年相比，收到申请3件。", [("3件", "received")]),
            ("2021年1月1日至2021年12月31日，收到申请3件。", [("3件", "received")]),
            ("2021年3月1日至2021年12月31日，收到申请3件。", []),
            ("2021年以来收到申请3件。", [("3件", "received")]),
            ("长期以来重视公开，收到申请3件。", [("3件", "received")]),
            ("建局以来收到申请30件，今年收到3件。", [("3件", "received")]),
        ],
    )
    def test_years(self, text: str, expected: list[tuple[str, str]]) -> None:
        """A year holds until another is named; a date or a comparison for its clause alone."""
        assert figures(text) == expected

    def test_the_title_tells_the_year(self) -> None:
        """Where the year is unknown it is the title's; where that has none, no year is the own."""
        text = "2020年收到申请5件。"
        title = "2020年度政府信息公开工作年度报告"
        assert figures(text, year=None, title=title) == [("5件", "received")]
        assert figures(text, year=None) == []

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2020年，我局共收到政府信息公开申请5件。", ["2020年"]),
            (
                "本报告统计期限为2020年1月1日起至2020年12月31日止。",
                ["2020年1月1日起至2020年12月31日"],
            ),
            ("自2021年1月1日至2020年12月31日。", ["2021年1月1日至2020年12月31日"]),
            ("2020年，我局认真落实条例。", ["2020年"]),
            ("我局加强培训。我局2020年收到申请5件。", ["2020年"]),
            ("我局加强培训。截至2020年12月31日，我局收到申请5件。", ["截至2020年12月31日"]),
            ("2021年1月1日至12月31日。", []),
            ("2020年收到申请5件，2021年收到2件。", []),
            ("2020年收到申请5件，比上年少。", []),
            ("2020年，我局认真落实条例，2021年更进一步。", []),
            ("2019年，我局认真落实条例。", []),
            ("2020年，我局成立以来，收到肯定。", []),
            ("2019年以来，我局累计收到申请30件。", []),
            ("收到申请由2020年的8件减少到5件。", []),
            ("收到申请5件（2020年8件），办结5件。", []),
            ("2022年，我局将收到申请5件。", []),
            ("全市2020年收到申请5件。", []),
            ("2020年粉丝5人，收到好评。", []),
        ],
    )
    def test_stale_years(self, text: str, words: list[str]) -> None:
        """Own figures of an earlier year, a period that is not the report's, a paragraph left over."""
        assert [stale.text for stale in read_prose(report(text)).stale_years] == words

    def test_no_year_is_stale_in_a_report_of_no_year(self) -> None:
        """Nothing is said of years where the report's is unknown."""
        text = "2020年1月1日至12月31日收到申请5件。"
        assert read_prose(report(text, year=None)).stale_years == ()


def lists(text: str) -> list[tuple[str, list[str], bool]]:
    """Return the breakdowns of a text: the whole, the parts, whether that is all of them."""
    found = statements(report(text))
    return [
        (
            whole.text,
            [s.text for s in found if s.kind == "part" and s.breakdown == whole.breakdown],
            whole.complete,
        )
        for whole in found
        if whole.kind == "whole"
    ]


class TestBreakdowns:
    """A whole and its parts: only a list that ends the sentence or bracket is complete."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("公开信息10条，通过3个渠道发布，其中A类4条、B类6条。", [("10条", ["4条", "6条"], True)]),
            ("收到申请10件，其中网上6件，线下4件，已全部答复。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件（网上6件、线下4件），答复10件。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件，其中网上6件线下4件。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件（网上（如邮箱）6件、线下4件）（信函1件）。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件，其中网上6件（含邮箱（新）1件）、线下4件。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件：网上6件，线下4件。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件，按方式分，网上6件，线下4件；公开信息10件。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件，分别为网上6件、线下4件。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件；其中网上6件、线下4件。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件，其中网上6件、线下2件等。", [("10件", ["6件", "2件"], False)]),
            ("收到申请10件，其中网上6件、线下2件，其余为信函。", [("10件", ["6件", "2件"], False)]),
            ("收到申请10件，其中网上6件、线下2件；其余为信函，另办2件。", [("10件", ["6件", "2件"], False)]),
            ("收到申请10件，其中网上6件、线下4件，同比增加2件。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件，其中网上6件，线下4件，答复10件。", [("10件", ["6件", "4件"], False)]),
            ("收到申请10件，其中网上6件、线下4件，召开会议2次。", [("10件", ["6件", "4件"], True)]),
            ("收到申请10件，其中网上6件、线下4件，信函1件。", [("10件", ["6件", "4件"], False)]),
            ("收到申请10件，其中网上6件。", [("10件", ["6件"], False)]),
            ("收到申请10件（网上6件、线下2件，其余信函）。", [("10件", ["6件", "2件"], False)]),
            ("收到10件，其中甲6件（网上4件、线下2件）、乙4件。", [
                ("10件", ["6件", "4件"], True), ("6件", ["4件", "2件"], True),
            ]),
            ("收到10件，其中甲6件、乙4件，其中网上3件、线下1件。", [
                ("10件", ["6件", "4件"], False), ("4件", ["3件", "1件"], True),
            ]),
            ("全年收办申请8件，其中本年新收5件，上年结转3件。", [("8件", ["5件", "3件"], True)]),
        ],
    )  # fmt: skip
    def test_lists(self, text: str, expected: list[tuple[str, list[str], bool]]) -> None:
        """其中, 包括, 分别为, 按…分, a colon or a bracket; the counters agree."""
        assert lists(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "收到申请10件（含上年结转2件）。",
            "收到申请10件（网上6件）。",
            "收到申请10件，网上6件，线下4件。",
            "收到申请10件，召开会议，其中培训2次。",
            "收到申请10件；召开会议，其中网上2件。",
            "收到申请10件，其中有的疑难；网上2件。",
            "其中网上2件，线下1件。",
            "甲1次，乙1场，丙1人，丁1家，其中网上1件。",
            "公开信息（规章1件），其中网上1件、线下2件。",
            "收到申请10件（1次、2次）。",
        ],
    )
    def test_no_lists(self, text: str) -> None:
        """含 names one subset; without a word for a list, or with other counters, there is none."""
        assert [found for found in lists(text) if found[2]] == []

    def test_a_number_that_is_both(self) -> None:
        """A number that states a figure and takes part in a breakdown is two statements."""
        found = statements(report("收办申请8件，其中新收5件，上年结转3件。"))
        kinds = [(s.kind.value, s.number, s.breakdown) for s in found]
        assert kinds == [
            ("figure", 8, None), ("whole", 8, 0), ("figure", 5, None), ("part", 5, 0),
            ("figure", 3, None), ("part", 3, 0),
        ]  # fmt: skip

    def test_breakdowns_are_counted_through_the_report(self) -> None:
        """Two sections, two breakdowns, two numbers."""
        text = "收到申请3件，其中网上2件、线下1件。"
        both = AnnualReport("2021", overview=Section(text=text), problems=Section(text=text))
        assert {s.breakdown for s in statements(both)} == {None, 0, 1}


class TestPlaces:
    """Every statement is quoted with its section and span."""

    def test_sections_are_named_by_their_path(self) -> None:
        """`overview.subsections.1` is `report.overview.subsections[1]`; empty ones are passed over."""
        told = AnnualReport(
            "2021",
            preface="收到申请1件。",
            overview=Section(
                "",
                "",
                (Section("a"), Section("b", "收到申请2件。", (Section("c", "收到申请3件。"),))),
            ),
            problems=Section("", "收到申请4件。"),
            other_matters=Section("", "收到申请5件。"),
        )
        assert [(s.section, s.number) for s in statements(told)] == [
            ("preface", 1), ("overview.subsections.1", 2), ("overview.subsections.1.subsections.0", 3),
            ("problems", 4), ("other_matters", 5),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("收到申请 14 件。", ["14 件"]),
            ("收到申请１２件。", ["１２件"]),
            ("我局依法依规认真做好各项工作，全年共收到政府信息公开申\n请1\u200b7件，答复16件。", ["1\u200b7件", "16件"]),
            ("（二）依申请公开\n收到申请17件。", ["17件"]),
            ("我局依法依规认真做好各项工作，全年共收到政府信息公开申请1 \n 7件。", ["1 \n 7件"]),
            ("未制定规章\n收到申请10件（网上6件）。", ["未制定规章", "10件"]),
            ("我局编制了2020年度政府信息公开工作年度报告并按时向社会公布，\n全年答复3件。", ["3件"]),
            ("一、依申请公开工作的有关情况如下所述各项内容都在这里说明\n收到申请17件。", ["17件"]),
            ("本年度认真办理各类事项，加强了业务培训和指导，收到\n（一）申请17件。", []),
            ("收到政府信息公開申請17件，行政複議2件。", ["17件", "2件"]),
        ],
    )  # fmt: skip
    def test_words_are_quoted_as_written(self, text: str, words: list[str]) -> None:
        """Spaces, controls, width, traditional characters and lines broken by a text dump."""
        assert [s.text for s in statements(report(text)) if s.figures] == words

    def test_a_sentence_of_no_end_is_cut_at_a_mark(self) -> None:
        """Numbers are never cut in two, and what follows is read."""
        text = "收到申请17件，" * 1000
        assert {s.text for s in statements(report(text))} == {"17件"}
        assert len(statements(report(text))) == 1000
        assert statements(report("收到申请" + "甲" * 2000 + "17件")) == []
        assert figures("甲" * 2500 + "，收到申请17件。") == [("17件", "received")]
        assert figures("甲" * 990 + "，17件申请受理" + "甲" * 100) == [("17件", "received")]
        assert figures("甲，" + "甲" * 2500 + "，收到申请17件。") == [("17件", "received")]

    @given(
        st.text(
            st.sampled_from(
                "收到申请公开行政复议诉讼其中包括无未0123456789十百万件宗条元，。、；：（）\n 　年月日全市我局上下度结转"
            )
        )
    )
    def test_any_text(self, text: str) -> None:
        """Nothing raises; spans quote exactly; the same text states the same; paths are the form's."""
        for edition in Edition:
            told = report(text, edition)
            found = statements(told)
            assert found == statements(told)
            prose = dict(prose_of(told))
            quotes = [(s.section, s.span, s.text) for s in found]
            quotes += [(s.section, s.span, s.text) for s in read_prose(told).stale_years]
            for section, (start, end), words in quotes:
                assert prose[section][start:end] == words
            assert {path for s in found for path in s.figures} <= form(edition).figures.keys()

    @given(st.text())
    def test_any_characters(self, text: str) -> None:
        """Nothing raises for text that is no Chinese at all."""
        assert statements(report(text.encode(errors="ignore").decode())) is not None

    @pytest.mark.parametrize(
        "piece",
        ["1", "一", "1件", "1,111", "其中1件、", "1件（", "无行政复议、", "行政复议和", "市", "按", "《", " \n", "1 ",
         "2020年1月1日至12月31日", "\n2020年，我局", "收到申请1件。", "热线收到1件。", "未收到"],
    )  # fmt: skip
    def test_hostile_text_takes_time_in_proportion(self, piece: str) -> None:
        """A hundred thousand characters without an end take no more than seconds, whatever they are."""
        told = report(piece * (100_000 // len(piece)))
        start = time.process_time()
        statements(told)
        assert time.process_time() - start < 10


def test_kinds() -> None:
    """A statement is a figure, a whole, a part or a denial."""
    assert [*StatementKind] == ["figure", "whole", "part", "denial"]


def test_statements_are_values() -> None:
    """They compare by value, cannot be changed, and say what they allow."""
    first, second = statements(report("收到申请100余件。")), statements(report("收到申请100余件。"))
    assert first == second
    assert isinstance(first[0], Statement)
    assert not first[0].allows(99)
    assert first[0].allows(100)
    with pytest.raises(AttributeError):
        first[0].number = 1  # type: ignore[misc]


def test_the_keys_of_a_statement() -> None:
    """Other programs rely on them."""
    _, whole, part, _ = statements(report("收到申请约1.2万件，公开信息3条，其中网上1条、线下2条。"))
    assert whole.to_dict() == {
        "kind": "whole",
        "figures": [],
        "number": 3,
        "exact": True,
        "text": "3条",
        "section": "overview",
        "span": [15, 17],
        "breakdown": 0,
        "complete": True,
    }
    assert part.to_dict()["kind"] == "part"


def test_the_wording_explains_itself() -> None:
    """Whoever extends it reads its head first."""
    assert "phrase" in (inspect.getdoc(wording) or "")


def test_the_labelled_sentences() -> None:
    """Of sentences labelled before the wording was written, these alone are not read as labelled."""
    path = ROOT / "benchmarks" / "prose_scores.py"
    spec = importlib.util.spec_from_file_location("prose_scores", path)
    assert spec
    assert spec.loader
    scores = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scores)
    items = scores.load()
    assert len(items) >= 150
    precision, recall = scores.rates(*scores.score(items)["all"])
    assert precision >= 0.98
    assert recall >= 0.90
    misread = {item["id"] for item in items if scores.labels(item) != scores.reading(item)}
    assert misread == {
        "p015", "p037", "p038", "p063", "p064", "p092", "p093", "p171", "p175", "p261", "p270",
    }  # fmt: skip


def test_an_organ_that_calls_itself_by_the_end_of_its_name() -> None:
    """To a 分局 its 分局 is the own scope; to its bureau 各分局 and 分局 are others."""
    told = "分局受理信息公开申请17宗。"
    branch = Agency("某市公安局某区分局", "department")
    assert figures(told, agency=branch) == [("17宗", "received")]
    assert figures(told) == []
