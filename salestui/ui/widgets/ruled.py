"""Words on a thin rule across the screen: a title, or the names of pages."""

from __future__ import annotations

from collections.abc import Sequence

from salestui import cells
from salestui.ui.widgets.lines import Span


def title_line(title: str, width: int, rule: str, style: str = "accent") -> tuple[Span, ...]:
    """A title one cell in from the left, the rule going on to the right edge."""
    text = f" {cells.cut(title, max(width - 4, 0))} "
    rest = max(width - 1 - cells.width(text), 0)
    return Span(rule, "rule"), Span(text, style), Span(rule * rest, "rule")


def page_line(
    labels: Sequence[tuple[str, int | None]], active: int, width: int, rule: str
) -> tuple[Span, ...]:
    """The names of pages, the open one in brackets, each with how much it holds."""
    spans = [Span(rule, "rule"), Span(" ")]
    for index, (words, count) in enumerate(labels):
        text = words + (f" {count}" if count else "")
        lit = index == active
        spans += [Span(f"[{text}]" if lit else text, "accent" if lit else "text"), Span("  ")]
    used = sum(cells.width(span.text) for span in spans) - 1
    spans[-1] = Span(" ")
    return (*spans, Span(rule * max(width - used, 0), "rule"))


def heads_line(places: Sequence[tuple[int, str]], width: int, rule: str) -> tuple[Span, ...]:
    """Heads of columns on a rule: each text (first cell, text) with a blank on either side."""
    spans: list[Span] = []
    at = 0
    for start, text in places:
        dashes = max(start - at - 2, 0) if spans else 0
        blanks = start - at - dashes
        left = min(1, blanks) if spans else 0
        spans += [Span(" " * left), Span(rule * dashes, "rule"), Span(" " * (blanks - left))]
        spans.append(Span(text, "dim"))
        at = start + cells.width(text)
    rest = max(width - at - 2, 0)
    return (*spans, Span(" "), Span(rule * rest, "rule"), Span(" "))
