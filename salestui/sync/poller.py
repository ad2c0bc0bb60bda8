"""When to look: tails often, directories now and then, less when nobody is there or it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable

from salestui.sync.report import Report
from salestui.sync.syncer import Syncer

TAIL_S, SCAN_S = 0.5, 5.0
SLOW_TAIL_S, SLOW_SCAN_S = 1.0, 10.0
IDLE_AFTER_S, IDLE_S = 600.0, 5.0
WORST_S = 60.0
"""Longest pause after errors."""
HINDRANCES = ("gone", "other", "newer", "refused", "full")


class Poller:
    """Drives a Syncer by a monotonic clock in seconds and keeps `sync.lock` meanwhile."""

    def __init__(self, syncer: Syncer, seconds: Callable[[], float]) -> None:
        self.syncer = syncer
        self._seconds = seconds
        self._next = self._scan = self._active = seconds()
        self._failures = 0
        self._wake = threading.Event()

    def touched(self) -> None:
        """Somebody is at the keyboard."""
        self._active = self._seconds()

    def nudge(self) -> None:
        """Something was saved here: publish it now."""
        self.touched()
        if not self._failures:
            self._next = self._seconds()
        self._wake.set()

    def wait(self) -> float:
        """Seconds until the next look is due."""
        return max(0.0, self._next - self._seconds())

    def step(self) -> Report | None:
        """Look if it is time; None when it is not."""
        now = self._seconds()
        if now < self._next:
            return None
        full = now >= self._scan
        report = self.syncer.once(full=full)
        failed = report.busy or any(p.kind in HINDRANCES and not p.rep for p in report.problems)
        self._failures = self._failures + 1 if failed else 0
        tail, scan = self._pace()
        self._next = now + tail
        if full:
            self._scan = now + scan
        return report

    def _pace(self) -> tuple[float, float]:
        """Seconds until the next look at tails and at directories."""
        slow = self.syncer.backend.slow()
        tail, scan = (SLOW_TAIL_S, SLOW_SCAN_S) if slow else (TAIL_S, SCAN_S)
        if self._seconds() - self._active >= IDLE_AFTER_S:
            tail, scan = IDLE_S, max(scan, IDLE_S)
        if self._failures:
            tail = min(WORST_S, tail * 2.0 ** min(self._failures, 10))
            scan = max(scan, tail)
        return tail, scan

    def run(self, stop: threading.Event, told: Callable[[Report], None]) -> None:
        """Look until told to stop; every report goes to `told`. For a thread of its own."""
        self.syncer.lock.take()
        try:
            while not stop.is_set():
                report = self.step()
                if report is not None:
                    told(report)
                self._wake.wait(min(self.wait(), 0.25))
                self._wake.clear()
        finally:
            self.syncer.lock.release()
