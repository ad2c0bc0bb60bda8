"""Periods of goals: how far one is gone, which came before it, what was expected by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from salestui.domain.calendars import add_months, month_of
from salestui.domain.metrics.period import Period

ONE = timedelta(days=1)


class Elapsed(NamedTuple):
    """How many days of a period are gone, today among them, of how many."""

    gone: int
    total: int

    @property
    def left(self) -> int:
        """Days to come."""
        return self.total - self.gone

    @property
    def share(self) -> Fraction:
        """0 before the period, 1 from its last day on."""
        return Fraction(self.gone, self.total)

    @property
    def weeks_left(self) -> Fraction:
        """Weeks to come, to the day."""
        return Fraction(self.left, 7)


def elapsed(period: Period, today: date) -> Elapsed:
    """How far the period is gone at the end of `today`."""
    total = (period[1] - period[0]).days + 1
    return Elapsed(min(max((today - period[0]).days + 1, 0), total), total)


def months_of(period: Period) -> int:
    """How many whole months the period is; 0 when it is no run of whole months."""
    first, last = period
    if first.day != 1 or month_of(last)[1] != last:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def before(period: Period, times: int = 1) -> Period:
    """The comparable period so many times before: whole months back, else as many days."""
    months = months_of(period)
    if months:
        first = add_months(period[0], -months * times)
        return first, add_months(first, months) - ONE
    back = timedelta(days=((period[1] - period[0]).days + 1) * times)
    return period[0] - back, period[1] - back


def year_before(period: Period) -> Period:
    """The same period of the year before."""
    if months_of(period):
        first = add_months(period[0], -12)
        return first, add_months(first, months_of(period)) - ONE
    return add_months(period[0], -12), add_months(period[1], -12)


def periods_before(period: Period, count: int) -> Iterator[Period]:
    """The comparable periods before, the latest first, as far as the calendar goes."""
    for times in range(1, count + 1):
        try:
            yield before(period, times)
        except (ValueError, OverflowError):
            return
