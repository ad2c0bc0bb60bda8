"""Paths inside a record: parts joined by `/`, escaped so that any text can be a part."""

from __future__ import annotations

from collections.abc import Mapping

DELETED = "_del"
"""The register path of every record: true when it is archived."""
CONTESTED = "_contested"
"""Derived: true when the record was archived by somebody who had not seen another's change."""
DISPUTED = "_disputed"
"""Derived: the registers that hold several people's values, by name, where there are any."""


def key_path(*parts: str) -> str:
    """A path from parts, with `~` and `/` inside a part escaped (`~0`, `~1`)."""
    return "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)


def path_parts(path: str) -> tuple[str, ...]:
    """The parts of a path, unescaped; the inverse of `key_path`."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in path.split("/"))


def members_of(doc: Mapping[str, object], path: str) -> tuple[str, ...]:
    """The members of the map field `path` that a record holds, in name order."""
    start = path + "/"
    found = {
        path_parts(key)[1]
        for key, value in doc.items()
        if key.startswith(start) and key.count("/") == 1 and value
    }
    return tuple(sorted(found))
