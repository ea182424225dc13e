"""A whole and its parts: lists within a sentence whose numbers have the same counter."""

from typing import Final

import msgspec

from govinfo_report.rules.prose.sentence import Fact
from govinfo_report.rules.prose.wording import Meaning

_DEEPEST: Final = 3  # brackets within brackets that still hold a list
_LOOK_BACK: Final = 3  # numbers between a whole and its parts that count something else


class Breakdown(msgspec.Struct, frozen=True):
    """A whole and its parts."""

    whole: Fact
    parts: list[Fact]
    complete: bool


def breakdowns(facts: list[Fact], tail: str) -> list[Breakdown]:
    """Return the breakdowns among the numbers of a sentence, `tail` the signs after the last."""
    numbers = [fact for fact in facts if fact.quantity is not None]
    signs = [*(fact.signs for fact in numbers), tail]
    found = []
    for i in range(1, len(numbers)):
        whole = _whole(numbers, signs, i)
        if whole is None or numbers[i].depth > _DEEPEST:
            continue
        parts, end = _parts(numbers, signs, i)
        if len(parts) > 1 or "其" in signs[i]:
            found.append(Breakdown(whole, parts, _is_complete(numbers, signs, parts, end)))
    return found


def _counter(fact: Fact) -> str:
    return "" if fact.quantity is None else fact.quantity.counter


def _whole(numbers: list[Fact], signs: list[str], i: int) -> Fact | None:
    """Return what the number at `i` is the first part of."""
    between = signs[i]
    intro = between.rfind("其")
    if intro < 0 and between.lstrip("，：").startswith("别"):
        intro = between.index("别")
    if intro >= 0:
        if "；" in between[intro:] or "含" in between:
            return None
        if "；" in between[:intro] and not between.startswith("；其"):
            return None
    elif between[:1] not in {"（", "："} or "含" in between or "；" in between:
        return None
    for j in range(i - 1, max(-1, i - 1 - _LOOK_BACK), -1):
        if _counter(numbers[j]) == _counter(numbers[i]):
            return numbers[j] if numbers[j].depth <= numbers[i].depth else None
        if intro < 0 or "；" in signs[j]:
            return None
    return None


def _parts(numbers: list[Fact], signs: list[str], first: int) -> tuple[list[Fact], int]:
    """Return the parts of the list that begins at `first`, and the number after the last."""
    depth = numbers[first].depth
    parts, j = [numbers[first]], first + 1
    enumerated = False
    while j < len(numbers):
        number, between = numbers[j], signs[j]
        if number.depth > depth:
            j += 1
            continue
        if number.depth < depth or "；" in between or _counter(number) != _counter(parts[0]):
            break
        if _closes(between, numbers[j - 1].depth - depth) or "其" in between or "比" in between:
            break
        if "，" in between:
            if enumerated or _begins_anew(number, parts[0]):
                break
        elif "、" in between or "和" in between:
            enumerated = True
        parts.append(number)
        j += 1
    return parts, j


def _closes(between: str, opened: int) -> bool:
    """Say whether more brackets close than have been opened within the list."""
    for sign in between:
        opened += (sign == "（") - (sign == "）")
        if opened < 0:
            return True
    return False


_HEADS: Final = frozenset(
    {Meaning.RECEIVED, Meaning.HANDLED, Meaning.ANSWERED, Meaning.CARRIED_FORWARD,
     Meaning.DISPUTE, Meaning.DOCUMENT, Meaning.DECISION}
)  # fmt: skip
_INTAKE: Final = frozenset({Meaning.RECEIVED, Meaning.CARRIED_OVER})


def _begins_anew(number: Fact, first: Fact) -> bool:
    """Say whether a number after a comma is about something else than the list."""
    if number.meaning is first.meaning or {number.meaning, first.meaning} <= _INTAKE:
        return False
    return number.meaning in _HEADS


def _is_complete(numbers: list[Fact], signs: list[str], parts: list[Fact], end: int) -> bool:
    """Say whether a list leaves nothing over: no 等, no 其余, no other number that may belong."""
    if len(parts) < 2:  # noqa: PLR2004 - a list
        return False
    last = numbers.index(parts[-1])
    if signs[last + 1].startswith("等"):
        return False
    rest = signs[last + 1 : end + 1]
    closing = "".join(rest)
    if parts[0].depth and "）" in closing:
        return "余" not in closing.split("）")[0]
    j = end
    while j < len(numbers):
        if "；" in signs[j]:
            return "余" not in signs[j]
        if _counter(numbers[j]) == _counter(parts[0]) and "比" not in signs[j]:
            return False
        j += 1
    return not any("余" in between for between in signs[last + 1 :])
