"""Whether there is a font to set Chinese text in, which a fresh machine may lack."""

import pytest

from govinfo_report.formats import pdf


def need_chinese_font() -> None:
    """Skip where no Chinese font is installed."""
    if not {*pdf.FAMILIES} & {*pdf._installed().families()}:
        pytest.skip("needs a Chinese font")
