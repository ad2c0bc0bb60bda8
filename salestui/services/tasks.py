"""What one can do with tasks: plan, assign, work on, finish, say why they lag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salestui.domain.change import Act, Edit, Value
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.schema import DISPUTED, LAG_REASONS, key_path, members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tasks import is_open
from salestui.domain.words import Words
from salestui.services.context import Context
from salestui.services.records import Seen, act_of, checked_edit, live_record
from salestui.services.taskrules import with_rules

UNTITLED = Words("A task needs a title", "任务需要标题")
NO_REASON = Words(
    "{reason} is no lag reason; one of {reasons}", "没有滞后原因“{reason}”；可用：{reasons}"
)
FINISHED = Words("That task is finished already", "该任务已经结束")
ALREADY = Words("That person owns the task already", "该任务已由此人负责")
OWNING = ("owner", "owner_since")
CIRCLE = Words("{task} depends on this one already", "“{task}”已依赖本任务，不能循环")
ITSELF = Words("A task does not wait for itself", "任务不能以自己为前置")
NOBODY = Words("Nothing to hand over", "没有可交接的工作")


def add_task(snapshot: Snapshot, ctx: Context, values: Mapping[str, Value]) -> Act:
    """A new task. What is not given is filled in: owner me, account of the deal, first due date.

    Raises InputProblem for a task without a title and for values out of range.
    """
    if not str(values.get("title") or "").strip():
        raise InputProblem(UNTITLED, where="title")
    owner = values.get("owner", ctx.me) or None
    deal = snapshot.get("deals", _text(values.get("deal")))
    member = snapshot.get("members", _text(owner)) or {}
    whole: dict[str, Value] = {
        "account": deal.get("account") if deal else None,
        "department": member.get("department"),
        "status": "todo",
        "start": ctx.today.isoformat(),
        **values,
        "owner": owner,
        "number": ctx.next_number("tasks"),
    }
    values = with_rules(snapshot, ctx, {}, whole)
    return act_of("task.add", [checked_edit(snapshot, "tasks", ctx.new_id("tk"), values)])


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def set_task(
    snapshot: Snapshot,
    ctx: Context,
    id: str,
    values: Mapping[str, Value],
    seen: Seen | None = None,
) -> Act:
    """New values of a task's fields and what they bring along. Raises as `with_rules` does."""
    whole = with_rules(snapshot, ctx, live_record(snapshot, "tasks", id), values)
    return act_of("task.set", [checked_edit(snapshot, "tasks", id, whole, seen)])


# -- owners


def assign(snapshot: Snapshot, ctx: Context, owners: Mapping[str, str]) -> Act:
    """Give tasks their one owner: task id -> member id. Raises Refused where nothing changes."""
    edits = []
    for id, member in owners.items():
        task = live_record(snapshot, "tasks", id)
        live_record(snapshot, "members", member)
        if task.get("owner") == member:
            if "owner" in task.get(DISPUTED, ()):
                # Said once more with both values in view, it is settled.
                stands: dict[str, Value] = {path: task.get(path) for path in OWNING}
                edits.append(Edit("tasks", id, stands))
            continue
        values = with_rules(snapshot, ctx, task, {"owner": member})
        if members_of(task, "helpers") and task.get(key_path("helpers", member)):
            values[key_path("helpers", member)] = None
        edits.append(checked_edit(snapshot, "tasks", id, values))
    if not edits:
        raise Refused(ALREADY)
    return act_of("task.assign", edits)


def add_helper(
    snapshot: Snapshot, ctx: Context, ids: Sequence[str], member: str, *, off: bool = False
) -> Act:
    """Put a helper beside the owner of tasks, or with `off` take one away."""
    live_record(snapshot, "members", member)
    edits = []
    for id in ids:
        task = live_record(snapshot, "tasks", id)
        if task.get("owner") != member or off:
            values: dict[str, Value] = {key_path("helpers", member): None if off else True}
            edits.append(checked_edit(snapshot, "tasks", id, values))
    return act_of("task.helper", edits)


def hand_over(snapshot: Snapshot, ctx: Context, leaver: str, to: Mapping[str, str]) -> Act:
    """A leaver's open tasks, deals and accounts go to others, as one act.

    `to` names the new owner of each task that goes to somebody of its own; the empty id stands for
    all the rest. Raises Refused where the person owns nothing.
    """
    rest = to.get("", "")
    edits = []
    for kind in ("tasks", "deals", "accounts"):
        for doc in snapshot.live(kind):
            new = to.get(doc["_id"], rest)
            if doc.get("owner") == leaver and new and new != leaver and _goes(kind, doc):
                values: dict[str, Value] = {"owner": new, "owner_since": ctx.today.isoformat()}
                edits.append(checked_edit(snapshot, kind, doc["_id"], values))
    if not edits:
        raise Refused(NOBODY)
    return act_of("member.handover", edits)


def _goes(kind: str, doc: Doc) -> bool:
    if kind == "tasks":
        return is_open(doc)
    return kind == "accounts" or doc.get("outcome", "open") == "open"


# -- working


def work_on(snapshot: Snapshot, ctx: Context, ids: Sequence[str], status: str) -> Act:
    """Set the state of tasks; `done` and `dropped` end them, `todo` opens them again.

    Otherwise those that have ended are left as they are. Raises Refused where all have, and for
    one that is to be done before those that it waits for, unless they are finished with it.
    """
    edits = []
    for id in ids:
        task = live_record(snapshot, "tasks", id)
        if is_open(task) or status == "todo":
            values = with_rules(snapshot, ctx, task, {"status": status}, ids)
            edits.append(checked_edit(snapshot, "tasks", id, values))
    if not edits:
        raise Refused(FINISHED)
    return act_of(f"task.{status}", edits)


def tick_output(
    snapshot: Snapshot, ctx: Context, id: str, key: str, *, done: bool, evidence: str = ""
) -> Act:
    """Tick one of a task's own output items, or take the tick back.

    Exit criteria are ticked on the deal: see `deals.tick`.
    """
    live_record(snapshot, "tasks", id)
    at = key_path("outputs", key)
    values: dict[str, Value] = {f"{at}/done": done or None}
    if evidence:
        values[f"{at}/evidence"] = evidence
    return act_of("task.output", [checked_edit(snapshot, "tasks", id, values)])


def add_output(snapshot: Snapshot, ctx: Context, id: str, text: str) -> Act:
    """One more thing that a task is to bring."""
    task = live_record(snapshot, "tasks", id)
    if not text.strip():
        raise InputProblem(UNTITLED, where="outputs")
    at = key_path("outputs", ctx.new_id("ou"))
    order = len(members_of(task, "outputs"))
    values: dict[str, Value] = {at: True, f"{at}/text": text.strip(), f"{at}/order": order}
    return act_of("task.output", [checked_edit(snapshot, "tasks", id, values)])


def log_lag(
    snapshot: Snapshot, ctx: Context, ids: Sequence[str], reason: str, note: str = ""
) -> Act:
    """Why tasks lag: a key of LAG_REASONS; `other` needs a note. Kept when the task is done."""
    if reason not in LAG_REASONS:
        raise InputProblem(
            NO_REASON.fill(reason=reason, reasons=", ".join(LAG_REASONS)), where="lag_reason"
        )
    values: dict[str, Value] = {
        "lag_reason": reason,
        "lag_note": note.strip() or None,
        "lag_logged_on": ctx.today.isoformat(),
    }
    edits = []
    for id in ids:
        whole = with_rules(snapshot, ctx, live_record(snapshot, "tasks", id), values)
        edits.append(checked_edit(snapshot, "tasks", id, whole))
    return act_of("task.lag", edits)


# -- order


def depend(snapshot: Snapshot, ctx: Context, id: str, on: str, *, off: bool = False) -> Act:
    """Let a task wait for another one, or with `off` no more. Raises Refused for a circle."""
    live_record(snapshot, "tasks", id)
    other = live_record(snapshot, "tasks", on)
    if id == on:
        raise Refused(ITSELF)
    if not off and id in _before(snapshot, on):
        raise Refused(CIRCLE.fill(task=str(other.get("title", ""))))
    values: dict[str, Value] = {key_path("depends", on): None if off else True}
    return act_of("task.depend", [checked_edit(snapshot, "tasks", id, values)])


def _before(snapshot: Snapshot, id: str) -> set[str]:
    """All tasks that one waits for, directly or through others."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        for other in members_of(snapshot.get("tasks", waiting.pop()) or {}, "depends"):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
