"""`govinfo-report render` and `blank`: reports and forms as files for people."""

import html
import io
from pathlib import Path

import pytest

from govinfo_report import AnnualReport, check, dumps, loads, read
from govinfo_report.cli import FAILED, OK, run
from tests.conftest import ROOT
from tests.test_cli import Result

EXAMPLE = str(ROOT / "examples" / "huangpu-2021.json")
DUMP = str(ROOT / "examples" / "huangpu-2021.txt")


def test_a_report_as_text() -> None:
    """What is rendered goes to standard output, and is read again."""
    result = Result("render", EXAMPLE, "--to", "text")
    assert (result.code, result.err) == (OK, "")
    again = read(result.out.encode()).report
    assert again.figures() == loads(Path(EXAMPLE).read_bytes()).figures()


def test_problems_are_told_beside() -> None:
    """What could not be read goes to standard error, not into what is written."""
    dump = Path(DUMP).read_bytes().replace(b"\t17\t", b"\t1x7\t", 1)
    result = Result("render", "-", "--to", "csv", stdin=dump)
    assert result.code == OK
    assert result.err.startswith("govinfo-report: ")
    assert result.out.startswith("report,path,row,column,value")


def test_bytes_go_to_a_file_or_a_pipe(tmp_path: Path) -> None:
    """The format is that of the name; a pipe takes bytes, a terminal is spared them."""
    target = tmp_path / "report.docx"
    assert Result("render", EXAMPLE, "-o", str(target)).code == OK
    pipe = io.TextIOWrapper(io.BytesIO())
    assert run(["render", EXAMPLE, "--to", "docx"], io.BytesIO(), pipe, io.StringIO()) == OK
    for data in (target.read_bytes(), pipe.buffer.getvalue()):
        assert data.startswith(b"PK")
    refused = Result("render", EXAMPLE, "--to", "docx", "--lang", "en")
    assert (refused.code, refused.out) == (FAILED, "")
    assert refused.err == "govinfo-report: docx is no text: name a file for it with -o\n"


def test_the_page_of_an_adopter(tmp_path: Path) -> None:
    """Labels, style and frame come from files; findings are marked, in the language asked for."""
    files = {"labels": '{"自然人": "公民"}', "css": ".x {}", "frame": "<i>$title$style</i>$body"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    wrong = loads(Path(EXAMPLE).read_bytes()).with_figures({"disputes.reconsideration.total": 9})
    source = tmp_path / "wrong.json"
    source.write_bytes(dumps(wrong))
    options = [part for name in files for part in (f"--{name}", str(tmp_path / name))]
    page = Result("render", str(source), "--to", "html", "--findings", "--lang", "en", *options).out
    assert page.startswith("<i>2021年广州市")
    assert ".x {}</i>" in page
    assert ">公民</th>" in page
    assert html.escape(check(wrong)[0].message("en")) in page
    assert 'data-gir-marks="[1]"' in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([EXAMPLE], "name a format with --to"),
        ([EXAMPLE, "-o", "x.odt"], "no format '.odt'"),
        ([EXAMPLE, "--to", "text", "--findings"], "text has no option findings"),
        ([EXAMPLE, "--to", "text", "--font", "x"], "text has no option font"),
        ([EXAMPLE, "--to", "html", "--css", "none.css"], "none.css: the file cannot be opened"),
        ([EXAMPLE, "--to", "html", "--labels", DUMP], "expected a JSON object"),
        ([EXAMPLE, "--to", "text", "-o", "none/x"], "none/x: cannot be written"),
    ],
)
def test_what_is_refused(arguments: list[str], message: str) -> None:
    """An error says what to do, and nothing is written."""
    result = Result("render", *arguments, "--lang", "en")
    assert (result.code, result.out) == (FAILED, "")
    assert message in result.err


@pytest.mark.parametrize(
    ("arguments", "report"),
    [
        ([], AnnualReport("2021")),
        (["--edition", "2019"], AnnualReport("2019")),
        (["--year", "2020"], AnnualReport("2019", year=2020)),
    ],
)
def test_blank_forms(arguments: list[str], report: AnnualReport) -> None:
    """A blank form is of the edition in force in its year, unless one is asked for."""
    assert loads(Result("blank", "--to", "json", *arguments).out) == report


def test_the_form_to_fill_in(tmp_path: Path) -> None:
    """The page is for an organ, and begins in the language asked for."""
    target = str(tmp_path / "form.html")
    arguments = ["blank", "--to", "form", "--agency", "某局", "--lang", "en", "-o", target]
    assert Result(*arguments).code == OK
    page = Path(target).read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert '"name":"某局"' in page
