"""LibreOffice for the tests that need one."""

import shutil
import subprocess
from pathlib import Path

import pytest


def convert(files: list[Path], to: str, directory: Path) -> None:
    """Convert files with a LibreOffice that has a profile of its own, or skip without one."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs libreoffice")
    profile = directory / "profile"
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(directory),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
