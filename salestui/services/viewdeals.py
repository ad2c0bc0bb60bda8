"""The deals that a saved view shows, in its order: what a screen shows of it, for commands."""

from __future__ import annotations

from datetime import date

from salestui.domain.snapshot import Doc, Snapshot
from salestui.services.board import DealFilter
from salestui.services.boardlist import ListView
from salestui.services.boardorder import ATTENTION, SORTS
from salestui.services.views import View


def deals_in(
    view: View, snapshot: Snapshot, query: DealFilter | None, *, path: str, today: date, me: str
) -> list[Doc]:
    """The deals of a view on the sales path with the id `path`, or on all where it is empty.

    `query` is its compiled filter, `me` the member who looks.
    """
    found = ListView.of(
        snapshot,
        today=today,
        path=path,
        query=query,
        owner=me if view.mine else "",
        sort=next((sort for sort in SORTS if sort.name == view.sort), ATTENTION),
        reverse=view.reverse,
    )
    return [found.rows.deals[id] for id in found.rows.ids]
