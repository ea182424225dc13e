"""How the corpus is read: `python -m tests.corpus_scores [STEM…]` prints a line a file."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from govinfo_report import AnnualReport, GovinfoReportError, Reading, read

CORPUS = Path(__file__).with_name("corpus")
FILES = tuple(sorted((CORPUS / "files").iterdir()))


@attrs.frozen
class Score:
    """How a file was read, figure by figure."""

    right: int
    reported: tuple[str, ...]
    """Figures that are blank or otherwise, and named by a problem."""
    silent: tuple[str, ...]
    """Figures that are not as expected and that no problem names."""
    blamed: tuple[str, ...]
    """Figures that are as expected, not listed in `must_report`, and yet named by a problem."""
    other: tuple[str, ...]
    """What else was not read as expected: edition, year, agency, title, a section."""


def expectation(file: Path) -> dict[str, Any]:
    """Return what a file of the corpus holds."""
    stated: dict[str, Any] = json.loads(
        (CORPUS / "expected" / f"{file.stem}.json").read_text("utf-8")
    )
    return stated


def score(reading: Reading, stated: dict[str, Any]) -> Score:
    """Compare a reading with what the file holds."""
    named = {path for problem in reading.problems for path in problem.figures}
    found = reading.report.figures()
    wrong = [
        path
        for path, value in stated["figures"].items()
        if found.get(path) != (Decimal(value) if isinstance(value, str) else value)
    ]
    must = stated.get("must_report", ())
    unsaid = [path for path in must if path not in named]
    blank = {path for path, value in stated["figures"].items() if value is None}
    return Score(
        len(stated["figures"]) - len({*wrong, *unsaid}),
        tuple(path for path in wrong if path in named),
        tuple({*(path for path in wrong if path not in named), *unsaid}),
        tuple(sorted(named - {*wrong} - {*must} - blank)),
        tuple(_others(reading.report, stated)),
    )


def _others(report: AnnualReport, stated: dict[str, Any]) -> Iterator[str]:
    if report.edition != stated["edition"]:
        yield "edition"
    if report.year != stated["year"]:
        yield "year"
    if _bare(report.agency.name or "") != _bare(stated["agency"]):
        yield "agency"
    if _bare(report.title or "") != _bare(stated["title"]):
        yield "title"
    for name, starts in stated["sections"].items():
        section = getattr(report, name)
        walked = () if section is None else section.walk()
        text = _bare("".join(each.title + each.text for each in walked))
        for number, start in enumerate(starts):
            if _bare(start) not in text:
                yield f"{name}[{number}]"


def _bare(text: str) -> str:
    """Return a text without white space and invisible controls."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        char for char in folded if not char.isspace() and unicodedata.category(char) != "Cf"
    )


def _line(file: Path) -> str:
    stated = expectation(file)
    name = f"{file.name:9} {' '.join(stated['difficulty']):45.45}"
    try:
        got = score(read(file), stated)
    except GovinfoReportError as error:
        return f"{name} {type(error).__name__}: {error}"[:160]
    return (
        f"{name} right {got.right:3} reported {len(got.reported):3} silent {len(got.silent):3}"
        f" blamed {len(got.blamed):3} {' '.join(got.other)}"
    )


if __name__ == "__main__":
    for each in FILES:
        if each.stem in sys.argv[1:] or not sys.argv[1:]:
            print(_line(each))
