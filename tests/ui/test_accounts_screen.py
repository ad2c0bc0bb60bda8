"""The list of accounts, told in keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from salestui.services.accounts import add_account, set_account
from salestui.services.activities import log_activity
from salestui.services.mergers import merge_accounts
from salestui.services.workbench import Workbench
from salestui.ui.screens import accountsshown
from salestui.ui.screens.account import AccountScreen

Sit = Callable[..., Any]
Furnish = Callable[[str], str]
Made = dict[str, str]
DAY = 86_400_000


@pytest.fixture
def firms(bench: Workbench, clock: Any, furnish: Furnish) -> Made:
    """Five accounts: in time, due, late, nobody's, and one without a tier; ids by name."""
    furnish("en")
    made = {"Hengda Valve": next(iter(bench.snapshot.ids("accounts.name", "hengda valve")))}
    now, clock.now = clock.now, clock.now + 1000

    def add(name: str, **values: Any) -> None:
        saved = bench.commit(lambda s, c: add_account(s, c, {"name": name, **values}))
        made[name] = saved.records[0][1]

    def see(name: str, days: int) -> None:
        at, said, id = now - days * DAY, f"saw {days} pumps", made[name]
        bench.commit(
            lambda s, c: log_activity(s, c, type="visit", summary=said, account_id=id, at=at)
        )

    add("Pudong Data", tier_manual="key", region="Shanghai", phone="021-5550101")
    add("Rugao Crane", tier_manual="nurture", industry="Cranes")
    add("Jinhua Tools", owner=None)
    add("Liyang Boiler")
    see("Pudong Data", 9)
    see("Rugao Crane", 15)
    return made


def account(bench: Workbench, id: str) -> Any:
    """An account as it is now."""
    return bench.snapshot.table("accounts")[id]


def names(it: Any) -> list[str]:
    """The accounts as they stand on the screen."""
    found = (it.app.snapshot.table("accounts")[id]["name"] for id in it.app.screen.listed.ids)
    return list(found)


async def opened(it: Any) -> None:
    """The list of accounts."""
    await it.press("4")
    await it.sees("Pudong Data")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (140, 30)])
async def test_every_line_is_as_wide_as_the_screen(
    sit: Sit, furnish: Furnish, lang: str, size: tuple[int, int]
) -> None:
    furnish(lang)
    async with sit(size=size, lang=lang) as it:
        await it.press("4")
        await it.sees("恒达阀门" if lang == "zh" else "Hengda Valve")
        for strip in it.app.screen._compositor.render_strips():
            assert cell_len("".join(segment.text for segment in strip)) == size[0]


async def test_the_list_says_who_waits(sit: Sit, firms: Made) -> None:
    async with sit() as it:
        await opened(it)
        await it.until(
            lambda: names(it) == ["Pudong Data", "Hengda Valve", "Rugao Crane", "Liyang Boiler"]
        )
        await it.until(
            lambda: it.lines[1].startswith(" mine  4 accounts  1 late  2 due  67% in time")
        )
        await it.until(lambda: it.lines[2].startswith("   account ───────────── industry ──"))
        row = " K Hengda Valve          Pumps and valves             7d     due     1     860k"
        await it.until(lambda: it.lines[4] == row)
        await it.until(lambda: it.lines[6].split() == ["-", "Liyang", "Boiler", "never"])
        await it.until(lambda: it.lines[-2].startswith(" key tier, every 4d, 7d at most"))
        await it.until(lambda: it.lines[-2].endswith("last: visit 6 Oct, saw 9 pumps"))
        await it.press("G")
        await it.until(lambda: it.lines[-2].split("  ")[0] == " untiered")
        await it.until(lambda: it.lines[-2].endswith("never touched"))


async def test_the_list_in_chinese(sit: Sit, furnish: Furnish) -> None:
    furnish("zh")
    async with sit(lang="zh") as it:
        await it.press("4")
        await it.sees("恒达阀门")
        await it.until(
            lambda: it.lines[1].startswith(" 我的  1家客户  应跟进 1  按时100%  每周需跟进2次")
        )
        firm = " 重 恒达阀门              泵阀制造                   7天  应跟进     1     86万"
        await it.until(lambda: it.lines[3] == firm)
        await it.until(lambda: it.lines[-2].startswith(" 重点层，每4天，上限7天"))


async def test_orders(sit: Sit, firms: Made) -> None:
    async with sit() as it:
        await opened(it)
        await it.press("o")
        await it.sees("by name")
        await it.until(lambda: names(it) == sorted(names(it)))
        await it.press("O")
        await it.sees("by name, reversed")
        await it.until(lambda: names(it) == sorted(names(it), reverse=True))
        await it.press("O", "o")
        await it.sees("by last touch")
        await it.until(lambda: names(it)[:2] == ["Rugao Crane", "Pudong Data"])
        await it.press("o")
        await it.sees("by open deals")
        await it.until(lambda: names(it)[0] == "Hengda Valve")


async def test_a_filter_and_back(sit: Sit, firms: Made) -> None:
    async with sit() as it:
        await opened(it)
        await it.press("/")
        it.type("tier:key")
        await it.sees("2 accounts")
        await it.press("enter")
        await it.until(lambda: names(it) == ["Pudong Data", "Hengda Valve"])
        await it.until(lambda: "/tier:key" in it.lines[0])
        await it.press("/")
        it.type("\x15nonsense:1")
        await it.sees("nonsense")
        await it.press("esc", "esc")
        await it.until(lambda: len(names(it)) == 4)
        it.type("/region:Mars\r")
        await it.sees("No account matches the filter.")
        await it.sees("esc  clear the filter")


async def test_everybodys_accounts_say_whose_they_are(sit: Sit, firms: Made) -> None:
    async with sit() as it:
        await opened(it)
        await it.until(lambda: it.lines[-1].endswith("@ all  / filter  o sort  ? help"))
        await it.press("@")
        await it.sees("Jinhua Tools")
        await it.until(lambda: it.lines[1].startswith(" all  5 accounts"))
        await it.until(lambda: "owner" in it.lines[2])
        await it.until(lambda: it.lines[4].startswith(" K Hengda Valve          Pumps and va"))
        await it.press("@")
        await it.sees_no("Jinhua Tools")


async def test_the_pool_is_claimed_from_with_one_key(
    sit: Sit, firms: Made, bench: Workbench
) -> None:
    id = firms["Jinhua Tools"]
    async with sit() as it:
        await opened(it)
        await it.press("p")
        await it.sees("the pool  1 account")
        await it.until(lambda: names(it) == ["Jinhua Tools"])
        await it.until(lambda: it.lines[-2].endswith("free to claim"))
        await it.until(lambda: "a claim" in it.lines[-1])
        await it.press("a")
        await it.sees("The pool is empty")
        await it.until(
            lambda: it.lines[-2] == " Jinhua Tools: yours from today on, u gives it back"
        )
        doc = account(bench, id)
        assert (doc["owner"], doc["owner_since"]) == (bench.me, "2026-10-15")
        await it.press("u")
        await it.sees("the pool  1 account")
        assert "owner" not in account(bench, id)
        await it.press("esc")
        await it.sees("mine  4 accounts")
        await it.press("a")
        await it.sees("Pudong Data")
        assert account(bench, firms["Pudong Data"])["owner"] == bench.me


async def test_marked_accounts_change_together_and_back_with_one_undo(
    sit: Sit, firms: Made, bench: Workbench
) -> None:
    both = [firms["Pudong Data"], firms["Hengda Valve"]]
    async with sit() as it:
        await opened(it)
        await it.press("space", "space")
        it.type("et")
        await it.sees("2 accounts")
        it.type("3gone quiet")
        await it.press("ctrl+s")
        await it.until(lambda: [account(bench, id)["tier_manual"] for id in both] == ["watch"] * 2)
        assert {account(bench, id)["tier_reason"] for id in both} == {"gone quiet"}
        await it.press("u")
        await it.until(lambda: [account(bench, id)["tier_manual"] for id in both] == ["key"] * 2)
        await it.press("esc", "V")
        await it.sees("4 marked")
        await it.press("V")
        await it.sees("0 marked")


async def test_a_new_account_says_who_has_it_already(
    sit: Sit, firms: Made, bench: Workbench
) -> None:
    async with sit() as it:
        await opened(it)
        await it.press("n")
        await it.sees("New account")
        it.type("hengda valve")
        await it.sees("already there: Hengda Valve, Anna Li's, Demo, touched 7d ago")
        await it.press("ctrl+s")
        await it.sees("Save again to enter it twice")
        await it.press("ctrl+s")
        await it.until(lambda: len(list(bench.snapshot.live("accounts"))) == 6)
        await it.until(lambda: it.app.screen.prompt is None)
        made = it.app.screen.target()
        assert account(bench, made)["name"] == "hengda valve"
        await it.until(lambda: it.lines[-2].endswith("probably Hengda Valve: same name"))
        await it.press("n")
        it.type("Suzhou Glass")
        await it.sees("nobody has it yet")
        await it.press("ctrl+s")
        await it.until(lambda: len(list(bench.snapshot.live("accounts"))) == 7)


async def test_who_has_it_in_chinese(sit: Sit, furnish: Furnish) -> None:
    furnish("zh")
    async with sit(lang="zh") as it:
        await it.press("4", "n")
        it.type("恒达阀门有限公司")
        await it.sees("撞单：恒达阀门，Anna Li负责，演示，7天前联系")


async def test_log_archive_and_undo(sit: Sit, firms: Made, bench: Workbench) -> None:
    id = firms["Pudong Data"]
    async with sit() as it:
        await opened(it)
        it.type("ccasked for a price\r")
        await it.until(lambda: names(it)[0] == "Hengda Valve")
        await it.press("o", "g")
        await it.press("D")
        await it.sees("Hengda Valve archived; u brings it back")
        assert account(bench, firms["Hengda Valve"])["_del"] is True
        await it.press("u")
        await it.until(lambda: len(names(it)) == 4)
        assert len(list(bench.snapshot.ids("activities.account", id))) == 2


async def test_twins_are_offered_first_and_merged_by_a_form(
    sit: Sit, firms: Made, bench: Workbench
) -> None:
    keep = firms["Pudong Data"]
    values = {"name": "Pudong Data Co., Ltd.", "region": "Pudong", "phone": "021-5550101"}
    other = bench.commit(lambda s, c: add_account(s, c, values)).records[0][1]
    before = account(bench, keep), account(bench, other)
    async with sit() as it:
        await opened(it)
        await it.until(lambda: it.lines[-2].endswith("probably Pudong Data Co., Ltd.: same name"))
        await it.press("M")
        await it.sees("which becomes part of Pudong Data:")
        await it.sees("same name, same phone")
        await it.press("enter")
        await it.sees("Pudong Data Co., Ltd. becomes part of Pudong Data")
        await it.sees("1 Shanghai  2 Pudong")
        it.type("12")
        await it.sees("Pudong Data Co., Ltd. is part of Pudong Data now; u parts them")
        await it.until(lambda: len(names(it)) == 4)
        doc = account(bench, keep)
        assert (doc["name"], doc["region"]) == ("Pudong Data", "Pudong")
        assert account(bench, other)["merged_into"] == keep
        await it.press("u")
        await it.until(lambda: len(names(it)) == 5)
        kept = [
            {key: value for key, value in doc.items() if not key.startswith("_")}
            for doc in (*before, account(bench, keep), account(bench, other))
        ]
        assert kept[:2] == kept[2:]


async def test_others_are_followed(
    sit: Sit, firms: Made, bench: Workbench, open_bench: Callable[..., Workbench]
) -> None:
    one, two = firms["Rugao Crane"], firms["Liyang Boiler"]
    async with sit() as it:
        await opened(it)
        other = open_bench(seed=5)
        other.commit(lambda s, c: set_account(s, c, two, {"tier_manual": "key"}))
        await it.until(lambda: "K Liyang Boiler" in it.text)
        other.commit(lambda s, c: merge_accounts(s, c, two, one))
        await it.sees_no("Rugao Crane")
        await it.until(lambda: "15d" in it.text)


async def test_enter_opens_and_the_cursor_stays(sit: Sit, firms: Made) -> None:
    async with sit() as it:
        await opened(it)
        await it.press("j", "enter")
        await it.until(lambda: isinstance(it.app.screen, AccountScreen))
        await it.sees("Decision chain")
        await it.press("esc")
        await it.sees("mine  4 accounts")
        await it.until(lambda: it.app.screen.target() == firms["Hengda Valve"])


async def test_nothing_yet_says_how_to_begin(sit: Sit) -> None:
    async with sit() as it:
        await it.press("4")
        await it.sees("No accounts yet.")
        await it.sees("n  a new account")
        await it.press("e")
        await it.sees("There is no account under the cursor")
        await it.press("j", "G", "ctrl+d", "space", "V", "enter")


async def test_another_day_is_only_looked_at(sit: Sit, firms: Made, bench: Workbench) -> None:
    async with sit() as it:
        await opened(it)
        await it.press("<")
        await it.sees("as of Thu 8 Oct")
        await it.until(lambda: names(it) == ["Hengda Valve"])
        await it.until(lambda: it.lines[3].split()[3:5] == ["Pumps", "and"])
        await it.press("n")
        await it.sees("The past can only be read")
        await it.press("=")
        await it.until(lambda: len(names(it)) == 4)


async def test_another_order_of_a_long_list_keeps_marks_and_cursor(
    sit: Sit, firms: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accountsshown, "FEW", 0)
    async with sit() as it:
        await opened(it)
        await it.press("G", "space", "g", "j")
        here, marked = it.app.screen.listed.here, set(it.app.screen.listed.marked)
        assert here and len(marked) == 1
        await it.press("O")
        await it.sees("reversed")
        await it.until(lambda: bool(it.app.screen.listed.ids))
        await it.until(
            lambda: it.app.screen.listed.here == here and it.app.screen.listed.marked == marked
        )


async def test_who_owns_none_of_a_long_list_looks_at_everybodys(
    sit: Sit, firms: Made, bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accountsshown, "FEW", 0)
    for id in firms.values():
        bench.commit(lambda s, c, id=id: set_account(s, c, id, {"owner": None}))  # type: ignore[misc]
    async with sit() as it:
        await opened(it)
        await it.until(lambda: not it.app.screen.mine)
