"""Read, check, store and write the annual disclosure reports of Chinese administrative organs.

A 政府信息公开工作年度报告 (Reg. art. 49 and 50) goes in as a published file or as JSON, becomes a
typed value, and is held against the arithmetic that its form prescribes.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govinfo_report import schema
    from govinfo_report.codec import configure, dumps, from_dict, loads, to_dict
    from govinfo_report.compare import Case, Change, Differences, aggregate, diff, tally
    from govinfo_report.configuration import Configuration
    from govinfo_report.errors import (
        DecodeError,
        Fault,
        GovinfoReportError,
        InvalidReportError,
        LimitExceededError,
        MissingExtraError,
        UnfitInputError,
        UnknownFigureError,
        UnknownFormatError,
        UnknownRuleError,
        UnreadableError,
        UnrenderableError,
        UnwritableError,
    )
    from govinfo_report.form import Form, form
    from govinfo_report.model import (
        Agency,
        AnnualReport,
        ByApplicant,
        ByResult,
        Disputes,
        Explanation,
        Requests,
        Section,
        figure_paths,
    )
    from govinfo_report.rates import Metric, metrics
    from govinfo_report.reading import Reading, read
    from govinfo_report.rendering import render, write
    from govinfo_report.repair import Localisation, fill, implied, localise
    from govinfo_report.rules import (
        RULES,
        Finding,
        Identity,
        Rule,
        Scope,
        Severity,
        Statement,
        StatementKind,
        check,
        identities,
        statements,
    )
    from govinfo_report.rules.rollup import check_rollup
    from govinfo_report.rules.series import check_series
    from govinfo_report.streams import CheckedLine, iter_check
    from govinfo_report.vocabulary import (
        AgencyKind,
        Applicant,
        DisputeKind,
        DisputeResult,
        Edition,
        Measure,
        Outcome,
        OutcomeCategory,
        ProactiveItem,
    )

__version__ = "0.1.0"

_HOMES = {
    "codec": "configure dumps from_dict loads to_dict",
    "compare": "Case Change Differences aggregate diff tally",
    "configuration": "Configuration",
    "errors": "DecodeError Fault GovinfoReportError InvalidReportError LimitExceededError"
    " MissingExtraError UnfitInputError UnknownFigureError UnknownFormatError UnknownRuleError"
    " UnreadableError UnrenderableError UnwritableError",
    "form": "Form form",
    "model": "Agency AnnualReport ByApplicant ByResult Disputes Explanation Requests Section"
    " figure_paths",
    "rates": "Metric metrics",
    "reading": "Reading read",
    "rendering": "render write",
    "repair": "Localisation fill implied localise",
    "rules": "RULES Finding Identity Rule Scope Severity Statement StatementKind check"
    " identities statements",
    "rules.rollup": "check_rollup",
    "rules.series": "check_series",
    "schema": "schema",
    "streams": "CheckedLine iter_check",
    "vocabulary": "AgencyKind Applicant DisputeKind DisputeResult Edition Measure Outcome"
    " OutcomeCategory ProactiveItem",
}
"""The modules, what the shop window has of each, imported when something of it is asked for."""

__all__ = [
    "RULES",
    "Agency",
    "AgencyKind",
    "AnnualReport",
    "Applicant",
    "ByApplicant",
    "ByResult",
    "Case",
    "Change",
    "CheckedLine",
    "Configuration",
    "DecodeError",
    "Differences",
    "DisputeKind",
    "DisputeResult",
    "Disputes",
    "Edition",
    "Explanation",
    "Fault",
    "Finding",
    "Form",
    "GovinfoReportError",
    "Identity",
    "InvalidReportError",
    "LimitExceededError",
    "Localisation",
    "Measure",
    "Metric",
    "MissingExtraError",
    "Outcome",
    "OutcomeCategory",
    "ProactiveItem",
    "Reading",
    "Requests",
    "Rule",
    "Scope",
    "Section",
    "Severity",
    "Statement",
    "StatementKind",
    "UnfitInputError",
    "UnknownFigureError",
    "UnknownFormatError",
    "UnknownRuleError",
    "UnreadableError",
    "UnrenderableError",
    "UnwritableError",
    "aggregate",
    "check",
    "check_rollup",
    "check_series",
    "configure",
    "diff",
    "dumps",
    "figure_paths",
    "fill",
    "form",
    "from_dict",
    "identities",
    "implied",
    "iter_check",
    "loads",
    "localise",
    "metrics",
    "read",
    "render",
    "schema",
    "statements",
    "tally",
    "to_dict",
    "write",
]


_LAZY = {name: home for home, names in _HOMES.items() for name in names.split()}


class _Window(ModuleType):
    """This module, whose `form` stays a function when the submodule `form` is imported."""

    @property
    def form(self) -> object:
        """The function, as `__getattr__` would give it."""
        return import_module(f"{__name__}.form").form

    @form.setter
    def form(self, module: ModuleType) -> None:
        """Leave the submodule to `import_module`, which is about to bind it here."""


sys.modules[__name__].__class__ = _Window


def __getattr__(name: str) -> object:
    """Import what a program may never need."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")  # noqa: TRY003 - as Python words it
    module = import_module(f"{__name__}.{_LAZY[name]}")
    globals()[name] = value = getattr(module, name, module)
    return value


def __dir__() -> list[str]:
    """List the shop window."""
    return sorted(__all__)
