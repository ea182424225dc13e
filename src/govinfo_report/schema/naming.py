"""What the documents of the schema are called: versions, profiles, identifiers, files."""

from enum import StrEnum
from typing import Final

from govinfo_report.vocabulary import Edition

VERSION: Final = 1
"""The version of the schema, counted apart from the editions of the form."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
"""The dialect in which the documents are written."""


class Profile(StrEnum):
    """How complete a report has to be."""

    PUBLISHED = "published"
    """As found in the wild: blanks are `null`."""
    FILING = "filing"
    """As filed with the office that collects the reports: complete, without any `null`."""

    @property
    def stem(self) -> str:
        """The name of its documents, in identifiers and files."""
        return "report" if self is Profile.PUBLISHED else self.value


def identifier(*parts: str) -> str:
    """Return the URN of a document of the current version."""
    return ":".join(("urn:govinfo-report:schema", str(VERSION), *parts))


def schema_identifier(edition: Edition | None, profile: Profile) -> str:
    """Return the URN of a schema; without an edition, of the one that picks by `edition`."""
    return identifier(*([] if edition is None else [edition.value]), profile.stem)


def schema_file(edition: Edition | None, profile: Profile) -> str:
    """Return where a schema stands below the folder of all schemas."""
    folder = "" if edition is None else f"{edition}/"
    return f"{folder}{profile.stem}.schema.json"


def split_file(profile: Profile) -> str:
    """Return where the schema stands that picks by `edition` and refers to the others."""
    return f"split/{profile.stem}.schema.json"


def rules_file(edition: Edition) -> str:
    """Return where the identities of an edition stand as data."""
    return f"{edition}/rules.json"


RULES_SCHEMA_FILE: Final = "rules.schema.json"
"""Where the schema of the files of identities stands."""
