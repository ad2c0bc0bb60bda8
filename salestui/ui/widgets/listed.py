"""A list of records under its heads: drawn line by line, with a cursor and marks by id.

Only what looks different is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from salestui import cells
from salestui.domain.words import Words
from salestui.ui.board.diff import differing
from salestui.ui.board.frames import in_one_frame
from salestui.ui.board.patience import Patient
from salestui.ui.board.picture import drawn
from salestui.ui.widgets.lines import Span, strip_of
from salestui.ui.widgets.rows import Row

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp

Draw = Callable[[str], Row]
"""Id -> its line, from the cell after the left edge."""
Foot = Callable[[int, int], Row]
"""(lines above those in sight, lines below) -> the line under the list."""


def no_foot(above: int, below: int) -> Row:
    """Nothing under the list."""
    return Row()


class Listed(Patient, can_focus=False):
    """Lines that a cursor walks on. Give it ids in order and how to draw one."""

    DEFAULT_CSS = """
    Listed { width: 1fr; height: 1fr; }
    """

    def __init__(self, rested: Callable[[], None], *, id: str | None = None) -> None:
        """`rested` is called when the cursor rests somewhere, or what it is on has changed."""
        super().__init__(id=id)
        self.ids: Sequence[str] = ()
        self.heads: tuple[Row, ...] = ()
        self.hint: tuple[Words, ...] = ()
        """What an empty list says."""
        self.marked: set[str] = set()
        self.here: str | None = None
        """The id under the cursor."""
        self._places: dict[str, int] = {}
        self._draw: Draw = lambda id: Row()
        self._foot: Foot = no_foot
        self._rested = rested
        self._row, self._top = 0, 0
        self._lines: list[Strip] = []
        self._anew = True
        self._put_by: tuple[str | None, int, set[str]] | None = None
        """Cursor and marks of a list that is being made anew."""

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    # -- showing

    def show(
        self, ids: Sequence[str], draw: Draw, *, heads: Sequence[Row] = (), foot: Foot = no_foot
    ) -> None:
        """Show these lines; the cursor stays on its record, else where it was."""
        if self._put_by is not None:
            (self.here, self._row, self.marked), self._put_by = self._put_by, None
        if len(heads) != len(self.heads):
            self._anew = True
        self.ids, self.heads, self._draw, self._foot = ids, tuple(heads), draw, foot
        self._places = {id: row for row, id in enumerate(ids)}
        self.marked &= self._places.keys()
        row = self._places.get(self.here or "", self._row)
        self._row = max(0, min(row, len(ids) - 1))
        self.here = ids[self._row] if ids else None
        self.settle()

    def wait(self, *hint: Words) -> None:
        """Say only this until there are lines; cursor and marks come back with them."""
        self.hint = hint
        put_by = self._put_by or (self.here, self._row, set(self.marked))
        self.show((), lambda id: Row())
        self._put_by = put_by

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out anew."""
        self._anew = True
        self.settle()

    # -- the cursor

    def _go(self, row: int) -> None:
        if self.ids:
            self._row = max(0, min(row, len(self.ids) - 1))
            self.here = self.ids[self._row]
            self.settle()

    def seek(self, id: str) -> None:
        """Put the cursor on a record, where it is listed."""
        if id in self._places:
            self._go(self._places[id])

    def walk(self, down: int) -> None:
        """Move the cursor by lines."""
        self._go(self._row + down)

    def walk_half(self, pages: int) -> None:
        """Move by half of what is in sight."""
        self._go(self._row + pages * max(1, self._height // 2))

    # -- marks

    def mark_step(self) -> None:
        """Mark the record under the cursor, or take its mark away, and step down."""
        if self.here is not None:
            self.marked ^= {self.here}
            self._go(self._row + 1)

    def mark(self, ids: Sequence[str]) -> None:
        """Mark exactly these."""
        self.marked = {id for id in ids if id in self._places}
        self.settle()

    def targets(self) -> tuple[str, ...]:
        """The marked records in order, else the one under the cursor."""
        if self.marked:
            return tuple(id for id in self.ids if id in self.marked)
        return (self.here,) if self.here is not None else ()

    # -- drawing

    @property
    def _height(self) -> int:
        """Records in sight; a line below the list is the foot's."""
        return max(1, self.size.height - len(self.heads) - 1)

    def draw(self) -> None:
        """Draw what is in sight, and send the lines that differ."""
        last = max(0, len(self.ids) - self._height)
        self._top = min(max(self._top, self._row - self._height + 1, 0), self._row, last)
        old, self._lines = self._lines, list(self._made())
        if self._anew or len(old) != len(self._lines):
            self._anew = False
            self.refresh()
        else:
            self._send(old)
        self._rested()
        in_one_frame(self)

    def _send(self, old: Sequence[Strip]) -> None:
        """Have those lines painted that differ from before."""
        width = self.size.width
        pairs = ({(0, y, width): (strip,) for y, strip in enumerate(lines)}
                 for lines in (old, self._lines))  # fmt: skip
        regions = differing(*pairs)
        if regions:
            self.refresh(*regions)

    def _made(self) -> Iterator[Strip]:
        """Every line from the top."""
        look, width = self.sales.look, self.size.width
        for head in self.heads:
            yield strip_of(head.left, head.right, width, look)
        for y in range(self._height):
            yield self._line(self._top + y, y)
        below = max(0, len(self.ids) - self._top - self._height)
        foot = self._foot(self._top, below)
        yield strip_of(foot.left, foot.right, width, look)

    def _line(self, row: int, y: int) -> Strip:
        look, width = self.sales.look, self.size.width
        if row < len(self.ids):
            return self._record(self.ids[row], lit=row == self._row)
        said = self.hint[y].say(self.sales.lang) if not self.ids and y < len(self.hint) else ""
        return strip_of([Span(f"   {said}", "dim" if y else "text")], (), width, look)

    def _record(self, id: str, *, lit: bool) -> Strip:
        """A record's line with the cursor's bar, a mark or a blank at its left edge."""
        look, width, row = self.sales.look, self.size.width, self._draw(id)
        marked = id in self.marked
        room = width - 1 - sum(cells.width(span.text) for span in row.right)
        body = drawn(row.left, look, lit=lit).crop(0, max(room, 0))
        base = look.lit(look.text) if lit else look.text
        body = body.adjust_cell_length(max(room, 0), base)
        tail = drawn(row.right, look, lit=lit)
        edge = look.bar if lit else look.accent if marked else look.text
        strip = Strip([Segment("*" if marked else " ", edge), *body, *tail]).simplify()
        return strip.adjust_cell_length(width, base)

    def render_line(self, y: int) -> Strip:
        """One line, exactly as wide as the widget."""
        width, blank = self.size.width, self.sales.look.text
        if y >= len(self._lines):
            return Strip([Segment(" " * width, blank)], width)
        return self._lines[y].adjust_cell_length(width, blank)
