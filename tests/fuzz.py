"""Read damaged files until something unexpected happens: `python -m tests.fuzz FORMAT --minutes N`.

Files of the corpus and rendered reports are damaged at random, the parts within DOCX and XLSX too,
and each is read in a process whose memory and time are bounded. What counts is an exception that is
no `GovinfoReportError`, a process that dies, and more than `SLOW` seconds for a file. Each kind is
printed once, with the bytes made as few as a short search gets them, and kept under `--keep`.
"""

import argparse
import io
import resource
import signal
import sys
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Final

import attrs

from govinfo_report import AnnualReport, GovinfoReportError, MissingExtraError, read
from govinfo_report.formats.detection import detect
from govinfo_report.reading import FORMATS
from govinfo_report.rendering import FORMATS as WRITTEN
from govinfo_report.rendering import render
from tests.conftest import ROOT
from tests.corpus_scores import FILES

SLOW: Final = 5.0
"""Seconds of CPU for a file that are worth a report."""
_HOPELESS: Final = 60  # seconds of CPU after which a process is ended
_SILENT: Final = 600.0  # seconds on the clock after which it is, busy or not
_MEMORY: Final = 2 * 2**30  # bytes of address space of a process
_TRIES: Final = 60  # to make the bytes of a failure fewer
_SEVERAL: Final = 4  # damages to a file, at most
_LONGEST: Final = 8 * 2**20  # bytes of a damaged file
_HOSTILE: Final = (
    b"\0",
    b"\xff\xfe",
    b"\x1a",
    b"\xe2\x80\xae",
    b"-1",
    b"9" * 400,
    b"1e999",
    b"NaN",
    b"0x1F",
    "１２".encode(),
    "③".encode(),
    "−5".encode(),
    b"\n",
    b"\t" * 500,
    b"|" * 500,
    b'"',
    b",",
    b"{",
    b"[",
    b"<table>",
    b"<td rowspan=99999999 colspan='-1'>",
    b"</table></table>",
    b'<w:gridSpan w:val="99999999"/>',
    b"<w:vMerge/><w:tbl><w:tr><w:tc>",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b'r="XFD1048576"',
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    b"&#x110000;",
    b"<!--",
    b"<![CDATA[",
    b" 0 obj <</Type/Page/Parent 1 0 R>> endobj ",
    b"/Length 99999999999",
    "总计".encode(),
    "（三）".encode(),
)


def _flipped(data: bytes, _: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _number in range(random.choice((1, 4, 32))):
        changed[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(data: bytes, _: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _without(data: bytes, _: bytes, random: Random) -> bytes:
    start, end = _range(data, random)
    return data[:start] + data[end:]


def _repeated(data: bytes, _: bytes, random: Random) -> bytes:
    start, end = _range(data, random)
    return data[:end] + data[start:end] * random.choice((1, 10, 1000)) + data[end:]


def _spliced(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _range(other, random)
    at = random.randrange(len(data))
    return data[:at] + other[start:end] + data[at:]


def _poisoned(data: bytes, _: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    times = random.choice((1, 1, 1, 100, 20_000))
    return data[:at] + random.choice(_HOSTILE) * times + data[at + random.choice((0, 1, 8)) :]


def _range(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, start + random.choice((1, 16, 256, 4096))


_DAMAGES: Final[tuple[Callable[[bytes, bytes, Random], bytes], ...]] = (
    _flipped,
    _cut,
    _without,
    _repeated,
    _spliced,
    _poisoned,
)


def damaged(data: bytes, other: bytes, random: Random) -> bytes:
    """Return bytes with a few damages; of a ZIP container, mostly within one of its parts."""
    if data.startswith(b"PK") and random.random() < 0.9:
        return _repacked(data, other, random)
    for _ in range(random.randint(1, _SEVERAL)):
        data = random.choice(_DAMAGES)(data, other, random)[:_LONGEST] or b"\n"
    return data


def _repacked(data: bytes, other: bytes, random: Random) -> bytes:
    parts = _unzipped(data)
    others = _unzipped(other)
    chosen = random.choice([name for name, part in parts.items() if part])
    parts[chosen] = damaged(parts[chosen], others.get(chosen) or parts[chosen], random)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, part in parts.items():
            container.writestr(name, part)
    return file.getvalue()


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def seeds(name: str) -> list[bytes]:
    """Return undamaged files of a format: those of the corpus, and rendered reports."""
    found = [data for file in FILES if detect(data := file.read_bytes(), file.name) == name]
    if name in WRITTEN:
        example = read(ROOT / "examples" / "huangpu-2021.json").report
        written = [render(report, name) for report in (example, AnnualReport("2019"))]
        found += [each if isinstance(each, bytes) else each.encode() for each in written]
    return found


@attrs.frozen
class Outcome:
    """What became of a file."""

    kind: str
    """Where it went wrong, the same for the same fault; empty if it did not."""
    seconds: float
    memory: int
    """The most that the process ever held, in bytes."""
    trace: str = ""


def serve(line: Connection, name: str) -> None:
    """Read each file that comes over the line, and answer with its outcome."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    while True:
        line.send(outcome(line.recv_bytes(), name))


def outcome(data: bytes, name: str) -> Outcome:
    """Read a file and say how that went."""
    kind = trace = ""
    start = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(start) + _HOPELESS, resource.RLIM_INFINITY))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read(data, name)
    except MissingExtraError:
        raise
    except GovinfoReportError:
        pass
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        trace = traceback.format_exc()
    seconds = time.process_time() - start
    if seconds > SLOW:
        kind = kind or "slow"
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Outcome(kind, seconds, held, trace)


class Victim:
    """A process that reads what it is given, and is replaced when it does not come back."""

    def __init__(self, name: str) -> None:
        """Start it."""
        self.name = name
        self._start()

    def _start(self) -> None:
        self.line, theirs = get_context("spawn").Pipe()
        self.process = get_context("spawn").Process(target=serve, args=(theirs, self.name))
        self.process.daemon = True
        self.process.start()
        theirs.close()

    def read(self, data: bytes) -> Outcome:
        """Return how reading went, even if the process is lost over it."""
        try:
            self.line.send_bytes(data)
            if self.line.poll(_SILENT):
                answer: Outcome = self.line.recv()
                return answer
            kind = "slow"
        except (EOFError, ConnectionError):
            kind = "the process died"
        self.process.kill()
        self.process.join()
        if self.process.exitcode == -signal.SIGXCPU:
            kind = "slow"
        self._start()
        return Outcome(kind, _HOPELESS, 0)


def smaller(data: bytes, kind: str, victim: Victim) -> bytes:
    """Return fewer bytes that go wrong in the same way, as far as a few tries find them."""
    size, tries = len(data) // 2, _TRIES
    while size and tries:
        at = 0
        while at < len(data) and tries:
            tries -= 1
            shorter = data[:at] + data[at + size :]
            if victim.read(shorter).kind == kind:
                data = shorter
            else:
                at += size
        size //= 2
    return data


def fuzz(name: str, seconds: float, seed: int) -> Iterator[tuple[Outcome, bytes]]:
    """Yield the outcome of each file that was read, and the file."""
    random = Random(seed)  # noqa: S311 - nothing secret
    found = seeds(name)
    victim = Victim(name)
    known: set[str] = set()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = damaged(random.choice(found), random.choice(found), random)
        told = victim.read(data)
        if told.kind and told.kind not in known:
            known.add(told.kind)
            if told.kind != "slow":
                data = smaller(data, told.kind, victim)
        yield told, data


def main() -> int:
    """Fuzz the reader of one format, and say what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("format", choices=FORMATS)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the files that went wrong")
    options = parser.parse_args()
    if not seeds(options.format):
        parser.error(f"there is no {options.format} file to damage")
    count, slowest, most = 0, 0.0, 0
    kinds: dict[str, int] = {}
    for told, data in fuzz(options.format, options.minutes * 60, options.seed):
        count, slowest, most = count + 1, max(slowest, told.seconds), max(most, told.memory)
        if not told.kind:
            continue
        kinds[told.kind] = kinds.get(told.kind, 0) + 1
        if kinds[told.kind] == 1:
            print(f"{told.kind}, {told.seconds:.1f} s, {len(data)} bytes: {data[:200]!r}")
            print(told.trace, flush=True)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{options.format}-{options.seed}-{count}").write_bytes(data)
    print(
        f"{options.format}: {count} files (seed {options.seed}), {len(kinds)} kinds of failure,"
        f" slowest {slowest:.1f} s, at most {most / 2**20:.0f} MB"
    )
    for kind, times in kinds.items():
        print(f"{times:6} × {kind}")
    return bool(kinds)


if __name__ == "__main__":
    sys.exit(main())
