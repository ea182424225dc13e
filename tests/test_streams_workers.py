"""Jobs in processes of their own: what each comes to, whatever becomes of the process."""

import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, cast

import pytest

from govinfo_report import GovinfoReportError, UnfitInputError
from govinfo_report.errors import Bilingual
from govinfo_report.streams import workers
from govinfo_report.streams.workers import in_processes

TOO_LARGE = "the file takes more memory than the 4 GiB that there are for one"


def act(job: str) -> str:  # noqa: C901 - one case a job
    """Do in a process what the name of the job says, and return it in capitals."""
    match job.split():
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["die"]:
            os._exit(9)
        case ["swell"]:
            bytearray(2 * workers.MAX_MEMORY)
        case ["crash"]:
            os.kill(os.getpid(), signal.SIGSEGV)
        case ["run", "out"]:
            raise MemoryError
        case ["raise"]:
            raise RuntimeError(job)
        case ["refuse"]:
            raise UnfitInputError(Bilingual("不行", "no"))
        case ["await", begun]:
            while not Path(begun).exists():
                time.sleep(0.01)
        case ["keep", begun, ended]:
            try:
                Path(begun).touch()
                time.sleep(60)
            finally:
                Path(ended).touch()
    return job.upper()


def _told(results: Iterator[tuple[str, str | GovinfoReportError]]) -> list[str]:
    return [each if isinstance(each, str) else each.message("en") for _, each in results]


def _two_seconds(_: str) -> float:
    return 2


def test_what_becomes_of_jobs() -> None:
    """Each is answered in its place: a process that hangs, dies or swells fails its job alone."""
    told = _told(
        in_processes(["a", "sleep 60", "die", "swell", "b", "crash"], act, 2, limit=_two_seconds)
    )
    assert (told[0], told[4]) == ("A", "B")
    assert told[1] == "it took more than 2 s and was given up; --time-limit allows more"
    assert "(exit code 9), perhaps for want of memory" in told[2]
    assert told[3] == TOO_LARGE
    assert f"(exit code {-signal.SIGSEGV})" in told[5]
    assert not active_children()


def test_a_fault_of_ours(capfd: pytest.CaptureFixture[str]) -> None:
    """What nobody foresaw fails its job alone, and is printed for whoever reports it."""
    told = _told(in_processes(["raise", "a"], act, 1))
    assert ("(exit code 1)" in told[0], told[1]) == (True, "A")
    assert "RuntimeError: raise" in capfd.readouterr().err


def test_stopping_early(tmp_path: Path) -> None:
    """Whoever wants no more ends all processes, which end first what they have started."""
    begun, ended = tmp_path / "begun", tmp_path / "ended"
    jobs = [f"await {begun}", f"keep {begun} {ended}", "b"]
    with closing(in_processes(jobs, act, 2)) as results:
        assert next(results) == (jobs[0], jobs[0].upper())
    assert ended.exists()
    assert not active_children()


def test_a_process_lost_while_idle() -> None:
    """A process that ends between two jobs takes no result with it; another has its place."""

    def jobs() -> Iterator[str]:
        yield from "ab"
        (process,) = active_children()
        process.kill()
        process.join()
        yield "c"

    assert _told(in_processes(jobs(), act, 1, ahead=1)) == ["A", "B", "C"]


def test_stopping_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who presses Ctrl-C again waits for no process any longer."""
    joined = iter([KeyboardInterrupt])
    join = BaseProcess.join

    def interrupted(self: BaseProcess, timeout: float | None = None) -> None:
        for error in joined:
            raise error
        join(self, timeout)

    results = in_processes(["a", "sleep 60"], act, 2)
    next(results)
    monkeypatch.setattr(BaseProcess, "join", interrupted)
    with pytest.raises(KeyboardInterrupt):
        results.close()
    assert not active_children()


def test_a_process_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves Ctrl-C to the first one, ends politely, and may have so much memory and no more."""
    signals: dict[int, Any] = {}
    limits: dict[int, object] = {}
    monkeypatch.setattr(signal, "signal", signals.__setitem__)
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    assert _served("run out", "refuse", "a")[1:] == [TOO_LARGE, "no", "A"]
    assert signals[signal.SIGINT] is signal.SIG_IGN
    with pytest.raises(SystemExit):
        signals[signal.SIGTERM](signal.SIGTERM, None)
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    assert limits == {resource.RLIMIT_AS: (workers.MAX_MEMORY, most)}


def test_a_system_without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where memory cannot be bounded, jobs are done all the same."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setitem(sys.modules, "resource", None)
    assert _served("a") == [None, "A"]


class Line:
    """A line over which some jobs come before it is closed."""

    def __init__(self, *jobs: str) -> None:
        """Keep the jobs, and what is said."""
        self.jobs = deque(jobs)
        self.said: list[object] = []

    def recv(self) -> str:
        """Return the next job."""
        if not self.jobs:
            raise EOFError
        return self.jobs.popleft()

    def send(self, said: object) -> None:
        """Keep it."""
        self.said.append(said.message("en") if isinstance(said, GovinfoReportError) else said)


def _served(*jobs: str) -> list[object]:
    """Return what a process says of jobs, had from this one."""
    line = Line(*jobs)
    workers._begin(cast("Any", line), act)
    return line.said
