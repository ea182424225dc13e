"""The ZIP that an office file is, and the XML in it; neither is trusted.

The standard library reads both: nothing needs to be installed, every part is measured before it is
opened, and a document type, without which XML has no entities, is refused where it begins.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import (
    Element,
    ParseError,
    TreeBuilder,
    XMLParser,
)

from govinfo_report.errors import Bilingual, LimitExceededError, UnreadableError

MAX_ENTRIES: Final = 10_000
MAX_BYTES: Final = 128 * 2**20
"""The most that all parts which are read may hold, unpacked."""
MAX_ELEMENTS: Final = 1_000_000
MAX_DEPTH: Final = 128

_MAX_RATIO: Final = 250  # XML of real tables packs to a fiftieth at most
_SMALL: Final = 2**20
"""What is smaller than this unpacked may be packed however well."""
_ENTRY: Final = b"PK\x01\x02"
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # ECMA-376 part 2, annex B
_LOCKED: Final = 1  # the flag of an encrypted entry
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ValueError,
)
"""What `zipfile` and the XML parser raise for damaged files."""

_TOO_MUCH: Final = Bilingual(
    "解压后过大或过于复杂，可能是压缩炸弹，未予读取；如确为报告，请删去空行和图片后另存",
    "it is too large or too deep when unpacked, as zip bombs are, and was not read; if it is a"
    " report, delete empty rows and pictures and save it again",
)
_TYPED: Final = Bilingual(
    "文件中的 XML 含有文档类型定义（DTD），未予读取；请用 Word、Excel 或 WPS 打开后另存",
    "its XML has a document type (DTD), which is refused; open it in an office program and save it"
    " again",
)
_ENCRYPTED: Final = Bilingual(
    "文件已加密；请取消密码后另存", "the file is encrypted; remove the password and save it again"
)
_BROKEN: Final = Bilingual(
    "文件已损坏或不完整，不是可读的 Office 文件；请重新下载，或用 Word、Excel、WPS 打开后另存",
    "the file is damaged or incomplete and no office file that can be read; fetch it again, or open"
    " it in an office program and save it again",
)


class Package:
    """The parts of an office file, read as they are asked for."""

    def __init__(self, data: bytes) -> None:
        """List the parts; raise `UnreadableError` for what is no ZIP."""
        # Counted before they are listed: each entry of a list takes ten times its bytes.
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise LimitExceededError(_TOO_MUCH)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise broken() from error
        self._entries = {_key(entry.filename): entry for entry in self._zip.infolist()}
        self._left = MAX_BYTES

    def measure(self) -> None:
        """Unpack all that another program would; raise `LimitExceededError` for too much."""
        for entry in self._zip.infolist():
            self._content(entry)

    def part(self, name: str) -> Element | None:
        """Return the XML of a part with names bare of namespaces, none if there is no such part."""
        entry = self._entries.get(_key(name))
        return None if entry is None else _parsed(self._content(entry))

    def main(self) -> str:
        """Return the name of the part that the file is about."""
        for kind, target in self.related("").values():
            if kind == "officeDocument":
                return target
        raise broken()

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """Return the relations of a part, by id: their kind, and the name of the other part."""
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))),
            )
            for each in (() if root is None else root)
            if each.get("TargetMode") != "External"
        }

    def kin(self, name: str, kind: str) -> Element | None:
        """Return the XML of the part that stands in one kind of relation to another."""
        targets = (target for each, target in self.related(name).values() if each == kind)
        target = next(targets, None)
        return None if target is None else self.part(target)

    def properties(self) -> Mapping[str, str]:
        """Return the custom properties of the file: name to text."""
        root = self.part("docProps/custom.xml")
        return {
            each.get("name", ""): "".join(each.itertext())
            for each in (() if root is None else root)
        }

    def _content(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & _LOCKED:
            raise encrypted()
        if entry.compress_type not in _METHODS:
            raise broken()
        packed = entry.file_size > max(_SMALL, _MAX_RATIO * entry.compress_size)
        if packed or entry.file_size > self._left:
            raise LimitExceededError(_TOO_MUCH)
        self._left -= entry.file_size
        try:
            with self._zip.open(entry) as stream:
                # To read with a size is to unpack no more; the checksum tells whether it was true.
                return stream.read(entry.file_size)
        except _DAMAGE as error:
            raise broken() from error


def broken() -> UnreadableError:
    """Return the error that a file is damaged."""
    return UnreadableError(_BROKEN)


def encrypted() -> UnreadableError:
    """Return the error that a file is encrypted."""
    return UnreadableError(_ENCRYPTED)


def _key(name: str) -> str:
    """Return the name of a part as they are compared: without regard to case, from the root."""
    return name.replace("\\", "/").lstrip("/").casefold()


class _Bounded(TreeBuilder):
    """Builds a tree of no more than so many elements, no deeper than so, without namespaces."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._depth = 0

    def doctype(self, *_: object) -> None:
        raise UnreadableError(_TYPED)

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._count += 1
        self._depth += 1
        if self._count > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise LimitExceededError(_TOO_MUCH)
        bare = {key.rpartition("}")[2]: value for key, value in attrs.items()}
        return super().start(tag.rpartition("}")[2], bare)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag.rpartition("}")[2])


def _parsed(data: bytes) -> Element:
    parser = XMLParser(target=_Bounded())  # noqa: S314 - no document type, hence no entities
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (UnreadableError, LimitExceededError):
        raise
    except (ParseError, *_DAMAGE) as error:
        raise broken() from error
    return root
