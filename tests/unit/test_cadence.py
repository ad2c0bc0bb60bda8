"""Cadence by tier: last touch, due, states, the pool, compliance and load."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from salestui.domain.cadence import (
    Cadence,
    cadence,
    cadence_of,
    dormant_days,
    in_pool,
    is_dormant,
    survey_of,
)
from salestui.domain.metrics.cadence import Compliance, capacity, compliance, load
from salestui.domain.query import Env, compile_filter
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.tiers import RHYTHMS, rhythm_of, tier_of, tier_rank

from .conftest import TODAY, ZONE, ago

Change = Callable[..., Snapshot]


def test_v9_load_of_the_tiers() -> None:
    tiers = ["key"] * 12 + ["nurture"] * 30 + ["watch"] * 50
    assert [load(["key"] * 12), load(["nurture"] * 30)] == [21.0, 15.0]
    assert load(["watch"] * 50) == pytest.approx(11.7, abs=0.05)
    assert load(tiers) == pytest.approx(47.7, abs=0.05)
    assert load([*tiers, None, "of a newer version"]) == load(tiers)


@pytest.mark.parametrize(
    ("tier", "days", "state"),
    [
        ("key", 3, "ok"), ("key", 4, "due"), ("key", 7, "due"), ("key", 8, "overdue"),
        ("nurture", 13, "ok"), ("nurture", 14, "due"), ("nurture", 21, "due"),
        ("nurture", 22, "overdue"), ("watch", 29, "ok"), ("watch", 45, "due"),
        ("watch", 46, "overdue"), (None, 400, "none"), ("unheard of", 400, "none"),
    ],
)  # fmt: skip
def test_states_at_their_edges(tier: str | None, days: int, state: str) -> None:
    found = cadence(ago(days), ago(500), rhythm_of(tier), TODAY, ZONE)
    assert (found.state, found.days) == (state, days)
    rhythm = rhythm_of(tier)
    assert found.due == (rhythm and TODAY - timedelta(days=days - rhythm.every))


def test_who_was_never_touched_is_counted_from_the_day_it_was_entered() -> None:
    found = cadence(None, ago(8), RHYTHMS["key"], TODAY, ZONE)
    assert (found.state, found.touched, found.days) == ("overdue", None, 8)
    assert cadence(None, None, RHYTHMS["key"], TODAY, ZONE).state == "none"


def test_a_tier_ends_after_its_last_day() -> None:
    account = {"tier_manual": "key", "tier_until": "2026-09-02"}
    assert tier_of(account, date(2026, 9, 2)) == "key"
    assert tier_of(account, date(2026, 9, 3)) is None
    assert [tier_rank(t) for t in ("key", "nurture", "watch", None, "x")] == [0, 1, 2, 3, 3]


def account(state: Snapshot, id: str) -> Doc:
    """An account."""
    return state.table("accounts")[id]


def test_a_note_is_no_touch_and_a_deals_activity_is_one_of_its_account(
    team: Snapshot, changed: Change
) -> None:
    assert cadence_of(account(team, "ac_hd"), team, TODAY, ZONE).days == 9
    state = changed("activities", "at_2", type="call", account=None)
    assert cadence_of(account(state, "ac_hd"), state, TODAY, ZONE).days == 1


def test_a_customer_who_left_has_no_rhythm(team: Snapshot, changed: Change) -> None:
    assert cadence_of(account(team, "ac_hd"), team, TODAY, ZONE).state == "overdue"
    state = changed("accounts", "ac_hd", kind="former")
    assert cadence_of(account(state, "ac_hd"), state, TODAY, ZONE).state == "none"


def test_only_customers_are_surveyed(team: Snapshot, changed: Change) -> None:
    assert survey_of(account(team, "ac_hd"), team, TODAY, ZONE).state == "none"
    state = changed("accounts", "ac_hd", kind="customer", _created=ago(400))
    assert survey_of(account(state, "ac_hd"), state, TODAY, ZONE).state == "overdue"
    state = changed("activities", "at_1", type="survey", at=ago(95))
    doc = {**account(state, "ac_hd"), "kind": "customer"}
    found = survey_of(doc, state, TODAY, ZONE)
    assert (found.state, found.days) == ("due", 95)


def test_the_pool_is_what_nobody_owns_or_touched(team: Snapshot, changed: Change) -> None:
    def at(days: int, **values: Any) -> tuple[bool, bool]:
        state = changed("activities", "at_1", at=ago(days))
        doc = {**account(state, "ac_hd"), **values}
        return is_dormant(doc, state, TODAY, ZONE), in_pool(doc, state, TODAY, ZONE)

    assert dormant_days(team) == 90
    assert at(89) == (False, False)
    assert at(90) == (True, True)
    assert at(1, owner=None) == (False, True)


def test_the_workspace_says_when_an_account_is_dormant(changed: Change) -> None:
    assert dormant_days(changed("workspace", "ws", dormant_days=30)) == 30


def test_compliance_leaves_out_what_has_no_rhythm() -> None:
    def of(state: Any) -> Cadence:
        return Cadence(state, None, None, None, None)

    found = compliance(map(of, ("ok", "due", "overdue", "none")))
    assert (found, found.rate) == (Compliance(2, 3), 2 / 3)
    assert compliance([]).rate is None


def test_capacity_is_of_those_who_have_one(team: Snapshot, changed: Change) -> None:
    state = changed("members", "mb_zw", capacity_touches_per_week=16)
    assert capacity(state, ["mb_zw", "mb_al", "mb_gone"]) == 16
    assert capacity(team, ["mb_zw"]) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("is:overdue", ["ac_hd"]), ("is:due", []), ("is:pool", ["ac_ac"]),
        ("是:公海", ["ac_ac"]), ("is:dormant", []), ("tier:key", ["ac_hd"]),
        ("tier:none", ["ac_ac"]),
        ("open_deals>1", ["ac_hd"]), ("is:duplicate", []),
    ],
)  # fmt: skip
def test_filters_know_how_accounts_stand(
    team: Snapshot, env: Env, text: str, found: list[str]
) -> None:
    assert sorted(compile_filter(text, "accounts", team, env).ids()) == found
