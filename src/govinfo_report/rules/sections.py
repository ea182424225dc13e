"""Whether the six parts are there and say something."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Final

from govinfo_report.form import PARTS
from govinfo_report.model import AnnualReport, Section
from govinfo_report.rules.finding import Finding
from govinfo_report.rules.rows import tables
from govinfo_report.vocabulary import Edition

PERFUNCTORY_LENGTH: Final = 10
"""Fewer characters than this, punctuation aside, name no problem and no remedy."""

_LONGEST_DENIAL: Final = 300
"""More characters than this are no denial, whatever they say."""

DENIALS: Final = ("无", "没有", "不存在", "未发现", "未存在")
"""Words one of which stands in any sentence that denies a problem."""

FEE_WORDS: Final = ("信息处理费", "信息公开处理费", "收费", "费用", "收取", "缴费", "免费")
"""Words one of which stands wherever a report says whether it charged for requests."""

OTHER_CHARGES: Final = "行政事业性收费"
"""The administrative charges of part two, which are not the information-processing fee."""

_MARKS: Final = re.compile(r"\W+")


def check_missing(report: AnnualReport) -> Iterator[Finding]:
    """Yield each part without content: prose without text, a table with nothing filled in."""
    by_table = tables(report)
    for part in PARTS:
        if part.is_table:
            values = chain.from_iterable(values for _, values in by_table[part.name])
            is_filled = any(value is not None for value in values)
        else:
            is_filled = any(each.text.strip() for each in getattr(report, part.name).walk())
        if not is_filled:
            yield Finding(rule="section-missing", edition=report.edition, section=part.name)


def check_perfunctory(report: AnnualReport) -> Iterator[Finding]:
    """Yield that part five says 无 or next to nothing; an empty one is missing instead."""
    words = _words(report.problems, _LONGEST_DENIAL)
    said = words.rstrip("。.!;")
    if 0 < len(words) <= _LONGEST_DENIAL and (
        len(_MARKS.sub("", said)) < PERFUNCTORY_LENGTH
        or (any(word in said for word in DENIALS) and _nothing().fullmatch(said))
    ):
        yield Finding(
            rule="section-perfunctory", edition=report.edition, section="problems", text=words
        )


@cache
def _nothing() -> re.Pattern[str]:
    """Return the pattern of sentences that deny any problem, whole, without the last full stop."""
    denial = (
        # who or what, if said;   there is none;   of what, if said
        rf"[^,。;:!]{{0,20}}?(?:[暂并]无|{'|'.join(DENIALS)})"
        r"(?:存在|相关|任何|其他|明显|突出|主要|较大|重大|的){0,3}"
        r"(?:问题|困难|不足|短板|内容|情况|事项)?(?:及改进(?:情况|措施))?"
    )
    heading = (  # what the next sentence is on
        r"(?:\(?[一二12]\)?[、.]?)?(?:(?:目前|当前)?存在的?)?(?:主要)?"
        r"(?:(?:问题|不足)(?:[及和]改进(?:情况|措施))?|改进(?:情况|措施))"
    )
    # Atomic, so that each sentence is judged once however many there are.
    sentence = rf"(?>(?:{denial}|{heading})(?=[。;:!]|$))"
    return re.compile(rf"(?:{sentence}[。;:!]+)*{sentence}")


def check_fee_statement(report: AnnualReport) -> Iterator[Finding]:
    """Yield that part six does not speak of fees, which edition 2021 asks for."""
    if report.edition is Edition.E2019:
        return
    words = _words(report.other_matters).replace(OTHER_CHARGES, "")
    if words and not any(word in words for word in FEE_WORDS):
        yield Finding(rule="fee-statement-missing", edition=report.edition, section="other_matters")


def _words(part: Section, most: int | None = None) -> str:
    """Return the text of a part and all below it, without white space and variants of width.

    Of a longer text only as much is returned as tells that it is longer.
    """
    text = "".join(word for section in part.walk() for word in section.text.split())
    return unicodedata.normalize("NFKC", text if most is None else text[: most + 1])
