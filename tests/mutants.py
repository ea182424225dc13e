"""Mutation testing: what it needs of a test run, as a plugin of pytest, and its score, as a command.

All mutants of a function are tried in processes forked from one that has run the tests before, so
what a function has remembered there would hide a mutant of any other that it calls.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

RESULTS: Final = Path("mutants/src/govinfo_report")
KILLED: Final = frozenset({1, 3, 24, -24, 152, 255})  # a test failed, or ran for ever
REFUSED: Final = 37  # by mypy
COLUMNS: Final = ("all", "refused", "killed", "survived", "untried")


def _values() -> Iterator[object]:
    for name, module in [*sys.modules.items()]:
        if name.startswith("govinfo_report"):
            yield from vars(module).values()


def pytest_runtest_setup() -> None:
    """Let the package forget what it has computed."""
    for value in _values():
        if forget := getattr(value, "cache_clear", None):
            forget()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run single examples first: they are quick, and kill most mutants."""
    items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))


def _verdict(code: int | None) -> str:
    if code is None:
        return "untried"
    return "refused" if code == REFUSED else "killed" if code in KILLED else "survived"


def main() -> None:
    """Print how many mutants of each module mypy refuses, tests kill, and nothing notices."""
    print("".join(f"{column:>9}" for column in COLUMNS))
    total: Counter[str] = Counter()
    for path in sorted(RESULTS.rglob("*.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].values()
        counts = Counter(all=len(codes)) + Counter(map(_verdict, codes))
        total += counts
        module = path.relative_to(RESULTS).with_suffix("")
        print("".join(f"{counts[column]:>9}" for column in COLUMNS), module)
    tried = total["killed"] + total["survived"]
    print(
        "".join(f"{total[column]:>9}" for column in COLUMNS),
        f"{total['killed'] / tried:.1%} of {tried}",
    )


if __name__ == "__main__":
    main()
