"""Find out from the header of a table what each of its columns counts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from govinfo_report.layout.cells import Row, Token
from govinfo_report.layout.labels import RESULT, Match
from govinfo_report.vocabulary import Applicant, DisputeKind, DisputeResult

CONTAINERS: Final = {
    "applicants": {"organisations", "natural_person", "business", "research", "public_welfare",
                   "legal_service", "other", "subtotal"},
    "organisations": {"business", "research", "public_welfare", "legal_service", "other",
                      "subtotal"},
    "litigation": {"disputes.direct_litigation", "disputes.litigation_after_reconsideration"},
}  # fmt: skip
"""What stands below a merged cell; below a block of table four stand the results."""
MAX_COLUMNS: Final = 100
"""More columns than any header of the form has, however it is written."""
MAX_LABELS: Final = 200
"""More cells that say something than any header has, in all its rows."""
_RESULTS: Final = (*(f"{RESULT}{result}" for result in DisputeResult), "total")
_APPLICANTS: Final = (*Applicant, "total")
_BELOW_ORGANISATIONS: Final = tuple(
    applicant for applicant in Applicant if applicant.is_organisation
)


class Column(msgspec.Struct, frozen=True):
    """One column of figures, by the labels over it."""

    leaf: str | None
    """The last part of the figure paths; none if the label is unknown."""
    block: str | None = None
    """The block of table four; none elsewhere, and where its label is lost."""
    span: tuple[int, int] | None = None
    """Where it stands in the grid: first column, and the one after the last; none if unknown."""
    token: Token | None = None
    """The label right over it; none if it was inferred."""
    unit: str | None = None
    has_spans: bool = False
    """Whether the table says which cells are merged, so that columns cannot have shifted."""
    is_of_organisations: bool = False
    """Whether it stands below 法人或其他组织."""

    @property
    def is_inferred(self) -> bool:
        """Whether no label of its own was found."""
        return self.token is None


def columns(header: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns of a table from left to right, as the rows of its header have it."""
    is_wide = any(row.width > MAX_COLUMNS for row in header)
    if is_wide or sum(map(len, _labels(header))) > MAX_LABELS:
        return ()
    by_place = _without_subtotals(_by_place(header))
    if by_place and _are_distinct(by_place):
        return by_place
    by_order = _without_subtotals(_by_order(header))
    lowest = _without_subtotals(_by_place(header, is_lowest=True))
    for found in (by_order, lowest):
        if _are_distinct(found) and _are_in_order(found):
            return found
    return by_order if not by_place or _are_distinct(by_order) else by_place


def _without_subtotals(found: tuple[Column, ...]) -> tuple[Column, ...]:
    """Tell the total of the organisations from that of all applicants, where there are both."""
    totals = [column for column in found if column.leaf == "total" and column.block is None]
    return tuple(
        replace(column, leaf="subtotal")
        if column.is_of_organisations and column.leaf == "total" and len(totals) > 1
        else column
        for column in found
    )


def _are_distinct(found: Sequence[Column]) -> bool:
    """Say whether no two columns count the same, and none lacks its block beside one that has."""
    keys = [
        (column.block, column.leaf) for column in found if column.leaf not in {None, "subtotal"}
    ]
    return len({*keys}) == len(keys) and len({block is None for block, _ in keys}) <= 1


def _are_in_order(found: Sequence[Column]) -> bool:
    """Say whether the columns of tables three and four stand as the form has them."""
    order = [*DisputeKind, *_APPLICANTS]
    ranks = [
        (
            order.index((column.block or "").rpartition(".")[2] or column.leaf),
            _RESULTS.index(column.leaf) if column.block else 0,
        )
        for column in found
        if column.leaf in (_RESULTS if column.block else _APPLICANTS)
    ]
    return ranks == sorted(ranks)


def _leaf(token: Token) -> str | None:
    """Return what a header cell counts, none if it is no column label."""
    return next(iter(token.match.names("leaf")), None) if token.match else None


def _container(token: Token) -> str | None:
    """Return what merged cell of the header this is, none if it is no such cell."""
    return container(token.match) if token.match else None


def container(match: Match) -> str | None:
    """Return what merged cell of a header a label is, none if it is no such cell."""
    names = match.names("block", "group")
    return names[0] if names and _opens(names[0]) else None


def stands_below(match: Match, name: str) -> bool:
    """Say whether a label of a header may stand below a merged cell."""
    below = CONTAINERS.get(name, _RESULTS)
    return any(each in below for each in (container(match), *match.names("leaf")))


def _labels(header: Iterable[Row]) -> Iterator[list[Token]]:
    """Yield the cells of each header row that say something, corners left out."""
    for index, row in enumerate(header):
        tokens = [
            token
            for token in row.tokens
            if token.kind in {"label", "text"} and not _is_note(token) and not token.is_carried
        ]
        # The first cell is the corner, however it is worded.
        first = next((token for token in row.tokens if token.kind != "empty"), None)
        has_corner = (
            index == 0 and len(tokens) > 1 and tokens[0].kind == "text" and tokens[0] is first
        )
        yield tokens[1:] if has_corner else tokens


def _is_note(token: Token) -> bool:
    return token.match is not None and bool(token.match.names("note"))


def _by_place(header: Sequence[Row], *, is_lowest: bool = False) -> tuple[Column, ...]:
    """Read a header whose cells stand over their columns.

    Where one label stands over another, or over nothing, either the lowest counts or none does.
    """
    rows = list(_labels(header))
    has_spans = any(row.has_spans for row in header)
    places: dict[int, Token] = {}
    for tokens in rows:
        for token in tokens:
            if _container(token) is not None:
                continue
            for place in range(token.column, token.stop):
                known = _leaf(places[place]) if place in places else None
                if known is None or (is_lowest and _leaf(token)):
                    places[place] = token
                elif _leaf(token) not in {None, known}:
                    return ()
    found: list[Column] = []
    covering: set[int] = set()
    for place, token in sorted(places.items()):
        above = [_cover(tokens, place, has_spans=has_spans) for tokens in rows]
        depth = next(i for i, tokens in enumerate(rows) if any(t is token for t in tokens))
        covering |= {id(t) for t in above[:depth]}
        containers = [_container(t) for t in above[:depth] if t is not None]
        column = _column(token, [name for name in containers if name], has_spans=has_spans)
        if found and found[-1].token is not None and _same(found[-1], column):
            start, _ = found[-1].span or (place, place)
            found[-1] = replace(found[-1], span=(start, place + 1))
        else:
            found.append(replace(column, span=(place, place + 1)))
    merged = [t for tokens in rows for t in tokens if _container(t)]
    return tuple(found) if is_lowest or all(id(t) in covering for t in merged) else ()


def _same(one: Column, other: Column) -> bool:
    """Say whether two neighbours are one column, merged or written twice."""
    if one.leaf is None:
        return one.token is other.token
    return (one.leaf, one.block, one.is_of_organisations) == (
        other.leaf,
        other.block,
        other.is_of_organisations,
    )


def _cover(tokens: Sequence[Token], place: int, *, has_spans: bool) -> Token | None:
    """Return the merged cell of a header row that lies over a column.

    Where spans are lost, a merged cell reaches as far as the next cell that says something.
    """
    before = [t for t in tokens if t.column <= place]
    if not before or (has_spans and place >= before[-1].stop):
        return None
    return before[-1]


def _column(token: Token, containers: Sequence[str], *, has_spans: bool) -> Column:
    leaf = _leaf(token)
    if leaf == "total" and has_spans and "organisations" in containers:
        leaf = "subtotal"
    block = next((name for name in reversed(containers) if "." in name), None)
    unit = token.match.unit if token.match else None
    return Column(
        leaf,
        block if leaf in _RESULTS else None,
        None,
        token,
        unit,
        has_spans,
        "organisations" in containers,
    )


class _Branch(msgspec.Struct):
    """A header cell with what stands below it, while the header is put together."""

    token: Token | None
    name: str | None
    below: "list[_Branch]" = msgspec.field(default_factory=list)

    def takes(self, name: str | None) -> bool:
        """Say whether a cell may stand below this one, beside those that already do."""
        if name is None:
            return True
        below = CONTAINERS.get(self.name or "", _RESULTS)
        return name in below and all(branch.name != name for branch in self.below)


def _by_order(header: Sequence[Row]) -> tuple[Column, ...]:
    """Read a header whose merged cells are lost: each row refines the one above, in its order."""
    top: list[_Branch] = []
    for tokens in _labels(header):
        waiting = [b for b in _walk(top) if b.name and not b.below and _opens(b.name)]
        for token in tokens:
            branch = _Branch(token, _container(token) or _leaf(token))
            takers = [b for b in waiting if b.takes(branch.name)] or [
                b for b in _walk(top) if b.name in CONTAINERS and b.takes(branch.name)
            ]
            if takers and takers[0] in waiting:
                waiting = waiting[waiting.index(takers[0]) :]
            (takers[0].below if takers else top).append(branch)
    return tuple(_leaves(top, ()))


def _opens(name: str) -> bool:
    return name in CONTAINERS or "." in name


def _walk(branches: Iterable[_Branch]) -> Iterator[_Branch]:
    for branch in branches:
        yield branch
        yield from _walk(branch.below)


def _leaves(branches: Iterable[_Branch], above: tuple[str, ...]) -> Iterator[Column]:
    for branch in branches:
        name = branch.name
        if branch.token is not None and name and _opens(name):
            below = branch.below or [_Branch(None, leaf) for leaf in _missing(name)]
            yield from _leaves(below, (*above, name))
        elif branch.token is None:
            block = next((outer for outer in reversed(above) if "." in outer), None)
            yield Column(name, block)
        else:
            yield _column(branch.token, above, has_spans=False)


def _missing(name: str) -> tuple[str, ...]:
    """Return the leaves that belong below a merged cell whose own row is lost."""
    if "." in name:
        return _RESULTS
    return _BELOW_ORGANISATIONS if name == "organisations" else ()
