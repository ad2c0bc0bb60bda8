"""Counting days: every day, or only those on which the team works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from salestui.domain.schema import members_of

EVERY_DAY = frozenset(range(1, 8))


@dataclass(frozen=True, slots=True)
class WorkDays:
    """The days that count for lateness (4.4.23)."""

    weekdays: frozenset[int] = EVERY_DAY
    """ISO weekdays that are worked, Monday 1; all of them for calendar days."""
    holidays: frozenset[str] = frozenset()
    """ISO dates on which nobody works although the weekday says so."""
    make_up: frozenset[str] = frozenset()
    """ISO dates that are worked although the weekday says otherwise."""

    def works(self, day: date) -> bool:
        """Whether the day counts."""
        iso = day.isoformat()
        return iso in self.make_up or (
            day.isoweekday() in self.weekdays and iso not in self.holidays
        )

    def late(self, due: date, today: date) -> int:
        """Days that count after `due` up to and with `today`; 0 when it is not past."""
        if today <= due:
            return 0
        if self.weekdays == EVERY_DAY and not self.holidays:
            return (today - due).days
        return sum(map(self.works, _days(due, today)))

    def after(self, day: date, days: int) -> date:
        """The day that is `days` counting days later; the day itself for 0."""
        while days > 0:
            day += timedelta(days=1)
            days -= self.works(day)
        return day


def _days(after: date, to: date) -> Iterator[date]:
    return (after + timedelta(days=n) for n in range(1, (to - after).days + 1))


def work_days(workspace: Mapping[str, object]) -> WorkDays:
    """How a workspace counts days: all of them, or those that are worked there."""
    if workspace.get("lag_counts") != "business":
        return WorkDays()
    weekdays = {int(day) for day in members_of(workspace, "business_days") if day.isdecimal()}
    return WorkDays(
        frozenset(weekdays or range(1, 6)),
        frozenset(members_of(workspace, "holidays")),
        frozenset(members_of(workspace, "workdays")),
    )
