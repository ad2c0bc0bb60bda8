"""The page that explains the figures and flags of the screen that it was asked for on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from salestui.domain.words import Words
from salestui.ui.explaining import Explanation, told
from salestui.ui.screens.base import BaseScreen
from salestui.ui.screens.walker import Walker
from salestui.ui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.widget import Widget

    from salestui.domain.snapshot import Snapshot


class ExplainScreen(Walker, BaseScreen):
    """An explanation that is made anew whenever what it explains has changed."""

    scope: ClassVar[str] = "explain"
    title_words: ClassVar[Words] = Words("Explain", "口径")
    footer: ClassVar[tuple[str, ...]] = ("down", "page_down", "close")

    def __init__(self, asked_by: BaseScreen, explain: Callable[[], Explanation]) -> None:
        super().__init__()
        self.asked_by = asked_by
        self._explain = explain

    def crumbs(self) -> Sequence[str]:
        """The screen that asked, and that this explains it."""
        return (*self.asked_by.crumbs(), self.say(self.title_words))

    def compose_body(self) -> Iterable[Widget]:
        """The lines."""
        yield Rows(id="body")

    @property
    def rows(self) -> Rows:
        """The lines."""
        return self.query_one("#body", Rows)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Explain what is shown now."""
        self.draw()

    def draw(self) -> None:
        """Lay the explanation out for the cells there are."""
        if self.composed:
            self.rows.show(told(self._explain(), lang=self.lang, width=self.size.width))

    def on_resize(self) -> None:
        """Lay it out anew."""
        self.draw()

    # -- reading

    def walk(self, by: int) -> None:
        """Move by lines."""
        self.rows.move(by)

    def walk_half(self, by: int) -> None:
        """Move by half pages."""
        self.walk(by * self.rows.page)
