"""Walking over the goals and over the page of one."""

from __future__ import annotations

from salestui.ui.goals.pages import PAGES
from salestui.ui.screens.goalpages import GoalPages
from salestui.ui.screens.walker import Walker


class WalksGoals(Walker, GoalPages):
    """Pages by `[` `]`, goals and lines by `jk` and half pages, the page by tab."""

    def go_back(self) -> bool:
        """From the explanation, from the page to the tree, then drop the filter."""
        if self.explaining:
            self.do_explain()
        elif self.reading:
            self.do_next_pane()
        elif self.filter.text:
            self.filter.text = ""
            self.redraw()
            self.draw_lines()
        else:
            return False
        return True

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
        self.explaining = False
        self._change_page()

    def _change_page(self) -> None:
        self.body.clear()
        self.draw_page()
        self.draw_lines()

    def do_explain(self) -> None:
        """How the figures come about, or the page again."""
        self.explaining = not self.explaining
        # The keys walk on what is explained, which may be longer than the screen.
        self.reading = self.explaining and self.sight is not None
        self._change_page()

    def do_next_pane(self) -> None:
        """To the page, or back to the tree."""
        self.reading = not self.reading and self.sight is not None
        self._change_page()

    # -- lines

    def walk(self, by: int) -> None:
        """Move by lines."""
        if self.reading:
            self.body.move(by)
            return
        branches = self.branches()
        if not branches:
            return
        self.listing.move(by)
        self.here = branches[self.listing.cursor or 0].goal.id
        self.cursor_moved()

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        if self.reading:
            self.body.page(by)
        else:
            self.walk(by * self.listing.page)

    def do_left(self) -> None:
        """To the column at the left."""
        self.body.across(-1)

    def do_right(self) -> None:
        """To the column at the right."""
        self.body.across(1)
