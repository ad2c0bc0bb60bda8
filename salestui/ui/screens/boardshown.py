"""What the board screen says of the deal under the cursor, and the pane that follows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.timer import Timer

from salestui import cells
from salestui.ui.board.facts import LEAST, fact_line
from salestui.ui.board.frames import in_one_frame
from salestui.ui.screens.boardlist import ListsDeals
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from salestui.domain.snapshot import Doc
    from salestui.ui.board.cards import Cards

PANE_AFTER, PANE_AFTER_SLOW = 0.1, 0.8
"""Seconds of rest after which the pane follows the cursor."""


class ShowsBoard(ListsDeals):
    """The board with the deals that a command is about."""

    def __init__(self) -> None:
        super().__init__()
        self._pane_timer: Timer | None = None

    def targets(self) -> tuple[str, ...]:
        """The marked deals, else the one under the cursor."""
        deals = self.deals
        if deals.marked:
            return tuple(id for id in deals.ordered if id in deals.marked)
        return (deals.here,) if deals.here else ()

    def target(self) -> str:
        """The deal under the cursor."""
        return self.deals.here or ""

    def _under_cursor(self) -> Doc | None:
        return self.cards.snapshot.get("deals", self.deals.here)

    def _cards_for(self, doc: Doc) -> Cards:
        """What draws a deal: in a list of all paths each deal has its own."""
        path = self.path_of(doc)
        return replace(self.cards, path=path) if path is not None else self.cards

    def cursor_rested(self) -> None:
        """Say what the card can't; the pane follows when the cursor rests."""
        doc, stage = self._under_cursor(), self.deals.stage
        if doc is None or stage is None:
            self.set_info(())
        else:
            left, right = fact_line(self._cards_for(doc), doc, stage, self.size.width)
            self.set_info(left, self._changes(doc) or right)
        in_one_frame(self.query_one("#info"))
        if self.pane.display:
            if self._pane_timer is not None:
                self._pane_timer.stop()
            self._pane_timer = self.set_timer(self._patience, self.fill_pane)

    def _changes(self, doc: Doc) -> tuple[Span, ...]:
        """What changed about a deal, where changes are marked."""
        if self.since is None:
            return ()
        from salestui.ui.board.changed import changed_facts

        said = changed_facts(self.since, self._cards_for(doc), doc)
        said = cells.cut(said, max(self.size.width - LEAST - 4, 0))
        return (Span(f"  {said} ", "accent"),) if said else ()

    @property
    def _patience(self) -> float:
        return PANE_AFTER_SLOW if self.sales.config.slow else PANE_AFTER

    def fill_pane(self) -> None:
        """Show the deal under the cursor in the pane."""
        doc = self._under_cursor()
        cards = self.cards if doc is None else self._cards_for(doc)
        self.pane.show(cards, doc, self.deals.stage)
