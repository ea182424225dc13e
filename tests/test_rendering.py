"""`render` and `write`: a report in every form that its readers want."""

import csv
import errno
import io
import pickle
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import Agency, AnnualReport, Edition, Section, dumps, figure_paths, form
from govinfo_report.document import Cell, Document, Heading, Paragraph, Table
from govinfo_report.errors import (
    Bilingual,
    UnfitInputError,
    UnknownFormatError,
    UnrenderableError,
    UnwritableError,
)
from govinfo_report.formats import csv as csv_format
from govinfo_report.formats._carried import unmerged
from govinfo_report.layout.overview import overview
from govinfo_report.rendering import FORMATS, render, write
from tests import reports
from tests.fonts import need_chinese_font
from tests.printed import NASTY


@given(reports.published())
def test_json_is_that_of_dumps(report: AnnualReport) -> None:
    """JSON carries everything, as `dumps` writes it."""
    assert render(report, "json").encode() == dumps(report)


@given(reports.published())
def test_csv_has_one_figure_a_row(report: AnnualReport) -> None:
    """Every figure of the form has a row with its path, its labels and its exact value."""
    report = attrs.evolve(report, title="x")
    rows = [*csv.DictReader(io.StringIO(render(report, "csv"), newline=""))]
    assert tuple(row["path"] for row in rows) == figure_paths(report.edition)
    for row in rows:
        value = report.figure(row["path"])
        assert (Decimal(row["value"]) if row["value"] else None) == value
        labels = {label.zh for label in form(report.edition).figures[row["path"]].labels}
        assert labels <= {*f"{row['row']} · {row['column']}".split(" · ")}


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1+1",
        "'=1",
        "'",
        " =1",
        "|x",
        "%x",
        "-3",
        "3.5",
        "+14",
        "x",
    ],
)
def test_no_formula_leaves(text: str) -> None:
    """OWASP, CSV injection: =, +, -, @, tab and return start a formula; a number is none."""
    inert = csv_format.inert(text)
    assert csv_format.plain(inert) == text
    assert not inert.lstrip().startswith(("=", "@", "＝", "|", "%"))
    assert inert in {text, f"'{text}"}
    assert (inert == text) == (text in {"-3", "3.5", "+14", "x"})


@given(st.text() | st.sampled_from(NASTY))
def test_what_was_made_inert_comes_back(text: str) -> None:
    """Taking away the first apostrophe gives back any text."""
    assert csv_format.plain(csv_format.inert(text)) == text


def test_hostile_title_in_csv() -> None:
    """A name that is a formula, with quotes and line breaks, stays one inert field."""
    title = '=HYPERLINK("http://x","y")\r\n",1'
    rows = [*csv.reader(io.StringIO(render(AnnualReport("2021", title=title), "csv"), newline=""))]
    assert {len(row) for row in rows} == {5}
    assert {row[0] for row in rows[1:]} == {f"'{title}"}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("edition", Edition)
def test_blank_forms(format_: str, edition: Edition) -> None:
    """A report in which nothing is filled in is the blank form."""
    if format_ == "pdf":
        need_chinese_font()
    assert render(AnnualReport(edition), format_)


@pytest.mark.parametrize("format_", sorted({*FORMATS} - {"form", "json"}))
def test_control_characters_are_refused(format_: str) -> None:
    """No format but those that hold JSON carries them, and none drops them."""
    report = AnnualReport("2021", title="x\x1b[31m")
    with pytest.raises(UnrenderableError, match=r"U\+001B") as caught:
        render(report, format_)
    assert caught.value.format == format_
    assert caught.value.refused == "x\x1b[31m"
    assert "x" in render(report, "json")


def test_errors_pickle() -> None:
    """An error crosses processes with its fields; a long text is shown in part."""
    error = UnrenderableError("text", "长" * 100, Bilingual("坏", "bad"))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (str(again), again.refused) == (str(error), error.refused)
    assert len(error.message("zh")) < 100


def test_unknown_format() -> None:
    """The formats there are are named."""
    with pytest.raises(UnknownFormatError, match="no format 'odt'; written are: csv, docx"):
        render(AnnualReport("2021"), "odt")


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.HTML", "x.csv", "x.json"])
def test_write_to_a_path(name: str, tmp_path: Path) -> None:
    """The format is that of the name, unless one is given; no line end is changed."""
    report = AnnualReport("2021", agency=Agency("某局"))
    write(report, tmp_path / name)
    write(report, tmp_path / "other", "csv", encoding="utf-8-sig")
    format_ = {"txt": "text", "md": "markdown"}.get(name[2:].lower(), name[2:].lower())
    rendered = render(report, format_)
    assert isinstance(rendered, str)
    assert (tmp_path / name).read_bytes() == rendered.encode()
    assert (tmp_path / "other").read_bytes() == b"\xef\xbb\xbf" + render(report, "csv").encode()


def test_write_to_a_file() -> None:
    """An open file takes it too, in the format that is asked for."""
    file = io.BytesIO()
    write(AnnualReport("2021"), file, "text")
    assert file.getvalue() == render(AnnualReport("2021"), "text").encode()


def test_what_cannot_be_written(tmp_path: Path) -> None:
    """The file is named, and what the system says of it; no format is guessed."""
    with pytest.raises(UnwritableError, match=r"x\.txt: cannot be written"):
        write(AnnualReport("2021"), tmp_path / "none" / "x.txt")
    with pytest.raises(UnknownFormatError, match=r"'\.odt'"):
        write(AnnualReport("2021"), tmp_path / "x.odt")
    with pytest.raises(UnknownFormatError):
        write(AnnualReport("2021"), io.BytesIO())


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong half-way leaves the file that was there, and nothing beside it."""
    path = tmp_path / "x.txt"
    write(AnnualReport("2021", title="旧"), path)
    path.chmod(0o640)
    before = path.read_bytes()

    def full(beside: Path, data: bytes) -> int:
        with beside.open("wb") as file:
            file.write(data[:9])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(UnwritableError, match="No space left"):
            write(AnnualReport("2021", title="新"), path)
    assert ([*tmp_path.iterdir()], path.read_bytes()) == ([path], before)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    write(AnnualReport("2021", title="新"), link)
    assert path.read_text(encoding="utf-8").startswith("新\n")
    assert (link.is_symlink(), path.stat().st_mode & 0o777) == (True, 0o640)


def test_a_link_in_a_circle_leads_nowhere(tmp_path: Path) -> None:
    """The file takes its place."""
    circle = tmp_path / "circle.txt"
    circle.symlink_to(circle)
    write(AnnualReport("2021", title="新"), circle)
    assert circle.read_text(encoding="utf-8").startswith("新\n")


def test_a_device_is_written_to() -> None:
    """What is no file is not replaced by one."""
    write(AnnualReport("2021"), "/dev/null", "text")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    ("format_", "options", "known"),
    [
        ("json", {"labels": {}}, "json has no option labels; it has: indent"),
        ("form", {"labels": {"a": "b"}}, "form has no option labels; it has: lang"),
        ("text", {"font": "x", "css": "x"}, "text has no option css, font; it has: labels"),
        ("xlsx", {"edition": "2019"}, "xlsx has no option edition"),
    ],
)
def test_options_that_a_format_does_not_have(
    format_: str, options: dict[str, object], known: str
) -> None:
    """An option that would do nothing is an error, which names those there are."""
    with pytest.raises(UnfitInputError, match=known):
        render(AnnualReport("2021"), format_, **options)


def test_labels_may_be_replaced() -> None:
    """Headings and labels are replaced as wholes, prose and figures are left alone."""
    report = AnnualReport(
        "2021", preface="自然人", problems=Section("问题", "", (Section("不足", ""),))
    ).with_figures({"requests.received.total": 3})
    labels = {"自然人": "Person", "五、问题": "Ⅴ", "（一）不足": "α", "采购项目数量": "z"}
    written = render(report, "text", labels=labels)
    assert "\tPerson\t" in written
    assert "　　自然人\n" in written
    assert "\t3\n" in written
    assert "\nⅤ\n" in written
    assert "\nα\n" in written


@pytest.mark.parametrize("label", ["自燃人", "3", "自然", "四、"])
def test_labels_that_there_are_not(label: str) -> None:
    """What would replace nothing is an error, which names what was probably meant."""
    labels = {"自然人": "Person", label: "x"}
    with pytest.raises(UnfitInputError, match=f"^no heading or label '{label}'") as caught:
        render(AnnualReport("2021"), "text", labels=labels)
    assert ("did you mean 自然人?" in str(caught.value)) == (label in {"自燃人", "自然"})


@pytest.mark.parametrize("labels", ["x", ["自然人"], {"自然人": 1}])
def test_what_is_no_labels(labels: object) -> None:
    """A file of labels is to be read first, and a label is a text."""
    with pytest.raises(TypeError, match=r"^labels.* must be "):
        render(AnnualReport("2021"), "text", labels=labels)


@given(reports.published())
def test_overview_counts_what_the_form_counts(report: AnnualReport) -> None:
    """Six applicants, six categories whose totals are summed as far as known, three disputes."""
    applicants, outcomes, disputes = overview(report)
    assert [count for _, count in applicants.bars] == [
        report.figure(f"requests.received.{column}")
        for column in (
            "natural_person",
            "business",
            "research",
            "public_welfare",
            "legal_service",
            "other",
        )
    ]
    assert [count for _, count in disputes.bars] == [
        report.figure(f"disputes.{kind}.total")
        for kind in ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
    ]
    known = [
        count
        for path, count in report.figures().items()
        if path.startswith("requests.outcomes.") and path.endswith(".total") and count is not None
    ]
    assert [label for label, _ in outcomes.bars] == [
        "予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理",
    ]  # fmt: skip
    assert sum(count or 0 for _, count in outcomes.bars) == sum(known)


def test_merged_cells_are_written_once() -> None:
    """A cell stands where it begins; what it covers is empty, and short rows are filled up."""
    table = Table(((Cell("a", 2, 2), Cell("b")), (Cell("c"),), (Cell("d"),)))
    assert unmerged(table) == [["a", "", "b"], ["", "", "c"], ["d", "", ""]]
    assert unmerged(Table(())) == []


def test_csv_of_a_document_without_a_title() -> None:
    """Prose and cells that hold no figure have no row."""
    document = Document((Paragraph("x"), Heading("y", 2), Table(((Cell("1"),),))))
    assert csv_format.write(document) == "report,path,row,column,value\r\n"
