"""Which cells look different from what was drawn last, so that no others are sent."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from salestui import cells

Place = tuple[int, int, int]
"""(x, y, width) of a part of the board."""
Picture = tuple[Strip, ...]
"""A part as it is drawn, line by line."""
Cell = tuple[str, Style | None]
GAP = 8
"""Fewer equal cells than this are sent again: leaping over them takes as many bytes."""
REST = ""
"""Stands in the second cell of a wide character."""


def differing(old: Mapping[Place, Picture], new: Mapping[Place, Picture]) -> list[Region]:
    """The regions whose picture is another one, in each line without what is equal."""
    regions = []
    for place, picture in new.items():
        before = old.get(place)
        if before is picture:
            continue
        x, y, width = place
        for n, strip in enumerate(picture):
            if before is None or n >= len(before):
                regions.append(Region(x, y + n, width, 1))
            elif before[n] is not strip and before[n] != strip:
                ranges = _ranges(_cells(before[n]), _cells(strip))
                regions += [Region(x + a, y + n, b - a, 1) for a, b in ranges]
    return regions


def _ranges(a: list[Cell], b: list[Cell]) -> list[tuple[int, int]]:
    """Where the cells differ, from and up to; wide characters stay whole."""
    if len(a) != len(b):
        return [(0, len(b))]
    found: list[tuple[int, int]] = []
    for at, (old, new) in enumerate(zip(a, b, strict=True)):
        if old == new:
            continue
        first, last = at, at + 1
        while first > 0 and REST in (a[first][0], b[first][0]):
            first -= 1
        while last < len(b) and REST in (a[last][0], b[last][0]):
            last += 1
        if found and first - found[-1][1] < GAP:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _cells(strip: Strip) -> list[Cell]:
    found: list[Cell] = []
    for segment in strip:
        found += _segment_cells(segment)
    return found


def _segment_cells(segment: Segment) -> list[Cell]:
    text, style, _ = segment
    if text.isascii():
        return [(character, style) for character in text]
    found: list[Cell] = []
    for character in text:
        size = cells.width(character)
        if size == 0 and found:
            # An accent or a joiner belongs to the cell before it.
            found[-1] = (found[-1][0] + character, style)
        else:
            found += [(character, style), (REST, style)][: max(size, 1)]
    return found
