"""How the pipeline changed between two days: a bar for what came and for what went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from salestui.domain.dates import parse_date
from salestui.domain.words import Words
from salestui.services.periods import read_period
from salestui.ui.filtering import ask_filter
from salestui.ui.forms.reading import date_read
from salestui.ui.screens.changesshown import ShowsChanges
from salestui.ui.screens.walker import Walker
from salestui.ui.whose import MINE

PERIOD = Words("to close in:", "预计签约期：")
CLOSING = Words("deals that are to close {first} to {last}", "预计 {first} 至 {last} 签约的商机")
WHOLE = Words("the whole pipeline, whenever it closes", "全部在册商机，不限签约日")
FROM = Words("from the end of:", "从哪天结束时起：")
WEEK = timedelta(weeks=1)
HALF = 4
"""Lines that half a page is."""


class ChangesScreen(Walker, ShowsChanges):
    """Walks over the lines, and asks for another window."""

    footer: ClassVar[tuple[str, ...]] = (
        "line_deals",
        "explain",
        "period",
        "since_when",
        "earlier",
        "mine",
        "filter",
    )
    last_key: ClassVar[str] = "help"

    # -- walking

    def walk(self, by: int) -> None:
        """Move by lines."""
        keys = self.chart.stages
        if self.line in keys:
            self.line = keys[min(max(keys.index(self.line) + by, 0), len(keys) - 1)]
            self.chart.point(self.line)
            self.say_line()

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * HALF)

    # -- what is asked

    def do_mine(self) -> None:
        """My deals, or everybody's."""
        self.sales.refuse_stranger()
        self.mine = not self.mine
        self.recount()

    async def do_filter(self) -> None:
        """Which deals are meant."""
        text = await ask_filter(self, self.filter)
        if text is not None:
            self.filter.text = text
            self.recount()

    async def do_period(self) -> None:
        """In which period the deals are to close: `q3`, `next month`, `all`."""

        def check(text: str) -> Words:
            found = read_period(text, self.sales.snapshot, self.sales.today)
            if found is None:
                return WHOLE
            return CLOSING.fill(first=found[0].isoformat(), last=found[1].isoformat())

        text = await self.ask_line(PERIOD, self.closing, check=check)
        if text is not None:
            self.closing = text.strip() or "all"
            self.recount()

    async def do_since_when(self) -> None:
        """From the end of which day; nothing typed is the beginning of the period."""
        today = self.sales.today
        text = await self.ask_line(FROM, check=date_read(today, past=True))
        if text is not None:
            typed = text.strip()
            self.first = parse_date(typed, today, past=True) if typed else None
            self.recount()

    def do_earlier(self) -> None:
        """From a week earlier."""
        self._begin(self.window.first - WEEK)

    def do_later(self) -> None:
        """From a week later, at most from today."""
        self._begin(min(self.window.first + WEEK, self.sales.today))

    def _begin(self, day: date) -> None:
        self.first = day
        self.recount()

    def do_explain(self) -> None:
        """What each line counts."""
        from salestui.ui.changes.explain import explanation
        from salestui.ui.screens.explain import ExplainScreen

        found = self.found
        if found is not None:
            text = self.filter.text
            self.sales.open(ExplainScreen(self, lambda: explanation(self.found or found, text)))

    def do_line_deals(self) -> None:
        """The deals of the line."""
        from salestui.ui.screens.changed import ChangedScreen

        figure = self.figure
        if figure is not None and self.question is not None and figure.deals:
            self.sales.open(ChangedScreen(self.crumbs(), figure, self.question))

    def crumbs(self) -> Sequence[str]:
        """The screen, whose deals, the filter."""
        found = [self.say(self.title_words)]
        if self.mine:
            found.append(self.say(MINE))
        if self.filter.text:
            found.append("/" + self.filter.text)
        return found
