"""Lag as a workspace counts it, the same for screen, command and JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from salestui.domain.metrics.lag import Lag, lag
from salestui.domain.metrics.period import Period
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tasks import rules


def lag_of(snapshot: Snapshot, tasks: Iterable[Doc], today: date, period: Period | None) -> Lag:
    """The lag of some tasks by the workspace's own days and threshold, as of the end of a day."""
    days, threshold = rules(snapshot.workspace)
    return lag(tasks, period, today, days, threshold)
