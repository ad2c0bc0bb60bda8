"""Who touched a record when, and which of its fields: what a filter asks of the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from salestui.domain.change import Commit
from salestui.domain.schema import DELETED


class Touch(NamedTuple):
    """One commit's change of one record."""

    when: int
    """Effective time, ms."""
    rep: str
    """The replica that wrote it."""
    paths: tuple[str, ...]
    """The paths whose value is another one since; none where the record was made."""
    created: bool


Touches = Mapping[str, Sequence[Touch]]
"""Record id -> its touches in stamp order."""


class Log(Protocol):
    """The log as a filter asks it."""

    def touches(self, kind: str) -> Touches:
        """The touches of every record of a kind. May raise a Problem while it is being read."""

    @property
    def whole(self) -> bool:
        """Whether it has been read; what is asked before finds too little."""

    @property
    def until(self) -> int | None:
        """Touches later than this effective time in ms are still to come; None for all."""


def touches_of(commits: Iterable[Commit], kind: str) -> dict[str, list[Touch]]:
    """The touches of every record of a kind; `commits` is every commit in stamp order.

    Paths that are written along with others, and keep their value, are not told.
    """
    state: dict[str, dict[str, Any]] = {}
    found: dict[str, list[Touch]] = {}
    for commit in commits:
        for of, id, values, _ in commit.ops:
            if of != kind:
                continue
            rep, when = commit.stamp.rep, commit.when
            before = state.get(id)
            if before is None:
                state[id] = dict(values)
                found[id] = [Touch(when, rep, (), True)]
                continue
            paths = tuple(
                path
                for path, value in values.items()
                if not _same(before.get(path), value) and (path[:1] != "_" or path == DELETED)
            )
            if paths:
                found[id].append(Touch(when, rep, paths, False))
                before.update(values)
    return found


def _same(old: Any, new: Any) -> bool:
    """Whether two values are one and the same; `true` is not 1."""
    return old == new and old.__class__ is new.__class__
