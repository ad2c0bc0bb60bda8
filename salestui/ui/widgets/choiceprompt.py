"""Asking for one key out of a few."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from salestui import cells
from salestui.domain.words import Words
from salestui.ui import keys
from salestui.ui.widgets.lines import Line, Rule, Span
from salestui.ui.widgets.prompt import Prompt


class ChoicePrompt(Prompt):
    """One key out of a few."""

    def __init__(self, title: Words, choices: Sequence[tuple[str, Words]]) -> None:
        super().__init__()
        self.ask = title
        self.choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """The title, and the choices on as many lines as they need."""
        lang = self.sales.lang
        yield Rule()
        title = Line()
        title.say([Span(" " + self.ask.say(lang), "strong")])
        yield title
        for spans in choice_rows(self.choices, lang, self.sales.size.width):
            line = Line()
            line.say(spans)
            yield line

    def take_key(self, key: str) -> bool:
        """A letter answers; everything else is swallowed, so that nothing happens by mistake."""
        letters = [letter for letter, _ in self.choices]
        key = key if key in letters else keys.ascii_key(key)
        if key in letters:
            self.finish(key)
        elif key in ("esc", "q"):
            self.drop()
        return key != "ctrl+q"


def choice_rows(
    choices: Sequence[tuple[str, Words]], lang: str, width: int
) -> list[tuple[Span, ...]]:
    """The choices in lines of at most `width` cells."""
    rows: list[tuple[Span, ...]] = []
    row: list[Span] = []
    room = 0
    for letter, words in choices:
        text = f" {words.say(lang)}"
        cost = cells.width(letter + text) + 2
        if row and cost > room:
            rows.append(tuple(row))
            row = []
        if not row:
            row, room = [Span(" ")], width + 1
        row += [Span(letter, "accent"), Span(text + "  ")]
        room -= cost
    rows.append(tuple(row))
    return rows
