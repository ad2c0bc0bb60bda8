"""Drawing a BoardView in lanes: what looks different is redrawn, nothing else, once for a burst."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult

from salestui import cells
from salestui.domain.words import Words
from salestui.services.board import BoardView, Column
from salestui.ui.board import words
from salestui.ui.board.cards import Cards
from salestui.ui.board.cursor import Cursor
from salestui.ui.board.diff import Picture, Place
from salestui.ui.board.frames import in_one_frame
from salestui.ui.board.heads import foot_row, head_rows, path_row
from salestui.ui.board.lane import Lane
from salestui.ui.board.layout import THREE_LINES, Layout, layout
from salestui.ui.board.patience import Patient
from salestui.ui.board.picture import Gallery, drawn
from salestui.ui.widgets.lines import Line, Span

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp


class DrawsBoard(Patient, can_focus=False):
    """The path on top and the lanes below it."""

    DEFAULT_CSS = """
    DrawsBoard { width: 1fr; height: 1fr; layout: horizontal; overflow: hidden; }
    DrawsBoard > #path { dock: top; }
    """

    def __init__(self, rested: Callable[[], None], *, id: str | None = None) -> None:
        """`rested` is called when the cursor rests somewhere, or what it is on has changed.

        A message would come a frame later: the facts of a deal belong into the same frame.
        """
        super().__init__(id=id)
        self.view: BoardView | None = None
        self.cursor = Cursor()
        self.marked: set[str] = set()
        """Deals that the next act is for, instead of the one under the cursor."""
        self.hint: tuple[Words, ...] = ()
        """What an empty board says."""
        self.changes: tuple[str, ...] = ()
        """What changed in view, from the longest to the shortest way to say it."""
        self._rested = rested
        self._cards: Cards | None = None
        self._gallery: Gallery | None = None
        self._layout: Layout = layout(1, 1, 1, "en")

    def compose(self) -> ComposeResult:
        """The path, and as many lanes as this terminal can show."""
        yield Line(id="path")
        yield from self._lanes_for(self.app.size.width)

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    def relook(self) -> None:
        """Draw everything anew: another size, theme or language."""
        self._gallery = None
        self.settle()

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out anew, with more lanes where there is room for them now."""
        more = self._lanes_for(event.size.width, have=len(self._lanes))
        if more:
            self.mount(*more)
        self.relook()

    def _lanes_for(self, width: int, have: int = 0) -> list[Lane]:
        """The lanes that `width` cells may need beyond those there are."""
        most = max(1, (width + 1) // (min(THREE_LINES.values()) + 1))
        return [Lane(self._clicked) for _ in range(have, most)]

    def _clicked(self, lane: Lane, y: int) -> None:
        """A line of a lane was clicked."""

    def draw(self) -> None:
        """Draw what the view holds, lane by lane."""
        view, cards = self.view, self._cards
        if view is None or cards is None:
            return
        anew = self._gallery is None
        gallery = self._gallery or self._lay_out(view, cards)
        grid = self._layout
        self.cursor.bring_into_sight(view, grid.shown, grid.rows)
        row = path_row(
            view, self.cursor.left, grid.shown, grid.width,
            everybody=cards.everybody, currency=cards.currency, lang=cards.lang,
            changes=self.changes,
        )  # fmt: skip
        path = self.query_one("#path", Line)
        path.say(row)
        lanes = self._lanes[: grid.shown]
        for n, lane in enumerate(lanes):
            parts = self._hinted(n) if not view.count else self._parts(view, n, gallery)
            lane.show(dict(parts), anew=anew)
        self._rested()
        in_one_frame(path, *lanes)

    @property
    def _lanes(self) -> list[Lane]:
        return list(self.query_children(Lane))

    def _lay_out(self, view: BoardView, cards: Cards) -> Gallery:
        """The grid for this size, with the lanes that it needs."""
        width, height = self.size
        lanes = self._lanes
        columns = min(len(view.columns), len(lanes))
        grid = self._layout = layout(width, height - 1, columns, cards.lang)
        for n, lane in enumerate(lanes):
            lane.display = n < grid.shown
            lane.styles.width = grid.span(n) if n < grid.shown else 0
        self._gallery = Gallery(cards, self.sales.look, grid.cell, grid.lines)
        return self._gallery

    def _parts(self, view: BoardView, n: int, gallery: Gallery) -> Iterator[tuple[Place, Picture]]:
        """Head, cards and foot of the n-th column in sight, as (x, y, width) with its picture."""
        look, cards, grid = self.sales.look, gallery.cards, self._layout
        at = self.cursor.left + n
        column, top = view.columns[at], self.cursor.top(view, at)
        rows = head_rows(
            column, grid.cell, grid.head, margin=grid.margin, active=at == self.cursor.column,
            currency=cards.currency, lang=cards.lang, rule=look.h,
        )  # fmt: skip
        yield (0, 0, grid.cell), tuple(drawn(row, look) for row in rows)
        for slot in range(grid.rows):
            yield (0, grid.y(slot), grid.cell), self._card(column, at, top + slot, gallery)
        below = max(0, column.count - top - grid.rows)
        foot = foot_row(top, below, grid.span(n), lang=cards.lang, rule=look.h)
        yield (0, grid.foot, grid.span(n)), (drawn(foot, look),)

    def _card(self, column: Column, at: int, row: int, gallery: Gallery) -> Picture:
        here = at == self.cursor.column
        if row < column.count:
            id = column.at(row)
            lit = here and row == self.cursor.row
            return gallery.card(column.deals[id], column.stage, lit=lit, marked=id in self.marked)
        if row == 0 and here:
            return gallery.nothing(words.NOTHING.say(gallery.cards.lang))
        return gallery.blank

    def _hinted(self, n: int) -> Iterator[tuple[Place, Picture]]:
        """The n-th column's part of what an empty board says to do next."""
        look, grid, lang = self.sales.look, self._layout, self._cards.lang if self._cards else "en"
        for y in range(grid.foot):
            said = self.hint[y - 1].say(lang) if 0 < y <= len(self.hint) else ""
            style = "text" if y == 1 else "dim"
            strip = drawn([Span(cells.fit(f"   {said}", grid.width), style)], look)
            yield (0, y, grid.span(n)), (strip.crop(grid.x(n), grid.x(n) + grid.span(n)),)
        foot = foot_row(0, 0, grid.span(n), lang=lang, rule=look.h)
        yield (0, grid.foot, grid.span(n)), (drawn(foot, look),)
