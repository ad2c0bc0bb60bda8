"""When to look: tails often, directories when somebody new comes and now and then besides; less
when nobody is there or it fails.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from salestui.sync.report import Report
from salestui.sync.syncer import Syncer

TAIL_S, SCAN_S = 0.5, 5.0
SLOW_TAIL_S, SLOW_SCAN_S = 1.0, 10.0
IDLE_AFTER_S, IDLE_S = 600.0, 5.0
WORST_S, WORST_ATTENDED_S = 60.0, 10.0
"""Longest pauses after errors, and while somebody is there."""
BUSY_S = 0.5
"""Pause where another program of ours syncs: its lock is a file here, cheap to try."""


class Poller:
    """Drives a Syncer by a monotonic clock in seconds and keeps `sync.lock` once it has it.

    `step` and `wait` belong to one thread; the others may be called from any.
    """

    def __init__(
        self,
        syncer: Syncer,
        seconds: Callable[[], float],
        wake: threading.Event | None = None,
    ) -> None:
        """`wake` is set when something becomes due earlier than `wait` said."""
        self.syncer = syncer
        self._seconds = seconds
        self._wake = wake or threading.Event()
        self._next = self._scan = self._active = seconds()
        self._failures = self._refusals = 0

    @property
    def failing(self) -> bool:
        """Whether the folder can't be reached, so that looking again is put off."""
        return self._failures > 0

    def touched(self) -> None:
        """Somebody is at the keyboard."""
        now = self._seconds()
        away, self._active = now - self._active >= IDLE_AFTER_S, now
        if away and not self._failures:
            self._next = now
            self._wake.set()

    def nudge(self) -> None:
        """Something was saved here: publish it now, unless the folder fails."""
        self.touched()
        if not self._failures:
            self._next = self._seconds()
        self._wake.set()

    def now(self) -> None:
        """Look at everything at once, whatever failed before."""
        self._active = self._next = self._scan = self._seconds()
        self._wake.set()

    def wait(self) -> float:
        """Seconds until the next look is due."""
        return max(0.0, self._next - self._seconds())

    def step(self) -> Report | None:
        """Look if it is time; None when it is not."""
        now = self._seconds()
        if now < self._next:
            return None
        if not self.syncer.take_lock():
            self._next = now + BUSY_S
            return self.syncer.look_on()
        full = now >= self._scan or self.syncer.others_came()
        report = self.syncer.once(full=full)
        self._failures = self._failures + 1 if report.offline else 0
        if full:
            self._refusals = self._refusals + 1 if report.hindrance else 0
        if report.published or report.pulled:
            # Who writes, or is written to, is not away.
            self._active = now
        tail, scan = self._pace()
        self._next = now + tail
        if full:
            self._scan = now + scan
        return report

    def _pace(self) -> tuple[float, float]:
        """Seconds until the next look at tails and at directories."""
        slow = self.syncer.backend.slow()
        tail, scan = (SLOW_TAIL_S, SLOW_SCAN_S) if slow else (TAIL_S, SCAN_S)
        away = self._seconds() - self._active
        if away >= IDLE_AFTER_S:
            tail, scan = IDLE_S, max(scan, IDLE_S)
        worst = WORST_ATTENDED_S if away < WORST_S else WORST_S
        if self._failures:
            tail = min(worst, tail * 2.0 ** min(self._failures, 10))
        # What can't be written is tried with each look at directories.
        scan = min(max(worst, scan), scan * 2.0 ** min(self._refusals, 10))
        return tail, max(scan, tail)
