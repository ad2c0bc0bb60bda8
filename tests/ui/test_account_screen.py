"""The pages of an account, told in keys, and their frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from salestui.domain.change import Act, Edit
from salestui.services.accounts import add_account, add_contact, set_account
from salestui.services.activities import log_activity
from salestui.services.deals import add_deal
from salestui.services.mergers import merge_accounts
from salestui.services.workbench import Workbench
from salestui.ui.accounts.pages import PAGES
from salestui.ui.screens.account import AccountScreen
from salestui.ui.screens.deal import DealScreen
from salestui.ui.screens.task import TaskScreen

Sit = Callable[..., Any]
Furnish = Callable[[str], str]
DAY = 86_400_000


@pytest.fixture
def firm(bench: Workbench, furnish: Furnish) -> str:
    """Hengda Valve with a deal and three people."""
    deal = furnish("en")
    return str(bench.snapshot.table("deals")[deal]["account"])


async def opened(it: Any, account: str) -> AccountScreen:
    """Open the account and wait until its history was read."""
    it.app.open_account(account)
    await it.until(lambda: isinstance(it.app.screen, AccountScreen))
    screen: AccountScreen = it.app.screen
    await it.until(lambda: screen.changes is not None)
    return screen


def doc(bench: Workbench, kind: str, id: str) -> Any:
    """A record as it is now."""
    return bench.snapshot.table(kind)[id]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (30, 12)])
async def test_every_line_is_as_wide_as_the_screen(
    sit: Sit, furnish: Furnish, bench: Workbench, lang: str, size: tuple[int, int]
) -> None:
    deal = furnish(lang)
    account = str(bench.snapshot.table("deals")[deal]["account"])
    nasty = {
        "name": "\x1b[31m红[b]" * 9,
        "industry": "e\u0301\u200b" * 30,
        "tier_reason": "😀" * 40,
    }
    bench.commit(lambda s, c: Act("x", (Edit("accounts", account, nasty),)))
    bench.commit(lambda s, c: add_deal(s, c, {"account": account, "title": "\x9b7m长" * 30}))
    async with sit(size=size, lang=lang) as it:
        screen = await opened(it, account)
        for page in PAGES:
            assert screen.page == page
            for strip in it.app.screen._compositor.render_strips():
                text = "".join(segment.text for segment in strip)
                assert cell_len(text) == size[0], text
                assert "\x1b" not in text and "\x9b" not in text
            await it.press("]")


FRAME = """\
 Keda > Accounts > Hengda Valve                                         Anna Li
 K Hengda Valve  prospect, Pumps and valves               1 open  860k  Anna Li
 touched 7d ago  every 4d, 7d at most  due now
 key tier, by hand
─ [Overview]  Deals 1  Contacts 3  Activities 3  Tasks 3  Fields  History 1 ────
 Decision chain ──────── 3 of 5 roles     Open deals ────────────────── 1 of 1
 Gu Bin   deputy ~  economic buyer 5 0    line 2 leak monit~  Demo  860k  !late
 He Jun   chief e~  technical      4 +
 Shen Li  purchas~  procurement    3 -    Latest changes ─────────────────────
                                          21 Sep  Anna Li  created
 Latest contacts ─────────── 3 in all
  8 Oct  demo     alarm in 3s; Gu Bin ~
  3 Oct  visit    9 leak points on lin~
 24 Sep  meeting  3 pains confirmed"""
FRAME_ZH = """\
 Keda > 客户 > 恒达阀门                                                 Anna Li
 重 恒达阀门  潜在客户，泵阀制造                       进行中1个  86万  Anna Li
 7天前联系  每4天，上限7天  应跟进
 重点层，手动设定
─ [概况]  商机 1  联系人 3  记录 3  任务 3  字段  历史 1 ───────────────────────
 决策链 ───────────────────── 3/5角色     进行中商机 ───────────────────── 1/1
 顾斌  副总             决策人     5 0    二号线泄漏监测      演示  86万  !逾期"""


async def test_the_page_tells_who_decides_and_what_is_open(sit: Sit, firm: str) -> None:
    async with sit() as it:
        await it.press("4", "enter")
        await it.sees("created")
        await it.until(lambda: "\n".join(it.lines[:14]) == FRAME)
        await it.until(lambda: it.lines[-2].startswith(" Gu Bin  deputy GM  Economic buyer"))
        await it.until(lambda: it.lines[-1].startswith(" ] page  enter open  x left  c log"))


async def test_the_page_in_chinese(sit: Sit, furnish: Furnish) -> None:
    furnish("zh")
    async with sit(lang="zh") as it:
        await it.press("4", "enter")
        await it.sees("创建")
        await it.until(lambda: "\n".join(it.lines[:7]) == FRAME_ZH)


async def test_wide_screens_say_more(sit: Sit, firm: str, bench: Workbench) -> None:
    more: dict[str, str | int | bool | None] = {
        "employees": 260,
        "phone": "0571-88",
        "kind": "customer",
        "satisfaction": 2,
    }
    bench.commit(lambda s, c: set_account(s, c, firm, more))
    async with sit(size=(120, 40)) as it:
        await opened(it, firm)
        await it.until(lambda: "Employees  260" in it.text and "Phone      0571-88" in it.text)
        await it.until(lambda: it.lines[2].endswith("satisfaction 2 of 5  survey by 20 Dec"))
        await it.sees("Gu Bin   deputy GM              economic buyer 5 neutral")


async def test_its_tasks_stand_on_a_page_and_a_new_one_is_this_accounts(
    sit: Sit, firm: str, bench: Workbench
) -> None:
    async with sit() as it:
        screen = await opened(it, firm)
        screen.page = "tasks"
        screen.redraw()
        await it.sees("[Tasks 3]")
        await it.press("n")
        await it.sees("New task for Hengda Valve")
        it.type("send the calendar")
        await it.press("ctrl+s")
        await it.sees("[Tasks 4]")
        await it.sees("send the calendar")
        made = next(t for t in bench.snapshot.live("tasks") if t["title"] == "send the calendar")
        assert made["account"] == firm
        await it.press("g", "enter")
        await it.until(lambda: isinstance(it.app.screen, TaskScreen))


async def test_a_deal_opens_and_a_new_one_is_this_accounts(
    sit: Sit, firm: str, bench: Workbench
) -> None:
    async with sit() as it:
        await opened(it, firm)
        await it.press("]")
        await it.sees("[Deals 1]")
        await it.until(lambda: it.lines[-2].startswith(" D-1  line 2 leak monitoring  Demo  860k"))
        await it.press("n")
        await it.sees("New deal")
        it.type("\tline 3")
        await it.press("ctrl+s")
        await it.sees("[Deals 2]")
        await it.sees("line 3")
        assert {doc(bench, "deals", id)["account"] for id in bench.snapshot.ids(
            "deals.account", firm)} == {firm}  # fmt: skip
        await it.press("g", "enter")
        await it.until(lambda: isinstance(it.app.screen, DealScreen))
        await it.press("esc")
        await it.sees("[Deals 2]")


async def test_people_come_and_leave(sit: Sit, firm: str, bench: Workbench) -> None:
    async with sit() as it:
        await opened(it, firm)
        await it.press("]", "]", "n")
        await it.sees("New contact of Hengda Valve")
        it.type("Li Lei\tuser\t5")
        await it.press("ctrl+s")
        await it.sees("[Contacts 4]")
        await it.press("enter")
        await it.sees("Gu Bin, Hengda Valve")
        await it.press("esc", "x")
        await it.sees("Gu Bin left Hengda Valve")
        await it.press("ctrl+s")
        await it.sees("!Gu Bin left")
        await it.press("G", "x")
        await it.sees("Gu Bin left Hengda Valve")
        it.type("He Jun\r")
        await it.sees_no("!Gu Bin left")
        await it.sees("now He Jun")
        gone = next(d for d in bench.snapshot.live("contacts") if d["name"] == "Gu Bin")
        assert gone["left_on"] == "2026-10-15"
        assert doc(bench, "contacts", gone["backup"])["name"] == "He Jun"
        await it.sees("left 15 Oct  now He Jun")
        await it.press("u", "u")
        await it.until(lambda: "left_on" not in doc(bench, "contacts", gone["_id"]))


async def test_only_people_leave(sit: Sit, firm: str) -> None:
    async with sit() as it:
        await opened(it, firm)
        await it.press("]", "x")
        await it.sees("Put the cursor on a contact first")


async def test_fields_change_and_come_back_from_the_history(
    sit: Sit, firm: str, bench: Workbench
) -> None:
    async with sit() as it:
        screen = await opened(it, firm)
        screen.open_page("fields")
        await it.sees("Number")
        await it.press("enter")
        await it.sees("The program keeps this field itself")
        await it.press("j", "enter")
        await it.until(lambda: it.app.screen.prompt is not None and it.app.screen.prompt.ready)
        await it.press("ctrl+u")
        it.type("Hengda Valves\r")
        await it.until(lambda: doc(bench, "accounts", firm)["name"] == "Hengda Valves")
        await it.press("]")
        await it.sees("Hengda Valve > Hengda Valves")
        await it.press("g", "enter")
        await it.sees("put Name back to Hengda Valve?")
        await it.press("y")
        await it.until(lambda: doc(bench, "accounts", firm)["name"] == "Hengda Valve")
        await it.press("G", "enter")
        await it.sees("That can't be put back from here; u undoes")


async def test_the_tier_comes_with_its_reason_and_its_last_day(
    sit: Sit, firm: str, open_bench: Callable[..., Workbench]
) -> None:
    async with sit() as it:
        await opened(it, firm)
        it.type("et")
        await it.sees("Tier reason")
        it.type("2pilot runs\t+30d\r")
        await it.sees("nurture tier, by hand, until 14 Nov  pilot runs")
        await it.sees("every 14d, 21d at most")
        desk = open_bench(seed=5)
        desk.commit(lambda s, c: set_account(s, c, firm, {"tier_manual": None}))
        await it.sees("no tier, no rhythm; e t sets one")
        it.app.screen.spots["fields"] = None
        it.app.screen.open_page("fields")
        await it.press(*"jjjjjjjjjjjj", "enter")
        await it.sees("Tier until")


async def test_log_claim_and_archive(sit: Sit, firm: str, bench: Workbench) -> None:
    bench.commit(lambda s, c: set_account(s, c, firm, {"owner": None}))
    async with sit() as it:
        await opened(it, firm)
        await it.sees("in the pool, a claims it")
        await it.press("a")
        await it.sees("Hengda Valve: yours from today on, u gives it back")
        await it.sees_no("in the pool")
        it.type("ccall back on Friday\r")
        await it.sees("touched today")
        await it.sees("Activities 4")
        await it.press("D")
        await it.sees("Hengda Valve archived; u brings it back")
        await it.until(lambda: it.lines[1].endswith("Anna Li  archived"))
        await it.press("u")
        await it.until(lambda: it.lines[1].endswith("860k  Anna Li"))


async def test_what_was_merged_is_all_here_and_parts_again(
    sit: Sit, firm: str, bench: Workbench, open_bench: Callable[..., Workbench]
) -> None:
    other = bench.commit(lambda s, c: add_account(s, c, {"name": "Hengda Ltd"})).records[0][1]
    deal = {"account": other, "title": "spares"}
    bench.commit(lambda s, c: add_deal(s, c, deal))
    bench.commit(lambda s, c: add_contact(s, c, {"account": other, "name": "Zhu Min"}))
    said = "asked for a visit"
    bench.commit(lambda s, c: log_activity(s, c, type="call", summary=said, account_id=other))
    async with sit() as it:
        await opened(it, other)
        await it.until(lambda: it.lines[1].startswith(" - Hengda Ltd"))
        desk = open_bench(seed=5)
        desk.commit(lambda s, c: merge_accounts(s, c, firm, other))
        await it.sees("Hengda Ltd merged in")
        await it.until(lambda: it.lines[1].startswith(" K Hengda Valve"))
        for part in ("Zhu Min", "Gu Bin", "spares", "line 2", "asked for"):
            await it.sees(part)
        await it.sees("History 3")
        it.app.screen.open_page("history")
        await it.sees("(Hengda Ltd)")
        desk.undo()
        await it.sees("- Hengda Ltd")
        await it.sees_no("Gu Bin")


async def test_before_it_came_there_is_nothing_to_see(sit: Sit, firm: str) -> None:
    async with sit() as it:
        await opened(it, firm)
        await it.press("<")
        await it.sees("as of Thu 8 Oct")
        await it.sees("touched today")
        await it.press("<", "<", "<")
        await it.sees("This account came later, on 21 Sep")
        await it.press("c")
        await it.sees("The past can only be read")
        await it.press("=")
        await it.sees("Decision chain")


async def test_walking(sit: Sit, firm: str) -> None:
    async with sit() as it:
        screen = await opened(it, firm)

        async def lands(key: str, kind: str) -> None:
            await it.press(key)
            await it.until(lambda: screen.spot is not None and screen.spot.kind == kind)

        await lands("l", "deal")
        await lands("h", "contact")
        await lands("tab", "deal")
        await lands("G", "change")
        await it.press("[")
        await it.sees("[History 1]")
