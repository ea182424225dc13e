"""What one validation of an 8 KB report costs, against parsing it with `orjson.loads`.

At most 150 times with `jsonschema` and at most three times with `jsonschema-rs`, in one run. That
engine alone, which walks the parsed report, takes as long as parsing does. The rest is what no
schema sees: texts and numbers that JSON cannot write, foreign data, how deeply sections nest and
how finely amounts are given.
"""

import json
import timeit
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import orjson

from govinfo_report.schema import validate

SIZE = 8_000  # bytes
LIMITS = {"jsonschema": 150, "jsonschema-rs": 3}
VECTORS = Path(__file__).parent.parent / "schema" / "vectors" / "2021.json"


def cost(function: Callable[[], object], number: int) -> float:
    """Return the seconds of the processor for one call, the best of several rounds."""
    return min(timeit.repeat(function, timer=process_time, number=number, repeat=15)) / number


def main() -> None:
    """Print and hold to the limits what each engine costs."""
    report = json.loads(VECTORS.read_text("utf-8"))["document"]
    sentence = "本机关依法办理政府信息公开申请，全年工作平稳有序。"
    missing = SIZE - len(orjson.dumps(report))
    report["overview"]["text"] = sentence * (missing // len(sentence.encode()))
    data = orjson.dumps(report)
    parsing = cost(partial(orjson.loads, data), 2_000)
    print(f"{len(data)} bytes: orjson.loads {parsing * 1e6:.1f} µs")
    for engine, limit in LIMITS.items():
        assert validate(report, engine=engine) == []
        ratio = cost(partial(validate, report, engine=engine), 2_000 // limit) / parsing
        print(f"validate with {engine:<14} {ratio:6.1f} times as long, at most {limit}")
        assert ratio <= limit


if __name__ == "__main__":
    main()
