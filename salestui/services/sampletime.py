"""Dates of the sample team: days counted from today, on working days, in working hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from zlib import crc32

MORNING = 9 * 60
"""Minutes after midnight at which a story's first event of a day may happen."""


def spread(text: str, size: int) -> int:
    """A number below `size` that is always the same for a text, and different for most."""
    return crc32(text.encode()) % size


@dataclass(slots=True)
class SampleTime:
    """Turns the sample's day offsets into dates and instants, in the order they are asked for."""

    today: date
    zone: tzinfo
    _taken: dict[tuple[str, date], int] = field(default_factory=dict)

    def day(self, offset: int) -> date:
        """The day so far from today; a weekend gives the Friday before, or the Monday to come."""
        found = self.today + timedelta(days=offset)
        step = timedelta(days=-1 if offset < 0 else 1)
        while found.isoweekday() > 5:
            found += step
        return found

    def iso(self, offset: int) -> str:
        """The same as an ISO date."""
        return self.day(offset).isoformat()

    def at(self, offset: int, story: str) -> int:
        """The next moment of a story on that day, ms: 9 to 12 o'clock, then 25 minutes apart."""
        day = self.day(offset)
        minutes = self._taken.get((story, day))
        minutes = MORNING + spread(f"{story}{offset}", 180) if minutes is None else minutes + 25
        self._taken[story, day] = minutes
        return self.instant(day, minutes)

    def instant(self, day: date, minutes: int) -> int:
        """So many minutes after midnight of a day in the zone, in ms UTC."""
        moment = datetime.combine(day, time(minutes // 60, minutes % 60), self.zone)
        return int(moment.timestamp()) * 1000
