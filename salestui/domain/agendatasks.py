"""Why a task stands on today's list: it lags, is late, is due today, or nobody owns it."""

from __future__ import annotations

from datetime import date

from salestui.domain.agenda import Group, Reason
from salestui.domain.dayshow import show_date
from salestui.domain.tasks import Lateness
from salestui.domain.words import Words

NOTHING = Words("", "")
UNSAID = Reason(
    "lag_unsaid",
    Group.LOOK,
    Words("lags, why?", "滞后原因？"),
    Words("lag reason missing", "未填滞后原因"),
    NOTHING,
)
"""It lags and nobody said why."""
UNOWNED = Reason(
    "task_unowned",
    Group.LOOK,
    Words("no owner", "无负责人"),
    Words("nobody owns it", "没有负责人"),
    NOTHING,
)
"""Nobody is to do it."""


def late_reason(late: Lateness, due: date) -> Reason:
    """Its date has passed; by more than the threshold it lags."""
    days = max(late.days, late.since_first)
    shown = Words(f"{days}d", f"{days}天")
    if late.lagging:
        why, said = Words("lagging {n}", "滞后{n}"), Words("{n} behind its date", "已滞后{n}")
        return Reason(
            "task_lagging", Group.LATE, why.fill(n=shown), said.fill(n=shown), NOTHING, days, due
        )
    why, said = Words("task -{n}", "任务-{n}"), Words("task {n} late", "任务逾期{n}")
    return Reason(
        "task_late", Group.LATE, why.fill(n=shown), said.fill(n=shown), NOTHING, days, due
    )


def today_reason(due: date) -> Reason:
    """It is due today."""
    day = Words(show_date(due, due, "en"), show_date(due, due, "zh"))
    said = Words("task due today", "任务今天到期")
    return Reason("task_today", Group.TODAY, day, said, NOTHING, 0, due)
