"""Whose work a sentence speaks of: the organ's own, or that of a wider or narrower circle."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from govinfo_report.form import REPORT_TITLE
from govinfo_report.model import AnnualReport
from govinfo_report.vocabulary import AgencyKind

_LEVELS: Final = "省市县区州盟旗镇乡"

OWN: Final = """
我局 我委 我厅 我办 我院 我所 我站 我室 我中心 我单位 我机关 我部门 我镇 我乡 我街道 本局 本委 本厅 本办 本办公室 本院
本单位 本机关 本部门 本行政机关 本中心 本镇 本乡 本街道 自身 全局 全委 全厅 全镇 全乡 全街道
"""
"""What an organ calls itself; a town is one and does so by its level."""

OTHERS: Final = """
全国 各级 各部门 各单位 各区 各县 各市 各县区 各区县 各县市区 各镇 各乡镇 各镇街 各街道 各分局 各分县局 各科室 各村 各社区 各站所 所属 下属 直属
下级 基层 全系统 代表市政府 代表县政府 代表区政府 代表省政府 代市政府 代区政府 代县政府 市直 县直 区直 省直 乡镇 分局
派出所 村居 社区
"""
"""Circles that are never the organ's own, unless they are all of a territory that reports."""

SHORT: Final = "分局 派出所"
"""Words for others that are the organ's own where its name ends with them."""

WITHIN: Final = "市直 县直 区直 省直 乡镇 各区县 各县区 所属 下属 全国"
"""Circles that are not the organ's own even then."""

PARTS: Final = """
本级 政府本级 市本级 县本级 区本级 省本级
"""
"""The core of an organ: its own among a wider circle, a part of it where a territory reports."""

NOT_ACTING: Final = """
的 门户 网站 网 信息 要求 部署 领导 安排 统一部署 和 与 及 、 办公 关于 公报 文件 印发 工作 常务
"""
"""What follows the name of an organ that is not named as the one who acts."""

_OFFICES: Final = "管委会|办事处|办公室|办公厅|委员会"
_BEYOND: Final = r"[^\W\d_]{1,13}?"
_CORE: Final = "(?:机关|本级)?"
_ORGANS: Final = {
    **dict.fromkeys(
        _LEVELS,
        rf"(?:{_BEYOND}(?:政府办公室|政府办公厅|政府办|政府|[局委厅院](?![员托派]))"
        rf"|{_BEYOND}(?:{_OFFICES})){_CORE}",
    ),
    **dict.fromkeys((office[0] for office in _OFFICES.split("|")), f"(?:{_OFFICES}){_CORE}"),
}
"""What the name of an organ looks like, by what it begins with."""
_NOT_ACTING: Final = tuple(NOT_ACTING.split())
_OFFICE: Final = re.compile("办公[室厅]$")
_YEAR: Final = re.compile(r"20\d\d(?=年)")
_YEARS: Final = re.compile(r"20\d\d年度?")


class Organ(msgspec.Struct, frozen=True):
    """An organ named in a text."""

    end: int
    """Where its name ends."""
    is_own: bool
    """Whether it is the one whose report it is."""


class Scope(msgspec.Struct, frozen=True):
    """Whose report it is and of which year, as far as it says so."""

    name: str
    """The name of the organ; empty where unknown."""
    territory: str | None
    """The level, 市 or 县, where all organs of a territory report together; none for one organ."""
    year: int | None
    short: str | None = None
    """The word that ends its name and by which it calls itself, as a 分局 does, if any."""

    def organ(self, text: str, position: int) -> "Organ | None":
        """Return the organ that a place in a text names as the one who acts."""
        pattern = _ORGANS.get(text[position])
        match = pattern and re.compile(pattern).match(text, position)  # kept by re once compiled
        if not match or text.startswith(_NOT_ACTING, match.end()):
            return None
        named = match[0].removesuffix("机关").removesuffix("本级")
        return Organ(match.end(), self._is_own(named))

    def _is_own(self, named: str) -> bool:
        """Say whether a name abbreviates the organ's: 市住建局 for 宁川市住房和城乡建设局."""
        if not self.name:
            return True
        name, named = _OFFICE.sub("办", self.name), _OFFICE.sub("办", named)
        rest = iter(name)
        if not all(char in rest for char in named):
            return False
        return named[-1] == name[-1] or self.territory is not None


def scope_words(territory: str | None, short: str | None) -> Mapping[str, bool]:
    """Return the words that turn to another scope, or back to the own one (true)."""
    own = dict.fromkeys(OWN.split(), True)
    if short is not None:
        own[short] = True
    levels = {f"{head}{level}": level == territory for head in "全我本" for level in _LEVELS}
    if territory is None:
        other = dict.fromkeys(OTHERS.split(), False) | dict.fromkeys(PARTS.split(), True)
    else:
        other = dict.fromkeys([*WITHIN.split(), *PARTS.split()], False)
    return MappingProxyType(levels | other | own)


def scope_of(report: AnnualReport) -> Scope:
    """Return the scope of a report, by the kind and name of its organ, or else by its title."""
    title = (report.title or "").replace(REPORT_TITLE, "")
    name = report.agency.name or _YEARS.sub("", title).strip()
    last = name.removesuffix("人民政府").removesuffix("级")[-1:]
    found = last if last and last in _LEVELS else None
    if found is None and report.agency.kind is AgencyKind.GOVERNMENT:
        named = re.search(rf"([{_LEVELS}])(?!.*[{_LEVELS}])", name)
        found = None if named is None else named[1]
    year = report.year
    if year is None and (told := _YEAR.search(report.title or "")):
        year = int(told[0])
    short = next((word for word in SHORT.split() if name.endswith(word)), None)
    return Scope(name, found, year, short)
