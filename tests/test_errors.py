"""Errors: one family, both languages, and a copy that says the same."""

import pickle

import pytest

from govinfo_report import (
    DecodeError,
    Fault,
    GovinfoReportError,
    InvalidReportError,
    LimitExceededError,
    MissingExtraError,
    UnknownFigureError,
    UnknownFormatError,
    UnknownRuleError,
    UnreadableError,
    UnwritableError,
)
from govinfo_report.errors import Bilingual

WORDS = Bilingual("有误", "wrong")
ERRORS = [
    DecodeError([Fault("/year", WORDS), Fault("", WORDS)], source="a.json"),
    GovinfoReportError(WORDS),
    InvalidReportError(WORDS, source="a.txt"),
    LimitExceededError(WORDS, source="a.txt"),
    MissingExtraError("tables", "cli"),
    UnknownFigureError("requests.lost", "2021", ["requests.received.total"]),
    UnknownFormatError("odt", ["docx", "pdf"]),
    UnknownRuleError("balance", ["requests-balance"]),
    UnreadableError(WORDS, source="a.txt"),
    UnwritableError("a.json", PermissionError(13, "Permission denied")),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_say_what_is_wrong_in_both_languages(error: GovinfoReportError) -> None:
    """The message is made from fields, led by the source, and survives pickling."""
    assert error.message("zh") != error.message("en") == str(error)
    assert str(error).startswith(f"{error.source}: ") == bool(error.source)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert (again.source, bool(str(again))) == (error.source, True)


def test_many_faults_are_counted_not_recited() -> None:
    """The message of a thousand faults is short; the faults are all there."""
    error = DecodeError([Fault(f"/{n}", WORDS) for n in range(1000)])
    assert len(error.faults) == 1000
    assert len(str(error)) < 1000
    assert str(error).endswith("and 980 more")
    assert error.message("zh").endswith("另有 980 处")


def test_errors_are_also_what_python_calls_them() -> None:
    """Code that knows nothing of this library catches them by their kind."""
    kinds = {type(error): type(error).__mro__ for error in ERRORS}
    assert KeyError in kinds[UnknownFigureError]
    assert ImportError in kinds[MissingExtraError]
    assert OSError in kinds[UnwritableError]
    assert all(
        ValueError in kinds[kind] for kind in (DecodeError, InvalidReportError, UnreadableError)
    )
