"""How fast a stream of reports becomes findings, and in how much memory.

    python benchmarks/bench_stream.py                     # 1,000, 10,000 and 100,000 reports
    python benchmarks/bench_stream.py --reports 1000 5000 --rounds 1

The reports are drawn from a seed, about 8 KB each, a few in a hundred with a wrong figure. Every
way of going through them runs in a process of its own, all in turn; medians are printed. Memory is
that of the largest process at its largest.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from govinfo_report import iter_check

DISTINCT = 1_000  # reports that a stream is made of
FAULTY = 0.06
JOBS = 2


def drawn_lines(random: Random, number: int) -> list[bytes]:
    """Return reports that add up, but for a few with a wrong figure, one a line."""
    # Not imported where memory is measured.
    import attrs
    from bench_loads import report_of_8_kb

    from govinfo_report import Agency, Applicant, ByApplicant, Outcome, Requests, dumps

    base = report_of_8_kb()
    lines = []
    for index in range(number):
        rows = {
            outcome: ByApplicant.of(
                natural_person=random.randint(0, 90), other=random.randint(0, 9)
            )
            for outcome in random.sample(Outcome.of("2021"), random.randint(1, 6))
        }
        received = {
            a.value: sum(row[a] or 0 for row in rows.values()) + random.randint(0, 3)
            for a in Applicant
        }
        requests = Requests.of("2021", received=ByApplicant.of(**received), outcomes=rows)
        report = attrs.evolve(
            base,
            year=random.randint(2021, 2025),
            agency=Agency(f"某市第{index}局", "department"),
            source=f"https://www.example.gov.cn/{index}.html",
            requests=requests,
        )
        if random.random() < FAULTY:
            row = random.choice(["received", "outcomes_total", "carried_forward"])
            path = f"requests.{row}.{random.choice([*Applicant])}"
            report = report.with_figures({path: int(report.figure(path) or 0) + 1})
        lines.append(dumps(report) + b"\n")
    return lines


def parse_alone(path: str) -> int:
    """Go through the lines with `orjson.loads` and nothing else."""
    with open(path, "rb") as file:
        return sum(orjson.loads(line) is not None for line in file)


def check_in(jobs: int) -> Callable[[str], int]:
    """Return what goes through the lines with `iter_check`."""
    return lambda path: sum(1 for _ in iter_check(path, rules="identities", jobs=jobs))


def scan_to(kind: str) -> Callable[[str], int]:
    """Return what goes through the lines with the command, into a file of a kind."""

    def scan(path: str) -> int:
        from govinfo_report.cli import main

        out = f"{path}.{kind}"
        options = ["--rules", "identities", "--jobs", str(JOBS), "--fail-on", "never"]
        return main(["scan", path, "--out", out, *options])

    return scan


WAYS: dict[str, Callable[[str], int]] = {
    "orjson.loads alone": parse_alone,
    "iter_check, 1 process": check_in(1),
    f"iter_check, {JOBS} processes": check_in(JOBS),
    f"scan to JSON lines, {JOBS} processes": scan_to("jsonl"),
    f"scan to Parquet, {JOBS} processes": scan_to("parquet"),
}


def go(way: str, path: str) -> None:
    """Go through a file in one way and print how many seconds that took."""
    start = time.perf_counter()
    WAYS[way](path)
    print(json.dumps({"seconds": time.perf_counter() - start, "cpu": sum(os.times()[:4])}))


def measured(way: str, path: str) -> dict[str, float]:
    """Go through a file in a process of its own; return seconds and the most memory in MB."""
    command = [sys.executable, __file__, "--way", way, path]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in family(process.pid):
            peaks[pid] = max(peaks.get(pid, 0), peak_of(pid))
        time.sleep(0.02)
    assert process.stdout is not None
    found: dict[str, float] = json.loads(process.stdout.read())
    return found | {"memory": max(peaks.values())}


def family(pid: int) -> list[int]:
    """Return a process and all that it has started."""
    found = [pid]
    for each in found:
        try:
            children = Path(f"/proc/{each}/task/{each}/children").read_text("ascii")
        except OSError:
            continue
        found += map(int, children.split())
    return found


def peak_of(pid: int) -> float:
    """Return the most memory that a process has had until now, in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--way", nargs=2, metavar=("WAY", "PATH"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.way:
        go(*options.way)
        return
    random = Random(options.seed)  # noqa: S311 - for drawing reports
    lines = drawn_lines(random, DISTINCT)
    names = ["govinfo-report", "msgspec", "orjson", "pyarrow"]
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} CPUs; seed {options.seed}; ", end=""
    )
    print(", ".join(f"{name} {_version(name)}" for name in names))
    for number in options.reports:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "reports.ndjson"
            with path.open("wb") as file:
                file.writelines(random.choice(lines) for _ in range(number))
            table(number, path, options.rounds)


def _version(name: str) -> str:
    import govinfo_report

    return govinfo_report.__version__ if name == "govinfo-report" else version(name)


def table(number: int, path: Path, rounds: int) -> None:
    """Print how each way does on a file."""
    runs: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, found in runs.items():
            found.append(measured(way, str(path)))
    print(f"\n{number:,} reports, {path.stat().st_size / 1e6:,.0f} MB\n")
    print("| way | reports a second | ratio | CPU µs a report | MB a process |")
    print("|---|---:|---:|---:|---:|")
    speeds = {
        way: number / statistics.median(run["seconds"] for run in found)
        for way, found in runs.items()
    }
    for way, found in runs.items():
        cpu = statistics.median(run["cpu"] for run in found) / number * 1e6
        memory = max(run["memory"] for run in found)
        ratio = speeds[way] / speeds["orjson.loads alone"]
        print(f"| {way} | {speeds[way]:,.0f} | {ratio:.2f} | {cpu:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
