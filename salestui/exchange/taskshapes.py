"""Tasks as `--json` prints them."""

from __future__ import annotations

from collections.abc import Iterable

from salestui.domain.names import deal_name
from salestui.domain.schema import members_of
from salestui.domain.snapshot import Doc
from salestui.domain.tasks import outputs, task_name
from salestui.exchange.shapes import SCHEMA, Shape, Shapes
from salestui.services.reading import Reading
from salestui.services.taskview import TaskRow


def tasks_shape(reading: Reading, rows: Iterable[TaskRow], count: int) -> Shape:
    """A list of tasks; the count covers all that match."""
    shapes = Shapes(reading)
    return {"schema": SCHEMA, "count": count, "tasks": [task_shape(shapes, row) for row in rows]}


def task_shape(shapes: Shapes, row: TaskRow) -> Shape:
    """A task in full."""
    task, lang = row.task, shapes.reading.lang
    plain = ("status", "due", "original_due", "done_on", "department", "priority", "stage", "node")
    return {
        "id": row.id,
        "number": task.get("number"),
        "title": task_name(shapes.snapshot, task).say(lang),
        "deal": _deal(shapes, row.deal),
        "account": shapes.account_in_brief(task.get("account")),
        "owner": shapes.person(task.get("owner")),
        "helpers": [shapes.person(member) for member in members_of(task, "helpers")],
        **{path: task.get(path) for path in plain},
        "days_late": row.late.days,
        "days_since_first_due": row.late.since_first,
        "lagging": row.late.lagging,
        "lag_reason": task.get("lag_reason"),
        "lag_note": task.get("lag_note"),
        "depends_on": list(members_of(task, "depends")),
        "outputs": [
            {"key": o.key, "text": o.text.say(lang), "done": o.done, "evidence": o.evidence}
            for o in outputs(shapes.snapshot, task)
        ],
        "resources": [request_shape(doc) for doc in requests_of(shapes, row.id)],
    }


def _deal(shapes: Shapes, deal: Doc | None) -> Shape | None:
    if deal is None:
        return None
    name = deal_name(shapes.snapshot, deal)
    return {"id": deal["_id"], "number": deal.get("number"), "name": name}


def requests_of(shapes: Shapes, task: str) -> list[Doc]:
    """What a task asks of other departments."""
    found = (
        shapes.snapshot.get("requests", id) for id in shapes.snapshot.ids("requests.task", task)
    )
    return sorted((d for d in found if d is not None), key=lambda doc: str(doc["_id"]))


def request_shape(doc: Doc) -> Shape:
    """A resource request in full."""
    plain = ("number", "item", "department", "status", "needed_by", "requested_on", "confirmed_on")
    return {"id": doc["_id"], **{path: doc.get(path) for path in (*plain, "delivered_on")}}
