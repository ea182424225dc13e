"""Organs: invented names of every kind, with codes that are well made."""

from typing import Final

from hypothesis import strategies as st

from govinfo_report.model import Agency
from govinfo_report.vocabulary import AgencyKind

_PLACES: Final = (("云岭市", "310000"), ("青禾县", "530100"), ("鹭屿区", "440112"))
_ENDINGS: Final = (
    ("农业农村局", AgencyKind.DEPARTMENT),
    ("教育局", AgencyKind.DEPARTMENT),
    ("发展和改革委员会", AgencyKind.DEPARTMENT),
    ("人民政府", AgencyKind.GOVERNMENT),
    ("青石镇人民政府", AgencyKind.OTHER),
    ("东湖街道办事处", AgencyKind.OTHER),
)
SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""What a unified social credit code is written in (GB 32100): no I, O, S, V, Z."""
_BODY: Final = 17
_KIND_OF_ORGAN: Final = "11"  # registered by 机构编制, an organ


def credit_code(number: int) -> str:
    """Return the unified social credit code that a number makes, with its check sign (GB 32100).

    >>> credit_code(0)
    '11000000000000000U'
    """
    digits = ""
    for _ in range(_BODY - len(_KIND_OF_ORGAN)):
        number, rest = divmod(number, len(SIGNS))
        digits = SIGNS[rest] + digits
    body = _KIND_OF_ORGAN + digits
    weighed = sum(SIGNS.index(sign) * pow(3, place, len(SIGNS)) for place, sign in enumerate(body))
    return body + SIGNS[-weighed % len(SIGNS)]


AGENCIES: Final = tuple(
    Agency(
        city + ending,
        kind,
        credit_code(number * len(_PLACES) + place) if is_coded else None,
        region if is_coded else None,
    )
    for is_coded in (False, True)
    for number, (ending, kind) in enumerate(_ENDINGS)
    for place, (city, region) in enumerate(_PLACES)
)
"""Organs of every kind, none of which there is; of some the codes are known."""


def agencies() -> st.SearchStrategy[Agency]:
    """Draw an organ whose kind goes with its name; its codes are known or not."""
    return st.sampled_from(AGENCIES)
