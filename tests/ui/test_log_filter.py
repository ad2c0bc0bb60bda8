"""Filters that ask the log, in stories: read once beside the keys, and kept right."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from salestui.services.accounts import set_account
from salestui.services.deals import set_deal
from salestui.services.setup import open_workbench
from salestui.services.workbench import Workbench
from tests.ui.boardcase import fill


async def test_a_filter_by_what_was_changed(
    bench: Workbench, sit: Callable[..., Any], home: Any, clock: Any
) -> None:
    """Counted while typing; another program's edit comes in under it."""
    fill(bench)
    change: dict[str, Any] = {"amount": 5, "currency": "CNY"}
    bench.commit(lambda s, c: set_deal(s, c, "dl_0000000000000001", change))
    async with sit() as it:
        await it.sees("Firm 0")
        it.type("/changed:amount")
        await it.sees("1 deal on all paths")
        it.type(" by:me\r")
        await it.sees("/changed:amount by:me")
        await it.sees("Lead 1")
        other = open_workbench(home, user="anna", lang="en", clock=clock, random_bytes=os.urandom)
        try:
            other.commit(lambda s, c: set_deal(s, c, "dl_0000000000000002", change))
        finally:
            other.close()
        await it.sees("Lead 2")
        await it.press("<")
        await it.sees("No deal matches the filter")
        await it.press("=")
        await it.sees("Lead 2")


async def test_the_funnel_and_the_change_ask_it_too(
    bench: Workbench, sit: Callable[..., Any]
) -> None:
    fill(bench)
    change: dict[str, Any] = {"expected_close": "2026-09-30"}
    bench.commit(lambda s, c: set_deal(s, c, "dl_0000000000000001", change))
    async with sit(lang="zh") as it:
        await it.sees("Firm 0")
        await it.press("9")
        await it.sees("12个商机")
        it.type("/改动:签约日\r")
        await it.sees("1个商机")
        await it.press("w")
        await it.sees("筛选：改动:签约日")
        await it.sees("+ 新增")


async def test_the_list_of_accounts_and_todays_ask_it_too(
    bench: Workbench, sit: Callable[..., Any], furnish: Callable[[str], str], home: Any, clock: Any
) -> None:
    """Both are made again when more of the log is read."""
    furnish("en")
    async with sit() as it:
        await it.press("4")
        await it.sees("Hengda Valve")
        it.type("/changed:industry by:me changed:..today\r")
        await it.sees("No account matches the filter")
        id = next(iter(bench.snapshot.ids("accounts.name", "hengda valve")))
        other = open_workbench(home, user="anna", lang="en", clock=clock, random_bytes=os.urandom)
        try:
            other.commit(lambda s, c: set_account(s, c, id, {"industry": "Steel"}))
        finally:
            other.close()
        await it.sees("1 account")
        await it.press("1")
        await it.sees("get the feedback form")
        it.type("/changed:amount\r")
        await it.sees("/changed:amount")
        await it.sees("get the feedback form")
