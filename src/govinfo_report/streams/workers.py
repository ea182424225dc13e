"""Jobs in processes, in order: one that takes too long, or that ends its process, fails alone.

Each process has a line of its own and one job at a time, so that it is certain which job ended it;
a pool with one queue for all knows only that it is broken.
"""

import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from itertools import islice
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, TypeVar

import attrs

from govinfo_report.errors import (
    Bilingual,
    GovinfoReportError,
    LimitExceededError,
    UnreadableError,
)

MAX_MEMORY: Final = 4 * 2**30
"""Bytes of address space that a process may have, where the system can bound it."""
AHEAD: Final = 2
"""Jobs for each process that are taken and not yet answered for, where they take memory."""
_GRACE: Final = 5.0  # seconds in which a process may end what it has started, and itself

J = TypeVar("J")
R = TypeVar("R")


def in_processes(
    jobs: Iterable[J],
    work: Callable[[J], R],
    processes: int,
    *,
    limit: Callable[[J], float] = lambda _: inf,
    ahead: int = AHEAD,
) -> Generator[tuple[J, R | GovinfoReportError], None, None]:
    """Yield each job and what comes of it, in order; that may be an error of ours.

    One is the error over which a job was given up: it took more seconds than its limit, or more
    than `MAX_MEMORY`, or its process ended. Jobs are taken as results are, for each process so
    many ahead. `work`, the jobs and what comes of them are pickled.
    """
    jobs = iter(jobs)
    crew = _Crew(work, processes, limit)
    try:
        crew.take_on(islice(jobs, ahead * processes))
        while crew.under_way:
            crew.go_on(0)  # while something was made of the last one, others became free
            while not (first := crew.under_way[0]).is_done:
                crew.go_on(inf)
            crew.under_way.popleft()
            yield first.job, first.answer
            crew.take_on(islice(jobs, 1))
    finally:
        _dismiss(crew.workers.values())


@attrs.define(eq=False)
class _Task(Generic[J]):
    """A job, and what came of it."""

    job: J
    answer: Any = None
    is_done: bool = False

    def end(self, answer: object) -> None:
        """Say what came of it."""
        self.answer, self.is_done = answer, True


@attrs.define(eq=False)
class _Worker(Generic[J]):
    """A process, and its task: what it will do once it is ready, does, or has done."""

    process: BaseProcess
    line: Connection
    task: _Task[J]
    is_ready: bool = False
    deadline: float = inf


@attrs.define(eq=False)
class _Crew(Generic[J, R]):
    """The processes at work, and what they are at work on."""

    work: Callable[[J], R]
    size: int
    limit: Callable[[J], float]
    under_way: deque[_Task[J]] = attrs.Factory(deque)
    """What was taken on and not handed over yet, in order."""
    waiting: deque[_Task[J]] = attrs.Factory(deque)
    """What of it no process has."""
    workers: dict[Connection, _Worker[J]] = attrs.Factory(dict)

    def take_on(self, jobs: Iterable[J]) -> None:
        """Add jobs to what is to be done."""
        tasks = [_Task(job) for job in jobs]
        self.under_way.extend(tasks)
        self.waiting.extend(tasks)
        self._hand_out()

    def go_on(self, patience: float) -> None:
        """Wait some seconds at most until a job is done, lost or late, and hand out others."""
        first = min((worker.deadline for worker in self.workers.values()), default=inf)
        timeout = min(patience, max(first - time.monotonic(), 0))
        for line in wait(list(self.workers), None if timeout == inf else timeout):
            self._hear(self.workers[line])  # type: ignore[index]
        now = time.monotonic()
        for worker in [*self.workers.values()]:
            if worker.deadline < now and not worker.line.poll():
                self._give_up(worker, _late(self.limit(worker.task.job)))
        self._hand_out()

    def _hand_out(self) -> None:
        # An idle one that has anything to say has ended, which is heard later.
        idle = [
            worker
            for worker in self.workers.values()
            if worker.task.is_done and not worker.line.poll()
        ]
        while self.waiting and (idle or len(self.workers) < self.size):
            task = self.waiting.popleft()
            if idle:
                self._hand(task, idle.pop())
            else:
                worker = _hired(self.work, task)
                self.workers[worker.line] = worker

    def _hand(self, task: _Task[J], worker: _Worker[J]) -> None:
        worker.task = task
        worker.deadline = time.monotonic() + self.limit(task.job)
        with suppress(OSError):  # that its process has ended will be heard
            worker.line.send(task.job)

    def _hear(self, worker: _Worker[J]) -> None:
        """Take what a process says: that it is ready, what it has done, or nothing any more."""
        try:
            answer = worker.line.recv()
        except (EOFError, OSError):
            worker.process.join(_GRACE)
            self._give_up(worker, _lost(worker.process.exitcode))
            return
        if worker.is_ready:
            worker.task.end(answer)
            worker.deadline = inf
        else:
            worker.is_ready = True
            self._hand(worker.task, worker)

    def _give_up(self, worker: _Worker[J], error: GovinfoReportError) -> None:
        if not worker.task.is_done:
            worker.task.end(error)
        del self.workers[worker.line]
        _dismiss([worker])


def _hired(work: Callable[[J], R], task: _Task[J]) -> _Worker[J]:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_begin, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, task)


def _dismiss(workers: Iterable[_Worker[J]]) -> None:
    """End processes, politely at first, so that they can end what they have started."""
    workers = list(workers)
    for worker in workers:
        worker.line.close()
        worker.process.terminate()
    end = time.monotonic() + _GRACE
    try:
        for worker in workers:
            worker.process.join(max(end - time.monotonic(), 0))
    finally:  # at once, if Ctrl-C comes again
        for worker in workers:
            worker.process.kill()
            worker.process.join()


def _begin(line: Connection, work: Callable[[J], R]) -> None:
    """Make a process ready, and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to answer
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with suppress(ImportError, OSError, ValueError):  # not every system can bound it
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, most))
    _serve(line, work)


def _serve(line: Connection, work: Callable[[J], R]) -> None:
    """Say that it is ready, and answer each job until the line is closed."""
    with suppress(EOFError, BrokenPipeError):
        line.send(None)
        while True:
            job = line.recv()
            try:
                answer: R | GovinfoReportError = work(job)
            except GovinfoReportError as error:
                answer = error
            except MemoryError:
                answer = LimitExceededError(_TOO_LARGE)
            line.send(answer)


_TOO_LARGE: Final = Bilingual(
    f"处理此文件需要的内存超过上限 {MAX_MEMORY // 2**30} GiB",
    f"the file takes more memory than the {MAX_MEMORY // 2**30} GiB that there are for one",
)


def _late(seconds: float) -> GovinfoReportError:
    return LimitExceededError(
        Bilingual(
            f"处理超过 {seconds:g} 秒，已放弃；可用 --time-limit 延长",
            f"it took more than {seconds:g} s and was given up; --time-limit allows more",
        )
    )


def _lost(code: int | None) -> GovinfoReportError:
    return UnreadableError(
        Bilingual(
            f"处理此文件的进程意外终止（退出码 {code}），可能是内存不足",
            f"the process at work on it ended unexpectedly (exit code {code}), perhaps for want of"
            " memory",
        )
    )
