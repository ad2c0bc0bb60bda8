"""Walking over the pages of a record."""

from __future__ import annotations

from salestui.ui.screens.recordpages import RecordPages, S
from salestui.ui.screens.walker import Walker


class WalksPages(Walker, RecordPages[S]):
    """Pages by `[` `]`, lines by `jk` and half pages, columns by `hl` and tab."""

    def do_tab_on(self) -> None:
        """The next page."""
        self._turn(1)

    def do_tab_back(self) -> None:
        """The page before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        at = self.pages.index(self.page)
        self.open_page(self.pages[(at + by) % len(self.pages)])

    def open_page(self, page: str) -> None:
        """Show a page with the cursor where it was left."""
        self.spots[self.page] = self.body.spot
        self.page = page
        self.body.clear()
        self.redraw()
        self.draw_lines()

    def _walked(self, moved: bool) -> None:
        if moved:
            self.explain()
            self.draw_lines()

    def walk(self, by: int) -> None:
        """Move by lines within the column."""
        self._walked(self.body.move(by))

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self._walked(self.body.page(by))

    def do_right(self) -> None:
        """To the column at the right."""
        self._walked(self.body.across(1))

    def do_left(self) -> None:
        """To the column at the left."""
        self._walked(self.body.across(-1))

    def do_next_pane(self) -> None:
        """To the other column."""
        self._walked(self.body.across(1, around=True))
