"""Lines of one cell's height, drawn cell by cell: the frame around every screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from salestui import cells

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp
    from salestui.ui.theme import Look


class Span(NamedTuple):
    """A piece of a line and the name of its style in Look."""

    text: str
    style: str = "text"


PLAIN = ("text", "strong", "dim", "accent")
"""Styles whose blanks are the background's."""


def strip_of(spans: Sequence[Span], right: Sequence[Span], width: int, look: Look) -> Strip:
    """A line of exactly `width` cells: `spans` from the left, cut to leave room for `right`."""
    tail = [Segment(cells.visible(s.text), getattr(look, s.style)) for s in right]
    tail_width = sum(cells.width(s.text) for s in right)
    room = max(0, width - tail_width)
    segments: list[Segment] = []
    for text, name in spans:
        if room <= 0:
            break
        piece = cells.cut(text, room)
        segments.append(Segment(piece, getattr(look, name)))
        room -= cells.width(piece)
    if room > 0:
        # Blanks look alike in these styles, and a style less to send saves forty bytes a key.
        last = segments.pop() if segments and spans[-1].style in PLAIN else Segment("", look.text)
        segments.append(Segment(last.text + " " * room, last.style))
    strip = Strip(segments + tail)
    return strip if strip.cell_length == width else strip.adjust_cell_length(width, look.text)


class Line(Widget, can_focus=False):
    """One line that redraws only when it says something else."""

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.left: tuple[Span, ...] = ()
        self.right: tuple[Span, ...] = ()

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    def say(self, left: Sequence[Span], right: Sequence[Span] = ()) -> None:
        """Show these spans from now on."""
        if (tuple(left), tuple(right)) != (self.left, self.right):
            self.left, self.right = tuple(left), tuple(right)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line, exactly as wide as the widget."""
        return strip_of(self.left, self.right, self.size.width, self.sales.look)


class Rule(Line):
    """A thin line across."""

    def render_line(self, y: int) -> Strip:
        """The rule."""
        look: Look = self.sales.look
        style: Style = look.rule
        return Strip([Segment(look.h * self.size.width, style)], self.size.width)
