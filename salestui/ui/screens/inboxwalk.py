"""Walking over the pages of the inbox, and from there to the records."""

from __future__ import annotations

from salestui.domain.problems import Refused
from salestui.ui.inbox import words as say
from salestui.ui.inbox.pages import PAGES
from salestui.ui.screens.inboxpages import InboxPages


class WalksInbox(InboxPages):
    """Pages by `[` `]`, mine and all, and enter to the record."""

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
        self.turned = True
        self.page = names[(names.index(self.page) + by) % len(names)]
        self.reading = False
        self.redraw()
        self.draw_lines()

    def do_mine(self) -> None:
        """What waits for me, or for anybody."""
        self.mine = not self.mine
        self.redraw()
        self.draw_lines()
