"""The five SMART questions, answered from the goal itself (4.4.30)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from salestui.domain.goals.elapsed import periods_before
from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.ground import Ground
from salestui.domain.goals.metrics import METRICS, metric_words
from salestui.domain.goals.records import Goal
from salestui.domain.goals.shown import shown_number, shown_times
from salestui.domain.metrics.measure import Number
from salestui.domain.metrics.pipeline import Coverage, coverage
from salestui.domain.names import member_short
from salestui.domain.schema import members_of
from salestui.domain.words import Words

QUESTIONS: Mapping[str, Words] = {
    "specific": Words("Specific", "具体"),
    "measurable": Words("Measurable", "可衡量"),
    "achievable": Words("Achievable", "可达成"),
    "relevant": Words("Relevant", "相关"),
    "time_bound": Words("Time-bound", "有时限"),
}
"""Key -> what is asked."""
STRETCH = Fraction(3, 2)
"""A goal may be this multiple of the best of the last periods."""
PERIODS = 4
LONGEST = 366
"""Days that a goal may last."""


class Answer(NamedTuple):
    """One answer with its reason."""

    key: str
    ok: bool
    why: Words


def smart(ground: Ground, goal: Goal, figures: tuple[Figures, ...]) -> tuple[Answer, ...]:
    """The five answers in their order."""
    main = next((f for f in figures if f.result.mode != "share"), None)
    main = main or (figures[0] if figures else None)
    return (
        Answer("specific", *_specific(ground, goal)),
        Answer("measurable", *_measurable(main)),
        Answer("achievable", *_achievable(ground, goal, main)),
        Answer("relevant", *_relevant(ground, goal)),
        Answer("time_bound", *_time_bound(goal, ground.env.today)),
    )


Verdict = tuple[bool, Words]

NO_METRIC = Words("no metric yet", "还没有指标")
ABOUT_ALL = Words(
    "{metric} of everybody: name a region, product, segment or owner",
    "{metric}没有限定：请写明区域、产品、细分市场或负责人",
)
ABOUT = Words("{metric}, {what}", "{metric}，{what}")
OWNED = Words("owner {name}", "负责人{name}")


def _specific(ground: Ground, goal: Goal) -> Verdict:
    result = goal.main or next(iter(goal.key_results), None)
    if result is None:
        return False, NO_METRIC
    metric = metric_words(result.metric)
    said = [Words(result.filter, result.filter)] if result.filter else []
    if goal.owner:
        name = member_short(ground.snapshot, goal.owner)
        said.append(OWNED.fill(name=name))
    if not said:
        return False, ABOUT_ALL.fill(metric=metric)
    what = Words(", ".join(w.en for w in said), "，".join(w.zh for w in said))
    return True, ABOUT.fill(metric=metric, what=what)


NO_BASE = Words("no base to grow from: enter one", "没有基数：请填报基数")
BASE_ZERO = Words("the base is 0: growth on it means nothing", "基数为0，增长没有意义")
NO_TARGET = Words("no target number", "没有目标数")
GROWN = Words("{base} -> {target}", "{base} -> {target}")
ONE = Words("{target}", "{target}")


def _measurable(main: Figures | None) -> Verdict:
    if main is None:
        return False, NO_METRIC
    if main.fault is not None:
        return False, main.fault
    result = main.result
    if result.mode == "growth_vs_base" and not main.base:
        return False, NO_BASE if main.base is None else BASE_ZERO
    if main.required is None or main.required <= 0:
        return False, NO_TARGET
    target = shown_number(main.required, result)
    if main.base is None:
        return True, ONE.fill(target=target)
    return True, GROWN.fill(base=shown_number(main.base, result), target=target)


BEST = Words("{times} the best of the last 4 periods ({best})", "为近4期最好（{best}）的{times}")
NO_PAST = Words("nothing in the last 4 periods to compare with", "近4期没有可比数据")
COVERED = Words("{best}; open {open} of the missing, needed {needed}",
                "{best}；商机储备{open}，需要{needed}")  # fmt: skip
COVERED_ALREADY = Words("{best}; nothing is missing", "{best}；已无缺口")


def _achievable(ground: Ground, goal: Goal, main: Figures | None) -> Verdict:
    """Within reach of what was reached before, or covered by what is open."""
    if main is None or goal.period is None or main.required is None:
        return False, NO_METRIC if main is None else (main.fault or NO_TARGET)
    if main.result.mode == "share":
        return True, ONE.fill(target=shown_number(main.required, main.result))
    best = best_before(ground, goal, main)
    times = Fraction(main.required) / best if best else None
    said = NO_PAST
    if best and times is not None:
        said = BEST.fill(times=shown_times(times), best=shown_number(best, main.result))
    covers = goal_coverage(ground, goal, main)
    enough = times is not None and (
        times <= STRETCH if main.result.op == ">=" else times >= 1 / STRETCH
    )
    if covers is None:
        return enough, said
    if covers.multiple is None:
        return True, COVERED_ALREADY.fill(best=said)
    needed = shown_times(covers.needed) if covers.needed is not None else Words("?", "未知")
    said = COVERED.fill(best=said, open=shown_times(covers.multiple), needed=needed)
    return enough or covers.is_enough, said


def best_before(ground: Ground, goal: Goal, main: Figures) -> Number | None:
    """The best of the last comparable periods; None where there was nothing."""
    metric = METRICS[main.result.metric]
    if goal.period is None or metric.kind == "stock":
        return None
    result = main.result
    found = [
        value
        for period in periods_before(goal.period, PERIODS)
        if (value := ground.measure(result.metric, period, result.filter).in_unit(result.unit))
    ]
    if not found:
        return None
    return max(found) if main.result.op == ">=" else min(found)


def goal_coverage(ground: Ground, goal: Goal, main: Figures) -> Coverage | None:
    """What is open against what is missing, in money or in deals; None for other goals."""
    metric = METRICS[main.result.metric]
    if goal.period is None or metric.kind != "flow" or not metric.rising or main.required is None:
        return None
    result, opened_key = main.result, "open_amount" if metric.unit == "money" else "open_count"
    opened = ground.measure(opened_key, goal.period, result.filter).in_unit(result.unit) or 0
    first = min((period[0] for period in periods_before(goal.period, PERIODS)), default=None)
    first = first or goal.period[0]
    rate = ground.measure("win_rate", (first, ground.env.today), result.filter).value
    return coverage(opened, main.required, main.actual or 0, Fraction(rate) if rate else None)


ALONE = Words("give it a parent goal, or a plan with themes", "请指定上级目标，或有主题的规划")
PART_OF = Words("part of {what}", "隶属{what}")
THEME = Words("plan {plan}: {themes}", "规划{plan}：{themes}")


def _relevant(ground: Ground, goal: Goal) -> Verdict:
    parent = ground.snapshot.get("goals", goal.parent)
    if parent is not None:
        name = str(parent.get("title") or parent.get("statement") or parent.get("number") or "")
        return True, PART_OF.fill(what=name)
    plan = ground.snapshot.get("plans", goal.plan) or {}
    themes = members_of(plan, "themes")
    if not themes:
        return False, ALONE
    words = Words(", ".join(themes), "、".join(themes))
    return True, THEME.fill(plan=plan.get("title", ""), themes=words)


NO_PERIOD = Words("no period", "没有期间")
TOO_LONG = Words("{days} days: more than a year", "{days}天：超过一年")
OVER = Words("ended {day}", "已于{day}结束")
SPAN = Words("{first} to {last}, {left} days left", "{first} 至 {last}，还有{left}天")
ENDED = Words("{first} to {last}", "{first} 至 {last}")


def _time_bound(goal: Goal, today: date) -> Verdict:
    """Begins before it ends, lasts a year at most; a draft must not have ended yet."""
    if goal.period is None:
        return False, NO_PERIOD
    first, last = goal.period
    days = (last - first).days + 1
    if days > LONGEST:
        return False, TOO_LONG.fill(days=days)
    if last < today:
        if goal.status == "draft":
            return False, OVER.fill(day=last.isoformat())
        return True, ENDED.fill(first=first.isoformat(), last=last.isoformat())
    left = (last - max(today, first)).days
    return True, SPAN.fill(first=first.isoformat(), last=last.isoformat(), left=left)
