"""Counting days: calendar days, working days, holidays and the days that make up for them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestui.domain.workdays import WorkDays, work_days

BUSINESS = WorkDays(frozenset(range(1, 6)))
JUNE = 2026, 6
"""June 2026 begins on a Monday, so its 6th and 7th are a weekend as in worked vector V8."""


def june(day: int) -> date:
    return date(*JUNE, day)


@pytest.mark.parametrize(("today", "late"), [(1, 0), (2, 1), (4, 3), (5, 4), (8, 7)])
def test_v8_calendar_days(today: int, late: int) -> None:
    assert WorkDays().late(june(1), june(today)) == late


@pytest.mark.parametrize(("today", "late"), [(5, 0), (6, 0), (7, 0), (8, 1), (10, 3), (11, 4)])
def test_v8_business_days(today: int, late: int) -> None:
    assert BUSINESS.late(june(5), june(today)) == late


def test_a_holiday_counts_for_nothing_and_a_make_up_day_counts() -> None:
    days = WorkDays(frozenset(range(1, 6)), frozenset({"2026-06-08"}), frozenset({"2026-06-07"}))
    assert [days.late(june(5), june(n)) for n in (6, 7, 8, 9)] == [0, 1, 1, 2]
    assert days.after(june(5), 2) == june(9)


def test_a_workspace_chooses_how_it_counts() -> None:
    assert work_days({"holidays/2026-06-19": True}) == WorkDays()
    own = {
        "lag_counts": "business",
        "business_days/1": True,
        "business_days/2": True,
        "holidays/2026-06-15": True,
        "workdays/2026-06-20": True,
    }
    days = work_days(own)
    assert [n for n in range(14, 24) if days.works(june(n))] == [16, 20, 22, 23]
    assert work_days({"lag_counts": "business"}).weekdays == set(range(1, 6))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 40))
def test_so_many_days_after_is_so_many_days_late(day: date, days: int) -> None:
    for count in (WorkDays(), BUSINESS):
        assert count.late(day, count.after(day, days)) == days
