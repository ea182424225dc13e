"""Reading files: formats, sources, bounds, and a published report from end to end."""

import io
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from govinfo_report import codec, reading
from govinfo_report.document import Document
from govinfo_report.errors import DecodeError, LimitExceededError, UnreadableError
from govinfo_report.formats import text
from govinfo_report.layout.provenance import Confidence
from govinfo_report.model import FigureValue, figure_paths
from govinfo_report.reading import FORMATS, read
from govinfo_report.vocabulary import AgencyKind, Edition
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "huangpu-2021.txt"

NOT_ZERO: Final[dict[str, FigureValue]] = {
    "proactive.normative_documents.issued": 1,
    "proactive.normative_documents.in_force": 1,
    "proactive.licensing.decisions": 52966,
    "proactive.penalties.decisions": 466274,
    "proactive.compulsory_measures.decisions": 34623,
    "proactive.fees.amount": Decimal("173.42"),
    "requests.received.natural_person": 17,
    "requests.received.total": 17,
    "requests.outcomes.granted.natural_person": 2,
    "requests.outcomes.granted.total": 2,
    "requests.outcomes.partially_granted.natural_person": 3,
    "requests.outcomes.partially_granted.total": 3,
    "requests.outcomes.prohibited_by_law.natural_person": 3,
    "requests.outcomes.prohibited_by_law.total": 3,
    "requests.outcomes.not_held.natural_person": 6,
    "requests.outcomes.not_held.total": 6,
    "requests.outcomes.repeated_request.natural_person": 3,
    "requests.outcomes.repeated_request.total": 3,
    "requests.outcomes_total.natural_person": 17,
    "requests.outcomes_total.total": 17,
}
"""What the police of Huangpu counted in 2021; every other figure is 0."""


@pytest.mark.parametrize("source", ["published", "example"])
def test_a_published_report(source: str, shared: Callable[[str], Path]) -> None:
    """All 200 figures of a real report, and of the example that has its figures."""
    path = EXAMPLE if source == "example" else shared("reports/huangpu-police-2021.txt")
    found = read(path)
    assert found.report.figures() == {path: NOT_ZERO.get(path, 0) for path in figure_paths("2021")}
    assert found.problems == ()
    assert {*found.confidence.values()} == {Confidence.EXACT}
    report = found.report
    assert (report.edition, report.year, report.published) == (Edition.E2021, 2021, None)
    assert report.agency.name == "广州市公安局黄埔区分局"
    assert report.agency.kind is AgencyKind.DEPARTMENT
    assert report.title == "2021年广州市公安局黄埔区分局政府信息公开工作年度报告"
    assert report.preface is None
    assert report.source == path.name
    assert [section.title for section in report.overview.subsections] == [
        "主动公开情况",
        "依申请公开情况",
        "政府信息管理情况",
        "政府信息公开平台建设情况",
        "监督保障情况",
        "政务公开工作要点落实情况",
    ]
    assert report.overview.title == "总体情况"
    assert report.overview.text
    assert "予以公开2宗" in report.overview.subsections[1].text
    assert report.problems.title == "存在的主要问题及改进情况"
    assert "\n" not in report.problems.text
    assert report.other_matters.title == "其他需要报告的事项"
    assert report.other_matters.text.count("\n") == 1


class TestSources:
    """Paths, bytes and open files."""

    def test_all_the_same(self) -> None:
        """However it comes, it is the same report; a name makes its source."""
        data = EXAMPLE.read_bytes()
        by_path = read(EXAMPLE)
        assert read(str(EXAMPLE)) == by_path
        with EXAMPLE.open("rb") as file:
            assert read(file) == by_path
        assert read(data) == read(io.BytesIO(data))
        assert read(data).report.source is None

    def test_a_name_of_other_bytes(self, tmp_path: Path) -> None:
        """A name in GB 18030, as archives from elsewhere have it, keeps no report from being read."""
        path = os.fsdecode(os.fsencode(tmp_path) + "/报告.txt".encode("gb18030"))
        Path(path).write_bytes(EXAMPLE.read_bytes())
        assert read(path).report.source == "\\udcb1\\udca8\\udcb8\\udce6.txt"

    @pytest.mark.parametrize("name", ["missing.txt", ".", "nul\0.txt"])
    def test_no_such_file(self, name: str, tmp_path: Path) -> None:
        """What cannot be opened is an error that names it."""
        with pytest.raises(UnreadableError, match="cannot be opened") as caught:
            read(f"{tmp_path}/{name}")
        assert caught.value.source == f"{tmp_path}/{name}"

    def test_the_source_is_named(self, tmp_path: Path) -> None:
        """An error says in which file it is."""
        path = tmp_path / "empty.txt"
        path.write_bytes(b"")
        with pytest.raises(UnreadableError) as caught:
            read(path)
        assert caught.value.message("zh") == f"{path}: 文件是空的"

    def test_bytes_have_no_name(self) -> None:
        """Where there is no file there is no name."""
        with pytest.raises(UnreadableError) as caught:
            read(b"")
        assert caught.value.source is None

    def test_a_stream_in_pieces(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A pipe hands out what it has, which need not be everything; what is enough is enough."""

        class Pipe(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                return super().read(min(size or 0, 1000))

        assert read(Pipe(EXAMPLE.read_bytes())) == read(EXAMPLE.read_bytes())
        monkeypatch.setattr(reading, "MAX_BYTES", 1999)
        with pytest.raises(LimitExceededError, match="1999 bytes"):
            read(Pipe(bytes(10**6)))

    def test_no_binary_file(self) -> None:
        """A file that is opened as text is refused with advice."""
        file: Any = io.StringIO("x")
        with pytest.raises(UnreadableError, match="binary mode"):
            read(file)

    def test_limit(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """More than so many bytes are not read, wherever they come from."""
        monkeypatch.setattr(reading, "MAX_BYTES", 3)
        path = tmp_path / "large.txt"
        path.write_bytes(b"12345")
        for source in (path, b"12345", io.BytesIO(b"12345")):
            with pytest.raises(LimitExceededError, match="3 bytes"):
                read(source)


class TestFormats:
    """The format is told from the content, then from the name."""

    def test_json(self, tmp_path: Path) -> None:
        """JSON is read as it was written, its own source included."""
        report = read(EXAMPLE).report
        path = tmp_path / "report.txt"
        for mark in (b"", b"\n ", b"\xef\xbb\xbf"):
            path.write_bytes(mark + codec.dumps(report))
            found = read(path)
            assert (found.report, found.format) == (report, "json")
            assert (found.problems, found.provenance, found.confidence) == ((), {}, {})

    def test_json_errors_name_the_file(self, tmp_path: Path) -> None:
        """JSON that is no report says where, and in which file."""
        path = tmp_path / "report.json"
        for data in (b"{}", b"[]"):
            path.write_bytes(data)
            with pytest.raises(DecodeError) as caught:
                read(path)
            assert caught.value.source == str(path)

    @pytest.mark.parametrize("asked", ["text", "html", "csv", "markdown"])
    def test_a_format_may_be_named(self, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """A text without marks is read as any textual format that is asked for."""
        asked_for = []

        def reader(name: str) -> Callable[[bytes], Document]:
            asked_for.append(name)
            return text.read

        monkeypatch.setattr(reading, "_reader", reader)
        assert read(EXAMPLE, format=asked).format == asked
        assert asked_for == [asked]

    @pytest.mark.parametrize(
        ("data", "asked", "found"),
        [
            (b"once upon a time", "json", "text"),
            (b"once upon a time", "docx", "text"),
            (b"{}", "text", "json"),
            (b"<html>", "text", "html"),
            (b"%PDF-1.7 endobj", "legacy", "pdf"),
        ],
    )
    def test_a_wrong_format(self, data: bytes, asked: str, found: str) -> None:
        """It is said what the content looks like."""
        with pytest.raises(UnreadableError, match=f"{asked}, but the content looks like {found}"):
            read(data, format=asked)

    def test_unknown_formats(self) -> None:
        """A format that is none is an error that lists those that are."""
        with pytest.raises(
            UnreadableError, match=r"no format 'odt'; known: csv, docx, form, html, json"
        ):
            read(EXAMPLE, format="odt")
        assert {"json", "text"} < {*FORMATS}
