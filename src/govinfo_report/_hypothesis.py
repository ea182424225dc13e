"""What Hypothesis calls when it starts, so that `st.from_type(AnnualReport)` just works."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from hypothesis import strategies as st

from govinfo_report import model

_DRAWN: Final = (
    (model.Agency, "agencies"),
    (model.AnnualReport, "reports"),
    (model.ByApplicant, "by_applicant"),
    (model.ByResult, "by_result"),
    (model.Disputes, "disputes"),
    (model.Explanation, "explanations"),
    (model.Requests, "requests"),
    (model.Section, "sections"),
)
"""Each class, and the name of its strategy, which is imported when it is first asked for."""


def register() -> None:
    """Register the strategies of the model."""
    for cls, name in _DRAWN:
        st.register_type_strategy(cls, _strategy(name))


def _strategy(name: str) -> Callable[[object], st.SearchStrategy[object]]:
    def resolve(_: object) -> st.SearchStrategy[object]:
        strategy: st.SearchStrategy[object] = getattr(
            import_module("govinfo_report.strategies"), name
        )()
        return strategy

    return resolve
