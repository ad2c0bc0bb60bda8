"""Cadence compliance and load (4.4.22): are the accounts touched in time, and can that be done?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from salestui.domain.cadence import Cadence
from salestui.domain.metrics.funnel import share
from salestui.domain.tiers import rhythm_of

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc, Snapshot

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Compliance:
    """Accounts that were touched within the most days their tier allows."""

    within: int
    n: int
    """The accounts that have a rhythm."""

    @property
    def rate(self) -> float | None:
        """Within / n, 0 to 1; None where no account has a rhythm."""
        return share(self.within, self.n)


def compliance(cadences: Iterable[Cadence]) -> Compliance:
    """How many of the accounts with a rhythm are within its limit."""
    states = [each.state for each in cadences if each.state != "none"]
    return Compliance(sum(state != "overdue" for state in states), len(states))


def load(tiers: Iterable[str | None]) -> float:
    """Touches a week that accounts of these tiers ask for: the sum of 7 / touch_every_days."""
    rhythms = [rhythm for tier in tiers if (rhythm := rhythm_of(tier)) is not None]
    return float(sum((Fraction(DAYS_A_WEEK, each.every) for each in rhythms), Fraction()))


def capacity(snapshot: Snapshot, members: Iterable[str]) -> int | None:
    """Touches a week that these members can make; None where it is known of none of them."""
    docs: list[Doc] = [doc for id in members if (doc := snapshot.get("members", id)) is not None]
    known = [doc.get("capacity_touches_per_week") for doc in docs]
    numbers = [each for each in known if isinstance(each, int)]
    return sum(numbers) if numbers else None
