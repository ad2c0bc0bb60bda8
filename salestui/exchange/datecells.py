"""Dates as they stand in files: ten forms, and day and month told apart over a whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from salestui.domain.problems import InputProblem
from salestui.domain.text import ascii_keys, quoted
from salestui.domain.words import Words
from salestui.services.importing.rows import Moment

ORDERS = ("dmy", "mdy", "ymd")

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[T ])(.*)")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?(.*)")
_THREE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?=$|[ T,])(.*)")
_DAY_FIRST = re.compile(
    r"(?:[a-z]{3,9},? +)?"  # a weekday
    r"(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]{3,9})[ .,-]+(\d{4}|\d{2})(?=$|[ ,])(.*)"
)
_MONTH_FIRST = re.compile(
    r"(?:[a-z]{3,9},? +)?"
    r"([a-z]{3,9})[ .-]+(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4}|\d{2})(?=$|[ ,])(.*)"
)
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
_SERIAL = re.compile(r"([1-9]\d{4})(?:\.(\d+))?")
_EPOCH = re.compile(r"\d{10}|\d{13}")
_TIME = re.compile(
    r"[t, ]*(上午|下午)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: *(am|pm))?"
    r" *(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?"
)
_EXCEL_ZERO = date(1899, 12, 30)
_NOON = (12, 0, 0)

_When = tuple[int, int, int]
_NOT_A_DATE = Words("not a date", "不是日期")
_NO_SUCH_DAY = Words("no such day in the calendar", "没有这一天")


class BadCell(ValueError):
    """A cell that is not of its column's type; says why."""

    def __init__(self, why: Words) -> None:
        super().__init__(why.en)
        self.why = why


class DateColumn:
    """The dates of one column: judged over all of them, then read one by one."""

    def __init__(self, cells: Iterable[str], label: str, order: str, zone: tzinfo) -> None:
        """Raises InputProblem where it can't be told which number is the day.

        `order` is one of ORDERS, or empty: to be judged.
        """
        self.zone = zone
        self._order = order or _judged(set(cells), label)
        self._read: dict[str, Moment] = {}

    def read(self, cell: str) -> Moment:
        """The day and the moment (noon where no time of day is given); raises BadCell."""
        found = self._read.get(cell)
        if found is None:
            found = self._read[cell] = self._parsed(cell)
        return found

    def _parsed(self, cell: str) -> Moment:
        text = ascii_keys(cell).strip().lower()
        number = self._number(text)
        if number is not None:
            return number
        day, rest = _day(text, self._order)
        clock, zone = _clock(rest)
        moment = datetime(day.year, day.month, day.day, *clock, tzinfo=zone or self.zone)
        return self._moment(moment)

    def _number(self, text: str) -> Moment | None:
        """A day counted by a spreadsheet, or an instant counted by a computer."""
        serial = _SERIAL.fullmatch(text)
        if serial:
            day = _EXCEL_ZERO + timedelta(days=int(serial[1]))
            seconds = round(float(f"0.{serial[2] or 0}") * 86400)
            start = datetime(day.year, day.month, day.day, tzinfo=self.zone)
            return self._moment(start + timedelta(seconds=seconds or 43200))
        if _EPOCH.fullmatch(text):
            seconds = int(text[:10])
            return self._moment(datetime.fromtimestamp(seconds, UTC))
        return None

    def _moment(self, moment: datetime) -> Moment:
        local = moment.astimezone(self.zone)
        if not 1900 <= local.year <= 2199:
            raise BadCell(Words("the year lies outside 1900 to 2199", "年份不在 1900 到 2199 之间"))
        return Moment(local.date().isoformat(), int(moment.timestamp()) * 1000)


def _day(text: str, order: str) -> tuple[date, str]:
    """The day that `text` begins with, and the rest of it; raises BadCell."""
    match = _YEAR_FIRST.fullmatch(text.upper())
    if match:
        return _date(match[1], match[3], match[4]), match[5].lower()
    match = _CHINESE.fullmatch(text)
    if match:
        return _date(*match.group(1, 2, 3)), match[4]
    match = _COMPACT.fullmatch(text)
    if match:
        return _date(*match.group(1, 2, 3)), ""
    match = _THREE.fullmatch(text.upper())
    if match:
        return _three(match[1], match[3], match[4], match[2], order), match[5].lower()
    match = _DAY_FIRST.fullmatch(text)
    if match and match[2][:3] in _MONTHS:
        return _date(match[3], _MONTHS[match[2][:3]], match[1]), match[4]
    match = _MONTH_FIRST.fullmatch(text)
    if match and match[1][:3] in _MONTHS:
        return _date(match[3], _MONTHS[match[1][:3]], match[2]), match[4]
    raise BadCell(_NOT_A_DATE)


def _three(first: str, second: str, third: str, mark: str, order: str) -> date:
    if mark == "." and not order:
        order = "dmy"
    if order == "mdy":
        return _date(third, first, second)
    if order == "ymd" and len(third) == 2:
        return _date(first, second, third)
    return _date(third, second, first)


def _date(year: str, month: str | int, day: str) -> date:
    full = int(year)
    if len(year) <= 2:
        full += 2000 if full < 69 else 1900
    try:
        return date(full, int(month), int(day))
    except ValueError:
        raise BadCell(_NO_SUCH_DAY) from None


def _clock(rest: str) -> tuple[_When, tzinfo | None]:
    """The time of day and its zone, if any. Midnight without a zone is how exports write a day."""
    if not rest.strip():
        return _NOON, None
    match = _TIME.fullmatch(rest.strip().lower())
    if match is None:
        raise BadCell(_NOT_A_DATE)
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    half = match[5] or {"上午": "am", "下午": "pm"}.get(match[1] or "", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise BadCell(Words("no such time of day", "没有这个时刻"))
    if (hour, minute, second) == (0, 0, 0) and not match[6]:
        return _NOON, None
    return (hour, minute, second), _zone(match[6])


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text in ("z", "utc", "gmt"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= timedelta(hours=24):
        raise BadCell(Words("no such time zone", "没有这个时区"))
    return timezone(-offset if text[0] == "-" else offset)


def _judged(cells: set[str], label: str) -> str:
    """`dmy` or `mdy`, from the numbers above 12 in the column; empty where none is needed."""
    pairs = [
        (int(match[1]), int(match[3]), match[2], cell)
        for cell in cells
        if (match := _THREE.fullmatch(ascii_keys(cell).strip().upper()))
    ]
    day_first = sorted(cell for a, b, _, cell in pairs if a > 12 >= b)
    month_first = sorted(cell for a, b, _, cell in pairs if b > 12 >= a)
    if day_first and month_first:
        message = Words(
            "Column {c} has both {a} and {b}: days and months stand in two orders.",
            "列 {c} 中既有 {a} 又有 {b}：日和月的顺序不一致。",
        ).fill(c=quoted(label), a=quoted(day_first[0]), b=quoted(month_first[0]))
        raise InputProblem(message, hint=_CURE, where=label)
    if day_first or month_first:
        return "dmy" if day_first else "mdy"
    open_ones = sorted(cell for a, b, mark, cell in pairs if a != b and mark != ".")
    if not open_ones:
        return ""
    message = Words(
        "It can't be told whether {a} in column {c} begins with the day or the month.",
        "列 {c} 中的 {a} 看不出先写日还是先写月。",
    ).fill(c=quoted(label), a=quoted(open_ones[0]))
    raise InputProblem(message, hint=_CURE, where=label)


_CURE = Words(
    "Say --dates dmy (day first) or --dates mdy (month first).",
    "请加 --dates dmy（日在前）或 --dates mdy（月在前）。",
)
