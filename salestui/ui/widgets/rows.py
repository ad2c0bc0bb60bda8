"""Many lines in one widget: a list with or without a cursor, drawn line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from salestui.ui.widgets.lines import Span, strip_of

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp


class Row(NamedTuple):
    """One line of a list: what stands at its left and at its right end."""

    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()


class Rows(Widget, can_focus=False):
    """A list of lines. With a cursor, a left bar and a background show where it is."""

    DEFAULT_CSS = """
    Rows { width: 1fr; height: 1fr; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.cursor: int | None = None
        self.top = 0

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    def show(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        """Show these lines, the cursor on one of them or on none.

        Lines may be made when they are asked for: only those in view are.
        """
        self.rows = tuple(rows) if isinstance(rows, list) else rows
        last = len(self.rows) - 1
        self.cursor = None if cursor is None or last < 0 else min(max(cursor, 0), last)
        self._keep_in_view()
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor, or the view where there is no cursor."""
        before = self.top
        if self.cursor is None:
            self.top = min(max(self.top + by, 0), max(0, len(self.rows) - self.size.height))
            if self.top != before:
                self.refresh()
            return
        old, last = self.cursor, len(self.rows) - 1
        self.cursor = min(max(old + by, 0), last)
        self._keep_in_view()
        if self.top != before:
            self.refresh()
        elif self.cursor != old:
            width = self.size.width
            self.refresh(
                Region(0, old - self.top, width, 1), Region(0, self.cursor - self.top, width, 1)
            )

    def turn(self, by: int) -> None:
        """A whole page on or back, for lines without a cursor."""
        self.move(by * max(1, self.size.height - 1))

    @property
    def page(self) -> int:
        """Half of what is visible, at least a line."""
        return max(1, self.size.height // 2)

    def _keep_in_view(self) -> None:
        height = self.size.height or len(self.rows)
        self.top = min(self.top, max(0, len(self.rows) - height))
        if self.cursor is not None:
            self.top = min(max(self.top, self.cursor - height + 1), self.cursor)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        before = self.top
        self._keep_in_view()
        if self.top != before:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One visible line, exactly as wide as the widget."""
        look, width = self.sales.look, self.size.width
        index = self.top + y
        if index >= len(self.rows):
            return Strip([Segment(" " * width, look.text)], width)
        row = self.rows[index]
        strip = strip_of(row.left, row.right, width, look)
        if index != self.cursor:
            return strip
        lit = [Segment(text, look.lit(style or look.text)) for text, style, _ in strip]
        return Strip([Segment(" ", look.bar), *Strip(lit, width).crop(1, width)], width)
