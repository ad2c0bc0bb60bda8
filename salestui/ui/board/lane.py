"""One column of the board on the screen: draws the lines that the board gives it.

Textual sends a changed line from the left edge of its widget on, so a board in one widget would
send all columns before the one that changed. A column each keeps a cursor key small. Cards are
no widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from salestui.ui.board.diff import Picture, Place, differing

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp


class Lane(Widget, can_focus=False):
    """Head, cards and foot of one column in sight."""

    DEFAULT_CSS = """
    Lane { height: 1fr; display: none; }
    """

    def __init__(self, clicked: Callable[[Lane, int], None]) -> None:
        """`clicked` is called with the line that the mouse was on."""
        super().__init__()
        self._clicked = clicked
        self._drawn: dict[Place, Picture] = {}
        self._lines: dict[int, Strip] = {}

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    def show(self, parts: dict[Place, Picture], *, anew: bool) -> None:
        """Draw these parts; redraw the cells that differ, or with `anew` all of them."""
        regions = differing(self._drawn, parts)
        gone = self._drawn.keys() - parts.keys()
        self._drawn = parts
        self._lines = {
            y + n: strip for (_, y, _), picture in parts.items() for n, strip in enumerate(picture)
        }
        if anew or gone:
            self.refresh()
        elif regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """One line, exactly as wide as the lane."""
        width, strip = self.size.width, self._lines.get(y)
        blank = self.sales.look.text
        if strip is None:
            return Strip([Segment(" " * width, blank)], width)
        if strip.cell_length == width:
            return strip
        return strip.adjust_cell_length(width, blank)

    def on_click(self, event: events.Click) -> None:
        """Tell the board which line was clicked."""
        event.stop()
        self._clicked(self, event.y)
