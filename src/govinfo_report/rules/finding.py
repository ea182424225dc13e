"""A finding: where a report breaks a rule, as data."""

from decimal import Decimal

import attrs

from govinfo_report.errors import Bilingual, Language
from govinfo_report.form import form
from govinfo_report.rules.catalogue import RULES, Severity
from govinfo_report.vocabulary import Edition


@attrs.frozen(kw_only=True)
class Finding:
    """Where a report breaks a rule."""

    rule: str
    """The id of the rule."""
    edition: Edition
    """The edition of the report, which names its figures."""
    figures: tuple[str, ...]
    """The paths of the figures involved, first the one to look at first."""
    expected: int | Decimal | None = None
    """What the rule asks for: with an identity, the sum of its right side."""
    actual: int | Decimal | None = None
    """What the report says: with an identity, the sum of its left side."""
    remark: Bilingual | None = None
    """What a reader must know besides, such as that there are blanks."""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return RULES[self.rule].severity

    @property
    def fingerprint(self) -> str:
        """A short hash of rule and figures, the same from run to run."""
        from hashlib import sha256

        return sha256("\n".join((self.rule, *self.figures)).encode()).hexdigest()[:16]

    def message(self, lang: Language = "zh") -> str:
        """Say what is wrong, in the words of the form."""
        labels = [form(self.edition).figures[path] for path in self.figures]
        first = labels[0]
        text = (
            RULES[self.rule]
            .message.in_language(lang)
            .format(
                figure=first.text.in_language(lang),
                column=first.labels[-1].in_language(lang),
                expected=self.expected,
                actual=self.actual,
            )
        )
        return text if self.remark is None else text + self.remark.in_language(lang)
