"""The deals behind a line of the pipeline's change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.exchange.changes_text import Figure
from salestui.exchange.changes_words import LINES
from salestui.ui.changes.dealrows import deal_lines
from salestui.ui.changes.question import Question
from salestui.ui.screens.base import BaseScreen
from salestui.ui.screens.walker import Walker
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Row, Rows


class ChangedScreen(Walker, BaseScreen):
    """A list of deals with what each was and is."""

    scope: ClassVar[str] = "changed"
    title_words: ClassVar[Words] = Words("Deals", "商机")
    footer: ClassVar[tuple[str, ...]] = ("open_changed", "down", "up")

    def __init__(self, before: Sequence[str], figure: Figure, question: Question) -> None:
        """`before` leads here; the deals of `figure`, as `question` compared them."""
        super().__init__()
        self._before, self._figure, self._question = before, figure, question

    def compose_body(self) -> Iterable[Widget]:
        """The heads over the rows."""
        yield Line(id="heads")
        yield Rows(id="body")

    def crumbs(self) -> Sequence[str]:
        """The change, and the line that was opened."""
        return (*self._before, self.say(LINES[self._figure.key]))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the deals, as they were compared when the line was opened."""
        self._draw()

    def on_resize(self) -> None:
        """Lay the columns out anew."""
        if self.composed:
            self._draw()

    def _draw(self) -> None:
        rows, question = self.query_one(Rows), self._question
        laid = deal_lines(self._figure.deals, question.then, question.now, self.size.width - 2)
        self.query_one("#heads", Line).say([Span(f" {laid.head}", "dim")])
        rows.show([Row((Span(f" {line}"),)) for line in laid.lines], rows.cursor or 0)

    def walk(self, by: int) -> None:
        """Move by lines."""
        self.query_one(Rows).move(by)

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * self.query_one(Rows).page)

    def do_open_changed(self) -> None:
        """The deal on a screen of its own."""
        self.sales.open_deal(self._figure.deals[self.query_one(Rows).cursor or 0])
