"""When a person last looked, and at what: by what had been folded then, never by the clock."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from salestui.domain.snapshot import Snapshot
from salestui.store.files import read_bytes, replace_file

_PLAIN = re.compile(r"[a-z0-9_-]{1,40}")


class Look(NamedTuple):
    """What had been folded when somebody last looked."""

    vector: Mapping[str, int]
    """Replica -> its last commit that was there."""
    at: int
    """When that was, ms; only for telling late arrivals."""

    def covers(self, snapshot: Snapshot) -> bool:
        """Whether nothing has come into the state since."""
        return all(seq <= self.vector.get(rep, 0) for rep, seq in snapshot.vector.items())


def last_look(folder: Path, user: str) -> Look | None:
    """When and at what a person last looked; None when that was never or can't be read."""
    try:
        state = json.loads(read_bytes(_file(folder, user)))
        vector = {str(rep): int(seq) for rep, seq in state["vector"].items()}
        return Look(vector, int(state["at"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def looked(folder: Path, user: str, snapshot: Snapshot, now: int) -> None:
    """Note that the person has seen everything in the snapshot. Raises OSError.

    Of two programs that look at the same moment the one that saw less takes nothing back.
    """
    from salestui.store.lines import encode

    before = last_look(folder, user) or Look({}, 0)
    vector = dict(snapshot.vector)
    for rep, seq in before.vector.items():
        vector[rep] = max(seq, vector.get(rep, 0))
    state = {"at": max(now, before.at), "user": user, "vector": vector}
    replace_file(_file(folder, user), encode(state).encode())


def begin(folder: Path, user: str, snapshot: Snapshot, now: int) -> None:
    """Note a first look: what was here before somebody came is no news. Raises OSError."""
    if last_look(folder, user) is None:
        looked(folder, user, snapshot, now)


def _file(folder: Path, user: str) -> Path:
    name = user
    if not _PLAIN.fullmatch(user):
        import hashlib

        name = "x" + hashlib.sha256(user.encode(errors="replace")).hexdigest()[:16]
    return folder / f"seen.{name}.json"
