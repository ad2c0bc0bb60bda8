"""The fold: commits in, records out. The same commits give the same records in any order.

A register (one path, or a group of paths always written together) holds the value with the
greatest stamp. Every write names the commits whose values its author saw, so a write that nobody
had seen is known to be concurrent: it stays as a second head of the register, which is a conflict.

A record that somebody archived while somebody else changed it, neither knowing of the other, stays
visible: its `_del` has no effect and it carries `_contested` until a person decides. A record with
conflicts carries the names of their registers as `_disputed`, so that whoever shows it can say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from salestui.domain import ways
from salestui.domain.again import Again
from salestui.domain.change import Commit
from salestui.domain.clock import NO_STAMP, Clock
from salestui.domain.marks import Born, Head, Mark
from salestui.domain.past import Past
from salestui.domain.schema import CONTESTED, DELETED, DISPUTED, KINDS
from salestui.domain.snapshot import Doc, Snapshot

_REGISTERS: dict[str, dict[str, tuple[str, ...]]] = {
    name: {path: group for group in kind.groups for path in group} for name, kind in KINDS.items()
}
_NO_GROUPS: dict[str, tuple[str, ...]] = {}


def register(kind: str, path: str) -> tuple[str, ...]:
    """The paths that stand or fall together with `path`; the first of them names the register."""
    return _REGISTERS.get(kind, _NO_GROUPS).get(path) or (path,)


def _essential(kind: str) -> str:
    known = KINDS.get(kind)
    return known.essential if known else ""


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


def _disputed(past: Past, mark: Mark, doc: dict[str, Any]) -> bool:
    """Whether the record has a conflict or a contested delete; puts both into the document."""
    if DELETED in mark.over or DELETED in doc:
        _judge(past, mark, doc)
    found = mark.conflicting()
    if found:
        doc[DISPUTED] = sorted(found)
    else:
        doc.pop(DISPUTED, None)
    return CONTESTED in doc or bool(found)


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
        self.undone: set[str] = set()
        """Acts taken back, by id."""
        self.undo_of: dict[str, str] = {}
        """Acts that are an undo -> the act that they take back."""
        self.again = Again()
        self.clock = Clock()
        self.past = Past()
        self.disputed: set[tuple[str, str]] = set()
        """The records that may have a conflict or a contested delete; some may be settled."""
        self._vector = dict(self.snapshot.vector)
        self._last_born = Born(NO_STAMP, "", 0)
        self._fresh: dict[str, dict[str, dict[str, Any]]] = {}
        self._first: dict[str, dict[str, Doc | None]] = {}

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
        batch = list(commits)
        self.again.learn(batch)
        self.past.learn(batch)
        for commit in batch:
            self._apply(commit)
        return self._step(authors)

    def _apply(self, commit: Commit) -> None:
        log, seq = commit.position
        self._vector[log] = max(seq, self._vector.get(log, 0))
        if self.again:
            if not self.again.counts(commit):
                return
            commit = self.again.renamed(commit)
        if commit.undoes:
            self._note_undo(commit.act, commit.undoes)
        for kind, id, values, replaced in commit.ops:
            self._write(commit, kind, id, values, replaced)

    def _note_undo(self, act: str, undoes: str) -> None:
        self.undo_of[act] = undoes
        if undoes in self.undo_of:
            self.undone.discard(self.undo_of[undoes])
        self.undone.add(undoes)

    def _write(
        self,
        commit: Commit,
        kind: str,
        id: str,
        values: Mapping[str, Any],
        replaced: Mapping[str, Any],
    ) -> None:
        essential = _essential(kind)
        creates = essential in values and not replaced.get(essential)
        marks = self.marks.setdefault(kind, {})
        if creates and id not in marks:
            self._first_sight(commit, kind, id, values)
            return
        mark = self._mark(commit, kind, id)
        doc = self._editable(kind, id)
        if kind == "deals":
            ways.begin(mark, doc, values)
        self._write_registers(mark, commit, doc, kind, values, replaced, creates=creates)
        if len(values) > 1 or DELETED not in values:
            mark.changed(commit.stamp.place)
        if _disputed(self.past, mark, doc):
            self.disputed.add((kind, id))
        mark.note(self._born(commit), creates=creates)
        _date(doc, mark)
        if kind == "deals":
            ways.note(mark, commit, doc, values, self.undone, self.undo_of)

    def _first_sight(self, commit: Commit, kind: str, id: str, values: Mapping[str, Any]) -> None:
        self.marks[kind][id] = self._born(commit)
        doc = {path: value for path, value in values.items() if value is not None}
        doc["_id"], doc["_created"], doc["_by"] = id, commit.when, commit.stamp.rep
        self._first.setdefault(kind, {}).setdefault(id, None)
        self._fresh.setdefault(kind, {})[id] = doc

    def _born(self, commit: Commit) -> Born:
        if self._last_born.stamp != commit.stamp:
            self._last_born = Born(commit.stamp, commit.act, commit.when)
        return self._last_born

    def _mark(self, commit: Commit, kind: str, id: str) -> Mark:
        """The record's mark, made or copied so that it may be changed."""
        marks = self.marks[kind]
        found = marks.get(id)
        if isinstance(found, Mark) and found.epoch == self.epoch:
            return found
        if isinstance(found, Mark):
            mark = found.copy(self.epoch)
        elif found is not None:
            mark = Mark(found, whole=True, epoch=self.epoch)
        else:
            mark = Mark(self._born(commit), whole=False, epoch=self.epoch)
        marks[id] = mark
        return mark

    def _editable(self, kind: str, id: str) -> dict[str, Any]:
        fresh = self._fresh.setdefault(kind, {})
        doc = fresh.get(id)
        if doc is None:
            old = self.snapshot.get(kind, id)
            self._first.setdefault(kind, {}).setdefault(id, old)
            doc = dict(old) if old is not None else {"_id": id}
            fresh[id] = doc
        return doc

    def _write_registers(
        self,
        mark: Mark,
        commit: Commit,
        doc: dict[str, Any],
        kind: str,
        values: Mapping[str, Any],
        replaced: Mapping[str, Any],
        *,
        creates: bool,
    ) -> None:
        groups = _REGISTERS.get(kind, _NO_GROUPS)
        done: set[str] = set()
        for path in values:
            if path in done or (path.startswith("_") and path != DELETED):
                continue
            paths = groups.get(path) or (path,)
            done.update(paths)
            new = Head(commit.stamp, {p: values[p] for p in paths if values.get(p) is not None})
            names = {name for p in paths for name in replaced.get(p) or ()}
            if mark.write(paths, new, names, doc, creates=creates):
                for p in paths:
                    doc.pop(p, None)
                doc.update(new.values)

    def _step(self, authors: Mapping[str, str] | None) -> Snapshot:
        touched = {
            kind: {id: (self._first[kind][id], doc) for id, doc in rows.items()}
            for kind, rows in self._fresh.items()
        }
        names = self.snapshot.authors if authors is None else authors
        self.snapshot = self.snapshot.stepped(touched, dict(self._vector), names)
        self._fresh, self._first = {}, {}
        return self.snapshot
