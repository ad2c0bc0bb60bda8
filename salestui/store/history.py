"""Asking the log: every commit of a record, of an act, of a replica, or all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from salestui.domain.again import Again
from salestui.domain.change import BadCommit, Commit, read_commit
from salestui.store.branches import own_part, read_log, writer_of
from salestui.store.checkpoint import calm_gc
from salestui.store.files import read_bytes
from salestui.store.lines import parser
from salestui.store.reissue import with_origin
from salestui.store.segments import Cursor, bytes_behind, segment_names

Vector = Mapping[str, int]
"""Log -> its last commit that counts."""
MANY = 100
"""Records above which all commits are read instead of looking for each record in every line."""


@dataclass(frozen=True, slots=True)
class History:
    """The logs of a local store, read afresh at each question."""

    folder: Path

    def replicas(self) -> list[str]:
        """The ids of the replicas whose logs are here."""
        try:
            return sorted(path.name for path in (self.folder / "log").iterdir())
        except OSError:
            return []

    def commits(self, until: Vector | None = None) -> list[Commit]:
        """Every commit of everybody in stamp order; up to a vector where one is given."""
        found: list[Commit] = []
        log, start, replicas = self.folder / "log", Cursor(), self.replicas()
        parse = parser(sum(bytes_behind(log / rep, start) for rep in replicas))
        with calm_gc():
            for rep in replicas:
                found += _up_to(until, rep, read_log(log, rep, start, parse).commits)
        return Again().once(found)

    def of_records(self, ids: Iterable[str], until: Vector | None = None) -> list[Commit]:
        """The commits that touch any of the records, in stamp order; up to a vector."""
        wanted = set(ids)
        if len(wanted) > MANY:
            return [commit for commit in self.commits(until) if _touches(commit, wanted)]
        needles = {id.encode() for id in wanted}
        found = [
            commit
            for rep in self.replicas()
            for commit in _up_to(until, rep, self._grep(rep, needles))
            if _touches(commit, wanted)
        ]
        return Again().once(found)

    def since(self, vector: Vector, until: Vector | None = None) -> list[Commit]:
        """The commits that a vector does not cover, in no certain order.

        With `until` only those that this one covers: a log may have grown since it was made.
        """
        found = []
        for rep in self.replicas():
            for commit in _up_to(until, rep, self.newest_first(rep)):
                if commit.position[1] <= vector.get(rep, 0):
                    break
                found.append(commit)
        return found

    def newest_first(self, rep: str) -> Iterator[Commit]:
        """A replica's commits from the last to the first, a segment at a time."""
        folder = self.folder / "log" / rep
        again = Again()
        for name in segment_names(folder):
            if b'"re":"' in read_bytes(folder / name):
                again.learn(read_log(self.folder / "log", rep, Cursor()).commits)
                break
        for name in reversed(segment_names(folder)):
            lines = read_bytes(folder / name).split(b"\n")
            for raw in reversed(lines):
                commit = _commit(rep, raw)
                if commit is not None:
                    yield again.renamed(commit) if again else commit

    def _grep(self, rep: str, wanted: set[bytes]) -> Iterator[Commit]:
        folder = self.folder / "log" / rep
        for name in segment_names(folder):
            data = read_bytes(folder / name)
            if any(id in data for id in wanted):
                lines = (raw for raw in data.split(b"\n") if any(id in raw for id in wanted))
                yield from own_part(rep, filter(None, (_commit(rep, raw) for raw in lines)))


def _touches(commit: Commit, ids: set[str]) -> bool:
    return any(op[1] in ids for op in commit.ops)


def _up_to(until: Vector | None, log: str, commits: Iterable[Commit]) -> Iterator[Commit]:
    last = None if until is None else until.get(log, 0)
    return (each for each in commits if last is None or each.position[1] <= last)


def _commit(rep: str, raw: bytes) -> Commit | None:
    """The commit on a line that was checked when it was first read; None for other lines."""
    try:
        line = json.loads(raw[33:])
        if not isinstance(line, dict) or line.get("k") != "c":
            return None
        commit = read_commit(line, writer_of(rep), raw[:32].decode("ascii"))
        return with_origin(commit, line)
    except (ValueError, BadCommit, RecursionError):
        return None
