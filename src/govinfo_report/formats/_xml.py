"""What the XML within office files cannot carry."""

import re
from collections.abc import Iterator
from typing import Final

from govinfo_report.document import Document, Table
from govinfo_report.errors import Bilingual, UnrenderableError

_UNFIT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def require_xml(document: Document, name: str) -> None:
    """Raise `UnrenderableError` for a control character other than tab and line feed."""
    for text in _texts(document):
        if match := _UNFIT.search(text):
            code = f"U+{ord(match[0]):04X}"
            reason = Bilingual(f"含有控制字符 {code}", f"it holds the control character {code}")
            raise UnrenderableError(name, text, reason)


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield block.caption
            for row in block.rows:
                for cell in row:
                    yield cell.text
        else:
            yield block.text
