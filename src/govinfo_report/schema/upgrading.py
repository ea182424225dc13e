"""Documents of older schema versions brought up to the current one, a step at a time."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

import attrs

from govinfo_report.errors import Bilingual, InvalidReportError
from govinfo_report.schema.naming import VERSION


@attrs.frozen
class Step:
    """What one version changed, as a change to a document of the version before."""

    version: int
    """The version that it leads to."""
    change: Callable[[dict[str, Any]], dict[str, Any]]
    """Given a document that it may alter, return the one that takes its place."""


STEPS: Final[tuple[Step, ...]] = ()
"""The steps from version 1 to the current one, in order. Version 1 is the first and current."""


def upgrade(document: Mapping[str, Any], version: int = VERSION) -> dict[str, Any]:
    """Return a copy of a plain document of some schema version as one of the current version.

    A document does not say its version: keep the URN of its schema beside it. What comes out is
    not validated. `InvalidReportError` for a version that this release does not know.
    """
    return climb(document, version, STEPS)


def climb(document: Mapping[str, Any], version: int, steps: Sequence[Step]) -> dict[str, Any]:
    """Return a copy of a document after every step that leads beyond its version."""
    newest = len(steps) + 1
    if version not in range(1, newest + 1):
        raise InvalidReportError(
            Bilingual(
                f"未知的模式版本 {version!r}：本版本只认识 1 至 {newest}",
                f"unknown schema version {version!r}: this release knows 1 to {newest}",
            )
        )
    upgraded = deepcopy(dict(document))
    for step in steps:
        if step.version > version:
            upgraded = step.change(upgraded)
    return upgraded
