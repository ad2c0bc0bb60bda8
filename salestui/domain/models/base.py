"""What every typed view has in common, and how it is built from a flat record.

A view is made when a record is shown or edited; the fold and the quick commands never need one.
Fields that this version does not know survive in it, values that it can't read stand in `odd`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from salestui.domain.models.types import Instant, Ref
from salestui.domain.schema import DELETED, path_parts

DERIVED: Mapping[str, str] = {
    "_id": "id",
    "_created": "created",
    "_by": "created_by",
    "_updated": "updated",
    "_updated_by": "updated_by",
    "_moves": "moves",
    "_pushes": "pushes",
    "_redated": "redated",
    DELETED: "archived",
}
"""What the fold adds to a record -> the name of it in a view."""


class View(BaseModel):
    """A part of a record that is not changed through the view."""

    model_config = ConfigDict(extra="allow", defer_build=True, frozen=True, strict=True)


class Member(View):
    """A member of a map field that has fields of its own; `true` alone is one without any."""

    @model_validator(mode="before")
    @classmethod
    def _only_there(cls, value: object) -> object:
        return {} if isinstance(value, bool) else value


class Record(View):
    """A whole record."""

    id: Ref | None = None
    created: Instant | None = None
    created_by: str | None = None
    """The replica that made it."""
    updated: Instant | None = None
    updated_by: str | None = None
    archived: bool = False
    odd: dict[str, Any] = Field(default_factory=dict)
    """Values that this version can't read, by field; nothing is lost, nothing is guessed."""

    @classmethod
    def of(cls, doc: Mapping[str, Any]) -> Self:
        """The view of a record, flat or nested; never fails on what a record holds."""
        values = nested(doc)
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            wrong = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]}
            odd = {name: values.pop(name) for name in wrong if name in values}
            return cls.model_validate({**values, "odd": odd})


class _Level(dict[str, Any]):
    """What stands below a path, and whether the path itself is there."""

    there = False


def nested(doc: Mapping[str, Any], *, loose: bool = False) -> dict[str, Any]:
    """A flat record as nested mappings, derived keys renamed, cleared values left out.

    A member of a map exists by its own path; with `loose` what stands below a member that is
    not there is kept too, as in an edit of one field of it.
    """
    root = _Level()
    ends: list[tuple[_Level, str, Any]] = []
    for path, value in doc.items():
        if value is None:
            continue
        parts = path_parts(path) if "/" in path else (DERIVED.get(path, path),)
        level = root
        for part in parts[:-1]:
            level = level.setdefault(part, _Level())
        ends.append((level, parts[-1], value))
    for level, part, value in ends:
        _set(level, part, value)
    return dict(root) if loose else _existing(root, members=False)


def _set(level: _Level, part: str, value: Any) -> None:
    below = level.get(part)
    if not isinstance(below, _Level):
        level[part] = value
        return
    below.there = value is not False
    if not isinstance(value, bool):
        below[""] = value


def _existing(level: _Level, *, members: bool) -> dict[str, Any]:
    """The level without members that are not there; levels are fields and members in turn."""
    return {
        key: _existing(value, members=not members) if isinstance(value, _Level) else value
        for key, value in level.items()
        if not members or (value.there if isinstance(value, _Level) else value is not False)
    }
