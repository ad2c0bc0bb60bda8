"""Heartbeats: a line of one's own log that says what was read, and what it came to.

Two members with the same vector must have the same digest: that is how it would come out if they
did not show the same data.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from salestui.domain.snapshot import Snapshot
from salestui.store.branches import is_branch
from salestui.store.checkpoint import record_hash
from salestui.store.files import read_bytes
from salestui.store.lines import encode
from salestui.store.segments import segment_names
from salestui.store.store import Store
from salestui.sync.chain import parsed

EVERY_MS = 60 * 60 * 1000


def vector_of(snapshot: Snapshot) -> dict[str, int]:
    """How far the logs of all replicas are folded, second chains left out."""
    return {rep: seq for rep, seq in snapshot.vector.items() if not is_branch(rep)}


def digest_of(snapshot: Snapshot) -> str:
    """64 bits over all records, the same wherever the same commits are folded."""
    found = 0
    for kind, table in snapshot.tables.items():
        for id, doc in table.items():
            found ^= record_hash(kind, id, encode(doc))
    return f"{found:016x}"


class Heart:
    """Decides when to write a heartbeat."""

    def __init__(self, at: int = 0) -> None:
        """`at` is when the last one was written, ms."""
        self._told: Mapping[str, int] = {}
        self._at = at

    def beat(self, store: Store, *, leaving: bool = False, quick: bool = False) -> bool:
        """Write a heartbeat when something was read since the last one, at most once an hour.

        `leaving` does not wait for the hour; `quick` leaves the digest out where a checkpoint did
        not just make it. Runs on the store's thread, as it writes to the log. Raises StoreProblem
        when the disk refuses.
        """
        now = store.clock()
        if not leaving and now - self._at < EVERY_MS:
            return False
        snapshot = store.snapshot
        own = store.replica.rep
        vector = vector_of(snapshot)
        others = {rep: seq for rep, seq in vector.items() if rep != own}
        self._at = now
        if others == dict(self._told) or not store.unsaid():
            return False
        digest = store.digest or ("" if quick else digest_of(snapshot))
        self._told = others
        said = newest_beat(store.folder / "log" / own)
        if said.get("v") == vector and digest in ("", said.get("d")):
            return False
        line = {"k": "hb", "v": vector, "at": now}
        store.note({**line, "d": digest} if digest else line)
        return True


def newest_beat(log: Path) -> Mapping[str, Any]:
    """The last heartbeat of a log; empty when its newest segment holds none."""
    names = segment_names(log)
    data = read_bytes(log / names[-1], 0) if names else b""
    for raw in reversed(data.split(b"\n")):
        line = parsed(raw[33:]) if b'"k":"hb"' in raw else {}
        if line.get("k") == "hb":
            return line
    return {}


def last_beat(log: Path) -> int:
    """When a log was last given a heartbeat, ms; 0 when its newest segment holds none."""
    at = newest_beat(log).get("at")
    return at if type(at) is int else 0


def same_commits(beat: Mapping[str, Any], snapshot: Snapshot) -> bool:
    """Whether a heartbeat tells what the very same commits came to."""
    return bool(beat.get("d")) and beat.get("v") == vector_of(snapshot)


def disagrees(beat: Mapping[str, Any], snapshot: Snapshot) -> bool:
    """Whether a heartbeat of the very same commits came to other data."""
    return same_commits(beat, snapshot) and bool(beat["d"] != digest_of(snapshot))
