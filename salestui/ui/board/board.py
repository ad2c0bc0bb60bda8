"""The board as its screen uses it: it shows a view, the cursor walks on it, deals are marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.message import Message

from salestui.domain.pipelines import Stage
from salestui.services.board import BoardView, Column
from salestui.ui.board.cards import Cards
from salestui.ui.board.drawing import DrawsBoard
from salestui.ui.board.lane import Lane


class Board(DrawsBoard):
    """Shows a BoardView. The screen says where to go, the board where the cursor came to rest."""

    @dataclass
    class Opened(Message):
        """A deal was clicked that was under the cursor already."""

        id: str

    def show(self, view: BoardView, cards: Cards, changed: set[str] | None = None) -> None:
        """Show this view; with `changed` only these deals' cards look different."""
        here = self.column
        if self.view is None:
            self.cursor.go(view, 0)
        self.view, self._cards = view, cards
        self.cursor.follow(view, here.stage.key if here is not None else "")
        self.marked = {id for id in self.marked if any(id in c.deals for c in view.columns)}
        if self._gallery is not None:
            self._gallery.forget(cards, changed)
        self.settle()

    @property
    def column(self) -> Column | None:
        """The column of the cursor."""
        view, at = self.view, self.cursor.column
        return view.columns[at] if view is not None and at < len(view.columns) else None

    @property
    def here(self) -> str | None:
        """The deal under the cursor."""
        return self.cursor.id

    @property
    def stage(self) -> Stage | None:
        """The stage of the column of the cursor."""
        column = self.column
        return column.stage if column is not None else None

    @property
    def together(self) -> Iterable[str]:
        """The deals that are marked together: those of the column."""
        return self.column.deals if self.column is not None else ()

    @property
    def ordered(self) -> Iterator[str]:
        """All deals in order, column by column."""
        columns = self.view.columns if self.view is not None else ()
        return (id for column in columns for id in column.ids)

    def walk(self, across: int = 0, down: int = 0) -> None:
        """Move the cursor by columns and cards."""
        if self.view is not None:
            self.cursor.walk(self.view, across, down)
            self.settle()

    def walk_half(self, sign: int) -> None:
        """Move the cursor half a page down, or up."""
        self.walk(down=sign * max(1, self._layout.rows // 2))

    def seek(self, id: str) -> bool:
        """Put the cursor on a deal; false when it is not on the board."""
        found = self.view is not None and self.cursor.seek(self.view, id)
        self.settle()
        return found

    def to_a_deal(self) -> None:
        """From an empty column to the nearest one that has deals."""
        view, at = self.view, self.cursor.column
        if view is None or self.cursor.id is not None or not view.count:
            return
        filled = [n for n, column in enumerate(view.columns) if column.count]
        self.cursor.column = min(filled, key=lambda n: (abs(n - at), n))
        self.cursor.go(view, 0)
        self.settle()

    def go_stage(self, stage: str) -> None:
        """To the first card of a stage, by its key."""
        if self.view is not None:
            self.cursor.id, self.cursor.row = None, 0
            self.cursor.follow(self.view, stage)
            self.settle()

    def mark(self, ids: Iterable[str]) -> None:
        """Mark these deals and no others."""
        self.marked = set(ids)
        self.settle()

    def _clicked(self, lane: Lane, y: int) -> None:
        """Go to the card that was clicked; open it when the cursor is there already."""
        view, row = self.view, self._layout.row(y)
        if view is None or row is None:
            return
        before = self.cursor.id
        self.cursor.column = self.cursor.left + self._lanes.index(lane)
        self.cursor.go(view, self.cursor.top(view, self.cursor.column) + row)
        if before is not None and before == self.cursor.id:
            self.post_message(self.Opened(before))
        self.settle()
