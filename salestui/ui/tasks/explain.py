"""How the days of lag come about."""

from __future__ import annotations

from salestui.domain.metrics.lag import Lag
from salestui.domain.problems import NOWHERE
from salestui.domain.snapshot import Doc
from salestui.domain.tasks import rules
from salestui.domain.words import Words
from salestui.exchange.funnel_words import filter_text as filter_words
from salestui.exchange.lag_text import totals_words
from salestui.ui.explaining import Explanation

TITLE = Words("How these days come about", "这些天数怎么来的")
LAGS = (
    Words("lags", "滞后"),
    Words(
        "more than {n} days late by its due date or by the date it was first due; a finished task "
        "counts up to the day it was done, a dropped one not at all",
        "超过截止日或原截止日 {n} 天以上；已完成的算到完成日，已取消的不计",
    ),
)
DAYS = (
    Words("days", "天数"),
    Words("days after the due date, of lagging tasks only", "滞后任务超过截止日的天数"),
)
FIRST = (
    Words("since first due", "自原截止日"),
    Words(
        "days after the date it was first due: moving the date does not shorten it",
        "超过原截止日的天数：改期不会减少",
    ),
)
RATE = (
    Words("lag rate", "滞后率"),
    Words(
        "tasks that ever lagged / tasks first due in the period", "滞后过的任务 / 期内到期的任务"
    ),
)
PARTS = (
    Words("reason, department", "原因、部门"),
    Words(
        "each lagging task once by its reason and once by the department that does it",
        "每项滞后任务按原因计一次，按承担部门计一次",
    ),
)
COUNTING = Words("what counts as a day", "哪些天计入")
EVERY = Words("every day of the calendar", "自然日")
WORKED = Words("days worked: no weekends, no holidays", "工作日：周末与节假日不计")
COUNTED = Words("counted here", "本次计入")


def explanation(found: Lag, workspace: Doc, filter_text: str) -> Explanation:
    """What each figure means here, and what was counted."""
    _, threshold = rules(workspace)
    lags = LAGS[0], LAGS[1].fill(n=threshold)
    counts = COUNTING, EVERY if workspace.get("lag_counts") != "business" else WORKED
    counted = [(COUNTED if not n else NOWHERE, w) for n, w in enumerate(totals_words(found))]
    if filter_text:
        counted.append((NOWHERE, filter_words(filter_text)))
    return Explanation(TITLE, ((lags, DAYS, FIRST, RATE, PARTS, counts), counted))
