"""How fast one report is read from JSON and held against its arithmetic.

All of them run in turn in one process. Medians are printed: of the CPU times, and of the ratios to
`orjson.loads` of the same bytes in the same round, since a machine that is slow for a while is slow
for both. `peers` has the same report for other libraries. Run it with `make bench`.
"""

import platform
import statistics
import subprocess
import sys
import time
import timeit
from collections.abc import Callable
from importlib.metadata import version
from operator import truediv

import orjson
from peers import jsonschema_rs_loads, msgspec_loads, pydantic_loads

from govinfo_report import (
    Agency,
    AnnualReport,
    ByApplicant,
    Disputes,
    Outcome,
    Requests,
    Section,
    check,
    dumps,
    loads,
)

ROUNDS, CALLS = 200, 40
PEERS = ("attrs", "jsonschema-rs", "msgspec", "orjson", "pydantic")
SENTENCE = "本机关坚持以公开为常态、不公开为例外，全年主动公开政府信息，及时回应群众关切。"


def report_of_8_kb() -> AnnualReport:
    """Return an ordinary report whose JSON is about 8 KB, half of it prose."""
    prose = "\n".join([SENTENCE * 2] * 3)
    figures = dict.fromkeys(AnnualReport("2021").figures(), 0)
    requests = Requests.of(
        "2021",
        received=ByApplicant.of(natural_person=113, business=8),
        outcomes={
            Outcome.GRANTED: ByApplicant.of(natural_person=51, business=6),
            Outcome.NOT_HELD: ByApplicant.of(natural_person=40, business=1),
        },
    )
    blank = AnnualReport(
        "2021",
        year=2024,
        agency=Agency("某市某局", "department"),
        title="某市某局2024年政府信息公开工作年度报告",
        overview=Section("总体情况", "", tuple(Section(f"第{n}项", prose) for n in range(5))),
        problems=Section("存在的主要问题及改进情况", prose),
        other_matters=Section("其他需要报告的事项", "本年度未收取信息处理费。"),
    ).with_figures(figures)
    return AnnualReport(
        "2021",
        year=blank.year,
        agency=blank.agency,
        title=blank.title,
        overview=blank.overview,
        proactive=blank.proactive,
        requests=requests,
        disputes=Disputes.of(),
        problems=blank.problems,
        other_matters=blank.other_matters,
    )


def interleaved(**calls: Callable[[], object]) -> dict[str, list[float]]:
    """Return the CPU times of each call in microseconds, one a round, all taken in turn."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            taken = timeit.timeit(call, timer=time.process_time, number=CALLS)
            times[name].append(taken / CALLS * 1e6)
    return times


def import_time(module: str) -> float:
    """Return the median time in milliseconds that a fresh interpreter takes to import a module."""
    script = (
        "import time; start = time.perf_counter(); "
        f"import {module}; print(time.perf_counter() - start)"
    )
    command = [sys.executable, "-I", "-c", script]
    runs = [float(subprocess.check_output(command)) for _ in range(15)]  # noqa: S603 - ours
    return statistics.median(runs) * 1e3


def main() -> None:
    """Print the table."""
    data = dumps(report_of_8_kb())
    assert check(loads(data), rules="identities") == []
    times = interleaved(
        **{
            "orjson.loads": lambda: orjson.loads(data),
            "loads": lambda: loads(data),
            "loads + check(identities)": lambda: check(loads(data), rules="identities"),
            "pydantic, strict, with checks by hand": lambda: pydantic_loads(data),
            "msgspec, structs alone": lambda: msgspec_loads(data),
            "orjson + jsonschema-rs": lambda: jsonschema_rs_loads(data),
        }
    )
    base = times["orjson.loads"]
    print(f"Python {platform.python_version()}, ", end="")
    print(", ".join(f"{name} {version(name)}" for name in PEERS))
    print(f"one report, {len(data)} bytes of JSON\n")
    print("| call | CPU time | ratio |\n|---|---:|---:|")
    for name, taken in times.items():
        ratio = statistics.median(map(truediv, taken, base))
        print(f"| {name} | {statistics.median(taken):.1f} µs | {ratio:.2f} |")
    attrs, ours = import_time("attrs"), import_time("govinfo_report")
    print(f"\nimport attrs {attrs:.0f} ms, govinfo_report {ours:.0f} ms: {ours - attrs:.0f} more")


if __name__ == "__main__":
    main()
