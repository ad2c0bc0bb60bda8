"""Bars and courses, drawn by plotext or as plain text: the only module that knows plotext.

Both drawings take the same arguments and give the same lines, so a screen and a command that
differ in the drawing still show the same lengths. A bar is a run of one ASCII sign, because
terminals disagree about the width of block characters; whoever shows it paints the run solid.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

SIGN = "#"
"""What a bar is made of."""

LEAST_WIDTH = 8
"""Below this many cells a plot is not worth loading plotext for."""


def bar_cells(value: int, peak: int, width: int) -> int:
    """How many of `width` cells stand for `value` where `peak` fills them all.

    Rounded half up; at least one cell for anything above zero, none for zero.
    """
    if value <= 0 or peak <= 0 or width <= 0:
        return 0
    return max(1, (2 * value * width + peak) // (2 * peak))


def text_bars(values: Sequence[int], width: int, thickness: int = 1) -> list[str]:
    """One bar per value, each `thickness` lines of exactly `width` cells, the largest in full."""
    peak = max(values, default=0)
    lines = [(SIGN * bar_cells(value, peak, width)).ljust(width) for value in values]
    return [line for line in lines for _ in range(thickness)]


def plot_bars(values: Sequence[int], width: int, thickness: int = 1) -> list[str]:
    """The same lines as `text_bars`, drawn by plotext; too small a plot is plain text."""
    if width < LEAST_WIDTH or not any(value > 0 for value in values):
        return text_bars(values, width, thickness)
    peak = max(values)
    lengths = [bar_cells(value, peak, width) for value in values]
    plotext = _plotext()
    figure = plotext.figure
    figure.clear()
    figure.axes(False)
    figure.plot_size(width, len(values) * thickness)
    # Ends lie inside their cells, a quarter from the edge, so that no rounding moves them.
    centres = [len(values) - index - 0.5 for index in range(len(values))]
    starts = [0.25] * len(values)
    ends = [length - 0.25 if length else 0.25 for length in lengths]
    thick = (thickness - 0.5) / thickness
    bars = figure.bar(centres, starts, ends, orientation="horizontal", width=thick, marker=SIGN)
    figure.draw(bars)
    # Of horizontal bars plotext 6.1 leaves the first and last out of its automatic limits.
    for axis, top in (("x", width), ("y", len(values))):
        figure.ruler(axis).lim(0, top).alignment("edge").ticks([])
    drawn: str = plotext.uncolorize(str(figure.build()))
    return drawn.split("\n")[: len(values) * thickness]


class Course(NamedTuple):
    """A line through points, drawn with one sign."""

    sign: str
    points: Sequence[tuple[float, float]]


def plot_courses(
    courses: Sequence[Course], width: int, height: int, right: float, top: float
) -> list[str]:
    """Courses drawn by plotext in `height` lines of `width` cells, later ones over earlier ones.

    The left and lower edges stand for 0, the others for `right` and `top`.
    """
    plotext = _plotext()
    figure = plotext.figure
    figure.clear()
    figure.axes(False)
    figure.plot_size(width, height)
    for course in courses:
        for start, end in pairwise(course.points):
            x, y = [start[0], end[0]], [start[1], end[1]]
            figure.draw(figure.segment(x, y, marker=course.sign))
    for axis, limit in (("x", right), ("y", top)):
        figure.ruler(axis).lim(0, limit).alignment("edge").ticks([])
    drawn: str = plotext.uncolorize(str(figure.build()))
    return [line.ljust(width) for line in drawn.split("\n")[:height]]


@cache
def _plotext() -> Any:
    """plotext, loaded at the first plot (0.15 s) and told not to shrink plots to its terminal."""
    import plotext

    plotext.terminal.limit(False, False)
    return plotext
