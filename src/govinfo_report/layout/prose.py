"""Cut a document into the parts of the report: title, prose and what belongs to the tables."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec
from msgspec.structs import replace

from govinfo_report._text import NUMERALS, after_bracketed, compact, is_clause, label_key, mended
from govinfo_report.document import Cell, Document, Heading, Paragraph, Place, Table
from govinfo_report.form import PARTS, PartName
from govinfo_report.layout import variants
from govinfo_report.layout.compose import AGENCY
from govinfo_report.layout.labels import find
from govinfo_report.layout.numbers import is_numeric
from govinfo_report.layout.problems import Problem, ProblemKind
from govinfo_report.layout.titles import Title, date_of, is_organ, joined_title, title_of
from govinfo_report.layout.unrolled import is_cell, rolled_up
from govinfo_report.model import Section

# What few texts need is compiled when it is first used.
_LOW: Final = r"\A[0-9\uff10-\uff19]{1,2}[、.．]"
_LEADER: Final = r"(?<![\s.．·…])(?=[\s.．·…]*(?:[.．·…]{3}|\s\s))[\s.．·…]++[0-9]{0,3}\s*+$"
"""What leads to a page number in a table of contents, of which `_LEADERS` are the last."""
_RUN_IN: Final = r"(?s)(?P<head>[^。：:；，,]{2,30})[。：:]\s*(?P<rest>\S.*)"
_MAX_LISTED: Final = 400
"""A longer line is of no table of contents, dots and all."""
_MAX_HEADING: Final = 50
_PARTING: Final = tuple("、，．.,:：")
_LEADERS: Final = frozenset(".．·…")
_EXACT: Final = {label_key(part.title): part.name for part in PARTS}
_ORDER: Final = [part.name for part in PARTS]
_TABLES: Final = frozenset(part.name for part in PARTS if part.is_table)


class Line(msgspec.Struct, frozen=True):
    """A heading or paragraph."""

    text: str
    place: Place
    is_heading: bool = False


Item: TypeAlias = Line | Table


class Part(msgspec.Struct, frozen=True):
    """A stretch of the document under the heading of one part."""

    name: PartName
    title: str
    items: tuple[Item, ...] = ()

    @property
    def has_content(self) -> bool:
        """Whether there is more to it than headings, as in a table of contents."""
        return not all(_is_listed(item) for item in self.items)


class Prose(msgspec.Struct, frozen=True):
    """What a document says outside the tables, and the tables for themselves."""

    title: Title | None
    preface: str | None
    published: dt.date | None
    sections: Mapping[PartName, Section]
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]
    has_headings: bool
    """Whether any part was recognised by its heading."""


def prose(document: Document) -> Prose:
    """Return the prose by parts; text that finds no home becomes a problem."""
    found = list(_rolled(list(_items(document))))
    title, above, below = _titled(found)
    before, parts = _parts(below)
    published, title, (above, before, *bodies) = _dated(
        [above, before, *(part.items for part in parts)], title
    )
    title, before = _with_agency(title, before)
    parts = [replace(part, items=body) for part, body in zip(parts, bodies, strict=True)]
    stray = [item for item in above if not _is_listed(item)]
    told = [part for name in _ORDER if (part := _told(name, parts))]
    return Prose(
        title,
        "\n".join(line.text for line in _lines(before)) or None,
        published,
        {part.name: _section(part) for part in told if part.name not in _TABLES},
        tuple(item for item in found if isinstance(item, Table)),
        tuple(_homeless([stray, *(part.items for part in told if part.name in _TABLES)])),
        has_headings=bool(parts),
    )


def _items(document: Document) -> Iterator[Item]:
    """Yield lines and tables; a heading that stands in a row of a table is a line."""
    for block in document.blocks:
        match block:
            case Heading(text, _, place):
                yield _line(text, place, is_heading=True)
            case Paragraph(text, place):
                yield _line(text, place)
            case _:
                yield from _split(block)


def _rolled(found: Sequence[Item]) -> Iterator[Item]:
    """Put cells that stand on lines of their own into tables."""
    run: list[Line] = []
    for place, item in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        if isinstance(item, Line) and is_cell(
            item.text, after.text if run and isinstance(after, Line) else None
        ):
            run.append(item)
            continue
        yield from _table_of(run)
        run = []
        yield item
    yield from _table_of(run)


def _table_of(lines: Sequence[Line]) -> Sequence[Item]:
    table = rolled_up([(line.text, line.place) for line in lines])
    return [table] if table else lines


def _line(text: str, place: Place, *, is_heading: bool = False) -> Line:
    return Line(mended(text).strip(), place, is_heading)


def _split(table: Table) -> Iterator[Item]:
    """Cut a table at the rows that are headings of parts, as in a table of contents."""
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        line = _only_line(row)
        if line is None or _heading(line, None) is None:
            rows.append(row)
        else:
            if rows:
                yield replace(table, rows=tuple(rows))
            rows = []
            yield line
    if rows:
        yield replace(table, rows=tuple(rows))


def _only_line(row: Sequence[Cell]) -> Line | None:
    """Return the one text of a row, where at most a page number follows it."""
    said = [cell for cell in row if cell.text and not cell.text.isspace()]
    if not said or len(said) > 2 or not all(is_numeric(cell.text) for cell in said[1:]):  # noqa: PLR2004
        return None
    return _line(said[0].text, said[0].place)


def _lines(items: Iterable[Item]) -> list[Line]:
    """Return the lines that say something and are no notes of a table."""
    return [item for item in items if isinstance(item, Line) and not _is_note(item)]


def _is_note(line: Line) -> bool:
    match = find(line.text)
    return match is not None and {label.axis for label in match.labels} <= {"note", "group"}


def _titled(
    found: Sequence[Item],
) -> tuple[Title | None, tuple[Item, ...], tuple[Item, ...]]:
    """Return the title, what stands above it, and what stands below.

    It may be told again before the text begins; wherever it is told later, as at the head of
    each page, it is left out.
    """
    titles: dict[int, tuple[Title, int]] = {}
    for place, item in enumerate(found):
        before = found[place - 1] if place else None
        if isinstance(item, Line):
            joined = joined_title(before.text, item.text) if isinstance(before, Line) else None
            if title := joined or title_of(item.text):
                titles[place] = title, place - (joined is not None)
    if not titles:
        return None, (), tuple(found)
    last = next(iter(titles))
    for place in range(last + 1, len(found)):
        if place in titles:
            last = place
        elif not _is_listed(found[place]) and place + 1 not in titles:
            break
    title, start = titles[last]
    again = {
        index
        for place, (other, begin) in titles.items()
        if label_key(other.text) == label_key(title.text)
        for index in range(begin, place + 1)
    }
    above, below = (
        tuple(item for i, item in enumerate(found[a:b], a) if i not in again)
        for a, b in ((0, start), (last + 1, len(found)))
    )
    return title, above, below


def _is_listed(item: Item) -> bool:
    """Say whether an item is no more than a line of a table of contents."""
    if isinstance(item, Table):
        return False
    return _is_note(item) or _is_heading_like(item)


def _is_heading_like(line: Line) -> bool:
    return _subheading(line) is not None or _heading(line, None) is not None


def _parts(found: Sequence[Item]) -> tuple[tuple[Item, ...], list[Part]]:
    """Return what stands before the first part, and the parts.

    A part that is told twice is two parts of one name. A table of contents tells all of them a
    first time; what stands between it and the text is no part's.
    """
    before: list[Item] = []
    told: list[tuple[Part, list[Item]]] = []
    for item in found:
        heading = _heading(item, told[-1][0].name if told else None)
        if heading is not None:
            told.append((heading, [*heading.items]))
        elif told:
            told[-1][1].append(item)
        else:
            before.append(item)
    parts = [replace(part, items=tuple(items)) for part, items in told]
    start = max((i for i, part in enumerate(parts) if part.name == parts[0].name), default=0)
    if start > 1 and not any(part.has_content for part in parts[: start - 1]):
        before += [item for item in parts[start - 1].items if not _is_listed(item)]
        parts = parts[start:]
    return tuple(before), parts


def _told(name: PartName, parts: Iterable[Part]) -> Part | None:
    """Return all that is told of a part, its empty headings left out where there is more."""
    ours = [part for part in parts if part.name == name]
    full = [part for part in ours if part.has_content] or ours[-1:]
    if not full:
        return None
    return replace(full[0], items=tuple(item for part in full for item in part.items))


def _heading(item: Item, last: PartName | None) -> Part | None:
    """Return the part that a line begins, with what follows the heading on the line itself."""
    if isinstance(item, Table):
        return None
    text = _without_leader(item.text)
    numbered = _numbered(text)
    if numbered is None:
        name = _EXACT.get(_key(text)) if len(text) <= _MAX_LISTED else None
        return Part(name, text) if name and _behind_number(text) is None else None
    number, title = numbered
    if is_clause(title):
        run_in = re.fullmatch(_RUN_IN, title)
        name = _part_named(run_in["head"]) if run_in else None
        if run_in is None or name is None:
            return None
        return Part(name, run_in["head"], (Line(run_in["rest"], item.place),))
    if not title or len(title) > _MAX_HEADING or find(text) is not None:
        return None
    name = _part_named(title)
    if name is None and last is not None and number == _ORDER.index(last) + 1 < len(_ORDER):
        name = _ORDER[number]  # worded in a way not known, but with the number that comes next
    return Part(name, title) if name else None


def _numbered(text: str) -> tuple[int, str] | None:
    """Return which part a heading is by its number, 0 for `一、`, and what follows that."""
    bare = text.removeprefix("第")
    number, rest = NUMERALS.find(bare[:1] or " "), bare[1:]
    if number >= 0 and rest.startswith("部分"):
        return number, rest.removeprefix("部分").lstrip("、:： \u3000").strip()
    if number >= 0 and (rest.startswith(_PARTING) or rest[:1].isspace()):
        return number, rest[1:].strip()
    return None


def _behind_number(text: str) -> str | None:
    """Return the text behind `（一）` and what parts them, none where no such number begins it."""
    rest = after_bracketed(text)
    return None if rest is None else rest.lstrip("、.． \u3000").strip()


def _part_named(title: str) -> PartName | None:
    key = _key(title)
    return next((name for name, worded in variants.HEADINGS if re.fullmatch(worded, key)), None)


def _without_leader(text: str) -> str:
    before = text.rstrip("0123456789")[-1:]
    is_led = before.isspace() or before in _LEADERS
    return re.sub(_LEADER, "", text) if is_led and len(text) <= _MAX_LISTED else text


def _key(text: str) -> str:
    return label_key(text.translate(variants.FOLDED))


def _subheading(line: Line) -> str | None:
    """Return the heading of a subsection without its number, none if a line is no such heading."""
    text = _without_leader(line.text)
    title = _behind_number(text)
    if line.is_heading and title is None:
        title = re.sub(_LOW, "", text, count=1).strip()
    return title if title and len(title) <= _MAX_HEADING and not is_clause(title) else None


def _section(part: Part) -> Section:
    """Return the prose of a part, with a subsection for each heading within."""
    told: list[tuple[str, list[str]]] = [(part.title, [])]
    for line in _lines(part.items):
        title = _subheading(line)
        rest = _behind_number(line.text)
        run_in = re.fullmatch(_RUN_IN, rest) if rest else None
        if title is not None:
            told.append((title, []))
        elif run_in:
            told.append((run_in["head"], [run_in["rest"]]))
        else:
            told[-1][1].append(line.text)
    (title, text), *below = ((title, "\n".join(texts)) for title, texts in told)
    return Section(title, text, tuple(Section(*told_below) for told_below in below))


def _dated(
    stretches: Sequence[tuple[Item, ...]], title: Title | None
) -> tuple[dt.date | None, Title | None, list[tuple[Item, ...]]]:
    """Take the day of publication from before the parts, else from the end of the last one.

    The organ that signs there is the one of the title, if that names none.
    """
    rest = list(stretches)
    for index in (0, 1):
        for item in rest[index]:
            day = date_of(item.text) if isinstance(item, Line) else None
            if day:
                rest[index] = tuple(other for other in rest[index] if other is not item)
                return day, title, rest
    *others, end = rest[-1] or (Line("", Place()),)
    day = date_of(end.text) if isinstance(end, Line) else None
    if day is None:
        return None, title, rest
    signature = others[-1] if others else None
    name = compact(signature.text) if isinstance(signature, Line) else ""
    if title and title.agency is None and is_organ(name):
        title = replace(title, agency=name)
    if title and title.agency == name:
        others.pop()
    rest[-1] = tuple(others)
    return day, title, rest


def _with_agency(
    title: Title | None, below: tuple[Item, ...]
) -> tuple[Title | None, tuple[Item, ...]]:
    """Take the agency from the line below the title, as `compose` adds it, if the title agrees."""
    line = below[0] if below else None
    if title and isinstance(line, Line) and line.text.startswith(AGENCY):
        agency = line.text.removeprefix(AGENCY)
        if agency and (title.agency is None or agency in title.text):
            return replace(title, agency=agency), below[1:]
    return title, below


def _homeless(stretches: Iterable[Iterable[Item]]) -> Iterator[Problem]:
    """Yield the text of each stretch that holds no prose."""
    for stretch in stretches:
        lines = _lines(stretch)
        if lines:
            text = "\n".join(line.text for line in lines)
            yield Problem(kind=ProblemKind.UNPLACED_TEXT, where=lines[0].place, text=text)
