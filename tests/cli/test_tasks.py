"""`salestui tasks` and `salestui task …`."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def number(cli: Any) -> str:
    """A task of two days ago."""
    return str(cli.json("task", "add", "call Ms Qiu", "due=-2d")["number"])


def task(cli: Any, number: str) -> dict[str, Any]:
    return dict(cli.json("tasks", f"number:{number}")["tasks"][0])


def test_a_task_in_json_keeps_its_shape(cli: Any, number: str) -> None:
    found = task(cli, number)
    keys = {"id", "number", "title", "deal", "account", "owner", "status", "due", "original_due",
            "days_late", "lagging", "lag_reason", "outputs", "resources", "node"}  # fmt: skip
    assert keys <= set(found)
    assert (found["title"], found["days_late"], found["lagging"]) == ("call Ms Qiu", 2, False)
    assert found["owner"]["handle"] == "lina"


def test_work_goes_on_to_its_end(cli: Any, number: str) -> None:
    for verb, status in (("start", "doing"), ("wait", "waiting"), ("done", "done")):
        cli.ok("task", verb, number)
        assert task(cli, number)["status"] == status
    assert cli.json("tasks", f"number:{number}", "is:open")["count"] == 0
    assert cli.json("tasks", f"number:{number}", "is:done")["count"] == 1
    cli.ok("undo")
    assert task(cli, number)["status"] == "waiting"


def test_tasks_that_ended_are_skipped_and_counted(cli: Any, number: str) -> None:
    cli.ok("task", "drop", number)
    cli.ok("task", "add", "call again")
    assert "1 finished already" in cli.ok("task", "done", "title:call,again deal:none").out
    assert task(cli, number)["status"] == "dropped"
    cli.ok("undo")
    assert cli.json("task", "done", "title:call deal:none")["skipped"] == 1
    ran = cli("task", "start", number)
    assert ran.code == 1 and "finished already" in ran.err and "status=todo" in ran.err
    cli.ok("task", "set", number, "status=todo")
    assert task(cli, number)["status"] == "todo"


def test_fields_outputs_and_reasons(cli: Any, number: str) -> None:
    cli.ok("task", "set", number, "due=+3d", "title=call her")
    cli.ok("task", "output", number, "--text", "signed note")
    cli.ok("task", "lag", number, "--reason", "customer silent")
    found = task(cli, number)
    assert (found["title"], found["days_late"], found["days_since_first_due"]) == ("call her", 0, 2)
    assert [o["text"] for o in found["outputs"]] == ["signed note"]
    assert found["lag_reason"] == "silent"
    ran = cli("task", "lag", number, "--reason", "weather")
    assert ran.code == 2 and "weather is no lag reason" in ran.err and "silent" in ran.err


def test_assigning_names_or_suggests(cli: Any, number: str) -> None:
    cli.ok("task", "set", number, "owner=none")
    assert task(cli, number)["owner"] is None
    cli.ok("task", "assign", "is:unowned")
    assert cli.json("tasks", "is:unowned")["count"] == 0
    assert task(cli, number)["owner"]["handle"] == "jie"
    ran = cli("task", "assign", number, "--to", "jie")
    assert ran.code == 1 and "owns the task already" in ran.err


def test_tasks_assigned_together_go_to_several(cli: Any) -> None:
    cli.ok("task", "set", "is:open", "owner=none")
    cli.ok("task", "assign", "is:unowned")
    found = cli.json("tasks", "is:open", "--limit", "0")["tasks"]
    assert len(found) > 10 and len({task["owner"]["handle"] for task in found}) > 4


def test_the_printed_list(cli: Any, number: str) -> None:
    cli.ok("task", "add", "later", "due=+20d")
    mine = ("title:call,later", "deal:none")
    out = cli.ok("tasks", *mine).out
    assert "call Ms Qiu" in out and "!late" in out and "2 tasks  1 late, 0 lagging" in out
    printed = cli.ok("tasks", *mine, "--by", "due").out.splitlines()
    assert [line for line in printed if " " not in line] == ["late", "later"]
    assert "the first 1 shown" in cli.ok("tasks", "--limit", "1").out


def test_a_leavers_work_goes_to_another_as_one_act(cli: Any) -> None:
    before = [deal["id"] for deal in cli.json("deals", "owner:lei", "is:open")["deals"]]
    assert before
    cli.ok("task", "handover", "lei", "--to", "min")
    assert cli.json("tasks", "owner:lei", "is:open")["count"] == 0
    assert cli.json("deals", "owner:lei", "is:open")["count"] == 0
    mine = {deal["id"] for deal in cli.json("deals", "owner:min", "is:open")["deals"]}
    assert mine >= set(before)
    cli.ok("undo")
    assert [deal["id"] for deal in cli.json("deals", "owner:lei", "is:open")["deals"]] == before
    assert cli("task", "handover", "lei").code == 2


def test_what_lag_cost_is_the_same_in_print_and_json(cli: Any, number: str) -> None:
    cli.ok("task", "set", number, "due=-9d")
    cli.ok("task", "set", number, "due=+1d")
    cli.ok("task", "lag", number, "--reason", "silent")
    found = cli.json("tasks", "--lag", f"number:{number}")
    assert (found["due"], found["lagged"], found["lag_rate"], found["period"]) == (1, 0, 0, None)
    whole = cli.json("tasks", "--lag")
    behind = {each["key"]: each for each in whole["by_reason"]}
    assert sum(each["days"] for each in behind.values()) == whole["days"]
    assert sum(each["days"] for each in whole["by_department"]) == whole["days"]
    silent = behind["silent"]
    assert silent["count"] == len(silent["tasks"])
    printed = cli.ok("tasks", "--lag").out.splitlines()
    [line] = [line for line in printed if line.startswith("Customer silent")]
    figures = (silent["count"], silent["days"], silent["days_since_first_due"])
    assert tuple(map(int, line.split()[-3:])) == figures
    assert cli.json("tasks", "--lag", "--at", "-300d")["due"] == 0
    ran = cli("tasks", "--period", "q3")
    assert ran.code == 2 and "--lag" in ran.err


def test_what_departments_owe(cli: Any, number: str) -> None:
    cli.ok("request", "add", "price list", "department=legal", "--task", number)
    [asked] = [
        request
        for group in cli.json("requests", "department:legal")["departments"]
        for request in group["requests"]
        if request["item"] == "price list"
    ]
    assert (asked["status"], asked["days_late"], asked["task"]) == (
        "requested", 2, task(cli, number)["id"],
    )  # fmt: skip
    before = {g["key"]: g for g in cli.json("requests")["departments"]}["legal"]
    cli.ok("request", "confirm", asked["number"])
    cli.ok("request", "deliver", asked["number"])
    after = {g["key"]: g for g in cli.json("requests")["departments"]}["legal"]
    assert after["delivered"] == before["delivered"] + 1
    assert (after["late"], after["delivered_late"]) == (
        before["late"] - 1, before["delivered_late"] + 1,
    )  # fmt: skip
    assert "price list" in cli.ok("requests", "is:late", "department:legal").out
    ran = cli("request", "deliver", asked["number"])
    assert ran.code == 1 and "stands already" in ran.err


def test_every_customer_is_asked_once_a_quarter(cli: Any) -> None:
    ran = cli("task", "surveys")
    assert ran.code == 1 and "No customer is to be asked" in ran.err
    customer = cli.json("account", "add", "name=Kaili", "kind=customer")["id"]
    assert cli.json("task", "surveys", "--dry-run")["changes"]
    assert cli.json("task", "surveys")["count"] == 1
    assert cli("task", "surveys").code == 1
    survey = f"account:{customer} is:open"
    assert cli.json("tasks", *survey.split())["count"] == 1
    cli.ok("log", "survey", "Kaili", "two wishes", "--score", "3")
    assert cli.json("tasks", *survey.split())["count"] == 0
    assert cli.json("accounts", "name:Kaili")["accounts"][0]["satisfaction"] == 3
    cli.ok("settings", "survey_every=never")
    assert "switched off" in cli("task", "surveys").err
