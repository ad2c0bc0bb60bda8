"""Looking back: every screen shows the state of another day, read-only, until one comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from salestui.domain.dates import at_end_of_day, parse_date
from salestui.domain.problems import Refused
from salestui.domain.snapshot import Snapshot
from salestui.domain.wanted import Superseded
from salestui.domain.words import Words
from salestui.services.lookback import Lookback, Then, weeks_around
from salestui.ui.beside import beside, unread
from salestui.ui.storeapp import StoreApp

MOMENT = 0.2
"""Seconds of reading the log that need no word."""
WEEK = timedelta(weeks=1)

WHICH = Words("as of the end of:", "回看到哪天结束时：")
IS_NOW = Words("This is now", "现在就是当前情况")


class LooksBack(StoreApp, inherit_bindings=False):
    """Shows a day that is over instead of now. Reading the log for it waits on no key."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._lookback = Lookback(self.workbench.history)

    # -- commands

    def do_week_back(self) -> None:
        """A week earlier."""
        self.look_back(self._aim - WEEK)

    def do_week_on(self) -> None:
        """A week later, at most now."""
        if not self.looking_back:
            raise Refused(IS_NOW)
        self.look_back(self._aim + WEEK)

    async def do_as_of(self) -> None:
        """The end of a day, as people type days."""
        from salestui.ui.forms.reading import date_read

        today = self.live_today
        text = await self.active.ask_line(WHICH, check=date_read(today, past=True))
        if text and text.strip():
            self.look_back(parse_date(text, today, past=True))

    def do_now(self) -> None:
        """Back to now."""
        if not self.looking_back:
            raise Refused(IS_NOW)
        self._come_back()

    # -- going there

    @property
    def _aim(self) -> date:
        """The day that is shown, or about to be."""
        return self.seeking or self.today

    def look_back(self, day: date) -> None:
        """Show the end of a day; what is not kept is folded away from the keys."""
        if day >= self.live_today:
            self._come_back()
            return
        kept = self._lookback.kept(self.end_of(day), self.live)
        if kept is not None:
            self._show(Then(day, self.end_of(day), kept))
            return
        self.seeking = day
        beside(self, self._say_so, group="saying so")
        self._read(day)

    def _read(self, day: date) -> None:
        beside(self, partial(self._fold, day), group="lookback")

    async def _say_so(self) -> None:
        await asyncio.sleep(MOMENT)
        if self.seeking is not None:
            self.active.draw_lines()

    async def _fold(self, day: date) -> None:
        end, today, zone = self.end_of(day), self.live_today, self.workbench.zone

        def wanted() -> bool:
            return self._aim == day

        instants = [end, *weeks_around(day, today, zone)]
        try:
            found = await asyncio.to_thread(self._lookback.at, instants, self.live, wanted)
        except Superseded:
            return
        except OSError as error:
            self.seeking = None
            self.report(unread(error))
            return
        if wanted():
            self._show(Then(day, end, found[0]))

    async def states_at(self, days: Iterable[date]) -> list[Snapshot]:
        """The states at the ends of some days, read away from the keys."""
        instants = [self.end_of(day) for day in days]
        return await asyncio.to_thread(self._lookback.at, instants, self.live)

    def end_of(self, day: date) -> int:
        """The last millisecond of a day in the workspace's zone."""
        return at_end_of_day(day, self.workbench.zone)

    def _show(self, then: Then) -> None:
        self.seeking, self.then = None, then
        self.active.update()

    def _come_back(self) -> None:
        self.seeking = self.then = None
        self.active.update()

    def adopt(self, *, saved: bool = False) -> None:
        """Know the newest state; a day looked at is read again, as late edits may change it."""
        super().adopt(saved=saved)
        if self.then is not None and self.seeking is None:
            self._read(self.then.day)
