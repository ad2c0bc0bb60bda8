"""Rows of spans as strips: drawn once, kept while nothing that they show has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from salestui import cells
from salestui.domain.pipelines import Stage
from salestui.domain.snapshot import Doc
from salestui.ui.board.cards import Cards
from salestui.ui.board.diff import Picture
from salestui.ui.theme import Look
from salestui.ui.widgets.lines import Span

KEPT = 4000
"""Pictures kept before all are dropped: some megabytes, many screens full."""


def drawn(spans: Iterable[Span], look: Look, *, lit: bool = False) -> Strip:
    """A line of spans, harmless; neighbours in one style become one segment, which saves bytes."""
    pieces: list[tuple[str, Style]] = []
    for said, name in spans:
        text = cells.visible(said)
        if not text:
            continue
        # What is dim elsewhere is read under the cursor.
        style: Style = getattr(look, "text" if lit and name == "dim" else name)
        style = look.lit(style) if lit else style
        if pieces and pieces[-1][1] == style:
            pieces[-1] = (pieces[-1][0] + text, style)
        else:
            pieces.append((text, style))
    return Strip([Segment(text, style) for text, style in pieces], _width(pieces))


def _width(pieces: Sequence[tuple[str, Style]]) -> int:
    return sum(cells.width(text) for text, _ in pieces)


class Gallery:
    """The pictures of cards for one look, width and state of the world."""

    def __init__(self, cards: Cards, look: Look, width: int, lines: int) -> None:
        self.cards = cards
        self.look = look
        self.width = width
        self.lines = lines
        self.blank: Picture = (drawn([Span(" " * width)], look),) * lines
        self._kept: dict[tuple[str, str, bool, bool], Picture] = {}
        self._ids: dict[str, set[tuple[str, str, bool, bool]]] = {}

    def card(self, doc: Doc, stage: Stage, *, lit: bool, marked: bool) -> Picture:
        """The picture of a card, under the cursor when `lit`."""
        id = str(doc["_id"])
        key = (id, stage.key, lit, marked)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
                self._ids.clear()
            found = self._kept[key] = self._draw(doc, stage, lit, marked)
            self._ids.setdefault(id, set()).add(key)
        return found

    def _draw(self, doc: Doc, stage: Stage, lit: bool, marked: bool) -> Picture:
        rows = self.cards.rows(doc, stage, self.width, self.lines)
        return tuple(self._edged(row, n, lit, marked) for n, row in enumerate(rows))

    def _edged(self, row: list[Span], n: int, lit: bool, marked: bool) -> Strip:
        """A line of a card with its left edge: the cursor's bar, a mark, or nothing."""
        edge = "*" if marked and n == 0 else " "
        if edge == " " and not lit:
            return drawn(row, self.look)
        first = row[0]
        body = [Span(first.text[1:], first.style), *row[1:]]
        style = self.look.bar if lit else self.look.accent
        rest = drawn(body, self.look, lit=lit)
        return Strip([Segment(edge, style), *rest], rest.cell_length + 1)

    def nothing(self, text: str) -> Picture:
        """The place of the cursor in an empty column."""
        rows = [f"  {text}", *[""] * (self.lines - 1)]
        body = [[Span(" " + cells.fit(row, self.width - 1), "dim")] for row in rows]
        return tuple(self._edged(row, n, True, False) for n, row in enumerate(body))

    def forget(self, cards: Cards, ids: set[str] | None) -> None:
        """From now on draw with `cards`; keep pictures but those of `ids` (None: keep none)."""
        self.cards = cards
        if ids is None:
            self._kept.clear()
            self._ids.clear()
            return
        for id in ids:
            for key in self._ids.pop(id, ()):
                self._kept.pop(key, None)
