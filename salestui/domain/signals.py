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
PUT_OFF = Words("next step put off {n} times, no touch", "下一步改期{n}次，其间无跟进")
PUSHED = Words("close date put off {n} times", "签约日已推迟{n}次")


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
