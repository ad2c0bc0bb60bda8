"""What the funnel is asked about, and the count that answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from salestui.domain.dates import Span, parse_period
from salestui.domain.metrics.funnel import Funnel, funnel
from salestui.domain.pipelines import Path
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.query import Filter
    from salestui.domain.snapshot import Doc, Snapshot

EVER = frozenset(("", "all", "ever", "全部", "所有", "不限"))
FIRST = date(2000, 1, 1)
"""Where a period that is open at its beginning starts."""

ALL_TIME = Words("created at any time", "不限创建时间")
CREATED = Words("created {first} to {last}", "{first} 至 {last} 创建")


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that decides what the funnel counts."""

    snapshot: Snapshot
    path: Path
    query: Filter | None
    owner: str
    """Member id; empty for everybody's deals."""
    period: Span | None
    zone: tzinfo

    def docs(self) -> Iterable[Doc]:
        """The deals that are counted."""
        found: Iterable[Doc]
        found = self.query.docs(self.snapshot) if self.query else self.snapshot.live("deals")
        if self.owner:
            found = (doc for doc in found if doc.get("owner") == self.owner)
        return found

    def answer(self) -> Funnel:
        """The count. Reads nothing but the snapshot, so any thread may ask."""
        return funnel(self.docs(), self.path, period=self.period, zone=self.zone)


def read_period(text: str, snapshot: Snapshot, today: date) -> Span | None:
    """The period that was typed; None for all time. Raises InputProblem with examples.

    A range open at its end ends today.
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
    )
    return max(first, FIRST), (max(today, first) if last == date.max else last)


def period_words(period: Span | None) -> Words:
    """A period read back."""
    if period is None:
        return ALL_TIME
    return CREATED.fill(first=period[0].isoformat(), last=period[1].isoformat())
