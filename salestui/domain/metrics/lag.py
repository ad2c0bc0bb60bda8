"""Lag of tasks: how many ever lagged, and what each reason and department cost (4.4.23)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.metrics.period import Period
from salestui.domain.tasks import THRESHOLD, Lateness, lateness
from salestui.domain.workdays import WorkDays

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

UNKNOWN = ""
"""The reason of a lagging task that has none yet, the department of one that names none."""


class Part(NamedTuple):
    """The lagging tasks that have something in common."""

    key: str
    """Of a lag reason or a department; UNKNOWN where a task names none."""
    tasks: tuple[Doc, ...]
    days: int
    """Counting days late after the due dates, added up."""
    since_first: int
    """The same after the dates that they were first due: what promising anew does not shorten."""


@dataclass(frozen=True, slots=True)
class Lag:
    """Lag of the tasks that were first due in a period."""

    due: int = 0
    """Tasks first due in the period, dropped ones not counted."""
    undated: int = 0
    """Tasks left out because they have no due date."""
    reasons: tuple[Part, ...] = ()
    """Each lagging task under its reason, the most days first and what nobody explained last."""
    departments: tuple[Part, ...] = ()
    """The same tasks by the department that does them."""
    period: Period | None = None
    """None for all time."""

    @property
    def lagged(self) -> int:
        """Tasks that lag, or lagged when they were done."""
        return sum(len(part.tasks) for part in self.reasons)

    @property
    def days(self) -> int:
        """Counting days late after the due dates."""
        return sum(part.days for part in self.reasons)

    @property
    def since_first(self) -> int:
        """Counting days late after the dates that the tasks were first due."""
        return sum(part.since_first for part in self.reasons)

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
    due = undated = 0
    found: list[tuple[Doc, Lateness]] = []
    for task in tasks:
        if task.get("status") == "dropped":
            continue
        day = str(task.get("original_due") or task.get("due") or "")
        if not day:
            undated += 1
        elif period is None or period[0].isoformat() <= day <= period[1].isoformat():
            due += 1
            late = lateness(task, today, days, threshold)
            if late.lagging:
                found.append((task, late))
    reasons, departments = _parts(found, "lag_reason"), _parts(found, "department")
    return Lag(due, undated, reasons, departments, period)


def _parts(found: Sequence[tuple[Doc, Lateness]], path: str) -> tuple[Part, ...]:
    by_key: dict[str, list[tuple[Doc, Lateness]]] = {}
    for row in found:
        by_key.setdefault(str(row[0].get(path) or UNKNOWN), []).append(row)
    parts = [
        Part(
            key,
            tuple(task for task, _ in rows),
            sum(late.days for _, late in rows),
            sum(late.since_first for _, late in rows),
        )
        for key, rows in by_key.items()
    ]
    return tuple(sorted(parts, key=_order))


def _order(part: Part) -> tuple[bool, int, str]:
    return part.key == UNKNOWN, -part.since_first, part.key


def tasks_behind(found: Lag, by: str, key: str) -> Sequence[Doc]:
    """The tasks behind a line: `by` is `reason`, `department` or `all`."""
    if by == "all":
        return [task for part in found.reasons for task in part.tasks]
    parts = found.reasons if by == "reason" else found.departments
    return next((part.tasks for part in parts if part.key == key), ())
