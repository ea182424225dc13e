"""What LibreOffice makes of the files that `render` writes is read entirely, old formats too."""

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import govinfo_report as gr
from govinfo_report.errors import UnreadableError
from govinfo_report.rendering import render
from tests.corpus_scores import CORPUS, expectation, score
from tests.office import convert
from tests.office_reports import office_reports
from tests.printed import lost
from tests.test_xlsx import is_fitting

pytestmark = pytest.mark.engine

FITTING = (
    office_reports().filter(is_fitting).filter(lambda report: "长" * 16_000 not in repr(report))
)
"""Those that LibreOffice keeps: it breaks cells of more than 16,383 characters in two."""
SEVERAL = st.lists(FITTING, min_size=8, max_size=8)


@pytest.mark.parametrize(
    ("written", "saved"),
    [
        ("docx", "docx"),
        ("docx", "doc"),
        ("docx", "odt"),
        ("xlsx", "xlsx"),
        ("xlsx", "xls"),
        ("xlsx", "ods"),
    ],
)
@settings(max_examples=1, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(reports=SEVERAL)
def test_what_is_saved_again_is_read_entirely(
    reports: list[gr.AnnualReport],
    written: Literal["docx", "xlsx"],
    saved: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Figures, title, agency, year, preface and prose with its subsections, both editions."""
    folder = tmp_path_factory.mktemp("saved")
    files = [folder / f"{number}.{written}" for number in range(len(reports))]
    for file, report in zip(files, reports, strict=True):
        file.write_bytes(render(report, written))
    (folder / "out").mkdir()
    convert(files, saved, folder / "out")
    for file, report in zip(files, reports, strict=True):
        reading = gr.read((folder / "out" / f"{file.stem}.{saved}").read_bytes())
        assert lost(report, reading.report) == {}
        assert not [p for p in reading.problems if p.figures]


@pytest.mark.parametrize("name", ["d03.docx", "d04.docx", "d05.docx", "x02.xlsx", "x03.xlsx"])
def test_old_files_are_read_like_new_ones(name: str, tmp_path: Path) -> None:
    """The same report as `.doc`, `.xls` or RTF: frames, tracked changes, text boxes, formulas."""
    file = CORPUS / "files" / name
    for kind in ("doc", "rtf") if name.endswith("docx") else ("xls",):
        convert([file], kind, tmp_path)
        old = tmp_path / f"{file.stem}.{kind}"
        got = score(gr.read(old, format="legacy"), expectation(file))
        assert (got.reported, got.silent, got.blamed, got.other) == ((), (), (), ())


@pytest.mark.parametrize("name", ["d03.docx", "d04.docx", "d05.docx"])
def test_an_old_file_with_zeros_in_its_text_is_refused(name: str, tmp_path: Path) -> None:
    """One character that is lost, anywhere in the text, is as much as it takes."""
    convert([CORPUS / "files" / name], "doc", tmp_path)
    (old,) = tmp_path.glob("*.doc")
    data = old.read_bytes()
    for label in ("总体情况", "信息内容", "总计"):
        at = data.index(label.encode("utf-16-le"))
        with pytest.raises(UnreadableError, match="overwritten with zeros"):
            gr.read(data[:at] + bytes(2) + data[at + 2 :])
