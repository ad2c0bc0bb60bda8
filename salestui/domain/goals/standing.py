"""How a goal stands: achieved, on track, behind, at risk, missed; and its attainment (4.4.18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.records import LIVING, Goal
from salestui.domain.words import Words

BEHIND = Fraction(1, 10)
"""Behind when the pace gap is worse than this share of what is required."""

STANDINGS: Mapping[str, Words] = {
    "draft": Words("draft", "草稿"),
    "dropped": Words("dropped", "已取消"),
    "unknown": Words("not measurable", "无法计算"),
    "planned": Words("not begun", "未开始"),
    "achieved": Words("achieved", "已达成"),
    "missed": Words("missed", "未达成"),
    "at_risk": Words("at risk", "有风险"),
    "behind": Words("behind", "落后"),
    "on_track": Words("on track", "正常"),
}
"""How a goal can stand."""


def attainment(figures: Sequence[Figures]) -> Fraction | None:
    """The weighted mean of the key results' attainments; None when one of them is undefined.

    A share is a condition on the mix, so it counts only where a goal has nothing else.
    """
    counted = [f for f in figures if f.result.mode != "share"] or list(figures)
    total = Fraction(0)
    for each in counted:
        reached = each.attainment
        if reached is None:
            return None
        total += reached * each.result.weight
    weights = sum(each.result.weight for each in counted)
    return total / weights if weights else None


def standing(goal: Goal, figures: Sequence[Figures], today: date) -> str:
    """A key of STANDINGS: what a person decided, else what the figures say.

    What is to be reached is achieved on the day it is; a limit at the end, and missed when passed.
    """
    if goal.status not in LIVING or goal.status == "draft":
        return goal.status if goal.status in STANDINGS else "unknown"
    period = goal.period
    if period is None or not figures or any(each.required is None for each in figures):
        return "unknown"
    if today < period[0]:
        return "planned"
    over = today > period[1]
    if all(each.met and (over or not each.is_limit) for each in figures):
        return "achieved"
    if over or any(each.passed for each in figures):
        return "missed"
    if any(_at_risk(each) for each in figures):
        return "at_risk"
    return "behind" if any(_behind(each) for each in figures) else "on_track"


def _at_risk(figures: Figures) -> bool:
    """Whether it will not hold even with what the open deals will likely bring."""
    projection, required = figures.projection, figures.required
    if projection is None or required is None:
        return False
    if figures.is_limit:
        return projection > required
    return projection < required


def _behind(figures: Figures) -> bool:
    """Whether too little came by now; a rate, or a share of what is there, is simply not met."""
    gap, required = figures.pace_gap, figures.required
    if gap is None or required is None:
        return not figures.met
    worse = gap if figures.is_limit else -gap
    return worse > required * BEHIND
