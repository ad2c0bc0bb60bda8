"""What the parts of the goals screen draw from: the book of goals, a language, a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salestui.domain.goals.book import Book
from salestui.domain.goals.sentence import Style
from salestui.domain.words import Words
from salestui.exchange.goal_rows import GoalRows
from salestui.exchange.listing import Rows
from salestui.services.goalrecords import style_of
from salestui.ui.widgets.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from salestui.domain.goals.book import Sight

BAR = {"#": "accent", "|": "strong", ".": "dim", ":": "dim", " ": "text"}
"""The style of what a bar or a course is drawn with."""


@dataclass(frozen=True, slots=True)
class View:
    """A book as the screen shows it."""

    book: Book
    deals: Rows
    """Makes rows of deals."""
    lang: str
    dash: str
    """What rules are drawn with."""

    def say(self, words: Words) -> str:
        """Words in the language."""
        return words.say(self.lang)

    @property
    def style(self) -> Style:
        """How goals are written."""
        return style_of(self.book.ground, self.lang)

    @property
    def rows(self) -> GoalRows:
        """Makes rows of goals."""
        return GoalRows(self.book, self.lang)

    def sight(self, id: str) -> Sight:
        """A goal with its figures."""
        return self.book.sight(id)


def drawn(text: str) -> Iterator[Span]:
    """A bar or a line of a chart as spans, each sign in its style."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at] != text[start]:
            yield Span(text[start:at], BAR.get(text[start], "text"))
            start = at


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same with neighbours of one style as one: each span costs bytes of its own."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].style == span.style:
            found[-1] = Span(found[-1].text + span.text, span.style)
        elif span.text:
            found.append(span)
    return tuple(found)
