"""Recognise a report in a document by what the labels say, not by where they stand."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs
import msgspec
from msgspec.structs import replace

from govinfo_report.document import Document, Heading, Paragraph, Place, Table
from govinfo_report.errors import Bilingual, LimitExceededError, UnreadableError
from govinfo_report.layout.cells import Row, rows
from govinfo_report.layout.figures import Figures, figures, stated
from govinfo_report.layout.mending import mended
from govinfo_report.layout.official import official
from govinfo_report.layout.outline import outline
from govinfo_report.layout.problems import Problem, ProblemKind
from govinfo_report.layout.prose import Prose, prose
from govinfo_report.layout.provenance import Confidence, Origin
from govinfo_report.layout.tables import edition_of
from govinfo_report.layout.titles import kind_of
from govinfo_report.model import Agency, AnnualReport

MAX_ROWS: Final = 2_000
"""More rows than all tables of a report have together."""
MAX_CELLS: Final = 100_000
"""More cells than they have, one that spans rows being counted in each."""
MAX_BLOCKS: Final = 20_000
"""More paragraphs, headings and tables than a report has."""

_AROUND: Final = 20  # characters that show where in a paragraph something is
_NOTHING_KNOWN: Final = Bilingual(
    "没有找到政府信息公开工作年度报告的任何内容；找过的有：“一、总体情况”等六个部分的标题，"
    "以及三张表格的栏目名称（如“行政许可”“自然人”“结果维持”）",
    "nothing of an annual report on open government information was found in it; looked for the"
    " headings of its six parts (such as 一、总体情况) and the labels of its three tables (such as"
    " 行政许可, 自然人, 结果维持)",
)


class Recognition(msgspec.Struct, frozen=True):
    """A report with where each of its figures comes from, and what went wrong."""

    report: AnnualReport
    problems: tuple[Problem, ...]
    provenance: Mapping[str, Origin]
    """Figure path to origin, for every figure of the edition."""

    @property
    def confidence(self) -> Mapping[str, Confidence]:
        """Figure path to what the figure rests on."""
        return {path: origin.confidence for path, origin in self.provenance.items()}


def recognise(document: Document) -> Recognition:
    """Return the report that a document holds; raise `UnreadableError` if it holds none."""
    told = outline(document) or _prose(document)
    found = _figures(told, document)
    problems = (*_identity(told, found), *told.problems, *found.problems, *_damage(document))
    return Recognition(
        _report(told, found),
        tuple(attrs.evolve(problem, edition=found.edition) for problem in problems),
        found.origins,
    )


def _prose(document: Document) -> Prose:
    if len(document.blocks) > MAX_BLOCKS:
        raise LimitExceededError(
            Bilingual(f"文件超过 {MAX_BLOCKS} 段", f"there are more than {MAX_BLOCKS} paragraphs")
        )
    return prose(document)


def _figures(told: Prose, document: Document) -> Figures:
    if not _is_torn(document) and (found := official(told.tables)):
        return found
    cells = _rows(told, document)
    return stated(cells) or _labelled(told, cells)


def _is_torn(document: Document) -> bool:
    """Say whether the source breaks off in a table."""
    return document.is_cut and isinstance(document.blocks[-1], Table)


def _labelled(told: Prose, cells: tuple[Row, ...]) -> Figures:
    if not told.has_headings and not _leads_to_figures(cells):
        raise UnreadableError(_NOTHING_KNOWN)
    return figures(cells, edition_of(cells, told.title.year if told.title else None))


def _rows(told: Prose, document: Document) -> tuple[Row, ...]:
    if sum(len(table.rows) for table in told.tables) > MAX_ROWS:
        raise LimitExceededError(
            Bilingual(f"表格超过 {MAX_ROWS} 行", f"the tables have more than {MAX_ROWS} rows")
        )
    cells = mended(
        [*_bounded(row for i, table in enumerate(told.tables) for row in rows(table, i))]
    )
    if cells and _is_torn(document):
        cells[-1] = replace(cells[-1], is_last=True)
    return tuple(cells)


def _bounded(found: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows that hold cells, unless merged ones make these too many."""
    cells = 0
    for row in found:
        cells += len(row.tokens)
        if cells > MAX_CELLS:
            raise LimitExceededError(
                Bilingual(
                    f"表格合计超过 {MAX_CELLS} 格（合并的单元格在每行各计一格）",
                    f"the tables have more than {MAX_CELLS} cells (merged ones count in each row)",
                )
            )
        if row.tokens:
            yield row


def _leads_to_figures(cells: tuple[Row, ...]) -> bool:
    """Say whether any label is one of the form and of nothing else, as 总计 and 其他 are not."""
    matches = (t.match for row in cells for t in row.tokens if t.match and not t.match.meant)
    telling = {"row", "block", "category"}
    return any({label.axis for label in match.labels} <= telling for match in matches)


def _report(told: Prose, found: Figures) -> AnnualReport:
    title = told.title
    agency = title.agency if title else None
    return AnnualReport(
        found.edition,
        year=title.year if title else None,
        agency=Agency(agency, kind_of(agency)),
        title=title.text if title else None,
        preface=told.preface,
        published=told.published,
        overview=told.sections.get("overview"),
        problems=told.sections.get("problems"),
        other_matters=told.sections.get("other_matters"),
    ).with_figures(found.values)


def _identity(told: Prose, found: Figures) -> Iterator[Problem]:
    """Yield what the title lacks, unless nothing at all is filled in."""
    if any(value is not None for value in found.values.values()):
        if told.title is None or told.title.year is None:
            yield Problem(kind=ProblemKind.MISSING_YEAR)
        if told.title is None or told.title.agency is None:
            yield Problem(kind=ProblemKind.MISSING_AGENCY)


def _damage(document: Document) -> Iterator[Problem]:
    """Yield each text with characters that could not be decoded, and prose that breaks off."""
    for text, place in _texts(document):
        if (at := text.find("\ufffd")) >= 0:
            around = text[max(at - _AROUND, 0) : at + _AROUND]
            yield Problem(kind=ProblemKind.DAMAGED_TEXT, where=place, text=around)
    last = document.blocks[-1]
    if document.is_cut and isinstance(last, Paragraph) and _is_open(last.text):
        yield Problem(kind=ProblemKind.TRUNCATED_TEXT, where=last.place, text=last.text[-_AROUND:])


def _is_open(text: str) -> bool:
    """Say whether a paragraph of sentences ends within one."""
    return any(mark in text for mark in "，。；") and not text.rstrip("）)”’」』").endswith(
        tuple("。！？；：…")
    )


def _texts(document: Document) -> Iterator[tuple[str, Place]]:
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text, block.place
        else:
            for row in block.rows:
                for cell in row:
                    yield cell.text, cell.place
