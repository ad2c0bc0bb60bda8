"""The deals behind a figure: as many lines as the figure counts, every key of the board at hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.goals.book import Book
from salestui.domain.query import Env
from salestui.domain.words import Words
from salestui.exchange.columns import GAP, laid_parts
from salestui.exchange.listing import LIST_HEADS, LIST_RULES, headed, sums_text
from salestui.exchange.listing import Rows as DealRows
from salestui.services.goalfigures import deals_behind
from salestui.services.reading import Reading
from salestui.services.summary import total_of
from salestui.ui.beside import beside
from salestui.ui.screens.acting import DealScreens
from salestui.ui.screens.walker import Walker
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.widget import Widget

    from salestui.domain.snapshot import Doc, Snapshot

N_DEALS = Words("{n} deals", "{n}个商机")
ONE_DEAL = Words("1 deal", "1个商机")
NONE = Words("No deals are behind this figure.", "这个数字没有对应的商机。")


class FigureScreen(Walker, DealScreens):
    """Pushed over the goals."""

    scope: ClassVar[str] = "figure"
    title_words: ClassVar[Words] = Words("Deals", "商机")
    footer: ClassVar[tuple[str, ...]] = ("open", "next_step", "log", "stage_on", "edit")

    def __init__(self, goal: str, figure: str, name: Words, what: Words) -> None:
        super().__init__()
        self.goal = goal
        self.figure = figure
        self.name_words, self.what = name, what
        self.docs: Sequence[Doc] = ()
        self._made: list[tuple[str, ...]] | None = None
        """The cells of each deal; none before the deals were first counted."""

    def compose_body(self) -> Iterable[Widget]:
        """The heads and a line for each deal."""
        yield Line(id="head")
        yield Rows(id="body")

    @property
    def rows(self) -> Rows:
        """The lines."""
        return self.query_one("#body", Rows)

    def crumbs(self) -> Sequence[str]:
        """The goal and what is counted."""
        return (self.say(self.name_words), self.say(self.what))

    def targets(self) -> tuple[str, ...]:
        """The deal under the cursor."""
        at = self.rows.cursor
        return (str(self.docs[at]["_id"]),) if at is not None and at < len(self.docs) else ()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Count the figure anew: as many lines as it says."""
        beside(self, partial(self._count, snapshot), group="count")

    async def _count(self, snapshot: Snapshot) -> None:
        """Count all deals away from the keys."""
        ctx = self.sales.context()

        def count() -> tuple[Sequence[Doc], list[tuple[str, ...]]]:
            book = Book(snapshot, Env(ctx.today, ctx.zone, ctx.me, ctx.currency, ctx.now))
            if self.goal not in book.goals:
                return (), []
            docs = deals_behind(book, self.goal, self.figure)[1]
            reading = Reading(snapshot, ctx.now, ctx.today, ctx.zone, ctx.me, self.lang)
            rows = DealRows(reading, book.ground.pool.paths.values())
            return docs, [rows.listed(doc) for doc in docs]

        docs, made = await asyncio.to_thread(count)
        if self.framed:
            here = next(iter(self.targets()), "")
            self.docs, self._made = docs, made
            places = [str(doc["_id"]) for doc in docs]
            self.redraw(places.index(here) if here in places else None)

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self.redraw()

    def redraw(self, at: int | None = None) -> None:
        """Draw the lines with the cursor on line `at`, or on the one that it was on."""
        if not self.composed or not self.size.width or self._made is None:
            return
        columns = headed(LIST_RULES, LIST_HEADS, self.lang)
        parts = laid_parts(columns, self._made, self.size.width - 2)
        heads = (" " * GAP).join(parts.head)
        self.query_one("#head", Line).say([Span(f" {heads}", "dim")])
        rows = [Row((Span(" " + (" " * GAP).join(cells)),)) for cells in parts.rows]
        cursor = (self.rows.cursor or 0) if at is None else at
        empty = [Row((Span(f" {self.say(NONE)}", "dim"),))]
        self.rows.show(rows or empty, cursor if rows else None)
        self._say()

    def _say(self) -> None:
        n = len(self.docs)
        words = ONE_DEAL if n == 1 else N_DEALS.fill(n=n)
        currency = self.sales.context().currency
        sums = sums_text(total_of(self.docs), self.lang, currency)
        self.set_info([Span(f" {self.say(words)}  {sums}", "dim")])

    # -- keys

    def do_open(self) -> None:
        """The deal in full."""
        self.sales.open_deal(self._one())

    def walk(self, by: int) -> None:
        """Move by lines."""
        self.rows.move(by)

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * self.rows.page)
