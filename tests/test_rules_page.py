"""The catalogue in the documentation says what the rules are, with examples that are true."""

from typing import Any

import pytest

from govinfo_report import RULES, Finding
from tests import rules_page


def test_the_page_is_up_to_date() -> None:
    """`python -m tests.rules_page` would write what is there."""
    assert rules_page.PAGE.read_text(encoding="utf-8") == rules_page.page()


def test_every_rule_has_examples() -> None:
    """One that breaks it, one that does not."""
    assert set(rules_page.EXAMPLES) == set(RULES)


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """Give what the examples see."""
    return rules_page.namespace()


@pytest.mark.parametrize("rule", RULES)
def test_examples_are_true(rule: str, names: dict[str, Any]) -> None:
    """The first breaks that rule and no other; the second breaks none."""
    broken, sound = rules_page.EXAMPLES[rule]
    found: list[Finding] = eval(broken, names)  # noqa: S307 - our own examples
    assert {finding.rule for finding in found} == {rule}
    assert eval(sound, names) == []  # noqa: S307 - likewise
