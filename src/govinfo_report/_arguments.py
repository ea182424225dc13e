"""Say what is wanted where an argument is of a wrong type, rather than fail far within."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def require(name: str, value: object, *kinds: type) -> None:
    """Raise a `TypeError` that names the argument unless it is of one of some types."""
    if not isinstance(value, kinds):
        raise _unlike(name, "", value, kinds)


def several(name: str, values: Iterable[T], *kinds: type) -> Iterator[T]:
    """Yield values; raise a `TypeError` for one of another type, or where they are not several."""
    try:
        found = iter(values)
    except TypeError:
        raise _unlike(name, "a list or another iterable of ", values, kinds) from None
    for index, value in enumerate(found):
        require(f"{name}[{index}]", value, *kinds)
        yield value


def _unlike(name: str, shape: str, found: object, kinds: tuple[type, ...]) -> TypeError:
    wanted = shape + " or ".join(kind.__name__ for kind in kinds)
    message = f"{name} must be {wanted}, not {type(found).__name__}"
    if isinstance(getattr(found, "report", found), kinds):  # such as what `read` returns
        message += ": hand in its .report"
    return TypeError(message)
