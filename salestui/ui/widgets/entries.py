"""The lines that columns are made of, and what the cursor can stand on in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from salestui import cells
from salestui.ui.widgets.lines import Span

SpotKind = Literal[
    "criterion", "contact", "activity", "field", "change", "step", "deal", "goal", "figure", "task"
]


class Spot(NamedTuple):
    """What the cursor can stand on."""

    kind: SpotKind
    id: str


class Entry(NamedTuple):
    """One line of a column: its left part is cut to leave room for the right one."""

    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()
    spot: Spot | None = None
    """Lines of the same spot follow one another and are lit together."""


Column = tuple[Entry, ...]


def ruled(title: str, note: str, width: int, dash: str, *, style: str = "strong") -> Entry:
    """A section's head: title, rule, note at the right edge; the note gives way first."""
    room = width - 2
    if cells.width(title) + cells.width(note) + 4 > room:
        note = cells.cut(note, max(room - cells.width(title) - 4, 0))
    rest = room - cells.width(title) - 2 - (cells.width(note) + 1 if note else 0)
    spans = [Span(f" {title} ", style), Span(dash * max(rest, 0), "rule")]
    if note:
        spans.append(Span(f" {note}", "dim"))
    return Entry(tuple(spans))


def line(left: Iterable[Span | str], right: Sequence[Span] = (), spot: Spot | None = None) -> Entry:
    """A line of a column, one cell in from its left edge."""
    spans = tuple(Span(each) if isinstance(each, str) else each for each in left)
    return Entry((Span(" "), *spans), (*right, Span(" ")) if right else (), spot)


BLANK = Entry()
