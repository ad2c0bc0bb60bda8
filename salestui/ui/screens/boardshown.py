"""What the board screen says of the deal under the cursor, and the pane that follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from salestui.ui.board.facts import fact_line
from salestui.ui.board.frames import in_one_frame
from salestui.ui.screens.boardview import ViewsBoard

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc

PANE_AFTER = 0.1
"""Seconds of rest after which the pane follows the cursor."""


class ShowsBoard(ViewsBoard):
    """The board with the deals that a command is about."""

    def __init__(self) -> None:
        super().__init__()
        self._pane_timer: Timer | None = None

    def targets(self) -> tuple[str, ...]:
        """The marked deals, else the one under the cursor."""
        board = self.board
        if board.marked and board.view is not None:
            return tuple(id for c in board.view.columns for id in c.ids if id in board.marked)
        return (board.cursor.id,) if board.cursor.id else ()

    def target(self) -> str:
        """The deal under the cursor."""
        return self.board.cursor.id or ""

    def _under_cursor(self) -> Doc | None:
        return self.sales.snapshot.get("deals", self.board.cursor.id)

    def cursor_rested(self) -> None:
        """Say what the card can't; the pane follows when the cursor rests."""
        doc, column = self._under_cursor(), self.board.column
        if doc is None or column is None:
            self.set_info(())
        else:
            self.set_info(*fact_line(self.cards, doc, column.stage, self.size.width))
        in_one_frame(self.query_one("#info"))
        if self.pane.display:
            if self._pane_timer is not None:
                self._pane_timer.stop()
            self._pane_timer = self.set_timer(PANE_AFTER, self.fill_pane)

    def fill_pane(self) -> None:
        """Show the deal under the cursor in the pane."""
        column = self.board.column
        self.pane.show(self.cards, self._under_cursor(), column.stage if column else None)
