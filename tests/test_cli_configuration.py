"""What of the rules is wanted otherwise: by who checks, and by the report itself."""

import json
import os
import pickle
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_report import (
    RULES,
    AnnualReport,
    Configuration,
    Explanation,
    Section,
    Severity,
    UnfitInputError,
    UnreadableError,
    check,
    dumps,
    loads,
)
from govinfo_report.cli import FAILED, FOUND, OK
from govinfo_report.configuration import NEVER, OFF, inline_faults
from tests.test_cli import EXAMPLE, EXAMPLE_JSON, Result

REPORT = loads(EXAMPLE_JSON.read_bytes())
TOTAL = "requests.received.total"
WRONG = attrs.evolve(
    REPORT.with_figures({TOTAL: 18}),
    overview=Section("", "按条例要求做好各项工作。"),
    problems=attrs.evolve(REPORT.problems, text="无"),
)
FOUND_IN_WRONG = ["requests-row-total", "requests-balance", "section-perfunctory"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a report that breaks rules, and another like it in a folder below."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "250")
    (tmp_path / "drafts").mkdir()
    for path in (tmp_path / "wrong.json", tmp_path / "drafts" / "wrong.json"):
        path.write_bytes(dumps(WRONG))
    return tmp_path


def _found(*arguments: str) -> dict[str, str]:
    """Return the rules that are broken, with the severity of each."""
    result = Result("check", "--format", "json", *arguments)
    return {each["rule"]: each["severity"] for each in json.loads(result.out)["findings"]}


def _own(rules: object) -> AnnualReport:
    """Return the wrong report with something in its extensions."""
    return attrs.evolve(WRONG, extensions={"govinfo-report": rules})


def test_rules_are_turned_off_and_re_ranked(folder: Path) -> None:
    """For all files, and for those of a folder."""
    assert list(_found("wrong.json")) == FOUND_IN_WRONG
    (folder / "pyproject.toml").write_text(
        """
        [tool.govinfo-report.rules]
        requests-balance = "off"
        section-perfunctory = "note"
        [[tool.govinfo-report.overrides]]
        paths = ["drafts/"]
        rules = { requests-row-total = "warning", section-perfunctory = "off" }
        """,
        encoding="utf-8",
    )
    assert _found("wrong.json") == {"requests-row-total": "error", "section-perfunctory": "note"}
    assert _found("drafts/wrong.json") == {"requests-row-total": "warning"}
    assert Result("check", "drafts/wrong.json").code == OK
    assert list(_found("drafts/wrong.json", "--no-config")) == FOUND_IN_WRONG
    many = Result("check", ".", "--format", "jsonl")
    counts = [len(json.loads(line)["findings"]) for line in many.out.splitlines()]
    assert counts == [1, 2]
    page = Result("render", "drafts/wrong.json", "--to", "html", "--findings").out
    assert page.count('<li class="gir-error"') == 0


def test_standard_input_is_no_file_of_a_folder(folder: Path) -> None:
    """What holds for all holds for it; no override does."""
    (folder / "govinfo-report.toml").write_text(
        'rules = { requests-balance = "off" }\n'
        '[[overrides]]\npaths = ["*"]\nrules = { requests-row-total = "off" }\n'
    )
    result = Result("check", "-", "--format", "json", stdin=dumps(WRONG))
    found = [each["rule"] for each in json.loads(result.out)["findings"]]
    assert found == ["requests-row-total", "section-perfunctory"]


def test_the_nearest_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own file goes before the project's; a project without a table is passed over."""
    (folder / "pyproject.toml").write_text("[tool.govinfo-report]\nlang = 'en'\n")
    (folder / "drafts" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    monkeypatch.chdir(folder / "drafts")
    assert Configuration.nearest().source == str(folder / "pyproject.toml")
    assert "Findings" in Result("check", "wrong.json").out
    assert "检查结果" in Result("check", "wrong.json", "--lang", "zh").out
    (folder / "govinfo-report.toml").write_text("fail-on = 'never'\n")
    assert Configuration.nearest().fail_on == NEVER
    assert Result("check", "wrong.json").code == OK
    assert Result("check", "wrong.json", "--fail-on", "note").code == FOUND
    assert Result("check", "wrong.json", "--no-config").code == FOUND
    project = str(folder / "pyproject.toml")
    assert Result("check", "wrong.json", "--config", project).code == FOUND


def test_a_folder_that_is_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell may stand in one; reports are checked all the same."""
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert Configuration.nearest() == Configuration()
    assert Result("check", str(EXAMPLE_JSON)).code == OK


@pytest.mark.parametrize("text", ["", "[tool]\ngovinfo-report = 1\n", "tool = 'govinfo-report'\n"])
def test_a_project_about_other_things(folder: Path, text: str) -> None:
    """There is nothing of this program in it."""
    path = folder / "pyproject.toml"
    path.write_text(text)
    assert Configuration.load(path) == Configuration(source=str(path))
    assert Configuration.nearest(folder).source != str(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rule = {}", ["rule: unknown key; known: fail-on, lang, overrides, rules"]),
        (
            "fail-on = 'fatal'",
            ["fail-on: expected one of error, warning, note, never, got 'fatal'"],
        ),
        ("lang = ['en']", ["lang: expected one of zh, en"]),
        ("rules = 'off'", ["rules: expected rules and their settings"]),
        ("rules.blank-figur = 'off'", ["rules.blank-figur: there is no rule", "blank-figure"]),
        ("rules.blank-figure = false", ["rules.blank-figure: expected one of", "off, got False"]),
        ("overrides = 'x'", ["overrides: expected an array of tables"]),
        ("overrides = [1]", ["overrides[1]: expected a table"]),
        (
            "[[overrides]]\npaths = 'x'\nrule = 1",
            [
                "overrides[1].rule: unknown key; known: paths, rules",
                "overrides[1].paths: expected an array of paths",
                "overrides[1].rules: expected rules and their settings",
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(folder: Path, text: str, words: list[str]) -> None:
    """All of it at once, and nothing is checked."""
    path = folder / "govinfo-report.toml"
    path.write_text(text)
    result = Result("check", str(EXAMPLE), "--lang", "en")
    assert (result.code, result.out) == (FAILED, "")
    assert result.err.startswith(f"govinfo-report: {path}: ")
    assert all(word in result.err for word in words)
    with pytest.raises(UnfitInputError) as caught:
        Configuration.load(path)
    assert len(caught.value.faults) == max(len(words) - ("blank" in text), 1)


def test_keys_of_a_project_are_named_in_full(folder: Path) -> None:
    """As they stand in that file."""
    (folder / "pyproject.toml").write_text("[tool.govinfo-report]\nlangue = 'fr'\n")
    assert "tool.govinfo-report.langue：没有此设置项" in Result("schema").err


@pytest.mark.parametrize("name", ["none.toml", "drafts", "broken.toml"])
def test_a_configuration_that_cannot_be_read(folder: Path, name: str) -> None:
    """Its name is said, and why."""
    (folder / "broken.toml").write_text("rules =\n")
    with pytest.raises(UnreadableError) as caught:
        Configuration.load(name)
    assert caught.value.source == name
    assert Result("check", str(EXAMPLE), "--config", name).code == FAILED


def test_what_a_report_says_of_itself(folder: Path) -> None:
    """It may re-rank what it might explain; what it turns off is shown as explained, never hidden."""
    (folder / "own.json").write_bytes(
        dumps(_own({"rules": {"section-perfunctory": OFF, "requests-row-total": OFF}}))
    )
    result = Result("check", "own.json", "--format", "json", "--lang", "en")
    found = json.loads(result.out)["findings"]
    assert [each["rule"] for each in found] == FOUND_IN_WRONG
    assert [each["severity"] for each in found] == ["error", "error", "warning"]
    assert "turned off by the report itself" in found[-1]["explained"]
    assert result.code == FOUND
    assert result.err == (
        "govinfo-report: own.json: /extensions/govinfo-report/rules/requests-row-total: a report"
        " cannot turn off or re-rank what is arithmetic within it; this has no effect\n"
    )
    many = Result("check", "own.json", "wrong.json", "--lang", "en")
    assert "own.json: /extensions/govinfo-report/rules/requests-row-total" in many.err
    assert Result("check", "own.json", "--no-config").err == ""


def test_own_words_go_before_a_switch() -> None:
    """A rule both explained and turned off is shown with the explanation; a rank is as it says."""
    answered = attrs.evolve(
        _own({"rules": {"section-perfunctory": OFF}}),
        explanations=(Explanation("section-perfunctory", "已另行报送"),),
    )
    last = Configuration().judged(check(answered), answered)[-1]
    assert last.explained is not None
    assert last.explained.text == "已另行报送"
    ranked = _own({"rules": {"section-perfunctory": "note"}})
    assert Configuration().judged(check(ranked), ranked)[-1].severity is Severity.NOTE
    stricter = Configuration(rules={"section-perfunctory": OFF})
    assert [each.rule for each in stricter.judged(check(ranked), ranked)] == FOUND_IN_WRONG[:-1]


@pytest.mark.parametrize(
    ("own", "pointers"),
    [
        (None, []),
        ({"rules": {"section-perfunctory": "note"}}, []),
        ("off", [""]),
        ({"rules": [], "lang": "en"}, ["/lang", "/rules"]),
        (
            {"rules": {"nonsense": "off", "blank-figure": 3, "blank-conflict": "note"}},
            ["/rules/nonsense", "/rules/blank-figure", "/rules/blank-conflict"],
        ),
    ],
)
def test_nonsense_in_a_report_has_no_effect(own: object, pointers: list[str]) -> None:
    """It is said with its JSON pointer; the findings are those without it."""
    report = WRONG if own is None else _own(own)
    places = [fault.pointer for fault in inline_faults(report)]
    assert places == [f"/extensions/govinfo-report{pointer}" for pointer in pointers]
    if pointers:
        assert Configuration().judged(check(report), report) == check(WRONG)


@given(
    st.dictionaries(st.sampled_from([*RULES]), st.sampled_from([*Severity, OFF])),
    st.dictionaries(st.sampled_from([*RULES]), st.sampled_from([*Severity, OFF])),
)
def test_no_report_hides_its_arithmetic(rules: dict[str, str], own: dict[str, str]) -> None:
    """Whatever it says, what is left out is what the configuration turns off; errors stay errors."""
    report = _own({"rules": own})
    findings = check(report)
    judged = Configuration(rules=rules).judged(findings, report)
    assert [f.rule for f in judged] == [f.rule for f in findings if rules.get(f.rule) != OFF]
    for finding in judged:
        if not RULES[finding.rule].is_explicable:
            assert finding.severity == rules.get(finding.rule, finding.severity)
            assert finding.explained is None


def test_paths_are_seen_from_the_configuration(folder: Path) -> None:
    """Absolute or not, from whatever folder the command is called."""
    path = folder / "govinfo-report.toml"
    path.write_text('[[overrides]]\npaths = ["*.txt", "drafts"]\nrules.blank-figure = "off"\n')
    (override,) = Configuration.load(path).overrides
    assert [override.covers(each) for each in ("a.txt", "b/c.txt", "drafts/x/y", "drafts2")] == [
        True, True, True, False,
    ]  # fmt: skip
    blank = AnnualReport("2021")
    configuration = pickle.loads(pickle.dumps(Configuration.load(os.path.relpath(path))))  # noqa: S301 - ours
    elsewhere = folder.parent / "drafts" / "x"
    for name, expected in ((folder / "drafts" / "x", False), ("y.json", True), (elsewhere, True)):
        found = configuration.judged(check(blank), blank, name)
        assert any(each.rule == "blank-figure" for each in found) is expected


def test_series_are_judged_as_configured(folder: Path) -> None:
    """What is off for all is off between years."""
    later = attrs.evolve(REPORT, year=2024)
    (folder / "later.json").write_bytes(dumps(later))
    arguments = ["series", str(EXAMPLE_JSON), "later.json", "--format", "json"]
    assert "series-gap" in Result(*arguments).out
    (folder / "govinfo-report.toml").write_text('rules.series-gap = "off"\n')
    assert "series-gap" not in Result(*arguments).out
