"""Help: every key that works on a screen, on one page, found by typing and run by enter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget

from salestui import cells
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.ui import helptext
from salestui.ui.screens.base import BaseScreen
from salestui.ui.widgets.lines import Line, Span
from salestui.ui.widgets.rows import Rows
from salestui.ui.widgets.textline import TextLine

FIND = Words("find:", "查找：")


class HelpScreen(BaseScreen):
    """The registry as a page, for the screen that asked."""

    DEFAULT_CSS = """
    HelpScreen > #find { height: 1; }
    HelpScreen #label { width: auto; }
    HelpScreen TextLine { width: 1fr; }
    """

    scope = "help"
    title_words = Words("Help", "帮助")
    footer: ClassVar[tuple[str, ...]] = ("help_down", "help_up", "help_run", "help_page_down")
    last_key: ClassVar[str] = "back"

    def __init__(self, asked_by: BaseScreen) -> None:
        super().__init__()
        self.asked_by = asked_by
        self._cursor = ""
        self._query = ""
        self._page = helptext.Page([], [])

    def crumbs(self) -> Sequence[str]:
        """Help on what."""
        return (*self.asked_by.crumbs(), self.say(self.title_words))

    def compose_body(self) -> Iterable[Widget]:
        """The search line and the page."""
        text = f" {self.say(FIND)} "
        label = Line(id="label")
        label.say([Span(text, "strong")])
        label.styles.width = cells.width(text)
        yield Horizontal(label, TextLine(), id="find")
        yield Rows(id="body")

    def on_mount(self) -> None:
        """Search at once."""
        self.set_focus(self.query_one(TextLine), scroll_visible=False)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the page."""
        self.draw_page()

    def draw_page(self) -> None:
        """Draw what answers to the search, with the choice on something that does."""
        self._query = self.query_one(TextLine).value
        page = self._laid_out()
        ids = [entry.id for _, _, entry in page.places]
        if self._cursor not in ids:
            self._cursor = ids[0] if ids and self._query else ""
            page = self._laid_out()
        self._page = page
        rows = self.query_one(Rows)
        rows.show(page.rows)
        line = next((y for y, _, entry in page.places if entry.id == self._cursor), 0)
        if not rows.top <= line < rows.top + max(1, rows.size.height):
            rows.move(line - rows.top)
        self._say_where()

    def _laid_out(self) -> helptext.Page:
        layout = helptext.Layout(self.lang, self.size.width, self._cursor, self.sales.look.h)
        return helptext.lay_out(self.sales.keymap, self.asked_by.scope, self._query, layout)

    def on_input_changed(self, event: TextLine.Changed) -> None:
        """Narrow the page."""
        event.stop()
        self.search()

    def search(self) -> None:
        """Show what answers to the text as it is now."""
        if self.query_one(TextLine).value != self._query:
            self._cursor = ""
            self.draw_page()

    def on_resize(self) -> None:
        """Lay the page out again."""
        if self.composed:
            self.draw_page()

    def step(self, by: int) -> None:
        """Move the choice down or up its column."""
        self.search()
        places = self._page.places
        if not places:
            return
        at = next((p for p in places if p[2].id == self._cursor), None)
        column = at[1] if at else 0
        line = at[0] if at else -1
        beyond = [p for p in places if p[1] == column and (p[0] - line) * by > 0]
        if beyond:
            self._cursor = min(beyond, key=lambda p: abs(p[0] - line))[2].id
            self.draw_page()

    def do_help_down(self) -> None:
        """The entry below."""
        self.step(1)

    def do_help_up(self) -> None:
        """The entry above."""
        self.step(-1)

    def do_help_page_down(self) -> None:
        """What did not fit on the page."""
        self.query_one(Rows).turn(1)
        self._say_where()

    def do_help_page_up(self) -> None:
        """The page before."""
        self.query_one(Rows).turn(-1)
        self._say_where()

    def _say_where(self) -> None:
        """Beside what may be typed: which lines of the page are in view, where not all are."""
        rows = self.query_one(Rows)
        height, all_lines = rows.size.height, len(rows.rows)
        where = ""
        if height and all_lines > height:
            where = f"{rows.top + 1}-{min(rows.top + height, all_lines)}/{all_lines} "
        typed = Span(" " + self.say(helptext.TYPED), "dim")
        self.set_info([typed], [Span("  " + where, "strong")] if where else ())

    def do_help_run(self) -> None:
        """Run the chosen command where help was asked for."""
        self.search()
        chosen = self._cursor
        if chosen:
            asked_by = self.asked_by
            self.sales.close(then=lambda: asked_by.desk.run(chosen))
