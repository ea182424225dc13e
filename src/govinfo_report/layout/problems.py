"""What went wrong while a report was read: kinds, places, and messages for a clerk."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs

from govinfo_report.document import Place
from govinfo_report.errors import Bilingual, Language
from govinfo_report.form import form
from govinfo_report.vocabulary import Edition


class ProblemKind(StrEnum):
    """What sort of thing went wrong; the value is stable."""

    FIGURE_NOT_FOUND = "figure-not-found"
    LABEL_NOT_FOUND = "label-not-found"
    UNKNOWN_LABEL = "unknown-label"
    MISSPELT_LABEL = "misspelt-label"
    OUT_OF_ORDER = "out-of-order"
    AMBIGUOUS_ROW = "ambiguous-row"
    NOT_A_NUMBER = "not-a-number"
    CONFLICTING_VALUES = "conflicting-values"
    UNUSED_NUMBER = "unused-number"
    OTHER_EDITION = "other-edition"
    UNPLACED_TEXT = "unplaced-text"
    DAMAGED_TEXT = "damaged-text"
    TRUNCATED_TEXT = "truncated-text"
    MISSING_YEAR = "missing-year"
    MISSING_AGENCY = "missing-agency"


class _Words(NamedTuple):
    """A message: what is wrong, which figures that concerns if any, and what to do."""

    said: Bilingual
    named: Bilingual
    advice: Bilingual


_BLANK: Final = Bilingual("{figures}留空", "left blank: {figures}")
_READ: Final = Bilingual("已据此读取{figures}", "read all the same: {figures}")

MESSAGES: Final[Mapping[ProblemKind, _Words]] = MappingProxyType(
    {
        ProblemKind.FIGURE_NOT_FOUND: _Words(
            Bilingual("表格中没有找到应有的数据项", "the tables lack what the form asks for"),
            _BLANK,
            Bilingual(
                "请核对原文是否漏列，数值为零的请填 0",
                "see whether the source leaves it out, and write 0 for none",
            ),
        ),
        ProblemKind.LABEL_NOT_FOUND: _Words(
            Bilingual("表头缺少栏目名称", "the header lacks a label"),
            Bilingual("{figures}是按位置读取的", "read by position: {figures}"),
            Bilingual("请对照原文核对", "compare with the source"),
        ),
        ProblemKind.UNKNOWN_LABEL: _Words(
            Bilingual(
                "“{text}”不是表格此处的栏目，其数值未采用",
                "“{text}” is no label that the form has here, its numbers are not used",
            ),
            _BLANK,
            Bilingual("请按表格原样更正栏目名称", "correct the label as the form prints it"),
        ),
        ProblemKind.MISSPELT_LABEL: _Words(
            Bilingual(
                "栏目“{text}”疑有错字，视为“{meant}”",
                "the label “{text}” seems misspelt and was taken for “{meant}”",
            ),
            _READ,
            Bilingual("请更正栏目名称", "correct the label"),
        ),
        ProblemKind.OUT_OF_ORDER: _Words(
            Bilingual(
                "栏目次序与表格不同，数值以栏目名称为准",
                "labels stand in another order than the form has; the labels were followed",
            ),
            _READ,
            Bilingual("请核对栏目与数值是否对应", "see that labels and numbers belong together"),
        ),
        ProblemKind.AMBIGUOUS_ROW: _Words(
            Bilingual(
                "这一行（“{text}”）的数值个数与栏目数不符，无法确定对应关系",
                "the row “{text}” has more or fewer values than there are columns, so which is"
                " which is unknown",
            ),
            _BLANK,
            Bilingual("请补齐后重读", "complete the row and read it again"),
        ),
        ProblemKind.NOT_A_NUMBER: _Words(
            Bilingual("“{text}”不是这里可填的数", "“{text}” is no number that can stand here"),
            _BLANK,
            Bilingual("请核对原文后补填", "look it up in the source and fill it in"),
        ),
        ProblemKind.CONFLICTING_VALUES: _Words(
            Bilingual(
                "同一数据项有几个不同的数值（“{text}”）",
                "the same figure has several values (“{text}”)",
            ),
            _BLANK,
            Bilingual("请确定以哪个为准", "decide which is right"),
        ),
        ProblemKind.UNUSED_NUMBER: _Words(
            Bilingual(
                "数值“{text}”没有对应的栏目，未采用",
                "the numbers “{text}” belong to no label and are not used",
            ),
            _BLANK,
            Bilingual("请核对这一行", "look at this row"),
        ),
        ProblemKind.OTHER_EDITION: _Words(
            Bilingual(
                "“{text}”是另一年版表格的栏目，含义不同，未采用",
                "“{text}” belongs to another edition of the form and counts something else",
            ),
            _BLANK,
            Bilingual("请改用同一年版的表格", "use one edition throughout"),
        ),
        ProblemKind.UNPLACED_TEXT: _Words(
            Bilingual(
                "文字“{text}”不属于报告的任何文字部分，未收入",
                "the text “{text}” stands in no part of the report that holds prose, and is left"
                " out",
            ),
            _BLANK,
            Bilingual("请移到应在的部分", "move it where it belongs"),
        ),
        ProblemKind.DAMAGED_TEXT: _Words(
            Bilingual(
                "“{text}”中有无法解码的字符（显示为 �）",
                "“{text}” has characters that cannot be decoded (shown as �)",
            ),
            _BLANK,
            Bilingual("请重新取得原文", "get the source again"),
        ),
        ProblemKind.TRUNCATED_TEXT: _Words(
            Bilingual(
                "原文在“{text}”处中断，其后内容缺失",
                "the source breaks off at “{text}”, what follows is missing",
            ),
            _BLANK,
            Bilingual("请取得完整的文件", "get the whole file"),
        ),
        ProblemKind.MISSING_YEAR: _Words(
            Bilingual("标题中没有找到报告年度", "no report year was found in the title"),
            _BLANK,
            Bilingual("请补写，例如“2021年”", "add it, as in “2021年”"),
        ),
        ProblemKind.MISSING_AGENCY: _Words(
            Bilingual("标题中没有找到编制机关的名称", "no agency was found in the title"),
            _BLANK,
            Bilingual("请补写全称", "add its full name"),
        ),
    }
)
"""What each kind says."""

_LONGEST: Final = 60
_NOWHERE: Final = Place()
_PLACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sheet": "工作表{}",
        "page": "第{}页",
        "table": "第{}个表格",
        "row": "第{}行",
        "column": "第{}格",
        "line": "原文第{}行",
    }
)


@attrs.frozen(kw_only=True)
class Problem:
    """Something that a reader of the source must look at."""

    kind: ProblemKind
    where: Place = _NOWHERE
    text: str = ""
    """What the source says there."""
    figures: tuple[str, ...] = ()
    """The paths of the figures concerned."""
    meant: str = ""
    """The label that a misspelt one is taken for."""
    edition: Edition | None = None
    """The edition of the report, which names its figures; without one, the oldest that has them."""

    def message(self, lang: Language = "en") -> str:
        """Return what is wrong, where, and what to do about it."""
        said, named, advice = (words.in_language(lang) for words in MESSAGES[self.kind])
        text = said.format(text=_shorten(self.text), meant=self.meant)
        if self.figures:
            text += ("，" if lang == "zh" else "; ") + named.format(figures=self._names(lang))
        where = located(self.where, lang)
        colon, semicolon = ("：", "；") if lang == "zh" else (": ", "; ")
        return f"{where}{colon if where else ''}{text}{semicolon}{advice}"

    def _names(self, lang: Language) -> str:
        """Name the first figure by the labels that lead to it, and count the others."""
        path, *others = self.figures
        editions = Edition if self.edition is None else (self.edition,)
        label = next(label for e in editions if (label := form(e).figures.get(path)))
        first, more = label.text.in_language(lang), len(others)
        if lang == "zh":
            return f"“{first}”（{path}）" + (f"等 {more + 1} 项" if more else "")
        return f"“{first}” ({path})" + (f" and {more} more" if more else "")


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def located(place: Place, lang: Language = "en") -> str:
    """Name what is known of a place, outermost first."""
    if lang != "zh":
        return str(place)
    return "，".join(
        words.format(value)
        for name, words in _PLACES.items()
        if (value := getattr(place, name)) is not None
    )
