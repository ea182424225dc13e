"""Word files in LibreOffice."""

from pathlib import Path

import pytest

import govinfo_report as gr
from govinfo_report.formats import docx
from govinfo_report.layout.compose import compose
from tests.office import convert

pytestmark = pytest.mark.engine


def test_it_opens_in_libreoffice(tmp_path: Path) -> None:
    """LibreOffice reads every label, every figure and the prose."""
    figures = {path: 1000 + n for n, path in enumerate(gr.figure_paths("2021"))}
    report = gr.AnnualReport("2021", overview=gr.Section("", "正文&<b>")).with_figures(figures)
    file = tmp_path / "report.docx"
    file.write_bytes(docx.write(compose(report)))
    convert([file], "txt:Text (encoded):UTF8", tmp_path / "out")
    lines = (tmp_path / "out" / "report.txt").read_text(encoding="utf-8-sig").split("\n")
    assert [value for value in figures.values() if str(value) not in lines] == []
    assert "正文&<b>" in lines
