"""A finding: where a report breaks a rule, as data."""

import datetime as dt
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from govinfo_report.errors import Bilingual, Language
from govinfo_report.form import PARTS, form
from govinfo_report.model import Explanation
from govinfo_report.rules.catalogue import RULES, Severity
from govinfo_report.rules.rows import subtract
from govinfo_report.vocabulary import Edition

FindingValue: TypeAlias = int | Decimal | dt.date | str | None
"""What a rule asks for or a report says: mostly a number, for some rules a date or a name."""


@attrs.frozen(kw_only=True)
class Finding:
    """Where a report breaks a rule."""

    rule: str
    """The id of the rule."""
    edition: Edition
    """The edition of the report, which names its figures."""
    figures: tuple[str, ...] = ()
    """The paths of the figures involved, first the one to look at first."""
    expected: FindingValue = None
    """What the rule asks for: with an identity, the sum of its right side."""
    actual: FindingValue = None
    """What the report says: with an identity, the sum of its left side."""
    remark: Bilingual | None = None
    """What a reader must know besides, such as that there are blanks."""
    severity: Severity = attrs.field()
    """How much it matters: as the rule says, but where circumstances make it matter less."""
    year: int | None = None
    """The year of the report it is about, where it is found by comparing years."""
    section: str | None = None
    """The part or section it is about, by its path: `problems`, `overview.subsections.1`."""
    text: str | None = None
    """The words it is about, as they stand there."""
    span: tuple[int, int] | None = None
    """Where these words start and end, in characters of the text of the section."""
    children: tuple[str, ...] = ()
    """The subordinates that have a value there, where it is about a family of reports."""
    explained: Explanation | None = None
    """The organ's own answer to it, if the report carries one."""
    group: str | None = None
    """The path of a figure that it has in common with other findings, which may explain them."""

    @severity.default
    def _usual(self) -> Severity:
        return RULES[self.rule].severity

    @property
    def fingerprint(self) -> str:
        """A short hash of rule and place, the same from run to run."""
        from hashlib import sha256

        place = (self.year, self.section, self.text)
        marks = (self.rule, *self.figures, *(f"={mark}" for mark in place if mark is not None))
        return sha256("\n".join(marks).encode()).hexdigest()[:16]

    @property
    def difference(self) -> int | Decimal | None:
        """By how much the report exceeds what the rule asks for, where both are numbers."""
        if isinstance(self.actual, int | Decimal) and isinstance(self.expected, int | Decimal):
            return subtract(self.actual, self.expected)
        return None

    def message(self, lang: Language = "zh") -> str:
        """Say what is wrong, in the words of the form."""
        figure = column = ""
        if self.figures:
            first = form(self.edition).figures[self.figures[0]]
            figure = first.text.in_language(lang)
            column = first.labels[-1].in_language(lang)
        text = (
            RULES[self.rule]
            .message.in_language(lang)
            .format(
                figure=figure,
                column=column,
                expected=_shown(self.expected),
                actual=_shown(self.actual),
                difference=_shown(self.difference),
                year=self.year,
                section=section_name(self.section or "").in_language(lang),
                text=self.text,
                children=("、" if lang == "zh" else ", ").join(self.children) or "-",
            )
        )
        return text if self.remark is None else text + self.remark.in_language(lang)

    def to_dict(self, lang: Language = "zh") -> dict[str, Any]:
        """Return everything about it as plain values: ISO dates, amounts as `Decimal`."""
        explained = self.explained
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "message": self.message(lang),
            "figures": list(self.figures),
            "expected": _plain(self.expected),
            "actual": _plain(self.actual),
            "difference": self.difference,
            "year": self.year,
            "section": self.section,
            "text": self.text,
            "span": None if self.span is None else list(self.span),
            "children": list(self.children),
            "explained": None if explained is None else explained.text,
            "group": self.group,
            "fingerprint": self.fingerprint,
        }


def _shown(value: FindingValue) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _plain(value: FindingValue) -> int | Decimal | str | None:
    return value.isoformat() if isinstance(value, dt.date) else value


def section_name(path: str) -> Bilingual:
    """Return how a clerk finds a section: the heading of its part, and its place below."""
    part, *below = path.split(".")
    heading = next(
        (Bilingual(p.heading, p.gloss) for p in PARTS if p.name == part), Bilingual(part, part)
    )
    place = ".".join(str(int(index) + 1) for index in below if index.isdecimal())
    return (
        Bilingual(f"{heading.zh}（第 {place} 节）", f"{heading.en}, section {place}")
        if place
        else heading
    )
