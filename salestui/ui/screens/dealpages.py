"""What the deal screen shows: the head, one page, and what is under the cursor."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from salestui import cells
from salestui.domain.history import changes
from salestui.domain.life import life
from salestui.domain.problems import NOWHERE
from salestui.domain.schema import path_parts
from salestui.domain.words import Words
from salestui.ui.beside import beside
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
    """Shows one deal, a page at a time."""

    scope: ClassVar[str] = "deal"
    title_words: ClassVar[Words] = Words("Deal", "商机")

    def __init__(self, deal_id: str, field: str = "") -> None:
        """`field` is where the cursor shall stand; on the overview when left out."""
        super().__init__()
        self.deal_id = deal_id
        self.page = "fields" if field else pages.PAGES[0]
        self.changes: tuple[Past, ...] | None = None
        """The deal's history, oldest first; None while the log is being read."""
        self.told = pages.Told()
        """The same with its whole life."""
        self._told_of: Doc | None = None
        self._sight: Sight | None = None
        self._sight_for: tuple[object, ...] = ()
        self.spots: dict[str, Spot | None] = {"fields": Spot("field", path_parts(field)[0])}
        """Where the cursor was left on each page."""

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
        return (*before, (self.sight if self.there else self._now).name)

    @property
    def there(self) -> bool:
        """Whether the deal exists in what is shown: not on a day before it came."""
        return (self.snapshot or self.sales.snapshot).get("deals", self.deal_id) is not None

    @property
    def _now(self) -> Sight:
        """The deal as it is today, whatever day is shown."""
        sales = self.sales
        day, zone = sales.live_today, sales.workbench.zone
        return Sight.of(sales.live, self.deal_id, today=day, zone=zone, lang=sales.lang)

    @property
    def sight(self) -> Sight:
        """The deal as it is now; made once for a snapshot, as every key asks for it."""
        sales = self.sales
        snapshot = self.snapshot or sales.snapshot
        contest = self._contest(snapshot)
        setting = (sales.today, sales.lang, sales.look.h, contest)
        kept = self._sight
        if kept is None or kept.snapshot is not snapshot or self._sight_for != setting:
            kept = self._sight = Sight.of(
                snapshot,
                self.deal_id,
                today=sales.today,
                zone=sales.workbench.zone,
                lang=sales.lang,
                dash=sales.look.h,
                contest=contest,
            )
            self._sight_for = setting
        return kept

    def _contest(self, snapshot: Snapshot) -> Words:
        """Who archived the deal and who edited it; nothing where nobody has to decide that."""
        found = self.sales.waiting.inbox.contest("deals", self.deal_id)
        return found.words(snapshot, self.sales.workbench.user) if found else NOWHERE

    def show_waiting(self) -> None:
        """What is to be decided stands in the head."""
        self.redraw()
        self.draw_lines()

    @property
    def spot(self) -> Spot | None:
        """What the cursor stands on."""
        return self.body.spot if self.composed else None

    @property
    def body(self) -> Columns:
        """The page."""
        return self.query_one("#body", Columns)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the deal, and read its history again when it changed."""
        self.redraw()
        doc = snapshot.get("deals", self.deal_id)
        if doc is not self._told_of:
            self._told_of = doc
            beside(self, self._read_history, group="history")

    async def _read_history(self) -> None:
        """Read the log away from the screen and the store."""
        history, id, then = self.sales.workbench.history, self.deal_id, self.sales.then
        commits = await asyncio.to_thread(lambda: history.of_records([id]))
        if not self.query("#body"):
            # The screen was closed meanwhile.
            return
        rows, until = changes(commits, "deals", id), then.instant if then is not None else None
        self.changes = past(row for row in rows if until is None or row.when <= until)
        self.told = pages.Told(self.changes, life(commits, id), until)
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
        if not self.there:
            for name in ("deal", "way", "next", "tabs"):
                self.query_one(f"#{name}", Line).say(())
            self.body.show((pages.absent(self._now),), (width,))
            self.set_info(())
            return
        names = ("deal", "way", "next")
        for name, (left, right) in zip(names, head.head(sight, width), strict=True):
            self.query_one(f"#{name}", Line).say(left, right)
        labels = pages.labels(sight, self.changes)
        tabs = head.tabs(labels, pages.PAGES.index(self.page), width, sight)
        self.query_one("#tabs", Line).say(tabs.left)
        room = height - head.HEIGHT - FRAME
        columns = pages.columns(self.page, sight, self.told, width, room)
        spot = self.body.spot or self.spots.get(self.page)
        self.body.show(columns, pages.widths(self.page, width), spot=spot)
        self.explain()

    def explain(self) -> None:
        """Say more of what is under the cursor."""
        left, right = pages.explain(self.sight, self.told, self.body.spot)
        # The facts are worth more than the hint.
        room = self.size.width - sum(cells.width(span.text) for span in left)
        fits = sum(cells.width(span.text) for span in right) <= room
        self.set_info(left, right if fits else ())
