"""The marks on a page: glyphs and ruling lines, as PDFium reports them.

Coordinates are points from the top left corner of the page as it is read, however it is turned.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import c_double, c_float, c_int
from functools import partial
from itertools import pairwise
from time import monotonic
from typing import Any, Final, NamedTuple, Never, TypeAlias

from govinfo_report.errors import Bilingual, LimitExceededError

MAX_GLYPHS: Final = 50_000
"""More characters than a page can hold for anybody to read."""
MAX_OBJECTS: Final = 100_000
"""Drawings on a page, and ends of their lines."""
MAX_DEPTH: Final = 8
MAX_SECONDS: Final = 30.0

_THICK: Final = 3.0
"""A filled box thinner than this, in points, is a ruling line."""
_OFF: Final = 1.0
"""How far off the ends of a ruling line may be, in points."""
_QUARTER: Final = math.pi / 2
_SLANT: Final = 0.1
"""A glyph turned further from the right angle, in radians, is part of a watermark."""
_HYPHENS: Final = {0x02: "-", 0xFFFE: "-"}
"""What PDFium makes of a hyphen at the end of a line."""
_HIGH: Final = range(0xD800, 0xDC00)
_LOW: Final = range(0xDC00, 0xE000)
_EVERY: Final = 1_000  # marks between two looks at the clock

_LEVEL: Final = True
_UPRIGHT: Final = False

_Point: TypeAlias = tuple[float, float]
_Turn: TypeAlias = Callable[[float, float], _Point]
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_UNMOVED: Final[_Matrix] = (1, 0, 0, 1, 0, 0)


class Glyph(NamedTuple):
    """A character and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    is_upright: bool

    @property
    def size(self) -> float:
        """The height of the box."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A ruling line: where it stands across its direction, and from where to where it runs."""

    is_level: bool
    at: float
    start: float
    stop: float


class Page(NamedTuple):
    """What is to be seen on a page."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    has_images: bool


class Clock:
    """The time that a whole file may take."""

    def __init__(self) -> None:
        self._end = monotonic() + MAX_SECONDS
        self._marks = 0

    def tick(self) -> None:
        """Count a mark, and look at the time now and then."""
        self._marks += 1
        if self._marks % _EVERY == 0:
            self.check()

    def check(self) -> None:
        """Raise `LimitExceededError` if the time is up."""
        if monotonic() > self._end:
            refuse(f"读取时间超过 {MAX_SECONDS} 秒", f"reading takes over {MAX_SECONDS} s")


def refuse(zh: str, en: str) -> Never:
    """Raise the error for a PDF that exceeds a limit, with what to do about it."""
    raise LimitExceededError(
        Bilingual(
            f"{zh}；请用阅读器另行打印为 PDF 后再试",
            f"{en}; print it to a new PDF from a viewer and try that",
        )
    )


def page_of(page: Any, number: int, clock: Clock) -> Page:  # noqa: ANN401 - the library is untyped
    """Return what is to be seen on a page of PDFium, turned so that its text is upright."""
    left, bottom, right, top = page.get_bbox()
    found = list(_glyphs(page, clock))
    turns = Counter(turn for _, _, _, turn in found if turn is not None)
    most = turns.most_common(1)[0][0] if turns else 0
    turn = _turns(left, bottom, right, top)[most]
    width, height = (right - left, top - bottom)[:: -1 if most % 2 else 1]
    glyphs = (
        _placed(text, box, origin, turn, is_upright=own == most)
        for text, box, origin, own in found
        if own is not None
    )
    lines: list[Rule] = []
    has_images = False
    for item, matrix, is_image in _drawings(page.raw, clock):
        has_images = has_images or is_image
        if not is_image:
            lines += _rules(item, matrix, turn, clock)
    return Page(
        number,
        width,
        height,
        tuple(
            glyph
            for glyph in glyphs
            if 0 <= glyph.left + glyph.right <= 2 * width
            and 0 <= glyph.top + glyph.bottom <= 2 * height
        ),
        tuple(lines),
        has_images,
    )


def _turns(left: float, bottom: float, right: float, top: float) -> tuple[_Turn, ...]:
    """Return what turns a point of the page, by the quarter turns clockwise of its text."""
    return (
        lambda x, y: (x - left, top - y),
        lambda x, y: (top - y, right - x),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (y - bottom, x - left),
    )


def _glyphs(
    page: Any,  # noqa: ANN401
    clock: Clock,
) -> Iterator[tuple[str, tuple[float, float, float, float], _Point, int | None]]:
    """Yield each character with its box, its origin, and its quarter turns, none if it slants."""
    from pypdfium2 import raw

    text = page.get_textpage()
    count = raw.FPDFText_CountChars(text)
    if count > MAX_GLYPHS:
        refuse(f"一页上的字符超过 {MAX_GLYPHS} 个", f"a page has more than {MAX_GLYPHS} characters")
    box = raw.FS_RECTF()
    x, y = c_double(), c_double()
    unit = partial(raw.FPDFText_GetUnicode, text)
    for index in range(count):
        clock.tick()
        code = _code(unit, index)
        if code is None or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        angle = raw.FPDFText_GetCharAngle(text, index) / _QUARTER
        turn = round(angle)
        yield (
            _char(code),
            (box.left, box.bottom, box.right, box.top),
            (x.value, y.value),
            turn % 4 if abs(angle - turn) <= _SLANT else None,
        )
    text.close()


def _code(unit: Callable[[int], int], index: int) -> int | None:
    """Return a code point; none for the second half of one that takes two units of UTF-16."""
    code = unit(index)
    if code in _LOW and unit(index - 1) in _HIGH:
        return None
    if code in _HIGH and (low := unit(index + 1)) in _LOW:
        return 0x10000 + ((code - _HIGH.start) << 10) + low - _LOW.start
    return code


def _char(code: int) -> str:
    """Return a character; U+FFFD for what the font does not say."""
    if code in _HYPHENS:
        return _HYPHENS[code]
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004


def _placed(
    text: str,
    box: tuple[float, float, float, float],
    origin: _Point,
    turn: _Turn,
    *,
    is_upright: bool,
) -> Glyph:
    (x0, y0), (x1, y1) = turn(*box[:2]), turn(*box[2:])
    return Glyph(
        text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), turn(*origin)[1], is_upright
    )


def _drawings(page: Any, clock: Clock) -> Iterator[tuple[Any, _Matrix, bool]]:  # noqa: ANN401
    """Yield the paths and images of a page, also those in forms, with what moves them."""
    from pypdfium2 import raw

    count = partial(raw.FPDFPage_CountObjects, page)
    waiting = [(partial(raw.FPDFPage_GetObject, page), count(), _UNMOVED, 0)]
    seen = 0
    while waiting:
        get, number, matrix, depth = waiting.pop()
        seen += number
        if seen > MAX_OBJECTS:
            _refuse_drawings()
        for index in range(number):
            clock.tick()
            item = get(index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
                yield item, matrix, kind == raw.FPDF_PAGEOBJ_IMAGE
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                waiting.append(
                    (
                        partial(raw.FPDFFormObj_GetObject, item),
                        raw.FPDFFormObj_CountObjects(item),
                        _within(_matrix(item), matrix),
                        depth + 1,
                    )
                )


def _refuse_drawings() -> Never:
    refuse(f"一页上的图形超过 {MAX_OBJECTS} 个", f"a page has more than {MAX_OBJECTS} drawings")


def _matrix(item: Any) -> _Matrix:  # noqa: ANN401
    from pypdfium2 import raw

    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _within(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """Return the matrix that moves a point by the inner one, then by the outer one."""
    a, b, c, d, e, f = inner
    (ox, oy), (ax, ay), (cx, cy) = (
        _moved(outer, *p) for p in ((e, f), (a + e, b + f), (c + e, d + f))
    )
    return ax - ox, ay - oy, cx - ox, cy - oy, ox, oy


def _moved(matrix: _Matrix, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _rules(item: Any, outer: _Matrix, turn: _Turn, clock: Clock) -> Iterator[Rule]:  # noqa: ANN401
    """Yield the ruling lines that a path draws: its level and upright strokes, and thin boxes."""
    from pypdfium2 import raw

    fill, is_stroked = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(item, fill, is_stroked)
    matrix = _within(_matrix(item), outer)
    for path in _paths(item, clock):
        points = [turn(*_moved(matrix, *point)) for point in path]
        xs, ys = zip(*points, strict=True)
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if min(wide, high) < _THICK:
            if wide > _THICK:
                yield Rule(_LEVEL, (min(ys) + max(ys)) / 2, min(xs), max(xs))
            elif high > _THICK:
                yield Rule(_UPRIGHT, (min(xs) + max(xs)) / 2, min(ys), max(ys))
        elif is_stroked.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(y0 - y1) < _OFF < abs(x0 - x1):
                    yield Rule(_LEVEL, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
                elif abs(x0 - x1) < _OFF < abs(y0 - y1):
                    yield Rule(_UPRIGHT, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _paths(item: Any, clock: Clock) -> list[list[_Point]]:  # noqa: ANN401
    """Return each stretch of a path without a gap in it, closed where it says so."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(item)
    if count > MAX_OBJECTS:
        _refuse_drawings()
    x, y = c_float(), c_float()
    stretches: list[list[_Point]] = []
    for index in range(count):
        clock.tick()
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not stretches:
            stretches.append([])
        stretches[-1].append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            stretches[-1].append(stretches[-1][0])
    return stretches
