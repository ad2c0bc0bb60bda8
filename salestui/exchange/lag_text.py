"""Lag by reason and by department in lines with bars, as the command prints and the app paints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from salestui.cells import fit
from salestui.domain.metrics.lag import UNKNOWN, Lag, Part
from salestui.domain.schema import DEPARTMENTS, LAG_REASONS
from salestui.domain.words import Words

LABEL, TASKS, DAYS, FIRST = 24, 7, 8, 17
"""Cells of the columns beside the bar."""
MOST_BAR = 40
"""Cells of the longest bar."""
BY: dict[str, Words] = {
    "reason": Words("reason", "原因"),
    "department": Words("department", "部门"),
}
"""What the days are added up by, in order."""
UNSAID = {
    "reason": Words("nobody said why", "未说明原因"),
    "department": Words("no department", "未注明部门"),
}
ALL = Words("all", "合计")
IN_TASKS = Words("tasks", "任务")
IN_DAYS = Words("days", "天数")
SINCE_FIRST = Words("since first due", "自原截止日")
ALL_TIME = Words("first due at any time", "不限原截止日")
DUE_IN = Words("first due {first} to {last}", "原截止 {first} 至 {last}")
LAGGED = Words("{n} of {all} tasks lagged", "{all} 项任务中 {n} 项滞后过")
SHARE = Words("lag rate {share}%", "滞后率{share}%")
UNDATED = Words("{n} without a date left out", "另有 {n} 项无日期，未计入")


class LagLine(NamedTuple):
    """One line: its words, the cells of its bar, its figures; `key` names what it counts."""

    label: str
    bar: int
    figures: str
    role: str = "row"
    """`row`, `head` or `all`."""
    by: str = ""
    key: str = ""


def totals_words(found: Lag) -> tuple[Words, ...]:
    """What is counted: the period, how many tasks lagged, what was left out."""
    period = found.period
    span = ALL_TIME
    if period is not None:
        span = DUE_IN.fill(first=period[0].isoformat(), last=period[1].isoformat())
    said = [span, LAGGED.fill(n=found.lagged, all=found.due)]
    if found.rate is not None:
        said.append(SHARE.fill(share=round(found.rate * 100)))
    if found.undated:
        said.append(UNDATED.fill(n=found.undated))
    return tuple(said)


def part_words(by: str, key: str) -> Words:
    """What a line is called: `by` is a key of BY, or `all`."""
    if by == "all":
        return ALL
    names = LAG_REASONS if by == "reason" else DEPARTMENTS
    return UNSAID[by] if key == UNKNOWN else names.get(key, Words(key, key))


def lag_lines(found: Lag, lang: str, cells: int) -> Sequence[LagLine]:
    """The lines of both breakdowns and of their sum, for so many cells."""
    if not found.lagged:
        return ()
    room = min(max(cells - LABEL - TASKS - DAYS - FIRST - 3, 0), MOST_BAR)
    parts = {"reason": found.reasons, "department": found.departments}
    lines: list[LagLine] = []
    for by, each in parts.items():
        lines += [LagLine("", 0, "", "head")] if lines else []
        lines.append(LagLine(fit(BY[by].say(lang), LABEL), 0, _heads(lang), "head"))
        lines += _section(each, by, lang, room)
    every = _figures(found.lagged, found.days, found.since_first)
    return (*lines, LagLine(fit(ALL.say(lang), LABEL), 0, every, "all", "all"))


def _section(parts: Sequence[Part], by: str, lang: str, room: int) -> Iterator[LagLine]:
    most = max(part.since_first for part in parts)
    for part in parts:
        bar = max(round(room * part.since_first / most), 1) if room else 0
        label = fit(part_words(by, part.key).say(lang), LABEL)
        figures = _figures(len(part.tasks), part.days, part.since_first)
        yield LagLine(label, bar, figures, by=by, key=part.key)


def _heads(lang: str) -> str:
    row = ((IN_TASKS, TASKS), (IN_DAYS, DAYS), (SINCE_FIRST, FIRST))
    return "".join(fit(words.say(lang), room, "right") for words, room in row)


def _figures(tasks: int, days: int, first: int) -> str:
    row = ((tasks, TASKS), (days, DAYS), (first, FIRST))
    return "".join(fit(str(n), room, "right") for n, room in row)
