"""The pipeline's change in stories of keys: lines, their deals, other windows, looking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salestui.domain.change import Act, Edit
from salestui.services.deals import set_deal
from salestui.services.moves import lose_deal, win_deal
from salestui.services.workbench import Workbench
from tests.ui.boardcase import deal

DAY = 86_400_000


@pytest.fixture
def quarter(bench: Workbench, clock: Any) -> Workbench:
    """Five deals of mine and one of nobody's of June; since then most of them changed.

    Amounts are 1k to 6k; all are to close in the quarter of now, July to September.
    """
    path = next(doc["_id"] for doc in bench.snapshot.live("pipelines") if doc["key"] == "new")
    today, me = bench.context().today, bench.me
    edits = []
    for n in range(6):
        owner = {"owner": me if n < 5 else None, "expected_close": "2026-09-30", "account": None}
        edits.append(Edit("deals", f"dl_{n:016d}", {**deal(n, path, me, today), **owner}))
    bench.commit(lambda s, c: Act("import", tuple(edits), clock.now - 90 * DAY))
    ids = [f"dl_{n:016d}" for n in range(6)]
    bench.commit(lambda s, c: win_deal(s, c, [ids[0]], amount=(120_000, "CNY"), bypass="other"))
    bench.commit(lambda s, c: lose_deal(s, c, [ids[1]], reason="price"))
    bench.commit(lambda s, c: set_deal(s, c, ids[2], {"amount": 500_000, "currency": "CNY"}))
    bench.commit(lambda s, c: set_deal(s, c, ids[3], {"expected_close": "2026-10-20"}))
    return bench


async def test_lines_tell_what_came_and_went(quarter: Workbench, sit: Callable[..., Any]) -> None:
    async with sit() as it:
        await it.sees("Line 2")
        await it.press("w")
        await it.sees("closing 1 Jul - 30 Sep   from Tue 30 Jun to Mon 21 Sep")
        await it.sees("What came and went > mine")
        await it.sees("Booked 1.2k")
        rows = [
            line for line in it.lines if line.startswith((" Opening", "\u2588Opening", " -", " +"))
        ]
        told = {
            line.split("  ")[0].strip(): line.split()[-2 if "#" in line else -1] for line in rows
        }
        assert told["- Won"] == "1k" and told["- Lost"] == "2k" and told["- Pushed"] == "4k"
        assert told["+ Increased"] == "2k"
        await it.sees("Opening 5, 15k: open at the end of the first day")
        await it.press("G")
        await it.sees("Closing 2, 10k")
        await it.press("@")
        await it.sees("Closing 3, 16k")


async def test_the_deals_of_a_line_and_back(quarter: Workbench, sit: Callable[..., Any]) -> None:
    async with sit() as it:
        await it.sees("Line 2")
        await it.press("w")
        await it.sees("Booked")
        await it.press("G", "k")
        await it.sees("Pushed 1, 4k")
        await it.press("enter")
        await it.sees("Line 3")
        await it.sees("30 Sep > 20 Oct")
        await it.until(lambda: "Pushed" in it.lines[0])
        await it.press("enter")
        await it.sees("Overview")
        await it.press("q", "q")
        await it.sees("Booked")
        await it.press("q")
        await it.sees("enter open")


async def test_other_windows(quarter: Workbench, sit: Callable[..., Any]) -> None:
    """A typed day, weeks, another period, the whole pipeline."""
    async with sit() as it:
        await it.sees("Line 2")
        await it.press("w")
        await it.sees("from Tue 30 Jun")
        it.type("f8/1\r")
        await it.sees("from Sat 1 Aug to Mon 21 Sep")
        await it.press("[")
        await it.sees("from Sat 25 Jul")
        await it.press("]", "]")
        await it.sees("from Sat 8 Aug")
        it.type("f\r")
        await it.sees("from Tue 30 Jun")
        it.type("pq4")
        await it.sees("to close 2026-10-01 to 2026-12-31")
        it.type("\r")
        await it.sees("closing 1 Oct - 31 Dec   from Tue 30 Jun to Mon 21 Sep")
        await it.press("j", "j")
        await it.sees("Pulled in 1, 4k")
        await it.press("p", "ctrl+u")
        it.type("2025-q1\r")
        await it.sees("Nothing stood in the period at either end")
        await it.press("p", "ctrl+u")
        it.type("all")
        await it.sees("the whole pipeline")
        it.type("\r")
        await it.sees("whole pipeline   from")


async def test_looking_back_moves_the_last_day(quarter: Workbench, sit: Callable[..., Any]) -> None:
    async with sit() as it:
        await it.sees("Line 2")
        await it.press("w")
        await it.sees("to Mon 21 Sep")
        await it.press("<")
        await it.sees("from Tue 30 Jun to Mon 14 Sep")
        await it.sees("5 unchanged")
        await it.sees("as of Mon 14 Sep")
        await it.press("=")
        await it.sees("Booked 1.2k")


async def test_it_explains_itself_in_both_languages(
    quarter: Workbench, sit: Callable[..., Any]
) -> None:
    for lang, title, line, meaning in (
        ("en", "How these lines come about", "+ Pulled in", "moved into the period"),
        ("zh", "各项怎么算", "+ 提前", "预计签约日移入期内"),
    ):
        async with sit(lang=lang) as it:
            await it.sees("Line 2")
            await it.press("w")
            await it.sees("CNY")
            await it.press("i")
            await it.sees(title)
            await it.sees(line)
            await it.sees(meaning)
            await it.press("escape")
            await it.sees("CNY")


async def test_from_the_funnel_with_its_filter_in_chinese(
    quarter: Workbench, sit: Callable[..., Any]
) -> None:
    async with sit(lang="zh") as it:
        await it.sees("Line 2")
        await it.press("9")
        await it.sees("漏斗")
        it.type("/金额>=4k\r")
        await it.sees("/金额>=4k")
        await it.press("w")
        await it.sees("商机增减 > /金额>=4k")
        await it.sees("期初")
        await it.sees("筛选：金额>=4k")
        await it.press("j", "G")
        await it.sees("期末 3单 1.6万")
