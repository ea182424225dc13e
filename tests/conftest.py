"""What all tests share: Hypothesis profiles, strictness about skips, and reference material."""

import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).resolve().parent.parent
os.environ["LC_ALL"] = "C.UTF-8"  # messages are in the language of the system
REQUIRE_ALL = os.environ.get("REQUIRE_ALL", "") not in {"", "0"}

# The same examples every time, so that what passed and was covered once is so again; the others explore.
settings.register_profile("default", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=200, deadline=None, print_blob=True)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True)
# Of a mutant it is asked whether any example fails: not which is the smallest, nor whether it is slow.
settings.register_profile(
    "mutants",
    settings.get_profile("default"),
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def _refuse_skip(report: Report) -> Report:
    """Turn a skip for a missing tool or library into a failure where all are required."""
    if REQUIRE_ALL and report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason.startswith("needs "):
            report.outcome = "failed"
            report.longrepr = f"REQUIRE_ALL is set, but this test {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at each skipped test."""
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at each skipped module."""
    return _refuse_skip((yield))


def shared_path(name: str) -> Path:
    """Return a path within the reference material beside the repository, or skip without it."""
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        pytest.skip("no shared reference material", allow_module_level=True)
    return shared / name


@pytest.fixture
def shared() -> Callable[[str], Path]:
    """Give `shared_path`."""
    return shared_path
