"""The deals behind a figure of a goal: as many as the figure counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.domain.goals.book import Book
from salestui.domain.schema import TIERS
from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

COUNTED = Words("counted", "已计入")
OF_KIND = Words("counted, {kind}", "已计入，{kind}")
LIKELY = Words("open, likely to count", "进行中，可望计入")
BASE = Words("the base", "基期")
RATE = Words("closed in 180 days", "180天内关闭")
OPEN = Words("open and due in the period", "进行中，预计期内签约")
TIER = Words("open, {tier}", "进行中，{tier}")
UNTIERED = Words("no tier", "未分层")


def deals_behind(book: Book, id: str, figure: str) -> tuple[Words, Sequence[Doc]]:
    """What a figure counts, in words, and its deals.

    Figures are `actual:N`, `whole:N`, `likely:N` and `base:N` of key result N, and of the path to
    the goal `rate`, `open` and `tier:KEY`. One that is not there has no deals.
    """
    kind, _, which = figure.partition(":")
    sight, way = book.sight(id), book.way(id)
    if kind in ("actual", "whole", "likely", "base"):
        place = int(which or 0)
        if place >= len(sight.figures):
            return COUNTED, ()
        found = sight.figures[place]
        if kind == "actual":
            share = found.result.share_of
            return (OF_KIND.fill(kind=share) if share else COUNTED), found.deals
        if kind == "whole":
            return COUNTED, found.whole
        return (LIKELY, found.likely.deals) if kind == "likely" else (BASE, found.base_deals)
    if way is None:
        return COUNTED, ()
    if kind == "rate":
        return RATE, way.rate.deals
    if kind == "tier":
        tiers = [tier for tier in way.tiers if tier.key == which]
        words = TIER.fill(tier=TIERS.get(which, UNTIERED))
        return words, tiers[0].deals if tiers else ()
    return OPEN, [doc for tier in way.tiers for doc in tier.deals]
