"""What new values of a task bring along and what they need, by whichever door they came."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from salestui.domain.change import Value
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.schema import members_of
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tasks import is_open
from salestui.domain.words import Words
from salestui.services.context import Context

ENDED = ("done", "dropped")
"""States of a task that nobody works on any more."""
NOT_FREE = Words("{task} has to be finished first", "须先完成“{task}”")
NEEDS_NOTE = Words("Say in a few words what the other reason is", "“其他”请用几个字写明原因")


def with_rules(
    snapshot: Snapshot,
    ctx: Context,
    task: Doc,
    values: Mapping[str, Value],
    along: Collection[str] = (),
) -> dict[str, Value]:
    """Values for a task, an empty one where it is new, with all that goes along with them.

    A new owner, an end and the reason of a lag are dated; the first due date stays what it was,
    as lag counts from it. `along` are the tasks that the same act finishes. Raises Refused for one
    that is done before those that it waits for, InputProblem for the other reason without words.
    """
    whole, today = dict(values), ctx.today.isoformat()
    new = {path for path in values if values[path] != task.get(path)}
    if "owner" in new:
        whole["owner_since"] = today if whole["owner"] else None
    if whole.get("due") and not task.get("original_due"):
        whole["original_due"] = whole["due"]
    if "status" in new:
        whole["done_on"] = (whole.get("done_on") or today) if whole["status"] in ENDED else None
    if "status" in new and whole["status"] == "done":
        _check_free(snapshot, {**task, **whole}, along)
    if new & {"lag_reason", "lag_note"}:
        whole |= _lag({**task, **whole}, values.get("lag_logged_on") or today)
    return whole


def _check_free(snapshot: Snapshot, task: Doc, along: Collection[str]) -> None:
    for other in members_of(task, "depends"):
        before = snapshot.get("tasks", other)
        if other in along or before is None or before.get("_del"):
            continue
        if is_open(before):
            raise Refused(NOT_FREE.fill(task=str(before.get("title", ""))))


def _lag(task: Doc, day: Value) -> dict[str, Value]:
    """The rest of a lag's reason, which goes away with it."""
    if not task.get("lag_reason"):
        return {"lag_note": None, "lag_logged_on": None}
    if task["lag_reason"] == "other" and not str(task.get("lag_note") or "").strip():
        raise InputProblem(NEEDS_NOTE, where="lag_note")
    return {"lag_logged_on": day}
