"""The form as the documentation explains it: every row and column, as the form prints it."""

import re
from collections.abc import Iterator

import pytest

from govinfo_report import AgencyKind, DisputeKind, Edition, Outcome, OutcomeCategory, form
from govinfo_report.form import COLUMNS, LITIGATION, ORGANISATIONS, REQUEST_ROWS, RESULTS
from tests.conftest import ROOT

EDITIONS = [edition.value for edition in Edition]
UNNAMED = "—"
"""What stands for an article where the form names none."""


def _tables(name: str) -> dict[str, list[list[list[str]]]]:
    """Return the tables of a page under each heading, as rows of cells without their marks."""
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    found: dict[str, list[list[list[str]]]] = {}
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        tables = re.findall(r"(?:^\|.*\n)+", body, re.MULTILINE)
        found[heading] = [[_cells(line) for line in table.splitlines()[2:]] for table in tables]
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip().strip("*`") for cell in line.strip("|").split("|")]


TABLES = _tables("form.md")


def _law(basis: str | None) -> str:
    """Return an article as the page writes it."""
    return UNNAMED if basis is None else basis.removeprefix("Reg. ")


def test_every_entry_is_explained() -> None:
    """No row says what it counts by its label alone; a category's heading stands over its outcomes."""
    headings = {category.printed for category in OutcomeCategory}
    rows = [row for tables in TABLES.values() for table in tables for row in table]
    assert len(rows) > 80
    assert [row for row in rows if not all(row[:3]) and row[1] not in headings] == []


def test_parts() -> None:
    """The six parts, in order, under the items of article 50 they answer."""
    (rows,) = TABLES["The six parts"]
    for edition in EDITIONS:
        assert [row[:2] for row in rows] == [[p.name, p.heading] for p in form(edition).parts]
    assert [row[3] for row in rows] == [
        "art. 50",
        *(f"art. 50({number})" for number in range(1, 6)),
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_table_two(edition: str) -> None:
    """Each row and column of table two, as printed, with its article."""
    rows, columns = TABLES[f"Table two, edition {edition}"]
    labels = [
        label for path, label in form(edition).figures.items() if path.startswith("proactive.")
    ]
    names = [label.path.split(".")[1:] for label in labels]
    stated = {(row[0], row[1], row[3]) for row in rows}
    assert stated == {
        (row, label.labels[0].zh, _law(label.basis))
        for (row, _), label in zip(names, labels, strict=True)
    }
    assert {(column[0], column[1]) for column in columns} == {
        (column, label.labels[1].zh) for (_, column), label in zip(names, labels, strict=True)
    }


def test_table_three() -> None:
    """Its columns and rows; the outcomes of both editions under their categories, in form order."""
    columns, rows, outcomes = TABLES["Table three"]
    assert [row[:2] for row in columns] == [[name, label.zh] for name, label in COLUMNS.items()]
    assert ORGANISATIONS.zh in columns[1][2]
    assert [row[:2] for row in rows if row[0] != "outcomes"] == [
        [name, label.zh] for name, label in REQUEST_ROWS.items()
    ]
    assert [(row[0], row[1], row[3]) for row in outcomes] == list(_outcomes())


def _outcomes() -> Iterator[tuple[str, str, str]]:
    for category in OutcomeCategory:
        outcomes = [outcome for outcome in Outcome if outcome.category is category]
        if len(outcomes) > 1:
            yield category.value, category.printed, ""
        for outcome in outcomes:
            yield outcome.value, outcome.printed, _law(outcome.basis)


def test_editions_of_outcomes() -> None:
    """The page says of which edition an outcome is that only one of them has."""
    *_, outcomes = TABLES["Table three"]
    stated = {row[0]: re.findall(r"^edition (\d+):", row[2]) for row in outcomes if row[3]}
    assert stated == {
        outcome.value: []
        if len(outcome.editions) > 1
        else [edition.value for edition in outcome.editions]
        for outcome in Outcome
    }


def test_table_four() -> None:
    """Its blocks and their columns, the lawsuits as such."""
    blocks, columns = TABLES["Table four"]
    assert [row[:2] for row in blocks] == [[kind.value, kind.label] for kind in DisputeKind]
    assert [LITIGATION.zh in row[2] for row in blocks] == [False, True, True]
    assert [row[:2] for row in columns] == [[name, label.zh] for name, label in RESULTS.items()]
    basis = {
        label.basis for path, label in form("2021").figures.items() if path.startswith("disputes.")
    }
    assert {f"Reg. {row[3]}" for row in blocks} == basis


def _terms() -> dict[str, str]:
    """Return the words of the form with their meanings, without their numbers."""
    labels = [
        label
        for each in EDITIONS
        for figure in form(each).figures.values()
        for label in figure.labels
    ]
    words = {label.zh: label.en for label in labels}
    words |= {part.title: part.gloss for part in form("2021").parts}
    for member in (*OutcomeCategory, *Outcome, *AgencyKind):
        words[member.label] = member.gloss
    return {
        re.sub(r"^[一二三四五六七（）\d.、]+|（区分.*）$", "", zh): en for zh, en in words.items()
    }


def test_glossary() -> None:
    """Every word of the form is there once, with the meaning that the library gives it."""
    rows = [row for tables in _tables("glossary.md").values() for table in tables for row in table]
    words = {row[0]: row[1] for row in rows}
    assert len(words) == len(rows)
    terms = _terms()
    # Two are printed in more than one place, with a meaning each.
    terms |= {"其他": "other legal person or organisation", "总计": "total"}
    assert {zh: words.get(zh) for zh in terms} == terms
