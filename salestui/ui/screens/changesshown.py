"""What the screen of the pipeline's change shows: counted away from the keys, laid out in cells."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.exchange import changes_words
from salestui.exchange.changes_text import Figure, changes_report, figures
from salestui.services.changes import Window, read_window
from salestui.services.reading import Reading
from salestui.ui.beside import beside
from salestui.ui.changes.question import Question
from salestui.ui.filtering import FilterLine
from salestui.ui.screens.base import BaseScreen
from salestui.ui.widgets.chart import Chart
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from salestui.domain.metrics.waterfall import Waterfall
    from salestui.domain.snapshot import Snapshot

READING = Words("reading the log", "正在读取日志")


class ShowsChanges(BaseScreen):
    """The waterfall with what it was asked about: two days, closing period, owner, filter."""

    scope: ClassVar[str] = "changes"
    title_words: ClassVar[Words] = Words("What came and went", "商机增减")

    def __init__(self, *, mine: bool, filter_text: str) -> None:
        super().__init__()
        self.mine = mine
        self.filter = FilterLine()
        self.filter.text = filter_text
        self.first: date | None = None
        """From the end of this day; None for the beginning of the period."""
        self.closing = ""
        """The closing period as it was typed; empty for this quarter."""
        self.found: Waterfall | None = None
        self.question: Question | None = None
        """What `found` answers."""
        self.line = ""
        """The line under the cursor, as `kind|currency`."""

    def compose_body(self) -> Iterable[Widget]:
        """The chart."""
        yield Chart(id="body")

    @property
    def chart(self) -> Chart:
        """The chart."""
        return self.query_one("#body", Chart)

    # -- counting

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Count anew; until that is done the last count stands."""
        self.redraw()
        beside(self, self._count, group="count")

    def recount(self) -> None:
        """Another question is asked."""
        self.draw_lines()
        beside(self, self._count, group="count")

    @property
    def window(self) -> Window:
        """The two days and the closing period that are asked about."""
        sales, first = self.sales, self.first
        # A day that lies ahead of a day looked back to can't be compared with it.
        typed = min(first, sales.today).isoformat() if first else ""
        return read_window(typed, "", self.closing, sales.snapshot, sales.today)

    async def _count(self) -> None:
        sales, window = self.sales, self.window
        now = self._reading(sales.snapshot, sales.today)
        (past,) = await sales.states_at([window.first])
        question = Question(
            self._reading(past, window.first),
            now,
            sales.live,
            window.closing,
            self.filter.text,
            sales.workbench.me if self.mine else "",
        )
        self.found = await asyncio.to_thread(question.answer)
        self.question = question
        self.redraw()

    def _reading(self, snapshot: Snapshot, day: date) -> Reading:
        sales, context = self.sales, self.sales.context()
        present = day == sales.today and sales.then is None
        now = context.now if present else sales.end_of(day)
        as_of, log = None if present else now, sales.log_facts
        return Reading(snapshot, now, day, context.zone, context.me, self.lang, as_of, log)

    # -- drawing

    def on_chart_resized(self) -> None:
        """As many cells as there are now."""
        self.redraw()

    def redraw(self) -> None:
        """Lay the report out for the cells there are."""
        if not self.query("#body") or not self.chart.size.width:
            return
        found, width, usual = self.found, self.chart.size.width, self.sales.context().currency
        if found is None:
            self.chart.tell([(Span(f" {self.say(READING)}", "dim"),)])
            return
        lines = changes_report(
            found,
            lang=self.lang,
            cells=width,
            usual=usual,
            ascii=self.sales.config.ascii,
            filter_text=self.filter.text,
        )
        keys = list(dict.fromkeys(line.stage for line in lines if line.stage))
        self.line = self.line if self.line in keys else keys[0] if keys else ""
        self.chart.show(lines, self.line)
        self.say_line()

    @property
    def figure(self) -> Figure | None:
        """The line under the cursor."""
        if self.found is None:
            return None
        rows = figures(self.found, self.sales.context().currency)
        return next((row for row in rows if f"{row.key}|{row.currency}" == self.line), None)

    def say_line(self) -> None:
        """Say what the line under the cursor counts."""
        figure = self.figure
        if figure is None or self.found is None:
            self.set_info(())
            return
        usual = self.sales.context().currency
        text = changes_words.sentence(self.found, figure.key, usual, self.lang)
        self.set_info([Span(f" {text}")])
