"""How a goal filled up day by day, against what was expected and towards what is projected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from salestui.domain.goals.book import Sight
from salestui.domain.goals.curve import curve_of, expected_share
from salestui.domain.goals.elapsed import Elapsed
from salestui.domain.goals.ground import Ground
from salestui.domain.metrics.measure import PLAIN_UNITS, Number
from salestui.domain.worth import worth_in

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

Point = tuple[int, Number]
"""Days gone, and the value at the end of that day."""


class BurnUp(NamedTuple):
    """Three courses over the days of a period."""

    days: int
    gone: int
    required: Number
    reached: Sequence[Point]
    """What was there at the end of each day on which it changed, up to today."""
    expected: Sequence[Point]
    projection: Number | None
    """What there will likely be on the last day."""


def burn_up(ground: Ground, sight: Sight) -> BurnUp | None:
    """The courses of a goal's main key result; None where it does not fill up by the day."""
    main, period = sight.main, sight.goal.period
    if main is None or period is None or main.expected is None or main.elapsed is None:
        return None
    required = main.required
    assert required is not None
    total, gone = main.elapsed.total, main.elapsed.gone
    marks = sorted({*range(0, total, 7), total})
    curve = curve_of(ground, main.result, period)
    expected = [(day, required * expected_share(curve, Elapsed(day, total))) for day in marks]
    return BurnUp(
        days=total,
        gone=gone,
        required=required,
        reached=_reached(main.deals, main.result.unit, period[0], gone),
        expected=expected,
        projection=main.projection,
    )


def _reached(deals: Sequence[Doc], unit: str, start: date, gone: int) -> list[Point]:
    """The sum after each day that added to it, from nothing at the beginning."""
    found: list[Point] = [(0, 0)]
    total: Number = 0
    for doc in sorted(deals, key=lambda doc: str(doc.get("closed_on"))):
        day = (date.fromisoformat(str(doc["closed_on"])) - start).days + 1
        total += 1 if unit in PLAIN_UNITS else worth_in(doc, unit)
        if found[-1][0] == day:
            found[-1] = day, total
        else:
            found.append((day, total))
    if found[-1][0] < gone:
        found.append((gone, total))
    return found
