"""What went wrong in the background: a line for each, and its sentence in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from salestui.domain.words import Words
from salestui.ui.view import View, table
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

Trouble = tuple[datetime, Words]
"""When it was, and what it was with its cure."""


def key_of(trouble: Trouble) -> str:
    """What tells a problem from others."""
    return f"{trouble[0].isoformat()}|{trouble[1].en}"


def rows(view: View, troubles: Sequence[Trouble], width: int) -> list[Row]:
    """A line for each, the newest first."""
    lines = [[Span(f"{at:%H:%M}", "dim"), Span(view.say(words))] for at, words in troubles]
    return table(lines, width, (5, 0))


def title(view: View, trouble: Trouble) -> str:
    """When it was."""
    return view.when(int(trouble[0].timestamp() * 1000))


def details(view: View, trouble: Trouble, width: int) -> list[Row]:
    """The whole sentence."""
    lines = view.wrap(view.say(trouble[1]), max(width - 2, 10))
    return [Row((Span(f" {line}"),)) for line in lines]
