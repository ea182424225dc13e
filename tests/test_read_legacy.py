"""Old binary files, without LibreOffice: what they are told by, and what is said where it fails."""

import io
import shlex
import struct
import sys
from pathlib import Path

import pytest

from govinfo_report import AnnualReport, LimitExceededError, UnreadableError, read
from govinfo_report.formats import legacy
from govinfo_report.formats._ole import streams
from govinfo_report.rendering import render

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END, NONE = 0xFFFFFFFE, 0xFFFFFFFF
RTF = rb"{\rtf1 x}"


def entry(name: str, left: int = NONE, right: int = NONE, child: int = NONE) -> bytes:
    """Return an entry of the directory."""
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    return struct.pack("<64sHxx3I48x", text, length, left, right, child)


def container(*names: str, power: int = 9, loops: bool = False) -> bytes:
    """Return a container with streams of the given names, its directory in as many sectors as needed."""
    size = 1 << power
    links = [entry("Root Entry", child=1 if names else NONE)]
    links += [
        entry(name, left=n if loops else NONE, right=n + 1 if n < len(names) else NONE)
        for n, name in enumerate(names, 1)
    ]
    directory = b"".join(links)
    directory += bytes(-len(directory) % size)
    count = len(directory) // size
    chain = [0xFFFFFFFD, *(n + 2 for n in range(count - 1)), 1 if loops else END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(size, b"\xff")
    header = MAGIC + bytes(22) + struct.pack("<H16xI24x109I", power, 1, 0, *[NONE] * 108)
    return header.ljust(size, b"\0") + table + directory


def test_the_streams_of_a_container() -> None:
    """Names are found through the tree, also where the directory goes on in another sector."""
    names = ("WordDocument", "1Table", "Data", "ObjectPool", "Sixth", "甲")
    for power in (9, 12):
        assert streams(container(*names, power=power)) == {*names}
    assert streams(container()) == frozenset()


@pytest.mark.parametrize(
    "data",
    [MAGIC, container("A", power=7), container(*"ABCDE")[:1100], container("A", loops=True)],
    ids=["cut", "no such sector", "cut directory", "directory without end"],
)
def test_damaged_containers(data: bytes) -> None:
    """What cannot be followed is damaged; what goes in circles comes to an end."""
    with pytest.raises(UnreadableError, match="damaged"):
        streams(data)


def test_other_containers() -> None:
    """A password is named as such; a mail or a picture is no document."""
    with pytest.raises(UnreadableError, match="encrypted"):
        legacy.read(container("EncryptedPackage"))
    with pytest.raises(UnreadableError, match="no document of Word"):
        legacy.read(container("__properties_version1.0"))


def test_libreoffice_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without it the error says how to install it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableError, match="apt install libreoffice-writer"):
        legacy.read(RTF)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Put a program in the place of LibreOffice: the Python code that the file holds."""
    code = tmp_path / "code.py"
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {code} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return code


HEAD = """
import os, pathlib, shutil, sys, time
source = pathlib.Path(sys.argv[-1])
target = source.with_suffix("." + sys.argv[sys.argv.index("--convert-to") + 1])
"""


@pytest.mark.parametrize(("data", "kind"), [(RTF, "docx"), (container("Workbook"), "xlsx")])
def test_what_it_makes_is_read(office: Path, data: bytes, kind: str) -> None:
    """It runs with a profile of its own, without macros and without a way to the network."""
    written = office.with_name(f"made.{kind}")
    report = AnnualReport("2021", year=2021).with_figures({"proactive.penalties.decisions": 7})
    document = render(report, kind)
    assert isinstance(document, bytes)
    written.write_bytes(document)
    office.write_text(
        f"""{HEAD}
profile = pathlib.Path(sys.argv[1].partition("file://")[2]) / "user/registrymodifications.xcu"
assert "DisableMacrosExecution" in profile.read_text(encoding="utf-8")
assert os.environ["https_proxy"] == "http://127.0.0.1:9"
shutil.copy({str(written)!r}, target)
"""
    )
    reading = read(io.BytesIO(data))
    assert reading.format == "legacy"
    assert reading.report.figure("proactive.penalties.decisions") == 7


def test_what_it_cannot_convert(office: Path) -> None:
    """It fails without a word; the error says what to do."""
    office.write_text("raise SystemExit(0)")
    with pytest.raises(UnreadableError, match="cannot convert"):
        legacy.read(RTF)


def test_what_cannot_be_run(office: Path) -> None:
    """A program that the system refuses to start is an error of the same kind."""
    office.with_name("soffice").write_bytes(b"\0")
    with pytest.raises(UnreadableError, match="cannot convert"):
        legacy.read(RTF)


def test_what_grows_too_large(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is larger than any that is read is refused."""
    monkeypatch.setattr(legacy, "_MAX_BYTES", 3)
    office.write_text(f'{HEAD}\ntarget.write_bytes(b"four")')
    with pytest.raises(LimitExceededError):
        legacy.read(RTF)


def test_what_takes_too_long(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended with all that it has started."""
    monkeypatch.setattr(legacy, "MAX_SECONDS", 0.1)
    office.write_text("import time; time.sleep(60)")
    with pytest.raises(UnreadableError, match="took more than"):
        legacy.read(RTF)
