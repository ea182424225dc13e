"""The figures that identities mention."""

from typing import TypeAlias, cast

from govinfo_report.model import AnnualReport
from govinfo_report.repair.network import networks

Counts: TypeAlias = dict[str, int | None]
"""Figures by path, in form order, `None` where blank or not determined."""


def counts(report: AnnualReport) -> Counts:
    """Return the figures of tables three and four, which identities are about."""
    figures = cast("Counts", report.figures())
    return {path: figures[path] for network in networks(report.edition) for path in network.paths}
