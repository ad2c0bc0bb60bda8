"""The pages Why and SMART: key results, what is needed, the way there, the closest deals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from salestui.domain.goals.way import Way
from salestui.domain.words import Words
from salestui.exchange import goal_why as told
from salestui.exchange.columns import GAP, laid_parts
from salestui.exchange.goal_why import ROLES, Told
from salestui.exchange.listing import DEAL_COLUMNS
from salestui.ui.goals.view import View, drawn
from salestui.ui.widgets.entries import Column, Entry, Spot, line, ruled
from salestui.ui.widgets.lines import Span

WIDE = 110
"""Cells from which on the closest deals stand beside the rest."""
CLOSEST = 5
"""Deals that are shown where they stand below the rest."""
BESIDE = 30
"""The most deals that stand beside the rest."""
RESULTS = Words("Key results", "关键结果")
NO_DEALS = Words("no open deal counts and closes in the period", "期内没有可计入的进行中商机")


def widths(width: int) -> tuple[int, ...]:
    """One column, or the deals beside the rest."""
    if width < WIDE:
        return (width,)
    left = width * 11 // 20
    return left, width - left - 2


def why(view: View, id: str, width: int) -> tuple[Column, ...]:
    """Why a goal stands as it does."""
    rooms = widths(width)
    left = [*_results(view, id, rooms[0]), *_way(view, id, rooms[0])]
    if len(rooms) == 1:
        return (tuple([*left, *_closest(view, id, rooms[0], CLOSEST)]),)
    return tuple(left), tuple(_closest(view, id, rooms[1], BESIDE))


def entry(view: View, each: Told, width: int) -> Entry:
    """A line that may stand for a figure."""
    left = [Span(view.say(each.left), each.role)]
    right = [*drawn(each.bar), Span("  ")] if each.bar else []
    right += [Span(view.say(each.right), each.role)] if each.right.en else []
    spot = Spot("figure", each.figure) if each.figure else None
    return line(left, right, spot)


def _results(view: View, id: str, width: int) -> Iterator[Entry]:
    sight = view.sight(id)
    head = told.head(sight, view.book, view.style)
    style = ROLES.get(sight.standing, "dim")
    yield line([Span(view.say(head.left), "dim")], [Span(view.say(head.right), style)])
    for each in told.results(sight, view.style):
        yield entry(view, each, width)
    needed = told.needed(sight)
    if needed is not None:
        title = view.say(told.NEEDED)
        yield line([Span(f"{title}  ", "dim"), Span(view.say(needed.left), needed.role)])


def _way(view: View, id: str, width: int) -> Iterator[Entry]:
    way, main = view.book.way(id), view.sight(id).main
    if way is None or main is None:
        return
    yield ruled(view.say(told.WAY), "", width, view.dash)
    for each in told.way(way, main):
        yield entry(view, each, width)


def _closest(view: View, id: str, width: int, most: int) -> Iterator[Entry]:
    way = view.book.way(id)
    if way is None:
        return
    note = str(len(way.closest)) if way.closest else ""
    yield ruled(view.say(told.CLOSEST), note, width, view.dash)
    yield from deal_lines(view, way, width, most)
    if not way.closest:
        yield line([Span(view.say(NO_DEALS), "dim")])


def deal_lines(view: View, way: Way, width: int, most: int) -> Iterator[Entry]:
    """The likeliest deals, a line each."""
    docs = list(way.closest)[:most]
    made = [view.deals.deal(doc) for doc in docs]
    parts = laid_parts(DEAL_COLUMNS, made, width - 2)
    for doc, cells in zip(docs, parts.rows, strict=True):
        text = (" " * GAP).join(cells)
        yield line([Span(text)], spot=Spot("deal", str(doc["_id"])))


def smart(view: View, id: str, width: int) -> tuple[Column, ...]:
    """The five SMART answers."""
    lines = told.smart(view.book.smart(id), view.lang, width - 2)
    return (tuple(entry(view, each, width) for each in lines),)


def spots(columns: Iterable[Column]) -> list[Spot]:
    """Everything that the cursor can stand on, from the top."""
    return [each.spot for column in columns for each in column if each.spot is not None]
