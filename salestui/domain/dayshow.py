"""How a day is shown: short and relative on cards, absolute in histories, ISO in forms."""

from __future__ import annotations

from datetime import date, tzinfo

from salestui.domain.calendars import week_of
from salestui.domain.instants import to_datetime
from salestui.domain.words import Words

_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_ZH = "一二三四五六日"
_MONTHS_EN = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def show_date(day: date, today: date, lang: str, *, week_start: int = 0) -> str:
    """A day on which something is due, as short as it can be understood.

    English: `-2d`, `today`, the weekday for the next six days, `+7d` to `+13d`, then `28 Sep`.
    Chinese: `-2天`, `今天`, `明天`, the weekday within this calendar week only (next week's would
    be read as this one's), then `9/28`. Another year is written out.
    """
    ahead = (day - today).days
    if ahead < 0:
        return f"{ahead}天" if lang == "zh" else f"{ahead}d"
    if lang == "zh":
        if ahead < 2:
            return "明天" if ahead else "今天"
        if day <= week_of(today, week_start)[1]:
            return show_weekday(day, lang)
    elif ahead < 14:
        if ahead > 6:
            return f"+{ahead}d"
        return show_weekday(day, lang) if ahead else "today"
    return show_day(day, today, lang)


def show_day(day: date, today: date, lang: str) -> str:
    """A day as a fact: `28 Sep` or `9/28`, with its year when that is not today's."""
    if lang == "zh":
        text = f"{day.month}/{day.day}"
        return text if day.year == today.year else f"{day.year}/{text}"
    text = f"{day.day} {_MONTHS_EN[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def show_weekday(day: date, lang: str) -> str:
    """`Fri` or `周五`."""
    return "周" + _WEEKDAYS_ZH[day.weekday()] if lang == "zh" else _WEEKDAYS_EN[day.weekday()]


def long_date(day: date, lang: str, today: date | None = None) -> str:
    """A day with its weekday for headings: `Wed 19 Aug`, `8月19日周三`.

    The year stands there only where that is not the one of `today`.
    """
    other = today is not None and day.year != today.year
    if lang == "zh":
        year = f"{day.year}年" if other else ""
        return f"{year}{day.month}月{day.day}日{show_weekday(day, lang)}"
    year = f" {day.year}" if other else ""
    return f"{show_weekday(day, lang)} {day.day} {_MONTHS_EN[day.month - 1]}{year}"


def typed_date(day: date) -> str:
    """The day as it stands in a form and in the store: `2026-09-28`."""
    return day.isoformat()


def iso_day(value: object) -> date | None:
    """The day of an ISO date as it stands in the store; None for anything else."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def show_instant(ms: int, zone: tzinfo, lang: str, *, today: date | None = None) -> str:
    """An instant in `zone`: `28 Sep 14:02`, `9/28 14:02`; `14:02` alone when it lies in `today`.

    Without `today` the year is always written.
    """
    local = to_datetime(ms, zone)
    clock = f"{local.hour:02}:{local.minute:02}"
    day = local.date()
    if day == today:
        return clock
    return f"{show_day(day, today or date.min, lang)} {clock}"


def show_moment(ms: int, zone: tzinfo, lang: str, today: date) -> str:
    """A moment not long ago: `18:40` today, `Tue 18:40` within a week, else as `show_instant`."""
    local = to_datetime(ms, zone)
    ago = (today - local.date()).days
    if not 0 < ago < 7:
        return show_instant(ms, zone, lang, today=today)
    gap = "" if lang == "zh" else " "
    return f"{show_weekday(local.date(), lang)}{gap}{local.hour:02}:{local.minute:02}"


def day_words(day: date, today: date) -> Words:
    """A day with its weekday: `Fri 28 Nov`, `11/28 周五`."""
    en = f"{show_weekday(day, 'en')} {show_day(day, today, 'en')}"
    return Words(en, f"{show_day(day, today, 'zh')} {show_weekday(day, 'zh')}")
