"""How the marks of what changed are written: on a card, in a list, and summed up in one line."""

from __future__ import annotations

from collections.abc import Mapping

from salestui.domain.money import short_money
from salestui.domain.words import Words
from salestui.services.since import Mark

MARKS: Mapping[str, Words] = {
    "new": Words("+new", "+新增"),
    "won": Words(">won", ">签约"),
    "lost": Words("-lost", "-输单"),
    "moved": Words(">move", ">推进"),
    "back": Words("<back", "<退回"),
    "up": Words("^{sum}", "^{sum}"),
    "down": Words("v{sum}", "v{sum}"),
    "close": Words("~date", "~签约日"),
    "owner": Words("~who", "~负责人"),
    "step": Words("~step", "~下一步"),
    "other": Words("~edit", "~改动"),
}
"""What stands in the place of a flag; at most as wide as a flag."""
SIGNS = "+><^v~-"
"""What a mark begins with and a flag does not."""

COUNTS: tuple[tuple[tuple[str, ...], Words, Words], ...] = (
    (("new",), Words("+{n} new", "+{n} 新增"), Words("+{n}", "+{n}")),
    (("moved",), Words(">{n} moved", ">{n} 推进"), Words(">{n}", ">{n}")),
    (("back",), Words("<{n} back", "<{n} 退回"), Words("<{n}", "<{n}")),
    (("up", "down"), Words("{n} amount", "{n} 金额"), Words("{n}", "{n}")),
    (("won",), Words("{n} won", "{n}单签约"), Words("{n} won", "{n}签约")),
    (("lost",), Words("{n} lost", "{n}单输单"), Words("{n} lost", "{n}输单")),
    (("close",), Words("~{n} close date", "~{n} 签约日"), Words("~{n} date", "~{n}签约日")),
    (("owner", "step", "other"), Words("~{n} other", "~{n} 其他"), Words("~{n}", "~{n}")),
)
"""What the line of counts says of some kinds, and shorter."""
NOTHING = Words("nothing changed", "没有变化")


def mark_text(mark: Mark, lang: str) -> str:
    """A mark in a word, an amount by how much it changed."""
    total = short_money(mark.minor, mark.currency, lang) if mark.minor else ""
    return MARKS[mark.kind].fill(sum=total).say(lang)


def counts_lines(said: Words, counts: Mapping[str, int], lang: str) -> tuple[str, ...]:
    """How much changed since when, from the longest to the shortest way to say it."""
    return tuple(_line(said, counts, lang, short=short) for short in (False, True))


def _line(said: Words, counts: Mapping[str, int], lang: str, *, short: bool) -> str:
    parts = [said.say(lang)]
    for kinds, long, brief in COUNTS:
        n = sum(counts.get(kind, 0) for kind in kinds)
        if n:
            shown: object = n
            if kinds == ("up", "down"):
                signs = (("^", counts.get("up", 0)), ("v", counts.get("down", 0)))
                shown = " ".join(f"{sign}{each}" for sign, each in signs if each)
            parts.append((brief if short else long).fill(n=shown).say(lang))
    if len(parts) == 1:
        parts.append(NOTHING.say(lang))
    return (" " if short else "  ").join(parts)
