"""A period as a person types it, read in the same way by every screen and command."""

from __future__ import annotations

from datetime import date

from salestui.domain.dates import Span, parse_period
from salestui.domain.snapshot import Snapshot

EVER = frozenset(("", "all", "ever", "全部", "所有", "不限"))
FIRST = date(2000, 1, 1)
"""Where a period that is open at its beginning starts."""


def read_period(text: str, snapshot: Snapshot, today: date) -> Span | None:
    """The period that was typed; None for all time. Raises InputProblem with examples.

    The workspace's fiscal year and first day of the week count. A range open at its end ends
    today.
    """
    if text.strip().casefold() in EVER:
        return None
    workspace = snapshot.workspace
    fiscal, week = workspace.get("fiscal_year_start_month"), workspace.get("week_start")
    first, last = parse_period(
        text,
        today,
        fiscal if isinstance(fiscal, int) else 1,
        # A workspace keeps the weekday as ISO 8601 counts them, Monday 1.
        week_start=week - 1 if isinstance(week, int) else 0,
        past=True,
    )
    return max(first, FIRST), (max(today, first) if last == date.max else last)
