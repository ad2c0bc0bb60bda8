"""Arithmetic on the calendar: weeks, months, fiscal quarters and years. Pure; today is a parameter.

A fiscal year is named after the calendar year in which it starts. With `fiscal_start` 1 it is the
calendar year.
"""

from __future__ import annotations

from datetime import date, timedelta

Span = tuple[date, date]
"""First and last day, both included."""


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last one of a shorter month. Raises ValueError."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, _before(first, 1).day))


def is_leap(year: int) -> bool:
    """Whether `year` has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_of(day: date, shift: int = 0) -> Span:
    """The month of `day`, or the one `shift` months later."""
    first = add_months(day.replace(day=1), shift)
    return first, _before(first, 1)


def week_of(day: date, week_start: int = 0, shift: int = 0) -> Span:
    """The week of `day`, or the one `shift` weeks later; `week_start` is a weekday, Monday 0."""
    first = day + timedelta(days=7 * shift - (day.weekday() - week_start) % 7)
    return first, first + timedelta(days=6)


def fiscal_year_of(day: date, fiscal_start: int = 1) -> int:
    """The name of the fiscal year of `day`."""
    return day.year if day.month >= fiscal_start else day.year - 1


def year_span(year: int, fiscal_start: int = 1) -> Span:
    """The fiscal year named `year`."""
    first = date(year, fiscal_start, 1)
    return first, _before(first, 12)


def half_span(year: int, half: int, fiscal_start: int = 1) -> Span:
    """Half 1 or 2 of the fiscal year named `year`."""
    first = add_months(date(year, fiscal_start, 1), 6 * (half - 1))
    return first, _before(first, 6)


def quarter_span(year: int, quarter: int, fiscal_start: int = 1) -> Span:
    """Quarter 1 to 4 of the fiscal year named `year`; other numbers count on into other years."""
    first = add_months(date(year, fiscal_start, 1), 3 * (quarter - 1))
    return first, _before(first, 3)


def quarter_of(day: date, fiscal_start: int = 1, shift: int = 0) -> Span:
    """The fiscal quarter of `day`, or the one `shift` quarters later."""
    quarter = (day.month - fiscal_start) % 12 // 3 + 1
    return quarter_span(fiscal_year_of(day, fiscal_start), quarter + shift, fiscal_start)


def _before(first: date, months: int) -> date:
    """The last day of the `months` months that begin on `first`, the first of a month."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date.max if year > date.max.year else date(year, month + 1, 1) - timedelta(days=1)
