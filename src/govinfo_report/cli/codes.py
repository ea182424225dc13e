"""Exit codes and defaults of the command, which are known before anything is imported."""

from typing import Final

OK: Final = 0
"""Exit code: done, and no finding reaches the threshold."""
FOUND: Final = 1
"""Exit code: a finding reaches the threshold."""
FAILED: Final = 2
"""Exit code: the input cannot be read, or the command was called wrongly."""
INTERRUPTED: Final = 130
"""Exit code: stopped by Ctrl-C, as shells count it."""
FAIL_ON: Final = "error"
"""The least severity that makes the exit code `FOUND`, where nobody says otherwise."""
