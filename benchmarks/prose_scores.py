"""How well the prose reader does on the labelled sentences: precision and recall by kind.

    python benchmarks/prose_scores.py              # both halves, and all
    python benchmarks/prose_scores.py --misses tuning   # what was missed or made up, of one half

The set was labelled before any wording was written, by another hand. It is divided by a hash of
the id: the wording was written with the tuning half in view, the other half was only counted.
A statement is right if its kind, figures, number, exactness and quoted words are the label's.
"""

import argparse
import hashlib
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from govinfo_report import Agency, AnnualReport, Section
from govinfo_report.rules.prose import Statement, statements

LABELLED = Path(__file__).parent / "prose" / "labelled.jsonl"
HALVES = ("tuning", "held-out")
PRECISION, RECALL = 0.98, 0.90  # what is asked of the whole set


def half(item: dict[str, Any]) -> str:
    """Return the half that an item belongs to, for good."""
    return HALVES[hashlib.sha256(item["id"].encode()).digest()[0] % 2]


def report_of(item: dict[str, Any]) -> AnnualReport:
    """Return a report that holds the text of an item and nothing else."""
    text: str = item["text"]
    prose: dict[str, Any] = {
        item["section"]: text if item["section"] == "preface" else Section(text=text)
    }
    return AnnualReport(
        item["edition"],
        year=item["year"],
        agency=Agency(item["agency"]["name"], item["agency"]["kind"]),
        title=item["title"],
        **prose,
    )


def labels(item: dict[str, Any]) -> Counter[tuple[object, ...]]:
    """Return the statements that an item is labelled with."""
    return Counter(
        (
            label["kind"],
            frozenset(label.get("figures", ())),
            Decimal(label["number"]),
            label.get("exact", True),
            label["text"],
        )
        for label in item["statements"]
    )


def reading(item: dict[str, Any]) -> Counter[tuple[object, ...]]:
    """Return the statements that are found in an item."""
    return Counter(map(_key, statements(report_of(item))))


def _key(found: Statement) -> tuple[object, ...]:
    return (
        found.kind.value,
        frozenset(found.figures),
        Decimal(found.number),
        found.exact,
        found.text,
    )


def score(items: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    """Return by kind, and for all, how many are right, made up and missed."""
    right: Counter[str] = Counter()
    made_up: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for item in items:
        want, got = labels(item), reading(item)
        for counted, which in ((right, want & got), (made_up, got - want), (missed, want - got)):
            for (kind, *_), times in which.items():
                counted[str(kind)] += times
                counted["all"] += times
    return {
        kind: (right[kind], made_up[kind], missed[kind])
        for kind in ("figure", "whole", "part", "denial", "all")
    }


def rates(right: int, made_up: int, missed: int) -> tuple[float, float]:
    """Return precision and recall; both 1 where there is nothing to find and nothing found."""
    return right / max(1, right + made_up) if right + made_up else 1.0, (
        right / (right + missed) if right + missed else 1.0
    )


def load() -> list[dict[str, Any]]:
    """Return the labelled items."""
    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def main() -> None:
    """Print the scores; fail where the whole set falls short of what is asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--misses", choices=HALVES, help="list what is not as labelled")
    chosen = parser.parse_args().misses
    items = load()
    groups = {name: [item for item in items if half(item) == name] for name in HALVES}
    for name, group in {**groups, "all": items}.items():
        print(f"{name}: {len(group)} items")
        for kind, counts in score(group).items():
            precision, recall = rates(*counts)
            right, made_up, missed = counts
            print(
                f"  {kind:8} precision {precision:.3f}  recall {recall:.3f}"
                f"  right {right:4}  made up {made_up:3}  missed {missed:3}"
            )
    for item in groups.get(chosen, []):
        want, got = labels(item), reading(item)
        if want != got:
            print(item["id"], item["trap"] or "", item.get("note", ""))
            print("   ", item["text"])
            for sign, which in (("-", want - got), ("+", got - want)):
                for kind, paths, number, _, text in which.elements():
                    print("   ", sign, kind, number, text, *sorted(paths))  # type: ignore[misc]
    precision, recall = rates(*score(items)["all"])
    assert precision >= PRECISION, precision
    assert recall >= RECALL, recall


if __name__ == "__main__":
    main()
