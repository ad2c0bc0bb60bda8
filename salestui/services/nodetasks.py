"""The tasks that a stage brings: made once for each stay of a deal in it (4.4.26).

Ids are derived from deal, stage, template and stay, so that two people who move the same deal
while offline make the same tasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from salestui.domain.change import Edit, Value
from salestui.domain.ids import derived_id
from salestui.domain.load import Picker
from salestui.domain.nodes import NodeTemplate, node_templates
from salestui.domain.problems import InputProblem
from salestui.domain.schema import key_path
from salestui.domain.snapshot import Doc, Snapshot, is_live
from salestui.domain.tasks import is_open
from salestui.services.context import Context
from salestui.services.records import made_edit

DEPARTMENT_OF = {"rep": "sales", "manager": "sales", "specialist": "technical"}
"""Role of a template -> the department that its task is counted in."""


def node_tasks(
    snapshot: Snapshot,
    ctx: Context,
    deal: Doc,
    pipeline: str,
    stage: str,
    picker: Picker | None = None,
) -> list[Edit]:
    """The tasks and resource requests of a deal that enters a stage of a path (by id).

    `deal` is the deal before the move, or a new one. A node whose task is still open from an
    earlier stay brings no second one, nor one whose task of this stay outlived an undone move.
    `picker` is shared by deals that move together, so that their work is spread.
    """
    path = snapshot.get("pipelines", pipeline)
    if path is None:
        return []
    here = [snapshot.get("tasks", id) or {} for id in snapshot.ids("tasks.deal", deal["_id"])]
    still = {task.get("node") for task in here if is_open(task)}
    visit = _visits(deal, pipeline, stage) + 1
    picker = picker or Picker(snapshot, ctx.today)
    edits: list[Edit] = []
    for node in node_templates(path, stage):
        if node.key not in still and _wanted(snapshot, ctx, deal, node):
            edits += _task(snapshot, ctx, picker, deal, (pipeline, stage, visit), node)
    return edits


def _visits(deal: Doc, pipeline: str, stage: str) -> int:
    """How often the deal has entered the stage before."""
    moves = deal.get("_moves")
    if not moves:
        return int("_created" in deal and _stands(deal) == (pipeline, stage))
    return sum((move[1], move[2]) == (pipeline, stage) for move in moves)


def _stands(deal: Doc) -> tuple[str, str]:
    return str(deal.get("pipeline", "")), str(deal.get("stage", ""))


def _wanted(snapshot: Snapshot, ctx: Context, deal: Doc, node: NodeTemplate) -> bool:
    if not node.filter:
        return True
    # Few templates have a filter, and the board starts without the language of filters.
    from salestui.domain.query import Env, compile_filter

    env = Env(ctx.today, ctx.zone, ctx.me, ctx.currency, ctx.now)
    try:
        return compile_filter(node.filter, "deals", snapshot, env).matches(deal)
    except InputProblem:
        # A filter that this version can't read must not keep a deal from moving.
        return True


def _task(
    snapshot: Snapshot,
    ctx: Context,
    picker: Picker,
    deal: Doc,
    where: tuple[str, str, int],
    node: NodeTemplate,
) -> Iterable[Edit]:
    pipeline, stage, visit = where
    id = derived_id("tk", "task", deal["_id"], stage, node.key, str(visit))
    if _stays(snapshot, "tasks", id):
        return
    due = (ctx.today + timedelta(days=node.offset_days)).isoformat()
    lang = _language(snapshot, ctx)
    owner = _owner(snapshot, picker, deal, node, due)
    values: dict[str, Value] = {
        "number": ctx.next_number("tasks"),
        "title": node.name.say(lang),
        "deal": deal["_id"],
        "account": deal.get("account"),
        "pipeline": pipeline,
        "stage": stage,
        "node": node.key,
        "visit": visit,
        "owner": owner or None,
        "owner_since": ctx.today.isoformat() if owner else None,
        "department": _department(snapshot, owner, node),
        "strength": node.strength or None,
        "start": ctx.today.isoformat(),
        "due": due,
        "original_due": due,
        "status": "todo",
        "done_on": None,
    }
    for place, item in enumerate(node.items):
        at = key_path("outputs", item.key)
        values |= {at: True, f"{at}/text": item.text.say(lang), f"{at}/order": place}
    yield made_edit(snapshot, "tasks", id, values)
    yield from _requests(snapshot, ctx, node, {"task": id, "deal": deal["_id"], "needed_by": due})


def _requests(
    snapshot: Snapshot, ctx: Context, node: NodeTemplate, of_task: Mapping[str, Value]
) -> Iterable[Edit]:
    """What the task of a node asks other departments for."""
    for resource in node.resources:
        asked: dict[str, Value] = {
            **of_task,
            "number": ctx.next_number("requests"),
            "item": resource.item.say(_language(snapshot, ctx)),
            "department": resource.department,
            "requested_on": ctx.today.isoformat(),
            "status": "requested",
        }
        request = derived_id("rq", "request", str(of_task["task"]), resource.key)
        if not _stays(snapshot, "requests", request):
            yield made_edit(snapshot, "requests", request, asked)


def _language(snapshot: Snapshot, ctx: Context) -> str:
    return str(snapshot.workspace.get("language", ctx.lang))


def _stays(snapshot: Snapshot, kind: str, id: str) -> bool:
    """Whether somebody worked on a record, so that it stayed when its move was taken back."""
    doc = snapshot.get(kind, id)
    return doc is not None and is_live(kind, doc)


def _owner(snapshot: Snapshot, picker: Picker, deal: Doc, node: NodeTemplate, due: str) -> str:
    """Who gets the task: the deal's owner, or for other roles the best match (4.4.26)."""
    owner = str(deal.get("owner") or "")
    if node.role == "rep":
        return owner
    if node.role == "manager":
        manager = (snapshot.get("members", owner) or {}).get("manager")
        return str(manager or owner)
    able = [str(m["_id"]) for m in snapshot.live("members") if m.get("role") == node.role]
    if not able:
        return owner
    return picker.pick({"strength": node.strength, "due": due}, among=able) or owner


def _department(snapshot: Snapshot, owner: str, node: NodeTemplate) -> str:
    known = (snapshot.get("members", owner) or {}).get("department")
    return str(known or DEPARTMENT_OF.get(node.role, "sales"))
