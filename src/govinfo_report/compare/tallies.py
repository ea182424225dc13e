"""Count single requests into table three."""

import csv
import datetime as dt
import io
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from unicodedata import normalize

import attrs

from govinfo_report._text import label_key
from govinfo_report.errors import (
    Bilingual,
    InvalidReportError,
    LimitExceededError,
    UnfitInputError,
    UnreadableError,
)
from govinfo_report.model import ByApplicant, Requests
from govinfo_report.vocabulary import Applicant, Edition, Outcome

MAX_BYTES: Final = 64 * 2**20
"""The largest table of requests that is read, in bytes."""

MAX_FAULTS: Final = 100
"""How many faults of a table are listed."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "applicant": ("申请人", "申请人类型", "申请人类别", "申请人情况"),
        "outcome": ("办理结果", "答复结果", "处理结果", "结果"),
        "received": ("收到日期", "收到申请日期", "申请日期", "受理日期", "收件日期"),
        "answered": ("答复日期", "办结日期", "回复日期"),
    }
)
"""What a case is made of, and how the columns of a table may be headed besides."""

_OTHER_APPLICANTS: Final[Mapping[Applicant, tuple[str, ...]]] = MappingProxyType(
    {Applicant.NATURAL_PERSON: ("公民", "个人")}
)
"""What the categories of applicants are called besides."""

_NOTHING: Final = (None, "", "-", "—", "/", "无")  # how a table says that there is no answer yet
_GUARD: Final = re.compile('="(.*)"|\'(.*)', re.DOTALL)
_DELIMITERS: Final = (",", "\t", ";")
_DATE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+[\d:.]+)?")


@attrs.frozen
class Case:
    """A single request for information, as a case-handling system knows it."""

    applicant: Applicant = attrs.field(converter=Applicant)
    """Who made it."""
    outcome: Outcome | None = attrs.field(converter=attrs.converters.optional(Outcome))
    """How it ended; none while it is open."""
    received: dt.date
    """When it was received."""
    answered: dt.date | None = None
    """When it was answered; none while it is open."""


def tally(
    cases: Iterable[Case | Mapping[str, Any]] | str | os.PathLike[str] | bytes,
    *,
    year: int,
    edition: Edition | str | None = None,
) -> Requests:
    """Count single requests into table three of the report of a year.

    Cases are `Case`s, mappings with the same keys, or the path or the bytes of a CSV file, UTF-8 or
    GB 18030, whose first row names its columns in English or Chinese. Values are those of
    the vocabularies or the labels of the form; dates are ISO, `2021/3/5` or `2021年3月5日`.

    A case is carried over if received before the year and not answered by then, and carried
    forward if not answered by the end of the year; its outcome counts in the year of the answer.
    The edition is the one in force for the year unless given. `UnfitInputError` names every case
    that is incomplete, unknown to the vocabularies or none of the year's, by its row,
    `UnreadableError` a file that cannot be opened.
    """
    edition = Edition.in_force(year) if edition is None else Edition(edition)
    faults: list[Bilingual] = []
    counts: dict[str, Counter[str]] = {}
    source = os.fspath(cases) if isinstance(cases, str | os.PathLike) else None
    for number, raw in _numbered(cases, source):
        try:
            case = _case(raw, edition)
            places = _places(case, year)
        except UnfitInputError as error:
            (fault,) = error.faults
            faults.append(Bilingual(f"第 {number} 行：{fault.zh}", f"row {number}: {fault.en}"))
            if len(faults) == MAX_FAULTS:
                break
        else:
            for row in places:
                counts.setdefault(row, Counter())[case.applicant.value] += 1
    if faults:
        raise UnfitInputError(*faults, source=source)
    rows = {row: ByApplicant.of(**count) for row, count in counts.items()}
    return Requests.of(
        edition,
        received=rows.pop("received", ByApplicant.of()),
        carried_over=rows.pop("carried_over", None),
        outcomes={Outcome(row): count for row, count in rows.items()},
    )


def _places(case: Case, year: int) -> list[str]:
    """Return the rows of table three in which a case counts; what is left is carried forward."""
    answered = case.answered
    if answered is not None and answered < case.received:
        raise UnfitInputError(
            Bilingual(
                f"答复日期 {answered} 早于收到日期 {case.received}",
                f"answered on {answered}, before it was received on {case.received}",
            )
        )
    if case.received.year > year or (answered is not None and answered.year < year):
        raise UnfitInputError(
            Bilingual(
                f"{case.received} 收到，{answered or '未'}答复，不属于 {year} 年度；请去掉",
                f"received {case.received}, answered {answered}: not of {year}; leave it out",
            )
        )
    rows = ["received" if case.received.year == year else "carried_over"]
    if answered is not None and answered.year == year:
        if case.outcome is None:
            raise UnfitInputError(
                Bilingual(
                    f"已于 {answered} 答复，但没有办理结果",
                    f"answered on {answered}, but without an outcome",
                )
            )
        rows.append(case.outcome.value)
    elif answered is None and case.outcome is not None:
        raise UnfitInputError(
            Bilingual(
                f"有办理结果 {case.outcome.value}，但没有答复日期",
                f"has the outcome {case.outcome.value}, but no date of an answer",
            )
        )
    return rows


# ── one case ─────────────────────────────────────────────────────────────────────────────────


def _case(raw: object, edition: Edition) -> Case:
    """Return the case that an object with its keys or attributes describes."""

    def field(name: str) -> object:
        value = raw.get(name) if isinstance(raw, Mapping) else getattr(raw, name, None)
        text = value.strip() if type(value) is str else value
        return None if text in _NOTHING else text

    received = _date("received", field("received"))
    if received is None:
        raise UnfitInputError(Bilingual("没有收到日期", "has no date of receipt"))
    return Case(
        _applicant(field("applicant")),
        _outcome(field("outcome"), edition),
        received,
        _date("answered", field("answered")),
    )


def _applicant(value: object) -> Applicant:
    key = label_key(value) if isinstance(value, str) else None
    for applicant in Applicant:
        labels = (applicant.label, *_OTHER_APPLICANTS.get(applicant, ()))
        if value == applicant or key in {label_key(label) for label in labels}:
            return applicant
    known = "、".join(f"{each.value}（{each.label}）" for each in Applicant)
    raise UnfitInputError(
        Bilingual(
            f"申请人类型 {value!r} 未知；可用：{known}",
            f"the applicant {value!r} is unknown; there are {', '.join(Applicant)}",
        )
    )


def _outcome(value: object, edition: Edition) -> Outcome | None:
    if value is None:
        return None
    try:
        return Outcome.parse(str(value), edition)
    except InvalidReportError as error:
        raise UnfitInputError(error.text) from None


def _date(name: str, value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    match = _DATE.fullmatch(normalize("NFKC", value)) if isinstance(value, str) else None
    try:
        if match:
            return dt.date(*map(int, match.groups()))
    except ValueError:  # such as 30 February
        pass
    raise UnfitInputError(
        Bilingual(
            f"{COLUMNS[name][0]} {value!r} 不是日期；请写作 2021-03-05",
            f"{name}: {value!r} is no date; write it like 2021-03-05",
        )
    )


# ── many cases ───────────────────────────────────────────────────────────────────────────────


def _numbered(
    cases: Iterable[Case | Mapping[str, Any]] | str | os.PathLike[str] | bytes, source: str | None
) -> Iterator[tuple[int, object]]:
    """Yield each case with its number: its row in the file, or its place from 1 on."""
    if isinstance(cases, bytes):
        return _read(cases, source)
    if isinstance(cases, str | os.PathLike):
        try:
            with Path(cases).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except (OSError, ValueError) as error:
            raise UnreadableError.unopened(error, os.fspath(cases)) from error
        return _read(data, source)
    return enumerate(cases, 1)


def _read(data: bytes, source: str | None) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows of a CSV file below its header, keyed by what a case is made of."""
    if len(data) > MAX_BYTES:
        raise LimitExceededError(
            Bilingual(
                f"文件超过上限 {MAX_BYTES} 字节",
                f"the file has more than the {MAX_BYTES} bytes that are read",
            ),
            source=source,
        )
    text = _decode(data, source)
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = _columns(next(reader, []), source)
        for number, cells in enumerate(reader, 2):
            if any(cell.strip() for cell in cells):
                yield (
                    number,
                    {
                        name: _unguarded(cells[index])
                        for name, index in columns.items()
                        if index < len(cells)
                    },
                )
    except csv.Error as error:
        fault = Bilingual(
            f"第 {reader.line_num} 行不是有效的 CSV（{error}）",
            f"line {reader.line_num} is not CSV ({error})",
        )
        raise UnfitInputError(fault, source=source) from None


def _decode(data: bytes, source: str | None) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    fault = Bilingual(
        "不是 UTF-8 或 GB 18030 编码的文本；请另存为 CSV UTF-8",
        "not text in UTF-8 or GB 18030; save it as CSV UTF-8",
    )
    raise UnfitInputError(fault, source=source)


def _columns(header: list[str], source: str | None) -> Mapping[str, int]:
    keys = [label_key(cell) for cell in header]
    columns = {}
    for name, labels in COLUMNS.items():
        there = [key for key in map(label_key, (name, *labels)) if key in keys]
        if there:
            columns[name] = keys.index(there[0])
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        wanted = "、".join(f"{name}（{COLUMNS[name][0]}）" for name in missing)
        fault = Bilingual(
            f"第 1 行缺少列：{wanted}", f"row 1 lacks the columns {', '.join(missing)}"
        )
        raise UnfitInputError(fault, source=source)
    return columns


def _unguarded(cell: str) -> str:
    """Return a cell without the guard that keeps spreadsheets from reading it as something else.

    Nothing is ever evaluated; what is left of a formula is no word of any vocabulary.
    """
    return match[1] or match[2] or "" if (match := _GUARD.fullmatch(cell.strip())) else cell
