"""The text of a paragraph of a Word file as it shows: changes accepted, fields as last computed."""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

import msgspec

from govinfo_report.errors import Bilingual, UnreadableError
from govinfo_report.formats._word_styles import Styles, is_on, value

_UNSHOWN: Final = {"del", "moveFrom", "pPr", "rPr", "rt", "sectPr", "tblPr", "tcPr", "trPr"}
"""Deleted text, the annotation over a word, and what is no text."""
_SIGNS: Final = {
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "ptab": "\t",
    "softHyphen": "\N{SOFT HYPHEN}",
    "tab": "\t",
}
_PAGING: Final = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC"}
"""Fields that tell where something is in the file, and are no part of what it says."""
_NOTES: Final = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_IMPORTED: Final = Bilingual(
    "Word 文件只是另一文件的外壳（altChunk）；请用 Word 或 WPS 打开后另存为 docx",
    "the Word file is but the shell of another file (altChunk); open it in an office program and"
    " save it as docx",
)


def shown(element: Element) -> Iterable[Element]:
    """Return what of an element is to be seen."""
    match element.tag:
        case "sdt":  # a content control; what it says until somebody fills it in is a prompt
            content = element.find("sdtContent")
            is_prompt = is_on(element, "sdtPr/showingPlcHdr") or _is_contents(element)
            return () if content is None or is_prompt else content
        case "AlternateContent":  # one thing in several manners, the best one first
            return next(iter(element), ())
        case "altChunk":
            raise UnreadableError(_IMPORTED)
    return () if element.tag in _UNSHOWN else element


def _is_contents(control: Element) -> bool:
    return value(control, "sdtPr/docPartObj/docPartGallery") == "Table of Contents"


def within(element: Element, tags: Iterable[str]) -> Iterator[Element]:
    """Yield the outermost elements of some kinds that are to be seen in another."""
    for each in shown(element):
        if each.tag in tags:
            yield each
        else:
            yield from within(each, tags)


class Line(msgspec.Struct):
    """A paragraph, with what hangs on it."""

    text: str = ""
    boxes: list[Element] = []
    """The content of each text box."""
    notes: list[tuple[str, str]] = []
    """Kind and id of each note that it refers to."""


class _Field(msgspec.Struct):
    code: str = ""
    is_result: bool = False

    @property
    def shows(self) -> bool:
        """Whether what comes now is its result, and says something."""
        return self.is_result and not _is_paging(self.code)


def _is_paging(code: str) -> bool:
    return (code.split() or [""])[0].upper() in _PAGING


class Runs(msgspec.Struct):
    """Reads one paragraph after the other: a field may go on from one to the next."""

    _styles: Styles
    _fields: list[_Field] = []

    def read(self, paragraph: Element) -> Line:
        """Return the text of a paragraph."""
        line = Line()
        self._read(paragraph, line)
        return line

    def _read(self, element: Element, line: Line) -> None:
        for each in shown(element):
            text = _text(each)
            match each.tag:
                case _ if text is not None:
                    if all(field.shows for field in self._fields):
                        line.text += text
                case "txbxContent":
                    line.boxes.append(each)
                case "footnoteReference" | "endnoteReference":
                    line.notes.append((_NOTES[each.tag], each.get("id", "")))
                case "fldChar":
                    self._turn(each.get("fldCharType"))
                case "instrText" if self._fields:
                    self._fields[-1].code += each.text or ""
                case _ if not self._is_hidden(each):
                    self._read(each, line)

    def _turn(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, element: Element) -> bool:
        if element.tag == "fldSimple":
            return _is_paging(element.get("instr", ""))
        return is_on(element, "rPr/vanish") or self._styles.of(element, "rPr/rStyle").is_hidden


def _text(element: Element) -> str | None:
    """Return what an element says by itself, none if it is no text."""
    match element.tag:
        case "t":
            return element.text or ""
        case "sym":
            return _symbol(element.get("char", ""))
        case "textpath":  # WordArt
            return element.get("string", "")
    return _SIGNS.get(element.tag)


def _symbol(code: str) -> str:
    """Return the character of a symbol; where only its font knows it, that there is one."""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        char = ""
    return char if char and char.isprintable() else "\N{REPLACEMENT CHARACTER}"
