"""The deals of the board as a list, a line each: as fast with a hundred thousand as with ten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual import events
from textual.message import Message

from salestui.domain.pipelines import Stage
from salestui.exchange.dealcells import DEAL_CELLS
from salestui.ui.board.listlayout import most_shift
from salestui.ui.board.rowsdrawing import DrawsRows


class DealRows(DrawsRows):
    """Shows a ListView. The screen says where to go, the list where the cursor came to rest."""

    @dataclass
    class Opened(Message):
        """A deal was clicked that was under the cursor already."""

        id: str

    @property
    def stage(self) -> Stage | None:
        """The stage of the deal under the cursor."""
        doc = self.view.doc(self.here) if self.view is not None else None
        return self.view.stage_of(doc) if self.view is not None and doc is not None else None

    @property
    def together(self) -> Iterable[str]:
        """The deals that are marked together: all of the list."""
        return self.view.rows.deals if self.view is not None else ()

    @property
    def ordered(self) -> Iterator[str]:
        """All deals in order."""
        return self.view.rows.ids if self.view is not None else iter(())

    def walk(self, across: int = 0, down: int = 0) -> None:
        """Move the cursor by rows, and the columns in sight sideways."""
        if across:
            most = most_shift([DEAL_CELLS[key] for key in self.columns])
            shift = max(0, min(most, self.shift + across))
            if across > 0 and self._maker is not None and not self._maker.layout.after:
                shift = self.shift
            if shift != self.shift:
                self.shift = shift
                self.relook()
        if down:
            self._go(self._row + down)

    def walk_half(self, sign: int) -> None:
        """Move the cursor half a page down, or up."""
        self.walk(down=sign * max(1, self._height // 2))

    def seek(self, id: str) -> bool:
        """Put the cursor on a deal; false when it is not in the list."""
        view = self.view
        if view is None or id not in view.rows.deals:
            return False
        self._go(view.rows.row(id))
        return True

    def mark(self, ids: Iterable[str]) -> None:
        """Mark these deals and no others."""
        self.marked = set(ids)
        self.settle()

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; open it when the cursor is there already."""
        event.stop()
        row, view = self._top + event.y - 2, self.view
        if view is None or event.y < 2 or event.y >= self.size.height - 1 or row >= view.count:
            return
        before = self.here
        self._go(row)
        if before is not None and before == self.here:
            self.post_message(self.Opened(before))
