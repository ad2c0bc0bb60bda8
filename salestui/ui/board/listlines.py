"""The lines of a list of deals: the whole on top, the heads of the columns, a deal a line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from salestui import cells
from salestui.domain.attention import CARD_WORDS
from salestui.domain.snapshot import Doc
from salestui.exchange.dealcells import DealCell
from salestui.exchange.listing import Rows
from salestui.exchange.sincewords import SIGNS
from salestui.services.boardlist import ListView
from salestui.ui.board import words
from salestui.ui.board.cards import FLAG_STYLES
from salestui.ui.board.listlayout import MARGIN, ListLayout, Placed
from salestui.ui.board.picture import drawn
from salestui.ui.board.sums import all_sums, one_sum
from salestui.ui.theme import Look
from salestui.ui.whose import EVERYBODY, MINE
from salestui.ui.widgets.lines import Span

SORTED_BY = {
    "attention": ("due",),
    "amount": ("amount",),
    "close": ("close",),
    "changed": ("changed",),
    "title": ("title", "deal"),
}
"""Order of the deals -> the columns that show it."""
CHANGED = tuple(SIGNS)
"""What marks of changes begin with, which stand in the place of flags."""
LATE = frozenset(word for key in FLAG_STYLES for word in CARD_WORDS[key])
"""Flags in the colour of what is late; the others are risks."""


def summary(view: ListView, width: int, *, everybody: bool, usual: str, lang: str) -> list[Span]:
    """How many deals there are, what the open ones are worth, and their order."""
    whose = (EVERYBODY if everybody else MINE).say(lang)
    listed = words.LISTED.fill(n=f"{view.count:,}").say(lang)
    opened = words.OPEN.fill(n=f"{view.work.open:,}" if lang == "en" else view.work.open)
    sums = view.work.sums
    total = all_sums(sums.totals, usual, lang)
    if cells.width(total) > width // 3:
        total = one_sum(sums.totals, usual, lang)
    text = "  ".join((whose, listed, f"{words.OPEN_OF.fill(n=opened).say(lang)} {total}".rstrip()))
    if sums.weighted:
        text += "  " + words.WEIGHTED.fill(sum=one_sum(sums.weighted, usual, lang)).say(lang)
    order = words.BY_FILTER.say(lang)
    if view.query is None or not view.query.orders:
        order = view.sort.words.say(lang)
    if view.reverse:
        order = words.REVERSED.fill(sort=order).say(lang)
    room = width - 2 * MARGIN - cells.width(order) - 2
    return [Span(" "), Span(cells.fit(text, max(room, 0))), Span(f"  {order} ", "dim")]


def changes_line(view: ListView, width: int, changes: Sequence[str], lang: str) -> list[Span]:
    """How many deals there are, and what changed among them."""
    listed = words.LISTED.fill(n=f"{view.count:,}").say(lang)
    room = width - 2 * MARGIN - cells.width(listed) - 2
    text = next((said for said in changes if cells.width(said) <= room), changes[-1])
    return [Span(f" {listed}  "), Span(cells.fit(text, max(room, 0)), "accent"), Span(" ")]


def heads(view: ListView, layout: ListLayout, lang: str, rule: str, width: int) -> list[Span]:
    """The heads of the columns on a thin rule, the one that they are sorted by in colour."""
    by = SORTED_BY.get(view.sort.name, ())
    if view.query is not None and view.query.orders:
        by = ()
    lit = next((c.cell.key for key in by for c in layout.columns if c.cell.key == key), "")
    spans = [Span(" " if not layout.before else "<", "rule")]
    for n, column in enumerate(layout.columns):
        if n:
            spans.append(Span(rule * (layout.gap - 1) + " ", "rule"))
        spans += _head(column, lang, rule, active=column.cell.key == lit)
    tail = f" +{layout.after} >" if layout.after else ""
    left = width - sum(cells.width(span.text) for span in spans) - cells.width(tail)
    if left < 0:
        return spans
    return [*spans, Span(rule * left, "rule"), Span(tail, "dim")]


def _head(column: Placed, lang: str, rule: str, *, active: bool) -> list[Span]:
    text = cells.cut(column.cell.head.say(lang), column.width)
    spare = column.width - cells.width(text)
    right = column.cell.align == "right"
    # A blank parts the name from the rule where there is one.
    blank = " " if text and spare else ""
    fill = Span(rule * (spare - len(blank)), "rule")
    style = "accent" if active else "dim"
    return [fill, Span(blank + text, style)] if right else [Span(text + blank, style), fill]


class RowMaker:
    """Makes the line of a deal; everything that affects all lines at once."""

    def __init__(self, rows: Rows, layout: ListLayout, look: Look, width: int) -> None:
        self.rows, self.layout, self.look, self.width = rows, layout, look, width

    def strip(self, doc: Doc, *, lit: bool, marked: bool) -> Strip:
        """The line in exactly `width` cells, with the cursor's bar or a mark at its left edge."""
        strip = drawn(self._spans(doc), self.look, lit=lit)
        edge = "*" if marked else " "
        style = self.look.bar if lit else self.look.accent if marked else self.look.text
        base = self.look.lit(self.look.text) if lit else self.look.text
        whole = Strip([Segment(edge, style), *strip], strip.cell_length + 1)
        return whole.adjust_cell_length(self.width, base)

    def _spans(self, doc: Doc) -> list[Span]:
        spans: list[Span] = []
        for n, column in enumerate(self.layout.columns):
            text = column.cell.read(self.rows, doc)
            gap = " " * self.layout.gap if n else ""
            said = gap + cells.fit(text, column.width, column.cell.align)
            spans.append(Span(said, _style(column.cell, doc, text)))
        return spans


def _style(cell: DealCell, doc: Doc, text: str) -> str:
    """The style of what a column says of a deal: what is lost is dim, what is won shows it."""
    if cell.key == "flag":
        return "late" if text in LATE else "accent" if text.startswith(CHANGED) else "risk"
    if cell.key == "stage" and doc.get("outcome") == "won":
        return "won"
    return "dim" if doc.get("outcome") == "lost" else cell.style
