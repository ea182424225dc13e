"""Mark findings: those the organ explains itself, and those that have a figure in common."""

from collections.abc import Sequence
from typing import Final

import attrs

from govinfo_report.model import Explanation
from govinfo_report.rules.catalogue import RULES
from govinfo_report.rules.finding import Finding

_EACH_FIGURE: Final = frozenset({"blank-figure"})
"""Rules that find something in each of the figures named, not in how they go together."""


def marked(findings: list[Finding], explanations: Sequence[Explanation]) -> list[Finding]:
    """Return the findings of one report with `explained` and `group` filled in."""
    if explanations:
        findings = [_explained(finding, explanations) for finding in findings]
    return findings if len(findings) < 2 else _grouped(findings)  # noqa: PLR2004 - one stands alone


def _explained(finding: Finding, explanations: Sequence[Explanation]) -> Finding:
    if not RULES[finding.rule].is_explicable:
        return finding
    answers = (explanation for explanation in explanations if _answers(explanation, finding))
    return attrs.evolve(finding, explained=next(answers, None))


def _answers(explanation: Explanation, finding: Finding) -> bool:
    """Say whether an explanation speaks of a finding: by rule, and by figures if it names any.

    Of figures that do not go together it must name the one to look at first; where each figure is
    at fault by itself, all of them.
    """
    if explanation.rule != finding.rule or not explanation.figures:
        return explanation.rule == finding.rule
    about = finding.figures if finding.rule in _EACH_FIGURE else finding.figures[:1]
    return bool(about) and set(about) <= set(explanation.figures)


def _grouped(findings: list[Finding]) -> list[Finding]:
    """Return the findings, each with the figure it shares with the most others still alone."""
    holders: dict[str, set[int]] = {}
    for index, finding in enumerate(findings):
        for path in finding.figures:
            holders.setdefault(path, set()).add(index)
    groups: dict[int, str] = {}
    while holders:
        path, members = max(holders.items(), key=lambda item: len(item[1]))
        if len(members) == 1:
            break
        groups |= dict.fromkeys(members, path)
        holders = {p: rest for p, those in holders.items() if (rest := those - members)}
    return [
        attrs.evolve(finding, group=groups[index]) if index in groups else finding
        for index, finding in enumerate(findings)
    ]
