"""What asks for attention on a deal, each with the figures that it follows from."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.attention import (
    MANY,
    OVER_MEDIAN,
    REASONS,
    age_limit,
    days_since,
    flags,
    last_stirred,
    rot,
    stage_age_days,
    step_put_off,
)
from salestui.domain.pipelines import Path, Stage
from salestui.domain.tasks import worst_of_deal
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

STEP_LATE = Words("next step {n}d late", "下一步逾期{n}天")
CLOSE_LATE = Words("close date passed {n}d ago", "预计签约日已过{n}天")
UNTOUCHED = Words("nothing done for {n}d, limit {most}d", "{n}天无动作，上限{most}天")
OLD_MEDIAN = Words(
    "{n}d here, won deals {median}d (x{by} is the limit)",
    "停留{n}天，签约单中位{median}天，上限{by}倍",
)
OLD_EXPECTED = Words(
    "{n}d here, expected {most}d (x2 is the limit)", "停留{n}天，应为{most}天，上限2倍"
)
TASK_LAGS = Words("a task lags {n}d", "任务滞后{n}天")
TASK_LATE = Words("a task is {n}d late", "任务逾期{n}天")
PUT_OFF = Words("next step put off {n} times, no touch", "下一步改期{n}次，其间无跟进")
PUSHED = Words("close date put off {n} times", "签约日已推迟{n}次")


RULES: dict[str, Words] = {
    "contested": Words(
        "one archived it, another changed it, neither knowing of the other; the inbox settles it",
        "一人归档、一人修改，互不知情；到收件箱处理",
    ),
    "disputed": Words(
        "two people wrote different values, neither knowing of the other; the inbox settles it",
        "两人写了不同的值，互不知情；到收件箱处理",
    ),
    "next_step_overdue": Words(
        "an open deal whose next step's date lies before today", "进行中，下一步日期早于今天"
    ),
    "close_past": Words(
        "an open deal whose expected close lies before today", "进行中，预计签约日早于今天"
    ),
    "rotten": Words(
        "no touch, move or edit for more than the stage's days of rest, and no step ahead; or in "
        "the stage for more than 1.5 x the median of won deals (once 10 were won, else 2 x the "
        "expected days)",
        "无跟进、推进或修改超过该阶段的停滞天数，且没有未来的下一步；或停留超过签约单中位天数的1.5倍"
        "（签约满10单时，否则为应有天数的2倍）",
    ),
    "lagging": Words(
        "one of its open tasks is more days late than the team allows (3, unless it says so)",
        "有未完成任务逾期超过团队允许的天数（默认3天）",
    ),
    "late": Words("one of its open tasks is past its due date", "有未完成任务已过截止日"),
    "no_next_step": Words("an open deal without a date for what is next", "进行中，下一步没有日期"),
    "next_step_moved3": Words(
        "the same next step was put off three times or more with no touch between; a future date "
        "does not hide it",
        "同一下一步改期三次以上，其间没有跟进；日期在将来也照样标出",
    ),
    "pushed3": Words(
        "the expected close was moved to a later day three times or more",
        "预计签约日往后推了三次以上",
    ),
    "pushed2": Words("the expected close was moved to a later day twice", "预计签约日往后推了两次"),
    "wake_due": Words("on hold until a day that has come", "搁置到期"),
}
"""Flag -> what it means."""


class Signal(NamedTuple):
    """One thing that asks for attention."""

    key: str
    """A key of REASONS."""
    words: Words


def signals(
    doc: Doc, snapshot: Snapshot, path: Path | None, today: date, zone: tzinfo
) -> list[Signal]:
    """Everything that asks for attention on a deal, the most serious first."""
    stage = path.stage(doc.get("stage")) if path else None
    return [
        Signal(key, _told(key, doc, snapshot, stage, today, zone) or REASONS[key])
        for key in flags(doc, snapshot, path, today, zone)
    ]


def _told(
    key: str, doc: Doc, snapshot: Snapshot, stage: Stage | None, today: date, zone: tzinfo
) -> Words | None:
    if key == "next_step_overdue":
        return STEP_LATE.fill(n=_days_ago(doc.get("next_step_due"), today))
    if key == "close_past":
        return CLOSE_LATE.fill(n=_days_ago(doc.get("expected_close"), today))
    if key == "rotten" and stage is not None:
        found = rot_told(doc, snapshot, stage, today, zone)
        return found.words if found else None
    if key in ("lagging", "late"):
        late = worst_of_deal(snapshot, str(doc.get("_id", "")), today)
        words = TASK_LAGS if key == "lagging" else TASK_LATE
        return words.fill(n=max(late.days, late.since_first))
    if key == "next_step_moved3":
        return PUT_OFF.fill(n=step_put_off(doc, snapshot))
    if key in ("pushed2", "pushed3"):
        return PUSHED.fill(n=doc.get("_pushes", MANY))
    return None


def _days_ago(day: object, today: date) -> int:
    """How many days a date lies back; 0 for what is no date."""
    try:
        return (today - date.fromisoformat(str(day))).days
    except ValueError:
        return 0


class Rot(NamedTuple):
    """Why a deal counts as stuck, in figures."""

    days: int
    """Without anything done, or in the stage."""
    words: Words


def rot_told(doc: Doc, snapshot: Snapshot, stage: Stage, today: date, zone: tzinfo) -> Rot | None:
    """Which rot it is and by what figures; None for a deal that is not stuck."""
    which = rot(doc, snapshot, stage, today, zone)
    if which == "touch":
        stirred = last_stirred(doc, snapshot)
        days = 0 if stirred is None else days_since(stirred, today, zone)
        return Rot(days, UNTOUCHED.fill(n=days, most=stage.rot_days))
    limit = age_limit(snapshot, str(doc.get("pipeline")), stage)
    if which != "age" or limit is None:
        return None
    days, of = stage_age_days(doc, today, zone) or 0, f"{limit.of:g}"
    if limit.basis == "median":
        return Rot(days, OLD_MEDIAN.fill(n=days, median=of, by=OVER_MEDIAN))
    return Rot(days, OLD_EXPECTED.fill(n=days, most=of))
