"""What a merge leaves in planned work: gates that hold no more, tasks that wait in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from salestui.domain.criteria import evaluate
from salestui.domain.gates import stages_left
from salestui.domain.schema import key_path, members_of
from salestui.domain.tasks import is_open

if TYPE_CHECKING:
    from salestui.domain.pipelines import Path, Stage
    from salestui.domain.snapshot import Doc, Snapshot

Found = Iterator[tuple[str, str, dict[str, object]]]
"""(rule, path, what its words are filled with)."""


def broken_gates(snapshot: Snapshot, deal: Doc, path: Path) -> Found:
    """Stages that an open deal left while gates block, and whose criteria it does not meet now.

    One passed with a recorded reason is none. Nothing holds the deal: it is told, not moved.
    """
    if path.gate_mode != "block" or deal.get("outcome", "open") != "open":
        return
    for stage in _left(deal, path):
        if deal.get(key_path("bypassed", stage.key)):
            continue
        for item in evaluate(deal, snapshot, stage):
            if item.severity == "required" and not item.done:
                yield "gate_broken", "stage", {"stage": stage.name, "item": item.text}


def _left(deal: Doc, path: Path) -> list[Stage]:
    """The stages before the deal's own that it left after the gates were switched on."""
    here = path.rank(deal.get("stage"))
    found: dict[str, Stage] = {}
    for before, after in pairwise(deal.get("_moves") or ()):
        day = datetime.fromtimestamp(after[0] / 1000, UTC).date().isoformat()
        if before[1] == after[1] == path.id and day > path.gate_from:
            found |= {stage.key: stage for stage in stages_left(path, before[2], after[2])}
    ranks = {key: path.rank(key) for key in found}
    return [stage for key, stage in found.items() if _before(ranks[key], here)]


def _before(rank: int | None, here: int | None) -> bool:
    return rank is not None and here is not None and rank < here


def task_owner_left(snapshot: Snapshot, task: Doc) -> Found:
    """An open task whose owner is no member, or not active any more."""
    owner = task.get("owner")
    if not owner or not is_open(task):
        return
    member = snapshot.get("members", owner)
    if member is None or member.get("_del"):
        yield "owner_unknown", "owner", {}
    elif member.get("active") is False:
        name = str(member.get("short_name") or member.get("name") or member.get("handle"))
        yield "owner_left", "owner", {"who": name}


def task_circle(snapshot: Snapshot, task: Doc) -> Found:
    """An open task that waits for itself through others: two people can bring that about."""
    if not is_open(task):
        return
    seen: set[str] = set()
    waiting = list(members_of(task, "depends"))
    while waiting:
        id = waiting.pop()
        if id == task["_id"]:
            yield "task_circle", "depends", {}
            return
        before = snapshot.get("tasks", id) or {}
        if id not in seen and is_open(before):
            seen.add(id)
            waiting += members_of(before, "depends")
