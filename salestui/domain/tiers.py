"""The tier of an account, and how often accounts of a tier are to be touched (4.5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.words import Words

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc


class Rhythm(NamedTuple):
    """How often somebody is to be in touch."""

    every: int
    """Days after which the next touch is due: the ideal."""
    most: int
    """Days that must not be exceeded."""


RHYTHMS: Mapping[str, Rhythm] = {
    "key": Rhythm(4, 7),
    "nurture": Rhythm(14, 21),
    "watch": Rhythm(30, 45),
}
"""By tier; an account without a tier has no rhythm."""

SURVEY = Rhythm(90, 100)
"""The satisfaction survey that every customer is asked, whatever the tier."""

TIER_NAMES: Mapping[str, Words] = {
    "key": Words("key tier", "重点层"),
    "nurture": Words("nurture tier", "培养层"),
    "watch": Words("watch tier", "关注层"),
    "": Words("untiered", "未分层"),
}
"""What the tiers are called within a sentence."""

UNTIERED = len(RHYTHMS)
"""The rank of accounts without a tier: after all tiers."""


def tier_of(account: Doc, today: date) -> str | None:
    """The tier that was set by hand, until its last day has passed; None for untiered."""
    until = account.get("tier_until")
    if until and str(until) < today.isoformat():
        return None
    tier = account.get("tier_manual")
    return None if tier is None else str(tier)


def rhythm_of(tier: str | None) -> Rhythm | None:
    """The rhythm of a tier; None where there is none."""
    return RHYTHMS.get(tier or "")


def tier_rank(tier: str | None) -> int:
    """Where a tier stands among the others: 0 is the most important."""
    order = tuple(RHYTHMS)
    return order.index(tier) if tier in order else UNTIERED
