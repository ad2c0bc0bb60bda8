"""Gates and the tasks of stages, on the real store."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from salestui.domain.change import Act, Edit, Value
from salestui.domain.gates import bypassed
from salestui.domain.problems import InputProblem
from salestui.domain.schema import DELETED
from salestui.domain.tasks import is_open
from salestui.services.activities import log_activity
from salestui.services.deals import add_deal, set_deal
from salestui.services.defaults import pipeline_id
from salestui.services.gating import GateHolds
from salestui.services.moves import lose_deal, move_deal, win_deal
from salestui.services.workbench import Workbench

DAY = 86_400_000


@pytest.fixture
def deal(bench: Workbench) -> str:
    """A deal of anna's in the needs talk, let through the first gate."""
    made = bench.commit(lambda s, c: add_deal(s, c, {"title": "line 2", "amount": 20_000_000}))
    id = made.records[0][1]
    bench.commit(lambda s, c: move_deal(s, c, [id], by=1, bypass="urgent"))
    return id


def tasks(bench: Workbench, deal: str) -> dict[str, dict[str, Any]]:
    found = (bench.snapshot.get("tasks", id) or {} for id in bench.snapshot.ids("tasks.deal", deal))
    return {str(task["node"]): dict(task) for task in found}


def test_a_gate_names_what_is_missing_and_a_reason_opens_it(bench: Workbench, deal: str) -> None:
    with pytest.raises(GateHolds) as refused:
        bench.commit(lambda s, c: move_deal(s, c, [deal], by=1))
    holds = refused.value
    assert not holds.hard and [item.key for item in holds.missing] == [  # type: ignore[attr-defined]
        "needs_talk", "needs_note", "pains",
    ]  # fmt: skip
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=1, bypass="unrecorded"))
    now = bench.snapshot.get("deals", deal) or {}
    assert now["stage"] == "demo"
    assert bypassed(now) == (("contact", "unrecorded"), ("lead", "urgent"))
    with pytest.raises(InputProblem):
        bench.commit(lambda s, c: move_deal(s, c, [deal], by=1, bypass="because"))


def test_what_is_met_by_fields_and_activities_no_longer_holds(bench: Workbench, deal: str) -> None:
    values: dict[str, Value] = {f"pains/p{n}": "slow" for n in range(3)}
    values["desired_solution"] = "sensors"
    values["checklist/needs_note"] = True
    bench.commit(lambda s, c: set_deal(s, c, deal, values))
    bench.commit(lambda s, c: log_activity(s, c, type="call", summary="talk", deal_id=deal))
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=1))
    now = bench.snapshot.get("deals", deal) or {}
    assert now["stage"] == "demo" and bypassed(now) == (("lead", "urgent"),)


def test_a_blocking_gate_takes_no_reason_but_a_move_back_is_free(
    bench: Workbench, deal: str
) -> None:
    on = Edit("pipelines", pipeline_id("new"), {"gate_mode": "block", "gate_from": "2026-01-01"})
    bench.commit(lambda s, c: Act("pipeline.set", (on,)))
    with pytest.raises(GateHolds) as refused:
        bench.commit(lambda s, c: move_deal(s, c, [deal], by=1, bypass="urgent"))
    assert refused.value.hard
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=-1, reason="too early"))
    bench.commit(lambda s, c: lose_deal(s, c, [deal], reason="price"))


def test_many_moves_gate_each_deal(bench: Workbench, deal: str) -> None:
    ready = bench.commit(lambda s, c: add_deal(s, c, {"title": "ready", "stage": "demo"}))
    free = ready.records[0][1]
    values = {"checklist/feedback": True}
    bench.commit(lambda s, c: set_deal(s, c, free, values))
    both = [deal, free]
    with pytest.raises(GateHolds) as refused:
        bench.commit(lambda s, c: move_deal(s, c, both, by=1))
    assert set(refused.value.held) == {deal, free}
    bench.commit(lambda s, c: move_deal(s, c, both, by=1, bypass="approved"))
    stages = [(bench.snapshot.get("deals", id) or {})["stage"] for id in both]
    assert stages == ["demo", "proposal"]


def test_winning_passes_the_gates_before_it(bench: Workbench, deal: str) -> None:
    with pytest.raises(GateHolds):
        bench.commit(lambda s, c: win_deal(s, c, [deal]))
    bench.commit(lambda s, c: win_deal(s, c, [deal], bypass="urgent"))
    now = bench.snapshot.get("deals", deal) or {}
    assert now["outcome"] == "won" and len(bypassed(now)) == 5


# -- the tasks of stages


def test_a_stage_brings_its_tasks_with_what_they_ask_for(bench: Workbench, deal: str) -> None:
    made = tasks(bench, deal)
    assert set(made) == {"lead_screening", "needs_research"}
    task = made["needs_research"]
    me = bench.me
    assert (task["owner"], task["visit"], task["due"]) == (me, 1, task["original_due"])
    [request] = bench.snapshot.ids("requests.task", task["_id"])
    asked = bench.snapshot.get("requests", request) or {}
    assert (asked["department"], asked["needed_by"]) == ("marketing", task["due"])


def test_a_return_brings_no_second_task_while_the_first_is_open(
    bench: Workbench, deal: str
) -> None:
    from salestui.services.tasks import work_on

    first = tasks(bench, deal)["needs_research"]["_id"]
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=1, bypass="urgent"))
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=-1, reason="again"))
    assert tasks(bench, deal)["needs_research"]["_id"] == first
    bench.commit(lambda s, c: work_on(s, c, [first], "done"))
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=1, bypass="urgent"))
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=-1, reason="again"))
    every = [bench.snapshot.get("tasks", id) or {} for id in bench.snapshot.ids("tasks.deal", deal)]
    research = [task for task in every if task["node"] == "needs_research"]
    assert sorted(task["visit"] for task in research) == [1, 3]


def test_undo_takes_the_tasks_along_and_redo_brings_them_back(bench: Workbench, deal: str) -> None:
    bench.undo()
    assert set(tasks(bench, deal)) == {"lead_screening"}
    bench.redo()
    assert set(tasks(bench, deal)) == {"lead_screening", "needs_research"}
    bench.undo()
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=1, bypass="urgent"))
    assert is_open(tasks(bench, deal)["needs_research"])


def test_a_move_that_is_made_again_leaves_what_a_colleague_finished(
    bench: Workbench, deal: str
) -> None:
    task = tasks(bench, deal)["needs_research"]["_id"]
    bench.undo()
    # A colleague's work keeps the task when the move is taken back.
    done: dict[str, Value] = {DELETED: None, "status": "done", "done_on": "2026-09-20"}
    bench.commit(lambda s, c: Act("task.done", (Edit("tasks", task, done),)))
    before = bench.snapshot.get("tasks", task) or {}
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=1, bypass="urgent"))
    after = bench.snapshot.get("tasks", task) or {}
    assert after["status"] == "done" and after["number"] == before["number"]
    assert not bench.snapshot.ids("requests.task", task)


def test_the_tasks_of_deals_that_move_together_are_spread(bench: Workbench, deal: str) -> None:
    able = [
        Edit("members", f"mb_{n}", {"handle": n, "name": n, "role": "specialist", "active": True})
        for n in ("hao", "jie")
    ]
    bench.commit(lambda s, c: Act("member.add", tuple(able)))
    other = bench.commit(lambda s, c: add_deal(s, c, {"title": "line 3"})).records[0][1]
    bench.commit(lambda s, c: move_deal(s, c, [deal, other], to="demo", bypass="urgent"))
    owners = {str(tasks(bench, each)["demo_preparation"]["owner"]) for each in (deal, other)}
    assert owners == {"mb_hao", "mb_jie"}


def test_a_lesson_is_asked_for_where_the_loss_is_large(bench: Workbench, deal: str) -> None:
    small = bench.commit(lambda s, c: add_deal(s, c, {"title": "x", "amount": 100_000}))
    for id, expected in ((deal, True), (small.records[0][1], False)):
        bench.commit(partial(lose_deal, ids=[id], reason="price"))
        assert ("lesson" in tasks(bench, id)) is expected
