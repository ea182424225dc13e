"""The workbook in LibreOffice: it computes what `check` says."""

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import govinfo_report as gr
from govinfo_report.formats import xlsx
from govinfo_report.layout.compose import compose
from tests.office import convert
from tests.test_xlsx import FITTING, clean, open_book, values

pytestmark = pytest.mark.engine

VALUE = re.compile(r"(</f>)<v>[^<]*</v>")


def forget(source: bytes, path: Path) -> None:
    """Write a workbook without the values of its formulas, so that they must be computed."""
    path.with_suffix(".orig").write_bytes(source)
    with (
        zipfile.ZipFile(path.with_suffix(".orig")) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                text = data.decode()
                data = VALUE.sub(r"\1", text).encode()
            new.writestr(name, data)


def test_check_cells_agree_with_check(tmp_path: Path) -> None:
    """100 reports, clean and broken, with blanks and without: the same identities are broken."""
    reports: list[gr.AnnualReport] = []

    @settings(
        max_examples=100, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow]
    )
    @given(FITTING)
    def collect(report: gr.AnnualReport) -> None:
        reports.append(clean(report))

    collect()
    files = [tmp_path / f"{number}.xlsx" for number in range(len(reports))]
    for file, report in zip(files, reports, strict=True):
        forget(xlsx.write(compose(report), edition=report.edition), file)
    out = tmp_path / "out"
    convert(files, "xlsx", out)
    verdicts = []
    for file, report in zip(files, reports, strict=True):
        book = open_book((out / file.name).read_bytes())
        rows = list(book[xlsx.CHECKS].iter_rows(min_row=3, max_col=6, values_only=True))
        wrong = [
            identity
            for identity, row in zip(gr.identities(report.edition), rows, strict=True)
            if row[5] != "相符"
        ]
        found = gr.check(report, rules="identities")
        assert [identity.figures for identity in wrong] == [f.figures for f in found]
        assert book[xlsx.CHECKS]["B1"].value == len(found)
        computed = {path: value or 0 for path, value in values(book, report)}
        assert computed == {path: float(v or 0) for path, v in report.figures().items()}
        verdicts.append(bool(found))
    assert len(reports) >= 100
    assert {True, False} == set(verdicts)
