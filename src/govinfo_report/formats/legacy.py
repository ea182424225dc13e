"""Old files of Word, Excel and WPS, and OpenDocument: LibreOffice writes them anew to be read.

LibreOffice runs in a folder that is deleted behind it, with a profile of its own that runs no
macros and follows no links, for no longer than `MAX_SECONDS`.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

from govinfo_report.document import Document
from govinfo_report.errors import Bilingual, LimitExceededError, UnreadableError
from govinfo_report.formats import docx, xlsx
from govinfo_report.formats._doc import has_lost_text
from govinfo_report.formats._ole import streams
from govinfo_report.formats._package import Package, encrypted
from govinfo_report.formats.detection import OLE

MAX_SECONDS: Final = 120
"""How long LibreOffice may take."""

_MAX_BYTES: Final = 64 * 2**20
_PROGRAMS: Final = ("soffice", "libreoffice")
_RTF: Final = b"{\\rtf"
_KINDS: Final = (("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"))
"""The streams that tell Word from Excel, in all versions since 1995, and in WPS."""
_ZIP: Final = b"PK"
_BODIES: Final = (("text", ".odt"), ("spreadsheet", ".ods"))
"""What the body of an OpenDocument holds."""
_READERS: Final[Mapping[str, tuple[str, Callable[[bytes], Document]]]] = MappingProxyType(
    {
        **dict.fromkeys((".doc", ".odt", ".rtf"), ("docx", docx.read)),
        **dict.fromkeys((".ods", ".xls"), ("xlsx", xlsx.read)),
    }
)

_MISSING: Final = Bilingual(
    "读取 .doc、.xls、.wps、.et、.odt、.ods 文件需要 LibreOffice；请安装（Debian、Ubuntu："
    "apt install libreoffice-writer libreoffice-calc），或用 Word、Excel、WPS 另存为 .docx"
    " 或 .xlsx",
    ".doc, .xls, .wps, .et, .odt and .ods files are read through LibreOffice; install it"
    " (Debian, Ubuntu: apt install libreoffice-writer libreoffice-calc), or save the file as"
    " .docx or .xlsx",
)
_FAILED: Final = Bilingual(
    "LibreOffice 无法转换此文件，可能已损坏或已加密；请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx",
    "LibreOffice cannot convert the file, which may be damaged or encrypted; save it as .docx or"
    " .xlsx in the program that made it",
)
_SLOW: Final = Bilingual(
    f"LibreOffice 转换此文件超过 {MAX_SECONDS} 秒；请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx",
    f"LibreOffice took more than {MAX_SECONDS} seconds; save the file as .docx or .xlsx in the"
    " program that made it",
)
_FOREIGN: Final = Bilingual(
    "不是 Word、Excel 或 WPS 的文档；请另存为 .docx 或 .xlsx",
    "it is no document of Word, Excel or WPS; save it as .docx or .xlsx",
)
_ZEROED: Final = Bilingual(
    "文件的一部分文字已被零字节覆盖，表格可能因此错位；请重新取得原文件",
    "part of its text was overwritten with zeros, which may have put its tables out of place; get"
    " the file again",
)

_SETTINGS: Final = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)
_PROFILE: Final = (
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{said}</value></prop></item>"
        for path, name, said in _SETTINGS
    )
    + "</oor:items>"
)
_NOWHERE: Final = "http://127.0.0.1:9"
"""The proxy for whatever tries to reach the network all the same: nobody listens there."""


def read(data: bytes) -> Document:
    """Return what an old binary file, an RTF or an OpenDocument says.

    Raise `UnreadableError` without LibreOffice, for an encrypted file, and for what LibreOffice
    cannot convert in time; and what the reader of the converted file raises.
    """
    suffix = _suffix(data)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableError(_MISSING)
    kind, reader = _READERS[suffix]
    try:
        with TemporaryDirectory(prefix="govinfo-report-") as folder:
            converted = _converted(program, data, Path(folder), suffix, kind)
    except OSError as error:
        raise UnreadableError(_FAILED) from error
    return reader(converted)


def _suffix(data: bytes) -> str:
    """Return the suffix of the files that data are one of."""
    if data.startswith(_RTF):
        return ".rtf"
    if data.startswith(_ZIP):
        return _open_document(data)
    if not data.startswith(OLE):
        raise UnreadableError(_FOREIGN)
    names = streams(data)
    if "EncryptedPackage" in names:  # a .docx or .xlsx with a password
        raise encrypted()
    if has_lost_text(data):
        raise UnreadableError(_ZEROED)
    for name, suffix in _KINDS:
        if name in names:
            return suffix
    raise UnreadableError(_FOREIGN)


def _open_document(data: bytes) -> str:
    """Return the suffix of an OpenDocument, once it has shown that it is no zip bomb."""
    Package(data).measure()
    content = Package(data).part("content.xml")
    if content is not None:
        for name, suffix in _BODIES:
            if content.find(f"body/{name}") is not None:
                return suffix
    raise UnreadableError(_FOREIGN)


def _converted(program: str, data: bytes, folder: Path, suffix: str, kind: str) -> bytes:
    source = folder / f"report{suffix}"
    source.write_bytes(data)
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    _run(
        program,
        f"-env:UserInstallation={user.parent.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", kind),
        *("--outdir", str(folder), str(source)),
    )
    target = source.with_suffix(f".{kind}")
    if not target.is_file():  # it says so on its output alone, and exits with 0
        raise UnreadableError(_FAILED)
    if target.stat().st_size > _MAX_BYTES:
        raise LimitExceededError(_FAILED)
    return target.read_bytes()


def _run(*command: str) -> None:
    """Run LibreOffice, and end it with all that it started if it takes too long."""
    environment = os.environ | dict.fromkeys(
        ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _NOWHERE
    )
    with subprocess.Popen(  # noqa: S603 - the program that the system calls LibreOffice
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            process.wait(MAX_SECONDS)
        except subprocess.TimeoutExpired:
            raise UnreadableError(_SLOW) from None
        finally:
            if process.poll() is None:
                _end(process.pid)


def _end(pid: int) -> None:
    """Kill a program and, where the system knows groups, what it started."""
    kill = getattr(os, "killpg", os.kill)
    kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
