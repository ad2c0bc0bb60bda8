"""The lines over every page of a record: what they are made of, and the names of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salestui import cells
from salestui.domain.names import member_short
from salestui.domain.words import Words
from salestui.ui.records import words as say
from salestui.ui.records.sight import Sight
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.ruled import page_line

MOST_OWNER = 10


class HeadLine(NamedTuple):
    """One line of the head."""

    left: tuple[Span, ...]
    right: tuple[Span, ...] = ()


def owner_text(sight: Sight) -> str:
    """Who owns the record."""
    owner = member_short(sight.snapshot, sight.record.get("owner"))
    return cells.cut(owner or sight.say(say.NOBODY), MOST_OWNER)


def touched_text(sight: Sight, at: int | None) -> str:
    """How long ago the last touch was, `at` being its instant."""
    if at is None:
        return sight.say(say.NEVER)
    days = sight.ago(at)
    return sight.say(say.TOUCHED.fill(n=days) if days > 0 else say.TOUCHED_TODAY)


def spaced(facts: Sequence[Span]) -> tuple[Span, ...]:
    """Facts for the right end of a line, apart from each other and from the edge."""
    return (*(part for fact in facts for part in (Span("  "), fact)), Span(" "))


def tabs(
    labels: Sequence[tuple[Words, int | None]], active: int, width: int, sight: Sight
) -> tuple[Span, ...]:
    """The pages on a rule, the open one in brackets, each with how much it holds."""
    said = [(sight.say(words), count) for words, count in labels]
    return page_line(said, active, width, sight.dash)
