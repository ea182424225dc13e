"""Streams of reports, a report a line: checked in order, in little memory, whatever stands in them."""

import gzip
import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain, count, islice
from multiprocessing import active_children
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import (
    AnnualReport,
    CheckedLine,
    DecodeError,
    LimitExceededError,
    MissingExtraError,
    UnfitInputError,
    UnknownRuleError,
    UnreadableError,
    check,
    dumps,
    iter_check,
    loads,
)
from govinfo_report.errors import Bilingual
from govinfo_report.rules.catalogue import select
from govinfo_report.streams import checking, lines
from govinfo_report.streams.lines import Chunk, Piece
from govinfo_report.streams.screening import passed
from tests.reports import consistent, fewer, published
from tests.test_codec import BROKEN, FAULTS, REPORT

GOOD = AnnualReport("2021", year=2023).with_figures(
    dict.fromkeys(AnnualReport("2021").figures(), 0)
)
WRONG = GOOD.with_figures({"disputes.reconsideration.total": 3})
LINES = [dumps(GOOD), dumps(WRONG), b"", b"{}", dumps(GOOD) + b"\r", b"  ", dumps(WRONG)]
STREAM = b"\n".join(LINES)
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "zstd": zstd.compress,
}


def _summary(results: Iterator[CheckedLine]) -> list[tuple[int, object, object]]:
    """Return what tells results apart; errors do not compare by value."""
    return [(each.number, each.findings, str(each.error)) for each in results]


EXPECTED = [(1, 0, None), (2, 1, None), (4, 0, DecodeError), (5, 0, None), (7, 1, None)]


def _shape(results: Iterator[CheckedLine]) -> list[tuple[int, int, type | None]]:
    return [
        (each.number, len(each.findings), None if each.error is None else type(each.error))
        for each in results
    ]


class Slow:
    """A stream that can be read and nothing else, a little at a time, as a socket may be."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        """Hand out a little."""
        return self._file.read(min(size, 700))


@pytest.mark.parametrize("form", COMPRESSORS)
@pytest.mark.parametrize("way", ["path", "file", "bytes", "stream"])
def test_whatever_holds_the_lines(form: str, way: str, tmp_path: Path) -> None:
    """A file may be compressed, whatever its name; empty lines count but give nothing."""
    data = COMPRESSORS[form](STREAM)
    path = tmp_path / "reports"
    path.write_bytes(data)
    with path.open("rb") as file:
        sources: dict[str, Any] = {"path": path, "file": file, "bytes": data, "stream": Slow(data)}
        assert _shape(iter_check(sources[way], rules="identities")) == EXPECTED
        assert not file.closed


@pytest.mark.parametrize("make", [bytes, bytes.decode])
def test_lines_from_anywhere(make: Callable[[bytes], bytes]) -> None:
    """Lines may come from a list or a generator, as bytes or as text."""
    assert _shape(iter_check(map(make, LINES), rules="identities")) == EXPECTED


def test_what_is_told_of_a_line() -> None:
    """Whose report it is and what `check` finds, by default with all rules; or the error."""
    report = loads(dumps(REPORT))
    first, second = iter_check([dumps(report), b"[]"])
    assert first == CheckedLine(
        1, report.edition, 2021, "某局: 办公室", None, tuple(check(report)), None
    )
    assert (second.number, second.edition, second.findings) == (2, None, ())
    assert str(second.error) == "<stream>:2: /: expected an object, got […]"


def test_errors_name_the_line(tmp_path: Path) -> None:
    """A bad line is told by file and number, as compilers do it."""
    path = tmp_path / "reports.ndjson"
    path.write_bytes(STREAM)
    errors = [each.error for each in iter_check(path) if each.error]
    assert [error.source for error in errors] == [f"{path}:4"]
    with path.open("rb") as file:
        assert f"{path}:4: " in str([each.error for each in iter_check(file)][2])


@pytest.mark.parametrize("source", ["path", "gzip", "lines"])
def test_processes_change_nothing(source: str, tmp_path: Path) -> None:
    """In several processes the results are the same, in the same order."""
    path = tmp_path / "reports"
    path.write_bytes(COMPRESSORS.get(source, bytes)(STREAM))
    sources: dict[str, Any] = {"path": path, "gzip": path, "lines": LINES}
    alone = _summary(iter_check(sources[source]))
    assert _summary(iter_check(sources[source], jobs=2)) == alone
    assert multiprocessing.active_children() == []


def test_a_stream_is_read_as_results_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process reads no line ahead, several only a few pieces; whoever stops early stops all."""
    taken = []

    def endless() -> Iterator[bytes]:
        for number in count():
            taken.append(number)
            yield LINES[0]

    assert len(list(islice(iter_check(endless()), 3))) == 3
    assert len(taken) == 3
    taken.clear()
    monkeypatch.setattr(lines, "_PIECE_LINES", 4)
    results = iter_check(endless(), jobs=2)
    assert next(results).number == 1
    assert len(taken) <= 4 * 2 * 3
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


@fewer(5)
@given(st.lists(published() | consistent(), max_size=4))
def test_the_findings_are_those_of_check(reports: list[AnnualReport]) -> None:
    """Whether a report is passed or read, what is found in it is the same."""
    results = list(iter_check(map(dumps, reports), rules="identities"))
    assert [[*each.findings] for each in results] == [
        check(report, rules="identities") for report in map(loads, map(dumps, reports))
    ]
    assert [(each.edition, each.year, each.agency, each.source) for each in results] == [
        (report.edition, report.year, report.agency.name, report.source) for report in reports
    ]


@fewer(2)
@given(consistent())
def test_what_adds_up_is_passed(report: AnnualReport) -> None:
    """Of a report in which all identities hold nothing but its JSON is needed.

    Foreign data and deep sections are left to the slow way.
    """
    data = dumps(report)
    if not report.extensions and b"\\u" not in data:
        draft = passed(data)
        assert draft is not None
        assert draft.requests.received.total == report.requests.received.total


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_blanks_are_passed(edition: str) -> None:
    """Blanks that need not be anything but zero are in nobody's way."""
    report = AnnualReport(edition)
    assert passed(dumps(report)) is not None
    assert passed(dumps(report.with_figures({"requests.received.total": 3}))) is None


@pytest.mark.parametrize(
    "amount",
    [
        *("1e-20", "0.12345678901234567", "0.1234567890123456", "0e30", "0e9999999", "1e3"),
        *("-1", "-0.5", "true", "null", '"0"', "1e400", "1" + "0" * 30),
        *("9007199254740991", "9007199254740992", "9007199254740990.5"),
    ],
)
def test_an_amount_is_passed_if_it_is_one(amount: str) -> None:
    """What `loads` makes of an amount decides, to the last decimal place."""
    data = dumps(GOOD).replace(b'"amount":0', b'"amount":' + amount.encode())
    try:
        loads(data)
    except DecodeError:
        assert passed(data) is None
    else:
        assert passed(data) is not None


@pytest.mark.parametrize("name", BROKEN)
def test_nothing_broken_is_passed(name: str) -> None:
    """What `loads` refuses is not passed."""
    assert passed(BROKEN[name][0]) is None


@pytest.mark.parametrize("name", FAULTS)
def test_no_fault_is_passed(name: str) -> None:
    """A document with a fault anywhere is not passed, whatever its arithmetic."""
    document = json.loads(dumps(GOOD))
    FAULTS[name][0](document)
    assert passed(json.dumps(document).encode()) is None
    with pytest.raises(DecodeError):
        loads(json.dumps(document))


HIDDEN = {
    "repeated key": (b'"year":2023', b'"year":2023,"year":2023'),
    "repeated outcome": (b'"outcomes":{"granted":', b'"outcomes":{"granted":null,"granted":'),
    "repeated block": (b'"disputes":{', b'"disputes":{"reconsideration":null,'),
    "escaped colon": (b'"title":null', rb'"title":"\u003a","year":2023'),
    "amount too large": (b'"amount":0', b'"amount":9007199254740991.4'),
    "text for an amount": (b'"amount":0', b'"amount":"0"'),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_nothing_hidden_is_passed(name: str) -> None:
    """What a lenient parser would drop or round is not passed."""
    data = dumps(GOOD).replace(*HIDDEN[name])
    assert passed(dumps(GOOD)) is not None
    assert passed(data) is None
    with pytest.raises(DecodeError):
        loads(data)


def test_the_name_that_is_told_is_normalised() -> None:
    """The name of an organ is in form NFC, as in the report itself."""
    data = dumps(GOOD).replace(b'"name":null', '"name":"cafe\u0301"'.encode())
    (result,) = iter_check([data], rules="identities")
    assert result.agency == "caf\u00e9"


@pytest.mark.parametrize("form", ["gzip", "zstd"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_cut_off(form: str, jobs: int) -> None:
    """Of a compressed file that ends early, all whole lines are told; then it is an error.

    No process outlives the stream, however long the error is kept.
    """
    various = (GOOD.with_figures({"proactive.licensing.decisions": 7919**n}) for n in range(4))
    some = [dumps(report) for report in various]
    rng = Random(1)  # noqa: S311 - for any order
    whole = COMPRESSORS[form](b"\n".join(rng.choices(some, k=2_000)))
    results = iter_check(whole[: len(whole) * 2 // 3], rules="identities", jobs=jobs)
    told: list[CheckedLine] = []
    with pytest.raises(UnreadableError, match="cut off from this line on") as caught:
        told.extend(results)
    assert 500 < len(told) < 2_000
    assert all(each.error is None for each in told)
    assert caught.value.source == f"<stream>:{len(told) + 1}"
    assert not active_children()


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_what_is_damaged(form: str) -> None:
    """A compressed file with other bytes in it is an error, not other lines."""
    whole = bytearray(COMPRESSORS[form](STREAM))
    whole[len(whole) // 2 : len(whole) // 2 + 40] = b"\0" * 40
    with pytest.raises(UnreadableError, match="damaged"):
        list(iter_check(bytes(whole)))


class TestLongLines:
    """A line is held in memory only as far as a report may be long."""

    @pytest.fixture(autouse=True)
    def _short(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(lines, "MAX_BYTES", 10_000)
        monkeypatch.setattr(lines, "_BUFFER", 1_000)

    @pytest.mark.parametrize("extra", [0, 1, 1_000, 90_000])
    def test_they_are_told_and_skipped(self, extra: int) -> None:
        """What follows a line that is too long is told under its own number."""
        long = b"x" * (10_000 + extra)
        results = list(iter_check(io.BytesIO(b"\n".join([LINES[1], long, LINES[1], long]))))
        errors = [each.error for each in results]
        assert [each.number for each in results] == [1, 2, 3, 4]
        assert isinstance(errors[1], LimitExceededError)
        assert errors[0] is errors[2] is None
        assert errors[3] is not None

    def test_other_lines(self) -> None:
        """What is handed in as a line is held to the same limit by the codec."""
        (result,) = iter_check([b"x" * (2**24 + 1)], rules="identities")
        assert isinstance(result.error, LimitExceededError)

    @fewer(2)
    @given(st.lists(st.integers(0, 30_000), max_size=6), st.integers(500, 25_000), st.booleans())
    def test_pieces_are_the_whole(self, sizes: list[int], size: int, ends: bool) -> None:  # noqa: FBT001 - drawn
        """However a file is cut, its pieces have each of its lines once, and in order."""
        data = b"\n".join(b"x" * size for size in sizes) + b"\n" * ends
        with TemporaryDirectory() as folder:
            path = Path(folder) / "lines"
            path.write_bytes(data)
            whole = [*map(repr, lines.lines_of(path))]
            found = [
                repr(line)
                for start in range(0, len(data), size)
                for line in lines.lines_in(Piece(str(path), start, min(start + size, len(data))))
            ]
        assert found == whole


def test_a_process_tells_of_its_piece(tmp_path: Path) -> None:
    """What is done in another process is what is done in this one."""
    path = tmp_path / "reports"
    path.write_bytes(STREAM)
    (piece,) = lines.pieces_of(path)
    assert isinstance(piece, Piece)
    told = checking._tell_all(piece, select("identities"))
    assert told[2] is None
    assert [each and len(each[4]) for each in told] == [0, 1, None, 0, 0, None, 1]
    assert checking._tell_all(Chunk(LINES), select("identities"))[:3] == told[:3]


def test_pieces_of_what_only_one_can_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compressed or no file is read by one process, and lines are handed on by size."""
    monkeypatch.setattr(lines, "_PIECE", 9_000)
    path = tmp_path / "reports.gz"
    path.write_bytes(gzip.compress(STREAM))
    whole = [*lines.lines_of(path)]
    for source in (path, LINES):
        pieces = [*lines.pieces_of(source)]
        assert len(pieces) > 1
        assert len([*chain.from_iterable(map(lines.lines_in, pieces))]) == len(whole)
    assert [*lines.pieces_of([])] == []


@pytest.mark.parametrize("change", ["shorter", "another", "gone"])
def test_a_file_that_changes(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What became of a file is said where it is noticed."""
    monkeypatch.setattr(lines, "_PIECE", len(LINES[0]))
    path = tmp_path / "reports"
    path.write_bytes(STREAM)
    pieces = lines.pieces_of(path)
    next(pieces)
    match change:
        case "shorter":
            path.write_bytes(LINES[0])
        case "another":
            path.write_bytes(gzip.compress(STREAM * 9))
        case "gone":
            path.unlink()
    (last,) = pieces
    (error,) = lines.lines_in(last)
    assert isinstance(error, UnreadableError)
    assert "while it was read" in str(error)


def test_what_is_added_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain file is read as far as it went at the start."""
    monkeypatch.setattr(lines, "_PIECE", len(LINES[0]))
    path = tmp_path / "reports"
    path.write_bytes(STREAM)
    pieces = lines.pieces_of(path)
    first = next(pieces)
    with path.open("ab") as file:
        file.write(b"\n" + STREAM)
    found = [line for piece in [first, *pieces] for line in lines.lines_in(piece)]
    assert len(found) == len(LINES)


def test_a_piece_that_nothing_came_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is gone, or a process, is an error of the stream; no line is to blame for it."""
    path = tmp_path / "reports"
    path.write_bytes(STREAM)
    error = UnreadableError(Bilingual("没了", "gone"))

    def lost(*_: object) -> Iterator[object]:
        yield None, checking._tell_all(Chunk(LINES[:2]), select("identities"))
        yield None, error

    monkeypatch.setattr(checking, "in_processes", lambda *_: (each for each in lost()))
    results = iter_check(path, jobs=2)
    assert [next(results).number, next(results).number] == [1, 2]
    with pytest.raises(UnreadableError, match=f"^{path}: gone$"):
        next(results)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_named_pipe(jobs: int, tmp_path: Path) -> None:
    """A pipe is read once, from its start."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=[STREAM])
    writer.start()
    assert _shape(iter_check(pipe, rules="identities", jobs=jobs)) == EXPECTED
    writer.join()


class TestWhatCannotBeRead:
    """Errors say what is wrong, and at once where that is known at once."""

    def test_arguments(self) -> None:
        """Nothing has to be read to know that there is no such rule, and no such number."""
        with pytest.raises(UnknownRuleError, match="requests-row-total"):
            iter_check([], rules="requests-row-totals")
        with pytest.raises(UnfitInputError, match="0 processes"):
            iter_check([], jobs=0)

    @pytest.mark.parametrize("jobs", [1, 2])
    @pytest.mark.parametrize("name", ["missing", "folder", "null\0byte"])
    def test_files(self, name: str, jobs: int, tmp_path: Path) -> None:
        """A path that cannot be opened is named."""
        (tmp_path / "folder").mkdir()
        with pytest.raises(UnreadableError, match="cannot be opened") as caught:
            next(iter_check(tmp_path / name, jobs=jobs))
        assert caught.value.source == str(tmp_path / name)

    def test_text(self, tmp_path: Path) -> None:
        """A file opened as text is not read."""
        path = tmp_path / "reports"
        path.write_bytes(STREAM)
        with (
            path.open(encoding="utf-8") as file,
            pytest.raises(UnreadableError, match="binary mode"),
        ):
            next(iter_check(file))

    def test_zstandard_without_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is missing is named, and how to get it."""
        monkeypatch.setattr(lines, "_ZSTD_MODULES", ("no_such_module",))
        with pytest.raises(MissingExtraError, match=r"govinfo-report\[zstd\]"):
            next(iter_check(zstd.compress(STREAM)))

    def test_a_disk_that_fails(self) -> None:
        """An error of the system is told with the line that it came at."""

        class Failing(io.BytesIO):
            def readline(self, size: int | None = -1, /) -> bytes:
                if self.tell() > len(STREAM) // 2:
                    raise OSError("the disk is on fire")
                return super().readline(size)

            def peek(self, _: int) -> bytes:
                return self.getvalue()

        with pytest.raises(UnreadableError, match=r"^<stream>:5: damaged .* fire"):
            list(iter_check(Failing(STREAM)))


@pytest.mark.engine
def test_ctrl_c(tmp_path: Path) -> None:
    """Ctrl-C ends all processes, and only the first of them says so."""
    script = tmp_path / "script.py"
    script.write_text(
        "from itertools import repeat\n"
        "from govinfo_report import iter_check\n"
        "if __name__ == '__main__':\n"
        f"    for line in iter_check(repeat({LINES[0]!r}), jobs=2):\n"
        "        print(line.number, flush=True)\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"1\n"
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGINT
    assert said.count(b"Traceback") == said.count(b"KeyboardInterrupt") == 1
    with pytest.raises(ProcessLookupError):  # noqa: PT012 - nothing else in it raises
        for _ in range(100):  # the last of them may take a moment
            os.killpg(process.pid, 0)
            time.sleep(0.1)
