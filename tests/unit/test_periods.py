"""Periods, ranges and durations: what is understood and refused, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from salestui.domain.dates import parse_day_value, parse_duration, parse_period
from salestui.domain.problems import InputProblem

TODAY = date(2026, 8, 19)  # a Wednesday

PERIODS = {
    "2026-07-01 2026-09-30": (
        "q3|Q3|2026-q3|2026q3|2026 Q3|q3 2026|2026Q3|第三季度|三季度|第3季度|3季度"
        "|2026年第三季度|2026年Q3|今年三季度|this quarter|本季度|这个季度|本季"
    ),
    "2026-04-01 2026-06-30": "q2|last quarter|上季度|上个季度|previous quarter",
    "2026-10-01 2026-12-31": "q4|next quarter|下季度|下个季度",
    "2025-10-01 2025-12-31": "2025-q4|去年Q4|去年第四季度|2025年四季度",
    "2026-01-01 2026-12-31": "2026|2026年|fy2026|FY2026|this year|今年|本年|本财年|2026财年",
    "2025-01-01 2025-12-31": "2025|last year|去年|上财年|上个财年",
    "2027-01-01 2027-12-31": "next year|明年",
    "2026-01-01 2026-06-30": "h1|2026-h1|上半年|2026年上半年|2026H1|q1..q2",
    "2026-07-01 2026-12-31": "h2|下半年|今年下半年",
    "2026-09-01 2026-09-30": (
        "2026-09|2026/9|2026.9|sep|September|sep 2026|2026 sep|9月|九月|9月份|2026年9月"
        "|今年9月|next month|下月|下个月|2026-09-01..2026-09-30|9月1日至9月30日|9/1..9/30"
        "|1 sep..30 sep"
    ),
    "2026-08-01 2026-08-31": "this month|本月|这个月|8月|8/1..8/31",
    "2026-07-01 2026-07-31": "last month|上月|上个月|七月",
    "2026-08-17 2026-08-23": "this week|本周|这周|这个星期|mon..sun",
    "2026-08-10 2026-08-16": "last week|上周|上个星期|上礼拜",
    "2026-08-24 2026-08-30": "next week|下周|下个星期",
    "2026-08-31 2026-09-06": "下下周",
    "2026-07-21 2026-08-19": "last 30 days|past 30 days|last 30d|近30天|最近30天|过去三十天",
    "2026-05-20 2026-08-19": "last 3 months|近三个月|最近3个月",
    "2026-08-19 2026-09-01": "next 2w|next 14 days|未来两周|未来14天",
    "2026-08-10 2026-08-19": "last week..today|上周..今天|上周到今天",
    "2026-08-12 2026-08-26": "-7d..+7d|-7天..+7天",
    "2026-09-01 9999-12-31": "2026-09-01..|9月1日。。|2026-09..|sep ..",
    "0001-01-01 2026-08-21": "..fri|。。周五|.. friday",
    "2026-08-17 2026-08-21": "mon..fri|周一..周五|周一到周五",
}
PERIOD_TABLE = [(typed, span) for span, words in PERIODS.items() for typed in words.split("|")]


@pytest.mark.parametrize(("typed", "span"), PERIOD_TABLE)
def test_a_period(typed: str, span: str) -> None:
    assert " ".join(map(str, parse_period(typed, TODAY))) == span
    assert " ".join(map(str, parse_day_value(typed, TODAY))) == span


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("q1", "2026-04-01 2026-06-30"),
        ("q4", "2027-01-01 2027-03-31"),
        ("2026", "2026-04-01 2027-03-31"),
        ("this quarter", "2026-07-01 2026-09-30"),
        ("本季度", "2026-07-01 2026-09-30"),
        ("last quarter", "2026-04-01 2026-06-30"),
        ("上半年", "2026-04-01 2026-09-30"),
        ("今年", "2026-04-01 2027-03-31"),
        ("2026-09", "2026-09-01 2026-09-30"),
        ("9月", "2026-09-01 2026-09-30"),
    ],
)
def test_periods_of_a_fiscal_year_from_april(typed: str, span: str) -> None:
    assert " ".join(map(str, parse_period(typed, TODAY, 4))) == span


def test_before_the_fiscal_year_starts_it_is_still_last_years() -> None:
    assert parse_period("q4", date(2026, 2, 10), 4) == (date(2026, 1, 1), date(2026, 3, 31))
    assert parse_period("本季度", date(2026, 2, 10), 4)[0] == date(2026, 1, 1)


@pytest.mark.parametrize(
    "typed", ["", "fri", "foo", "..", "a..b", "1...3", "q5", "5季度", "last 0 days", "x" * 99]
)
def test_not_a_period(typed: str) -> None:
    with pytest.raises(InputProblem, match="is not a period") as caught:
        parse_period(typed, TODAY)
    assert "q3" in caught.value.hint.en
    assert "上周" in caught.value.hint.zh


@pytest.mark.parametrize("typed", ["2026-09-30..2026-09-01", "q3..q2", "2027..2026"])
def test_a_period_that_ends_before_it_begins(typed: str) -> None:
    with pytest.raises(InputProblem, match="ends before it begins"):
        parse_period(typed, TODAY)


@pytest.mark.parametrize("typed", ["2026-13", "0999", "13月", "2026-13..", "..2/30"])
def test_a_period_outside_the_calendar(typed: str) -> None:
    with pytest.raises(InputProblem, match="is not in the calendar"):
        parse_period(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("fri", "2026-08-21 2026-08-21"),
        ("周五", "2026-08-21 2026-08-21"),
        ("-2w", "2026-08-05 2026-08-05"),
        ("eom", "2026-08-31 2026-08-31"),
        ("9月", "2026-09-01 2026-09-30"),
        ("9月28日", "2026-09-28 2026-09-28"),
    ],
)
def test_a_day_or_a_period(typed: str, span: str) -> None:
    assert " ".join(map(str, parse_day_value(typed, TODAY))) == span


def test_a_filter_on_the_past_looks_back() -> None:
    assert parse_day_value("mon", TODAY, past=True)[0] == date(2026, 8, 17)
    assert parse_day_value("8/1..8/30", TODAY, past=True) == (date(2026, 8, 1), date(2026, 8, 30))


def test_neither_day_nor_period() -> None:
    with pytest.raises(InputProblem, match="is not a date or period") as caught:
        parse_day_value("foo", TODAY)
    assert "fri" in caught.value.hint.en
    assert "上周" in caught.value.hint.zh


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        *(("14d", 14), ("2w", 14), ("3mo", 90), ("1y", 365), ("14 days", 14), ("1 month", 30)),
        *(("14天", 14), ("2周", 14), ("两周", 14), ("3个月", 90), ("一年", 365), ("十天", 10)),
        *(("2个星期", 14), ("１４天", 14), ("14", 14), ("0d", 0), ("1000d", 1000)),
    ],
)
def test_durations(typed: str, days: int) -> None:
    assert parse_duration(typed) == days


@pytest.mark.parametrize("typed", ["", "d", "3m", "3月", "-3d", "1.5d", "3 moons", "fri", "99999d"])
def test_not_durations(typed: str) -> None:
    with pytest.raises(InputProblem, match="is not a duration") as caught:
        parse_duration(typed)
    assert "3mo" in caught.value.hint.en
    assert "3个月" in caught.value.hint.zh
