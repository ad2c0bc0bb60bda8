"""What the pipeline's change says: its lines, its title, and how each figure comes about."""

from __future__ import annotations

from collections.abc import Mapping

from salestui.domain.dates import long_date, show_day
from salestui.domain.metrics.waterfall import Waterfall, sums
from salestui.domain.moneyshow import short_money
from salestui.domain.words import Words

OPENING, CLOSING = "opening", "closing"
LINES: Mapping[str, Words] = {
    OPENING: Words("Opening", "期初"),
    "new": Words("New", "新增"),
    "reopened": Words("Reopened", "重启"),
    "pulled_in": Words("Pulled in", "提前"),
    "transferred_in": Words("Transferred in", "转入"),
    "increased": Words("Increased", "增额"),
    "decreased": Words("Decreased", "减额"),
    "won": Words("Won", "签约"),
    "lost": Words("Lost", "输单"),
    "pushed": Words("Pushed", "推迟"),
    "removed": Words("Removed", "归档"),
    "transferred_out": Words("Transferred out", "转出"),
    CLOSING: Words("Closing", "期末"),
}
"""The lines from top to bottom."""
MEANINGS: Mapping[str, Words] = {
    OPENING: Words(
        "open at the end of the first day with the closing date in the period",
        "起始日结束时进行中、且预计签约日在期内",
    ),
    "new": Words("created after the first day", "起始日之后新建"),
    "reopened": Words(
        "closed or archived on the first day, open now", "起始日已关闭或归档，后来恢复"
    ),
    "pulled_in": Words(
        "open before, its closing date moved into the period, or closed in it before its date",
        "原在期外，预计签约日移入期内，或提前在期内关闭",
    ),
    "transferred_in": Words(
        "open before, began to match the filter or the owner", "原已存在，后来才符合筛选或负责人"
    ),
    "increased": Words("in at both ends, by how much more", "两端都在，增加的金额"),
    "decreased": Words("in at both ends, by how much less", "两端都在，减少的金额"),
    "won": Words("signed; with the amount that it stood with", "已签约；按在册金额计"),
    "lost": Words("lost", "已输单"),
    "pushed": Words(
        "still open, its closing date moved out of the period or cleared",
        "仍在进行，预计签约日移出期外或清空",
    ),
    "removed": Words("archived", "已归档"),
    "transferred_out": Words("ceased to match the filter or the owner", "不再符合筛选或负责人"),
    CLOSING: Words(
        "opening + what came - what went, to the cent in every currency",
        "期初＋流入－流出，各币种分毫不差",
    ),
}
"""What each line counts."""

LINE = Words("line", "项目")
DEALS = Words("deals", "单数")
SUM = Words("sum", "金额")
PERIOD = Words("closing {first} - {last}", "预计 {first} 至 {last} 签约")
ANY = Words("whole pipeline", "全部在册商机")
WINDOW = Words("from {first} to {last}", "{first} 至 {last}")
FILTER = Words("filter: {text}", "筛选：{text}")
BOOKED = Words(
    "Booked {sums}: what the won deals were signed for.", "合同额 {sums}：签约商机的成交金额。"
)
UNCHANGED = Words("{n} unchanged.", "{n}单未变。")
BASIS = Words(
    "Each day as at its end; a deal pulled in and won shows on both lines.",
    "均按当天结束时计；提前并签约的商机两项都列。",
)
NOTHING = Words("Nothing stood in the period at either end.", "两端期内都没有商机。")


def days(found: Waterfall, lang: str) -> str:
    """The two days that are compared."""
    first, last = (long_date(day, lang, found.last) for day in (found.first, found.last))
    return WINDOW.fill(first=first, last=last).say(lang)


def closing(found: Waterfall, lang: str) -> str:
    """In which period the deals are to close."""
    if found.closing is None:
        return ANY.say(lang)
    first, last = found.closing
    shown = show_day(first, last, lang), show_day(last, found.last, lang)
    return PERIOD.fill(first=shown[0], last=shown[1]).say(lang)


def money(totals: Mapping[str, int], usual: str, lang: str) -> str:
    """Sums by currency, the usual one first and bare."""
    order = sorted(totals, key=lambda code: (code != usual, code))
    said = [
        (short_money(totals[code], code, lang), "" if code == usual else f"{code} ")
        for code in order
    ]
    return " ".join(code + text for text, code in said) or "0"


def notes(found: Waterfall, usual: str, lang: str) -> list[str]:
    """Sentences below the lines."""
    said = [BOOKED.fill(sums=money(found.booked, usual, lang))] if found.booked else []
    said += [UNCHANGED.fill(n=found.unchanged)] if found.unchanged else []
    return [words.say(lang) for words in (*said, BASIS)]


def sentence(found: Waterfall, key: str, usual: str, lang: str) -> str:
    """A line in words: how many deals, how much, and what is counted."""
    rows = found.before if key == OPENING else found.after if key == CLOSING else found.of(key)
    n, total = len(rows), money(sums(rows), usual, lang)
    if lang == "zh":
        return f"{LINES[key].zh} {n}单 {total}：{MEANINGS[key].zh}"
    return f"{LINES[key].en} {n}, {total}: {MEANINGS[key].en}"
