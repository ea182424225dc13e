"""The command that writes the documents of the schema: `python -m govinfo_report.schema`."""

import sys
from pathlib import Path

# A command is where a program starts: nothing imports it, so it may look up.
from govinfo_report.publishing import publish, release

{(): publish, ("release",): release}[tuple(sys.argv[1:])](Path.cwd())
