"""Lag of tasks: how many ever lagged, and what each reason and department cost (4.4.23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from salestui.domain.metrics.period import Period
from salestui.domain.tasks import THRESHOLD, lateness
from salestui.domain.workdays import WorkDays

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

UNKNOWN = ""
"""The reason of a lagging task that has none yet, the department of one that names none."""


@dataclass(frozen=True, slots=True)
class Lag:
    """Lag of the tasks that were due in a period."""

    due: int = 0
    """Tasks due in the period, dropped ones not counted."""
    lagged: int = 0
    """Those that lag, or lagged when they were done."""
    undated: int = 0
    """Tasks left out because they have no due date."""
    days_by_reason: Counter[str] = field(default_factory=Counter)
    """Lag reason -> counting days late, of lagging tasks only."""
    days_by_department: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float | None:
        """Tasks that ever lagged / tasks due in the period; None when none was due."""
        return self.lagged / self.due if self.due else None


def lag(
    tasks: Iterable[Doc],
    period: Period | None,
    today: date,
    days: WorkDays,
    threshold: int = THRESHOLD,
) -> Lag:
    """The lag of tasks first due in `period` (all time when None), as of the end of `today`."""
    due = lagged = undated = 0
    reasons: Counter[str] = Counter()
    departments: Counter[str] = Counter()
    for task in tasks:
        if task.get("status") == "dropped":
            continue
        day = str(task.get("original_due") or task.get("due") or "")
        if not day:
            undated += 1
            continue
        if period is not None and not period[0].isoformat() <= day <= period[1].isoformat():
            continue
        due += 1
        late = lateness(task, today, days, threshold)
        if late.lagging:
            lagged += 1
            count = max(late.days, late.since_first)
            reasons[str(task.get("lag_reason") or UNKNOWN)] += count
            departments[str(task.get("department") or UNKNOWN)] += count
    return Lag(due, lagged, undated, reasons, departments)
