"""`govinfo-report rules`: what each rule demands, and what can be done about a finding."""

import json
import re
from typing import Any

import pytest

from govinfo_report import RULES, Rule, Severity, loads
from govinfo_report.cli import FAILED, OK
from govinfo_report.cli.describing import example
from govinfo_report.cli.exchange import sarif
from govinfo_report.cli.lines import columns
from govinfo_report.errors import Language
from tests import rules_page
from tests.test_cli import EXAMPLE_JSON, Result


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """Give what the examples of the documentation see."""
    return rules_page.namespace()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns_", ["80", "120"])
def test_the_list(lang: Language, columns_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule with its severity and its sentence, none wider than the terminal."""
    monkeypatch.setenv("COLUMNS", columns_)
    result = Result("rules", "--lang", lang)
    assert (result.code, result.err) == (OK, "")
    assert max(map(columns, result.out.splitlines())) <= int(columns_)
    said = "".join(result.out.split())
    for rule in RULES.values():
        assert f"\n  {rule.id} " in result.out
        if columns_ == "120" and len(rule.sentence.in_language(lang)) < 40:
            assert "".join(rule.sentence.in_language(lang).split()) in said


@pytest.mark.parametrize("rule", RULES)
def test_examples_are_what_check_says(rule: str, names: dict[str, Any]) -> None:
    """Each example is the message of a finding that `check` has; remarks are left out."""
    found = eval(rules_page.EXAMPLES[rule][0], names)[0]  # noqa: S307 - our own examples
    for lang in ("zh", "en"):
        remark = "" if found.remark is None else found.remark.in_language(lang)
        assert example(rule).message(lang) == found.message(lang).removesuffix(remark)


def test_one_rule_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """An identity as a formula in the words of the form, its basis, what to do about a finding."""
    monkeypatch.setenv("COLUMNS", "250")
    out = Result("rules", "requests-row-total", "--lang", "en").out
    assert (
        "formula   requests received this year: total = natural person + business enterprise + "
        "research institution + public welfare organisation + legal service organisation + other "
        "legal person or organisation (the first of 25)"
    ) in out
    assert "cannot be explained, only corrected" in out
    assert "〔2021〕30号" in out
    told = Result("rules", "narrative-figure").out
    assert "公式" not in told
    assert 'narrative-figure = "off"' in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_basis_is_in_the_language_asked_for(lang: Language) -> None:
    """For people, for programs and in SARIF."""
    said = {
        "zh": "《政府信息公开条例》第四十九条：每年一份报告",
        "en": "Reg. art. 49: a report a year",
    }
    asked = ("rules", "series-gap", "--lang", lang)
    assert said[lang] in Result(*asked).out
    assert json.loads(Result(*asked, "--format", "json").out)["basis"] == said[lang]
    (run,) = sarif([], lang)["runs"]
    helps = {rule["id"]: rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert helps["series-gap"] == said[lang]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.is_explicable])
def test_the_answer_that_is_shown_is_taken(
    rule: Rule, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `rules` says to put into a report can be put there, and answers the rule as a whole."""
    monkeypatch.setenv("COLUMNS", "250")
    (answer,) = re.findall("{.*}", Result("rules", rule.id, "--lang", lang).out)
    document = json.loads(EXAMPLE_JSON.read_bytes()) | {"explanations": [json.loads(answer)]}
    (read,) = loads(json.dumps(document)).explanations
    assert (read.rule, read.figures) == (rule.id, ())


@pytest.mark.parametrize(
    "call", [["rules", "blank-figur"], ["check", "-", "--rules", "blank-figur"]]
)
def test_a_rule_that_does_not_exist(call: list[str]) -> None:
    """It is said which is meant, and what lists all of them."""
    result = Result(*call, "--lang", "en", stdin=EXAMPLE_JSON.read_bytes())
    assert (result.code, result.out) == (FAILED, "")
    assert "did you mean blank-figure" in result.err
    assert "(govinfo-report rules lists them)" in result.err


def test_rules_for_programs() -> None:
    """JSON has the whole catalogue, or one rule."""
    rules = json.loads(Result("rules", "--format", "json", "--lang", "en").out)["rules"]
    assert [rule["id"] for rule in rules] == [*RULES]
    assert {rule["severity"] for rule in rules} == {*Severity}
    one = json.loads(Result("rules", "disputes-total", "--format", "json", "--lang", "en").out)
    assert one == rules[3]
    assert one["formulas"][1].startswith(
        "administrative litigation: litigation without prior reconsideration: total = "
    )
    assert len(one["formulas"]) == 3
    assert one["explicable"] is False


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    """A slip of the pen is seen at once."""
    result = Result("rules", "narative-figure", "--lang", "en")
    assert (result.code, result.out) == (FAILED, "")
    assert "did you mean narrative-figure" in result.err
