"""The tree of goals as lines: owner, now and goal, attainment, pace, what is needed each week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salestui.domain.goals.tree import Branch
from salestui.exchange.columns import GAP, laid_parts
from salestui.exchange.goal_rows import HEADS, RULES
from salestui.exchange.goal_why import ROLES
from salestui.exchange.listing import headed
from salestui.ui.goals.view import View, drawn, merged
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

NUMBER, NAME, BAR, STANDING = 0, 1, 5, 8
"""Places of columns that are not plain text."""
MARGIN = 2
"""Cells that stay free at the edges."""


def tree_lines(
    view: View, branches: Sequence[Branch], width: int
) -> tuple[tuple[Span, ...], list[Row]]:
    """The heads, and a line for each goal."""
    columns = list(headed(RULES, HEADS, view.lang))
    # On a screen the bar says more than a number that nobody has to type.
    columns[NUMBER] = columns[NUMBER]._replace(weight=columns[BAR].weight + 1)
    made = [view.rows.row(branch) for branch in branches]
    parts = laid_parts(columns, made, width - MARGIN)
    head = (Span(" " + (" " * GAP).join(parts.head), "dim"),)
    rows = [
        Row(merged(_spans(view, branch, parts.kept, cells)))
        for branch, cells in zip(branches, parts.rows, strict=True)
    ]
    return head, rows


def _spans(view: View, branch: Branch, kept: Sequence[int], cells: Sequence[str]) -> Iterator[Span]:
    standing = view.sight(branch.goal.id).standing
    yield Span(" ")
    for n, (place, cell) in enumerate(zip(kept, cells, strict=True)):
        if n:
            yield Span(" " * GAP)
        if place == BAR:
            yield from drawn(cell)
        elif place == STANDING:
            yield Span(cell, ROLES.get(standing, "dim"))
        elif place == NAME:
            yield Span(cell, "text" if branch.depth else "strong")
        else:
            yield Span(cell, "dim" if place == NUMBER else "text")
