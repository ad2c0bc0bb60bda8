"""Drawing a ListView line by line: what looks different is sent, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from salestui.domain.words import Words
from salestui.exchange.dealcells import DEAL_CELLS, USUAL
from salestui.exchange.listing import Rows
from salestui.services.boardlist import ListView
from salestui.ui.board.diff import differing
from salestui.ui.board.frames import in_one_frame
from salestui.ui.board.heads import foot_row
from salestui.ui.board.listlayout import list_layout
from salestui.ui.board.listlines import RowMaker, changes_line, heads, summary
from salestui.ui.board.patience import Patient
from salestui.ui.board.picture import KEPT, drawn
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp

FRAME = 3
"""Lines around the rows: the whole and the heads above, the rule below."""
FOREIGN = 4
"""Cells that the code of another currency takes."""


class DrawsRows(Patient, can_focus=False):
    """The whole, the heads, a line for each deal in sight, and the rule below."""

    DEFAULT_CSS = """
    DrawsRows { width: 1fr; height: 1fr; display: none; }
    """

    def __init__(self, rested: Callable[[], None], *, id: str | None = None) -> None:
        """`rested` is called when the cursor rests somewhere, or what it is on has changed."""
        super().__init__(id=id)
        self.view: ListView | None = None
        self.columns: tuple[str, ...] = USUAL
        """Keys of the columns that are asked for."""
        self.shift = 0
        """How many of the columns that can move are beyond the left edge."""
        self.marked: set[str] = set()
        self.hint: tuple[Words, ...] = ()
        """What an empty list says."""
        self.changes: tuple[str, ...] = ()
        """What changed in the list, from the longest to the shortest way to say it."""
        self.here: str | None = None
        """The deal under the cursor."""
        self._rested = rested
        self._rows: Rows | None = None
        self._everybody = False
        self._row, self._top = 0, 0
        self._maker: RowMaker | None = None
        self._kept: dict[tuple[str, bool, bool], Strip] = {}
        self._lines: list[Strip] = []

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    # -- showing

    def show(
        self, view: ListView, rows: Rows, changed: set[str] | None = None, *, everybody: bool
    ) -> None:
        """Show this list; with `changed` only these deals' rows look different."""
        self.view, self._rows, self._everybody = view, rows, everybody
        self.marked = {id for id in self.marked if id in view.rows.deals}
        if self.here is not None and self.here in view.rows.deals:
            self._row = view.rows.row(self.here)
        self._go(self._row)
        if self._maker is not None:
            self._maker.rows = rows
        if changed is None:
            self._kept.clear()
        else:
            self._kept = {key: strip for key, strip in self._kept.items() if key[0] not in changed}

    def relook(self) -> None:
        """Draw everything anew: another size, theme, language or choice of columns."""
        self._maker = None
        self.settle()

    def choose(self, columns: Sequence[str]) -> None:
        """Show these columns from now on."""
        self.columns, self.shift = tuple(columns), 0
        self.relook()

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out anew."""
        self.relook()

    def _go(self, row: int) -> None:
        view = self.view
        if view is not None:
            self._row = max(0, min(view.count - 1, row))
            self.here = view.rows.at(self._row) if view.count else None
            self.settle()

    # -- drawing

    @property
    def _height(self) -> int:
        """Rows in sight."""
        return max(1, self.size.height - FRAME)

    def draw(self) -> None:
        """Draw what is in sight, and send the lines that differ."""
        view, rows = self.view, self._rows
        if view is None or rows is None:
            return
        anew = self._maker is None
        maker = self._maker or self._lay_out(view, rows)
        last = max(0, view.count - self._height)
        self._top = min(max(self._top, self._row - self._height + 1, 0), self._row, last)
        width, old = self.size.width, self._lines
        self._lines = list(self._made(view, maker))
        if anew or len(old) != len(self._lines):
            self.refresh()
        else:
            pairs = ({(0, y, width): (strip,) for y, strip in enumerate(lines)}
                     for lines in (old, self._lines))  # fmt: skip
            regions = differing(*pairs)
            if regions:
                self.refresh(*regions)
        self._rested()
        in_one_frame(self)

    def _lay_out(self, view: ListView, rows: Rows) -> RowMaker:
        foreign = set(view.work.sums.amounts) - {rows.reading.currency, ""}
        width = self.size.width
        layout = list_layout(
            [DEAL_CELLS[key] for key in self.columns],
            width,
            rows.lang,
            shift=self.shift,
            more=FOREIGN if foreign else 0,
        )
        self._kept.clear()
        self._maker = RowMaker(rows, layout, self.sales.look, width)
        return self._maker

    def _made(self, view: ListView, maker: RowMaker) -> Iterator[Strip]:
        """Every line from the top."""
        look, lang, width = maker.look, maker.rows.lang, maker.width
        usual = maker.rows.reading.currency
        if self.changes:
            yield drawn(changes_line(view, width, self.changes, lang), look)
        else:
            whole = summary(view, width, everybody=self._everybody, usual=usual, lang=lang)
            yield drawn(whole, look)
        yield drawn(heads(view, maker.layout, lang, look.h, width), look)
        for y in range(self._height):
            yield self._row_at(view, maker, self._top + y, y)
        below = max(0, view.count - self._top - self._height)
        yield drawn(foot_row(self._top, below, width, lang=lang, rule=look.h), look)

    def _row_at(self, view: ListView, maker: RowMaker, row: int, y: int) -> Strip:
        if row < view.count:
            id = view.rows.at(row)
            key = (id, row == self._row, id in self.marked)
            found = self._kept.get(key)
            if found is None:
                if len(self._kept) >= KEPT:
                    self._kept.clear()
                doc = view.rows.deals[id]
                found = self._kept[key] = maker.strip(doc, lit=key[1], marked=key[2])
            return found
        said = self.hint[y].say(maker.rows.lang) if not view.count and y < len(self.hint) else ""
        style = "text" if y == 0 else "dim"
        text = drawn([Span(f"   {said}", style)], maker.look)
        return text.adjust_cell_length(maker.width, maker.look.text)

    def render_line(self, y: int) -> Strip:
        """One line, exactly as wide as the widget."""
        width, blank = self.size.width, self.sales.look.text
        if y >= len(self._lines):
            return Strip([Segment(" " * width, blank)], width)
        strip = self._lines[y]
        return strip if strip.cell_length == width else strip.adjust_cell_length(width, blank)
