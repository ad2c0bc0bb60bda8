"""Single days: what is understood and refused, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from salestui.domain.dates import parse_date, parse_period
from salestui.domain.problems import InputProblem

TODAY = date(2026, 8, 19)  # a Wednesday, the day of the drawn frames

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
