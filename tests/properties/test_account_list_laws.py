"""The list of accounts: following changes gives the list made afresh, in every scope and order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salestui.domain.pmap import PMap
from salestui.domain.query import Env, compile_filter
from salestui.domain.snapshot import Doc, Snapshot
from salestui.services.accountlist import SORTS, Accounts, AccountsView, Sort
from salestui.services.defaults import pipeline_id, pipeline_values, read_data
from tests.campaigns import examples

TODAY = date(2026, 9, 2)
NOW = int(datetime(2026, 9, 2, 12, tzinfo=UTC).timestamp() * 1000)
DAY = 86_400_000
ENV = Env(TODAY, UTC, "m1", "CNY", NOW)
PATHS: dict[str, Doc] = {
    pipeline_id(row["key"]): {"_id": pipeline_id(row["key"]), **pipeline_values(row, n)}
    for n, row in enumerate(read_data("paths.json")["paths"])
}
NEW = pipeline_id("new")
IDS = ("a1", "a2", "a3", "a4")
DAYS = st.integers(-12, 12).map(lambda n: (TODAY + timedelta(days=n)).isoformat())
AGO = st.integers(0, 120).map(lambda n: NOW - n * DAY)
OWNERS = st.sampled_from(["m1", "m2"])
NAMES = st.sampled_from(["Hengda", "Hengda Ltd", "Pudong", "甘肃"])


def maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Records with some of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


ACCOUNT = st.builds(
    lambda some, name, at: {"name": name, "_created": at, **some},
    maybe(
        tier_manual=st.sampled_from(["key", "nurture", "watch"]), tier_until=DAYS, owner=OWNERS,
        _del=st.booleans(), merged_into=st.sampled_from(IDS), phone=st.just("021-5550101"),
        kind=st.sampled_from(["prospect", "former"]),
    ),
    NAMES,
    AGO,
)  # fmt: skip
DEAL = st.builds(
    lambda some, stage: {"stage": stage, "pipeline": NEW, **some},
    maybe(
        account=st.sampled_from(IDS), amount=st.integers(0, 9).map(lambda n: n * 10**6),
        currency=st.sampled_from(["CNY", "JPY"]), _del=st.booleans(),
    ),
    st.sampled_from(["lead", "demo", "won"]),
)  # fmt: skip
CONTACT = maybe(account=st.sampled_from(IDS), phone=st.just("021-5550101"), name=st.just("Gu"))
ACTIVITY = st.builds(
    lambda some, kind, at: {"type": kind, "at": at, **some},
    maybe(account=st.sampled_from(IDS), deal=st.sampled_from(["d1", "d2"])),
    st.sampled_from(["call", "note"]),
    AGO,
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("accounts"), st.sampled_from(IDS), ACCOUNT),
        st.tuples(st.just("deals"), st.sampled_from(["d1", "d2"]), DEAL),
        st.tuples(st.just("contacts"), st.sampled_from(["c1", "c2"]), CONTACT),
        st.tuples(st.just("activities"), st.sampled_from(["t1", "t2"]), ACTIVITY),
    ),
    max_size=10,
)
SCOPES = st.sampled_from(["", "mine", "pool", "is:duplicate", "is:overdue sort:name", "tier:key"])


def stepped(state: Snapshot, kind: str, id: str, values: dict[str, Any]) -> Snapshot:
    """The next state, with one record replaced."""
    new: Doc = {"_id": id, **values}
    return state.stepped({kind: {id: (state.get(kind, id), new)}}, {}, {})


def of(state: Snapshot, scope: str, sort: Sort, *, reverse: bool = False) -> AccountsView:
    """The list, made afresh."""
    wanted = Accounts("m1" if scope == "mine" else "", scope == "pool")
    if scope not in ("", "mine", "pool"):
        wanted = Accounts(query=compile_filter(scope, "accounts", state, ENV))
    return AccountsView.of(state, today=TODAY, zone=UTC, scope=wanted, sort=sort, reverse=reverse)


@settings(max_examples=examples(20), deadline=None)
@given(STEPS, SCOPES, st.sampled_from(SORTS), st.booleans())
def test_following_gives_what_making_it_afresh_gives(
    steps: list[tuple[str, str, dict[str, Any]]], scope: str, sort: Sort, reverse: bool
) -> None:
    state = Snapshot({"pipelines": PMap(PATHS)})
    view = of(state, scope, sort, reverse=reverse)
    for step in steps:
        state = stepped(state, *step)
        view = view.updated(state)
        fresh = of(state, scope, sort, reverse=reverse)
        assert view.ids == fresh.ids
        assert dict(view.rows.items()) == dict(fresh.rows.items())


@settings(max_examples=examples(20), deadline=None)
@given(STEPS, st.sampled_from(SORTS))
def test_orders_only_order(steps: list[tuple[str, str, dict[str, Any]]], sort: Sort) -> None:
    state = Snapshot({"pipelines": PMap(PATHS)})
    for step in steps:
        state = stepped(state, *step)
    view, there = of(state, "", sort), of(state, "", sort, reverse=True)
    assert view.ids == there.ids[::-1]
    assert {*view.ids} == {doc["_id"] for doc in state.live("accounts")}
    mine, pool = of(state, "mine", sort), of(state, "pool", sort)
    assert {*mine.ids} == {
        id for id in view.ids if state.table("accounts")[id].get("owner") == "m1"
    }
    free = {id for id in view.ids if not state.table("accounts")[id].get("owner")}
    assert free <= {*pool.ids} <= {*view.ids}


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("attention", ("late", "wait", "calm", "none")),
        ("name", ("calm", "late", "none", "wait")),
        ("tier", ("late", "wait", "calm", "none")),
        ("worth", ("none", "calm", "late", "wait")),
        ("owner", ("calm", "late", "none", "wait")),
    ],
)
def test_orders(sort: str, ids: tuple[str, ...]) -> None:
    accounts = {
        "late": {"name": "b", "tier_manual": "key", "_created": NOW - 9 * DAY},
        "wait": {"name": "d", "tier_manual": "nurture", "_created": NOW - 16 * DAY},
        "calm": {"name": "a", "tier_manual": "watch", "_created": NOW, "owner": "m1"},
        "none": {"name": "c", "_created": NOW - 99 * DAY},
    }
    state = Snapshot({"pipelines": PMap(PATHS)})
    for id, values in accounts.items():
        state = stepped(state, "accounts", id, values)
    state = stepped(state, "members", "m1", {"handle": "anna", "name": "Anna"})
    deal = {"stage": "demo", "pipeline": NEW, "account": "none", "amount": 5, "currency": "CNY"}
    state = stepped(state, "deals", "d1", deal)
    found = next(each for each in SORTS if each.name == sort)
    assert of(state, "", found).ids == ids
