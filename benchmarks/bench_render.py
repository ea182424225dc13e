"""Measure how long a report takes to become a file, and hold HTML and Word to their limits.

`python benchmarks/bench_render.py`: HTML of a report of 8 KB takes at most a millisecond, Word at
most four times as long as an empty file of python-docx.
"""

import io
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import attrs
import docx

from govinfo_report import AnnualReport, dumps, read
from govinfo_report.rendering import FORMATS, render

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "huangpu-2021.txt"
SIZE = 8 * 1024
ROUNDS = 50
MOST_OF_HTML = 1.0  # milliseconds
MOST_OF_WORD = 4.0  # times an empty file


def milliseconds(action: Callable[[], object]) -> float:
    """Return the median time of a call."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return median(times) * 1000


def sized(report: AnnualReport) -> AnnualReport:
    """Return a report with as much more prose as makes its JSON 8 KB."""
    missing = SIZE - len(dumps(report))
    text = report.problems.text + "\n" + "文" * (missing // 3)
    return attrs.evolve(report, problems=attrs.evolve(report.problems, text=text))


def main() -> None:
    """Print the time of each format; fail beyond a limit."""
    report = sized(read(EXAMPLE).report)
    print(f"render, a report of {len(dumps(report)):,} bytes of JSON; median of {ROUNDS}")
    taken = {name: milliseconds(lambda name=name: render(report, name)) for name in FORMATS}
    for name, time in taken.items():
        print(f"  {name:10} {time:8.3f} ms")
    empty = milliseconds(lambda: docx.Document().save(io.BytesIO()))
    times = taken["docx"] / empty
    print(f"  docx is {times:.2f} times an empty file of python-docx, {empty:.3f} ms")
    assert taken["html"] <= MOST_OF_HTML
    assert times <= MOST_OF_WORD


if __name__ == "__main__":
    main()
