"""A list with the details of the line under the cursor below it, which follow a moment later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salestui.ui.screens.base import BaseScreen
from salestui.ui.screens.walker import Walker
from salestui.ui.widgets.lines import Line
from salestui.ui.widgets.rows import Row, Rows
from salestui.ui.widgets.ruled import title_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.timer import Timer
    from textual.widget import Widget

FRAME = 6
"""Lines around list and details: the top line, the head, the title, the three below."""
LEAST = 4
"""Lines that the list has at least."""
FOLLOW = 0.1
"""Seconds after which the details follow the cursor: a held key need not draw them all."""


class TwoParts(Walker, BaseScreen):
    """Lines by `jk`, ends and half pages, the details by tab. Fill in `redraw` and `explain`."""

    DEFAULT_CSS = """
    TwoParts > #details { height: 1fr; }
    """
    share: tuple[int, int] = (2, 5)
    """The part of the room that the list takes at most."""

    def __init__(self) -> None:
        super().__init__()
        self.reading = False
        """Whether the cursor keys go through the details."""
        self._about = ""
        """What the details are about."""
        self._height: int | str = 0
        """Lines of the list, or all that there are."""
        self._following: Timer | None = None

    # -- what a screen fills in

    def redraw(self) -> None:
        """Draw everything."""

    def explain(self) -> None:
        """Show the details of what is under the cursor."""

    def say_place(self) -> None:
        """Say in the lines below where the cursor is."""

    # -- the parts

    def compose_body(self) -> Iterable[Widget]:
        """The head, the list, and what is to be known of the line under the cursor."""
        yield Line(id="head")
        yield Rows(id="body")
        yield Line(id="about")
        yield Rows(id="details")

    @property
    def listing(self) -> Rows:
        """The list."""
        return self.query_one("#body", Rows)

    @property
    def details(self) -> Rows:
        """What is to be known of the line under the cursor."""
        return self.query_one("#details", Rows)

    def on_resize(self) -> None:
        """Lay everything out anew."""
        self.redraw()

    def show_list(self, rows: Sequence[Row], cursor: int | None) -> None:
        """Show these lines; the list takes what it needs of its share, the details the rest.

        Without a cursor there is nothing to know more of, and the list has all the room.
        """
        self.query_one("#about", Line).display = self.details.display = cursor is not None
        part, whole = self.share
        most = max((self.size.height - FRAME) * part // whole, LEAST)
        wanted = "1fr" if cursor is None else min(len(rows), most)
        if self._height != wanted:
            self._height = self.listing.styles.height = wanted
        self.listing.show(rows, cursor)

    def show_details(self, key: str, title: str, rows: Sequence[Row]) -> None:
        """Show what is known of the thing with that key."""
        style = "accent" if self.reading else "strong"
        line = title_line(title, self.size.width, self.sales.look.h, style)
        self.query_one("#about", Line).say(line)
        if key != self._about:
            self._about, self.details.top = key, 0
        self.details.show(rows)

    # -- walking

    def go_back(self) -> bool:
        """From the details to the list."""
        if self.reading:
            self.do_next_pane()
            return True
        return False

    def do_next_pane(self) -> None:
        """Through the details, or back to the list."""
        self.reading = not self.reading and self.details.display
        self.explain()

    def walk(self, by: int) -> None:
        """Move by lines, in the list or through the details."""
        if self.reading:
            self.details.move(by)
            return
        self.move_cursor(by)
        self.say_place()
        self.draw_lines()
        if self._following is not None:
            self._following.stop()
        self._following = self.set_timer(FOLLOW, self.explain)

    def move_cursor(self, by: int) -> None:
        """Move the cursor of the list by lines."""
        self.listing.move(by)

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * (self.details if self.reading else self.listing).page)
