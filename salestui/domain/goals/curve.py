"""How much of a goal should be there by a day: in even steps, or as it came in earlier periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from salestui.domain.goals.elapsed import Elapsed, periods_before
from salestui.domain.goals.metrics import Metric
from salestui.domain.goals.records import KeyResult
from salestui.domain.metrics.period import Period
from salestui.domain.metrics.pool import Pool, Test
from salestui.domain.worth import worth_in

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

PERIODS = 4
"""Earlier periods that a weekly curve is made of."""
ENOUGH = 10
"""Closings below which there is no telling a curve from chance."""


def expected_share(
    pool: Pool, metric: Metric, result: KeyResult, period: Period, test: Test, gone: Elapsed
) -> Fraction:
    """The share of the goal, 0 to 1, that should be reached with so many days gone."""
    if result.pacing != "weekly_curve":
        return gone.share
    curve = weekly_curve(pool, metric, result, period, test)
    return gone.share if curve is None else _at(curve, gone)


def weekly_curve(
    pool: Pool, metric: Metric, result: KeyResult, period: Period, test: Test
) -> Sequence[Fraction] | None:
    """The shares reached by the end of each week in the four comparable periods before.

    None when they hold fewer than ENOUGH closings.
    """
    weeks = -(-((period[1] - period[0]).days + 1) // 7)
    sums = [0] * weeks
    closings = 0
    for earlier in periods_before(period, PERIODS):
        length = (earlier[1] - earlier[0]).days + 1
        for doc in metric.measure(pool, earlier, test).deals:
            day = (date.fromisoformat(str(doc["closed_on"])) - earlier[0]).days
            sums[day * weeks // length] += _weight(metric, result, doc)
            closings += 1
    total = sum(sums)
    if closings < ENOUGH or not total:
        return None
    return [Fraction(sum(sums[: n + 1]), total) for n in range(weeks)]


def _weight(metric: Metric, result: KeyResult, doc: Doc) -> int:
    """What a closed deal adds: itself, or its money in the key result's currency."""
    if metric.unit != "money":
        return 1
    return worth_in(doc, result.unit)


def _at(curve: Sequence[Fraction], gone: Elapsed) -> Fraction:
    """The curve at a day, straight between the ends of weeks."""
    position = gone.share * len(curve)
    week = int(position)
    if week >= len(curve):
        return Fraction(1)
    start = curve[week - 1] if week else Fraction(0)
    return start + (curve[week] - start) * (position - week)
