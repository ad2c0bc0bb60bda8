"""`C` in stories of keys: what changed since Monday, a date or my last look is marked."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salestui.domain.change import Act, Edit, Value
from salestui.services.deals import add_deal, set_deal
from salestui.services.lastseen import looked
from salestui.services.moves import move_deal
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench
from tests.ui.boardcase import deal

DAY = 86_400_000


@pytest.fixture
def week(bench: Workbench, clock: Any) -> Workbench:
    """Three deals of last month; on Wednesday one is moved, one worth more, one new."""
    path = next(doc["_id"] for doc in bench.snapshot.live("pipelines") if doc["key"] == "new")
    today = bench.context().today
    edits = tuple(
        Edit("deals", f"dl_{n:016d}", {**deal(n, path, bench.me, today), "account": None})
        for n in range(3)
    )
    bench.commit(lambda s, c: Act("import", edits, clock.now - 30 * DAY))
    clock.now += 2 * DAY
    bench.commit(lambda s, c: move_deal(s, c, ["dl_0000000000000000"], by=1, bypass="other"))
    amount: dict[str, Value] = {"amount": 400_000, "currency": "CNY"}
    bench.commit(lambda s, c: set_deal(s, c, "dl_0000000000000001", amount))
    bench.commit(lambda s, c: add_deal(s, c, {"title": "Brand new", "owner": bench.me}))
    return bench


async def test_one_key_tells_what_changed_since_monday(
    week: Workbench, sit: Callable[..., Any]
) -> None:
    """It asks whether that is meant; the same key takes the marks away."""
    async with sit() as it:
        await it.sees("Line 0")
        await it.press("C")
        await it.sees("since Mon 21 Sep")
        await it.sees("+1")
        await it.until(lambda: ">move" in it.text and "^2k" in it.text and "+new" in it.text)
        await it.sees("I last looked, by others")
        await it.press("enter")
        await it.sees_no("I last looked")
        await it.press("l")
        await it.sees("Stage Lead > Needs")
        await it.press("C")
        await it.sees_no(">move")
        await it.sees_no("since")


async def test_marks_follow_what_happens_now(week: Workbench, sit: Callable[..., Any]) -> None:
    async with sit(size=(120, 40)) as it:
        await it.sees("Line 0")
        await it.press("C", "escape")
        await it.sees("+1 new  >1 moved  ^1 amount")
        await it.press("D")
        await it.sees_no("^1 amount")
        await it.sees("+1 new  >1 moved")
        await it.press("u")
        await it.sees("+1 new  >1 moved  ^1 amount")


async def test_since_a_date_in_chinese(week: Workbench, sit: Callable[..., Any]) -> None:
    async with sit(lang="zh") as it:
        await it.sees("Line 0")
        it.type("Cd明天")
        await it.sees("那天还没到")
        for _ in range(2):
            await it.press("backspace")
        it.type("8月1日\r")
        await it.sees("8/1 周六以来")
        await it.sees("+4")


async def test_the_list_has_the_same_marks(week: Workbench, sit: Callable[..., Any]) -> None:
    async with sit() as it:
        await it.sees("Line 0")
        await it.press("v")
        await it.sees("Next step")
        await it.press("C", "escape")
        await it.sees("4 deals  since Mon 21 Sep")
        await it.until(lambda: ">move" in it.text and "^2k" in it.text)
        await it.press("v")
        await it.sees("since Mon")
        await it.press("C")
        await it.sees_no("since Mon")


async def test_the_past_has_no_marks(week: Workbench, sit: Callable[..., Any]) -> None:
    """They come back with now."""
    async with sit() as it:
        await it.sees("Line 0")
        await it.press("C", "escape")
        await it.sees("since Mon")
        await it.press("<")
        await it.sees("as of")
        await it.sees_no("since Mon")
        await it.press("=")
        await it.sees("since Mon")
        await it.press("C", "<", "C")
        await it.sees("Changes are marked on the board of now; = comes back to now")


async def test_what_others_did_since_i_looked(
    week: Workbench, sit: Callable[..., Any], tmp_path: Path, clock: Any
) -> None:
    """By what had come, not by the clock: Bob's edit is older than my look and came after."""
    looked(week.folder, "anna", week.snapshot, clock.now + DAY)
    shutil.copytree(week.folder, tmp_path / "bob" / week.folder.name)
    dice = random.Random(5).randbytes
    bob = open_workbench(tmp_path / "bob", user="bob", lang="en", clock=clock, random_bytes=dice)
    bob.commit(lambda s, c: move_deal(s, c, ["dl_0000000000000002"], to="proposal", bypass="other"))
    rep = bob.store.replica.rep
    bob.close()
    async with sit() as it:
        await it.sees("Line 0")
        shutil.copytree(bob.folder / "log" / rep, week.folder / "log" / rep)
        await it.sees("Proposal 1")
        week.commit(lambda s, c: set_deal(s, c, "dl_0000000000000001", {"amount": 1}))
        await it.press("C", "l")
        await it.sees("by others since")
        await it.sees(">1")
        await it.until(lambda: "^" not in it.text and "+new" not in it.text)


async def test_without_a_look_it_says_so(week: Workbench, sit: Callable[..., Any]) -> None:
    """As where none can be noted: something else is in the place of the note."""
    (week.folder / "seen.anna.json").mkdir()
    async with sit() as it:
        await it.sees("Line 0")
        await it.press("C", "l")
        await it.sees("You have not yet looked at what others changed")


async def test_no_marks_means_none_of_what_is_still_being_read_either(
    week: Workbench, sit: Callable[..., Any]
) -> None:
    async with sit() as it:
        await it.sees("Line 0")
        it.type("CC")
        await it.sees_no("I last looked")
        await it.app.workers.wait_for_complete()
        await it.press("j")
        await it.until(lambda: it.app.screen.since is None and ">move" not in it.text)
