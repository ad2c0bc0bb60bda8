"""The board: one widget on the line API that redraws the cells that look different, no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from salestui import cells
from salestui.domain.words import Words
from salestui.services.board import BoardView, Column
from salestui.ui.board import words
from salestui.ui.board.cards import Cards
from salestui.ui.board.cursor import Cursor
from salestui.ui.board.heads import foot_row, head_rows, path_row
from salestui.ui.board.layout import Layout, layout
from salestui.ui.board.picture import Gallery, Picture, drawn
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp


class Board(Widget, can_focus=False):
    """Shows a BoardView. The screen says where to go, the board where the cursor came to rest."""

    DEFAULT_CSS = """
    Board { width: 1fr; height: 1fr; }
    """

    @dataclass
    class CursorMoved(Message):
        """The cursor rests on another deal, or its deal has changed."""

        board: Board

        def can_replace(self, message: Message) -> bool:
            """Only the latest place matters."""
            return isinstance(message, Board.CursorMoved)

    @dataclass
    class Opened(Message):
        """A deal was clicked that was under the cursor already."""

        id: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view: BoardView | None = None
        self.cursor = Cursor()
        self.marked: set[str] = set()
        """Deals that the next act is for, instead of the one under the cursor."""
        self.hint: tuple[Words, ...] = ()
        """What an empty board says."""
        self._gallery: Gallery | None = None
        self._layout: Layout = layout(1, 1, 1, "en")
        self._drawn: dict[tuple[int, int, int], Picture] = {}
        """(x, y, width) of every part in sight -> how it was drawn last."""
        self._lines: dict[int, list[tuple[int, Strip]]] = {}
        self._stale = False

    # -- what the screen says

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    def show(self, view: BoardView, cards: Cards, changed: set[str] | None = None) -> None:
        """Show this view; with `changed` only these deals' cards look different."""
        stage = self._stage_here()
        if self.view is None:
            self.view = view
            self.cursor.go(view, 0)
        self.view = view
        self.cursor.follow(view, stage)
        self.marked = {id for id in self.marked if any(id in c.deals for c in view.columns)}
        if self._gallery is not None:
            self._gallery.forget(cards, changed)
        self._cards = cards
        self._settle()

    def _stage_here(self) -> str:
        if self.view is None or self.cursor.column >= len(self.view.columns):
            return ""
        return self.view.columns[self.cursor.column].stage.key

    def walk(self, across: int = 0, down: int = 0) -> None:
        """Move the cursor by columns and cards."""
        if self.view is not None:
            self.cursor.walk(self.view, across, down)
            self._settle()

    def walk_half(self, sign: int) -> None:
        """Move the cursor half a page down, or up."""
        self.walk(down=sign * max(1, self._layout.rows // 2))

    def go_end(self, *, last: bool) -> None:
        """To the first or the last card of the column."""
        if self.view is not None:
            column = self.view.columns[self.cursor.column]
            self.cursor.go(self.view, column.count - 1 if last else 0)
            self._settle()

    def seek(self, id: str) -> bool:
        """Put the cursor on a deal; false when it is not on the board."""
        found = self.view is not None and self.cursor.seek(self.view, id)
        self._settle()
        return found

    def go_stage(self, stage: str) -> None:
        """To the first card of a stage, by its key."""
        if self.view is not None:
            self.cursor.id, self.cursor.row = None, 0
            self.cursor.follow(self.view, stage)
            self._settle()

    def mark(self, ids: Iterable[str]) -> None:
        """Mark these deals and no others."""
        self.marked = set(ids)
        self._settle()

    @property
    def column(self) -> Column | None:
        """The column of the cursor."""
        return self.view.columns[self.cursor.column] if self.view is not None else None

    # -- drawing

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out anew."""
        self._gallery = None
        self._settle()

    def relook(self) -> None:
        """Draw everything anew: another theme or language."""
        self._gallery = None
        self._settle()

    def _settle(self) -> None:
        """Ask for one redrawing of what looks different, however many keys come in a burst."""
        if not self._stale:
            self._stale = True
            self.call_later(self._redraw)

    def _redraw(self) -> None:
        self._stale = False
        view = self.view
        if view is None or not self.size.width:
            return
        look, lang = self.sales.look, self._cards.lang
        if self._gallery is None:
            self._layout = layout(self.size.width, self.size.height, len(view.columns), lang)
            self._gallery = Gallery(self._cards, look, self._layout.cell, self._layout.lines)
            self._drawn = {}
        grid = self._layout
        self.cursor.bring_into_sight(view, grid.shown, grid.rows)
        drawn_now = dict(self._parts(view, grid, self._gallery))
        regions = _differing(self._drawn, drawn_now)
        fresh = not self._drawn
        self._drawn, self._lines = drawn_now, _by_line(drawn_now)
        if fresh:
            self.refresh()
        elif regions:
            self.refresh(*regions)
        self.post_message(self.CursorMoved(self))

    def _parts(
        self, view: BoardView, grid: Layout, gallery: Gallery
    ) -> Iterable[tuple[tuple[int, int, int], Picture]]:
        """Every part in sight, as (x, y, width) with its picture."""
        look, cards, cursor = self.sales.look, self._cards, self.cursor
        row = path_row(
            view, cursor.left, grid.shown, grid.width,
            everybody=cards.everybody, currency=cards.currency, lang=cards.lang,
        )  # fmt: skip
        yield (0, 0, grid.width), (drawn(row, look),)
        for n in range(min(grid.shown, len(view.columns))):
            at = cursor.left + n
            rows = head_rows(
                view.columns[at], grid.cell, grid.head, active=at == cursor.column,
                currency=cards.currency, lang=cards.lang, rule=look.h,
            )  # fmt: skip
            yield (grid.x(n), 1, grid.cell), tuple(drawn(row, look) for row in rows)
            for slot, picture in enumerate(self._cards_of(view, at, grid, gallery)):
                yield (grid.x(n), grid.y(slot), grid.cell), picture
            top = cursor.top(view, at)
            end = grid.x(n + 1) if n + 1 < grid.shown else grid.width
            foot = foot_row(
                top, max(0, view.columns[at].count - top - grid.rows), end - grid.x(n),
                lang=cards.lang, rule=look.h,
            )  # fmt: skip
            yield (grid.x(n), grid.foot, end - grid.x(n)), (drawn(foot, look),)

    def _cards_of(
        self, view: BoardView, at: int, grid: Layout, gallery: Gallery
    ) -> Iterable[Picture]:
        column, cursor = view.columns[at], self.cursor
        top = cursor.top(view, at)
        here = at == cursor.column
        for row in range(top, top + grid.rows):
            if row < column.count:
                id = column.at(row)
                lit = here and row == cursor.row
                yield gallery.card(
                    column.deals[id], column.stage, lit=lit, marked=id in self.marked
                )
            elif row == 0 and here and view.count:
                yield gallery.nothing(words.NOTHING.say(self._cards.lang))
            else:
                yield gallery.blank

    def render_line(self, y: int) -> Strip:
        """One line of the board, exactly as wide as the widget."""
        look, width = self.sales.look, self.size.width
        blank = look.text
        empty = self.view is not None and not self.view.count
        if empty and self._layout.top <= y < self._layout.foot:
            return self._hint_line(y - self._layout.top - 1)
        segments: list[Segment] = []
        x = 0
        for start, strip in self._lines.get(y, ()):
            if start > x:
                segments.append(Segment(" " * (start - x), blank))
            segments += strip
            x = start + strip.cell_length
        if x < width:
            segments.append(Segment(" " * (width - x), blank))
        return Strip(segments, max(x, width))

    def _hint_line(self, n: int) -> Strip:
        look, width = self.sales.look, self.size.width
        said = self.hint[n].say(self._cards.lang) if 0 <= n < len(self.hint) else ""
        style = "text" if n == 0 else "dim"
        return drawn([Span(cells.fit(f"   {said}", width), style)], look)

    # -- the mouse

    def on_click(self, event: events.Click) -> None:
        """Go to the card that was clicked; open it when the cursor is there already."""
        grid, view = self._layout, self.view
        n, slot = event.x // (grid.cell + 1), (event.y - grid.top) // grid.lines
        if view is None or event.y < grid.top or n >= min(grid.shown, len(view.columns)):
            return
        before = self.cursor.id
        self.cursor.column = self.cursor.left + n
        self.cursor.go(view, self.cursor.top(view, self.cursor.column) + slot)
        if before is not None and before == self.cursor.id:
            self.post_message(self.Opened(before))
        self._settle()


def _differing(
    old: dict[tuple[int, int, int], Picture], new: dict[tuple[int, int, int], Picture]
) -> list[Region]:
    """The cells whose picture is another one."""
    regions = []
    for place, picture in new.items():
        before = old.get(place)
        if before is picture:
            continue
        x, y, width = place
        for n, strip in enumerate(picture):
            if before is None or n >= len(before) or before[n] != strip:
                regions.append(Region(x, y + n, width, 1))
    return regions


def _by_line(parts: dict[tuple[int, int, int], Picture]) -> dict[int, list[tuple[int, Strip]]]:
    """Line -> (x, strip) from left to right."""
    lines: dict[int, list[tuple[int, Strip]]] = {}
    for (x, y, _), picture in parts.items():
        for n, strip in enumerate(picture):
            lines.setdefault(y + n, []).append((x, strip))
    for row in lines.values():
        row.sort(key=lambda part: part[0])
    return lines


__all__: Sequence[str] = ("Board",)
