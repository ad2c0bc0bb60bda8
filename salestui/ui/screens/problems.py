"""The list of what went wrong in the background, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.ui.screens.base import BaseScreen
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row, Rows

NONE = Words("No problems.", "没有问题。")


class ProblemsScreen(BaseScreen):
    """Each problem with its time, in full."""

    scope = "problems"
    title_words = Words("Problems", "问题")
    last_key: ClassVar[str] = "back"

    def compose_body(self) -> Iterable[Widget]:
        """The list."""
        yield Rows(id="body")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The problems known now."""
        found = reversed(self.sales.problems)
        rows = [
            Row((Span(f" {at:%H:%M}  ", "dim"), Span(words.say(self.lang)))) for at, words in found
        ]
        empty = [Row((Span(" " + self.say(NONE), "dim"),))]
        self.query_one(Rows).show(rows or empty, cursor=0 if rows else None)

    def do_down(self) -> None:
        """A line on."""
        self.query_one(Rows).move(1)

    def do_up(self) -> None:
        """A line back."""
        self.query_one(Rows).move(-1)

    def do_page_down(self) -> None:
        """Half a page on."""
        rows = self.query_one(Rows)
        rows.move(rows.page)

    def do_page_up(self) -> None:
        """Half a page back."""
        rows = self.query_one(Rows)
        rows.move(-rows.page)
