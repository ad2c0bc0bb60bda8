"""The pages of the deal screen: what they show, and how the cursor walks over them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from salestui import cells
from salestui.domain.history import changes
from salestui.domain.words import Words
from salestui.ui.deal import head, pages
from salestui.ui.deal.past import Past, past
from salestui.ui.deal.sight import Sight, Spot
from salestui.ui.screens.acting import DealScreens
from salestui.ui.screens.base import BaseScreen
from salestui.ui.widgets.columns import Columns
from salestui.ui.widgets.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.widget import Widget

    from salestui.domain.snapshot import Doc, Snapshot

FRAME = 4
"""Lines around head and body: the top line and the three below."""


class DealPages(DealScreens):
    """Shows one deal and walks over it."""

    scope: ClassVar[str] = "deal"
    title_words: ClassVar[Words] = Words("Deal", "商机")

    def __init__(self, deal_id: str) -> None:
        super().__init__()
        self.deal_id = deal_id
        self.page = pages.PAGES[0]
        self.changes: tuple[Past, ...] | None = None
        """The deal's history, oldest first; None while the log is being read."""
        self._told_of: Doc | None = None
        self._spots: dict[str, Spot | None] = {}

    # -- what is shown

    def compose_body(self) -> Iterable[Widget]:
        """Four lines of head over the page."""
        for name in ("deal", "way", "next", "tabs"):
            yield Line(id=name)
        yield Columns(id="body")

    def crumbs(self) -> Sequence[str]:
        """The screen that this one was opened from, and the deal."""
        under = self.sales.screen_stack[0]
        before = under.crumbs() if isinstance(under, BaseScreen) and under is not self else ()
        return (*before, self.sight.name)

    @property
    def sight(self) -> Sight:
        """The deal as it is now."""
        sales = self.sales
        return Sight.of(
            self.snapshot or sales.snapshot,
            self.deal_id,
            today=sales.today,
            zone=sales.workbench.zone,
            lang=sales.lang,
            dash=sales.look.h,
        )

    @property
    def spot(self) -> Spot | None:
        """What the cursor stands on."""
        return self._body.spot if self.composed else None

    @property
    def _body(self) -> Columns:
        return self.query_one("#body", Columns)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the deal, and read its history again when it changed."""
        self.redraw()
        doc = snapshot.get("deals", self.deal_id)
        if doc is not self._told_of:
            self._told_of = doc
            self.run_worker(self._read_history(), group="history", exclusive=True)

    async def _read_history(self) -> None:
        """Read the log away from the screen and the store."""
        history, id = self.sales.workbench.history, self.deal_id
        commits = await asyncio.to_thread(lambda: history.of_records([id]))
        if not self.query("#body"):
            # The screen was closed meanwhile.
            return
        self.changes = past(changes(commits, "deals", id))
        self.redraw()
        self.draw_lines()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the page out anew."""
        super().on_resize(event)
        self.redraw()

    def redraw(self) -> None:
        """Draw head and page; lines that say the same are left alone."""
        if not self.composed:
            return
        sight, (width, height) = self.sight, self.size
        names = ("deal", "way", "next")
        for name, (left, right) in zip(names, head.head(sight, width), strict=True):
            self.query_one(f"#{name}", Line).say(left, right)
        labels = pages.labels(sight, self.changes)
        tabs = head.tabs(labels, pages.PAGES.index(self.page), width, sight)
        self.query_one("#tabs", Line).say(tabs.left)
        room = height - head.HEIGHT - FRAME
        columns = pages.columns(self.page, sight, self.changes, width, room)
        spot = self._body.spot or self._spots.get(self.page)
        self._body.show(columns, pages.widths(self.page, width), spot=spot)
        self._explain()

    def _explain(self) -> None:
        left, right = pages.explain(self.sight, self.changes, self._body.spot)
        # The facts are worth more than the hint.
        room = self.size.width - sum(cells.width(span.text) for span in left)
        fits = sum(cells.width(span.text) for span in right) <= room
        self.set_info(left, right if fits else ())

    # -- walking

    def do_tab_on(self) -> None:
        """The next page."""
        self._turn(1)

    def do_tab_back(self) -> None:
        """The page before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        at = pages.PAGES.index(self.page)
        self.open_page(pages.PAGES[(at + by) % len(pages.PAGES)])

    def open_page(self, page: str) -> None:
        """Show a page with the cursor where it was left."""
        self._spots[self.page] = self._body.spot
        self.page = page
        self._body.clear()
        self.redraw()
        self.draw_lines()

    def _walked(self, moved: bool) -> None:
        if moved:
            self._explain()
            self.draw_lines()

    def do_down(self) -> None:
        """One line down."""
        self._walked(self._body.move(1))

    def do_up(self) -> None:
        """One line up."""
        self._walked(self._body.move(-1))

    def do_first(self) -> None:
        """To the first line."""
        self._walked(self._body.move(-1_000_000))

    def do_last(self) -> None:
        """To the last line."""
        self._walked(self._body.move(1_000_000))

    def do_page_down(self) -> None:
        """Half a page down."""
        self._walked(self._body.page(1))

    def do_page_up(self) -> None:
        """Half a page up."""
        self._walked(self._body.page(-1))

    def do_right(self) -> None:
        """To the column at the right."""
        self._walked(self._body.across(1))

    def do_left(self) -> None:
        """To the column at the left."""
        self._walked(self._body.across(-1))

    def do_next_pane(self) -> None:
        """To the other column."""
        self._walked(self._body.across(1, around=True))
