"""How figures and flags come about: names with what they mean, laid out for any width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salestui import cells
from salestui.domain.words import Words
from salestui.exchange.wrapping import wrapped
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

Part = tuple[Words, Words]
"""A name and what it means; an empty name goes on with the one before."""
NAMES = 24
"""Most cells of a name."""


class Explanation(NamedTuple):
    """What is said of the figures of a screen."""

    title: Words
    sections: Sequence[Sequence[Part]]
    """Parts that belong together; a blank line stands between two sections."""


def told(explanation: Explanation, *, lang: str, width: int) -> list[Row]:
    """The explanation in lines of `width` cells."""
    names = [name.say(lang) for section in explanation.sections for name, _ in section]
    label = min(max(map(cells.width, names), default=0), NAMES)
    rows = [Row((Span(f" {explanation.title.say(lang)}", "strong"),))]
    for section in explanation.sections:
        rows.append(Row())
        for name, words in section:
            text = cells.visible(words.say(lang))
            if not text:
                rows.append(Row((Span(f" {name.say(lang)}", "text"),)))
            for n, line in enumerate(wrapped(text, max(width - label - 5, 10))):
                head = cells.fit("" if n else name.say(lang), label)
                rows.append(Row((Span(f" {head}  ", "dim"), Span(line))))
    return rows
