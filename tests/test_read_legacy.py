"""Old binary files are told from others by themselves, and read through LibreOffice."""

import io
import json
import os
import stat
import struct
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govinfo_report as gr
from govinfo_report.errors import LimitExceededError, UnreadableError
from govinfo_report.formats import legacy
from govinfo_report.formats._ole import streams
from govinfo_report.formats.detection import OLE
from govinfo_report.rendering import render

END = 0xFFFFFFFE
FREE = 0xFFFFFFFF
SECTOR = 512


def container(
    *names: str, directory: int = 0, table: tuple[int, ...] = (), back: int = FREE
) -> bytes:
    """Return a container of the old office formats: a header, a directory, its table of sectors."""
    entries = b""
    for number, name in enumerate(("Root Entry", *names)):
        right = number + 1 if 0 < number < len(names) else FREE
        encoded = name.encode("utf-16-le")
        child = 1 if number == 0 and names else FREE
        entries += struct.pack(
            "<64sHxx3I48x", encoded, len(encoded) + 2, back if number else FREE, right, child
        )
    entries += bytes(-len(entries) % SECTOR)
    count = len(entries) // SECTOR
    chain = table or (*range(1, count), END)
    header = struct.pack("<8s22xH16xI24xI", OLE, 9, directory, count).ljust(SECTOR, b"\xff")
    return (
        header
        + entries
        + b"".join(struct.pack("<I", each) for each in chain).ljust(SECTOR, b"\xff")
    )


def office(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put a program called `soffice` on the path that has `target`, the file to write."""
    program = folder / "soffice"
    lead = (
        f"#!{sys.executable} -IS\nimport json, os, pathlib, shutil, sys, time\n"
        "source = pathlib.Path(sys.argv[-1])\n"
        "kind = sys.argv[sys.argv.index('--convert-to') + 1]\n"
        "target = source.with_suffix('.' + kind)\n"
    )
    program.write_text(f"{lead}here = pathlib.Path({str(folder)!r})\n{code}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


def _packed(body: str, *, name: str = "content.xml", more: bytes = b"") -> bytes:
    """Return an OpenDocument that has this in its body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(name, f"<document><body><{body}/></body></document>")
        container.writestr("Pictures/1.svg", more)
    return file.getvalue()


def test_streams_are_named() -> None:
    """All of a directory over several sectors is listed, and of no more than the outermost level."""
    assert streams(container()) == frozenset()
    names = ["WordDocument", "1Table", "Data", "\x05SummaryInformation"]
    assert streams(container(*names)) == set(names)
    assert streams(container(*names, back=1)) == set(names)  # a tree that bites its own tail


@pytest.mark.parametrize(
    "data",
    [
        OLE,
        OLE + bytes(SECTOR),
        container("Workbook")[:SECTOR],
        container("Workbook", directory=7),
        container("Workbook", directory=END),
        container("Workbook", table=(0,)),
        container("Workbook", back=99),
    ],
)
def test_broken_containers_are_an_error(data: bytes) -> None:
    """Cut off, without a directory, or with one that never ends."""
    with pytest.raises(UnreadableError, match="damaged or incomplete"):
        legacy.read(data)


@given(st.integers(0, 2 * SECTOR), st.binary(max_size=40))
def test_no_container_breaks_the_reader(at: int, piece: bytes) -> None:
    """Whatever is damaged, the names are told or it is an error for who reads."""
    data = container("WordDocument", "a", "b", "c")
    with suppress(UnreadableError):
        streams(data[:at] + piece + data[at + len(piece) :])


def test_an_encrypted_file_is_an_error() -> None:
    """A .docx or .xlsx with a password is such a container: take off the password."""
    with pytest.raises(UnreadableError, match="remove the password"):
        legacy.read(container("EncryptionInfo", "EncryptedPackage"))


@pytest.mark.parametrize(
    "data",
    [container("PowerPoint Document"), _packed("presentation"), _packed("text", name="x.xml"), b""],
)
def test_what_is_no_document_is_an_error(data: bytes) -> None:
    """Slides, mail: no program is started for them."""
    with pytest.raises(UnreadableError, match=r"save it as \.docx or \.xlsx"):
        legacy.read(data)


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (container("WordDocument"), ".doc", "docx"),
        (container("Workbook"), ".xls", "xlsx"),
        (container("Book"), ".xls", "xlsx"),
        (b"{\\rtf1}", ".rtf", "docx"),
        (_packed("text"), ".odt", "docx"),
        (_packed("spreadsheet"), ".ods", "xlsx"),
    ],
)
def test_what_libreoffice_writes_is_read(
    data: bytes, suffix: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets the file under a name of its own, no macros and no network, and leaves nothing."""
    path = "requests.received.natural_person"
    report = gr.AnnualReport("2021").with_figures({path: 17})
    (tmp_path / "answer").write_bytes(render(report, "docx" if kind == "docx" else "xlsx"))
    office(
        tmp_path,
        monkeypatch,
        "shutil.copy(here / 'answer', target)\n"
        "profile = (source.parent / 'profile/user/registrymodifications.xcu').read_text('utf-8')\n"
        "told = [str(source), profile, os.environ['https_proxy'], sys.argv[1]]\n"
        "(here / 'told').write_text(json.dumps(told))",
    )
    reading = gr.read(data)
    assert reading.format == "legacy"
    assert reading.report.figure(path) == 17
    source, profile, proxy, user = json.loads((tmp_path / "told").read_text())
    assert Path(source).suffix == suffix
    assert not Path(source).parent.exists()
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in profile
    assert proxy == "http://127.0.0.1:9"
    assert user == f"-env:UserInstallation={Path(source).parent.as_uri()}/profile"


def test_no_zip_bomb_reaches_libreoffice() -> None:
    """All that an OpenDocument holds is unpacked and measured before."""
    with pytest.raises(LimitExceededError, match="zip bombs"):
        gr.read(_packed("text", more=bytes(2**24)))


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install, and what to do without."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableError, match=r"apt install libreoffice-writer.*\.docx") as caught:
        legacy.read(container("WordDocument"))
    assert "请安装" in caught.value.message("zh")


@pytest.mark.parametrize("code", ["", "sys.exit(1)", "target.mkdir()"])
def test_what_is_not_converted_is_an_error(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice exits with 0 also where it wrote nothing."""
    office(tmp_path, monkeypatch, code)
    with pytest.raises(UnreadableError, match="cannot convert"):
        legacy.read(container("WordDocument"))


def test_a_program_that_does_not_start_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system says of it is the cause of the error."""
    office(tmp_path, monkeypatch, "")
    (tmp_path / "soffice").write_bytes(b"\0")
    with pytest.raises(UnreadableError, match="cannot convert") as caught:
        legacy.read(container("WordDocument"))
    assert isinstance(caught.value.__cause__, OSError)


def test_too_large_a_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What LibreOffice makes of a file is measured before it is read."""
    monkeypatch.setattr(legacy, "_MAX_BYTES", 2)
    office(tmp_path, monkeypatch, "target.write_bytes(b'PK!')")
    with pytest.raises(LimitExceededError):
        legacy.read(container("WordDocument"))


def test_libreoffice_is_ended_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who takes too long is killed, and the error says so."""
    monkeypatch.setattr(legacy, "MAX_SECONDS", 0.5)
    office(tmp_path, monkeypatch, "(here / 'pid').write_text(str(os.getpid()))\ntime.sleep(60)")
    with pytest.raises(UnreadableError, match="more than 120 seconds"):
        legacy.read(container("WordDocument"))
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
