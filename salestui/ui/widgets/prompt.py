"""The sheet at the bottom that asks; what all its kinds share."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from salestui import cells
from salestui.domain.words import Words
from salestui.ui.widgets.lines import Line, Rule, Span

if TYPE_CHECKING:
    from salestui.ui.app import SalesApp
    from salestui.ui.screens.base import BaseScreen
    from salestui.ui.widgets.textline import TextLine


class Prompt(Widget, can_focus=False):
    """Asks for something over the last lines of the screen; `answered` is the answer."""

    DEFAULT_CSS = """
    Prompt { height: auto; width: 1fr; background: $background; }
    Prompt > .row { height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.answered: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self.composed = False

    @property
    def shows_values(self) -> bool:
        """Whether it begins with what stands there now, to be changed."""
        return False

    def labelled(self, label: Words, field: TextLine) -> ComposeResult:
        """A rule, and a text field with its label before it."""
        text = f" {label.say(self.sales.lang)} "
        before = Line(id="label")
        before.say([Span(text, "strong")])
        before.styles.width = cells.width(text)
        yield Rule()
        with Horizontal(classes="row"):
            yield before
            yield field

    @property
    def sales(self) -> SalesApp:
        """The app, by its own type."""
        return cast("SalesApp", self.app)

    @property
    def ready(self) -> bool:
        """Whether keys can be taken now."""
        return self.composed and not self.answered.done()

    def on_mount(self) -> None:
        """Take the keys that were typed meanwhile."""
        self.composed = True
        self.go_on()

    def go_on(self) -> None:
        """Let the keys that waited for this prompt come."""
        if self.is_attached:
            cast("BaseScreen", self.screen).desk.release()

    def take_key(self, key: str) -> bool:
        """Do what a key means to the prompt; false leaves it to the text field."""
        if key == "esc":
            self.drop()
            return True
        return False

    def ask_again(self) -> None:
        """What is known has changed: read back anew what is there."""

    def drop(self) -> None:
        """Answer that nothing was chosen."""
        self.finish(None)

    def finish(self, answer: str | None) -> None:
        """Give the answer."""
        if not self.answered.done():
            self.answered.set_result(answer)
