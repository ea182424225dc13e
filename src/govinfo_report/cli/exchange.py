"""What was checked, in the formats of other programs: SARIF, JUnit, annotations on GitHub."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from xml.etree.ElementTree import (
    Element,
    SubElement,
    indent,
    tostring,
)

import attrs

from govinfo_report import (
    RULES,
    Finding,
    GovinfoReportError,
    Reading,
    Rule,
    Scope,
    Severity,
    __version__,
)
from govinfo_report._text import printable, writable
from govinfo_report.cli.printing import as_json
from govinfo_report.configuration import NEVER
from govinfo_report.errors import Language
from govinfo_report.layout.problems import MESSAGES, Problem

if TYPE_CHECKING:
    from govinfo_report import Localisation

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_HOME: Final = "https://pypi.org/project/govinfo-report/"
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_IN_TEXT: Final = "%\r\n"
_IN_PROPERTY: Final = "%\r\n:,"
"""What a workflow command takes for its own."""
_GITHUB: Final[Mapping[Severity, str]] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
)


@attrs.frozen
class Checked:
    """A file and what came of it: a reading with its findings, or an error."""

    source: str
    """The path as it was given, `-` for standard input."""
    reading: Reading | None
    findings: tuple[Finding, ...] = ()
    error: GovinfoReportError | None = None
    localisation: "Localisation | None" = None
    """What would explain broken identities, if any are."""


@attrs.frozen
class Remark:
    """A finding or a problem, as the formats for other programs and the page have in common."""

    rule: str
    severity: Severity
    message: str
    line: int | None
    figures: tuple[str, ...] = ()
    fingerprint: str | None = None
    answer: str | None = None

    def reaches(self, threshold: str) -> bool:
        """Say whether it is as severe as a threshold, and nobody has explained it."""
        return self.answer is None and threshold != NEVER and self.severity.reaches(threshold)


def remarks_on(checked: Checked, lang: Language) -> Iterator[Remark]:
    """Yield problems, then findings; a finding stands on the line of its first figure."""
    if checked.reading is None:
        return
    for problem in checked.reading.problems:
        yield Remark(
            _rule_of(problem),
            Severity.WARNING,
            printable(problem.message(lang)),
            problem.where.line,
            problem.figures,
        )
    origins = checked.reading.provenance
    for finding in checked.findings:
        places = (origins[path].place.line for path in finding.figures if path in origins)
        yield Remark(
            finding.rule,
            finding.severity,
            printable(finding.message(lang)),
            next(places, None),
            finding.figures,
            finding.fingerprint,
            None if finding.explained is None else finding.explained.text,
        )


def why(error: GovinfoReportError, lang: Language) -> str:
    """Return what an error says, fit to be shown."""
    return printable(writable(error.message(lang)))


def _rule_of(problem: Problem) -> str:
    return f"reading-{problem.kind}"


def exchanged(form: str, files: Sequence[Checked], lang: Language, threshold: str) -> str:
    """Return files and what came of them as SARIF, JUnit or annotations on GitHub."""
    match form:
        case "sarif":
            return as_json(sarif(files, lang))
        case "junit":
            return junit(files, lang, threshold)
    return "".join(annotations(files, lang))


def sarif(files: Sequence[Checked], lang: Language) -> dict[str, Any]:
    """Return a log in SARIF 2.1.0: findings and problems are results, unreadable files notifications."""
    rules = [*(_described(rule, lang) for rule in RULES.values()), *_problem_rules(lang)]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "govinfo-report",
                        "semanticVersion": __version__,
                        "informationUri": _HOME,
                        "language": {"zh": "zh-CN", "en": "en"}[lang],
                        "rules": rules,
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": all(each.error is None for each in files),
                        "toolExecutionNotifications": [
                            {
                                "level": "error",
                                "message": {"text": why(each.error, lang)},
                                "locations": [{"physicalLocation": _physical(each.source, None)}],
                            }
                            for each in files
                            if each.error is not None
                        ],
                    }
                ],
                "results": [
                    _result(each.source, remark, index[remark.rule])
                    for each in files
                    for remark in remarks_on(each, lang)
                ],
            }
        ],
    }


def _described(rule: Rule, lang: Language) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.sentence.in_language(lang)},
        "help": {"text": rule.basis.in_language(lang)},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _problem_rules(lang: Language) -> Iterator[dict[str, Any]]:
    for kind, words in MESSAGES.items():
        yield {
            "id": f"reading-{kind}",
            "shortDescription": {"text": words.said.in_language(lang).format(text="…", meant="…")},
            "help": {"text": words.advice.in_language(lang)},
            "defaultConfiguration": {"level": Severity.WARNING.value},
        }


def _result(source: str, remark: Remark, index: int) -> dict[str, Any]:
    location = {
        "physicalLocation": _physical(source, remark.line),
        "logicalLocations": [
            {"fullyQualifiedName": path, "kind": "member"} for path in remark.figures
        ],
    }
    result: dict[str, Any] = {
        "ruleId": remark.rule,
        "ruleIndex": index,
        "level": remark.severity.value,
        "message": {"text": remark.message},
        "locations": [location],
    }
    if remark.fingerprint is not None:
        result["partialFingerprints"] = {"finding/v1": remark.fingerprint}
    if remark.answer is not None:
        result["suppressions"] = [{"kind": "external", "justification": remark.answer}]
    return result


def _physical(source: str, line: int | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(source)}}
    if line is not None:
        place["region"] = {"startLine": line}
    return place


def _uri(source: str) -> str:
    path = PurePath(source)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def junit(files: Iterable[Checked], lang: Language, threshold: str) -> str:
    """Return XML of JUnit: a suite a file, a case a rule, failed where a finding reaches the threshold.

    What does not reach it stands in `system-out`; a file that cannot be read is an error.
    """
    root = Element("testsuites", name="govinfo-report")
    for checked in files:
        name = printable(checked.source)
        if checked.error is None:
            cases = [
                _case(name, rule, remarks, threshold)
                for rule, remarks in _by_rule(checked, lang).items()
            ]
        else:
            cases = [Element("testcase", classname=name, name="read")]
            _say(cases[0], "error", type(checked.error).__name__, why(checked.error, lang))
        suite = SubElement(root, "testsuite", name=name, tests=str(len(cases)))
        for tag, total in (("failure", "failures"), ("error", "errors")):
            suite.set(total, str(sum(case.find(tag) is not None for case in cases)))
        suite.extend(cases)
    indent(root)
    return f"{_XML}{tostring(root, encoding='unicode')}\n"


def _by_rule(checked: Checked, lang: Language) -> dict[str, list[Remark]]:
    """Return what there is to say by rule, nothing of a rule that is kept."""
    said: dict[str, list[Remark]] = {
        rule.id: [] for rule in RULES.values() if rule.scope is Scope.REPORT
    }
    for remark in remarks_on(checked, lang):
        said.setdefault(remark.rule, []).append(remark)
    return said


def _case(name: str, rule: str, remarks: Iterable[Remark], threshold: str) -> Element:
    case = Element("testcase", classname=name, name=rule)
    failed: list[Remark] = []
    passed: list[Remark] = []
    for remark in remarks:
        (failed if remark.reaches(threshold) else passed).append(remark)
    if failed:
        _say(case, "failure", failed[0].severity, "\n".join(each.message for each in failed))
    if passed:
        SubElement(case, "system-out").text = "\n".join(each.message for each in passed)
    return case


def _say(case: Element, tag: str, kind: str, message: str) -> None:
    SubElement(case, tag, type=kind, message=message).text = message


def annotations(files: Iterable[Checked], lang: Language) -> Iterator[str]:
    """Yield workflow commands, which GitHub shows beside the lines of a changed file."""
    for checked in files:
        if checked.error is not None:
            yield _annotation("error", checked.source, None, "read", why(checked.error, lang))
        for remark in remarks_on(checked, lang):
            level = _GITHUB[remark.severity] if remark.answer is None else "notice"
            yield _annotation(level, checked.source, remark.line, remark.rule, remark.message)


def _annotation(level: str, source: str, line: int | None, title: str, message: str) -> str:
    place = f",line={line}" if line else ""
    return f"::{level} file={_escaped(source, _IN_PROPERTY)}{place},title={title}::{_escaped(message, _IN_TEXT)}\n"


def _escaped(text: str, signs: str) -> str:
    return "".join(f"%{ord(char):02X}" if char in signs else char for char in text)
