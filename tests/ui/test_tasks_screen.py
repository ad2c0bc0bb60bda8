"""The tasks screen and the page of a task, worked as a person would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from salestui.domain.change import Act, Edit, Value
from salestui.domain.schema import LAG_REASONS, key_path, members_of
from salestui.domain.words import Words
from salestui.services.accounts import add_account
from salestui.services.defaults import member_id
from salestui.services.tasks import add_task, log_lag
from salestui.services.workbench import Workbench
from salestui.ui.screens.task import TaskScreen

Sit = Callable[..., Any]
ANNA, BOB = member_id("anna"), member_id("bob")


@pytest.fixture
def busy(bench: Workbench) -> dict[str, str]:
    """Two members and five tasks: two of nobody, one late, one lagging, one for next week."""
    people: dict[str, Value] = {"strengths/negotiation": True, "capacity_touches_per_week": 2}
    bob: dict[str, Value] = {"handle": "bob", "name": "Bob Ray", "short_name": "Bob",
                             "active": True, "department": "sales"}  # fmt: skip
    edits = (Edit("members", ANNA, people), Edit("members", BOB, bob))
    bench.commit(lambda s, c: Act("member.set", edits))
    today = bench.context().today
    ids = {}
    for title, days, owner in (
        ("redline", 1, None), ("quote", 2, None), ("call back", -2, ANNA), ("minutes", -6, ANNA),
        ("price talk", 7, BOB),
    ):  # fmt: skip
        due = (today + timedelta(days)).isoformat()
        values: dict[str, Value] = {"title": title, "due": due, "owner": owner}
        ids[title] = _made(bench, values)
    return ids


def _made(bench: Workbench, values: dict[str, Value]) -> str:
    return bench.commit(lambda s, c: add_task(s, c, values)).records[0][1]


def doc(bench: Workbench, id: str) -> dict[str, Any]:
    return dict(bench.snapshot.get("tasks", id) or {})


async def test_by_owner_with_load_and_what_nobody_owns_first(
    sit: Sit, busy: dict[str, str]
) -> None:
    async with sit() as it:
        it.type("3")
        await it.sees("by owner  5 open  2 late  1 of them lagging")
        await it.sees("no owner 2")
        lines = it.lines
        heads = [n for n, line in enumerate(lines) if "To assign" in line or " load" in line]
        assert [lines[n].split()[0] for n in heads] == ["To", "Anna", "Bob"]
        assert "2/2 load" in lines[heads[1]] and "0/15 load" in lines[heads[2]]
        await it.until(lambda: "-6d  minutes" in it.text and "!lag why?" in it.text)


async def test_one_task_is_given_to_who_suits_best(
    sit: Sit, busy: dict[str, str], bench: Workbench
) -> None:
    async with sit() as it:
        it.type("3a")
        await it.sees("assign redline to:")
        await it.sees("2/2, then 3  full")
        it.type("bob\r")
        await it.until(lambda: doc(bench, busy["redline"]).get("owner") == BOB)
        await it.sees("redline: now Bob's")
        it.type("u")
        await it.until(lambda: "owner" not in doc(bench, busy["redline"]))


async def test_a_group_is_assigned_with_two_keys(
    sit: Sit, busy: dict[str, str], bench: Workbench
) -> None:
    async with sit() as it:
        it.type("3")
        await it.sees("To assign")
        await it.press("k", "a")
        await it.sees("Assign 2 tasks")
        await it.press("ctrl+s")
        await it.until(lambda: doc(bench, busy["quote"]).get("owner") == BOB)
        assert doc(bench, busy["redline"])["owner"] == BOB
        await it.sees("2 tasks assigned")
        it.type("u")
        await it.until(lambda: "owner" not in doc(bench, busy["quote"]))
        assert "owner" not in doc(bench, busy["redline"])


async def test_a_lagging_task_is_asked_why_once(
    sit: Sit, busy: dict[str, str], bench: Workbench
) -> None:
    async with sit() as it:
        it.type("3/minutes\r")
        await it.sees("1 found")
        it.type("x")
        await it.sees("why does minutes lag:")
        it.type("3")
        await it.until(lambda: doc(bench, busy["minutes"]).get("status") == "done")
        assert doc(bench, busy["minutes"])["lag_reason"] == "silent"
        await it.sees("minutes: done")
        await it.press("escape")
        await it.sees_no("minutes ")
        it.type("/minutes\rx")
        await it.until(lambda: doc(bench, busy["minutes"]).get("status") == "todo")
        assert "done_on" not in doc(bench, busy["minutes"])


async def test_groups_marks_folds_and_mine(sit: Sit, busy: dict[str, str]) -> None:
    async with sit(lang="zh") as it:
        it.type("3")
        await it.sees("按负责人")
        await it.sees("待指派")
        it.type("o")
        await it.sees("按截止日")
        heads = [line.split()[0] for line in it.lines if line.split() and line.split()[0] in
                 ("滞后", "逾期", "一周内", "以后")]  # fmt: skip
        assert heads == ["滞后", "逾期", "一周内", "以后"]
        it.type("ooo")
        await it.sees("按负责人")
        await it.press("@")
        await it.sees_no("待指派")
        await it.press("g", "enter")
        await it.sees_no("call back")
        await it.press("enter")
        await it.sees("call back")
        it.type("V")
        await it.until(lambda: len(it.app.screen.marked) == 2)
        await it.press("escape")
        await it.until(lambda: not it.app.screen.marked)


def task_called(bench: Workbench, title: str) -> Any:
    """The live task of a title. Raises StopIteration."""
    return next(t for t in bench.snapshot.live("tasks") if t["title"] == title)


async def test_a_new_task_and_its_fields(sit: Sit, busy: dict[str, str], bench: Workbench) -> None:
    async with sit() as it:
        it.type("3n")
        await it.sees("New task")
        it.type("write up\t+3d")
        await it.press("ctrl+s")
        await it.until(lambda: task_called(bench, "write up"))
        await it.sees("write up")
        made = task_called(bench, "write up")
        assert made["owner"] == ANNA and made["original_due"] == made["due"]
        it.type("ed")
        await it.sees("Due")
        await it.press("ctrl+u")
        it.type("+9d\r")
        await it.until(lambda: doc(bench, made["_id"])["due"] != made["due"])
        assert doc(bench, made["_id"])["original_due"] == made["due"]
        it.type("el7")
        await it.until(lambda: doc(bench, made["_id"]).get("lag_reason") == "overload")


async def test_the_page_of_a_task(sit: Sit, busy: dict[str, str], bench: Workbench) -> None:
    async with sit() as it:
        it.type("3/quote\r")
        await it.sees("1 found")
        await it.press("enter")
        await it.sees("nothing agreed yet")
        it.type("osigned offer\r")
        await it.sees(". signed offer")
        await it.press("g", "space")
        await it.sees("x signed offer")
        id = busy["quote"]
        [key] = members_of(doc(bench, id), "outputs")
        assert doc(bench, id)[key_path("outputs", key) + "/done"] is True
        await it.press("j", "enter")
        await it.sees("Title")
        it.type(" two")
        await it.press("enter")
        await it.until(lambda: doc(bench, id)["title"] == "quote two")
        it.type("q")
        await it.sees("1 found")


async def test_a_criterion_ticked_on_the_task_is_ticked_on_the_deal(
    sit: Sit, furnish: Any, bench: Workbench
) -> None:
    deal = furnish("en")
    bench.commit(lambda s, c: Act("x", (Edit("deals", deal, {"checklist/needs_note": None}),)))
    async with sit() as it:
        it.type("3")
        await it.sees("by owner")
        it.type("/node:needs_research\r")
        await it.sees("1 found")
        await it.press("enter")
        await it.sees("needs note confirmed")
        await it.press("j")
        await it.press("space")
        tick = "checklist/needs_note"
        await it.until(lambda: (bench.snapshot.get("deals", deal) or {}).get(tick) is True)
        it.type("d")
        await it.sees("Decision chain")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_every_row_is_as_wide_as_the_screen(
    sit: Sit, busy: dict[str, str], size: tuple[int, int], lang: str
) -> None:
    async with sit(size=size, lang=lang) as it:
        it.type("3")
        await it.sees("redline")
        for strip in it.app.screen._compositor.render_strips():
            assert strip.cell_length == size[0]


async def test_an_empty_list_says_what_to_do(sit: Sit) -> None:
    async with sit() as it:
        it.type("3")
        await it.sees("No open task here")
        await it.sees("n plans one")


async def test_the_tasks_of_a_deal_have_a_page_there(
    sit: Sit, furnish: Any, bench: Workbench
) -> None:
    deal = furnish("en")
    async with sit() as it:
        it.app.open_deal(deal)
        await it.sees("Tasks 3")
        it.type("]]]]")
        await it.sees("[Tasks 3]")
        await it.sees("Needs research")
        await it.sees("!lag why?")
        it.type("n")
        await it.sees("New task for Hengda Valve")
        it.type("call the lab\t+2d")
        await it.press("ctrl+s")
        await it.sees("[Tasks 4]")
        made = next(t for t in bench.snapshot.live("tasks") if t["title"] == "call the lab")
        assert made["deal"] == deal
        await it.press("g", "enter")
        await it.sees("Output standard")


async def test_a_task_archived_on_its_page_which_is_closed_at_once_is_gone_from_the_list(
    sit: Sit, busy: dict[str, str], bench: Workbench
) -> None:
    async with sit() as it:
        await it.press("3")
        await it.sees("5 open")
        it.app.open(TaskScreen(busy["quote"]))
        await it.sees("nothing agreed yet")
        it.type("Dq")
        await it.sees("4 open")
        await it.sees_no("quote")


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_what_lag_cost_leads_to_the_tasks_behind_it(
    sit: Sit, busy: dict[str, str], bench: Workbench, lang: str
) -> None:
    bench.commit(lambda s, c: log_lag(s, c, [busy["minutes"]], "silent"))
    named = LAG_REASONS["silent"].say(lang)
    async with sit(lang=lang) as it:
        it.type("3L")
        row = await it.line(lambda line: named in line and "minutes" not in line)
        assert row.split()[-3:] == ["1", "6", "6"]
        it.type("i")
        await it.sees(Words("more than 3 days late", "3 天以上").say(lang))
        it.type("q\r")
        await it.sees("minutes")
        await it.sees_no("call back")
        it.type("q/title:quote\r")
        await it.sees(Words("No task lagged.", "没有滞后过的任务。").say(lang))


async def test_lag_of_a_period_and_of_another_day(
    sit: Sit, busy: dict[str, str], bench: Workbench, clock: Any
) -> None:
    first, later = bench.context().today, bench.context().today + timedelta(30)
    clock.now += 30 * 86_400_000
    async with sit() as it:
        it.type("3L")
        await it.sees("5 of 5 tasks lagged")
        it.type(f"p{first.isoformat()}..{later.isoformat()}\r")
        await it.sees("3 of 3 tasks lagged")
        it.type(f"T{first.isoformat()}\r")
        await it.sees("0 of 3 tasks lagged")


async def test_departments_are_asked_and_confirm_and_deliver(
    sit: Sit, busy: dict[str, str], bench: Workbench
) -> None:
    def asked() -> list[Any]:
        return [doc["status"] for doc in bench.snapshot.live("requests")]

    async with sit() as it:
        it.type("3/minutes\r")
        await it.sees("1 found")
        it.type("\r")
        await it.until(lambda: isinstance(it.app.screen, TaskScreen))
        it.type("R")
        await it.sees("Ask a department")
        it.type("price list")
        await it.press("ctrl+s")
        await it.until(lambda: asked() == ["requested"])
        it.type("q")
        await it.sees("1 found")
        it.type("R")
        row = await it.line(lambda line: "price list" in line and "requested" in line)
        assert row.split()[0] == "-6d"
        it.type("c")
        await it.until(lambda: asked() == ["confirmed"])
        await it.sees("price list: confirmed")
        it.type("x")
        await it.until(lambda: asked() == ["delivered"])
        await it.sees("1 delivered")
        it.type("/status:delivered\r")
        await it.sees("delivered -6d")
        it.type("\r")
        await it.until(lambda: isinstance(it.app.screen, TaskScreen))
        it.type("u")
        await it.until(lambda: asked() == ["confirmed"])


async def test_many_tasks_are_gone_through_beside_the_screen(
    sit: Sit, busy: dict[str, str], bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same lines, marks and acts as few."""
    monkeypatch.setattr("salestui.ui.screens.tasksshown.FEW", 0)
    async with sit() as it:
        it.type("3")
        await it.sees("by owner  5 open  2 late  1 of them lagging")
        await it.press("space", "V")
        marks = await it.line(lambda line: line.startswith("*"))
        assert "redline" in marks or "quote" in marks
        it.type("/price\r")
        await it.sees("1 found")
        await it.press("g", "j", "x")
        await it.until(lambda: doc(bench, busy["price talk"]).get("status") == "done")
        await it.sees("price talk: done")


async def test_a_survey_is_done_with_its_score(sit: Sit, bench: Workbench) -> None:
    made = bench.commit(lambda s, c: add_account(s, c, {"name": "Hengda", "kind": "customer"}))
    account = made.records[0][1]
    async with sit() as it:
        it.type("3")
        row = await it.line(lambda line: "Satisfaction survey" in line)
        assert "Hengda" in row
        it.type("d")
        await it.sees("survey by ")
        it.type("q")
        await it.sees("by owner")
        it.type("x")
        await it.sees("how satisfied:")
        it.type("4")
        await it.sees("Satisfaction survey: done")
        [survey] = bench.snapshot.live("tasks")
        assert survey["status"] == "done" and survey["outputs/score/evidence"] == "4/5"
        assert (bench.snapshot.get("accounts", account) or {})["satisfaction"] == 4
        it.app.open_account(account)
        await it.sees("satisfaction 4 of 5")
        await it.sees("asked ")
        it.type("u")
        await it.until(lambda: next(iter(bench.snapshot.live("tasks")))["status"] == "todo")


async def test_a_members_work_is_handed_over_as_one_act(
    sit: Sit, busy: dict[str, str], bench: Workbench
) -> None:
    def owners() -> set[Any]:
        mine = ("call back", "minutes", "price talk")
        return {doc(bench, busy[title]).get("owner") for title in mine}

    async with sit() as it:
        it.type("3/call\r")
        await it.sees("1 found")
        it.type("H")
        await it.sees("all open work of Anna")
        it.type("bob\r")
        await it.until(lambda: owners() == {BOB})
        await it.sees("now Bob's")
        it.type("u")
        await it.until(lambda: owners() == {ANNA, BOB})


async def test_a_lagging_task_promised_anew_is_asked_why_once(
    sit: Sit, busy: dict[str, str], bench: Workbench
) -> None:
    def dates() -> tuple[Any, ...]:
        found = doc(bench, busy["minutes"])
        return found["due"] > found["original_due"], found.get("lag_reason")

    async with sit() as it:
        it.type("3/minutes\r")
        await it.sees("1 found")
        it.type("ed")
        await it.sees("why does minutes lag:")
        it.type("1")
        await it.sees("Due")
        await it.press("ctrl+u")
        it.type("+9d")
        await it.press("ctrl+s")
        await it.until(lambda: dates() == (True, "decision_chain"))
        await it.sees("lags: complex decision chain")
        it.type("ed")
        await it.sees("Due")
        assert "why does minutes lag" not in it.text


async def test_five_tasks_are_assigned_with_four_keys(
    sit: Sit, busy: dict[str, str], bench: Workbench
) -> None:
    for title in ("offer", "demo kit", "visit"):
        _made(bench, {"title": title, "owner": None, "strength": "negotiation"})
    async with sit() as it:
        await it.press("3")
        await it.sees("no owner 5")
        await it.press("k", "a")
        await it.sees("Assign 5 tasks")
        # Anna alone can negotiate; each line counts what those above it bring.
        reasons = [line for line in it.lines if "negotiation" in line]
        assert ["2/2, then 3" in reasons[0], "4/2, then 5" in reasons[2]] == [True, True]
        await it.press("ctrl+s")
        await it.sees("5 tasks assigned")
        assert all(task.get("owner") for task in bench.snapshot.live("tasks"))
