"""The replay of a deal in stories of keys: its steps, and from each to how everything was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.services.deals import set_deal
from salestui.services.moves import move_deal
from salestui.services.workbench import Workbench

DAY = 86_400_000


@pytest.fixture
def walked(bench: Workbench, furnish: Callable[[str], str], clock: Any) -> str:
    """A deal that went on two stages, came back for a reason, and was put off."""
    deal = furnish("en")
    clock.now += DAY
    bench.commit(lambda s, c: move_deal(s, c, [deal], by=-1, reason="budget is frozen"))
    clock.now += DAY
    bench.commit(lambda s, c: set_deal(s, c, deal, {"expected_close": "2026-12-20"}))
    return deal


async def test_every_step_with_who_when_and_why(walked: str, sit: Callable[..., Any]) -> None:
    async with sit() as it:
        it.app.open_deal(walked)
        await it.sees("Overview")
        await it.press("[", "[")
        await it.sees("[Replay]")
        await it.sees("Days in stages")
        await it.sees("2 visits")
        await it.sees("new in Lead  800k  closes 20 Nov")
        text = it.text
        assert "Lead > Needs after" in text and "Demo > Needs after" in text
        assert "800k > 860k" in text and "20 Nov > 20 Dec put off (1)" in text
        assert "note: budget is frozen" in text
        await it.press("j", "j", "j", "j")
        await it.sees("note: budget is frozen                                    enter shows")


async def test_enter_looks_back_to_the_day_of_a_step(walked: str, sit: Callable[..., Any]) -> None:
    """The whole life stays in sight, what is still to come is dim; now is one key away."""
    async with sit() as it:
        it.app.open_deal(walked)
        await it.sees("Overview")
        await it.press("[", "[")
        await it.sees("new in Lead")
        await it.press("j")
        await it.sees("enter that day")
        await it.press("enter")
        await it.sees("as of")
        await it.sees("[Needs 0d]")
        await it.until(lambda: "budget is frozen" in it.text and "800k > 860k" in it.text)
        await it.press("s")
        await it.sees("The past can only be read")
        await it.press("j", "enter")
        await it.sees("[Demo 0d]")
        await it.press("]", "j", "enter")
        await it.sees("The past can only be read; = comes back to now")
        await it.press("=")
        await it.sees_no("as of")


async def test_the_replay_in_chinese(walked: str, sit: Callable[..., Any]) -> None:
    async with sit(lang="zh", size=(120, 40)) as it:
        it.app.open_deal(walked)
        await it.sees("概况")
        await it.press("[", "[")
        await it.sees("[回放]")
        await it.sees("各阶段天数")
        for text in ("新建于线索", "第1次推迟", "备注：budget is frozen", "2次进入", "回看当天"):
            await it.sees(text)
