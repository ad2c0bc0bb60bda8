"""A compiled filter at work: the next snapshot, order, notes, indexes and states."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.attention import flags
from salestui.domain.pipelines import parse_path
from salestui.domain.pmap import PMap
from salestui.domain.query import Env, Memory, compile_filter, evaluate, read_words, scope
from salestui.domain.query.scope import BATCH
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.wanted import Superseded

Change = Callable[..., Snapshot]


def ids(docs: list[Doc]) -> list[str]:
    return [doc["_id"] for doc in docs]


def test_the_same_filter_serves_the_next_snapshot(
    team: Snapshot, env: Env, changed: Change
) -> None:
    """After an edit `on` asks the new state: of the record, of what it refers to, of names."""
    mine = compile_filter("owner:anna", "deals", team, env)
    assert mine.ids() == ["dl_2"]
    assert mine.on(team) is mine
    assert mine.ids(changed("deals", "dl_4", owner="mb_al")) == ["dl_2", "dl_4"]
    assert mine.ids(changed("members", "mb_bo", name="Anna Bob")) == ["dl_2"]
    made = compile_filter("account.industry:retail", "deals", team, env)
    assert sorted(made.ids()) == ["dl_2", "dl_4"]
    assert made.on(changed("accounts", "ac_ac", industry="it")).ids() == []
    assert sorted(made.ids()) == ["dl_2", "dl_4"]


def test_a_name_that_is_gone_matches_nothing(team: Snapshot, env: Env, changed: Change) -> None:
    """Rebinding never raises: a renamed member just has no deals under the old name."""
    mine = compile_filter("owner:anna", "deals", team, env)
    assert mine.ids(changed("members", "mb_al", handle="ann", name="Ann", short_name="A")) == []


def test_one_record_can_be_asked_about(team: Snapshot, env: Env) -> None:
    """`matches` answers for a record as it would be, before it is in any snapshot."""
    mine = compile_filter("owner:me amount>=100k", "deals", team, env)
    deal = team.table("deals")["dl_1"]
    assert mine.matches(deal)
    assert not mine.matches({**deal, "amount": 9_999_999})


def test_archived_records_are_not_listed(team: Snapshot, env: Env) -> None:
    """Neither by index nor by scan, though their words match."""
    for text in ("archived", "stage:demo title:archived", ""):
        assert "dl_6" not in compile_filter(text, "deals", team, env).ids()


ORDERS = [
    ("sort:amount", "5 3 2 1 4"),
    ("sort:-amount", "2 1 3 5 4"),
    ("sort:close", "3 1 2 5 4"),
    ("sort:-close", "1 3 2 5 4"),
    ("sort:owner,-amount", "2 5 1 3 4"),
    ("sort:account", "2 4 1 3 5"),
    ("sort:account.industry,title", "1 3 4 2 5"),
    ("sort:stage", "1 2 5 4 3"),
    ("sort:-stage", "3 4 5 2 1"),
    ("sort:age", "3 1 4 5 2"),
    ("sort:-age", "2 5 4 1 3"),
    ("sort:stage_age", "3 1 2 4 5"),
    ("sort:tier,title", "1 3 4 5 2"),
    ("sort:title", "4 5 1 2 3"),
    ("排序：-金额", "2 1 3 5 4"),
    ("owner:me sort:-created", "3 1"),
]


@pytest.mark.parametrize(("text", "order"), ORDERS)
def test_order(team: Snapshot, env: Env, text: str, order: str) -> None:
    """Records without the value come last in either direction; equals stay by creation."""
    found = compile_filter(text, "deals", team, env).ids()
    assert " ".join(id.removeprefix("dl_") for id in found) == order


def test_sorted_orders_any_records(team: Snapshot, env: Env) -> None:
    """`sorted` takes what the caller has at hand; without `sort:` it goes by creation."""
    docs = list(team.live("deals"))
    expected = ["dl_2", "dl_5", "dl_4", "dl_1", "dl_3"]
    for some in itertools.islice(itertools.permutations(docs), 20):
        assert ids(compile_filter("", "deals", team, env).sorted(some)) == expected


def test_mixed_currencies_are_noted(team: Snapshot, env: Env) -> None:
    """A comparison over several currencies says so; one currency or a named one does not."""
    mixed = compile_filter("amount>=50k", "deals", team, env)
    assert [note.en for note in mixed.notes(mixed.docs())] == [
        "Amounts are compared in their own currency: CNY JPY USD."
    ]
    for text in ("amount>=50kCNY", "owner:me", "amount:none", "amount:0", "sort:amount"):
        calm = compile_filter(text, "deals", team, env)
        assert calm.notes(calm.docs()) == (), text


INDEXED = [
    ("owner:me", 2),
    ("owner:me amount>1", 2),
    ("owner:me stage:demo", 1),
    ("stage:demo,won", 2),
    ("account:acme", 2),
    ("is:won", 1),
    ("outcome:lost title:x", 1),
    ("is:mine or is:won", 3),
    ("owner:me or amount>1", None),
    ("-owner:me", None),
    ("amount>1", None),
    ("owner!=me", None),
    ("owner:me,none", None),
]


@pytest.mark.parametrize(("text", "looked_at"), INDEXED)
def test_the_narrowest_index_is_used(
    team: Snapshot, env: Env, text: str, looked_at: int | None
) -> None:
    """Where an index knows every possible match, only those records are looked at."""
    found = compile_filter(text, "deals", team, env)
    ways = found.condition.keys(found.scope)
    ids = {id for index, key in ways or () for id in team.ids(index, key)}
    assert (None if ways is None else len(ids)) == looked_at


def test_deals_without_an_outcome_go_by_their_stage(team: Snapshot, env: Env) -> None:
    """An index of outcomes does not hide a deal whose outcome was never written."""
    deals: dict[str, Doc] = {
        f"dl_{n}": {"_id": f"dl_{n}", "pipeline": path, "stage": stage, "_created": n}
        for n, (path, stage) in enumerate(
            [(team.table("deals")["dl_1"]["pipeline"], stage) for stage in ("won", "lost", "demo")]
            + [("pl_unknown", "won")]
        )
    }
    bare = Snapshot({**team.tables, "deals": PMap(deals)})
    for text, expected in (
        ("is:won", ["dl_0"]),
        ("outcome:lost", ["dl_1"]),
        ("is:open", ["dl_2", "dl_3"]),
    ):
        assert sorted(compile_filter(text, "deals", bare, env).ids()) == expected


@pytest.mark.parametrize("sign", ["disputed", "contested"])
def test_what_is_to_be_decided_is_found(changed: Any, env: Env, sign: str) -> None:
    deals = changed("deals", "dl_2", **{f"_{sign}": ["amount"]})
    assert sorted(compile_filter(f"is:{sign}", "deals", deals, env).ids()) == ["dl_2"]
    accounts = changed("accounts", "ac_hd", **{f"_{sign}": ["name"]})
    assert sorted(compile_filter(f"is:{sign}", "accounts", accounts, env).ids()) == ["ac_hd"]


STATES = {
    "overdue": "next_step_overdue",
    "close_past": "close_past",
    "rotten": "rotten",
    "no_next_step": "no_next_step",
    "lagging": "lagging",
}


def states_of(team: Snapshot, env: Env) -> list[dict[str, Any]]:
    """Deals with every mix of stage, outcome, dates and age that a flag looks at."""
    path = team.table("deals")["dl_1"]["pipeline"]
    mixes = itertools.product(
        ("demo", "won", "hold", "gone"),
        (None, "open", "won"),
        (None, "2026-09-01", "2026-09-02", "2026-10-01"),
        (None, "2026-08-01", "2026-09-02"),
        (0, 15, 90),
    )
    found = []
    for n, (stage, outcome, due, close, age) in enumerate(mixes):
        values = {
            "_id": f"dl_{n}",
            "pipeline": path,
            "stage": stage,
            "outcome": outcome,
            "next_step_due": due,
            "expected_close": close,
            "_created": env.now - age * 86_400_000,
        }
        found.append({key: value for key, value in values.items() if value is not None})
    return found


@pytest.mark.parametrize(("state", "flag"), STATES.items())
def test_states_are_the_flags_on_the_cards(team: Snapshot, env: Env, state: str, flag: str) -> None:
    """`is:` and the word on a card never disagree."""
    docs = states_of(team, env)
    tasks: dict[str, Doc] = {
        f"tk_{n}": {
            "_id": f"tk_{n}",
            "title": "t",
            "deal": f"dl_{n}",
            "due": f"2026-08-{n % 30 + 1:02}",
        }
        for n in range(0, len(docs), 5)
    }
    every = Snapshot(
        {**team.tables, "deals": PMap({doc["_id"]: doc for doc in docs}), "tasks": PMap(tasks)}
    )
    path = parse_path(team.table("pipelines")[docs[0]["pipeline"]])
    flagged = {doc["_id"] for doc in docs if flag in flags(doc, every, path, env.today, env.zone)}
    assert set(compile_filter(f"is:{state}", "deals", every, env).ids()) == flagged
    assert 0 < len(flagged) < len(docs)


def test_kept_words_follow_an_edit(team: Snapshot, env: Env, changed: Change) -> None:
    """A memory that outlives filters never answers from a record's former words."""
    memory = Memory(keep_words=True)
    assert compile_filter("press", "deals", team, env, memory).ids() == ["dl_1"]
    newer = changed("deals", "dl_1", title="Mill")
    assert compile_filter("press", "deals", newer, env, memory).ids() == []
    assert compile_filter("mill", "deals", newer, env, memory).ids() == ["dl_1"]
    renamed = changed("accounts", "ac_hd", name="Pressworks")
    assert sorted(compile_filter("press", "deals", renamed, env, memory).ids()) == ["dl_1", "dl_3"]


def test_strange_values_never_raise(team: Snapshot, env: Env) -> None:
    """A record with values of other types, as a foreign log may hold, just does not match."""
    odd: dict[str, Any] = {
        "_id": "dl_odd", "stage": 5, "amount": "many", "currency": 7, "title": 3, "number": 1,
        "expected_close": 20260904, "owner": True, "account": 4, "_created": 0, "outcome": 1,
        "product": 9, "tags/x/y": True, "tags": 1, "_moves": None,
    }  # fmt: skip
    deals = team.table("deals").updated({"dl_odd": odd})
    snapshot = Snapshot({**team.tables, "deals": deals})
    for text in (
        "amount>1 or title:x or close:q3 or owner:me or account.industry:x or age<3 or x",
        "product=9 or tags:x or number:1 or stage:demo or is:open or is:rotten or tier:key",
        "created:2026 or account:acme or close:none or weighted>1 or probability>1",
    ):
        assert "dl_odd" not in compile_filter(text, "deals", snapshot, env).ids()
    for text in ("sort:amount", "sort:title", "sort:close", "sort:owner", "sort:stage"):
        assert "dl_odd" in compile_filter(text, "deals", snapshot, env).ids()


def test_many_records_are_searched_as_each_alone(
    team: Snapshot, env: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in one record's text, the next one's words stay its own."""
    monkeypatch.setattr(scope, "BATCH", 300)
    monkeypatch.setattr(evaluate, "BATCH", 300)
    sample = team.table("deals")["dl_1"]
    titles = ["Press", "a\0press\0b", 7, "ﬀﬀ", "Straße", "e", "\u0301x", "e\u0301", "  ", None]
    rows: dict[str, Doc] = {}
    for n in range(307):
        own = {"_id": f"dl_{n}", "title": titles[n % len(titles)], "number": f"D-4K7Q-{n}"}
        rows[f"dl_{n}"] = {**sample, **own}
    rows["dl_0"] = {**rows["dl_0"], "tags/press": True, "competitors/mill": "cheap press"}
    snapshot = Snapshot({**team.tables, "deals": PMap(rows)})
    for text in (
        "press",
        "press ff",
        "-strasse",
        "press or é",
        "d-17 press",
        "恒达",
        "press cheap",
    ):
        read = Memory(keep_words=True)
        read_words("deals", snapshot, env, read, lambda: True)
        for memory in (Memory(), Memory(keep_words=True), read):
            found = compile_filter(text, "deals", snapshot, env, memory)
            assert found.ids() == [id for id, doc in rows.items() if found.matches(doc)], text
            assert found.ids() == found.ids()


def test_a_search_that_nobody_waits_for_ends(team: Snapshot, env: Env) -> None:
    rows: dict[str, Doc] = {
        f"dl_{n}": {"_id": f"dl_{n}", "title": "x", "stage": "lead", "pipeline": "pl_1"}
        for n in range(3 * BATCH)
    }
    found = compile_filter("x", "deals", Snapshot({"deals": PMap(rows)}), env)
    asked = []
    with pytest.raises(Superseded):
        found.docs(wanted=lambda: asked.append(1) or len(asked) < 2)  # type: ignore[func-returns-value]
    assert len(asked) == 2 and len(found.docs()) == 3 * BATCH
