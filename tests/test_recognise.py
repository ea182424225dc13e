"""Recognising reports: every figure right, or blank with a problem that names it."""

import datetime as dt
import re
import sys
import time
from collections.abc import Callable
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Place, Table
from govinfo_report.errors import Bilingual, LimitExceededError, UnreadableError
from govinfo_report.form import REQUESTS_NOTE, form
from govinfo_report.formats import text
from govinfo_report.layout.cells import rows
from govinfo_report.layout.columns import MAX_LABELS, columns
from govinfo_report.layout.labels import find, nearest
from govinfo_report.layout.numbers import Sort, parse
from govinfo_report.layout.problems import MESSAGES, Problem, ProblemKind
from govinfo_report.layout.provenance import Confidence, Origin
from govinfo_report.layout.recognise import Recognition, recognise
from govinfo_report.layout.titles import date_of, kind_of, title_of
from govinfo_report.model import FigureValue, Section, figure_paths
from govinfo_report.vocabulary import AgencyKind, Edition
from tests import documents
from tests.conftest import ROOT
from tests.documents import Change, Rows, collapsed, document, padded, random_figures, repeated

EDITIONS = ["2019", "2021"]
EXAMPLE = (ROOT / "examples" / "huangpu-2021.txt").read_text(encoding="utf-8")
SHAPES: tuple[Callable[[Rows], Rows], ...] = (tuple, padded, collapsed)
TITLE = "2021年广州市公安局黄埔区分局政府信息公开工作年度报告"


def of_text(said: str) -> Recognition:
    """Recognise a text dump."""
    return recognise(text.read(said.encode()))


def example(*changes: tuple[str, str]) -> Recognition:
    """Recognise the example with some of its text changed."""
    said = EXAMPLE
    for old, new in changes:
        assert old in said
        said = said.replace(old, new, 1)
    return of_text(said)


def named(recognition: Recognition) -> set[str]:
    """Return the figures that some problem names."""
    return {path for problem in recognition.problems for path in problem.figures}


def kinds(recognition: Recognition) -> list[str]:
    """Return the kinds of the problems, in order."""
    return [problem.kind.value for problem in recognition.problems]


def wrong(recognition: Recognition, truth: dict[str, FigureValue]) -> set[str]:
    """Return the figures that are not what they should be."""
    found = recognition.report.figures()
    return {path for path, value in truth.items() if found.get(path) != value}


FIGURES = of_text(EXAMPLE).report.figures()


class TestNumbers:
    """What may stand in a cell."""

    @pytest.mark.parametrize(
        "said",
        [
            "",
            " ",
            "\u3000",
            "\xa0",
            "\u200b",
            "/",
            "／",
            "-",
            "－",
            "—",
            "——",
            "–",
            "无",
            "空白",
            "\\",
        ],
    )
    @pytest.mark.parametrize("sort", Sort)
    def test_blanks(self, said: str, sort: Sort) -> None:
        """All the marks that organs write for nothing are blanks."""
        assert parse(said, sort) is None

    @pytest.mark.parametrize(
        ("said", "count"),
        [("0", 0), ("17", 17), ("１７", 17), ("1,234", 1234), ("12，345，678", 12345678),
         (" 17 件", 17), ("17宗", 17), ("3.0", 3), ("3.00", 3), ("1\u200b7", 17), ("9007199254740991", 2**53 - 1)],
    )  # fmt: skip
    def test_counts(self, said: str, count: int) -> None:
        """Width, separators and counters do not matter."""
        assert parse(said) == count

    @pytest.mark.parametrize(
        "said",
        ["abc", "1.5", "-3", "+3", "3 4", "1 234", "1,23", "12,34,567", "007", "00", "17²", "①", "½", "50%",
         "17元", "1.2万", "约17", "1.000", "9007199254740992", "1.2.3", "5.", "٣", "十七", "1-2", "0,5", "1" * 99],
    )  # fmt: skip
    def test_no_counts(self, said: str) -> None:
        """What may be two numbers, or another one, is none."""
        with pytest.raises(ValueError, match="no number"):
            parse(said)

    @pytest.mark.parametrize(
        ("said", "count"),
        [("+14", 14), ("14", 14), ("减4", -4), ("增2", 2), ("减少4", -4), ("增加2", 2), ("-3", -3), ("－3", -3),
         ("−3", -3), ("–3", -3), ("↓3", -3), ("- 3", -3), ("-0", 0)],
    )  # fmt: skip
    def test_changes(self, said: str, count: int) -> None:
        """A change may be signed in many ways."""
        assert parse(said, Sort.CHANGE) == count

    def test_no_change(self) -> None:
        """More or less is neither."""
        with pytest.raises(ValueError, match="no number"):
            parse("±3", Sort.CHANGE)

    @pytest.mark.parametrize(
        ("said", "unit", "amount"),
        [("173.42", None, "173.42"), ("173.420", None, "173.420"), ("251000元", None, "25.1"),
         ("251000", "元", "25.1"), ("52.15万元", "元", "52.15"), ("52.15万", None, "52.15"), ("1.5亿元", None, "15000"),
         ("59237.2449", None, "59237.2449"), ("1,234.5", None, "1234.5"), ("10000000元", None, "1000"), ("0", "元", "0")],
    )  # fmt: skip
    def test_amounts(self, said: str, unit: str | None, amount: str) -> None:
        """Amounts are converted to 万元 exactly; what is 万元 already stays as written."""
        value = parse(said, Sort.AMOUNT, unit)
        assert (value, str(value)) == (Decimal(amount), amount)

    @pytest.mark.parametrize(
        "said",
        ["-1", "1.", "1.2.3", "01.5", "12件", "1.1234567890123", "9007199254740992", "1.5,2"],
    )
    def test_no_amounts(self, said: str) -> None:
        """Amounts are not negative, not too large, and not counted in pieces."""
        with pytest.raises(ValueError, match="no number"):
            parse(said, Sort.AMOUNT)


class TestLabels:
    """What a cell may say instead of what the form prints."""

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_every_label_of_the_form(self, edition: str) -> None:
        """Whatever the form prints is known."""
        for table in form(edition).tables.values():
            for cell in (cell for row in table for cell in row if cell.text):
                match = find(cell.text)
                assert match is not None
                assert match.is_exact

    @pytest.mark.parametrize(
        ("said", "printed"),
        [("商业 企业", "商业企业"), ("三、 本 年 度 办 理 结 果", "三、本年度办理结果"), ("１．属于国家秘密", "1.属于国家秘密"),
         ("(1)属于国家秘密", "1.属于国家秘密"), ("①属于国家秘密", "1.属于国家秘密"), ("属于国家秘密", "1.属于国家秘密"),
         ('3、危及"三安全一稳定"', "3.危及“三安全一稳定”"), ("本年新收政务信息公开申请数量", "一、本年新收政府信息公开申请数量"),
         ("部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"), ("合计", "总计"), ("行政處罰", "行政处罚"),
         ("⾏政处罚", "行政处罚"), ("本年制发件数（件）", "本年制发件数"), ("法人或者其他组织", "法人或其他组织")],
    )  # fmt: skip
    def test_variants(self, said: str, printed: str) -> None:
        """Spaces, numbering, width, script and known wordings do not matter."""
        one, other = find(said), find(printed)
        assert one is not None
        assert other is not None
        assert one.labels == other.labels

    def test_units(self) -> None:
        """A unit in the header is kept."""
        match = find("本年收费金额（单位：元）")
        assert match is not None
        assert match.unit == "元"

    @pytest.mark.parametrize(
        ("said", "meant"),
        [("自燃人", "自然人"), ("2.重复申情", "重复申请"), ("本年处理决定数里", "本年处理决定数量"), ("行政可", "行政许可"), ("规意", None),
         ("行政许罚", None), ("年初预算", None), ("字" * 99, None)],
    )  # fmt: skip
    def test_misspelt(self, said: str, meant: str | None) -> None:
        """A misspelt label is told only if a single one is close."""
        assert find(said) is None
        match = nearest(said)
        assert (match.meant if match else None) == meant

    def test_long_text(self) -> None:
        """A paragraph is no label."""
        assert find("属于国家秘密" * 50) is None


class TestTitles:
    """What the title says, and what it does not."""

    @pytest.mark.parametrize(
        ("title", "agency", "year"),
        [("2021年某市财政局政府信息公开工作年度报告", "某市财政局", 2021),
         ("某市财政局2021年政府信息公开工作年度报告", "某市财政局", 2021),
         ("某市财政局 2021 年度政府信息公开工作报告", "某市财政局", 2021),
         ("某市财政局政府信息公开工作年度报告（2021年度）", "某市财政局", 2021),
         ("某市财政局政府信息公开工作年度报告(2021)", "某市财政局", 2021),
         ("关于某市财政局２０２１年政府信息公开工作的报告", "某市财政局", 2021),
         ("《某市财政局二〇二一年政府信息公开工作年度报告》", "某市财政局", 2021),
         ("某市财政局二0二一年政府信息公开工作年度报告", "某市财政局", 2021),
         ("某市財政局2021年政府信息公開工作年度報告", "某市財政局", 2021),
         ("2021年政府信息公开工作年度报告", None, 2021),
         ("某市财政局政府信息公开工作年度报告", "某市财政局", None)],
    )  # fmt: skip
    def test_titles(self, title: str, agency: str | None, year: int | None) -> None:
        """Agency and year stand in any order."""
        found = title_of(title)
        assert found is not None
        assert (found.agency, found.year) == (agency, year)

    @pytest.mark.parametrize(
        "line",
        [
            "2021年工作总结",
            "现发布2021年政府信息公开工作年度报告。",
            "首页 > 年度报告",
            "信息公开报告" + "长" * 99,
            "字" * 70 + "报告",
        ],
    )
    def test_no_titles(self, line: str) -> None:
        """A sentence about a report is not its title."""
        assert title_of(line) is None

    @pytest.mark.parametrize(
        ("name", "kind"),
        [("广州市公安局黄埔区分局", AgencyKind.DEPARTMENT), ("某省教育厅", AgencyKind.DEPARTMENT),
         ("某市发展和改革委员会", AgencyKind.DEPARTMENT), ("财政部", AgencyKind.DEPARTMENT),
         ("某市人民政府", AgencyKind.GOVERNMENT), ("某某自治县人民政府", AgencyKind.GOVERNMENT),
         ("某县某镇人民政府", AgencyKind.OTHER), ("某市某区某街道办事处", AgencyKind.OTHER),
         ("某开发区管理委员会", None), ("某市委宣传部", None), ("某大学", None), ("某供电局", None), (None, None)],
    )  # fmt: skip
    def test_kinds(self, name: str | None, kind: AgencyKind | None) -> None:
        """The kind of organ is told where its name leaves no doubt."""
        assert kind_of(name) is kind

    @pytest.mark.parametrize(
        ("line", "day"),
        [("2022年1月25日", dt.date(2022, 1, 25)), ("发布日期：2022-01-25", dt.date(2022, 1, 25)),
         ("（2022/1/25）", dt.date(2022, 1, 25)), ("发布时间：2022-01-25 10:30:00", dt.date(2022, 1, 25)),
         ("二〇二二年一月二十五日", dt.date(2022, 1, 25)), ("二〇二二年十二月十日", dt.date(2022, 12, 10)),
         ("二〇二二年十月五日", dt.date(2022, 10, 5)), ("二0二二年1月二十日", dt.date(2022, 1, 20)),
         ("2022年2月30日", None), ("2022年", None),
         ("自2022年1月25日起施行", None)],
    )  # fmt: skip
    def test_dates(self, line: str, day: dt.date | None) -> None:
        """A line that is a date and nothing else tells the day."""
        assert date_of(line) == day


class TestTheExample:
    """The example, a text dump as ragged as dumps are."""

    def test_it_is_read_whole(self) -> None:
        """Every figure is there, exactly where the form prints it."""
        found = of_text(EXAMPLE)
        assert found.problems == ()
        assert {*found.confidence.values()} == {Confidence.EXACT}
        assert list(found.provenance) == list(figure_paths("2021"))
        assert None not in FIGURES.values()

    def test_provenance(self) -> None:
        """Each figure knows its cell."""
        place = Place(line=50, table=1, row=14, column=2)
        found = of_text(EXAMPLE).provenance["proactive.fees.amount"]
        assert found == Origin(place, "173.42", Confidence.EXACT)

    def test_prose(self) -> None:
        """Sentences that a blank line cuts in two are whole."""
        report = of_text(EXAMPLE).report
        assert "予以公开2宗" in report.overview.subsections[1].text
        assert report.problems.text.count("\n") == 0
        assert report.other_matters.text.count("\n") == 1


class TestWholeReports:
    """Reports made from the form, in every shape that a format may hand over."""

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize("blanks", [0.0, 0.3])
    @pytest.mark.parametrize("shape", [tuple, repeated, padded])
    @pytest.mark.parametrize("seed", range(3))
    def test_round_trip(
        self, edition: str, blanks: float, shape: Callable[[Rows], Rows], seed: int
    ) -> None:
        """Merged cells may be spans, written again and again, or empty: figures are the same."""
        figures = random_figures(edition, seed, blanks)
        found = recognise(document(edition, figures, lambda _, rows: (Table(shape(rows)),)))
        assert found.problems == ()
        assert (found.report.edition, found.report.figures()) == (edition, figures)

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_without_spans(self, edition: str) -> None:
        """Where merged cells are lost altogether, rows are told by the count of their values."""
        figures = random_figures(edition, 1)
        change = _each(lambda rows: (Table(collapsed(rows), is_ragged=True),))
        found = recognise(document(edition, figures, change))
        assert (found.problems, found.report.figures()) == ((), figures)

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize("shape", [tuple, padded, collapsed])
    def test_a_blank_form(self, edition: str, shape: Callable[[Rows], Rows]) -> None:
        """A form with nothing filled in has nothing wrong, not even year and agency."""
        blank: dict[str, FigureValue] = dict.fromkeys(figure_paths(edition))
        change = _each(lambda rows: (Table(shape(rows)),))
        found = recognise(document(edition, blank, change, title="政府信息公开工作年度报告"))
        assert found.problems == ()
        assert (found.report.year, found.report.agency.name) == (None, None)
        assert found.report.edition == edition
        assert found.report.figures() == blank

    def test_the_year_tells_the_edition_where_no_label_does(self) -> None:
        """Table four is the same in both editions."""
        blank: dict[str, FigureValue] = {}

        def change(part: str, rows: Rows) -> tuple[Table, ...]:
            return (Table(rows),) if part == "disputes" else ()

        titles = [f"{year}年某局政府信息公开工作年度报告" for year in (2020, 2022)]
        found = [recognise(document("2021", blank, change, title=title)) for title in titles]
        assert [f.report.edition for f in found] == [Edition.E2019, Edition.E2021]


def _each(change: Callable[[Rows], tuple[Table, ...]]) -> Change:
    return lambda _, rows: change(rows)


def _requests(change: Callable[[Rows], Rows], shape: Callable[[Rows], Rows] = padded) -> Change:
    """Change table three alone."""
    return lambda part, rows: (Table(change(shape(rows)) if part == "requests" else rows),)


def _columns(change: Callable[[int, list[str]], list[str]]) -> Change:
    """Change the cells of each row of table three, merged cells being empty."""
    return _requests(
        lambda rows: tuple(
            tuple(Cell(said) for said in change(index, [cell.text for cell in row]))
            for index, row in enumerate(rows)
        )
    )


def _subtotal(label: str) -> Change:
    """Add a column before the total that adds up the organisations."""
    return _columns(
        lambda i, row: [
            *row[:9],
            label if i == 2 else "" if i < 2 else str(sum(map(int, row[4:9]))),
            *row[9:],
        ]
    )


def _said(rows: Rows, old: str, new: str) -> Rows:
    """Put one text for another."""
    return tuple(tuple(replace(c, text=new) if c.text == old else c for c in row) for row in rows)


def _with_subtotal_within(rows: Rows) -> Rows:
    """Add a total below 法人或其他组织, which spans it, and leave the real total without a label."""
    first, second, third, *body = rows
    second = (second[0], replace(second[1], colspan=6), replace(second[2], text="总计"))
    return (
        first,
        second,
        (*third, Cell("总计")),
        *((*row[:-1], Cell("0"), row[-1]) for row in body),
    )


def _column(leaf: str) -> set[str]:
    return {path for path in FIGURES if path.startswith("requests.") and path.endswith(f".{leaf}")}


def _row(prefix: str) -> set[str]:
    return {path for path in FIGURES if path.startswith(f"{prefix}.")}


class TestTablesAsOrgansMakeThem:
    """What happens to the tables on their way through word processors and web editors."""

    @pytest.mark.parametrize(
        ("change", "lost", "problems"),
        [
            pytest.param(_subtotal("法人小计"), set(), [], id="a subtotal"),
            pytest.param(_subtotal("合计"), set(), [], id="a subtotal called a total"),
            pytest.param(
                _columns(lambda _, row: [*row[:5], *row[6:]]),
                _column("research"),
                ["figure-not-found"],
                id="a column removed",
            ),
            pytest.param(
                _columns(lambda _, row: [*row[:4], row[5], row[4], *row[6:]]),
                set(),
                ["out-of-order"],
                id="two columns in another order",
            ),
            pytest.param(
                _requests(lambda rows: rows[3:]), set(), ["label-not-found"], id="no header"
            ),
            pytest.param(_requests(lambda rows: rows[1:]), set(), [], id="no first row"),
            pytest.param(
                _requests(lambda rows: (*rows[:2], *rows[3:])),
                set(),
                ["label-not-found"],
                id="no organisations",
            ),
            pytest.param(
                _requests(lambda rows: (*rows[:8], *rows[9:])),
                _row("requests.outcomes.prohibited_by_law"),
                ["figure-not-found"],
                id="a row left out",
            ),
            pytest.param(
                lambda part, rows: (
                    (Table(rows[:9]), Table(rows[9:])) if part == "requests" else (Table(rows),)
                ),
                set(),
                [],
                id="cut in two",
            ),
            pytest.param(
                _each(lambda rows: tuple(Table((row,)) for row in padded(rows))),
                set(),
                [],
                id="a table for each row",
            ),
            pytest.param(
                _each(
                    lambda rows: (
                        Table(tuple(r for row in collapsed(rows) for r in (row, (Cell(""),)))),
                    )
                ),
                set(),
                [],
                id="empty rows",
            ),
            pytest.param(
                documents.relabelled("商业企业", "商业公司们"),
                set(),
                ["label-not-found"],
                id="a label like none but the one that is missing",
            ),
            pytest.param(
                documents.relabelled("商业企业", "第四栏"),
                _column("business"),
                ["unknown-label"],
                id="an unknown column",
            ),
            pytest.param(
                documents.relabelled(REQUESTS_NOTE, "办理情况"), set(), [], id="another corner"
            ),
            pytest.param(
                _each(lambda rows: (Table(collapsed(_said(rows, "社会公益组织", "第四栏"))),)),
                _column("public_welfare"),
                ["unknown-label"],
                id="an unknown column without spans",
            ),
            pytest.param(
                _requests(_with_subtotal_within, tuple), set(), [], id="a subtotal within a span"
            ),
            pytest.param(
                documents.relabelled("2.重复申请", "其中：网上"),
                _row("requests.outcomes.repeated_request"),
                ["unknown-label"],
                id="an unknown row",
            ),
            pytest.param(
                documents.relabelled("行政处罚", "行政处分"),
                set(),
                ["misspelt-label"],
                id="a misspelt row",
            ),
            pytest.param(
                documents.relabelled("科研机构", "科研机沟"),
                set(),
                ["misspelt-label"],
                id="a misspelt column",
            ),
            pytest.param(
                documents.relabelled("（五）不予处理", "（五）不予处埋"),
                set(),
                ["misspelt-label"],
                id="a misspelt category",
            ),
            pytest.param(
                documents.relabelled("（六）其他处理", "（三）不予公开"),
                _row("requests.outcomes.other_reasons"),
                ["unknown-label", "out-of-order"],
                id="a label that says something only in its category",
            ),
        ],
    )
    def test_changes(self, change: Change, lost: set[str], problems: list[str]) -> None:
        """What is lost is blank and named; everything else is right."""
        figures = random_figures("2021", 1)
        found = recognise(document("2021", figures, change))
        assert wrong(found, figures) == lost
        assert lost <= named(found)
        assert kinds(found) == problems
        assert all(found.report.figure(path) is None for path in lost)
        assert all(found.confidence[path] is Confidence.MISSING for path in lost)

    def test_parts_in_another_order(self) -> None:
        """It does not matter which table comes first."""
        figures = random_figures("2021", 1)
        title, *blocks = document("2021", figures).blocks
        pairs = [blocks[i : i + 2] for i in range(0, len(blocks), 2)]
        shuffled = Document((title, *(block for pair in reversed(pairs) for block in pair)))
        assert recognise(shuffled).report == recognise(document("2021", figures)).report

    def test_all_in_one_table(self) -> None:
        """Headings and tables may be the rows of one large table."""
        figures = random_figures("2021", 1)
        whole: list[tuple[Cell, ...]] = []
        for block in document("2021", figures).blocks:
            whole += block.rows if isinstance(block, Table) else [(Cell(block.text),)]
        found = recognise(Document((Heading(documents.TITLE, 1), Table(tuple(whole[1:])))))
        assert wrong(found, figures) == set()

    def test_totals_alone(self) -> None:
        """Where only the total is filled in, the rest is blank, and that is no problem."""
        figures = random_figures("2021", 1)
        for path in figures:
            if path.startswith("requests.") and not path.endswith(".total"):
                figures[path] = None
        for shape in (tuple, padded):
            change = _each(lambda rows, shape=shape: (Table(shape(rows)),))  # type: ignore[misc]
            found = recognise(document("2021", figures, change))
            assert (found.problems, found.report.figures()) == ((), figures)

    def test_totals_alone_without_spans(self) -> None:
        """Where merged cells are lost too, nobody can tell which column the one number is in."""
        figures = random_figures("2021", 1)
        for path in figures:
            if path.startswith("requests.") and not path.endswith(".total"):
                figures[path] = None
        change = _each(lambda rows: (Table(collapsed(rows), is_ragged=True),))
        found = recognise(document("2021", figures, change))
        assert wrong(found, figures) <= named(found)
        assert {*kinds(found)} == {"ambiguous-row"}

    def test_a_value_in_merged_cells(self) -> None:
        """A number that spans two rows counts nobody knows which."""
        table = Table(
            (
                (Cell("信息内容"), Cell("本年处理决定数量")),
                (Cell("行政处罚"), Cell("7", rowspan=2)),
                (Cell("行政强制"),),
            )
        )
        found = recognise(Document((Heading(documents.TITLE, 1), table)))
        assert kinds(found)[:2] == ["not-a-number", "not-a-number"]

    def test_conflicting_rows(self) -> None:
        """A row that is told twice must say the same; an empty one says nothing."""
        row = "行政许可\t52966\t\t\n"
        assert example((row, row * 2)).problems == ()
        assert example((row, row + "行政许可\t\t\t\n")).problems == ()
        found = example((row, row + "行政许可\t52967\t\t\n"))
        assert kinds(found) == ["conflicting-values"]
        assert wrong(found, FIGURES) == {"proactive.licensing.decisions"} == named(found)

    def test_a_foreign_table(self) -> None:
        """Numbers that belong to no label are named, and not used."""
        found = example(
            ("（二）依申请公开情况", "渠道\t条数\n网站\t12\n\t5\n\n（二）依申请公开情况")
        )
        assert wrong(found, FIGURES) == set()
        assert kinds(found) == ["unplaced-text", "unknown-label", "unused-number"]

    def test_numbers_beside_the_columns(self) -> None:
        """A number before the label, or a remark in a row, is named."""
        found = example(("行政处罚\t466274\t\t", "8\t行政处罚\t466274\t"))
        assert (kinds(found), wrong(found, FIGURES)) == (["unused-number"], set())
        found = example(("行政许可\t52966\t\t", "行政许可\t52966\t\t见附件"))
        assert kinds(found) == ["unplaced-text"]
        assert wrong(found, FIGURES) == set()

    def test_a_label_among_values(self) -> None:
        """A row whose numbers a label parts is no row of the form."""
        found = example(("行政规范性文件\t1\t0\t1", "行政规范性文件\t1\t规章\t0\t0\t1"))
        assert wrong(found, FIGURES) <= named(found)
        assert "ambiguous-row" in kinds(found)

    def test_a_category_in_a_row_of_its_own(self) -> None:
        """A label that says nothing by itself, and has no numbers, is nothing to complain about."""
        found = example(("\t(三) 不予公开\t1.", "\t(三) 不予公开\n\t\t1."))
        assert (found.problems, wrong(found, FIGURES)) == ((), set())

    def test_labels_of_both_editions(self) -> None:
        """The columns of one edition over the rows of the other are not moved across."""
        found = example(
            (
                "本年制发件数\t本年废止件数\t现行有效件数",
                "本年新制作数量\t本年新公开数量\t对外公开总数量",
            )
        )
        lost = _row("proactive.regulations") | _row("proactive.normative_documents")
        assert wrong(found, FIGURES) == lost == named(found)
        assert kinds(found) == ["other-edition"]

    @pytest.mark.parametrize(("label", "row"), [("其他", "granted"), ("科研机构", "still_unclear")])
    def test_a_header_that_lacks_a_cell(self, label: str, row: str) -> None:
        """Values are not counted off under too few labels where their row has a cell for each."""
        figures = random_figures("2021", 1) | {f"requests.outcomes.{row}.natural_person": None}

        def change(_: str, rows: Rows) -> tuple[Table, ...]:
            return (Table(tuple(tuple(c for c in row if c.text != label) for row in rows)),)

        found = recognise(document("2021", figures, change))
        assert wrong(found, figures) <= named(found)

    @settings(max_examples=40)
    @given(
        st.integers(0, 99),
        st.sampled_from([0.05, 0.2]),
        st.sampled_from(["自然人", "商业企业", "科研机构", "法律服务机构", "其他", "总计"]),
    )
    def test_a_header_that_lacks_a_cell_over_blanks(
        self, seed: int, blanks: float, label: str
    ) -> None:
        """Where merged cells are lost, as many values as labels may be others than theirs."""
        figures = random_figures("2021", seed, blanks)

        def change(_: str, rows: Rows) -> tuple[Table, ...]:
            said = [[c for c in row if c.text not in {label, ""}] for row in collapsed(rows)]
            return (Table(tuple(map(tuple, said)), is_ragged=True),)

        found = recognise(document("2021", figures, change))
        assert wrong(found, figures) <= named(found)

    @given(st.data())
    def test_rows_with_a_cell_too_many(self, data: st.DataObject) -> None:
        """Where cells are blank, a value that is told twice shifts none of the others in silence.

        Nor do rows that have one cell too many vouch for one another, where all others are as wide.
        """
        seed = data.draw(st.integers(0, 9))
        figures = random_figures("2021", seed, blanks=data.draw(st.sampled_from([0.1, 0.4])))
        table = data.draw(st.sampled_from(["proactive", "requests", "disputes"]))
        shape = data.draw(st.sampled_from(SHAPES))
        many = 1 if shape is collapsed else 3

        def doubled(name: str, rows: Rows) -> tuple[Table, ...]:
            said = [*shape(rows)]
            if name == table:
                filled = [i for i, row in enumerate(said) if any(c.text.isdigit() for c in row)]
                for i in data.draw(st.sets(st.sampled_from(filled), min_size=1, max_size=many)):
                    row = said[i]
                    j = data.draw(
                        st.sampled_from([j for j, cell in enumerate(row) if cell.text.isdigit()])
                    )
                    said[i] = (*row[: j + 1], *row[j:])
            return (Table(tuple(said)),)

        found = recognise(document("2021", figures, doubled))
        assert wrong(found, figures) <= named(found)

    def test_columns_of_another_block(self) -> None:
        """A label that the form has elsewhere leads to nothing here."""
        found = example(("本年收费金额（单位：万元）", "本年制发件数"))
        assert kinds(found) == ["unknown-label"]
        assert wrong(found, FIGURES) == {"proactive.fees.amount"} == named(found)


class TestBlanksInDumps:
    """Where columns stand at other positions in each row, blanks need evidence."""

    def test_between_values(self) -> None:
        """From the first value to the last there is a cell for each column."""
        found = example(
            (
                "一、本年新收政府信息公开申请数量\t\t17\t0\t0\t0\t0\t0\t17",
                "一、本年新收政府信息公开申请数量\t\t17\t\t\t\t\t\t17",
            )
        )
        assert found.problems == ()
        assert found.report.requests.received.business is None
        assert found.report.requests.received.total == 17

    def test_at_the_edge(self) -> None:
        """Rows of the same shape show where the columns stand."""
        found = example(("\t2.重复申请\t3\t", "\t2.重复申请\t\t"))
        assert found.problems == ()
        assert wrong(found, FIGURES) == {"requests.outcomes.repeated_request.natural_person"}

    def test_at_the_edge_of_a_row_that_has_no_like(self) -> None:
        """Without such rows nobody can tell, and it is blank."""
        found = example(
            ("三、本年度办理结果\t(一) 予以公开\t2\t0", "三、本年度办理结果\t(一) 予以公开\t0")
        )
        assert kinds(found) == ["ambiguous-row"]
        assert wrong(found, FIGURES) == _row("requests.outcomes.granted") == named(found)

    def test_a_whole_row(self) -> None:
        """A row without values is blank if it is as wide as others, else it has lost something."""
        found = example(("\t2.重复申请\t3\t0\t0\t0\t0\t0\t3", "\t2.重复申请" + "\t" * 7))
        assert found.problems == ()
        found = example(("行政许可\t52966\t\t", "行政许可\t\t"))
        assert kinds(found) == ["ambiguous-row"]


class TestBadInput:
    """Damage has one clear message; what is outside it is right."""

    @pytest.mark.parametrize(
        ("old", "new", "kind", "lost"),
        [
            ("466274", "abc", "not-a-number", {"proactive.penalties.decisions"}),
            ("466274", "1.5", "not-a-number", {"proactive.penalties.decisions"}),
            ("466274", "-3", "not-a-number", {"proactive.penalties.decisions"}),
            ("466274", "4662�4", "not-a-number", {"proactive.penalties.decisions"}),
            ("173.42", "约173", "not-a-number", {"proactive.fees.amount"}),
            ("\t2.重复申请\t3\t0\t0\t0\t0\t0\t3\n", "", "figure-not-found", _row("requests.outcomes.repeated_request")),
            ("\t2.重复申请\t3", "\t3", "unused-number", _row("requests.outcomes.repeated_request")),
            ("2.重复申请\t3\t0", "2.重复申请\t3", "ambiguous-row", _row("requests.outcomes.repeated_request")),
            ("2.重复申请", "2.反复再来", "unknown-label", _row("requests.outcomes.repeated_request")),
            ("2.重复申请", "2.重复申情", "misspelt-label", set()),
            ("四、政府信息公开行政复议、行政诉讼情况", "四、其他", "unplaced-text", set()),
        ],
    )  # fmt: skip
    def test_one_slip(self, old: str, new: str, kind: str, lost: set[str]) -> None:
        """One slip, one problem, and only its own figures are blank."""
        found = example((old, new))
        assert (kinds(found)[:1], wrong(found, FIGURES)) == ([kind], lost)
        assert lost <= named(found)
        assert all(found.report.figure(path) is None for path in lost)

    def test_swapped_rows(self) -> None:
        """Labels are followed, and those that stand in another order are named."""
        found = example(
            ("\n规章", "\n〇"), ("\n行政规范性文件", "\n规章"), ("\n〇", "\n行政规范性文件")
        )
        assert kinds(found) == ["out-of-order"]
        assert wrong(found, FIGURES) <= named(found)
        assert found.report.figure("proactive.regulations.in_force") == 1

    def test_a_header_in_disorder(self) -> None:
        """Labels that are shifted against the numbers are no labels, however many there are."""
        found = example(
            ("结果维持\t结果纠正\t其他结果\t尚未审结", "结果维持\t其他结果\t尚未审结"),
            (
                "\t结果纠正\t其他结果\t尚未审结\t总计\t结果",
                "\t结果纠正\t其他结果\t结果纠正\t尚未审结\t总计\t结果",
            ),
        )
        assert wrong(found, FIGURES) <= named(found)
        assert kinds(found) == ["ambiguous-row"]

    def test_labels_told_again_and_again(self) -> None:
        """Where too many labels of a header are wrong, none of them is trusted."""
        found = example(
            ("社会公益组织\t法律服务机构\t其他\t", "商业企业\t科研机构\t自然人\t"),
        )
        assert wrong(found, FIGURES) <= named(found)
        assert {*kinds(found)} == {"ambiguous-row"}

    def test_one_label_twice_in_a_header(self) -> None:
        """A label that comes twice in its block counts once, at most."""
        found = example(("结果维持\t结果纠正\t其他结果", "结果维持\t结果维持\t其他结果"))
        lost = {"disputes.reconsideration.corrected"}
        assert wrong(found, FIGURES) == lost
        assert lost <= named(found)
        found = example(("法律服务机构", "商业企业"))
        assert wrong(found, FIGURES) == _column("legal_service") == named(found)
        assert kinds(found) == ["unknown-label"]

    def test_a_label_without_cells(self) -> None:
        """A row that ends with its label has lost its values."""
        found = recognise(
            Document((Heading(TITLE, 1), Table(((Cell("规章"),), (Cell("行政许可"),)))))
        )
        assert kinds(found)[:2] == ["ambiguous-row", "ambiguous-row"]

    @pytest.mark.parametrize(
        "labels",
        [
            ("申请人情况", "科研机构"),
            ("申请人情况", "(七) 总计"),
            ("法人或其他组织", "结果纠正"),
            ("自然人", "商业企业"),
        ],
    )
    def test_swapped_headers(self, labels: tuple[str, str]) -> None:
        """A label in the wrong row of a header does not cost the whole table."""
        one, other = labels
        found = example((f"\t{one}\t", "〇"), (f"{other}\t", f"{one}\t"), ("〇", f"\t{other}\t"))
        lost = wrong(found, FIGURES)
        assert lost <= named(found)
        assert len(lost) <= 32

    def test_swapped_blocks(self) -> None:
        """Labels that stand where they make no sense leave their figures blank."""
        found = example(("规章", "〇"), ("行政许可", "规章"), ("〇", "行政许可"))
        assert wrong(found, FIGURES) <= named(found)

    @pytest.mark.parametrize("size", range(0, len(EXAMPLE.encode()), 97))
    def test_truncated(self, size: int) -> None:
        """Wherever the file breaks off, what is there is right and what is not is named."""
        try:
            found = recognise(text.read(EXAMPLE.encode()[:size]))
        except UnreadableError:
            assert size < len(EXAMPLE.encode()) // 50
        else:
            lost = wrong(found, FIGURES)
            assert lost <= named(found)
            assert all(found.report.figure(path) is None for path in lost)

    def test_truncated_prose(self) -> None:
        """A last sentence without end is a sign of more to come."""
        found = of_text(EXAMPLE[: EXAMPLE.index("改写办事说明")])
        assert kinds(found) == ["truncated-text"]

    def test_damaged_characters(self) -> None:
        """A character that could not be decoded is shown with what stands around it."""
        found = example(("辖区居民", "辖\ufffd居民"))
        assert kinds(found) == ["damaged-text"]
        assert "辖\ufffd居民" in found.problems[0].text

    @pytest.mark.parametrize(
        "said",
        [
            "从前有座山，山里有座庙。\n",
            "年份\t总计\n其他\t3\n",
            "2021年某局政府信息公开工作年度报告\n",
        ],
    )
    def test_no_report(self, said: str) -> None:
        """A document without the form in it is an error that says what was looked for."""
        with pytest.raises(UnreadableError, match="总体情况"):
            of_text(said)


class TestProse:
    """Title, preface, parts and subsections."""

    def test_a_table_of_contents(self) -> None:
        """Headings that come twice come once."""
        parts = [part.heading for part in form("2021").parts]
        leaders = "\n".join(f"{heading}……{page}" for page, heading in enumerate(parts, 1))
        tabs = "\n".join(f"{heading}\t{page}" for page, heading in enumerate(parts, 1))
        for contents in (leaders, tabs):
            found = example((TITLE, f"{TITLE}\n目录\n{contents}\n\n现将年度报告公布如下。"))
            assert found.problems == ()
            assert found.report.preface == "现将年度报告公布如下。"
            assert attrs.evolve(found.report, preface=None) == of_text(EXAMPLE).report

    def test_a_title_told_twice(self) -> None:
        """Web pages tell the title and the first heading above the text as well."""
        found = example((TITLE, f"{TITLE}\n一、总体情况\n{TITLE}"))
        assert (found.problems, found.report) == ((), of_text(EXAMPLE).report)

    def test_a_title_on_every_page(self) -> None:
        """A running title is no text, and a title on two lines is one."""
        upper, lower = "广州市公安局黄埔区分局", "2021年政府信息公开工作年度报告"
        found = example((TITLE, f"{upper}\n{lower}"), ("（二）依", f"{upper}\n{lower}\n（二）依"))
        assert (found.problems, found.report.title) == ((), lower and f"{upper}{lower}")
        assert found.report.overview == of_text(EXAMPLE).report.overview

    @pytest.mark.parametrize(
        ("head", "preface"),
        [
            ("", None),
            ("发布日期：2022-01-25\n", None),
            ("根据条例，现予公布。\n2022年1月25日\n电话：1\n", "根据条例，现予公布。\n电话：1"),
        ],
    )
    def test_published_above(self, head: str, preface: str | None) -> None:
        """The day of publication may stand below the title; it is no preface."""
        report = example((TITLE, f"{TITLE}\n{head}")).report
        assert report.preface == preface
        assert report.published == (dt.date(2022, 1, 25) if head else None)

    @pytest.mark.parametrize("signature", ["", "广州市公安局黄埔区分局\n"])
    def test_published_below(self, signature: str) -> None:
        """It may stand at the end, signed or not."""
        report = of_text(f"{EXAMPLE}\n{signature}2022年1月25日\n").report
        assert report.published == dt.date(2022, 1, 25)
        assert report.other_matters == of_text(EXAMPLE).report.other_matters

    def test_another_signature_is_text(self) -> None:
        """Nothing but the name of the agency is taken for its signature."""
        report = of_text(f"{EXAMPLE}\n局办公室\n2022年1月25日\n").report
        assert report.other_matters.text.endswith("局办公室")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("五、存在的主要问题及改进情况", "五．存在问题及改进情况"),
            ("三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请的情况"),
            (
                "四、政府信息公开行政复议、行政诉讼情况",
                "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            ),
            ("五、存在的主要问题及改进情况", "五、下一步打算"),
            ("六、其他需要报告的事项", "第六部分 其他事项"),
            ("六、其他需要报告的事项", "其他需要报告的事项"),
        ],
    )
    def test_headings_reworded(self, old: str, new: str) -> None:
        """Headings are known by what they say, else by the number that comes next."""
        found = example((old, new))
        assert found.problems == ()
        assert found.report.other_matters.text == of_text(EXAMPLE).report.other_matters.text

    def test_headings_keep_their_words(self) -> None:
        """The number goes, the wording stays."""
        report = example(("五、存在的主要问题", "五、存在的问题")).report
        assert report.problems.title == "存在的问题及改进情况"

    def test_run_in_headings(self) -> None:
        """A heading may be followed by its text on the same line."""
        report = example(
            ("（一）主动公开情况\n\n", "（一）主动公开情况。"),
            ("六、其他需要报告的事项\n", "六、其他需要报告的事项：无。\n"),
        ).report
        assert report.overview == of_text(EXAMPLE).report.overview
        assert report.other_matters.text.startswith("无。\n")
        report = example(("六、其他需要报告的事项\n", "六、还有。要说。\n")).report
        assert report.problems.text.endswith("六、还有。要说。\n" + report.problems.text[-51:])

    def test_parts_run_together(self) -> None:
        """Two parts under one heading are the first of them."""
        found = example(
            ("五、存在的主要问题及改进情况", "五、存在的主要问题和其他需要报告的事项"),
            ("六、其他需要报告的事项\n", ""),
        )
        assert found.report.other_matters == Section()
        assert found.report.problems.title == "存在的主要问题和其他需要报告的事项"

    def test_a_part_that_goes_on(self) -> None:
        """A part whose heading comes again on the next page is one part."""
        again = "（三）政府信息管理情况"
        report = example((again, f"一、总体情况\n\n{again}")).report
        assert report.overview == of_text(EXAMPLE).report.overview

    def test_text_without_a_home(self) -> None:
        """Text above the title, or beside a table, is not lost in silence; notes are no text."""
        found = example(
            (TITLE, f"索引号：123\n{TITLE}"),
            ("第二十条第（一）项", "公开了12件。\n单位：件\n第二十条第（一）项"),
        )
        assert [(p.kind.value, p.text) for p in found.problems] == [
            ("unplaced-text", "索引号：123"),
            ("unplaced-text", "公开了12件。"),
        ]

    def test_headings_of_formats(self) -> None:
        """A format that knows headings need not number them."""
        blocks: tuple[Block, ...] = (
            Heading(TITLE, 1),
            Heading("总体情况", 2),
            Heading("1. 主动公开", 3),
            Paragraph("公开了。"),
            Heading("依申请公开", 3),
            Heading("六、其他需要报告的事项", 2),
            Table(((Cell("行政许可"), Cell("3")),)),
        )
        report = recognise(Document(blocks)).report
        below = (Section("主动公开", "公开了。"), Section("依申请公开"))
        assert report.overview == Section("总体情况", "", below)
        assert report.other_matters == Section("其他需要报告的事项")

    def test_missing_year_and_agency(self) -> None:
        """A report that is filled in has a year and an agency."""
        assert kinds(example((TITLE, ""))) == ["missing-year", "missing-agency"]
        assert kinds(example((TITLE, "2021年政府信息公开工作年度报告"))) == ["missing-agency"]


def _mutated(draw: st.DataObject) -> str:
    """Damage the tables of the example in one way."""
    lines = EXAMPLE.split("\n")
    table = [i for i, line in enumerate(lines) if "\t" in line]
    one = draw.draw(st.sampled_from(table), "row")
    cells = lines[one].split("\t")
    place = draw.draw(st.integers(0, len(cells) - 1), "cell")
    how = draw.draw(st.sampled_from(["drop", "shift", "delete", "misspell", "swap"]), "how")
    if how == "drop":
        del lines[one]
        return "\n".join(lines)
    if how == "shift":
        cells.insert(place, "")
    elif how == "delete":
        del cells[place]
    elif how == "misspell" and not re.fullmatch(r"[0-9.]*", cells[place]):
        at = draw.draw(st.integers(0, len(cells[place]) - 1), "at")
        char = draw.draw(st.sampled_from(["", "囧", "其", "二", "许"]), "char")
        cells[place] = cells[place][:at] + char + cells[place][at + 1 :]
    elif how == "swap":
        labels = [c for i in table for c in lines[i].split("\t") if c and not c[0].isdigit()]
        first, second = draw.draw(st.lists(st.sampled_from(labels), min_size=2, max_size=2))
        said = "\n".join(lines).replace(f"{first}\t", "\0").replace(f"{second}\t", f"{first}\t")
        return said.replace("\0", f"{second}\t")
    lines[one] = "\t".join(cells)
    return "\n".join(lines)


@given(st.data())
def test_never_a_wrong_number_in_silence(data: st.DataObject) -> None:
    """Whatever happens to a table, what is not right is named, and damage does not spread."""
    found = of_text(_mutated(data))
    lost = wrong(found, FIGURES)
    assert lost <= named(found)
    assert len(lost) <= 57  # two columns and a row, at the very worst


class TestProblems:
    """What a clerk is told."""

    @pytest.mark.parametrize("kind", ProblemKind)
    @pytest.mark.parametrize(
        "figures",
        [(), ("proactive.fees.amount",), ("requests.received.total", "requests.received.other")],
    )
    def test_messages(self, kind: ProblemKind, figures: tuple[str, ...]) -> None:
        """Every kind has a message in both languages, with or without figures."""
        problem = Problem(
            kind=kind, where=Place(line=3), text="某" * 99, figures=figures, meant="规章"
        )
        chinese, english = problem.message("zh"), problem.message()
        assert chinese.startswith("原文第3行：")
        assert english.startswith("line 3: ")
        assert "{" not in chinese + english
        for path in figures[:1]:
            assert path in chinese
            assert path in english
        assert "等 2 项" in chinese or len(figures) < 2
        assert "and 1 more" in english or len(figures) < 2

    def test_labels_are_those_of_the_edition_that_was_read(self) -> None:
        """What the form of 2021 calls otherwise than that of 2019 is called so."""
        (problem,) = (
            problem
            for problem in example(("行政处罚\t466274", "行政处罚\t46六274")).problems
            if problem.kind is ProblemKind.NOT_A_NUMBER
        )
        assert "“行政处罚 · 本年处理决定数量”" in problem.message("zh")

    def test_kinds_have_messages(self) -> None:
        """The table of messages is complete."""
        assert [*MESSAGES] == [*ProblemKind]
        assert all(isinstance(words, Bilingual) for entry in MESSAGES.values() for words in entry)

    def test_no_place(self) -> None:
        """What is missing is nowhere."""
        assert Problem(kind=ProblemKind.MISSING_YEAR).message("zh").startswith("标题")


def test_the_organ_that_signs() -> None:
    """An organ that only the signature names is the organ; what else stands there is not."""
    said = "2021年政府信息公开工作年度报告\n六、其他需要报告的事项\n没有其他事项。\n{}\n2022年1月20日\n"
    signed, other = (of_text(said.format(name)).report for name in ("某市水务局", "特此报告"))
    assert (signed.agency.name, signed.published) == ("某市水务局", dt.date(2022, 1, 20))
    assert signed.other_matters == Section("其他需要报告的事项", "没有其他事项。", ())
    assert other.agency.name is None


def test_cells_that_span_too_many_rows() -> None:
    """Merged cells that fill a grid of many thousand cells are refused before it is built."""
    rows = tuple((Cell("总计", rowspan=1_000),) for _ in range(1_000))
    start = time.process_time()
    with pytest.raises(LimitExceededError, match="100000 cells"):
        recognise(Document((Heading("一、总体情况", 2), Table(rows))))
    assert time.process_time() - start < 5


def test_too_many_paragraphs() -> None:
    """A text that goes on as no report does is refused."""
    with pytest.raises(LimitExceededError, match="20000 paragraphs"):
        recognise(Document((Paragraph("本年度公开规章。"),) * 20_001))


def test_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No report has so many rows."""
    monkeypatch.setattr("govinfo_report.layout.recognise.MAX_ROWS", 3)
    with pytest.raises(LimitExceededError, match="3 rows"):
        of_text(EXAMPLE)


def test_a_header_without_end() -> None:
    """A header wider than any is none, and what stands below it is not guessed at."""
    wide = "\t".join(["规章"] + ["0"] * 200)
    found = of_text("一、总体情况\n" + "信息内容" + "\t本年制发件数" * 200 + f"\n{wide}\n")
    assert "ambiguous-row" in kinds(found)


def test_a_header_of_too_many_rows() -> None:
    """A header that says more than any does is none either."""
    line = ("自然人", "商业企业", "科研机构", "总计")
    table = Table(tuple(tuple(map(Cell, line)) for _ in range(MAX_LABELS // len(line) + 1)))
    header = [*rows(table, 0)]
    assert columns(header) == ()
    assert columns(header[:-1])


def effort(said: str) -> int:
    """Return how many calls it takes to recognise a text."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        of_text(said)
    finally:
        sys.setprofile(None)
    return calls


def test_a_misspelt_label_is_not_looked_for_in_every_row() -> None:
    """Twice as many rows are twice as much work, and no more."""
    row = "\n行政许河\t1\n行政许可\t1"
    once, twice = (
        effort(f"一、总体情况\n信息内容\t本年处理决定数量{row * times}\n") for times in (60, 120)
    )
    assert twice < 2.2 * once


def test_wide_cells_are_bounded() -> None:
    """A cell does not span more columns than any table has."""
    (row,) = rows(Table(((Cell("规章", colspan=10**9), Cell("1")),)), 0)
    assert row.width == 1_001


def test_a_run_of_spaces_costs_no_time() -> None:
    """Show that a line full of spaces or leaders is read in time that grows with its length."""
    started = time.process_time()
    for run in ("\u00a0" * 20_000, " ." * 10_000, "  1" * 5_000):
        recognise(Document((Heading("一、总体情况", 2), Paragraph(f"无{run}x。"))))
    assert time.process_time() - started < 5  # seconds; before, 400 spaces took 44


@pytest.mark.parametrize(
    ("title", "line", "agency", "preface"),
    [
        ("政府信息公开工作年度报告", "发布机构：某局（某市林业局）", "某局（某市林业局）", None),
        ("某局2021年政府信息公开工作年度报告", "发布机构：某站", "某局", "发布机构：某站"),
    ],
)
def test_the_agency_below_the_title(
    title: str, line: str, agency: str, preface: str | None
) -> None:
    """Show that the line that we print below a title is the agency, unless the title has another."""
    blocks = (Heading(title, 1), Paragraph(line), Heading("一、总体情况", 2), Paragraph("好。"))
    report = recognise(Document(blocks)).report
    assert (report.agency.name, report.preface) == (agency, preface)
