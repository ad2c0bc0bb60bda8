"""The stages of a path as a table, and the names of the paths over it."""

from __future__ import annotations

from collections.abc import Sequence

from salestui import cells
from salestui.domain.pipelines import Path
from salestui.exchange import path_rows
from salestui.exchange.columns import GAP, laid_parts
from salestui.exchange.listing import headed
from salestui.ui.paths.sight import Sight
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row
from salestui.ui.widgets.ruled import page_line

MARGIN = 2
"""Cells that stay free at the edges."""


def path_names(paths: Sequence[Path], here: str, width: int, sight: Sight) -> tuple[Span, ...]:
    """The names of the paths on a rule, the one that is shown in brackets and always in sight."""
    at = next((n for n, path in enumerate(paths) if path.id == here), 0)
    names = [sight.say(path.name) for path in paths]
    first = 0
    while first < at and sum(cells.width(name) + 2 for name in names[first : at + 1]) > width - 6:
        first += 1
    return page_line([(name, None) for name in names[first:]], at - first, width, sight.dash)


def stage_table(sight: Sight, width: int) -> tuple[tuple[Span, ...], list[Row]]:
    """The heads, and a line for each stage; those retired are dim."""
    rows = sight.rows
    made = [path_rows.stage_cells(row, sight.deals(row.stage), sight.lang) for row in rows]
    columns = headed(path_rows.RULES, path_rows.HEADS, sight.lang)
    parts = laid_parts(columns, made, width - MARGIN)
    used = sum(map(cells.width, parts.head)) + GAP * (len(parts.head) - 1)
    spare = max(width - MARGIN - used, 0)

    def text(found: Sequence[str]) -> str:
        name, *rest = found
        return " " + (" " * GAP).join([name + " " * spare, *rest])

    lines = [
        Row((Span(text(found), "dim" if row.stage.retired else "text"),))
        for row, found in zip(rows, parts.rows, strict=True)
    ]
    return (Span(text(parts.head), "dim"),), lines
