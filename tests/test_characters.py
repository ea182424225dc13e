"""Characters that copying and traditional script put for those of the form."""

import shutil
import subprocess
import unicodedata

import pytest

from govinfo_report._text import _FROM_SUPPLEMENT, compact, mended
from govinfo_report.layout import variants


def test_folded_as_opencc_does() -> None:
    """Each traditional character is folded as OpenCC folds it, but for those it leaves alone."""
    opencc = pytest.importorskip("opencc", reason="needs opencc")
    convert = opencc.OpenCC("t2s").convert
    differ = {
        chr(char): simple
        for char, simple in variants.FOLDED.items()
        if convert(chr(char)) != simple
    }
    assert differ == {"覆": "复"}


@pytest.mark.parametrize(
    ("radical", "character"),
    [
        ("\N{CJK RADICAL CIVILIAN}", "民"),
        ("\N{CJK RADICAL C-SIMPLIFIED LONG}", "长"),
        ("\N{CJK RADICAL C-SIMPLIFIED GATE}", "门"),
        ("\N{CJK RADICAL C-SIMPLIFIED SEE}", "见"),
        ("\N{CJK RADICAL C-SIMPLIFIED SHELL}", "贝"),
        ("\N{CJK RADICAL C-SIMPLIFIED LEAF}", "页"),
        ("\N{CJK RADICAL MOTHER}", "母"),
        ("\N{KANGXI RADICAL SUN}", "日"),
        ("\N{CJK COMPATIBILITY IDEOGRAPH-F900}", "豈"),
    ],
)
def test_radicals(radical: str, character: str) -> None:
    """A radical of Unicode becomes its EquivalentUnifiedIdeograph, in labels and in prose."""
    assert (mended(f"（{radical}）"), compact(radical)) == (f"（{character}）", character)


@pytest.mark.engine
def test_the_supplement_as_unicode_has_it() -> None:
    """Each radical becomes what the Unicode Character Database says, which Perl carries with it."""
    if (perl := shutil.which("perl")) is None:
        pytest.skip("needs Perl")
    program = "for (@ARGV) { print charprop(hex, 'Equivalent_Unified_Ideograph'), qq(\\n) }"
    codes = [f"{code:x}" for code in _FROM_SUPPLEMENT]
    told = subprocess.run(
        [perl, "-CS", "-MUnicode::UCD=charprop", "-e", program, *codes],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert told.stdout.splitlines() == [*_FROM_SUPPLEMENT.values()]


def test_the_whole_supplement() -> None:
    """Whatever becomes of a radical is a Han character."""
    radicals = [chr(code) for code in range(0x2E80, 0x2EF4) if compact(chr(code)) != chr(code)]
    assert all(unicodedata.name(compact(each)).startswith("CJK UNIFIED") for each in radicals)
