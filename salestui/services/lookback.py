"""The states of earlier days for a program that stays open: folded once, kept, and kept right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta, tzinfo
from threading import Lock
from typing import NamedTuple

from salestui.domain.change import Commit
from salestui.domain.instants import at_end_of_day
from salestui.domain.snapshot import Snapshot
from salestui.domain.wanted import always
from salestui.services.asof import states
from salestui.services.lent import with_names
from salestui.store.history import History

WEEKS = 12
"""How many further weeks one pass over the log gives along, as looking back goes by weeks."""
KEPT = 40
"""States kept, the latest used; they share what did not change between them."""


class Then(NamedTuple):
    """Another day, and how everything was at its end."""

    day: date
    instant: int
    """The last millisecond of the day."""
    snapshot: Snapshot


class Lookback:
    """Gives the state at an instant; any thread may ask, one waits for the other."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._turn = Lock()
        self._states: dict[int, Snapshot] = {}
        self._vector: dict[str, int] = {}
        """Log -> its last commit that the kept states know of."""

    def kept(self, instant: int, now: Snapshot) -> Snapshot | None:
        """The state at an instant where nothing must be read for it."""
        if now.vector != self._vector:
            return None
        found = self._states.pop(instant, None)
        if found is not None:
            self._states[instant] = found
        return found

    def at(
        self, instants: Iterable[int], now: Snapshot, wanted: Callable[[], bool] = always
    ) -> list[Snapshot]:
        """The states at some instants, with the names of `now` where they lack them.

        Reads and folds the log unless all are kept and no late commit changes them. Raises
        Superseded once nobody waits.
        """
        asked = list(instants)
        with self._turn:
            self._take_note(now.vector)
            missing = {instant for instant in asked if instant not in self._states}
            if missing:
                commits = self._history.commits()
                for instant, past in states(commits, missing, now.authors, wanted).items():
                    self._states[instant] = with_names(past, now)
                self._vector = _vector(commits)
            found = [self._states[instant] for instant in asked]
            for instant in list(self._states)[:-KEPT]:
                del self._states[instant]
        return found

    def _take_note(self, vector: Mapping[str, int]) -> None:
        """Drop the states that commits changed which are known only now."""
        if not self._states or vector == self._vector:
            return
        new = self._history.since(self._vector)
        self._vector = {**self._vector, **vector}
        for instant in [instant for instant in self._states if _changed(new, instant)]:
            del self._states[instant]


def _changed(new: Iterable[Commit], instant: int) -> bool:
    """Whether commits change the state at an instant; one written again may mean any other."""
    return any(commit.when <= instant or commit.origin is not None for commit in new)


def _vector(commits: Iterable[Commit]) -> dict[str, int]:
    found: dict[str, int] = {}
    for commit in commits:
        log, seq = commit.position
        if seq > found.get(log, 0):
            found[log] = seq
    return found


def weeks_around(day: date, today: date, zone: tzinfo) -> list[int]:
    """The end of a day, of the same weekdays before it and of those up to today, as instants."""
    weeks = range(-WEEKS, WEEKS + 1)
    days = [day + timedelta(weeks=n) for n in weeks]
    return [at_end_of_day(each, zone) for each in days if each == day or each < today]
