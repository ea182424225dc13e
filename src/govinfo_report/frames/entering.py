"""How a user's frame, whatever its engine, becomes one to compute with, and how it comes back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from operator import or_
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import narwhals as nw

from govinfo_report.errors import Bilingual, UnfitInputError, UnreadableError
from govinfo_report.frames.names import AMOUNTS, EDITIONS_OF, FIGURES, KEYS, PLACES, PRINTED, column
from govinfo_report.vocabulary import Edition

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Frame: TypeAlias = nw.LazyFrame[Any]
"""A frame of narwhals: lazy where its engine is, or a table of PyArrow."""

DECIMAL: Final = nw.Decimal(38, PLACES)
"""The type of an amount, and of what a rule expects and a report says."""


@attrs.frozen
class Entered:
    """A frame to compute with: counts are whole numbers of 64 bits, names are without dots."""

    frame: Frame
    keys: tuple[str, ...]
    """The columns that are no figures, which say what row it is."""
    _names: Mapping[str, str]
    """What keys with dots in their names are called by the user."""
    _close: Callable[[Frame], Any]

    def leave(self, found: Frame) -> Any:  # noqa: ANN401 - a frame of any engine
        """Return a result as a native frame of the engine that the user came with."""
        return self._close(_renamed(found, self._names))


def enter(native: object, figures: Iterable[str], keys: Iterable[str] = ()) -> Entered:
    """Return a native frame as one to compute with, with the given figures and every key.

    Nothing is computed yet where the engine is lazy. `UnfitInputError` for what is no frame, or
    lacks a figure, the edition or another of the given keys, or has it in a type that cannot hold
    its values exactly; `UnreadableError` where the engine cannot say what columns there are.
    """
    frame, close = _opened(native)
    types = _types(frame)
    asked = set(figures)
    wanted = [name for name in _OF_FIGURES if name in asked]
    _require(types, ["edition", *keys, *wanted])
    others = [name for name in types if name not in _OF_FIGURES]
    dotted = {column(name): name for name in others if column(name) != name}
    frame = _renamed(frame, {name: column(name) for name in [*dotted.values(), *wanted]})
    columns = [
        value(name).cast(kind) if (kind := _type(name)) and types[name] != kind else value(name)
        for name in [*others, *wanted]
    ]
    return Entered(frame.select(*columns), tuple(map(column, others)), dotted, close)


def _renamed(frame: Frame, names: Mapping[str, str]) -> Frame:
    if not names:
        return frame
    if frame.implementation.is_pyspark() or frame.implementation.is_pyspark_connect():
        # A dotted name would be taken for a field of a structure, unless all are named anew.
        native = frame.to_native().toDF(*(names.get(name, name) for name in frame.columns))
        named: Frame = nw.from_native(native)
        return named
    return frame.rename(dict(names))


def to_arrow(native: object) -> "pa.Table":
    """Return a native frame of any engine as a table of PyArrow."""
    table: pa.Table = _opened(native)[0].lazy().collect("pyarrow").to_native()
    return table


def value(path: str) -> nw.Expr:
    """Return the column of a figure."""
    return nw.col(column(path))


def combined(operation: Callable[[nw.Expr, nw.Expr], nw.Expr], parts: Iterable[nw.Expr]) -> nw.Expr:
    """Return the sum, or whatever the operation makes, of at least one part.

    It is a tree as low as can be: Spark takes none that is deep.
    """
    level = list(parts)
    while len(level) > 1:
        pairs = [operation(*pair) for pair in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[2 * len(pairs) :]
    return level[0]


def has_blank(paths: Iterable[str]) -> nw.Expr:
    """Say of a row whether one of some figures is blank, of those that its edition has."""
    own = dict(_of_one_edition(paths))
    blanks = [value(path).is_null() for path in paths if path not in own]
    blanks += [(nw.col("edition") == e.value) & value(path).is_null() for path, e in own.items()]
    return combined(or_, blanks)


def has_foreign_figures(paths: Iterable[str]) -> nw.Expr:
    """Say of a row whether it has anything in columns that its edition does not have."""
    parts = [
        (nw.col("edition") != edition.value) & ~value(path).is_null()
        for path, edition in _of_one_edition(paths)
    ]
    return combined(or_, parts) if parts else nw.lit(value=False)


def own_figures(frame: Frame, paths: Iterable[str]) -> Frame:
    """Return the rows with null in the columns that their edition does not have."""
    return frame.with_columns(
        nw.when(nw.col("edition") == edition.value).then(value(path)).alias(column(path))
        for path, edition in _of_one_edition(paths)
    )


def _of_one_edition(paths: Iterable[str]) -> Iterator[tuple[str, Edition]]:
    """Yield the figures that one edition alone has, each with that edition."""
    for path in paths:
        (edition, *others) = EDITIONS_OF[path]
        if not others:
            yield path, edition


_OF_FIGURES: Final = dict.fromkeys([*FIGURES, *PRINTED])


def _opened(native: object) -> tuple[Frame, Callable[[Frame], Any]]:
    """Return a frame of narwhals, and what gives a result the type that the user came with.

    pandas is entered by way of Arrow, whose columns hold nulls, decimals and lists as they are.
    """
    try:
        frame: Any = nw.from_native(native)
    except TypeError:
        name = type(native).__name__
        raise UnfitInputError(Bilingual(f"{name} 不是数据表", f"{name} is no data frame")) from None
    if frame.implementation.is_pandas_like():
        return nw.from_native(_whole(frame.to_arrow())), _as_pandas
    return frame, lambda found: found.to_native()


def _as_pandas(found: Frame) -> "pd.DataFrame":
    import pandas as pd

    frame: pd.DataFrame = found.to_native().to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _types(frame: Frame) -> nw.Schema:
    """Return the columns and their types, for which a lazy engine opens the file."""
    try:
        return frame.collect_schema()
    except Exception as error:  # noqa: BLE001 - every engine has errors of its own
        raise damaged(error) from None


def damaged(error: Exception, source: str | None = None) -> UnreadableError:
    """Say that a file of columns cannot be read, and what the engine says of it."""
    return UnreadableError(
        Bilingual(
            f"数据文件无法读取，可能已损坏（{error}）；请重新生成或重新传输",
            f"the file cannot be read, it may be damaged ({error}); write or transfer it anew",
        ),
        source=source,
    )


def unread(error: Exception, source: str) -> UnreadableError:
    """Say why a file of columns was not read: the system does not let it be opened, or damage."""
    if isinstance(error, OSError) and error.errno:
        return UnreadableError.unopened(error, source)
    return damaged(error, source)


def _whole(table: "pa.Table") -> "pa.Table":
    """Return a table with counts that pandas made floats, to mark blanks by NaN, whole again.

    It is exact, as no count is beyond 2^53; a column with a fraction is left for what it is.
    """
    import pyarrow as pa

    for place, field in enumerate(table.schema):
        is_count = field.name not in AMOUNTS and (field.name in _OF_FIGURES or field.name == "year")
        if is_count and pa.types.is_floating(field.type):
            with suppress(pa.ArrowInvalid):
                table = table.set_column(place, field.name, table.column(place).cast(pa.int64()))
    return table


def _type(name: str) -> nw.dtypes.DType | None:
    """Return the one type in which all engines compute with a column, if it is one of ours."""
    if name in _OF_FIGURES:
        return DECIMAL if name in AMOUNTS else nw.Int64()
    return {"edition": nw.String(), "year": nw.Int32()}.get(name)


def _require(types: nw.Schema, wanted: Iterable[str]) -> None:
    """Raise unless a frame has certain columns, in types that hold their values exactly."""
    faults = []
    for name in wanted:
        if name not in types:
            faults.append(Bilingual(f"缺少列 {name}", f"column {name!r} is missing"))
        elif (kind := _unmet(name, types[name])) is not None:
            faults.append(
                Bilingual(
                    f"列 {name} 的类型为 {types[name]}，应为{kind.zh}",
                    f"column {name!r} is of type {types[name]}, but must hold {kind.en}",
                )
            )
    if faults:
        raise UnfitInputError(*faults)


def _unmet(name: str, found: nw.dtypes.DType) -> Bilingual | None:
    """Return what a column must hold if it does not; of columns that are not ours, nothing."""
    if found == nw.Unknown:  # nothing but nulls
        return None
    if name in _OF_FIGURES or name == "year":
        if found.is_integer() or (name in AMOUNTS and found.is_decimal()):
            return None
        return _DECIMALS if name in AMOUNTS else _WHOLE_NUMBERS
    is_text = found in {nw.String, nw.Categorical} or isinstance(found, nw.Enum)
    return None if is_text or name not in KEYS else _TEXT


_TEXT: Final = Bilingual("文本", "text")
_WHOLE_NUMBERS: Final = Bilingual("整数，不可为浮点数", "whole numbers, not floats")
_DECIMALS: Final = Bilingual("十进制数（decimal），不可为浮点数", "decimals, not floats")
