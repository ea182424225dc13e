"""What the command takes to start, against `python -c "import attrs"`, in processor time.

No longer for `--version`, and for a check at most three times as long: with all rules it makes the
wording of the prose ready besides, and for a text the labels by which tables are known. Everything
is compiled to bytecode first, as it is when installed.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROUNDS = 25
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
COMMAND = ["-m", "govinfo_report"]
JSON, TEXT = (str(EXAMPLES / f"huangpu-2021.{suffix}") for suffix in ("json", "txt"))
CASES: dict[str, tuple[list[str], float]] = {
    "--version": (["--version"], 1),
    "--help": (["--help"], 1),
    "check --rules identities (JSON)": (["check", "--rules", "identities", JSON], 3),
    "check (JSON)": (["check", JSON], 3),
    "check (text)": (["check", TEXT], 3),
}


def cost(*args: str, folder: str) -> float:
    """Return the seconds that a process takes of a processor, the best of several rounds."""
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
    best = float("inf")
    for _ in range(ROUNDS):
        process = subprocess.Popen(  # noqa: S603 - the command itself
            [sys.executable, *args],
            stdout=subprocess.DEVNULL,
            cwd=folder,
            env=os.environ | compiled,
        )
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0
        best = min(best, usage.ru_utime + usage.ru_stime)
    return best


def main() -> None:
    """Print and hold to the limits what each way to start costs, without a configuration."""
    with TemporaryDirectory() as folder:
        measure = cost("-c", "import attrs", folder=folder)
        print(f"import attrs {measure * 1e3:.0f} ms")
        for name, (args, limit) in CASES.items():
            ratio = cost(*COMMAND, *args, folder=folder) / measure
            print(f"{name:<32} {ratio:4.1f} times as long, at most {limit}")
            assert ratio <= limit


if __name__ == "__main__":
    main()
