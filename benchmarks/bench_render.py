"""How long a published report takes to become text: `python benchmarks/bench_render.py`."""

from pathlib import Path
from statistics import median
from time import perf_counter

from govinfo_report import dumps, read
from govinfo_report.rendering import FORMATS, render

REPORT = read(Path(__file__).resolve().parent.parent / "examples" / "huangpu-2021.txt").report
ROUNDS = 500


def milliseconds(format_: str) -> float:
    """Return the median time of one rendering."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        render(REPORT, format_)
        times.append(perf_counter() - start)
    return median(times) * 1000


if __name__ == "__main__":
    print(f"render, a report of {len(dumps(REPORT)):,} bytes of JSON; median of {ROUNDS}")
    for name in FORMATS:
        print(f"  {name:10} {milliseconds(name):6.3f} ms")
