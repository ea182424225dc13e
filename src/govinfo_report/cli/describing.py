"""`schema`: what the command knows, whatever the report."""

import argparse
from typing import BinaryIO, TextIO

from govinfo_report import schema
from govinfo_report.cli.codes import OK
from govinfo_report.cli.printing import print_json


def run_schema(options: argparse.Namespace, _: BinaryIO, stdout: TextIO, _stderr: TextIO) -> int:
    """Print the JSON Schema."""
    print_json(schema.load(options.edition), stdout)
    return OK
