"""Tasks as rows of short words, for printed lists."""

from __future__ import annotations

from datetime import date

from salestui.domain.dayshow import show_date
from salestui.domain.ids import short_number
from salestui.domain.names import task_for
from salestui.domain.schema import LAG_REASONS, TASK_STATES
from salestui.domain.tasks import outputs, task_name
from salestui.domain.words import Words
from salestui.exchange.columns import Column
from salestui.services.reading import Reading
from salestui.services.taskview import TaskRow

HEADS = (
    Words("Number", "编号"),
    Words("Due", "截止"),
    Words("Task", "任务"),
    Words("For", "商机"),
    Words("Owner", "负责人"),
    Words("Out", "产出"),
    Words("State", "状态"),
    Words("Why", "原因"),
)
RULES = (
    Column(""),
    Column("", "right"),
    Column("", least=14, weight=1),
    Column("", least=10, weight=2),
    Column(""),
    Column("", "right"),
    Column(""),
    Column("", weight=3),
)
DAYS_LATE = Words("-{n}d", "-{n}天")
LATE = Words("!late", "!逾期")
LAGGING = Words("!lag", "!滞后")
NO_OWNER = Words("!owner", "!无负责人")
TWO_OWNERS = Words("!two owners", "!重复指派")
WHY = Words("why?", "原因？")


def due_words(row: TaskRow, today: date) -> Words:
    """When a task is due, in days where it is late."""
    due = row.task.get("due")
    if row.late.days:
        return DAYS_LATE.fill(n=row.late.days)
    if not due:
        return Words("", "")
    day = date.fromisoformat(str(due))
    return Words(show_date(day, today, "en"), show_date(day, today, "zh"))


def state_words(row: TaskRow) -> Words:
    """The one thing that a line says of a task: nobody's, lagging and why, late, its state."""
    status = TASK_STATES.get(str(row.task.get("status", "todo")), Words("", ""))
    if not row.task.get("owner"):
        return NO_OWNER
    if row.contested:
        return TWO_OWNERS
    if row.late.lagging:
        why = why_words(row)
        return Words(f"{LAGGING.en} {why.en}", f"{LAGGING.zh} {why.zh}")
    return LATE if row.late.late else Words(status.en.lower(), status.zh)


def flag_words(row: TaskRow) -> Words:
    """The same without the reason, for lists that have a column for it."""
    return LAGGING if row.task.get("owner") and row.late.lagging else state_words(row)


def why_words(row: TaskRow) -> Words:
    """Why a task lags; a question where nobody said."""
    if not row.late.lagging:
        return Words("", "")
    reason = LAG_REASONS.get(str(row.task.get("lag_reason") or ""), WHY)
    return Words(reason.en.lower(), reason.zh)


def printed(reading: Reading, row: TaskRow) -> list[str]:
    """A task as the cells of a line."""
    lang, snapshot = reading.lang, reading.snapshot
    brought = outputs(snapshot, row.task)
    return [
        short_number(str(row.task.get("number", ""))),
        due_words(row, reading.today).say(lang),
        task_name(snapshot, row.task).say(lang),
        task_for(snapshot, row.task),
        row.owner,
        f"{sum(o.done for o in brought)}/{len(brought)}" if brought else "",
        flag_words(row).say(lang),
        why_words(row).say(lang),
    ]
