"""What the fold remembers of one record beyond its values: who wrote what, and what stands beside.

Most records are written once, so the creating commit's stamp covers every path, and only registers
written later have an entry of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salestui.domain.change import Commit
from salestui.domain.clock import Stamp
from salestui.domain.moves import Move


class Head(NamedTuple):
    """A value of a register that nobody has replaced yet."""

    stamp: Stamp
    values: Mapping[str, Any]


class Born(NamedTuple):
    """The mark of a record written once: its creating commit covers every path."""

    stamp: Stamp
    act: str
    when: int


class Mark:
    """Stamps of the registers of a record that was written more than once."""

    __slots__ = ("act", "base", "born", "born_at", "epoch", "last", "moves", "over", "superseded")

    def __init__(self, born: Born, *, whole: bool, epoch: int) -> None:
        self.base: Stamp | None = born.stamp if whole else None
        """Stamp of every value that has no entry in `over`; None when each has its own."""
        self.act = born.act
        self.born = born.stamp
        """The earliest creating commit."""
        self.born_at = born.when
        self.last = born.stamp
        self.over: dict[str, tuple[Head, ...]] = {}
        """Register name -> its heads, the greatest stamp first."""
        self.moves: tuple[Move, ...] = ()
        self.superseded: dict[str, frozenset[str]] = {}
        """Register name -> commits named as replaced before they arrived."""
        self.epoch = epoch
        """The fold's epoch that this mark belongs to; a mark of an older one is shared."""

    def copy(self, epoch: int) -> Mark:
        """A mark of the same content that may be changed in `epoch`."""
        new = Mark.__new__(Mark)
        for name in Mark.__slots__:
            setattr(new, name, getattr(self, name))
        new.over, new.superseded, new.epoch = dict(self.over), dict(self.superseded), epoch
        return new

    def heads(self, paths: Sequence[str], doc: Mapping[str, Any]) -> tuple[Head, ...]:
        """The heads of the register of `paths`, the standing one first."""
        found = self.over.get(paths[0])
        if found is not None:
            return found
        if self.base is not None and any(path in doc for path in paths):
            return (Head(self.base, {path: doc[path] for path in paths if path in doc}),)
        return ()

    def write(
        self,
        paths: Sequence[str],
        new: Head,
        names: set[str],
        doc: Mapping[str, Any],
        vector: Mapping[str, int],
    ) -> Mapping[str, Any]:
        """Take in a write that replaces the commits `names`; gives the values to set, if any."""
        heads = self.heads(paths, doc)
        register = paths[0]
        late = self.superseded.get(register, ())
        if new.stamp.id in late or any(head.stamp == new.stamp for head in heads):
            return {}
        left = [head for head in heads if head.stamp.id not in names]
        if names:
            self._expect(register, names - {head.stamp.id for head in heads}, vector)
        elif left and left[0].stamp == self.base:
            # Two first values of a record that two members made alike are never a conflict.
            if left[0].stamp > new.stamp:
                return {}
            left = []
        left.append(new)
        left.sort(reverse=True, key=lambda head: head.stamp)
        self.over[register] = tuple(left)
        return new.values if left[0] is new else {}

    def _expect(self, register: str, names: set[str], vector: Mapping[str, int]) -> None:
        for name in names:
            rep, _, seq = name.partition(":")
            if seq.isdigit() and vector.get(rep, 0) < int(seq):
                known = self.superseded.get(register, frozenset())
                self.superseded[register] = known | {name}

    def conflicting(self) -> list[str]:
        """The registers whose heads hold different values."""
        return [
            name
            for name, heads in self.over.items()
            if len(heads) > 1 and any(head.values != heads[0].values for head in heads[1:])
        ]

    def created_by(self, commit: Commit, first: bool) -> None:
        """Note a creating commit that was not the first seen; the earliest stamp is the birth."""
        if first or commit.stamp < self.born:
            self.born, self.born_at = commit.stamp, commit.when

    def moved(self, move: Move) -> None:
        """Note a deal's arrival in a stage, in stamp order."""
        self.moves = tuple(sorted((*self.moves, move), key=lambda each: each.stamp))
