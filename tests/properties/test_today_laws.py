"""Today's list: following changes gives the list made afresh; its beginning is its beginning."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from salestui.domain.pmap import PMap
from salestui.domain.snapshot import Doc, Snapshot
from salestui.services.agendareasons import dated_reason, deal_reasons
from salestui.services.defaults import pipeline_id, pipeline_values, read_data
from salestui.services.today import Scope, Today, first_items
from tests.campaigns import examples

TODAY = date(2026, 9, 2)
NOW = int(datetime(2026, 9, 2, 12, tzinfo=UTC).timestamp() * 1000)
DAY = 86_400_000
PATHS: dict[str, Doc] = {
    pipeline_id(row["key"]): {"_id": pipeline_id(row["key"]), **pipeline_values(row, n)}
    for n, row in enumerate(read_data("paths.json")["paths"])
}
NEW = pipeline_id("new")
AMOUNTS = st.integers(0, 9).map(lambda n: n * 10**6)
DAYS = st.integers(-12, 12).map(lambda n: (TODAY + timedelta(days=n)).isoformat())
AGO = st.integers(0, 60).map(lambda n: NOW - n * DAY)
OWNERS = st.sampled_from(["m1", "m2"])
ACCOUNTS = ("a1", "a2", "a3")


def maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Records with some of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


DEAL = st.builds(
    lambda some, stage, at: {"stage": stage, "pipeline": NEW, "_created": at, **some},
    maybe(
        account=st.sampled_from(ACCOUNTS), owner=OWNERS, amount=AMOUNTS,
        currency=st.sampled_from(["CNY", "JPY"]), next_step_due=DAYS, expected_close=DAYS,
        wake_on=DAYS, next_step=st.just("call"), outcome=st.sampled_from(["open", "won"]),
        _del=st.booleans(), primary_contact=st.sampled_from(["c1", "c2"]),
    ),
    st.sampled_from(["lead", "demo", "proposal", "hold", "won"]),
    AGO,
)  # fmt: skip
ACCOUNT = st.builds(
    lambda some, at: {"name": "Firm", "_created": at, **some},
    maybe(
        tier_manual=st.sampled_from(["key", "watch"]), owner=OWNERS, _del=st.booleans(),
        merged_into=st.sampled_from(ACCOUNTS),
    ),
    AGO,
)  # fmt: skip
CONTACT = st.builds(
    lambda some: {"name": "Gu", **some},
    maybe(
        account=st.sampled_from(ACCOUNTS), left_on=DAYS,
        decision_role=st.sampled_from(["economic_buyer", "user"]),
    ),
)  # fmt: skip
ACTIVITY = st.builds(
    lambda some, at: {"type": "call", "at": at, **some},
    maybe(account=st.sampled_from(ACCOUNTS), deal=st.sampled_from(["d1", "d2", "d3", "d4"])),
    AGO,
)
TASK = st.builds(
    lambda some: {"title": "note", "status": "todo", **some},
    maybe(
        account=st.sampled_from(ACCOUNTS), deal=st.sampled_from(["d1", "d2"]), owner=OWNERS,
        due=DAYS, original_due=DAYS, status=st.sampled_from(["todo", "done"]), _del=st.booleans(),
        lag_reason=st.just("silent"),
    ),
)  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("deals"), st.sampled_from(["d1", "d2", "d3", "d4"]), DEAL),
    st.tuples(st.just("accounts"), st.sampled_from(ACCOUNTS), ACCOUNT),
    st.tuples(st.just("tasks"), st.sampled_from(["k1", "k2", "k3"]), TASK),
    st.tuples(st.just("contacts"), st.sampled_from(["c1", "c2"]), CONTACT),
    st.tuples(st.just("activities"), st.sampled_from(["t1", "t2"]), ACTIVITY),
)
STEPS = st.lists(STEP, max_size=12)
SCOPES = st.sampled_from([Scope(), Scope("m1")])


def stepped(state: Snapshot, kind: str, id: str, values: dict[str, Any]) -> Snapshot:
    """The next state, with one record replaced."""
    new: Doc = {"_id": id, **values}
    return state.stepped({kind: {id: (state.get(kind, id), new)}}, {}, {})


def of(state: Snapshot, scope: Scope) -> Today:
    """The list, made afresh."""
    return Today.of(state, today=TODAY, zone=UTC, scope=scope)


@settings(max_examples=examples(20), deadline=None)
@given(STEPS, SCOPES)
def test_following_gives_what_making_it_afresh_gives(
    steps: list[tuple[str, str, dict[str, Any]]], scope: Scope
) -> None:
    state = Snapshot({"pipelines": PMap(PATHS)})
    view = of(state, scope)
    for step in steps:
        state = stepped(state, *step)
        view = view.updated(state)
        fresh = of(state, scope)
        assert view.items == fresh.items
        assert dict(view.found.items()) == dict(fresh.found.items())


@settings(max_examples=examples(20), deadline=None)
@given(STEPS, SCOPES, st.integers(1, 6))
def test_the_beginning_is_the_beginning_of_the_whole(
    steps: list[tuple[str, str, dict[str, Any]]], scope: Scope, n: int
) -> None:
    state = Snapshot({"pipelines": PMap(PATHS)})
    for step in steps:
        state = stepped(state, *step)
    whole = of(state, scope).items
    assert first_items(state, n, today=TODAY, zone=UTC, scope=scope) == (
        list(whole[:n]),
        len(whole) <= n,
    )
    assert list(whole) == sorted(whole, key=lambda item: item.order)
    assert len({(item.kind, item.id) for item in whole}) == len(whole)


@settings(max_examples=examples(20), deadline=None)
@given(DEAL)
def test_dates_alone_tell_what_is_late_or_due_today(deal: dict[str, Any]) -> None:
    state = stepped(Snapshot({"pipelines": PMap(PATHS)}), "deals", "d1", deal)
    lister = of(state, Scope()).lister
    doc = {"_id": "d1", **deal}
    assume(lister.ground.is_open(doc))
    dated = dated_reason(lister.ground, doc)
    pressing = [r for r in deal_reasons(lister.ground, doc) if r.group < 2]
    assert ([dated] if dated else []) == sorted(pressing, key=lambda r: r.group)[:1]
