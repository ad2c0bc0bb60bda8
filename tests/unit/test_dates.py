"""Days, periods and durations: what is understood, refused and shown, in both languages."""

from __future__ import annotations

from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from salestui.domain.dates import (
    at_end_of_day,
    at_start_of_day,
    long_date,
    ms_to_date,
    parse_date,
    parse_day_value,
    parse_duration,
    parse_period,
    show_date,
    show_day,
    show_instant,
    typed_date,
)
from salestui.domain.problems import InputProblem

TODAY = date(2026, 8, 19)  # a Wednesday, the day of the drawn frames
SHANGHAI = ZoneInfo("Asia/Shanghai")

DAYS = {
    "2026-08-17": "this mon|本周一|这周一|-2d|-2天|2天前|两天前|2 days ago|前天|2026年8月17日",
    "2026-08-12": "上周三|last wed|-1w|1周前|一周前|-7d",
    "2026-08-10": "上周一|last monday|上个星期一",
    "2026-08-03": "上上周一",
    "2026-08-18": "yesterday|昨天|昨日|-1d|一天前",
    "2026-08-16": "大前天|3天前|三天前",
    "2026-08-19": (
        "today|今天|今日|TODAY|+0d|8/19|19 Aug|8月19日|19号|this wed|本周三|２０２６－０８－１９"
    ),
    "2026-08-20": "tomorrow|明天|明日|thu|周四|+1d|1d|一天后|in 1 day",
    "2026-08-21": (
        "fri|friday|FRI|周五|星期五|礼拜五|周5|后天|两天后|２天后|本周五|this fri|21号|Aug 21"
    ),
    "2026-08-22": (
        "+3d|3d|3天后|三天后|3天以后|3天之后|大后天|+3天|in 3 days|3 days later|3 d|sat|周六"
    ),
    "2026-08-23": "eow|周末|本周末|end of week|end of the week|sun|周日|周天|星期天|本周日|周7",
    "2026-08-24": "mon|周一|下周一|next mon|下个星期一|下星期一",
    "2026-08-26": "wed|周三|下周三|next wed|+1w|1w|1周后|一周后|7天后",
    "2026-08-28": "下周五|next fri|next friday|下个礼拜五",
    "2026-08-30": "下周日|next sun|下周末|end of next week",
    "2026-08-31": "eom|月底|月末|本月底|这个月底|31号|三十一号|end of month|8/31|下下周一|十二天后",
    "2026-09-01": "下个月1号|下月1日|下月一号|1号|一号|1日|9/1|9.1|9-1|九月一日",
    "2026-09-02": "+2w|两周后|2 weeks later|十四天后|2周|in 2 weeks",
    "2026-09-15": "15号|十五号",
    "2026-09-19": "+1m|+1mo|1mo|+1个月|1个月后|一个月后|下个月19号",
    "2026-09-28": (
        "2026-09-28|2026/9/28|2026.9.28|20260928|9/28|09/28|28 Sep|28 sept|28sep|Sep 28"
        "|sep 28, 2026|28 September 2026|September 28th|2026年9月28日|2026年9月28号"
        "|9月28日|9月28号|9月28|9 月 28 日|九月二十八日|今年9月28日|２０２６年９月２８日"
        "|９／２８|  9/28  "
    ),
    "2026-09-30": (
        "eoq|季末|季度末|本季度末|下月底|下个月底|end of the quarter|+6周|end of next month"
    ),
    "2026-10-19": "+2mo|+2m|两个月后|2个月后",
    "2026-12-31": "eoy|年底|年末|今年底|end of year|下季度末|下个季度末",
    "2027-03-01": "明年3月1日|3/1",
    "2027-08-18": "8/18|18 Aug|8月18日",
    "2027-08-19": "+1y|一年后|1年后|明年8月19日|1y",
    "2027-12-31": "明年底|明年年底|end of next year",
    "2028-02-29": "2/29|29 Feb|2月29日",
    "2025-08-19": "-1y|1年前|去年8月19日",
    "2026-07-31": "上月底|上个月底|end of last month|上个月31号",
    "2026-07-15": "上月15号|上个月十五号",
}
DAY_TABLE = [(typed, day) for day, words in DAYS.items() for typed in words.split("|")]


@pytest.mark.parametrize(("typed", "day"), DAY_TABLE)
def test_a_day(typed: str, day: str) -> None:
    assert parse_date(typed, TODAY).isoformat() == day


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "foo", "在", "31", "3月", "26年", "next week", "下周", "周八", "周0", "3 moons"),
        *(
            "+3d ago",
            "12月",
            "2026",
            "2026-09",
            "q3",
            "fri fri",
            "28 foo",
            "1.5d",
            "+",
            "d",
            "+1000d",
        ),
        *("明天下午3点", "x" * 400, "\x1b[31m", "9/28/2026", "28/9/26", "eo", "[/b]", "{today}"),
    ],
)
def test_not_a_day(typed: str) -> None:
    with pytest.raises(InputProblem, match="is not a date") as caught:
        parse_date(typed, TODAY)
    assert "fri" in caught.value.hint.en
    assert "周五" in caught.value.hint.zh
    assert "\x1b" not in caught.value.message.zh
    assert len(caught.value.message.en) < 80


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "2026-02-30",
            "2/30",
            "13/1",
            "28/9",
            "0/5",
            "99号",
            "0号",
            "下个月31号",
            "十三月一日",
            "30 Feb",
        ),
        *("0206-09-28", "9999-12-31", "+999y", "-999y", "20261301", "2月30日", "2027-02-29"),
    ],
)
def test_no_such_day(typed: str) -> None:
    with pytest.raises(InputProblem, match="is not in the calendar") as caught:
        parse_date(typed, TODAY)
    assert "日历中没有" in caught.value.message.zh


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("wed", "2026-08-19"),
        ("mon", "2026-08-17"),
        ("周一", "2026-08-17"),
        ("thu", "2026-08-13"),
        ("周四", "2026-08-13"),
        ("3d", "2026-08-16"),
        ("3天", "2026-08-16"),
        ("+3d", "2026-08-22"),
        ("3天后", "2026-08-22"),
        ("8/19", "2026-08-19"),
        ("9/28", "2025-09-28"),
        ("9月28日", "2025-09-28"),
        ("28 Sep", "2025-09-28"),
        ("20号", "2026-07-20"),
        ("31号", "2026-07-31"),
        ("2/29", "2024-02-29"),
        ("本周五", "2026-08-21"),
    ],
)
def test_looking_back(typed: str, day: str) -> None:
    assert parse_date(typed, TODAY, past=True).isoformat() == day


@pytest.mark.parametrize(
    ("today", "typed", "day"),
    [
        (date(2026, 1, 31), "+1m", "2026-02-28"),
        (date(2028, 1, 31), "+1m", "2028-02-29"),
        (date(2028, 2, 29), "+1y", "2029-02-28"),
        (date(2026, 12, 31), "eom", "2026-12-31"),
        (date(2026, 12, 31), "下月底", "2027-01-31"),
        (date(2026, 12, 30), "1/2", "2027-01-02"),
        (date(2026, 2, 1), "31号", "2026-03-31"),
        (date(2026, 8, 23), "eow", "2026-08-23"),
        (date(2026, 8, 23), "周日", "2026-08-30"),
        (date(2026, 8, 23), "下周一", "2026-08-24"),
        (date(2026, 8, 24), "下周一", "2026-08-31"),
    ],
)
def test_edges_of_the_calendar(today: date, typed: str, day: str) -> None:
    assert parse_date(typed, today).isoformat() == day


def test_weeks_may_start_on_sunday() -> None:
    assert parse_date("eow", TODAY, week_start=6) == date(2026, 8, 22)
    assert parse_date("本周日", TODAY, week_start=6) == date(2026, 8, 16)
    assert parse_date("next sun", TODAY, week_start=6) == date(2026, 8, 23)
    assert parse_period("this week", TODAY, week_start=6)[0] == date(2026, 8, 16)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("eoq", "2026-09-30"),
        ("eoy", "2027-03-31"),
        ("年底", "2027-03-31"),
        ("下季度末", "2026-12-31"),
    ],
)
def test_a_fiscal_year_from_april(typed: str, day: str) -> None:
    assert parse_date(typed, TODAY, fiscal_start=4).isoformat() == day


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
    "typed", ["", "fri", "foo", "..", "a..b", "1...3", "q5", "5季度", "x" * 300]
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
