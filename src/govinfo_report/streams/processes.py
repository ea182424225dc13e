"""Pieces of work in several processes, in order and only a few at a time."""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from itertools import islice
from typing import Final, TypeVar

P = TypeVar("P")
R = TypeVar("R")

_AHEAD: Final = 2  # pieces for each process that are under way at a time


def in_processes(
    pieces: Iterator[P], work: Callable[[P], R], jobs: int
) -> Generator[tuple[P, R], None, None]:
    """Yield each piece and what the work makes of it, in order; with one job, in this process.

    Pieces are taken as results are; `work`, the pieces and what is made of them are pickled.
    """
    if jobs == 1:
        for piece in pieces:
            yield piece, work(piece)
        return
    import signal
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(
        jobs,
        get_context("spawn"),
        # Ctrl-C reaches every process of a terminal: this one alone answers it.
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    ) as pool:
        under_way = deque((p, pool.submit(work, p)) for p in islice(pieces, _AHEAD * jobs))
        try:
            while under_way:
                piece, future = under_way.popleft()
                yield piece, future.result()
                under_way.extend((p, pool.submit(work, p)) for p in islice(pieces, 1))
        finally:
            for _, future in under_way:
                future.cancel()
