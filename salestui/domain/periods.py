"""Periods and durations as people type them, in both languages: `q3`, `上月`, `A..B`, `2w`.

Quarters, halves and years are fiscal. A quarter or month without a year is that of the current
(fiscal) year, past or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from salestui.domain.calendars import (
    Span,
    fiscal_year_of,
    half_span,
    month_of,
    quarter_of,
    quarter_span,
    week_of,
    year_span,
)
from salestui.domain.days import DAY_EXAMPLES, moved, read_day
from salestui.domain.daywords import (
    COUNT,
    MAX_LENGTH,
    MONTH_NAMES,
    SHIFT_ZH,
    UNITS,
    WEEK_ZH,
    YEAR_SHIFTS,
    YEARS,
    Frame,
    count,
    normalised,
    not_in_calendar,
    shift_en,
    shift_zh,
)
from salestui.domain.problems import InputProblem
from salestui.domain.text import quoted
from salestui.domain.words import Words

PERIOD_EXAMPLES = Words(
    "Write q3, 2026-q3, 2026-09, this month, last week or 2026-09-01..fri.",
    "可写 第三季度、2026-q3、9月、本月、上周、2026-09-01..周五。",
)
DURATION_EXAMPLES = Words("Write 14d, 2w, 3mo or 1y.", "可写 14天、2周、3个月、1年。")

_YEAR = r"(?:(?P<y>[0-9]{4})年?|(?P<ry>[今本明后去前])年)"
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def parse_period(
    text: str, today: date, fiscal_start: int = 1, *, week_start: int = 0, past: bool = False
) -> Span:
    """First and last day of the period or range `A..B` that `text` means.

    An open side of a range is `date.min` or `date.max`. Raises InputProblem with examples.
    """
    frame = Frame(today, week_start, fiscal_start, past)
    span = _read_range(text, frame) or _read_period(text, frame)
    if span is None:
        message = Words(f"{quoted(text)} is not a period.", f"{quoted(text)} 不是时间段。")
        raise InputProblem(message, hint=PERIOD_EXAMPLES)
    return span


def parse_day_value(
    text: str, today: date, fiscal_start: int = 1, *, week_start: int = 0, past: bool = False
) -> Span:
    """First and last day of a day, a period or a range, for filters.

    Raises InputProblem with examples.
    """
    frame = Frame(today, week_start, fiscal_start, past)
    span = _read_range(text, frame) or _read_side(text, frame)
    if span is None:
        message = Words(
            f"{quoted(text)} is not a date or period.", f"{quoted(text)} 不是日期或时间段。"
        )
        hint = Words("{a} {b}", "{a}{b}")
        raise InputProblem(message, hint=hint.fill(a=DAY_EXAMPLES, b=PERIOD_EXAMPLES))
    return span


def parse_duration(text: str) -> int:
    """The days of `14d`, `2w`, `3mo` (30 each), `1y` (365), `14天`, `3个月`; a bare number is days.

    Raises InputProblem with examples.
    """
    match = re.fullmatch(
        rf"(?P<n>{COUNT}|[0-9]{{4}}) ?(?P<u>[a-z]*|个?(?:天|日|{WEEK_ZH})|个月|年)",
        normalised(text)[:MAX_LENGTH],
    )
    unit = match["u"].removeprefix("个") if match else ""
    # `m` means million on money and month in dates; here it could be a slip for either.
    if match is None or unit == "m" or (unit and unit not in UNITS):
        message = Words(f"{quoted(text)} is not a duration.", f"{quoted(text)} 不是时长。")
        raise InputProblem(message, hint=DURATION_EXAMPLES)
    return count(match["n"]) * _DAYS[UNITS.get(unit, "d")]


def _read_range(text: str, frame: Frame) -> Span | None:
    """`A..B` with either side open, or None when no range is written."""
    left, separator, right = _split(normalised(text))
    if not separator or not (left or right) or len(text) > 2 * MAX_LENGTH:
        return None
    first, last = _read_sides(left, right, frame, frame)
    if first and last and first[0] > last[1]:
        # `mon..fri` said on a Wednesday, `8/1..8/30` said in August: they lie around today.
        first, last = _read_sides(
            left, right, frame._replace(past=True), frame._replace(past=False)
        )
    if first is None or last is None:
        return None
    if first[0] > last[1]:
        raise InputProblem(
            Words(f"{quoted(text)} ends before it begins.", f"{quoted(text)} 的结束早于开始。"),
            hint=Words("Put the earlier side first.", "请把较早的一边写在前面。"),
        )
    return first[0], last[1]


def _read_sides(
    left: str, right: str, first: Frame, last: Frame
) -> tuple[Span | None, Span | None]:
    return (
        _read_side(left, first) if left else (date.min, date.min),
        _read_side(right, last) if right else (date.max, date.max),
    )


def _split(words: str) -> tuple[str, str, str]:
    match = re.search(r" ?(\.\.|至|到) ?", words)
    if match is None:
        return words, "", ""
    return words[: match.start()], match[1], words[match.end() :]


def _read_side(text: str, frame: Frame) -> Span | None:
    day = read_day(text, frame)
    return (day, day) if day else _read_period(text, frame)


def _read_period(text: str, frame: Frame) -> Span | None:
    if len(text) > MAX_LENGTH:
        return None
    words = normalised(text)
    for pattern, rule in _RULES:
        match = re.fullmatch(pattern, words)
        if match is None:
            continue
        try:
            span = rule(match, frame)
        except (ValueError, OverflowError):
            raise not_in_calendar(text) from None
        if span is not None:
            if span[0].year not in YEARS or span[1].year not in YEARS:
                raise not_in_calendar(text)
            return span
    return None


def _fiscal_year(match: re.Match[str], frame: Frame) -> int:
    """The fiscal year written in a match of `_YEAR`, else the current one."""
    if match["y"]:
        return int(match["y"])
    current = fiscal_year_of(frame.today, frame.fiscal_start)
    return current + YEAR_SHIFTS.get(match["ry"] or "", 0)


def _year(match: re.Match[str], frame: Frame) -> Span:
    return year_span(_fiscal_year(match, frame), frame.fiscal_start)


def _half(match: re.Match[str], frame: Frame) -> Span:
    half = 1 if match["half"] in "1上" else 2
    return half_span(_fiscal_year(match, frame), half, frame.fiscal_start)


def _quarter(match: re.Match[str], frame: Frame) -> Span:
    return quarter_span(_fiscal_year(match, frame), count(match["q"]), frame.fiscal_start)


def _month(match: re.Match[str], frame: Frame) -> Span:
    """A month by number; its year is a calendar year."""
    year = int(match["y"]) if match["y"] else frame.today.year
    year += YEAR_SHIFTS.get(match["ry"] or "", 0)
    return month_of(date(year, count(match["m"]), 1))


def _named_month(match: re.Match[str], frame: Frame) -> Span | None:
    month = MONTH_NAMES.get(match["m"])
    if month is None:
        return None
    return month_of(date(int(match["y"] or frame.today.year), month, 1))


def _relative_en(match: re.Match[str], frame: Frame) -> Span:
    return _relative(match["unit"], shift_en(match["which"]), frame)


def _relative_zh(match: re.Match[str], frame: Frame) -> Span:
    return _relative(match["unit"], shift_zh(match[1]), frame)


def _relative(unit: str, shift: int, frame: Frame) -> Span:
    if unit in ("week", "周", "星期", "礼拜"):
        return week_of(frame.today, frame.week_start, shift)
    if unit in ("month", "月"):
        return month_of(frame.today, shift)
    if unit in ("quarter", "季", "季度"):
        return quarter_of(frame.today, frame.fiscal_start, shift)
    year = fiscal_year_of(frame.today, frame.fiscal_start) + shift
    return year_span(year, frame.fiscal_start)


def _running(match: re.Match[str], frame: Frame) -> Span | None:
    """`last 30 days` ends today, `next 30 days` begins today; both hold that many days."""
    unit = UNITS.get(match["u"])
    if unit is None or not count(match["n"]):
        return None
    one = timedelta(days=1)
    if match["which"] in ("next", "未来"):
        return frame.today, moved(frame.today, count(match["n"]), unit) - one
    return moved(frame.today, -count(match["n"]), unit) + one, frame.today


_RULES: tuple[tuple[str, Callable[[re.Match[str], Frame], Span | None]], ...] = (
    (rf"(?:{_YEAR}[- ]?)?q(?P<q>[1-4])", _quarter),
    (r"q(?P<q>[1-4])[- ](?P<y>[0-9]{4})(?P<ry>)", _quarter),
    (rf"{_YEAR}?第?(?P<q>[一二三四1-4])季度?", _quarter),
    (rf"(?:{_YEAR}[- ]?)?h(?P<half>[12])", _half),
    (rf"{_YEAR}?(?P<half>[上下])半年", _half),
    (rf"(?:fy)?{_YEAR}", _year),
    (r"(?P<y>[0-9]{4})财年(?P<ry>)", _year),
    (r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})(?P<ry>)", _month),
    (rf"{_YEAR}?(?P<m>{COUNT})月份?", _month),
    (r"(?P<m>[a-z]{3,9})(?:[ -](?P<y>[0-9]{4}))?", _named_month),
    (r"(?P<y>[0-9]{4})[ -](?P<m>[a-z]{3,9})", _named_month),
    (r"(?P<which>this|next|last|previous) (?P<unit>week|month|quarter|year)", _relative_en),
    (rf"{SHIFT_ZH}(?P<unit>{WEEK_ZH}|月|季度?|财年)", _relative_zh),
    (r"(?P<which>last|past|next) (?P<n>[0-9]{1,3}) ?(?P<u>[a-z]+)", _running),
    (rf"(?P<which>最近|近|过去|未来)(?P<n>{COUNT})个?(?P<u>天|日|{WEEK_ZH}|月|年)", _running),
)
