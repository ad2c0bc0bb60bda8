"""The path to a goal: deals that must be won and begun, against what is open (N3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from salestui.domain.goals.evaluate import Figures
from salestui.domain.goals.ground import Ground
from salestui.domain.goals.metrics import METRICS
from salestui.domain.metrics.customers import may_be_new
from salestui.domain.metrics.measure import Measure, Number
from salestui.domain.metrics.period import Period
from salestui.domain.metrics.pipeline import closing_in
from salestui.domain.metrics.pool import Open, Test
from salestui.domain.schema import TIERS
from salestui.domain.tiers import tier_of

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

WINDOW = 180
"""Days back from today over which win rate and average deal are taken."""
ENOUGH = 5
"""Closed deals below which the win rate of all deals is used instead."""
CLOSEST = 50
"""Deals nearest to being won that are listed at most."""


@dataclass(frozen=True, slots=True)
class Tier:
    """The open deals of the accounts of one tier."""

    key: str
    """Of TIERS; empty for accounts without one."""
    deals: Sequence[Doc]
    amount: int
    """Minor units of the key result's currency; 0 where it is counted."""
    likely: Number
    """Weighted by probability: minor units, or deals."""


@dataclass(frozen=True, slots=True)
class Way:
    """What it takes to get from here to the goal."""

    window: Period
    """Where win rate and average deal were measured."""
    rate: Measure
    own_rate: bool
    """Whether the rate is of the goal's own deals; of all when those are too few."""
    average: Number | None
    """Average deal in minor units; None where deals are counted, or where there were none."""
    wins: int | None
    """Deals still to be won."""
    needed: int | None
    """Deals that must be worked on to win so many; None when that is unknown."""
    tiers: tuple[Tier, ...]
    """Open deals that count and close in the period, by tier."""
    closest: Sequence[Doc]
    """The likeliest of them first."""
    weeks_left: Fraction
    undated: int = 0
    """Open deals besides that would count if they had a close date."""

    @property
    def opened(self) -> int:
        """Open deals that count."""
        return sum(len(tier.deals) for tier in self.tiers)

    @property
    def short(self) -> int | None:
        """Deals that are missing to those open."""
        return None if self.needed is None else max(self.needed - self.opened, 0)

    @property
    def leads_per_week(self) -> Fraction | None:
        """Deals to be begun each week to make up for that."""
        if self.short is None or not self.weeks_left:
            return None
        return self.short / self.weeks_left


def way(ground: Ground, figures: Figures, period: Period) -> Way | None:
    """The way of a goal's main key result; None where it is no sum of won deals."""
    result = figures.result
    metric = METRICS.get(result.metric)
    flow = metric is not None and metric.kind == "flow" and metric.rising
    if not flow or figures.fault or figures.elapsed is None or result.mode == "share":
        return None
    test, today = ground.test(result.filter), ground.env.today
    window = today - timedelta(days=WINDOW - 1), today
    rate, own = _rate(ground, window, result.filter)
    average = ground.measure("average_deal", window, result.filter).by_currency.get(result.unit)
    wins = _wins(figures, average)
    opened, undated = _open(ground, figures, period, test)
    return Way(
        window=window,
        rate=rate,
        own_rate=own,
        average=average,
        wins=wins,
        needed=math.ceil(wins / rate.value) if wins is not None and rate.value else _none(wins),
        tiers=_tiers(ground, figures, opened),
        closest=_closest(opened),
        weeks_left=figures.elapsed.weeks_left,
        undated=undated,
    )


def _none(wins: int | None) -> int | None:
    """Without a win rate nothing is known, unless nothing has to be won."""
    return 0 if wins == 0 else None


def _rate(ground: Ground, window: Period, filter: str) -> tuple[Measure, bool]:
    own = ground.measure("win_rate", window, filter)
    if own.n >= ENOUGH:
        return own, True
    return ground.measure("win_rate", window, ""), False


def _wins(figures: Figures, average: Number | None) -> int | None:
    """How many deals are missing, of money by the average deal."""
    if figures.result.unit == "count":
        return math.ceil(figures.missing)
    if not figures.missing:
        return 0
    return math.ceil(Fraction(figures.missing) / average) if average else None


def _open(
    ground: Ground, figures: Figures, period: Period, test: Test
) -> tuple[Sequence[Open], int]:
    """The open deals that would count if they were won in the period, and how many are undated."""
    rows, left_out = closing_in(ground.pool, period, test)
    if figures.result.metric == "new_customers":
        rows = [row for row in rows if may_be_new(ground.pool, row)]
    elif figures.result.unit != "count":
        rows = [row for row in rows if row.doc.get("currency") == figures.result.unit]
    return rows, left_out["undated"]


def _tiers(ground: Ground, figures: Figures, rows: Sequence[Open]) -> tuple[Tier, ...]:
    """The deals by their account's tier, the best first, those without one last."""
    tiers: dict[str, str] = {}
    by_tier: dict[str, list[Open]] = {}
    for row in rows:
        if row.account not in tiers:
            doc = ground.snapshot.get("accounts", row.account) or {}
            found = tier_of(doc, ground.env.today) or ""
            tiers[row.account] = found if found in TIERS else ""
        by_tier.setdefault(tiers[row.account], []).append(row)
    money = figures.result.unit != "count"
    return tuple(_tier(key, by_tier[key], money) for key in (*TIERS, "") if key in by_tier)


def _tier(key: str, rows: Sequence[Open], money: bool) -> Tier:
    docs = [row.doc for row in rows]
    if not money:
        return Tier(key, docs, 0, Fraction(sum(row.chance or 0 for row in rows), 100))
    amount = sum(int(doc.get("amount") or 0) for doc in docs)
    return Tier(key, docs, amount, sum(row.likely or 0 for row in rows))


def _closest(rows: Sequence[Open]) -> Sequence[Doc]:
    """The likeliest first; of equals the one that closes first, then the larger."""
    by_chance: dict[int, list[Open]] = {}
    for row in rows:
        by_chance.setdefault(row.chance or 0, []).append(row)
    found: list[Doc] = []
    for chance in sorted(by_chance, reverse=True):
        if len(found) >= CLOSEST:
            break
        found += [row.doc for row in sorted(by_chance[chance], key=_soonest)]
    return found[:CLOSEST]


def _soonest(row: Open) -> tuple[str, int, str]:
    return row.day, -int(row.doc.get("amount") or 0), row.id
