"""How much of a goal should be there by a day: in even steps, or as it came in earlier periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from salestui.domain.goals.elapsed import Elapsed, periods_before
from salestui.domain.goals.metrics import METRICS
from salestui.domain.goals.records import KeyResult
from salestui.domain.metrics.period import Period
from salestui.domain.worth import worth_in

if TYPE_CHECKING:
    from salestui.domain.goals.ground import Ground
    from salestui.domain.snapshot import Doc

PERIODS = 4
"""Earlier periods that a weekly curve is made of."""
ENOUGH = 10
"""Closings below which there is no telling a curve from chance."""


Curve = Sequence[Fraction]
"""The share reached by the end of each week; empty where the days count alike."""


def curve_of(ground: Ground, result: KeyResult, period: Period) -> Curve:
    """How a key result of a goal for the period should fill up."""
    return _weekly(ground, result, period) if result.pacing == "weekly_curve" else ()


def expected_share(curve: Curve, gone: Elapsed) -> Fraction:
    """The share of the goal, 0 to 1, that should be reached with so many days gone."""
    return _at(curve, gone) if curve else gone.share


def _weekly(ground: Ground, result: KeyResult, period: Period) -> Curve:
    """The shares reached by the end of each week in the four comparable periods before.

    Empty when they hold fewer than ENOUGH closings.
    """
    weeks = -(-((period[1] - period[0]).days + 1) // 7)
    sums = [0] * weeks
    closings = 0
    for earlier in periods_before(period, PERIODS):
        length = (earlier[1] - earlier[0]).days + 1
        for doc in ground.measure(result.metric, earlier, result.filter).deals:
            day = (date.fromisoformat(str(doc["closed_on"])) - earlier[0]).days
            sums[day * weeks // length] += _weight(result, doc)
            closings += 1
    total = sum(sums)
    if closings < ENOUGH or not total:
        return ()
    return [Fraction(sum(sums[: n + 1]), total) for n in range(weeks)]


def _weight(result: KeyResult, doc: Doc) -> int:
    """What a closed deal adds: itself, or its money in the key result's currency."""
    if METRICS[result.metric].unit != "money":
        return 1
    return worth_in(doc, result.unit)


def _at(curve: Curve, gone: Elapsed) -> Fraction:
    """The curve at a day, straight between the ends of weeks."""
    position = gone.share * len(curve)
    week = int(position)
    if week >= len(curve):
        return Fraction(1)
    start = curve[week - 1] if week else Fraction(0)
    return start + (curve[week] - start) * (position - week)
