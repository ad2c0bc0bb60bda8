"""The funnel on screen: lines exact to the cell, with a cursor on the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.color import Color, blend_rgb
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salestui.exchange.chartline import Line
from salestui.ui.widgets.lines import Span, strip_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.ui.app import SalesApp

STYLES = {
    "title": "text",
    "head": "dim",
    "bar": "text",
    "between": "dim",
    "rates": "text",
    "rule": "rule",
    "foot": "dim",
}
"""Style of a line by its role."""
CALM = 0.6
"""How much of its colour a calm bar has, 0 to 1."""


class Chart(Widget, can_focus=False):
    """Lines of a funnel report, or a text; scrolls only where they don't fit."""

    DEFAULT_CSS = """
    Chart { width: 1fr; height: 1fr; }
    """

    class Resized(Message):
        """There is another number of cells to draw in."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = ()
        self.text: tuple[tuple[Span, ...], ...] = ()
        """Shown instead of the lines where there is any."""
        self.stage = ""
        """Key of the stage under the cursor."""
        self.top = 0

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    @property
    def stages(self) -> list[str]:
        """The keys of the stages from the top."""
        return list(dict.fromkeys(line.stage for line in self.lines if line.role == "bar"))

    def show(self, lines: Sequence[Line], stage: str) -> None:
        """Show these lines, the cursor on a stage."""
        if (tuple(lines), stage, self.text) == (self.lines, self.stage, ()):
            return
        self.lines, self.stage, self.text = tuple(lines), stage, ()
        self._keep_in_view()
        self.refresh()

    def tell(self, text: Sequence[tuple[Span, ...]]) -> None:
        """Show a text instead."""
        self.text, self.top = tuple(text), 0
        self.refresh()

    def point(self, stage: str) -> None:
        """Put the cursor on a stage."""
        before, top, self.stage = self.stage, self.top, stage
        self._keep_in_view()
        if top != self.top:
            self.refresh()
            return
        width = self.size.width
        for y in range(self.size.height):
            line = self._line(y)
            if line is not None and line.role == "bar" and line.stage in (before, stage):
                self.refresh(Region(0, y, width, 1))

    def _keep_in_view(self) -> None:
        height = self.size.height
        rows = [n for n, line in enumerate(self.lines)
                if line.role == "bar" and line.stage == self.stage]  # fmt: skip
        last = max(len(self.lines) - height, 0)
        if not rows or not height:
            self.top = min(self.top, last)
            return
        top = min(max(self.top, rows[-1] - height + 1), rows[0])
        # The whole report is seen from its first to its last stage.
        self.top = 0 if self.stage == self.stages[0] else last if self._is_last else min(top, last)

    @property
    def _is_last(self) -> bool:
        return bool(self.stages) and self.stage == self.stages[-1]

    def on_resize(self, event: events.Resize) -> None:
        """Ask to be laid out anew."""
        self.post_message(self.Resized())

    # -- drawing

    def _line(self, y: int) -> Line | None:
        index = self.top + y
        return self.lines[index] if index < len(self.lines) else None

    def render_line(self, y: int) -> Strip:
        """One line, exactly as wide as the widget."""
        look, width = self.sales.look, self.size.width
        if self.text:
            index = self.top + y
            spans = self.text[index] if index < len(self.text) else ()
            return strip_of(spans, (), width, look)
        line = self._line(y)
        if line is None:
            return strip_of((), (), width, look)
        if line.role != "bar":
            return strip_of((Span(line.text, STYLES[line.role]),), (), width, look)
        return self._bar(line, width)

    def _bar(self, line: Line, width: int) -> Strip:
        look = self.sales.look
        here = line.stage == self.stage
        base: Style = look.lit(look.text) if here else look.text
        strip = Strip([Segment(line.text, base)]).adjust_cell_length(width, base)
        # After a resize the lines are those of the old width for a moment.
        start, stop = min(line.start, width), min(line.stop, width)
        before, bar, after = strip.crop(0, start), strip.crop(start, stop), strip.crop(stop, width)
        paint = self._paint(getattr(look, line.paint), calm=not here)
        pieces = [*before, *(Segment(text, paint) for text, _, _ in bar), *after]
        if not here:
            return Strip(pieces, width)
        return Strip([Segment(" ", look.bar), *Strip(pieces, width).crop(1, width)], width)

    def _paint(self, style: Style, *, calm: bool) -> Style:
        """Solid: the sign in its own colour on the same ground; without colour the sign stays.

        A calm bar is nearer to the background, so that the one under the cursor stands out.
        """
        color, back = style.color, self.sales.look.text.bgcolor
        if color is None or color.is_default:
            return style
        if calm and back is not None and color.triplet and back.triplet:
            color = Color.from_triplet(blend_rgb(back.triplet, color.triplet, CALM))
        return Style(color=color, bgcolor=color)
