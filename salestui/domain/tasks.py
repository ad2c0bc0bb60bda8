"""What a task says of itself: its name, what it is to bring, how late it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from salestui.domain.criteria import Item, evaluate
from salestui.domain.nodes import NodeTemplate, node_template
from salestui.domain.pipelines import LAST, Criterion, Path, parse_path
from salestui.domain.schema import key_path, members_of
from salestui.domain.words import Words
from salestui.domain.workdays import WorkDays, work_days

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

OPEN = ("todo", "doing", "waiting")
"""States of a task that is still to be done."""
THRESHOLD = 3
"""Days late from which on a task does not lag yet, where the workspace says nothing (4.2.1)."""


SURVEY = Words("Satisfaction survey", "满意度调研")
"""What the task is called that asks a customer every quarter."""


class Output(NamedTuple):
    """One thing that a task is to bring."""

    key: str
    text: Words
    done: bool
    evidence: str
    criterion: Criterion | None = None
    """The exit criterion of the deal's stage that it is, ticked or derived there."""
    item: Item | None = None
    """The same with its state."""


class Lateness(NamedTuple):
    """How late a task is, or was when it was done (4.4.23)."""

    days: int
    """Counting days after its due date; 0 when it is not late."""
    since_first: int
    """The same after the date that it was first due: moving the due date clears nothing."""
    lagging: bool
    """More than the threshold by either date."""

    @property
    def late(self) -> bool:
        """Whether the due date has passed."""
        return self.days > 0


ON_TIME = Lateness(0, 0, False)


def rules(workspace: Doc) -> tuple[WorkDays, int]:
    """How a workspace counts the days of tasks, and from how many on a late one lags."""
    threshold = workspace.get("lag_threshold_days")
    return work_days(workspace), THRESHOLD if threshold is None else int(threshold)


def is_open(task: Doc) -> bool:
    """Whether the task is still to be done."""
    return task.get("status", "todo") in OPEN


def template_of(snapshot: Snapshot, task: Doc) -> NodeTemplate | None:
    """The template that a node task was made from, as its path has it now."""
    path = snapshot.get("pipelines", task.get("pipeline"))
    if path is None or not task.get("node"):
        return None
    return node_template(path, str(task.get("stage", "")), str(task["node"]))


def task_name(snapshot: Snapshot, task: Doc) -> Words:
    """What the task is called: a node's name in both languages, else the title as typed."""
    if task.get("quarter"):
        return SURVEY
    node = template_of(snapshot, task)
    title = str(task.get("title", ""))
    return node.name if node is not None else Words(title, title)


def outputs(snapshot: Snapshot, task: Doc, path: Path | None = None) -> tuple[Output, ...]:
    """What the task is to bring: its own items, for a node task the stage's exit criteria first.

    One criterion is one item wherever it is shown, so a node task has no ticks of its own for it.
    `path` is the task's sales path, for who has it at hand.
    """
    return (*_criteria(snapshot, task, path), *_own(task))


def _criteria(snapshot: Snapshot, task: Doc, path: Path | None) -> list[Output]:
    deal = snapshot.get("deals", task.get("deal"))
    if deal is None or not task.get("node"):
        return []
    doc = snapshot.get("pipelines", task.get("pipeline"))
    path = path or (parse_path(doc) if doc else None)
    stage = path.stage(str(task.get("stage", ""))) if path else None
    if stage is None:
        return []
    itself = {c.key for c in stage.criteria if c.check == "task_done" and c.arg == task["node"]}
    items = {item.key: item for item in evaluate(deal, snapshot, stage)}
    return [
        Output(c.key, c.text, items[c.key].done, items[c.key].evidence, c, items[c.key])
        for c in stage.criteria
        if c.severity == "required" and c.key in items and c.key not in itself
    ]


def _own(task: Doc) -> list[Output]:
    found = []
    for key in members_of(task, "outputs"):
        at = key_path("outputs", key)
        text = str(task.get(f"{at}/text") or key)
        done = task.get(f"{at}/done") is True
        evidence = str(task.get(f"{at}/evidence") or "")
        found.append((_order(task, at), Output(key, Words(text, text), done, evidence)))
    return [output for _, output in sorted(found, key=lambda pair: (pair[0], pair[1].key))]


def _order(task: Mapping[str, Any], at: str) -> int:
    order = task.get(f"{at}/order")
    return order if type(order) is int else LAST


def lateness(task: Doc, today: date, days: WorkDays, threshold: int = THRESHOLD) -> Lateness:
    """How late an open task is today, or a finished one was on the day it was done.

    Lagging begins after `threshold` days: exactly that many days late is late, not lagging.
    """
    status = task.get("status", "todo")
    end = today if status in OPEN else _day(task.get("done_on"))
    due, first = _day(task.get("due")), _day(task.get("original_due"))
    if end is None or status == "dropped":
        return ON_TIME
    late = days.late(due, end) if due else 0
    since_first = days.late(first, end) if first else late
    return Lateness(late, since_first, max(late, since_first) > threshold)


def worst_of_deal(snapshot: Snapshot, deal: str, today: date) -> Lateness:
    """How late the latest of a deal's open tasks is; costs next to nothing where none is."""
    now, worst = today.isoformat(), ON_TIME
    for id in snapshot.ids("tasks.deal", deal):
        task = snapshot.get("tasks", id) or {}
        dates = (str(task.get(path) or now) for path in ("due", "original_due"))
        if is_open(task) and min(dates) < now:
            days, threshold = rules(snapshot.workspace)
            found = lateness(task, today, days, threshold)
            worst = max(worst, found, key=lambda each: (each.lagging, each.since_first, each.days))
    return worst


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
