"""`python -m govinfo_report` is the command `govinfo-report`."""

import sys

from govinfo_report.cli import main

sys.exit(main())
