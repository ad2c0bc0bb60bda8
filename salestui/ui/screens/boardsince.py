"""Marks on the live board for what changed: since Monday, a date, or since I last looked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from salestui.domain.dates import parse_date, show_instant
from salestui.domain.dayshow import day_words
from salestui.domain.problems import NOWHERE, InputProblem, Refused
from salestui.domain.words import Words
from salestui.ui.beside import beside
from salestui.ui.screens.acting import DealScreens

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc
    from salestui.services.since import Since, Tally

ASK = Words("changes since:", "标出变化，自：")
CHOICES = (
    ("enter", Words("Monday, as shown", "周一，如图")),
    ("l", Words("I last looked, by others", "上次查看后，他人所改")),
    ("d", Words("a date", "某日")),
    ("C", Words("no marks", "不标")),
)
WHICH = Words("changes since:", "标出变化，自：")
SINCE = Words("since {day}", "{day}以来")
SINCE_LOOK = Words("by others since {at}", "{at}以来他人改动")
LIVE_ONLY = Words("Changes are marked on the board of now", "变化只标在当前看板上")
COME_BACK = Words("{key} comes back to now", "按 {key} 回到现在")
NEVER = Words("You have not yet looked at what others changed", "还没有查看过他人的改动")
AHEAD = Words("That day is still to come", "那天还没到")


class MarksChanges(DealScreens):
    """`C`: a mark on every deal that is different from how it was, and one line of counts."""

    def __init__(self) -> None:
        super().__init__()
        self._since: Since | None = None
        self._tally: Tally | None = None

    @property
    def since(self) -> Since | None:
        """What deals are compared with; nothing while another day is shown."""
        return self._since if self.sales.then is None else None

    def rebuild(self) -> None:
        """Make what is shown anew."""

    # -- asking

    async def do_since(self) -> None:
        """Mark what changed since Monday and ask whether that is meant; or mark nothing more."""
        if self._since is not None:
            # What is still being read is not wanted either.
            self.workers.cancel_group(self, "since")
            self.compare(None)
            return
        if self.sales.looking_back:
            key = self.sales.keymap.shown("now")
            raise Refused(LIVE_ONLY, hint=COME_BACK.fill(key=key))
        today = self.sales.live_today
        # On a Monday the last week is meant.
        self._since_day(today - timedelta(today.weekday() or 7))
        answer = await self.ask_choice(ASK, CHOICES)
        if answer == "l":
            self._since_look()
        elif answer == "C":
            self.workers.cancel_group(self, "since")
            self.compare(None)
        elif answer == "d":
            text = await self.ask_line(WHICH, check=self._read_day)
            if text and text.strip():
                self._since_day(parse_date(text, today, past=True))

    def _read_day(self, text: str) -> Words:
        today = self.sales.live_today
        if not text.strip():
            return NOWHERE
        day = parse_date(text, today, past=True)
        if day > today:
            raise InputProblem(AHEAD)
        return day_words(day, today)

    # -- comparing, away from the keys

    def _since_day(self, day: date) -> None:
        """Compare with how it was when the day began."""
        from salestui.services.since import since_state

        said = SINCE.fill(day=day_words(day, self.sales.live_today))

        async def look() -> None:
            (state,) = await self.sales.states_at([day - timedelta(1)])
            self.compare(since_state(said, state))

        beside(self, look, group="since")

    def _since_look(self) -> None:
        """Compare with what others changed since I last looked, by what had come then."""
        from salestui.services import lastseen
        from salestui.services.since import since_news

        bench, now = self.sales.workbench, self.sales.live

        async def look() -> None:
            seen = await asyncio.to_thread(lastseen.last_look, bench.folder, bench.user)
            if seen is None:
                self.compare(None)
                self.tell_problem(Refused(NEVER))
                return
            news = await asyncio.to_thread(
                lastseen.changes_since, seen, bench.history, now, bench.user
            )
            zone, today = bench.zone, self.sales.live_today
            at = Words(*(show_instant(seen.at, zone, lang, today=today) for lang in ("en", "zh")))
            self.compare(since_news(SINCE_LOOK.fill(at=at), news, now))

        beside(self, look, group="since")

    def compare(self, since: Since | None) -> None:
        """Mark what is different from there, or nothing."""
        self._since, self._tally = since, None
        self.rebuild()
        self.draw_lines()

    def counted(
        self,
        changed: set[str] | None,
        docs: Iterable[Doc],
        find: Callable[[str], Doc | None],
    ) -> tuple[str, ...]:
        """What changed in view in a line, from the longest to the shortest; empty without marks.

        Of `docs`, which are all in view, only those `changed` are counted anew; None: all.
        """
        since = self.since
        if since is None:
            self._tally = None
            return ()
        from salestui.exchange.sincewords import counts_lines
        from salestui.services.since import Tally

        if self._tally is None or changed is None:
            self._tally = Tally(since, docs)
        else:
            self._tally.follow(changed, find)
        return counts_lines(since.said, self._tally.counts, self.lang)
