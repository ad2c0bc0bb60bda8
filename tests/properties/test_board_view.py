"""A board that was patched through any edits is the board made anew from the last snapshot."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from salestui.domain.attention import card_order
from salestui.domain.pipelines import Path, parse_path
from salestui.domain.pmap import PMap
from salestui.domain.query import Env, Filter, compile_filter
from salestui.domain.snapshot import Snapshot
from salestui.services.board import SORTS, BoardView
from salestui.services.defaults import pipeline_id, pipeline_values, read_data

TODAY = date(2026, 9, 2)
ENV = Env(TODAY, UTC, "mb_1", "CNY", 1_788_000_000_000)
ROWS = read_data("paths.json")["paths"]
PATH: Path = parse_path({"_id": pipeline_id("new"), **pipeline_values(ROWS[0], 0)})
BASE: dict[str, PMap[Any]] = {
    "pipelines": PMap({PATH.id: {"_id": PATH.id, **pipeline_values(ROWS[0], 0)}}),
    "members": PMap({"mb_1": {"_id": "mb_1", "handle": "anna"}}),
    "workspace": PMap({"ws": {"_id": "ws", "name": "Keda"}}),
}
STAGES = ("lead", "demo", "won", "lost", "hold", "unheard of")
FILTERS = ("", "amount>=1", "stage:demo,won", "account.industry:retail", "owner:me sort:-amount")

days = st.integers(-9, 9).map(lambda n: (TODAY + timedelta(n)).isoformat())
deals = st.fixed_dictionaries(
    {
        "pipeline": st.sampled_from([PATH.id, "pl_other"]),
        "stage": st.sampled_from(STAGES),
        "account": st.sampled_from(["ac_1", "ac_2"]),
    },
    optional={
        "amount": st.integers(0, 20_000),
        "currency": st.sampled_from(["CNY", "USD"]),
        "owner": st.sampled_from(["mb_1", "mb_2"]),
        "next_step_due": days,
        "closed_on": days,
        "probability_manual": st.integers(0, 100),
        "won_amount": st.integers(0, 500),
        "title": st.text("abé恒", max_size=3),
        "_del": st.just(True),
    },
)


def whole(id: str, values: dict[str, Any]) -> dict[str, Any]:
    """A deal's outcome goes with its stage."""
    stage = values["stage"]
    return {
        **values,
        "_id": id,
        "_created": 1,
        "outcome": stage if stage in ("won", "lost") else "open",
    }


ids = st.sampled_from([f"dl_{n}" for n in range(8)])
edits = st.one_of(
    st.tuples(st.just("deals"), st.tuples(ids, deals).map(lambda p: whole(*p))),
    st.tuples(
        st.just("accounts"),
        st.fixed_dictionaries(
            {
                "_id": st.sampled_from(["ac_1", "ac_2"]),
                "name": st.just("A"),
                "industry": st.sampled_from(["retail", "farm"]),
            }
        ),
    ),
)
steps = st.lists(st.tuples(st.lists(edits, max_size=3), st.booleans()), max_size=12)


def stepped(snapshot: Snapshot, made: list[tuple[str, dict[str, Any]]]) -> Snapshot:
    """The snapshot after some edits."""
    touched: dict[str, dict[str, Any]] = {}
    for kind, doc in made:
        touched.setdefault(kind, {})[doc["_id"]] = (snapshot.get(kind, doc["_id"]), doc)
    return snapshot.stepped(touched, {}, {})


def picture(view: BoardView) -> list[tuple[object, ...]]:
    """Everything that a board says."""
    return [
        (
            column.stage.key,
            list(column.ids),
            [column.at(row) for row in range(column.count)],
            sorted(column.totals.items()),
            sorted(column.weighted.items()),
        )
        for column in view.columns
    ]


@given(
    steps,
    st.sampled_from(FILTERS),
    st.sampled_from(["", "mb_1"]),
    st.sampled_from(SORTS),
    st.booleans(),
)
def test_patched_is_fresh(
    made: list[tuple[list[tuple[str, dict[str, Any]]], bool]],
    text: str,
    owner: str,
    sort: Any,
    reverse: bool,
) -> None:
    """Columns that somebody looked at and columns that nobody did, one step or several at once."""
    snapshot = Snapshot(BASE)
    found: Filter | None = compile_filter(text, "deals", snapshot, ENV) if text else None

    def fresh() -> BoardView:
        return BoardView.of(
            snapshot, PATH, today=TODAY, query=found, owner=owner, sort=sort, reverse=reverse
        )

    view = fresh()
    for several, looked in made:
        before = view
        snapshot = stepped(snapshot, several)
        view, touched = view.updated(snapshot)
        if looked:
            # An unheard-of stage keeps its column until the board is made anew.
            empty = {c.stage.key for c in view.columns} - {c.stage.key for c in fresh().columns}
            assert [p for p in picture(view) if p[0] not in empty] == picture(fresh())
            changed = {doc["_id"] for kind, doc in several if kind == "deals"}
            assert touched is None or touched == changed
            assert picture(before) == picture(before)
    for column in view.columns:
        for id in column.ids:
            assert view.find(id) == (view.columns.index(column), column.row(id))


@given(st.lists(st.tuples(ids, deals).map(lambda p: whole(*p)), unique_by=lambda d: d["_id"]))
def test_the_usual_order_is_the_domains(docs: list[dict[str, Any]]) -> None:
    """The board's quick keys sort as `card_order` does."""
    rows: dict[str, Any] = {doc["_id"]: doc for doc in docs}
    view = BoardView.of(Snapshot({**BASE, "deals": PMap(rows)}), PATH, today=TODAY)
    for column in view.columns:
        found = [rows[id] for id in column.ids]
        assert found == sorted(found, key=lambda doc: card_order(doc, TODAY))
