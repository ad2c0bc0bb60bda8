"""Two members plan offline: surveys, gates, node tasks and owners, and what stands after a sync."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.attention_list import needs_attention
from salestui.domain.change import Act, Edit, Value
from salestui.domain.criteria import evaluate
from salestui.domain.pipelines import parse_path
from salestui.domain.problems import Refused
from salestui.domain.snapshot import Snapshot
from salestui.services.accounts import add_account, set_account
from salestui.services.activities import log_activity
from salestui.services.context import Context
from salestui.services.deals import add_deal, set_deal
from salestui.services.defaults import pipeline_id
from salestui.services.moves import move_deal
from salestui.services.surveys import raise_surveys, survey_id
from salestui.services.tasks import add_task, assign, depend, log_lag, set_task, work_on
from salestui.services.taskview import task_list
from salestui.services.workbench import UseCase, Workbench
from tests.ui.twohomes import TwoHomes


@pytest.fixture
def homes(open_bench: Callable[..., Workbench], tmp_path: Path, clock: Any) -> TwoHomes:
    return TwoHomes(open_bench, tmp_path, clock)


NOTE = "checklist/needs_note"
"""The tick that the needs talk asks for."""


def tasks(bench: Workbench) -> list[dict[str, Any]]:
    """The live tasks by title and id."""
    found = [dict(doc) for doc in bench.snapshot.live("tasks")]
    return sorted(found, key=lambda doc: (doc.get("title", ""), doc["_id"]))


def same(homes: TwoHomes) -> None:
    """Both have the same tasks."""
    assert [t["_id"] for t in tasks(homes.anna)] == [t["_id"] for t in tasks(homes.bob)]


def test_a_customer_is_asked_once_a_quarter_whoever_makes_the_survey(homes: TwoHomes) -> None:
    made = homes.anna.commit(lambda s, c: add_account(s, c, {"name": "Hengda", "kind": "customer"}))
    account = made.records[0][1]
    homes.anna.commit(lambda s, c: add_account(s, c, {"name": "Xihe", "kind": "prospect"}))
    homes.meet()
    homes.apart(raise_surveys, raise_surveys)
    [survey] = tasks(homes.anna)
    same(homes)
    assert survey["_id"] == survey_id(account, survey["quarter"])
    assert survey["owner"] == homes.anna.me
    assert "_disputed" not in survey
    for bench in (homes.anna, homes.bob):
        with pytest.raises(Refused):
            bench.commit(raise_surveys)
    homes.anna.commit(lambda s, c: set_account(s, c, account, {"owner": homes.bob.me}))
    with pytest.raises(Refused):
        homes.anna.commit(raise_surveys)


def test_undo_passes_over_what_the_program_made_by_itself(homes: TwoHomes) -> None:
    made = homes.anna.commit(lambda s, c: add_account(s, c, {"name": "Hengda", "kind": "customer"}))
    assert homes.anna.commit(raise_surveys).records
    assert homes.anna.undo().intent == "account.add"
    assert [doc["quarter"] for doc in homes.anna.snapshot.live("tasks")]
    assert (homes.anna.snapshot.get("accounts", made.records[0][1]) or {}).get("_del")


@pytest.fixture
def deal(homes: TwoHomes) -> str:
    """A deal in the needs talk, known to both, on a path whose gates block since long."""
    made = homes.anna.commit(lambda s, c: add_account(s, c, {"name": "Hengda"}))
    account = made.records[0][1]
    values: dict[str, Value] = {
        "account": account, "title": "leaks", "stage": "contact", "desired_solution": "sensors",
        **{f"pains/{n}": True for n in "abc"}, NOTE: True,
    }  # fmt: skip
    id = homes.anna.commit(lambda s, c: add_deal(s, c, values)).records[0][1]
    homes.anna.commit(lambda s, c: log_activity(s, c, type="call", summary="pains", deal_id=id))
    homes.meet()
    return id


def lacking(bench: Workbench, deal: str) -> list[str]:
    """Keys of the required criteria of the stage that the deal does not meet."""
    doc = bench.snapshot.get("deals", deal) or {}
    path = parse_path(bench.snapshot.get("pipelines", doc["pipeline"]) or {})
    stage = path.stage(doc["stage"])
    assert stage is not None
    items = evaluate(doc, bench.snapshot, stage)
    return [item.key for item in items if item.severity == "required" and not item.done]


def node_tasks(bench: Workbench, deal: str) -> dict[str, list[dict[str, Any]]]:
    """The tasks of a deal by their stage."""
    found: dict[str, list[dict[str, Any]]] = {}
    for task in tasks(bench):
        if task.get("deal") == deal and task.get("node"):
            found.setdefault(str(task["stage"]), []).append(task)
    return found


def test_both_move_a_deal_on_and_work_on_its_tasks(homes: TwoHomes, deal: str) -> None:
    anna, bob = homes.anna, homes.bob
    homes.apart(
        lambda s, c: move_deal(s, c, [deal], by=1, bypass="urgent"),
        lambda s, c: move_deal(s, c, [deal], by=1, bypass="approved"),
    )
    stages = node_tasks(anna, deal)
    assert stages == node_tasks(bob, deal)
    assert all(len(each) == len({task["node"] for task in each}) for each in stages.values())
    [task] = stages["demo"]
    id = task["_id"]
    requests = [doc for doc in anna.snapshot.live("requests") if doc["task"] == id]
    assert len(requests) == len({doc["item"] for doc in requests}) >= 1
    # Each takes it, one says why it lags, the other ticks what it brings on the deal.
    homes.apart(
        lambda s, c: joined(assign_if(s, c, id, anna.me), log_lag(s, c, [id], "silent")),
        lambda s, c: joined(
            assign_if(s, c, id, bob.me), set_deal(s, c, deal, {"checklist/extra": True})
        ),
    )
    mine, his = (bench.snapshot.get("tasks", id) or {} for bench in (anna, bob))
    assert mine["owner"] == his["owner"] and mine["owner"] in (anna.me, bob.me)
    assert mine["lag_reason"] == "silent"
    for bench in (anna, bob):
        assert (bench.snapshot.get("deals", deal) or {})["checklist/extra"] is True
    homes.apart(lambda s, c: work_on(s, c, [id], "done"), lambda s, c: work_on(s, c, [id], "done"))
    assert (anna.snapshot.get("tasks", id) or {})["status"] == "done"
    assert node_tasks(anna, deal).keys() == stages.keys()


def test_a_gate_that_a_merge_broke_is_told_and_left(homes: TwoHomes, deal: str) -> None:
    anna, bob = homes.anna, homes.bob
    doc = anna.snapshot.get("deals", deal) or {}
    block = {"gate_mode": "block", "gate_from": "2026-01-01"}
    anna.commit(lambda s, c: Act("pipeline.set", (Edit("pipelines", doc["pipeline"], block),)))
    homes.meet()
    assert lacking(anna, deal) == []
    homes.apart(
        lambda s, c: move_deal(s, c, [deal], by=1),
        lambda s, c: set_deal(s, c, deal, {NOTE: None}),
    )
    for bench in (anna, bob):
        stands = bench.snapshot.get("deals", deal) or {}
        assert stands["stage"] == "demo" and NOTE not in stands
        concerns = [c for c in needs_attention(bench.snapshot) if c.rule == "gate_broken"]
        assert [c.id for c in concerns] == [deal]
    anna.commit(lambda s, c: set_deal(s, c, deal, {NOTE: True}))
    assert not any(c.rule == "gate_broken" for c in needs_attention(anna.snapshot))


def test_tasks_that_wait_for_each_other_are_told(homes: TwoHomes, deal: str) -> None:
    first, second = (
        homes.anna.commit(planned(title)).records[0][1] for title in ("draft", "review")
    )
    homes.meet()
    homes.apart(lambda s, c: depend(s, c, first, second), lambda s, c: depend(s, c, second, first))
    told = {c.id for c in needs_attention(homes.bob.snapshot) if c.rule == "task_circle"}
    assert told == {first, second}
    homes.anna.commit(lambda s, c: depend(s, c, first, second, off=True))
    assert not any(c.rule == "task_circle" for c in needs_attention(homes.anna.snapshot))


def assign_if(snapshot: Snapshot, ctx: Context, id: str, member: str) -> Act:
    """Give the task to a member; nothing where it is theirs already."""
    if (snapshot.get("tasks", id) or {}).get("owner") == member:
        return Act("task.assign", ())
    return assign(snapshot, ctx, {id: member})


def joined(*acts: Act) -> Act:
    """Several acts as one."""
    return Act(acts[0].intent, tuple(edit for act in acts for edit in act.edits))


def planned(title: str) -> UseCase:
    """A new task."""
    return lambda s, c: add_task(s, c, {"title": title})


def test_a_task_given_to_two_stands_first_until_one_is_named(homes: TwoHomes) -> None:
    anna, bob = homes.anna, homes.bob
    id = anna.commit(planned("draft")).records[0][1]
    anna.commit(lambda s, c: set_task(s, c, id, {"owner": None}))
    homes.meet()
    homes.apart(lambda s, c: assign(s, c, {id: anna.me}), lambda s, c: assign(s, c, {id: bob.me}))
    found = task_list(bob.snapshot, bob.snapshot.live("tasks"), bob.context().today)
    assert found.contested == 1
    first = found.groups[0]
    assert (first.head.en, [row.id for row in first.rows]) == ("To assign", [id])
    owner = str((bob.snapshot.get("tasks", id) or {})["owner"])
    bob.commit(lambda s, c: assign(s, c, {id: owner}))
    homes.meet()
    for bench in (anna, bob):
        after = task_list(bench.snapshot, bench.snapshot.live("tasks"), bench.context().today)
        assert (after.contested, after.groups[0].key) == (0, owner)


def test_a_customer_whom_a_deal_asks_already_is_not_asked_twice(homes: TwoHomes) -> None:
    anna = homes.anna
    made = anna.commit(lambda s, c: add_account(s, c, {"name": "Xihe", "kind": "customer"}))
    account = made.records[0][1]
    values: dict[str, Value] = {
        "account": account, "pipeline": pipeline_id("existing"), "stage": "visit",
    }  # fmt: skip
    anna.commit(lambda s, c: add_deal(s, c, values))
    assert [task["node"] for task in tasks(anna)] == ["satisfaction_survey"]
    with pytest.raises(Refused):
        anna.commit(raise_surveys)
