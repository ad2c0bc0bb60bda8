"""One record in full: a head, one page at a time, and what is under the cursor."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from salestui import cells
from salestui.domain.history import rows
from salestui.domain.problems import NOWHERE
from salestui.domain.schema import path_parts
from salestui.domain.words import Words
from salestui.ui.beside import beside
from salestui.ui.records import head, pages
from salestui.ui.records.past import Past, past
from salestui.ui.records.sight import Sight
from salestui.ui.screens.base import BaseScreen
from salestui.ui.widgets.columns import Columns
from salestui.ui.widgets.entries import Spot
from salestui.ui.widgets.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from textual.widget import Widget

    from salestui.domain.change import Commit
    from salestui.domain.snapshot import Doc, Snapshot
    from salestui.ui.widgets.entries import Column
    from salestui.ui.widgets.lines import Span

S = TypeVar("S", bound=Sight)
FRAME = 4
"""Lines around head and body: the top line and the three below."""
HEADS = ("first", "second", "third")
HEIGHT = len(HEADS) + 1
"""Lines of the head, with the names of the pages."""


class RecordPages(BaseScreen, Generic[S]):
    """Shows one record. Fill in what its kind has of its own."""

    kind: ClassVar[str] = ""
    pages: ClassVar[tuple[str, ...]] = ("overview",)
    not_yet: ClassVar[Words] = NOWHERE
    """What stands there on a day before the record came; `{day}` is when it did."""

    def __init__(self, record_id: str, field: str = "") -> None:
        """`field` is where the cursor shall stand; on the overview when left out."""
        super().__init__()
        self.asked_id = record_id
        self.page = "fields" if field else self.pages[0]
        self.changes: tuple[Past, ...] | None = None
        """The record's history, oldest first; None while the log is being read."""
        self._told_of: tuple[Doc | None, ...] = ()
        self._sight: S | None = None
        self._sight_for: tuple[object, ...] = ()
        self.spots: dict[str, Spot | None] = {"fields": Spot("field", path_parts(field)[0])}
        """Where the cursor was left on each page."""

    # -- what a kind fills in

    def sight_in(self, snapshot: Snapshot, today: date, dash: str, contest: Words) -> S:
        """The record as it is in a snapshot on a day."""
        raise NotImplementedError

    def head_lines(self, sight: S, width: int) -> Sequence[head.HeadLine]:
        """The three lines over the names of the pages."""
        raise NotImplementedError

    def labels(self, sight: S) -> Sequence[tuple[Words, int | None]]:
        """The names of the pages with how much each holds."""
        return pages.labels(self.pages, sight, self.changes)

    def columns(self, sight: S, width: int, rows: int) -> Sequence[Column]:
        """The open page."""
        return pages.columns(self.page, sight, self.changes, width)

    def widths(self, width: int) -> tuple[int, ...]:
        """The widths of the columns of the open page."""
        return pages.widths(self.page, width)

    def heard(self, commits: Sequence[Commit], until: int | None) -> None:
        """The commits of the record were read; `until` is the end of the day shown, ms."""

    def explained(self, sight: S, spot: Spot) -> tuple[Sequence[Span], Sequence[Span]]:
        """What the line above the keys says of what is under the cursor."""
        return pages.explain(sight, self.changes, spot)

    # -- what is shown

    def compose_body(self) -> Iterable[Widget]:
        """The head over the page."""
        for name in (*HEADS, "tabs"):
            yield Line(id=name)
        yield Columns(id="body")

    def crumbs(self) -> Sequence[str]:
        """The screen that this one was opened from, and the record."""
        under = self.sales.screen_stack[0]
        before = under.crumbs() if isinstance(under, BaseScreen) and under is not self else ()
        return (*before, (self.sight if self.there else self._now).name)

    @property
    def record_id(self) -> str:
        """Id of the record that is shown."""
        return self.asked_id

    @property
    def there(self) -> bool:
        """Whether the record exists in what is shown: not on a day before it came."""
        return (self.snapshot or self.sales.snapshot).get(self.kind, self.record_id) is not None

    @property
    def _now(self) -> S:
        """The record as it is today, whatever day is shown."""
        return self.sight_in(self.sales.live, self.sales.live_today, "", NOWHERE)

    @property
    def sight(self) -> S:
        """The record as it is now; made once for a snapshot, as every key asks for it."""
        sales = self.sales
        snapshot = self.snapshot or sales.snapshot
        contest = self._contest(snapshot)
        setting = (sales.today, sales.lang, sales.look.h, contest)
        kept = self._sight
        if kept is None or kept.snapshot is not snapshot or self._sight_for != setting:
            kept = self._sight = self.sight_in(snapshot, sales.today, sales.look.h, contest)
            self._sight_for = setting
        return kept

    def _contest(self, snapshot: Snapshot) -> Words:
        """Who archived the record and who edited it; nothing where nobody has to decide that."""
        found = self.sales.waiting.inbox.contest(self.kind, self.record_id)
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
        """Draw the record, and read its history again when it changed."""
        self.redraw()
        docs = tuple(snapshot.get(self.kind, id) for id in self.sight.family)
        if list(map(id, docs)) != list(map(id, self._told_of)):
            self._told_of = docs
            beside(self, self._read_history, group="history")

    async def _read_history(self) -> None:
        """Read the log away from the screen and the store."""
        history, ids, then = self.sales.workbench.history, self.sight.family, self.sales.then
        commits = await asyncio.to_thread(lambda: history.of_records(ids))
        if not self.query("#body"):
            # The screen was closed meanwhile.
            return
        found = rows(commits, {(self.kind, id) for id in ids})
        until = then.instant if then is not None else None
        self.changes = past(row for row in found if until is None or row.when <= until)
        self.heard(commits, until)
        self.redraw()
        self.draw_lines()

    def on_resize(self) -> None:
        """Lay the page out anew."""
        self.redraw()

    def redraw(self) -> None:
        """Draw head and page; lines that say the same are left alone."""
        if not self.composed:
            return
        sight, (width, height) = self.sight, self.size
        if not self.there:
            for name in (*HEADS, "tabs"):
                self.query_one(f"#{name}", Line).say(())
            self.body.show((pages.absent(self._now, self.not_yet),), (width,))
            self.set_info(())
            return
        for name, (left, right) in zip(HEADS, self.head_lines(sight, width), strict=True):
            self.query_one(f"#{name}", Line).say(left, right)
        at = self.pages.index(self.page)
        self.query_one("#tabs", Line).say(head.tabs(self.labels(sight), at, width, sight))
        columns = self.columns(sight, width, height - HEIGHT - FRAME)
        spot = self.body.spot or self.spots.get(self.page)
        self.body.show(columns, self.widths(width), spot=spot)
        self.explain()

    def explain(self) -> None:
        """Say more of what is under the cursor."""
        spot = self.body.spot
        left, right = self.explained(self.sight, spot) if spot else ((), ())
        # The facts are worth more than the hint.
        room = self.size.width - sum(cells.width(span.text) for span in left)
        fits = sum(cells.width(span.text) for span in right) <= room
        self.set_info(left, right if fits else ())
