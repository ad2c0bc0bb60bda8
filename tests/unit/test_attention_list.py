"""Needs attention: every rule, in both languages, and none on sound records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.attention_list import RULES, Concern, concerns_of, needs_attention
from salestui.domain.snapshot import Snapshot
from salestui.services.defaults import pipeline_id

from .conftest import snapshot_of

Change = Callable[..., Snapshot]


def of(snapshot: Snapshot, kind: str, id: str) -> dict[str, Concern]:
    """The concerns of a record by rule."""
    return {c.rule: c for c in needs_attention(snapshot) if (c.kind, c.id) == (kind, id)}


CASES: list[tuple[str, str, dict[str, Any], str, str, str, str]] = [
    # kind, record, changed values, rule, field, English, Chinese
    ("deals", "dl_1", {"pipeline": "pl_gone"}, "unknown_path", "pipeline",
     "its sales path is not here", "销售路径不存在"),
    ("deals", "dl_1", {"stage": "moon"}, "unknown_stage", "stage",
     'the path New customers has no stage "moon"', '路径“新客户”没有阶段 "moon"'),
    ("deals", "dl_1", {"stage": "won"}, "closed_but_open", "outcome",
     "stands in Signed, yet its outcome is open", "已到“签约”，结果却是进行中"),
    ("deals", "dl_2", {"stage": "demo"}, "outcome_differs", "outcome",
     "its outcome is Won, yet it stands in Product demo", "结果为签约，却停在“产品演示”"),
    ("deals", "dl_2", {"won_amount": None, "amount": None}, "won_no_amount", "won_amount",
     "won without an amount", "已签约但没有金额"),
    ("deals", "dl_5", {"lost_reason": None}, "lost_no_reason", "lost_reason",
     "lost without a reason", "已输单但没有原因"),
    ("deals", "dl_5", {"closed_on": None}, "closed_no_date", "closed_on",
     "closed without a date", "已结束但没有日期"),
    ("deals", "dl_1", {"title": None, "account": None}, "nameless", "account",
     "has neither account nor title", "没有客户也没有标题"),
    ("deals", "dl_1", {"owner": "mb_gone"}, "owner_unknown", "owner",
     "its owner is no member", "负责人不是成员"),
    ("accounts", "ac_hd", {"owner": "mb_gone"}, "owner_unknown", "owner",
     "its owner is no member", "负责人不是成员"),
    ("deals", "dl_1", {"account": "ac_gone"}, "account_gone", "account",
     "its account is archived or not here", "客户已归档或不存在"),
    ("contacts", "ct_li", {"account": "ac_gone"}, "account_gone", "account",
     "its account is archived or not here", "客户已归档或不存在"),
    ("deals", "dl_1", {"currency": None}, "no_currency", "amount",
     "Amount has no currency", "金额缺少币种"),
    ("accounts", "ac_hd", {"revenue_currency": None}, "no_currency", "annual_revenue",
     "Annual revenue has no currency", "年营收缺少币种"),
    ("deals", "dl_1", {"source": "moon"}, "unknown_choice", "source",
     'Source has an unknown value: "moon"', '来源的值无法识别："moon"'),
    ("accounts", "ac_ac", {"name": "恒达机械有限公司"}, "same_name", "name",
     "probably the same company as A-4K7Q-1 恒达机械", "可能与 A-4K7Q-1 恒达机械 是同一家公司"),
    ("deals", "dl_3", {"number": "d-4k7q-17"}, "same_number", "number",
     "has the same number as D-4K7Q-17 恒达机械", "编号与 D-4K7Q-17 恒达机械 相同"),
    ("members", "mb_bo", {"handle": "anna"}, "same_handle", "handle",
     "has the same handle as Anna Lee", "账号与 Anna Lee 相同"),
    ("accounts", "ac_hd", {"parent": "ac_hd"}, "circle", "parent",
     "Parent leads in a circle", "上级客户形成循环"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "id", "values", "rule", "path", "en", "zh"), CASES, ids=[c[3] for c in CASES]
)
def test_every_rule_names_record_field_and_reason(
    team: Snapshot, changed: Change, kind: str, id: str, values: dict[str, Any],
    rule: str, path: str, en: str, zh: str,
) -> None:  # fmt: skip
    assert rule not in of(team, kind, id)
    snapshot = changed(kind, id, **values)
    found = of(snapshot, kind, id)[rule]
    assert (found.path, found.words) == (path, (en, zh))


OWN_TESTS = {"owner_left", "same_phone", "same_mail", "gate_broken", "task_circle"}
"""Rules that take more than one record to break; some are broken by two members in their story."""


def test_every_rule_has_a_case() -> None:
    assert {case[3] for case in CASES} | OWN_TESTS == set(RULES)


@pytest.mark.parametrize(
    ("values", "rule", "path", "en"),
    [
        ({"phone": "0571-88001234"}, "same_phone", "phone", "one phone"),
        ({"website": "www.hengda.cn"}, "same_mail", "website", "one mail domain and city"),
    ],
)
def test_companies_that_share_a_phone_or_a_domain_are_named(
    values: dict[str, Any], rule: str, path: str, en: str
) -> None:
    rows = [{"_id": "ac_1", "name": "One", **values}, {"_id": "ac_2", "name": "Two", **values}]
    (first, second) = needs_attention(snapshot_of(accounts=rows))
    assert (first.rule, first.path, first.others) == (rule, path, ("ac_2",))
    assert first.words.en == f"probably the same company as Two: {en}"
    assert second.others == ("ac_1",)


def test_a_sound_team_asks_for_nothing(team: Snapshot) -> None:
    assert needs_attention(team) == []


def test_an_inactive_owner_matters_for_open_deals_only(team: Snapshot, changed: Change) -> None:
    snapshot = changed("members", "mb_bo", active=False)
    assert "owner_left" not in of(snapshot, "deals", "dl_5")
    deal = {**(team.get("deals", "dl_1") or {}), "owner": "mb_bo"}
    (found,) = [c for c in concerns_of(snapshot, "deals", deal) if c.rule == "owner_left"]
    assert found.words.en == "its owner Bob Ray is not active any more"


def test_a_circle_of_two_is_found_at_both_and_a_line_that_leads_into_it_ends(
    team: Snapshot, changed: Change
) -> None:
    rows = {"mb_zw": "mb_al", "mb_al": "mb_zw", "mb_bo": "mb_al"}
    step = {
        id: (team.get("members", id), {**(team.get("members", id) or {}), "manager": boss})
        for id, boss in rows.items()
    }
    snapshot = team.stepped({"members": step}, {}, {})
    found = {c.id for c in needs_attention(snapshot) if c.rule == "circle"}
    assert found == {"mb_zw", "mb_al"}


def test_archived_records_ask_for_nothing(team: Snapshot, changed: Change) -> None:
    assert not of(changed("deals", "dl_6", stage="moon"), "deals", "dl_6")


def test_the_list_says_deals_first_and_nothing_is_written(team: Snapshot, changed: Change) -> None:
    snapshot = changed("deals", "dl_1", currency=None, stage="moon", owner="mb_gone")
    found = [c.rule for c in needs_attention(snapshot) if c.id == "dl_1"]
    assert found == ["unknown_stage", "owner_unknown", "no_currency"]
    assert needs_attention(snapshot) == needs_attention(snapshot)
    assert pipeline_id("new") == snapshot.get("deals", "dl_1")["pipeline"]  # type: ignore[index]
