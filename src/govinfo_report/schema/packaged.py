"""The documents of the schema as the package ships them."""

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from govinfo_report.schema.naming import (
    RULES_SCHEMA_FILE,
    Profile,
    rules_file,
    schema_file,
    split_file,
)
from govinfo_report.vocabulary import Edition

if TYPE_CHECKING:
    from referencing import Registry


def load(
    edition: Edition | str | None = None, profile: Profile | str = Profile.PUBLISHED
) -> dict[str, Any]:
    """Return the schema of an edition; without one, the schema that picks by `edition`.

    Each is self-contained: no reference leads out of it.
    """
    return _parsed(schema_file(None if edition is None else Edition(edition), Profile(profile)))


def rules(edition: Edition | str) -> dict[str, Any]:
    """Return the identities of an edition as data: for each, the JSON pointers of both sides."""
    return _parsed(rules_file(Edition(edition)))


def registry() -> "Registry[Any]":
    """Return a `referencing.Registry` of all schemas, each under its URN.

    The schemas that pick by `edition` are there in the form that refers to the others.
    """
    from referencing import Registry, Resource

    names = [schema_file(edition, profile) for edition in Edition for profile in Profile]
    names += [*map(split_file, Profile), RULES_SCHEMA_FILE]
    none: Registry[Any] = Registry()
    return none.with_resources(
        (document["$id"], Resource.from_contents(document)) for document in map(_parsed, names)
    ).crawl()


def _parsed(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_text(name))
    return document


@cache
def _text(name: str) -> str:
    return (resources.files("govinfo_report") / "_schemas" / name).read_text(encoding="utf-8")
