"""The page History: who set the goal and changed it, latest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salestui import cells
from salestui.domain.history import Row
from salestui.domain.words import Words
from salestui.exchange.historyview import HistoryLines
from salestui.exchange.wrapping import wrapped
from salestui.ui.goals.view import View
from salestui.ui.widgets.entries import Column, Entry, Spot, line
from salestui.ui.widgets.lines import Span

READING = Words("reading the log", "正在读取记录")
NONE = Words("nothing was changed by then", "当时还没有改动")


def history(view: View, rows: Sequence[Row] | None, width: int) -> tuple[Column, ...]:
    """The changes in lines; None while the log is being read."""
    if rows is None:
        return ((line([Span(view.say(READING), "dim")]),),)
    if not rows:
        return ((line([Span(view.say(NONE), "dim")]),),)
    return (tuple(_lines(view, rows, width)),)


def _lines(view: View, rows: Sequence[Row], width: int) -> Iterator[Entry]:
    made = HistoryLines(view.deals.reading).of_record(rows)
    when, who, what = (max(cells.width(each[n]) for each in made) for n in range(3))
    for n, each in enumerate(made):
        spot = Spot("change", str(n))
        head = "  ".join(
            (cells.fit(each[0], when), cells.fit(each[1], who), cells.fit(each[2], what))
        )
        room = max(width - cells.width(head) - 5, 20)
        told = wrapped(each[3], room) or [""]
        yield line([Span(head, "dim"), Span("  " + told[0])], spot=spot)
        for more in told[1:]:
            yield line([Span(" " * (cells.width(head) + 2) + more)], spot=spot)
