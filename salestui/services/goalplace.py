"""Where a new goal belongs: under which goal, in which plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salestui.domain.goals.about import narrowing
from salestui.domain.goals.ground import Ground
from salestui.domain.goals.records import LIVING, Goal, goals_of
from salestui.domain.goals.sentence import Sentence
from salestui.domain.text import searchable

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

SCOPE = (("region", "region"), ("product", "product"), ("segment", "industry"))
"""A plan's scope -> the field of deals that it is about."""


def parent_for(sentence: Sentence, ground: Ground, itself: str = "") -> str:
    """The narrowest goal that counts the same and holds a sentence's deals and days, or none."""
    own = narrowing(sentence.filter)
    found = [
        (len(narrowing(goal.key_results[0].filter)), -_days(goal), goal.id)
        for goal in goals_of(ground.snapshot).values()
        if goal.id != itself and goal.status in LIVING and _holds(goal, sentence, own)
    ]
    return max(found)[2] if found else ""


def _days(goal: Goal) -> int:
    return (goal.period[1] - goal.period[0]).days if goal.period else 0


def _holds(goal: Goal, sentence: Sentence, own: frozenset[tuple[str, str]]) -> bool:
    """Whether the goal is wider than the sentence in its deals, and no shorter in its days."""
    main = goal.main
    if main is None or goal.period is None:
        return False
    if (main.metric, main.unit) != (sentence.metric, sentence.unit):
        return False
    days = goal.period[0] <= sentence.period[0] and sentence.period[1] <= goal.period[1]
    narrower = narrowing(main.filter) < own
    longer = narrowing(main.filter) == own and goal.period != sentence.period
    return days and (narrower or longer)


def plan_for(sentence: Sentence, ground: Ground) -> str:
    """The active plan whose period and scope hold the sentence, the narrowest scope first."""
    values = dict(narrowing(sentence.filter))
    found = [
        (sum(1 for path, _ in SCOPE if plan.get(path)), str(plan["_id"]))
        for plan in ground.snapshot.live("plans")
        if plan.get("status") == "active" and _in_plan(plan, sentence, values)
    ]
    return max(found)[1] if found else ""


def _in_plan(plan: Doc, sentence: Sentence, values: dict[str, str]) -> bool:
    first, last = str(plan.get("starts_on") or ""), str(plan.get("ends_on") or "9999")
    if not first <= sentence.period[0].isoformat() <= sentence.period[1].isoformat() <= last:
        return False
    return all(
        not plan.get(path) or values.get(field) == searchable(str(plan[path]))
        for path, field in SCOPE
    )
