"""Choosing one of many by typing a part of its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult

from salestui.domain.words import Words
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.prompt import Prompt
from salestui.ui.widgets.rows import Row, Rows
from salestui.ui.widgets.textline import TextLine

SHOWN = 10
"""Lines of the list at most."""
NONE_FOUND = Words("nothing by that name", "没有匹配项")


class Choice(NamedTuple):
    """One of many."""

    key: str
    """What is answered when it is chosen."""
    text: str
    right: str = ""
    """Shown dim at the right end: a key, a number, a place."""
    also: str = ""
    """More words that it is found by."""


def fold(text: str) -> str:
    """Text as it is compared: NFKC, without case."""
    return unicodedata.normalize("NFKC", text).casefold()


def rank(choice: Choice, query: str) -> int | None:
    """How well a choice answers to the folded `query`, 0 best; None when it does not."""
    text = fold(choice.text)
    whole = f"{text} {fold(choice.also)} {fold(choice.right)}"
    parts = query.split()
    if text.startswith(query):
        return 0
    if all(f" {part}" in f" {text}" for part in parts):
        return 1
    if all(f" {part}" in f" {whole}" for part in parts):
        return 2
    return 3 if all(part in whole for part in parts) else None


def found(choices: Sequence[Choice], query: str) -> list[Choice]:
    """The choices that contain every word of the query, the nearest first."""
    query = fold(query.strip())
    ranked = [(rank(choice, query), n, choice) for n, choice in enumerate(choices)]
    kept = [(r, n, choice) for r, n, choice in ranked if r is not None]
    return [choice for _, _, choice in sorted(kept, key=lambda item: item[:2])]


class PickPrompt(Prompt):
    """A text field over the list of what it matches."""

    DEFAULT_CSS = """
    PickPrompt #label { width: auto; }
    PickPrompt TextLine { width: 1fr; }
    """

    def __init__(self, label: Words, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.label = label
        self.choices = tuple(choices)
        self._found = list(choices)
        self._query = ""

    def compose(self) -> ComposeResult:
        """The text field, and the list below it."""
        yield from self.labelled(self.label, TextLine())
        rows = Rows()
        rows.styles.height = max(1, min(SHOWN, len(self.choices), self.sales.size.height - 4))
        yield rows

    @property
    def ready(self) -> bool:
        """Whether keys can be taken now."""
        return super().ready and isinstance(self.screen.focused, TextLine)

    def on_mount(self) -> None:
        """Show all, and type at once."""
        if not self.query(TextLine):
            # Closed with its screen before it was there.
            return
        self.composed = True
        self.screen.set_focus(self.query_one(TextLine), scroll_visible=False)
        self.show("")
        self.go_on()

    def on_input_changed(self, event: TextLine.Changed) -> None:
        """Narrow the list."""
        event.stop()
        if event.value != self._query:
            self.show(event.value)

    def show(self, query: str) -> None:
        """Show what a query matches, the cursor on the best."""
        self._query = query
        self._found = found(self.choices, query)
        rows = self.query_one(Rows)
        if self._found:
            rows.show([row_of(choice) for choice in self._found], 0)
        else:
            rows.show([Row((Span("  " + NONE_FOUND.say(self.sales.lang), "dim"),))])

    def take_key(self, key: str) -> bool:
        """Up and down move, enter chooses, esc drops."""
        field, rows = self.query_one(TextLine), self.query_one(Rows)
        if field.value != self._query:
            self.show(field.value)
        steps = {
            "up": -1,
            "down": 1,
            "tab": 1,
            "shift+tab": -1,
            "ctrl+p": -1,
            "ctrl+n": 1,
            "pagedown": rows.page,
            "pageup": -rows.page,
        }
        if key in steps:
            rows.move(steps[key])
        elif key in ("enter", "ctrl+j"):
            if self._found:
                self.finish(self._found[rows.cursor or 0].key)
        else:
            return super().take_key(key)
        return True


def row_of(choice: Choice) -> Row:
    """A choice as a line of the list."""
    right = (Span(choice.right + " ", "dim"),) if choice.right else ()
    return Row((Span("  " + choice.text),), right)
