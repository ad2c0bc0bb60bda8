"""Where things stand on the board: how many columns, how wide, how many lines a card takes."""

from __future__ import annotations

from dataclasses import dataclass

TWO_LINES = 26
"""Least width of a column whose cards have two lines."""
THREE_LINES = {"en": 22, "zh": 19}
"""Least width of a column whose cards have three, by language."""
TALL = 30
"""From so many lines on a card may take a third one, where that shows more columns."""
WIDEST = 44


@dataclass(frozen=True, slots=True)
class Layout:
    """The grid of the columns on `width` x `height` cells.

    A column is its head, its cards and, on the last line, a rule that says how many lie beyond.
    """

    width: int
    height: int
    shown: int
    """Columns side by side, at least one."""
    cell: int
    """Width of a column; one blank cell stands between two."""
    lines: int
    """Lines of a card: 2 or 3."""

    @property
    def head(self) -> int:
        """Lines of a column head."""
        return 1 if self.cell >= TWO_LINES else 2

    @property
    def margin(self) -> int:
        """Blank cells at the right end of a column; narrow ones have only the gap between."""
        return 1 if self.lines == 2 else 0

    @property
    def rows(self) -> int:
        """Cards that a column shows, at least one."""
        return max(1, (self.height - 1 - self.head) // self.lines)

    @property
    def foot(self) -> int:
        """The line of the rule below."""
        return max(self.height - 1, self.head)

    def x(self, n: int) -> int:
        """Where the n-th shown column begins."""
        return n * (self.cell + 1)

    def span(self, n: int) -> int:
        """Width of the n-th shown column with the blank after it; the last takes the rest."""
        return self.cell + 1 if n < self.shown - 1 else self.width - self.x(n)

    def y(self, row: int) -> int:
        """Where the n-th shown card of a column begins."""
        return self.head + row * self.lines

    def row(self, y: int) -> int | None:
        """Which of the shown cards a line belongs to; None where there is none."""
        row = (y - self.head) // self.lines
        return row if y >= self.head and row < self.rows else None


def layout(width: int, height: int, columns: int, lang: str) -> Layout:
    """The grid for so many columns."""
    columns = max(1, columns)
    two = min(columns, max(1, (width + 1) // (TWO_LINES + 1)))
    three = min(columns, max(1, (width + 1) // (THREE_LINES[lang] + 1)))
    lines = 3 if height >= TALL and three > two else 2
    shown = three if lines == 3 else two
    cell = min((width - shown + 1) // shown, WIDEST)
    return Layout(width, height, shown, max(cell, 1), lines)
