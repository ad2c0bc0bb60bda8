"""How a goal's figures come about: formulas, period, filter, what counts and what is left out."""

from __future__ import annotations

from collections.abc import Iterator

from salestui import cells
from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.metrics import METRICS, metric_words
from salestui.domain.goals.sentence import period_text
from salestui.domain.words import Words
from salestui.exchange import goal_words as say
from salestui.exchange.wrapping import wrapped
from salestui.ui.goals.view import View
from salestui.ui.widgets.entries import Column, Entry, Spot, line
from salestui.ui.widgets.lines import Span

TITLE = Words("How these figures come about", "这些数字怎么来的")
PERIOD = Words("period", "期间")
SPAN = Words("{text}, {gone} of {total} days gone", "{text}，已过{gone}/{total}天")
FILTER = Words("of deals", "范围")
ALL = Words("all deals", "全部商机")
COUNTED = Words("counted", "计入")
N = Words("{n} deals", "{n}个商机")
LEFT_OUT = Words("left out", "未计入")
NOTHING = Words("nothing", "无")
ATTAINED = Words("attainment", "达成率")
ATTAINED_HOW = Words("now / goal; of several key results the mean by weight, shares not counted",
                     "当前 / 目标；多个关键结果按权重平均，占比类不计入")  # fmt: skip
PACE = Words("pace", "进度差")
PACE_HOW = Words(
    "now - goal x days gone / days of the period (or the weekly curve of the last 4 periods)",
    "当前 - 目标 x 已过天数 / 总天数（或近4期的按周曲线）",
)
PROJECTED = Words("projected", "预计")
PROJECTED_HOW = Words(
    "now + what is open and closes in the period, each by its probability",
    "当前 + 预计期内签约的进行中商机按赢率加权",
)
WEEKLY = Words("a week", "每周需签")
WEEKLY_HOW = Words("what is missing / weeks left", "缺口 / 剩余周数")
STANDS = Words("stands", "状态")
STANDS_HOW = Words(
    "at risk: projected below the goal; behind: pace worse than 10 % of it, or a share not met",
    "有风险：预计低于目标；落后：进度差超过目标的10%，或占比未达",
)
SHARE = Words("share", "占比")
SHARE_HOW = Words("of what counts, the part that is {kind}", "计入数中 {kind} 所占的比例")

Said = tuple[Words, Words]


def explain(view: View, id: str, width: int) -> tuple[Column, ...]:
    """The explanation of a goal's figures in lines."""
    parts = list(_parts(view, id))
    room = max(cells.width(view.say(label)) for label, _ in parts)
    lines: list[Entry] = [line([Span(view.say(TITLE), "strong")]), Entry()]
    for label, words in parts:
        for n, text in enumerate(wrapped(view.say(words), max(width - room - 5, 20))):
            head = cells.fit("" if n else view.say(label), room)
            spot = Spot("change", str(len(lines)))
            lines.append(line([Span(f"{head}  ", "dim"), Span(text)], spot=spot))
    return (tuple(lines),)


def _parts(view: View, id: str) -> Iterator[Said]:
    sight = view.sight(id)
    period, main = sight.goal.period, sight.main
    if period is not None and main is not None and main.elapsed is not None:
        text = period_text(period, view.style)
        gone, total = main.elapsed
        yield PERIOD, SPAN.fill(text=text, gone=gone, total=total)
    for figures in sight.figures:
        yield from _result(figures)
    yield ATTAINED, ATTAINED_HOW
    if main is not None and main.expected is not None:
        yield PACE, PACE_HOW
        yield PROJECTED, PROJECTED_HOW
        yield WEEKLY, WEEKLY_HOW
    yield STANDS, STANDS_HOW


def _result(figures: Figures) -> Iterator[Said]:
    """One key result: its formula, its deals, how many, and those that are not counted."""
    result = figures.result
    metric = METRICS.get(result.metric)
    if result.mode == "share":
        yield SHARE, SHARE_HOW.fill(kind=result.share_of)
    elif metric is not None:
        yield metric_words(result.metric), metric.formula
        yield FILTER, say.bare(result.filter) if result.filter else ALL
    yield COUNTED, N.fill(n=len(figures.whole or figures.deals))
    yield LEFT_OUT, say.joined(say.excluded_words(figures) or [NOTHING])
