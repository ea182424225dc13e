"""What may be raised: every error says what is wrong, where, and what to do about it.

All of them derive from `GovinfoReportError`, so one `except` clause is enough. A report that
merely disagrees with itself raises nothing: that is a finding. An argument of a wrong type is a
`TypeError`, as anywhere else.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, Self, TypeVar

Language = Literal["zh", "en"]
"""The languages in which messages come."""


class Bilingual(NamedTuple):
    """A text in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, lang: Language) -> str:
        """Return the text in a language; `ValueError` if it is neither `zh` nor `en`."""
        if lang not in self._fields:
            message = f"there are messages in 'zh' and 'en', none in {lang!r}"
            raise ValueError(message)
        return self.zh if lang == "zh" else self.en


_SHOWN: Final = 60  # characters of a text in a message


class GovinfoReportError(Exception):
    """Anything that this library raises on purpose."""

    def __init__(self, text: Bilingual, *, source: str | None = None) -> None:
        """Say what is wrong in both languages, and in which source if that is known."""
        super().__init__(text)
        self.text = text
        self.source = source

    def message(self, lang: Language = "en") -> str:
        """Return what is wrong, led by the source it is wrong in."""
        text = self.text.in_language(lang)
        return f"{self.source}: {text}" if self.source else text

    def __str__(self) -> str:
        """Return the English message."""
        return self.message("en")


class InvalidReportError(GovinfoReportError, ValueError):
    """A value that no report can hold: a wrong type, a negative count, an unknown edition."""


def nearest(name: str, known: Iterable[str]) -> Bilingual:
    """Return the question whether one of the closest known names was meant, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=3)
    if not near:
        return Bilingual("", "")
    return Bilingual(f"；是否指 {'、'.join(near)}？", f"; did you mean {', '.join(near)}?")


class UnknownFigureError(GovinfoReportError, KeyError):
    """A figure path that the form of this edition does not have."""

    def __init__(self, path: str, edition: str, known: Iterable[str]) -> None:
        """Name the path and the closest ones that exist."""
        near = nearest(path, known)
        super().__init__(
            Bilingual(
                f"{edition} 年版表格没有数据项 {path!r}{near.zh}",
                f"the {edition} form has no figure {path!r}{near.en}",
            )
        )
        self.path = path
        self.edition = edition

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by what it was made from."""
        return type(self), (self.path, self.edition, ())


class UnknownRuleError(GovinfoReportError, ValueError):
    """A rule id that is no rule's."""

    def __init__(self, rule: str, known: Iterable[str]) -> None:
        """Name the id and the closest ones that exist."""
        near = nearest(rule, known)
        super().__init__(
            Bilingual(f"没有规则 {rule!r}{near.zh}", f"there is no rule {rule!r}{near.en}")
        )
        self.rule = rule

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by what it was made from."""
        return type(self), (self.rule, ())


class UnknownFormatError(GovinfoReportError, ValueError):
    """A format that is not written."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        """Name the format and those that there are."""
        self.name, self.known = name, tuple(known)
        listed = ", ".join(self.known)
        super().__init__(
            Bilingual(
                f"没有格式 {name!r}；可写出：{listed}", f"no format {name!r}; written are: {listed}"
            )
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by what it was made from."""
        return type(self), (self.name, self.known)


class UnfitInputError(GovinfoReportError, ValueError):
    """What was handed in does not go together; `faults` says of everything where it does not.

    A series or a family of reports that is empty or mixed, requests that are no year's.
    """

    def __init__(self, *faults: Bilingual, source: str | None = None) -> None:
        """Collect the faults, each naming its report or row; there is at least one."""
        self.faults = faults
        super().__init__(
            Bilingual(
                "；".join(fault.zh for fault in self.faults),
                "; ".join(fault.en for fault in self.faults),
            ),
            source=source,
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by the faults; the source is restored as state."""
        return type(self), self.faults, {"source": self.source}


class Fault(NamedTuple):
    """One thing wrong with a JSON document, and where."""

    pointer: str
    """The JSON pointer (RFC 6901) to the offending value; empty for the whole document."""
    text: Bilingual
    """What is wrong there."""

    def message(self, lang: Language = "en") -> str:
        """Return the pointer and what is wrong there."""
        return f"{self.pointer or '/'}: {self.text.in_language(lang)}"


_RECITED: Final = 20  # faults in a message; all are in the field


class DecodeError(GovinfoReportError, ValueError):
    """A JSON document that is no report; `faults` lists everything wrong with it."""

    def __init__(self, faults: Iterable[Fault], *, source: str | None = None) -> None:
        """Collect the faults; there is at least one."""
        self.faults = tuple(faults)
        shown, more = self.faults[:_RECITED], len(self.faults) - _RECITED
        zh = [fault.message("zh") for fault in shown] + [f"另有 {more} 处"] * (more > 0)
        en = [fault.message("en") for fault in shown] + [f"and {more} more"] * (more > 0)
        super().__init__(Bilingual("；".join(zh), "; ".join(en)), source=source)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by the faults; the source is restored as state."""
        return type(self), (self.faults,), {"source": self.source}


class UnreadableError(GovinfoReportError, ValueError):
    """A file in which no report can be recognised: empty, binary, or without the form's labels."""

    @classmethod
    def unopened(cls, error: OSError | ValueError, source: str) -> Self:
        """Say that a file cannot be opened, and why the system says so."""
        said = getattr(error, "strerror", None) or str(error)
        why = Bilingual(said, said)
        if isinstance(error, IsADirectoryError):
            why = Bilingual(
                "这是文件夹；请指定报告文件", "it is a folder; name a file with a report"
            )
        text = Bilingual(f"无法打开文件（{why.zh}）", f"the file cannot be opened ({why.en})")
        return cls(text, source=source)


class LimitExceededError(UnreadableError):
    """Input larger or deeper than is read from an untrusted source."""


class UnrenderableError(GovinfoReportError, ValueError):
    """A text that a format cannot carry; nothing of it is left out silently."""

    def __init__(self, format: str, text: str, reason: Bilingual) -> None:  # noqa: A002
        """Name the format, the text and what of it cannot be carried."""
        shown = repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
        super().__init__(
            Bilingual(
                f"{format} 格式无法写入 {shown}：{reason.zh}；请修改文字，或改用 json",
                f"{format} cannot carry {shown}: {reason.en}; change the text, or use json",
            )
        )
        self.format = format
        self.refused = text
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by what it was made from."""
        return type(self), (self.format, self.refused, self.reason)


class UnwritableError(GovinfoReportError, OSError):
    """A file that cannot be written."""

    def __init__(self, path: str, error: OSError) -> None:
        """Name the file and what the system says."""
        reason = error.strerror
        super().__init__(
            Bilingual(f"无法写入（{reason}）", f"cannot be written ({reason})"), source=path
        )
        self.path, self.reason = path, error

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by what it was made from."""
        return type(self), (self.path, self.reason)


class MissingExtraError(GovinfoReportError, ImportError):
    """A feature whose optional dependency is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        """Name the feature and the `pip install` that brings it."""
        command = f'pip install "govinfo-report[{extra}]"'
        super().__init__(
            Bilingual(f"{feature} 需要先安装：{command}", f"{feature} needs: {command}")
        )
        self.feature = feature
        self.extra = extra

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by what it was made from."""
        return type(self), (self.feature, self.extra)


_T = TypeVar("_T")


def require(name: str, value: object, *kinds: type) -> None:
    """Raise a `TypeError` that names the argument unless it is of one of some types."""
    if not isinstance(value, kinds):
        raise _unlike(name, "", value, kinds)


def several(name: str, values: Iterable[_T], *kinds: type) -> Iterator[_T]:
    """Yield values; raise a `TypeError` for one of another type, or where they are not several."""
    try:
        found = iter(values)
    except TypeError:
        raise _unlike(name, "a list or another iterable of ", values, kinds) from None
    for index, value in enumerate(found):
        require(f"{name}[{index}]", value, *kinds)
        yield value


def _unlike(name: str, shape: str, found: object, kinds: tuple[type, ...]) -> TypeError:
    wanted = shape + " or ".join(kind.__name__ for kind in kinds)
    message = f"{name} must be {wanted}, not {type(found).__name__}"
    if isinstance(getattr(found, "report", found), kinds):  # such as what `read` returns
        message += ": hand in its .report"
    return TypeError(message)
