"""Jobs in processes: one that takes too long, or that ends its process, fails alone.

Each process has a line of its own and one job at a time, so that it is certain which job ended it; a
pool with one queue for all knows only that it is broken.
"""

import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final, Generic, TypeVar

import attrs

from govinfo_report.errors import (
    Bilingual,
    GovinfoReportError,
    LimitExceededError,
    UnreadableError,
)

MAX_MEMORY: Final = 4 * 2**30
"""Bytes of address space that a process may have, where the system can bound it."""
_GRACE: Final = 5.0  # seconds in which a process may end what it has started, and itself

J = TypeVar("J")
R = TypeVar("R")


def in_processes(
    jobs: Sequence[J], attempt: Callable[[J], R], processes: int, seconds: float
) -> Generator[R | GovinfoReportError, None, None]:
    """Yield what comes of each job, in order, or the error over which it was given up."""
    crew = _Crew(attempt, min(processes, len(jobs)), seconds, deque(enumerate(jobs)))
    try:
        for number in range(len(jobs)):
            crew.go_on(0)  # while something was made of the last one, others became free
            while number not in crew.done:
                crew.go_on(inf)
            yield crew.done.pop(number)
    finally:
        _dismiss(crew.workers.values())


@attrs.define(eq=False)
class _Worker(Generic[J]):
    """A process, and the job that it has or, if it is not ready yet, will have."""

    process: BaseProcess
    line: Connection
    number: int
    job: J
    ready: bool = False
    deadline: float = inf


@attrs.define(eq=False)
class _Crew(Generic[J, R]):
    """The processes at work, what waits for them and what they have done."""

    attempt: Callable[[J], R]
    size: int
    seconds: float
    waiting: deque[tuple[int, J]]
    done: dict[int, R | GovinfoReportError] = attrs.Factory(dict)
    workers: dict[Connection, _Worker[J]] = attrs.Factory(dict)

    def go_on(self, patience: float) -> None:
        """Hand out jobs, and wait some seconds at most until one is done, lost or late."""
        while self.waiting and len(self.workers) < self.size:
            worker = _hired(self.attempt, *self.waiting.popleft())
            self.workers[worker.line] = worker
        first = min((worker.deadline for worker in self.workers.values()), default=inf)
        timeout = min(patience, max(first - time.monotonic(), 0))
        for line in wait(list(self.workers), None if timeout == inf else timeout):
            self._hear(self.workers[line])  # type: ignore[index]
        now = time.monotonic()
        for worker in [*self.workers.values()]:
            if worker.deadline < now and not worker.line.poll():
                self._give_up(worker, _late(self.seconds))

    def _hear(self, worker: _Worker[J]) -> None:
        """Take what a process says: that it is ready, what it has done, or nothing any more."""
        try:
            answer = worker.line.recv()
            if worker.ready:
                self.done[worker.number] = answer
                if not self.waiting:
                    self._let_go(worker)
                    return
                worker.number, worker.job = self.waiting.popleft()
            worker.ready = True
            worker.line.send(worker.job)
            worker.deadline = time.monotonic() + self.seconds
        except (EOFError, OSError):
            worker.process.join(_GRACE)
            self._give_up(worker, _lost(worker.process.exitcode))

    def _give_up(self, worker: _Worker[J], error: GovinfoReportError) -> None:
        self.done[worker.number] = error
        self._let_go(worker)

    def _let_go(self, worker: _Worker[J]) -> None:
        del self.workers[worker.line]
        _dismiss([worker])


def _hired(attempt: Callable[[J], R], number: int, job: J) -> _Worker[J]:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_begin, args=(theirs, attempt), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, number, job)


def _dismiss(workers: Iterable[_Worker[J]]) -> None:
    """End processes, politely at first, so that they can end what they have started."""
    workers = list(workers)
    for worker in workers:
        worker.line.close()
        worker.process.terminate()
    end = time.monotonic() + _GRACE
    for worker in workers:
        worker.process.join(max(end - time.monotonic(), 0))
        worker.process.kill()
        worker.process.join()


def _begin(line: Connection, attempt: Callable[[J], R]) -> None:
    """Make a process ready, and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to answer
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with suppress(ImportError, OSError, ValueError):  # not every system can bound it
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, most))
    _serve(line, attempt)


def _serve(line: Connection, attempt: Callable[[J], R]) -> None:
    """Say that it is ready, and answer each job until the line is closed."""
    with suppress(EOFError, BrokenPipeError):
        line.send(None)
        while True:
            job = line.recv()
            try:
                answer: R | GovinfoReportError = attempt(job)
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
