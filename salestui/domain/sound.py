"""Values as the schema has them, whatever another program wrote.

A path never changes its type, and a number its range; what fits neither is a fault or an attack.
It reads as cleared, which depends on the path and the value alone, so every replica reads the
same, and no reader of records has to think of it. Only the text that a record can't do without is
made of whatever stands there: the record must not vanish. The log keeps what was written. Unknown
kinds and paths are of newer versions and pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from json import dumps
from typing import Any

from salestui.domain.schema import DELETED, KINDS
from salestui.domain.schema.field import FieldType
from salestui.domain.schema.ranges import ANY, BELOW, INSTANT, PERCENT, RANGES

_LONGEST = 200
"""Characters that are kept of what had to be put into text."""

_TYPES: Mapping[FieldType, type] = {
    "money": int,
    "integer": int,
    "percent": int,
    "instant": int,
    "flag": bool,
}
"""What JSON has for a field's type; text for all others."""

_RANGES: Mapping[FieldType, range] = {"percent": PERCENT, "instant": INSTANT}
"""The numbers that a field's type has; any for all others."""

_MARK = (bool, str)
_SCALARS = (str, int, bool)
"""What a newer version may write where this one knows nothing."""


def sound(kind: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of a change, with None for each that its field can't hold or that is derived here.

    `values` itself if all fit.
    """
    shape = _shape(kind, tuple(values), tuple(map(type, values.values())))
    if shape is None:
        return _cleared(kind, values)
    days, numbers = shape
    for path in days:
        if not is_day(values[path]):
            return _cleared(kind, values)
    for path, within in numbers:
        if values[path] not in within:
            return _cleared(kind, values)
    return values


_Shape = tuple[tuple[str, ...], tuple[tuple[str, range], ...]]
"""What is left to ask where the types fit: which are days, and which numbers in which range."""


@lru_cache(maxsize=512)
def _shape(kind: str, paths: tuple[str, ...], types: tuple[type, ...]) -> _Shape | None:
    """What is to be asked of values of these types at these paths; None if one's type is wrong."""
    days: list[str] = []
    numbers: list[tuple[str, range]] = []
    for path, of in zip(paths, types, strict=True):
        if of is type(None):
            continue
        if of not in _types(kind, path):
            return None
        if _type(kind, path) == "date":
            days.append(path)
        elif of is int:
            numbers.append((path, _range(kind, path)))
    return tuple(days), tuple(numbers)


def _cleared(kind: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values with None, or text where a record needs it, for each that does not fit."""
    odd = [path for path, value in values.items() if not _fits(kind, path, value)]
    if not odd:
        return values
    known = KINDS.get(kind)
    essential = known.essential if known else ""
    return {
        **values,
        **{path: as_text(values[path]) if path == essential else None for path in odd},
    }


def _fits(kind: str, path: str, value: Any) -> bool:
    shape = _shape(kind, (path,), (type(value),))
    return shape is not None and (
        all(is_day(value) for _ in shape[0]) and all(value in within for _, within in shape[1])
    )


@lru_cache(maxsize=4096)
def is_day(value: str) -> bool:
    """Whether a text is a date as it is stored: `2026-09-28`, and in the calendar."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _types(kind: str, path: str) -> tuple[type, ...]:
    """The types of JSON that a path can hold."""
    if path[:1] == "_" and path != DELETED:
        return ()
    type_ = _type(kind, path)
    if type_ is None:
        return _MARK if _is_mark(kind, path) else _SCALARS
    return () if type_ == "map" else (_TYPES.get(type_, str),)


@lru_cache(maxsize=4096)
def _type(kind: str, path: str) -> FieldType | None:
    """The type of a path; None where it takes marks or is unknown, "map" where it takes nothing."""
    if path == DELETED:
        return "flag"
    parts = path.split("/")
    known = KINDS.get(kind)
    field = known.field(parts[0]) if known else None
    if field is None:
        return None
    if len(parts) == 1:
        return field.type
    if field.type != "map":
        return "map"
    return BELOW.get(kind, {}).get(_pattern(path))


def _is_mark(kind: str, path: str) -> bool:
    """Whether a path is a member that is there or says something, and has no fields."""
    parts = path.split("/")
    known = KINDS.get(kind)
    if len(parts) == 2:
        return known is not None and known.field(parts[0]) is not None
    above = _pattern(path.rsplit("/", 1)[0])
    return len(parts) % 2 == 0 and BELOW.get(kind, {}).get(above) == "map"


def _range(kind: str, path: str) -> range:
    whole = _RANGES.get(_type(kind, path) or "integer", ANY)
    return RANGES.get(kind, {}).get(_pattern(path), whole)


def _pattern(path: str) -> str:
    """The path with `*` for the names of members: fields and members alternate."""
    return "/".join("*" if at % 2 else part for at, part in enumerate(path.split("/")))


def as_text(value: object) -> str:
    """What somebody wrote where it does not fit, as JSON; cut when it is long."""
    return dumps(value, ensure_ascii=False)[:_LONGEST]
