"""Cut the tables into blocks under their headers, and name each row by its labels."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from govinfo_report.form import form
from govinfo_report.layout.cells import Row, Token
from govinfo_report.layout.columns import CONTAINERS, Column, columns
from govinfo_report.layout.labels import RESULT, weights
from govinfo_report.model import figure_paths
from govinfo_report.vocabulary import Edition

_Role: TypeAlias = Literal["header", "caption", "data", "text", "nothing"]
_OTHER_REASONS: Final = "requests.outcomes.other_reasons"


class Block(msgspec.Struct, frozen=True, dict=True):
    """Rows of figures under one header."""

    header: tuple[Row, ...]
    body: tuple[Row, ...]
    columns: tuple[Column, ...]

    @cached_property
    def width(self) -> int:
        """How many columns its header has."""
        return max((row.width for row in self.header), default=0)

    @cached_property
    def part(self) -> str | None:
        """Which table of the form the header is of; none without a telling label."""
        if any(column.block for column in self.columns):
            return "disputes"
        parts = _part_of_leaf()
        return next((parts[c.leaf] for c in self.columns if c.leaf and c.leaf in parts), None)


class Entry(msgspec.Struct, frozen=True):
    """A row of figures, and which row of the form it is."""

    row: Row
    block: Block
    name: str | None
    """The path of the row, `disputes` for the one row of table four, none if unknown."""
    label: Token | None
    """The label that says so."""
    is_misplaced: bool
    """Whether it stands in a category that the form has it not in."""


@cache
def _part_of_leaf() -> Mapping[str, str]:
    """Map each column label that only one of the tables has to that table."""
    parts: dict[str, set[str]] = {}
    for edition in Edition:
        for path in form(edition).figures:
            part, leaf = path.split(".")[0], path.rpartition(".")[2]
            sort = RESULT if part == "disputes" and leaf != "total" else ""
            parts.setdefault(f"{sort}{leaf}", set()).add(part)
    return {leaf: next(iter(tables)) for leaf, tables in parts.items() if len(tables) == 1}


@cache
def form_rows(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Map each row of the form, all of table four being one, to its figures in order."""
    found: dict[str, list[str]] = {}
    for path in figure_paths(edition):
        name = "disputes" if path.startswith("disputes.") else path.rsplit(".", 1)[0]
        found.setdefault(name, []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


@cache
def categories(edition: Edition) -> Mapping[str, str]:
    """Map each row below a category to the label of the category."""
    return {
        path.rsplit(".", 1)[0]: category.zh
        for path, figure in form(edition).figures.items()
        if path.startswith("requests.outcomes.")
        for category, _ in [figure.labels[:-1]] * (len(figure.labels) == 3)  # noqa: PLR2004
    }


def edition_of(rows: Iterable[Row], year: int | None) -> Edition:
    """Return the edition whose own labels lead to more figures, else the one of the year."""
    keys = {token.match.key for row in rows for token in row.tokens if token.match}
    scores = {e: sum(weights(e).get(key, 0) for key in keys) for e in Edition}
    fallback = Edition.in_force(year) if year else Edition.E2021
    return max(Edition, key=lambda e: (scores[e], e is fallback))


def blocks(rows: Iterable[Row]) -> Iterator[Block]:
    """Yield the rows in blocks, each under its header; a cut table goes on in its block."""
    header: list[Row] = []
    body: list[Row] = []
    empty: list[Row] = []
    for row in rows:
        role = _role(row)
        is_new = bool(header) and header[-1].table != row.table and _is_apart(header, row, empty)
        if role == "nothing":
            empty.append(row)
        elif role in {"data", "text"}:
            body.append(row)
        else:
            if body or role == "caption" or is_new:
                yield _block(header, body or empty)
                header, body = [], []
            empty = []
            header += [row] if role == "header" else []
    yield _block(header, body or empty)


def _is_apart(header: list[Row], row: Row, empty: list[Row]) -> bool:
    """Say whether a row of another table is no part of a header that has no rows of its own."""
    part = _block(header, []).part
    return bool(empty) or part not in {None, _block([row], []).part}


def _block(header: list[Row], body: list[Row]) -> Block:
    """Return a block; without any other row, an empty one is a row that is blank throughout."""
    return Block(tuple(header), tuple(body), columns(header))


def _role(row: Row) -> _Role:
    """Say what a row is for, by its labels and by whether it holds numbers."""
    matches = [token.match for token in row.tokens if token.match]
    names = {name for match in matches for name in match.names("note")}
    kinds = {token.kind for token in row.tokens}
    if "number" in kinds:
        return "data"
    if "caption" in names:
        return "caption"
    heads = [m for m in matches if not m.names("row") and m.names("leaf", "block")]
    groups = {name for match in matches for name in match.names("group")} & {*CONTAINERS}
    either = {m.key for m in matches if m.names("row") and m.names("leaf")}
    if heads or groups or len(either) > 1 or (names and (kinds & {"text"} or len(matches) > 1)):
        return "header"
    if "blank" in kinds or any(m.names("row", "category", "group") for m in matches):
        return "data"
    return "text" if "text" in kinds else "nothing"


def entries(block: Block, edition: Edition, context: str | None) -> Iterator[Entry]:
    """Yield the rows under one header, each with the row of the form that its labels name.

    The context is the row of the form that was read last, in whatever block.
    """
    category = categories(edition).get(context or "")
    is_blank = not any(_has_values(row) for row in block.body)
    for row in block.body:
        entry = _entry(row, block, edition, category)
        if entry.label is None and block.part == "disputes" and (is_blank or _has_values(row)):
            entry = replace(entry, name="disputes")
        category = _category(row, edition) or categories(edition).get(entry.name or "", category)
        yield entry


def _category(row: Row, edition: Edition) -> str | None:
    """Return the category that a row names beside its own label."""
    known = {*categories(edition).values()}
    for token in reversed(row.tokens[: row.label_count]):
        for name in token.match.names("category") if token.match else ():
            if name in known:
                return name
    return None


def _entry(row: Row, block: Block, edition: Edition, context: str | None) -> Entry:
    labels = [t for t in row.tokens[: row.label_count] if t.match]
    named = [(n, t) for t in labels for n in _row_names(t) if n in form_rows(edition)]
    name, label = named[-1] if named else (None, labels[-1] if labels else None)
    own = _category(row, edition)
    wanted = categories(edition).get(name or "")
    if name == _OTHER_REASONS and (own or context) != wanted:
        name = None  # 其他 says nothing by itself
    is_misplaced = wanted is not None and name is not None and own not in {wanted, None}
    return Entry(row, block, name, label, is_misplaced)


def _row_names(token: Token) -> tuple[str, ...]:
    return token.match.names("row") if token.match else ()


def _has_values(row: Row) -> bool:
    return any(token.kind in {"number", "blank"} for token in row.tokens)
