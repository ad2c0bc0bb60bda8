"""The inbox as pages: to decide, problems, needs attention; a list above, the details below."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from salestui import cells
from salestui.domain.attention_list import Concern, needs_attention
from salestui.domain.words import Words
from salestui.services.inbox import Item
from salestui.ui.beside import beside
from salestui.ui.inbox import deciding
from salestui.ui.inbox import words as say
from salestui.ui.inbox.pages import PAGES, Things, empty, first_page, gather
from salestui.ui.screens.moving import MovesDeals
from salestui.ui.screens.twoparts import TwoParts
from salestui.ui.view import View
from salestui.ui.whose import EVERYBODY, MINE
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row
from salestui.ui.widgets.ruled import page_line

if TYPE_CHECKING:
    from salestui.domain.snapshot import Snapshot

MOST = 500
"""Lines that the list has at most; whoever settles some gets to the others."""
MORE = Words("{n} more", "还有 {n} 项")


class InboxPages(TwoParts, MovesDeals):
    """Shows what needs a person, a page at a time."""

    scope: ClassVar[str] = "inbox"
    title_words: ClassVar[Words] = Words("Inbox", "待处理")

    def __init__(self) -> None:
        super().__init__()
        self.page = ""
        """A key of PAGES; none before the first drawing."""
        self.turned = False
        """Whether a person has chosen the page."""
        self.mine = True
        self.things: Things = {page: [] for page in PAGES}
        self.concerns: list[Concern] | None = None
        """What needs attention, everybody's; None while the records are looked through."""
        self._concerns_of: Snapshot | None = None
        self._left_at: dict[str, str] = {}
        """Page -> the thing that the cursor was on."""

    # -- what is shown

    @property
    def view(self) -> View:
        """What the pages draw from: what waits waits now, whatever day is looked back at."""
        sales, user, zone = self.sales, self.sales.workbench.user, self.sales.workbench.zone
        return View(sales.live, user, sales.live_today, zone, self.lang, sales.look.h)

    @property
    def thing(self) -> Any:
        """What is under the cursor: an item, a concern, a problem; None for nothing."""
        found = self.things.get(self.page, [])
        at = self.listing.cursor if self.composed else None
        return found[at] if at is not None and at < len(found) else None

    @property
    def item(self) -> Item | None:
        """The conflict or contested delete under the cursor."""
        found: Item | None = self.thing if self.page == "decide" else None
        return found

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the pages, and look through the records again."""
        self.redraw()
        live = self.sales.live
        if live is not self._concerns_of:
            self._concerns_of = live
            beside(self, partial(self._look_through, live), group="attention")

    async def _look_through(self, snapshot: Snapshot) -> None:
        """Find what needs attention away from the screen."""
        self.concerns = await asyncio.to_thread(needs_attention, snapshot)
        if self.framed:
            self.redraw()

    def show_waiting(self) -> None:
        """There is more or less to decide."""
        self.redraw()
        self.draw_lines()

    def redraw(self) -> None:
        """Draw the page with the cursor on what it was on."""
        if not self.composed or not self.size.width:
            return
        self.things = gather(self.sales, self.view, self.concerns or (), mine=self.mine)
        if not (self.turned or self._left_at):
            # What waits is found away from the screen: until then nothing was shown to stay on.
            self.page = first_page(self.things)
        found, draws, width = self.things[self.page], PAGES[self.page].draws, self.size.width
        rows = draws.rows(self.view, found[:MOST], width) or self._empty()
        if len(found) > MOST:
            rows.append(Row((Span(f" {self.say(MORE.fill(n=len(found) - MOST))}", "dim"),)))
        keys = [draws.key_of(thing) for thing in found[:MOST]]
        key, before = self._left_at.get(self.page, ""), self.listing.cursor or 0
        self.show_list(rows, (keys.index(key) if key in keys else before) if found else None)
        self._remember_cursor()
        self._name_pages(width)
        self.explain()

    def _remember_cursor(self) -> None:
        """Keep what the cursor is on, to find it again."""
        if self.thing is not None:
            self._left_at[self.page] = PAGES[self.page].draws.key_of(self.thing)

    def _empty(self) -> list[Row]:
        looking = self.page == "attention" and self.concerns is None
        key = self.sales.keymap.shown("mine")
        return empty(self.view, self.page, key, mine=self.mine, looking=looking)

    def _name_pages(self, width: int) -> None:
        labels = [(self.say(p.label), len(self.things[key]) or None) for key, p in PAGES.items()]
        whose = f" {self.say(MINE if self.mine else EVERYBODY)} "
        active = list(PAGES).index(self.page)
        right = [Span(whose)] if self.page != "problems" else []
        room = width - sum(cells.width(span.text) for span in right)
        line = page_line(labels, active, room, self.sales.look.h)
        self.query_one("#head", Line).say(line, right)

    # -- the line under the cursor

    def move_cursor(self, by: int) -> None:
        """Move, and keep where the cursor is."""
        super().move_cursor(by)
        self._remember_cursor()

    def explain(self) -> None:
        """Show the details of what is under the cursor."""
        thing, view = self.thing, self.view
        self.say_place()
        if thing is None:
            return
        draws = PAGES[self.page].draws
        details = draws.details(view, thing, self.size.width)
        self.show_details(f"{self.page}|{draws.key_of(thing)}", draws.title(view, thing), details)

    def say_place(self) -> None:
        """Why it is here, and its number."""
        if self.thing is None:
            self.set_info(())
            return
        at = say.NTH.fill(n=(self.listing.cursor or 0) + 1, all=len(self.things[self.page]))
        left = deciding.explain(self.view, self.item) if self.item is not None else ""
        self.set_info((Span(f" {left}", "dim"),), (Span(f"  {self.say(at)} ", "dim"),))
