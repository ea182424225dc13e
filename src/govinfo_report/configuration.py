"""What of the rules somebody wants otherwise: turned off, or of another severity.

Who checks reports says so in `[tool.govinfo-report]` of a `pyproject.toml`, or in a
`govinfo-report.toml`, for all rules and for the files of some folders. A report may say so of
itself in its `extensions`, of what it might also explain: none turns off its own arithmetic.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, Final, Self

import attrs

from govinfo_report.errors import (
    Bilingual,
    Fault,
    Language,
    UnfitInputError,
    UnknownRuleError,
    UnreadableError,
)
from govinfo_report.model import AnnualReport, Explanation
from govinfo_report.rules.catalogue import RULES, Severity
from govinfo_report.rules.finding import Finding

OFF: Final = "off"
"""The setting of a rule whose findings are left out."""
NEVER: Final = "never"
"""The threshold that no finding reaches."""
NAME: Final = "govinfo-report"
"""The table in `[tool]` of a project file, and the key in the extensions of a report."""

_FILE: Final = f"{NAME}.toml"
_PROJECT: Final = "pyproject.toml"
_SETTINGS: Final = (*Severity, OFF)
_THRESHOLDS: Final = (*Severity, NEVER)
_LANGUAGES: Final = ("zh", "en")
_KEYS: Final = ("fail-on", "lang", "overrides", "rules")
_OVERRIDE_KEYS: Final = ("paths", "rules")
_TURNED_OFF: Final = "报告自身停用此规则 / turned off by the report itself"
_NOT_ITS_OWN: Final = Bilingual(
    "报告不能停用或改变自身的算术规则，此项不起作用",
    "a report cannot turn off or re-rank what is arithmetic within it; this has no effect",
)


@attrs.frozen
class Override:
    """What is otherwise for the files of some folders."""

    paths: tuple[str, ...]
    """Patterns of paths from the folder of the configuration; a folder stands for all in it."""
    rules: Mapping[str, str]
    """Rule id to its severity, or `"off"`."""

    def covers(self, path: str) -> bool:
        """Say whether a path, with slashes, is one of those meant; `*` is any characters."""
        return any(
            fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern.rstrip('/')}/*")
            for pattern in self.paths
        )


@attrs.frozen(kw_only=True)
class Configuration:
    """How findings are judged, where that is not as the rules say."""

    rules: Mapping[str, str] = attrs.field(factory=dict)
    """Rule id to its severity, or `"off"`."""
    overrides: tuple[Override, ...] = ()
    """What is otherwise for some files; the last that covers a file is right."""
    fail_on: str | None = None
    """The least severity that makes the command's exit code 1, or `"never"`."""
    lang: Language | None = None
    """The language of the command's messages."""
    source: str | None = None
    """The file that it comes from."""

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Return what a file says; of a `pyproject.toml` its table `[tool.govinfo-report]`.

        `UnreadableError` if it cannot be opened or is no TOML, `UnfitInputError` that names every
        key which is unknown or has a value that it cannot have.
        """
        source = os.fspath(path)
        table = _table(source)
        return cls(source=source) if table is None else cls._from(table, source)

    @classmethod
    def nearest(cls, folder: str | os.PathLike[str] = ".") -> Self:
        """Return what holds in a folder: the first file with a configuration there or above it.

        In one folder `govinfo-report.toml` goes before `pyproject.toml`. Without any it is empty.
        """
        try:
            place, below = os.path.realpath(folder), ""
        except OSError:  # a shell may stand in a folder that somebody has removed
            return cls()
        while place != below:
            for path in (os.path.join(place, _FILE), os.path.join(place, _PROJECT)):
                if os.path.isfile(path) and (table := _table(path)) is not None:
                    return cls._from(table, path)
            place, below = os.path.dirname(place), place
        return cls()

    @classmethod
    def _from(cls, table: Mapping[str, Any], source: str) -> Self:
        prefix = f"tool.{NAME}" if os.path.basename(source) == _PROJECT else ""
        if faults := list(_faults(table, prefix)):
            raise UnfitInputError(
                *(
                    Bilingual(
                        f"{fault.pointer}：{fault.text.zh}", f"{fault.pointer}: {fault.text.en}"
                    )
                    for fault in faults
                ),
                source=source,
            )
        return cls(
            rules=table.get("rules", {}),
            overrides=tuple(
                Override(tuple(each["paths"]), each["rules"]) for each in table.get("overrides", ())
            ),
            fail_on=table.get("fail-on"),
            lang=table.get("lang"),
            source=source,
        )

    def judged(
        self,
        findings: Iterable[Finding],
        report: AnnualReport | None = None,
        path: str | os.PathLike[str] | None = None,
    ) -> list[Finding]:
        """Return findings as this configuration has them, and the report they are about has itself.

        Of what is turned off here nothing is left; what the report turns off is explained.
        """
        rules = dict(self.rules)
        if path is not None and self.overrides:
            within = self._within(path)
            for override in self.overrides:
                if override.covers(within):
                    rules |= override.rules
        own = {} if report is None else _own_rules(report)
        return [
            _by_report(_ranked(finding, rules.get(finding.rule)), own.get(finding.rule))
            for finding in findings
            if rules.get(finding.rule) != OFF
        ]

    def _within(self, path: str | os.PathLike[str]) -> str:
        """Return a path as seen from the folder of the configuration, in full if elsewhere."""
        from pathlib import Path

        folder, whole = Path(self.source or "").parent.resolve(), Path(path).resolve()
        return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()


def inline_faults(report: AnnualReport) -> list[Fault]:
    """Return what a report says of the rules in its extensions to no effect, and why."""
    table = report.extensions.get(NAME)
    return [] if table is None else list(_inline_faults(table))


def _inline_faults(table: object) -> Iterator[Fault]:
    place = f"/extensions/{NAME}"
    if not isinstance(table, Mapping):
        yield Fault(place, _expected("对象", "an object"))
        return
    for key in table.keys() - {"rules"}:
        yield Fault(f"{place}/{key}", _unknown(["rules"]))
    rules = table.get("rules", {})
    yield from _rule_faults(rules, f"{place}/rules", "/")
    for rule in rules if isinstance(rules, Mapping) else ():
        if rule in RULES and not RULES[rule].is_explicable:
            yield Fault(f"{place}/rules/{rule}", _NOT_ITS_OWN)


def _own_rules(report: AnnualReport) -> dict[str, str]:
    """Return what a report says of the rules and may say."""
    table = report.extensions.get(NAME)
    rules = table.get("rules") if isinstance(table, Mapping) else None
    return {
        rule: setting
        for rule, setting in (rules.items() if isinstance(rules, Mapping) else ())
        if rule in RULES and RULES[rule].is_explicable and setting in _SETTINGS
    }


def _ranked(finding: Finding, setting: str | None) -> Finding:
    return finding if setting is None else attrs.evolve(finding, severity=Severity(setting))


def _by_report(finding: Finding, setting: str | None) -> Finding:
    if setting != OFF:
        return _ranked(finding, setting)
    answer = finding.explained or Explanation(finding.rule, _TURNED_OFF, finding.figures)
    return attrs.evolve(finding, explained=answer)


def _table(path: str) -> Mapping[str, Any] | None:
    """Return what a file says of this program, none if it is about other things."""
    is_project = os.path.basename(path) == _PROJECT
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, ValueError) as error:
        raise UnreadableError.unopened(error, path) from None
    if is_project and NAME not in text:
        return None
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(
            Bilingual(f"不是 TOML（{error}）", f"is no TOML ({error})"), source=path
        ) from None
    if not is_project:
        return data
    tool = data.get("tool")
    found = tool.get(NAME) if isinstance(tool, Mapping) else None
    return found if isinstance(found, Mapping) else None


def _faults(table: Mapping[str, Any], place: str) -> Iterator[Fault]:
    """Yield everything wrong with a configuration, by the key it is wrong at."""
    yield from _unknown_keys(table, _KEYS, place)
    for key, known in (("fail-on", _THRESHOLDS), ("lang", _LANGUAGES)):
        if key in table and table[key] not in known:
            yield Fault(_joined(place, key), _one_of(known, table[key]))
    yield from _rule_faults(table.get("rules", {}), _joined(place, "rules"))
    overrides = table.get("overrides", [])
    if not isinstance(overrides, Sequence) or isinstance(overrides, str):
        yield Fault(_joined(place, "overrides"), _expected("表的数组", "an array of tables"))
        return
    for number, each in enumerate(overrides, 1):
        yield from _override_faults(each, f"{_joined(place, 'overrides')}[{number}]")


def _override_faults(override: object, place: str) -> Iterator[Fault]:
    if not isinstance(override, Mapping):
        yield Fault(place, _expected("表", "a table"))
        return
    yield from _unknown_keys(override, _OVERRIDE_KEYS, place)
    paths = override.get("paths")
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        yield Fault(_joined(place, "paths"), _expected("路径的数组", "an array of paths"))
    yield from _rule_faults(override.get("rules"), _joined(place, "rules"))


def _rule_faults(rules: object, place: str, sign: str = ".") -> Iterator[Fault]:
    if not isinstance(rules, Mapping):
        yield Fault(place, _expected("规则与设置", "rules and their settings"))
        return
    for rule, setting in rules.items():
        if rule not in RULES:
            yield Fault(_joined(place, rule, sign), UnknownRuleError(rule, RULES).text)
        elif setting not in _SETTINGS:
            yield Fault(_joined(place, rule, sign), _one_of(_SETTINGS, setting))


def _unknown_keys(table: Mapping[str, Any], known: Sequence[str], place: str) -> Iterator[Fault]:
    for key in table:
        if key not in known:
            yield Fault(_joined(place, key), _unknown(known))


def _joined(place: str, key: str, sign: str = ".") -> str:
    return f"{place}{sign}{key}" if place else key


def _unknown(known: Sequence[str]) -> Bilingual:
    listed = ", ".join(known)
    return Bilingual(f"没有此设置项；可用：{listed}", f"unknown key; known: {listed}")


def _expected(zh: str, en: str) -> Bilingual:
    return Bilingual(f"应为{zh}", f"expected {en}")


def _one_of(known: Sequence[str], value: object) -> Bilingual:
    listed = ", ".join(known)
    return Bilingual(
        f"应为 {listed} 之一，而为 {value!r}", f"expected one of {listed}, got {value!r}"
    )
