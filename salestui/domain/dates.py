"""The one door to days, periods, durations and instants: what other modules import from."""

from __future__ import annotations

from salestui.domain.calendars import Span
from salestui.domain.days import DAY_EXAMPLES, parse_date
from salestui.domain.dayshow import (
    long_date,
    show_date,
    show_day,
    show_instant,
    show_weekday,
    typed_date,
)
from salestui.domain.instants import at_end_of_day, at_start_of_day, ms_to_date
from salestui.domain.periods import (
    DURATION_EXAMPLES,
    PERIOD_EXAMPLES,
    parse_day_value,
    parse_duration,
    parse_period,
)

__all__ = [
    "DAY_EXAMPLES",
    "DURATION_EXAMPLES",
    "PERIOD_EXAMPLES",
    "Span",
    "at_end_of_day",
    "at_start_of_day",
    "long_date",
    "ms_to_date",
    "parse_date",
    "parse_day_value",
    "parse_duration",
    "parse_period",
    "show_date",
    "show_day",
    "show_instant",
    "show_weekday",
    "typed_date",
]
