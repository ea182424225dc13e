"""What was checked, as one page for a browser: nothing in it runs, and it fetches nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files as resources
from typing import Final

from govinfo_report import Reading, Severity, __version__
from govinfo_report._text import printable
from govinfo_report.cli.exchange import Checked, Remark, remarks_on, why
from govinfo_report.cli.printing import SEVERITIES, correction_of, filled_in
from govinfo_report.errors import Bilingual, Language

_TITLE: Final = Bilingual("政府信息公开工作年度报告检查结果", "Annual disclosure reports, checked")
_FILES: Final = Bilingual("文件", "Files")
_FOUND: Final = Bilingual("检查结果", "Findings")
_READ: Final = Bilingual("读取时发现的问题", "Problems while reading")
_NONE: Final = Bilingual("没有发现问题。", "Nothing was found.")
_UNREAD: Final = Bilingual("无法读取", "cannot be read")
_LINE: Final = Bilingual("原文第 {line} 行", "line {line}")
_FIGURES: Final = Bilingual("数据项：", "figures: ")
_ANSWER: Final = Bilingual("机关说明：", "the organ explains: ")


def page(files: Sequence[Checked], lang: Language) -> str:
    """Return a page of all files and what came of them."""
    title = _TITLE.in_language(lang)
    style = resources(__package__).joinpath("page.css").read_text(encoding="utf-8")
    body = "\n".join(
        [f"<h1>{title}</h1>", f"<p>{_summary(files, lang)}</p>", *_contents(files, lang)]
        + [part for number, each in enumerate(files, 1) for part in _section(number, each, lang)]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f'<meta name="generator" content="govinfo-report {__version__}">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _summary(files: Sequence[Checked], lang: Language) -> str:
    failed = sum(each.error is not None for each in files)
    return Bilingual(
        f"文件 {len(files)}：{_counted(files, 'zh')}；无法读取 {failed}",
        f"Files: {len(files)}. {_counted(files, 'en')}. Unreadable: {failed}.",
    ).in_language(lang)


def _counted(files: Sequence[Checked], lang: Language) -> str:
    counts = Counter(finding.severity for each in files for finding in each.findings)
    return (
        Bilingual("，", ", ")
        .in_language(lang)
        .join(
            f"{SEVERITIES[severity].in_language(lang)} {counts[severity]}" for severity in Severity
        )
    )


def _contents(files: Sequence[Checked], lang: Language) -> Iterator[str]:
    if len(files) < 2:  # noqa: PLR2004 - one needs no list
        return
    yield f'<nav aria-label="{_FILES.in_language(lang)}">\n<ul>'
    for number, each in enumerate(files, 1):
        said = _counted([each], lang) if each.error is None else _UNREAD.in_language(lang)
        yield f'<li><a href="#file-{number}">{_shown(each.source)}</a>: {said}</li>'
    yield "</ul>\n</nav>"


def _section(number: int, checked: Checked, lang: Language) -> Iterator[str]:
    yield f'<section aria-labelledby="file-{number}">'
    yield f'<h2 id="file-{number}">{_shown(checked.source)}</h2>'
    if checked.error is not None:
        yield f'<ul class="found">\n<li class="error"><b>{_UNREAD.in_language(lang)}</b>'
        yield f"<p>{escape(why(checked.error, lang))}</p></li>\n</ul>"
    if checked.reading is not None:
        yield from _read(checked, checked.reading, lang)
    yield "</section>"


def _read(checked: Checked, reading: Reading, lang: Language) -> Iterator[str]:
    yield f"<p>{_shown(filled_in(reading.report, lang))}</p>"
    remarks = list(remarks_on(checked, lang))
    said = len(reading.problems)  # which come first
    for heading, some in ((_READ, remarks[:said]), (_FOUND, remarks[said:])):
        if some:
            yield f'<h3>{heading.in_language(lang)}</h3>\n<ul class="found">'
            yield from (_item(remark, lang) for remark in some)
            yield "</ul>"
    if not remarks:
        yield f"<p>{_NONE.in_language(lang)}</p>"
    if checked.localisation is not None:
        yield f"<p>{_shown(correction_of(checked.localisation, lang))}</p>"


def _item(remark: Remark, lang: Language) -> str:
    severity = SEVERITIES[remark.severity].in_language(lang)
    return (
        f'<li class="{remark.severity}"><b>{severity}</b> <code>{remark.rule}</code>'
        f"<p>{escape(remark.message)}</p>"
        + "".join(f'<p class="place">{part}</p>' for part in _about(remark, lang))
        + "</li>"
    )


def _about(remark: Remark, lang: Language) -> Iterator[str]:
    """Yield what the message of a finding does not say; that of a problem says it all."""
    if remark.fingerprint is None:
        return
    if remark.line is not None:
        yield _LINE.in_language(lang).format(line=remark.line)
    if remark.figures:
        paths = ", ".join(f"<code>{escape(path)}</code>" for path in remark.figures)
        yield _FIGURES.in_language(lang) + paths
    if remark.answer is not None:
        yield _ANSWER.in_language(lang) + _shown(remark.answer)


def _shown(text: str) -> str:
    return escape(printable(text))
