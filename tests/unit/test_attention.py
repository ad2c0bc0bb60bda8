"""Flags of a deal, the word on its card, and the order of cards."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from salestui.domain.attention import (
    CARD_WORDS,
    REASONS,
    AgeLimit,
    account_last_touch,
    age_limit,
    card_flag,
    card_order,
    flags,
    last_touch,
    stage_age_days,
    stage_entered,
)
from salestui.domain.pipelines import parse_path
from salestui.domain.pmap import PMap
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.stagetimes import StageTime, stage_times
from salestui.domain.words import Words

TODAY = date(2026, 8, 19)
PATH = parse_path(
    {
        "_id": "pl",
        "key": "new",
        "stages/demo": True,
        "stages/demo/rot_days": 10,
        "stages/demo/expected_days": 12,
        "stages/won": True,
        "stages/won/kind": "won",
        "stages/hold": True,
        "stages/hold/kind": "hold",
    }
)


def ms(days_ago: int, hour: int = 12) -> int:
    """Noon, so many days before TODAY, in milliseconds UTC."""
    day = TODAY - timedelta(days=days_ago)
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp()) * 1000


def deal(**values: Any) -> dict[str, Any]:
    base = {
        "_id": "dl_1",
        "stage": "demo",
        "outcome": "open",
        "_created": ms(3),
        "next_step": "call",
        "next_step_due": "2026-08-20",
    }
    return {key: value for key, value in {**base, **values}.items() if value is not None}


def snapshot(*activities: dict[str, Any], **workspace: Any) -> Snapshot:
    rows = {
        f"at_{n}": {"_id": f"at_{n}", "type": "call", **row} for n, row in enumerate(activities)
    }
    tables = {
        "activities": PMap[Doc](dict(rows)),
        "workspace": PMap[Doc]({"ws": {"_id": "ws", "name": "w", **workspace}}),
        "deals": PMap[Doc]({"dl_1": {"_id": "dl_1", "stage": "demo", "account": "ac_1"}}),
    }
    return Snapshot(tables)


def flags_of(doc: Doc, *activities: dict[str, Any], **workspace: Any) -> tuple[str, ...]:
    return flags(doc, snapshot(*activities, **workspace), PATH, TODAY, UTC)


def test_a_deal_in_order_has_no_flag() -> None:
    assert flags_of(deal()) == ()
    assert card_flag(()) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"next_step_due": "2026-08-18"}, ("next_step_overdue",)),
        ({"next_step_due": "2026-08-19"}, ()),
        ({"expected_close": "2026-08-18"}, ("close_past",)),
        ({"expected_close": "2026-08-19"}, ()),
        ({"next_step_due": None}, ("no_next_step",)),
        ({"next_step_due": None, "next_step": None}, ("no_next_step",)),
        (
            {"next_step_due": "2026-08-01", "expected_close": "2026-08-01", "_created": ms(40)},
            ("next_step_overdue", "close_past", "rotten"),
        ),
        (
            {"next_step_due": None, "expected_close": "2026-08-01", "_created": ms(40)},
            ("close_past", "rotten", "no_next_step"),
        ),
        ({"outcome": "won", "stage": "won", "next_step_due": "2026-08-01"}, ()),
        ({"stage": "hold", "next_step_due": None}, ()),
        ({"stage": "hold", "wake_on": "2026-08-19"}, ("wake_due",)),
        ({"stage": "hold", "wake_on": "2026-08-20"}, ()),
        ({"stage": "nowhere", "next_step_due": None, "_created": ms(400)}, ("no_next_step",)),
        (
            {"_disputed": ["title"], "_contested": True, "next_step_due": "2026-08-18"},
            ("contested", "disputed", "next_step_overdue"),
        ),
        ({"outcome": "won", "stage": "won", "_disputed": ["stage"]}, ("disputed",)),
    ],
)
def test_flags_most_serious_first(values: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert flags_of(deal(**values)) == expected


def test_touch_rot_counts_from_the_latest_of_touch_move_and_edit() -> None:
    old = deal(_created=ms(20), next_step_due="2026-08-18")
    assert "rotten" in flags_of(old)
    assert "rotten" not in flags_of(old, {"deal": "dl_1", "at": ms(10)})
    assert "rotten" in flags_of(old, {"deal": "dl_1", "at": ms(11)})
    assert "rotten" in flags_of(old, {"deal": "dl_1", "at": ms(2), "type": "note"})
    assert "rotten" in flags_of(old, {"deal": "dl_9", "at": ms(2)})
    assert "rotten" not in flags_of({**old, "_updated": ms(10)})
    assert "rotten" in flags_of({**old, "_updated": ms(11)})
    moved = {**old, "_moves": [[ms(20), "pl", "lead"], [ms(9), "pl", "demo"]]}
    assert "rotten" not in flags_of(moved)


def test_a_future_next_step_stops_touch_rot_but_not_age_rot() -> None:
    assert "rotten" not in flags_of(deal(_created=ms(24), _updated=ms(20)))
    assert "rotten" in flags_of(deal(_created=ms(25), _updated=ms(0)))


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ({"due": "2026-08-19"}, ()),
        ({"due": "2026-08-18"}, ("late",)),
        ({"due": "2026-08-16"}, ("late",)),
        ({"due": "2026-08-15"}, ("lagging",)),
        ({"due": "2026-09-15", "original_due": "2026-08-01"}, ("lagging",)),
        ({"due": "2026-08-01", "status": "done", "done_on": "2026-08-10"}, ()),
        ({"due": "2026-08-01", "deal": "dl_2"}, ()),
    ],
)
def test_a_late_task_is_a_flag_of_its_deal(task: dict[str, Any], expected: tuple[str, ...]) -> None:
    doc = {"_id": "tk_1", "title": "t", "deal": "dl_1", **task}
    with_task = snapshot().stepped({"tasks": {"tk_1": (None, doc)}}, {}, {})
    assert flags(deal(), with_task, PATH, TODAY, UTC) == expected


def test_the_workspace_says_which_rot_counts() -> None:
    touch = deal(_created=ms(20), next_step_due=None)
    age = deal(_created=ms(25))
    assert "rotten" in flags_of(touch, rot_mode="last_touch")
    assert "rotten" not in flags_of(touch, rot_mode="stage_age")
    assert "rotten" in flags_of(age, rot_mode="stage_age")
    assert "rotten" not in flags_of(age, rot_mode="last_touch")


def test_card_flag_is_the_most_serious_in_both_languages() -> None:
    assert card_flag(("close_past", "rotten")) == ("close_past", Words("!late", "!逾期"))
    assert card_flag(("rotten",)) == ("rotten", Words("!rot", "!停滞"))
    assert card_flag(("no_next_step",)) == ("no_next_step", Words("!next", "!无下一步"))
    assert REASONS.keys() - CARD_WORDS.keys() == {"pushed2"}
    assert CARD_WORDS.keys() <= REASONS.keys()


def test_stage_entered_and_age() -> None:
    assert stage_entered(deal()) == ms(3)
    moved = deal(_moves=[[ms(30), "pl", "lead"], [ms(5), "pl", "demo"]])
    assert stage_entered(moved) == ms(5)
    assert stage_age_days(moved, TODAY, UTC) == 5
    assert stage_entered(deal(history_from=ms(1))) is None
    assert stage_age_days(deal(history_from=ms(1)), TODAY, UTC) is None


def test_age_is_counted_in_days_of_the_zone() -> None:
    late = deal(_created=ms(1, hour=18))
    assert stage_age_days(late, TODAY, UTC) == 1
    assert stage_age_days(late, TODAY, timezone(timedelta(hours=8))) == 0


def test_last_touch_of_deal_and_account() -> None:
    shot = snapshot(
        {"deal": "dl_1", "at": ms(9)},
        {"deal": "dl_1", "at": ms(7), "_del": True},
        {"account": "ac_1", "at": ms(8)},
        {"account": "ac_1", "at": ms(1), "type": "note"},
    )
    assert last_touch(shot, "dl_1") == ms(9)
    assert account_last_touch(shot, "ac_1") == ms(8)
    assert last_touch(shot, "dl_2") is None
    assert account_last_touch(shot, "ac_2") is None


def test_the_deal_counts_as_a_touch_of_its_account() -> None:
    assert account_last_touch(snapshot({"deal": "dl_1", "at": ms(2)}), "ac_1") == ms(2)


def test_cards_stand_by_attention_then_date_then_amount() -> None:
    cards = [
        deal(_id="late2", next_step_due="2026-08-18"),
        deal(_id="late1", next_step_due="2026-08-17"),
        deal(_id="none_small", next_step_due=None, amount=1),
        deal(_id="none_big", next_step_due=None, amount=2),
        deal(_id="today", next_step_due="2026-08-19"),
        deal(_id="fri_a", next_step_due="2026-08-21", amount=5),
        deal(_id="fri_b", next_step_due="2026-08-21", amount=5),
        deal(_id="fri_big", next_step_due="2026-08-21", amount=9),
        deal(_id="won_old", outcome="won", closed_on="2026-07-01"),
        deal(_id="won_new", outcome="won", closed_on="2026-08-01"),
        deal(_id="won_undated", outcome="won"),
    ]
    ordered = [doc["_id"] for doc in sorted(cards, key=lambda doc: card_order(doc, TODAY))]
    assert ordered == [
        "late1",
        "late2",
        "none_big",
        "none_small",
        "today",
        "fri_big",
        "fri_a",
        "fri_b",
        "won_new",
        "won_old",
        "won_undated",
    ]


# -- age, measured by what was won


def won(n: int, days: float, *, id: str = "", **values: Any) -> dict[str, Any]:
    """A won deal that stood in the demo stage for so many days."""
    left = ms(1) - n * 1000
    moves = [[left - round(days * 86_400_000), "pl", "demo"], [left, "pl", "won"]]
    found = {"_id": id or f"dl_won{n}", "stage": "won", "outcome": "won", "pipeline": "pl"}
    return {**found, "_created": moves[0][0], "_moves": moves, **values}


def with_won(*deals: dict[str, Any]) -> Snapshot:
    rows: dict[str, Doc] = {d["_id"]: d for d in deals}
    return Snapshot({"deals": PMap(rows)})


def aged(days: int) -> dict[str, Any]:
    return deal(pipeline="pl", _created=ms(days), _updated=ms(0))


def is_rotten(days: int, world: Snapshot) -> bool:
    return "rotten" in flags(aged(days), world, PATH, TODAY, UTC)


def test_from_ten_won_deals_on_their_median_counts() -> None:
    """9: twice the expected 12 days. 10: one and a half times the median of 8."""
    nine = with_won(*(won(n, 8) for n in range(9)))
    assert not is_rotten(24, nine) and is_rotten(25, nine)
    ten = with_won(*(won(n, 4 if n < 5 else 12) for n in range(10)))
    assert age_limit(ten, "pl", PATH.stages[0]) == AgeLimit(12.0, "median", 8.0, 10)
    assert not is_rotten(12, ten) and is_rotten(13, ten)


def test_only_what_was_seen_of_live_won_deals_counts() -> None:
    """Not the archived, not those of another path, nor an import that tells no history."""
    others = (
        won(20, 1, _del=True),
        won(21, 1, pipeline="pl2", _moves=[[ms(9), "pl2", "demo"], [ms(8), "pl2", "won"]]),
        won(22, 1, history_from=ms(0)),
        won(23, 1, outcome="lost"),
        won(24, 1, _moves=None),
    )
    world = with_won(*(won(n, 8) for n in range(9)), *others)
    assert stage_times(world)["pl|demo"] == StageTime(9, 8.0)


def test_visits_of_a_deal_are_added_up_and_odd_numbers_have_a_middle() -> None:
    moves = [
        [ms(30), "pl", "demo"],
        [ms(28), "pl", "hold"],
        [ms(20), "pl", "demo"],
        [ms(17), "pl", "won"],
    ]
    world = with_won(won(0, 1), won(1, 9), won(2, 0, _moves=moves))
    assert stage_times(world)["pl|demo"] == StageTime(3, 5.0)
    assert stage_times(world)["pl|hold"] == StageTime(1, 8.0)


def test_the_times_follow_the_edits_and_are_not_worked_out_again_for_others() -> None:
    """As if counted afresh after every step."""
    world = with_won(*(won(n, 8) for n in range(3)))
    before = stage_times(world)
    old = aged(3)
    stirred = world.stepped({"deals": {"dl_1": (None, old)}}, {}, {})
    assert stage_times(stirred) is before
    gone, new = won(0, 8), won(7, 2, id="dl_x")
    rows = {gone["_id"]: (gone, {**gone, "_del": True}), "dl_x": (None, new)}
    stepped = stirred.stepped({"deals": rows}, {}, {})
    assert stage_times(stepped)["pl|demo"] == StageTime(3, 8.0)
    assert dict(stepped.tally("deals.won_days")) == dict(
        Snapshot(stepped.tables).tally("deals.won_days")
    )


def test_a_step_put_off_three_times_counts_until_somebody_is_in_touch() -> None:
    """A future date never hides it; a touch does, a note does not."""
    late = deal(_redated=[ms(9), ms(6), ms(3)])
    assert "next_step_moved3" in flags_of(late)
    assert "next_step_moved3" in flags_of(late, {"deal": "dl_1", "at": ms(2), "type": "note"})
    assert "next_step_moved3" not in flags_of(late, {"deal": "dl_1", "at": ms(6)})
    assert "next_step_moved3" not in flags_of(deal(_redated=[ms(9), ms(6)]))


def test_a_close_date_put_off_twice_warns_and_three_times_is_fiction() -> None:
    assert not {"pushed2", "pushed3"} & set(flags_of(deal(_pushes=1)))
    assert "pushed2" in flags_of(deal(_pushes=2))
    assert "pushed3" in flags_of(deal(_pushes=3))
    assert card_flag(("pushed2",)) is None
