"""Why something stands on today's list, what to do about it, and what comes before what.

A reason is worked out from the records alone; the list itself is put together in `services.today`.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import NamedTuple

from salestui.domain.currencies import exponent
from salestui.domain.dayshow import show_date
from salestui.domain.tiers import tier_rank
from salestui.domain.words import Words

SOON_DAYS = 7
"""A next step is coming up this many days before it is due."""
FINEST = 3
"""Decimals that amounts are compared in; no currency has more."""


class Group(IntEnum):
    """How serious a reason is: the most serious first."""

    LATE = 0
    TODAY = 1
    LOOK = 2
    SOON = 3


GROUPS: dict[Group, Words] = {
    Group.LATE: Words("late", "逾期"),
    Group.TODAY: Words("due today", "今天到期"),
    Group.LOOK: Words("needs a look", "需关注"),
    Group.SOON: Words("coming up", "即将到期"),
}
"""What each group is called."""


class Reason(NamedTuple):
    """One reason for which something is on the list."""

    key: str
    group: Group
    why: Words
    """For the column of reasons: `step -3d`."""
    said: Words
    """As a phrase: `next step 3d late`."""
    todo: Words
    """What to do about it; empty where the next step says so."""
    days: int | None = None
    """How many days late, or since when, where that is a number."""
    due: date | None = None


RANK = (
    "next_step_overdue",
    "close_past",
    "wake_due",
    "task_lagging",
    "task_late",
    "next_step_today",
    "task_today",
    "task_unowned",
    "lag_unsaid",
    "contested",
    "disputed",
    "contact_left",
    "no_buyer",
    "rotten",
    "cadence_overdue",
    "pushed3",
    "next_step_moved3",
    "no_next_step",
    "single_contact",
    "",
    "gate_complete",
    "next_step_soon",
)
"""Reasons of one group in the order in which they are told; the empty one is any other."""


def reason_order(reason: Reason) -> tuple[int, int]:
    """The sort key of the reasons for one thing: the most serious first."""
    place = RANK.index(reason.key if reason.key in RANK else "")
    return reason.group, place


Order = tuple[int, str, int, int, str]


def item_order(
    reason: Reason | None, tier: str | None, amount: int | None, currency: str, id: str
) -> Order:
    """The sort key of a thing on the list: seriousness, then tier, then amount.

    `reason` is its most serious one; None ranks it among those that need a look. What is only
    coming up stands by its date first. Amounts are compared as they are written, in whatever
    currency. The id settles the rest.
    """
    group = Group.LOOK if reason is None else reason.group
    day = reason.due.isoformat() if reason and reason.due and group is Group.SOON else ""
    worth = 0 if amount is None else amount * amount_scale(currency)
    return group, day, tier_rank(tier), -worth, id


def amount_scale(currency: str) -> int:
    """How many thousandths of its unit a currency's minor unit is: what amounts are compared in."""
    return int(10 ** (FINEST - exponent(currency)))


def with_plan(reason: Reason, step: str, due: date | None, today: date) -> Words:
    """What to do about a reason, and what is planned already where that is something else."""
    todo = reason.todo
    if due is None or due <= today or reason.due == due or not todo.en:
        return todo
    en, zh = (" ".join((show_date(due, today, lang), step)).rstrip() for lang in ("en", "zh"))
    return Words(f"{todo.en}; {en}", f"{todo.zh}；{zh}")


# -- the reasons


def _late(days: int) -> Words:
    return Words(f"{days}d", f"{days}天")


def step_reason(step: str, due: date, today: date) -> Reason | None:
    """The next step, late, due today or coming up; None for one that lies further ahead."""
    days = (today - due).days
    todo = Words(step, step)
    if days > 0:
        why = Words("step -{n}", "下一步-{n}").fill(n=_late(days))
        said = Words("next step {n} late", "下一步逾期{n}").fill(n=_late(days))
        return Reason("next_step_overdue", Group.LATE, why, said, todo, days, due)
    day = Words(show_date(due, today, "en"), show_date(due, today, "zh"))
    if days == 0:
        said = Words("next step due today", "下一步今天到期")
        return Reason("next_step_today", Group.TODAY, day, said, todo, 0, due)
    if days < -SOON_DAYS:
        return None
    said = Words("next step {day}", "下一步{day}").fill(day=day)
    return Reason("next_step_soon", Group.SOON, day, said, todo, days, due)


def close_reason(close: date, today: date) -> Reason:
    """The expected closing day has passed."""
    days = (today - close).days
    return Reason(
        "close_past",
        Group.LATE,
        Words("close -{n}", "签约日-{n}").fill(n=_late(days)),
        Words("close date {n} past", "签约日已过{n}").fill(n=_late(days)),
        Words("new close date, or lose it", "改签约日，或判输"),
        days,
        close,
    )


def wake_reason(wake: date, today: date) -> Reason:
    """The day has come on which a deal on hold is to be taken up again."""
    days = (today - wake).days
    why = Words("wake -{n}", "唤醒-{n}").fill(n=_late(days))
    return Reason(
        "wake_due",
        Group.LATE if days else Group.TODAY,
        why if days else Words("wake today", "今天唤醒"),
        Words("wake date reached", "到唤醒日"),
        Words("take it up again, or lose it", "重新跟进，或判输"),
        days,
        wake,
    )


def age_reason(days: int, most: float) -> Reason:
    """In its stage for too long."""
    return _stuck(
        Words("stage {n} of {most}", "停留{n}/{most}"),
        Words("{n} in its stage, {most} at most", "在本阶段{n}，上限{most}天"),
        Words("move it on, or let it go", "推进，或放弃"),
        days,
        int(most),
    )


def quiet_reason(days: int, most: int) -> Reason:
    """Nothing happened on the deal for too long."""
    return _stuck(
        Words("quiet {n} of {most}", "未动{n}/{most}"),
        Words("nothing for {n}, {most} at most", "{n}没有动静，上限{most}天"),
        Words("call or visit", "电话或拜访"),
        days,
        most,
    )


def _stuck(why: Words, said: Words, todo: Words, days: int, most: int) -> Reason:
    fill = {"n": _late(days), "most": most}
    return Reason("rotten", Group.LOOK, why.fill(**fill), said.fill(**fill), todo, days)


def touch_reason(days: int, most: int, *, never: bool) -> Reason:
    """An account was not touched within the days of its tier."""
    fill = {"n": _late(days), "most": most}
    said = Words("not touched for {n}, {most} at most", "{n}未跟进，上限{most}天")
    if never:
        said = Words("never touched, {most}d at most", "从未跟进，上限{most}天")
    return Reason(
        "cadence_overdue",
        Group.LOOK,
        Words("touch {n} of {most}", "跟进{n}/{most}").fill(**fill),
        said.fill(**fill),
        Words("call or visit", "电话或拜访"),
        days,
    )


def left_reason(name: str) -> Reason:
    """Somebody who matters left, and nobody has taken the part."""
    return Reason(
        "contact_left",
        Group.LOOK,
        Words("contact left", "联系人离职"),
        Words("{name} has left", "{name}已离职").fill(name=name),
        Words("find a backup for {name}", "找{name}的备用人").fill(name=name),
    )


def gate_reason(done: int, stage: Words) -> Reason:
    """Everything that the stage asks for is there."""
    return Reason(
        "gate_complete",
        Group.LOOK,
        Words(f"gate {done}/{done}", f"关口{done}/{done}"),
        Words("gate complete", "关口已齐"),
        Words("ready, move to {stage}", "已齐，推进到{stage}").fill(stage=stage),
    )


PLAIN: dict[str, Reason] = {
    reason.key: reason
    for reason in (
        Reason(
            "no_buyer",
            Group.LOOK,
            Words("no buyer", "缺决策人"),
            Words("nobody known who decides", "不知谁拍板"),
            Words("ask who decides", "问清谁拍板"),
        ),
        Reason(
            "single_contact",
            Group.LOOK,
            Words("one contact", "联系人单一"),
            Words("only one contact", "只有一位联系人"),
            Words("find a second contact", "再找一位联系人"),
        ),
        Reason(
            "no_next_step",
            Group.LOOK,
            Words("no next step", "无下一步"),
            Words("no next step", "无下一步"),
            Words("set one, or let it go", "定下一步，或放弃"),
        ),
        Reason(
            "pushed3",
            Group.LOOK,
            Words("put off 3 times", "多次推迟"),
            Words("close date put off three times", "签约日多次推迟"),
            Words("agree on a real date, or lose it", "敲定真实日期，或判输"),
        ),
        Reason(
            "next_step_moved3",
            Group.LOOK,
            Words("step put off", "下一步多次改期"),
            Words("next step put off three times", "下一步多次改期"),
            Words("do it, or set another one", "这次做完，或换一步"),
        ),
        Reason(
            "contested",
            Group.LOOK,
            Words("archived?", "归档？"),
            Words("archived by one, edited by another", "有人归档，有人修改"),
            Words("keep it or archive it", "决定保留或归档"),
        ),
        Reason(
            "disputed",
            Group.LOOK,
            Words("two values", "两人同改"),
            Words("two values at once", "两人同时修改"),
            Words("decide between them", "决定用哪个值"),
        ),
    )
}
"""Reasons that say the same every time, by key."""


def flag_reason(key: str, words: Words) -> Reason:
    """The reason behind a flag of deals that has no words of its own here."""
    return PLAIN.get(key) or Reason(key, Group.LOOK, words, words, Words("", ""))
