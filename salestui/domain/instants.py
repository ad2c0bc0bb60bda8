"""Days and instants: milliseconds since 1970 UTC on one side, a day in a time zone on the other."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
# Open ends of ranges are date.min and date.max, which no time zone can be applied to.
_FIRST, _LAST = date(2, 1, 1), date(9998, 12, 31)
FIRST_MS = (datetime.combine(_FIRST, time.min, UTC) - _EPOCH) // _MILLISECOND
LAST_MS = (datetime.combine(_LAST, time.min, UTC) - _EPOCH) // _MILLISECOND
"""The last instant that every time zone has a day for; FIRST_MS is the first."""


def at_start_of_day(day: date, zone: tzinfo) -> int:
    """The first millisecond of `day` in `zone`, as ms since the epoch."""
    day = min(max(day, _FIRST), _LAST)
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    return (midnight.astimezone(UTC) - _EPOCH) // _MILLISECOND


def at_end_of_day(day: date, zone: tzinfo) -> int:
    """The last millisecond of `day` in `zone`, as ms since the epoch."""
    return at_start_of_day(min(day, _LAST) + timedelta(days=1), zone) - 1


def to_datetime(ms: int, zone: tzinfo) -> datetime:
    """The instant `ms` as local time in `zone`; one beyond the calendar as its end."""
    ms = min(max(ms, FIRST_MS), LAST_MS)
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(zone)


def ms_to_date(ms: int, zone: tzinfo) -> date:
    """The day in `zone` in which the instant `ms` lies."""
    return to_datetime(ms, zone).date()
