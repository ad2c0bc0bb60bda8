"""Why things stand on today's list, in which words, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from salestui.cells import width
from salestui.domain import agenda
from salestui.domain.agenda import Group
from salestui.domain.query import Env
from salestui.domain.snapshot import Snapshot
from salestui.domain.words import Words
from salestui.exchange.todaytext import also_text, amount_text, counts_text, group_text, why_text
from salestui.services.today import Item, Scope, Today, first_items
from salestui.services.todayscope import today_scope

from .conftest import NEW, TODAY, ZONE, ago, snapshot_of

Change = Callable[..., Snapshot]
WHY = 16
"""Cells of the column of reasons at 80 columns."""


def listed(state: Snapshot, owner: str = "mb_zw", scope: Scope | None = None) -> list[Item]:
    """The list of a member, or of a scope; the printed beginning of it is the same."""
    scope = scope or Scope(owner)
    whole = Today.of(state, today=TODAY, zone=ZONE, scope=scope)
    for n in (1, 3, 50):
        found, all_ = first_items(state, n, today=TODAY, zone=ZONE, scope=scope)
        assert (found, all_) == (list(whole.items[:n]), len(whole.items) <= n)
    return list(whole.items)


def told(item: Item) -> list[str]:
    """The keys of an item's reasons."""
    return [reason.key for reason in item.reasons]


def of_deal(state: Snapshot, id: str = "dl_1", owner: str = "mb_zw") -> Item | None:
    """The line of a deal."""
    return next((item for item in listed(state, owner) if item.id == id), None)


STEPS: list[tuple[str, Group, str, str]] = [
    ("2026-08-30", Group.LATE, "step -3d", "下一步-3天"),
    ("2026-09-01", Group.LATE, "step -1d", "下一步-1天"),
    ("2026-09-02", Group.TODAY, "today", "今天"),
    ("2026-09-03", Group.SOON, "Thu", "明天"),
    ("2026-09-09", Group.SOON, "+7d", "9/9"),
]


@pytest.mark.parametrize(("due", "group", "en", "zh"), STEPS)
def test_a_next_step_by_its_date(due: str, group: Group, en: str, zh: str) -> None:
    reason = agenda.step_reason("send {offer}", date.fromisoformat(due), TODAY)
    assert reason is not None
    assert (reason.group, reason.why) == (group, Words(en, zh))
    assert reason.todo.en == reason.todo.zh == "send {offer}"


def test_what_lies_further_ahead_is_not_listed() -> None:
    assert agenda.step_reason("send offer", date(2026, 9, 10), TODAY) is None


def every_reason() -> list[agenda.Reason]:
    """One of each kind, as long as they get."""
    steps = [agenda.step_reason("x", date(2025, 9, 2), TODAY)]
    return [
        *(step for step in steps if step),
        agenda.close_reason(date(2025, 9, 2), TODAY),
        agenda.wake_reason(TODAY, TODAY),
        agenda.wake_reason(date(2026, 8, 3), TODAY),
        agenda.age_reason(99, 28),
        agenda.quiet_reason(99, 14),
        agenda.touch_reason(199, 45, never=False),
        agenda.touch_reason(199, 45, never=True),
        agenda.left_reason("Gu Bin"),
        agenda.gate_reason(5, Words("Proposal", "方案")),
        *agenda.PLAIN.values(),
        agenda.flag_reason("of_a_newer_version", Words("odd", "奇怪")),
    ]


def test_reasons_fit_their_column_and_say_everything_in_both_languages() -> None:
    for reason in every_reason():
        assert reason.why.en and reason.why.zh and reason.said.en and reason.said.zh
        assert max(map(width, reason.why)) <= WHY, reason.why
        if reason.key != "of_a_newer_version":
            assert reason.todo.en and reason.todo.zh


def test_the_most_serious_reason_comes_first() -> None:
    keys = [r.key for r in sorted(every_reason(), key=agenda.reason_order)]
    assert keys[:2] == ["next_step_overdue", "close_past"]
    assert keys.index("no_buyer") < keys.index("rotten") < keys.index("no_next_step")
    assert keys[-1] == "gate_complete"


def test_the_order_is_seriousness_then_tier_then_amount_and_by_date_ahead() -> None:
    late = agenda.step_reason("x", date(2026, 9, 1), TODAY)
    look = agenda.PLAIN["no_buyer"]
    fri = agenda.step_reason("x", date(2026, 9, 4), TODAY)
    mon = agenda.step_reason("x", date(2026, 9, 7), TODAY)
    rows: list[tuple[Any, str | None, int | None, str, str]] = [
        (late, "key", 100, "CNY", "1"),
        (late, "nurture", 900, "CNY", "2"),
        (late, None, 10**9, "CNY", "3"),
        (look, "key", 500, "CNY", "4"),
        (look, "key", 4, "JPY", "5"),  # 4 yen are less than 5 yuan
        (look, "key", None, "", "6"),
        (fri, "watch", 1, "CNY", "7"),
        (mon, "key", 10**9, "CNY", "8"),
    ]
    assert sorted(rows, key=lambda row: agenda.item_order(*row)) == rows


def test_what_is_planned_is_told_with_what_to_do() -> None:
    look, due = agenda.PLAIN["no_buyer"], date(2026, 9, 4)
    assert agenda.with_plan(look, "meet Mr Lu", due, TODAY) == (
        "ask who decides; Fri meet Mr Lu",
        "问清谁拍板；周五 meet Mr Lu",
    )
    assert agenda.with_plan(look, "meet Mr Lu", TODAY, TODAY) == look.todo
    step = agenda.step_reason("meet Mr Lu", due, TODAY)
    assert step and agenda.with_plan(step, "meet Mr Lu", due, TODAY) == step.todo


# -- read from records


def test_the_list_of_a_team(team: Snapshot) -> None:
    first, second = listed(team)
    assert (first.id, told(first)[:2]) == ("dl_3", ["next_step_overdue", "close_past"])
    assert told(first)[2:] == ["no_buyer", "single_contact"]
    assert (second.id, second.kind) == ("dl_1", "deals")
    assert told(second) == ["cadence_overdue", "single_contact"]
    assert second.todo.en == "call or visit; Thu send offer"
    assert why_text(second, "en") == "touch 9d of 7 +1"
    assert also_text(first.reasons[1:3], "en") == "close date 13d past, nobody known who decides"
    assert also_text(first.reasons[:2], "zh") == "下一步逾期3天，签约日已过13天"
    assert (group_text(first, "en"), group_text(second, "zh")) == ("late", "需关注")
    assert amount_text(first, "en", "CNY") == "USD 50k"
    assert amount_text(second, "zh", "CNY") == "10万"


DEALS: list[tuple[dict[str, Any], list[str]]] = [
    ({"next_step_due": "2026-09-02"}, ["next_step_today"]),
    ({"next_step_due": None}, ["no_next_step"]),
    ({"expected_close": "2026-09-01"}, ["close_past"]),
    ({"next_step_due": "2026-12-01"}, []),
    ({"stage": "hold", "wake_on": "2026-09-02"}, ["wake_due"]),
    ({"stage": "hold", "wake_on": "2026-09-03"}, []),
    ({"outcome": "won"}, []),
    ({"_del": True}, []),
    ({"owner": "mb_al"}, []),
    ({"stage": "proposal"}, ["no_buyer"]),
    ({"_contested": True}, ["contested"]),
    ({"next_step_due": "no date"}, ["no_next_step"][1:]),
]


@pytest.mark.parametrize(("values", "keys"), DEALS, ids=lambda v: str(v)[:40])
def test_a_deal_and_its_reasons(
    team: Snapshot, changed: Change, values: dict[str, Any], keys: list[str]
) -> None:
    state = changed("deals", "dl_1", **values)
    found = of_deal(state)
    mine = {"cadence_overdue", "single_contact", "next_step_soon"}
    assert [key for key in (told(found) if found else []) if key not in mine] == keys


def test_age_and_silence_are_told_with_their_limits(changed: Change) -> None:
    moves = [[ago(40), NEW, "lead"], [ago(30), NEW, "demo"]]
    found = of_deal(changed("deals", "dl_1", _moves=moves))
    assert found and "in its stage" in also_text(found.reasons, "en")
    state = changed(
        "deals", "dl_1", next_step_due="2026-08-31", _moves=[*moves, [ago(12), NEW, "demo"]]
    )
    state = state.stepped({"activities": {"at_1": ({}, {"_id": "at_1", "type": "note"})}}, {}, {})
    found = of_deal(state)
    assert found and "nothing for 12d, 10 at most" in also_text(found.reasons, "en")


def test_a_gate_that_is_complete_says_where_to_go(team: Snapshot, changed: Change) -> None:
    state = changed("deals", "dl_1", stage="lead", source="expo", next_step_due="2026-10-01")
    people = {"_id": "ct_li", "name": "李强", "account": "ac_hd", "phone": "1"}
    state = state.stepped({"contacts": {"ct_li": ({}, people)}}, {}, {})
    found = of_deal(state)
    assert found is not None
    ready = next(reason for reason in found.reasons if reason.key == "gate_complete")
    assert (ready.why.en, ready.todo) == ("gate 5/5", ("ready, move to Needs", "已齐，推进到需求"))


def test_who_left_matters_until_somebody_stands_in(team: Snapshot, changed: Change) -> None:
    state = changed("contacts", "ct_li", left_on="2026-08-30")
    found = of_deal(state)
    assert found and found.reasons[0].key == "contact_left"
    assert found.reasons[0].todo.en == "find a backup for 李强"
    assert "contact_left" not in told(
        of_deal(changed("contacts", "ct_li", left_on="2026-08-30", backup="ct_x"))  # type: ignore[arg-type]
    )
    other = {"_id": "ct_2", "name": "Xu", "account": "ac_hd", "decision_role": "champion"}
    step = {"ct_2": (None, other)}
    covered = state.stepped({"contacts": step}, {}, {})
    assert "contact_left" not in told(of_deal(covered))  # type: ignore[arg-type]


def test_the_accounts_reasons_stand_once_with_its_largest_deal(changed: Change) -> None:
    state = changed("deals", "dl_3", amount=10**10, next_step_due="2026-09-03",
                    expected_close="2026-12-01")  # fmt: skip
    assert [(item.id, told(item)) for item in listed(state)] == [
        ("dl_3", ["no_buyer", "cadence_overdue", "single_contact"]),
        ("dl_1", ["single_contact"]),
    ]


def test_an_account_without_an_open_deal_stands_by_itself(changed: Change) -> None:
    state = changed("deals", "dl_3", outcome="lost")
    deal = state.table("deals")["dl_1"]
    state = state.stepped({"deals": {"dl_1": (deal, {**deal, "outcome": "won"})}}, {}, {})
    (item,) = listed(state)
    assert (item.kind, item.id, told(item)) == ("accounts", "ac_hd", ["cadence_overdue"])
    assert (item.amount, item.todo) == (None, ("call or visit", "电话或拜访"))
    assert listed(state, "mb_al") == []


def test_merged_accounts_are_one_on_the_list(team: Snapshot, changed: Change) -> None:
    two = [{"_id": f"ac_{n}", "name": n, "tier_manual": "key", "_created": ago(50)} for n in "ab"]
    state = snapshot_of(accounts=two)
    assert len(listed(state, "")) == 2
    old = two[1]
    view = Today.of(state, today=TODAY, zone=ZONE)
    state = state.stepped({"accounts": {"ac_b": (old, {**old, "merged_into": "ac_a"})}}, {}, {})
    assert [item.id for item in listed(state, "")] == ["ac_a"]
    assert [item.id for item in view.updated(state).items] == ["ac_a"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["dl_3", "dl_1"]), ("stage:demo", ["dl_1"]), ("owner:anna", []),
        ("owner:any", ["dl_3", "dl_1"]), ("is:mine", ["dl_3", "dl_1"]), ("恒达", ["dl_3", "dl_1"]),
        ("负责人:bob or stage:demo", ["dl_1"]),
    ],
)  # fmt: skip
def test_a_filter_may_say_whose_things(team: Snapshot, env: Env, text: str, ids: list[str]) -> None:
    scope = today_scope(text, team, lambda: env, "mb_zw")
    assert [item.id for item in listed(team, scope=scope)] == ids


def test_accounts_stay_where_the_filter_means_something_for_them(env: Env, changed: Change) -> None:
    state = changed("accounts", "ac_ac", tier_manual="key", tier_until=None, owner="mb_zw",
                    _created=ago(90))  # fmt: skip

    def ids(text: str) -> set[str]:
        scope = today_scope(text, state, lambda: env, "mb_zw")
        return {item.id for item in listed(state, scope=scope) if item.kind == "accounts"}

    assert ids("") == ids("tier:key") == ids("acme") == {"ac_ac"}
    assert ids("stage:demo") == ids("恒达") == set()


def test_counts_in_words() -> None:
    counts = {Group.LATE: 6, Group.TODAY: 0, Group.LOOK: 7, Group.SOON: 1}
    assert counts_text(counts, "en") == "6 late  7 to look at  1 coming up"
    assert counts_text(counts, "zh") == "逾期 6  需关注 7  将到期 1"
    assert counts_text({}, "en") == "Nothing is due."
