"""What LibreOffice and Chromium print of the files that `render` writes is read entirely."""

import json
from decimal import Decimal
from pathlib import Path
from random import Random

import attrs
import pytest

import govinfo_report as gr
from tests.browser import chromium
from tests.documents import random_figures
from tests.fonts import need_chinese_font
from tests.office import convert
from tests.printed import lost

pytestmark = pytest.mark.engine

CLAUSES = [
    "坚持以公开为常态",
    "受理申请17件",
    "答复率百分之百",
    "严格执行《中华人民共和国政府信息公开条例》",
    "召开发布会3次",
    "修订目录",
    "全年举办培训班，参加人员120人次",
    "网站访问量3.2万",
    "没有因此引发的诉讼",
]
WORDS = "市县镇街道办局处科室文件决定意见通知会议记录宣传活动规划总结"
CASES = [(edition, seed) for edition in gr.Edition for seed in range(3)]


def _report(edition: gr.Edition, seed: int) -> gr.AnnualReport:
    """Return a report with figures, blanks and prose of several lines and pages."""
    random = Random(seed)  # noqa: S311 - nothing secret

    def told() -> str:
        return "".join(
            f"{''.join(random.choices(WORDS, k=6))}{'，'.join(random.sample(CLAUSES, 4))}，共{random.randrange(9999)}.5万元。"
            for _ in range(20 * seed + 3)
        )

    below = tuple(
        gr.Section(f"（{number}）{title}", told())
        for number, title in zip("一二", ("主动公开情况", "监督保障"), strict=True)
    )
    return gr.AnnualReport(
        edition,
        year=2022,
        agency=gr.Agency("某市某局"),
        preface="本报告根据《中华人民共和国政府信息公开条例》编制。",
        overview=gr.Section("总体情况", told(), below),
        problems=gr.Section("存在的主要问题及改进情况", told()),
        other_matters=gr.Section("其他需要报告的事项", "本年度未收取信息处理费。"),
    ).with_figures(random_figures(edition, seed, blanks=seed / 10))


def _assert_read(data: bytes, report: gr.AnnualReport) -> None:
    reading = gr.read(data)
    assert reading.format == "pdf"
    assert lost(_without_commas(report), _without_commas(reading.report)) == {}


def _without_commas(report: gr.AnnualReport) -> gr.AnnualReport:
    """LibreOffice prints none that hang at the end of a line: they are not in the file."""
    return gr.from_dict(
        json.loads(gr.dumps(report).decode().replace("，", ""), parse_float=Decimal)
    )


def test_printed_by_libreoffice(tmp_path: Path) -> None:
    """Figures, prose, agency and year of the Word file, both editions."""
    need_chinese_font()
    files = {tmp_path / f"{edition}-{seed}.docx": _report(edition, seed) for edition, seed in CASES}
    for file, report in files.items():
        file.write_bytes(gr.render(report, "docx"))
    convert([*files], "pdf", tmp_path)
    for file, report in files.items():
        _assert_read(file.with_suffix(".pdf").read_bytes(), report)


def test_printed_by_chromium() -> None:
    """Figures, prose, agency and year of the page, both editions."""
    need_chinese_font()
    with chromium() as browser:
        page = browser.new_page()
        for edition, seed in CASES:
            report = _report(edition, seed)
            page.set_content(gr.render(report, "html"))
            data = page.pdf(format="A4")
            # The caption between the two tables of the page's overview comes after the preface.
            read = gr.read(data).report.preface or ""
            _assert_read(data, attrs.evolve(report, preface=read))
            assert read.startswith(report.preface or "")
