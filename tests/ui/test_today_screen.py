"""Today's screen, told in keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from salestui.services.accounts import add_account
from salestui.services.activities import log_activity
from salestui.services.deals import add_deal, set_deal
from salestui.services.goals import add_goal
from salestui.services.tasks import add_task, work_on
from salestui.services.workbench import Workbench
from salestui.ui.screens.deal import DealScreen

Sit = Callable[..., Any]
Furnish = Callable[[str], str]
DAY = 86_400_000


@pytest.fixture
def furnish(furnish: Furnish, bench: Workbench) -> Furnish:
    """The deal in the middle of its way, with all done that its stages brought."""

    def furnished(lang: str) -> str:
        id = furnish(lang)
        ids = [str(doc["_id"]) for doc in bench.snapshot.live("tasks")]
        bench.commit(lambda s, c: work_on(s, c, ids, "done"))
        return id

    return furnished


def deal(bench: Workbench, id: str) -> Any:
    """A deal as it is now."""
    return bench.snapshot.table("deals")[id]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_every_line_is_as_wide_as_the_screen(
    sit: Sit, furnish: Furnish, lang: str, size: tuple[int, int]
) -> None:
    furnish(lang)
    async with sit(size=size, lang=lang) as it:
        await it.press("1")
        await it.sees("恒达阀门" if lang == "zh" else "Hengda Valve")
        for strip in it.app.screen._compositor.render_strips():
            assert cell_len("".join(segment.text for segment in strip)) == size[0]


async def test_the_list_says_why_and_what_to_do(sit: Sit, furnish: Furnish) -> None:
    furnish("en")
    async with sit() as it:
        await it.press("1")
        await it.sees("Today, Thu 15 Oct")
        await it.until(lambda: it.lines[1] == " mine  1 late")
        await it.until(lambda: it.lines[2].startswith(" why ──────────── to do ─────"))
        row = " step -2d         get the feedback form               K Hengda Valve       860k"
        await it.until(lambda: it.lines[3] == row)
        await it.until(lambda: it.lines[-2].startswith(" 1 of 1: late, key tier, 860k"))
        await it.until(lambda: it.lines[-1].startswith(" enter open  x done  c log  s step"))


async def test_the_list_in_chinese(sit: Sit, furnish: Furnish) -> None:
    furnish("zh")
    async with sit(lang="zh") as it:
        await it.press("1")
        await it.sees("今日 10月15日周四")
        await it.until(lambda: it.lines[1] == " 我的  逾期 1")
        await it.until(lambda: it.lines[3].startswith(" 下一步-2天       收反馈表"))
        await it.until(lambda: it.lines[3].endswith("重 恒达阀门         86万"))
        await it.until(lambda: it.lines[-2].startswith(" 1/1：逾期，重点层，86万"))


async def test_x_ticks_the_step_and_asks_for_the_next_as_one_act(
    sit: Sit, furnish: Furnish, bench: Workbench
) -> None:
    id = furnish("en")
    async with sit() as it:
        await it.press("1")
        await it.sees("get the feedback form")
        await it.press("x")
        await it.sees("done: get the feedback form. Next:")
        await it.sees("done, nothing planned next")
        it.type("+3d send offer\r")
        await it.sees("Sun")
        await it.sees("Hengda Valve: done, u takes it back")
        assert deal(bench, id)["next_step"] == "send offer"
        await it.press("u")
        await it.sees("step -2d")
        assert deal(bench, id)["next_step"] == "get the feedback form"
        await it.press("x", "enter")
        await it.sees("no next step")
        assert "next_step" not in deal(bench, id)
        await it.press("x")
        await it.sees("no next step to tick; s sets one")
        await it.press("u", "x", "esc")
        await it.sees("step -2d")


async def test_keys_of_a_deal_work_here(sit: Sit, furnish: Furnish, bench: Workbench) -> None:
    id = furnish("en")
    async with sit() as it:
        await it.press("1")
        await it.sees("step -2d")
        it.type("ccasked for the price > fri call back\r")
        await it.sees("call back")
        await it.until(lambda: deal(bench, id)["next_step"] == "call back")
        await it.press("L")
        await it.sees("Hengda Valve: to Proposal, 1 missing")
        await it.press("esc", "enter")
        await it.until(lambda: isinstance(it.app.screen, DealScreen))
        await it.press("esc")
        await it.sees("Today, Thu 15 Oct")


async def test_an_account_without_a_deal_is_logged_on(
    sit: Sit, bench: Workbench, clock: Any
) -> None:
    id = bench.commit(lambda s, c: add_account(s, c, {"name": "Pudong", "tier_manual": "key"}))
    account = id.records[0][1]
    clock.now += 9 * DAY
    async with sit() as it:
        await it.press("1")
        await it.sees("touch 9d of 7")
        await it.until(lambda: it.lines[-2] == " 1 of 1: needs a look, key tier")
        await it.press("L")
        await it.sees("There is no deal under the cursor")
        it.type("cchello > fri send a list")
        await it.sees("Pudong, call, now; next: send a list, Fri 2 Oct")
        it.type("\r")
        await it.sees("Nothing is due")
        [logged] = bench.snapshot.ids("activities.account", account)
        call = bench.snapshot.get("activities", logged) or {}
        said = call["summary"], call["next_step"], call["next_step_due"]
        assert said == ("hello", "send a list", "2026-10-02")


async def test_mine_or_all_and_a_filter(sit: Sit, furnish: Furnish, bench: Workbench) -> None:
    furnish("en")
    other = {"title": "Foreign pumps", "owner": None, "expected_close": "2026-10-01"}
    bench.commit(lambda s, c: add_deal(s, c, other))
    async with sit() as it:
        await it.press("1")
        await it.sees("step -2d")
        await it.sees_no("Foreign")
        await it.press("@")
        await it.sees("Foreign pumps")
        await it.until(lambda: it.lines[1].startswith(" all  2 late"))
        await it.press("/")
        it.type("stage:demo")
        await it.sees("1 thing")
        it.type("\r")
        await it.sees("/stage:demo")
        await it.sees_no("Foreign")
        await it.press("esc")
        await it.sees("Foreign")
        await it.press("@")
        await it.sees_no("Foreign")
        await it.press("/")
        it.type("owner:none\r")
        await it.sees("Foreign pumps")


async def test_the_list_follows_what_others_write(
    sit: Sit, furnish: Furnish, open_bench: Callable[..., Workbench]
) -> None:
    id = furnish("en")
    async with sit() as it:
        await it.press("1")
        await it.sees("step -2d")
        other = open_bench(seed=5)
        other.commit(lambda s, c: set_deal(s, c, id, {"next_step_due": "2026-10-15"}))
        await it.sees(" today ")
        other.commit(lambda s, c: log_activity(s, c, type="call", summary="x", deal_id=id))
        other.commit(lambda s, c: set_deal(s, c, id, {"next_step_due": "2026-12-15"}))
        await it.sees("Nothing is due")


async def test_an_empty_day_says_what_to_do(sit: Sit) -> None:
    async with sit() as it:
        await it.press("1")
        await it.sees("Nothing is due, and nothing needs a look.")
        await it.sees("n  a new deal")
        await it.press("j", "G", "enter")
        await it.press("n")
        await it.sees("New deal")


async def test_another_day_is_only_looked_at(sit: Sit, furnish: Furnish) -> None:
    furnish("en")
    async with sit() as it:
        await it.press("1")
        await it.sees("step -2d")
        await it.press("<")
        await it.sees("as of Thu 8 Oct")
        await it.sees("Tue")
        await it.sees_no("step -2d")
        await it.press("x")
        await it.sees("The past can only be read")
        await it.press("=")
        await it.sees("step -2d")


async def test_tasks_stand_among_the_steps_and_are_worked_from_there(
    sit: Sit, furnish: Furnish, bench: Workbench
) -> None:
    deal = furnish("en")
    today = bench.context().today
    ids = {}
    for title, days, owner in (
        ("white paper", -5, True),
        ("quote", 0, True),
        ("demo kit", 9, False),
    ):
        values: dict[str, Any] = {"title": title, "due": (today + timedelta(days)).isoformat(),
                                  "deal": deal}  # fmt: skip
        if not owner:
            values["owner"] = None
        made = bench.commit(lambda s, c, values=values: add_task(s, c, values))  # type: ignore[misc]
        ids[title] = made.records[0][1]

    def task(title: str) -> Any:
        return bench.snapshot.get("tasks", ids[title]) or {}

    async with sit() as it:
        it.type("1")
        row = await it.line(lambda line: "white paper" in line)
        assert "lagging 5d +1" in row and "Hengda Valve" in row and "860k" in row
        assert (await it.line(lambda line: "quote" in line)).strip().startswith("today")
        assert "no owner" in await it.line(lambda line: "assign: demo kit" in line)
        await it.press("j")
        await it.sees("lag reason missing")
        it.type("x")
        await it.sees("why does white paper lag:")
        it.type("2")
        await it.until(lambda: task("white paper").get("status") == "done")
        assert task("white paper")["lag_reason"] == "resources"
        await it.sees_no("lagging 5d")


async def test_a_goal_that_is_behind_stands_above_the_list(
    sit: Sit, furnish: Furnish, bench: Workbench
) -> None:
    furnish("en")
    day = bench.context().today
    period = f"{(day - timedelta(41)).isoformat()}..{(day + timedelta(42)).isoformat()}"
    bench.commit(lambda s, c: add_goal(s, c, f"won count owner:me {period} 8"))
    async with sit() as it:
        it.type("1")
        line = await it.line(lambda line: line.strip().startswith("goal"))
        assert "0/8" in line and "pace -4" in line and "a week" in line
