"""Walking over the pages of the inbox, and from there to the records."""

from __future__ import annotations

from salestui.domain.problems import Refused
from salestui.ui.inbox import words as say
from salestui.ui.inbox.pages import PAGES
from salestui.ui.screens.inboxpages import InboxPages

FAR = 1_000_000
"""More lines than any page has."""


class WalksInbox(InboxPages):
    """Pages by `[` `]`, lines by `jk` and half pages, the details by tab."""

    def go_back(self) -> bool:
        """From the details to the list."""
        if self.reading:
            self.do_next_pane()
            return True
        return False

    def do_open(self) -> None:
        """The record, at the field that it is about."""
        thing = self.thing
        if thing is None or self.page == "problems":
            raise Refused(say.NOT_HERE)
        paths = getattr(thing, "differing", ()) or (getattr(thing, "path", ""),)
        self.sales.open_record(thing.kind, thing.id, paths[0])

    # -- pages

    def do_tab_on(self) -> None:
        """The next page."""
        self._turn(1)

    def do_tab_back(self) -> None:
        """The page before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        names = list(PAGES)
        self.page = names[(names.index(self.page) + by) % len(names)]
        self.reading = False
        self.redraw()
        self.draw_lines()

    def do_mine(self) -> None:
        """What waits for me, or for anybody."""
        self.mine = not self.mine
        self.redraw()
        self.draw_lines()

    # -- lines

    def do_next_pane(self) -> None:
        """Through the details, or back to the list."""
        self.reading = not self.reading and self.thing is not None
        self.explain()

    def _walk(self, by: int) -> None:
        if self.reading:
            self.details.move(by)
        else:
            self.listing.move(by)
            self.cursor_moved()

    def do_down(self) -> None:
        """A line on."""
        self._walk(1)

    def do_up(self) -> None:
        """A line back."""
        self._walk(-1)

    def do_first(self) -> None:
        """To the first line."""
        self._walk(-FAR)

    def do_last(self) -> None:
        """To the last line."""
        self._walk(FAR)

    def do_page_down(self) -> None:
        """Half a page on."""
        self._walk(self._page)

    def do_page_up(self) -> None:
        """Half a page back."""
        self._walk(-self._page)

    @property
    def _page(self) -> int:
        return (self.details if self.reading else self.listing).page
