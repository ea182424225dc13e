"""Tables laid out as the form are read as all other tables are, only sooner."""

from collections.abc import Iterator
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from govinfo_report import AnnualReport
from govinfo_report.document import Cell, Document, Table
from govinfo_report.errors import GovinfoReportError
from govinfo_report.formats import html, markdown, text
from govinfo_report.layout import recognise as recognising
from govinfo_report.layout.compose import compose
from govinfo_report.layout.official import official
from govinfo_report.layout.recognise import Recognition, recognise
from tests.corpus_scores import FILES
from tests.damages import damaged
from tests.documents import document, random_figures
from tests.reports import consistent, fewer, published

READERS: Final = {".html": html.read, ".md": markdown.read, ".txt": text.read}
PLAIN: Final = [file for file in FILES if file.suffix in READERS]
SAID: Final = (
    "",
    "　",
    "/",
    "无",
    "3",
    "-3",
    "１，２３４",
    "1.5",
    "12 3",
    "③",
    "件",
    "总计",
    "0.5万元",
)
"""What may stand in a cell instead: blanks, numbers well and badly written, labels, words."""


def _slowly(document: Document, monkeypatch: pytest.MonkeyPatch) -> Recognition | str:
    """Return what the usual way makes of a document, or why it can make nothing of it."""
    with monkeypatch.context() as patched:
        patched.setattr(recognising, "official", lambda _: None)
        return _read(document)


def _read(document: Document) -> Recognition | str:
    try:
        return recognise(document)
    except GovinfoReportError as error:
        return str(error)


def _bare(document: Document) -> Document:
    """Return a document without the paths of its figures."""
    blocks = (
        replace(
            block,
            rows=tuple(tuple(replace(c, figure=None) for c in row) for row in block.rows),
        )
        if isinstance(block, Table)
        else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _altered(document: Document, random: Random) -> Document:
    """Return a document of which a cell or two say something else, or span something else."""
    blocks = list(document.blocks)
    for _ in range(random.choice((1, 1, 2))):
        at = random.choice([i for i, block in enumerate(blocks) if isinstance(block, Table)])
        table = blocks[at]
        assert isinstance(table, Table)
        rows = [list(row) for row in table.rows]
        row = random.choice([row for row in rows if row])
        place = random.randrange(len(row))
        changed = replace(row[place], text=random.choice(SAID))
        row[place] = random.choice((changed, changed, replace(row[place], rowspan=2)))
        if random.random() < 0.1:
            del row[place]
        blocks[at] = replace(table, rows=tuple(map(tuple, rows)))
    return replace(document, blocks=tuple(blocks), is_cut=random.random() < 0.1)


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table))


def test_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page and text of the corpus comes to the same; some of them sooner."""
    told = [READERS[file.suffix](file.read_bytes()) for file in PLAIN]
    assert [_read(each) for each in told] == [_slowly(each, monkeypatch) for each in told]
    assert sum(official([*_tables(each)]) is not None for each in told) > 10


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_altered_forms(edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of which a few cells are altered, one of them at the end, comes to the same."""
    soon = 0
    for seed in range(40):
        told = document(edition, random_figures(edition, seed, seed % 3 / 3))
        changed = _altered(told, Random(seed))  # noqa: S311 - nothing secret
        assert _read(changed) == _slowly(changed, monkeypatch)
        soon += official([*_tables(changed)]) is not None
    assert 0 < soon < 35


def test_damages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents with lost, moved and misspelt cells come to the same."""
    told = [damaged(seed).document for seed in range(40)]
    assert [_read(each) for each in told] == [_slowly(each, monkeypatch) for each in told]


@fewer(4)
@given(st.one_of(consistent(), published()))
def test_generated_reports(report: AnnualReport) -> None:
    """Reports of every kind come to the same, down to where each figure was found."""
    told = _bare(compose(report))
    with pytest.MonkeyPatch.context() as patched:
        assert _read(told) == _slowly(told, patched)


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_what_is_not_the_form_itself(edition: str) -> None:
    """The form is read; not if figures name themselves, merged cells are lost, or rows differ."""
    tables = [*_tables(document(edition, random_figures(edition, 0)))]
    assert official(tables) is not None
    first, *others = tables
    lost = replace(first, is_ragged=True)
    longer = replace(first, rows=((*first.rows[0], Cell("")), *first.rows[1:]))
    named = replace(
        first,
        rows=((replace(first.rows[0][0], figure="x"), *first.rows[0][1:]), *first.rows[1:]),
    )
    for other in (lost, longer, named):
        assert official([other, *others]) is None
    assert official(others) is None
