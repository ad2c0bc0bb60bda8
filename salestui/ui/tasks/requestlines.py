"""The lines of the requests screen: a department with its figures, and what it was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salestui import cells
from salestui.domain.names import deal_name, member_short
from salestui.domain.requests import is_waiting
from salestui.domain.snapshot import Snapshot
from salestui.domain.tasks import task_name
from salestui.exchange.requestrows import counts_words, needed_words, shown, state_words
from salestui.services.requests import RequestGroup, RequestRow
from salestui.ui.widgets.lines import Span
from salestui.ui.widgets.rows import Row

NEEDED, WHO, STATE = 7, 6, 15
NARROW = 70
"""Screens narrower than this leave the deal out."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a line stands for: a department, or a request to it."""

    group: str
    request: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the lines are drawn from."""

    snapshot: Snapshot
    today: date
    lang: str
    width: int
    every: bool
    """Whether all requests are listed, or those still owed."""


def lines(sight: Sight, groups: Sequence[RequestGroup]) -> tuple[list[Row], list[Place]]:
    """Every line in order, and what each stands for."""
    rows: list[Row] = []
    places: list[Place] = []
    for group in groups:
        rows.append(_head(sight, group))
        places.append(Place(group.key))
        for row in shown(group, every=sight.every):
            rows.append(_request(sight, row))
            places.append(Place(group.key, row.id))
    return rows, places


def _head(sight: Sight, group: RequestGroup) -> Row:
    *plain, last = counts_words(group)
    late = group.late > 0
    said = [words.say(sight.lang) for words in (plain if late else (*plain, last))]
    right = [Span("  ".join(said) + " ", "dim")]
    right += [Span(f" {last.say(sight.lang)} ", "late")] if late else []
    return Row((Span(f" {group.head.say(sight.lang)}", "strong"),), tuple(right))


def _request(sight: Sight, row: RequestRow) -> Row:
    lang, snapshot = sight.lang, sight.snapshot
    owed = is_waiting(row.request)
    late = owed and row.days_late > 0
    needed = cells.fit(needed_words(row, sight.today).say(lang), NEEDED, "right")
    deal = 0 if sight.width < NARROW else max(14, sight.width // 4)
    room = sight.width - NEEDED - WHO - STATE - deal - 7
    name = deal_name(snapshot, row.deal) if row.deal else ""
    who = member_short(snapshot, row.request.get("provider") or (row.task or {}).get("owner"))
    left = [
        Span(" " + needed + "  ", "late" if late else "dim"),
        Span(cells.fit(str(row.request.get("item", "")), room) + " ", "text" if owed else "dim"),
    ]
    left += [Span(cells.fit(name, deal) + " ", "dim")] if deal else []
    left.append(Span(cells.fit(who, WHO) + " ", "dim"))
    state = cells.fit(state_words(row).say(lang), STATE)
    return Row(tuple(left), (Span(state + " ", "late" if late else "dim"),))


def task_text(sight: Sight, row: RequestRow) -> str:
    """The task that needs it, and of which day it is."""
    return task_name(sight.snapshot, row.task).say(sight.lang) if row.task else ""
