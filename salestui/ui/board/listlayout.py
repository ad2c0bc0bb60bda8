"""Where the columns of a list stand: which fit, how wide they are, which lie beyond the edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from salestui.exchange.dealcells import DealCell

MARGIN = 1
"""Cells at either edge; the left one is the cursor's."""
GAPS = (2, 1)
"""Cells between two columns: the second where the first leaves a column out."""
BEYOND = 6
"""Cells at the right end of the heads that say how many columns lie beyond."""
WIDEST = 44
"""Most cells of a column that takes what is left over."""


class Placed(NamedTuple):
    """A column with its width."""

    cell: DealCell
    width: int


class ListLayout(NamedTuple):
    """The columns in sight."""

    columns: tuple[Placed, ...]
    gap: int
    before: int
    """Columns beyond the left edge."""
    after: int
    """Columns beyond the right edge."""


def list_layout(
    asked: Sequence[DealCell], width: int, lang: str, *, shift: int = 0, more: int = 0
) -> ListLayout:
    """The columns in `width` cells.

    Those up to the first that grows always stand at the left, and flags that come last at the
    right; of the others `shift` are skipped. Columns of money are `more` cells wider.
    """
    pinned = _pinned(asked)
    last = asked[-1:] if len(asked) > pinned and asked[-1].key == "flag" else []
    kept = [*asked[:pinned], *asked[pinned + shift : len(asked) - len(last)]]
    best: list[Placed] = []
    gap = GAPS[0]
    for each in GAPS:
        room = width - 2 * MARGIN
        found = _fitting([*kept, *last], room, each, lang, more)
        if len(found) < len(kept) + len(last):
            found = _fitting(kept, room - BEYOND - _needed(last, each, lang), each, lang, more)
            found += [Placed(cell, cell.width[lang == "zh"]) for cell in last]
            found = found if _taken(found, each) <= room else found[:1]
        if len(found) > len(best):
            best, gap = found, each
    after = len(kept) + len(last) - len(best)
    spare = width - 2 * MARGIN - _taken(best, gap) - (BEYOND if after else 0)
    before = len(asked) - len(kept) - len(last)
    return ListLayout(tuple(_grown(best, spare)), gap, before, after)


def _needed(last: Sequence[DealCell], gap: int, lang: str) -> int:
    return sum(cell.width[lang == "zh"] + gap for cell in last)


def most_shift(asked: Sequence[DealCell]) -> int:
    """How many columns can be skipped: all but those at the left and one."""
    return max(len(asked) - _pinned(asked) - 1, 0)


def _pinned(asked: Sequence[DealCell]) -> int:
    return next((n + 1 for n, cell in enumerate(asked) if cell.grow), min(1, len(asked)))


def _fitting(kept: Sequence[DealCell], room: int, gap: int, lang: str, more: int) -> list[Placed]:
    """The first columns at their least widths, as many as fit; the first one always."""
    found: list[Placed] = []
    for cell in kept:
        wide = cell.width[lang == "zh"] + (more if cell.key in ("amount", "weighted") else 0)
        if found and _taken(found, gap) + gap + wide > room:
            break
        found.append(Placed(cell, min(wide, max(room, 1))))
    return found


def _taken(columns: Sequence[Placed], gap: int) -> int:
    return sum(column.width for column in columns) + gap * (len(columns) - 1)


def _grown(columns: Sequence[Placed], spare: int) -> list[Placed]:
    """The columns with what is left over shared out among those that grow."""
    found = list(columns)
    while spare > 0:
        growing = [n for n, c in enumerate(found) if c.cell.grow and c.width < WIDEST]
        if not growing:
            break
        shares = sum(found[n].cell.grow for n in growing)
        given = 0
        for n in growing:
            column = found[n]
            extra = max(spare * column.cell.grow // shares, 1)
            extra = min(extra, WIDEST - column.width, spare - given)
            found[n] = column._replace(width=column.width + extra)
            given += extra
        spare -= given
    return found
