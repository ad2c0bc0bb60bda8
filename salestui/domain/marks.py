"""What the fold remembers of one record beyond its values: who wrote what, and what stands beside.

Most records are written once, so the creating commit's stamp covers every path, and only registers
written later have an entry of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salestui.domain.clock import Stamp
from salestui.domain.moves import Move
from salestui.domain.schema import DELETED
from salestui.domain.ways import Dated


class Head(NamedTuple):
    """A value of a register that nobody has replaced yet."""

    stamp: Stamp
    values: Mapping[str, Any]
    """The register's paths that have a value; the others are clear."""


def differ(heads: Sequence[Head]) -> bool:
    """Whether heads hold different values; `true` is not 1."""
    first = heads[0].values
    return any(not _same(head.values, first) for head in heads[1:])


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one == other and all(type(one[path]) is type(other[path]) for path in one)


class Born(NamedTuple):
    """The mark of a record written once: its creating commit covers every path."""

    stamp: Stamp
    act: str
    when: int


class Mark:
    """Stamps of the registers of a record that was written more than once."""

    __slots__ = (
        "act",
        "base",
        "born",
        "changes",
        "dated",
        "epoch",
        "firsts",
        "last",
        "moves",
        "over",
        "superseded",
    )

    def __init__(self, first: Born, *, whole: bool, epoch: int) -> None:
        self.base: Stamp | None = first.stamp if whole else None
        """Stamp of every value that has no entry in `over`; None when each has its own."""
        self.act = first.act
        """The act of the base."""
        self.born: Born | None = first if whole else None
        """The earliest creating commit; None while it has not arrived."""
        self.last = first
        """The commit with the greatest stamp."""
        self.over: dict[str, tuple[Head, ...]] = {}
        """Register name -> its heads, the greatest stamp first."""
        self.firsts: dict[str, Stamp] = {}
        """Register name -> the greatest stamp with which a creating commit wrote it."""
        self.moves: tuple[Move, ...] = ()
        self.dated: tuple[Dated, ...] = ()
        """The dates of a deal as they were written, in stamp order."""
        self.superseded: dict[str, frozenset[str]] = {}
        """Register name -> commits named as replaced of which one may still come: they were no
        heads at that moment, or their id may mean two.
        """
        self.changes: tuple[tuple[str, int], ...] = (first.stamp.place,) if whole else ()
        """The commits (replica, number) that changed more than whether the record is archived."""
        self.epoch = epoch
        """The fold's epoch that this mark belongs to; a mark of an older one is shared."""

    def copy(self, epoch: int) -> Mark:
        """A mark of the same content that may be changed in `epoch`."""
        new = Mark.__new__(Mark)
        for name in Mark.__slots__:
            setattr(new, name, getattr(self, name))
        new.over, new.superseded = dict(self.over), dict(self.superseded)
        new.firsts, new.epoch = dict(self.firsts), epoch
        return new

    def heads(self, paths: Sequence[str], doc: Mapping[str, Any]) -> tuple[Head, ...]:
        """The heads of the register of `paths`, the standing one first."""
        found = self.over.get(paths[0])
        if found is not None:
            return found
        values = {path: doc[path] for path in paths if path in doc}
        return (Head(self.base, values),) if values and self.base is not None else ()

    def own(self, paths: Sequence[str], doc: Mapping[str, Any]) -> tuple[Head, ...]:
        """The heads of the register of `paths`, which from now on has an entry of its own."""
        register, heads = paths[0], self.heads(paths, doc)
        if register not in self.over and heads:
            self.firsts[register] = heads[0].stamp
            self.over[register] = heads
        return heads

    def write(
        self,
        paths: Sequence[str],
        new: Head,
        names: set[str],
        doc: Mapping[str, Any],
        *,
        creates: bool,
    ) -> bool:
        """Take in a write that replaces the commits `names`; true when its values now stand."""
        register = paths[0]
        heads = self.over.get(register) or self.own(paths, doc)
        if len(heads) == 1 and not creates and register not in self.superseded:
            stamp = heads[0].stamp
            if names == {stamp.id} and stamp != new.stamp:
                # What nearly every edit is: it replaces the one value that stands.
                self.over[register] = (new,)
                return True
        if any(head.stamp == new.stamp for head in heads):
            return False
        left = [head for head in heads if head.stamp.id not in names]
        self.supersede(register, names.difference(head.stamp.id for head in heads))
        stands = new.stamp.id not in self.superseded.get(register, ())
        if creates:
            left, latest = self._first_values(left, new.stamp, register)
            stands = stands and latest
        if stands:
            left.append(new)
        left.sort(reverse=True, key=lambda head: head.stamp)
        self.over[register] = tuple(left)
        return bool(left) and left[0] is new

    def supersede(self, register: str, names: set[str]) -> None:
        """Note commits that do not stand, whenever they come."""
        if names:
            self.superseded[register] = self.superseded.get(register, frozenset()) | names

    def _first_values(
        self, heads: list[Head], stamp: Stamp, register: str
    ) -> tuple[list[Head], bool]:
        """The heads without the values of earlier creations; whether `stamp` is the latest one.

        Two members may make the same record (an import, a default): of the values of two
        creations only the later counts, and that is no conflict.
        """
        first = self.firsts.get(register)
        if first is not None and first > stamp:
            return heads, False
        self.firsts[register] = stamp
        return [head for head in heads if head.stamp != first], True

    def conflicting(self) -> list[str]:
        """The registers whose heads hold different values; a contested delete is none of them."""
        return [
            name
            for name, heads in self.over.items()
            if len(heads) > 1 and name != DELETED and differ(heads)
        ]

    def changed(self, place: tuple[str, int]) -> None:
        """Note a commit that changed more than whether the record is archived."""
        if not self.changes or self.changes[-1] != place:
            self.changes = (*self.changes, place)

    def note(self, commit: Born, *, creates: bool) -> None:
        """Note a commit that wrote to the record: when it was born, when it was last written."""
        if creates and (self.born is None or commit.stamp < self.born.stamp):
            self.born = commit
        if commit.stamp > self.last.stamp:
            self.last = commit

    def moved(self, move: Move) -> None:
        """Note a deal's arrival in a stage, in stamp order."""
        if self.moves and move.stamp > self.moves[-1].stamp:
            self.moves = (*self.moves, move)
        elif all(move.stamp != known.stamp for known in self.moves):
            self.moves = tuple(sorted((*self.moves, move), key=lambda each: each.stamp))

    def redated(self, date: Dated) -> None:
        """Note a date that was written, in stamp order."""
        known = self.dated
        if known and known[-1].stamp < date.stamp:
            self.dated = (*known, date)
        elif all((date.stamp, date.path) != (each.stamp, each.path) for each in known):
            self.dated = tuple(sorted((*known, date), key=lambda each: each.stamp))
