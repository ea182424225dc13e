"""A wrong type is told where it is handed in, by the name of the argument and what is wanted."""

import inspect
import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import govinfo_report as gr
from govinfo_report import AnnualReport, frames, iter_check, loads, read

REPORT = AnnualReport("2021")
READING = read(gr.dumps(REPORT))
ONE = {AnnualReport, AnnualReport | None}
SEVERAL = Iterable[AnnualReport]
RIGHT = {"format": "text", "target": io.BytesIO(), "path": os.devnull}


def _functions() -> Iterator[Callable[..., Any]]:
    """Yield what the library offers that takes reports."""
    for home in (gr, frames):
        for name in home.__all__:
            function = getattr(home, name)
            if inspect.isfunction(function) and _parameters(function):
                yield function


def _parameters(function: Callable[..., Any]) -> dict[str, Any]:
    """Return the parameters of a function that are reports, each with its annotation."""
    found = inspect.signature(function).parameters.values()
    return {p.name: p.annotation for p in found if p.annotation in {*ONE, SEVERAL}}


def _call(function: Callable[..., Any], name: str, value: object) -> None:
    """Call a function with one argument of ours and else what it wants."""
    right = {
        p: [REPORT] if kind == SEVERAL else REPORT for p, kind in _parameters(function).items()
    }
    others = {p: RIGHT[p] for p in inspect.signature(function).parameters if p in RIGHT}
    function(**{**right, **others, name: value})


CASES = [(function, name) for function in _functions() for name in _parameters(function)]


def test_there_are_such_functions() -> None:
    """Guard against tests that hold because they look at nothing."""
    assert {"check", "dumps", "to_frame", "write_parquet"} <= {f.__name__ for f, _ in CASES}


@pytest.mark.parametrize(("function", "name"), CASES, ids=lambda c: getattr(c, "__name__", c))
@pytest.mark.parametrize("wrong", [1, "x", [[REPORT]], Path("report.json"), READING])
def test_what_is_no_report(function: Callable[..., Any], name: str, wrong: object) -> None:
    """Neither a file nor a list nor what `read` returns is taken for a report, or for several."""
    with pytest.raises(TypeError, match=rf"^{name}(\[0\])? must be .*AnnualReport.*, not "):
        _call(function, name, wrong)


@pytest.mark.parametrize(("function", "name"), CASES, ids=lambda c: getattr(c, "__name__", c))
def test_one_report_or_several(function: Callable[..., Any], name: str) -> None:
    """One report is not several, nor are several one; of a reading it is said where its report is."""
    if _parameters(function)[name] == SEVERAL:
        with pytest.raises(TypeError, match=f"{name} must be a list or another iterable of Annual"):
            _call(function, name, REPORT)
        with pytest.raises(
            TypeError, match=rf"{name}\[1\] must .* not Reading: hand in its \.report"
        ):
            _call(function, name, [REPORT, READING])
    else:
        with pytest.raises(TypeError, match=r"not list$"):
            _call(function, name, [REPORT])
        with pytest.raises(TypeError, match=r"not Reading: hand in its \.report$"):
            _call(function, name, READING)


TABLE = frames.to_frame([REPORT])


def _checked(lines: Any) -> list[gr.CheckedLine]:
    return list(iter_check(lines))


@pytest.mark.parametrize(
    ("function", "arguments", "said"),
    [
        (
            loads,
            {"data": Path("x")},
            "memoryview: a bytes-like object is required, not 'PosixPa",
        ),
        (read, {"source": None}, "source must be a path, bytes or an open binary file, not NoneT"),
        (
            _checked,
            {"lines": [REPORT]},
            r"lines\[0\] must be bytes or bytearray or str, not Annual",
        ),
        (_checked, {"lines": 3}, "lines must be a list or another iterable of bytes or bytearray"),
        (gr.check, {"report": REPORT, "rules": None}, "rules must be a list or another iterable"),
        (gr.check, {"report": REPORT, "rules": [1]}, r"rules\[0\] must be str, not int"),
        (
            frames.summary,
            {"frame": TABLE, "by": 2023},
            "by must be a list or another iterable of s",
        ),
        (frames.summary, {"frame": TABLE, "digits": "2"}, "digits must be int, not str"),
        (frames.check_series, {"frame": TABLE, "organ": ["a"]}, "organ must be str, not list"),
        (frames.rollup, {"parents": TABLE, "children": TABLE, "organ": None}, "organ must be str"),
        (frames.rollup, {"parents": TABLE, "children": TABLE, "parent": 1}, "parent must be str"),
    ],
)
def test_other_arguments(function: Callable[..., Any], arguments: Any, said: str) -> None:
    """A path where the text of a file is wanted, a report where lines are, a list for a name."""
    with pytest.raises(TypeError, match=f"^{said}"):
        function(**arguments)
