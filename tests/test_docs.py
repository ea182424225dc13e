"""Documentation is executed: every example in README.md and docs/ does what it says.

Pages that also ask to type into a shell are in `tests/test_sessions.py`.
"""

import doctest
import io
import re

import pytest

from tests import sessions
from tests.conftest import ROOT

PAGES = [
    path.relative_to(ROOT).as_posix()
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    if "_build" not in path.parts
]
FENCE = re.compile(r"^[ \t]*(`{3,}|:{3,}).*$", re.MULTILINE)
PYTHON = re.compile(r"^```(?:python|pycon|py)\b.*\n(?P<code>(?s:.*?))^```", re.MULTILINE)


@pytest.mark.parametrize("page", sorted({*PAGES} - {*sessions.PAGES}))
def test_examples_on_pages(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of a page run in order, in one namespace, from the root of the repository."""
    monkeypatch.chdir(ROOT)
    text = (ROOT / page).read_text(encoding="utf-8")
    # A fence would be taken for output; an empty line in its place keeps the line numbers.
    unfenced = FENCE.sub("", text)
    examples = doctest.DocTestParser().get_doctest(
        unfenced, {"__name__": "__main__"}, page, page, 0
    )
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    report = io.StringIO()
    results = doctest.DocTestRunner(optionflags=flags).run(examples, out=report.write)
    assert results.failed == 0, report.getvalue()


@pytest.mark.parametrize("page", PAGES)
def test_no_python_goes_unexecuted(page: str) -> None:
    """A block of Python has prompts, so that the test above sees it."""
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [block["code"] for block in PYTHON.finditer(text) if ">>>" not in block["code"]] == []
