"""The package as installed: what it is, where it is, and that its shop window is in order."""

import doctest
import importlib
import inspect
import pkgutil
import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest

import govinfo_report
from tests.conftest import ROOT

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(govinfo_report.__path__, "govinfo_report.")
    if not module.name.endswith("__main__")
)


def _shelf(name: str) -> tuple[int, str]:
    """Return the key that sorts constants first, then classes, then functions, each by name."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def test_the_wheel_is_tested() -> None:
    """What is imported is what users install, not the source beside the tests."""
    assert "site-packages" in Path(govinfo_report.__file__).parts


def test_one_version() -> None:
    """The version is the same in the project file, the metadata and the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert govinfo_report.__version__ == metadata.version("govinfo-report") == project["version"]


def test_types_are_shipped() -> None:
    """Type checkers of users see the annotations (PEP 561)."""
    assert (resources.files("govinfo_report") / "py.typed").is_file()


def test_every_file_of_the_source_is_shipped() -> None:
    """The wheel holds what the source holds: modules, schemas, the marker for types."""
    source = ROOT / "src" / "govinfo_report"
    shipped = Path(govinfo_report.__file__).parent
    here, there = (
        {
            path.relative_to(top): path.read_bytes()
            for path in top.rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        }
        for top in (source, shipped)
    )
    assert here == there


def test_all_is_sorted() -> None:
    """`__all__` names each thing once, in order."""
    assert list(govinfo_report.__all__) == sorted(set(govinfo_report.__all__), key=_shelf)


@pytest.mark.parametrize("name", govinfo_report.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """Every name in `__all__` resolves, and what has room for a docstring has one."""
    value = getattr(govinfo_report, name)
    if inspect.isclass(value):
        assert vars(value).get("__doc__")
    elif inspect.isroutine(value) or inspect.ismodule(value):
        assert value.__doc__


@pytest.mark.parametrize("name", ["govinfo_report", *MODULES])
def test_examples_in_docstrings(name: str) -> None:
    """Every example in a docstring does what it says."""
    module = importlib.import_module(name)
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.testmod(module, optionflags=flags).failed == 0


def test_the_shop_window() -> None:
    """`dir` lists what is public, and nothing else is found by guessing."""
    assert dir(govinfo_report) == sorted(govinfo_report.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'papyrus'"):
        govinfo_report.papyrus  # noqa: B018
