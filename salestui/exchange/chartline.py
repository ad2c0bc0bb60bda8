"""A line of a report with a bar in it, as commands print it and screens paint it."""

from __future__ import annotations

from typing import NamedTuple

from salestui.cells import cut, fit, width

SIGN = "#"
"""What a bar is made of."""
LEAST_WIDTH = 40
"""A report is never laid out narrower than this."""
LEAST_BAR = 6
"""Fewest cells that a bar is drawn in."""


class Line(NamedTuple):
    """One line of a report, exactly as many cells wide as was asked for."""

    text: str
    role: str
    """`title`, `head`, `bar`, `between`, `rates`, `rule` or `foot`: what to style it as."""
    stage: str = ""
    """The key of what a `bar` or `between` line tells about: a stage, a kind of change."""
    start: int = 0
    stop: int = 0
    """The cells [start, stop) that the bar fills; first and last cell of a line are always free."""
    paint: str = "accent"
    """The style of the bar, by its name."""

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before the bar, the bar, and what stands after it."""
        before = cut(self.text, self.start, "")
        end = len(before) + self.stop - self.start
        return before, self.text[len(before) : end], self.text[end:]


def ruled(word: str, cells: int, dash: str) -> str:
    """A column's word at its right edge, with a rule up to it."""
    room = cells - width(word)
    return f"{dash * (room - 1)} {word}" if room > 1 else fit(word, cells, "right")
