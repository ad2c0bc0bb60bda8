"""The inbox: what waits for a decision because two people wrote without knowing of each other."""

from __future__ import annotations

from dataclasses import dataclass

from salestui.domain.conflicts import (
    Conflict,
    Contest,
    concerns,
    conflicts,
    contests,
    disputed,
)
from salestui.domain.fold import Fold
from salestui.store.history import History


@dataclass(frozen=True, slots=True)
class Inbox:
    """What is to be decided, newest first; the same for everybody with the same log."""

    conflicts: tuple[Conflict, ...] = ()
    contests: tuple[Contest, ...] = ()

    def __len__(self) -> int:
        return len(self.conflicts) + len(self.contests)


def inbox(fold: Fold, history: History, user: str = "") -> Inbox:
    """What waits for the person with the handle `user`; for everybody when that is empty."""
    ids = disputed(fold)
    if not ids:
        return Inbox()
    commits = history.of_records(ids)
    snapshot = fold.snapshot
    mine = [c for c in conflicts(fold, commits) if not user or concerns(c, snapshot, user)]
    theirs = [c for c in contests(fold, commits) if not user or concerns(c, snapshot, user)]
    return Inbox(tuple(mine), tuple(theirs))
