"""How my goals stand today, for the line above what there is to do: those behind first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.goals.records import LIVING, Goal, goals_of

if TYPE_CHECKING:
    from salestui.domain.goals.book import Book, Sight
    from salestui.domain.query import Env
    from salestui.domain.snapshot import Snapshot

MOST = 2
"""Goals that are told at most."""
BEHIND = ("at_risk", "behind")
"""Standings that something has to be done about, the worst first."""


class Pace(NamedTuple):
    """Some goals with the book that has their figures."""

    book: Book
    sights: Sequence[Sight]


def pace_of(snapshot: Snapshot, env: Env, owner: str, before: Pace | None = None) -> Pace | None:
    """The goals of `owner` that are behind, or how the first one stands where none is.

    Without an owner, the goals that stand under no other. None where there is none for today.
    What was told `before`, of a state that differs in few deals, spares most of the counting.
    """
    mine = [goal for goal in goals_of(snapshot).values() if _concerns(goal, env, owner)]
    if not mine:
        return None
    # Figures are only worked out by who has a goal.
    from salestui.domain.goals.book import Book

    book = Book(snapshot, env, before.book.ground.memory if before else None)
    sights = [book.sight(goal.id) for goal in mine]
    behind = [each for key in BEHIND for each in sights if each.standing == key]
    return Pace(book, (behind or sights[:1])[:MOST])


def _concerns(goal: Goal, env: Env, owner: str) -> bool:
    today, period = env.today, goal.period
    living = goal.status in LIVING and goal.status != "draft"
    if not living or period is None or not period[0] <= today <= period[1]:
        return False
    return goal.owner == owner if owner else not goal.parent
