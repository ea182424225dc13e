"""What makes documents hard to read, by name: how a report is laid out, not what it says.

Where a difficulty keeps something from being said at all, as rows of zeros that are left out, the
report that comes with the document is blank there. The names are those of `tests/corpus`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeGuard

import msgspec
from hypothesis import strategies as st
from msgspec.structs import replace

from govinfo_report.document import Block, Cell, Document, Heading, Paragraph, Table
from govinfo_report.form import APPLICANTS, COLUMNS, ORGANISATIONS, TOTAL
from govinfo_report.layout import variants
from govinfo_report.layout.compose import compose
from govinfo_report.model import AnnualReport, figure_paths
from govinfo_report.strategies.reports import blanked
from govinfo_report.vocabulary import Applicant, Outcome

Row = tuple[Cell, ...]


class Paper(msgspec.Struct, frozen=True):
    """A document and the report it holds."""

    report: AnnualReport
    document: Document

    @classmethod
    def of(cls, report: AnnualReport) -> "Paper":
        """Lay a report out as the form has it."""
        return cls(report, compose(report))

    def with_blocks(self, blocks: Iterator[Block]) -> "Paper":
        """Return the paper with other blocks, no longer laid out to the letter."""
        return replace(self, document=Document(tuple(blocks)))


Difficulty = Callable[[st.DrawFn, Paper], Paper]


# ── what is left blank ───────────────────────────────────────────────────────────────────────

_BLANKS: Final = ("/", "—", "-", "无", "\u00a0", "\u3000")


def _blank_cells(draw: st.DrawFn, paper: Paper) -> Paper:
    """Leave some figures blank, marked as such in one of many ways."""
    mark = draw(st.sampled_from(_BLANKS))
    marked = Paper.of(draw(blanked(paper.report)))
    return _figures(marked, lambda _, text: text or mark)


def _totals_blank(_: st.DrawFn, paper: Paper) -> Paper:
    """Leave the totals of table three blank."""
    return _without(paper, lambda path: path.endswith(".total"))


def _total_column_only(_: st.DrawFn, paper: Paper) -> Paper:
    """Fill in nothing of table three but its totals."""
    return _without(paper, lambda path: not path.endswith(".total"))


def _without(paper: Paper, is_left_out: Callable[[str], bool]) -> Paper:
    paths = figure_paths(paper.report.edition)
    blanks = [path for path in paths if path.startswith("requests.") and is_left_out(path)]
    return Paper.of(paper.report.with_figures(dict.fromkeys(blanks)))


def _zero_rows_omitted(_: st.DrawFn, paper: Paper) -> Paper:
    """Leave out the outcomes that there were none of, but for one in each category."""
    omitted = {
        f"requests.outcomes.{outcome}."
        for outcome in Outcome.of(paper.report.edition)
        if outcome is not outcome.category.outcomes(paper.report.edition)[0]
        and not any(paper.report.requests.outcomes[outcome][column] for column in COLUMNS)
    }

    def is_kept(row: Row) -> bool:
        return not any(cell.figure and cell.figure.startswith(tuple(omitted)) for cell in row)

    def change(table: Table) -> Table:
        return replace(table, rows=_shortened(table.rows, is_kept))

    changed = _tables(paper, change) if omitted else paper
    blanks = [p for p in figure_paths(paper.report.edition) if p.startswith(tuple(omitted))]
    return replace(changed, report=paper.report.with_figures(dict.fromkeys(blanks)))


def _shortened(rows: tuple[Row, ...], is_kept: Callable[[Row], bool]) -> tuple[Row, ...]:
    """Return the rows that are kept, each merged cell only as tall as what is left of it."""
    kept = [is_kept(row) for row in rows]
    return tuple(
        tuple(replace(cell, rowspan=sum(kept[top : top + cell.rowspan])) for cell in row)
        for top, row in enumerate(rows)
        if kept[top]
    )


# ── labels ───────────────────────────────────────────────────────────────────────────────────


def _respelt(change: Callable[[str], str]) -> Difficulty:
    """Return the difficulty that labels and headings are spelt otherwise."""

    def respell(_: st.DrawFn, paper: Paper) -> Paper:
        return _labels(paper, change)

    return respell


def _reworded(draw: st.DrawFn, paper: Paper) -> Paper:
    """Put other words for the labels of the form, of the variants that are known."""
    (choice,) = draw(st.binary(min_size=1, max_size=1))

    def reword(text: str) -> str:
        others = variants.LABELS.get(text)
        return others[choice % len(others)] if others else text

    return _labels(paper, reword)


_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "二、主动公开政府信息情况": ("二．主动公开政府信息的情况", "二、主动公开情况"),
        "三、收到和处理政府信息公开申请情况": (
            "三．收到和处理政府信息公开申请的情况",
            "三、收到和处理政府信息公开申请的情况",
        ),
        "四、政府信息公开行政复议、行政诉讼情况": (
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "四、行政复议、行政诉讼情况",
        ),
        "五、存在的主要问题及改进情况": ("五、存在问题及改进情况", "五、主要问题和改进措施"),
    }
)


def _headings_reworded(draw: st.DrawFn, paper: Paper) -> Paper:
    """Head the parts as many organs do."""
    choice = draw(st.integers(0, 1))

    def reword(text: str) -> str:
        return _HEADINGS[text][choice] if text in _HEADINGS else text

    return _headings(paper, reword)


_RADICALS: Final = range(0x2E80, 0x2FE0)
_TRADITIONAL, _RADICAL = (
    {ord(usual): odd for odd, usual in variants.FOLDED.items() if (odd in _RADICALS) == is_radical}
    for is_radical in (False, True)
)
_HALF_WIDTH: Final = str.maketrans("（）", "()")
_STRAIGHT: Final = str.maketrans("“”", '""')
_POINTS: Final = str.maketrans("、", "，")
_NUMBER: Final = re.compile(r"^(\d)\.")
_SHORT: Final = 8
_ZERO_WIDTH: Final = "\u200b"


def _letter_spaced(text: str) -> str:
    return " ".join(text) if len(text) <= _SHORT else text


def _row_numbering(draw: st.DrawFn, paper: Paper) -> Paper:
    """Change the numbers of the outcomes within a category, or drop them."""
    manner = draw(st.sampled_from((r"(\1)", r"\1、", r"\1．", "")))
    return _labels(paper, lambda text: _NUMBER.sub(manner, text))


# ── figures ──────────────────────────────────────────────────────────────────────────────────

_WHOLE: Final = re.compile(r"\d{4,}")
_FULL_WIDTH: Final = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789+-."}


def _printed(change: Callable[[str, str], str]) -> Difficulty:
    """Return the difficulty that figures are printed otherwise, by path and what is printed."""

    def reprint(_: st.DrawFn, paper: Paper) -> Paper:
        return _figures(paper, change)

    return reprint


def _separated(_: str, text: str) -> str:
    whole, point, decimals = text.partition(".")
    return _WHOLE.sub(lambda match: f"{int(match[0]):,}", whole) + point + decimals


def _with_unit(path: str, text: str) -> str:
    return f"{text}万元" if path.endswith(".amount") and text else text


def _signed(path: str, text: str) -> str:
    if not path.endswith(".change"):
        return text
    return text.replace("+", "增").replace("-", "减")


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def _merged_missing(_: st.DrawFn, paper: Paper) -> Paper:
    """Lose the merging of cells: what they cover is simply missing."""

    def lose(table: Table) -> Table:
        rows = tuple(
            tuple(replace(cell, rowspan=1, colspan=1) for cell in row) for row in table.rows
        )
        return replace(table, rows=rows, is_ragged=True)

    return _tables(paper, lose)


def _merged_repeated(_: st.DrawFn, paper: Paper) -> Paper:
    """Repeat merged labels in each cell that they cover."""
    return _tables(paper, lambda table: replace(table, rows=_repeated(table.rows)))


def _repeated(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    for top, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[top]:
                column += 1
            width = 1 if cell.figure else cell.colspan
            single = replace(cell, rowspan=1, colspan=1)
            for below in grid[top : top + cell.rowspan]:
                below.update(dict.fromkeys(range(column, column + width), single))
    return tuple(tuple(row[column] for column in sorted(row)) for row in grid)


def _subtotal(_: st.DrawFn, paper: Paper) -> Paper:
    """Add a column to table three for all organisations together."""
    requests = paper.report.requests
    organisations = [a for a in Applicant if a.is_organisation]

    def beside(cell: Cell) -> tuple[Cell, ...]:
        if cell.text == APPLICANTS.zh and cell.is_header:
            return (replace(cell, colspan=cell.colspan + 1),)
        if cell.text == ORGANISATIONS.zh:
            return (cell, Cell(variants.SUBTOTALS[1], rowspan=2, is_header=True))
        if cell.figure is None or not cell.figure.endswith(f".{TOTAL.en}"):
            return (cell,)
        _, *names, _ = cell.figure.split(".")
        row = (
            requests.outcomes[Outcome(names[1])] if len(names) > 1 else getattr(requests, names[0])
        )
        counts: list[int | None] = [row[each] for each in organisations]
        known = [count for count in counts if count is not None]
        return (Cell(str(sum(known)) if len(known) == len(counts) else ""), cell)

    def widen(table: Table) -> Table:
        rows = tuple(tuple(new for cell in row for new in beside(cell)) for row in table.rows)
        return replace(table, rows=rows)

    return _tables(paper, widen, part="requests")


_FOOT: Final = "- 5 -"


def _table_cut(draw: st.DrawFn, paper: Paper) -> Paper:
    """Cut table three in two where a page ends, and a merged label with it, or leave this above."""
    share, is_split = draw(st.tuples(st.integers(2, 8), st.booleans()))

    def cut(block: Block) -> Iterator[Block]:
        if not (isinstance(block, Table) and _holds(block, "requests")):
            yield block
            return
        at = len(block.rows) * share // 10
        for rows in _halves(block.rows, at, is_split=is_split):
            yield replace(block, rows=rows)
            yield Paragraph(_FOOT)

    return paper.with_blocks(new for block in paper.document.blocks for new in cut(block))


def _halves(
    rows: tuple[Row, ...], at: int, *, is_split: bool
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows above and below a cut; a merged label goes on below it, blank or in part."""
    above: list[Row] = []
    begun: list[Cell] = []
    for top, row in enumerate(rows[:at]):
        kept = []
        for cell in row:
            rest = top + cell.rowspan - at
            if rest <= 0:
                kept.append(cell)
                continue
            half = len(cell.text) // 2 if is_split else len(cell.text)
            kept.append(replace(cell, text=cell.text[:half], rowspan=cell.rowspan - rest))
            begun.append(replace(cell, text=cell.text[half:], rowspan=rest))
        above.append(tuple(kept))
    first, *others = rows[at:]
    return tuple(above), ((*begun, *first), *others)


# ── the order of things ──────────────────────────────────────────────────────────────────────


def _captions_missing(_: st.DrawFn, paper: Paper) -> Paper:
    """Leave out the headings over the tables."""
    blocks = paper.document.blocks
    heads = {i for i, b in enumerate(blocks[1:]) if isinstance(b, Table) and _is_part(blocks[i])}
    return paper.with_blocks(
        replace(block, caption="") if isinstance(block, Table) else block
        for place, block in enumerate(blocks)
        if place not in heads
    )


def _out_of_order(_: st.DrawFn, paper: Paper) -> Paper:
    """Put part four before part three."""
    blocks = list(paper.document.blocks)
    bounds = [place for place, block in enumerate(blocks) if _is_part(block)]
    three, four, five = bounds[2:5]
    moved = (*blocks[:three], *blocks[four:five], *blocks[three:four], *blocks[five:])
    return paper.with_blocks(iter(moved))


def _furniture(_: st.DrawFn, paper: Paper) -> Paper:
    """Let the numbers of pages stand before each table."""
    return paper.with_blocks(
        new
        for number, block in enumerate(paper.document.blocks)
        for new in (
            (Paragraph(f"第 {number} 页 共 9 页"), block) if isinstance(block, Table) else (block,)
        )
    )


def _contents_first(_: st.DrawFn, paper: Paper) -> Paper:
    """Begin with a table of contents."""
    title, *rest = paper.document.blocks
    listed = (Paragraph(f"{b.text}………{n}") for n, b in enumerate(filter(_is_part, rest), 1))
    return paper.with_blocks(iter((title, Paragraph("目录"), *listed, *rest)))


def _is_part(block: Block) -> TypeGuard[Heading]:
    return isinstance(block, Heading) and block.level == 2  # noqa: PLR2004 - that of a part


# ── changing papers ──────────────────────────────────────────────────────────────────────────


def _blocks(paper: Paper, change: Callable[[Block], Block]) -> Paper:
    return paper.with_blocks(map(change, paper.document.blocks))


def _holds(table: Table, part: str) -> bool:
    return any(c.figure and c.figure.startswith(f"{part}.") for row in table.rows for c in row)


def _tables(paper: Paper, change: Callable[[Table], Table], part: str | None = None) -> Paper:
    """Change the tables, or the one of a part."""
    return _blocks(
        paper,
        lambda block: (
            change(block)
            if isinstance(block, Table) and (part is None or _holds(block, part))
            else block
        ),
    )


def with_cells(paper: Paper, change: Callable[[Cell], Cell]) -> Paper:
    """Change the cells of all tables."""

    def changed(table: Table) -> Table:
        return replace(table, rows=tuple(tuple(map(change, row)) for row in table.rows))

    return _tables(paper, changed)


def _labels(paper: Paper, change: Callable[[str], str]) -> Paper:
    """Change what the form prints: labels, and the headings of its parts."""

    def relabel(cell: Cell) -> Cell:
        return replace(cell, text=change(cell.text)) if cell.is_header else cell

    return _headings(with_cells(paper, relabel), change)


def _headings(paper: Paper, change: Callable[[str], str]) -> Paper:
    """Change the headings of the parts."""
    return _blocks(
        paper,
        lambda block: replace(block, text=change(block.text)) if _is_part(block) else block,
    )


def _figures(paper: Paper, change: Callable[[str, str], str]) -> Paper:
    """Change how figures are printed, given their path and what is printed."""

    def reprint(cell: Cell) -> Cell:
        return replace(cell, text=change(cell.figure, cell.text)) if cell.figure else cell

    return with_cells(paper, reprint)


CHANGES: Final[Mapping[str, Difficulty]] = MappingProxyType(
    {
        # What is said at all, …
        "totals-blank": _totals_blank,
        "total-column-only": _total_column_only,
        "blank-cells": _blank_cells,
        "zero-row-omitted": _zero_rows_omitted,
        # … in what words, …
        "subtotal-column": _subtotal,
        "labels-reworded": _reworded,
        "headings-reworded": _headings_reworded,
        "row-numbering": _row_numbering,
        "zhengwu-xinxi": _respelt(lambda text: text.replace("政府信息", "政务信息")),
        "traditional": _respelt(lambda text: text.translate(_TRADITIONAL)),
        "radical-codepoints": _respelt(lambda text: text.translate(_RADICAL)),
        "halfwidth-brackets": _respelt(lambda text: text.translate(_HALF_WIDTH)),
        "straight-quotes": _respelt(lambda text: text.translate(_STRAIGHT)),
        "label-punctuation": _respelt(lambda text: text.translate(_POINTS)),
        "letter-spaced": _respelt(_letter_spaced),
        "bidi-zero-width": _respelt(_ZERO_WIDTH.join),
        # … in what digits, …
        "thousands-separators": _printed(_separated),
        "unit-in-cell": _printed(_with_unit),
        "signed-change": _printed(_signed),
        "fullwidth-digits": _printed(lambda _, text: text.translate(_FULL_WIDTH)),
        # … in what cells, …
        "merged-missing": _merged_missing,
        "merged-repeated": _merged_repeated,
        "table-cut": _table_cut,
        # … and in what order.
        "parts-out-of-order": _out_of_order,
        "captions-missing": _captions_missing,
        "page-furniture": _furniture,
        "toc-first": _contents_first,
    }
)
"""What makes documents hard to read, by name, in the order in which it happens to one."""
