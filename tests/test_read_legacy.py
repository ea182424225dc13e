"""Old binary files are told from others by themselves, and read through LibreOffice."""

import io
import json
import os
import stat
import struct
import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govinfo_report as gr
from govinfo_report.errors import LimitExceededError, UnreadableError
from govinfo_report.formats import legacy
from govinfo_report.formats._doc import has_lost_text
from govinfo_report.formats._ole import stream, streams
from govinfo_report.formats.detection import OLE
from govinfo_report.rendering import render

END = 0xFFFFFFFE
FREE = 0xFFFFFFFF
TABLE = 0xFFFFFFFD
SECTOR = 512


def container(
    *names: str,
    directory: int = 0,
    table: tuple[int, ...] = (),
    back: int = FREE,
    held: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Return a container of the old office formats: header, directory, table of sectors, streams.

    Those that `held` does not fill are empty.
    """
    count = len(names) // 4 + 1
    chain = [*range(1, count), END, TABLE]
    entries = body = b""
    for number, name in enumerate(("Root Entry", *names)):
        right = number + 1 if 0 < number < len(names) else FREE
        encoded = name.encode("utf-16-le")
        child = 1 if number == 0 and names else FREE
        tree = (back if number else FREE, right, child)
        said = held.get(name, b"")
        start = len(chain) if said else 0
        entries += struct.pack(
            "<64sHxx3I36x2I4x", encoded, len(encoded) + 2, *tree, start, len(said)
        )
        body += said + bytes(-len(said) % SECTOR)
        chain += [*range(start + 1, start - (-len(said) // SECTOR)), END] if said else []
    header = struct.pack("<8s22xH16xI24xI", OLE, 9, directory, count).ljust(SECTOR, b"\xff")
    links = struct.pack(f"<{len(table or chain)}I", *(table or chain)).ljust(SECTOR, b"\xff")
    return header + entries.ljust(count * SECTOR, b"\0") + links + body


def word(  # noqa: PLR0913 - one argument a field that matters
    text: str,
    *,
    is_narrow: bool = False,
    flags: int = 0x200,
    version: int = 193,
    begins: tuple[int, ...] = (0,),
    parts: bytes = b"",
    kind: int = 2,
    size: int = 4096,
) -> bytes:
    """Return a binary Word file that says no more than a text, in pieces from some characters on.

    Its table of pieces follows other parts.
    """
    head = 1024
    ends = (*begins, len(text))
    places = [(2 * (head + at)) | (1 << 30) if is_narrow else head + 2 * at for at in begins]
    pieces = struct.pack(f"<{len(ends)}I", *ends)
    pieces += b"".join(struct.pack("<2xI2x", place) for place in places)
    table = parts + struct.pack("<BI", kind, len(pieces)) + pieces
    said = bytearray(head)
    struct.pack_into("<HH6xH", said, 0, 0xA5EC, version, flags)
    struct.pack_into("<I", said, 0x4C, len(text))
    struct.pack_into("<2I", said, 0x1A2, 0, len(table))
    said += text.encode("latin-1" if is_narrow else "utf-16-le")
    held = {"WordDocument": bytes(said), "1Table" if flags & 0x200 else "0Table": table}
    return container(*held, held={name: each.ljust(size, b"\0") for name, each in held.items()})


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


@given(st.text(st.characters(max_codepoint=255, exclude_categories=["Cs"]), min_size=1), st.data())
@pytest.mark.parametrize("is_narrow", [True, False])
def test_zeros_in_a_text_are_seen(is_narrow: bool, text: str, data: st.DataObject) -> None:  # noqa: FBT001 - a parameter
    """A single one tells, wherever it stands; what stands beside the text does not."""
    text = text.replace("\0", "x")
    at = data.draw(st.integers(0, len(text) - 1))
    file = partial(word, is_narrow=is_narrow, begins=(0, at), parts=b"\x01\x02\x00xy")
    assert not has_lost_text(file(text))
    assert not has_lost_text(file(text, flags=0))
    assert has_lost_text(file(f"{text[:at]}\0{text[at + 1 :]}"))


@pytest.mark.parametrize(
    "data",
    [
        word("\0", flags=0x300),  # encrypted
        word("\0", version=104),
        word("\0", kind=3),
        word("\0\0\0", begins=(2, 1)),
        word("\0", size=2000),
        word("\0").replace(b"\xec\xa5", b"\xec\xa6"),
        container("WordDocument", held={"WordDocument": b"x" * 4096}, table=(END, TABLE, 99_999)),
    ],
)
def test_what_cannot_be_told_is_left_to_libreoffice(data: bytes) -> None:
    """Older, encrypted or otherwise damaged files are none that zeros can be looked for in."""
    assert not has_lost_text(data)


def test_streams_are_told_whole() -> None:
    """What a stream holds is told over all its sectors, and of another name nothing."""
    said = bytes(range(256)) * 20 + b"end"
    assert stream(container("a", "b", held={"b": said}), "b") == said
    assert stream(container("a", "b", held={"b": said}), "c") == b""


@given(st.integers(0, 12 * SECTOR), st.binary(min_size=1, max_size=40))
def test_no_word_file_breaks_the_reader(at: int, piece: bytes) -> None:
    """Whatever is damaged, zeros are seen or not."""
    data = word("某局年度报告" * 20)
    assert has_lost_text(data[:at] + piece + data[at + len(piece) :]) in {True, False}


def test_a_word_file_with_zeros_is_an_error() -> None:
    """LibreOffice would convert it without a word, its cells shifted."""
    with pytest.raises(UnreadableError, match="overwritten with zeros"):
        legacy.read(word("规章\x070\0\0"))


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
