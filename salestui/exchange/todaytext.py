"""Today's list in words: what stands in each column, for screen and command alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salestui.domain.agenda import GROUPS, Group, Reason
from salestui.domain.dayshow import show_moment
from salestui.domain.moneyshow import short_money
from salestui.domain.schema import TIER_LETTERS
from salestui.domain.tiers import TIER_NAMES
from salestui.domain.words import Words
from salestui.services.newsline import NewsLine
from salestui.services.reading import Reading
from salestui.services.todayitems import Item

HEADS = {
    "why": Words("why", "原因"),
    "todo": Words("to do", "要做的事"),
    "deal": Words("deal", "商机"),
    "owner": Words("owner", "负责人"),
    "stage": Words("stage", "阶段"),
    "touched": Words("touched", "跟进"),
    "amount": Words("amount", "金额"),
}
COUNTS = {
    Group.LATE: Words("{n} late", "逾期 {n}"),
    Group.TODAY: Words("{n} today", "今天 {n}"),
    Group.LOOK: Words("{n} to look at", "需关注 {n}"),
    Group.SOON: Words("{n} coming up", "将到期 {n}"),
}
NEVER = Words("never", "从未")
NOTHING = Words("Nothing is due.", "没有到期的事项。")
NEWS = Words("{n} changes by others since {when}: ", "{when}以来改动{n}处：")
ONE_NEWS = Words("1 change by others since {when}: ", "{when}以来改动1处：")
LATEST = Words("{who}, {name} {what}", "{who}，{name}{what}")


def why_text(item: Item, lang: str) -> str:
    """The first reason, and how many there are besides: `step -3d +1`."""
    more = len(item.reasons) - 1
    return item.reasons[0].why.say(lang) + (f" +{more}" if more else "")


def tier_letter(item: Item, lang: str) -> str:
    """The letter of the tier."""
    return TIER_LETTERS.get(item.tier or "", TIER_LETTERS[""]).say(lang)


def tier_text(item: Item, lang: str) -> str:
    """The tier in words."""
    return TIER_NAMES.get(item.tier or "", TIER_NAMES[""]).say(lang)


def amount_text(item: Item, lang: str, usual: str) -> str:
    """What a deal is worth, in short; its currency is written when it is not the usual one."""
    if item.amount is None:
        return ""
    text = short_money(*item.amount, lang)
    return text if item.amount[1] in ("", usual) else f"{item.amount[1]} {text}"


def counts_text(counts: Mapping[Group, int], lang: str) -> str:
    """How many things of each group there are; groups without any are left out."""
    said = [COUNTS[group].fill(n=n).say(lang) for group, n in counts.items() if n]
    return "  ".join(said) or NOTHING.say(lang)


def also_text(reasons: Sequence[Reason], lang: str) -> str:
    """The reasons besides the first, as phrases."""
    return ("，" if lang == "zh" else ", ").join(reason.said.say(lang) for reason in reasons)


def group_text(item: Item, lang: str) -> str:
    """How serious the first reason is, in words."""
    return GROUPS[item.group].say(lang)


def news_texts(news: NewsLine, reading: Reading) -> tuple[str, str]:
    """How much others changed since when, and the latest change."""
    lang = reading.lang
    when = show_moment(news.since, reading.zone, lang, reading.today)
    head = (ONE_NEWS if news.changes == 1 else NEWS).fill(n=news.changes, when=when)
    latest = LATEST.fill(who=news.who, name=news.name, what=news.what)
    return head.say(lang), latest.say(lang)
