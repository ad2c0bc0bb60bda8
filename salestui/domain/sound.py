"""Values as the schema has them, whatever another program wrote.

Values are texts, whole numbers and yes or no, and a path never changes its type; anything else is
a fault or an attack. It reads as cleared, on every replica alike, and no reader of records has to
think of it; the log keeps it. Unknown kinds and paths are of newer versions and pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from salestui.domain.schema import DELETED, KINDS


class _Day:
    """The type of a day in the table of types: a text such as `2026-03-31`."""


class _Map:
    """The type of a map, which has no value of its own."""


_TYPES: Mapping[str, type] = {
    "text": str,
    "long_text": str,
    "key": str,
    "ref": str,
    "date": _Day,
    "money": int,
    "integer": int,
    "percent": int,
    "instant": int,
    "flag": bool,
    "map": _Map,
}
_PATHS: Mapping[str, Mapping[str, type]] = {
    name: {DELETED: bool, **{field.path: _TYPES[field.type] for field in kind.fields}}
    for name, kind in KINDS.items()
}
_UNKNOWN: Mapping[str, type] = {DELETED: bool}
_SCALARS = (str, int, bool)


def sound(kind: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of a change, with None for each that is none of its field or is derived here."""
    types = _PATHS.get(kind, _UNKNOWN)
    for path, value in values.items():
        if value is None:
            continue
        if type(value) is not types.get(path) and not _fits(types, path, value):
            break
    else:
        return values
    return {
        path: value if type(value) is types.get(path) or _fits(types, path, value) else None
        for path, value in values.items()
    }


def _fits(types: Mapping[str, type], path: str, value: object) -> bool:
    """Whether a value that is not simply of its path's type may stand there."""
    known = types.get(path)
    if known is _Day:
        return type(value) is str and _is_day(value)
    if known is not None or path[:1] == "_":
        return False
    # A member of a map, or a path of a newer version.
    return type(value) in _SCALARS


@lru_cache(maxsize=4096)
def _is_day(value: str) -> bool:
    """Whether a text is a day as it is kept."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
