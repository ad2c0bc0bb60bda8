"""The inbox: what waits for a decision because two people wrote without knowing of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestui.domain.change import Commit
from salestui.domain.conflicts import (
    Conflict,
    Contest,
    concerns,
    conflicts,
    contests,
    disputed,
)
from salestui.domain.fold import Fold
from salestui.domain.marks import Mark
from salestui.domain.schema import DELETED
from salestui.domain.snapshot import Snapshot
from salestui.store.history import History

Item = Conflict | Contest
Pending = frozenset[tuple[str, ...]]
"""Per item kind, id, register and the commits that are at odds."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What is to be decided, newest first; the same for everybody with the same log."""

    conflicts: tuple[Conflict, ...] = ()
    contests: tuple[Contest, ...] = ()

    def __len__(self) -> int:
        return len(self.conflicts) + len(self.contests)

    @property
    def items(self) -> tuple[Item, ...]:
        """All of it, what may make a record vanish before what may make a value wrong."""
        return (*self.contests, *self.conflicts)

    def concerning(self, snapshot: Snapshot, user: str) -> Inbox:
        """What waits for the person with that handle."""
        return Inbox(
            tuple(each for each in self.conflicts if concerns(each, snapshot, user)),
            tuple(each for each in self.contests if concerns(each, snapshot, user)),
        )

    def contest(self, kind: str, id: str) -> Contest | None:
        """The contested delete of a record; None where it has none."""
        return next((each for each in self.contests if (each.kind, each.id) == (kind, id)), None)


def inbox(fold: Fold, history: History, user: str = "") -> Inbox:
    """What waits for the person with the handle `user`; for everybody when that is empty."""
    ids = disputed(fold)
    found = inbox_of(fold, history.of_records(ids) if ids else ())
    return found.concerning(fold.snapshot, user) if user else found


def inbox_of(fold: Fold, commits: Sequence[Commit]) -> Inbox:
    """What waits for anybody. `commits` are those of the disputed records, in stamp order."""
    return Inbox(tuple(conflicts(fold, commits)), tuple(contests(fold, commits)))


def pending(fold: Fold) -> Pending:
    """What is at odds, without asking the log: while it is the same, so is the inbox."""
    found = [(*each, *_heads(fold, *each)) for each in fold.conflicts()]
    for kind, id in fold.contested():
        mark = fold.marks[kind][id]
        edits = len(mark.changes) if isinstance(mark, Mark) else 0
        found.append((kind, id, DELETED, *_heads(fold, kind, id, DELETED), str(edits)))
    return frozenset(found)


def stale(fold: Fold, item: Item) -> bool:
    """Whether somebody wrote on what an item is about since it was worked out."""
    if isinstance(item, Contest):
        return _heads(fold, item.kind, item.id, DELETED) != item.heads
    now = _heads(fold, item.kind, item.id, item.paths[0])
    return now != tuple(side.commit for side in item.heads)


def _heads(fold: Fold, kind: str, id: str, path: str) -> tuple[str, ...]:
    return tuple(head.stamp.id for head in fold.heads(kind, id, path))
