"""Tasks as data: names, outputs, lateness, load, suggestions, lag figures, gates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salestui.domain.gates import blocks, bypassed, missing, stages_left
from salestui.domain.load import Picker, loads, suggestions
from salestui.domain.metrics.lag import lag
from salestui.domain.nodes import node_template, node_templates
from salestui.domain.pipelines import parse_path
from salestui.domain.snapshot import Snapshot
from salestui.domain.tasks import ON_TIME, lateness, outputs, task_name
from salestui.domain.workdays import WorkDays
from tests.unit.conftest import NEW, TODAY

EVERY = WorkDays()


def task(**values: Any) -> dict[str, Any]:
    return {"_id": "tk_1", "title": "call", "status": "todo", **values}


def with_records(team: Snapshot, kind: str, *docs: dict[str, Any]) -> Snapshot:
    return team.stepped({kind: {doc["_id"]: (None, doc) for doc in docs}}, {}, {})


# -- names and outputs


def test_a_node_task_is_called_as_its_template_in_both_languages(team: Snapshot) -> None:
    node = task(pipeline=NEW, stage="demo", node="demo_preparation", title="Demo")
    assert task_name(team, node).zh == "演示准备"
    assert task_name(team, {**node, "node": "gone"}).zh == "Demo"
    assert task_name(team, task()) == ("call", "call")


def test_the_templates_of_a_stage_come_with_what_they_ask_for(team: Snapshot) -> None:
    path = team.get("pipelines", NEW) or {}
    [node] = node_templates(path, "proposal")
    assert (node.key, node.offset_days, node.strength) == ("proposal_delivery", 5, "technical_talk")
    assert [(r.key, r.department, r.item.en) for r in node.resources] == [
        ("case", "marketing", "reference case from the library"),
        ("review", "technical", "technical review of the proposal"),
    ]
    assert node_template(path, "lost", "lesson").filter == "amount>=100k"  # type: ignore[union-attr]
    assert node_template(path, "lost", "nothing") is None
    assert node_templates(path, "hold") == ()


def test_the_outputs_of_a_node_task_are_the_criteria_of_its_stage(
    team: Snapshot, changed: Any
) -> None:
    node = task(deal="dl_1", pipeline=NEW, stage="demo", node="demo_preparation")
    found = {each.key: each for each in outputs(team, node)}
    assert len(found) == 3 and all(each.criterion for each in found.values())
    demo = {"_id": "at_9", "type": "demo", "at": 1, "deal": "dl_1", "feedback": "good"}
    after = {
        each.key for each in outputs(with_records(team, "activities", demo), node) if each.done
    }
    assert {key for key, each in found.items() if each.done} < after


def test_a_criterion_that_is_the_task_itself_is_no_output_of_it(team: Snapshot) -> None:
    node = task(deal="dl_2", pipeline=NEW, stage="won", node="handover")
    assert "handover" not in {each.key for each in outputs(team, node)}
    done = {**node, "status": "done", "done_on": "2026-08-09", "owner": "mb_al"}
    with_task = with_records(team, "tasks", done)
    other = task(_id="tk_2", deal="dl_2", pipeline=NEW, stage="won", node="other")
    found = {each.key: each for each in outputs(with_task, other)}
    assert found["handover"].done and found["handover"].evidence == "2026-08-09 AL"


def test_own_outputs_stand_in_their_order(team: Snapshot) -> None:
    own = task(**{
        "outputs/b": True, "outputs/b/text": "plan", "outputs/b/order": 0,
        "outputs/a": True, "outputs/a/text": "note", "outputs/a/order": 1,
        "outputs/a/done": True, "outputs/a/evidence": "v2.pdf",
        "outputs/gone/text": "removed",
    })  # fmt: skip
    assert [(o.text.en, o.done, o.evidence) for o in outputs(team, own)] == [
        ("plan", False, ""), ("note", True, "v2.pdf"),
    ]  # fmt: skip


# -- late and lagging


@pytest.mark.parametrize(
    ("today", "days", "lagging"), [("08-31", 0, False), ("09-03", 3, False), ("09-04", 4, True)]
)
def test_more_than_the_threshold_late_is_lagging(today: str, days: int, lagging: bool) -> None:
    late = lateness(task(due="2026-08-31"), date.fromisoformat(f"2026-{today}"), EVERY)
    assert (late.days, late.since_first, late.lagging) == (days, days, lagging)


def test_moving_the_due_date_clears_nothing() -> None:
    late = lateness(task(due="2026-09-10", original_due="2026-08-20"), TODAY, EVERY)
    assert (late.days, late.since_first, late.lagging, late.late) == (0, 13, True, False)


def test_a_finished_task_is_as_late_as_on_the_day_it_was_done() -> None:
    done = task(due="2026-08-01", status="done", done_on="2026-08-06")
    assert lateness(done, TODAY, EVERY).days == 5
    assert lateness({**done, "status": "dropped"}, TODAY, EVERY) == ON_TIME
    assert lateness(task(due="soon"), TODAY, EVERY) == ON_TIME


def test_the_lag_of_a_period_by_reason_and_department() -> None:
    august = date(2026, 8, 1), date(2026, 8, 31)
    tasks = [
        task(due="2026-08-20", lag_reason="silent", department="sales"),
        task(due="2026-08-29"),
        task(due="2026-08-31"),
        task(due="2026-08-05", status="done", done_on="2026-08-12", department="marketing"),
        task(due="2026-08-05", status="dropped"),
        task(due="2026-07-05"),
        task(),
    ]
    found = lag(tasks, august, TODAY, EVERY)
    assert (found.due, found.lagged, found.undated) == (4, 3, 1)
    assert [(part.key, part.since_first) for part in found.reasons] == [("silent", 13), ("", 11)]
    assert {part.key: part.days for part in found.departments} == {
        "sales": 13, "": 4, "marketing": 7,
    }  # fmt: skip
    assert [len(part.tasks) for part in found.reasons] == [1, 2]
    assert (found.days, found.since_first) == (24, 24)
    assert found.rate == 0.75
    assert lag([], august, TODAY, EVERY).rate is None


def test_lag_is_told_from_the_due_date_and_from_the_first_one() -> None:
    # V8: due on Monday, on Friday it lags four days; then it was promised anew.
    monday, friday = date(2026, 8, 31), date(2026, 9, 4)
    due = task(due=monday.isoformat(), original_due=monday.isoformat(), lag_reason="plan")
    anew = {**due, "_id": "tk_2", "due": "2026-09-03"}
    found = lag([due, anew], None, friday, EVERY)
    assert [(p.key, p.days, p.since_first) for p in found.reasons] == [("plan", 4 + 1, 4 + 4)]
    thursday = lag([due], None, date(2026, 9, 3), EVERY)
    assert (thursday.due, thursday.lagged, thursday.reasons) == (1, 0, ())


# -- load


def test_who_should_take_a_task(team: Snapshot, changed: Any) -> None:
    members: list[dict[str, Any]] = [
        {"_id": "mb_zw", "handle": "zhang", "name": "Z", "capacity_touches_per_week": 2},
        {"_id": "mb_al", "handle": "anna", "name": "A", "strengths/negotiation": True},
        {"_id": "mb_bo", "handle": "bob", "name": "B", "capacity_touches_per_week": 0},
        {"_id": "mb_ob", "handle": "eva", "name": "E", "role": "observer"},
    ]
    tasks = [
        task(_id="tk_1", owner="mb_zw", due="2026-09-03"),
        task(_id="tk_2", owner="mb_zw"),
        task(_id="tk_3", owner="mb_zw", due="2026-12-01"),
        task(_id="tk_4", owner="mb_al", status="done"),
        task(_id="tk_5", owner="mb_al", due="2026-08-01"),
    ]
    shot = with_records(with_records(team, "members", *members), "tasks", *tasks)
    known = loads(shot, TODAY)
    assert (known["mb_zw"].open, known["mb_zw"].this_week, known["mb_zw"].full) == (3, 2, True)
    assert (known["mb_al"].open, known["mb_al"].share) == (1, 1 / 15)
    assert known["mb_bo"].share == 0.0 and known["mb_bo"].full

    wanted = {"strength": "negotiation", "due": "2026-09-03"}
    found = suggestions(shot, wanted, known)
    assert [(s.member, s.has_strength) for s in found] == [
        ("mb_al", True), ("mb_bo", False), ("mb_zw", False),
    ]  # fmt: skip
    assert found[2].busy_that_day and not found[0].busy_that_day
    assert [s.member for s in suggestions(shot, wanted, known, among=["mb_bo"])] == ["mb_bo"]


def test_tasks_given_out_together_are_spread(team: Snapshot) -> None:
    week = [task(_id=f"tk_{n}", due="2026-09-03") for n in range(4)]
    picker = Picker(team, TODAY)
    assert [picker.pick(each) for each in week] == ["mb_al", "mb_bo", "mb_zw", "mb_al"]
    later = Picker(team, TODAY)
    assert len({later.pick({**each, "due": "2026-12-01"}) for each in week}) == 3
    held = Picker(with_records(team, "tasks", {**week[0], "owner": "mb_al"}), TODAY)
    assert held.pick({**week[0], "owner": "mb_al"}) == "mb_bo"
    assert held.pick(week[1]) == "mb_al"


# -- gates


def test_a_move_forward_asks_for_every_stage_that_it_leaves(team: Snapshot) -> None:
    path = parse_path(team.get("pipelines", NEW) or {})
    deal = team.get("deals", "dl_1") or {}
    assert [s.key for s in stages_left(path, "demo", "negotiation")] == ["demo", "proposal"]
    assert stages_left(path, "demo", "contact") == stages_left(path, "demo", "lost") == ()
    lacks = missing(team, deal, path, "negotiation")
    assert {each.stage.key for each in lacks} == {"demo", "proposal"}
    assert all(each.item.severity == "required" and not each.item.done for each in lacks)
    assert missing(team, {**deal, "pipeline": "other"}, path, "negotiation") == ()


def test_a_gate_blocks_moves_made_after_the_day_it_was_switched_on(team: Snapshot) -> None:
    doc = team.get("pipelines", NEW) or {}
    assert not blocks(parse_path(doc), TODAY)
    on = parse_path({**doc, "gate_mode": "block", "gate_from": TODAY.isoformat()})
    assert not blocks(on, TODAY) and blocks(on, date(2026, 9, 3))


def test_the_gates_that_a_deal_was_let_through() -> None:
    deal = {"bypassed/demo": "urgent", "bypassed/lead": "approved", "bypassed/x": None}
    assert bypassed(deal) == (("demo", "urgent"), ("lead", "approved"))
