"""Periods of whole local days, and which instants fall into one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

Period = tuple[date, date]
"""First and last day, both included, as local dates of the workspace."""


def bounds_ms(period: Period | None, zone: tzinfo) -> tuple[float, float]:
    """The instants [from, to) in ms UTC that `period` covers in `zone`; None covers all time."""
    if period is None:
        return float("-inf"), float("inf")
    return _midnight(period[0], zone), _midnight(period[1] + timedelta(days=1), zone)


def _midnight(day: date, zone: tzinfo) -> float:
    return datetime.combine(day, time(), zone).timestamp() * 1000
