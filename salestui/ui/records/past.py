"""A record's history a field at a time, with what is needed to put an old value back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salestui.domain.change import Value
from salestui.domain.fold import register
from salestui.domain.history import Row


@dataclass(frozen=True, slots=True)
class Past:
    """One field got another value; or the deal was created, archived, brought back."""

    id: str
    path: str
    """Empty for the creation, `_del` for archiving and restoring."""
    old: Value
    new: Value
    at: int
    """When it happened, ms."""
    rep: str
    """The replica that wrote it."""
    commit: str
    undo: bool
    """Whether it took something back."""
    beside: tuple[tuple[str, Value], ...] = ()
    """What stood before in the other fields of its group: (path, value)."""


def past(rows: Iterable[Row]) -> tuple[Past, ...]:
    """The changes that the rows of a history hold, oldest first."""
    every: dict[str, dict[str, Value]] = {}
    found: list[Past] = []
    for row in rows:
        stood = every.setdefault(row.id, {})
        if row.created:
            found.append(_of(row, "", None, None))
        else:
            for path, old, new in row.changes:
                others = (p for p in register(row.kind, path) if p != path)
                beside = tuple((other, stood.get(other)) for other in others)
                found.append(_of(row, path, old, new, beside))
        stood.update({change.path: change.new for change in row.changes})
    return tuple(found)


def _of(
    row: Row, path: str, old: Value, new: Value, beside: tuple[tuple[str, Value], ...] = ()
) -> Past:
    return Past(row.id, path, old, new, row.when, row.rep, row.commit, bool(row.undoes), beside)
