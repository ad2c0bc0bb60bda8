"""Exit criteria: every kind of check, its evidence, and the count on cards."""

from __future__ import annotations

from typing import Any

import pytest

from salestui.domain.criteria import QUARTER_MS, evaluate, progress
from salestui.domain.pipelines import Criterion, Stage
from salestui.domain.pmap import PMap
from salestui.domain.snapshot import Doc, Snapshot
from salestui.domain.words import Words

DAY = 86_400_000
CREATED = 200 * DAY


def stage(*rows: tuple[str, str] | tuple[str, str, str]) -> Stage:
    """A stage whose criteria are (check, arg[, severity]), keyed c0, c1, …"""
    criteria = tuple(
        Criterion(f"c{n}", Words(f"t{n}", f"文{n}"), row[0], row[1],
                  row[2] if len(row) > 2 else "required", n)
        for n, row in enumerate(rows)
    )  # fmt: skip
    name = Words("s", "s")
    return Stage("s", 0, name, name, "open", False, 40, "pipeline", 5, 5, name, criteria)


def snapshot(**tables: list[dict[str, Any]]) -> Snapshot:
    base: dict[str, list[dict[str, Any]]] = {
        "accounts": [{"_id": "ac", "name": "Hengda", "industry": "valves"}],
        "members": [{"_id": "mb", "handle": "hao", "short_name": "Hao"}],
    }
    tables = {**base, **tables}
    return Snapshot({kind: PMap[Doc]({r["_id"]: r for r in rows}) for kind, rows in tables.items()})


def person(name: str, **values: Any) -> dict[str, Any]:
    return {"_id": f"ct_{name}", "name": name, "account": "ac", **values}


def act(number: int, type: str = "call", **values: Any) -> dict[str, Any]:
    at = CREATED + number * DAY
    return {"_id": f"at_{number}", "type": type, "deal": "dl", "at": at, "member": "mb", **values}


def found(check: str, arg: str, shot: Snapshot, **deal: Any) -> tuple[bool, str]:
    doc = {"_id": "dl", "account": "ac", "_created": CREATED, **deal}
    item = evaluate(doc, shot, stage((check, arg)))[0]
    return item.done, item.evidence


@pytest.mark.parametrize(
    ("check", "arg", "deal", "expected"),
    [
        ("field_set", "source", {}, (False, "")),
        ("field_set", "source", {"source": "expo"}, (True, "expo")),
        ("field_set", "account.industry", {}, (True, "valves")),
        ("field_set", "account.region", {}, (False, "")),
        ("field_set", "competitors", {}, (False, "")),
        ("field_set", "competitors", {"competitors/Sanhe": True}, (True, "Sanhe")),
        ("field_set", "amount,payment_terms", {"amount": 100}, (False, "")),
        ("field_set", "amount,payment_terms", {"amount": 0, "payment_terms": "x"}, (True, "0; x")),
        ("field_set", "budget_min|budget_max", {"budget_max": 5}, (True, "5")),
        ("field_set", "", {}, (False, "")),
        ("field_gte", "margin_pct>=20", {"margin_pct": 19}, (False, "")),
        ("field_gte", "margin_pct>=20", {"margin_pct": 20}, (True, "20")),
        ("field_gte", "pains>=2", {"pains/a": "slow"}, (False, "")),
        ("field_gte", "pains>=2", {"pains/a": "slow", "pains/b": "dear"}, (True, "slow, dear")),
        ("field_gte", "pains>=1,desired_solution", {"pains/a": "slow"}, (False, "")),
        ("field_gte", "pains>=many", {"pains/a": "slow"}, (False, "")),
        ("document", "", {}, (False, "")),
        ("document", "", {"checklist/c0": True}, (True, "")),
        ("document", "", {"checklist/c0": True, "checklist/c0/evidence": "v2"}, (True, "v2")),
        ("document", "", {"checklist/c0/evidence": "v2.pdf"}, (False, "")),
        ("checklist", "", {"checklist/c1": True}, (False, "")),
        ("task_done", "node", {"checklist/c0": True}, (True, "")),
        ("of a newer version", "?", {"checklist/c0": True}, (True, "")),
    ],
)  # fmt: skip
def test_fields_and_ticks(
    check: str, arg: str, deal: dict[str, Any], expected: tuple[bool, str]
) -> None:
    assert found(check, arg, snapshot(), **deal) == expected


def test_contact_roles_of_account_and_deal_but_not_of_those_who_left() -> None:
    shot = snapshot(
        contacts=[
            person("Gu Bin", decision_role="economic_buyer", influence=5, left_on="2026-01-01"),
            person("He Jun", decision_role="technical", influence=4),
            person("Old", decision_role="champion", _del=True),
            {"_id": "ct_x", "name": "Adviser", "account": "other", "decision_role": "user"},
        ]
    )
    assert found("contact_role", "technical", shot) == (True, "He Jun")
    assert found("contact_role", "economic_buyer", shot) == (False, "")
    assert found("contact_role", "champion|technical", shot) == (True, "He Jun")
    assert found("contact_role", "user", shot) == (False, "")
    assert found("contact_role", "user", shot, **{"contacts/ct_x": True}) == (True, "Adviser")
    assert found("contact_role", "user", shot, primary_contact="ct_x") == (True, "Adviser")


def test_contact_counts() -> None:
    shot = snapshot(
        contacts=[
            person("A", phone="1", decision_role="user"),
            person("B", decision_role="user"),
            person("C", decision_role="unknown"),
            person("D", wechat="d", decision_role="champion", influence=3),
        ]
    )
    assert found("contact_count", "4", shot)[0]
    assert not found("contact_count", "5", shot)[0]
    assert found("contact_count", "2:reachable", shot) == (True, "D, A")
    assert not found("contact_count", "3:reachable", shot)[0]
    assert found("contact_count", "2:roles", shot)[0]
    assert not found("contact_count", "3:roles", shot)[0]


def test_activities_by_type_feedback_and_score() -> None:
    shot = snapshot(
        activities=[
            act(1),
            act(2, "demo"),
            act(3, "note", feedback="x"),
            act(4, "visit", deal="dx"),
        ]
    )
    assert found("activity_done", "demo", shot) == (True, "Hao")
    assert found("activity_done", "call|meeting", shot)[0]
    assert not found("activity_done", "visit", shot)[0]
    assert not found("activity_done", "*:feedback", shot)[0]
    with_feedback = snapshot(activities=[act(1), act(2, "demo", feedback="alarm in 3 s")])
    assert found("activity_done", "*:feedback", with_feedback)[0]
    assert not found("activity_done", "*", snapshot(activities=[act(1, "note")]))[0]


def test_the_latest_activity_is_the_evidence() -> None:
    shot = snapshot(activities=[act(5), act(9), act(7)])
    doc = {"_id": "dl", "account": "ac", "_created": CREATED}
    item = evaluate(doc, shot, stage(("activity_done", "call")))[0]
    assert (item.at, item.evidence) == (CREATED + 9 * DAY, "Hao")


def test_a_survey_of_the_account_counts_for_a_quarter() -> None:
    def survey(at: int) -> Snapshot:
        row = {"_id": "at", "type": "survey", "account": "ac", "score": 4, "at": at}
        return snapshot(activities=[row])

    inside, before = survey(CREATED - QUARTER_MS), survey(CREATED - QUARTER_MS - 1)
    assert found("activity_done", "survey:score:account", inside)[0]
    assert not found("activity_done", "survey:score:account", before)[0]
    assert not found("activity_done", "survey:score", inside)[0]


def test_progress_counts_required_criteria_only() -> None:
    gates = stage(
        ("field_set", "source"), ("document", ""), ("field_set", "region", "advised"),
        ("contact_count", "1"),
    )  # fmt: skip
    doc = {"_id": "dl", "account": "ac", "source": "expo", "region": "East", "checklist/c1": True}
    assert progress(doc, snapshot(), gates) == (2, 3)
    assert progress({"_id": "dl"}, Snapshot(), gates) == (0, 3)
    assert progress(doc, snapshot(), stage()) == (0, 0)


def test_items_keep_both_texts_and_their_order() -> None:
    items = evaluate(
        {"_id": "dl"}, Snapshot(), stage(("document", ""), ("checklist", "", "advised"))
    )
    assert [(i.key, i.text.zh, i.severity, i.done) for i in items] == [
        ("c0", "文0", "required", False),
        ("c1", "文1", "advised", False),
    ]
