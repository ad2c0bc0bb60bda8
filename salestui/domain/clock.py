"""Stamps that order changes, and the hybrid clock that makes them.

A stamp says which of two values wins, never when something happened: that is the effective time.
The rules are those of the protocol's section 4.4: what a person overwrites, that person wins over,
whatever the clocks say, and a clock that is far ahead does not drag the others along.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

RATCHET_MS = 5 * 60 * 1000
"""How far ahead of one's own clock a received stamp may move it, in milliseconds."""


class Tick(NamedTuple):
    """A reading of the hybrid clock: milliseconds since the epoch and a counter."""

    ms: int
    ctr: int

    def next(self) -> Tick:
        """The smallest reading after this one."""
        return Tick(self.ms, self.ctr + 1)


class Stamp(NamedTuple):
    """The total order of all commits: (t.ms, t.ctr, replica, number, hash)."""

    ms: int
    ctr: int
    rep: str
    seq: int
    hash: str

    @property
    def id(self) -> str:
        """The commit's id for people and for `p`: `rep:seq`."""
        return f"{self.rep}:{self.seq}"

    @property
    def place(self) -> tuple[str, int]:
        """Where the commit stands: replica and number."""
        return self.rep, self.seq

    @property
    def tick(self) -> Tick:
        """The clock reading of the stamp."""
        return Tick(self.ms, self.ctr)


ZERO = Tick(0, 0)
NO_STAMP = Stamp(0, 0, "", 0, "")


class Clock:
    """One replica's hybrid clock. Time is passed in, in milliseconds."""

    __slots__ = ("last",)

    def __init__(self, last: Tick = ZERO) -> None:
        self.last = last

    def tick(self, now: int) -> Tick:
        """A reading later than every one before, at `now` where the wall clock allows."""
        self.last = Tick(now, 0) if now > self.last.ms else self.last.next()
        return self.last

    def stamp(self, now: int, floor: Tick) -> Tick:
        """The stamp of a commit that replaces values stamped up to `floor`: max(tick, 1 + floor).

        The floor lifts this stamp only; the clock itself is not dragged along.
        """
        tick = self.tick(now)
        return tick if tick > floor else floor.next()

    def receive(self, stamps: Iterable[Stamp], now: int) -> None:
        """Take note of stamps seen from elsewhere, of those up to five minutes ahead of `now`."""
        latest = max((s[:2] for s in stamps if s[0] <= now + RATCHET_MS), default=ZERO)
        if self.last < latest:
            self.last = Tick(*latest)
