"""What changed of a goal: of itself and of its key results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.history import Row, rows

if TYPE_CHECKING:
    from salestui.domain.goals.records import Goal
    from salestui.store.history import History


def goal_history(history: History, goal: Goal, until: int) -> tuple[Row, ...]:
    """The changes up to an instant in ms; that a key result came with its goal is none of them."""
    records = {("goals", goal.id), *(("key_results", result.id) for result in goal.key_results)}
    commits = history.of_records([id for _, id in records])
    return tuple(
        row
        for row in rows(commits, records)
        if row.when <= until and not (row.created and row.kind == "key_results")
    )
