"""The board screen: my deals or everybody's, filtered, sorted, worked on with one key each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.services.board import SORTS
from salestui.ui.board.board import Board
from salestui.ui.commands import Command
from salestui.ui.filtering import ask_filter
from salestui.ui.screens.savedviews import KeepsViews

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.store.store import Saved

REVERSED = Words("{sort}, reversed", "{sort}，倒序")
NO_CHANGES = Words("no marks", "不标变化")
CLOSE_PANE = Words("close", "关侧栏")
MARKED = Words("{n} marked", "已标记 {n} 单")


class BoardScreen(KeepsViews):
    """Screen 2: the sales path with its deals."""

    footer: ClassVar[tuple[str, ...]] = (
        "open",
        "next_step",
        "log",
        "stage_on",
        "new",
        "mine",
        "filter",
        "pane",
        "since",
    )

    def offer(self) -> list[Command]:
        """The keys that matter, `@` and `z` with what they would do now."""
        other = {}
        if self.composed and self.pane.display:
            other["pane"] = CLOSE_PANE
        if self.since is not None:
            other["since"] = NO_CHANGES
        found = super().offer()
        return [replace(each, label=other.get(each.id, each.label)) for each in found]

    def go_back(self) -> bool:
        """Drop the marks, else the filter, else the pane."""
        if self.deals.marked:
            self.deals.mark(())
        elif self.filter.text:
            self._use_filter("")
        elif self.pane.display:
            self.do_pane()
        else:
            return False
        return True

    # -- which deals

    def do_mine(self) -> None:
        """My deals, or everybody's."""
        self.sales.refuse_stranger()
        self.mine = not self.mine
        self.rebuild()
        self.draw_lines()

    async def do_filter(self) -> None:
        """Ask for a filter; what it would find stands below while typing."""
        text = await ask_filter(self, self.filter)
        if text is not None:
            self._use_filter(text)

    def _use_filter(self, text: str) -> None:
        self.filter.text = text
        found = self.compiled(self.sales.snapshot)
        # An order just typed is meant as it stands.
        self.reverse = self.reverse and not (found and found.orders)
        self.rebuild()
        self.board.to_a_deal()
        self.draw_lines()

    def do_sort(self) -> None:
        """The next order of cards."""
        self.sort = (self.sort + 1) % len(SORTS)
        self._resort()

    def do_reverse(self) -> None:
        """The same order from the other end."""
        self.reverse = not self.reverse
        self._resort()

    def _resort(self) -> None:
        self.rebuild()
        said = SORTS[self.sort].words
        self.tell(REVERSED.fill(sort=said) if self.reverse else said)

    # -- marks

    def do_mark(self) -> None:
        """Mark the deal and step down; marked already: unmark it."""
        deals = self.deals
        if deals.here is not None:
            deals.mark(deals.marked ^ {deals.here})
            deals.walk(down=1)
            self.tell(MARKED.fill(n=len(deals.marked)))

    def do_mark_all(self) -> None:
        """Mark all deals of the column, or of the list; again: none of them."""
        deals = self.deals
        ids = set(deals.together)
        if ids:
            deals.mark(deals.marked - ids if ids <= deals.marked else deals.marked | ids)
            self.tell(MARKED.fill(n=len(deals.marked)))

    def left_over(self, ids: Sequence[str]) -> None:
        """What could not be done stays marked, what is done is marked no more."""
        if len(self.deals.marked) > 1:
            self.deals.mark(ids)

    # -- opening

    def do_changes(self) -> None:
        """How the pipeline of these deals changed."""
        self.sales.open_changes(mine=self.mine, filter_text=self.filter.text)

    def do_open(self) -> None:
        """The deal on a screen of its own."""
        self.sales.open_deal(self._one())

    def do_pane(self) -> None:
        """The deal beside the board, or not."""
        self.pane.display = not self.pane.display
        self.draw_lines()
        if self.pane.display:
            self.call_after_refresh(self.fill_pane)

    def on_deal_pane_resized(self) -> None:
        """There is another room for the deal."""
        self.fill_pane()

    def on_board_opened(self, message: Board.Opened) -> None:
        """A card was clicked twice; while something is asked, that comes first."""
        if self.prompt is None:
            self.do_open()

    def on_deal_rows_opened(self) -> None:
        """A row was clicked twice."""
        if self.prompt is None:
            self.do_open()

    def deal_made(self, saved: Saved) -> None:
        """Go to the new deal where it is in view."""
        for kind, id in saved.records:
            if kind == "deals":
                self.deals.seek(id)
