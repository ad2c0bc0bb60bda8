"""A list that was patched through any edits is the list made anew, and holds the board's deals."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from salestui.domain.query import Filter, compile_filter
from salestui.domain.snapshot import Snapshot
from salestui.services.board import SORTS, BoardView
from salestui.services.boardlist import ListView

from .test_board_view import BASE, ENV, FILTERS, PATH, TODAY, edits, stepped


def picture(view: ListView) -> tuple[object, ...]:
    """Everything that a list says."""
    sums = view.work.sums
    return (
        list(view.rows.ids),
        [view.rows.at(row) for row in range(view.count)],
        view.work.open,
        sorted(sums.totals.items()),
        sorted(sums.weighted.items()),
    )


@given(
    st.lists(st.tuples(st.lists(edits, max_size=3), st.booleans()), max_size=12),
    st.sampled_from(FILTERS),
    st.sampled_from(["", "mb_1"]),
    st.sampled_from(["", PATH.id]),
    st.sampled_from(SORTS),
    st.booleans(),
)
def test_patched_is_fresh_and_the_boards(
    made: list[tuple[list[tuple[str, dict[str, Any]]], bool]],
    text: str,
    owner: str,
    path: str,
    sort: Any,
    reverse: bool,
) -> None:
    """Whether somebody looked at it between two steps or not."""
    snapshot = Snapshot(BASE)
    found: Filter | None = compile_filter(text, "deals", snapshot, ENV) if text else None
    more: dict[str, Any] = {"query": found, "owner": owner, "sort": sort, "reverse": reverse}

    def fresh() -> ListView:
        return ListView.of(snapshot, today=TODAY, path=path, **more)

    view = fresh()
    for several, looked in made:
        before = view
        snapshot = stepped(snapshot, several)
        view, touched = view.updated(snapshot)
        if looked:
            assert picture(view) == picture(fresh())
            assert picture(before) == picture(before)
            changed = {doc["_id"] for kind, doc in several if kind == "deals"}
            assert touched is None or touched == changed
    assert [view.rows.row(id) for id in view.rows.ids] == list(range(view.count))
    if path:
        board = BoardView.of(snapshot, PATH, today=TODAY, **more)
        assert sorted(view.rows.ids) == sorted(id for c in board.columns for id in c.ids)
        assert view.work.open == sum(column.count for column in board.open_columns)
        assert dict(view.work.sums.totals) == dict(board.open_sums.totals)
        assert dict(view.work.sums.weighted) == dict(board.open_sums.weighted)
