"""What goals say of themselves: heads of columns, phrases and sentences, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from salestui.domain.dayshow import show_day
from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.metrics import metric_words
from salestui.domain.goals.records import KeyResult
from salestui.domain.goals.remaining import Remaining
from salestui.domain.goals.sentence import Style, percent, period_text
from salestui.domain.goals.shown import decimal, in_unit, shown_number
from salestui.domain.goals.way import Way
from salestui.domain.metrics.measure import EXCLUDED, Number
from salestui.domain.metrics.period import Period
from salestui.domain.words import Words

NOTHING = Words("n/a", "无")
OF = Words("{part} of {whole}", "{part}/{whole}")
OVER = Words("{part}/{whole}", "{part}/{whole}")
ALL_THERE = Words("nothing is missing", "已无缺口")

_MORE = Words("{n} more to win", "还需签{n}")
_LEAST = Words("at least {n} of them {kind}", "其中至少{n}须为 {kind}")
_LEAST_OF_MONEY = Words("at least {n} of it {kind}", "其中至少{n}须为 {kind}")
_ALL = Words("all of them {kind}", "全部须为 {kind}")
_ALL_OF_MONEY = Words("all of it {kind}", "全部须为 {kind}")
_THINGS = {"new_customers": "家", "won_count": "单"}
"""What Chinese puts behind a number of what is counted."""
_COMMA = Words(", ", "，")


def joined(parts: Sequence[Words], joint: Words = _COMMA) -> Words:
    """Several phrases as one."""
    return Words(joint.en.join(p.en for p in parts), joint.zh.join(p.zh for p in parts))


def bare(text: str) -> Words:
    """A text that is the same in both languages."""
    return Words(text, text)


def remaining_words(remaining: Remaining) -> Words:
    """What is still needed: `5 more to win, at least 4 of them industry:manufacturing`."""
    money = remaining.unit not in ("count", "days", "bp")
    said = [_MORE.fill(n=_things(remaining.more, remaining))]
    for part in remaining.parts:
        if part.least >= remaining.more:
            said.append((_ALL_OF_MONEY if money else _ALL).fill(kind=part.filter))
        else:
            least = _things(part.least, remaining)
            said.append((_LEAST_OF_MONEY if money else _LEAST).fill(n=least, kind=part.filter))
    return joined(said)


def _things(value: int, remaining: Remaining) -> Words:
    words = in_unit(value, remaining.unit)
    return Words(words.en, words.zh + _THINGS.get(remaining.metric, ""))


def number(value: Number | None, result: KeyResult, *, signed: bool = False) -> Words:
    """A value of a key result, or that there is none."""
    return NOTHING if value is None else shown_number(value, result, signed=signed)


def share_words(value: Number | None) -> Words:
    """A share or attainment in percent with one decimal; `n/a` where undefined."""
    return NOTHING if value is None else bare(f"{decimal(value * 100)}%")


_GROWTH = Words("{metric} {sign}{growth} on {base}", "{metric} 较{base} {sign}{growth}")
_GOAL = Words("{metric} {op} {target}", "{metric} {op} {target}")
_SHARE = Words("share of {kind} {op} {target}", "{kind} 占比 {op} {target}")


def result_words(result: KeyResult, base_period: Period | None, style: Style) -> Words:
    """What a key result asks for."""
    metric = Words(metric_words(result.metric).en, metric_words(result.metric).zh)
    if result.mode == "share":
        return _SHARE.fill(kind=result.share_of, op=result.op, target=percent(result.target))
    if result.mode == "growth_vs_base":
        sign = "+" if result.target >= 0 else ""
        base = NOTHING
        if result.base is not None:
            base = _stored(result.base, result)
        elif base_period is not None:
            base = bare(period_text(base_period, style))
        return _GROWTH.fill(metric=metric, sign=sign, growth=percent(result.target), base=base)
    return _GOAL.fill(metric=metric, op=result.op, target=_stored(result.target, result))


def stored_words(path: str, value: int, result: KeyResult) -> Words:
    """The `target` or `base` of a key result, as it is kept, in words."""
    if path == "target" and result.mode != "absolute":
        return bare(percent(value))
    return _stored(value, result)


def _stored(value: int, result: KeyResult) -> Words:
    """A value as it is kept, in words."""
    return bare(percent(value)) if result.unit == "bp" else in_unit(value, result.unit)


BASE = Words("base {n}", "基数{n}")
WHOLE = Words("of {n} in all", "总计{n}")
_EXPECTED = Words("expected by now {n}", "按进度应有{n}")
_PROJECTED = Words("projected {n}", "预计{n}")
_WEEKLY = Words("{n} a week needed", "每周需签{n}")


def detail_words(figures: Figures) -> Words:
    """An entered base, expected, projection, what is needed each week, as far as defined."""
    result = figures.result
    said: list[Words] = []
    for words, value in (
        (BASE, None if figures.base_deals else figures.base),
        (_EXPECTED, figures.expected),
        (_PROJECTED, figures.projection),
        (_WEEKLY, figures.per_week if figures.missing else None),
    ):
        if value is not None:
            said.append(words.fill(n=shown_number(value, result)))
    return joined(said)


def excluded_words(figures: Figures) -> list[Words]:
    """What the figure leaves out."""
    return [EXCLUDED[reason].fill(n=n) for reason, n in figures.excluded if reason in EXCLUDED]


_WINS = Words("{n} to win", "需签{n}单")
_AVERAGE = Words("at {n} on average", "平均每单{n}")
_RATE = Words(
    "win rate {rate} ({n} closed in 180 days{whose})", "赢单率{rate}（180天内关闭{n}单{whose}）"
)
_OF_ALL = Words(", of all deals", "，取自全部商机")
_NEEDED = Words("= {n} deals", "= {n}个商机")
_OPEN = Words("{n} open", "进行中{n}个")
_UNDATED = Words("{n} more without a close date", "另有{n}个未填预计签约日")
_SHORT = Words("{n} short", "还差{n}个")
_ENOUGH = Words("enough", "已够")
_LEADS = Words("{n} new leads a week", "每周需新增线索{n}个")
_NO_RATE = Words("no deal was closed in 180 days: no telling how many are needed",
                 "180天内没有关闭的商机，无法估算")  # fmt: skip


def way_words(way: Way, result: KeyResult) -> list[Words]:
    """The path to the goal: wins at a rate make deals, against what is open."""
    if way.wins == 0:
        return [ALL_THERE]
    if way.needed is None or way.wins is None:
        return [_NO_RATE]
    wins = [_WINS.fill(n=way.wins)]
    if way.average is not None and result.unit != "count":
        wins.append(_AVERAGE.fill(n=shown_number(way.average, result)))
    whose = Words("", "") if way.own_rate else _OF_ALL
    rate = _RATE.fill(rate=share_words(way.rate.value), n=way.rate.n, whose=whose)
    have = [_OPEN.fill(n=way.opened), _SHORT.fill(n=way.short) if way.short else _ENOUGH]
    if way.short and way.leads_per_week is not None:
        have.append(_LEADS.fill(n=decimal(way.leads_per_week)))
    said = [joined([*wins, rate]), joined([_NEEDED.fill(n=way.needed), *have])]
    return [*said, _UNDATED.fill(n=way.undated)] if way.undated else said


def period_words(period: Period, today: date, style: Style) -> Words:
    """A goal's period with the days that are left."""
    last = (period[1] - max(today, period[0])).days
    text = period_text(period, style)
    if today > period[1]:
        return bare(text)
    until = Words(show_day(period[1], today, "en"), show_day(period[1], today, "zh"))
    return Words("{text}, {n} days left (to {day})", "{text}，还有{n}天（至{day}）").fill(
        text=text, n=last, day=until
    )
