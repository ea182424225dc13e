"""Many reports as a data frame, and the rules on figures as data-frame expressions."""

from govinfo_report.errors import MissingExtraError

try:
    from govinfo_report.frames.checking import RULES, check
    from govinfo_report.frames.columns import SCHEMA, from_frame, to_frame
    from govinfo_report.frames.files import read_parquet, write_parquet
    from govinfo_report.frames.rollups import rollup
    from govinfo_report.frames.series import check_series
    from govinfo_report.frames.shaping import long, summary
except ModuleNotFoundError as error:
    raise MissingExtraError("govinfo_report.frames", "frames") from error

__all__ = [
    "RULES",
    "SCHEMA",
    "check",
    "check_series",
    "from_frame",
    "long",
    "read_parquet",
    "rollup",
    "summary",
    "to_frame",
    "write_parquet",
]
