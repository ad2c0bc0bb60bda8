"""The tasks of a record: open ones first, each with how late it is and what it has brought."""

from __future__ import annotations

from collections.abc import Sequence

from salestui import cells
from salestui.domain.tasks import is_open, outputs, task_name
from salestui.domain.words import Words
from salestui.exchange.taskrows import due_words, state_words
from salestui.services.taskview import TaskRow, task_row
from salestui.ui.records.sight import Sight
from salestui.ui.widgets.entries import Column, Entry, Spot, line
from salestui.ui.widgets.lines import Span

TASKS = Words("Tasks", "任务")
NONE = Words(
    "No task yet: n adds one, stages bring theirs", "还没有任务：n 新建，进入阶段时自动生成"
)
OPENS = Words("enter opens the task", "enter 打开任务")
DUE, OUT, OWNER = 7, 4, 8


def tasks_of(sight: Sight) -> list[TaskRow]:
    """The record's tasks: open ones by due date, then the finished ones, the latest first."""
    found = [
        task_row(sight.snapshot, doc, sight.today)
        for id in sight.task_ids()
        if (doc := sight.snapshot.get("tasks", id)) is not None
    ]
    found.sort(key=lambda row: (str(row.task.get("due") or "9999"), row.id))
    done = [row for row in found if not is_open(row.task)]
    return [row for row in found if is_open(row.task)] + done[::-1]


def open_tasks(sight: Sight) -> int:
    """How many are still to be done."""
    return sum(is_open(row.task) for row in tasks_of(sight))


def task_column(sight: Sight, width: int) -> Column:
    """A line a task, in `width` cells."""
    rows = tasks_of(sight)
    if not rows:
        return (line([Span(sight.say(NONE), "dim")]),)
    states = [cells.cut(sight.say(state_words(row)), max(width // 4, 8)) for row in rows]
    room = max(map(cells.width, states))
    return tuple(
        _entry(sight, row, width, cells.fit(state, room))
        for row, state in zip(rows, states, strict=True)
    )


def _entry(sight: Sight, row: TaskRow, width: int, state: str) -> Entry:
    late = row.late.late or row.late.lagging
    style = "text" if is_open(row.task) else "dim"
    brought = outputs(sight.snapshot, row.task, sight.task_path(row.task))
    out = f"{sum(each.done for each in brought)}/{len(brought)}" if brought else ""
    due = due_words(row, sight.today) if is_open(row.task) else Words("x", "x")
    left = [
        Span(cells.fit(sight.say(due), DUE, "right") + "  ", "late" if late else "dim"),
        Span(cells.cut(sight.say(task_name(sight.snapshot, row.task)), max(width // 2, 12)), style),
    ]
    right = (
        Span(f"  {cells.fit(row.owner, OWNER)} {cells.fit(out, OUT, 'right')}  ", "dim"),
        Span(state, "late" if late and is_open(row.task) else "dim"),
    )
    return line(left, right, Spot("task", row.id))


def explain(sight: Sight, id: str) -> tuple[Sequence[Span], Sequence[Span]]:
    """The task under the cursor, for the line above the keys."""
    from salestui.ui.tasks.facts import facts

    task = sight.snapshot.get("tasks", id)
    if task is None:
        return (), ()
    left, _ = facts(sight.snapshot, task_row(sight.snapshot, task, sight.today), sight.today,
                    sight.lang)  # fmt: skip
    return left, [Span(f"  {sight.say(OPENS)} ", "dim")]
