"""Days and instants as they are shown, and instants as days of a time zone."""

from __future__ import annotations

from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from salestui.domain.dates import (
    at_end_of_day,
    at_start_of_day,
    long_date,
    ms_to_date,
    show_date,
    show_day,
    show_instant,
    typed_date,
)

TODAY = date(2026, 8, 19)  # a Wednesday, the day of the drawn frames
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        ("2025-08-19", "-365d", "-365天"),
        ("2026-08-17", "-2d", "-2天"),
        ("2026-08-18", "-1d", "-1天"),
        ("2026-08-19", "today", "今天"),
        ("2026-08-20", "Thu", "明天"),
        ("2026-08-21", "Fri", "周五"),
        ("2026-08-23", "Sun", "周日"),
        ("2026-08-24", "Mon", "8/24"),
        ("2026-08-25", "Tue", "8/25"),
        ("2026-08-26", "+7d", "8/26"),
        ("2026-08-27", "+8d", "8/27"),
        ("2026-09-01", "+13d", "9/1"),
        ("2026-09-02", "2 Sep", "9/2"),
        ("2026-09-28", "28 Sep", "9/28"),
        ("2027-08-24", "24 Aug 2027", "2027/8/24"),
    ],
)
def test_due_days_as_in_the_frames(day: str, en: str, zh: str) -> None:
    assert show_date(date.fromisoformat(day), TODAY, "en") == en
    assert show_date(date.fromisoformat(day), TODAY, "zh") == zh


def test_tomorrow_may_lie_in_another_week_or_year() -> None:
    assert show_date(date(2026, 8, 24), date(2026, 8, 23), "zh") == "明天"
    assert show_date(date(2027, 1, 1), date(2026, 12, 31), "zh") == "明天"
    assert show_date(date(2027, 1, 2), date(2026, 12, 31), "zh") == "周六"
    assert show_date(date(2027, 1, 5), date(2026, 12, 31), "zh") == "2027/1/5"
    assert show_date(date(2027, 1, 8), date(2026, 12, 31), "en") == "+8d"


@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        ("2026-08-12", "12 Aug", "8/12"),
        ("2026-08-19", "19 Aug", "8/19"),
        ("2025-12-01", "1 Dec 2025", "2025/12/1"),
    ],
)
def test_days_as_facts(day: str, en: str, zh: str) -> None:
    assert show_day(date.fromisoformat(day), TODAY, "en") == en
    assert show_day(date.fromisoformat(day), TODAY, "zh") == zh


def test_days_in_headings_and_forms() -> None:
    assert long_date(TODAY, "en") == "Wed 19 Aug"
    assert long_date(TODAY, "zh") == "8月19日周三"
    assert typed_date(date(2026, 9, 1)) == "2026-09-01"


@pytest.mark.parametrize(
    ("zone", "day", "start", "hours"),
    [
        ("UTC", "1970-01-01", 0, 24),
        ("Asia/Shanghai", "1970-01-02", 16 * 3600 * 1000, 24),
        ("Europe/Berlin", "2026-03-29", 1774738800000, 23),
        ("Europe/Berlin", "2026-10-25", 1792879200000, 25),
        ("America/Santiago", "2026-09-06", 1788667200000, 23),
    ],
)
def test_a_day_has_its_own_hours(zone: str, day: str, start: int, hours: int) -> None:
    where, when = ZoneInfo(zone), date.fromisoformat(day)
    assert at_start_of_day(when, where) == start
    assert at_end_of_day(when, where) == start + hours * 3600 * 1000 - 1
    assert ms_to_date(start, where) == ms_to_date(at_end_of_day(when, where), where) == when
    assert ms_to_date(start - 1, where) < when < ms_to_date(start + hours * 3600000, where)


@pytest.mark.parametrize("zone", [UTC, SHANGHAI, ZoneInfo("America/Los_Angeles")])
def test_open_ends_are_beyond_every_instant(zone: ZoneInfo) -> None:
    assert at_start_of_day(date.min, zone) < at_start_of_day(date(1900, 1, 1), zone)
    assert at_end_of_day(date.max, zone) > at_end_of_day(date(2999, 12, 31), zone)


@pytest.mark.parametrize(
    ("today", "en", "zh"),
    [
        (date(2026, 8, 19), "06:02", "06:02"),
        (date(2026, 8, 20), "19 Aug 06:02", "8/19 06:02"),
        (date(2027, 1, 1), "19 Aug 2026 06:02", "2026/8/19 06:02"),
        (None, "19 Aug 2026 06:02", "2026/8/19 06:02"),
    ],
)
def test_instants_stand_in_the_zone(today: date | None, en: str, zh: str) -> None:
    ms = at_start_of_day(TODAY, SHANGHAI) + (6 * 60 + 2) * 60 * 1000 + 59_999
    assert show_instant(ms, SHANGHAI, "en", today=today) == en
    assert show_instant(ms, SHANGHAI, "zh", today=today) == zh
