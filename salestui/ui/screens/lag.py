"""What lag cost: days late by reason and by department, each line with its tasks behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.exchange.lag_text import LagLine, lag_lines, part_words, totals_words
from salestui.services.lagfigures import lag_of
from salestui.services.periods import read_period
from salestui.ui.filtering import ask_filter
from salestui.ui.screens.base import BaseScreen
from salestui.ui.screens.walker import Walker
from salestui.ui.tasks import words as say
from salestui.ui.tasks.filtering import LagFilter
from salestui.ui.whose import MINE
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.widget import Widget

    from salestui.domain.metrics.lag import Lag
    from salestui.domain.metrics.period import Period
    from salestui.domain.snapshot import Doc, Snapshot

STYLES = {"row": "text", "head": "dim", "all": "strong"}
PERIOD = Words("first due in:", "原截止时段：")
NOTHING = Words("No task lagged.", "没有滞后过的任务。")


class LagScreen(Walker, BaseScreen):
    """Pushed over the tasks, with the filter and the owner that they were shown by."""

    scope: ClassVar[str] = "lag"
    title_words: ClassVar[Words] = Words("Lag", "滞后")
    footer: ClassVar[tuple[str, ...]] = ("lag_tasks", "explain", "period", "mine", "filter")

    def __init__(self, *, mine: bool, filter_text: str) -> None:
        super().__init__()
        self.mine, self.filter = mine, LagFilter()
        self.filter.text = filter_text
        self.period = ""
        """As it was typed; empty for all time."""
        self.found: Lag | None = None
        self._lines: Sequence[LagLine] = ()

    def compose_body(self) -> Iterable[Widget]:
        """What is counted, and the lines."""
        yield Line(id="summary")
        yield Rows(id="body")

    @property
    def rows(self) -> Rows:
        """The lines."""
        return self.query_one("#body", Rows)

    def crumbs(self) -> Sequence[str]:
        """Tasks, lag, whose, the filter."""
        found = [Words("Tasks", "任务").say(self.lang), self.say(self.title_words)]
        found += [self.say(MINE)] if self.mine else []
        return [*found, "/" + self.filter.text] if self.filter.text else found

    # -- counting

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Count the lag of this state."""
        self.found = self.count(snapshot)
        self.redraw()

    def count(self, snapshot: Snapshot) -> Lag:
        """What the screen asks about, in a state."""
        return lag_of(snapshot, self._docs(snapshot), self.sales.today, self.span)

    @property
    def span(self) -> Period | None:
        """The period that is asked about."""
        return read_period(self.period, self.sales.snapshot, self.sales.today)

    def _docs(self, snapshot: Snapshot) -> Iterable[Doc]:
        query = self.filter.compiled(snapshot, self.sales.context(), self.sales.live)
        docs = snapshot.live("tasks") if query is None else query.docs()
        me = self.sales.workbench.me
        return [doc for doc in docs if doc.get("owner") == me] if self.mine and me else docs

    def _recount(self) -> None:
        if self.snapshot is not None:
            self.show_snapshot(self.snapshot)
            self.draw_lines()

    # -- drawing

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self.redraw()

    def redraw(self) -> None:
        """Draw the lines with the cursor where it was."""
        found, width = self.found, self.size.width
        if not self.composed or found is None or not width:
            return
        here = self.line
        self._lines = lag_lines(found, self.lang, width - 2)
        said = "  ".join(self.say(words) for words in totals_words(found))
        self.query_one("#summary", Line).say([Span(f" {said}", "text")])
        room = max((line.bar for line in self._lines), default=0)
        rows = [self._row(line, room) for line in self._lines]
        empty = [Row(), Row((Span(f"  {self.say(NOTHING)}"),))]
        self.rows.show(rows or empty, self._place(here))

    def _row(self, line: LagLine, room: int) -> Row:
        style = STYLES[line.role]
        bar = Span("#" * line.bar + " " * (room - line.bar), "accent")
        return Row((Span(f" {line.label} ", style), bar, Span(line.figures, style)))

    def _place(self, here: LagLine | None) -> int | None:
        places = [n for n, line in enumerate(self._lines) if line.by]
        same = [n for n in places if here and self._lines[n][-2:] == here[-2:]]
        return next(iter([*same, *places]), None)

    @property
    def line(self) -> LagLine | None:
        """The line under the cursor."""
        at = self.rows.cursor
        return self._lines[at] if at is not None and at < len(self._lines) else None

    # -- keys

    def walk(self, by: int) -> None:
        """Move by lines that count something."""
        places, at = [n for n, line in enumerate(self._lines) if line.by], self.rows.cursor
        if at in places:
            to = places[min(max(places.index(at) + by, 0), len(places) - 1)]
            self.rows.move(to - at)

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * self.rows.page)

    def do_lag_tasks(self) -> None:
        """The tasks behind the line."""
        from salestui.ui.screens.lagged import LaggedScreen

        line = self.line
        if line is not None and line.by:
            named = self.say(part_words(line.by, line.key))
            self.sales.open(LaggedScreen(self, line.by, line.key, (*self.crumbs(), named)))

    def do_mine(self) -> None:
        """My tasks, or everybody's."""
        self.sales.refuse_stranger()
        self.mine = not self.mine
        self._recount()

    async def do_filter(self) -> None:
        """Which tasks are counted."""
        text = await ask_filter(self, self.filter)
        if text is not None:
            self.filter.text = text
            self._recount()

    async def do_period(self) -> None:
        """When the tasks were first due: `q3`, `last month`, `all`."""

        def check(text: str) -> Words:
            span = read_period(text, self.sales.snapshot, self.sales.today)
            return totals_words(replace(self.found, period=span))[0] if self.found else say.NOTHING

        text = await self.ask_line(PERIOD, self.period, check=check)
        if text is not None:
            self.period = text.strip()
            self._recount()

    def do_explain(self) -> None:
        """How the days come about."""
        from salestui.ui.screens.explain import ExplainScreen
        from salestui.ui.tasks.explain import explanation

        found = self.found
        if found is not None:
            workspace = self.sales.snapshot.workspace
            self.sales.open(
                ExplainScreen(
                    self, lambda: explanation(self.found or found, workspace, self.filter.text)
                )
            )
