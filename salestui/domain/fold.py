"""The fold: commits in, records out. The same commits give the same records in any order.

A register (one path, or a group of paths always written together) holds the value with the
greatest stamp. Every write names the commits whose values its author saw, so a write that nobody
had seen is known to be concurrent: it stays as a second head of the register, which is a conflict.

A record that somebody archived while somebody else changed it, neither knowing of the other, stays
visible: its `_del` has no effect and it carries `_contested` until a person decides. A record with
conflicts carries the names of their registers as `_disputed`, so that whoever shows it can say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from salestui.domain import ways
from salestui.domain.again import Again
from salestui.domain.change import Commit
from salestui.domain.clock import Clock
from salestui.domain.marks import Born, Head, Mark
from salestui.domain.past import Past
from salestui.domain.schema import CONTESTED, DELETED, DISPUTED, KINDS
from salestui.domain.snapshot import Doc, Snapshot

_REGISTERS: dict[str, dict[str, tuple[str, ...]]] = {
    name: {path: group for group in kind.groups for path in group} for name, kind in KINDS.items()
}
_NO_GROUPS: dict[str, tuple[str, ...]] = {}
_ESSENTIAL = {name: kind.essential for name, kind in KINDS.items()}


def register(kind: str, path: str) -> tuple[str, ...]:
    """The paths that stand or fall together with `path`; the first of them names the register."""
    return _REGISTERS.get(kind, _NO_GROUPS).get(path) or (path,)


@lru_cache(maxsize=256)
def _registers(kind: str, written: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The registers that a write of some paths writes, each once."""
    return tuple(dict.fromkeys(register(kind, path) for path in written if _is_given(path)))


def _is_given(path: str) -> bool:
    """Whether people write a path; what else begins with `_` is derived here."""
    return path[:1] != "_" or path == DELETED


def _date(doc: dict[str, Any], mark: Mark) -> None:
    """Set when the record was made and last written; a record written once has no `_updated`."""
    born, last = mark.born, mark.last
    if born is not None:
        doc["_created"], doc["_by"] = born.when, born.stamp.rep
    if born is None or last.stamp != born.stamp:
        doc["_updated"], doc["_updated_by"] = last.when, last.stamp.rep
    else:
        doc.pop("_updated", None)
        doc.pop("_updated_by", None)


def _dispute(mark: Mark, doc: dict[str, Any]) -> None:
    """Put into the document which registers hold several values."""
    found = mark.conflicting()
    if found:
        doc[DISPUTED] = sorted(found)
    else:
        doc.pop(DISPUTED, None)


def _judge(past: Past, mark: Mark, doc: dict[str, Any]) -> None:
    """Put into the document whether its delete is contested.

    It is when a change stands beside every one of its deletes, or when somebody brought the
    record back without having seen one of them.
    """
    heads = mark.heads((DELETED,), doc)
    deletes = [head.stamp.place for head in heads if head.values.get(DELETED)]
    if deletes and (len(deletes) < len(heads) or past.contesting(deletes, mark.changes)):
        mark.own((DELETED,), doc)
        doc.pop(DELETED, None)
        doc[CONTESTED] = True
        return
    doc.pop(CONTESTED, None)
    doc.pop(DELETED, None)
    doc.update(heads[0].values if heads else {})


class Fold:
    """All records as folded so far, with what is needed to fold on. One thread owns it."""

    def __init__(self, snapshot: Snapshot | None = None) -> None:
        self.snapshot = snapshot or Snapshot()
        self.marks: dict[str, dict[str, Born | Mark]] = {}
        self.epoch = 0
        """Counts the checkpoints begun: marks of an older epoch are copied before they change."""
        self.again = Again()
        self.doubled: set[str] = set()
        """The replicas of whom two chains are folded, so that one id may mean two commits."""
        self.clock = Clock()
        self.past = Past()
        self.disputed: set[tuple[str, str]] = set()
        """The records that may have a conflict or a contested delete; some may be settled."""
        self.vector = dict(self.snapshot.vector)
        """Replica -> number of its last commit taken."""
        self._touched: dict[str, dict[str, tuple[Doc | None, dict[str, Any]]]] = {}
        """Since the last snapshot: kind -> id -> (the record in that snapshot, as it is now)."""

    # -- reading

    def heads(self, kind: str, id: str, path: str) -> tuple[Head, ...]:
        """The heads of a path's register, the standing value first; empty when never written."""
        mark = self.marks.get(kind, {}).get(id)
        doc = self.snapshot.get(kind, id) or {}
        paths = register(kind, path)
        if isinstance(mark, Mark):
            return mark.heads(paths, doc)
        if mark is None or not any(p in doc for p in paths):
            return ()
        return (Head(mark.stamp, {p: doc[p] for p in paths if p in doc}),)

    def conflicts(self) -> list[tuple[str, str, str]]:
        """(kind, id, register) of every register with more than one head of different values."""
        return [
            (kind, id, name)
            for kind, id in self.disputed
            if isinstance(mark := self.marks[kind][id], Mark)
            for name in mark.conflicting()
        ]

    def contested(self) -> list[tuple[str, str]]:
        """(kind, id) of every record whose delete is contested."""
        table = self.snapshot.table
        return [(kind, id) for kind, id in self.disputed if CONTESTED in table(kind)[id]]

    # -- folding

    def apply(
        self, commits: Iterable[Commit], authors: Mapping[str, str] | None = None
    ) -> Snapshot:
        """Fold commits, groups whole, and give the next snapshot."""
        self.take(list(commits))
        return self.step(authors)

    def take(self, commits: Sequence[Commit]) -> None:
        """Fold commits, of which the next snapshot will tell."""
        self.doubled.update(commit.stamp.rep for commit in commits if commit.place)
        self.again.learn(commits)
        self.past.learn(commits)
        for commit in commits:
            self._apply(commit)

    def step(self, authors: Mapping[str, str] | None = None) -> Snapshot:
        """The next snapshot, with all that was taken."""
        touched, self._touched = self._touched, {}
        names = self.snapshot.authors if authors is None else authors
        self.snapshot = self.snapshot.stepped(touched, dict(self.vector), names)
        return self.snapshot

    def _apply(self, commit: Commit) -> None:
        log, seq = commit.position
        if seq > self.vector.get(log, 0):
            self.vector[log] = seq
        if self.again.counted:
            if not self.again.counts(commit):
                return
            commit = self.again.renamed(commit)
        by = Born(commit.stamp, commit.act, commit.when)
        for kind, id, values, replaced in commit.ops:
            self._write(by, commit.undoes, kind, id, values, replaced)

    def _write(
        self,
        by: Born,
        undoes: str,
        kind: str,
        id: str,
        values: Mapping[str, Any],
        replaced: Mapping[str, Any],
    ) -> None:
        essential = _ESSENTIAL.get(kind, "")
        creates = essential in values and not replaced.get(essential)
        marks = self.marks.setdefault(kind, {})
        if creates and not replaced and not undoes and id not in marks:
            self._first_sight(by, kind, id, values)
            return
        mark = self._mark(by, kind, id)
        doc = self._editable(kind, id)
        if kind == "deals":
            ways.begin(mark, doc, values, creates=creates)
        alone = self._write_registers(mark, by, doc, kind, values, replaced, creates=creates)
        if len(values) > 1 or DELETED not in values:
            mark.changed(by.stamp.place)
        if DELETED in mark.over or DELETED in doc:
            _judge(self.past, mark, doc)
        if not alone or DISPUTED in doc:
            _dispute(mark, doc)
        if DISPUTED in doc or CONTESTED in doc:
            self.disputed.add((kind, id))
        mark.note(by, creates=creates)
        _date(doc, mark)
        if kind == "deals":
            ways.note(mark, by, doc, values, undoes, creates=creates)

    def _first_sight(self, by: Born, kind: str, id: str, values: Mapping[str, Any]) -> None:
        self.marks[kind][id] = by
        doc = dict(values)
        if None in doc.values():
            doc = {path: value for path, value in values.items() if value is not None}
        doc["_id"], doc["_created"], doc["_by"] = id, by.when, by.stamp.rep
        self._touched.setdefault(kind, {})[id] = (None, doc)

    def _mark(self, by: Born, kind: str, id: str) -> Mark:
        """The record's mark, made or copied so that it may be changed."""
        marks = self.marks[kind]
        found = marks.get(id)
        if isinstance(found, Mark):
            if found.epoch == self.epoch:
                return found
            mark = found.copy(self.epoch)
        else:
            mark = Mark(found or by, whole=found is not None, epoch=self.epoch)
        marks[id] = mark
        return mark

    def _editable(self, kind: str, id: str) -> dict[str, Any]:
        """The record as it may be changed until the next snapshot."""
        touched = self._touched.setdefault(kind, {})
        found = touched.get(id)
        if found is None:
            old = self.snapshot.get(kind, id)
            found = touched[id] = (old, {"_id": id} if old is None else dict(old))
        return found[1]

    def _write_registers(
        self,
        mark: Mark,
        by: Born,
        doc: dict[str, Any],
        kind: str,
        values: Mapping[str, Any],
        replaced: Mapping[str, Any],
        *,
        creates: bool,
    ) -> bool:
        """Write all values; false when a register has more than one head now."""
        alone = True
        for paths in _registers(kind, tuple(values)):
            new = Head(by.stamp, {p: v for p in paths if (v := values.get(p)) is not None})
            names = set().union(*filter(None, map(replaced.get, paths)))
            if creates and not new.values and not names:
                # What a creation leaves out says nothing, in whatever order it comes.
                continue
            if self.doubled:
                mark.supersede(paths[0], {n for n in names if n.partition(":")[0] in self.doubled})
            if mark.write(paths, new, names, doc, creates=creates):
                for path in paths:
                    doc.pop(path, None)
                doc.update(new.values)
            alone = alone and len(mark.over[paths[0]]) < 2
        return alone
