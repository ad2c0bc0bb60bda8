"""One day as people type it, in both languages: `+3d`, `fri`, `28 Sep`, `下周五`, `月底`.

What a word means:

* A weekday alone is the next such day after today. With `next`, `下周`, it lies in the next
  calendar week; with `this`, `本周`, in this one, be it past or not.
* A day and month, or a day of the month, is the next such day, today included.
* Ends of quarters and years are those of the fiscal year.
* Looking back (`past`), these words mean the latest such day up to today, and `3d` is 3 days ago.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from salestui.domain.calendars import (
    add_months,
    fiscal_year_of,
    is_leap,
    month_of,
    quarter_of,
    week_of,
    year_span,
)
from salestui.domain.daywords import (
    COUNT,
    MAX_LENGTH,
    MONTH_NAMES,
    SHIFT_ZH,
    UNITS,
    WEEK_ZH,
    WEEKDAY_NAMES,
    YEAR_SHIFTS,
    YEAR_ZH,
    YEARS,
    Frame,
    count,
    normalised,
    not_in_calendar,
    shift_en,
    shift_zh,
    weekday_zh,
)
from salestui.domain.problems import InputProblem
from salestui.domain.text import quoted
from salestui.domain.words import Words

DAY_EXAMPLES = Words(
    "Write 2026-09-28, 28 Sep, 9/28, fri, +3d or eom.",
    "可写 2026-09-28、9月28日、9/28、周五、3天后、月底。",
)

_NEAR = {
    "today": 0, "今天": 0, "今日": 0,
    "tomorrow": 1, "tmr": 1, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3,
}  # fmt: skip

_NTH = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"


def parse_date(
    text: str, today: date, *, week_start: int = 0, fiscal_start: int = 1, past: bool = False
) -> date:
    """The day that `text` means on the day `today`. Raises InputProblem with examples."""
    day = read_day(text, Frame(today, week_start, fiscal_start, past))
    if day is None:
        message = Words(f"{quoted(text)} is not a date.", f"{quoted(text)} 不是日期。")
        raise InputProblem(message, hint=DAY_EXAMPLES)
    return day


def read_day(text: str, frame: Frame) -> date | None:
    """The day that `text` means, or None when it is no day.

    Raises InputProblem for a day that the calendar doesn't have or that is absurdly far.
    """
    if len(text) > MAX_LENGTH:
        return None
    words = normalised(text)
    if words in _NEAR:
        return frame.today + timedelta(days=_NEAR[words])
    for pattern, rule in _RULES:
        match = re.fullmatch(pattern, words)
        if match is None:
            continue
        try:
            day = rule(match, frame)
        except (ValueError, OverflowError):
            raise not_in_calendar(text) from None
        if day is not None:
            if day.year not in YEARS:
                raise not_in_calendar(text)
            return day
    return None


def _full(match: re.Match[str], frame: Frame) -> date:
    return date(int(match["y"]), int(match["m"]), int(match["d"]))


def _month_day(match: re.Match[str], frame: Frame) -> date:
    return _nearest(_years(int(match["m"]), int(match["d"]), frame), frame)


def _named_month(match: re.Match[str], frame: Frame) -> date | None:
    month = MONTH_NAMES.get(match["m"])
    if month is None:
        return None
    if match["y"]:
        return date(int(match["y"]), month, int(match["d"]))
    return _nearest(_years(month, int(match["d"]), frame), frame)


def _chinese_day(match: re.Match[str], frame: Frame) -> date:
    month, day = count(match["m"]), count(match["d"])
    if match["y"]:
        return date(int(match["y"]), month, day)
    if match["ry"]:
        return date(frame.today.year + YEAR_SHIFTS[match["ry"]], month, day)
    return _nearest(_years(month, day, frame), frame)


def _day_of_month(match: re.Match[str], frame: Frame) -> date:
    day = count(match["d"])
    if match[1]:
        return month_of(frame.today, shift_zh(match[1]))[0].replace(day=day)
    return _nearest(_months(day, frame), frame)


def _years(month: int, day: int, frame: Frame) -> Iterator[date]:
    """The day and month in this year and the following (or foregoing) ones that have it."""
    for shift in range(9):
        year = frame.today.year + (-shift if frame.past else shift)
        if (month, day) != (2, 29) or is_leap(year):
            yield date(year, month, day)


def _months(day: int, frame: Frame) -> Iterator[date]:
    """That day of this month and of the following (or foregoing) ones that have it."""
    for shift in range(3):
        first, last = month_of(frame.today, -shift if frame.past else shift)
        if 1 <= day <= last.day:
            yield first.replace(day=day)


def _nearest(days: Iterator[date], frame: Frame) -> date:
    """The first of `days` that is not before (looking back: after) today. Raises ValueError."""
    for day in days:
        if day <= frame.today if frame.past else day >= frame.today:
            return day
    raise ValueError


def _offset(match: re.Match[str], frame: Frame) -> date | None:
    unit = UNITS.get(match["u"])
    if unit is None:
        return None
    words = match.groupdict()
    sign = words.get("sign") or ""
    after = words.get("after") or ""
    back = sign == "-" or after == "ago" or after.endswith("前")
    if not sign and not after:
        back = frame.past
    return moved(frame.today, -count(match["n"]) if back else count(match["n"]), unit)


def moved(day: date, number: int, unit: str) -> date:
    """`day` moved by `number` of unit `d`, `w`, `m` or `y`. Raises ValueError, OverflowError."""
    if unit in "dw":
        return day + timedelta(days=number * (7 if unit == "w" else 1))
    return add_months(day, number * (12 if unit == "y" else 1))


def _weekday_en(match: re.Match[str], frame: Frame) -> date | None:
    number = WEEKDAY_NAMES.get(match["day"])
    return None if number is None else _weekday(number, match["which"], shift_en, frame)


def _weekday_zh(match: re.Match[str], frame: Frame) -> date:
    return _weekday(weekday_zh(match["day"]), match[1], shift_zh, frame)


def _weekday(
    number: int, which: str | None, shift: Callable[[str | None], int], frame: Frame
) -> date:
    ahead = (number - frame.today.weekday()) % 7
    if which:
        first, _ = week_of(frame.today, frame.week_start, shift(which))
        return first + timedelta(days=(number - frame.week_start) % 7)
    if frame.past:
        return frame.today - timedelta(days=(7 - ahead) % 7)
    return frame.today + timedelta(days=ahead or 7)


def _end(match: re.Match[str], frame: Frame) -> date:
    words = match.groupdict()
    which = words.get("which")
    shift = YEAR_SHIFTS[which] if which in YEAR_SHIFTS else shift_en(which) or shift_zh(which)
    unit = match["unit"]
    if unit in ("w", "week", "周", "星期"):
        return week_of(frame.today, frame.week_start, shift)[1]
    if unit in ("m", "month", "月"):
        return month_of(frame.today, shift)[1]
    if unit in ("q", "quarter", "季", "季度"):
        return quarter_of(frame.today, frame.fiscal_start, shift)[1]
    year = fiscal_year_of(frame.today, frame.fiscal_start) + shift
    return year_span(year, frame.fiscal_start)[1]


_RULES: tuple[tuple[str, Callable[[re.Match[str], Frame], date | None]], ...] = (
    (r"(?P<y>[0-9]{4})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})", _full),
    (r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", _full),
    (r"(?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})", _month_day),
    (rf"{_NTH} ?(?P<m>[a-z]{{3,9}})\.?(?:,? (?P<y>[0-9]{{4}}))?", _named_month),
    (rf"(?P<m>[a-z]{{3,9}})\.? ?{_NTH}(?:,? (?P<y>[0-9]{{4}}))?", _named_month),
    (rf"(?:{YEAR_ZH}年)?(?P<m>{COUNT})月(?P<d>{COUNT})[日号]?", _chinese_day),
    (rf"(?:{SHIFT_ZH}月)?(?P<d>{COUNT})[日号]", _day_of_month),
    (r"(?P<sign>[+-])? ?(?P<n>[0-9]{1,3}) ?(?P<u>[a-z]+)", _offset),
    (r"(?P<n>[0-9]{1,3}) ?(?P<u>[a-z]+) (?P<after>ago|later|from now)", _offset),
    (r"(?P<after>in) (?P<n>[0-9]{1,3}) ?(?P<u>[a-z]+)", _offset),
    (rf"(?P<sign>[+-])(?P<n>{COUNT})个?(?P<u>天|日|{WEEK_ZH}|月|年)", _offset),
    (rf"(?P<n>{COUNT})个?(?P<u>天|日|{WEEK_ZH}|月|年)(?P<after>[之以]?[后前])", _offset),
    (rf"(?P<n>{COUNT})个?(?P<u>天|{WEEK_ZH})", _offset),
    (rf"(?P<n>{COUNT})个(?P<u>月)", _offset),
    (r"(?:(?P<which>this|next|last) )?(?P<day>[a-z]{3,9})", _weekday_en),
    (rf"(?:{SHIFT_ZH})?{WEEK_ZH}(?P<day>[一二三四五六日天1-7])", _weekday_zh),
    (r"eo(?P<unit>[wmqy])", _end),
    (r"end of (?:the )?(?:(?P<which>this|next|last) )?(?P<unit>week|month|quarter|year)", _end),
    (r"(?P<which>上{1,3}|下{1,3}|本|这)?个?(?P<unit>周|月|季度?)[底末]", _end),
    (r"(?:(?P<which>[今本明后去前])年?)?(?P<unit>年)[底末]", _end),
)  # fmt: skip
