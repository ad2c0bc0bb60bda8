"""However accounts are merged, in any order and direction, nothing is lost and one stays."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.pmap import PMap
from salestui.domain.snapshot import INDEXES, Snapshot

IDS = ("ac_1", "ac_2", "ac_3", "ac_4", "ac_5")
MERGES = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from((*IDS, "ac_gone", None))))


def world() -> Snapshot:
    """Five accounts with a deal and a contact each."""
    tables: dict[str, dict[str, dict[str, Any]]] = {
        "accounts": {id: {"_id": id, "name": f"Firm {id}"} for id in IDS},
        "deals": {f"dl_{id}": {"_id": f"dl_{id}", "stage": "x", "account": id} for id in IDS},
        "contacts": {f"ct_{id}": {"_id": f"ct_{id}", "name": "x", "account": id} for id in IDS},
    }
    return Snapshot({kind: PMap(rows) for kind, rows in tables.items()})  # type: ignore[arg-type]


def joined(state: Snapshot, merges: list[tuple[str, str | None]]) -> Snapshot:
    """The state after each account was merged into another, or parted again."""
    for id, into in merges:
        old = state.table("accounts")[id]
        new = {path: value for path, value in old.items() if path != "merged_into"}
        new |= {"merged_into": into} if into else {}
        state = state.stepped({"accounts": {id: (old, new)}}, {}, {})
    return state


@settings(deadline=None)
@given(MERGES)
def test_every_account_is_part_of_one_that_stands_and_brings_what_it_has(
    merges: list[tuple[str, str | None]],
) -> None:
    state = world()
    state.index("accounts.merged")
    state = joined(state, merges)
    standing = [doc["_id"] for doc in state.live("accounts")]
    assert standing
    found: list[str] = []
    for id in standing:
        assert state.root(id) == id and state.family(id)[0] == id
        family = {*state.family(id)}
        assert {*state.ids("deals.account", id)} == {f"dl_{each}" for each in family}
        assert {*state.ids("contacts.account", id)} == {f"ct_{each}" for each in family}
        for each in family:
            assert state.root(each) == id and {*state.family(each)} == family
            assert state.account(each) == state.table("accounts")[id]
        found += family
    assert sorted(found) == sorted(IDS)


@settings(deadline=None)
@given(MERGES)
def test_the_patched_index_of_merges_is_the_fresh_one(
    merges: list[tuple[str, str | None]],
) -> None:
    state = world()
    for name in INDEXES:
        state.index(name)
    state = joined(state, merges)
    fresh = Snapshot(state.tables)
    for name in ("accounts.merged", "accounts.company", "accounts.name"):
        patched = {key: {*ids} for key, ids in state.index(name).items()}
        assert patched == {key: {*ids} for key, ids in fresh.index(name).items()}


@settings(deadline=None)
@given(MERGES, st.sampled_from(IDS))
def test_parting_what_was_merged_gives_the_state_before(
    merges: list[tuple[str, str | None]], id: str
) -> None:
    before = joined(world(), merges)
    into = before.table("accounts")[id].get("merged_into")
    after = joined(before, [(id, "ac_1"), (id, into)])
    assert dict(after.table("accounts").items()) == dict(before.table("accounts").items())
    assert {each: before.root(each) for each in IDS} == {each: after.root(each) for each in IDS}
