"""Merging two accounts of one company: what stands afterwards, and where everything is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.change import Act
from salestui.domain.criteria import Facts
from salestui.domain.names import account_name, deal_name
from salestui.domain.problems import NotFound, Refused
from salestui.domain.query import Env, compile_filter
from salestui.domain.refs import candidates
from salestui.domain.snapshot import Snapshot
from salestui.services.accounts import add_account, add_contact, same_accounts, set_account
from salestui.services.activities import log_activity
from salestui.services.deals import add_deal
from salestui.services.mergers import differing, merge_accounts
from salestui.services.workbench import Workbench

Add = Callable[..., str]


@pytest.fixture
def add(bench: Workbench) -> Add:
    """Makes an account with these values; gives its id."""

    def made(**values: Any) -> str:
        return bench.commit(lambda s, c: add_account(s, c, values)).records[0][1]

    return made


@pytest.fixture
def two(add: Add) -> tuple[str, str]:
    """Hengda, entered twice."""
    one = add(
        name="Hengda Valve", industry="valves", tier_manual="key", tier_reason="big", note="A",
        **{"tags/vip": True},
    )  # fmt: skip
    other = add(
        name="Hengda Valve Co., Ltd.", industry="machinery", region="East", kind="customer",
        tier_manual="watch", phone="0571-88", note="B", **{"tags/east": True},
    )  # fmt: skip
    return one, other


def merge(bench: Workbench, keep: str, other: str, **more: Any) -> Snapshot:
    """The state after a merge."""
    return bench.commit(lambda s, c: merge_accounts(s, c, keep, other, **more)).snapshot


def test_gaps_are_filled_and_what_differs_stays_unless_the_other_says_more(
    bench: Workbench, two: tuple[str, str]
) -> None:
    account = merge(bench, *two).table("accounts")[two[0]]
    assert account["name"] == "Hengda Valve"
    assert (account["region"], account["phone"]) == ("East", "0571-88")
    assert (account["industry"], account["kind"]) == ("valves", "customer")
    assert (account["tier_manual"], account["tier_reason"]) == ("key", "big")
    assert (account["tags/vip"], account["tags/east"], account["note"]) == (True, True, "A\n\nB")


def test_one_may_choose_and_fields_that_go_together_do(
    bench: Workbench, two: tuple[str, str]
) -> None:
    asked = {each.field.path: each.takes for each in differing(bench.snapshot, *two)}
    assert asked == {"name": False, "kind": True, "industry": False, "tier_manual": False}
    account = merge(bench, *two, take={"name", "tier_manual"}).table("accounts")[two[0]]
    assert account["name"] == "Hengda Valve Co., Ltd."
    assert (account["industry"], account["kind"]) == ("valves", "prospect")
    assert account["tier_manual"] == "watch" and "tier_reason" not in account


def test_nothing_is_its_own_parent(bench: Workbench, add: Add) -> None:
    one = add(name="One")
    two = add(name="Two", parent=one)
    three = add(name="Three", parent=two)
    assert "parent" not in merge(bench, one, two).table("accounts")[one]
    assert "parent" not in merge(bench, three, one).table("accounts")[three]


def furnished(bench: Workbench, account: str, name: str) -> tuple[str, str, str]:
    """A deal, a contact and an activity of an account."""

    def do(use_case: Callable[..., Act]) -> str:
        return bench.commit(use_case).records[0][1]

    deal = do(lambda s, c: add_deal(s, c, {"account": account, "title": f"pumps {name}"}))
    contact = do(lambda s, c: add_contact(s, c, {"account": account, "name": f"Gu {name}"}))
    call = do(lambda s, c: log_activity(s, c, type="call", summary="hello", account_id=account))
    return deal, contact, call


def env(bench: Workbench) -> Env:
    """What filters mean here."""
    c = bench.context()
    return Env(c.today, c.zone, c.me, c.currency, c.now)


def test_everything_of_both_is_the_survivors(bench: Workbench, two: tuple[str, str]) -> None:
    keep, other = two
    mine, theirs = furnished(bench, keep, "1"), furnished(bench, other, "2")
    state = merge(bench, keep, other)
    for kind, n in (("deals", 0), ("contacts", 1), ("activities", 2)):
        for asked in two:
            assert {*state.ids(f"{kind}.account", asked)} == {mine[n], theirs[n]}
    deal = state.table("deals")[theirs[0]]
    assert deal["account"] == other
    assert deal_name(state, deal) == account_name(state, other) == "Hengda Valve"
    assert {doc["_id"] for doc in Facts(deal, state).contacts} == {mine[1], theirs[1]}
    for text in ('account:"hengda valve co"', "account.industry:valves", "account:hengda ltd"):
        found = compile_filter(text, "deals", state, env(bench))
        assert {*found.ids()} == {mine[0], theirs[0]}, text


def test_the_merged_account_is_nowhere_but_found_by_its_name_number_and_id(
    bench: Workbench, two: tuple[str, str]
) -> None:
    keep, other = two
    number = bench.snapshot.table("accounts")[other]["number"]
    state = merge(bench, keep, other)
    assert [doc["_id"] for doc in state.live("accounts")] == [keep]
    assert compile_filter("", "accounts", state, env(bench)).ids() == [keep]
    assert compile_filter("is:mine", "accounts", state, env(bench)).ids() == [keep]
    assert compile_filter("ltd", "accounts", state, env(bench)).ids() == [keep]
    for text in ("Hengda Valve Co.", "Co., Ltd", number, other, other[:8]):
        assert [doc["_id"] for doc in candidates(state, "accounts", text)] == [keep], text
    assert [doc["_id"] for doc in same_accounts(state, "hengda valve inc")] == [keep]
    with pytest.raises(NotFound) as gone:
        bench.commit(lambda s, c: set_account(s, c, other, {"region": "West"}))
    assert gone.value.message.en == "Hengda Valve Co., Ltd. was merged into Hengda Valve"


def test_merges_of_merges_lead_to_the_last(bench: Workbench, add: Add) -> None:
    a, b, c = add(name="A"), add(name="B"), add(name="C")
    furnished(bench, a, "1")
    merge(bench, b, a)
    state = merge(bench, c, b)
    assert state.root(a) == c and {*state.family(a)} == {a, b, c}
    assert account_name(state, a) == "C"
    assert len(list(state.ids("deals.account", c))) == 1


def test_merges_made_apart_that_lead_in_a_circle_leave_one(bench: Workbench, add: Add) -> None:
    a, b = add(name="A"), add(name="B")
    state = merge(bench, a, b)
    old = state.table("accounts")[a]
    state = state.stepped({"accounts": {a: (old, {**old, "merged_into": b})}}, {}, {})
    stays = min(a, b)
    assert [doc["_id"] for doc in state.live("accounts")] == [stays]
    assert state.root(a) == state.root(b) == stays
    assert {*state.family(a)} == {*state.family(b)} == {a, b}


def test_what_can_not_be_merged(bench: Workbench, two: tuple[str, str], add: Add) -> None:
    with pytest.raises(Refused):
        merge(bench, two[0], two[0])
    merge(bench, *two)
    with pytest.raises(NotFound):
        merge(bench, add(name="Third"), two[1])


def test_undo_parts_them_and_redo_joins_them(bench: Workbench, two: tuple[str, str]) -> None:
    furnished(bench, two[1], "2")

    def told(state: Snapshot) -> dict[str, dict[str, Any]]:
        return {
            id: {path: value for path, value in doc.items() if not path.startswith("_up")}
            for id, doc in state.table("accounts").items()
        }

    before = told(bench.snapshot)
    after = told(merge(bench, *two))
    bench.undo()
    assert told(bench.snapshot) == before
    assert len(list(bench.snapshot.ids("deals.account", two[0]))) == 0
    bench.redo()
    assert told(bench.snapshot) == after


def test_looking_back_shows_them_apart(bench: Workbench, two: tuple[str, str], clock: Any) -> None:
    deal = furnished(bench, two[1], "2")[0]
    then = clock.now
    clock.now += 86_400_000
    merge(bench, *two)
    past = bench.as_of(then)
    assert deal_name(past, past.table("deals")[deal]) == "Hengda Valve Co., Ltd."
    assert deal_name(bench.snapshot, past.table("deals")[deal]) == "Hengda Valve"
