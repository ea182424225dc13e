"""The pictures of the documentation show what there is; `make pictures` draws them."""

import struct
from xml.etree import ElementTree as ET

import pytest

from tests.pictures import DRAWINGS, FOLDER, SHOTS, shots

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawings_are_up_to_date(name: str) -> None:
    """`make pictures` would draw what is there; each has a title and takes nothing from elsewhere."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert DRAWINGS[name]() == text
    root = ET.fromstring(text)
    assert root.findtext(f"{SVG}title")
    assert text.count("http") == 1  # the namespace
    width, height = (float(root.get(side, 0)) for side in ("width", "height"))
    for node in root.iter():
        assert 0 <= float(node.get("x", 0)) <= width
        assert 0 <= float(node.get("y", 0)) <= height


def test_the_terminal_is_in_colour() -> None:
    """An error is red, as on the screen of whoever runs the command."""
    assert DRAWINGS["check.svg"]().count('fill="#800000"') == 2


def test_pictures_are_small() -> None:
    """Whoever clones the repository takes them along; there are no others."""
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert sizes.keys() == DRAWINGS.keys() | SHOTS.keys()
    assert sum(sizes.values()) < 400_000


def _size(png: bytes) -> tuple[int, ...]:
    """Return width and height of a picture."""
    assert png[1:4] == b"PNG"
    return struct.unpack(">II", png[16:24])


@pytest.mark.engine
def test_shots_are_repeatable() -> None:
    """A browser shows the same each time, as large as what is there."""
    once, again = shots(), shots()
    assert once == again
    there = {name: _size((FOLDER / name).read_bytes()) for name in SHOTS}
    assert {name: _size(png) for name, png in once.items()} == there
