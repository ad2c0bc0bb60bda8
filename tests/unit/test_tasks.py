"""What people do with tasks, on the real store: plan, assign, finish, lag, depend, hand over."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from salestui.domain.change import Act
from salestui.domain.problems import InputProblem, Refused
from salestui.domain.schema import members_of
from salestui.services.defaults import member_id
from salestui.services.requests import set_requests
from salestui.services.tasks import (
    add_helper,
    add_output,
    add_task,
    assign,
    depend,
    hand_over,
    log_lag,
    set_task,
    tick_output,
    work_on,
)
from salestui.services.workbench import Workbench

ANNA = member_id("anna")


@pytest.fixture
def make(bench: Workbench) -> Any:
    """Makes a task of anna's and gives its id."""

    def made(title: str = "call", **values: Any) -> str:
        saved = bench.commit(lambda s, c: add_task(s, c, {"title": title, **values}))
        return saved.records[0][1]

    return made


@pytest.fixture
def bob(bench: Workbench) -> str:
    """A second member."""
    from salestui.domain.change import Edit

    edit = Edit("members", member_id("bob"), {"handle": "bob", "name": "Bob", "active": True})
    bench.commit(lambda s, c: Act("member.add", (edit,)))
    return member_id("bob")


def doc(bench: Workbench, id: str) -> dict[str, Any]:
    return dict(bench.snapshot.get("tasks", id) or {})


def test_a_new_task_is_mine_and_keeps_its_first_date(bench: Workbench, make: Any) -> None:
    id = make(due="2026-09-30")
    task = doc(bench, id)
    assert (task["owner"], task["status"], task["original_due"]) == (ANNA, "todo", "2026-09-30")
    assert task["number"].startswith("T-")
    bench.commit(lambda s, c: set_task(s, c, id, {"due": "2026-10-09"}))
    assert (doc(bench, id)["due"], doc(bench, id)["original_due"]) == ("2026-10-09", "2026-09-30")
    with pytest.raises(InputProblem):
        bench.commit(lambda s, c: add_task(s, c, {"title": " "}))


def test_exactly_one_owner_with_helpers_beside(bench: Workbench, make: Any, bob: str) -> None:
    id = make()
    bench.commit(lambda s, c: add_helper(s, c, [id], bob))
    assert members_of(doc(bench, id), "helpers") == (bob,)
    bench.commit(lambda s, c: assign(s, c, {id: bob}))
    assert doc(bench, id)["owner"] == bob and members_of(doc(bench, id), "helpers") == ()
    with pytest.raises(Refused):
        bench.commit(lambda s, c: assign(s, c, {id: bob}))
    bench.undo()
    assert doc(bench, id)["owner"] == ANNA and members_of(doc(bench, id), "helpers") == (bob,)
    bench.commit(lambda s, c: add_helper(s, c, [id], bob, off=True))
    assert members_of(doc(bench, id), "helpers") == ()


def test_a_task_waits_for_another_one_and_never_in_a_circle(bench: Workbench, make: Any) -> None:
    one, two, three = make("one"), make("two"), make("three")
    bench.commit(lambda s, c: depend(s, c, two, one))
    bench.commit(lambda s, c: depend(s, c, three, two))
    for on in (three, one):
        with pytest.raises(Refused):
            bench.commit(partial(depend, id=one, on=on))
    with pytest.raises(Refused) as refused:
        bench.commit(lambda s, c: work_on(s, c, [three], "done"))
    assert "two" in refused.value.message.en
    bench.commit(lambda s, c: work_on(s, c, [one], "done"))
    bench.commit(lambda s, c: work_on(s, c, [two], "done"))
    bench.commit(lambda s, c: work_on(s, c, [three], "done"))
    assert doc(bench, three)["done_on"] == bench.context().today.isoformat()
    with pytest.raises(Refused):
        bench.commit(lambda s, c: work_on(s, c, [three, two], "doing"))
    bench.commit(lambda s, c: work_on(s, c, [three], "todo"))
    assert "done_on" not in doc(bench, three)
    bench.commit(lambda s, c: depend(s, c, three, two, off=True))
    assert members_of(doc(bench, three), "depends") == ()


def test_the_reason_of_a_lag_is_one_of_the_list_and_survives_the_end(
    bench: Workbench, make: Any
) -> None:
    id = make()
    for reason, note in (("weather", ""), ("other", " ")):
        with pytest.raises(InputProblem):
            bench.commit(partial(log_lag, ids=[id], reason=reason, note=note))
    bench.commit(lambda s, c: log_lag(s, c, [id], "other", "moved office"))
    bench.commit(lambda s, c: work_on(s, c, [id], "done"))
    task = doc(bench, id)
    assert (task["lag_reason"], task["lag_note"]) == ("other", "moved office")


def test_a_chain_of_tasks_is_finished_together(bench: Workbench, make: Any) -> None:
    one, two, three = make("one"), make("two"), make("three")
    bench.commit(lambda s, c: depend(s, c, two, one))
    bench.commit(lambda s, c: depend(s, c, three, two))
    with pytest.raises(Refused):
        bench.commit(lambda s, c: work_on(s, c, [three, two], "done"))
    bench.commit(lambda s, c: work_on(s, c, [three, one, two], "done"))
    assert [doc(bench, id)["status"] for id in (one, two, three)] == ["done"] * 3


def test_an_edited_state_keeps_the_rules_of_the_act(bench: Workbench, make: Any) -> None:
    one, two = make("one"), make("two")
    today = bench.context().today.isoformat()
    bench.commit(lambda s, c: depend(s, c, two, one))
    with pytest.raises(Refused):
        bench.commit(lambda s, c: set_task(s, c, two, {"status": "done"}))
    bench.commit(lambda s, c: set_task(s, c, one, {"status": "done", "done_on": "2026-09-20"}))
    bench.commit(lambda s, c: set_task(s, c, two, {"status": "done"}))
    assert (doc(bench, one)["done_on"], doc(bench, two)["done_on"]) == ("2026-09-20", today)
    bench.commit(lambda s, c: set_task(s, c, one, {"status": "doing"}))
    assert "done_on" not in doc(bench, one)
    assert doc(bench, make("past", status="dropped"))["done_on"] == today


def test_a_reason_that_is_edited_keeps_the_rules_of_the_act(bench: Workbench, make: Any) -> None:
    id, today = make(), bench.context().today.isoformat()
    with pytest.raises(InputProblem):
        bench.commit(lambda s, c: set_task(s, c, id, {"lag_reason": "other"}))
    bench.commit(lambda s, c: set_task(s, c, id, {"lag_reason": "other", "lag_note": "moved"}))
    assert doc(bench, id)["lag_logged_on"] == today
    with pytest.raises(InputProblem):
        bench.commit(lambda s, c: set_task(s, c, id, {"lag_note": None}))
    bench.commit(lambda s, c: set_task(s, c, id, {"lag_reason": None}))
    assert not {"lag_note", "lag_logged_on"} & set(doc(bench, id))


def test_what_has_ended_is_left_when_others_end(bench: Workbench, make: Any) -> None:
    old, new = make("old"), make("new")
    bench.commit(lambda s, c: set_task(s, c, old, {"status": "dropped", "done_on": "2026-09-01"}))
    bench.commit(lambda s, c: work_on(s, c, [old, new], "done"))
    assert (doc(bench, old)["status"], doc(bench, old)["done_on"]) == ("dropped", "2026-09-01")
    assert doc(bench, new)["status"] == "done"


def test_outputs_are_added_ticked_and_unticked(bench: Workbench, make: Any) -> None:
    id = make()
    bench.commit(lambda s, c: add_output(s, c, id, "signed note"))
    [key] = members_of(doc(bench, id), "outputs")
    bench.commit(lambda s, c: tick_output(s, c, id, key, done=True, evidence="mail of Friday"))
    assert doc(bench, id)[f"outputs/{key}/evidence"] == "mail of Friday"
    assert doc(bench, id)[f"outputs/{key}/done"] is True
    bench.commit(lambda s, c: tick_output(s, c, id, key, done=False))
    assert f"outputs/{key}/done" not in doc(bench, id)


def test_a_leavers_open_work_is_handed_over_as_one_act(
    bench: Workbench, make: Any, bob: str
) -> None:
    from salestui.services.accounts import add_account
    from salestui.services.deals import add_deal

    mine, done, special = make(), make(), make()
    bench.commit(lambda s, c: work_on(s, c, [done], "done"))
    account = bench.commit(lambda s, c: add_account(s, c, {"name": "Hengda"})).records[0][1]
    bench.commit(lambda s, c: add_deal(s, c, {"account": account}))
    saved = bench.commit(lambda s, c: hand_over(s, c, ANNA, {"": bob}))
    kinds = sorted(kind for kind, _ in saved.records)
    assert kinds[:2] == ["accounts", "deals"] and kinds.count("tasks") >= 2
    assert doc(bench, mine)["owner"] == bob and doc(bench, done)["owner"] == ANNA
    with pytest.raises(Refused):
        bench.commit(lambda s, c: hand_over(s, c, ANNA, {"": bob}))
    bench.undo()
    assert doc(bench, mine)["owner"] == ANNA
    bench.commit(lambda s, c: hand_over(s, c, ANNA, {special: bob}))
    assert (doc(bench, special)["owner"], doc(bench, mine)["owner"]) == (bob, ANNA)


def test_a_department_confirms_and_delivers(bench: Workbench, make: Any) -> None:
    from salestui.domain.change import Edit

    ask = Edit("requests", "rq_1", {"item": "white paper", "status": "requested"})
    bench.commit(lambda s, c: Act("request.add", (ask,)))
    bench.commit(lambda s, c: set_requests(s, c, ["rq_1"], "confirmed"))
    bench.commit(lambda s, c: set_requests(s, c, ["rq_1"], "delivered"))
    request = bench.snapshot.get("requests", "rq_1") or {}
    today = bench.context().today.isoformat()
    assert (request["confirmed_on"], request["delivered_on"]) == (today, today)
