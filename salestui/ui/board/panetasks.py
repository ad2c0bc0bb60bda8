"""The tasks of a deal in the side pane: when each is due, whose it is, how much of it is there."""

from __future__ import annotations

from typing import NamedTuple

from salestui import cells
from salestui.domain.snapshot import Doc
from salestui.domain.tasks import is_open, outputs, task_name
from salestui.domain.words import Words
from salestui.exchange.taskrows import due_words
from salestui.services.taskview import TaskRow, task_row
from salestui.ui.board.cards import Cards

MOST = 6
"""Open tasks listed, the first due before all."""
DUE = 6
TASKS = Words("Tasks", "任务")
LAGGING = Words("{n} lagging", "{n}项滞后")
LATE = Words("{n} late", "{n}项逾期")
NOBODY = Words("nobody", "无人")


class TaskLine(NamedTuple):
    """One task: its line, whose it is with how much is done, and whether it is late."""

    left: str
    right: str
    late: bool


def open_tasks(cards: Cards, deal: Doc) -> list[TaskRow]:
    """The deal's open tasks by due date."""
    ids = cards.snapshot.ids("tasks.deal", str(deal["_id"]))
    docs = [doc for id in ids if (doc := cards.snapshot.get("tasks", id)) and is_open(doc)]
    rows = [task_row(cards.snapshot, doc, cards.today) for doc in docs]
    return sorted(rows, key=lambda row: (str(row.task.get("due") or "9999"), row.id))


def lateness_text(rows: list[TaskRow], lang: str) -> str:
    """How many lag, or are late; empty where none is."""
    lagging = sum(row.late.lagging for row in rows)
    late = sum(row.late.late for row in rows)
    if lagging:
        return LAGGING.fill(n=lagging).say(lang)
    return LATE.fill(n=late).say(lang) if late else ""


def task_lines(cards: Cards, rows: list[TaskRow], width: int) -> list[TaskLine]:
    """A line for each of the first tasks."""
    lang, found = cards.lang, []
    for row in rows[:MOST]:
        path = cards.path if row.task.get("pipeline") == cards.path.id else None
        brought = outputs(cards.snapshot, row.task, path)
        done = f" {sum(each.done for each in brought)}/{len(brought)}" if brought else ""
        owner = row.owner or NOBODY.say(lang)
        right = f"{owner}{done}"
        due = cells.fit(due_words(row, cards.today).say(lang), DUE, "right")
        name = task_name(cards.snapshot, row.task).say(lang)
        room = max(width - DUE - cells.width(right) - 8, 8)
        found.append(
            TaskLine(f"  {due}  {cells.cut(name, room)}", right, row.late.late or row.late.lagging)
        )
    return found
