"""Goals and their key results read from flat documents, whatever another version put there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from salestui.domain.metrics.period import Period

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

LEVELS = ("company", "region", "product", "team", "person")
"""From the whole to its smallest part."""
LIVING = frozenset(("draft", "active"))
"""Statuses of goals that nobody has closed."""


@dataclass(frozen=True, slots=True)
class KeyResult:
    """One number that a goal is held to; see KEY_RESULTS for its units."""

    metric: str
    target: int
    unit: str
    mode: str = "absolute"
    op: str = ">="
    filter: str = ""
    """The deals it is about."""
    share_of: str = ""
    """Of those, the ones whose share is asked for."""
    base: int | None = None
    """A base that was entered, in `unit`."""
    weight: int = 1
    pacing: str = "linear"
    order: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What somebody answers for in a period."""

    id: str
    number: str
    plan: str
    parent: str
    title: str
    statement: str
    level: str
    owner: str
    period: Period | None
    """None when a date is missing or unreadable."""
    base_period: Period | None
    status: str
    note: str
    key_results: tuple[KeyResult, ...]

    @property
    def main(self) -> KeyResult | None:
        """The first key result that is no share: what the goal is counted in."""
        return next((kr for kr in self.key_results if kr.mode != "share"), None)


def goals_of(snapshot: Snapshot) -> dict[str, Goal]:
    """Every live goal by id: level, start, number."""
    found = [goal_of(snapshot, doc) for doc in snapshot.live("goals")]
    return {goal.id: goal for goal in sorted(found, key=_order)}


def current_first(goals: Mapping[str, Goal], today: date) -> dict[str, Goal]:
    """The goals in the order of the tree: those that are over behind the others."""
    return dict(sorted(goals.items(), key=lambda item: _is_over(item[1], today)))


def _is_over(goal: Goal, today: date) -> bool:
    ended = goal.period is not None and goal.period[1] < today
    return ended or goal.status not in LIVING


def _order(goal: Goal) -> tuple[int, str, str, str]:
    level = LEVELS.index(goal.level) if goal.level in LEVELS else len(LEVELS)
    start = goal.period[0].isoformat() if goal.period else ""
    letter, _, count = goal.number.rpartition("-")
    return level, start, count.zfill(9) + letter, goal.id


def goal_of(snapshot: Snapshot, doc: Doc) -> Goal:
    """A goal with its live key results in their order."""
    id = str(doc["_id"])
    rows = (snapshot.get("key_results", each) for each in snapshot.ids("key_results.goal", id))
    results = [key_result_of(row) for row in rows if row is not None]
    return Goal(
        id=id,
        number=_text(doc, "number"),
        plan=_text(doc, "plan"),
        parent=_text(doc, "parent"),
        title=_text(doc, "title"),
        statement=_text(doc, "statement"),
        level=_text(doc, "level"),
        owner=_text(doc, "owner"),
        period=_span(doc, "starts_on", "ends_on"),
        base_period=_span(doc, "base_from", "base_to"),
        status=_text(doc, "status") or "active",
        note=_text(doc, "note"),
        key_results=tuple(sorted(results, key=lambda kr: (kr.order, kr.id))),
    )


def key_result_of(doc: Doc) -> KeyResult:
    """A key result; what is left out gets a plain default."""
    return KeyResult(
        metric=_text(doc, "metric"),
        target=_whole(doc, "target") or 0,
        unit=_text(doc, "unit") or "count",
        mode=_text(doc, "mode") or "absolute",
        op=_text(doc, "op") or ">=",
        filter=_text(doc, "filter"),
        share_of=_text(doc, "share_of"),
        base=_whole(doc, "base"),
        weight=max(_whole(doc, "weight") or 1, 1),
        pacing=_text(doc, "pacing") or "linear",
        order=_whole(doc, "order") or 0,
        id=str(doc.get("_id", "")),
    )


def _text(doc: Mapping[str, object], path: str) -> str:
    value = doc.get(path)
    return value if isinstance(value, str) else ""


def _whole(doc: Mapping[str, object], path: str) -> int | None:
    value = doc.get(path)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _span(doc: Mapping[str, object], first: str, last: str) -> Period | None:
    try:
        span = date.fromisoformat(_text(doc, first)), date.fromisoformat(_text(doc, last))
    except ValueError:
        return None
    return span if span[0] <= span[1] else None
