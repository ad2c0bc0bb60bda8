"""Columns of lines side by side in one widget, with one cursor and a scroll for each column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from salestui.ui.widgets.entries import Column, Entry, Spot
from salestui.ui.widgets.lines import strip_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salestui.ui.app import SalesApp


class Place(NamedTuple):
    """A column, and the first and last line of a spot in it."""

    column: int
    first: int
    last: int


class Columns(Widget, can_focus=False):
    """Lines that the cursor walks over spot by spot; lines without a spot are passed."""

    DEFAULT_CSS = """
    Columns { width: 1fr; height: 1fr; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns: tuple[Column, ...] = ()
        self.widths: tuple[int, ...] = ()
        self.cursor: Place | None = None
        self._tops: list[int] = []

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    @property
    def spot(self) -> Spot | None:
        """What the cursor stands on."""
        if self.cursor is None:
            return None
        return self.columns[self.cursor.column][self.cursor.first].spot

    def show(
        self, columns: Sequence[Column], widths: Sequence[int], *, spot: Spot | None = None
    ) -> None:
        """Show these columns with the cursor on `spot`, else near where it was, else on top."""
        as_wide, seen = tuple(widths) == self.widths, self._picture()
        before, self.columns, self.widths = self.cursor, tuple(columns), tuple(widths)
        if len(self._tops) != len(self.columns):
            self._tops = [0] * len(self.columns)
        place = self._find(spot)
        if place is None and before is not None and spot is not None:
            place = self._near(min(before.column, len(self.columns) - 1), before.first)
        self.cursor = place or next(
            (found for n in range(len(self.columns)) if (found := self._near(n, 0))), None
        )
        self._keep_in_view()
        if not as_wide:
            self.refresh()
            return
        pairs = enumerate(zip(seen, self._picture(), strict=True))
        changed = [Region(0, y, self.size.width, 1) for y, (old, new) in pairs if old != new]
        if changed:
            self.refresh(*changed)

    def _picture(self) -> list[tuple[tuple[Entry | None, bool], ...]]:
        """What each line in sight says, and whether the cursor is on it."""
        return [
            tuple(
                (entries[at] if at < len(entries) else None, self._is_lit(column, at))
                for column, entries in enumerate(self.columns)
                for at in (self._tops[column] + y,)
            )
            for y in range(self.size.height)
        ]

    def _is_lit(self, column: int, index: int) -> bool:
        """Whether the cursor is on a line of a column."""
        place = self.cursor
        return place is not None and place.column == column and place.first <= index <= place.last

    def clear(self) -> None:
        """Forget the cursor and where the columns were scrolled to: another page comes."""
        self.columns, self.widths, self.cursor, self._tops = (), (), None, []

    # -- places

    def _places(self, column: int) -> list[Place]:
        places: list[Place] = []
        entries = self.columns[column]
        for index, entry in enumerate(entries):
            if entry.spot is None:
                continue
            if index and entries[index - 1].spot == entry.spot and places:
                places[-1] = places[-1]._replace(last=index)
            else:
                places.append(Place(column, index, index))
        return places

    def _find(self, spot: Spot | None) -> Place | None:
        if spot is None:
            return None
        for column in range(len(self.columns)):
            for place in self._places(column):
                if self.columns[column][place.first].spot == spot:
                    return place
        return None

    def _near(self, column: int, index: int) -> Place | None:
        places = self._places(column)
        return min(places, key=lambda place: abs(place.first - index), default=None)

    # -- moving

    def move(self, by: int) -> bool:
        """Move the cursor by spots within its column; false when it stays."""
        if self.cursor is None:
            return False
        places = self._places(self.cursor.column)
        at = places.index(self.cursor)
        return self._go(places[min(max(at + by, 0), len(places) - 1)])

    def across(self, by: int, *, around: bool = False) -> bool:
        """To the column beside, at about the same height; false when there is none."""
        if self.cursor is None:
            return False
        count, column = len(self.columns), self.cursor.column
        height = self.cursor.first - self._tops[column]
        for _ in range(count - 1):
            column = (column + by) % count if around else column + by
            if not 0 <= column < count:
                return False
            place = self._near(column, height + self._tops[column])
            if place is not None:
                return self._go(place)
        return False

    def page(self, by: int) -> bool:
        """Half a page down or up."""
        if self.cursor is None:
            return False
        step = max(self.size.height // 2, 1) * by
        place = self._near(self.cursor.column, self.cursor.first + step)
        if place == self.cursor:
            return self.move(by)
        return place is not None and self._go(place)

    def _go(self, place: Place) -> bool:
        before, tops = self.cursor, list(self._tops)
        if before == place or before is None:
            return False
        self.cursor = place
        self._keep_in_view()
        if tops != self._tops:
            self.refresh()
        else:
            self.refresh(self._region(before), self._region(place))
        return True

    def _region(self, place: Place) -> Region:
        x = self._x(place.column)
        top = place.first - self._tops[place.column]
        return Region(x, top, self.widths[place.column], place.last - place.first + 1)

    def _x(self, column: int) -> int:
        room = sum(self.widths)
        gap = (self.size.width - room) // max(len(self.widths) - 1, 1)
        return sum(self.widths[:column]) + gap * column

    def _keep_in_view(self) -> None:
        height = self.size.height
        if not height:
            return
        for column, entries in enumerate(self.columns):
            self._tops[column] = min(self._tops[column], max(len(entries) - height, 0))
        if self.cursor is None:
            return
        column, first, last = self.cursor
        # A head right above the first spot of a column stays in view with it.
        if not any(entry.spot for entry in self.columns[column][:first]):
            first = 0
        top = max(self._tops[column], min(last - height + 1, self.cursor.first))
        self._tops[column] = min(top, first) if first < top else top

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._keep_in_view()

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line across all columns, exactly as wide as the widget."""
        look, room = self.sales.look, self.size.width
        pieces: list[Segment] = []
        used = 0
        for column in range(len(self.columns)):
            x = self._x(column)
            pieces.append(Segment(" " * (x - used), look.text))
            pieces += self._cell(column, y)
            used = x + self.widths[column]
        pieces.append(Segment(" " * max(room - used, 0), look.text))
        return Strip(pieces).simplify().adjust_cell_length(room, look.text)

    def _cell(self, column: int, y: int) -> list[Segment]:
        look, width = self.sales.look, self.widths[column]
        index = self._tops[column] + y
        entries = self.columns[column]
        entry = entries[index] if index < len(entries) else Entry()
        strip = strip_of(entry.left, entry.right, width, look)
        if not self._is_lit(column, index):
            return list(strip)

        inner = [Segment(text, look.lit(style or look.text)) for text, style, _ in strip]
        bar = Segment(" ", look.bar)
        return [bar, *Strip(inner, width).crop(1, width)]
