"""What the line above the keys says of a task: what its line in the list has no room for."""

from __future__ import annotations

from datetime import date

from salestui.domain.dates import show_day
from salestui.domain.names import member_short
from salestui.domain.schema import LAG_REASONS, members_of
from salestui.domain.snapshot import Snapshot
from salestui.domain.tasks import template_of
from salestui.domain.words import Words
from salestui.services.taskview import TaskRow
from salestui.ui.tasks import words as say
from salestui.ui.widgets.lines import Span

COMMA = Words(", ", "，")


def facts(
    snapshot: Snapshot, row: TaskRow, today: date, lang: str
) -> tuple[list[Span], list[Span]]:
    """The output standard or the note; first due date, helpers, what it waits for, why it lags."""
    task = row.task
    node = template_of(snapshot, task)
    left = node.standard.say(lang) if node else str(task.get("note") or task.get("title") or "")
    told: list[Words] = []
    first, due = task.get("original_due"), task.get("due")
    if first and first != due:
        day = date.fromisoformat(str(first))
        told.append(say.FIRST_DUE.fill(day=Words(*(show_day(day, today, x) for x in ("en", "zh")))))
    told += _people(snapshot, row)
    reason = LAG_REASONS.get(str(task.get("lag_reason") or ""))
    if reason is not None:
        told.append(say.LAG_KNOWN.fill(reason=Words(reason.en.lower(), reason.zh)))
    right = "  ".join(words.say(lang) for words in told)
    return [Span(" " + left.split("\n")[0])], [Span(f"  {right} ", "dim")]


def _people(snapshot: Snapshot, row: TaskRow) -> list[Words]:
    found = []
    helpers = [member_short(snapshot, id) for id in members_of(row.task, "helpers")]
    if helpers:
        found.append(say.HELPED.fill(names=_joined(helpers)))
    before = [
        str((snapshot.get("tasks", id) or {}).get("title", ""))
        for id in members_of(row.task, "depends")
    ]
    if any(before):
        found.append(say.WAITS_FOR.fill(names=_joined([name for name in before if name])))
    return found


def _joined(names: list[str]) -> Words:
    return Words(COMMA.en.join(names), COMMA.zh.join(names))
