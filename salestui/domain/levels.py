"""A flat document by the levels of its paths: what stands at each part, and what is below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from salestui.domain.schema import path_parts


class Level:
    """One level of a flat document: values by last part, further levels by part."""

    __slots__ = ("below", "values")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.below: dict[str, Level] = {}

    def at(self, part: str) -> Level:
        """The level below `part`, made when missing."""
        found = self.below.get(part)
        if found is None:
            found = self.below[part] = Level()
        return found

    def members(self, part: str) -> Iterator[tuple[str, Level]]:
        """The members of map `part` that exist (their own path is true)."""
        level = self.at(part)
        for key, value in level.values.items():
            if value is True:
                yield key, level.at(key)


def levels(doc: Mapping[str, object]) -> Level:
    """The document by levels; task templates are left out, as nothing here reads them."""
    root = Level()
    for path, value in doc.items():
        parts = path_parts(path) if "~" in path else path.split("/")
        if len(parts) > 3 and parts[2] == "nodes":
            continue
        node = root
        for part in parts[:-1]:
            node = node.at(part)
        node.values[parts[-1]] = value
    return root
