"""The board as data: columns, sums, order, and what a change costs and touches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from salestui.domain.attention import card_order
from salestui.domain.pipelines import Path, paths
from salestui.domain.pmap import PMap
from salestui.domain.query import Env, compile_filter
from salestui.domain.snapshot import Snapshot
from salestui.services.board import SORTS, BoardView
from salestui.services.summary import stage_sums

TODAY = date(2026, 9, 2)
NEW = "new"


@pytest.fixture
def path(team: Snapshot) -> Path:
    """The path for new customers."""
    return next(path for path in paths(team) if path.key == NEW)


def ids(view: BoardView, stage: str) -> list[str]:
    """The deals of a stage in order."""
    column = view.column(stage)
    assert column is not None
    found = list(column.ids)
    assert found == [column.at(row) for row in range(column.count)]
    assert [column.row(id) for id in found] == list(range(column.count))
    return found


def with_deals(team: Snapshot, path: Path, *deals: dict[str, Any]) -> Snapshot:
    """The team with these deals instead of its own, open ones in the demo stage unless said."""
    usual = {"pipeline": path.id, "stage": "demo", "outcome": "open", "owner": "mb_zw"}
    rows: dict[str, Any] = {d["_id"]: {**usual, **d} for d in deals}
    return Snapshot({**team.tables, "deals": PMap(rows)})


def test_columns_stand_in_the_order_of_the_path_then_won_lost_hold(
    team: Snapshot, path: Path
) -> None:
    """Closed stages come last whatever their order number says."""
    view = BoardView.of(team, path, today=TODAY)
    assert [column.stage.key for column in view.columns] == [
        "lead", "contact", "demo", "proposal", "negotiation", "won", "lost", "hold",
    ]  # fmt: skip


def test_deals_stand_in_their_stage_and_archived_ones_nowhere(team: Snapshot, path: Path) -> None:
    """Other paths' deals are on other boards."""
    view = BoardView.of(team, path, today=TODAY)
    assert {c.stage.key: list(c.ids) for c in view.columns if c.count} == {
        "demo": ["dl_1"], "won": ["dl_2"], "lost": ["dl_5"], "hold": ["dl_4"],
    }  # fmt: skip
    assert view.count == 4
    assert view.find("dl_2") == (5, 0)
    assert view.find("dl_6") is None


def test_won_deals_count_with_what_they_were_won_at(team: Snapshot, path: Path) -> None:
    """And are not weighted."""
    won = BoardView.of(team, path, today=TODAY).column("won")
    assert won is not None
    assert (won.totals, won.weighted) == ({"JPY": 90_000}, {})


@pytest.mark.parametrize("amount", [0, 1, 50, 99, 101, 12_345, 10_000_000])
@pytest.mark.parametrize("manual", [None, 0, 35, 50, 100])
def test_sums_are_those_of_the_printed_board(
    team: Snapshot, path: Path, amount: int, manual: int | None
) -> None:
    """Each deal's weight is rounded half to even by itself, in both."""
    deal: dict[str, Any] = {"amount": amount, "currency": "CNY"}
    if manual is not None:
        deal["probability_manual"] = manual
    more: list[dict[str, Any]] = [
        {"_id": "dl_b", "amount": 150, "currency": "USD"},
        {"_id": "dl_c", "amount": 333, "currency": "CNY", "stage": "lead"},
        {"_id": "dl_d"},
        {"_id": "dl_e", "amount": 7, "currency": "CNY", "stage": "lost", "outcome": "lost"},
        {"_id": "dl_f", "amount": 7, "currency": "CNY", "stage": "won", "outcome": "won",
         "won_amount": 9, "won_currency": "EUR"},
    ]  # fmt: skip
    snapshot = with_deals(team, path, {"_id": "dl_a", **deal}, *more)
    view = BoardView.of(snapshot, path, today=TODAY)
    for each in stage_sums(snapshot.live("deals"), path):
        column = view.column(each.stage.key)
        assert column is not None
        assert dict(column.totals) == {k: v for k, v in each.totals.items() if v}
        assert dict(column.weighted) == {k: v for k, v in each.weighted.items() if v}


def test_cards_stand_by_attention(team: Snapshot, path: Path) -> None:
    """Overdue first, then without a step, then by date, then the larger amount."""
    day = {n: (TODAY + timedelta(n)).isoformat() for n in (-5, -1, 0, 3)}
    deals: list[dict[str, Any]] = [
        {"_id": "dl_a", "next_step_due": day[3], "amount": 5},
        {"_id": "dl_b", "next_step_due": day[3], "amount": 9},
        {"_id": "dl_c", "next_step_due": day[0]},
        {"_id": "dl_d"},
        {"_id": "dl_e", "amount": 1},
        {"_id": "dl_f", "next_step_due": day[-1]},
        {"_id": "dl_g", "next_step_due": day[-5]},
    ]
    view = BoardView.of(with_deals(team, path, *deals), path, today=TODAY)
    assert ids(view, "demo") == ["dl_g", "dl_f", "dl_e", "dl_d", "dl_c", "dl_b", "dl_a"]
    docs = [view.snapshot.table("deals")[id] for id in ids(view, "demo")]
    assert docs == sorted(docs, key=lambda doc: card_order(doc, TODAY))


def test_closed_columns_show_the_newest_first(team: Snapshot, path: Path) -> None:
    """By closing date, whatever the amounts."""
    deals = [
        {"_id": f"dl_{n}", "stage": "won", "outcome": "won", "closed_on": f"2026-0{n}-11"}
        for n in (3, 8, 5)
    ]
    view = BoardView.of(with_deals(team, path, *deals), path, today=TODAY)
    assert ids(view, "won") == ["dl_8", "dl_5", "dl_3"]


def test_a_stage_that_the_path_does_not_know_has_a_column(team: Snapshot, path: Path) -> None:
    """A deal never vanishes because a path was edited elsewhere."""
    view = BoardView.of(with_deals(team, path, {"_id": "dl_a", "stage": "old"}), path, today=TODAY)
    assert [column.stage.key for column in view.columns][5:] == ["old", "won", "lost", "hold"]
    assert ids(view, "old") == ["dl_a"]


def test_only_my_deals(team: Snapshot, path: Path) -> None:
    """The owner restricts, and an owner without deals sees none."""
    assert BoardView.of(team, path, today=TODAY, owner="mb_zw").count == 1
    assert BoardView.of(team, path, today=TODAY, owner="mb_xx").count == 0


def test_a_filter_restricts_and_its_order_counts(team: Snapshot, path: Path, env: Env) -> None:
    """`sort:` of the filter goes before the board's own order."""
    deals = [{"_id": f"dl_{n}", "amount": n, "currency": "CNY"} for n in (2, 3, 1)]
    snapshot = with_deals(team, path, *deals)
    found = compile_filter("amount>0.01 sort:amount", "deals", snapshot, env)
    view = BoardView.of(snapshot, path, today=TODAY, query=found)
    assert ids(view, "demo") == ["dl_2", "dl_3"]


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
def test_every_order_can_be_turned_round(team: Snapshot, path: Path, sort: Any) -> None:
    """Reversed is the same from the other end."""
    deals = [
        {"_id": f"dl_{n}", "amount": n % 3, "title": f"t{n % 2}", "_created": n % 5}
        for n in range(9)
    ]
    snapshot = with_deals(team, path, *deals)
    one = BoardView.of(snapshot, path, today=TODAY, sort=sort)
    other = BoardView.of(snapshot, path, today=TODAY, sort=sort, reverse=True)
    assert ids(one, "demo") == ids(other, "demo")[::-1]


def test_a_move_touches_two_columns_and_shares_the_others(
    team: Snapshot, path: Path, changed: Callable[..., Snapshot]
) -> None:
    """What did not change is the very same object."""
    view = BoardView.of(team, path, today=TODAY)
    after, touched = view.updated(changed("deals", "dl_1", stage="proposal"))
    assert touched == {"dl_1"}
    assert after.find("dl_1") == (3, 0)
    shared = {c.stage.key for c, d in zip(view.columns, after.columns, strict=True) if c is d}
    assert shared == {"lead", "contact", "negotiation", "won", "lost", "hold"}
    assert ids(view, "demo") == ["dl_1"]


@pytest.mark.parametrize(
    ("values", "count"),
    [({"_del": True}, 3), ({"owner": "mb_bo"}, 4), ({"pipeline": "pl_other"}, 3)],
)
def test_what_leaves_is_gone(
    team: Snapshot,
    path: Path,
    changed: Callable[..., Snapshot],
    values: dict[str, Any],
    count: int,
) -> None:
    """Archived, or on another path; another owner matters only to a board of mine."""
    everybody = BoardView.of(team, path, today=TODAY).updated(changed("deals", "dl_1", **values))
    assert everybody[0].count == count
    mine = BoardView.of(team, path, today=TODAY, owner="mb_zw")
    assert mine.updated(changed("deals", "dl_1", **values))[0].count == 0


def test_other_records_change_cards_but_not_columns(
    team: Snapshot, path: Path, changed: Callable[..., Snapshot]
) -> None:
    """Any card may show the account, so none is named."""
    view = BoardView.of(team, path, today=TODAY)
    after, touched = view.updated(changed("accounts", "ac_hd", name="Hengda"))
    assert touched is None
    assert all(a is b for a, b in zip(view.columns, after.columns, strict=True))


def test_a_filter_follows_the_account(
    team: Snapshot, path: Path, env: Env, changed: Callable[..., Snapshot]
) -> None:
    """A deal comes or goes because its account is another now."""
    found = compile_filter("account.industry:retail", "deals", team, env)
    view = BoardView.of(team, path, today=TODAY, query=found)
    assert view.find("dl_1") is None
    after, _ = view.updated(changed("accounts", "ac_hd", industry="retail"))
    assert after.find("dl_1") is not None


def test_a_changed_path_makes_the_board_anew(
    team: Snapshot, path: Path, changed: Callable[..., Snapshot]
) -> None:
    """Names and probabilities of stages are on it."""
    view = BoardView.of(team, path, today=TODAY)
    after, touched = view.updated(changed("pipelines", path.id, **{"stages/demo/short_en": "Show"}))
    assert touched is None
    assert after.path.stage("demo").short.en == "Show"  # type: ignore[union-attr]


def test_a_snapshot_tells_what_changed(team: Snapshot) -> None:
    """Along several steps, and None where it can't know."""
    assert team.changed_since(team) == set()
    doc = dict(team.table("deals")["dl_1"])
    one = team.stepped({"deals": {"dl_1": (doc, {**doc, "amount": 1})}}, {}, {})
    two = one.stepped({"accounts": {"ac_x": (None, {"_id": "ac_x", "name": "X"})}}, {}, {})
    assert two.changed_since(one) == {("accounts", "ac_x")}
    assert two.changed_since(team) == {("deals", "dl_1"), ("accounts", "ac_x")}
    assert team.changed_since(two) is None
    assert Snapshot().changed_since(two) is None


def test_a_large_step_is_not_told(team: Snapshot) -> None:
    """An import draws everything anew, which is quicker than asking of each."""
    rows = {f"ac_{n}": (None, {"_id": f"ac_{n}", "name": "X"}) for n in range(1001)}
    big = team.stepped({"accounts": rows}, {}, {})
    assert big.changed_since(team) is None
    after = big.stepped({"accounts": {"ac_1": (None, {"_id": "ac_1", "name": "Y"})}}, {}, {})
    assert after.changed_since(big) == {("accounts", "ac_1")}


def test_columns_may_be_ordered_ahead(team: Snapshot, path: Path) -> None:
    """By a thread that has time; nothing looks different for it."""
    one, other = (BoardView.of(team, path, today=TODAY) for _ in range(2))
    one.put_in_order()
    assert [list(c.ids) for c in one.columns] == [list(c.ids) for c in other.columns]
