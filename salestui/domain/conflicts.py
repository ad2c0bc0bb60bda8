"""What two people wrote without knowing of each other, put so that a person can decide.

A conflict is a register with several heads of different values; a contest is a record that
somebody archived while somebody else changed it. Both are the same on every replica.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from salestui.domain.change import Commit
from salestui.domain.fold import Fold, register
from salestui.domain.marks import Head
from salestui.domain.names import author_words
from salestui.domain.schema import DELETED, KINDS
from salestui.domain.schema.field import MergeType
from salestui.domain.snapshot import Snapshot, is_live
from salestui.domain.words import Words

CONTEST = Words("archived by {who}, edited by {others}", "{who}已归档，{others}又有改动")


class Side(NamedTuple):
    """One of several values, and who wrote it when."""

    values: Mapping[str, Any]
    """The paths that have a value; the others are clear."""
    rep: str
    """The replica that wrote it."""
    when: int
    """Effective time, ms."""
    commit: str
    """The commit's id, `rep:seq`."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A register that several people wrote without knowing of each other."""

    kind: str
    id: str
    paths: tuple[str, ...]
    """The paths that stand or fall together; the first names the register."""
    heads: tuple[Side, ...]
    """The values, the standing one first."""
    base: Mapping[str, Any]
    """What all of them replaced; empty where that was nothing."""

    @property
    def merge(self) -> MergeType:
        """How the values can be brought together."""
        known = KINDS.get(self.kind)
        return known.merge(self.paths[0]) if known else "register"

    @property
    def differing(self) -> tuple[str, ...]:
        """The paths whose values differ between the heads."""
        first = self.heads[0].values
        return tuple(
            path
            for path in self.paths
            if any(side.values.get(path) != first.get(path) for side in self.heads)
        )

    @property
    def seen(self) -> dict[str, tuple[str, ...]]:
        """What an act that decides the conflict names as replaced: all heads, at every path."""
        ids = tuple(side.commit for side in self.heads)
        return dict.fromkeys(self.paths, ids)

    @property
    def when(self) -> int:
        """When the newest of the values was written, ms."""
        return max(side.when for side in self.heads)

    @property
    def writers(self) -> frozenset[str]:
        """The replicas of those whose decision it is."""
        return frozenset(side.rep for side in self.heads)


@dataclass(frozen=True, slots=True)
class Contest:
    """A record that somebody archived and somebody else changed, neither knowing of the other."""

    kind: str
    id: str
    deletes: tuple[Side, ...]
    edits: tuple[Side, ...]
    """What was changed beside; the values are those of the change. Bringing back is one too."""
    heads: tuple[str, ...]
    """The commits that a decision replaces."""

    @property
    def seen(self) -> dict[str, tuple[str, ...]]:
        """What an act that decides names as replaced."""
        return {DELETED: self.heads}

    @property
    def when(self) -> int:
        """When the newest of the acts was, ms."""
        return max(side.when for side in (*self.deletes, *self.edits))

    @property
    def writers(self) -> frozenset[str]:
        """The replicas of those whose decision it is."""
        return frozenset(side.rep for side in (*self.deletes, *self.edits))

    def words(self, snapshot: Snapshot, me: str = "") -> Words:
        """Who archived and who changed it, the person with the handle `me` as `you`."""
        who, others = (_names(snapshot, sides, me) for sides in (self.deletes, self.edits))
        return CONTEST.fill(who=who, others=others)


def _names(snapshot: Snapshot, sides: Iterable[Side], me: str) -> Words:
    found = dict.fromkeys(author_words(snapshot, side.rep, me) for side in sides)
    return Words(", ".join(each.en for each in found), "、".join(each.zh for each in found))


def conflicts(fold: Fold, commits: Sequence[Commit]) -> list[Conflict]:
    """Every conflict of the records that are not archived, newest first.

    `commits` are those of the records concerned (see `disputed`), in stamp order.
    """
    found = [
        conflict_of(fold, kind, id, path, commits)
        for kind, id, path in fold.conflicts()
        if is_live(kind, fold.snapshot.table(kind)[id])
    ]
    return sorted(found, key=lambda each: (-each.when, each.kind, each.id, each.paths))


def contests(fold: Fold, commits: Sequence[Commit]) -> list[Contest]:
    """Every record whose delete is contested, newest first."""
    found = [contest_of(fold, kind, id, commits) for kind, id in fold.contested()]
    return sorted(found, key=lambda each: (-each.when, each.kind, each.id))


def disputed(fold: Fold) -> frozenset[str]:
    """The ids of the records that have a conflict or a contested delete."""
    return frozenset([id for _, id, _ in fold.conflicts()] + [id for _, id in fold.contested()])


def concerns(item: Conflict | Contest, snapshot: Snapshot, user: str) -> bool:
    """Whether an item belongs into the inbox of the person with that handle."""
    if any(snapshot.author(rep) == user for rep in item.writers):
        return True
    owner = (snapshot.get(item.kind, item.id) or {}).get("owner")
    return bool(owner) and (snapshot.get("members", owner) or {}).get("handle") == user


def conflict_of(fold: Fold, kind: str, id: str, path: str, commits: Iterable[Commit]) -> Conflict:
    """One conflict with the base and the times that the record's commits tell."""
    paths = register(kind, path)
    heads = fold.heads(kind, id, path)
    writes = _writes(kind, id, paths, commits)
    firsts = _firsts(heads, writes)
    sides = tuple(_side(head, firsts, writes) for head in heads)
    return Conflict(kind, id, paths, sides, _base(list(firsts.values()), writes))


class _Write(NamedTuple):
    values: Mapping[str, Any]
    replaced: frozenset[str]
    when: int
    place: int
    """Its place among the writes in stamp order."""
    id: str
    act: str
    undoes: str

    def stood(self, undone: set[str]) -> bool:
        """Whether it is neither an undo nor taken back by one of those."""
        return not self.undoes and self.act not in undone


def _writes(
    kind: str, id: str, paths: Sequence[str], commits: Iterable[Commit]
) -> dict[str, _Write]:
    """What each commit wrote to a register, by its id."""
    found: dict[str, _Write] = {}
    for place, commit in enumerate(commits):
        for op_kind, op_id, values, replaced in commit.ops:
            if (op_kind, op_id) == (kind, id) and any(path in values for path in paths):
                new = {path: values[path] for path in paths if values.get(path) is not None}
                names = frozenset(name for path in paths for name in replaced.get(path) or ())
                found[commit.stamp.id] = _Write(
                    new, names, commit.when, place, commit.stamp.id, commit.act, commit.undoes
                )
    return found


def _side(head: Head, firsts: Mapping[str, str], writes: Mapping[str, _Write]) -> Side:
    """A value and who wrote it first, whoever put it back by undoing a decision."""
    first = firsts[head.stamp.id]
    write = writes.get(first)
    when = write.when if write else head.stamp.ms
    return Side(head.values, first.rpartition(":")[0], when, head.stamp.id)


def _firsts(heads: Sequence[Head], writes: Mapping[str, _Write]) -> dict[str, str]:
    """Head -> the commit whose value it is: an earlier one where undoing a decision put it back.

    That writes several values beside each other, which nothing else does.
    """
    found = {head.stamp.id: head.stamp.id for head in heads}
    acts = [writes[id].act for id in found if id in writes]
    undone = {write.undoes for write in writes.values()}
    for id in found:
        write = writes.get(id)
        if write is not None and acts.count(write.act) > 1:
            before = [writes[name] for name in _replaced_by(id, writes)]
            same = [each for each in before if each.values == write.values and each.stood(undone)]
            found[id] = max(same, key=lambda each: each.place).id if same else id
    return found


def _base(heads: Sequence[str], writes: Mapping[str, _Write]) -> Mapping[str, Any]:
    """The latest values that every head replaced, directly or through others."""
    common = frozenset.intersection(*(_replaced_by(head, writes) for head in heads))
    if not common:
        return {}
    return max((writes[id] for id in common), key=lambda write: write.place).values


def _replaced_by(head: str, writes: Mapping[str, _Write]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [head]
    while waiting:
        write = writes.get(waiting.pop())
        for name in write.replaced if write else ():
            if name in writes and name not in found:
                found.add(name)
                waiting.append(name)
    return frozenset(found)


def contest_of(fold: Fold, kind: str, id: str, commits: Iterable[Commit]) -> Contest:
    """One contested delete with the changes that stand beside it."""
    heads = fold.heads(kind, id, DELETED)
    commits = list(commits)
    writes = _writes(kind, id, (DELETED,), commits)
    firsts = _firsts(heads, writes)
    sides = [_side(head, firsts, writes) for head in heads]
    deletes = tuple(side for side in sides if side.values.get(DELETED))
    deleting = {firsts[side.commit] for side in deletes}
    places = [commit.stamp.place for commit in commits if commit.stamp.id in deleting]
    edits: list[Side] = []
    for commit in commits:
        ops = [op for op in commit.ops if op[:2] == (kind, id)]
        values = {path: value for op in ops for path, value in op[2].items() if path != DELETED}
        if values and fold.past.contesting(places, [commit.stamp.place]):
            edits.append(Side(values, commit.stamp.rep, commit.when, commit.stamp.id))
    # Who undid a decision brought nothing back that was not open before.
    opened = {writes[id].act for id, first in firsts.items() if id != first}
    restores = [
        side
        for side in sides
        if not side.values.get(DELETED)
        and not (side.commit in writes and writes[side.commit].act in opened)
    ]
    return Contest(kind, id, deletes, (*edits, *restores), tuple(head.stamp.id for head in heads))
