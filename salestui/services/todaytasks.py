"""Tasks on today's list: what of mine is late or due, and what of my deals nobody owns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from salestui.domain import agendatasks as agenda
from salestui.domain.agenda import Reason
from salestui.domain.dayshow import iso_day
from salestui.domain.schema import DELETED
from salestui.domain.snapshot import Doc, is_live
from salestui.domain.tasks import is_open, lateness, outputs, rules, task_name
from salestui.domain.words import Words
from salestui.services.agendareasons import Ground

if TYPE_CHECKING:
    from salestui.services.todayitems import Scope

BROUGHT = Words("{name}, {done} of {all} done", "{name}，产出{done}/{all}")
ASSIGN = Words("assign: {name}", "指派：{name}")


def candidates(ground: Ground, scope: Scope) -> Iterator[Doc]:
    """The open tasks that may be listed: the owner's, and those that nobody owns."""
    owner = scope.owner
    for task in ground.snapshot.table("tasks").values():
        if owner and task.get("owner") not in (owner, None):
            continue
        if is_open(task) and is_live("tasks", task):
            yield task


def deal_of(ground: Ground, task: Doc) -> Doc | None:
    """The deal that a task is for, where it stands."""
    deal = ground.snapshot.get("deals", task.get("deal"))
    return None if deal is None or deal.get(DELETED) else deal


def is_listed(ground: Ground, scope: Scope, task: Doc) -> bool:
    """Whether a task is among what is asked for: mine, or nobody's on a deal of mine."""
    if not (is_open(task) and is_live("tasks", task)):
        return False
    deal, query = deal_of(ground, task), scope.query
    fits = query is None or (deal is not None and query.matches(deal))
    if scope.tasks is not None:
        return scope.tasks.matches(task) or (not task.get("owner") and fits)
    if not fits:
        return False
    if not scope.owner or task.get("owner") == scope.owner:
        return True
    return not task.get("owner") and deal is not None and deal.get("owner") == scope.owner


def reasons(ground: Ground, task: Doc) -> list[Reason]:
    """Why a task stands on the list, the most serious first; none for one that has time."""
    days, threshold = rules(ground.snapshot.workspace)
    late = lateness(task, ground.today, days, threshold)
    due = iso_day(task.get("due"))
    found: list[Reason] = []
    if due is not None and due < ground.today:
        # On a day that does not count a task is not a day late yet, but its date has passed.
        found.append(agenda.late_reason(late, due))
    elif due == ground.today:
        found.append(agenda.today_reason(due))
    if not task.get("owner"):
        found.append(agenda.UNOWNED)
    if late.lagging and not task.get("lag_reason"):
        found.append(agenda.UNSAID)
    return found


def todo(ground: Ground, task: Doc) -> Words:
    """What to do: the task with how much of it is there, or to find somebody for it."""
    name = task_name(ground.snapshot, task)
    if not task.get("owner"):
        return ASSIGN.fill(name=name)
    path = ground.paths.get(str(task.get("pipeline")))
    brought = outputs(ground.snapshot, task, path)
    if not brought:
        return name
    done = sum(each.done for each in brought)
    return BROUGHT.fill(name=name, done=done, all=len(brought))
