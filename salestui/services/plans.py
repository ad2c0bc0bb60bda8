"""What one does with plans: the frame of goals for a period and a scope, version by version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from salestui.domain.change import Act, Value
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.words import Words
from salestui.services.records import Seen, act_of, checked_edit, live_record

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.services.context import Context

NO_TITLE = Words("A plan needs a title", "规划需要标题")
NO_PERIOD = Words("A plan needs a period", "规划需要期间")
BACKWARDS = Words("The plan ends before it begins", "规划的结束早于开始")
ONE_ACTIVE = Words(
    "{title} is the active plan of this scope and time", "该范围和期间已有执行中的规划“{title}”"
)
CLOSE_IT = Words("Close that one first, or make this a draft", "请先结束它，或把本规划设为草稿")
SCOPE = ("region", "product", "segment")


def add_plan(snapshot: Snapshot, ctx: Context, values: Mapping[str, Value]) -> Act:
    """A new plan, active unless said otherwise; its version follows the one that it replaces.

    Raises InputProblem without title or period, Refused where its scope has an active plan.
    """
    if not values.get("title"):
        raise InputProblem(NO_TITLE, where="title")
    before = snapshot.get("plans", str(values.get("parent_version") or "")) or {}
    whole: dict[str, Value] = {
        "status": "active",
        "version": int(before.get("version") or 0) + 1,
        **values,
        "number": ctx.next_number("plans"),
    }
    _check(snapshot, whole, "")
    id = ctx.new_id("pn")
    return act_of("plan.add", [checked_edit(snapshot, "plans", id, whole)])


def set_plan(
    snapshot: Snapshot, ctx: Context, id: str, values: Mapping[str, Value], seen: Seen | None = None
) -> Act:
    """New values of a plan. Raises NotFound, InputProblem and Refused as `add_plan`."""
    old = live_record(snapshot, "plans", id)
    _check(snapshot, {**old, **values}, id)
    return act_of("plan.set", [checked_edit(snapshot, "plans", id, values, seen)])


def _check(snapshot: Snapshot, plan: Doc, itself: str) -> None:
    first, last = plan.get("starts_on"), plan.get("ends_on")
    if not first or not last:
        raise InputProblem(NO_PERIOD, where="starts_on")
    if str(first) > str(last):
        raise InputProblem(BACKWARDS, where="ends_on")
    if plan.get("status") != "active":
        return
    for other in snapshot.live("plans"):
        same = all((other.get(path) or None) == (plan.get(path) or None) for path in SCOPE)
        active = other.get("status") == "active" and other["_id"] != itself
        meets = str(other.get("starts_on")) <= str(last) and str(first) <= str(other.get("ends_on"))
        if active and same and meets:
            raise Refused(ONE_ACTIVE.fill(title=other.get("title", "")), hint=CLOSE_IT)
