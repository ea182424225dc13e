"""`scan`: any number of reports into one file of findings, stopped and resumed at will."""

import gzip
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import Any

import attrs
import msgspec
import pyarrow.parquet as pq
import pytest

from govinfo_report import UnreadableError, check, dumps, read
from govinfo_report.cli import FAILED, FOUND, OK, inputs, ledger, run, scanning
from govinfo_report.cli.codes import INTERRUPTED
from govinfo_report.errors import Bilingual
from govinfo_report.frames import to_frame, write_parquet
from govinfo_report.streams import lines
from tests.test_cli import EXAMPLE, Result
from tests.test_cli_batches import HERE, Terminal
from tests.test_streams import GOOD, LINES, STREAM, WRONG


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with streams and reports of other formats."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "1.ndjson").write_bytes(STREAM)
    (folder / "2.jsonl.gz").write_bytes(gzip.compress(STREAM))
    (folder / "3.txt").write_bytes(EXAMPLE.read_bytes())
    (folder / "4.json").write_bytes(dumps(WRONG, indent=1))
    (folder / "5.txt").write_text("once upon a time", encoding="utf-8")
    (folder / "6.ndjson").write_bytes(b"\n".join([LINES[1]] * 5))
    return folder


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make several pieces of a few lines, so that there is something to stop between."""
    monkeypatch.setattr(lines, "_PIECE", 9_000)


def _scan(*arguments: object) -> Result:
    return Result("scan", *map(str, (*HERE, *arguments)), "--lang", "en")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_kinds(folder: Path, tmp_path: Path, jobs: int) -> None:
    """A row tells where it was found, whose report it is, and all that `check` finds."""
    pq.write_table(to_frame([WRONG, GOOD, WRONG]), folder / "7.parquet", row_group_size=2)
    out = tmp_path / "found.jsonl"
    result = _scan(folder, "no-such-file.ndjson", "--out", out, "--jobs", jobs)
    assert result.code == FAILED
    assert result.err.startswith("govinfo-report: reports: 18 (")
    assert "with findings: 16; errors: " in result.err
    assert f"not read: 4; see {out}" in result.err
    rows = _rows(out)
    told = [(Path(row["file"]).name, row["line"], row.get("rule")) for row in rows]
    expected: list[tuple[str, int | None, str | None]] = []
    wrong: list[str | None] = [finding.rule for finding in check(WRONG)]
    good: list[str | None] = [finding.rule for finding in check(GOOD)]
    for name in ("1.ndjson", "2.jsonl.gz"):
        found: list[list[str | None]] = [good, wrong, [], [None], good, [], wrong]
        for line, rules in enumerate(found, 1):
            expected += [(name, line, rule) for rule in rules]
    expected += [("3.txt", None, f.rule) for f in check(read(folder / "3.txt").report)]
    expected += [("4.json", None, rule) for rule in wrong]
    expected += [("5.txt", None, None)]
    expected += [("6.ndjson", line, rule) for line in range(1, 6) for rule in wrong]
    expected += [("7.parquet", row, "disputes-total") for row in (1, 3)]
    expected += [("no-such-file.ndjson", None, None)]
    assert told == expected
    first = next(row for row in rows if row.get("rule") == "disputes-total")
    (finding,) = (f for f in check(WRONG) if f.rule == "disputes-total")
    assert first | {"expected": 0, "actual": 3, "edition": "2021"} == first
    assert first["message"] == finding.message("en")
    assert (first["agency"], first["year"], first["source"]) == (None, 2023, None)
    assert rows[-1]["error"] == "the file cannot be opened (No such file or directory)"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["found.jsonl", "reports"]


def test_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports in columns are held to the rules on figures, and a row is told by its number."""
    path, out = tmp_path / "reports.parquet", tmp_path / "found.jsonl"
    reports = [GOOD, WRONG, GOOD.with_figures({"requests.received.total": None})] * 3
    pq.write_table(to_frame(reports), path, row_group_size=5)
    monkeypatch.setattr(inputs, "_ROWS", 2)
    asked = (path, "--out", out, "--rules", "disputes-total,blank-conflict", "--resume")
    add = ledger.Ledger.add

    def stop(self: ledger.Ledger, rows: bytes, mark: ledger.Mark) -> None:
        add(self, rows, mark)
        raise KeyboardInterrupt

    with monkeypatch.context() as stopping:
        stopping.setattr(ledger.Ledger, "add", stop)
        assert _scan(*asked).code == INTERRUPTED
    assert [row["line"] for row in _rows(out)] == [2, 5]
    result = _scan(*asked)
    assert result.code == FOUND
    assert result.err.startswith("govinfo-report: reports: 9 (")
    rows = _rows(out)
    assert [(row["line"], row["rule"]) for row in rows] == [
        (number, "disputes-total") for number in (2, 5, 8)
    ]
    (finding,) = check(WRONG, rules="identities")
    assert rows[0]["fingerprint"] == finding.fingerprint


@pytest.mark.parametrize(
    "damage", ["cut off", "other bytes", "other columns", "no rule", "no file"]
)
def test_parquet_that_cannot_be_read(damage: str, tmp_path: Path) -> None:
    """What is wrong with a file of columns is told of the file, and stops nothing else."""
    path, out = tmp_path / "reports.parquet", tmp_path / "found.jsonl"
    write_parquet([WRONG] * 3, path)
    data = path.read_bytes()
    rules = "all"
    match damage:
        case "cut off":
            path.write_bytes(data[: len(data) // 2])
        case "other bytes":
            path.write_bytes(data[:4] + b"x" * 3_000 + data[3_004:])
        case "other columns":
            pq.write_table(pq.read_table(path).drop_columns(["requests.received.total"]), path)
        case "no rule":
            rules = "section-missing"
        case "no file":
            path.unlink()
    other = tmp_path / "other.ndjson"
    other.write_bytes(dumps(GOOD))
    result = _scan(path, other, "--out", out, "--rules", rules)
    assert result.code == FAILED
    first, *_ = _rows(out)
    assert (first["file"], first["line"]) == (str(path), None)
    assert "not read: 1; " in result.err


def test_the_configuration_has_the_last_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules that are turned off find nothing, in a stream, in columns and in a file."""
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "found.jsonl"
    Path("govinfo-report.toml").write_text('[rules]\ndisputes-total = "off"\n', encoding="utf-8")
    Path("1.json").write_bytes(dumps(WRONG))
    Path("2.ndjson").write_bytes(dumps(WRONG))
    write_parquet([WRONG], "3.parquet")
    asked = ("1.json", "2.ndjson", "3.parquet", "--out", out, "--rules", "identities")
    assert _scan(*asked).code == OK
    assert _rows(out) == []
    assert _scan(*asked, "--no-config").code == FOUND
    assert len(_rows(out)) == 3


def test_a_file_that_never_ends(tmp_path: Path) -> None:
    """It is given up after `--time-limit` and told as any that cannot be read; all else is checked."""
    endless, stream, out = tmp_path / "pipe.txt", tmp_path / "1.ndjson", tmp_path / "found.jsonl"
    os.mkfifo(endless)
    stream.write_bytes(dumps(WRONG))
    asked = (stream, endless, EXAMPLE, "--out", out, "--time-limit", "3")
    assert _scan(*asked, "--rules", "identities").code == FAILED
    (wrong,) = check(WRONG, rules="identities")
    assert [
        (row["file"], row["line"], row.get("rule"), row.get("error")) for row in _rows(out)
    ] == [
        (str(stream), 1, wrong.rule, None),
        (str(endless), None, None, LATE),
    ]


LATE = "it took more than 3 s and was given up; --time-limit allows more"


@pytest.mark.parametrize("kind", ["stream", "gzip", "columns", "file", "gone"])
def test_a_process_that_is_lost(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it was at work on is told as not read, and what comes after it keeps its number."""
    out = tmp_path / "found.jsonl"
    path = tmp_path / {"columns": "1.parquet", "file": "1.json"}.get(kind, "1.ndjson")
    several = b"\n".join([dumps(WRONG)] * 3)
    match kind:
        case "columns":
            pq.write_table(to_frame([WRONG] * 3), path, row_group_size=2)
        case "file":
            path.write_bytes(dumps(WRONG))
        case _:
            path.write_bytes(gzip.compress(several) if kind == "gzip" else several)

    def losing(tasks: Iterator[Any], work: Any, *_: object, **__: object) -> Iterator[Any]:
        task = next(tasks)
        if kind == "gone":
            path.unlink()
        yield task, UnreadableError(Bilingual("没了", "gone"))
        yield from ((task, work(task)) for task in tasks)

    monkeypatch.setattr(scanning, "in_processes", losing)
    assert _scan(path, "--out", out, "--jobs", "2", "--rules", "identities").code == FAILED
    (lost, *others) = _rows(out)
    line, count, rest = {
        "file": (None, "", []),
        "columns": (1, "2 lines from this one on: ", [3]),
        "gone": (1, "", [1]),  # and so is what comes after it
    }.get(kind, (1, "3 lines from this one on: ", []))
    assert lost == {"file": str(path), "line": line, "error": f"{count}gone"}
    assert [row["line"] for row in others] == rest


def test_a_file_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that is gone before it is read stops nothing else."""
    path, other, out = (tmp_path / name for name in ("1.ndjson", "2.ndjson", "found.jsonl"))
    for each in (path, other):
        each.write_bytes(dumps(WRONG))
    tasks_of = inputs.tasks_of

    def vanishing(*arguments: Any) -> Iterator[Any]:
        for task in tasks_of(*arguments):
            path.unlink(missing_ok=True)
            yield task

    monkeypatch.setattr(scanning, "tasks_of", vanishing)
    assert _scan(path, other, "--out", out, "--rules", "identities").code == FAILED
    first, second = _rows(out)
    assert (first["file"], first["line"]) == (str(path), None)
    assert first["error"] == "the file cannot be opened (No such file or directory)"
    assert (second["file"], second["line"]) == (str(other), 1)


def test_exit_codes(tmp_path: Path) -> None:
    """As with `check`: 1 if a finding reaches the threshold, 0 if none does."""
    path, out = tmp_path / "reports.ndjson", tmp_path / "found.jsonl"
    path.write_bytes(dumps(WRONG))
    assert _scan(path, "--out", out, "--rules", "identities").code == FOUND
    assert _scan(path, "--out", out, "--rules", "identities", "--fail-on", "never").code == OK
    assert len(_rows(out)) == 1
    path.write_bytes(dumps(GOOD))
    assert _scan(path, "--out", out, "--rules", "disputes-total,requests-balance").code == OK
    assert out.read_bytes() == b""
    unknown = _scan(path, "--out", out, "--rules", "disputes-totals")
    assert unknown.code == FAILED
    assert "did you mean disputes-total" in unknown.err


def test_standard_input_and_what_is_written(tmp_path: Path) -> None:
    """`-` is a stream; the file of findings in a folder that is scanned is no input."""
    out = tmp_path / "found.jsonl"
    err = io.StringIO()
    arguments = ["scan", "-", str(tmp_path), "--out", str(out), "--rules", "identities", *HERE]
    out.touch()
    assert run(arguments, io.BytesIO(STREAM), io.StringIO(), err) == FAILED
    assert [(row["file"], row["line"]) for row in _rows(out)] == [("-", 2), ("-", 4), ("-", 7)]


class TestNames:
    """Whatever a file is called, the answer is a row or an error that names it."""

    @pytest.mark.parametrize("name", ["reports.ndjson", "./reports.ndjson", "found", "found.state"])
    def test_what_is_read_is_not_written(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A file that is named as an input is never emptied for findings."""
        monkeypatch.chdir(tmp_path)
        for each in ("reports.ndjson", "found.state"):
            Path(each).write_bytes(STREAM)
        Path("found").symlink_to("reports.ndjson")
        out = "found" if name.startswith("found") else "reports.ndjson"
        result = _scan(name, "--out", out)
        assert (result.code, "would be both read and overwritten" in result.err) == (FAILED, True)
        assert Path("reports.ndjson").read_bytes() == STREAM

    @pytest.mark.parametrize("out", ["-", "null\0byte", "loop", "."])
    def test_what_is_no_file(
        self, out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What findings cannot go to is named."""
        monkeypatch.chdir(tmp_path)
        Path("loop").symlink_to("loop")
        Path("reports.ndjson").write_bytes(STREAM)
        for more in ((), ("--resume",)):
            result = _scan("reports.ndjson", "--out", out, *more)
            assert (result.code, result.err.count("\n")) == (FAILED, 1)

    def test_odd_names(self, tmp_path: Path) -> None:
        """A name may hold bytes that are no UTF-8; one with a NUL, or in a circle, is no file's."""
        out = tmp_path / "found.jsonl"
        odd = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n.ndjson")
        Path(odd).write_bytes(dumps(WRONG))
        loop = tmp_path / "loop.ndjson"
        loop.symlink_to(loop)
        assert _scan(odd, loop, "null\0byte", "--out", out, "--rules", "identities").code == FAILED
        assert [(row["file"], row["line"]) for row in _rows(out)] == [
            (f"{tmp_path}/\\udcff\n.ndjson", 1),
            (str(loop), None),
            ("null\0byte", None),
        ]


class TestStopping:
    """Whenever a scan is stopped, what it has written is whole, and another goes on from there."""

    @pytest.fixture(params=["found.jsonl", "found.parquet"])
    def out(self, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
        """Give a file of findings of either kind."""
        return tmp_path / str(request.param)

    @pytest.fixture
    def complete(self, folder: Path, out: Path) -> bytes:
        """Give what an uninterrupted scan leaves."""
        _scan(folder, "--out", out)
        complete = out.read_bytes()
        out.unlink()
        return complete

    @pytest.mark.parametrize("times", [1, 4])
    def test_ctrl_c(
        self,
        folder: Path,
        out: Path,
        complete: bytes,
        times: int,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Stopped again and again, it leaves the same file in the end, and a valid one each time."""
        add = ledger.Ledger.add
        for _ in range(20):
            left = iter(range(times))

            def stop(
                self: ledger.Ledger, rows: bytes, mark: ledger.Mark, left: Iterator[int] = left
            ) -> None:
                if next(left, None) is None:
                    self._file.write(rows[: len(rows) // 2])
                    raise KeyboardInterrupt
                add(self, rows, mark)

            monkeypatch.setattr(ledger.Ledger, "add", stop)
            result = _scan(folder, "--out", out, "--resume")
            if result.code != INTERRUPTED:
                break
            assert "stopped, --resume goes on; reports: " in result.err
            if out.suffix == ".parquet":
                pq.read_table(out)
                out.write_bytes(b"an older version wrote another file")
            else:
                assert complete.startswith(out.read_bytes())
                _rows(out)
        assert result.code == FAILED
        assert out.read_bytes() == complete
        assert {path.name for path in out.parent.iterdir()} == {out.name, "reports"}

    def test_sigterm(
        self, folder: Path, out: Path, complete: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever ends the process gets what Ctrl-C gets."""
        add = ledger.Ledger.add

        def end(self: ledger.Ledger, rows: bytes, mark: ledger.Mark) -> None:
            add(self, rows, mark)
            signal.raise_signal(signal.SIGTERM)

        before = signal.getsignal(signal.SIGTERM)
        with monkeypatch.context() as ending:
            ending.setattr(ledger.Ledger, "add", end)
            assert _scan(folder, "--out", out).code == INTERRUPTED
        assert signal.getsignal(signal.SIGTERM) == before
        assert _scan(folder, "--out", out, "--resume").code == FAILED
        assert out.read_bytes() == complete

    @pytest.mark.parametrize("place", ["note", "_end"])
    def test_ctrl_c_again(
        self,
        folder: Path,
        out: Path,
        complete: bytes,
        place: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Who cannot wait for the file to be whole has it whole the next time."""

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as stopping:
            stopping.setattr(scanning, "_rows", stop)
            stopping.setattr(ledger.Ledger, place, stop)
            result = _scan(folder, "--out", out)
        assert result.code == INTERRUPTED
        assert result.err == "govinfo-report: stopped, --resume goes on\n"
        assert _scan(folder, "--out", out, "--resume").code == FAILED
        assert out.read_bytes() == complete

    def test_another_thread(self, folder: Path, out: Path, complete: bytes) -> None:
        """No signal reaches it, and it scans all the same."""
        thread = Thread(target=_scan, args=(folder, "--out", out))
        thread.start()
        thread.join()
        assert out.read_bytes() == complete

    def test_a_crash(
        self, folder: Path, out: Path, complete: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was written after the last note is written again."""
        monkeypatch.setattr(scanning, "_NOTED", 0)
        add = ledger.Ledger.add
        left = iter(range(4))

        def crash(self: ledger.Ledger, rows: bytes, mark: ledger.Mark) -> None:
            if next(left, None) is None:
                raise RuntimeError("a bug")
            add(self, rows, mark)

        monkeypatch.setattr(ledger.Ledger, "add", crash)
        with pytest.raises(RuntimeError, match="a bug"):
            _scan(folder, "--out", out)
        monkeypatch.undo()
        rows = out.with_name(out.name + ".rows") if out.suffix == ".parquet" else out
        with rows.open("ab") as file:
            file.write(b'{"half a row')
        assert _scan(folder, "--out", out, "--resume").code == FAILED
        assert out.read_bytes() == complete

    def test_a_full_disk(self, folder: Path, out: Path, complete: bytes) -> None:
        """What does not fit is told; what did fit is whole, and with more room it goes on."""
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, hard))
        try:
            result = _scan(folder, "--out", out)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert result.code == FAILED
        assert result.err == f"govinfo-report: {out}: cannot be written (File too large)\n"
        rows = out.with_name(out.name + ".rows") if out.suffix == ".parquet" else out
        assert 0 < len(_rows(rows)) < 40
        assert _scan(folder, "--out", out, "--resume").code == FAILED
        assert out.read_bytes() == complete


def test_what_cannot_be_resumed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other inputs, other rules or a lost file are no continuation; without a note it starts anew."""
    out, state = tmp_path / "found.jsonl", tmp_path / "found.jsonl.state"

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scanning, "_rows", stop)
    assert _scan(folder, "--out", out, "--resume").code == INTERRUPTED
    monkeypatch.undo()
    note = state.read_bytes()
    assert "starts anew" in _scan(folder, "--out", out, "--resume", "--rules", "identities").err
    assert "starts anew" in _scan(folder, EXAMPLE, "--out", out, "--resume").err
    state.write_bytes(note.replace(b'"size":0', b'"size":9'))
    assert "starts anew" in _scan(folder, "--out", out, "--resume").err
    out.unlink()
    assert "starts anew" in _scan(folder, "--out", out, "--resume").err
    state.write_bytes(b"{")
    assert f"{state}: the file cannot be opened" in _scan(folder, "--out", out, "--resume").err
    assert _scan(folder, "--out", out).err.startswith("govinfo-report: reports: 15 ")
    assert not state.exists()


def test_what_cannot_be_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is not there, and Parquet without the extra, are told before anything is read."""
    missing = _scan(folder, "--out", tmp_path / "no" / "found.jsonl")
    assert missing.code == FAILED
    assert "found.jsonl: cannot be written (No such file" in missing.err
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert "govinfo-report[frames]" in _scan(folder, "--out", tmp_path / "found.parquet").err


def test_columns(folder: Path, tmp_path: Path) -> None:
    """A Parquet file has the rows of the JSON lines, numbers as decimals, all else as it is."""
    out = {kind: tmp_path / f"found.{kind}" for kind in ("jsonl", "parquet")}
    for path in out.values():
        _scan(folder, "--out", path)
    table = pq.read_table(out["parquet"])
    rows = _rows(out["jsonl"])
    assert table.num_rows == len(rows)
    for row, line in zip(table.to_pylist(), rows, strict=True):
        for name in row.keys() - {"expected", "actual"}:
            assert row[name] == line.get(name)
        for name in ("expected", "actual"):
            value = line.get(name)
            assert row[name] == (value if isinstance(value, int) else None)


LONGEST = Decimal("9007199254740990.0123456789012345")
"""An amount of as many digits before and after the point as there may be."""


FITTING = [2**53 - 1, -(2**53), LONGEST, 200 * LONGEST, 10**22 - 1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [*zip(FITTING, FITTING, strict=True), (10**22, None), (Decimal("1e-17"), None), ("2021", None)],
)
def test_a_column_of_numbers_is_exact(value: object, expected: object, tmp_path: Path) -> None:
    """Any figure of a report and the sum of all of them fit; a number that does not is left out."""
    out = tmp_path / "found.parquet"
    row = msgspec.json.Encoder(decimal_format="number").encode({"actual": value})
    with ledger.Ledger(str(out), {}, resume=False) as found:
        found.add(row, ledger.Mark())
    (kept,) = pq.read_table(out).to_pylist()
    assert (kept["actual"], kept["expected"]) == (expected, None)


def test_a_number_that_no_table_can_hold(tmp_path: Path) -> None:
    """Prose may state one: it is in the message, and in JSON lines."""
    path, out = tmp_path / "1.json", tmp_path / "found.parquet"
    overview = attrs.evolve(GOOD.overview, text="收到政府信息公开申请999999999999999亿件。")
    path.write_bytes(dumps(attrs.evolve(GOOD, overview=overview)))
    assert _scan(path, "--out", out, "--rules", "narrative-figure").code == OK
    (row,) = pq.read_table(out).to_pylist()
    assert (row["actual"], "999999999999999亿件" in row["message"]) == (None, True)


def test_progress_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    """Who waits sees how many reports are done, how many a second, and how long it takes."""
    err = Terminal()
    out = tmp_path / "found.jsonl"
    run(["scan", str(folder), "--out", str(out), *HERE], io.BytesIO(), io.StringIO(), err)
    assert "/s" in err.getvalue()
    assert "100%" in err.getvalue()


@pytest.mark.engine
@pytest.mark.parametrize("name", ["found.jsonl", "found.parquet"])
def test_ctrl_c_on_a_terminal(tmp_path: Path, name: str) -> None:
    """Ctrl-C reaches all processes; the file is valid, and going on completes it."""
    stream, out = tmp_path / "reports.ndjson", tmp_path / name
    stream.write_bytes(b"\n".join(LINES * 3_000))
    options = ["scan", str(stream), "--jobs", "2", "--lang", "en"]
    command = [sys.executable, "-m", "govinfo_report", *options]
    process = subprocess.Popen(
        [*command, "--out", str(out)], stderr=subprocess.PIPE, start_new_session=True
    )
    while not (out if name.endswith("l") else Path(f"{out}.rows")).exists():
        time.sleep(0.05)
    time.sleep(2)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == INTERRUPTED
    assert b"Traceback" not in said
    stopped = pq.read_table(out).num_rows if name.endswith("t") else len(_rows(out))
    subprocess.run(
        [*command, "--out", str(out), "--resume"], check=False, stderr=subprocess.DEVNULL
    )
    whole = tmp_path / f"whole-{name}"
    subprocess.run([*command, "--out", str(whole)], check=False, stderr=subprocess.DEVNULL)
    assert out.read_bytes() == whole.read_bytes()
    assert stopped < (pq.read_table(out).num_rows if name.endswith("t") else len(_rows(out)))
