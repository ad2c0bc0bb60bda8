"""What each replica had seen when, as far as deletes need it.

A commit's `v` names the commits of others that its author had applied since the author's last `v`.
Two changes are concurrent when neither author had seen the other's. That is kept for deletes
only: which commits a delete had seen, and from which of its commits on a replica had seen it.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import ge, gt, itemgetter, le
from typing import Any, NamedTuple

from salestui.domain.change import Commit
from salestui.domain.schema import DELETED

Place = tuple[str, int]
"""A commit: replica and number."""
NEVER = 1 << 62


class Delete(NamedTuple):
    """A commit that archives records."""

    saw: dict[str, int]
    """Replica -> its last commit that the delete's author had applied."""
    seen_from: dict[str, int]
    """Replica -> its first commit whose author had applied the delete."""


class Past:
    """The vectors of all replicas, learnt from their commits in number order."""

    def __init__(self) -> None:
        self.learned: dict[str, int] = {}
        """Replica -> its last commit taken in."""
        self.saw: dict[str, dict[str, int]] = {}
        """Replica -> the commits of others it had applied at its last commit taken in."""
        self.deletes: dict[str, dict[int, Delete]] = {}
        self._numbers: dict[str, list[int]] = {}
        """Replica -> the numbers of its deletes, ascending."""
        self._unseen: dict[str, dict[str, int]] = {}
        """Replica -> the first delete of each that it had not seen, worked out when needed."""
        self._ahead: dict[str, dict[str, list[tuple[int, int]]]] = {}
        """Replica -> who named commits of it that are not here -> (their number, up to which)."""

    def learn(self, commits: Iterable[Commit]) -> None:
        """Take in commits. Each replica's come in number order, or in any order within a call."""
        latest: dict[str, int] = {}
        telling: list[tuple[str, int, Commit]] = []
        for commit in commits:
            rep, seq = commit.position
            if seq <= self.learned.get(rep, 0):
                continue
            if seq > latest.get(rep, 0):
                latest[rep] = seq
            if commit.vector or _deletes(commit):
                telling.append((rep, seq, commit))
        telling.sort(key=itemgetter(0, 1))
        for rep, seq, commit in telling:
            if _deletes(commit):
                self._register(rep, seq)
        self.learned.update(latest)
        for rep, seq, commit in telling:
            if commit.vector:
                self._note(rep, seq, commit.vector)
            if seq in self.deletes.get(rep, ()):
                self.deletes[rep][seq].saw.update(self.saw.get(rep, {}))
        if self._ahead:
            self._forget(latest)

    def _register(self, rep: str, seq: int) -> None:
        if seq in self.deletes.setdefault(rep, {}):
            return
        first: dict[str, int] = {}
        for who, steps in self._ahead.get(rep, {}).items():
            numbers = [number for number, upto in steps if upto >= seq]
            if numbers:
                first[who] = numbers[0]
        self.deletes[rep][seq] = Delete({}, first)
        insort(self._numbers.setdefault(rep, []), seq)
        self._unseen.clear()

    def _note(self, me: str, number: int, vector: Mapping[str, int]) -> None:
        """Take in a commit's vector: which deletes its author has now seen."""
        known = self.saw.setdefault(me, {})
        # Asked of all at once: in a join there are millions, and hardly one is out of the ordinary.
        if any(map(le, vector.values(), map(known.get, vector, repeat(0)))):
            vector = {rep: n for rep, n in vector.items() if n > known.get(rep, 0)}
        if self._numbers:
            unseen = self._unseen.get(me)
            if unseen is None:
                unseen = self._unseen[me] = self._first_unseen(known)
            if any(map(ge, vector.values(), map(unseen.get, vector, repeat(NEVER)))):
                self._see(me, number, vector)
        if any(map(gt, vector.values(), map(self.learned.get, vector, repeat(0)))):
            self._await(me, number, vector)
        known.update(vector)

    def _first_unseen(self, known: Mapping[str, int]) -> dict[str, int]:
        """Replica -> number of its first delete that lies behind what is known."""
        found = {}
        for rep, numbers in self._numbers.items():
            at = bisect_right(numbers, known.get(rep, 0))
            found[rep] = numbers[at] if at < len(numbers) else NEVER
        return found

    def _see(self, me: str, number: int, vector: Mapping[str, int]) -> None:
        """Note the deletes that a commit's author had seen for the first time."""
        known = self.saw[me]
        for rep, upto in vector.items():
            numbers = self._numbers.get(rep, ())
            for seq in numbers[bisect_right(numbers, known.get(rep, 0)) :]:
                if seq > upto:
                    break
                self.deletes[rep][seq].seen_from.setdefault(me, number)
        del self._unseen[me]

    def _await(self, me: str, number: int, vector: Mapping[str, int]) -> None:
        """Remember what a commit's author had seen that is not here yet."""
        for rep, upto in vector.items():
            if upto > self.learned.get(rep, 0):
                self._ahead.setdefault(rep, {}).setdefault(me, []).append((number, upto))

    def _forget(self, arrived: Iterable[str]) -> None:
        """Drop what was said of commits that have come since."""
        for rep in arrived:
            upto = self.learned[rep]
            said = self._ahead.pop(rep, {})
            left = {who: [s for s in steps if s[1] > upto] for who, steps in said.items()}
            left = {who: steps for who, steps in left.items() if steps}
            if left:
                self._ahead[rep] = left

    # -- asking

    def concurrent(self, delete: Place, change: Place) -> bool:
        """Whether neither the delete's nor the change's author had seen the other's commit."""
        (rep, seq), (who, number) = delete, change
        if rep == who:
            return False
        found = self.deletes.get(rep, {}).get(seq)
        if found is None:
            return True
        return number > found.saw.get(who, 0) and number < found.seen_from.get(who, number + 1)

    def contesting(self, deletes: Sequence[Place], changes: Iterable[Place]) -> list[Place]:
        """The changes that are concurrent with every one of the deletes."""
        return [c for c in changes if all(self.concurrent(d, c) for d in deletes)]

    # -- keeping

    def dump(self) -> dict[str, Any]:
        """The past as JSON."""
        rows = [
            [rep, seq, delete.saw, delete.seen_from]
            for rep, found in self.deletes.items()
            for seq, delete in found.items()
        ]
        return {"learned": self.learned, "saw": self.saw, "deletes": rows, "ahead": self._ahead}

    def load(self, state: Mapping[str, Any]) -> None:
        """Put back what `dump` gave. Raises KeyError, TypeError or ValueError."""
        self.learned, self.saw = dict(state["learned"]), dict(state["saw"])
        for rep, seq, saw, seen_from in state["deletes"]:
            self.deletes.setdefault(rep, {})[seq] = Delete(saw, seen_from)
        self._numbers = {rep: sorted(found) for rep, found in self.deletes.items()}
        self._ahead = {
            rep: {who: [(n, upto) for n, upto in steps] for who, steps in said.items()}
            for rep, said in state["ahead"].items()
        }


def _deletes(commit: Commit) -> bool:
    for _, _, values, _ in commit.ops:  # noqa: SIM110 - asked of every commit, and any() is slower
        if values.get(DELETED):
            return True
    return False
