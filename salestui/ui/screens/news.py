"""What others changed since I last looked: by record, newest first, with old and new values."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.problems import Problem, Refused
from salestui.domain.words import Words
from salestui.services.lastseen import News, changes_since, count
from salestui.services.looks import Look, last_look
from salestui.services.newsgroups import grouped
from salestui.ui.beside import beside
from salestui.ui.commands import Command
from salestui.ui.news import lines
from salestui.ui.news import words as say
from salestui.ui.screens.twoparts import TwoParts
from salestui.ui.view import View
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row
from salestui.ui.widgets.ruled import title_line

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot

MOST = 1000
"""Lines that the list has at most."""


class NewsScreen(TwoParts):
    """Who has seen all of it when leaving has looked; who leaves before finds the list again."""

    scope: ClassVar[str] = "news"
    title_words: ClassVar[Words] = Words("News", "动态")
    footer: ClassVar[tuple[str, ...]] = ("open", "seen", "next_pane")
    share = (3, 4)

    def __init__(self) -> None:
        super().__init__()
        self.look: Look | None = None
        self.news: list[News] | None = None
        """None while the log is being read."""
        self.entries: list[lines.Entry] = []
        self._whole = True
        """Whether the list holds all of them."""
        self._state: Snapshot | None = None
        """The state that the news lead up to."""
        self._left_at = ""
        """Key of the entry that the cursor was on."""
        self._seen: set[str] = set()
        """Keys of the entries that have been in sight."""

    # -- what is shown

    def offer(self) -> list[Command]:
        """Nothing to do where nothing is new."""
        return super().offer() if self.entries else []

    @property
    def view(self) -> View:
        """What the lines draw from: news lead up to now, whatever day is looked back at."""
        sales, user, zone = self.sales, self.sales.workbench.user, self.sales.workbench.zone
        return View(sales.live, user, sales.live_today, zone, self.lang, sales.look.h)

    @property
    def entry(self) -> lines.Entry | None:
        """What is under the cursor."""
        at = self.listing.cursor if self.composed else None
        return self.entries[at] if at is not None and at < len(self.entries) else None

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what is known, and read what is new."""
        self.redraw()
        if self.sales.live is not self._state:
            self._read_again()

    def _read_again(self) -> None:
        beside(self, partial(self._read, self.sales.live), group="news")

    async def _read(self, live: Snapshot) -> None:
        """Read the log away from the screen and the store."""
        bench = self.sales.workbench

        def ask() -> tuple[Look | None, list[News]]:
            look = last_look(bench.folder, bench.user)
            return look, changes_since(look, bench.history, live, bench.user)

        # What can't be read now is tried again with the next news.
        with suppress(OSError):
            self.look, self.news = await asyncio.to_thread(ask)
            self._state = live
        if self.framed:
            self.redraw()
            self.draw_lines()

    def redraw(self) -> None:
        """Draw the list with the cursor on what it was on."""
        if not self.composed or not self.size.width:
            return
        view, width, news = self.view, self.size.width, self.news or []
        every = lines.entries(grouped(news, view.snapshot))
        self.entries, self._whole = every[:MOST], len(every) <= MOST
        rows = lines.rows(view, self.entries, width) or [self._empty()]
        keys = [entry.key for entry in self.entries]
        # The first line is the head of the first group.
        at = keys.index(self._left_at) if self._left_at in keys else 1
        self.show_list(rows, at if self.entries else None)
        since = self.look.at if self.look else 0
        title = lines.headline(view, count(news), since) if news else self.say(self.title_words)
        self.query_one("#head", Line).say(title_line(title, width, view.dash))
        self.explain()
        self.call_after_refresh(self._note_sight)

    def _empty(self) -> Row:
        words = say.READING
        if self.news is not None:
            at = self.view.when(self.look.at) if self.look else ""
            words = say.NOTHING.fill(when=at) if self.look else say.FIRST
        return Row((Span(f" {self.say(words)}", "dim"),))

    def _note_sight(self) -> None:
        """What is in sight has been seen."""
        if self.composed and self.framed:
            top, height = self.listing.top, self.listing.size.height
            self._seen.update(entry.key for entry in self.entries[top : top + height])

    # -- the line under the cursor

    def move_cursor(self, by: int) -> None:
        """Move over the changes; heads are passed."""
        at, last = self.listing.cursor, len(self.entries) - 1
        if at is None:
            return
        to = min(max(at + by, 1), last)
        if self.entries[to].news is None:
            to += 1 if by > 0 else -1
        self.listing.move(to - at)
        entry = self.entry
        self._left_at = entry.key if entry else ""
        self._note_sight()

    def explain(self) -> None:
        """Show both values of the change under the cursor in full."""
        entry, view = self.entry, self.view
        self.say_place()
        if entry is not None:
            details = lines.details(view, entry, self.size.width)
            self.show_details(entry.key, lines.title(view, entry), details)

    def say_place(self) -> None:
        """Who and when, and what is special about the change."""
        text = lines.explain(self.view, self.entry) if self.entry else ""
        self.set_info((Span(f" {text}", "dim"),))

    # -- commands

    def do_open(self) -> None:
        """The record, at the field that was changed."""
        entry = self.entry
        if entry is None or entry.news is None:
            raise Refused(say.NOT_HERE)
        if not entry.group.kind:
            raise Refused(say.ONE_ACT, hint=say.ONE_ACT_HINT)
        self.sales.open_record(entry.news.kind, entry.news.id, entry.news.path)

    async def do_seen(self) -> None:
        """All of it has been seen."""
        seen, state = count(self.news or ()), self._state or self.sales.live
        await self.sales.note_look(state)
        self._state = None
        self._read_again()
        self.tell(say.NOTED_ONE if seen == 1 else say.NOTED.fill(n=seen))

    def on_unmount(self) -> None:
        """Who has had all of it in sight has looked."""
        state, sales = self._state, self.sales
        if state is None or not self._whole or not self._seen >= {e.key for e in self.entries}:
            return

        async def note() -> None:
            # Where it can't be noted, the list stands there again.
            with suppress(Problem):
                await sales.note_look(state)

        beside(sales, note, group="look")
