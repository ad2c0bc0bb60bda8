"""Tables of plain text: columns aligned to the cell, cut to fit a width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from salestui.cells import cut, fit, width

GAP = 2
"""Cells between two columns."""


class Column(NamedTuple):
    """One column of a table."""

    head: str
    align: Literal["left", "right"] = "left"
    least: int = 0
    """Cells below which the column is not squeezed; 0: it keeps its full width."""
    weight: int = 0
    """What may be left out where room is short: the highest weight goes first; 0 always stays."""


class Laid(NamedTuple):
    """A table laid out."""

    head: str
    lines: list[str]


class Parts(NamedTuple):
    """A table laid out, cell by cell."""

    kept: list[int]
    """Which columns there is room for."""
    head: list[str]
    rows: list[list[str]]
    """Of each row the cells of the kept columns, all of one column equally wide."""


def laid_out(columns: Sequence[Column], rows: Sequence[Sequence[str]], cells: int) -> Laid:
    """The rows in lines of at most `cells` cells, under a head of the same columns."""
    parts = laid_parts(columns, rows, cells)
    return Laid(_line(parts.head, cells), [_line(row, cells) for row in parts.rows])


def laid_parts(columns: Sequence[Column], rows: Sequence[Sequence[str]], cells: int) -> Parts:
    """The cells of a table that fits into `cells` cells where it can.

    First the columns that may be squeezed give way, down to their least width; then those that
    may be left out go, the least important first. A column without a head in which nothing stands
    is left out as well.
    """
    wide = [max([width(c.head), *(width(row[n]) for row in rows)]) for n, c in enumerate(columns)]
    kept = [n for n, column in enumerate(columns) if column.head or any(row[n] for row in rows)]
    while True:
        room = _squeezed(columns, wide, kept, cells)
        droppable = [n for n in kept if columns[n].weight]
        if _total(room, kept) <= cells or not droppable:
            break
        kept.remove(max(droppable, key=lambda n: columns[n].weight))

    def fitted(row: Sequence[str]) -> list[str]:
        return [fit(row[n], room[n], columns[n].align) for n in kept]

    return Parts(kept, fitted([c.head for c in columns]), [fitted(row) for row in rows])


def _total(room: Sequence[int], kept: Sequence[int]) -> int:
    return sum(room[n] for n in kept) + GAP * (len(kept) - 1)


def _squeezed(
    columns: Sequence[Column], wide: Sequence[int], kept: Sequence[int], cells: int
) -> list[int]:
    """The width of each column once the widest that may be squeezed have given way."""
    room = list(wide)
    while (over := _total(room, kept) - cells) > 0:
        soft = [n for n in kept if 0 < columns[n].least < room[n]]
        if not soft:
            break
        widest = max(soft, key=lambda n: room[n])
        others = max((room[n] for n in soft if n != widest), default=0)
        least = max(columns[widest].least, others - 1, 1)
        room[widest] -= min(over, max(room[widest] - least, 1))
    return room


def _line(parts: Sequence[str], cells: int) -> str:
    return cut((" " * GAP).join(parts).rstrip(), cells)
