"""The JSON Schema (Draft 2020-12) of the report: shipped, embedded, and used to validate.

`python -m govinfo_report.schema` derives every document anew from the code and writes it into the
folders that publish and package it.
"""

from govinfo_report.schema.deriving import derive
from govinfo_report.schema.naming import DIALECT, VERSION, Profile
from govinfo_report.schema.packaged import load, registry, rules
from govinfo_report.schema.upgrading import upgrade
from govinfo_report.schema.validation import SchemaError, validate

__all__ = [
    "DIALECT",
    "VERSION",
    "Profile",
    "SchemaError",
    "derive",
    "load",
    "registry",
    "rules",
    "upgrade",
    "validate",
]
